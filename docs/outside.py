"""Pages of the site whose text lies elsewhere in the checkout: mkdocs calls this (``hooks`` in mkdocs.yml)."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

OUTSIDE = {
    "annotations/codebook.md": "codebook.md",
    "annotations/README.md": "demo-truth.md",
    "corpus/README.md": "demo-corpus.md",
    "models/linear/README.md": "model-linear.md",
    "models/redaction-boxes/README.md": "model-redaction-boxes.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
}
# The target of a link or picture: no address with a scheme, no bare anchor.
_TARGET = re.compile(r"\]\((?![a-z]+:|#)([^)#\s]+)")


def on_files(files: Any, config: Any) -> Any:
    """Add the pages that lie outside ``docs``."""
    root = Path(config.config_file_path).parent
    for source, page in OUTSIDE.items():
        files.append(File.generated(config, page, content=(root / source).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, *, page: Any, config: Any, files: Any) -> str:
    """Lead links from where a text lies in the checkout to where it stands in the site; a dead one stays for mkdocs."""
    here = page.file.src_uri
    lies = next((source for source, name in OUTSIDE.items() if name == here), f"docs/{here}")

    def moved(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(lies), link[1]))
        inside = OUTSIDE.get(target) or (target.removeprefix("docs/") if target.startswith("docs/") else None)
        return link[0] if inside is None else f"]({posixpath.relpath(inside, posixpath.dirname(here) or '.')}"

    return _TARGET.sub(moved, markdown)

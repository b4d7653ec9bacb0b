"""``release.json``: what a release says of itself, for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from woo_gronden.errors import DamagedFile, InputError

MANIFEST = "release.json"
_FORMAT = 1
# Without these nothing can be said of the rest.
_NEEDED = ("version", "date", "tables", "text", "publishable")


class ReleaseFile(NamedTuple):
    """A file of a release; ``path`` from its folder, with forward slashes."""

    path: str
    size: int
    sha256: str


def load_manifest(folder: Path) -> dict[str, Any]:
    """What the release in ``folder`` says of itself.

    Raises:
        InputError: no release there, or one of another format.
        DamagedFile: its ``release.json`` cannot be read.
    """
    path = folder / MANIFEST
    try:
        manifest: Any = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(folder, f"no release: {MANIFEST} is missing") from None
    except NotADirectoryError:
        raise InputError(folder, "a file; a release is a folder") from None
    except ValueError as error:
        raise DamagedFile(path, "no valid JSON") from error
    if not isinstance(manifest, dict) or manifest.get("format") != _FORMAT:
        raise InputError(path, "a release of another format than this version reads")
    if missing := [name for name in _NEEDED if name not in manifest]:
        raise DamagedFile(path, f"does not say: {', '.join(missing)}")
    return manifest

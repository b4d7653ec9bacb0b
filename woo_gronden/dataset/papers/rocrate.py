"""The release as an RO-Crate 1.1."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from woo_gronden.dataset.papers.paperwork import KEYWORDS, LICENCE_URL, Paperwork

CRATE = "ro-crate-metadata.json"
_MEDIA = {
    "parquet": "application/vnd.apache.parquet", "csv": "text/csv", "jsonl": "application/jsonl", "json": "application/json",
    "jsonld": "application/ld+json", "ttl": "text/turtle", "md": "text/markdown", "html": "text/html", "cff": "application/yaml",
}  # fmt: skip


def media_type(path: str) -> str:
    """The media type of a file of a release, by its ending."""
    return _MEDIA[path.rpartition(".")[2]]


def rocrate(paperwork: Paperwork, papers: Sequence[str]) -> str:
    """``ro-crate-metadata.json``: data with size and digest, the ``papers`` by name, the tool that made them."""
    about = paperwork.publication
    files = [
        {"@id": f.path, "@type": "File", "name": f.path, "contentSize": str(f.size), "sha256": f.sha256}
        | {"encodingFormat": media_type(f.path)}
        for f in paperwork.files
    ]
    files += [{"@id": name, "@type": "File", "name": name, "encodingFormat": media_type(name)} for name in papers]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.title,
        "description": about.description,
        "datePublished": paperwork.date,
        "version": paperwork.version,
        "license": {"@id": LICENCE_URL},
        "keywords": list(KEYWORDS),
        "inLanguage": "nl",
        "publisher": {"@id": about.publisher_url},
        "author": [{"@id": f"#creator-{n}"} for n in range(1, len(about.creators) + 1)],
        "hasPart": [{"@id": file["@id"]} for file in files],
        "mentions": {"@id": "#build"},
    }
    graph = [
        {
            "@id": CRATE,
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        root,
        {"@id": about.publisher_url, "@type": "Organization", "name": about.publisher},
        *({"@id": f"#creator-{n}", "@type": "Person", "name": name} for n, name in enumerate(about.creators, 1)),
        {"@id": LICENCE_URL, "@type": "CreativeWork", "name": "Creative Commons Attribution 4.0 International"},
        {
            "@id": "#woo_gronden",
            "@type": "SoftwareApplication",
            "name": "woo_gronden",
            "version": paperwork.manifest["tool"]["version"],
        },
        {
            "@id": "#build",
            "@type": "CreateAction",
            "name": "dataset build",
            "instrument": {"@id": "#woo_gronden"},
            "result": {"@id": "./"},
        },
        *files,
    ]
    crate = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}
    return json.dumps(crate, ensure_ascii=False, indent=1) + "\n"

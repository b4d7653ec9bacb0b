"""The citation of a release as fields of Dataverse's citation block, which is the same at every Dataverse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from woo_gronden.dataset.papers.paperwork import KEYWORDS
from woo_gronden.dataset.publication import Publication

# Words of the block's own list.
SUBJECTS = ("Law", "Social Sciences")


def citation_fields(manifest: Mapping[str, Any], publication: Publication) -> list[dict[str, Any]]:
    """Title, makers, contact, description, subject, keywords, version and tool of a release."""
    day = str(manifest["date"])
    tool = manifest["tool"]
    return [
        _one("title", publication.title),
        _several("author", [{"authorName": name} for name in publication.creators]),
        _several(
            "datasetContact",
            [{"datasetContactName": publication.publisher, "datasetContactEmail": publication.contact}],
        ),
        _several(
            "dsDescription",
            [
                {"dsDescriptionValue": text, "dsDescriptionDate": day}
                for text in (publication.description, publication.description_nl)
            ],
        ),
        _listed("subject", SUBJECTS),
        _several("keyword", [{"keywordValue": word} for word in KEYWORDS]),
        _listed("language", ("Dutch",)),
        _one("notesText", version_note(manifest)),
        _several("software", [{"softwareName": tool["name"], "softwareVersion": str(tool["version"])}]),
    ]


def version_note(manifest: Mapping[str, Any]) -> str:
    """Which version of the release this is, and what it follows."""
    before = f", after {manifest['previous']}" if manifest.get("previous") else ""
    return f"Version {manifest['version']} of {manifest['date']}{before}; its CHANGELOG.md tells what changed."


def _one(name: str, value: str) -> dict[str, Any]:
    return {"typeName": name, "multiple": False, "typeClass": "primitive", "value": value}


def _listed(name: str, values: Sequence[str]) -> dict[str, Any]:
    return {"typeName": name, "multiple": True, "typeClass": "controlledVocabulary", "value": list(values)}


def _several(name: str, values: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    parts = [{part: _one(part, value) for part, value in item.items()} for item in values]
    return {"typeName": name, "multiple": True, "typeClass": "compound", "value": parts}

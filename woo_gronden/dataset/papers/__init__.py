"""The papers that go with a release, each a pure function of what the release holds."""

from __future__ import annotations

import json
from pathlib import Path

from woo_gronden.dataset.dictionary import json_schema
from woo_gronden.dataset.diff import ReleaseDiff
from woo_gronden.dataset.papers.card import card
from woo_gronden.dataset.papers.changelog import changelog
from woo_gronden.dataset.papers.citation import citation, licences
from woo_gronden.dataset.papers.croissant import croissant
from woo_gronden.dataset.papers.datasheet import datasheet
from woo_gronden.dataset.papers.dcat import dcat_jsonld, dcat_turtle
from woo_gronden.dataset.papers.dictionary import dictionary
from woo_gronden.dataset.papers.paperwork import Paperwork
from woo_gronden.dataset.papers.privacy import privacy_report
from woo_gronden.dataset.papers.rocrate import CRATE, rocrate
from woo_gronden.dataset.release_schema import RELEASE_TABLES

__all__ = ["CRATE", "PAPERS", "Paperwork", "write_papers"]

PAPERS = {
    "README.md": card,
    "DATASHEET.md": datasheet,
    "DATA_DICTIONARY.md": dictionary,
    "LICENSES.md": licences,
    "CITATION.cff": citation,
    "croissant.json": croissant,
    "dcat.jsonld": dcat_jsonld,
    "dcat.ttl": dcat_turtle,
    "privacy-report.html": privacy_report,
}
"""File name and what writes it; beside these ``CHANGELOG.md``, ``schema/`` and the crate, which lists them all."""


def write_papers(folder: Path, paperwork: Paperwork, changes: ReleaseDiff | None, previous: Path | None) -> None:
    """Write all papers into ``folder``."""
    for name, made in PAPERS.items():
        (folder / name).write_text(made(paperwork), encoding="utf-8")
    (folder / "CHANGELOG.md").write_text(changelog(paperwork, changes, previous), encoding="utf-8")
    (folder / "schema").mkdir()
    for name, table in RELEASE_TABLES.items():
        schema = json.dumps(json_schema(name, table), ensure_ascii=False, indent=1) + "\n"
        (folder / "schema" / f"{name}.json").write_text(schema, encoding="utf-8")
    papers = sorted([*PAPERS, "CHANGELOG.md", *(f"schema/{name}.json" for name in RELEASE_TABLES)])
    (folder / CRATE).write_text(rocrate(paperwork, papers), encoding="utf-8")

"""How to cite a release, and under which licence each part of it is."""

from __future__ import annotations

import json

from woo_gronden.dataset.papers.paperwork import KEYWORDS, LICENCE, LICENCE_URL, Paperwork, markdown_table


def citation(paperwork: Paperwork) -> str:
    """``CITATION.cff``."""
    about = paperwork.publication
    authors = "\n".join(f"  - name: {_text(name)}" for name in about.creators)
    return f"""cff-version: 1.2.0
message: "If you use this dataset, please cite it."
type: dataset
title: {_text(about.title)}
version: {_text(paperwork.version)}
date-released: {paperwork.date}
license: {LICENCE}
url: {_text(about.url)}
abstract: {_text(about.description)}
keywords: [{", ".join(_text(word) for word in KEYWORDS)}]
authors:
{authors}
"""


def licences(paperwork: Paperwork) -> str:
    """``LICENSES.md``: each part with its SPDX name."""
    cc = f"[{LICENCE}]({LICENCE_URL})"
    rows = [
        ("`data/`, `csv/`, `jsonl/`: grounds, spans, boxes, links, findings, annotations", cc),
        (
            "words of decision letters in those tables (`text`, `heading`, `section`, `title`, `value`)",
            "no copyright on acts of public authority (Auteurswet, article 11); otherwise the authority's",
        ),
        ("words of annexes and lists that are no decision", "as the authority published them; not ours to license"),
        ("the papers: this file, card, datasheet, dictionary, schemas, metadata", cc),
        ("the tool that made it, woo_gronden", "EUPL-1.2"),
    ]
    return (
        f"# Licences\n\n{markdown_table(('part', 'licence'), rows)}\n\nAttribution: {', '.join(paperwork.publication.creators)}, "
        f"{paperwork.publication.title}, version {paperwork.version}.\n"
    )


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)

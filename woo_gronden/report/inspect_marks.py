"""What was found in a dossier, as marks on its pages: where each stands, what it says, what it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from woo_gronden.errors import UnknownGround
from woo_gronden.report.colors import color_of
from woo_gronden.schema import BBox, Citation, Dossier, Extraction
from woo_gronden.taxonomy import get_ground

Mark = dict[str, Any]

# A tenth of a point is finer than a screen shows, and keeps the page small.
_DECIMALS = 1
# Share of a printed code that lies in a box when it is the box's own.
_ON_BOX = 0.5


def find_marks(dossier: Dossier) -> list[Mark]:
    """The marks of all documents, in page order; ``to`` holds the places in this list that belong to each.

    A mark has ``doc`` (place of its document), ``type`` (``box``, ``citation``, ``passage``, ``section``, ``row``),
    ``kind``, ``grounds``, ``at`` (``[page, x0, y0, x1, y1]`` in points, one a line), ``text``, ``code``, ``method``,
    ``score`` and ``open`` (text can still be read under it).
    """
    marks: list[Mark] = []
    places: dict[tuple[str, str, str | int], int] = {}
    for at, document in enumerate(dossier.documents):
        found = sorted(_marks_of(document), key=lambda pair: _first_place(pair[1]))
        for key, mark in found:
            places[document.document.document_id, *key] = len(marks)
            marks.append({"doc": at, "to": [], **mark})
    for one, other in _pairs(dossier, places):
        if other not in marks[one]["to"]:
            marks[one]["to"].append(other)
            marks[other]["to"].append(one)
    return marks


def find_ranges(dossier: Dossier) -> list[dict[str, Any]]:
    """Pages of released documents and the list row that each belongs to, as far as it is known."""
    names = {document.document.document_id: at for at, document in enumerate(dossier.documents)}
    return [
        {"doc": names[link.document_id], "first": link.page_start, "last": link.page_end, "number": link.number}
        for link in dossier.links
        if link.kind == "document" and link.number and link.document_id in names
    ]


def describe_grounds(marks: list[Mark]) -> dict[str, dict[str, str]]:
    """Code, labels and colour of every ground that a mark has."""
    return {ground: _describe(ground) for ground in sorted({g for mark in marks for g in mark["grounds"]})}


def _describe(ground: str) -> dict[str, str]:
    law, _, code = ground.partition(":")
    try:
        known = get_ground(ground)
        labels = {"nl": known.label_nl, "en": known.label_en}
    except UnknownGround:
        labels = {"nl": "", "en": ""}
    return {"code": f"{code} {law.capitalize()}", "color": color_of(ground), **labels}


def _first_place(mark: Mark) -> tuple[float, ...]:
    page, x0, y0, *_ = mark["at"][0] if mark["at"] else (0, 0, 0)
    return (page, round(y0 / 4), x0)


def _marks_of(found: Extraction) -> Iterator[tuple[tuple[str, str | int], Mark]]:
    document = found.document

    def lines(start: int, end: int) -> list[list[float]]:
        return [_place(page, box) for page, box in document.boxes_of(start, end)]

    for at, box in enumerate(found.redactions, start=1):
        yield ("box", at), _mark(
            "box", box.kind, box.grounds, [_place(box.page, box.bbox)], code=box.code_raw or "",
            method=" + ".join(box.detectors), score=box.score, open=box.text_recoverable,
        )  # fmt: skip
    for passage in found.passages:
        yield ("passage", passage.id_in(document.document_id)), _mark(
            "passage", passage.kind, passage.grounds, lines(passage.start, passage.end), text=passage.text,
            method=passage.method, score=passage.score,
        )  # fmt: skip
    for at, cited in enumerate(found.citations):
        if _printed_on_box(found, cited):
            continue
        yield (
            ("citation", at),
            _mark(
                "citation",
                cited.status,
                cited.grounds,
                lines(cited.start, cited.end),
                text=cited.text,
                method=cited.method,
            ),
        )
    for at, section in enumerate(found.sections):
        if section.heading:
            heading = lines(section.start, section.start + len(section.heading))
            yield ("section", at), _mark("section", section.role, (), heading, text=section.heading)
    for row in found.inventory:
        where = [_place(row.page, row.bbox)] if row.bbox else []
        yield ("row", row.row), _mark(
            "row", row.assessment or "", row.grounds, where, text=" ".join((row.number, row.title)).strip(),
            method=row.method,
        )  # fmt: skip


def _printed_on_box(found: Extraction, cited: Citation) -> bool:
    """Whether a citation is made of the codes on boxes, which the boxes' own marks tell already."""
    words = found.document.words_in(cited.start, cited.end)
    on_box = sum(
        any(box.page == page and word.bbox.overlap(box.bbox) > _ON_BOX for box in found.redactions)
        for page, word in words
    )
    return on_box > len(words) / 2


def _mark(type_: str, kind: str, grounds: tuple[str, ...], at: list[list[float]], **more: Any) -> Mark:
    score = more.pop("score", None)
    return {
        "type": type_,
        "kind": kind,
        "grounds": list(grounds),
        "at": at,
        **({"score": round(score, 2)} if score is not None else {}),
        **{name: value for name, value in more.items() if value},
    }


def _place(page: int, box: BBox) -> list[float]:
    return [page, *(round(float(value), _DECIMALS) for value in box)]


def _pairs(dossier: Dossier, places: Mapping[tuple[str, str, str | int], int]) -> Iterator[tuple[int, int]]:
    """Marks that belong together: a box with its list row and the passages that argue its ground, a row with those."""
    for link in dossier.links:
        row = places.get((link.list_id, "row", link.row)) if link.list_id and link.row is not None else None
        box = places.get((link.document_id, "box", link.box)) if link.kind == "box" else None
        if box is not None and row is not None:
            yield box, row
        mine = box if link.kind == "box" else row if link.kind == "row" else None
        for passage in link.passages:
            argued = places.get((link.letter_id or "", "passage", passage))
            if mine is not None and argued is not None:
                yield mine, argued

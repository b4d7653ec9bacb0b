"""Links of a run against links that are known: which boxes got the right ground, list row, and answer on the letter."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from woo_gronden.dossier.names import plain_number
from woo_gronden.evaluation.figures import Figure, measure, share
from woo_gronden.schema import BBox

Row = Mapping[str, Any]

# A found box is the annotated one from this much overlap (intersection over union) on; the boxes do not overlap each
# other, so a low bar takes no wrong one.
_SAME_BOX = 0.3
# What each count of ``LinkFigures`` is called.
_STEPS = {
    "seen": "box found",
    "row": "right list row",
    "ground": "right ground",
    "in_row": "whether the row states it",
    "argued": "whether the letter argues it",
    "whole": "all of these",
    "wrong_rows": "box at a wrong row",
}


@dataclass(frozen=True, slots=True)
class LinkFigures:
    """Counts of annotated links (a box with one ground) and of those that a run has right, step by step.

    ``seen``: the box was found. ``ground``, ``row``, ``in_row``, ``argued``: that answer too is right. ``whole``: all
    are. ``wrong_rows``: boxes put at another list row than the annotated one.
    """

    links: int
    seen: int
    ground: int
    row: int
    in_row: int
    argued: int
    whole: int
    wrong_rows: int


def score_links(
    tables: Mapping[str, Sequence[Row]], links: Sequence[Row], redactions: Mapping[str, Sequence[Row]]
) -> LinkFigures:
    """Compare the tables of a run with annotated links.

    Args:
        tables: ``documents``, ``redactions`` and ``links`` of the run.
        links: annotated links: file, page, box, inventory, number, grounds, in_row, argued, letter.
        redactions: annotated boxes by file, page by page, as in ``annotations/demo/redactions.json``.
    """
    boxes = {
        (file, box["id"]): (page["page"], BBox(box["x0"], box["y0"], box["x1"], box["y1"]))
        for file, pages in redactions.items()
        for page in pages
        for box in page["boxes"]
    }
    by_path = {_tail(row["path"]): row["document_id"] for row in tables["documents"]}
    found = _Found(tables)
    counts = dict.fromkeys(LinkFigures.__slots__, 0)
    for truth in links:
        page, bbox = boxes[truth["file"], truth["box"]]
        mine = found.at(by_path.get(_tail(truth["file"]), ""), page, bbox)
        for ground in truth["grounds"]:
            right = _compare(truth, ground, mine, by_path)
            counts["links"] += 1
            for name, good in right.items():
                counts[name] += good
    return LinkFigures(**counts)


def evaluate_links(folder: Path, tables: Mapping[str, Sequence[Row]]) -> list[Figure]:
    """Shares of the annotated links that a run has right, each step counted on all of them.

    Args:
        folder: holds ``links.json`` and ``redactions.json``.
        tables: ``documents``, ``redactions`` and ``links`` of the run.

    Raises:
        FileNotFoundError: one of the two is not there.
    """
    links = json.loads((folder / "links.json").read_text(encoding="utf-8"))["links"]
    boxes = json.loads((folder / "redactions.json").read_text(encoding="utf-8"))["files"]
    by_file: dict[str, list[Row]] = {}
    for truth in links:
        by_file.setdefault(truth["file"], []).append(truth)
    # Boxes of one file stand or fall together, so that files are what is drawn again for the interval.
    counts = [score_links(tables, mine, boxes) for mine in by_file.values()]
    total = sum(figures.links for figures in counts)
    return [
        measure(
            f"links: {text}",
            [(getattr(figures, name), figures.links) for figures in counts],
            share,
            f"{sum(getattr(figures, name) for figures in counts)} of {total}",
        )
        for name, text in _STEPS.items()
    ]


def _compare(truth: Row, ground: str, mine: Sequence[Row], by_path: Mapping[str, str]) -> dict[str, bool]:
    rows = {(link["list_id"], plain_number(link["number"])) for link in mine if link["row"] is not None}
    wanted = (by_path.get(_tail(truth["inventory"])), plain_number(truth["number"]))
    same = [link for link in mine if link["ground"] == ground]
    right = {
        "seen": bool(mine),
        "ground": bool(same),
        "row": wanted in rows,
        "in_row": any(link["in_row"] == truth["in_row"] for link in same),
        "argued": any(link["argued"] == truth["argued"] for link in same),
    }
    return right | {"whole": all(right.values()), "wrong_rows": bool(rows) and wanted not in rows}


class _Found:
    def __init__(self, tables: Mapping[str, Sequence[Row]]) -> None:
        self._boxes: dict[str, list[Row]] = {}
        for box in tables["redactions"]:
            self._boxes.setdefault(box["document_id"], []).append(box)
        self._links: dict[tuple[str, int], list[Row]] = {}
        for link in tables["links"]:
            if link["kind"] == "box":
                self._links.setdefault((link["document_id"], link["box"]), []).append(link)

    def at(self, document_id: str, page: int, bbox: BBox) -> list[Row]:
        return [link for number in self._near(document_id, page, bbox) for link in self._links.get(number, ())]

    def _near(self, document_id: str, page: int, bbox: BBox) -> Iterator[tuple[str, int]]:
        for number, box in enumerate(self._boxes.get(document_id, ()), 1):
            if box["page"] == page and _iou(BBox(box["x0"], box["y0"], box["x1"], box["y1"]), bbox) >= _SAME_BOX:
                yield document_id, number


def _iou(one: BBox, other: BBox) -> float:
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.y1, other.y1) - max(one.y0, other.y0)
    shared = max(0.0, width) * max(0.0, height)
    areas = [(box.x1 - box.x0) * (box.y1 - box.y0) for box in (one, other)]
    return shared / (sum(areas) - shared) if shared else 0.0


def _tail(path: str) -> str:
    # The run may have been given the folder above: the last two names are the dossier and the file.
    return "/".join(path.split("/")[-2:])

"""Detected redactions against regions drawn by people: boxes, codes, and pages taken as redacted or not.

A box is right when it overlaps a free gold region with IoU of at least 0.5, best pairs first: the matching of the
published work on this set (van Heusden et al., TPDL 2023), so F1 is its recognition quality.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

import numpy as np

from woo_gronden.errors import GoldError
from woo_gronden.evaluation.figures import Figure, f1, measure, share

Point = tuple[float, float]
Box = tuple[float, float, float, float]

_MATCH_IOU = 0.5


def evaluate_redactions(gold: Path, rows: Sequence[Mapping[str, Any]]) -> tuple[list[Figure], list[str]]:
    """Figures of predicted ``rows`` (as in the table ``redactions``) on ``gold/gold.json`` with ``gold/images``.

    Returns:
        Figures by label and over all, and a line of text for each page with a false, missed or misread box.

    Raises:
        GoldError: the gold cannot be read.
    """
    try:
        pages: dict[str, Any] = json.loads((gold / "gold.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(f"{gold}/gold.json cannot be read: {error}") from error
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(PurePath(row["path"]).name, []).append(row)
    by_label: dict[str, list[list[float]]] = {}
    codes, redacted, errors = list[list[float]](), list[list[float]](), list[str]()
    for name, page in pages.items():
        boxes, regions = found.get(name, []), page["regions"]
        matched = _match(regions, boxes, _png_size(gold / "images" / name))
        tally = [
            len(matched),
            len(boxes) - len(matched),
            len(regions) - len(matched),
            sum(s for _, s in matched.values()),
        ]
        by_label.setdefault(page["label"] or "none", []).append(tally)
        coded = [i for i, region in enumerate(regions) if region.get("legible") and region.get("grounds")]
        read = sum(
            i in matched and set(boxes[matched[i][0]].get("grounds") or []) == set(regions[i]["grounds"]) for i in coded
        )
        codes.append([read, len(coded)])
        redacted.append([bool(regions and boxes), bool(boxes and not regions), bool(regions and not boxes)])
        if tally[1] or tally[2] or read < len(coded):
            errors.append(f"{name}: {tally[1]} false, {tally[2]} missed, {read} of {len(coded)} codes read")
    return _figures(by_label, codes, redacted), errors


def _figures(
    by_label: dict[str, list[list[float]]], codes: list[list[float]], pages: list[list[float]]
) -> list[Figure]:
    figures = []
    everything = [row for rows in by_label.values() for row in rows]
    for label, rows in [*sorted(by_label.items()), ("all", everything)]:
        right, false, missed, overlap = (sum(column) for column in zip(*rows, strict=True))
        if right or missed:
            detail = f"{right:g} right, {false:g} false, {missed:g} missed, mean IoU {overlap / max(right, 1):.3f}"
            figures.append(measure(f"redactions F1, {label}", rows, f1, detail))
        else:
            name = f"boxes a page, {label}"
            figures.append(measure(name, [[row[1], 1] for row in rows], share, f"{false:g} false on {len(rows)} pages"))
    read, coded = (sum(column) for column in zip(*codes, strict=True))
    figures.append(measure("mean IoU of boxes that match", [[row[3], row[0]] for row in everything], share))
    figures.append(measure("pages redacted or not, F1", pages, f1))
    figures.append(measure("printed codes right, end to end", codes, share, f"{read:g} of {coded:g}"))
    return figures


def _match(
    regions: Sequence[Any], rows: Sequence[Mapping[str, Any]], size: tuple[int, int]
) -> dict[int, tuple[int, float]]:
    width, height = size
    boxes: list[Box] = [
        (
            r["x0"] * width / r["page_width"],
            r["y0"] * height / r["page_height"],
            r["x1"] * width / r["page_width"],
            r["y1"] * height / r["page_height"],
        )
        for r in rows
    ]
    pairs = sorted(
        ((iou(region["polygon"], box), i, j) for i, region in enumerate(regions) for j, box in enumerate(boxes)),
        reverse=True,
    )
    matched: dict[int, tuple[int, float]] = {}
    taken = set[int]()
    for overlap, i, j in pairs:
        if overlap >= _MATCH_IOU and i not in matched and j not in taken:
            matched[i] = (j, overlap)
            taken.add(j)
    return matched


def iou(polygon: Sequence[Sequence[float]], box: Box) -> float:
    """Intersection over union of a polygon and an upright box, in the same unit."""
    both = _area(_clip([(p[0], p[1]) for p in polygon], box))
    return both / (_area([(p[0], p[1]) for p in polygon]) + (box[2] - box[0]) * (box[3] - box[1]) - both or 1)


def _clip(polygon: list[Point], box: Box) -> list[Point]:
    """Sutherland-Hodgman: the part of a polygon within an upright box."""
    for axis, bound, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        kept: list[Point] = []
        for a, b in zip(polygon[-1:] + polygon[:-1], polygon, strict=True):
            in_a, in_b = sign * (a[axis] - bound) >= 0, sign * (b[axis] - bound) >= 0
            if in_a != in_b:
                t = (bound - a[axis]) / (b[axis] - a[axis])
                kept.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
            if in_b:
                kept.append(b)
        polygon = kept
    return polygon


def _area(polygon: list[Point]) -> float:
    if len(polygon) < 3:
        return 0.0
    x, y = np.array(polygon).T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def _png_size(path: Path) -> tuple[int, int]:
    with path.open("rb") as file:
        head = file.read(24)
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")

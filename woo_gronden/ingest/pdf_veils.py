"""Areas of a PDF page that are filled with a pattern or a shading: PyMuPDF lists their clip and not what fills it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from woo_gronden.ingest.pdf_words import shown_frame
from woo_gronden.schema import BBox, Veil

# Points; lower or narrower areas cannot hide a word.
_LEAST_SIDE = 4.0
# What follows the last drawing.
_END: dict[str, Any] = {"type": "end", "level": -1}


def read_veils(page: Any, frame: BBox, drawings: Sequence[dict[str, Any]]) -> list[Veil]:
    """The areas filled with tiles or a shading, cut to the page.

    A tile is drawn once, at the pattern's origin and mostly outside the clip that it fills. A shading is not among the
    drawings at all: its clip stays empty, and the log of boxes says when it was painted.
    """
    if not drawings:
        return []
    turn = shown_frame(page)
    found: list[Veil] = []
    empty: list[tuple[BBox, int, int]] = []  # an area, the order before it, where it stands among the drawings
    shaded: bool | None = None  # not asked yet
    order = -1
    for number, item in enumerate(drawings):
        order = max(order, item.get("seqno", -1))
        if item["type"] != "clip":
            continue
        following = drawings[number + 1] if number + 1 < len(drawings) else _END
        is_empty = following.get("level", 0) <= item["level"]
        if is_empty:
            shaded = _has_shadings(page) if shaded is None else shaded
        if not (shaded if is_empty else _is_outside(following, item)):
            continue
        area = turn(*item["scissor"]).intersect(frame)
        if min(area.width, area.height) < _LEAST_SIDE:
            continue
        if is_empty:
            empty.append((area, order, number))
        else:
            found.append(Veil(area, int(following["seqno"])))
    if empty:
        shades = [order for order, entry in enumerate(page.get_bboxlog()) if entry[0] == "fill-shade"]
        for area, first, number in empty:
            last = _next_order(drawings, number)
            found += [Veil(area, order) for order in shades if first < order < last][:1]
    return found


def _is_outside(drawn: dict[str, Any], clip: dict[str, Any]) -> bool:
    """Whether a path lies wholly outside the clip that it is painted through."""
    if "rect" not in drawn or drawn["type"] in {"clip", "group"}:
        return False
    one, other = drawn["rect"], clip["scissor"]
    return not (one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1])


def _next_order(drawings: Sequence[dict[str, Any]], number: int) -> int:
    return next((int(item["seqno"]) for item in drawings[number + 1 :] if "seqno" in item), 1 << 30)


def _has_shadings(page: Any) -> bool:
    """Whether the page names shadings, or patterns that may be shadings, among its resources."""
    return any(
        page.parent.xref_get_key(page.xref, f"Resources/{name}")[0] not in {"null", ""}
        for name in ("Shading", "Pattern")
    )

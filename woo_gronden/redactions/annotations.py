"""Redactions that are annotations: marked and not applied, drawn as squares, notes or ink, or filled form fields."""

from __future__ import annotations

from woo_gronden.redactions.mark import Mark, name_kind
from woo_gronden.redactions.sight import Sight
from woo_gronden.redactions.stamps import is_stamp, print_stamp
from woo_gronden.schema import RawAnnotation, RawPage

# Drawn over the page with a fill: these hide when they are opaque.
_FILLED = frozenset({"Square", "Circle", "Polygon", "FreeText", "Stamp", "Ink", "Line", "PolyLine", "Widget"})
# Opacity below which the text under an annotation still reads.
_LEAST_OPACITY = 0.8
# Boxes lower than this share of a line are underlines and strike-throughs.
_LEAST_HEIGHT = 0.45


def find_annotation_redactions(page: RawPage, sight: Sight | None = None) -> list[Mark]:
    """The redactions that the page's annotations show.

    A ``Redact`` annotation in a published file is a redaction that was marked and never applied: the text is still
    there. Others count when they are opaque and the words under them cannot be read, or when a sticker bears a code.
    """
    if not page.annotations:
        return []
    sight = sight or Sight(page)
    marks = [_judge(note, page, sight) for note in page.annotations if note.bbox.height >= _LEAST_HEIGHT * sight.line]
    return [mark for mark in marks if mark is not None]


def _judge(note: RawAnnotation, page: RawPage, sight: Sight) -> Mark | None:
    inside = sight.index.inside(note.bbox)
    if note.kind == "Redact":
        return _read_unapplied(note, inside, page, sight)
    if note.kind not in _FILLED or note.opacity < _LEAST_OPACITY:
        return None
    stamps = [i for i in inside if _is_printed(page.words[i].text, note)]
    printed = [page.words[i].bbox for i in stamps]
    rest = [i for i in inside if i not in stamps]
    hidden = [i for i in rest if sight.can_look and sight.is_lost(page.words[i].bbox, note.bbox, printed)]
    code = _clean(note.contents) if note.kind in ("FreeText", "Stamp") else None
    if code is not None and not is_stamp(code.split()):
        code = None
    if not hidden and (note.fill is None or code is None or len(hidden) < len(rest)):
        return None
    fill = note.fill if note.fill is not None else (note.stroke or (0.0, 0.0, 0.0))
    kind = name_kind(fill, bordered=note.stroke is not None)
    return Mark(note.bbox, kind, "annotation", 0.95, code, frozenset(hidden), frozenset(stamps))


def _read_unapplied(note: RawAnnotation, inside: list[int], page: RawPage, sight: Sight) -> Mark:
    """A mark for a redaction that was never applied: whatever is in it was meant to go.

    Its own overlay text is part of the page's words when the program has drawn it; those words are no leak.
    """
    stamps = [i for i in inside if _is_printed(page.words[i].text, note)]
    covered = frozenset(inside) - frozenset(stamps)
    code = _clean(note.overlay_text) or print_stamp([page.words[i] for i in stamps])
    fill = note.fill
    kind = name_kind(fill) if fill is not None else "border"
    return Mark(note.bbox, kind, "annotation", 0.99, code, covered, frozenset(stamps))


def _is_printed(word: str, note: RawAnnotation) -> bool:
    return word in note.overlay_text.split() or (note.kind in ("FreeText", "Stamp") and word in note.contents.split())


def _clean(text: str) -> str | None:
    return " ".join(text.split()) or None

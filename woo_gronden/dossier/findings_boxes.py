"""Where the boxes of the released documents and the letter do not agree, or a box says or hides too little."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from woo_gronden.dossier.sentences import cite_dutch, write_count, write_place, write_sentence
from woo_gronden.dossier.view import WITHHOLDS, Row, View, label, pages, same_ground
from woo_gronden.schema import Finding, Link

# A code that was read on one box only may be read wrongly; from two boxes on it is what stands there. One box is
# enough where the code was as sure as this.
_BOXES, _SURE = 2, 0.9
# Least rows of a list that state a ground for it to be sure that the list does.
_ROWS = 2


def find_unargued_boxes(view: View) -> Iterator[Finding]:
    """A ground stands on boxes, and no letter of the dossier applies or argues it, its paragraph or its counterpart."""
    if not _letters_read(view):
        return
    argued = view.grounds_of_letters()
    used: dict[str, list[Link]] = {}
    for box in view.boxes:
        if box.ground and not any(same_ground(box.ground, other) for other in argued):
            used.setdefault(box.ground, []).append(box)
    for code, boxes in sorted(used.items()):
        if len(boxes) < _BOXES and boxes[0].score < _SURE:
            continue
        first = boxes[0]
        evidence = (
            f"{label(code)} stands on {_boxes(len(boxes))}, first on page {first.page_start} of "
            f"{view.path(first.document_id)}; the letter says nowhere why"
        )
        kind = "ground on boxes, not argued"
        place = write_place([first.page_start], view.path(first.document_id))
        sentence = write_sentence(kind, ground=cite_dutch(code), boxes=_vlakken(len(boxes)), place=place)
        yield Finding(first.document_id, kind, code, evidence, "warning", first.page_start, sentence)


def find_unargued_rows(view: View) -> Iterator[Finding]:
    """A ground stands in rows of the list, on no box, and no letter of the dossier names or argues it."""
    if not _letters_read(view):
        return
    argued = view.grounds_of_letters()
    on_boxes = {box.ground for box in view.boxes}
    used: dict[str, list[Row]] = {}
    for row in view.rows.values():
        for code in row["grounds"]:
            if code not in on_boxes and not any(same_ground(code, other) for other in argued):
                used.setdefault(code, []).append(row)
    for code, rows in sorted(used.items()):
        # One row may be read wrongly.
        if len(rows) < _ROWS:
            continue
        first, number = rows[0], str(rows[0]["number"] or rows[0]["row"])
        evidence = (
            f"{label(code)} stands in {len(rows)} rows of the list, first in row {number}; the letter says nowhere why"
        )
        kind = "ground in list, not argued"
        counted = write_count(len(rows), "rij", "rijen")
        sentence = write_sentence(kind, ground=cite_dutch(code), rows=counted, row=number)
        yield Finding(first["document_id"], kind, code, evidence, "warning", first["page"] or 0, sentence)


def _letters_read(view: View) -> bool:
    """Whether there is a letter and each was read whole: in one that was recognised an article can be there unread."""
    letters = [view.documents[row["document_id"]] for row in view.decisions]
    return bool(letters) and all(row["status"] == "ok" and row["text_source"] == "native" for row in letters)


def find_unused_grounds(view: View) -> Iterator[Finding]:
    """A letter argues a ground that stands on no box and in no list row, while all that was given out is here.

    Silent where a document is withheld whole (the ground may be its), where a box has no ground, or where a document
    that the list gives out is missing.
    """
    if len(view.decisions) != 1 or not view.rows or not any(box.ground for box in view.boxes):
        return
    complete = {(found.list_id, found.row) for found in view.links if found.kind == "document"}
    for key, row in view.rows.items():
        if row["assessment"] in ("niet openbaar", None) or (
            row["assessment"] != "reeds openbaar" and key not in complete
        ):
            return
    if any(not box.ground for box in view.boxes):
        return
    used = {box.ground for box in view.boxes} | {g for row in view.rows.values() for g in row["grounds"]}
    letter = view.decisions[0]
    # A passage that does not say that something is withheld may turn the ground down.
    reasons = [r for r in view.passages(letter["document_id"]) if r["explicit"] and WITHHOLDS.search(r["text"])]
    argued = {ground for row in reasons for ground in row["grounds"]}
    for code in letter["grounds_applied"]:
        if code in argued and not any(same_ground(code, other) for other in used):
            unused = f"it stands on none of {_boxes(len(view.boxes))} and in no row of the list"
            evidence = f"the letter argues {label(code)}; {unused}"
            kind = "ground argued, used nowhere"
            page = min(row["page_start"] for row in reasons if code in row["grounds"])
            sentence = write_sentence(kind, ground=cite_dutch(code), boxes=_vlakken(len(view.boxes)))
            yield Finding(letter["document_id"], kind, code, evidence, "info", page, sentence)


def find_boxes_without_code(view: View) -> Iterator[Finding]:
    """A document is blacked out, and neither a box, nor a key, nor its list row says on which ground.

    Silent on scans, where a code may be there and not be read.
    """
    if not view.decisions:
        return
    boxes: dict[str, list[Link]] = {}
    for box in view.boxes:
        boxes.setdefault(box.document_id, []).append(box)
    for document_id, mine in boxes.items():
        if not _says_nothing(view, document_id, mine) or len(mine) < _BOXES:
            continue
        evidence = (
            f"{_boxes(len(mine))} on {pages([box.page_start for box in mine])} of {view.path(document_id)}, and no "
            "code, key or list row that says on which ground"
        )
        kind, numbers = "boxes without any code", [box.page_start for box in mine]
        place = write_place(numbers, view.path(document_id))
        sentence = write_sentence(kind, place=place, boxes=_vlakken(len(mine)))
        yield Finding(document_id, kind, "", evidence, "info", min(numbers), sentence)


def _says_nothing(view: View, document_id: str, boxes: Sequence[Link]) -> bool:
    rows = [row for row in view.tables.get("redactions", ()) if row["document_id"] == document_id]
    # Spots on a scan can pass for boxes, and a code in a picture may not have been read.
    drawn = all(row["detector"] != "pixel" for row in rows) and view.documents[document_id]["text_source"] == "native"
    coded = any(row["code_raw"] for row in rows) or any(box.ground for box in boxes)
    keyed = any(row["document_id"] == document_id for row in view.tables.get("legends", ()))
    stated = any(
        row["grounds"] for box in boxes if (row := view.rows.get((box.list_id or "", box.row or 0))) is not None
    )
    return drawn and not (coded or keyed or stated)


def find_recoverable_text(view: View) -> Iterator[Finding]:
    """Text still stands under a box: a leak that the authority should hear of."""
    found: dict[str, Counter[int]] = {}
    for row in view.tables.get("redactions", ()):
        if row["text_recoverable"] and _is_drawn(row):
            found.setdefault(row["document_id"], Counter())[row["page"]] += 1
    for document_id, counts in found.items():
        evidence = (
            f"{_boxes(sum(counts.values()))} on {pages(list(counts))} of {view.path(document_id)} can be read through"
        )
        place = write_place(list(counts), view.path(document_id))
        sentence = write_sentence("text recoverable", place=place, boxes=_vlakken(sum(counts.values())))
        yield Finding(document_id, "text recoverable", "", evidence, "serious", min(counts), sentence)


def _is_drawn(row: Row) -> bool:
    """Whether a box was laid over text, and is no spot on a scan whose text layer a recogniser guessed.

    Black that only its hidden text gives away is such a spot; a coloured shape without a code is often decoration.
    """
    drawn = {"shape", "annotation", "image"} & set(row["detector"].split("+"))
    if not drawn:
        return bool(row["kind"] == "white" and row["detector"] == "hidden-text")
    return row["kind"] != "color" or row["code_raw"] is not None


def _boxes(count: int) -> str:
    return "one box" if count == 1 else f"{count} boxes"


def _vlakken(count: int) -> str:
    return write_count(count, "vlak", "vlakken")

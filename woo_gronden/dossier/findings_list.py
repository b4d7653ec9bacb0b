"""Where the list of documents and the documents do not agree."""

from __future__ import annotations

from collections.abc import Iterator

from woo_gronden.dossier.sentences import cite_all, cite_dutch, write_count, write_place, write_sentence
from woo_gronden.dossier.view import Row, View, label, pages, same_ground
from woo_gronden.schema import Finding, Link

# Least score of the link between document and row for a finding that sets one against the other.
_LINKED = 0.8
# A box without a code may be a drawn bar; from two on, or with a code, it is a redaction.
_BOXES = 2


def find_open_but_redacted(view: View) -> Iterator[Finding]:
    """A list row says that its document is open, and boxes lie on it."""
    for row, boxes in _linked(view):
        if row["assessment"] != "openbaar":
            continue
        places = {(box.page_start, box.box) for box in boxes}
        if len(places) < _BOXES and not any(box.ground for box in boxes):
            continue
        evidence = (
            f"row {row['number'] or row['row']} of the list says “openbaar”; {view.path(boxes[0].document_id)} has "
            f"{'one box' if len(places) == 1 else f'{len(places)} boxes'}, on {pages([page for page, _ in places])}"
        )
        kind, numbers = "list says open, page is blacked out", [page for page, _ in places]
        sentence = write_sentence(
            kind,
            row=str(row["number"] or row["row"]),
            place=write_place(numbers, view.path(boxes[0].document_id)),
            boxes=write_count(len(places), "vlak", "vlakken"),
        )
        yield Finding(boxes[0].document_id, kind, "", evidence, "warning", min(numbers), sentence)


def find_list_differs(view: View) -> Iterator[Finding]:
    """A document bears a ground that its list row does not state, though the row states others."""
    for row, boxes in _linked(view):
        if not row["grounds"]:
            continue
        extra: dict[str, list[Link]] = {}
        for box in boxes:
            if box.ground and not any(same_ground(box.ground, stated) for stated in row["grounds"]):
                extra.setdefault(box.ground, []).append(box)
        for code, mine in sorted(extra.items()):
            evidence = (
                f"{label(code)} stands on {pages([box.page_start for box in mine])} of "
                f"{view.path(mine[0].document_id)}; row {row['number'] or row['row']} of the list states "
                f"{', '.join(label(stated) for stated in row['grounds'])} only"
            )
            kind, numbers = "list and boxes disagree", [box.page_start for box in mine]
            sentence = write_sentence(
                kind,
                place=write_place(numbers, view.path(mine[0].document_id)),
                ground=cite_dutch(code),
                row=str(row["number"] or row["row"]),
                others=cite_all(row["grounds"]),
            )
            yield Finding(mine[0].document_id, kind, code, evidence, "warning", min(numbers), sentence)


def _linked(view: View) -> Iterator[tuple[Row, list[Link]]]:
    """Each list row with the boxes of its document, where that link is sure."""
    sure = {
        (found.document_id, found.list_id, found.row)
        for found in view.links
        if found.kind == "document" and found.score >= _LINKED
    }
    by_row: dict[tuple[str, int], list[Link]] = {}
    for box in view.boxes:
        if box.list_id is not None and box.row is not None and (box.document_id, box.list_id, box.row) in sure:
            by_row.setdefault((box.list_id, box.row), []).append(box)
    for key, boxes in by_row.items():
        if key in view.rows:
            yield view.rows[key], boxes

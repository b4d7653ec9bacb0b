"""People's annotations override what the run says of passages."""

from __future__ import annotations

from typing import Any

import pytest

from woo_gronden.dataset.corrections import Corrections
from woo_gronden.schema import Annotation

DOCUMENT = {"document_id": "d", "sha256": "0" * 64}
TEXT = "Ik maak de naam niet openbaar. Het belang weegt zwaar."
PASSAGE = {
    "document_id": "d",
    "passage_id": "p",
    "char_start": 100,
    "char_end": 100 + len(TEXT),
    "text": TEXT,
    "boxes": [],
    "grounds": ["woo:5.1.2e"],
    "kind": "motivation",
    "method": "rule:cited",
    "score": 0.9,
}


def said(start: int = 100, end: int = 100 + len(TEXT), **more: Any) -> Annotation:
    values: dict[str, Any] = {
        "document_sha256": "0" * 64, "document_id": "d", "passage_id": "p", "grounds": ("woo:5.1.2i",),
        "kind": "motivation", "annotator": "a", "annotated_at": "2026-01-01T00:00:00", "tool": "plain",
    }  # fmt: skip
    return Annotation(char_start=start, char_end=end, **(values | more))


def applied(*annotations: Annotation) -> tuple[list[dict[str, Any]], Corrections]:
    corrections = Corrections(annotations)
    return corrections.apply(DOCUMENT, [PASSAGE]), corrections


@pytest.mark.parametrize(
    ("annotations", "expected"),
    [
        # (start, grounds, corrected, text) of each passage
        ([], [(100, ["woo:5.1.2e"], None, TEXT)]),
        ([said()], [(100, ["woo:5.1.2i"], True, TEXT)]),
        ([said(kind="neither", grounds=())], []),
        ([said(), said(annotated_at="2026-01-02T00:00:00", grounds=())], [(100, [], True, TEXT)]),
        ([said(annotated_at="2026-01-02T00:00:00", grounds=()), said()], [(100, [], True, TEXT)]),
        # Other ends: the same passage, its words cut where they are known.
        ([said(100, 130)], [(100, ["woo:5.1.2i"], True, TEXT[:30])]),
        ([said(90, 140)], [(90, ["woo:5.1.2i"], True, None)]),
        ([said(90, 140, text="x" * 50)], [(90, ["woo:5.1.2i"], True, "x" * 50)]),
        # Another passage.
        ([said(300, 400)], [(100, ["woo:5.1.2e"], None, TEXT), (300, ["woo:5.1.2i"], True, None)]),
        ([said(148, 200)], [(100, ["woo:5.1.2e"], None, TEXT), (148, ["woo:5.1.2i"], True, None)]),
        # The document is another one, or was edited since.
        ([said(document_sha256="1" * 64)], [(100, ["woo:5.1.2e"], None, TEXT)]),
        ([said(document_id="e")], [(100, ["woo:5.1.2e"], None, TEXT)]),
        ([said(300, 400, kind="neither", grounds=())], [(100, ["woo:5.1.2e"], None, TEXT)]),
    ],
)
def test_corrections(annotations: list[Annotation], expected: list[Any]) -> None:
    rows, _ = applied(*annotations)
    assert [(row["char_start"], row["grounds"], row.get("corrected"), row["text"]) for row in rows] == expected


def test_a_corrected_row_says_who_and_no_longer_which_rule() -> None:
    (row,), _ = applied(said())
    assert (row["method"], row["score"], row["annotator"]) == ("annotation", 1.0, "a")


def test_the_rows_of_the_run_stay_as_they_are() -> None:
    before = dict(PASSAGE)
    applied(said(100, 130))
    assert before == PASSAGE


def test_what_became_of_each_is_counted() -> None:
    _, corrections = applied(
        said(), said(annotated_at="2026-01-02T00:00:00"), said(300, 400), said(document_sha256="1" * 64)
    )
    counts = corrections.counts
    assert (counts.given, counts.superseded, counts.unmet, counts.overrides, counts.added) == (4, 1, 1, 1, 1)

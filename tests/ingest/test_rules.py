"""The rules of tables among the shapes of a page."""

from __future__ import annotations

from woo_gronden.ingest.rules import find_rules
from woo_gronden.schema import BBox, Shape

BLACK = (0.0, 0.0, 0.0)


def shape(x0: float, y0: float, x1: float, y1: float, *, drawn: bool = False) -> Shape:
    return Shape(BBox(x0, y0, x1, y1), None if drawn else BLACK, BLACK if drawn else None, 1.0, 1, True)


def test_pieces_of_one_rule_are_one_rule() -> None:
    rules = find_rules(
        [
            shape(50, 100, 120, 100.5),
            shape(121, 100.2, 300, 100.7),
            shape(50, 100, 50.5, 112),
            shape(50, 112, 50.5, 140),
        ]
    )
    assert rules == (BBox(50, 100, 300, 100.7), BBox(50, 100, 50.5, 140))


def test_a_drawn_cell_has_four_sides_and_a_filled_box_none() -> None:
    assert len(find_rules([shape(50, 100, 120, 140, drawn=True)])) == 4
    assert find_rules([shape(50, 100, 120, 140)]) == ()


def test_what_is_too_short_and_rules_of_two_tables_side_by_side() -> None:
    assert find_rules([shape(50, 100, 60, 100.5), shape(50, 100, 50.5, 105)]) == ()
    assert len(find_rules([shape(50, 100, 120, 100.5), shape(200, 100, 300, 100.5)])) == 2

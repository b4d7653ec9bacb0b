"""One label space for both laws."""

from __future__ import annotations

import pytest

from woo_gronden.classify import all_labels, ground_in_law, known_labels, label_of, labels_of
from woo_gronden.classify.labels import families, named_law
from woo_gronden.taxonomy import all_grounds


@pytest.mark.parametrize(
    ("ground", "label"),
    [
        ("woo:5.1.2e", "woo:5.1.2e"),
        ("wob:10.2e", "woo:5.1.2e"),
        ("wob:10.2f", "woo:5.1.4"),
        ("wob:10.2g", "wob:10.2g"),
        ("wob:11", "woo:5.2.1"),
        ("wob:11.1", "woo:5.2.1"),
        ("woo:5.2", "woo:5.2.1"),
        ("wob:2", "woo:8.8"),
        ("wob:10.7b", "woo:5.1.2h"),
        ("woo:5.1", None),
        ("woo:4.1.4", None),
        ("nonsense", None),
    ],
)
def test_ids_become_labels(ground: str, label: str | None) -> None:
    assert label_of(ground) == label


def test_every_wob_ground_with_a_full_counterpart_comes_back_as_itself() -> None:
    for ground in all_grounds():
        if ground.law == "wob" and ground.kind in ("absolute", "relative") and ground.counterparts:
            label = label_of(ground.id)
            assert label is not None
            assert ground_in_law(label, "wob") == ground.id


def test_every_label_has_an_id_in_one_law_at_least() -> None:
    assert all(ground_in_law(label, "woo") or ground_in_law(label, "wob") for label in all_labels())


def test_members_of_a_family_do_not_come_out_under_the_wob() -> None:
    for members in families().values():
        assert [ground_in_law(member, "wob") for member in members] == [None] * len(members)


def test_a_wob_family_says_nothing_of_its_members() -> None:
    known = known_labels(("wob:10.2g",), all_labels())
    assert known["wob:10.2g"] is True
    assert known["woo:5.1.2i"] is None
    assert known["woo:5.1.2e"] is False


def test_a_member_trains_its_family() -> None:
    known = known_labels(("woo:5.1.2f",), all_labels())
    assert known["wob:10.2g"] is True
    assert known["woo:5.1.5"] is False


def test_labels_once_in_order() -> None:
    assert labels_of(["wob:11", "wob:10.2e", "wob:11.1", "woo:5.1"]) == ("woo:5.2.1", "woo:5.1.2e")


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("Uw Wob-verzoek van vorig jaar", "wob"),
        ("de Wet open overheid", "woo"),
        ("De Woo volgt de Wob op; de Woo geldt.", "woo"),
        ("De woonplaats en het woord", None),
        ("de Woo en de Wob", None),
    ],
)
def test_the_law_that_a_text_names(text: str, law: str | None) -> None:
    assert named_law(text) == law

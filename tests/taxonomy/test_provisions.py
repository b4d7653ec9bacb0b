"""Which provisions exist, and what is left of those that do not."""

from __future__ import annotations

import pytest

from woo_gronden.taxonomy import all_grounds, provision_exists, resolve_provision
from woo_gronden.taxonomy.provisions import ladder


@pytest.mark.parametrize("ground", all_grounds(), ids=str)
def test_every_ground_is_a_provision(ground) -> None:
    assert provision_exists(ground.id)


@pytest.mark.parametrize("good", ["woo:5.4a.1", "woo:4.1.4", "woo:8.8", "wob:3.5", "wob:7.1a", "wob:1e", "wob:1a.1b"])
def test_exists(good: str) -> None:
    assert provision_exists(good)


@pytest.mark.parametrize(
    "bad", ["woo:5.1.1f", "woo:5.1.2j", "woo:5.3.1", "woo:5.9", "wob:10.2h", "wob:99", "5.1.2e", "woo:", "awb:8.29", ""]
)
def test_exists_not(bad: str) -> None:
    assert not provision_exists(bad)


@pytest.mark.parametrize(
    ("cited", "resolved"),
    [
        (("woo", "5.1", 2, "e"), ("woo:5.1.2e", None)),
        (("woo", "5.1", 1, "i"), ("woo:5.1.1", "woo:5.1.1i")),
        (("woo", "5.1", 9, "e"), ("woo:5.1", "woo:5.1.9e")),
        (("woo", "5.1", None, "i"), ("woo:5.1.2i", "woo:5.1i")),
        (("woo", "5.1", None, "e"), ("woo:5.1", "woo:5.1e")),
        (("wob", "10", None, "e"), ("wob:10.2e", "wob:10e")),
        (("wob", "11", 1, "a"), ("wob:11.1", "wob:11.1a")),
        (("woo", "10", 2, "e"), (None, "woo:10.2e")),
    ],
)
def test_cut_back(cited, resolved) -> None:
    assert resolve_provision(*cited) == resolved


def test_the_ladder_is_in_the_order_of_the_law() -> None:
    assert [rung[0] for rung in ladder("woo", 1) if rung[0].startswith("5.")] == [f"5.{i}" for i in range(1, 8)]
    assert ("5.1", 1, "e") in ladder("woo", 3)
    assert ladder("woo", 3).index(("5.1", 2, "a")) == ladder("woo", 3).index(("5.1", 1, "e")) + 1

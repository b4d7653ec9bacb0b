"""A printed citation wins; a model is asked where none stands near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from woo_gronden.classify import Model, resolve_grounds
from woo_gronden.schema import Law, Passage

WORDS = Passage(0, 5, "Namen", ("wob:10.2g",), "motivation", False, "rule:words", 0.85, 1, 1)


class Fixed:
    """Always the same."""

    name = "fixed"
    labels = ("woo:5.1.2e",)

    def __init__(self, said: dict[str, float]) -> None:
        self.said = said

    def predict(self, texts: Sequence[str], law: Law | None = None) -> list[dict[str, float]]:
        return [self.said for _ in texts]


SURE = Fixed({"wob:10.2e": 0.9, "wob:10.2b": 0.6})


def test_the_model_speaks_where_only_words_stand() -> None:
    assert isinstance(SURE, Model)
    [found] = resolve_grounds([WORDS], SURE, "wob")
    assert (found.grounds, found.method, found.score) == (("wob:10.2e", "wob:10.2b"), "fixed", 0.9)


@pytest.mark.parametrize(
    "printed",
    [
        replace(WORDS, explicit=True, method="rule:cited"),
        replace(WORDS, method="rule:heading"),
        replace(WORDS, method="rule:running"),
        replace(WORDS, kind="norm"),
    ],
)
def test_the_printed_wins(printed: Passage) -> None:
    assert resolve_grounds([printed], SURE, "wob") == (printed,)


def test_where_the_model_abstains_the_rule_stays() -> None:
    assert resolve_grounds([WORDS], Fixed({}), "wob") == (WORDS,)


def test_order_is_kept_and_nothing_is_nothing() -> None:
    cited = replace(WORDS, explicit=True)
    assert [p.method for p in resolve_grounds([cited, WORDS, cited], SURE, "wob")] == [
        "rule:words",
        "fixed",
        "rule:words",
    ]
    assert resolve_grounds([], SURE, "wob") == ()

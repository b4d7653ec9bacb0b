"""A few spoiled examples through every door; the longer run is ``python -m tests.hostile.fuzz --minutes 30``."""

from __future__ import annotations

import logging
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile.doors import Door, doors, spoil, take_text
from woo_gronden.errors import WooGrondenError

# Tries at each door: seconds in all; a release takes two to check. PDFs are spoiled in ``test_hostile``, in processes that may die.
TRIES = {"release": 4, "releases": 6}
USUAL_TRIES = 12
DOORS = ("picture", "sheet", "archive", "run", "state", "release", "releases", "model", "annotation", "fetched")
# What letters are made of, to be put together in ways that no letter has.
PIECES = (
    "artikel", "art.", "5.1", "lid", "eerste", "tweede lid,", "aanhef en onder", "e", "e en i", "jo.", "juncto", "10",
    "Woo", "van de Wob", "(", ")", ",", ";", ".", " ", "\n", "\u00a0", "1 oktober 2023", "31-02-2024", "d.d.", "t/m",
    "niet openbaar", "op grond van", "5.1.2.e", "10.2.g", "\u00ad", "\ufb01",
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Door]:
    return {door.name: door for door in doors(tmp_path_factory.mktemp("doors"))}


@pytest.mark.parametrize("name", DOORS)
def test_what_is_spoiled_is_taken_or_refused(
    made: dict[str, Door], tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    dice, refused = random.Random(20220501), 0
    (tmp_path / "examples").mkdir()
    examples = made[name].prepare(tmp_path / "examples")
    for example in examples:
        made[name].enter(spoil(example, _place(tmp_path / example.name), dice, harm=0))
    tries = TRIES.get(name, USUAL_TRIES)
    for number in range(tries):
        try:
            made[name].enter(spoil(dice.choice(examples), _place(tmp_path / str(number)), dice))
        except WooGrondenError:
            refused += 1
    assert refused < tries


def _place(folder: Path) -> Path:
    folder.mkdir()
    return folder


@settings(max_examples=150, deadline=5000)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))  # fmt: skip
def test_any_text_is_taken(text: str) -> None:
    take_text(text)

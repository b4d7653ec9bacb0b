"""Text in small letters says of a word what a pattern without regard to capitals says."""

from __future__ import annotations

import re

import pytest

from woo_gronden.schema.letters import lowered


@pytest.mark.parametrize(
    "text", ["VERZOEK", "Geïnventariseerd", "GEÏND", "\u0130nzage", "\u0131nzage", "be\u017fluit", "\u212ambt"]
)
def test_a_lowered_text_is_as_long_and_equal_without_capitals(text):
    low = lowered(text)
    assert len(low) == len(text)
    assert re.fullmatch(re.escape(low), text, re.IGNORECASE)
    assert low == lowered(low)

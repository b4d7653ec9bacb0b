"""Hashed n-grams."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from woo_gronden.classify.features import HASH_BITS, fold, hash_batches


def grams(text: str) -> tuple[set[int], set[int]]:
    """Hashes of words and of characters."""
    (_, _, words, hashes), *_ = hash_batches([fold(text)])
    return set(hashes[words].tolist()), set(hashes[~words].tolist())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("De Financiële bedrijfsvoering", b"de financieie bedrijfsvoering"),
        ("artlkel", b"artikei"),
        ("tel. 06-12345678, jan@voorbeeld.nl", b"tei jan voorbeeid ni"),
        ("", b""),
        ("“ﬁnanciën” – één", b"financien een"),
    ],
)
def test_folding(text: str, folded: bytes) -> None:
    assert fold(text) == folded.replace(b"tei", b"tei")


def test_figures_leave_no_trace() -> None:
    assert grams("zaak 2021-0001 van Jan") == grams("zaak 9999 van Jan")


def test_the_same_stretch_has_the_same_hash_wherever_it_stands() -> None:
    words, _ = grams("persoonlijke levenssfeer")
    longer, _ = grams("het belang van de persoonlijke levenssfeer van omwonenden")
    assert words <= longer


def test_texts_of_a_batch_do_not_run_together() -> None:
    texts = [fold("de namen"), fold("zijn weg")]
    (_, owner, words, hashes), *_ = hash_batches(texts)
    for number, text in enumerate(("de namen", "zijn weg")):
        alone_words, alone_chars = grams(text)
        assert set(hashes[(owner == number) & words].tolist()) == alone_words
        assert set(hashes[(owner == number) & ~words].tolist()) == alone_chars


@given(st.lists(st.text(max_size=80), min_size=1, max_size=200))
def test_any_text_hashes_within_range(texts: list[str]) -> None:
    seen = 0
    for first, owner, _, hashes in hash_batches([fold(text) for text in texts]):
        assert first == seen
        seen += min(128, len(texts) - first)
        assert np.all((hashes >= 0) & (hashes < 1 << HASH_BITS))
        assert len(owner) == len(hashes)
    assert seen == len(texts)

"""What stands under a box stays in this room: not in a value, a repr, a log line or an exception."""

from __future__ import annotations

import logging
import pickle

import pytest

from tests.factories import BAD, CANARY
from tests.odd_drawings import LIVE
from tests.scans import SCANS
from woo_gronden.redactions import mask_page, measure_page

LEAKY = (*BAD, *(make for make in (*LIVE, *SCANS) if make().hidden))


@pytest.mark.parametrize("make", LEAKY, ids=lambda make: make.__name__)
def test_canary_never_leaves(make, look, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    looked = look(make())
    assert any(CANARY in word.text for page in looked.pages for word in page.words), "the canary is not in the file"
    for page, found in zip(looked.pages, looked.found, strict=True):
        masked = mask_page(page, found.hidden)
        extent = measure_page(page, found.redactions)
        for value in (found, masked.words, masked.annotations, masked, extent):
            assert CANARY not in repr(value)
        assert CANARY.encode() not in pickle.dumps((found, masked.words, masked.annotations, extent))
        assert CANARY[:8] not in " ".join(word.text for word in masked.words)
        assert all(redaction.text_recoverable for redaction in found.redactions)
    assert CANARY not in caplog.text
    said = capfd.readouterr()
    assert CANARY not in said.out + said.err


@pytest.mark.parametrize("make", LEAKY[:3], ids=lambda make: make.__name__)
def test_canary_not_in_errors(make, look, monkeypatch):
    def broken(*_args, **_named):
        raise ValueError("a fault after the words were found")

    monkeypatch.setattr("woo_gronden.redactions.detect.merge_marks", broken)
    with pytest.raises(ValueError) as caught:
        look(make())
    assert CANARY not in str(caught.value)


def test_open_words_stay(look):
    looked = look(BAD[0]())
    masked = mask_page(looked.pages[0], looked.found[0].hidden)
    texts = [word.text for word in masked.words]
    assert len(looked.pages[0].words) - len(texts) == 3
    assert {"Geachte", "Kwartelmans,", "mevrouw", "gemeente."} <= set(texts)


def test_notes_of_annotations_are_dropped(look):
    looked = look(next(make for make in BAD if make.__name__ == "sticker_with_code")())
    masked = mask_page(looked.pages[0], looked.found[0].hidden)
    assert masked.annotations
    assert all(not note.contents and not note.overlay_text for note in masked.annotations)

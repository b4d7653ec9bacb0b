"""Every odd page gives exactly the regions that were made in it, and every trap gives none."""

from __future__ import annotations

import pytest

from tests.factories import APPLIED, BAD, PLACEHOLDERS, applied_black, applied_on_rotated
from tests.odd_drawings import GONE, LIVE, OPEN
from tests.scans import PLAIN_SCANS, SCANS, paper
from tests.traps import TRAPS
from tests.whispers import whispering_file
from woo_gronden.redactions import detect_image

# Made pages on which a region is not found, with the reason; asserted equal, so that a repair is noticed.
KNOWN_MISSES: dict[str, str] = {}


def _pairs(truths, redactions):
    found = []
    for truth in truths:
        near = max(redactions, key=lambda r: r.bbox.iou(truth.bbox), default=None)
        if near is not None and near.bbox.iou(truth.bbox) >= 0.5:
            found.append((truth, near))
    return found


def _check(looked):
    truths, redactions = looked.odd.truths, looked.redactions
    pairs = _pairs(truths, redactions)
    assert len(pairs) == len(truths) == len(redactions)
    for truth, redaction in pairs:
        assert redaction.kind == truth.kind
        assert redaction.text_recoverable == truth.recoverable
        if truth.code is not None:
            assert redaction.code_raw == truth.code
            assert redaction.grounds


@pytest.mark.parametrize(
    "make", APPLIED + BAD + PLACEHOLDERS + LIVE + GONE + (whispering_file,), ids=lambda make: make.__name__
)
def test_found(make, look):
    _check(look(make()))


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_found_on_turned_pages(rotation, look):
    _check(look(applied_on_rotated(rotation)))


@pytest.mark.parametrize("make", SCANS, ids=lambda make: make.__name__)
def test_found_on_scans(make, look):
    looked = look(make())
    missed = len(_pairs(looked.odd.truths, looked.redactions)) < len(looked.odd.truths)
    assert missed == (make.__name__ in KNOWN_MISSES)
    if not missed:
        assert all(r.text_recoverable == t.recoverable for t, r in _pairs(looked.odd.truths, looked.redactions))


@pytest.mark.parametrize("make", TRAPS + PLAIN_SCANS + OPEN, ids=lambda make: make.__name__)
def test_traps_give_nothing(make, look):
    looked = look(make())
    assert looked.redactions == []


def test_pages_without_images_are_not_drawn_for_pixels(look, monkeypatch):
    def drawn(image, dpi=None):
        raise AssertionError("a born-digital page was searched in pixels")

    monkeypatch.setattr("woo_gronden.redactions.pixels.find.find_pixel_redactions", drawn)
    assert len(look(applied_black()).redactions) == 3


def test_a_picture_gives_the_same_as_its_scan():
    scan = paper()
    found = detect_image(scan.image, scan.dpi).redactions
    assert len(found) == len(scan.truths)
    for truth in scan.truths:
        assert max(r.bbox.scale(scan.dpi / 72).iou(truth.bbox) for r in found) > 0.5


def test_never_means_never(look):
    scan = SCANS[0]()
    assert look(scan, "never").redactions == []

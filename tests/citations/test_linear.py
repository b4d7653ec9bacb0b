"""Time grows with the length of a text, not with its square, whatever the text."""

from __future__ import annotations

import time

import pytest

from woo_gronden.citations import find_citations, resolve_status

_SHORT, _LONG = 6_000, 36_000  # characters; a square would take 36 times as long
_MOST = 18  # times as long for 6 times the text: room for a busy machine

_WORST = {
    "letters listed": "artikel 5.1, lid 2, onder a" + ", b, c, d" * _LONG,
    "paragraphs listed": "artikel 5.1, lid 1" + " en lid 2" * _LONG,
    "ordinals": "artikel 5.1, eerste" + ", tweede" * _LONG,
    "articles listed": "artikelen 10" + ", 11, 10" * _LONG,
    "codes": "5.1.2e " * _LONG,
    "glued": "5.1.2.e" + ".h.i" * _LONG,
    "digits": "5112" * _LONG,
    "points": "5.1." * _LONG,
    "brackets": "((10)(2" * _LONG,
    "open brackets": "(" * _LONG,
    "artikel": "artikel " * _LONG,
    "spaces": "artikel 5.1" + " " * _LONG,
    "commas": "artikel 5.1" + "," * _LONG,
    "paragraphs first": "tweede lid van " * _LONG,
    "letters first": "a-, b-, " * _LONG,
    "words first": "onder a, b, " * _LONG,
    "other laws": "artikel 10 van de Wet op de " * _LONG,
    "capitals": "artikel 10 " + "Aa " * _LONG,
}


def _seconds(text: str) -> float:
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        resolve_status(text, find_citations(text, "woo"))
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("name", _WORST)
def test_linear(name: str) -> None:
    _seconds(_WORST[name][:100])
    short, long = _seconds(_WORST[name][:_SHORT]), _seconds(_WORST[name][:_LONG])
    assert long < _MOST * max(short, 0.004)

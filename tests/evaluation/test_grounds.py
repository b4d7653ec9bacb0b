"""Figures of grounds: counterparts count as one, intervals go by dossier, calibration is measured where claims are."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pytest

from woo_gronden.evaluation.grounds import (
    Judged,
    draw_reliability,
    evaluate_grounds,
    false_alarms,
    measure_calibration,
    measure_gap,
)

RIGHT = [Judged(("wob:10.2e",), ("wob:10.2e",), f"d{n}", "urk", "wob") for n in range(6)]
WRONG = replace(RIGHT[0], said=("wob:10.2g",))


def figure(judged: list[Judged], name: str) -> float:
    return next(f.value for f in evaluate_grounds(judged) if f.name == name)


def test_all_right() -> None:
    assert figure(RIGHT, "micro F1") == 1
    assert figure(RIGHT, "macro F1") == 1
    assert figure(RIGHT, "F1 woo:5.1.2e") == 1


def test_a_wrong_claim_costs_twice() -> None:
    assert figure([*RIGHT, WRONG], "micro F1") == pytest.approx(12 / 14)


def test_silence_costs_once() -> None:
    assert figure([*RIGHT, replace(WRONG, said=())], "micro F1") == pytest.approx(12 / 13)


@pytest.mark.parametrize(
    ("gold", "said"), [("wob:11", "wob:11.1"), ("wob:10.2e", "woo:5.1.2e"), ("woo:5.2", "woo:5.2.1")]
)
def test_counterparts_and_whole_articles_are_one(gold: str, said: str) -> None:
    assert figure([Judged((gold,), (said,), "d")], "micro F1") == 1


def test_rare_grounds_are_not_in_the_mean() -> None:
    rare = Judged(("woo:5.4",), (), "d")
    assert figure([*RIGHT, rare], "macro F1") == 1
    assert figure([*RIGHT, rare], "F1 woo:5.4") == 0


def test_by_law_and_authority() -> None:
    mixed = [*RIGHT, Judged(("woo:5.1.2e",), (), "z", "ede", "woo")]
    assert figure(mixed, "micro F1, law wob") == 1
    assert figure(mixed, "micro F1, authority ede") == 0


def test_the_interval_is_of_dossiers() -> None:
    same = [replace(item, dossier="d") for item in [*RIGHT, WRONG]]
    micro = evaluate_grounds(same)[0]
    assert micro.low == micro.high == micro.value


def test_gap() -> None:
    gap = measure_gap("gap", RIGHT, [replace(item, said=()) for item in RIGHT])
    assert gap.value == 1


def test_false_alarms() -> None:
    assert false_alarms([{}, {"woo:5.1.2e": 0.9}], ["a", "b"]).value == 0.5


def test_calibration() -> None:
    p = np.array([0.0] * 90 + [0.8] * 10)
    assert measure_calibration(p, np.arange(100) >= 92).ece == pytest.approx(0, abs=1e-9)
    off = measure_calibration(p, np.zeros(100))
    assert off.ece == pytest.approx(0.08)
    assert off.ece_of_claims == pytest.approx(0.8)


def test_the_plot_is_a_picture() -> None:
    root = ET.fromstring(draw_reliability({"by dossier": measure_calibration(np.array([0.1, 0.9]), np.array([0, 1]))}))
    assert root.tag.endswith("svg")
    assert any("ECE" in (element.text or "") for element in root.iter())

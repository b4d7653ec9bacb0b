"""Agreement, against published examples and by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from woo_gronden.annotation import (
    Reading,
    Unit,
    agreed_annotations,
    build_units,
    draw_sample,
    export_items,
    import_files,
    load_annotations,
    read_agreement,
    write_annotations,
)
from woo_gronden.annotation.agreement import masi_distance, read_alpha, read_cohen, read_fleiss
from woo_gronden.cli.app import app
from woo_gronden.schema import Annotation

runner = CliRunner()
BASE = Annotation("0" * 64, "d", 0, 10, "p", (), "neither", "A", "2026-11-03", "jsonl", "tien teken")


def value(reading: Reading) -> float:
    return float(reading.statistic(np.asarray(reading.counts, float).sum(axis=0)))


def unit(values: Sequence[Any], number: int = 0) -> Unit:
    """A unit in which person 0, 1, ... gave these values (None: did not judge); a value is kept in ``note``."""
    said = {str(i): replace(BASE, note=str(v), annotator=str(i)) for i, v in enumerate(values) if v is not None}
    return Unit(replace(BASE, char_start=number * 10, char_end=number * 10 + 5), said)


def table(rows: Sequence[str]) -> list[Unit]:
    """Units from one string a person, a sign a unit, "." for none."""
    units = [unit([None if v == "." else v for v in column], n) for n, column in enumerate(zip(*rows, strict=True))]
    return [u for u in units if len(u.said) > 1]


# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), examples A, B and C: nominal data.
ALPHAS = [
    (["0100000010", "1110010000"], 0.095),
    (["aabbdcccedda", "babbbccceddd"], 0.692),
    (["123321412...", "1233224125.3", ".3332342251.", "12332441251."], 0.743),
]


@pytest.mark.parametrize(("rows", "expected"), ALPHAS)
def test_alpha_as_published(rows: list[str], expected: float) -> None:
    assert value(read_alpha("", table(rows), lambda a: a.note)) == pytest.approx(expected, abs=5e-4)


def test_cohen() -> None:
    """The example of a grant read by two people: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no."""
    rows = ["y" * 25 + "n" * 25, "y" * 20 + "n" * 5 + "y" * 10 + "n" * 15]
    assert value(read_cohen("", table(rows), "0", "1", lambda a: a.note)) == pytest.approx(0.4)


def test_fleiss_on_kinds() -> None:
    """By hand: of three units, all say motivation; two of three; all say norm. Mean P = 7/9, chance = 41/81."""
    kinds = [("motivation",) * 3, ("motivation", "motivation", "norm"), ("norm",) * 3]
    units = [
        Unit(BASE, {str(i): replace(BASE, kind=kind, annotator=str(i)) for i, kind in enumerate(row)})  # type: ignore[arg-type]
        for row in kinds
    ]
    assert value(read_fleiss("", units)) == pytest.approx(1 - (2 / 9) / (1 - 41 / 81))


MASI = [
    ("", "", 0.0),
    ("a", "a", 0.0),
    ("a", "b", 1.0),
    ("", "a", 1.0),
    ("a", "ab", 1 - 1 / 2 * 2 / 3),
    ("ab", "bc", 1 - 1 / 3 * 1 / 3),
]


@pytest.mark.parametrize(("one", "other", "expected"), MASI)
def test_masi(one: str, other: str, expected: float) -> None:
    assert masi_distance(frozenset(one), frozenset(other)) == pytest.approx(expected)
    assert masi_distance(frozenset(other), frozenset(one)) == pytest.approx(expected)


def test_all_the_same_is_full_agreement() -> None:
    assert value(read_alpha("", table(["aaa", "aaa"]), lambda a: a.note)) == 1


def test_units_of_passages_and_of_free_marks() -> None:
    mark = replace(BASE, passage_id="", kind="motivation", grounds=("woo:5.1.2e",))
    annotations = [
        BASE,
        replace(BASE, annotator="B"),
        # The later judgement counts.
        replace(BASE, annotator="B", kind="norm", annotated_at="2026-11-04"),
        # Free marks: two that overlap, one that only A has; C worked on another document.
        replace(mark, char_start=20, char_end=40),
        replace(mark, char_start=22, char_end=40, annotator="B"),
        replace(mark, char_start=60, char_end=70),
        replace(mark, document_id="e", annotator="C"),
    ]
    units = build_units(annotations)
    said = [{name: a.kind for name, a in unit.said.items()} for unit in units]
    assert said == [
        {"A": "neither", "B": "norm"},
        {"A": "motivation", "B": "motivation"},
        {"A": "motivation", "B": "neither"},
        {"C": "motivation"},
    ]
    assert [unit.is_agreed for unit in units] == [False, True, False, False]
    assert [unit.is_disputed for unit in units] == [True, False, True, False]
    (agreed,) = agreed_annotations(units)
    assert (agreed.annotator, agreed.char_start, agreed.char_end) == ("A + B", 20, 40)


def test_figures_by_ground_pair_and_stretch() -> None:
    mark = replace(BASE, passage_id="", kind="motivation", grounds=("woo:5.1.2e",))
    annotations = [
        replace(mark, char_start=0, char_end=10),
        replace(mark, char_start=0, char_end=10, annotator="B"),
        replace(mark, char_start=20, char_end=40),
        replace(mark, char_start=20, char_end=30, annotator="B", grounds=("woo:5.1.2e", "woo:5.2.1")),
        replace(mark, char_start=50, char_end=60),
    ]
    figures = {reading.name: value(reading) for reading in read_agreement(build_units(annotations))}
    assert figures["F1, stretches the same: A ~ B"] == pytest.approx(2 * 1 / 5)
    assert figures["F1, stretches overlapping by half: A ~ B"] == pytest.approx(2 * 2 / 5)
    assert figures["F1, stretches characters: A ~ B"] == pytest.approx(2 * 20 / 60)
    assert {"alpha, kind", "alpha, grounds (MASI)", "alpha, woo:5.1.2e", "alpha, woo:5.2.1"} <= set(figures)
    assert "Fleiss' kappa, kind" not in figures


@pytest.mark.parametrize("form", ["xlsx", "jsonl"])
def test_from_two_people_to_settled_gold(form: str, run: Path, tmp_path: Path) -> None:
    """Two people judge, agreement is printed, disputes are settled in a file and come back."""
    items = draw_sample(run, 6, "random", seed=8)
    export_items(items, "jsonl", tmp_path, suggestions=True)
    ada, _ = import_files([tmp_path / "passages.jsonl"], run, annotator="Ada")
    bob = [replace(a, annotator="Bob") for a in ada]
    bob[2] = replace(bob[2], kind="neither", grounds=())
    for name, said in (("ada", ada), ("bob", bob)):
        write_annotations(tmp_path / f"{name}.jsonl", said)
    disputes = tmp_path / f"disputes.{form}"
    command = ["annotate", "agreement", str(tmp_path / "ada.jsonl"), str(tmp_path / "bob.jsonl")]
    done = runner.invoke(
        app, [*command, "--disagreements", str(disputes), "--agreed", str(tmp_path / "agreed.jsonl"), "--json"]
    )
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert (report["agreed"], report["disputed"]) == (5, 1)
    assert all(f["low"] <= f["value"] <= f["high"] for f in report["figures"])
    assert len(load_annotations(tmp_path / "agreed.jsonl")) == 5
    _settle(disputes)
    (settled,), problems = import_files([disputes], run, annotator="Cas")
    assert not problems
    assert (settled.passage_id, settled.kind, settled.grounds) == (ada[2].passage_id, "norm", ("woo:5.1.2e",))


def _settle(path: Path) -> None:
    if path.suffix == ".jsonl":
        row = json.loads(path.read_text(encoding="utf-8"))
        assert set(row["said"]) == {"Ada", "Bob"}
        path.write_text(json.dumps(row | {"kind": "norm", "grounds": ["woo:5.1.2e"]}), encoding="utf-8")
        return
    from openpyxl import load_workbook

    book = load_workbook(path)
    sheet = book["passages"]
    titles = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, titles["Bob"]).value == "neither"
    sheet.cell(2, titles["kind"], "norm")
    sheet.cell(2, titles["ground 1"], "woo:5.1.2e")
    book.save(path)


def test_one_person_agrees_with_nobody(tmp_path: Path) -> None:
    write_annotations(tmp_path / "a.jsonl", [BASE])
    done = runner.invoke(app, ["annotate", "agreement", str(tmp_path / "a.jsonl")])
    assert done.exit_code == 1

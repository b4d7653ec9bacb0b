"""The report's figures against counts made by hand, and what its page must and must not hold."""

from __future__ import annotations

import json
import math
import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.report.corpora import make_run
from woo_gronden.cli.app import app
from woo_gronden.errors import InputError
from woo_gronden.report import write_report
from woo_gronden.report.corpus import load_corpus
from woo_gronden.report.figure import Figure
from woo_gronden.report.intervals import median_of, share_of
from woo_gronden.report.shell import messages

Figures = dict[str, Figure]
# As the data dictionary names them.
AUTHORITY_KINDS = ("ministerie", "provincie", "gemeente", "waterschap", "samenwerkingsorganisatie", "zbo", "overig")
ROWS = re.compile(r'id="rows">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_run(tmp_path_factory.mktemp("report") / "run")


@pytest.fixture(scope="module")
def figures(run: Path) -> Figures:
    return {figure.name: figure for figure in write_report(run, run.parent / "report.html")}


def row(figure: Figure, key: str) -> Any:
    return next(row for row in figure.table if row["key"] == key)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    # Wilson's interval as printed in Newcombe 1998, table I (method 3).
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson(part: int, whole: int, low: float, high: float) -> None:
    found = share_of(part, whole)
    assert found.low == pytest.approx(low, abs=6e-5)
    assert found.high == pytest.approx(high, abs=6e-5)


def test_nothing_has_no_interval() -> None:
    assert math.isnan(share_of(0, 0).value)
    assert math.isnan(median_of({}).low)


def test_median_is_resampled_by_dossier() -> None:
    # One dossier: whatever is drawn is the same, so the interval is a point.
    found = median_of({"a": [1.0, 2.0, 9.0]})
    assert found == (2.0, 2.0, 2.0)


@pytest.mark.parametrize(
    ("figure", "key", "count", "of"),
    [
        ("applied", "woo:5.1.2e", 5, 5),
        ("applied", "wob:10.2e", 3, 5),
        ("applied", "wob:11.1", 2, 5),
        ("years", "2020 woo:5.1.2e", 3, 5),
        ("years", "2023 woo:5.2.1", 2, 5),
        ("authorities", "gemeente Wiekslag woo:5.2.1", 2, 5),
        ("together", "woo:5.2.1 woo:5.1.2e", 4, 4),
        ("together", "woo:5.1.2e woo:5.2.1", 4, 8),
        ("outcomes", "deels openbaar", 8, 10),
        ("boxes", "", 2, 10),
        ("days", "0-28", 1, 10),
    ],
)
def test_counts(figures: Figures, figure: str, key: str, count: int, of: int) -> None:
    found = row(figures[figure], key)
    assert (found["count"], found["of"]) == (count, of)


@pytest.mark.parametrize("name", ["applied", "years", "authorities", "together", "outcomes", "days", "weighing"])
def test_behind_each_count_are_as_many_rows(figures: Figures, name: str) -> None:
    figure = figures[name]
    assert figure.table
    for found in figure.table:
        assert sum(behind["key"] == found["key"] for behind in figure.rows) == found["count"]


def test_wob_and_woo_stand_side_by_side(figures: Figures) -> None:
    found = row(figures["laws"], "woo:5.1.2e")
    assert (found["count_wob"], found["share_wob"], found["count_woo"], found["share_woo"]) == (3, 0.6, 5, 1.0)


def test_redacted_text(figures: Figures) -> None:
    says = figures["redacted"].says
    assert says["touched"] == 9
    assert says["share"] == pytest.approx(0.225)
    assert (says["words"], says["words_low"], says["words_high"]) == (450, 405, 495)


def test_every_word_of_the_page_is_translated(run: Path, tmp_path: Path) -> None:
    for language in ("nl", "en"):
        write_report(run, tmp_path / "report.html", language=language)
        page = (tmp_path / "report.html").read_text(encoding="utf-8")
        assert f'<html lang="{language}">' in page
        visible = re.sub(r"<(script|style|svg).*?</\1>", "", page, flags=re.DOTALL)
        assert not re.findall(r"\b\w+_(?:title|lead|says)\b", re.sub(r"<[^>]*>", "", visible))


def test_findings_speak_the_language_of_the_report(run: Path, tmp_path: Path) -> None:
    said = {"nl": ("vlakken zonder code", "Op bladzijde 1 van"), "en": ("boxes without any code", "page 1")}
    for language, (kind, account) in said.items():
        write_report(run, tmp_path / "report.html", language=language)
        page = (tmp_path / "report.html").read_text(encoding="utf-8")
        found = ROWS.search(page)
        assert found
        rows = json.loads(found[1])["figures"]["findings"]["rows"]
        assert rows
        assert all(row[2] == kind and row[4].startswith(account) for row in rows)


def test_every_kind_of_finding_and_authority_has_a_message() -> None:
    sentences = files("woo_gronden.dossier") / "data" / "sentences_nl.toml"
    kinds = {*tomllib.loads(sentences.read_text(encoding="utf-8")), *AUTHORITY_KINDS}
    assert kinds <= messages("report", "nl").keys()


def test_names_of_documents_are_never_markup(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run", hostile="<img src=x onerror=alert(1)></script>")
    write_report(run, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "onerror" in page
    assert "<img" not in page


def test_pictures_for_a_paper(run: Path, tmp_path: Path) -> None:
    write_report(run, tmp_path / "report.html", pictures=tmp_path / "figures")
    assert (tmp_path / "figures/applied.svg").read_text(encoding="utf-8").startswith("<svg")
    assert (tmp_path / "figures/applied.png").read_bytes().startswith(b"\x89PNG")


def test_an_empty_run_has_a_report(tmp_path: Path) -> None:
    from woo_gronden.dataset import write_tables

    (tmp_path / "run").mkdir()
    write_tables(tmp_path / "run", [])
    figures = write_report(tmp_path / "run", tmp_path / "report.html")
    assert not any(figure.table for figure in figures)


def test_a_release_tells_what_read_its_documents(run: Path, tmp_path: Path) -> None:
    release = make_run(tmp_path / "release")
    account = json.loads((release / "run.json").read_text(encoding="utf-8"))
    (release / "run.json").unlink()
    told = {"tool": {"version": account["woo_gronden"]}, "run": {"options": account["options"]}}
    (release / "release.json").write_text(json.dumps(told), encoding="utf-8")
    assert load_corpus(release).account == account == load_corpus(run).account


def test_what_is_no_run_is_refused(run: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="neither the folder of a run nor a release"):
        write_report(tmp_path, tmp_path / "report.html")
    broken = make_run(tmp_path / "broken")
    (broken / "passages.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(InputError, match=r"passages\.parquet"):
        write_report(broken, tmp_path / "report.html")
    assert not (tmp_path / "report.html").exists()


def test_the_command(run: Path, tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["report", str(run), "--output", str(tmp_path / "r.html")])
    assert told.exit_code == 0, told.output
    assert CliRunner().invoke(app, ["report", str(run), "--output", str(tmp_path / "r.pdf")]).exit_code == 2
    assert CliRunner().invoke(app, ["report", str(tmp_path), "--output", str(tmp_path / "r2.html")]).exit_code == 1


def test_rows_in_the_page_are_the_rows_behind(figures: Figures, run: Path) -> None:
    page = (run.parent / "report.html").read_text(encoding="utf-8")
    found = ROWS.search(page)
    assert found
    assert len(json.loads(found[1])["figures"]["applied"]["rows"]) == len(figures["applied"].rows) == 12

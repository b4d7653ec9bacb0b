"""The report in a browser: from a number to the documents behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.report.corpora import make_run
from woo_gronden.report import write_report


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    write_report(make_run(folder / "run"), folder / "report.html")
    return folder / "report.html"


def _behind(page: Any) -> int:
    count: int = page.locator("#behind tbody tr").count()
    return count


def test_a_count_opens_its_documents(visit: Callable[..., Any], file: Path) -> None:
    page = visit(file)
    page.click("#applied .numbers summary")
    page.click('#applied button[data-key="wob:10.2e"]')
    assert _behind(page) == 3
    page.fill("#behind-search", "dossier5")
    assert _behind(page) == 1
    page.keyboard.press("Escape")
    assert page.locator("#behind").is_hidden()


def test_all_rows_behind_a_figure_as_csv(visit: Callable[..., Any], file: Path) -> None:
    page = visit(file)
    page.click("#days details.rows summary")
    assert _behind(page) == 10
    with page.expect_download() as waiting:
        page.click("#behind-csv")
    lines = Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 11
    assert lines[0].startswith('"document"')


def test_a_formula_in_a_name_is_text_in_csv(visit: Callable[..., Any], tmp_path: Path) -> None:
    run = make_run(tmp_path / "run")
    from woo_gronden.dataset import load_table, write_tables

    rows = load_table(run, "decisions")
    rows[0]["authority"] = "=HYPERLINK(A1)"
    tables = {name: load_table(run, name) for name in ("documents", "passages", "redactions", "findings")}
    write_tables(run, [{**tables, "decisions": rows}])
    write_report(run, tmp_path / "report.html")
    page = visit(tmp_path / "report.html")
    page.click("#outcomes details.rows summary")
    with page.expect_download() as waiting:
        page.click("#behind-csv")
    assert '"\'=HYPERLINK(A1)"' in Path(waiting.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_it_is_accessible_and_fits(
    visit: Callable[..., Any], accessible: Callable[[Any], None], file: Path, size: tuple[int, int]
) -> None:
    page = visit(file, size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    accessible(page)
    page.click("#applied details.rows summary")
    accessible(page)

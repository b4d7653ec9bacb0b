"""A release as a database and as a site: what is in it, what is asked of it, and that it stays whole."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.report.releases import make_release
from woo_gronden.cli.app import app
from woo_gronden.errors import InputError, OutputError
from woo_gronden.report import write_database, write_site
from woo_gronden.report.explore_database import load_questions
from woo_gronden.report.explore_passage import passage_page, read_passage


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explore")
    write_database(make_release(folder, hostile="<script>bad</script>"), folder / "release.db")
    return folder / "release.db"


@pytest.fixture
def base(database: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(database)
    yield opened
    opened.close()


def test_every_passage_stands_with_its_letter(base: sqlite3.Connection) -> None:
    rows = base.execute("select authority, year, law, count(*) from reasons group by authority").fetchall()
    assert sorted(rows) == [("gemeente Wiekslag", 2023, "woo", 7), ("minister van Veerkracht", 2020, "wob", 5)]


def test_words_are_found_whatever_their_accents(base: sqlite3.Connection) -> None:
    found = base.execute("select count(*) from reasons_fts where reasons_fts match 'EÉN'").fetchone()
    assert found == (12,)


def test_grounds_can_be_counted(base: sqlite3.Connection) -> None:
    assert base.execute("select count(*) from reason_grounds where ground = 'woo:5.2.1'").fetchone() == (2,)


@pytest.mark.parametrize("question", load_questions(), ids=lambda question: question.name)
def test_a_question_is_answered(base: sqlite3.Connection, question: object) -> None:
    answer = base.execute(question.sql)  # type: ignore[attr-defined]
    answer.fetchall()
    assert len(answer.description) > 2


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("gronden_per_orgaan", ("gemeente Wiekslag", "woo:5.1.2e")),
        ("wob_woo", ("woo:5.1.2e", "eerbiediging van de persoonlijke levenssfeer")),
    ],
)
def test_answers(base: sqlite3.Connection, name: str, first: tuple[str, str]) -> None:
    sql = next(question.sql for question in load_questions() if question.name == name)
    assert base.execute(sql).fetchone()[:2] == first


def test_how_long_decisions_take(base: sqlite3.Connection) -> None:
    sql = next(question.sql for question in load_questions() if question.name == "lange_termijn")
    # Days are 20, 30, ... 110; the term is 42 days under the Woo, 56 under the Wob.
    answers = {row[0]: row[1:] for row in base.execute(sql)}
    assert answers == {"gemeente Wiekslag": (5, 40.0, 60.0, 2), "minister van Veerkracht": (5, 90.0, 110.0, 5)}


def test_a_passage_has_a_page(base: sqlite3.Connection) -> None:
    passage = base.execute("select passage_id from reasons where document_id = 'letter0'").fetchone()[0]
    found = read_passage(base, passage)
    assert found is not None
    page = passage_page(found, has_picture=False, language="nl")
    assert "een twee drie vier" in page
    assert "<script>bad" not in page
    assert read_passage(base, "0" * 16) is None


def test_a_site_needs_no_server(database: Path, tmp_path: Path) -> None:
    assert write_site(database, tmp_path / "site", title="proef", language="nl") == 12
    added = (tmp_path / "site/data/passages-0000.js").read_text(encoding="utf-8")
    assert len(json.loads(added.removeprefix("woo.add(").removesuffix(");\n"))) == 12
    assert "<script>bad" not in added
    # Written again it is replaced; what is no site is left alone.
    write_site(database, tmp_path / "site", title="proef", language="en")
    (tmp_path / "other").mkdir()
    (tmp_path / "other/thesis.docx").write_bytes(b"years of work")
    with pytest.raises(OutputError):
        write_site(database, tmp_path / "other", title="proef", language="nl")
    assert (tmp_path / "other/thesis.docx").exists()


def test_a_release_without_text_can_be_explored(tmp_path: Path) -> None:
    release = make_release(tmp_path, text=False)
    told = CliRunner().invoke(app, ["explore", str(release), "--static", str(tmp_path / "site")])
    assert told.exit_code == 0, told.output
    assert "een twee drie" not in (tmp_path / "site/data/passages-0000.js").read_text(encoding="utf-8")


def test_what_is_no_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no release"):
        write_database(tmp_path, tmp_path / "release.db")

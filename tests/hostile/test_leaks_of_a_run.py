"""What stands under a box is in no byte that a command writes: tables, state, account, messages, pages, what is shown."""

from __future__ import annotations

import gzip
import logging
from pathlib import Path

import pymupdf
import pytest
from typer.testing import CliRunner

import woo_gronden as wg
from tests.factories import BAD, CANARY
from tests.odd_drawings import GONE, LIVE
from tests.scans import SCANS
from tests.whispers import whispering_file
from woo_gronden.cli.app import app
from woo_gronden.dataset import load_table
from woo_gronden.schema import TABLES

LEAKY = tuple(make for make in (*BAD, *LIVE, *GONE, *SCANS, whispering_file) if make().hidden)
# Enough of the canary that no other word holds it; pieces of it would be a leak too.
PIECE = CANARY[:8].lower()


def _assert_silent(*places: str) -> None:
    for place in places:
        assert PIECE not in place.lower()


def _read(folder: Path) -> str:
    """Every byte below a folder; what is packed, Parquet and kept documents, is read back as well."""
    written = b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    written += b"".join(gzip.decompress(path.read_bytes()) for path in sorted(folder.rglob("*.gz")))
    tables = [load_table(path.parent, path.stem) for path in sorted(folder.rglob("*.parquet"))]
    return written.decode("latin-1") + repr(tables)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in") / "corpus"
    folder.mkdir()
    for make in LEAKY:
        (folder / f"{make.__name__}.pdf").write_bytes(make().data)
    return folder


@pytest.fixture(scope="module")
def bundle(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of them as one file, the whispering one first: joining files loses which layers are off, and all but pages."""
    path = tmp_path_factory.mktemp("one") / "bundel.pdf"
    with pymupdf.open(corpus / "whispering_file.pdf") as whole:
        for part in sorted(corpus.glob("*.pdf")):
            if part.stem not in {"whispering_file", "text_on_a_hidden_layer"}:
                with pymupdf.open(part) as opened:
                    whole.insert_pdf(opened)
        whole.save(path)
    return path


@pytest.mark.parametrize("ocr", ["auto", "always"])
def test_no_byte_of_a_run_holds_the_canary(corpus: Path, tmp_path: Path, ocr: str) -> None:
    output = tmp_path / "run"
    told = CliRunner().invoke(app, ["run", str(corpus), "--output", str(output), "--workers", "2", "--ocr", ocr])
    assert told.exit_code == 0, told.output
    shown = CliRunner().invoke(app, ["show", str(output), "--json"]).output
    _assert_silent(told.output, shown, _read(output))
    rows = load_table(output, "redactions")
    assert {row["path"] for row in rows if row["text_recoverable"]} >= {f"corpus/{m.__name__}.pdf" for m in (*BAD, *LIVE) if m().hidden}  # fmt: skip
    assert set(TABLES) == {path.stem for path in output.glob("*.parquet")}


@pytest.mark.parametrize("arguments", [["show"], ["show", "--json"]], ids=" ".join)
def test_what_is_shown_of_a_file_is_silent(bundle: Path, arguments: list[str]) -> None:
    told = CliRunner().invoke(app, [*arguments, str(bundle)])
    assert told.exit_code == 0, told.output
    _assert_silent(told.output)


def test_the_page_inspector_is_silent(bundle: Path, tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["inspect", str(bundle), "--output", str(tmp_path / "page.html")])
    assert told.exit_code == 0, told.output
    _assert_silent(told.output, _read(tmp_path))


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_the_finder_alone_is_silent_and_warns_by_file_and_page(bundle: Path, tmp_path: Path, ending: str) -> None:
    told = CliRunner().invoke(app, ["redactions", str(bundle), "--output", str(tmp_path / f"gelakt.{ending}")])
    assert told.exit_code == 0, told.output
    _assert_silent(told.output, _read(tmp_path))
    last = " ".join(told.output.split("warning:")[1].split())
    assert "of bundel.pdf can be read through" in last
    assert last.endswith("the authority that published it should know")


def test_values_and_logs_are_silent(bundle: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    _assert_silent(repr(wg.extract(bundle)), repr(wg.detect_redactions(bundle)), caplog.text)


@pytest.mark.parametrize("broken", ["measure_page", "mask_page", "detect_page"])
def test_a_fault_in_the_middle_is_silent(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def fail(page: object, *_rest: object, **_named: object) -> None:
        raise ValueError(repr(page))  # as careless as an error can be

    monkeypatch.setattr(f"woo_gronden.redactions.{broken}", fail)
    told = CliRunner().invoke(app, ["run", str(corpus / "white_text.pdf"), "--output", str(tmp_path / "run")])
    _assert_silent(told.output, _read(tmp_path))

"""What stands under a box is in no byte that a run writes: tables, state, account, messages, and what is shown of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.factories import BAD, CANARY
from tests.scans import SCANS
from woo_gronden.cli.app import app
from woo_gronden.dataset import load_table
from woo_gronden.schema import TABLES

LEAKY = (*BAD, *(make for make in SCANS if make().hidden))
# Enough of the canary that no other word holds it; pieces of it would be a leak too.
PIECE = CANARY[:8]


@pytest.mark.parametrize("ocr", ["auto", "always"])
def test_no_byte_of_a_run_holds_the_canary(tmp_path: Path, ocr: str) -> None:
    corpus, output = tmp_path / "corpus", tmp_path / "run"
    corpus.mkdir()
    for make in LEAKY if ocr == "auto" else BAD:
        (corpus / f"{make.__name__}.pdf").write_bytes(make().data)
    told = CliRunner().invoke(app, ["run", str(corpus), "--output", str(output), "--workers", "2", "--ocr", ocr])
    assert told.exit_code == 0, told.output
    shown = CliRunner().invoke(app, ["show", str(output), "--json"]).output
    # Parquet is compressed: its values are searched as they are read back, the rest byte by byte.
    read_back = repr([load_table(output, name) for name in TABLES])
    written = b"".join(path.read_bytes() for path in sorted(output.rglob("*")) if path.is_file())
    for place in (told.output, shown, read_back, written.decode("latin-1")):
        assert PIECE not in place
        assert PIECE.lower() not in place.lower()
    rows = load_table(output, "redactions")
    assert {row["path"] for row in rows if row["text_recoverable"]} >= {f"corpus/{make.__name__}.pdf" for make in BAD}

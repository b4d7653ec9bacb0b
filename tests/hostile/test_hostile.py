"""Input that nobody checked: bounded time, a row for every file, nothing outside the run folder."""

from __future__ import annotations

import gzip
import json
import random
import zipfile
from pathlib import Path

import pymupdf
import pytest

from tests.hostile.doors import spoil_bytes
from woo_gronden.dataset import load_table
from woo_gronden.runners import run
from woo_gronden.runners.store import Store

# Files made of the demo's by flipping, cutting and doubling bytes; a longer run is ``python -m tests.hostile.fuzz``.
MUTANTS = 24


def _pdf(path: Path, text: str = "Besluit op uw verzoek") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with pymupdf.open() as pdf:
        pdf.new_page().insert_text((72, 72), text)
        pdf.save(path)
    return path


def test_mutated_pdfs_each_get_a_row(demo: Path, tmp_path: Path) -> None:
    dice = random.Random(20220501)
    seeds = sorted(demo.glob("*/*.pdf"))
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(MUTANTS):
        (corpus / f"{number}.pdf").write_bytes(spoil_bytes(dice.choice(seeds).read_bytes(), dice))
    run([corpus], tmp_path / "run", workers=2, timeout=120)
    rows = load_table(tmp_path / "run", "documents")
    assert len(rows) == MUTANTS
    assert all(row["error"] for row in rows if row["status"] != "ok")
    assert not [row for row in rows if "internal error" in row["error"]]


@pytest.mark.parametrize(
    "name",
    [
        "met\nregeleinde.pdf",
        "rechts\u202enaar links.pdf",
        "ê" * 120 + ".pdf",
        "=SOM(A1).pdf",
        "<script>alert(1)</script>.pdf",
    ],
    ids=["newline", "right-to-left", "long", "formula", "script"],
)
def test_odd_names_are_kept(tmp_path: Path, name: str) -> None:
    _pdf(tmp_path / "corpus" / name)
    run([tmp_path / "corpus"], tmp_path / "run")
    (row,) = load_table(tmp_path / "run", "documents")
    assert row["path"] == f"corpus/{name}"
    assert row["status"] == "ok"


def test_a_name_that_is_no_utf8_is_still_read(tmp_path: Path) -> None:
    good = _pdf(tmp_path / "goed.pdf")
    (tmp_path / "corpus").mkdir()
    odd = bytes(tmp_path / "corpus") + b"/br\xff\xfeief.pdf"
    with open(odd, "wb") as file:  # noqa: PTH123 - a name in bytes
        file.write(good.read_bytes())
    run([tmp_path / "corpus"], tmp_path / "run")
    assert load_table(tmp_path / "run", "documents")[0]["status"] == "ok"


def test_an_archive_cannot_write_outside(tmp_path: Path) -> None:
    good = _pdf(tmp_path / "goed.pdf").read_bytes()
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in/a.zip", "w") as archive:
        archive.writestr("../../ontsnapt.pdf", good)
        archive.writestr("goed.pdf", good)
    run([tmp_path / "in"], tmp_path / "runs" / "run")
    assert not list(tmp_path.glob("**/ontsnapt.pdf")) or all(
        (tmp_path / "runs/run") in path.parents for path in tmp_path.glob("**/ontsnapt.pdf")
    )


def test_a_bomb_costs_itself(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with (
        zipfile.ZipFile(tmp_path / "in/bom.zip", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("groot.pdf", "w", force_zip64=True) as file,
    ):
        for _ in range(3000):
            file.write(bytes(1 << 20))
    _pdf(tmp_path / "in/goed.pdf")
    run([tmp_path / "in"], tmp_path / "run")
    rows = {row["path"]: row for row in load_table(tmp_path / "run", "documents")}
    assert rows["in/goed.pdf"]["status"] == "ok"
    assert {row["status"] for path, row in rows.items() if path != "in/goed.pdf"} == {"failed"}


@pytest.mark.parametrize(
    "content",
    [b"", gzip.compress(b"{"), gzip.compress(b"[]"), gzip.compress(b'{"rows": 3}'), b"\x00\x01", gzip.compress(b"{}")[:-5],
     gzip.compress(b"\xff"), gzip.compress(b"{}")[:10] + b"\xff" * 20],
    ids=["empty", "cut", "list", "short", "bytes", "packed cut", "no text", "packed badly"],
)  # fmt: skip
def test_a_damaged_state_is_read_again(tmp_path: Path, content: bytes) -> None:
    _pdf(tmp_path / "in/besluit.pdf")
    run([tmp_path / "in"], tmp_path / "run")
    (kept,) = Store(tmp_path / "run").documents.glob("*.json.gz")
    whole = gzip.decompress(kept.read_bytes())
    kept.write_bytes(content)
    assert run([tmp_path / "in"], tmp_path / "run").reused == 0
    assert json.loads(gzip.decompress(kept.read_bytes()))["rows"] == json.loads(whole)["rows"]

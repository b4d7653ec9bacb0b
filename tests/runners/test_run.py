"""The main job on small files made here: what is written, what survives, what is refused."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pymupdf
import pytest

from woo_gronden.dataset import load_table
from woo_gronden.errors import NothingToDo, OutputError
from woo_gronden.pipeline import Options
from woo_gronden.runners import merge, run
from woo_gronden.runners.store import Store
from woo_gronden.schema import TABLES

LETTER = [
    "Gemeente Veldermeer",
    "Datum 4 maart 2024",
    "Onderwerp: besluit op uw Woo-verzoek",
    "Geachte mevrouw,",
    "Op 5 februari 2024 heeft u met een beroep op de Wet open overheid (Woo) verzocht om stukken.",
    "Overwegingen",
    "Op grond van artikel 5.1, tweede lid, aanhef en onder e, van de Woo maak ik namen niet openbaar.",
    "Besluit",
    "Ik besluit de stukken deels openbaar te maken.",
]


def _letter(path: Path, pages: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with pymupdf.open() as pdf:
        for _ in range(pages):
            page = pdf.new_page()
            for row, line in enumerate(LETTER):
                page.insert_text((72, 72 + 24 * row), line, fontsize=10)
        pdf.save(path)
    return path


def _encrypted(path: Path) -> Path:
    with pymupdf.open() as pdf:
        pdf.new_page().insert_text((72, 72), "geheim")
        pdf.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="a", user_pw="b")
    return path


def _tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.parquet"))}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in") / "corpus"
    for name in ("een/besluit.pdf", "een/bijlage.pdf", "twee/besluit.pdf"):
        _letter(folder / name)
    return folder


@pytest.fixture(scope="module")
def clean(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("clean") / "run"
    run([corpus], output, workers=2)
    return output


def test_every_table_and_the_account_of_the_run_are_written(clean: Path) -> None:
    assert set(_tables(clean)) == {f"{name}.parquet" for name in TABLES}
    assert [row["status"] for row in load_table(clean, "documents")] == ["ok"] * 3
    assert {tuple(row["grounds_applied"]) for row in load_table(clean, "decisions")} == {("woo:5.1.2e",)}
    account = json.loads((clean / "run.json").read_text())
    assert account["documents"] == account["pages"] == 3
    assert account["rows"]["documents"] == 3


def test_twice_gives_the_same_bytes_whatever_the_workers(corpus: Path, clean: Path, tmp_path: Path) -> None:
    run([corpus], tmp_path / "again", workers=1)
    assert _tables(tmp_path / "again") == _tables(clean)


def test_started_again_nothing_is_read_twice(corpus: Path, clean: Path) -> None:
    before = _tables(clean)
    report = run([corpus], clean)
    assert report.reused == 3
    assert _tables(clean) == before


def test_a_changed_file_is_read_again_and_others_are_not(tmp_path: Path) -> None:
    corpus, output = tmp_path / "corpus", tmp_path / "run"
    _letter(corpus / "a/besluit.pdf")
    _letter(corpus / "b/besluit.pdf")
    run([corpus], output)
    _letter(corpus / "b/besluit.pdf", pages=2)
    assert run([corpus], output).reused == 1
    assert [row["pages"] for row in load_table(output, "documents")] == [1, 2]


def test_what_was_kept_before_a_column_came_is_read_again(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        table = TABLES["facts"]
        earlier.setitem(TABLES, "facts", table._replace(columns=table.columns[:-1]))
        before = Options().fingerprint()
    assert Options().fingerprint() != before
    run([corpus], tmp_path / "run")
    store = Store(tmp_path / "run")
    (one, *_) = store.load_plan()
    store.write(one, store.load(one) | {"fingerprint": before})  # type: ignore[operator]
    assert run([corpus], tmp_path / "run").reused == 2


def test_documents_are_kept_packed_and_those_kept_unpacked_before_are_read_again(corpus: Path, tmp_path: Path) -> None:
    run([corpus], tmp_path / "run")
    store = Store(tmp_path / "run")
    (one, *others) = store.load_plan()
    packed = store.place_of(one)
    text = gzip.decompress(packed.read_bytes())
    assert len(packed.read_bytes()) < len(text) / 2
    packed.unlink()
    unpacked = store.documents / f"{one}.json"
    unpacked.write_bytes(text)
    assert store.progress() == (len(others), len(others) + 1)
    assert run([corpus], tmp_path / "run").reused == len(others)
    assert not unpacked.exists()
    assert json.loads(gzip.decompress(packed.read_bytes()))["rows"] == json.loads(text)["rows"]


def test_bad_files_become_rows_and_cost_nothing_else(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    good = _letter(corpus / "goed.pdf")
    (corpus / "leeg.pdf").write_bytes(b"")
    (corpus / "tekst.pdf").write_text("Dit is geen PDF maar gewone tekst.\n" * 50)
    (corpus / "kort.pdf").write_bytes(good.read_bytes()[:200])
    _encrypted(corpus / "slot.pdf")
    report = run([corpus], tmp_path / "run", workers=2)
    rows = {row["path"]: row for row in load_table(tmp_path / "run", "documents")}
    assert {path: row["status"] for path, row in rows.items()} == {
        "corpus/goed.pdf": "ok", "corpus/leeg.pdf": "failed", "corpus/tekst.pdf": "failed", "corpus/kort.pdf": "failed",
        "corpus/slot.pdf": "failed",
    }  # fmt: skip
    assert "password" in rows["corpus/slot.pdf"]["error"]
    assert report.failed == 4
    failures = [json.loads(line) for line in (tmp_path / "run/failures.jsonl").read_text().splitlines()]
    assert {failure["path"] for failure in failures} == set(rows) - {"corpus/goed.pdf"}
    assert all(failure["message"] for failure in failures)


def test_an_archive_is_a_dossier_of_its_own(tmp_path: Path) -> None:
    letter = _letter(tmp_path / "besluit.pdf")
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in/dossier.zip", "w") as archive:
        archive.write(letter, "map/besluit.pdf")
    (tmp_path / "in/stuk.zip").write_bytes(b"PK nothing of the kind")
    run([tmp_path / "in"], tmp_path / "run")
    rows = {row["path"]: row for row in load_table(tmp_path / "run", "documents")}
    assert rows["in/dossier.zip/map/besluit.pdf"]["dossier_id"] == "in/dossier.zip"
    assert rows["in/dossier.zip/map/besluit.pdf"]["status"] == "ok"
    assert rows["in/stuk.zip"]["status"] == "failed"


def test_shards_joined_are_the_whole(corpus: Path, clean: Path, tmp_path: Path) -> None:
    shards = [tmp_path / "1", tmp_path / "2", tmp_path / "3"]
    documents = [run([corpus], output, shard=(index, 3)).documents for index, output in enumerate(shards, 1)]
    assert sum(documents) == 3
    merge([output for output, count in zip(shards, documents, strict=True) if count], tmp_path / "all")
    assert _tables(tmp_path / "all") == _tables(clean)


def test_merging_what_is_no_run_says_so(tmp_path: Path) -> None:
    with pytest.raises(NothingToDo, match="is no run"):
        merge([tmp_path], tmp_path / "out")


def test_an_output_that_holds_something_else_is_refused(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "scriptie.docx").write_text("niet aankomen")
    with pytest.raises(OutputError, match="holds something else"):
        run([corpus], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["scriptie.docx"]


def test_a_second_run_on_one_output_is_refused(corpus: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "run")
    store.open()
    with store.lock(), pytest.raises(OutputError, match="another run"):
        run([corpus], tmp_path / "run")


@pytest.mark.parametrize("moment", [0.2, 0.6])
def test_killed_in_the_middle_and_started_again_gives_the_same_tables(tmp_path: Path, moment: float) -> None:
    corpus, clean, output = tmp_path / "corpus", tmp_path / "clean", tmp_path / "run"
    for number in range(10):
        _letter(corpus / f"{number}/besluit.pdf", pages=3)
    run([corpus], clean, workers=2)
    command = [sys.executable, "-m", "woo_gronden", "run", str(corpus), "--output", str(output), "--workers", "2"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    finished = output / ".state/documents"
    until = time.monotonic() + 120
    while len(list(finished.glob("*.json.gz"))) < 10 * moment and time.monotonic() < until:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert 0 < len(list(finished.glob("*.json.gz"))) < 10
    report = run([corpus], output, workers=2)
    assert 0 < report.reused < 10
    assert _tables(output) == _tables(clean)


def test_documents_say_where_they_were_fetched_and_whether_they_were_taken_back(tmp_path: Path) -> None:
    corpus, output = tmp_path / "corpus", tmp_path / "run"
    _letter(corpus / "bron/een/besluit.pdf")
    _letter(corpus / "bron/een/zelf-erbij-gelegd.pdf")
    row = {"source": "woogle:nl.x", "record_id": "nl.x.2i.2024.1", "key": "u", "path": "bron/een/besluit.pdf"}
    row |= {"url": "https://a.example/besluit.pdf", "final_url": "", "sha256": "", "bytes": 1, "retrieved_at": "2026"}
    for since in ("", "2027"):
        line = json.dumps(row | {"withdrawn_at": since})
        (corpus / "provenance.jsonl").write_text(line + "\n", encoding="utf-8")
        report = run([corpus], output)
        first, second = load_table(output, "documents")
        assert (first["source"], first["source_record"]) == ("woogle:nl.x", "nl.x.2i.2024.1")
        assert (first["source_url"], first["withdrawn_at"]) == ("https://a.example/besluit.pdf", since)
        assert second["source_url"] is None
    assert report.reused == 2
    merge([output], tmp_path / "joined")
    assert load_table(tmp_path / "joined", "documents") == load_table(output, "documents")

"""Out to each tool and back: what a person said is what comes in."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from openpyxl import load_workbook
from PIL import Image
from typer.testing import CliRunner

from tests import bad_redactions
from woo_gronden.annotation import Item, draw_sample, export_items, import_files, load_annotations, write_sample
from woo_gronden.annotation.codes import codable_grounds, spell, unspell
from woo_gronden.annotation.labelstudio import find_stretch
from woo_gronden.annotation.pictures import DPI, draw_pages
from woo_gronden.cli.app import app
from woo_gronden.errors import GoldError, NothingToDo
from woo_gronden.pipeline import Options, read_source
from woo_gronden.schema import Annotation, Extraction, Failure
from woo_gronden.sources import SourceFile

runner = CliRunner()
AT = "2026-11-03T10:00:00+00:00"


def read(source: SourceFile) -> Extraction:
    return read_source(source, Options(ocr="never"))


@pytest.fixture(scope="module")
def items(run: Path) -> list[Item]:
    return draw_sample(run, 8, "stratified", seed=2)


def key(a: Annotation | Item) -> tuple[Any, ...]:
    return a.document_id, a.char_start, a.char_end, a.kind, a.grounds


def proves(annotations: list[Annotation], items: list[Item]) -> None:
    """They are what the run said of the items, and carry everything that the format asks for."""
    assert sorted(map(key, annotations)) == sorted(map(key, items))
    ids = {(item.document_id, item.char_start): item for item in items}
    for a in annotations:
        item = ids[a.document_id, a.char_start]
        assert (a.passage_id, a.document_sha256, a.text) == (item.passage_id, item.document_sha256, item.text)
        assert (a.text_sha256, a.law, a.dossier_id) == (item.text_sha256, item.law, item.dossier_id)


def test_json_lines(items: list[Item], run: Path, tmp_path: Path) -> None:
    export_items(items, "jsonl", tmp_path)
    blank = [json.loads(line) for line in (tmp_path / "passages.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {(row["kind"], tuple(row["grounds"])) for row in blank} == {("", ())}
    assert import_files([tmp_path / "passages.jsonl"], run) == ([], [])
    filled = [
        row | {"kind": item.kind, "grounds": list(item.grounds), "annotator": "Ada", "annotated_at": AT}
        for row, item in zip(blank, items, strict=True)
    ]
    (tmp_path / "passages.jsonl").write_text("\n".join(map(json.dumps, filled)), encoding="utf-8")
    found, problems = import_files([tmp_path / "passages.jsonl"], run)
    assert not problems
    proves(found, items)
    assert {(a.annotator, a.annotated_at, a.tool) for a in found} == {("Ada", AT, "jsonl")}


def test_spreadsheet(items: list[Item], run: Path, tmp_path: Path) -> None:
    export_items(items, "xlsx", tmp_path)
    book = load_workbook(tmp_path / "passages.xlsx")
    sheet = book["passages"]
    titles = {cell.value: cell.column for cell in sheet[1]}
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert lists == {'"motivation,norm,neither"', f"lists!$A$1:$A${len(codable_grounds())}"}
    assert book.sheetnames[0] == "instructions"
    assert sheet.column_dimensions["L"].hidden
    for row, item in enumerate(items[:-1], 2):
        sheet.cell(row, titles["kind"], item.kind)
        for number, ground in enumerate(item.grounds, 1):
            sheet.cell(row, titles[f"ground {number}"], spell(ground))
    sheet.cell(2, titles["note"], "twijfel")
    book["instructions"]["B1"] = "Bob"
    book.save(tmp_path / "bob.xlsx")
    found, problems = import_files([tmp_path / "bob.xlsx"], run)
    assert not problems
    proves(found, items[:-1])
    assert {a.annotator for a in found} == {"Bob"}
    assert [a.note for a in found if a.note] == ["twijfel"]


def test_a_cell_that_looks_like_a_formula_is_text(items: list[Item], tmp_path: Path) -> None:
    export_items([replace(items[0], text="=1+1\x02", section="=A1")], "xlsx", tmp_path)
    row = load_workbook(tmp_path / "passages.xlsx")["passages"][2]
    assert [(cell.value, cell.data_type) for cell in row[2:4]] == [("=A1", "s"), ("=1+1", "s")]


def test_spreadsheet_problems_name_the_row(items: list[Item], run: Path, tmp_path: Path) -> None:
    export_items(items, "xlsx", tmp_path, suggestions=True)
    book = load_workbook(tmp_path / "passages.xlsx")
    sheet = book["passages"]
    titles = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, titles["kind"], "misschien")
    sheet.cell(3, titles["ground 1"], "privacy")
    sheet.cell(4, titles["char_start"], 0)
    sheet.cell(5, titles["document_sha256"], "0" * 64)
    book.save(tmp_path / "passages.xlsx")
    found, problems = import_files([tmp_path / "passages.xlsx"], run, annotator="Cas")
    assert len(found) == len(items) - 4
    reasons = ["kind is 'misschien'", "no such provision: privacy", "", "other bytes in the run"]
    for row, (problem, reason) in enumerate(zip(problems, reasons, strict=True), 2):
        assert problem.where.endswith(f"passages.xlsx, row {row}")
        assert reason in problem.reason


def _label_studio(tasks: list[dict[str, Any]], who: Any = 3) -> list[dict[str, Any]]:
    """What Label Studio exports when people submit the predictions as they are."""
    return [
        {
            "id": number,
            "data": task["data"],
            "annotations": [
                {"completed_by": who, "result": p["result"], "updated_at": AT} for p in task["predictions"]
            ],
        }
        for number, task in enumerate(tasks, 1)
    ]


@pytest.mark.parametrize("whole", [True, False])
def test_label_studio(items: list[Item], run: Path, letters: list[Path], tmp_path: Path, whole: bool) -> None:
    given: dict[str, Any] = {"corpus": letters, "read": read} if whole else {}
    assert export_items(items, "labelstudio", tmp_path, suggestions=True, **given) == []
    tasks = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    assert len(tasks) == len(items)
    config = ET.fromstring((tmp_path / "config.xml").read_text(encoding="utf-8"))
    values = {choice.get("value") for choice in config.iter("Choice")}
    assert {"motivation", "norm", "neither", "woo:5.1.2e", "wob:10.2g"} <= values
    assert (config.find("Image") is not None) is whole
    for task in tasks:
        span = task["predictions"][0]["result"][0]["value"]
        assert task["data"]["text"][span["start"] : span["end"]] == span["text"]
        assert (len(task["data"]["text"]) > len(span["text"])) is whole
        boxes = [r for r in task["predictions"][0]["result"] if r["type"] == "rectanglelabels"]
        assert bool(boxes) is whole
        if whole:
            pages = task["data"]["pages"]
            assert {box["item_index"] for box in boxes} == set(range(len(pages)))
            assert all(0 <= box["value"][side] <= 100 for box in boxes for side in ("x", "y", "width", "height"))
            assert all(page.startswith("data:image/png;base64,") for page in pages)
    (tmp_path / "export.json").write_text(json.dumps(_label_studio(tasks)), encoding="utf-8")
    found, problems = import_files([tmp_path / "export.json"], run)
    assert not problems
    proves(found, items)
    assert {(a.annotator, a.annotated_at) for a in found} == {("user 3", AT)}


def test_label_studio_moved_emptied_and_cancelled(
    items: list[Item], run: Path, letters: list[Path], tmp_path: Path
) -> None:
    export_items(items[:4], "labelstudio", tmp_path, corpus=letters, read=read)
    tasks = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    done = _label_studio(tasks, {"id": 1, "email": "eva@example.org"})
    moved, emptied, cancelled, untouched = (task["annotations"][0] for task in done)
    value = moved["result"][0]["value"]
    value |= {"start": value["start"] + 3, "text": value["text"][3:]}
    moved["result"] += [
        {"id": "passage", "from_name": name, "to_name": "text", "type": "choices", "value": {"choices": choices}}
        for name, choices in (("kind", ["motivation"]), ("grounds", ["woo:5.2.1"]))
    ]
    emptied["result"] = []
    cancelled["was_cancelled"] = True
    (tmp_path / "export.json").write_text(json.dumps(done), encoding="utf-8")
    found, problems = import_files([tmp_path / "export.json"], run)
    assert [(a.char_start - i.char_start, a.kind, a.grounds) for a, i in zip(found, items, strict=False)] == [
        (3, "motivation", ("woo:5.2.1",)),
        (0, "neither", ()),
    ]
    assert found[0].passage_id == ""
    assert found[1].passage_id == items[1].passage_id
    assert {a.annotator for a in found} == {"eva@example.org"}
    # A stretch without a kind says nothing, and is told.
    (problem,) = problems
    assert "task 4" in problem.where
    assert untouched["result"]


def test_a_picture_shows_nothing_from_under_a_box(tmp_path: Path) -> None:
    """A redaction that was marked and never applied shows its words to whoever draws the page."""
    file = bad_redactions.unapplied_annotation().save(tmp_path)
    extraction = read(SourceFile(file, file.name, file.name))
    boxes = [r.bbox for r in extraction.redactions if r.text_recoverable]
    assert boxes
    drawn = draw_pages(file, extraction, {1})
    picture = Image.open(io.BytesIO(base64.b64decode(drawn[1].partition(",")[2]))).convert("L")
    pixels = np.asarray(picture)
    for box in boxes:
        x0, y0, x1, y1 = (round(value * DPI / 72) for value in box)
        assert pixels[y0:y1, x0:x1].max() < 40
    assert pixels.max() > 200
    blind = replace(extraction, failures=(Failure("letter.pdf", "redactions", "X", "not looked for"),))
    assert draw_pages(file, blind, {1}) == {}


def test_a_browsers_offsets() -> None:
    text = "Zie 𝔸𝔹 en weeg"
    assert find_stretch(text, 7, 14, "en weeg") == (7, 14)
    assert find_stretch(text, 9, 16, "en weeg") == (7, 14)


def test_inception(items: list[Item], run: Path, letters: list[Path], tmp_path: Path) -> None:
    pytest.importorskip("cassis", reason="dkpro-cassis is not installed (extra annotate)")
    export_items(items, "inception", tmp_path, corpus=letters, read=read, suggestions=True)
    files = sorted(tmp_path.glob("*.xmi"))
    assert len(files) == len({item.document_id for item in items})
    found, problems = import_files(files, run, annotator="Fie")
    assert not problems
    proves(found, items)
    # As INCEpTION exports a project: a ZIP for each annotator in a ZIP.
    outer = tmp_path / "project.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        for file in files:
            inner = io.BytesIO()
            with zipfile.ZipFile(inner, "w") as one:
                one.write(file, "gijs.xmi")
                one.write(tmp_path / "TypeSystem.xml", "TypeSystem.xml")
            archive.writestr(f"annotation/{file.name}/gijs.zip", inner.getvalue())
    found, problems = import_files([outer], run)
    assert not problems
    proves(found, items)
    assert {a.annotator for a in found} == {"gijs"}


def test_inception_blank_and_wrong(items: list[Item], run: Path, letters: list[Path], tmp_path: Path) -> None:
    pytest.importorskip("cassis", reason="dkpro-cassis is not installed (extra annotate)")
    export_items(items, "inception", tmp_path, corpus=letters, read=read)
    files = sorted(tmp_path.glob("*.xmi"))
    assert import_files(files, run) == ([], [])
    (tmp_path / "TypeSystem.xml").write_text("<x/>", encoding="utf-8")
    with pytest.raises(GoldError, match="cannot be read as a CAS"):
        import_files(files, run)
    (tmp_path / "TypeSystem.xml").unlink()
    with pytest.raises(GoldError, match=r"no TypeSystem\.xml beside it"):
        import_files(files, run)


def test_changed_documents_are_told_and_the_others_kept(items: list[Item], letters: list[Path], tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    changed = corpus / letters[0].name
    changed.write_bytes(letters[0].read_bytes() + b"%")
    (corpus / letters[1].name).write_bytes(letters[1].read_bytes())
    files = [changed, corpus / letters[1].name]
    problems = export_items(items, "labelstudio", tmp_path / "out", corpus=files, read=read)
    assert [(p.where, p.reason) for p in problems] == [(changed.name, "its bytes are not those that the run read")]
    assert json.loads((tmp_path / "out" / "tasks.json").read_text(encoding="utf-8"))
    problems = export_items(items, "labelstudio", tmp_path / "out", corpus=files[1:], read=read)
    assert [p.reason for p in problems] == ["not in the corpus given"]
    with pytest.raises(NothingToDo, match="its bytes are not those"):
        export_items(items, "qdpx", tmp_path / "none", corpus=files[:1], read=read)
    assert not (tmp_path / "none").exists()


WRONG_FILES: list[tuple[str, str, str]] = [
    ("a.json", "{", "not JSON"),
    ("a.json", '[{"text": "x", "kind": ["norm"]}]', "not an export of Label Studio"),
    ("a.json", '[{"annotations": [{"result": []}], "data": {}}]', "task 1"),
    ("a.jsonl", '{"kind": "norm"}', "line 1"),
    ("a.xlsx", "no workbook", "not a workbook"),
    ("a.zip", "no zip", "not a ZIP"),
    ("a.qdpx", "no zip", "cannot be read as QDPX"),
    ("a.docx", "", "no file of a tool known here"),
]


@pytest.mark.parametrize(("name", "content", "reason"), WRONG_FILES)
def test_files_of_no_tool(name: str, content: str, reason: str, run: Path, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=reason):
        import_files([tmp_path / name], run)


def test_nothing_to_export(tmp_path: Path) -> None:
    with pytest.raises(NothingToDo):
        export_items([], "jsonl", tmp_path)


def test_ids_and_labels() -> None:
    assert all(unspell(spell(ground.id)) == ground.id for ground in codable_grounds())
    assert [unspell(text) for text in ("", "privacy", " woo:5.2 ", "5.1.2e")] == [None, None, "woo:5.2", None]


@pytest.mark.parametrize("form", ["labelstudio", "inception", "jsonl", "xlsx", "qdpx"])
def test_commands(form: str, items: list[Item], run: Path, letters: list[Path], tmp_path: Path) -> None:
    if form == "inception":
        pytest.importorskip("cassis", reason="dkpro-cassis is not installed (extra annotate)")
    write_sample(tmp_path / "sample.jsonl", items)
    command = ["annotate", "export", str(tmp_path / "sample.jsonl"), "--format", form, "--output", str(tmp_path / "o")]
    corpus = [part for letter in letters for part in ("--corpus", str(letter))]
    done = runner.invoke(app, [*command, *corpus, "--run", str(run)])
    assert done.exit_code == 0, done.output
    files = [str(path) for path in (tmp_path / "o").iterdir() if path.suffix not in (".xml",)]
    assert files
    # Nothing was judged yet: nothing to import, and the command says so.
    if form != "labelstudio":
        done = runner.invoke(app, ["annotate", "import", *files, "--run", str(run), "-o", str(tmp_path / "a.jsonl")])
        assert done.exit_code == 1
        assert not (tmp_path / "a.jsonl").exists()


def test_whole_documents_need_the_corpus(items: list[Item], tmp_path: Path) -> None:
    write_sample(tmp_path / "sample.jsonl", items)
    command = ["annotate", "export", str(tmp_path / "sample.jsonl"), "--output", str(tmp_path), "--format", "qdpx"]
    assert runner.invoke(app, command).exit_code == 2


def test_import_command_writes_what_stands(items: list[Item], run: Path, tmp_path: Path) -> None:
    export_items(items, "jsonl", tmp_path, suggestions=True)
    done = runner.invoke(
        app,
        ["annotate", "import", str(tmp_path / "passages.jsonl"), "--run", str(run), "--annotator", "Ida",
         "--output", str(tmp_path / "deep" / "ida.jsonl")],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    proves(load_annotations(tmp_path / "deep" / "ida.jsonl"), items)

"""REFI-QDA: valid against its schema, nothing lost on the way, other programs' habits put right."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from woo_gronden.annotation import Item, draw_sample, export_items, import_files
from woo_gronden.annotation.qdpx import OURSELVES, TO_JUDGE, code_guid
from woo_gronden.annotation.qdpx_read import choose_count
from woo_gronden.pipeline import Options, read_source
from woo_gronden.schema import Annotation, Extraction
from woo_gronden.sources import SourceFile

SCHEMA = Path(__file__).parent / "schema" / "refi-qda-project.xsd"
NS = "{urn:QDA-XML:project:1.0}"
AT = "2026-11-03T10:00:00+01:00"


def read(source: SourceFile) -> Extraction:
    return read_source(source, Options(ocr="never"))


def _judged(item: Item, grounds: tuple[str, ...], annotator: str, note: str = "") -> Annotation:
    i = item
    return Annotation(
        i.document_sha256, i.document_id, i.char_start, i.char_end, i.passage_id, grounds, "motivation", annotator, AT,
        "qdpx", i.text, i.text_sha256, i.dossier_id, i.law, i.authority, note,
    )  # fmt: skip


def people(run: Path, letters: list[Path]) -> list[Annotation]:
    """Two people's work: passages, stretches of their own, a provision that is no ground, a note."""
    found = []
    for item in draw_sample(run, 6, "random", seed=5):
        ada = _judged(item, (*item.grounds, "wob:11"), "Ada", "twijfel: <of> 'e' & \"i\"?")
        found += [ada, replace(ada, grounds=(), kind="neither", annotator="Bob & <Co>", note="")]
    text = read(SourceFile(letters[0], letters[0].name, letters[0].name)).document.text
    one = next(a for a in found if a.law == "woo")
    words = "Wie over die gegevens beschikt"
    start = text.index(words)
    place = {"char_start": start, "char_end": start + len(words), "text": words, "passage_id": ""}
    own = replace(one, **place, grounds=("woo:5.1.1b",), annotator="Ada", kind="motivation", note="")
    return [*found, own]


@pytest.fixture(scope="module")
def said(run: Path, letters: list[Path]) -> list[Annotation]:
    return people(run, letters)


@pytest.fixture
def project(said: list[Annotation], run: Path, letters: list[Path], tmp_path: Path) -> Path:
    items = draw_sample(run, 4, "random", seed=9)
    assert not export_items(items, "qdpx", tmp_path, corpus=letters, read=read, annotations=said, run=run)
    return tmp_path / "project.qdpx"


def order(annotations: list[Annotation]) -> list[Annotation]:
    return sorted(annotations, key=lambda a: (a.document_id, a.char_start, a.char_end, a.annotator))


def test_round_trip_loses_nothing(project: Path, said: list[Annotation], run: Path) -> None:
    found, problems = import_files([project], run)
    assert not problems
    assert order(found) == order(said)


def test_the_same_input_gives_the_same_bytes(
    project: Path, said: list[Annotation], run: Path, letters: list[Path], tmp_path: Path
) -> None:
    items = draw_sample(run, 4, "random", seed=9)
    first = project.read_bytes()
    export_items(items, "qdpx", tmp_path, corpus=letters, read=read, annotations=said, run=run)
    assert project.read_bytes() == first


def test_valid_against_the_schema(project: Path) -> None:
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed (comes with the extra annotate)")
    with zipfile.ZipFile(project) as archive:
        document = etree.fromstring(archive.read("project.qde"))
        names = set(archive.namelist())
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    schema.assertValid(document)
    # What a schema cannot say: every reference has its target, every source its file, no GUID stands twice.
    guids = [element.get("guid") for element in document.iter() if element.get("guid")]
    assert len(set(guids)) == len(guids)
    targets = [element.get("targetGUID") for element in document.iter() if element.get("targetGUID")]
    users = [element.get("creatingUser") for element in document.iter() if element.get("creatingUser")]
    assert set(targets) | set(users) <= set(guids)
    paths = {source.get("plainTextPath") for source in document.iter(f"{NS}TextSource")}
    assert {f"Sources/{path.removeprefix('internal://')}" for path in paths} == names - {"project.qde"}


def test_a_source_with_a_gap_is_not_valid(project: Path) -> None:
    """The schema is one that can say no."""
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed (comes with the extra annotate)")
    with zipfile.ZipFile(project) as archive:
        document = etree.fromstring(archive.read("project.qde"))
    del next(document.iter(f"{NS}PlainTextSelection")).attrib["endPosition"]
    assert not etree.XMLSchema(etree.parse(SCHEMA)).validate(document)


def test_blank_passages_and_suggestions_are_no_persons(run: Path, letters: list[Path], tmp_path: Path) -> None:
    items = draw_sample(run, 5, "random")
    for suggestions in (False, True):
        export_items(items, "qdpx", tmp_path, corpus=letters, read=read, suggestions=suggestions)
        assert import_files([tmp_path / "project.qdpx"], run) == ([], [])
        with zipfile.ZipFile(tmp_path / "project.qdpx") as archive:
            tree = ET.fromstring(archive.read("project.qde"))
        used = {reference.get("targetGUID") for reference in tree.iter(f"{NS}CodeRef")}
        assert (used == {code_guid(TO_JUDGE)}) is not suggestions


Change = Callable[[ET.Element, dict[str, bytes]], None]


def _rewritten(project: Path, output: Path, change: Change) -> Path:
    """The project as another program might write it."""
    with zipfile.ZipFile(project) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    tree = ET.fromstring(files.pop("project.qde"))
    change(tree, files)
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("project.qde", ET.tostring(tree))
        for name, data in files.items():
            archive.writestr(name, data)
    return output


def _bom(tree: ET.Element, files: dict[str, bytes]) -> None:
    for name in files:
        files[name] = b"\xef\xbb\xbf" + files[name]


def _bom_counted(tree: ET.Element, files: dict[str, bytes]) -> None:
    _bom(tree, files)
    for selection in tree.iter(f"{NS}PlainTextSelection"):
        for side in ("startPosition", "endPosition"):
            selection.set(side, str(int(selection.get(side, "")) + 1))


def _crlf(tree: ET.Element, files: dict[str, bytes]) -> None:
    """As Windows: two signs for a line end, and positions that count one."""
    for name in files:
        files[name] = files[name].replace(b"\n", b"\r\n")


def _crlf_counted(tree: ET.Element, files: dict[str, bytes]) -> None:
    texts = {name.rpartition("/")[2]: data.decode() for name, data in files.items()}
    for source in tree.iter(f"{NS}TextSource"):
        text = texts[source.get("plainTextPath", "").removeprefix("internal://")]
        for selection in source.iter(f"{NS}PlainTextSelection"):
            for side in ("startPosition", "endPosition"):
                place = int(selection.get(side, ""))
                selection.set(side, str(place + text[:place].count("\n")))
    _crlf(tree, files)


def _utf16(tree: ET.Element, files: dict[str, bytes]) -> None:
    for name in files:
        files[name] = files[name].decode().encode("utf-16")


def _small_folder_and_braces(tree: ET.Element, files: dict[str, bytes]) -> None:
    for name in list(files):
        files[name.replace("Sources/", "sources\\").upper().replace("SOURCES", "sources")] = files.pop(name)
    for element in tree.iter():
        for attribute in ("guid", "targetGUID", "creatingUser"):
            if element.get(attribute):
                element.set(attribute, "{" + element.get(attribute, "").upper() + "}")


def _new_guids(tree: ET.Element, files: dict[str, bytes]) -> None:
    """All identifiers are the program's own; names of codes and users stay."""
    new = {
        e.get("guid", ""): f"{n:08x}-0000-4000-8000-000000000000" for n, e in enumerate(tree.iter()) if e.get("guid")
    }
    for element in tree.iter():
        for attribute in ("guid", "targetGUID", "creatingUser"):
            if element.get(attribute):
                element.set(attribute, new[element.get(attribute, "")])


def _inline(tree: ET.Element, files: dict[str, bytes]) -> None:
    for source in tree.iter(f"{NS}TextSource"):
        path = source.attrib.pop("plainTextPath")
        content = ET.Element(f"{NS}PlainTextContent")
        content.text = files.pop(f"Sources/{path.removeprefix('internal://')}").decode()
        source.insert(1, content)


CHANGES = [
    _bom, _bom_counted, _crlf, _crlf_counted, _utf16, _small_folder_and_braces, _new_guids, _inline,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_other_programs_habits(
    change: Change, project: Path, said: list[Annotation], run: Path, tmp_path: Path
) -> None:
    found, problems = import_files([_rewritten(project, tmp_path / "other.qdpx", change)], run)
    assert not problems
    assert order(found) == order(said)


def test_what_is_not_in_the_codebook_is_told(project: Path, said: list[Annotation], run: Path, tmp_path: Path) -> None:
    def change(tree: ET.Element, files: dict[str, bytes]) -> None:
        codes = tree.find(f"{NS}CodeBook/{NS}Codes")
        assert codes is not None
        own = "11111111-0000-4000-8000-000000000000"
        ET.SubElement(codes, f"{NS}Code", guid=own, name="mooie zin", isCodable="true")
        selection = next(s for s in tree.iter(f"{NS}PlainTextSelection") if len(s) > 1)
        coding = ET.SubElement(selection, f"{NS}Coding", guid=own.replace("1", "2"))
        ET.SubElement(coding, f"{NS}CodeRef", targetGUID=own)

    found, problems = import_files([_rewritten(project, tmp_path / "own.qdpx", change)], run)
    assert order(found) == order(said)
    assert [p.reason for p in problems] == ["code 'mooie zin' is not in the codebook (1 codings)"]


def test_another_text_is_told(project: Path, said: list[Annotation], run: Path, tmp_path: Path) -> None:
    def change(tree: ET.Element, files: dict[str, bytes]) -> None:
        first = sorted(files)[0]
        files[first] = b"x" + files[first]

    found, problems = import_files([_rewritten(project, tmp_path / "x.qdpx", change)], run)
    assert found
    assert {p.reason for p in problems} == {"document with this text is not in the run"}
    assert len(found) + len(problems) == len(said)


def test_a_lost_text_is_told(project: Path, run: Path, tmp_path: Path) -> None:
    found, problems = import_files([_rewritten(project, tmp_path / "x.qdpx", lambda tree, files: files.clear())], run)
    assert not found
    assert all("is not in the file" in p.reason for p in problems)


COUNTS = [
    # (file's text, spans as the file counts, the words they mean)
    ("een twee drie", [(4, 8)], ["twee"]),
    ("\ufeffeen twee drie", [(4, 8)], ["twee"]),
    ("\ufeffeen twee drie", [(5, 9), (1, 4)], ["twee", "een"]),
    ("een\r\ntwee\r\ndrie", [(4, 8), (9, 13)], ["twee", "drie"]),
    ("een\r\ntwee\r\ndrie", [(5, 9), (11, 15)], ["twee", "drie"]),
    ("𝔸𝔹 twee drie", [(5, 9)], ["twee"]),
    ("𝔸𝔹 twee drie", [(3, 7)], ["twee"]),
    ("een\rtwee", [(4, 8)], ["twee"]),
]


@pytest.mark.parametrize(("raw", "spans", "words"), COUNTS)
def test_ways_of_counting(raw: str, spans: list[tuple[int, int]], words: list[str]) -> None:
    text, place = choose_count(raw, spans)
    assert "\r" not in text
    assert [text[place(start) : place(end)] for start, end in spans] == words


def test_real_letters_go_round(real: Path, tmp_path: Path) -> None:
    """Letters as published, long ones and scans' broken text layers among them."""
    from woo_gronden import runners

    letters = sorted((real / "letters").glob("*.pdf"))[::30]
    runners.run(letters, tmp_path / "run", options=Options(ocr="never"), workers=1)
    items = draw_sample(tmp_path / "run", 60, "random")
    said = [_judged(item, item.grounds, "Ada") for item in items]
    out = tmp_path / "out"
    problems = export_items([], "qdpx", out, corpus=letters, read=read, annotations=said, run=tmp_path / "run")
    assert not problems
    found, problems = import_files([out / "project.qdpx"], tmp_path / "run")
    assert not problems
    assert order(found) == order(said)
    assert OURSELVES not in {a.annotator for a in found}

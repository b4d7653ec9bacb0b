"""A draw out to the tools that people annotate in, and their files back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Literal, get_args

from woo_gronden.annotation import inception, labelstudio, plain, qdpx, qdpx_read, spreadsheet
from woo_gronden.annotation.marks import Ledger, Mark, Problem, now, prove_marks
from woo_gronden.annotation.records import write_lines
from woo_gronden.annotation.sample import Item
from woo_gronden.annotation.texts import Read, read_again
from woo_gronden.annotation.units import Unit
from woo_gronden.dataset import load_table
from woo_gronden.errors import GoldError, InputError, NothingToDo, OutputError
from woo_gronden.schema import Annotation, Extraction
from woo_gronden.sources import SourceFile

Form = Literal["labelstudio", "inception", "jsonl", "xlsx", "qdpx"]
FORMS: tuple[Form, ...] = get_args(Form)
# Forms that hold whole documents.
WHOLE = frozenset({"inception", "qdpx"})


def export_items(
    items: Sequence[Item],
    form: Form,
    output: Path,
    *,
    corpus: Sequence[Path] = (),
    read: Read | None = None,
    suggestions: bool = False,
    annotations: Sequence[Annotation] = (),
    run: Path | None = None,
) -> list[Problem]:
    """Write ``items`` for a tool into the folder ``output``; what could not be written comes back.

    Args:
        items: a draw.
        form: of which tool.
        output: the folder.
        corpus: what the run was made of; needed for forms with whole documents, and for context and pictures.
        read: how to read a document, see :data:`~woo_gronden.annotation.texts.Read`; goes with ``corpus``.
        suggestions: fill in what the run says; without it people judge unswayed.
        annotations: people's work to take along (``qdpx`` only).
        run: where the documents of ``annotations`` are named.

    Raises:
        NothingToDo: there is nothing to write, or no document could be read again.
        OutputError: a file cannot be written.
        MissingExtra: the form needs an extra.
    """
    if not items and not annotations:
        raise NothingToDo("no passage to export")
    if form == "jsonl":
        plain.write_plain(output / "passages.jsonl", items, suggestions=suggestions)
        return []
    if form == "xlsx":
        spreadsheet.write_spreadsheet(output / "passages.xlsx", [_row(item, suggestions) for item in items])
        return []
    problems: list[Problem] = []
    documents = _documents_of(items, annotations, run, problems)
    found: Iterator[tuple[SourceFile, Extraction]] = iter(())
    if read and corpus:
        found = read_again(documents, list(documents), corpus, read, problems)
        first = next(found, None)
        if first is None:
            raise NothingToDo(f"no document could be read again: {'; '.join(map(str, problems))}")
        found = chain([first], found)
    if form == "labelstudio":
        _write_labelstudio(items, output, found, suggestions, with_pages=bool(read and corpus))
    elif form == "inception":
        problems += _write_inception(items, output, found, suggestions)
    else:
        said = [(item.document_id, qdpx.coding_of_item(item, suggestions=suggestions)) for item in items]
        said += [(a.document_id, qdpx.coding_of_annotation(a)) for a in annotations]
        codings = (
            (d, [coding for name, coding in said if name == d.document_id]) for d in (e.document for _, e in found)
        )
        qdpx.write_qdpx(output / "project.qdpx", codings, name=output.name)
    return problems


def _documents_of(
    items: Sequence[Item], annotations: Sequence[Annotation], run: Path | None, problems: list[Problem]
) -> dict[str, Mapping[str, Any]]:
    """Path and digests of the documents to write, by id; those of annotations are named by the run."""
    documents: dict[str, Mapping[str, Any]] = {
        item.document_id: {"path": item.path, "sha256": item.document_sha256, "text_sha256": item.text_sha256}
        for item in items
    }
    rows = {row["document_id"]: row for row in load_table(run, "documents")} if run else {}
    for name in sorted({annotation.document_id for annotation in annotations} - set(documents)):
        if name in rows:
            documents[name] = rows[name]
        else:
            problems.append(Problem(name, "document is neither in the draw nor in a run given"))
    return documents


def _row(item: Item, suggestions: bool) -> spreadsheet.Row:
    key = (item.document_id, item.document_sha256, item.text_sha256, item.char_start, item.char_end)
    kind, grounds = (item.kind, item.grounds) if suggestions else ("", ())
    return spreadsheet.Row(key, item.path, item.page_start, item.section, item.text, kind, grounds)


def _write_labelstudio(
    items: Sequence[Item],
    output: Path,
    found: Iterable[tuple[SourceFile, Extraction]],
    suggestions: bool,
    *,
    with_pages: bool,
) -> None:
    tasks: list[dict[str, Any]] = []
    for source, extraction in found:
        mine = [item for item in items if item.document_id == source.document_id]
        tasks += labelstudio.build_tasks(mine, source, extraction, suggestions=suggestions)
    # As drawn, the most wanted first; they were read document by document.
    order = {(item.document_id, item.char_start): number for number, item in enumerate(items)}
    tasks.sort(key=lambda task: order[task["data"]["document_id"], task["data"]["char_start"]])
    if not with_pages:
        tasks = labelstudio.build_tasks(items, None, None, suggestions=suggestions)
    try:
        output.mkdir(parents=True, exist_ok=True)
        (output / "config.xml").write_text(labelstudio.build_config(pictures=with_pages), encoding="utf-8")
        (output / "tasks.json").write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{output} cannot be written: {error.strerror}") from error


def _write_inception(
    items: Sequence[Item], output: Path, found: Iterable[tuple[SourceFile, Extraction]], suggestions: bool
) -> list[Problem]:
    problems = []
    for source, extraction in found:
        mine = [item for item in items if item.document_id == source.document_id]
        try:
            inception.write_inception(output, mine, extraction.document, suggestions=suggestions)
        except InputError as error:
            problems.append(Problem(source.name, error.reason))
        except OSError as error:
            raise OutputError(f"{output} cannot be written: {error.strerror}") from error
    return problems


def import_files(files: Sequence[Path], run: Path, *, annotator: str = "") -> tuple[list[Annotation], list[Problem]]:
    """What people did in ``files``, each item proven against ``run``; what cannot be comes back as problems.

    Args:
        files: of any of the tools, told apart by their endings.
        run: the run that the draw was made from, or a later one over the same files.
        annotator: whose work it is, where the file does not say, or says only an account's name.

    Raises:
        GoldError: a file is of no tool known here.
        MissingExtra: a form needs an extra.
    """
    ledger, problems = Ledger(run), list[Problem]()
    annotations: dict[Annotation, None] = {}
    for file in files:
        marks = _read(file, annotator, problems)
        proven, wrong = prove_marks(marks, ledger)
        annotations |= dict.fromkeys(proven)
        problems += wrong
    return list(annotations), problems


def _read(file: Path, annotator: str, problems: list[Problem]) -> Iterable[Mark]:
    at = now()
    suffix = file.suffix.lower()
    if suffix == ".qdpx":
        return qdpx_read.read_qdpx(file, annotator, at, problems)
    readers = {
        ".jsonl": plain.read_plain,
        ".xlsx": spreadsheet.read_spreadsheet,
        ".json": labelstudio.read_labelstudio,
        ".xmi": inception.read_inception,
        ".zip": inception.read_inception,
    }
    if suffix not in readers:
        raise GoldError(f"{file}: no file of a tool known here ({', '.join([*readers, '.qdpx'])})")
    return readers[suffix](file, annotator, at)


def write_disputed(path: Path, units: Sequence[Unit]) -> int:
    """Write the stretches on which people differ, with what each said, to be settled; how many there are comes back.

    The file, ``.xlsx`` or ``.jsonl``, is read by :func:`import_files` once ``kind`` and grounds are filled in.

    Raises:
        OutputError: the file cannot be written, or its ending is another.
    """
    disputed = [unit for unit in units if unit.is_disputed]
    people = sorted({name for unit in disputed for name in unit.said})
    if path.suffix.lower() == ".xlsx":
        rows = [_settle_row(unit, people) for unit in disputed]
        spreadsheet.write_spreadsheet(path, rows, said=people)
    elif path.suffix.lower() == ".jsonl":
        write_lines(path, (plain.settle_row(unit) for unit in disputed))
    else:
        raise OutputError(f"{path}: a file of disputes ends in .xlsx or .jsonl")
    return len(disputed)


def _settle_row(unit: Unit, people: Sequence[str]) -> spreadsheet.Row:
    a = unit.place
    said = tuple(plain.spell_out(unit.said[name]) if name in unit.said else "" for name in people)
    key = (a.document_id, a.document_sha256, a.text_sha256, a.char_start, a.char_end)
    return spreadsheet.Row(key, a.dossier_id or a.document_id, 0, "", a.text, said=said)

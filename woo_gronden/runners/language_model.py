"""A finished run, its reasoning read once more by a language model: the same tables, to lay beside the rules'."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from woo_gronden.classify.llm import LlmModel
from woo_gronden.dataset import TableWriter, load_table
from woo_gronden.errors import NothingToDo, OutputError
from woo_gronden.schema import Document, Law, passage_id

_TABLE = "passages.parquet"


def ask_passages(run: Path, model: LlmModel, on_done: Callable[[int, int], None]) -> list[dict[str, Any]]:
    """The passages of ``run`` with the grounds that the model finds argued in them, none where it finds none.

    Raises:
        NothingToDo: the run has no passage.
    """
    laws = _laws(run)
    rows = load_table(run, "passages")
    if not rows:
        raise NothingToDo(f"{run}: no passage to ask about")
    asked = []
    for number, row in enumerate(rows, 1):
        (said,) = model.predict([row["text"]], laws.get(row["document_id"]))
        asked.append(row | {"grounds": list(said), "method": model.name, "score": max(said.values(), default=0.0)})
        on_done(number, len(rows))
    return asked


def ask_letters(
    run: Path, model: LlmModel, letters: Iterable[Document], on_done: Callable[[int], None]
) -> list[dict[str, Any]]:
    """The stretches of whole letters that argue a ground, as the model quotes them; one row a stretch.

    Args:
        run: what says which law a letter applies.
        model: whom to ask.
        letters: the documents, masked as a run reads them.
        on_done: called with the number of letters done.
    """
    laws, rows = _laws(run), list[dict[str, Any]]()
    for number, letter in enumerate(letters, 1):
        rows += _stretches(letter, model, laws.get(letter.document_id) or "woo")
        on_done(number)
    return rows


def _stretches(letter: Document, model: LlmModel, law: Law) -> Iterator[dict[str, Any]]:
    grounds: dict[tuple[int, int], list[str]] = {}
    for claim in model.find_arguments(letter.body, law):
        grounds.setdefault((claim.start, claim.end), []).append(claim.ground)
    for (start, end), said in grounds.items():
        text, pages = letter.text[start:end], letter.pages_of(start, end)
        yield {
            "document_id": letter.document_id,
            "passage_id": passage_id(letter.document_id, start, end, text),
            "page_start": pages[0],
            "page_end": pages[1],
            "char_start": start,
            "char_end": end,
            "text": text,
            "section": "",
            "grounds": said,
            "kind": "motivation",
            "explicit": False,
            "method": model.name,
            "score": 1.0,
        }


def check_new(output: Path) -> None:
    """Nothing, where ``output`` is new or empty.

    Raises:
        OutputError: it is neither.
    """
    if output.exists() and (output.is_file() or any(output.iterdir())):
        raise OutputError(f"{output} is not empty; name a new folder")


def letters_of(run: Path) -> list[str]:
    """The ids of the decision letters of a run."""
    return [row["document_id"] for row in load_table(run, "decisions")]


def _laws(run: Path) -> dict[str, Law | None]:
    return {row["document_id"]: row["law"] for row in load_table(run, "decisions")}


def write_asked(run: Path, output: Path, rows: Sequence[dict[str, Any]], model: LlmModel) -> None:
    """A run folder like ``run`` with ``rows`` for passages, and in ``run.json`` what was asked and what it took.

    Raises:
        OutputError: ``output`` is not new or empty, or cannot be written.
    """
    check_new(output)
    try:
        output.mkdir(parents=True, exist_ok=True)
        for path in run.iterdir():
            if path.suffix in (".parquet", ".jsonl") and path.name != _TABLE:
                shutil.copyfile(path, output / path.name)
        with TableWriter(output, "passages") as writer:
            writer.add(rows)
        about = json.loads((run / "run.json").read_text(encoding="utf-8"))
        about["language_model"] = {"method": model.name, "of": str(run), **asdict(model.report)}
        about["rows"]["passages"] = len(rows)
        (output / "run.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{output} cannot be written: {error.strerror}") from error

"""A release as a folder of files that any browser opens from disk: search, filters, saved questions."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from woo_gronden.errors import OutputError
from woo_gronden.report.colors import color_of
from woo_gronden.report.explore_database import load_questions
from woo_gronden.report.figure import code_of
from woo_gronden.report.shell import Language, as_json, body, data, head, messages, script
from woo_gronden.taxonomy import all_grounds

# Passages in one file: about a megabyte, so that the first are searched while the rest still loads.
_CHUNK = 2_000
# Rows of the answer to a saved question.
_MOST_ANSWERS = 500

_FIELDS = (
    "passage_id",
    "text",
    "grounds",
    "authority",
    "authority_kind",
    "law",
    "year",
    "decision_type",
    "kind",
    "weighing",
    "own_words",
    "words",
    "section",
    "page",
    "reference",
    "decision_date",
    "method",
    "score",
    "path",
)


def write_site(database: Path, output: Path, *, title: str, language: Language) -> int:
    """Write the site into the folder ``output``; a site that is there already is replaced when the new one is whole.

    Args:
        database: what :func:`~woo_gronden.report.explore_database.write_database` wrote.
        output: the folder.
        title: of the release.
        language: of the site's words.

    Returns:
        The number of passages in it.

    Raises:
        OutputError: the folder is there and is no site of this kind.
    """
    if output.exists() and not (output / "index.html").is_file() and any(output.iterdir()):
        raise OutputError(f"{output} holds other files; give an empty folder")
    draft = output.with_name(f".{output.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    (draft / "data").mkdir(parents=True)
    base = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        chunks = list(_write_chunks(base, draft / "data"))
        answers = [_answer(base, question.name, question.sql) for question in load_questions()]
    finally:
        base.close()
    _write_answers(draft / "data", answers)
    (draft / "index.html").write_text(_index(title, len(chunks), language), encoding="utf-8")
    shutil.rmtree(output, ignore_errors=True)
    draft.rename(output)
    return sum(chunks)


def _write_chunks(base: sqlite3.Connection, folder: Path) -> Iterator[int]:
    rows = base.execute(
        f"select r.{', r.'.join(_FIELDS[:-1])}, o.path from reasons r"
        " left join documents o on o.document_id = r.document_id order by r.rowid"
    )
    at = 0
    while some := rows.fetchmany(_CHUNK):
        passages = [dict(zip(_FIELDS, row, strict=True)) | {"grounds": json.loads(row[2] or "[]")} for row in some]
        (folder / f"passages-{at:04d}.js").write_text(f"woo.add({as_json(passages)});\n", encoding="utf-8")
        at += 1
        yield len(passages)


def _answer(base: sqlite3.Connection, name: str, sql: str) -> dict[str, Any]:
    found = base.execute(sql)
    rows = found.fetchmany(_MOST_ANSWERS)
    return {"name": name, "headings": [column[0] for column in found.description], "rows": rows}


def _write_answers(folder: Path, answers: list[dict[str, Any]]) -> None:
    (folder / "answers.js").write_text(f"woo.answer({as_json(answers)});\n", encoding="utf-8")


def _index(title: str, chunks: int, language: Language) -> str:
    grounds = {
        ground.id: {
            "code": code_of(ground.id),
            "color": color_of(ground.id),
            "nl": ground.label_nl,
            "en": ground.label_en,
        }
        for ground in all_grounds()
    }
    questions = [{"name": question.name, "nl": question.nl, "en": question.en} for question in load_questions()]
    about = {
        "title": title,
        "language": language,
        "messages": messages("explore", language),
        "grounds": grounds,
        "questions": questions,
        "chunks": [f"data/passages-{at:04d}.js" for at in range(chunks)] + ["data/answers.js"],
    }
    return (
        # A file opened from disk has no origin of its own that every browser grants, hence "file:".
        head("explore", title, language, "'self' file:")
        + body("explore", language)
        + data("about", about)
        + script("csv")
        + script("explore")
        + "</body></html>\n"
    )

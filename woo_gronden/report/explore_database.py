"""A release as one SQLite file: full-text search over the reasons, and the tables that the saved questions ask."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from woo_gronden.errors import InputError
from woo_gronden.knowledge import load_table
from woo_gronden.taxonomy import all_grounds

# Rows read from Parquet at a time: memory stays flat however large the release is.
_BATCH = 2_000

# What each table of the release gives; a column that an older release lacks is empty.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": ("document_id", "dossier_id", "dossier", "path", "source_url", "sha256", "role", "pages", "status",
                  "redacted_share", "words_redacted"),
    "decisions": ("document_id", "law", "authority", "authority_kind", "decision_type", "reference", "decision_date",
                  "request_date", "outcome", "grounds_applied"),
    "passages": ("passage_id", "document_id", "page_start", "page_end", "char_start", "boxes", "section", "text",
                 "grounds", "kind", "explicit", "weighing", "own_words", "method", "score", "corrected"),
    "redactions": ("document_id", "page", "x0", "y0", "x1", "y1", "kind", "detector", "code_raw", "grounds", "score",
                   "text_recoverable"),
    "inventory": ("document_id", "row", "number", "title", "date", "assessment", "grounds"),
    "findings": ("document_id", "kind", "ground", "evidence", "severity"),
    "links": ("document_id", "kind", "page_start", "box", "ground", "list_id", "row", "letter_id", "passages", "argued",
              "in_row"),
}  # fmt: skip

# One row a passage with the facts of its letter: what a person searches and filters.
_REASONS = """
create table reasons as
select p.passage_id, p.text, p.grounds, d.authority, d.authority_kind, d.law,
       cast(substr(d.decision_date, 1, 4) as integer) as year, d.decision_type, d.outcome, p.kind, p.weighing,
       p.own_words, case when p.text is null then null
                    else length(trim(p.text)) - length(replace(trim(p.text), ' ', '')) + 1 end as words,
       p.section, p.page_start as page, d.reference, d.decision_date, p.method, p.score, p.document_id
from passages p left join decisions d on d.document_id = p.document_id
order by p.rowid;
create unique index reasons_id on reasons (passage_id);
create table reason_grounds as
select r.passage_id, g.value as ground from reasons r, json_each(r.grounds) g;
create index reason_grounds_ground on reason_grounds (ground, passage_id);
create virtual table reasons_fts using fts5(text, section, content='reasons', tokenize='unicode61 remove_diacritics 2');
insert into reasons_fts(reasons_fts) values ('rebuild');
create index passages_document on passages (document_id);
create index decisions_document on decisions (document_id);
create index redactions_document on redactions (document_id, page);
"""


@dataclass(frozen=True, slots=True)
class Question:
    """A saved question: what it asks, in both languages, and the SQL that answers it."""

    name: str
    nl: str
    en: str
    sql: str


def load_questions() -> list[Question]:
    """The saved questions, from ``data/questions.toml``."""
    raw = load_table("woo_gronden.report", "data/questions.toml")
    return [Question(name, found["nl"], found["en"], found["sql"].strip()) for name, found in raw.items()]


def write_database(release: Path, path: Path) -> int:
    """Write the release into the SQLite file ``path``, which must not exist.

    Returns:
        The number of passages.

    Raises:
        InputError: the folder is no release, or a table of it cannot be read.
    """
    with sqlite3.connect(path) as base:
        # The file is made anew from the release at any time, so it need not survive a crash.
        base.execute("pragma journal_mode = off")
        base.execute("pragma synchronous = off")
        for name, columns in _COLUMNS.items():
            base.execute(f"create table {name} ({', '.join(columns)})")
            places = ", ".join("?" for _ in columns)
            base.executemany(f"insert into {name} values ({places})", _values(release, name, columns))
        base.execute("create table grounds (ground text primary key, label_nl, label_en, kind, woo)")
        base.executemany("insert into grounds values (?, ?, ?, ?, ?)", _grounds())
        base.executescript(_REASONS)
        count: int = base.execute("select count(*) from reasons").fetchone()[0]
    base.close()
    return count


def _grounds() -> Iterator[tuple[str, str, str, str, str]]:
    for ground in all_grounds():
        successor = ground.counterparts[0] if ground.law == "wob" and len(ground.counterparts) == 1 else ground.id
        yield ground.id, ground.label_nl, ground.label_en, ground.kind, successor


def _values(release: Path, name: str, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    import pyarrow as pa
    import pyarrow.dataset as ds

    shards = sorted((release / "data" / name).glob("*.parquet"))
    if not shards:
        # A release keeps a table without rows in its papers only.
        if (release / "release.json").is_file():
            return
        raise InputError(release, "is no release: 'woo-gronden dataset build RUN --output RELEASE' makes one")
    try:
        data = ds.dataset([str(shard) for shard in shards], format="parquet")
        there = [column for column in columns if column in data.schema.names]
        for batch in data.to_batches(columns=there, batch_size=_BATCH):
            yield from _rows(batch.to_pylist(), columns)
    except (pa.ArrowInvalid, UnicodeDecodeError, OSError) as error:
        raise InputError(shards[0], f"no readable Parquet ({error})") from error


def _rows(rows: Iterable[dict[str, Any]], columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        values = (row.get(column) for column in columns)
        yield tuple(
            json.dumps(value) if isinstance(value, list) else str(value) if hasattr(value, "isoformat") else value
            for value in values
        )

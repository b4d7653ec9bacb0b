"""One passage as a page: its words, its letter, its place on the page where the documents are at hand."""

from __future__ import annotations

import html
import io
import json
import sqlite3
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from woo_gronden.errors import UnknownGround, WooGrondenError
from woo_gronden.report.colors import color_of
from woo_gronden.report.figure import code_of
from woo_gronden.report.inspect_pictures import draw_page
from woo_gronden.report.shell import Language, data, head, messages, script
from woo_gronden.schema import BBox
from woo_gronden.sources import SourceFile, find_sources
from woo_gronden.taxonomy import get_ground

_FACTS = ("authority", "law", "decision_type", "reference", "decision_date", "outcome")
_CLAIM = ("kind", "weighing", "method", "score", "own_words")


class PagePictures:
    """The documents of a release, where a user has them: ``folder`` as it was given to ``run``, or None."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @cached_property
    def _files(self) -> dict[str, SourceFile]:
        return {source.document_id: source for source in find_sources([self._folder])} if self._folder else {}

    def has(self, document_id: str) -> bool:
        """Whether the document lies in the folder."""
        return document_id in self._files

    def draw(self, passage: Mapping[str, Any]) -> bytes | None:
        """The first page of a passage as WebP; None where it is not at hand, was changed, or must not be shown."""
        from woo_gronden.pipeline import digest_of

        source = self._files.get(passage["document_id"])
        # What is redacted is known only of the very file that was read, and only where it was read in full.
        if source is None or passage["status"] != "ok" or digest_of(source.path) != passage["sha256"]:
            return None
        try:
            image = draw_page(source.path, passage["page"], [BBox(*box) for box in passage["open_boxes"]])
        except WooGrondenError:
            return None
        file = io.BytesIO()
        image.save(file, "WEBP", quality=70)
        return file.getvalue()


def read_passage(base: sqlite3.Connection, passage_id: str) -> dict[str, Any] | None:
    """A passage with its letter and the other passages of it, from the database; None where there is none."""
    found = _one(
        base,
        "select r.*, p.boxes, p.char_start, o.path, o.sha256, o.status, o.source_url from reasons r"
        " join passages p on p.passage_id = r.passage_id left join documents o on o.document_id = r.document_id"
        " where r.passage_id = ?",
        passage_id,
    )
    if found is None:
        return None
    boxes = json.loads(found["boxes"] or "[]")
    found["boxes"] = [box for box in boxes if box["page"] == found["page"]]
    found["grounds"] = json.loads(found["grounds"] or "[]")
    found["around"] = _all(
        base,
        "select passage_id, section, substr(text, 1, 140) as text, grounds, page_start from passages"
        " where document_id = ? order by char_start",
        found["document_id"],
    )
    found["open_boxes"] = [
        (row["x0"], row["y0"], row["x1"], row["y1"])
        for row in _all(
            base,
            "select x0, y0, x1, y1 from redactions where document_id = ? and page = ? and text_recoverable",
            found["document_id"],
            found["page"],
        )
    ]
    return found


def _all(base: sqlite3.Connection, sql: str, *values: Any) -> list[dict[str, Any]]:
    answer = base.execute(sql, values)
    names = [column[0] for column in answer.description]
    return [dict(zip(names, row, strict=True)) for row in answer]


def _one(base: sqlite3.Connection, sql: str, *values: Any) -> dict[str, Any] | None:
    return next(iter(_all(base, sql, *values)), None)


def passage_page(passage: Mapping[str, Any], has_picture: bool, language: Language) -> str:
    """The page of one passage as HTML."""
    say = messages("explore", language)
    grounds = "".join(f"<p>{_tag(ground, language)}</p>" for ground in passage["grounds"])
    facts = "".join(_fact(say.get(name, name), passage[name]) for name in _FACTS)
    claim = "".join(_fact(say.get(name, name), passage[name]) for name in _CLAIM)
    text, title = html.escape(passage["text"] or say["no_text"]), html.escape(passage["section"] or say["passage"])
    around = "".join(_neighbour(row, passage["passage_id"], say) for row in passage["around"])
    picture = _picture(passage, say) if has_picture else f"<p>{html.escape(say['no_picture'])}</p>"
    return (
        head("explore", f"{say['passage']} {passage['passage_id']}", language, "'self'")
        + f'<header><p><a href="/">{html.escape(say["back"])}</a></p><h1>{title}</h1></header>'
        f'<main class="passage"><article><h2>{html.escape(say["says"])}</h2>{grounds}<blockquote>{text}</blockquote>'
        f"<dl>{claim}</dl><h2>{html.escape(say['letter'])}</h2>"
        f"<dl>{facts}{_fact(say['document'], passage['path'])}</dl>"
        f"<h2>{html.escape(say['around'])}</h2><ol>{around}</ol></article>"
        f'<section aria-label="{html.escape(say["page"])}">{picture}</section></main></body></html>\n'
    )


def _tag(ground: str, language: Language) -> str:
    try:
        label = getattr(get_ground(ground), f"label_{language}")
    except UnknownGround:
        label = ""
    code = html.escape(code_of(ground))
    return f'<span class="tag" style="--mark: {color_of(ground)}">{code}</span> {html.escape(label)}'


def _fact(name: str, value: Any) -> str:
    return f"<dt>{html.escape(name)}</dt><dd>{html.escape(str(value))}</dd>" if value not in (None, "") else ""


def _neighbour(row: Mapping[str, Any], here: str, say: Mapping[str, str]) -> str:
    codes = ", ".join(code_of(ground) for ground in json.loads(row["grounds"] or "[]"))
    text = html.escape(f"{say['page']} {row['page_start']}, {codes}: {row['text'] or ''}")
    if row["passage_id"] == here:
        return f'<li aria-current="true">{text}</li>'
    return f'<li><a href="/passage/{html.escape(row["passage_id"])}">{text}</a></li>'


def _picture(passage: Mapping[str, Any], say: Mapping[str, str]) -> str:
    color = color_of(passage["grounds"][0]) if passage["grounds"] else color_of("")
    return (
        f'<div class="sheet" style="--mark: {color}"><img src="/passage/{passage["passage_id"]}/page.webp" '
        f'alt="{html.escape(say["page"])} {passage["page"]}"></div>'
        + data("boxes", passage["boxes"])
        + script("passage")
    )

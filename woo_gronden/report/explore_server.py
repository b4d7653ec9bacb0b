"""Datasette over a release: search, facets, saved questions, and a page for each passage. Loopback only, read-only."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import uvicorn
from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.plugins import pm
from markupsafe import Markup

from woo_gronden.report.explore_database import load_questions
from woo_gronden.report.explore_passage import PagePictures, passage_page, read_passage
from woo_gronden.report.shell import Language

# Bounds for one visitor's request: a question that runs away ends, a page stays a page.
_SETTINGS = {
    "sql_time_limit_ms": 3000,
    "max_returned_rows": 2000,
    "default_page_size": 50,
    "facet_time_limit_ms": 1000,
    "allow_download": False,
    "num_sql_threads": 2,
}
_HOST = "127.0.0.1"


def serve(database: Path, pictures: PagePictures, *, title: str, language: Language, port: int) -> None:
    """Serve the database on this machine's own address until interrupted.

    Args:
        database: what :func:`~woo_gronden.report.explore_database.write_database` wrote.
        pictures: draws the page a passage stands on, where the documents are at hand.
        title: of the release.
        language: of the passage pages and questions.
        port: to listen on.

    Raises:
        OSError: the port is taken.
    """
    uvicorn.run(
        build_app(database, pictures, title=title, language=language), host=_HOST, port=port, log_level="warning"
    )


def build_app(database: Path, pictures: PagePictures, *, title: str, language: Language) -> Any:
    """The ASGI application: Datasette with this project's pages."""
    name = database.stem
    site = Datasette(
        [], immutables=[str(database)], metadata=_metadata(name, title, language), settings=_SETTINGS, memory=False
    )
    pages = _Pages(name, pictures, language)
    # Datasette keeps its plugins for the process; another release's pages make place for these.
    if old := pm.get_plugin(pages.__name__):
        pm.unregister(old)
    pm.register(pages, name=pages.__name__)
    return site.app()


class _Pages:
    """The plugin: ``/passage/ID`` and ``/passage/ID/page.webp``, and links to them wherever a passage is named."""

    # Datasette tells its plugins apart as it does modules.
    __name__ = "woo_gronden_pages"

    def __init__(self, database: str, pictures: PagePictures, language: Language) -> None:
        self._database, self._pictures, self._language = database, pictures, language

    @hookimpl  # type: ignore[untyped-decorator]
    def register_routes(self) -> list[tuple[str, Any]]:
        return [
            (r"^/passage/(?P<passage>[0-9a-f]+)$", self._passage),
            (r"^/passage/(?P<passage>[0-9a-f]+)/page\.webp$", self._picture),
        ]

    @hookimpl  # type: ignore[untyped-decorator]
    def render_cell(self, value: Any, column: str) -> Any:
        if column == "passage_id" and isinstance(value, str) and value.isalnum():
            return Markup('<a href="/passage/{0}">{0}</a>').format(value)
        return None

    async def _passage(self, datasette: Datasette, request: Any) -> Any:
        found = await self._find(datasette, request)
        if found is None:
            return Response.text("no such passage", status=404)
        return Response.html(passage_page(found, self._pictures.has(found["document_id"]), self._language))

    async def _picture(self, datasette: Datasette, request: Any) -> Any:
        found = await self._find(datasette, request)
        if found is None:
            return Response.text("no such passage", status=404)
        drawn = await asyncio.to_thread(self._pictures.draw, found)
        if drawn is None:
            return Response.text("the page is not at hand", status=404)
        return Response(drawn, content_type="image/webp")

    async def _find(self, datasette: Datasette, request: Any) -> Mapping[str, Any] | None:
        passage = request.url_vars["passage"]
        found: Mapping[str, Any] | None = await datasette.get_database(self._database).execute_fn(
            lambda base: read_passage(base, passage)
        )
        return found


def _metadata(name: str, title: str, language: Language) -> dict[str, Any]:
    return {
        "title": title,
        "databases": {
            name: {
                "queries": {
                    question.name: {"sql": question.sql, "title": question.nl if language == "nl" else question.en}
                    for question in load_questions()
                },
                "tables": {
                    "reasons": {
                        "facets": [{"array": "grounds"}, "authority", "year", "law", "kind", "weighing"],
                        "fts_table": "reasons_fts",
                        "fts_pk": "rowid",
                        "sort_desc": "decision_date",
                        "label_column": "section",
                    },
                    **{table: {"hidden": True} for table in ("reason_grounds", "links")},
                },
            }
        },
    }

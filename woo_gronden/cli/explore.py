"""``woo-gronden explore``."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Literal

import typer

from woo_gronden.cli.console import err, plain_errors


def explore(
    release: Annotated[Path, typer.Argument(metavar="RELEASE", help="The folder of a release.")],
    corpus: Annotated[
        Path | None, typer.Option(help="The folder given to 'run': shows the pages that passages stand on.")
    ] = None,
    static: Annotated[
        Path | None, typer.Option(help="Write a site into this folder that needs no server, and stop.")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on, on this machine only.")] = 8001,
    language: Annotated[Literal["nl", "en"], typer.Option("--lang", help="Language of the pages.")] = "nl",
) -> None:
    """Search the reasons of a release, filter them and ask the study's questions, in a browser."""
    from woo_gronden.report import write_database, write_site

    with plain_errors(), tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "release.db"
        count = write_database(release, database)
        title = release.resolve().name
        if static is not None:
            write_site(database, static, title=title, language=language)
            err.print(f"{count} passages: {static / 'index.html'}", markup=False)
            return
        _serve(database, corpus, title, language, port)


def _serve(database: Path, corpus: Path | None, title: str, language: Literal["nl", "en"], port: int) -> None:
    from woo_gronden.errors import MissingExtra
    from woo_gronden.report.explore_passage import PagePictures

    try:
        from woo_gronden.report.explore_server import serve
    except ModuleNotFoundError as error:
        raise MissingExtra("the search page", "explore") from error
    err.print(f"http://127.0.0.1:{port}/release/reasons (stop with Ctrl+C)", markup=False)
    serve(database, PagePictures(corpus), title=title, language=language, port=port)

"""``woo-gronden inspect``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from woo_gronden.cli.console import err, plain_errors, progress_bar


def inspect(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A letter, a released document, or a folder with one dossier.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.")],
    ocr: Annotated[Literal["auto", "never", "always"], typer.Option(help="Read pages without text by OCR.")] = "auto",
    language: Annotated[Literal["nl", "en"], typer.Option("--lang", help="Language of the page's own words.")] = "nl",
) -> None:
    """Write one HTML file that shows the pages with what was found marked on them, and what belongs together."""
    from rich.progress import BarColumn, TextColumn

    from woo_gronden.pipeline import Options
    from woo_gronden.report import write_inspection

    if output.suffix.lower() not in {".html", ".htm"}:
        raise typer.BadParameter(f"{output} does not end in .html", param_hint="--output")
    with plain_errors(), progress_bar(TextColumn("{task.description}", markup=False), BarColumn()) as progress:
        task = progress.add_task(f"reading {file.name}", total=None)
        dossier = write_inspection(
            file,
            output,
            options=Options(ocr=ocr),
            language=language,
            on_page=lambda name, page: progress.update(task, description=f"{name}, page {page}"),
        )
    marked = sum(len(d.redactions) + len(d.passages) + len(d.citations) + len(d.inventory) for d in dossier.documents)
    pages = sum(len(d.document.pages) for d in dossier.documents)
    err.print(f"{pages} pages, {marked} marks: {output}", markup=False)

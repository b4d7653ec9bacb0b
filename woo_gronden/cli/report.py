"""``woo-gronden report``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from woo_gronden.cli.console import err, plain_errors


def report(
    folder: Annotated[Path, typer.Argument(metavar="RUN|RELEASE", help="The folder of a run, or a release.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.")],
    language: Annotated[Literal["nl", "en"], typer.Option("--lang", help="Language of the report.")] = "nl",
    pictures: Annotated[
        Path | None, typer.Option("--figures", help="A folder that gets every figure as SVG and PNG.")
    ] = None,
) -> None:
    """Write one HTML file on the grounds, redactions and reasons of a corpus, with the rows behind every figure."""
    from woo_gronden.report import write_report

    if output.suffix.lower() not in {".html", ".htm"}:
        raise typer.BadParameter(f"{output} does not end in .html", param_hint="--output")
    with plain_errors():
        figures = write_report(folder, output, language=language, pictures=pictures)
    err.print(f"{sum(bool(figure.table) for figure in figures)} figures: {output}", markup=False)

"""``woo-gronden run``."""

from __future__ import annotations

import os
import re
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woo_gronden.cli.console import err, out, plain_errors

if TYPE_CHECKING:
    from woo_gronden.runners import RunReport


class Ocr(str, Enum):  # noqa: UP042 - Typer shows the values of a str enumeration
    """When pages are read from their pixels."""

    auto = "auto"
    never = "never"
    always = "always"


class EngineName(str, Enum):  # noqa: UP042 - likewise
    """What reads pages from their pixels."""

    auto = "auto"
    tesseract = "tesseract"
    rapidocr = "rapidocr"


def run(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="INPUT...",
            help="Files and folders: PDF, PNG, JPEG, TIFF, ZIP, XLSX, CSV. A folder's subfolders are dossiers.",
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Run folder: new, empty, or of an earlier run, which then goes on.")
    ],
    workers: Annotated[int, typer.Option(min=1, help="Processes that read documents.", show_default="one a core")] = 0,
    ocr: Annotated[
        Ocr,
        typer.Option(help="Read pages from their pixels: where the text layer is missing or noise, never, or always."),
    ] = Ocr.auto,
    engine: Annotated[
        EngineName,
        typer.Option(help="OCR engine: auto, tesseract or rapidocr ('woo-gronden doctor' tells which is there)."),
    ] = EngineName.auto,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds that one document may take.")] = 1800,
    shard: Annotated[str | None, typer.Option(metavar="I/N", help="Only the I-th of N shares of the dossiers.")] = None,
) -> None:
    """Turn decision letters, dossiers and scans into tables.

    Writes Parquet tables, run.json and failures.jsonl into the run folder. A document that cannot be read becomes a row
    that says why, and the run goes on. Started again, only what is missing or changed is read.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from woo_gronden import runners
    from woo_gronden.pipeline import Options

    share = _parse_shard(shard)
    columns = (SpinnerColumn(), BarColumn(), MofNCompleteColumn(), TextColumn("documents"), TextColumn("{task.fields[speed]}"),
               TimeElapsedColumn(), TextColumn("{task.fields[name]}"))  # fmt: skip
    with plain_errors(), Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=None, speed="", name="")
        pages = 0

        def on_start(todo: int, reused: int) -> None:
            bar.reset(task, total=todo + reused, completed=reused, speed="", name="")

        def on_event(event: runners.Event) -> None:
            nonlocal pages
            pages += event.kind == "page"
            spent = bar.tasks[0].elapsed or 0.0
            bar.update(task, speed=f"{pages / spent:.1f} pages/s" if spent else "", name=event.source.path.name[:40])
            if event.kind != "page":
                bar.advance(task)

        report = runners.run(
            inputs, output, options=Options(ocr=ocr.value, engine=engine.value), workers=workers or os.cpu_count() or 1,
            timeout=timeout, shard=share, on_start=on_start, on_event=on_event,
        )  # fmt: skip
    _print_report(report)


def _parse_shard(shard: str | None) -> tuple[int, int] | None:
    if shard is None:
        return None
    match = re.fullmatch(r"(\d+)/(\d+)", shard)
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        raise typer.BadParameter(f"{shard!r} is not I/N with 1 <= I <= N", param_hint="--shard")
    return int(match[1]), int(match[2])


def _print_report(report: RunReport) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column("table")
    table.add_column("rows", justify="right")
    table.add_column("file", overflow="fold")
    for name, rows in report.tables.items():
        table.add_row(name, str(rows), str(report.output / f"{name}.parquet"))
    out().print(table)
    speed = f", {report.pages / report.seconds:.1f} pages/s" if not report.reused and report.seconds else ""
    reused = f", {report.reused} of them read earlier" if report.reused else ""
    err.print(
        f"{report.documents} documents{reused}; {report.pages} pages, {report.ocr_pages} by OCR; {report.seconds:.1f} s{speed}"
    )
    for failure in report.failures[:20]:
        err.print(f"  {failure['path']}: {failure['stage']}: {failure['message']}", markup=False)
    if len(report.failures) > 20:
        err.print(f"  ... and {len(report.failures) - 20} more in {report.output / 'failures.jsonl'}", markup=False)
    err.print(f"{report.failed} of {report.documents} documents failed", markup=False)

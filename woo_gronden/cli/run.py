"""``woo-gronden run``."""

from __future__ import annotations

import os
import re
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woo_gronden.cli.console import err, out, plain_errors, print_first, progress_bar

if TYPE_CHECKING:
    from rich.progress import Progress

    from woo_gronden.runners import Event, RunReport


# Typer shows the values of enumerations of str.
class Ocr(str, Enum):  # noqa: UP042
    """When pages are read from their pixels."""

    auto = "auto"
    never = "never"
    always = "always"


class OcrEngine(str, Enum):  # noqa: UP042
    """What reads pages from their pixels."""

    auto = "auto"
    tesseract = "tesseract"
    rapidocr = "rapidocr"


class Engine(str, Enum):  # noqa: UP042
    """Where the documents are read."""

    local = "local"
    dask = "dask"


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
    workers: Annotated[
        int, typer.Option(min=0, help="Processes that read documents; 0 is one a core.", show_default="one a core")
    ] = 0,
    ocr: Annotated[
        Ocr, typer.Option(help="Read pages from their pixels: where the text layer is missing or noise, never, always.")
    ] = Ocr.auto,
    ocr_engine: Annotated[
        OcrEngine, typer.Option(help="What reads pixels ('woo-gronden doctor' tells what is there).")
    ] = OcrEngine.auto,
    model: Annotated[
        str | None,
        typer.Option(help="What names the ground where no article stands: a name of 'models list', or a folder."),
    ] = None,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds that one document may take.")] = 1800,
    memory: Annotated[float, typer.Option(min=0.1, help="Gigabytes of memory that one document may take.")] = 4,
    shard: Annotated[
        str | None, typer.Option(metavar="I/N", help="Only the I-th of N shares of the dossiers; --merge joins them.")
    ] = None,
    engine: Annotated[Engine, typer.Option(help="Processes of this machine, or a Dask scheduler.")] = Engine.local,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The Dask scheduler, such as tcp://node1:8786.")
    ] = None,
    merge: Annotated[bool, typer.Option("--merge", help="INPUT are runs over shards: join them.")] = False,
) -> None:
    """Turn decision letters, dossiers and scans into tables.

    Writes Parquet tables, run.json and failures.jsonl into the run folder. A document that cannot be read becomes a row
    that says why, and the run goes on. Started again, only what is missing or changed is read.
    """
    from woo_gronden import runners
    from woo_gronden.pipeline import Options

    share = _parse_shard(shard)
    if merge:
        with plain_errors():
            _print_report(runners.merge(inputs, output))
        return
    with plain_errors(), _progress() as bar:
        watch = _Watch(bar)
        report = runners.run(
            inputs,
            output,
            options=Options(ocr=ocr.value, ocr_engine=ocr_engine.value, model=model),
            workers=workers or os.cpu_count() or 1,
            timeout=timeout,
            memory=memory * 2**30,
            shard=share,
            engine=engine.value,
            scheduler=scheduler,
            on_start=watch.start,
            on_event=watch.see,
        )
    _print_report(report)


class _Watch:
    """The progress bar: documents done, pages a second, the document in hand."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task = bar.add_task("", total=None, speed="", name="")
        self._pages = 0

    def start(self, todo: int, reused: int) -> None:
        self._bar.reset(self._task, total=todo + reused, completed=reused, speed="", name="")

    def see(self, event: Event) -> None:
        if event.kind == "page":
            self._pages += 1
        else:
            self._bar.advance(self._task)
        spent = self._bar.tasks[0].elapsed or 0.0
        speed = f"{self._pages / spent:.1f} pages/s" if spent else ""
        self._bar.update(self._task, speed=speed, name=event.source.path.name[:40])


def _progress() -> Progress:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn

    return progress_bar(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("documents"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[speed]}"),
        TextColumn("{task.fields[name]}", markup=False),
    )


def _parse_shard(shard: str | None) -> tuple[int, int] | None:
    if shard is None:
        return None
    match = re.fullmatch(r"(\d+)/(\d+)", shard)
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        raise typer.BadParameter(f"{shard!r} is not I/N with 1 <= I <= N", param_hint="--shard")
    return int(match[1]), int(match[2])


def _print_report(report: RunReport) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    table.add_column("table")
    table.add_column("rows", justify="right")
    table.add_column("file", overflow="fold")
    for name, rows in report.tables.items():
        table.add_row(name, str(rows), Text(str(report.output / f"{name}.parquet")))
    out().print(table)
    failures = [f"{failure['path']}: {failure['stage']}: {failure['message']}" for failure in report.failures]
    print_first(failures, f"in {report.output / 'failures.jsonl'}")
    reused = f", {report.reused} of them read earlier" if report.reused else ""
    speed = f", {report.pages / report.seconds:.1f} pages/s" if not report.reused and report.seconds else ""
    err.print(f"{report.pages} pages, {report.ocr_pages} by OCR; {report.seconds:.1f} s{speed}", markup=False)
    err.print(f"{report.failed} of {report.documents} documents failed{reused}", markup=False)
    if report.documents and report.failed == report.documents:
        raise typer.Exit(1)

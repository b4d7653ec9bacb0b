"""``woo-gronden corpus``."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woo_gronden.cli.console import err, plain_errors, print_first, print_json, progress_bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from woo_gronden.sources.client import Client
    from woo_gronden.sources.fetch import FetchReport
    from woo_gronden.sources.records import Source
    from woo_gronden.sources.walk import Event

corpus = typer.Typer(help="Bring documents in; give metadata back.", no_args_is_help=True, rich_markup_mode=None)

# The order in which events are counted for the reader.
_COUNTED = ("new", "changed", "same", "known", "withdrawn", "unlisted", "failed")


@corpus.callback()
def _group() -> None: ...


@corpus.command()
def fetch(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="A folder, a ZIP, a TXT or CSV with URLs, Woogle JSON or dump, Parquet; or woogle:IDENTIFIER, "
            "openoverheid:TEXT or ?QUERY, openwoo:HOST, gpp:HOST, hf:OWNER/DATASET.",
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder: new, empty, or of an earlier fetch.")],
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many dossiers of each source.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what would be fetched; write nothing.")] = False,
    interval: Annotated[float, typer.Option(min=0, help="Least seconds between two requests to one host.")] = 1.0,
    retries: Annotated[int, typer.Option(min=0, help="Further attempts after a failure that may pass.")] = 4,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds to wait for an answer.")] = 60.0,
    max_size: Annotated[float, typer.Option(min=0.001, help="Largest file that is taken, in MB.")] = 2048,
    robots: Annotated[bool, typer.Option(help="Obey robots.txt.")] = True,
    authorization: Annotated[
        str | None,
        typer.Option(
            envvar="WOO_GRONDEN_AUTHORIZATION",
            help="Authorization header for openwoo: and gpp: hosts, such as 'Token abc'; sent to no other.",
        ),
    ] = None,
    remove_withdrawn: Annotated[
        bool, typer.Option("--remove-withdrawn", help="Delete files that their source took back; their rows stay.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON.")] = False,
) -> None:
    """Fetch documents into a folder that 'run' reads: one folder a dossier, with where each file comes from.

    Started again, it asks only whether anything changed: changed files are replaced and the earlier version is kept
    aside, files that were taken back are marked.
    """
    from woo_gronden.sources.choose import choose_source, secrets_for
    from woo_gronden.sources.client import Client, Politeness

    rules = Politeness(
        interval=interval, retries=retries, timeout=timeout, robots=robots, max_bytes=int(max_size * 1024**2)
    )
    with plain_errors(), Client(rules, secrets=secrets_for(sources, authorization)) as client:
        chosen = [choose_source(text) for text in sources]
        for text in sources:
            if Path(text).is_dir() and output.resolve().is_relative_to(Path(text).resolve()):
                raise typer.BadParameter(f"{output} lies in {text}, which is to be copied", param_hint="--output")
        if dry_run:
            _print_plan(chosen, output, client, limit)
            return
        report = _fetch(chosen, output, client, limit, remove_withdrawn)
    _print_report(report, as_json)


# Typer shows the values of enumerations of str.
class Format(str, Enum):  # noqa: UP042
    """How dossiers are given back."""

    woogle = "woogle"
    jsonld = "jsonld"


@corpus.command()
def export(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A run folder.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the files, one a dossier.")],
    form: Annotated[
        Format, typer.Option("--format", help="Woogle's metadata, or JSON-LD (with the grounds in grounds.jsonld).")
    ] = Format.woogle,
    publisher: Annotated[
        str, typer.Option(help="TOOI code of the authority, such as gm1963, for Woogle's dc_publisher.")
    ] = "",
) -> None:
    """Give the dossiers of a run back as metadata: grounds of refusal, assessments, dates.

    Documents that their source took back are left out. What Woogle would refuse is told on stderr.
    """
    from woo_gronden.dataset.export import export_jsonld, export_woogle

    with plain_errors():
        faults: dict[str, list[str]] = {}
        if form is Format.jsonld:
            written = export_jsonld(run, output)
        else:
            written, faults = export_woogle(run, output, publisher=publisher)
    print_first([f"{dossier}: {'; '.join(wrong)}" for dossier, wrong in faults.items()], "dossiers")
    refused = f"; Woogle would refuse {len(faults)} of them, for want of what is told above" if faults else ""
    err.print(f"{written} dossiers written{refused}")


def _print_plan(chosen: Sequence[Source], output: Path, client: Client, limit: int | None) -> None:
    from woo_gronden.sources.fetch import plan

    counts = {"new": 0, "known": 0}
    for event in plan(chosen, output, client, limit=limit):
        counts[event.kind] += 1
        print(event.kind, event.record_id, event.url or event.name, sep="\t")
    err.print(f"{counts['new']} files would be fetched, {counts['known']} looked at again; nothing was written")


def _fetch(
    chosen: Sequence[Source], output: Path, client: Client, limit: int | None, remove_withdrawn: bool
) -> FetchReport:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn

    from woo_gronden.sources.fetch import fetch as fetch_all

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("dossiers"), TimeElapsedColumn())
    columns_of_files = (
        TextColumn("{task.fields[files]} files, {task.fields[size]:.1f} MB"),
        TextColumn("{task.fields[name]}", markup=False),
    )
    with progress_bar(*columns, *columns_of_files) as bar:
        task = bar.add_task("", total=None, files=0, size=0.0, name="")
        seen = {"files": 0, "bytes": 0}

        def watch(event: Event) -> None:
            if event.kind == "dossier":
                totals = [source.total for source in chosen]
                known = [total for total in totals if total is not None]
                most = min(sum(known), limit * len(chosen)) if limit else sum(known)
                bar.update(task, advance=1, total=most if len(known) == len(totals) else None)
                return
            seen["files"] += 1
            seen["bytes"] += event.bytes
            bar.update(task, files=seen["files"], size=seen["bytes"] / 1024**2, name=event.name[:40])

        return fetch_all(chosen, output, client, limit=limit, remove_withdrawn=remove_withdrawn, on_event=watch)


def _print_report(report: FetchReport, as_json: bool) -> None:
    dossiers = report.counts.get("dossier", 0)
    if as_json:
        print_json(
            {"output": str(report.output), "dossiers": dossiers, "bytes": report.bytes}
            | {kind: report.counts.get(kind, 0) for kind in _COUNTED}
            | {"failures": report.failures}
        )
    failures = [": ".join(filter(None, (failure["url"], failure["message"]))) for failure in report.failures]
    print_first(failures, f"in {report.output / 'failures.jsonl'}")
    told = ", ".join(f"{report.counts[kind]} {kind}" for kind in _COUNTED if report.counts.get(kind))
    err.print(f"{dossiers} dossiers; files: {told or 'none'}; {report.bytes / 1024**2:.1f} MB", markup=False)
    if not dossiers and report.failures:
        raise typer.Exit(1)

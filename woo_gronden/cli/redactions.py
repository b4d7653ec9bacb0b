"""``woo-gronden redactions``."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from woo_gronden.cli.console import err, plain_errors

if TYPE_CHECKING:
    from woo_gronden.dataset import Row


class Found(NamedTuple):
    """Rows of the table ``redactions``, and a line for each file that could not be read."""

    rows: list[Row]
    failures: list[str]
    files: int


def redactions(
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT...", help="Files and folders: PDF, PNG, JPEG, TIFF.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Where the regions go: a name that ends in .jsonl or .parquet.")
    ],
) -> None:
    """Find redacted regions and the codes printed on them; no more text is read than the codes in and near boxes."""
    if output.suffix not in {".jsonl", ".parquet"}:
        raise typer.BadParameter(f"{output} ends in neither .jsonl nor .parquet", param_hint="--output")
    with plain_errors():
        # What cannot be written is known before the reading, which may take hours.
        output.parent.mkdir(parents=True, exist_ok=True)
        found = find_rows(inputs)
        write_rows(output, found.rows)
    for line in found.failures:
        err.print(line, markup=False)
    err.print(f"{len(found.rows)} regions in {found.files} files: {output}", markup=False)
    _warn_recoverable(found.rows)
    if found.failures:
        err.print(f"{len(found.failures)} of {found.files} files failed", markup=False)
    if len(found.failures) == found.files:
        raise typer.Exit(1)


def find_rows(inputs: list[Path]) -> Found:
    """The regions in all documents of ``inputs``; a file that cannot be read costs itself alone."""
    from rich.progress import track

    from woo_gronden.dataset import redaction_rows
    from woo_gronden.errors import InputError
    from woo_gronden.pipeline import detect_redactions
    from woo_gronden.sources import find_sources

    rows: list[Row] = []
    failures: list[str] = []
    named = [s for s in find_sources(inputs) if not s.is_sheet]
    sources = [s for s in named if not s.is_archive]
    for source in named:
        if source.is_archive:
            err.print(f"{source.name}: left out, an archive; unpack it, or use run", markup=False)
    for source in track(sources, "", console=err, transient=True, disable=not err.is_terminal):
        try:
            rows += redaction_rows(detect_redactions(source.path), source.document_id, source.name)
        except InputError as error:
            failures.append(str(error))
    return Found(rows, failures, len(sources))


def write_rows(path: Path, rows: list[Row]) -> None:
    """Write rows as JSON Lines or Parquet, by the ending of ``path``."""
    if path.suffix == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        from woo_gronden.schema import arrow_schema

        pq.write_table(pa.Table.from_pylist(rows, schema=arrow_schema("redactions")), path)
    else:
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def load_rows(path: Path) -> list[Row]:
    """Rows from JSON Lines or Parquet."""
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        rows: list[Row] = pq.read_table(path).to_pylist()
        return rows
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _warn_recoverable(rows: list[Row]) -> None:
    by_file: dict[str, Counter[int]] = {}
    for row in rows:
        if row["text_recoverable"]:
            by_file.setdefault(row["path"], Counter())[row["page"]] += 1
    for path, pages in by_file.items():
        where = ", ".join(str(page) for page in sorted(pages))
        count = sum(pages.values())
        err.print("[bold red]warning:[/bold red] ", end="")
        err.print(f"{count} box(es) on page(s) {where} of {path} can be read through;", markup=False)
        err.print("  the authority that published it should know", markup=False)

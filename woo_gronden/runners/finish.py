"""What was kept of each document, to the tables and the account of a run."""

from __future__ import annotations

import datetime
import json
import platform
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from woo_gronden.dataset import Rows, merge_rows, rewrite_table, write_tables
from woo_gronden.dossier import find_findings, link, resolve_codes
from woo_gronden.drafts import write_whole
from woo_gronden.runners.store import Store
from woo_gronden.runners.wording import Wording
from woo_gronden.sources import Origin


class Kept(NamedTuple):
    """Where a finished document is kept; sorted, these give the order of the tables."""

    dossier_id: str
    name: str
    document_id: str
    store: Store
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class RunReport:
    """How a run ended. ``failures`` are rows of ``failures.jsonl``; ``tables`` the number of rows by table."""

    output: Path
    documents: int
    failed: int
    reused: int
    pages: int
    ocr_pages: int
    seconds: float
    tables: dict[str, int]
    failures: list[dict[str, str]]
    stages: dict[str, float] = field(default_factory=dict)


def write_run(output: Path, kept: Iterable[Kept], *, reused: int, seconds: float, about: dict[str, Any]) -> RunReport:
    """Write tables, ``failures.jsonl`` and ``run.json`` of the documents in ``kept``, in the order of their names.

    Args:
        output: the run folder.
        kept: the finished documents, of one store or of several.
        reused: how many of them an earlier run had read.
        seconds: wall time of this run.
        about: what ``run.json`` is to say besides: options, workers.
    """
    # Without the account a folder is no finished run: tables of two runs never pass for one.
    (output / "run.json").unlink(missing_ok=True)
    failures, stages, totals = list[dict[str, str]](), Counter[str](), Counter[str]()
    wording = Wording()

    def dossiers() -> Iterator[Rows]:
        for dossier_id, files in groupby(sorted(kept), key=lambda item: item.dossier_id):
            records = [record for item in files if (record := _load(item))]
            rows = merge_rows(record["rows"] for record in records)
            for record in records:
                failures.extend(record["failures"])
                stages.update(record["seconds"])
            for row in rows.get("documents", ()):
                failed = int(row["status"] == "failed")
                totals.update(documents=1, pages=row["pages"], ocr_pages=row["ocr_pages"], failed=failed)
            wording.add(rows)
            rows["redactions"] = resolve_codes(rows)
            links = link(rows)
            findings = find_findings(rows, links)
            rows["links"] = [{"dossier_id": dossier_id, **asdict(found)} for found in links]
            rows["findings"] = [{"dossier_id": dossier_id, **asdict(finding)} for finding in findings]
            yield rows

    tables = write_tables(output, dossiers())
    # Which sentences other letters have is known only when all have been seen.
    rewrite_table(output, "passages", wording.with_counts)
    report = RunReport(
        output=output,
        documents=totals["documents"],
        failed=totals["failed"],
        reused=reused,
        pages=totals["pages"],
        ocr_pages=totals["ocr_pages"],
        seconds=seconds,
        tables=tables,
        failures=failures,
        stages={stage: round(spent, 2) for stage, spent in sorted(stages.items())},
    )
    lines = "".join(json.dumps(failure, ensure_ascii=False) + "\n" for failure in failures)
    write_whole(output / "failures.jsonl", lines)
    account = json.dumps(_about(report) | about, ensure_ascii=False, indent=1)
    write_whole(output / "run.json", account + "\n")
    return report


def _load(item: Kept) -> dict[str, Any] | None:
    """What was kept of a document, with where it comes from: that may have changed since it was read."""
    record = item.store.load(item.document_id)
    if record and item.origin:
        record["rows"]["documents"] = [row | asdict(item.origin) for row in record["rows"]["documents"]]
    return record


def _about(report: RunReport) -> dict[str, Any]:
    from importlib.metadata import version

    from woo_gronden import __version__

    return {
        "woo_gronden": __version__,
        "date": datetime.date.today().isoformat(),
        "versions": {"python": platform.python_version()} | {name: version(name) for name in ("pymupdf", "pyarrow")},
        "documents": report.documents,
        "failed": report.failed,
        "reused": report.reused,
        "pages": report.pages,
        "ocr_pages": report.ocr_pages,
        "seconds": round(report.seconds, 2),
        "seconds_by_stage": report.stages,
        "rows": report.tables,
    }

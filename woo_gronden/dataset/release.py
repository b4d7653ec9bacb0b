"""Builds a release from a run: data, papers, checksums; whole or not there."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from woo_gronden.dataset.anonymise import Anonymiser, TextColumns
from woo_gronden.dataset.checksums import find_files, write_checksums
from woo_gronden.dataset.corrections import Corrections
from woo_gronden.dataset.counts import ReleaseCounts
from woo_gronden.dataset.diff import diff_releases
from woo_gronden.dataset.manifest import MANIFEST, load_manifest
from woo_gronden.dataset.papers import Paperwork, write_papers
from woo_gronden.dataset.publication import Publication
from woo_gronden.dataset.release_rows import ReleaseRows
from woo_gronden.dataset.release_schema import SPLITS, TOMBSTONES
from woo_gronden.dataset.run_reader import Run
from woo_gronden.dataset.shards import FORMATS, ReleaseFiles
from woo_gronden.dataset.swap import new_folder
from woo_gronden.dataset.tombstones import find_withdrawn, write_tombstones
from woo_gronden.errors import InputError, OutputError, PersonalDataError
from woo_gronden.schema import Annotation

# What readers of the papers take for a version: three whole numbers.
_VERSION = re.compile(r"(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}")


@dataclass(frozen=True, slots=True)
class ReleaseOptions:
    """How a release is made.

    ``date`` and ``version`` are those of the run where None: the version of the 5th of March 2026 is 2026.3.5.
    ``text`` False leaves all free text out. ``keep_personal_data`` writes it as it stands; such a release says that it
    is not to be published. ``models`` gives a version to each model of the run; ``figures`` are rows with ``finder``,
    ``name``, ``value``, ``low``, ``high``, ``of``. ``previous`` is the release before this one.
    """

    version: str | None = None
    date: datetime.date | None = None
    text: bool = True
    keep_personal_data: bool = False
    formats: frozenset[str] = frozenset()
    models: Mapping[str, str] = field(default_factory=dict)
    figures: Sequence[Mapping[str, Any]] = ()
    publication: Publication = field(default_factory=Publication)
    previous: Path | None = None


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    """What was built: ``release.json`` as a value."""

    output: Path
    manifest: dict[str, Any]


def build_release(
    run: Path,
    output: Path,
    options: ReleaseOptions = ReleaseOptions(),
    *,
    anonymiser: Anonymiser | None = None,
    corrections: Iterable[Annotation] = (),
) -> ReleaseReport:
    """Build the release of ``run`` at ``output``, which is the old release until the new one is whole.

    Args:
        run: a run folder.
        output: a new or empty folder, or an earlier release.
        options: see :class:`ReleaseOptions`.
        anonymiser: replaces personal data in free text; needed unless the options say otherwise.
        corrections: people's annotations; they override what the run says of those passages.

    Raises:
        PersonalDataError: there is free text and nothing to take personal data out of it.
        InputError: the run, or the previous release, is not whole.
        OutputError: the output cannot be written, or holds something else.
    """
    if options.text and anonymiser is None and not options.keep_personal_data:
        raise PersonalDataError(
            "the text of letters holds personal data and there is no anonymiser to take it out: build with --no-text, "
            "or with --keep-personal-data a release that is not to be published"
        )
    if unknown := set(options.formats) - FORMATS:
        raise OutputError(f"no such format: {', '.join(sorted(unknown))}; there are {', '.join(sorted(FORMATS))}")
    source = Run(run)
    date, version = _date_and_version(source, options)
    previous = load_manifest(options.previous) if options.previous else None
    if previous and previous["version"] == version:
        raise OutputError(f"{options.previous} is version {version} already; give the new one another --version")
    _check_output(output)
    used = None if options.keep_personal_data or not options.text else anonymiser
    rows = ReleaseRows(
        TextColumns(used, text=options.text),
        Corrections(corrections),
        tool_version=str(source.about["woo_gronden"]),
        models=options.models,
    )
    with new_folder(output) as draft:
        counts = ReleaseCounts()
        present: set[str] = set()
        with ReleaseFiles(draft, options.formats) as files:
            for dossier_id, some in source.dossiers():
                made = rows.dossier(dossier_id, some)
                counts.add(made)
                files.add(made)
                present.update(row["document_id"] for row in made["documents"])
            by_table = files.close()
        withdrawn = find_withdrawn(rows.withdrawn, options.previous, present, version, date)
        write_tombstones(draft, withdrawn)
        manifest = _manifest(source, options, rows, counts, version, date, used, previous)
        manifest["tables"] = {
            name: {split: count.get(split, 0) for split in SPLITS} for name, count in by_table.items()
        } | {TOMBSTONES: {"all": len(withdrawn)}}
        text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        (draft / MANIFEST).write_text(text, encoding="utf-8")
        changes = diff_releases(options.previous, draft) if options.previous else None
        write_papers(draft, Paperwork(manifest, options.publication, find_files(draft)), changes, options.previous)
        write_checksums(draft)
    return ReleaseReport(output, manifest)


def _date_and_version(run: Run, options: ReleaseOptions) -> tuple[datetime.date, str]:
    date = options.date
    if date is None:
        try:
            date = datetime.date.fromisoformat(str(run.about["date"]))
        except (KeyError, ValueError):
            raise InputError(run.folder / "run.json", "says no date; give one with --date") from None
    version = options.version or f"{date.year}.{date.month}.{date.day}"
    if not _VERSION.fullmatch(version):
        raise OutputError(f"{version!r} is no version: three numbers with full stops, as 1.0.0 or 2026.3.5")
    return date, version


def _check_output(output: Path) -> None:
    if not output.exists():
        return
    if not output.is_dir():
        raise OutputError(f"{output} is a file; --output takes a folder")
    if any(output.iterdir()) and not (output / MANIFEST).is_file():
        raise OutputError(f"{output} holds something else and no earlier release; name an empty or a new folder")


def _options(run: Run) -> dict[str, Any]:
    """The run's options; a model that was given by its path by its name, since paths tell of a machine."""
    options = dict(run.about.get("options") or {})
    return options | ({"model": Path(options["model"]).name} if options.get("model") else {})


def _manifest(
    run: Run,
    options: ReleaseOptions,
    rows: ReleaseRows,
    counts: ReleaseCounts,
    version: str,
    date: datetime.date,
    anonymiser: Anonymiser | None,
    previous: Mapping[str, Any] | None,
) -> dict[str, Any]:
    replaced: dict[str, dict[str, int]] = {}
    for (table, column, kind), count in sorted(rows.text.replaced.items()):
        replaced.setdefault(f"{table}.{column}", {})[kind] = count
    return {
        "format": 1,
        "version": version,
        "date": date.isoformat(),
        "previous": previous["version"] if previous else None,
        "tool": {"name": "woo_gronden", "version": run.about["woo_gronden"]},
        "run": {name: run.about.get(name) for name in ("versions", "documents", "failed", "pages")}
        | {"options": _options(run)},
        "absent_columns": run.absent,
        "text": options.text,
        "publishable": not options.keep_personal_data,
        "anonymiser": anonymiser.name if anonymiser else None,
        "replaced": replaced,
        "touched": dict(sorted(rows.text.touched.items())),
        "formats": ["parquet", *sorted(options.formats)],
        "models": dict(sorted(options.models.items())),
        "corrections": asdict(rows.corrections.counts),
        "figures": [dict(figure) for figure in options.figures],
        "publication": asdict(options.publication),
        "counts": counts.result(),
    }

"""``woo-gronden dataset``."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from woo_gronden.cli.console import err, out, plain_errors, print_json
from woo_gronden.cli.dataset_push import push

dataset = typer.Typer(no_args_is_help=True, help="The open release: build it, check it, compare two, send it out.")
dataset.command()(push)

# Faults that are printed one by one; the rest is counted.
_FAULTS_SHOWN = 100


@dataset.command()
def build(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="Run folder.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Release folder: new, empty, or an earlier release.")],
    version: Annotated[
        str | None, typer.Option(help="Three numbers, as 1.2.0.", show_default="the date, as 2026.3.5")
    ] = None,
    date: Annotated[str | None, typer.Option(help="Date of the release, ISO.", show_default="that of the run")] = None,
    text: Annotated[
        bool, typer.Option("--text/--no-text", help="With free text, or positions and grounds only.")
    ] = True,
    keep_personal_data: Annotated[
        bool, typer.Option("--keep-personal-data", help="Leave personal data in the text; not for publication.")
    ] = False,
    formats: Annotated[str, typer.Option("--format", help="Beside Parquet: csv, jsonl or both, with a comma.")] = "",
    corrections: Annotated[
        list[Path] | None, typer.Option("--corrections", help="People's annotations (JSON Lines); they override.")
    ] = None,
    previous: Annotated[
        Path | None, typer.Option(help="The release before this one: changes are told, withdrawn sources kept in mind.")
    ] = None,
    figures: Annotated[
        list[Path] | None, typer.Option("--figures", help="What 'evaluate ... --json' printed; named by its file name.")
    ] = None,
    about: Annotated[Path | None, typer.Option(help="Who publishes it, under what title and address (TOML).")] = None,
) -> None:
    """Build a release of a run: tables, papers, checksums. The old release stays until the new one is whole."""
    from woo_gronden.annotation import load_annotations
    from woo_gronden.dataset import Publication, ReleaseOptions, build_release, load_publication
    from woo_gronden.dataset.privacy import load_anonymiser

    with plain_errors():
        models = _models(run)
        options = ReleaseOptions(
            version=version,
            date=_date(date),
            text=text,
            keep_personal_data=keep_personal_data,
            formats=frozenset(filter(None, formats.replace(" ", "").split(","))) - {"parquet"},
            models={name: found["version"] for name, found in models.items()},
            figures=[*_figures(figures or []), *_model_figures(models)],
            publication=load_publication(about) if about else Publication(),
            previous=previous,
        )
        said = [annotation for path in corrections or () for annotation in load_annotations(path)]
        anonymiser = load_anonymiser() if text and not keep_personal_data else None
        report = build_release(run, output, options, anonymiser=anonymiser, corrections=said)
    manifest = report.manifest
    for name, splits in manifest["tables"].items():
        print(
            f"{name:12s} {sum(splits.values()):9d}  {', '.join(f'{count} {split}' for split, count in splits.items())}"
        )
    if said:
        became = ", ".join(f"{count} {what}" for what, count in manifest["corrections"].items())
        err.print(f"corrections: {became}", markup=False)
    if not manifest["publishable"]:
        err.print("not for publication: personal data stands in the text", markup=False)
    err.print(f"{output}: version {manifest['version']} of {manifest['date']}", markup=False)


@dataset.command()
def validate(
    release: Annotated[Path, typer.Argument(metavar="RELEASE", help="Release folder.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Check every file and row of a release against what it says of itself; status 1 where something is wrong."""
    from woo_gronden.dataset import validate_release

    with plain_errors():
        found = validate_release(release)
    if as_json:
        print_json(
            {"faults": [fault._asdict() for fault in found.faults], "skipped": found.skipped, "rows": found.rows}
        )
    else:
        for fault in found.faults[:_FAULTS_SHOWN]:
            out().print(str(fault), markup=False, soft_wrap=True)
        for line in found.skipped:
            err.print(f"not checked: {line}", markup=False)
        err.print(f"{found.rows} rows in {found.files} files: {len(found.faults)} faults", markup=False)
    if found.faults:
        raise typer.Exit(1)


@dataset.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The earlier release.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The later one.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, with every row.")] = False,
) -> None:
    """Tell which rows two releases do not share, and why: sources, corrections, models, versions."""
    from woo_gronden.dataset import diff_releases

    with plain_errors():
        found = diff_releases(old, new)
    if as_json:
        print_json(found.as_json())
    else:
        print(found.as_text())


def _date(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text} is no date: year-month-day", param_hint="--date") from None


def _models(run: Path) -> dict[str, dict[str, Any]]:
    """The model that the run was made with: its version and its figures; none where it used none."""
    import hashlib

    from woo_gronden.classify import model_info

    about = _json(run / "run.json") if (run / "run.json").is_file() else {}
    name = (about.get("options") or {}).get("model")
    if name is None:
        return {}
    info = model_info(name)
    folder = Path(info.place)
    if not folder.is_dir():
        return {info.name: {"version": about["woo_gronden"], "metrics": {}}}
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix not in {".md", ".py"}:
            digest.update(path.read_bytes())
    metrics = folder / "metrics.json"
    return {info.name: {"version": digest.hexdigest()[:12], "metrics": _json(metrics) if metrics.is_file() else {}}}


def _model_figures(models: Mapping[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for name, model in models.items():
        for validation in model["metrics"].get("validations", ()):
            for group, rows in validation["grounds"].items():
                for figure, row in rows.items():
                    yield {
                        "finder": f"model {name}, cross-validated {validation['split']}",
                        "name": f"{group}: {figure}",
                    } | row


def _figures(paths: list[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        for figure in _json(path)["figures"]:
            yield {
                "finder": path.stem,
                **{name: figure[name] for name in ("name", "value", "low", "high")},
                "of": figure.get("detail", ""),
            }


def _json(path: Path) -> Any:
    from woo_gronden.errors import InputError

    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputError(path, "no valid JSON") from error

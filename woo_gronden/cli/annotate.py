"""``woo-gronden annotate``."""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woo_gronden.cli.console import err, out, plain_errors, print_json
from woo_gronden.errors import NothingToDo

if TYPE_CHECKING:
    from woo_gronden.annotation.texts import Read

annotate = typer.Typer(no_args_is_help=True, help="People's work out and in: draw, export, import, agreement.")


# Typer shows the values of enumerations of str.
class Strategies(str, Enum):  # noqa: UP042
    """How passages are drawn."""

    random = "random"
    stratified = "stratified"
    uncertainty = "uncertainty"
    diverse = "diverse"
    disagreement = "disagreement"


@annotate.command()
def sample(
    run: Annotated[Path, typer.Argument(help="A run folder.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="JSON Lines file for the draw.")],
    n: Annotated[int, typer.Option("--n", min=1, help="At most so many passages.")] = 200,
    strategy: Annotated[
        Strategies,
        typer.Option(
            help="random; stratified by law, ground and kind; uncertainty (the model is least sure); diverse (least "
            "alike); disagreement (the model says another ground than the rules)."
        ),
    ] = Strategies.random,
    model: Annotated[str | None, typer.Option(help="For uncertainty, disagreement; else the default.")] = None,
    seed: Annotated[int, typer.Option(help="The same seed and run give the same draw.")] = 0,
) -> None:
    """Draw passages of a run for people to judge."""
    from woo_gronden.annotation import ASKING, draw_sample, write_sample
    from woo_gronden.classify import load_model

    with plain_errors():
        asked = load_model(model) if strategy.value in ASKING else None
        drawn = draw_sample(run, n, strategy.value, seed=seed, model=asked)
        write_sample(output, drawn)
    err.print(f"{len(drawn)} passages of {len({item.document_id for item in drawn})} documents", markup=False)
    out().print(str(output), markup=False)


# Typer shows the values of enumerations of str.
class Forms(str, Enum):  # noqa: UP042
    """The tools that people annotate in."""

    labelstudio = "labelstudio"
    inception = "inception"
    jsonl = "jsonl"
    xlsx = "xlsx"
    qdpx = "qdpx"


@annotate.command()
def export(
    sample: Annotated[Path, typer.Argument(help="A draw of 'annotate sample'.")],
    form: Annotated[
        Forms,
        typer.Option("--format", help="labelstudio, inception (needs its extra), jsonl, xlsx, or qdpx (REFI-QDA)."),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the files.")],
    corpus: Annotated[
        list[Path] | None,
        typer.Option(help="What the run was made of, for whole documents, context, pictures. May be repeated."),
    ] = None,
    run: Annotated[Path | None, typer.Option(help="The run: its options, and the documents of --annotations.")] = None,
    annotations: Annotated[
        Path | None, typer.Option(help="For qdpx: people's work (JSON Lines) to take along.")
    ] = None,
    suggestions: Annotated[
        bool, typer.Option("--suggestions", help="Fill in what the run says; else people judge unswayed.")
    ] = False,
) -> None:
    """Write a draw for the tool that people annotate in."""
    from woo_gronden.annotation import export_items, load_annotations, load_sample
    from woo_gronden.annotation.exchange import WHOLE

    if form.value in WHOLE and not corpus:
        raise typer.BadParameter(f"{form.value} holds whole documents: give --corpus", param_hint="--corpus")
    with plain_errors():
        problems = export_items(
            load_sample(sample), form.value, output, corpus=corpus or (), read=run_reader(run), suggestions=suggestions,
            annotations=load_annotations(annotations) if annotations else (), run=run,
        )  # fmt: skip
    for problem in problems:
        err.print(str(problem), markup=False)
    out().print(str(output), markup=False)


def run_reader(run: Path | None) -> Read:
    """Reads a document with the options of ``run``."""
    from woo_gronden.pipeline import Options, read_source

    options = Options()
    if run is not None:
        about = json.loads((run / "run.json").read_text(encoding="utf-8"))
        options = Options(**about.get("options", {}))
    return lambda source: read_source(source, options)


@annotate.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Label Studio .json, INCEpTION .xmi/.zip, .jsonl, .xlsx, .qdpx."),
    ],
    run: Annotated[Path, typer.Option(help="The run that the draw was made from: every item is proven against it.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="JSON Lines file for the annotations.")],
    annotator: Annotated[str, typer.Option(help="Whose work it is, instead of the name in the files.")] = "",
) -> None:
    """Bring people's work back, each item with its place proven, who and when."""
    from woo_gronden.annotation import import_files, write_annotations

    with plain_errors():
        found, problems = import_files(files, run, annotator=annotator)
        for problem in problems:
            err.print(str(problem), markup=False)
        if not found:
            raise NothingToDo(f"nothing judged in {', '.join(map(str, files))} that could be taken")
        write_annotations(output, found)
    people = ", ".join(sorted({annotation.annotator for annotation in found}))
    err.print(f"{len(found)} annotations by {people}; {len(problems)} left out", markup=False)
    out().print(str(output), markup=False)


@annotate.command()
def agreement(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Annotations (JSON Lines) of two people or more.")
    ],
    disagreements: Annotated[
        Path | None, typer.Option(help="File (.xlsx, .jsonl) for what is to be settled; 'annotate import' reads it.")
    ] = None,
    agreed: Annotated[Path | None, typer.Option(help="JSON Lines file for what all said alike.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """How far people agree, over all and by ground, with 95 % bootstrap intervals over dossiers."""
    from woo_gronden.annotation import (
        agreed_annotations,
        build_units,
        load_annotations,
        read_agreement,
        write_annotations,
        write_disputed,
    )
    from woo_gronden.evaluation.figures import measure

    with plain_errors():
        units = build_units(annotation for file in files for annotation in load_annotations(file))
        if not any(len(unit.said) > 1 for unit in units):
            raise NothingToDo("no stretch was judged by two people")
        figures = [measure(*reading) for reading in read_agreement(units)]
        disputed = sum(unit.is_disputed for unit in units)
        same = agreed_annotations(units)
        if disagreements:
            write_disputed(disagreements, units)
        if agreed:
            write_annotations(agreed, same)
    if as_json:
        print_json({"figures": [figure._asdict() for figure in figures], "agreed": len(same), "disputed": disputed})
        return
    for figure in figures:
        out().print(str(figure), markup=False, soft_wrap=True)
    err.print(f"{len(units)} stretches, {len(same)} agreed, {disputed} to settle", markup=False)

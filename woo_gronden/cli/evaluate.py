"""``woo-gronden evaluate``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from woo_gronden.cli.console import err, out, plain_errors, print_json

if TYPE_CHECKING:
    from woo_gronden.dataset import Rows
    from woo_gronden.evaluation import Figure

evaluate = typer.Typer(no_args_is_help=True, help="Measure the finders on gold, with 95 % bootstrap intervals.")

Errors = Annotated[bool, typer.Option("--errors", help="Also list what came out otherwise than the gold.")]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]
Save = Annotated[Path | None, typer.Option(help="Keep the figures of every letter or clause in this file.")]
Against = Annotated[Path | None, typer.Option(help="Print gains and losses against figures kept earlier.")]


@evaluate.command()
def citations(
    gold: Annotated[Path, typer.Argument(help="Gold lines (JSON Lines).")],
    save: Save = None,
    against: Against = None,
    errors: Errors = False,
    as_json: AsJson = False,
) -> None:
    """Citations of grounds: grounds, spans, silence where nothing is cited."""
    from woo_gronden.citations import find_citations
    from woo_gronden.evaluation import compare_letters, evaluate_citations, write_letters

    with plain_errors():
        found = evaluate_citations(gold, find_citations)
        changes = compare_letters(against, found.clauses, what="clauses") if against else []
        if save:
            write_letters(save, found.clauses)
    print_figures(found.figures, found.errors if errors else [], as_json, changes)


@evaluate.command()
def redactions(
    gold: Annotated[Path, typer.Argument(help="Folder with gold.json and images/.")],
    predictions: Annotated[
        Path | None, typer.Option(help="Regions found earlier (.jsonl or .parquet); else they are found now.")
    ] = None,
    errors: Errors = False,
    as_json: AsJson = False,
) -> None:
    """Redactions on page images: boxes by label, printed codes, pages without any."""
    from woo_gronden.cli.redactions import find_rows, load_rows
    from woo_gronden.evaluation import evaluate_redactions

    with plain_errors():
        rows = load_rows(predictions) if predictions else find_rows([gold / "images"]).rows
        figures, wrong = evaluate_redactions(gold, rows)
    print_figures(figures, wrong if errors else [], as_json)


@evaluate.command()
def decisions(
    gold: Annotated[Path, typer.Argument(help="Folder with an annotation (JSON) for each letter.")],
    run: Annotated[
        list[Path], typer.Option("--run", help="A run over the letters, or the letters themselves (files, folders).")
    ],
    save: Save = None,
    against: Against = None,
    errors: Errors = False,
    as_json: AsJson = False,
) -> None:
    """Decision letters: facts, grounds applied, passages, list rows."""
    from woo_gronden.evaluation import compare_letters, evaluate_decisions, write_letters

    with plain_errors():
        tables = tables_of(run, "documents", "decisions", "passages", "inventory")
        found = evaluate_decisions(gold, tables)
        changes = compare_letters(against, found.letters) if against else []
        if save:
            write_letters(save, found.letters)
    for letter in found.absent:
        err.print(f"not in the run: {letter}", markup=False)
    print_figures(found.figures, found.errors if errors else [], as_json, changes)


@evaluate.command()
def grounds(
    gold: Annotated[
        Path, typer.Argument(help="Annotated letters (folder of JSON) or settled annotations (JSON Lines).")
    ],
    weak: Annotated[
        list[Path] | None, typer.Option(help="A run, or files and folders with letters, to learn from as well.")
    ] = None,
    by: Annotated[str, typer.Option(help="What is kept apart: dossier or authority.")] = "dossier",
    model: Annotated[
        str | None, typer.Option(help="Judge this trained model as it is, instead of training on the other parts.")
    ] = None,
    llm: Annotated[
        str | None, typer.Option(metavar="URL", help="Judge a language model instead: an OpenAI-compatible address.")
    ] = None,
    llm_model: Annotated[str, typer.Option(help="The language model's name on that server.")] = "",
    llm_cache: Annotated[Path | None, typer.Option(help="Folder that keeps its answers.")] = None,
    errors: Errors = False,
    as_json: AsJson = False,
) -> None:
    """Grounds of gold passages, citations masked: the linear model trained on the rest, and the baselines."""
    from woo_gronden.cli.train import read_data
    from woo_gronden.training import grounds as training

    if llm and not llm_model:
        raise typer.BadParameter("--llm needs --llm-model")
    if by not in training.SPLITS:
        raise typer.BadParameter(f"--by is one of {', '.join(training.SPLITS)}")
    with plain_errors():
        data = read_data([gold], weak or [], seed=0)
        if llm:
            from woo_gronden.classify.llm import LlmModel, describe_sending
            from woo_gronden.classify.llm_client import LlmOptions

            options = LlmOptions(llm, llm_model, llm_cache)
            asked = LlmModel(options)
            err.print(describe_sending(options, [e.text for e in (*data.gold, *data.rest)]), markup=False)
            checked = training.cross_validate(data, fit=lambda _: asked)
            err.print(str(asked.report), markup=False)
        elif model:
            from woo_gronden.classify import load_model

            chosen = load_model(model)
            err.print(f"{chosen.name}: if it was trained on these passages, the figures say nothing", markup=False)
            checked = training.cross_validate(data, by="dossier", fit=lambda _: chosen)
        else:
            checked = training.cross_validate(data, by="authority" if by == "authority" else "dossier")
    figures = [
        f._replace(name=f"{name}: {f.name}" if name != "gap" else f.name)
        for name, group in checked.figures.items()
        for f in group
    ]
    wrong = [
        f"{row.dossier}: want {sorted(row.gold)}, have {sorted(row.said)}" for row in checked.rows if not row.agrees
    ]
    ruled = [figure._replace(name=f"rules: {figure.name}") for figure in checked.ruled]
    print_figures([*figures, *checked.kinds, *ruled, checked.alarms], wrong if errors else [], as_json)


def tables_of(run: list[Path], *names: str) -> Rows:
    """Tables of a run folder, or of the letters in ``run``, read now."""
    from woo_gronden import runners
    from woo_gronden.dataset import load_table

    with TemporaryDirectory() as folder:
        place = run[0]
        if not (place / "run.json").is_file():
            place = Path(folder) / "run"
            runners.run(run, place, workers=2)
        return {name: load_table(place, name) for name in names}


def print_figures(figures: list[Figure], wrong: list[str], as_json: bool, changes: Sequence[str] = ()) -> None:
    """Figures on stdout, what is wrong before them, gains and losses behind them."""
    if as_json:
        shown = {"figures": [figure._asdict() for figure in figures], "errors": wrong}
        print_json(shown | {"changes": list(changes)} if changes else shown)
        return
    for line in [*wrong, *map(str, figures), *changes]:
        out().print(line, markup=False, soft_wrap=True)


@evaluate.command()
def privacy(
    texts: Annotated[int, typer.Option(min=1, help="How many texts are made.")] = 2000,
    seed: Annotated[int, typer.Option(help="The same seed makes the same texts.")] = 1,
    names: Annotated[
        bool, typer.Option("--names/--rules-only", help="With the library that knows Dutch names.")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Personal data in text: recall and precision by type, on made texts with data planted in them."""
    from woo_gronden.dataset.privacy import load_name_finder
    from woo_gronden.evaluation.privacy import plant, score_privacy

    with plain_errors():
        figures = score_privacy(list(plant(texts, seed)), load_name_finder() if names else None)
    print_figures(figures, [], as_json)

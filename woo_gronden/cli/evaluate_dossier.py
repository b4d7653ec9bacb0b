"""``woo-gronden evaluate links|roles|bundles``: how well a dossier is put together."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from woo_gronden.cli.console import err, plain_errors
from woo_gronden.cli.evaluate import AsJson, Errors, print_figures, tables_of

Run = Annotated[
    list[Path], typer.Option("--run", help="A run over the documents, or the documents themselves (files, folders).")
]


def links(
    gold: Annotated[Path, typer.Argument(help="Folder with links.json and redactions.json.")],
    run: Run,
    as_json: AsJson = False,
) -> None:
    """Boxes joined to list row, ground and reasons, against links that people made."""
    from woo_gronden.evaluation import evaluate_links

    with plain_errors():
        figures = evaluate_links(gold, tables_of(run, "documents", "redactions", "links"))
    print_figures(figures, [], as_json)


def roles(
    labels: Annotated[Path, typer.Argument(help='Labels (JSON): {"files": {path: role}}.')],
    run: Run,
    errors: Errors = False,
    as_json: AsJson = False,
) -> None:
    """What each file of a dossier is: decision, list, request, document made public."""
    from woo_gronden.evaluation import evaluate_roles, load_roles, pair_roles

    with plain_errors():
        pairs, absent = pair_roles(load_roles(labels), tables_of(run, "documents")["documents"])
    for name in absent:
        err.print(f"not in the run: {name}", markup=False)
    figures, wrong = evaluate_roles(pairs)
    print_figures(figures, wrong if errors else [], as_json)


def bundles(
    inputs: Annotated[list[Path], typer.Argument(help="Files and folders to glue; a folder is one publication.")],
    labels: Annotated[
        Path | None, typer.Option(help="Roles of the files, to measure those of the parts as well.")
    ] = None,
    count: Annotated[int, typer.Option(min=1, help="Bundles to glue.")] = 60,
    seed: Annotated[int, typer.Option(help="Seed of the draw.")] = 11,
    most_pages: Annotated[int, typer.Option(min=1, help="Leave out files of more pages.")] = 25,
    fold: Annotated[str, typer.Option(metavar="I/N", help="Only the publications of fold I of N.")] = "1/1",
    errors: Errors = False,
    as_json: AsJson = False,
) -> None:
    """Whole files glued together and cut again: panoptic quality beside two baselines, and roles of the parts."""
    from woo_gronden.evaluation import BundleOptions, evaluate_bundles, evaluate_roles, glue, load_files, load_roles

    which, _, folds = fold.partition("/")
    if not (which.isdigit() and folds.isdigit() and 1 <= int(which) <= int(folds)):
        raise typer.BadParameter("--fold is I/N, with I from 1 to N")
    options = BundleOptions(count, seed, most_pages, int(which) - 1, int(folds))
    with plain_errors():
        known = load_roles(labels) if labels else {}
        figures, pairs = evaluate_bundles(glue(load_files(inputs, options), options), known)
    right, wrong = evaluate_roles(pairs) if pairs else ([], [])
    print_figures([*figures, *right], wrong if errors else [], as_json)

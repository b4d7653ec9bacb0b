"""``woo-gronden annotate``."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from woo_gronden.cli.console import err, out, plain_errors

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

"""``woo-gronden train``."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woo_gronden.cli.console import err, out, plain_errors

if TYPE_CHECKING:
    from woo_gronden.training.grounds_data import GroundsData


class Kind(str, Enum):  # noqa: UP042 - Typer shows the values of a str enumeration
    """What can be trained."""

    linear = "linear"
    transformer = "transformer"


def train(
    model: Annotated[Kind, typer.Argument(help="linear, or transformer (needs its extra).")],
    output: Annotated[Path, typer.Option(help="The model's folder, such as models/NAME.")],
    gold: Annotated[
        list[Path] | None,
        typer.Option(help="Annotated letters (folder of JSON) or settled annotations (JSON Lines). May be repeated."),
    ] = None,
    weak: Annotated[
        list[Path] | None,
        typer.Option(help="A run, or files and folders with letters; labels come from rules. May be repeated."),
    ] = None,
    encoder: Annotated[str, typer.Option(help="For transformer: a folder, or a name on a model hub.")] = "",
    epochs: Annotated[int, typer.Option(help="For transformer: at most so many.")] = 20,
    batch: Annotated[int, typer.Option(help="For transformer: texts a step.")] = 16,
    device: Annotated[str | None, typer.Option(help="For transformer: cpu, cuda; a GPU where there is one.")] = None,
    seed: Annotated[int, typer.Option(help="The same seed and data give the same model.")] = 0,
    validate: Annotated[bool, typer.Option(help="For linear: cross-validate too, by dossier and authority.")] = True,
) -> None:
    """Train a model that tells which ground a passage argues; writes weights, card and figures."""
    from woo_gronden.training import grounds

    if model is Kind.transformer and not encoder:
        raise typer.BadParameter("transformer needs --encoder")
    with plain_errors():
        data = read_data(gold or [], weak or [], seed)
        command = " ".join(["woo-gronden", *sys.argv[1:]])
        if model is Kind.transformer:
            grounds.train_transformer(
                data, output, encoder=encoder, command=command, seed=seed, epochs=epochs, batch=batch, device=device,
                on_epoch=lambda epoch, loss: err.print(f"epoch {epoch}: held-out loss {loss:.4f}", markup=False),
            )  # fmt: skip
        else:
            checks = []
            if validate and data.gold:
                for by in grounds.SPLITS:
                    err.print(f"cross-validating by {by}", markup=False)
                    checks.append(grounds.cross_validate(data, by=by, seed=seed, on_fold=_say))
            grounds.train_linear(data, output, command=command, seed=seed, validations=checks)
    out().print(str(output), markup=False)


def read_data(gold: list[Path], weak: list[Path], seed: int) -> GroundsData:
    """What ``--gold`` and ``--weak`` name; says what is read on stderr."""
    from woo_gronden.training.grounds_data import gather, gather_run, read_letters

    runs = [path for path in weak if (path / "run.json").is_file()]
    files = [path for path in weak if path not in runs]
    letters = read_letters(files, on_file=lambda name: err.print(name, markup=False)) if files else ()
    data = gather(gold, letters, seed=seed)
    for run in runs:
        data = gather_run(run, data)
    counts = f"{len(data.gold)} gold, {len(data.rest)} beside it, {len(data.weak)} weak, {len(data.own)} written"
    err.print(f"texts: {counts}", markup=False)
    return data


def _say(done: int, of: int) -> None:
    err.print(f"part {done} of {of}", markup=False)

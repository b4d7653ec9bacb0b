"""The ``woo-gronden`` command."""

from __future__ import annotations

from typing import Annotated

import typer

from woo_gronden import __version__
from woo_gronden.cli.annotate import annotate
from woo_gronden.cli.ask import ask
from woo_gronden.cli.cite import cite
from woo_gronden.cli.corpus import corpus
from woo_gronden.cli.dataset import dataset
from woo_gronden.cli.doctor import doctor
from woo_gronden.cli.evaluate import evaluate
from woo_gronden.cli.evaluate_dossier import bundles, links, roles
from woo_gronden.cli.explore import explore
from woo_gronden.cli.grounds import grounds
from woo_gronden.cli.inspect import inspect
from woo_gronden.cli.models import models
from woo_gronden.cli.redactions import redactions
from woo_gronden.cli.report import report
from woo_gronden.cli.run import run
from woo_gronden.cli.show import show
from woo_gronden.cli.train import train

app = typer.Typer(
    name="woo-gronden",
    help="See why Dutch government withholds information: grounds, reasons and redactions in Woo and Wob decisions.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for _command in (run, show, inspect, report, explore, cite, redactions, grounds, train, ask, doctor):
    app.command()(_command)
app.add_typer(annotate, name="annotate")
for _figure in (links, roles, bundles):
    evaluate.command()(_figure)
app.add_typer(evaluate, name="evaluate")
app.add_typer(models, name="models")
app.add_typer(corpus, name="corpus")
app.add_typer(dataset, name="dataset")


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"woo-gronden {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version)
    ] = False,
) -> None: ...


def main() -> None:
    """Run the command line."""
    app()

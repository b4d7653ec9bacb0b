"""``woo-gronden grounds``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from woo_gronden.cli.cite import Context
from woo_gronden.cli.console import out, plain_errors, print_json


def grounds(
    code: Annotated[str | None, typer.Argument(help="One ground, in any spelling (5.1.2.e, 512e, wob:10.2g).")] = None,
    law: Annotated[Context | None, typer.Option(help="Only this law.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List the grounds of Woo and Wob, or one of them."""
    from rich.table import Table

    from woo_gronden.taxonomy import all_grounds, get_ground

    with plain_errors():
        chosen = [get_ground(code)] if code else [g for g in all_grounds() if law is None or g.law == law.value]
    if as_json:
        print_json([asdict(ground) for ground in chosen])
        return
    table = Table("id", "kind", "label", "in English", "counterpart", box=None, pad_edge=False)
    for ground in chosen:
        partly = [f"{other} (partly)" for other in ground.partial_counterparts]
        counterpart = ", ".join([*ground.counterparts, *partly])
        table.add_row(ground.id, ground.kind, ground.label_nl, ground.label_en, counterpart)
    out().print(table)

"""``woo-gronden grounds``."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer

from woo_gronden.cli.cite import Context
from woo_gronden.cli.console import err, out, plain_errors, print_json


def grounds(
    code: Annotated[str | None, typer.Argument(help="One ground, in any spelling (5.1.2.e, 512e, wob:10.2g).")] = None,
    law: Annotated[Context | None, typer.Option(help="Only this law.")] = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="Only grounds in force on this day, each with the address of its text then."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List the grounds of Woo and Wob, or one of them."""
    from rich.table import Table

    from woo_gronden.taxonomy import all_grounds, get_ground, law_on

    with plain_errors():
        chosen = [get_ground(code)] if code else [g for g in all_grounds() if law is None or g.law == law.value]
    day = on.date() if on else None
    texts = {ground.id: ground.text_on(day) for ground in chosen if day and ground.in_force(day)}
    if day:
        chosen = [ground for ground in chosen if ground.id in texts]
    if as_json:
        print_json([asdict(g) | ({"text": texts[g.id]} if texts else {}) for g in chosen])
        return
    if day:
        if not chosen:
            err.print(f"not in force on {day}: law is then the {law_on(day).capitalize()}", markup=False)
        for ground in chosen:
            out().print(f"{ground.id}  {ground.label_nl}  {texts[ground.id]}", markup=False, soft_wrap=True)
        return
    table = Table("id", "kind", "label", "in English", "counterpart", box=None, pad_edge=False)
    for ground in chosen:
        partly = [f"{other} (partly)" for other in ground.partial_counterparts]
        counterpart = ", ".join([*ground.counterparts, *partly])
        table.add_row(ground.id, ground.kind, ground.label_nl, ground.label_en, counterpart)
    out().print(table)

"""``woo-gronden cite``."""

from __future__ import annotations

import sys
from dataclasses import asdict
from enum import Enum
from typing import Annotated

import typer

from woo_gronden.cli.console import out, plain_errors, print_json


class Context(str, Enum):  # noqa: UP042 - Typer shows the values of a str enumeration
    """The law that a text applies."""

    woo = "woo"
    wob = "wob"


def cite(
    text: Annotated[str, typer.Argument(metavar="[TEXT|-]", help="A text; - reads it from stdin.")] = "-",
    law: Annotated[
        Context | None, typer.Option(help="The law that the text applies, for citations that do not name it.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Find the citations of grounds in a text: where they stand and which provisions they name."""
    with plain_errors():
        from woo_gronden.citations import find_citations

        given = sys.stdin.read() if text == "-" else text
        found = find_citations(given, law.value if law else None)
        if as_json:
            print_json([asdict(citation) for citation in found])
            return
        for c in found:
            written = f"  (as written: {', '.join(c.as_written)})" if c.as_written else ""
            out().print(f"{c.start:6d} {c.end:6d}  {', '.join(c.grounds):24s} {c.text}{written}", markup=False)

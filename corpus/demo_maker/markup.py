"""The sources: a TOML head between ``+++`` lines, then blocks parted by blank lines.

============================== ==================================================================================
``= role | text``              a heading and the role of its section; ``==`` a subheading
``@ woo:5.1.2e``               before a paragraph: it is a passage that applies these grounds (``@ ... implicit``: the
                               article does not stand in it; ``@norm ...``: the law's text alone; ``@+``: goes on)
``- text``, ``1. text``        items of a list
``[table ...]`` + ``| a | b``  a table; the first row is its head; ``inventory=`` names what each column is
``[fields]`` + ``Label: x``    a block of fields
``[box kind code lines=4]``    a redaction over whole lines
``[doc 3] stamp``              the next document of a bundle, on a new page
``[bars]`` + ``label: 3``      a bar chart; ``[map seed height=200]`` + ``kind code 0.2 0.5 60 14``: a map,
                               redactions on it (place as shares, size in points); ``[signature seed]``: a scrawl
``[foot] text``                a footnote at the foot of this page (its mark stands in the text: ¹)
``[page]`` ``[sign keep=90]``  room kept under it for a signature; also ``[small]``, ``[rule]``,
                               ``[center]``, ``[mono]``, ``[gap 12]``: what they say
============================== ==================================================================================

In running text ``{{kind:code|14}}`` is a redaction 14 letters wide; with words instead of a number the words stay
recoverable under it (kinds that start with ``fake`` or ``unapplied``). A code with ``~`` before it is not printed: only
the links know it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_DIRECTIVE = re.compile(
    r"\[(table|fields|box|page|signature|sign|foot|small|rule|gap|mono|center|doc|bars|map)([^\]]*)\]\s*(.*)", re.DOTALL
)
_ITEM = re.compile(r"(-|\d+\.|[a-z]\.)\s+(.*)")


@dataclass
class Block:
    """One block of a source. ``kind`` is heading, subheading, paragraph, items, table, fields, box, ..."""

    kind: str
    text: str = ""
    lines: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    mark: str = ""


@dataclass
class Source:
    """A parsed source file."""

    name: str
    head: dict[str, Any]
    blocks: list[Block]


def load_source(path: Path) -> Source:
    """Read one source file."""
    _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    blocks = [parse_block(part) for part in re.split(r"\n\s*\n", body.strip("\n")) if part.strip()]
    return Source(path.stem, tomllib.loads(head), blocks)


def parse_block(part: str) -> Block:
    """One block from its lines."""
    lines = [line.rstrip() for line in part.strip("\n").split("\n")]
    mark = ""
    if lines[0].startswith("@"):
        mark = lines.pop(0)[1:].strip() or "?"
    if lines[0].startswith("="):
        signs, _, rest = lines[0].partition(" ")
        role, _, text = rest.partition("|")
        return Block("heading" if signs == "=" else "subheading", text.strip(), options={"role": role.strip()})
    if found := _DIRECTIVE.match(lines[0]):
        kind, options, text = found.groups()
        pairs = {}
        for word in options.split():
            key, _, value = word.partition("=")
            pairs[key] = value
        return Block(kind, text, lines[1:], pairs, mark)
    if _ITEM.match(lines[0]):
        items: list[str] = []
        for line in lines:
            if _ITEM.match(line):
                items.append(line)
            else:
                items[-1] += " " + line.strip()
        return Block("items", lines=items, mark=mark)
    return Block("paragraph", " ".join(line.strip() for line in lines), mark=mark)


def split_item(line: str) -> tuple[str, str]:
    """Bullet and text of one list item."""
    found = _ITEM.match(line)
    return (found[1], found[2]) if found else ("", line)


def split_row(line: str) -> list[str]:
    """Cells of one table row; bars inside ``{{ }}`` part nothing."""
    return [cell.strip() for cell in re.split(r"\|(?![^{]*\}\})", line.strip().strip("|"))]

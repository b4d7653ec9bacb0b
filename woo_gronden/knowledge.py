"""Reading what the rooms know and keep as data beside their code: tables in TOML, lists as text."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def load_table(package: str, path: str) -> dict[str, Any]:
    """A TOML file of ``package``."""
    return tomllib.loads(files(package).joinpath(path).read_text(encoding="utf-8"))


def load_list(package: str, path: str) -> tuple[str, ...]:
    """The lines of a text file of ``package``, without empty ones and those that start with ``#``."""
    lines = map(str.strip, files(package).joinpath(path).read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))

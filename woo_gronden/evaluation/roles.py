"""Roles of files, and of the parts of bundles, against labels that people gave."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_args

from woo_gronden.errors import InputError
from woo_gronden.evaluation.figures import Figure, f1, measure, share
from woo_gronden.schema import DocumentRole

Row = Mapping[str, Any]


class RolePair(NamedTuple):
    """A file, or a document of a bundle, with the role it has and the role it was given."""

    name: str
    true: str
    found: str


def load_roles(path: Path) -> dict[str, str]:
    """Labels from a JSON file: ``{"files": {path: role}}``, or that inner object alone.

    Raises:
        InputError: no such object, or a role that is none of ``DocumentRole``.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputError(str(path), f"no JSON: {error}") from error
    files = content.get("files", content) if isinstance(content, dict) else None
    if not isinstance(files, dict) or not files:
        raise InputError(str(path), 'no labels: {"files": {path: role}} is wanted')
    wrong = sorted({str(role) for role in files.values()} - set(get_args(DocumentRole)))
    if wrong:
        raise InputError(str(path), f"no role: {', '.join(wrong)}; roles are {', '.join(get_args(DocumentRole))}")
    return files


def pair_roles(labels: Mapping[str, str], documents: Iterable[Row]) -> tuple[list[RolePair], list[str]]:
    """Each labelled file with the role in a run, and the labelled files that the run lacks."""
    found = {str(row["path"]): str(row["role"]) for row in documents}
    pairs, absent = [], []
    for label, role in labels.items():
        mine = [path for path in found if same_path(label, path)]
        if len(mine) == 1:
            pairs.append(RolePair(label, role, found[mine[0]]))
        else:
            absent.append(label)
    return pairs, absent


def same_path(one: str, other: str) -> bool:
    """Whether two paths are one file's, though one may be given from a folder further up."""
    return one == other or one.endswith("/" + other) or other.endswith("/" + one)


def evaluate_roles(pairs: Sequence[RolePair]) -> tuple[list[Figure], list[str]]:
    """The share of right roles, then F1 by role, and a line for each that is wrong."""
    right = [(pair.true == pair.found, 1) for pair in pairs]
    figures = [measure("roles right", right, share, f"{sum(r for r, _ in right)} of {len(pairs)}")]
    for role in get_args(DocumentRole):
        true = sum(pair.true == role for pair in pairs)
        if true or any(pair.found == role for pair in pairs):
            counts = [_counts(pair, role) for pair in pairs]
            figures.append(measure(f"F1 {role}", counts, f1, f"{true} labelled"))
    errors = [f"{p.name}: {p.true}, found {p.found}" for p in pairs if p.true != p.found]
    return figures, errors


def _counts(pair: RolePair, role: str) -> tuple[int, int, int]:
    true, found = pair.true == role, pair.found == role
    return true and found, found and not true, true and not found

"""One label space for both laws: ids in, labels for the model, and ids of the law that applies out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from woo_gronden.knowledge import load_table
from woo_gronden.schema import Law
from woo_gronden.taxonomy import all_grounds

# The law that a text names. "wob" as a word or in "Wob-verzoek"; "woon" and "woord" must not match.
_NAMES_WOB = re.compile(r"(?i)\bwob(?:-?verzoek\w*)?\b|openbaarheid van bestuur")
_NAMES_WOO = re.compile(r"(?i)\bwoo(?:-?verzoek\w*)?\b|\bwet open overheid")


@cache
def _raw() -> dict[str, Any]:
    return load_table("woo_gronden.classify", "data/labels.toml")


def families() -> Mapping[str, tuple[str, ...]]:
    """Wob ids that the Woo divided, each with its Woo members."""
    return {label: tuple(members) for label, members in _raw()["families"].items()}


@cache
def all_labels() -> tuple[str, ...]:
    """Every label a model may know: the Woo grounds on which information is withheld, then the families."""
    woo = [g.id for g in all_grounds() if g.law == "woo" and g.kind in ("absolute", "relative")]
    extra = [label for label in _raw()["counterparts"].values() if label not in woo]
    return (*woo, *extra, *families())


@cache
def _to_label() -> dict[str, str]:
    labels = {label: label for label in all_labels()}
    for ground in all_grounds():
        if ground.law == "wob" and ground.id not in labels:
            for counterpart in ground.counterparts:
                if counterpart in labels:
                    labels[ground.id] = counterpart
    labels.update(_raw()["counterparts"])
    for whole, part in _raw()["folds"].items():
        labels[whole] = labels[part]
    return labels


def label_of(ground: str) -> str | None:
    """The label of a ground id of either law; None where models know no label for it."""
    return _to_label().get(ground)


def labels_of(grounds: Iterable[str]) -> tuple[str, ...]:
    """The labels of ``grounds`` in order, once; what has no label is left out."""
    found = (label_of(ground) for ground in grounds)
    return tuple(dict.fromkeys(label for label in found if label))


def known_labels(grounds: Iterable[str], labels: Iterable[str]) -> dict[str, bool | None]:
    """For each of ``labels``, whether a text with ``grounds`` has it; None where the other law's name does not tell."""
    have = set(labels_of(grounds))
    known: dict[str, bool | None] = {}
    for label in labels:
        members = families().get(label)
        if members is not None:
            known[label] = label in have or bool(have & set(members))
            continue
        unknown = any(label in members and family in have for family, members in families().items())
        known[label] = True if label in have else None if unknown else False
    return known


@cache
def _from_label(law: Law) -> dict[str, str]:
    if law == "woo":
        return {label: label for label in all_labels() if label.startswith("woo:")}
    members = {member for group in families().values() for member in group}
    names = {family: family for family in families()}
    names |= {label: wob for wob, label in _raw()["counterparts"].items()}
    for ground in all_grounds():
        label = _to_label().get(ground.id)
        if ground.law == "wob" and label and label not in members and label not in names:
            names[label] = ground.id
    return names


def ground_in_law(label: str, law: Law) -> str | None:
    """The id of ``label`` in ``law``; None where that law has no such ground."""
    return _from_label(law).get(label)


def named_law(text: str) -> Law | None:
    """The law that ``text`` names, the one it names more often; None where it names neither or both as often."""
    woo, wob = len(_NAMES_WOO.findall(text)), len(_NAMES_WOB.findall(text))
    if woo == wob:
        return None
    return "woo" if woo > wob else "wob"

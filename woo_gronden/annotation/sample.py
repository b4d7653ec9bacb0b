"""Draw passages of a run for people to judge, and keep the draw as JSON Lines."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, cast, get_args

from woo_gronden.annotation.records import read_lines, require_run, write_lines
from woo_gronden.classify import Model, labels_of, pick_texts
from woo_gronden.dataset import load_table
from woo_gronden.errors import GoldError, ModelError, NothingToDo
from woo_gronden.schema import Law

Strategy = Literal["random", "stratified", "uncertainty", "diverse", "disagreement"]
STRATEGIES: tuple[Strategy, ...] = get_args(Strategy)
# Strategies that ask a model.
ASKING = frozenset({"uncertainty", "disagreement"})


@dataclass(frozen=True, slots=True)
class Item:
    """A passage to judge: where it stands, its words, and what the run said of it.

    ``weight`` is how many passages of the run it stands for (0: the draw was not by chance, so none can be named).
    ``why`` says in a word or two what it was drawn for.
    """

    document_id: str
    document_sha256: str
    text_sha256: str
    path: str
    dossier_id: str
    law: str
    authority: str
    passage_id: str
    char_start: int
    char_end: int
    page_start: int
    page_end: int
    section: str
    text: str
    grounds: tuple[str, ...]
    kind: str
    method: str
    score: float
    strategy: str = ""
    seed: int = 0
    weight: float = 0.0
    why: str = ""


def draw_sample(run: Path, count: int, strategy: Strategy, *, seed: int = 0, model: Model | None = None) -> list[Item]:
    """Passages of ``run`` to judge, most wanted first; the same arguments give the same.

    Args:
        run: a run folder.
        count: at most so many.
        strategy: ``random``; ``stratified``: as many of each law, ground and kind; ``uncertainty``:
            a ground nearest to even odds; ``diverse``: least like those drawn; ``disagreement``: the model is surest
            that it is another ground than the rules say.
        seed: of the draw.
        model: for ``uncertainty`` and ``disagreement``; one that gives a probability for every label.

    Raises:
        NothingToDo: there is no run, it has no passage, or none on which the model and the rules disagree.
        ModelError: the strategy needs a model with probabilities, and got none.
    """
    items = list_passages(run)
    if not items:
        raise NothingToDo(f"{run}: no passage to draw from")
    if strategy == "stratified":
        drawn = _stratified(items, count, seed)
    elif strategy == "disagreement":
        drawn = _disagreeing(items, count, _probable(model, strategy))
        if not drawn:
            raise NothingToDo(f"{run}: the model disagrees with the rules on no passage")
    else:
        asked = _probable(model, strategy) if strategy == "uncertainty" else None
        picked = pick_texts([item.text for item in items], count, strategy, model=asked, seed=seed)
        weight = len(items) / max(len(picked), 1) if strategy == "random" else 0.0
        drawn = [replace(items[i], weight=round(weight, 4), why=strategy) for i in picked]
    return [replace(item, strategy=strategy, seed=seed) for item in drawn]


def _probable(model: Model | None, strategy: str) -> Any:
    if model is None or not hasattr(model, "probabilities"):
        name = "none" if model is None else model.name
        raise ModelError(f"{strategy} needs a model that gives a probability for every ground; given: {name}")
    return model


def list_passages(run: Path) -> list[Item]:
    """Every passage of a run, in the order of its tables.

    Raises:
        NothingToDo: ``run`` is no run.
    """
    require_run(run)
    documents = {row["document_id"]: row for row in load_table(run, "documents")}
    decisions = {row["document_id"]: row for row in load_table(run, "decisions")}
    return [
        _item(row, documents[row["document_id"]], decisions.get(row["document_id"]) or {})
        for row in load_table(run, "passages")
    ]


def _item(row: dict[str, Any], document: dict[str, Any], decision: dict[str, Any]) -> Item:
    law = decision.get("law") or (row["grounds"][0].partition(":")[0] if row["grounds"] else "")
    return Item(
        document_id=row["document_id"],
        document_sha256=document["sha256"],
        text_sha256=document.get("text_sha256") or "",
        path=document["path"],
        dossier_id=document["dossier_id"],
        law=law,
        authority=decision.get("authority") or "",
        grounds=tuple(row["grounds"]),
        **{name: row[name] for name in ("passage_id", "char_start", "char_end", "page_start", "page_end")},
        **{name: row[name] for name in ("section", "text", "kind", "method", "score")},
    )


def _stratified(items: Sequence[Item], count: int, seed: int) -> list[Item]:
    """One of each stratum in turn; ``weight`` is the size of the stratum over what was drawn of it."""
    rng = random.Random(seed)
    strata: dict[tuple[str, str, str], list[Item]] = {}
    for item in items:
        strata.setdefault((item.law, item.grounds[0] if item.grounds else "", item.kind), []).append(item)
    # In an order of chance: where there are more strata than places, no law or ground goes first.
    queues = {key: rng.sample(strata[key], len(strata[key])) for key in rng.sample(sorted(strata), len(strata))}
    drawn: list[tuple[tuple[str, str, str], Item]] = []
    for turn in range(max(map(len, queues.values()))):
        drawn += [(key, queue[turn]) for key, queue in queues.items() if turn < len(queue)]
    drawn = drawn[:count]
    taken = {key: sum(other == key for other, _ in drawn) for key, _ in drawn}
    return [
        replace(item, weight=round(len(strata[key]) / taken[key], 4), why=" ".join(filter(None, key)))
        for key, item in drawn
    ]


def _disagreeing(items: Sequence[Item], count: int, model: Any) -> list[Item]:
    ruled = [item for item in items if item.method != model.name]
    chances = dict(zip((item.passage_id for item in ruled), model.probabilities([i.text for i in ruled]), strict=True))
    found: list[tuple[float, Item]] = []
    laws: tuple[Law | None, ...] = ("woo", "wob", None)
    for law in laws:
        mine = [item for item in ruled if (item.law or None) == law]
        for item, said in zip(mine, model.predict([item.text for item in mine], law), strict=True):
            other = set(labels_of(item.grounds)) ^ set(labels_of(tuple(said)))
            if said and other:
                row = chances[item.passage_id]
                odds = {label: float(row[model.labels.index(label)]) for label in other if label in model.labels}
                sure = max((abs(p - (label in labels_of(item.grounds))) for label, p in odds.items()), default=0.5)
                found.append((sure, replace(item, why=f"{model.name}: {', '.join(said)}")))
    order = sorted(range(len(found)), key=lambda i: (-found[i][0], i))
    return [found[i][1] for i in order[:count]]


def write_sample(path: Path, items: Sequence[Item]) -> None:
    """Write a draw as JSON Lines.

    Raises:
        OutputError: the file cannot be written.
    """
    write_lines(path, ({**asdict(item), "grounds": list(item.grounds)} for item in items))


def load_sample(path: Path) -> list[Item]:
    """A draw, as :func:`write_sample` wrote it.

    Raises:
        GoldError: a line is no item of a draw.
    """
    items = []
    for number, line in enumerate(read_lines(path), 1):
        try:
            row = cast(dict[str, Any], json.loads(line))
            items.append(Item(**{**row, "grounds": tuple(row["grounds"])}))
        except (ValueError, TypeError, KeyError) as error:
            raise GoldError(f"{path}, line {number}: not a line of 'annotate sample': {error}") from error
    return items

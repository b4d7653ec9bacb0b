"""Texts to learn from, with what they argue: gold passages, and the arguments made up for this project."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from woo_gronden.classify import ParagraphKind, labels_of, mask_citations
from woo_gronden.errors import GoldError
from woo_gronden.knowledge import load_table
from woo_gronden.schema import Annotation, Law, Passage

Origin = Literal["gold", "weak", "own"]

# Variants made of each argument of our own, by what stands around it.
_VARIANTS = 2
_WORD = re.compile(r"\w+")
# A paragraph of a gold letter belongs to a passage when half of its runs of three words stand in one.
_OVERLAP = 0.5
# Models are asked about passages; the rest of a letter is there to keep them silent, not to set how common grounds are.
_WEIGHT_REST = 0.4
# The office before the name of what it stands for, and what follows a dash: "minister van X - onderdeel Y" is X.
_OFFICE = re.compile(
    r"(?i)^(?:de\s+)?(?:minister-president[, ]*|minister(?:ie)?|staatssecretaris|"
    r"college van burgemeester en wethouders|burgemeester(?: en wethouders)?|gedeputeerde staten|"
    r"dagelijks bestuur|dijkgraaf en hoogheemraden)\b[\s,]*(?:van|voor)?\s*"
)
# What parts the names of an authority under several offices: " - ", ", Gemeente X".
_OFFICES = re.compile(r"\s+[–—-]\s+|,\s*(?:gemeente\s+)?(?=[A-Z])")
_OF_TOWN = re.compile(r",\s*gemeente\s+")


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its citations masked, and what is known of it.

    ``kind`` is None where it is not known; ``grounds`` are ids of either law, empty where it argues none. ``ruled`` is
    the kind that the rules of the letter reader give it, None where they were not asked.
    """

    text: str
    grounds: tuple[str, ...]
    law: Law
    kind: ParagraphKind | None
    dossier: str
    authority: str
    origin: Origin
    weight: float = 1.0
    ruled: ParagraphKind | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """What a model is to say of it."""
        return labels_of(self.grounds)


def load_gold(
    gold: Path, dossiers: Mapping[str, str] | None = None, passages: Mapping[str, Sequence[Passage]] | None = None
) -> list[Example]:
    """The annotated passages in ``gold`` (one JSON file a letter), citations masked.

    A record with ``is_decision`` false (a list, a key to links) is passed by.

    Args:
        gold: the folder.
        dossiers: the dossier of a letter by its id; a letter that is not in it is a dossier of its own.
        passages: what the rules read in a letter, by its id.

    Raises:
        GoldError: no annotation is there, or one cannot be read.
    """
    examples = []
    for path in sorted(gold.glob("*.json")):
        try:
            letter = json.loads(path.read_text(encoding="utf-8"))
            if not letter.get("is_decision", True):
                continue
            dossier = (dossiers or {}).get(letter["id"], letter["id"])
            authority = authority_key(letter.get("authority"))
            ruled = (passages or {}).get(letter["id"])
            for passage in letter["passages"]:
                text, grounds = mask_citations(passage["text"]), tuple(passage["grounds"])
                example = Example(text, grounds, letter["law"], passage["kind"], dossier, authority, "gold")
                examples.append(example if ruled is None else replace(example, ruled=ruled_kind(text, ruled)))
        except (ValueError, KeyError, TypeError) as error:
            raise GoldError(f"{path}: not an annotated letter (law, passages): {error}") from error
    if not examples:
        raise GoldError(f"{gold}: no annotated passage")
    return examples


def example_of(annotation: Annotation, dossier: str) -> Example:
    """A person's annotation of one stretch, citations masked.

    Raises:
        GoldError: it was kept without its words.
    """
    a = annotation
    if not a.text:
        raise GoldError(f"{a.document_id}, {a.char_start} to {a.char_end}: an annotation without its text")
    named = next((ground.partition(":")[0] for ground in a.grounds), a.law)
    law: Law = "wob" if named == "wob" else "woo"
    weight = _WEIGHT_REST if a.kind == "neither" else 1.0
    return Example(mask_citations(a.text), a.grounds, law, a.kind, dossier, authority_key(a.authority), "gold", weight)


def ruled_kind(text: str, passages: Sequence[Passage]) -> ParagraphKind:
    """The kind of the passage that has half of the runs of three words of ``text`` or more; ``neither`` without one."""
    runs, best = _runs(text), _OVERLAP
    kind: ParagraphKind = "neither"
    for passage in passages:
        share = len(runs & _runs(mask_citations(passage.text))) / max(len(runs), 1)
        if share >= best:
            best, kind = share, passage.kind
    return kind


def load_gold_letters(gold: Path) -> dict[str, dict[str, Any]]:
    """The annotated letters by id (the stem of the PDF); records that are no letter are passed by."""
    records = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(gold.glob("*.json"))}
    return {stem: record for stem, record in records.items() if record.get("is_decision", True)}


def rest_of_letter(paragraphs: Iterable[str], letter: dict[str, Any], dossier: str) -> list[Example]:
    """The paragraphs of an annotated letter that stand in none of its passages: they argue nothing.

    Args:
        paragraphs: of the letter's body, citations masked.
        letter: its annotation.
        dossier: to which it belongs.
    """
    passages = [*letter["passages"], *letter.get("passages_offtext", ())]
    annotated = set[tuple[str, ...]]().union(*(_runs(mask_citations(p.get("text") or "")) for p in passages))
    rest = []
    for text in paragraphs:
        runs = _runs(text)
        if runs and len(runs & annotated) / len(runs) < _OVERLAP:
            key = authority_key(letter.get("authority"))
            rest.append(Example(text, (), letter["law"], "neither", dossier, key, "gold", _WEIGHT_REST))
    return rest


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def authority_key(authority: str | None) -> str:
    """One name for an authority under its several offices; "" where it is not known."""
    name = _OFFICES.split(authority or "")[0]
    last = _OF_TOWN.split(authority or "")[-1] if ", gemeente" in (authority or "") else name
    return " ".join(_OFFICE.sub("", last).lower().split())


def own_examples(seed: int = 0) -> list[Example]:
    """The arguments, norms and other paragraphs written for this project, each in a few frames.

    An argument trains its Woo ground and, where the Woo divided a Wob ground, that one too.
    """
    raw = load_table("woo_gronden.training", "data/arguments.toml")
    frames = raw.pop("frames")
    rng = random.Random(seed)
    examples = []
    for label, entry in raw.items():
        grounds = () if label == "none" else (label,)
        base = Example("", grounds, "woo", "neither" if label == "none" else "motivation", f"own:{label}", "", "own")
        for text in entry["arguments"]:
            examples.append(replace(base, text=text))
            if label == "none":
                continue
            for _ in range(_VARIANTS - 1):
                framed = f"{rng.choice(frames['before'])} {text} {rng.choice(frames['behind'])}".strip()
                examples.append(replace(base, text=framed))
        examples += [replace(base, text=text, kind="norm") for text in entry.get("norms", ())]
    share = 1 / _VARIANTS
    return [replace(e, weight=share if e.kind == "motivation" else 1.0) for e in examples]


def group_folds(
    examples: Sequence[Example], folds: int, *, by: Literal["dossier", "authority"], seed: int = 0
) -> list[int]:
    """A fold number for each example; no ``dossier`` (or ``authority``) stands in two folds.

    Groups go, largest first, to the fold that has the fewest examples. By authority, an authority with more than its
    share is a fold of its own.
    """
    sizes: dict[str, int] = {}
    for example in examples:
        sizes[getattr(example, by)] = sizes.get(getattr(example, by), 0) + 1
    order = sorted(sizes)
    random.Random(seed).shuffle(order)
    order.sort(key=lambda name: -sizes[name])
    loads, fold_of = [0] * folds, dict[str, int]()
    for name in order:
        fold_of[name] = loads.index(min(loads))
        loads[fold_of[name]] += sizes[name]
    return [fold_of[getattr(example, by)] for example in examples]

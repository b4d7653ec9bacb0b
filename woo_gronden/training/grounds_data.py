"""Gather what the models learn from: gold, the rest of the gold letters, other letters, texts of our own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from woo_gronden.annotation import load_annotations
from woo_gronden.citations import find_citations
from woo_gronden.classify import mask_citations
from woo_gronden.errors import InputError
from woo_gronden.pipeline import Options, read_source
from woo_gronden.schema import Document, Law, Passage
from woo_gronden.sources import find_sources
from woo_gronden.training.grounds_examples import (
    Example,
    authority_key,
    example_of,
    load_gold,
    load_gold_letters,
    own_examples,
    rest_of_letter,
    ruled_kind,
)
from woo_gronden.training.grounds_weak import WeakReport, find_paragraphs, weak_examples

log = logging.getLogger(__name__)

# Paragraphs that argue nothing are many and alike: at most so many of a dossier, taken evenly over its length.
_NONE_PER_DOSSIER = 6
# What the letter reader took for a passage, with its article printed in it or read from its words.
_RUN_WEIGHT, _RUN_WEIGHT_GUESSED = 0.7, 0.4


@dataclass(frozen=True, slots=True)
class Letter:
    """A decision letter to learn from: its id is the stem of its file."""

    letter_id: str
    dossier: str
    authority: str
    law: Law
    document: Document
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class GroundsData:
    """All texts: ``gold`` passages, ``rest`` of the gold letters, ``weak`` of other letters, and our ``own``."""

    gold: tuple[Example, ...]
    rest: tuple[Example, ...]
    weak: tuple[Example, ...]
    own: tuple[Example, ...]
    report: WeakReport = field(default_factory=WeakReport)

    def all(self) -> list[Example]:
        """Everything, gold first."""
        return [*self.gold, *self.rest, *self.weak, *self.own]


def read_letters(
    inputs: Sequence[Path], *, ocr: bool = False, on_file: Callable[[str], None] = lambda name: None
) -> Iterator[Letter]:
    """The decision letters among the files of ``inputs``, read as a run reads them: nothing from under a box.

    Args:
        inputs: files and folders.
        ocr: also recognise pages without a text layer (slow).
        on_file: called with each file's name.
    """
    for source in find_sources(list(inputs)):
        on_file(source.name)
        try:
            extraction = read_source(source, Options(ocr="auto" if ocr else "never"))
        except InputError as error:
            log.warning("%s", error)
            continue
        decision = extraction.decision
        if extraction.role == "besluit" and decision and decision.law:
            yield Letter(
                source.path.stem,
                source.dossier_id,
                authority_key(decision.authority),
                decision.law,
                extraction.document,
                extraction.passages,
            )


def gather(gold: Sequence[Path], letters: Iterable[Letter], *, seed: int = 0) -> GroundsData:
    """What there is to learn from; a letter of which anything is in the gold is never weak.

    Args:
        gold: folders of annotated letters, and files of settled annotations (JSON Lines).
        letters: other letters, and those of the gold: the rest of an annotated letter argues nothing.
        seed: of the frames around the texts of our own.

    Raises:
        GoldError: a folder or file of gold cannot be read.
    """
    folders = [path for path in gold if not path.is_file()]
    stretches = [a for path in gold if path.is_file() for a in load_annotations(path)]
    annotated = {name: letter for folder in folders for name, letter in load_gold_letters(folder).items()}
    report, rest, weak = WeakReport(), list[Example](), list[Example]()
    dossiers, ruled = dict[str, str](), dict[str, tuple[Passage, ...]]()
    judged = {a.document_sha256: a.dossier_id or a.document_id for a in stretches}
    for letter in letters:
        law = annotated[letter.letter_id]["law"] if letter.letter_id in annotated else letter.law
        citations = find_citations(letter.document.text, law)
        paragraphs = find_paragraphs(letter.document, citations, law)
        if letter.letter_id in annotated:
            dossiers[letter.letter_id], ruled[letter.letter_id] = letter.dossier, letter.passages
            beside = rest_of_letter([p.text for p in paragraphs], annotated[letter.letter_id], letter.dossier)
            rest += [replace(example, ruled=ruled_kind(example.text, letter.passages)) for example in beside]
        elif letter.document.sha256 in judged:
            judged[letter.document.sha256] = letter.dossier
        else:
            weak += weak_examples(paragraphs, dossier=letter.dossier, authority=letter.authority, report=report)
    examples = [example_of(a, judged[a.document_sha256]) for a in stretches]
    passages = [example for folder in folders for example in load_gold(folder, dossiers, ruled)]
    # A stretch that argues and whose grounds are in doubt teaches nothing.
    passages += [example for example in examples if example.grounds]
    rest = [*thin(rest), *(example for example in examples if example.kind == "neither")]
    return GroundsData(tuple(passages), tuple(rest), tuple(thin(weak)), tuple(own_examples(seed)), report)


def gather_run(run: Path, data: GroundsData) -> GroundsData:
    """``data`` with the passages of a run as weak texts: what its rules read, printed citations masked.

    A run keeps its passages and no other text, so it brings no paragraphs that argue nothing. Letters that are in the
    gold of ``data`` are left out, by their file's stem.
    """
    from woo_gronden.dataset import load_table

    documents = {row["document_id"]: row for row in load_table(run, "documents")}
    decisions = {row["document_id"]: row for row in load_table(run, "decisions")}
    known = {example.dossier for example in data.gold}
    weak = list(data.weak)
    for row in load_table(run, "passages"):
        document, decision = documents[row["document_id"]], decisions.get(row["document_id"])
        dossier = document["dossier_id"]
        if not decision or not decision["law"] or dossier in known or PurePath(document["path"]).stem in known:
            continue
        weak.append(
            Example(
                mask_citations(row["text"]),
                tuple(row["grounds"]),
                decision["law"],
                row["kind"],
                dossier,
                authority_key(decision["authority"]),
                "weak",
                _RUN_WEIGHT if row["explicit"] else _RUN_WEIGHT_GUESSED,
            )
        )
    return replace(data, weak=tuple(weak))


def thin(examples: Sequence[Example], most: int = _NONE_PER_DOSSIER) -> list[Example]:
    """``examples`` in order, of each dossier at most ``most`` that argue nothing, evenly spread."""
    empty: dict[str, list[int]] = {}
    for i, example in enumerate(examples):
        if not example.labels:
            empty.setdefault(example.dossier, []).append(i)
    kept = {
        rows[k * len(rows) // take] for rows in empty.values() for take in [min(most, len(rows))] for k in range(take)
    }
    return [example for i, example in enumerate(examples) if example.labels or i in kept]

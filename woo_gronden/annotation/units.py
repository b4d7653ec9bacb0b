"""What several people said of the same stretch, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from woo_gronden.schema import Annotation

# Two stretches are one unit when they share so much of what they cover together.
_SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch, and what each person said of it. ``place`` is the one that stands for the stretch itself."""

    place: Annotation
    said: dict[str, Annotation]

    @property
    def is_agreed(self) -> bool:
        """Whether two people or more judged it, and all said the same."""
        return len(self.said) > 1 and len({verdict(a) for a in self.said.values()}) == 1

    @property
    def is_disputed(self) -> bool:
        """Whether two people or more judged it, and did not say the same."""
        return len(self.said) > 1 and not self.is_agreed


def verdict(annotation: Annotation) -> tuple[str, frozenset[str]]:
    """Kind and grounds, in whatever order they were given."""
    return annotation.kind, frozenset(annotation.grounds)


def build_units(annotations: Iterable[Annotation]) -> list[Unit]:
    """The stretches in order of document and place.

    A passage that was given out is a unit; who did not judge it is absent from it. Stretches that people marked freely
    are one unit where they share half of what they cover together; there, who worked on the document and marked nothing
    said ``neither``. Of two judgements by one person the later counts.
    """
    documents: dict[str, list[Annotation]] = {}
    for annotation in annotations:
        documents.setdefault(annotation.document_id, []).append(annotation)
    return [unit for name in sorted(documents) for unit in _units_of(documents[name])]


def _units_of(annotations: Sequence[Annotation]) -> list[Unit]:
    people = sorted({a.annotator for a in annotations})
    found: list[Unit] = []
    for a in sorted(annotations, key=lambda a: (not a.passage_id, a.char_start, a.char_end, a.annotated_at)):
        home = next((unit for unit in found if _is_same(unit.place, a)), None)
        if home is None:
            found.append(Unit(a, {a.annotator: a}))
        elif a.annotator not in home.said or home.said[a.annotator].annotated_at <= a.annotated_at:
            home.said[a.annotator] = a
    for unit in found:
        if not unit.place.passage_id:
            silent = replace(unit.place, kind="neither", grounds=(), note="")
            unit.said.update({name: replace(silent, annotator=name) for name in people if name not in unit.said})
    return sorted(found, key=lambda unit: (unit.place.char_start, unit.place.char_end))


def _is_same(place: Annotation, other: Annotation) -> bool:
    if place.passage_id and other.passage_id:
        return place.passage_id == other.passage_id
    return shared(place, other) >= _SHARED


def shared(a: Annotation, b: Annotation) -> float:
    """Characters in both over characters in either; of stretches of one document."""
    both = min(a.char_end, b.char_end) - max(a.char_start, b.char_start)
    return max(both, 0) / (max(a.char_end, b.char_end) - min(a.char_start, b.char_start))


def agreed_annotations(units: Iterable[Unit]) -> list[Annotation]:
    """What two people or more said alike, once, in all their names."""
    return [
        replace(
            max(unit.said.values(), key=lambda a: a.annotated_at),
            annotator=" + ".join(sorted(unit.said)),
            char_start=unit.place.char_start,
            char_end=unit.place.char_end,
            passage_id=unit.place.passage_id,
            text=unit.place.text,
        )
        for unit in units
        if unit.is_agreed
    ]

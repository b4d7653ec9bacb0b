"""What every model is, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol, runtime_checkable

from woo_gronden.schema import Law

ParagraphKind = Literal["motivation", "norm", "neither"]


@runtime_checkable
class Model(Protocol):
    """Tells from its words which grounds a passage argues."""

    @property
    def name(self) -> str:
        """What stands as ``method`` in the tables."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels it knows: Woo ids, and the Wob ids that the Woo divided."""

    def predict(self, texts: Sequence[str], law: Law | None = None) -> list[dict[str, float]]:
        """Probability by ground id for each text, most probable first; ``{}`` where no ground passes the threshold.

        Args:
            texts: passages; printed citations in them are not read.
            law: the law that the letter applies; the ids are of that law. None: the law that the text names, else the
                Woo.
        """


@runtime_checkable
class KindModel(Protocol):
    """Also tells reasoning from quoted law and from the rest of a letter."""

    def predict_kinds(self, texts: Sequence[str]) -> list[dict[ParagraphKind, float]]:
        """Probability of each kind for each paragraph; they add up to 1."""

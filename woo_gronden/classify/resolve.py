"""Which ground a passage of a letter gets: the printed one, else what a model reads in its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from woo_gronden.classify.protocol import Model
from woo_gronden.schema import Law, Passage

# How the letter reader says that it went by an article: in the passage, its heading, or the running part of the letter.
PRINTED = frozenset({"rule:cited", "rule:heading", "rule:running"})


def resolve_grounds(passages: Sequence[Passage], model: Model, law: Law | None) -> tuple[Passage, ...]:
    """``passages`` in order; where no article stands in or near one, its grounds are the model's.

    A passage that cites (``explicit``) or whose ``method`` is in :data:`PRINTED` stays as it is. The others get the
    model's grounds, its name as ``method`` and its highest probability as ``score``; where the model abstains, what the
    letter reader had stays.

    Args:
        passages: of one letter.
        model: see :class:`~woo_gronden.classify.protocol.Model`.
        law: the law that the letter applies.
    """
    open_ = [i for i, p in enumerate(passages) if p.kind == "motivation" and not p.explicit and p.method not in PRINTED]
    resolved = list(passages)
    for i, said in zip(open_, model.predict([passages[i].text for i in open_], law), strict=True):
        if said:
            resolved[i] = replace(passages[i], grounds=tuple(said), method=model.name, score=max(said.values()))
    return tuple(resolved)

"""What a person says of a stretch of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AnnotatedKind = Literal["motivation", "norm", "neither"]


@dataclass(frozen=True, slots=True)
class Annotation:
    """A stretch ``[char_start, char_end)`` of ``Document.text``, and what a person says it argues.

    The first fields are those of the format (``docs/annotation.md``). ``passage_id`` is the passage of a run that was
    judged, empty where the stretch was marked freely. ``annotated_at`` is ISO 8601. The rest may be empty:
    ``text_sha256`` proves that the offsets are into the same text, ``text`` are its words.
    """

    document_sha256: str
    document_id: str
    char_start: int
    char_end: int
    passage_id: str
    grounds: tuple[str, ...]
    kind: AnnotatedKind
    annotator: str
    annotated_at: str
    tool: str
    text: str = ""
    text_sha256: str = ""
    dossier_id: str = ""
    law: str = ""
    authority: str = ""
    note: str = ""

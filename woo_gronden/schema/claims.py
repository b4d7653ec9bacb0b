"""What the finders claim, each with where it stands and what found it."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, field
from typing import Literal

from woo_gronden.schema.document import Document
from woo_gronden.schema.geometry import BBox

Law = Literal["woo", "wob"]
Status = Literal["applied", "mentioned", "rejected"]
SectionRole = Literal[
    "decision", "request", "procedure", "inventory", "views", "legal framework", "considerations", "publication",
    "remedies", "legend", "annex", "other",
]  # fmt: skip
DocumentRole = Literal[
    "besluit", "bijlage wettekst", "inventarislijst", "openbaar gemaakt document", "verzoek", "zienswijze",
    "correspondentie", "overig",
]  # fmt: skip
DecisionType = Literal["besluit", "deelbesluit", "beslissing op bezwaar", "verdaging", "doorzending", "overig"]
Outcome = Literal[
    "openbaar", "deels openbaar", "niet openbaar", "geen documenten", "reeds openbaar", "buiten behandeling", "overig"
]  # fmt: skip
Assessment = Literal["openbaar", "deels openbaar", "niet openbaar", "reeds openbaar"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A printed reference to one or more provisions of the Woo or Wob.

    ``grounds`` are ids in order of mention; ``as_written`` keeps what stands there where a provision does not exist.
    ``page`` is 0 where the text was no document.
    """

    start: int
    end: int
    text: str
    grounds: tuple[str, ...]
    status: Status = "mentioned"
    method: str = "rule"
    page: int = 0
    as_written: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Redaction:
    """A region that the authority made unreadable, or a placeholder in the text that says so.

    ``kind`` is the look (``black``, ``gray``, ``white``, ``color``, ``border``) or ``placeholder``. ``detectors`` names
    each finder that saw it (``shape``, ``pixel``, ``annotation``, ``image``, ``hidden-text``, ``text``).
    ``text_recoverable``: text still stands under it.
    """

    page: int
    bbox: BBox
    page_width: float
    page_height: float
    kind: str
    detectors: tuple[str, ...]
    score: float
    code_raw: str | None = None
    grounds: tuple[str, ...] = ()
    text_recoverable: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a letter under one heading; ``start``/``end`` include the heading."""

    heading: str
    role: SectionRole
    start: int
    end: int
    page_start: int
    page_end: int


def passage_id(document_id: str, start: int, end: int, text: str) -> str:
    """The id of a stretch, of its place and words: it keeps it as long as neither moves."""
    return hashlib.blake2b(f"{document_id}:{start}:{end}:{text}".encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that says why a ground applies here (``motivation``), or gives the law's text alone (``norm``).

    ``weighing``: ``weighed``, ``harm``, ``stated`` or ``absolute`` (see ``structure.find_reasoning``); empty where it
    was not looked at. ``interests``: the names of the interests it mentions.
    """

    start: int
    end: int
    text: str
    grounds: tuple[str, ...]
    kind: Literal["motivation", "norm"]
    explicit: bool
    method: str
    score: float
    page_start: int
    page_end: int
    section: str = ""
    weighing: str = ""
    interests: tuple[str, ...] = ()

    def id_in(self, document_id: str) -> str:
        """The passage's id in tables and links: the same as long as its document, place and text are."""
        return passage_id(document_id, self.start, self.end, self.text)


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a model says of a text: probability by ground id; empty when it abstains."""

    grounds: dict[str, float]
    model: str


@dataclass(frozen=True, slots=True)
class InventoryItem:
    """A row of a list of documents. ``page`` and ``bbox`` say where it stands (0 and None in a spreadsheet)."""

    row: int
    number: str
    title: str
    date: datetime.date | None = None
    assessment: Assessment | None = None
    grounds: tuple[str, ...] = ()
    page: int = 0
    bbox: BBox | None = None
    method: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the decision as read: its value, where it stands (-1 where nowhere) and by which rule."""

    name: str
    value: str
    start: int = -1
    end: int = -1
    method: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The facts of one decision letter. None or empty where the letter does not say.

    ``authority_id`` is the authority's code in the government's register of organisations (TOOI), ``documents_count``
    what the letter says it found; ``extended``: the term was, by what the letter says.
    """

    law: Law | None
    authority: str | None
    decision_type: DecisionType
    reference: str | None
    decision_date: datetime.date | None
    request_date: datetime.date | None
    outcome: Outcome | None
    grounds_applied: tuple[str, ...]
    grounds_mentioned: tuple[str, ...]
    authority_id: str | None = None
    authority_kind: str | None = None
    receipt_date: datetime.date | None = None
    documents_count: int | None = None
    extended: bool = False
    third_parties_heard: bool | None = None
    remedy: str | None = None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A point where the parts of a dossier do not agree, or the law is not followed.

    ``document_id`` and ``page`` (0 where it is none in particular) are where to look first, ``evidence`` says where and
    what, ``sentence`` the same in Dutch, for a jurist.
    """

    document_id: str
    kind: str
    ground: str
    evidence: str
    severity: Literal["info", "warning", "serious"]
    page: int = 0
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class LegendLine:
    """A line of a document's own key to its codes: the mark, the grounds it stands for, the page it stands on."""

    mark: str
    grounds: tuple[str, ...]
    page: int


@dataclass(frozen=True, slots=True)
class Part:
    """Pages of a file that are one document: what it is, and what is printed on it that names it.

    ``numbers`` has the document number stamped on each page, in order ("" where none is); ``title`` its own first
    words. ``score`` is how sure the cut before ``page_start`` is (1 for the first), ``why`` what it rests on.
    """

    role: DocumentRole
    page_start: int
    page_end: int
    numbers: tuple[str, ...]
    title: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Link:
    """What belongs together in a dossier, as far as it can be known.

    ``kind``: ``box`` (a redacted region with one of its grounds), ``document`` (pages made public) or ``row`` (a list
    row with one of its grounds). ``box`` counts the regions of the document as in the table ``redactions``, from 1.
    ``list_id`` and ``row`` are the list row; ``letter_id`` the decision; ``passages`` what argues the ground there.
    Nothing is forced: what is not known is empty or None, and ``evidence`` says what the rest stands on.
    """

    kind: Literal["box", "document", "row"]
    document_id: str
    page_start: int
    page_end: int
    box: int = 0
    ground: str = ""
    list_id: str | None = None
    row: int | None = None
    number: str | None = None
    letter_id: str | None = None
    passages: tuple[str, ...] = ()
    in_row: bool | None = None
    argued: bool | None = None
    evidence: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be read: which file, at which stage, and why."""

    path: str
    stage: str
    error: str
    message: str


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a page or a document is gone.

    ``share`` of the text area, 0 to 1; ``words`` is an estimate, ``low`` to ``high`` its 90 % interval. ``open_words``
    can still be read; ``redactions`` counts the regions.
    """

    share: float
    words: float
    low: float
    high: float
    open_words: int
    redactions: int


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one document; ``extents`` one for each of its pages."""

    document: Document
    role: DocumentRole
    decision: Decision | None = None
    sections: tuple[Section, ...] = ()
    passages: tuple[Passage, ...] = ()
    citations: tuple[Citation, ...] = ()
    redactions: tuple[Redaction, ...] = ()
    inventory: tuple[InventoryItem, ...] = ()
    extent: Extent | None = None
    extents: tuple[Extent, ...] = ()
    legend: tuple[LegendLine, ...] = ()
    parts: tuple[Part, ...] = ()
    failures: tuple[Failure, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict, compare=False)

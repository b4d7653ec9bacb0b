"""Labels without a person: small named rules over the paragraphs of a letter, what they agree on, and how often.

A rule says which grounds a paragraph argues, ``()`` that it argues none, or None where it has nothing to say. The
printed citation decides; the other rules speak where none is printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from woo_gronden.classify import ParagraphKind, label_of, labels_of, mask_citations
from woo_gronden.classify.features import fold
from woo_gronden.classify.terms import count_terms
from woo_gronden.schema import Citation, Document, Law
from woo_gronden.training.grounds_examples import Example

# Letters of a paragraph once its citations are gone: less argues nothing that could be learned.
_SHORTEST = 80
_LONGEST = 4000
# A paragraph that cites more grounds is a list of them, not an argument.
_MOST_GROUNDS = 3
_HEADING = 110
# What rules other than the citation say counts for less.
_WEIGHT_CITED, _WEIGHT_GUESSED, _WEIGHT_NONE = 0.7, 0.4, 0.2

# Folded text (l read as i). Words by which a paragraph withholds or weighs.
_WITHHOLDS = re.compile(
    rb"weegt zwaarder|zwaarder weegt|zwaarder te? ?wegen|zwaarder moet wegen|weeg ik|weegt niet op|niet openbaar|"
    rb"onieesbaar|weggeiakt|geweigerd|verwijderd|in het geding|geschaad|verstrek ik|niet verstrekt|achterwege|"
    rb"weggeiaten|prevaieert"
)
# The law's sentence: it would hold in any letter.
_NORM = re.compile(
    rb"biijft .{0,40}achterwege|achterwege voor zover|bepaait dat|wordt verstaan|worden verstaan|wetsgeschiedenis"
)
_APPLIES = re.compile(
    rb"\bik ben van oordeei|\bik acht|\bik weeg|\bwij zijn van mening|van oordeei dat|heb ik|hebben wij|"
    rb"in document|in de documenten|in deze documenten|is daarom|zijn daarom|worden daarom|maak ik|maken wij|"
    rb"onieesbaar gemaakt|verwijderd"
)
# What letters say before and after their reasoning.
_PROCEDURE = re.compile(
    rb"bezwaarschrift|bezwaar maken|beroepschrift|dwangsom|ontvangst van uw verzoek|ontvangst bevestigd|besiistermijn|"
    rb"in de geiegenheid gesteid|verzoekt u om|heeft u verzocht|heeft u een verzoek|uw verzoek om|hoogachtend|"
    rb"met vriendeiijke groet|aangetroffen|reikwijdte van de w|voorwaarden genoemd in|vooriopige voorziening"
)
# Others speak, or an annex quotes the whole of an article: what is cited there is not applied.
_NOT_APPLIED = re.compile(rb"u voert aan|u steit|uw verzoek|niet van toepassing|geen grond|zienswijze")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its surroundings, as the rules see it."""

    text: str
    folded: bytes
    cited: tuple[str, ...]
    law: Law
    heading: str
    heading_cited: tuple[str, ...]
    before_cited: tuple[str, ...]


Rule = Callable[[Paragraph], tuple[str, ...] | None]


def cited(paragraph: Paragraph) -> tuple[str, ...] | None:
    """The grounds it cites, when few and not in the mouth of others."""
    if not paragraph.cited or len(paragraph.cited) > _MOST_GROUNDS:
        return None
    if _NOT_APPLIED.search(paragraph.folded) and not _WITHHOLDS.search(paragraph.folded):
        return None
    return paragraph.cited


def headed(paragraph: Paragraph) -> tuple[str, ...] | None:
    """The one ground that the heading above it cites or words."""
    if len(paragraph.heading_cited) == 1:
        return paragraph.heading_cited
    found = count_terms(fold(paragraph.heading)) if paragraph.heading else {}
    best = _best(found)
    return (best,) if best else None


def carried(paragraph: Paragraph) -> tuple[str, ...] | None:
    """The one ground that the paragraph before cites, where this one goes on to weigh."""
    if paragraph.cited or len(paragraph.before_cited) != 1 or not _WITHHOLDS.search(paragraph.folded):
        return None
    return paragraph.before_cited


def worded(paragraph: Paragraph) -> tuple[str, ...] | None:
    """The ground of which it uses two phrases or more, where it withholds something."""
    if not _WITHHOLDS.search(paragraph.folded):
        return None
    best = _best({label: n for label, n in count_terms(paragraph.folded).items() if n > 1})
    return (best,) if best else None


def procedural(paragraph: Paragraph) -> tuple[str, ...] | None:
    """None: it tells the course of the request or the way to object."""
    if paragraph.cited or _WITHHOLDS.search(paragraph.folded):
        return None
    return () if _PROCEDURE.search(paragraph.folded) else None


def unargued(paragraph: Paragraph) -> tuple[str, ...] | None:
    """None: no citation, no word of a ground, nothing withheld."""
    if (
        paragraph.cited
        or _WITHHOLDS.search(paragraph.folded)
        or any(n > 1 for n in count_terms(paragraph.folded).values())
    ):
        return None
    return ()


RULES: tuple[Rule, ...] = (cited, headed, carried, worded, procedural, unargued)


def _best(found: dict[str, int]) -> str | None:
    """The Woo label with the most phrases, when it is alone at the top."""
    woo = {label: n for label, n in found.items() if label.startswith("woo:")}
    top = [label for label, n in woo.items() if n == max(woo.values())]
    return top[0] if len(top) == 1 else None


@dataclass(slots=True)
class WeakReport:
    """How often each rule spoke, and how often two of them that spoke agreed (in labels)."""

    paragraphs: int = 0
    spoke: Counter[str] = field(default_factory=Counter)
    both: Counter[tuple[str, str]] = field(default_factory=Counter)
    agreed: Counter[tuple[str, str]] = field(default_factory=Counter)
    labelled: Counter[str] = field(default_factory=Counter)

    def add(self, votes: dict[str, tuple[str, ...] | None]) -> None:
        """Count the votes on one paragraph."""
        self.paragraphs += 1
        said = {name: set(labels_of(vote)) for name, vote in votes.items() if vote is not None}
        self.spoke.update(said.keys())
        for pair in combinations(said, 2):
            self.both[pair] += 1
            self.agreed[pair] += said[pair[0]] == said[pair[1]]

    def as_json(self) -> dict[str, object]:
        """Coverage by rule, agreement by pair of rules with how many paragraphs it stands on, labels given."""
        return {
            "paragraphs": self.paragraphs,
            "coverage": {name: round(n / max(self.paragraphs, 1), 4) for name, n in self.spoke.most_common()},
            "agreement": {
                f"{a} & {b}": {"paragraphs": n, "agreed": round(self.agreed[a, b] / n, 3)}
                for (a, b), n in self.both.most_common()
            },
            "labels": dict(self.labelled.most_common()),
        }


def find_paragraphs(document: Document, citations: Sequence[Citation], law: Law) -> list[Paragraph]:
    """The body's paragraphs, citations masked, each with the heading and the citation before it."""
    found = list[Paragraph]()
    heading, heading_cited, before = "", tuple[str, ...](), tuple[str, ...]()
    for paragraph in document.paragraphs:
        if paragraph.kind != "body":
            continue
        inside = [c for c in citations if c.start >= paragraph.start and c.end <= paragraph.end]
        ids = tuple(dict.fromkeys(g for c in inside for g in c.grounds if label_of(g)))
        text = document.text[paragraph.start : paragraph.end]
        spans = [(c.start - paragraph.start, c.end - paragraph.start) for c in inside]
        masked = mask_citations(text, spans).strip()
        if len(text) < _HEADING and not text.rstrip().endswith((".", ";", ",")):
            heading, heading_cited, before = masked, ids, ()
            continue
        if _SHORTEST <= len(masked) <= _LONGEST:
            found.append(Paragraph(masked, fold(masked), ids, law, heading, heading_cited, before))
        before = ids
    return found


def weak_examples(
    paragraphs: Sequence[Paragraph], *, dossier: str, authority: str, report: WeakReport
) -> list[Example]:
    """What the rules make of a letter's paragraphs: examples with labels, and with none."""
    examples = []
    for paragraph in paragraphs:
        votes = {rule.__name__: rule(paragraph) for rule in RULES}
        report.add(votes)
        said, weight = _resolve(votes)
        if said is None:
            continue
        kind = _kind(paragraph, bool(said))
        report.labelled.update(labels_of(said) or ("none",))
        examples.append(Example(paragraph.text, said, paragraph.law, kind, dossier, authority, "weak", weight))
    return examples


def _resolve(votes: dict[str, tuple[str, ...] | None]) -> tuple[tuple[str, ...] | None, float]:
    """The citation; else a ground that two other rules name; else none, where a rule says so and no other objects."""
    if votes["cited"] is not None:
        return votes["cited"], _WEIGHT_CITED
    named = [vote for name in ("headed", "carried", "worded") if (vote := votes[name])]
    agreed = [vote for vote in named if sum(labels_of(vote) == labels_of(other) for other in named) > 1]
    if agreed:
        return agreed[0], _WEIGHT_GUESSED
    if not named and (votes["procedural"] == () or votes["unargued"] == ()):
        return (), _WEIGHT_NONE
    return None, 0.0


def _kind(paragraph: Paragraph, argues: bool) -> ParagraphKind | None:
    if not argues:
        return "neither"
    norm, applies = _NORM.search(paragraph.folded), _APPLIES.search(paragraph.folded)
    if norm and not applies:
        return "norm"
    return "motivation" if applies and not norm else None

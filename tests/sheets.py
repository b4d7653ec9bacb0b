"""A page written word by word, so that the place of each is known, and what is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pymupdf

from woo_gronden.schema import BBox

CANARY = "Zwaluwstaartje"
"""A word that stands under every bad redaction and nowhere else."""

FONT, SIZE, PITCH, LEFT, TOP = "helv", 10.0, 14.0, 72.0, 96.0
BLACK, WHITE, GRAY, YELLOW = (0, 0, 0), (1, 1, 1), (0.66, 0.66, 0.66), (1, 1, 0)

LINES = (
    "Geachte heer Kwartelmans, op uw verzoek is vandaag beslist door het dagelijks bestuur.",
    "In het gesprek met mevrouw Zwaluwstaartje van de afdeling Beheer is dit toegelicht.",
    "De werkgroep heeft daarna drie keer overlegd en een kort verslag gemaakt van elk overleg.",
    "Daarin staat dat de heer Zwaluwstaartje de planning voor het najaar heeft opgesteld.",
    "Wij sturen u het verslag toe zodra de provincie haar reactie heeft gegeven op het plan.",
    "Voor vragen kunt u bellen met Zwaluwstaartje of een bericht sturen aan het loket.",
    "Het onderhoud aan de brug begint in de derde week van september en duurt tien dagen.",
    "De aannemer levert de materialen en de gemeente zorgt voor de afzetting van de weg.",
    "Bewoners krijgen twee weken van tevoren een brief over de bereikbaarheid van hun straat.",
    "Met vriendelijke groet, namens de afdeling Beheer en Onderhoud van de gemeente.",
)


@dataclass(frozen=True)
class Truth:
    """A region that was made: its box, look, code, whether text stands under it, and how many words went."""

    bbox: BBox
    kind: str
    code: str | None = None
    recoverable: bool = False
    words: int = 1
    page: int = 1


@dataclass(frozen=True)
class Odd:
    """A made file: its bytes, the regions in it, and the words that may not come out."""

    data: bytes
    truths: tuple[Truth, ...] = ()
    hidden: tuple[str, ...] = ()
    suffix: str = ".pdf"

    def save(self, folder: Path) -> Path:
        """Write the file and say where."""
        path = folder / f"odd{self.suffix}"
        path.write_bytes(self.data)
        return path


@dataclass
class Sheet:
    """A page being written, every word of it with its box."""

    document: pymupdf.Document
    page: pymupdf.Page
    words: list[tuple[str, BBox]] = field(default_factory=list)

    def write(self, text: str, x: float = LEFT, y: float = TOP, color: Sequence[float] = BLACK, **look: float) -> None:
        """Set one line, its left end at ``x`` and its base line at ``y``."""
        self.page.insert_text((x, y), text, fontname=FONT, fontsize=SIZE, color=color, **look)
        for word in text.split(" "):
            width = pymupdf.get_text_length(word, FONT, SIZE)
            self.words.append((word, BBox(x, y - 0.8 * SIZE, x + width, y + 0.25 * SIZE)))
            x += width + pymupdf.get_text_length(" ", FONT, SIZE)

    def letter(self, lines: Sequence[str] = LINES, **look: float) -> Sheet:
        """Set lines from the top."""
        for number, line in enumerate(lines):
            self.write(line, y=TOP + number * PITCH, **look)
        return self

    def boxes(self, word: str = CANARY) -> list[BBox]:
        """Where a word stands, a little wider than its letters, as people draw."""
        found = [box for text, box in self.words if text.strip(".,") == word]
        return [BBox(b.x0 - 1, b.y0 - 0.5, b.x1 + 1, b.y1 + 0.5) for b in found]

    def done(self, truths: Sequence[Truth] = (), hidden: Sequence[str] = (CANARY,)) -> Odd:
        """The file as it stands."""
        data = self.document.tobytes(garbage=3, deflate=True)
        return Odd(data, tuple(truths), tuple(hidden) if truths else ())


def sheet(width: float = 595, height: float = 842, rotation: int = 0) -> Sheet:
    """An empty page."""
    document = pymupdf.open()
    page = document.new_page(width=width, height=height)
    page.set_rotation(rotation)
    return Sheet(document, page)

"""Where one document ends and the next begins in a file that holds several, and what each is.

Between every two pages the marks of both are weighed: their own page numbers and document numbers, the head of a letter
or mail, the look of the page, whether a sentence runs over. The weights were fitted on bundles glued from whole files
(see docs/dossier.md), and are rounded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from woo_gronden.schema import Document, Page, Part
from woo_gronden.structure.parts_marks import PageMarks, read_marks
from woo_gronden.structure.roles import find_role

# Log-odds that a document begins on a page, by what is seen between it and the page before.
WEIGHTS: Mapping[str, float] = {
    "bias": -1.1,
    "letter begins": 2.9,
    "title page": 2.0,
    "hardly a word shared": 1.7,
    "few words shared": 1.5,
    "words after a page without": 1.4,
    "last page of its count before": 1.4,
    "page one": 1.3,
    "page of another size": 1.2,
    "page before ends early": 1.1,
    "letter ends before": 1.0,
    "title page that says more": 1.0,
    "contents follow": 0.8,
    "page without words": 0.6,
    "head of a later page": -0.4,
    "sentence runs on": -1.0,
    "later heading": -1.4,
    "set alike": -1.4,
    "many words shared": -1.6,
    "same header or footer": -2.5,
    "page number goes on": -2.5,
    "key to the codes": -2.6,
    # Raised by hand: files of the bundles hold chains of mails, and letters with counted annexes, as one document.
    "mail begins": 2.0,
    "first of its count": 2.3,
    # Not in the bundles, which bear no stamps. A number that an authority stamps on each page of a document says where
    # it ends.
    "document number changes": 4.5,
    "document number stays": -3.0,
}
# Log-odds above which a cut is made: even.
_CUT = 0.0
# The most that the words of two pages can add to them, and less than one step of the weights.
_MOST_BY_WORDS, _ROUNDING = WEIGHTS["hardly a word shared"], 0.05
# How much wider one page may be than the other and still be of one size: scans waver.
_SIZE = 1.08
# A page that ends above this share of its height ends early.
_EARLY = 0.6
# Fewest longer words of two pages for saying whether they share few or many, and those shares of the lesser.
_WORDS, _FEW, _SOME, _MANY = 15, 0.05, 0.12, 0.25
# Share of the lines that must agree in letter size for two pages to be set alike.
_SET_ALIKE = 0.8
_RUNS_ON = re.compile(r"[a-z,;]\s*$")


def find_parts(document: Document, marks: Sequence[PageMarks] | None = None) -> tuple[Part, ...]:
    """The documents within one file, in order; together they are all its pages.

    Args:
        document: the file.
        marks: what its pages say of themselves, where that was read already.

    Returns:
        One part for a file of one document. A letter with its own annexes is one document in this sense too, unless a
        new document begins in it.
    """
    if not document.pages:
        return ()
    marks = marks or [read_marks(document, page) for page in document.pages]
    cuts: list[tuple[int, float, str]] = [(0, 1.0, "first page")]
    for at in range(1, len(document.pages)):
        seen = see_cut(document, marks, at)
        odds = _odds(seen)
        if odds > _CUT:
            why = ", ".join(name for name in seen if WEIGHTS[name] > 0)
            cuts.append((at, round(1 / (1 + math.exp(-odds)), 3), why))
    ends = [at for at, _, _ in cuts[1:]] + [len(document.pages)]
    return tuple(
        _part(document, marks, start, end, score, why) for (start, score, why), end in zip(cuts, ends, strict=True)
    )


def see_cut(document: Document, marks: Sequence[PageMarks], at: int) -> tuple[str, ...]:
    """What speaks for or against a document beginning on page ``at`` (counted from 0), as names in ``WEIGHTS``.

    What words the pages share is among it where that can make a cut.
    """
    before, here = marks[at - 1], marks[at]
    page_before, page = document.pages[at - 1], document.pages[at]
    seen = {
        "first of its count": here.page == 1 and here.pages > 0,
        "page one": here.page == 1 and here.pages == 0,
        "page number goes on": before.page > 0 and here.page == before.page + 1 and here.pages == before.pages,
        "last page of its count before": before.pages > 1 and before.page == before.pages,
        "document number changes": _other_number(before, here),
        "document number stays": bool(before.number) and before.number == here.number,
        "mail begins": here.mail,
        "letter begins": here.letter,
        "letter ends before": before.closes and not here.closes,
        "title page": here.title_page,
        "title page that says more": here.title_page and here.about,
        "contents follow": at + 1 < len(marks) and marks[at + 1].contents,
        "head of a later page": here.goes_on,
        "key to the codes": here.key,
        "later heading": here.later_heading,
        "page of another size": max(page.width, page_before.width) > _SIZE * min(page.width, page_before.width),
        "page before ends early": _ends_early(page_before),
        "sentence runs on": _runs_on(document, page_before, page),
        "page without words": not page.lines,
        "words after a page without": bool(page.lines) and not page_before.lines,
        "set alike": _set_alike(before, here),
    }
    names = [name for name, true in seen.items() if true]
    header = [] if before.edges.isdisjoint(here.edges) else ["same header or footer"]
    # Most pages go on as they were, whatever words they share: these are not compared.
    if _odds([*names, *header]) + _MOST_BY_WORDS > _CUT - _ROUNDING and (share := _shared_words(before, here)):
        names.append(share)
    return (*names, *header)


def _odds(seen: Sequence[str]) -> float:
    return WEIGHTS["bias"] + sum(WEIGHTS[name] for name in seen)


def _part(document: Document, marks: Sequence[PageMarks], start: int, end: int, score: float, why: str) -> Part:
    whole = start == 0 and end == len(document.pages)
    pages = document.pages[start:end]
    role = find_role(document if whole else replace(document, pages=pages, path="" if start else document.path)).role
    numbers = tuple(mark.number for mark in marks[start:end])
    return Part(role, start + 1, end, numbers, marks[start].top, score, why)


def _other_number(before: PageMarks, here: PageMarks) -> bool:
    # A Bates number is another on every page, and says nothing of where a document begins.
    return bool(here.number and before.number) and here.number != before.number and not (here.bates or before.bates)


def _shared_words(before: PageMarks, here: PageMarks) -> str:
    least = min(len(before.words), len(here.words))
    if least < _WORDS:
        return ""
    share = len(before.words & here.words) / least
    return "hardly a word shared" if share < _FEW else "few words shared" if share < _SOME else (
        "many words shared" if share > _MANY else "")  # fmt: skip


def _set_alike(before: PageMarks, here: PageMarks) -> bool:
    lines = min(sum(before.sizes.values()), sum(here.sizes.values()))
    shared = sum(min(count, here.sizes.get(size, 0)) for size, count in before.sizes.items())
    return bool(lines) and shared > _SET_ALIKE * lines


def _ends_early(page: Page) -> bool:
    lines = [line.bbox.y1 for line in page.lines if line.bbox.y1 < page.height * 0.9]
    return bool(lines) and max(lines) < page.height * _EARLY


def _runs_on(document: Document, before: Page, here: Page) -> bool:
    last = [line for line in before.lines if line.bbox.y1 < before.height * 0.92]
    first = [line for line in here.lines if line.bbox.y0 > here.height * 0.06]
    if not (last and first):
        return False
    start = document.text[first[0].start : first[0].end].strip()
    end = document.text[last[-1].start : last[-1].end]
    return start[:1].islower() and bool(_RUNS_ON.search(end))

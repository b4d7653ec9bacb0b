"""Redactions that are words: "(geanonimiseerd)", a code typed where a name stood, a run of X or blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from itertools import pairwise

from woo_gronden.knowledge import load_list
from woo_gronden.redactions.mark import Mark, is_inside
from woo_gronden.schema import BBox, RawPage, RawWord, union

# A row of four or more of the same filler and nothing else but punctuation. Must match: XXXX, xxxxx, ████, ■■■■,
# 06-XXXXXXXX. Must not match: XXL, XXVIII, Maxxx, ***, ...., a single bullet.
_FILLER = re.compile(r"^[(\[]?(?:[\d+]{1,4}[-/ ]?)?(?:[Xx]{4,}|[█▇▓▮■]{2,})[)\].,;:]*$")
# A full code down to its letter as a whole word. Must match: 5.1.2e 5.1.2.e (5.1.2e) 10.2.e 10.2e, 5.1.2e. Must not
# match: 5.1, 11.1, 10.2, 5.1.2, 10.2e-mail, 3.1.2e (no article of either law has grounds there: chapter numbers).
TYPED_CODE = re.compile(
    r"^[(\[]{0,2}(?:5[.,]1[.,][12][.,]?[a-i]|10[.,][127][.,]?[a-g])[)\]]{0,2}[.,;:]?$", re.IGNORECASE
)
# What every typed code, and every filler, has in it: asked of the whole page first.
_CODE_HINT = re.compile(r"5[.,]1[.,]|10[.,][127]")
_FILLERS = ("xxxx", "█", "▇", "▓", "▮", "■")
_BRACKETS = "([<{"
# What may stand beside the word that says so, in such a bracket: (naam geanonimiseerd), [gelakt telefoonnummer].
_WHAT = r"(?:naam|namen|adres|gegevens?|tekst|passage|zwart|is|e-mail(?:adres)?|telefoonnummer|functie|bedrag)"
# Words, one a line, that make a page speak of grounds rather than withhold on them: letters, lists of documents,
# legends.
_SPEAKS_OF_GROUNDS = re.compile(
    r"^[()\[\].,;:'\"]*(?:"
    r"woo|wob|wet open(?:baar\w*)?|openbaar|openbaarheid|openbaarmaking|(?:weigerings|uitzonderings)grond(?:en)?|"
    r"grondslag(?:en)?|inventaris\w*|legenda|weigeren|geweigerd"
    r")[()\[\].,;:'\"]*$",
    re.IGNORECASE | re.MULTILINE,
)
# What stands before a code that is cited: "artikel 5.1.2e", "grond 10.2.e", "onder 5.1.2e".
_CITES = re.compile(r"^(?:artikel(?:en)?|art|artt|grond(?:en)?|onder|sub|lid|ingevolge|conform|zie)\W*$", re.IGNORECASE)
_CITES_WITHIN = 3
# What a letter says of its own publication: "dit besluit wordt (geanonimiseerd) op de website geplaatst".
_PUBLISHES = re.compile(
    r"^(?:gepubliceerd|publiceren|publicatie|openbaar\w*|geplaatst|plaatsen|website|verstrekt|verstrekken|toegezonden|"
    r"meegezonden|bijgevoegd|bijlage|versie|kopie|afschrift|afschriften|document(?:en)?|stukken)\W*$",
    re.IGNORECASE,
)
# Words of a letter that decides, rather than of a document that is released.
_DECIDES = re.compile(r"^(?:besluit|brief|woo|wob|openbaar\w*|verzoek|wob-verzoek|woo-verzoek)\W*$", re.IGNORECASE)
# The letter of a legend: J, E. Must not match: I. (numbering), (J), JR, j.
_CAPITAL = re.compile(r"^[A-Z]$")
# Words around a bracket that are looked at for it, and the number of brackets on a page from which none is: only a
# document whose names were replaced has so many.
_AROUND = 10
_SEVERAL = 3
# An omission as the whole of a line, or after what addresses or names a person. Must match: [...], [….], Geachte heer
# [...], Aan: [...]. Must not match: "... niet [...] openbaar", (...).
_LEFT_OUT = re.compile(
    r"^(?:(?:geachte|beste|aan|van|t\.?a\.?v\.?|naam|contactpersoon|behandeld door)\b[^\[\]]{0,20})?"
    r"\[\s*(?:\.{3,4}|…\.?)\s*\][,.]?$",
    re.IGNORECASE,
)
# What stands under the address of a letter.
_LETTER_HEAD = re.compile(r"^(?:datum|betreft|onderwerp|kenmerk)\W*$", re.IGNORECASE)
# Points within which the edges of words make a column, and the rows from which it is one: names that were replaced
# stand under one another in a signature block of two.
_COLUMN = 2.0
_COLUMN_ROWS = 3
# Word heights of white on both sides that set a word apart in a row.
_CELL_GAP = 0.8


def find_placeholders(page: RawPage, taken: AbstractSet[int] = frozenset()) -> list[Mark]:
    """The places where words of the page themselves say that something was taken out.

    ``taken`` are words that stand on a box: what they say is that box's. A bare code counts only on a page that does
    not itself speak of grounds: in a letter or a list it is a citation.
    """
    text = " ".join([word.text for word in page.words])
    small = text.lower()
    filled, coded = any(filler in small for filler in _FILLERS), bool(_CODE_HINT.search(text))
    withheld = any(word in small for word in _withheld()) and _opening().search(text) is not None
    if not (filled or coded or withheld or "[" in text):
        return []
    signs = (*(_BRACKETS if withheld else "["), *(_FILLERS if filled else ()))
    lines = _group_lines(page, signs) if withheld or filled or "[" in text else []
    bracketed = [mark for line in lines for mark in _find_bracketed(line, page)] if withheld else []
    if len(bracketed) < _SEVERAL:
        bracketed = [mark for mark in bracketed if not _tells_of_publishing(mark, page)]
    marks = bracketed
    for line in lines:
        if "[" in text:
            marks += _find_left_out(line, page)
        if filled:
            marks += [_mark([i], page, 0.6) for i in line if _FILLER.match(page.words[i].text)]
    if coded:
        marks += _find_typed_codes(page)
    return [_with_letter(mark, page) for mark in marks if not mark.stamps & taken]


def _with_letter(mark: Mark, page: RawPage) -> Mark:
    """The mark with the capital of a legend that is printed on it: "J" on "(geanonimiseerd)", small, where a box was.

    A capital alone is never a placeholder of its own: in diagrams, tables and headings it stands for itself.
    """
    if mark.code is not None:
        return mark
    on = [
        i
        for i, word in enumerate(page.words)
        if i not in mark.stamps and _CAPITAL.match(word.text) and is_inside(word, mark.bbox)
    ]
    return replace(mark, code=page.words[on[0]].text, stamps=mark.stamps | {on[0]}) if len(on) == 1 else mark


def _group_lines(page: RawPage, signs: Sequence[str]) -> list[list[int]]:
    """The words of the lines that have one of ``signs`` in them, as indices into the page's words."""
    sought = re.compile("|".join(map(re.escape, signs)), re.IGNORECASE).search
    lines: dict[tuple[int, int], list[int]] = {(w.block, w.line): [] for w in page.words if sought(w.text)}
    for index, (word, line) in enumerate([(w, lines.get((w.block, w.line))) for w in page.words]):
        if line is not None and (word.visible or page.source == "ocr"):
            line.append(index)
    return [line for line in lines.values() if line]


@cache
def _withheld() -> frozenset[str]:
    """The last words of what may stand in such a bracket, which are the rarer: asked of the whole page first."""
    kept = load_list("woo_gronden.redactions", "withheld_words.txt")
    return frozenset(word.split()[-1].rstrip("*").lower() for word in kept)


@cache
def _bracketed() -> re.Pattern[str]:
    """A bracket around little more than a word that says so.

    Must match: (geanonimiseerd), [zwart gelakt] by "gelakt", [naam geanonimiseerd], <gelakt>. Must not match:
    (zie de gelakte delen van document 4 en 5), geanonimiseerd without bracket, (geanonimiseerde versie van de brief).
    """
    kept = load_list("woo_gronden.redactions", "withheld_words.txt")
    words = "|".join(re.escape(word).replace(r"\*", r"\w{0,3}") for word in kept)
    return re.compile(rf"[(\[<{{](?:{_WHAT} ){{0,2}}(?:{words})(?: {_WHAT})?[)\]>}}]", re.IGNORECASE)


@cache
def _opening() -> re.Pattern[str]:
    """How each such bracket opens: with the first of its words, which no space parts from it. Asked of the whole page.

    Must match: (geanonimiseerd), (naam geanonimiseerd). Must not match: (persoonlijke, (namens.
    """
    kept = load_list("woo_gronden.redactions", "withheld_words.txt")
    words = "|".join(re.escape(word.split()[0].rstrip("*")) for word in kept)
    return re.compile(rf"[(\[<{{](?:{_WHAT}(?:\s|$)|{words})", re.IGNORECASE)


def _find_bracketed(line: list[int], page: RawPage) -> list[Mark]:
    texts = [page.words[i].text for i in line]
    joined = " ".join(texts)
    if not any(bracket in joined for bracket in _BRACKETS):
        return []
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    marks = []
    for match in _bracketed().finditer(joined):
        parts, used = [], []
        for index, start in zip(line, starts, strict=True):
            first, last = max(match.start(), start), min(match.end(), start + len(page.words[index].text))
            if first < last:
                parts.append(_cut(page.words[index], first - start, last - start))
                used.append(index)
        marks.append(Mark(union(parts), "placeholder", "text", 0.9, stamps=frozenset(used)))
    return marks


def _tells_of_publishing(mark: Mark, page: RawPage) -> bool:
    """Whether a bracket says how something is published, rather than standing for what was taken out."""
    if not any(_DECIDES.match(word.text) for word in page.words):
        return False
    middle = min(range(len(page.words)), key=lambda i: _distance(page.words[i].bbox, mark.bbox))
    around = page.words[max(0, middle - _AROUND) : middle + _AROUND + 1]
    return any(_PUBLISHES.match(word.text) for word in around)


def _distance(one: BBox, other: BBox) -> float:
    return abs(one.y0 - other.y0) + abs(one.x0 - other.x0)


def _find_left_out(line: list[int], page: RawPage) -> list[Mark]:
    """Find "[...]" in the place of an address or after a salutation; within a sentence it is a quotation cut short."""
    joined = " ".join(page.words[i].text for i in line)
    if "[" not in joined or not _LEFT_OUT.match(joined):
        return []
    parts = [i for i in line if any(c in page.words[i].text for c in "[].…")]
    top = page.words[parts[0]].bbox.y0
    heads = [
        word
        for before, word in pairwise(page.words)
        if _LETTER_HEAD.match(word.text) and (before.block, before.line) != (word.block, word.line)
    ]
    if joined.startswith("[") and not any(head.bbox.y0 > top for head in heads):
        return []
    return [_mark(parts, page, 0.8)]


def _cut(word: RawWord, first: int, last: int) -> BBox:
    """The part of a word's box that its letters ``first`` to ``last`` take, all letters taken as equally wide."""
    box, step = word.bbox, word.bbox.width / len(word.text)
    return BBox(box.x0 + first * step, box.y0, box.x0 + last * step, box.y1)


def find_typed(page: RawPage) -> list[int]:
    """The visible words that are a whole code, as indices into the page's words."""
    texts = [word.text for word in page.words]
    if not _CODE_HINT.search(" ".join(texts)):
        return []
    return [i for i, text in enumerate(texts) if TYPED_CODE.match(text) and page.words[i].visible]


def _find_typed_codes(page: RawPage) -> list[Mark]:
    typed = find_typed(page)
    boxes = [page.words[i].bbox for i in typed]
    kept = [
        i
        for i, box in zip(typed, boxes, strict=True)
        if not (
            _stands_in_column(box, boxes)
            or any(_CITES.match(page.words[j].text) for j in range(max(0, i - _CITES_WITHIN), i))
            or _heads(i, page)
            or _stands_in_cell(page.words[i], page)
        )
    ]
    if not kept or _SPEAKS_OF_GROUNDS.search("\n".join([word.text for word in page.words])):
        return []
    return [_mark([i], page, 0.7, page.words[i].text.strip("()[],;: ").rstrip(".")) for i in kept]


def _stands_in_column(box: BBox, boxes: Sequence[BBox]) -> bool:
    """Whether a code stands above or below others of the page's codes as in a list's column of grounds."""
    left, right, rows = box.x0, box.x1, set[int]()
    for x0, y0, x1, _ in boxes:
        if abs(x0 - left) < _COLUMN or abs(x1 - right) < _COLUMN:
            rows.add(round(y0))
            if len(rows) >= _COLUMN_ROWS:
                return True
    return False


def _stands_in_cell(word: RawWord, page: RawPage) -> bool:
    """Whether a code stands apart from all else in its row, as in a table, and follows no label ("Naam:")."""
    _, y0, _, y1 = word.bbox
    near = [other for other in page.words if other.bbox.y0 < y1 and other.bbox.y1 > y0 and other is not word]
    least = 0.5 * word.bbox.height
    row = [other for other in near if min(other.bbox.y1, y1) - max(other.bbox.y0, y0) > least]
    if not row or any(other.text.endswith(":") for other in row):
        return False
    gaps = [max(other.bbox.x0 - word.bbox.x1, word.bbox.x0 - other.bbox.x1) for other in row]
    return min(gaps) > _CELL_GAP * word.bbox.height


def _heads(index: int, page: RawPage) -> bool:
    """Whether a code opens a line that goes on with a capital: a numbered heading."""
    word = page.words[index]
    before = page.words[index - 1] if index else None
    after = page.words[index + 1] if index + 1 < len(page.words) else None
    opens = before is None or (before.block, before.line) != (word.block, word.line)
    goes_on = after is not None and (after.block, after.line) == (word.block, word.line)
    return opens and goes_on and after is not None and after.text[:1].isupper() and not TYPED_CODE.match(after.text)


def _mark(indices: list[int], page: RawPage, score: float, code: str | None = None) -> Mark:
    box = union(page.words[i].bbox for i in indices)
    return Mark(box, "placeholder", "text", score, code, stamps=frozenset(indices))

"""Which row of a list is about which pages: stamped number, file name, title; nothing where these leave a choice."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from woo_gronden.dossier.names import NamedNumbers, plain_number, read_numbers, title_words

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]

# What is made public; a scan without words has no known role. The letter, the request and the law's text are not it.
RELEASED = frozenset({"openbaar gemaakt document", "overig"})
# How sure each sign is: a stamp on the page, a number in the file's name, the same where two rows have it and the title
# chooses, a title word for word against the number,
# the only document beside the only row, and a file that by its name holds the row's document somewhere.
STAMP, NAME, NAME_AND_TITLE, TITLE_ONLY, ONLY, AMONG = 0.95, 0.85, 0.8, 0.75, 0.6, 0.6
# Least likeness of titles (see ``_likeness``) to link on the title alone, and by how much the best must lead.
ALIKE, LEAD = 0.5, 0.15
# Least likeness with which a title chooses between rows of one number, or contradicts a number; and the least words in
# the title of the row with that number: "20250512 Mail" is contradicted by nothing.
_CHOOSES, _CONTRADICTS, _TELLING = 0.2, 0.6, 3

# What is said of a number in a name that the title overrules, and from how many of these on no such number counts.
_COUNTED_ANEW = "in the file's name is another row's"
_ANEW = 3


class RowMatch(NamedTuple):
    """Pages of a document and the list row they are; ``row`` None where it is not known.

    ``exact``: these pages are the row's document; else it is somewhere among them.
    """

    document_id: str
    page_start: int
    page_end: int
    row: Row | None
    evidence: str
    score: float
    exact: bool = True


def _spelled(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if not word.isdigit())


class _Lists:
    """The list rows of a dossier, by number and by title."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.by_number: dict[str, list[Row]] = {}
        for row in rows:
            if number := plain_number(row["number"]):
                self.by_number.setdefault(number, []).append(row)
        self.words = [title_words(row["title"]) for row in rows]
        # A list that numbers nothing is counted by hand: its third row is document 3, if the title agrees.
        self.by_place: dict[str, list[Row]] = {}
        if not self.by_number:
            for row in rows:
                self.by_place.setdefault(str(row["row"]), []).append(row)
        counts = Counter(word for words in self.words for word in words)
        self._weight = {word: 1 / math.sqrt(count) for word, count in counts.items()}

    def likeness(self, words: frozenset[str], row: Row) -> float:
        """From 0 to 1: the words that both titles have, rare ones counting for more, against those of the row."""
        mine = next(self.words[at] for at, other in enumerate(self.rows) if other is row)
        shared = mine & words
        # One short word in common is chance.
        if len(shared) < 2 and not any(len(word) >= 7 for word in shared):
            return 0.0
        weight = sum(self._weight[word] for word in shared)
        return 2 * weight / (sum(self._weight[w] for w in mine) + sum(self._weight.get(w, 0.5) for w in words))

    def same_title(self, words: frozenset[str]) -> Row | None:
        """The one row whose title has just these words, figures aside; None where several have them."""
        wanted = _spelled(words)
        same = [row for row, mine in zip(self.rows, self.words, strict=True) if _spelled(mine) == wanted]
        return same[0] if len(same) == 1 and len(wanted) >= _TELLING else None

    def is_better(self, words: frozenset[str], row: Row) -> bool:
        """Whether some other row's title is more alike than that of ``row``."""
        return self.best_title(words, self.rows)[1] > self.likeness(words, row)

    def best_title(self, words: frozenset[str], rows: Sequence[Row]) -> tuple[Row | None, float]:
        """The row whose title is most alike, None where two are as good."""
        scored = sorted(((self.likeness(words, row), at) for at, row in enumerate(rows)), reverse=True)
        if not scored or not scored[0][0]:
            return None, 0.0
        if len(scored) > 1 and scored[0][0] - scored[1][0] < LEAD:
            return None, scored[0][0]
        return rows[scored[0][1]], scored[0][0]


def match_rows(tables: Tables) -> list[RowMatch]:
    """Each released document of the dossier, page range by page range, with its list row as far as that is known."""
    lists = _Lists([row for row in tables.get("inventory", ()) if row["number"] or row["title"]])
    parts: dict[str, list[Row]] = {}
    for part in tables.get("parts", ()):
        parts.setdefault(part["document_id"], []).append(part)
    released = [row for row in tables.get("documents", ()) if row["status"] != "failed" and row["pages"]]
    found: list[RowMatch] = []
    for document in released:
        own = parts.get(document["document_id"]) or [_whole(document)]
        if document["role"] in RELEASED:
            found += _match_file(document, own, lists)
        elif len(own) > 1:
            later = [part for part in own if part["role"] in RELEASED]
            found += [match for part in later for match in _match_part(document, part, lists)]
    return _only_one(_without_counts(found, released, lists), lists)


def _without_counts(found: list[RowMatch], documents: Sequence[Row], lists: _Lists) -> list[RowMatch]:
    """The same, but where titles have overruled the numbers in names, no number in a name stands on its own."""
    if sum(_COUNTED_ANEW in match.evidence for match in found) < _ANEW:
        return found
    paths = {row["document_id"]: row["path"] for row in documents}
    kept = []
    for match in found:
        words = title_words(paths[match.document_id])
        if match.score != NAME or match.row is None or not lists.is_better(words, match.row):
            kept.append(match)
            continue
        row, evidence, score = _by_title(paths[match.document_id], "", lists)
        kept.append(match._replace(row=row, evidence=evidence or "numbers in names count anew, no title", score=score))
    return kept


def _match_file(document: Row, parts: Sequence[Row], lists: _Lists) -> Iterator[RowMatch]:
    numbers = read_numbers(document["path"])
    several = numbers.first != numbers.last
    if several or _stamped_as_documents(parts, lists):
        found = [match for part in parts for match in _match_part(document, part, lists)]
        yield from found
        if several:
            yield from _among(document, numbers, found, lists)
        return
    words = title_words(document["path"]) | title_words(parts[0]["title"])
    stamp = _first_stamp(parts, lists)
    row, evidence, score = _by_number(stamp, f"number {stamp} on the page", STAMP, words, lists) if stamp else _NONE
    if row is None and numbers.first:
        row, evidence, score = _by_number(
            numbers.first, f"number {numbers.first} in the file's name", NAME, words, lists
        )
        # Files may be counted anew where documents of the list are not given out: then the titles tell.
        same = lists.same_title(title_words(document["path"]))
        if same is not None and plain_number(same["number"]) not in ("", numbers.first):
            row, evidence, score = same, f"the title, though number {numbers.first} {_COUNTED_ANEW}", TITLE_ONLY
    if row is None and not evidence:
        row, evidence, score = _by_title(document["path"], parts[0]["title"], lists)
    yield RowMatch(document["document_id"], 1, document["pages"], row, evidence or "no number, no title", score)


_Found = tuple[Row | None, str, float]
_NONE: _Found = (None, "", 0.0)


def _among(document: Row, numbers: NamedNumbers, found: Sequence[RowMatch], lists: _Lists) -> Iterator[RowMatch]:
    """The rows that the file's name spans ("bijlage 28 tot en met 41"), but for those that were found in it."""
    known = [match.row for match in found if match.row is not None]
    for number in range(int(numbers.first), int(numbers.last) + 1):
        rows = lists.by_number.get(str(number), [])
        if len(rows) == 1 and rows[0] not in known:
            evidence = f"one of documents {numbers.first} to {numbers.last} by the file's name"
            yield RowMatch(document["document_id"], 1, document["pages"], rows[0], evidence, AMONG, exact=False)


def _match_part(document: Row, part: Row, lists: _Lists) -> Iterator[RowMatch]:
    """The ranges of one part: a new stamp that a list knows begins a new range."""
    ranges: list[tuple[int, str]] = []
    for at, stamp in enumerate(part["numbers"]):
        known = plain_number(stamp) if plain_number(stamp) in lists.by_number else ""
        if at == 0 or (known and known != ranges[-1][1]):
            ranges.append((part["page_start"] + at, known))
    ends = [start - 1 for start, _ in ranges[1:]] + [part["page_end"]]
    for (start, stamp), end in zip(ranges, ends, strict=True):
        words = title_words(part["title"])
        row, evidence, score = _by_number(stamp, f"number {stamp} on the page", STAMP, words, lists) if stamp else _NONE
        if row is None and start == part["page_start"]:
            row, evidence, score = _by_title("", part["title"], lists)
        yield RowMatch(document["document_id"], start, end, row, evidence or "no number, no title", score)


def _by_number(number: str, evidence: str, score: float, words: frozenset[str], lists: _Lists) -> _Found:
    rows = lists.by_number.get(number, [])
    if not rows:
        placed = lists.by_place.get(number, [])
        if len(placed) == 1 and lists.likeness(words, placed[0]) >= _CHOOSES:
            return placed[0], f"{evidence}, the place in a list without numbers, and the title", NAME_AND_TITLE
        return None, "", 0.0
    if len(rows) > 1:
        row, alike = lists.best_title(words, rows)
        if row is None or alike < _CHOOSES:
            row = _released_row(rows)
            return (row, f"{evidence}; the other rows of that number are not made public", NAME_AND_TITLE) if row else (
                None, f"{evidence}, which {len(rows)} rows have", 0.0)  # fmt: skip
        return row, f"{evidence}, and the title", min(score, NAME_AND_TITLE)
    other, alike = lists.best_title(words, lists.rows)
    telling = len(title_words(rows[0]["title"])) >= _TELLING
    if other not in (None, rows[0]) and telling and alike >= _CONTRADICTS and not lists.likeness(words, rows[0]):
        assert other is not None
        return None, f"{evidence}, but the title is that of row {other['number'] or other['row']}", 0.0
    return rows[0], evidence, score


def _released_row(rows: Sequence[Row]) -> Row | None:
    """The one row of several with a number that says its document is given out."""
    given = [row for row in rows if row["assessment"] in ("openbaar", "deels openbaar")]
    return given[0] if len(given) == 1 else None


def _by_title(path: str, title: str, lists: _Lists) -> _Found:
    for words, where in ((title_words(path), "file's name"), (title_words(title), "title on the page")):
        row, alike = lists.best_title(words, lists.rows)
        if row is not None and alike >= ALIKE:
            return row, f"the {where} is that of the row ({alike:.2f})", round(alike, 2)
    return _NONE


def _only_one(found: list[RowMatch], lists: _Lists) -> list[RowMatch]:
    """One document made public beside one row that says so: they are each other's."""
    given = [row for row in lists.rows if row["assessment"] in ("openbaar", "deels openbaar")]
    if len(found) == 1 and len(given) == 1 and found[0].row is None and found[0].evidence == "no number, no title":
        return [found[0]._replace(row=given[0], evidence="the only document and the only row made public", score=ONLY)]
    return found


def _first_stamp(parts: Sequence[Row], lists: _Lists) -> str:
    for part in parts:
        for number in part["numbers"]:
            if plain_number(number) in lists.by_number:
                return plain_number(number)
    return ""


def _stamped_as_documents(parts: Sequence[Row], lists: _Lists) -> bool:
    """Whether several stamps of a file are numbers of its list, and no count of its pages that runs through them."""
    stamps = [plain_number(number) for part in parts for number in part["numbers"]]
    known = [number for number in stamps if number in lists.by_number]
    if len(set(known)) < 2:
        return False
    counted = [int(number) for number in stamps if number.isdigit()]
    runs = len(counted) == len(stamps) and all(b == a + 1 for a, b in pairwise(counted))
    # A count of pages that the list goes by names some of them only: those on which documents begin.
    return not runs or len(known) < len(stamps)


def _whole(document: Row) -> Row:
    numbers = [""] * document["pages"]
    return {"page_start": 1, "page_end": document["pages"], "role": document["role"], "numbers": numbers, "title": ""}

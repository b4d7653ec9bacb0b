"""Find: read one citation expression from where it starts, as it is printed, without deciding what it means.

An expression is a row of groups, parted by connectors only. A group is one article (``artikel 10``, ``5.1.2.e``), the
paragraphs and letters cited of it, and the law named behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from woo_gronden.citations import lexicon as lex
from woo_gronden.citations.laws import Named, law_after
from woo_gronden.taxonomy import resolve_provision

_MAX_CONNECTORS = 4  # "en tevens subsidiair, ..."; more in a row is no connection


@dataclass(slots=True)
class Item:
    """One provision of a group as printed. ``letter`` may be a misread sign; "?" is a figure where a letter should be."""

    paragraph: int | None = None
    letter: str | None = None
    to: bool = False  # written as the end of a range that starts at the item before
    start: int = 0
    listed: bool = False  # its letter follows another letter


@dataclass(slots=True)
class Group:
    """One article with what is cited of it."""

    start: int
    end: int
    numbers: tuple[int, ...]
    suffix: str = ""
    worded: bool = False  # "artikel" stands before it or before the list it is in
    keyed: bool = False  # a paragraph is named with "lid"
    tight: int = 0  # how many points part its figures
    colon: bool = False
    spaced: bool = False  # white space before the letter of its code
    items: list[Item] = field(default_factory=list)
    law: Named | None = None
    to: bool = False  # the end of a range of articles or codes
    glue: str = ""  # connector before it: "", "space", "list"
    reversed: bool = False
    law_end: int = 0


class Reader:
    """Reads expressions out of one text. Each method takes a position and gives what it read with the position behind."""

    def __init__(self, text: str) -> None:
        self.text = text

    def expression(self, pos: int) -> list[Group]:
        """The groups of the expression that starts at ``pos``; none where no article stands there."""
        first = self.group(pos, worded=False)
        if first is None:
            return []
        groups = [first]
        while True:
            following = self._next_group(groups[-1], any(g.worded for g in groups))
            if following is None:
                return groups
            groups.append(following)

    def _next_group(self, last: Group, worded: bool) -> Group | None:
        pos = max(last.end, last.law_end)
        after, to, count = self.connectors(pos)
        if count:
            skipped = re.compile(r"\s*+(?:(?:van|uit)\s+)?(?:de\s+|het\s+)?(?=art|\d)", re.I).match(self.text, after)
            group = self.group(skipped.end() if skipped else after, worded=worded, listed=True)
            if group:
                group.to, group.glue = to, "list"
            return group
        space = re.compile(r"\s++").match(self.text, pos)
        if space is None or last.law == "other" and not lex.ARTICLE_WORD.match(self.text, space.end()):
            return None
        group = self.group(space.end(), worded=False)
        if group is None or not (group.worded or (not last.worded and _is_code(group))):
            return None
        group.glue = "space"
        return group

    def group(self, pos: int, *, worded: bool, listed: bool = False) -> Group | None:
        """One article with its paragraphs, letters and law."""
        text = self.text
        word = lex.ARTICLE_WORD.match(text, pos)
        at = word.end() if word else pos
        if not word:
            blank = re.compile(r"\s*+").match(text, pos)
            at = pos = blank.end() if blank else pos
        group = self._number(at, worded=bool(word), listed=listed and worded)
        if group is None:
            return None
        group.start = pos
        group.worded = bool(word) or worded
        self._specs(group)
        self._law(group)
        return group

    # -- the article's number ---------------------------------------------------------------------------------------

    def _number(self, at: int, *, worded: bool, listed: bool) -> Group | None:
        for read in (self._bracketed, self._code_51, self._code_10, self._dotted):
            group = read(at, worded)
            if group is not None:
                return group
        return self._plain(at, worded, listed)

    def _bracketed(self, at: int, worded: bool) -> Group | None:
        match = lex.BRACKETED.match(self.text, at)
        if match is None:
            return None
        numbers = tuple(int(n) for n in re.split(r"[.,]", match["article"]))
        letter = match["letter"] or match["apart"]
        item = Item(int(match["par"]), letter and letter.lower(), start=at)
        return Group(at, match.end(), numbers, tight=2, keyed=True, items=[item])

    def _code_51(self, at: int, worded: bool) -> Group | None:
        match = lex.CODE_51.match(self.text, at)
        if match is None:
            return None
        tight = sum(bool(match[part] and match[part].strip()) for part in ("one", "two"))
        group = Group(at, match.end(), (5, 1), tight=tight, items=[Item(int(match["par"]), start=match.start("par"))])
        self._code_letters(group)
        lettered = group.items[0].letter is not None
        if tight == 2 and (
            self.text[match.end() : match.end() + 1] != "." or lettered or not self._digit_after(match.end())
        ):
            return group
        if lettered and (tight or not group.spaced):
            return group
        # "5.12" without a letter: 5.1.2 with a point lost, or any number; kept only glued behind one point.
        return group if tight == 1 and match["one"] and not match["two"] and not worded else None

    def _code_10(self, at: int, worded: bool) -> Group | None:
        match = lex.CODE_10.match(self.text, at)
        if match is None:
            return None
        point = match["one"] or ""
        tight = int(bool(point.strip()))
        if point.startswith((",", " ", "‚")) and point.endswith(" ") and worded:
            return None  # "artikel 10, 2 jaar"
        group = Group(at, match.end(), (10,), tight=tight, items=[Item(int(match["par"]), start=match.start("par"))])
        self._code_letters(group)
        lettered = group.items[0].letter is not None
        if not lettered and (point.strip() != "." or point.endswith(" ") or self._digit_after(match.end())):
            return None
        return group

    def _digit_after(self, pos: int) -> bool:
        return re.compile(r"[.,:\-]\d").match(self.text, pos) is not None

    def _dotted(self, at: int, worded: bool) -> Group | None:
        match = lex.DOTTED_DASH.match(self.text, at) or lex.DOTTED.match(self.text, at)
        if match is None:
            return self._unpointed(at)
        one, two, suffix = int(match["one"]), int(match["two"]), (match["suffix"] or "").lower()
        end = match.end()
        colon = ":" in match["point"]
        items: list[Item] = []
        if suffix and resolve_provision("woo", f"{one}.{two}{suffix}")[0] is None:
            items, suffix = [Item(letter=suffix, start=end - 1)], ""
        group = Group(at, end, (one, two), suffix=suffix, tight=1, colon=colon, items=items)
        third = lex.THIRD.match(self.text, end) if not items else None
        if third and not (third[0][:1] in ",‚" and " " in third[0]) and not self._digit_after(third.end()):
            group.items = [Item(int(third["par"]), start=third.start("par"))]
            group.end, group.tight = third.end(), 2
            self._code_letters(group)
        elif not items and not self._digit_after(end):
            self._code_letters(group)
        elif not items:
            return None
        return group

    def _unpointed(self, at: int) -> Group | None:
        match = lex.UNPOINTED.match(self.text, at)
        return Group(at, match.end(), (5, 1)) if match else None

    def _plain(self, at: int, worded: bool, listed: bool) -> Group | None:
        match = lex.PLAIN.match(self.text, at) if worded or listed else None
        if match is None:
            return None
        group = Group(at, match.end(), (int(match["one"]),), suffix=(match["suffix"] or "").lower())
        if group.suffix and resolve_provision("wob", f"{group.numbers[0]}{group.suffix}")[0] is None:
            group.items, group.suffix = [Item(letter=group.suffix, start=match.end() - 1)], ""
        if not worded and not _AFTER_PLAIN.match(self.text, match.end()):
            return None
        return group

    def _code_letters(self, group: Group) -> None:
        """The letters of a code, glued to its figures or one space away."""
        match = lex.SPACED_LETTER.match(self.text, group.end)
        group.spaced = match is not None
        if match and match["letter"].isupper() and not _CLOSES.match(self.text, match.end()):
            match = None
        match = match or lex.GLUED_LETTER.match(self.text, group.end)
        if match is None:
            return
        letter = match["letter"] or match["bracketed"]
        if letter == "1" and match[0] == "1":
            return
        if not group.items:
            group.items = [Item()]
        group.items[-1].letter = letter.lower()
        group.items[-1].start = match.start()
        group.end = match.end()
        while match := lex.MORE_GLUED.match(self.text, group.end):
            group.items.append(
                Item(group.items[-1].paragraph, match["letter"].lower(), start=match.start(), listed=True)
            )
            group.end = match.end()

    # -- paragraphs and letters ---------------------------------------------------------------------------------------

    def _specs(self, group: Group) -> None:
        """All paragraphs and letters that follow, over connectors, up to the law or what else comes."""
        if not group.items:
            self._first_spec(group)
        elif group.items[-1].letter is None:
            self._letters(group, group.items[-1].paragraph, replace=True)
        while self._more(group):
            pass
        part = lex.SENTENCE_PART.match(self.text, group.end)
        if part and group.items:
            group.end = part.end()

    def _first_spec(self, group: Group) -> None:
        opened = lex.GAP.match(self.text, group.end)
        bracket = opened is not None and "(" in opened[0]
        at = opened.end() if opened else group.end
        if not self._paragraph(group, at) and not self._letters(group, None):
            bare = re.compile(r"[\s.,]*\blid(?=\s*(?:$|[|)\]]))", re.I).match(self.text, group.end)
            if bare:
                group.end, group.keyed = bare.end(), True
            return
        if bracket:
            while self._more(group):
                pass
            closing = re.compile(r"\s?\)").match(self.text, group.end)
            group.end = closing.end() if closing else group.end

    def _paragraph(self, group: Group, at: int, *, to: bool = False) -> bool:
        """ "lid 2", "leden 1 en 2", "tweede en vijfde lid", with the letters of the last."""
        return self._numbered_lid(group, at, to) or self._ordinal_lid(group, at, to)

    def _numbered_lid(self, group: Group, at: int, to: bool) -> bool:
        lid = lex.LID.match(self.text, at)
        if lid is None:
            return False
        number = lex.LID_NUMBER.match(self.text, lid.end())
        if number is None:
            letter = lex.LETTER_WORD.match(self.text, lid.end())
            if letter is None:
                return False
            group.end, group.keyed = lid.end(), True
            return self._letters(group, None) or True
        self._add_numbered(group, number, to)
        return True

    def _add_numbered(self, group: Group, number: re.Match[str], to: bool) -> None:
        raw = number["number"].lower()
        paragraph = int(raw) if raw.isdigit() else lex.NUMERALS.get(raw, 0)
        letter = number["letter"]
        group.items.append(Item(paragraph, letter and letter.lower(), to=to, start=number.start()))
        group.end, group.keyed = number.end(), True
        if letter is None:
            self._letters(group, paragraph, replace=True)

    def _ordinal_lid(self, group: Group, at: int, to: bool) -> bool:
        found: list[Item] = []
        while ordinal := lex.ORDINAL.match(self.text, at):
            number = lex.ORDINALS[ordinal["word"].lower()] if ordinal["word"] else int(ordinal["digit"])
            found.append(Item(number, to=to, start=ordinal.start()))
            lid = lex.LID.match(self.text, ordinal.end())
            if lid:
                group.items += found
                group.end, group.keyed = lid.end(), True
                self._letters(group, number, replace=True)
                return True
            at, to, count = self.connectors(ordinal.end())
            if not count:
                return False
        return False

    def _letters(self, group: Group, paragraph: int | None, *, replace: bool = False) -> bool:
        """ "aanhef en onder e", "sub c", or a letter by itself behind a paragraph ("lid 2 e")."""
        word = lex.LETTER_WORD.match(self.text, group.end)
        if word:
            match = lex.LETTER.match(self.text, word.end()) or lex.FIGURE.match(self.text, word.end())
        elif paragraph is not None:
            bare = re.compile(r"[\s,.‚]*+\(?").match(self.text, group.end)
            match = lex.LETTER.match(self.text, bare.end()) if bare and bare[0] else None
            if match and not match["letter"].islower():
                match = None
            if match and (match["letter"] > "i" or re.compile(r"\s*lid\b").match(self.text, match.end())):
                match = None
        else:
            match = None
        if match is None:
            aanhef = lex.AANHEF.match(self.text, group.end)
            if aanhef and paragraph is not None:
                group.end = aanhef.end()
            return False
        letter = match["letter"].lower()
        if replace and group.items and group.items[-1].letter is None:
            group.items[-1].letter = letter
        else:
            group.items.append(Item(paragraph, letter, start=match.start()))
        group.end = match.end()
        return True

    def _more(self, group: Group) -> bool:
        """One more letter or paragraph of the same article; False where what follows is something else."""
        after, to, count = self.connectors(group.end)
        last = group.items[-1] if group.items else None
        if not count:
            return self._more_without_connector(group, last)
        if last is not None and last.letter is not None and self._more_letter(group, after, last, to):
            return True
        if self._paragraph(group, after, to=to):
            return True
        if last is not None and group.keyed and self._more_number(group, after, to):
            return True
        if last is not None and last.letter is not None:
            word = lex.LETTER_WORD.match(self.text, after)
            return bool(word) and self._more_letter(group, word.end() if word else after, last, to)
        return False

    def _more_without_connector(self, group: Group, last: Item | None) -> bool:
        if last is None:
            return False
        if last.letter is not None:
            dash = lex.DASH.match(self.text, group.end)
            if dash and self._more_letter(group, dash.end(), last, to=True):
                return True
        elif group.keyed:
            dash = lex.DASH.match(self.text, group.end)
            if dash and self._more_number(group, dash.end(), to=True):
                return True
        space = re.compile(r"\s+").match(self.text, group.end)
        return bool(space) and self._paragraph(group, group.end)

    def _more_letter(self, group: Group, at: int, last: Item, to: bool) -> bool:
        match = lex.LETTER.match(self.text, at)
        if match is None or match["letter"].lower() > "l" and match["letter"].isascii() or match["letter"] in "1!|":
            return False
        if match["letter"].isupper() and not _CLOSES.match(self.text, match.end()):
            return False
        group.items.append(Item(last.paragraph, match["letter"].lower(), to=to, start=at, listed=True))
        group.end = match.end()
        return True

    def _more_number(self, group: Group, at: int, to: bool) -> bool:
        """A further paragraph as a figure: "lid 1 en 2", "lid 1c en 2e"; not "lid 2 en 3 documenten"."""
        number = lex.LID_NUMBER.match(self.text, at)
        if number is None or not number["number"].isdigit() or not 1 <= int(number["number"]) <= 9:
            return False
        if not number["letter"] and not _AFTER_PLAIN.match(self.text, number.end()):
            return False
        self._add_numbered(group, number, to)
        return True

    # -- between and behind -------------------------------------------------------------------------------------------

    def connectors(self, pos: int) -> tuple[int, bool, int]:
        """Where a row of connectors ends, whether it writes a range, and how many there were."""
        to, count = False, 0
        while count < _MAX_CONNECTORS and (match := lex.CONNECTOR.match(self.text, pos)):
            pos, count = match.end(), count + 1
            to = to or match["range"] is not None
        return pos, to, count

    def _law(self, group: Group) -> None:
        found = law_after(self.text, group.end)
        if found is None:
            return
        group.law, group.law_end = found
        if group.law == "other":
            return
        before = group.end
        group.end = group.law_end
        if not any(item.letter for item in group.items):
            keyed, items = group.keyed, len(group.items)
            if group.items:
                self._letters(group, group.items[-1].paragraph, replace=True)
            else:
                self._first_spec(group)
            if (group.keyed, len(group.items)) != (keyed, items) or group.end != group.law_end:
                while self._more(group):
                    pass
        group.law_end = max(group.law_end, group.end, before)


# Behind a figure that continues a list of articles or paragraphs; not a noun ("en 3 documenten").
_AFTER_PLAIN = re.compile(
    r"\s*(?:[,.;:)(/]|$|(?:en|of|jo|juncto|t/m|tot\s+en\s+met|van|uit|onder|sub|aanhef|lid|leden|letter|resp|alsmede)\b|"
    r"W[o0][ob]\b|Wet\b|[A-Z]\w*(?:wet|besluit)\b|(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende)\b|\d(?:e|de|ste)\s+lid)",
    re.IGNORECASE,
)
# What may follow a capital in a letter's place; a word would make it an initial.
_CLOSES = re.compile(r"\s*(?:[.,;:)\]|/+]|$|en\b|of\b|van\b|W[o0][ob]\b)")


def _is_code(group: Group) -> bool:
    return group.tight > 0 or group.keyed or any(item.letter for item in group.items)

"""What the grammar hands to the resolver: an expression as printed, nothing decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal

_LETTER = attrgetter("letter")  # asked some twenty times a citation

Named = Literal["woo", "wob", "damaged", "same", "other"]


@dataclass(slots=True)
class Item:
    """One provision of a group as printed; ``letter`` may be a misread sign, or a figure where a letter should be."""

    paragraph: int | None = None
    letter: str | None = None
    to: bool = False  # the end of a range that starts at the item before
    listed: bool = False  # its letter follows another letter


@dataclass(slots=True)
class Group:
    """One article with what is cited of it, and the law named behind it."""

    start: int
    end: int
    numbers: tuple[int, ...]
    suffix: str = ""  # the a of "5.4a"
    items: list[Item] = field(default_factory=list)
    worded: bool = False  # "artikel" stands before it, or before the list it is in
    keyed: bool = False  # a paragraph is named with "lid"
    points: int = 0  # how many points part its figures
    loose: bool = False  # white space among its figures
    spaced: bool = False  # white space before the letter of its code
    colon: bool = False  # figures parted by a colon, as the Awb is cited
    unpointed: bool = False  # "51" for 5.1
    bracketed: bool = False  # "(10)(2e)"
    law: Named | None = None
    law_end: int = 0  # where the name of another law ends, which is no part of the group
    joined: Literal["", "space", "list", "range"] = ""  # to the group before
    reversed: bool = False  # the letters or paragraphs stand before the article

    @property
    def lettered(self) -> bool:
        """Whether a letter is cited of it."""
        return any(map(_LETTER, self.items))

"""Characters of a text layer as a reader means them.

Full NFKC would also turn a superscript 2 into a 2 and a footnote mark into a digit of the number before it; so only
what is purely typographic is changed.
"""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_CHARACTERS: dict[int, str | None] = {
    **_LIGATURES,
    0x0132: "IJ",
    0x0133: "ij",
    0x00A0: " ",
    0x2002: " ",
    0x2003: " ",
    0x2007: " ",
    0x2009: " ",
    0x202F: " ",
    0x2010: "-",
    0x2011: "-",
    0x2012: "-",
    0x00AD: "-",
    0xF0B7: "•",  # Symbol's bullet, as Word writes it
    0xF0A7: "•",  # Wingdings' square
    0xF0D8: "•",
    0xF02D: "-",
    0xFEFF: None,
    0x200B: None,
    0x200C: None,
    0x200D: None,
    0x2060: None,
    0x0000: None,
}
_TABLE = str.maketrans({chr(code): text for code, text in _CHARACTERS.items()})

# A soft hyphen inside a word is invisible; at its end it is the hyphen that a reader sees.
_SOFT_HYPHEN_INSIDE = re.compile("\u00ad(?=.)", re.DOTALL)


def clean_word(text: str) -> str:
    """The word with ligatures, hyphens and invisible characters put right; may come out empty."""
    if text.isascii():
        return text
    if "\u00ad" in text:
        text = _SOFT_HYPHEN_INSIDE.sub("", text)
    return unicodedata.normalize("NFC", text.translate(_TABLE)).strip()

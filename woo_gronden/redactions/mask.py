"""The page as the rest of the house may read it: what stands under a redaction taken out."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from woo_gronden.schema import RawPage


def mask_page(page: RawPage, hidden: AbstractSet[int]) -> RawPage:
    """The page without the words in ``hidden`` (indices into ``page.words``) and without its annotations' texts.

    The notes and overlay texts of annotations go too: a note beside a redaction often says what was taken out.
    """
    if not hidden and not page.annotations:
        return page
    words = tuple([word for index, word in enumerate(page.words) if index not in hidden]) if hidden else page.words
    notes = tuple(note._replace(contents="", overlay_text="") for note in page.annotations)
    return replace(page, words=words, annotations=notes)

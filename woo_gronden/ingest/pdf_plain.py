"""What a PDF page may paint besides letters, told from its content stream without running it.

A third of the pages of letters, and nearly all of those made by case systems, hold words only; asking MuPDF for their
paths is one more run of the page for nothing. Whatever is in doubt here counts as painted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pymupdf

# What paints a path or a shading, or opens an inline image, as an operator of its own: f F f* B B* b b* S s sh BI.
# Not: a name (/F), a part of a longer word, the last digit of a string in figures (<00F>), the first letter of a
# string. It also finds letters within strings, which _may_paint sorts out.
_PAINTING = re.compile(rb"[fFBbSs](?<![A-Za-z/(\\].)(?:\*|(?<=s)h|(?<=B)I)?(?:(?![A-Za-z0-9>*])|(?<![0-9<].)>)")


class Paints(NamedTuple):
    """Whether a page may paint paths (shadings included), and images (inline ones included)."""

    paths: bool
    images: bool


def read_contents(page: Any) -> bytes | None:
    """The page's content stream; None where it cannot be read."""
    try:
        return bytes(page.read_contents())
    except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase):
        return None


def read_paints(page: Any, contents: bytes | None) -> Paints:
    """What the page may paint. Annotations count as both: their looks are streams of their own."""
    if contents is None or _may_paint(contents) or page.first_annot is not None or page.first_widget is not None:
        return Paints(True, True)
    resources = pymupdf.mupdf.pdf_page_resources(pymupdf.mupdf.pdf_page_from_fz_page(page.this))
    placed = b"Do" in contents
    return Paints(_may_hide_paths(resources, placed), placed)


def _may_paint(contents: bytes) -> bool:
    """Whether an operator that paints stands outside the strings, which begin with a bracket and end with one.

    With a comment, which may hold a single bracket, that cannot be told; nor after a bracket that a string holds.
    """
    commented = b"%" in contents
    for found in _PAINTING.finditer(contents):
        if commented or contents.rfind(b"(", 0, found.start()) <= contents.rfind(b")", 0, found.start()):
            return True
    return False


def _may_hide_paths(resources: Any, placed: bool) -> bool:
    """Whether paths may come by way of the page's resources.

    So do patterns, forms (where one may be ``placed``), masks in a state of graphics, fonts whose letters are drawings.
    """
    return (
        not resources.m_internal
        or _has(resources, "Pattern")
        or any(_has(font, "CharProcs") for font in _entries(resources, "Font"))
        or any(_has(state, "Font") or _is_masked(state) for state in _entries(resources, "ExtGState"))
        or (placed and not all(_name(each, "Subtype") == "Image" for each in _entries(resources, "XObject")))
    )


def _is_masked(state: Any) -> bool:
    return _has(state, "SMask") and _name(state, "SMask") != "None"


def _entries(resources: Any, kind: str) -> Iterator[Any]:
    named = pymupdf.mupdf.pdf_dict_gets(resources, kind)
    return (pymupdf.mupdf.pdf_dict_get_val(named, number) for number in range(pymupdf.mupdf.pdf_dict_len(named)))


def _has(entries: Any, key: str) -> bool:
    return bool(pymupdf.mupdf.pdf_dict_gets(entries, key).m_internal)


def _name(entries: Any, key: str) -> str:
    """The name kept under a key; empty where something else is."""
    return str(pymupdf.mupdf.pdf_to_name(pymupdf.mupdf.pdf_dict_gets(entries, key)))

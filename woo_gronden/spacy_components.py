"""The finders as spaCy pipeline components: ``nlp.add_pipe("woo_citations")``.

Each writes spans to ``doc.spans`` under its own name and values to extensions of those spans:

=================  ========================================  ==========================================
component          label of a span                           extensions
=================  ========================================  ==========================================
``woo_citations``  its grounds, joined by ``|``              ``woo_grounds`` (list), ``woo_status``
``woo_sections``   its role                                  ``woo_heading``
``woo_passages``   its grounds, joined by ``|``              ``woo_grounds`` (list), ``woo_kind``
=================  ========================================  ==========================================

A text has no pages or letter sizes, so each line of it counts as a paragraph; a letter read by ``woo_gronden.extract``
gives better sections. Components run in any order and in several processes (``nlp.pipe(texts, n_process=2)``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from woo_gronden.citations import find_citations, resolve_status
from woo_gronden.schema import BBox, Citation, Document, Law, Line, Page, Paragraph, Section, Word
from woo_gronden.structure import find_passages, find_sections

Component = Callable[[Doc], Doc]

# The size of the letters and of the page that a text without any gets: what an ordinary letter has, in points.
_LETTER_POINTS, _LINE_POINTS, _CHAR_POINTS = 9.0, 13.0, 4.5


# A component is a partial of a function of this module, so that it can be sent to a process that was not forked.


@Language.factory("woo_citations", default_config={"law": None})
def woo_citations(nlp: Language, name: str, law: Law | None) -> Component:
    """Component that finds citations of grounds. ``law``: the law that the texts apply, where they do not say."""
    _extend("woo_grounds", "woo_status")
    return partial(_add_citations, name, law)


@Language.factory("woo_sections")
def woo_sections(nlp: Language, name: str) -> Component:
    """Component that finds the sections of a letter."""
    _extend("woo_heading")
    return partial(_add_sections, name)


@Language.factory("woo_passages", default_config={"law": None})
def woo_passages(nlp: Language, name: str, law: Law | None) -> Component:
    """Component that finds the stretches of reasoning, per ground."""
    _extend("woo_grounds", "woo_kind")
    return partial(_add_passages, name, law)


def _add_citations(name: str, law: Law | None, doc: Doc) -> Doc:
    document = as_document(doc.text)
    spans = []
    for citation in _citations(document, find_sections(document), law):
        span = _span(doc, citation.start, citation.end, "|".join(citation.grounds))
        span._.woo_grounds, span._.woo_status = list(citation.grounds), citation.status
        spans.append(span)
    doc.spans[name] = spans
    return doc


def _add_sections(name: str, doc: Doc) -> Doc:
    spans = []
    for section in find_sections(as_document(doc.text)):
        span = _span(doc, section.start, section.end, section.role)
        span._.woo_heading = section.heading
        spans.append(span)
    doc.spans[name] = spans
    return doc


def _add_passages(name: str, law: Law | None, doc: Doc) -> Doc:
    document = as_document(doc.text)
    sections = find_sections(document)
    spans = []
    for passage in find_passages(document, sections, _citations(document, sections, law)):
        span = _span(doc, passage.start, passage.end, "|".join(passage.grounds))
        span._.woo_grounds, span._.woo_kind = list(passage.grounds), passage.kind
        spans.append(span)
    doc.spans[name] = spans
    return doc


def as_document(text: str) -> Document:
    """A text as a :class:`Document` of one page, each line a paragraph, with boxes as if set in one letter size."""
    words, lines, paragraphs = list[Word](), list[Line](), list[Paragraph]()
    start = 0
    for row, printed in enumerate(text.splitlines(keepends=True)):
        end = start + len(printed.rstrip())
        top, first, at = row * _LINE_POINTS, len(words), start
        for token in text[start:end].split():
            at = text.index(token, at)
            left = (at - start) * _CHAR_POINTS
            box = BBox(left, top, left + len(token) * _CHAR_POINTS, top + _LETTER_POINTS)
            words.append(Word(token, box, at, at + len(token)))
            at += len(token)
        if len(words) > first:
            begin = words[first].start
            box = BBox(words[first].bbox.x0, top, words[-1].bbox.x1, top + _LETTER_POINTS)
            lines.append(Line(begin, end, box, _LETTER_POINTS, False, (first, len(words))))
            paragraphs.append(Paragraph(begin, end, 1, "body"))
        start += len(printed)
    width = max((line.bbox.x1 for line in lines), default=_LINE_POINTS)
    page = Page(1, width, len(lines) * _LINE_POINTS, "native", tuple(words), tuple(lines))
    return Document("", "", "", text, len(text), (page,), tuple(paragraphs))


def _citations(document: Document, sections: Sequence[Section], law: Law | None) -> list[Citation]:
    return resolve_status(document.text, find_citations(document.text, law), sections)


def _extend(*names: str) -> None:
    for name in names:
        if not Span.has_extension(name):
            Span.set_extension(name, default=None)


def _span(doc: Doc, start: int, end: int, label: str) -> Any:
    return doc.char_span(start, end, label=label, alignment_mode="expand")

"""The corridor: one document through every room, in order.

No domain logic lives here. A stage gets what it needs from another as a value; a page that cannot be read costs that
page, and says so.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from woo_gronden.errors import InputError, MissingEngine, WooGrondenError
from woo_gronden.memory import few_collections
from woo_gronden.schema import (
    TABLES,
    Document,
    Dossier,
    Extent,
    Extraction,
    Failure,
    InventoryItem,
    Law,
    LegendLine,
    Passage,
    RawPage,
    Redaction,
)
from woo_gronden.sources import SourceFile, find_sources

if TYPE_CHECKING:
    from woo_gronden.classify import Model
    from woo_gronden.ingest import Engine, SegmentedPage

OcrChoice = Literal["auto", "never", "always"]
EngineChoice = Literal["auto", "tesseract", "rapidocr"]

# At most this share of a word read by recognition may lie in a box, else the word goes: half, so that words beside a
# box that was drawn a little wide stay.
_WORD_IN_BOX = 0.5


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose for a run; every field changes the result, so a change of one redoes the documents."""

    ocr: OcrChoice = "auto"
    ocr_engine: EngineChoice = "auto"
    model: str | None = None

    def fingerprint(self) -> str:
        """A short digest of the options, of the versions that read the documents, and of the columns of the tables.

        Raises:
            MissingEngine: the OCR engine that was asked for is not on this machine.
            ModelError: the model that was asked for is not there or not whole.
        """
        from woo_gronden import __version__

        if self.model is not None:
            _model(self.model)

        engine = _engine(self.ocr_engine) if self.ocr != "never" else None
        if engine is None and self.ocr != "never" and self.ocr_engine != "auto":
            raise MissingEngine(self.ocr_engine)
        # Between two versions columns come and go: what was kept without one is read again.
        columns = [(name, column.name, column.type) for name, table in TABLES.items() for column in table.columns]
        parts = {"version": __version__, "engine": engine.name if engine else None, "columns": columns, **asdict(self)}
        return hashlib.blake2b(repr(sorted(parts.items())).encode(), digest_size=8).hexdigest()


class Clock:
    """Seconds by stage, for ``run.json`` and the benchmark, by the clock ``now``."""

    now = staticmethod(time.perf_counter)

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time inside the block to ``name``."""
        start = self.now()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + self.now() - start


def extract(path: str | Path, *, options: Options | None = None) -> Dossier:
    """All that can be read from one file, or from one folder taken as one dossier.

    Returns:
        A :class:`~woo_gronden.schema.Dossier`: each document with its text, decision, sections, passages, citations,
        redactions and list rows, and the findings over the whole.

    Raises:
        InputError: a file cannot be read (which, where, why).
        NothingToDo: the folder holds no document.
    """
    from woo_gronden.dataset import merge_rows, rows_of
    from woo_gronden.dossier import find_findings, link, resolve_codes

    sources = find_sources([Path(path)])
    documents = tuple(read_source(source, options or Options()) for source in sources)
    dossier_id = sources[0].dossier_id if len(sources) == 1 else Path(path).resolve().name
    rows = merge_rows(rows_of(document, dossier_id=dossier_id) for document in documents)
    rows["redactions"] = resolve_codes(rows)
    documents = tuple(_with_grounds(document, rows["redactions"]) for document in documents)
    links = link(rows)
    return Dossier(dossier_id, documents, find_findings(rows, links), links)


def _with_grounds(document: Extraction, rows: Sequence[Mapping[str, Any]]) -> Extraction:
    """The document with the grounds that the keys of its dossier give to its local codes."""
    mine = [row for row in rows if row["document_id"] == document.document.document_id]
    return replace(
        document,
        redactions=tuple(
            replace(redaction, grounds=tuple(row["grounds"]))
            for redaction, row in zip(document.redactions, mine, strict=True)
        ),
    )


@few_collections()
def read_source(
    source: SourceFile, options: Options, *, sha256: str | None = None, on_page: Callable[[int], None] | None = None
) -> Extraction:
    """Read one file, whatever its kind.

    Args:
        source: the file and its names.
        options: the user's choices.
        sha256: the file's digest where it is known already.
        on_page: called with each page number when the page is done.

    Raises:
        InputError: the file cannot be read at all. What fails further on is in ``Extraction.failures``.
    """
    digest = sha256 or digest_of(source.path)
    if source.is_sheet:
        return _read_sheet(source, digest)
    return read_document(source, options, digest, [read_pages(source, options, on_page=on_page or (lambda _: None))])


def detect_redactions(path: str | Path) -> list[Redaction]:
    """The redacted regions of one file, with the codes on them.

    Args:
        path: a PDF or an image. No more of it is read as text than the codes in and near the boxes.

    Returns:
        Regions page by page; boxes in points of the shown page (an image counts 72 of its dots to the inch where it
        names no resolution).

    Raises:
        InputError: the file cannot be read.
    """
    from woo_gronden.ingest import open_source
    from woo_gronden.redactions import detect_page

    with open_source(Path(path)) as opened:
        return [found for raw in opened.pages() for found in detect_page(raw).redactions]


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_sheet(source: SourceFile, digest: str) -> Extraction:
    from woo_gronden.ingest import read_rows
    from woo_gronden.structure import find_inventory_rows

    document = Document(source.document_id, source.name, digest, "", 0, (), ())
    items = find_inventory_rows(read_rows(source.path), _parse_grounds)
    return Extraction(document, "inventarislijst", inventory=tuple(items))


@dataclass(frozen=True, slots=True)
class PageBatch:
    """Some pages of a file, masked: nothing of what stood under a box is in it."""

    pages: tuple[SegmentedPage, ...]
    redactions: tuple[Redaction, ...]
    extents: tuple[Extent, ...]
    failures: tuple[Failure, ...]
    seconds: dict[str, float]


@few_collections()
def read_pages(
    source: SourceFile,
    options: Options,
    first: int = 1,
    last: int | None = None,
    on_page: Callable[[int], None] = lambda _: None,
) -> PageBatch:
    """Pages ``first`` to ``last`` of a file: their words, recognised where need be, and their redactions.

    Raises:
        InputError: the file cannot be opened.
    """
    from woo_gronden.ingest import SegmentedPage, open_source, segment_page
    from woo_gronden.redactions import measure_page

    clock, failures = Clock(), list[Failure]()
    pages, redactions, extents = list[SegmentedPage](), list[Redaction](), list[Extent]()
    with open_source(source.path) as opened:
        if first == 1:
            failures += [Failure(source.name, "ingest", "Repaired", note) for note in opened.notes]
        for raw in _timed(opened.pages(first, last), clock, "ingest"):
            page, found = _read_page(raw, source, options, clock, failures)
            with clock.stage("redactions"):
                extents.append(measure_page(page, found))
            # All else of the page is let go here, so that a bundle of thousands of pages fits.
            with clock.stage("document"):
                pages.append(segment_page(page))
            redactions += found
            on_page(raw.number)
    return PageBatch(tuple(pages), tuple(redactions), tuple(extents), tuple(failures), clock.seconds)


def _read_page(
    raw: RawPage, source: SourceFile, options: Options, clock: Clock, failures: list[Failure]
) -> tuple[RawPage, Sequence[Redaction]]:
    """One page without its hidden words, and its redactions. The hidden words end here."""
    from woo_gronden.redactions import detect_page, mask_page

    try:
        with clock.stage("redactions"):
            found = detect_page(raw)
            page = mask_page(raw, found.hidden)
    except WooGrondenError as error:
        failures.append(_failure(source, "redactions", error))
        # Nothing is known of what lies under a box here, so no word of this page may go on.
        return replace(raw, words=(), source="none"), ()
    try:
        page = _recognised(page, found.redactions, options, clock)
    except WooGrondenError as error:
        failures.append(_failure(source, "ocr", error))
    return page, found.redactions


def _recognised(page: RawPage, redactions: Sequence[Redaction], options: Options, clock: Clock) -> RawPage:
    """The page with words read from its pixels where that is asked for, none of them from under a box but codes."""
    from woo_gronden.ingest import needs_ocr, recognise
    from woo_gronden.taxonomy import parse_code

    if options.ocr == "never" or (options.ocr == "auto" and not needs_ocr(page)):
        return page
    engine = _engine(options.ocr_engine)
    if engine is None:
        raise MissingEngine(options.ocr_engine)
    with clock.stage("ocr"):
        read = recognise(page, engine)
    boxes = [redaction.bbox for redaction in redactions]
    # A redaction that was marked but never applied shows what is under it to any reader of pixels.
    words = tuple(
        word
        for word in read.words
        if parse_code(word.text) or all(word.bbox.overlap(box) <= _WORD_IN_BOX for box in boxes)
    )
    return replace(read, words=words)


@cache
def _model(name: str | None) -> Model:
    from woo_gronden.classify import load_model

    return load_model(name)


@cache
def _engine(name: EngineChoice) -> Engine | None:
    from woo_gronden.ingest import choose_engine

    return choose_engine(name)


@few_collections()
def read_document(source: SourceFile, options: Options, digest: str, batches: Sequence[PageBatch]) -> Extraction:
    """The pages of one file, as a document with all that the finders claim of it."""
    from woo_gronden.ingest import join_pages
    from woo_gronden.redactions import measure_document

    clock = Clock()
    with clock.stage("document"):
        pages = (page for batch in batches for page in batch.pages)
        document = join_pages(pages, document_id=source.document_id, path=source.name, sha256=digest)
    extents = tuple(extent for batch in batches for extent in batch.extents)
    reading = _read_text(document, options, clock)
    seconds = clock.seconds
    for batch in batches:
        seconds = {
            stage: seconds.get(stage, 0.0) + batch.seconds.get(stage, 0.0) for stage in {*seconds, *batch.seconds}
        }
    return replace(
        reading,
        redactions=tuple(redaction for batch in batches for redaction in batch.redactions),
        extent=measure_document(extents),
        extents=extents,
        failures=tuple(failure for batch in batches for failure in batch.failures),
        seconds=seconds,
    )


def _read_text(document: Document, options: Options, clock: Clock) -> Extraction:
    from woo_gronden import structure
    from woo_gronden.citations import find_citations, law_agreed, resolve_status

    law: Law | None = None
    with clock.stage("structure"):
        role = structure.find_role(document).role
        sections = structure.find_sections(document) if role == "besluit" else ()
    with clock.stage("citations"):
        if role == "besluit":
            # Which law a bare "artikel 10" is of, the letter as a whole says.
            law = structure.find_law(document, sections, ())
        citations = find_citations(document.text, law)
        if role == "inventarislijst" and (law := law_agreed(citations)):
            citations = find_citations(document.text, law)
        citations = [replace(c, page=document.pages_of(c.start, c.end)[0]) for c in citations]
        citations = resolve_status(document.text, citations, sections)
    with clock.stage("inventory"):
        inventory: Sequence[InventoryItem] = ()
        parse = partial(_parse_grounds, law=law)
        entries = structure.find_legend_entries(document, parse)
        if role == "besluit" and (mentions := structure.find_code_mentions(document, entries)):
            merged = sorted([*citations, *mentions], key=lambda citation: citation.start)
            citations = resolve_status(document.text, merged, sections)
        if role in ("besluit", "inventarislijst"):
            inventory = structure.find_inventory(document, parse, {entry.mark: entry.grounds for entry in entries})
    with clock.stage("parts"):
        parts = structure.find_parts(document)
    reading = Extraction(
        document,
        role,
        sections=tuple(sections),
        citations=tuple(citations),
        inventory=tuple(inventory),
        legend=tuple(LegendLine(entry.mark, entry.grounds, entry.page) for entry in entries),
        parts=parts,
    )
    return _read_letter(reading, options, clock) if role == "besluit" else reading


def _parse_grounds(text: str, law: Law | None = None) -> tuple[str, ...]:
    """The grounds that a cell of a list, or a line of a key, names."""
    from woo_gronden.citations import find_citations
    from woo_gronden.taxonomy import parse_code

    cited = tuple(dict.fromkeys(ground for citation in find_citations(text, law) for ground in citation.grounds))
    # Bare codes beside a citation ("5.1.6; 5.1.2.e", "10.2.e, 11.1") are codes in a cell, and nothing in prose.
    coded = parse_code(text, law)
    return coded if set(coded) >= set(cited) else cited


def _read_letter(reading: Extraction, options: Options, clock: Clock) -> Extraction:
    from woo_gronden import structure
    from woo_gronden.classify import resolve_grounds

    document, sections, citations, inventory = reading.document, reading.sections, reading.citations, reading.inventory
    with clock.stage("passages"):
        found = structure.find_passages(document, sections, citations)
        found = resolve_grounds(found, _model(options.model), structure.find_law(document, sections, citations))
        passages = [_with_reasoning(passage) for passage in found]
        applied, mentioned = structure.resolve_applied(document, sections, citations, passages, inventory)
    with clock.stage("facts"):
        decision = structure.read_decision(document, sections, citations, applied, mentioned, inventory)
    return replace(reading, passages=tuple(passages), decision=decision)


def _with_reasoning(passage: Passage) -> Passage:
    from woo_gronden import structure

    reasoning = structure.find_reasoning(passage)
    weighing = reasoning.weighing if passage.kind == "motivation" else ""
    return replace(passage, weighing=weighing, interests=reasoning.interests)


def _timed(pages: Iterator[RawPage], clock: Clock, stage: str) -> Iterator[RawPage]:
    while True:
        with clock.stage(stage):
            page = next(pages, None)
        if page is None:
            return
        yield page


def _failure(source: SourceFile, stage: str, error: WooGrondenError) -> Failure:
    message = error.reason if isinstance(error, InputError) else str(error)
    return Failure(source.name, stage, type(error).__name__, message)

"""The tables of a run, each column once: name, type, meaning.

Arrow schemas, the JSON Schema and the data dictionary derive from here. Types are ``string``, ``int32``, ``float64``,
``bool``, ``date``, ``list<string>`` and ``list<box>``: a list of (page, x0, y0, x1, y1), in points of the shown page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pyarrow as pa


class Column(NamedTuple):
    """A column of a table."""

    name: str
    type: str
    doc: str


class Table(NamedTuple):
    """A table: what a row is, and its columns in order."""

    row: str
    columns: tuple[Column, ...]


_ID = Column(
    "document_id", "string", "the document; join key of all tables; stable as long as the file keeps its place"
)
_BOXES = Column(
    "boxes",
    "list<box>",
    "where it stands: the box around it on each of its pages, in points; empty where words have no place",
)
_SPAN = (
    Column("page_start", "int32", "first page, from 1"),
    Column("page_end", "int32", "last page, from 1"),
    Column("char_start", "int32", "start in the document's text, in Unicode code points"),
    Column("char_end", "int32", "end in the document's text, exclusive"),
)

TABLES: dict[str, Table] = {
    "documents": Table(
        "an input file",
        (
            _ID,
            Column("dossier_id", "string", "the dossier: the folder or archive that the file came in, or the file alone"),
            Column("path", "string", "path from the input folder, its name included, with forward slashes"),
            Column("sha256", "string", "SHA-256 of the file's bytes"),
            Column("role", "string", "what the document is in its dossier: besluit, inventarislijst, openbaar gemaakt document, ..."),
            Column("pages", "int32", "number of pages; sheets of a workbook"),
            Column("text_source", "string", "native, ocr, mixed or none"),
            Column("status", "string", "ok, partial (something failed, the rest stands) or failed"),
            Column("error", "string", "what failed, in plain words; empty when status is ok"),
            Column("ocr_pages", "int32", "pages whose words come from recognition"),
            Column("words", "int32", "words that can be read"),
            Column("redacted_share", "float64", "share of the text area that is redacted, 0 to 1"),
            Column("words_redacted", "float64", "estimate of the words redacted"),
            Column("words_redacted_low", "float64", "lower end of the estimate's 90 % interval"),
            Column("words_redacted_high", "float64", "upper end of the estimate's 90 % interval"),
            Column("text_sha256", "string", "SHA-256 of the document's text in UTF-8: the same one, the same offsets; null where nothing was read"),
            Column("source", "string", "where it was fetched from, such as woogle:nl.gm1963; null where it was not fetched"),
            Column("source_record", "string", "what that source calls the dossier"),
            Column("source_url", "string", "URL of the file; empty where its source is a folder or archive"),
            Column("retrieved_at", "string", "when these bytes were fetched, ISO 8601 in UTC"),
            Column("withdrawn_at", "string", "when the source was found to have taken it back; empty while it has it"),
        ),
    ),
    "pages": Table(
        "a page of a document, and how much of it is gone",
        (
            _ID,
            Column("page", "int32", "page, from 1"),
            Column("text_source", "string", "native, ocr or none"),
            Column("words", "int32", "words that can be read"),
            Column("redactions", "int32", "redacted regions"),
            Column("recoverable", "int32", "of these, regions with text that still stands under them"),
            Column("redacted_share", "float64", "share of the text area that is redacted, 0 to 1"),
            Column("words_redacted", "float64", "estimate of the words redacted"),
            Column("words_redacted_low", "float64", "lower end of the estimate's 90 % interval"),
            Column("words_redacted_high", "float64", "upper end of the estimate's 90 % interval"),
        ),
    ),
    "decisions": Table(
        "a decision letter",
        (
            _ID,
            Column("law", "string", "woo or wob: the law that the authority applies"),
            Column("law_in_force", "string", "woo or wob: the law in force on the decision's date; from 1 May 2022 the Woo, also for requests and objections from before; null without a date"),
            Column("authority", "string", "who decides, brought to one name"),
            Column("authority_id", "string", "the authority's code in the government's register of organisations (TOOI): mnre1034, gm0363, pv25, ws0155; null where it is not known"),
            Column("authority_kind", "string", "ministerie, provincie, gemeente, waterschap, samenwerkingsorganisatie, zbo or overig; null where no authority is named"),
            Column("decision_type", "string", "besluit, deelbesluit, beslissing op bezwaar, verdaging, doorzending or overig"),
            Column("reference", "string", "the authority's own reference"),
            Column("decision_date", "date", "date of the decision"),
            Column("request_date", "date", "date of the request; of its receipt where only that is given"),
            Column("receipt_date", "date", "day on which the authority says it received the request"),
            Column("outcome", "string", "openbaar, deels openbaar, niet openbaar, geen documenten, reeds openbaar, buiten behandeling or overig"),
            Column("grounds_applied", "list<string>", "grounds on which this letter withholds information"),
            Column("grounds_mentioned", "list<string>", "grounds cited but not applied"),
            Column("documents_count", "int32", "number of documents that the letter says were found; null where it gives none"),
            Column("extended", "bool", "the letter says that the term was extended, or extends it"),
            Column("third_parties_heard", "bool", "third parties were asked for their views; false where the letter says they were not, null where it says nothing"),
            Column("remedy", "string", "bezwaar or beroep, as the letter says can be lodged; null where it says nothing"),
        ),
    ),
    "facts": Table(
        "a fact of a decision as read, with its place",
        (
            _ID,
            Column("name", "string", "which fact: authority, reference, decision_date, outcome, remedy, ..."),
            Column("value", "string", "the value as it stands in the tables"),
            Column("page", "int32", "page, from 1; 0 where it stands nowhere in one place"),
            Column("char_start", "int32", "start in the document's text; -1 where it stands nowhere in one place"),
            Column("char_end", "int32", "end in the document's text, exclusive; -1 likewise"),
            _BOXES,
            Column("method", "string", "the rule that read it"),
        ),
    ),
    "sections": Table(
        "a section of a letter",
        (_ID, Column("heading", "string", "the heading as printed; empty where there is none"),
         Column("role", "string", "decision, request, procedure, inventory, views, legal framework, considerations, publication, remedies, legend, annex or other"),
         *_SPAN, _BOXES),
    ),
    "passages": Table(
        "a stretch of reasoning",
        (
            _ID,
            Column("passage_id", "string", "the passage; stable as long as its document and text are"),
            *_SPAN,
            _BOXES,
            Column("text", "string", "the passage as it reads"),
            Column("section", "string", "heading of the section it stands in"),
            Column("grounds", "list<string>", "the grounds it argues"),
            Column("kind", "string", "motivation (says why, or weighs) or norm (the law's text alone)"),
            Column("explicit", "bool", "the article stands in the passage itself"),
            Column("method", "string", "rule or model that named the ground"),
            Column("score", "float64", "confidence of that method, 0 to 1"),
            Column("weighing", "string", "weighed (interests are set against each other), harm (what openness would do), stated (named only), absolute (the ground asks for no weighing); empty for a norm"),
            Column("interests", "list<string>", "the interests that it names, in the words of the project's list"),
            Column("own_words", "float64", "share of its words, 0 to 1, in sentences that no other letter of the run has; null where the run holds fewer than ten letters"),
            Column("boilerplate", "int32", "in how many other letters of the same authority in the run its sentences stand: as many as hold at least half of its words; null where the authority is not known"),
        ),
    ),
    "citations": Table(
        "a citation expression",
        (
            _ID,
            Column("page", "int32", "page on which it starts, from 1"),
            Column("char_start", "int32", "start in the document's text"),
            Column("char_end", "int32", "end in the document's text, exclusive"),
            _BOXES,
            Column("text", "string", "the expression as printed"),
            Column("grounds", "list<string>", "the provisions it names, in order"),
            Column("status", "string", "applied, mentioned or rejected"),
            Column("as_written", "list<string>", "what stands there, where a provision does not exist"),
            Column("method", "string", "the rule that read it"),
        ),
    ),
    "redactions": Table(
        "a redacted region",
        (
            _ID,
            Column("path", "string", "as in documents"),
            Column("page", "int32", "page, from 1"),
            Column("x0", "float64", "left side, in points from the left of the shown page"),
            Column("y0", "float64", "top side, in points from the top of the shown page"),
            Column("x1", "float64", "right side, in points"),
            Column("y1", "float64", "bottom side, in points"),
            Column("page_width", "float64", "width of the page, in points"),
            Column("page_height", "float64", "height of the page, in points"),
            Column("kind", "string", "how it looks: black, gray, white, color, border, placeholder, ..."),
            Column("detector", "string", "what saw it; several joined by +"),
            Column("code_raw", "string", "what is printed on or beside it; null where nothing is"),
            Column("grounds", "list<string>", "the grounds that the code names"),
            Column("score", "float64", "confidence, 0 to 1"),
            Column("text_recoverable", "bool", "text still stands under it (the text itself is kept nowhere)"),
        ),
    ),
    "inventory": Table(
        "a row of a list of documents",
        (
            _ID,
            Column("row", "int32", "place in the list, from 1"),
            Column("number", "string", "the document's number as printed"),
            Column("title", "string", "the document's title or description"),
            Column("date", "date", "the document's date"),
            Column("assessment", "string", "openbaar, deels openbaar, niet openbaar or reeds openbaar; null where the row does not say"),
            Column("grounds", "list<string>", "the grounds that the row states"),
            Column("page", "int32", "page, from 1; 0 in a spreadsheet"),
            _BOXES,
            Column("method", "string", "how the row was read"),
        ),
    ),
    "legends": Table(
        "a line of a document's own key to its codes",
        (
            _ID,
            Column("mark", "string", "the letter or number that stands on boxes and in lists"),
            Column("grounds", "list<string>", "the grounds that the key gives for it"),
            Column("page", "int32", "page of the key, from 1"),
        ),
    ),
    "parts": Table(
        "pages of a file that are one document",
        (
            _ID,
            Column("page_start", "int32", "first page, from 1"),
            Column("page_end", "int32", "last page, from 1"),
            Column("role", "string", "what these pages are, as role in documents"),
            Column("numbers", "list<string>", "the document number stamped on each page, in order; empty where none is"),
            Column("title", "string", "its own first words; empty where they name no document"),
            Column("score", "float64", "how sure the cut before its first page is, 0 to 1; 1 for the first part"),
            Column("why", "string", "what the cut rests on"),
        ),
    ),
    "links": Table(
        "what belongs together in a dossier: a box, pages made public or a list row, with its ground, row and reasons",
        (
            Column("dossier_id", "string", "the dossier"),
            Column("kind", "string", "box (a region with one of its grounds), document (pages made public) or row (a list row with one of its grounds)"),
            _ID,
            Column("page_start", "int32", "first page, from 1; 0 in a spreadsheet"),
            Column("page_end", "int32", "last page"),
            Column("box", "int32", "the region, counted within its document's rows in redactions, from 1; 0 where it is none"),
            Column("ground", "string", "the ground; empty where none is known"),
            Column("list_id", "string", "document that holds the list row; null where no row is known"),
            Column("row", "int32", "the list row, as in inventory; null likewise"),
            Column("number", "string", "the number printed in that row"),
            Column("letter_id", "string", "the decision letter; null where it is not known"),
            Column("passages", "list<string>", "passages of that letter that argue the ground"),
            Column("in_row", "bool", "the row states the ground; null where row or ground is unknown"),
            Column("argued", "bool", "the letter argues the ground; null where letter or ground is unknown"),
            Column("evidence", "string", "what the link rests on"),
            Column("score", "float64", "confidence in the weakest step, 0 to 1"),
        ),
    ),
    "findings": Table(
        "a consistency finding",
        (
            Column("dossier_id", "string", "the dossier"),
            Column("document_id", "string", "the document to look at first"),
            Column("kind", "string", "which check"),
            Column("ground", "string", "the ground it is about; empty where none"),
            Column("evidence", "string", "where to look"),
            Column("severity", "string", "info, warning or serious"),
            Column("page", "int32", "page to look at first, from 1; 0 where it is none in particular"),
            Column("sentence", "string", "the finding in Dutch, for a jurist"),
        ),
    ),
}  # fmt: skip


def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of table ``name``, each field with its meaning as metadata."""
    return arrow_schema_of(TABLES[name])


def arrow_schema_of(table: Table) -> pa.Schema:
    """The Arrow schema of any table of these types."""
    import pyarrow as pa

    box = pa.struct([("page", pa.int32()), *((side, pa.float64()) for side in ("x0", "y0", "x1", "y1"))])
    types = {
        "string": pa.string(),
        "int32": pa.int32(),
        "float64": pa.float64(),
        "bool": pa.bool_(),
        "date": pa.date32(),
        "list<string>": pa.list_(pa.string()),
        "list<box>": pa.list_(box),
    }
    return pa.schema([pa.field(c.name, types[c.type], metadata={"doc": c.doc}) for c in table.columns])

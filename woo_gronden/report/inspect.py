"""The inspector: the pages of a dossier as a person sees them, with all that was found drawn on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

from woo_gronden import __version__
from woo_gronden.drafts import new_file
from woo_gronden.pipeline import Options, extract
from woo_gronden.report.inspect_marks import describe_grounds, find_marks, find_ranges
from woo_gronden.report.inspect_pictures import Picture, draw_pages
from woo_gronden.report.shell import Language, body, data, head, messages, script
from woo_gronden.schema import Dossier, Extraction
from woo_gronden.sources import find_sources


def write_inspection(
    path: Path,
    output: Path,
    *,
    options: Options | None = None,
    language: Language = "nl",
    on_page: Callable[[str, int], None] = lambda _name, _page: None,
) -> Dossier:
    """Write one HTML file with the pages of ``path`` and what was found on them.

    The file needs no network and no other file. Text under a box is not in it: words there never leave the detector,
    and boxes that can be read through are painted over in the picture.

    Args:
        path: a file, or a folder taken as one dossier.
        output: the HTML file; written beside its place first and moved there when it is whole.
        options: as for :func:`~woo_gronden.pipeline.extract`.
        language: of the page's own words.
        on_page: called with document and page number when a page has been drawn.

    Returns:
        The dossier that was drawn.

    Raises:
        InputError: a file cannot be read.
        NothingToDo: the folder holds no document.
        OSError: the output cannot be written.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    dossier = extract(path, options=options)
    files = {source.document_id: source.path for source in find_sources([path])}
    with new_file(output) as page:
        _write(page, dossier, files, language, on_page)
    return dossier


def _write(
    page: TextIO,
    dossier: Dossier,
    files: dict[str, Path],
    language: Language,
    on_page: Callable[[str, int], None],
) -> None:
    marks = find_marks(dossier)
    page.write(head("inspect", dossier.dossier_id, language))
    page.write(body("inspect", language))
    page.write(
        data(
            "findings",
            {
                "version": __version__,
                "title": dossier.dossier_id,
                "language": language,
                "messages": messages("inspect", language),
                "documents": [_describe(document) for document in dossier.documents],
                "grounds": describe_grounds(marks),
                "ranges": find_ranges(dossier),
                "marks": marks,
                "points": _points(dossier, language),
            },
        )
    )
    # The script stands before the pictures, so that a page can be read while the rest of a long bundle still loads.
    page.write(script("inspect"))
    for at, picture in _pictures(dossier, files, on_page):
        page.write(f'<script type="text/plain" id="picture-{at}-{picture.number}">{picture.webp}</script>\n')
    page.write("</body>\n</html>\n")


def _describe(found: Extraction) -> dict[str, Any]:
    document, decision = found.document, found.decision
    facts = []
    if decision:
        values = (
            ("authority", decision.authority), ("law", decision.law and decision.law.capitalize()),
            ("decision_type", decision.decision_type), ("reference", decision.reference),
            ("request_date", decision.request_date), ("decision_date", decision.decision_date),
            ("outcome", decision.outcome),
        )  # fmt: skip
        facts = [[name, str(value)] for name, value in values if value]
    return {
        "name": document.path,
        "role": found.role,
        "pages": [[page.number, round(page.width, 1), round(page.height, 1)] for page in document.pages],
        "facts": facts,
        "applied": list(decision.grounds_applied) if decision else [],
        "failures": [failure.message for failure in found.failures],
    }


def _points(dossier: Dossier, language: Language) -> list[dict[str, Any]]:
    places = {document.document.document_id: at for at, document in enumerate(dossier.documents)}
    return [
        {
            "doc": places.get(point.document_id, 0),
            "page": point.page,
            "severity": point.severity,
            "text": (language == "nl" and point.sentence) or point.evidence,
        }
        for point in dossier.findings
    ]


def _pictures(
    dossier: Dossier, files: dict[str, Path], on_page: Callable[[str, int], None]
) -> Iterator[tuple[int, Picture]]:
    total = sum(len(document.document.pages) for document in dossier.documents)
    for at, found in enumerate(dossier.documents):
        document = found.document
        unsafe = any(failure.stage == "redactions" for failure in found.failures)
        if not document.pages:
            continue
        for picture in draw_pages(files[document.document_id], found.redactions, unsafe, total):
            on_page(document.name, picture.number)
            yield at, picture

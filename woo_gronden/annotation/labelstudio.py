"""Label Studio: tasks with text and page pictures, the labelling interface, and exports of what people did."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from woo_gronden.annotation.codes import KIND_LABELS, codable_grounds
from woo_gronden.annotation.marks import Mark
from woo_gronden.annotation.pictures import draw_pages
from woo_gronden.annotation.sample import Item
from woo_gronden.errors import GoldError
from woo_gronden.schema import Extraction
from woo_gronden.sources import SourceFile

TOOL = "labelstudio"
# Characters of context on each side of a passage, cut at a line.
_CONTEXT = 800
_SPAN, _KIND, _GROUNDS, _BOX = "span", "kind", "grounds", "place"
_PASSAGE = "passage"


def build_config(*, pictures: bool) -> str:
    """The labelling interface as XML: a stretch of text has a kind and grounds; pages beside it where there are."""
    view = ElementTree.Element("View")
    ElementTree.SubElement(view, "Header", value="$title")
    span = ElementTree.SubElement(view, "Labels", name=_SPAN, toName="text")
    ElementTree.SubElement(span, "Label", value=_PASSAGE, background="#1f5fa8")
    ElementTree.SubElement(view, "Text", name="text", value="$text", granularity="word")
    per_region = {"toName": "text", "perRegion": "true", "whenTagName": _SPAN}
    kind = ElementTree.SubElement(view, "Choices", {"name": _KIND, "choice": "single-radio", **per_region})
    for name, meaning in KIND_LABELS.items():
        ElementTree.SubElement(kind, "Choice", value=name, hint=meaning)
    grounds = ElementTree.SubElement(view, "Choices", {"name": _GROUNDS, "choice": "multiple", **per_region})
    grounds.set("layout", "inline")
    for ground in codable_grounds():
        ElementTree.SubElement(grounds, "Choice", value=ground.id, hint=ground.label_nl)
    if pictures:
        box = ElementTree.SubElement(view, "RectangleLabels", name=_BOX, toName="page")
        ElementTree.SubElement(box, "Label", value=_PASSAGE, background="#1f5fa8")
        ElementTree.SubElement(view, "Image", name="page", valueList="$pages", zoom="true")
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"


def build_tasks(
    items: Sequence[Item], source: SourceFile | None, extraction: Extraction | None, *, suggestions: bool
) -> list[dict[str, Any]]:
    """A task for each of the ``items`` of one document.

    Args:
        items: all of one document.
        source: its file; without it a task has the passage alone.
        extraction: what was read from it.
        suggestions: fill in what the run says.
    """
    if source is None or extraction is None:
        return [_task(item, item.text, item.char_start, [], suggestions) for item in items]
    numbers = {page for item in items for page in range(item.page_start, item.page_end + 1)}
    drawn = draw_pages(source.path, extraction, numbers)
    tasks = []
    for item in items:
        start, end = _window(extraction.document.body, item.char_start, item.char_end)
        pages = [page for page in range(item.page_start, item.page_end + 1) if page in drawn]
        places = [box for index, page in enumerate(pages) for box in _box_results(item, extraction, page, index)]
        task = _task(item, extraction.document.text[start:end], start, places, suggestions)
        task["data"]["pages"] = [drawn[page] for page in pages]
        tasks.append(task)
    return tasks


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    first = text.rfind("\n", 0, max(start - _CONTEXT, 0)) + 1
    last = text.find("\n", min(end + _CONTEXT, len(text)))
    return min(first, start), max(last if last >= 0 else len(text), end)


def _task(item: Item, text: str, offset: int, places: list[dict[str, Any]], suggestions: bool) -> dict[str, Any]:
    start, end = item.char_start - offset, item.char_end - offset
    here = {"start": start, "end": end, "text": item.text}
    said = [{"id": "passage", "from_name": _SPAN, "to_name": "text", "type": "labels",
             "value": {**here, "labels": [_PASSAGE]}}]  # fmt: skip
    if suggestions:
        for name, values in ((_KIND, [item.kind]), (_GROUNDS, list(item.grounds))):
            said.append({"id": "passage", "from_name": name, "to_name": "text", "type": "choices",
                         "value": {**here, "choices": values}})  # fmt: skip
    pages = str(item.page_start) if item.page_start == item.page_end else f"{item.page_start}-{item.page_end}"
    return {
        "data": {
            "title": f"{item.path}, p. {pages}",
            "text": text,
            "document_id": item.document_id,
            "document_sha256": item.document_sha256,
            "text_sha256": item.text_sha256,
            "offset": offset,
            "char_start": item.char_start,
            "char_end": item.char_end,
        },
        "predictions": [{"model_version": item.method if suggestions else "passage", "result": said + places}],
    }


def _box_results(item: Item, extraction: Extraction, page: int, index: int) -> list[dict[str, Any]]:
    """The lines of the passage on one page, in hundredths of its size as Label Studio has them."""
    sheet = extraction.document.pages[page - 1]
    boxes = [box for number, box in extraction.document.boxes_of(item.char_start, item.char_end) if number == page]
    return [
        {
            "id": f"line-{page}-{number}",
            "from_name": _BOX,
            "to_name": "page",
            "type": "rectanglelabels",
            "item_index": index,
            "value": {
                "x": round(100 * box.x0 / sheet.width, 3),
                "y": round(100 * box.y0 / sheet.height, 3),
                "width": round(100 * (box.x1 - box.x0) / sheet.width, 3),
                "height": round(100 * (box.y1 - box.y0) / sheet.height, 3),
                "rotation": 0,
                "rectanglelabels": [_PASSAGE],
            },
        }
        for number, box in enumerate(boxes)
    ]


def read_labelstudio(path: Path, annotator: str, annotated_at: str) -> Iterator[Mark]:
    """What people submitted, from an export in the form JSON.

    A submitted task without any stretch says that its passage is ``neither``; cancelled ones and drafts say nothing.

    Raises:
        GoldError: no such export.
    """
    try:
        tasks = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise GoldError(f"{path}: not JSON: {error}") from error
    if not isinstance(tasks, list) or any(not isinstance(t, dict) or "annotations" not in t for t in tasks):
        raise GoldError(f"{path}: not an export of Label Studio in the form JSON (not JSON-MIN)")
    for number, task in enumerate(tasks, 1):
        where = f"{path}, task {task.get('id', number)}"
        try:
            for annotation in task["annotations"]:
                if not annotation.get("was_cancelled"):
                    yield from _marks(where, task["data"], annotation, annotator, annotated_at)
        except (KeyError, TypeError, AttributeError) as error:
            raise GoldError(f"{where}: not a task of 'annotate export --format labelstudio': {error!r}") from error


def _marks(
    where: str, data: Mapping[str, Any], annotation: Mapping[str, Any], annotator: str, annotated_at: str
) -> Iterator[Mark]:
    regions: dict[str, dict[str, Any]] = {}
    for result in annotation["result"]:
        if result.get("to_name") == "text":
            region = regions.setdefault(result["id"], {})
            region[result["from_name"]] = result["value"]
    who = annotator or _who(annotation.get("completed_by"))
    at = annotation.get("updated_at") or annotation.get("created_at") or annotated_at
    ids = (str(data["document_id"]), str(data["document_sha256"]), str(data["text_sha256"]))
    text, offset = data["text"], data["offset"]
    stretches = [region for region in regions.values() if _SPAN in region]
    if not stretches:
        start, end = data["char_start"], data["char_end"]
        said = text[start - offset : end - offset]
        yield Mark(where, *ids, start, end, said, "neither", (), who, at, TOOL)
    for region in stretches:
        start, end = find_stretch(text, region[_SPAN]["start"], region[_SPAN]["end"], region[_SPAN].get("text"))
        kind = next(iter(region.get(_KIND, {}).get("choices", ())), "")
        grounds = tuple(region.get(_GROUNDS, {}).get("choices", ()))
        kind = kind or ("motivation" if grounds else "")
        yield Mark(where, *ids, start + offset, end + offset, text[start:end], kind, grounds, who, at, TOOL)


def find_stretch(text: str, start: int, end: int, quote: str | None) -> tuple[int, int]:
    """``[start, end)`` in code points; where the words there are not the quote, read as units of UTF-16.

    A browser counts UTF-16, in which signs beyond the first plane count twice.
    """
    if quote is not None and text[start:end] != quote:
        units = text.encode("utf-16-le")
        first = len(units[: 2 * start].decode("utf-16-le", "ignore"))
        last = len(units[: 2 * end].decode("utf-16-le", "ignore"))
        if text[first:last] == quote:
            return first, last
    return start, end


def _who(completed_by: Any) -> str:
    if isinstance(completed_by, Mapping):
        return str(completed_by.get("email") or f"user {completed_by.get('id')}")
    return f"user {completed_by}" if completed_by else ""

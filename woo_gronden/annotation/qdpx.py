"""REFI-QDA project exchange (QDPX) out: for ATLAS.ti, NVivo, MAXQDA and their like.

The taxonomy is the codebook, grouped by law; each document is a plain-text source; each stretch a selection, with a
coding for its kind and for each ground, by whom and when. The same input gives the same bytes: identifiers are derived
from what they name, and nothing takes the time of day.
"""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree import ElementTree as ET

from woo_gronden.annotation.codes import KIND_LABELS, codable_grounds, spell
from woo_gronden.annotation.sample import Item
from woo_gronden.errors import OutputError
from woo_gronden.schema import Annotation, Document
from woo_gronden.taxonomy import all_grounds

TOOL = "qdpx"
NAMESPACE = "urn:QDA-XML:project:1.0"
# Who the codings of the run itself are by.
OURSELVES = "woo_gronden"
# The code of a stretch that was given out blank.
TO_JUDGE = "te beoordelen"
_SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
_GROUPS = {"woo": ("Woo", "#1F5FA8"), "wob": ("Wob", "#B4461E")}
_KIND_COLOUR = "#2F7D32"
# ZIP knows no earlier day; a fixed one keeps the bytes the same.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_SHOWN = 60


def guid(kind: str, name: str) -> str:
    """The identifier of what is called ``name``: always the same."""
    return str(uuid5(uuid5(NAMESPACE_URL, f"urn:woo-gronden:{kind}"), name))


def code_guid(code: str) -> str:
    """The identifier of a code: a ground's id, a kind, or :data:`TO_JUDGE`."""
    return guid("code", code)


@dataclass(frozen=True, slots=True)
class Coding:
    """What someone says of a stretch: codes in order, and a note. ``at`` may be empty."""

    start: int
    end: int
    codes: tuple[str, ...]
    user: str
    at: str = ""
    note: str = ""


def coding_of_item(item: Item, *, suggestions: bool) -> Coding:
    """A passage of the run as a coding by ourselves: what the run says, or that it is to be judged."""
    codes = (item.kind, *item.grounds) if suggestions else (TO_JUDGE,)
    return Coding(item.char_start, item.char_end, codes, OURSELVES)


def coding_of_annotation(annotation: Annotation) -> Coding:
    """A person's annotation as a coding."""
    a = annotation
    at = datetime.datetime.fromisoformat(a.annotated_at).isoformat()
    return Coding(a.char_start, a.char_end, (a.kind, *a.grounds), a.annotator, at, a.note)


def write_qdpx(path: Path, documents: Iterable[tuple[Document, Sequence[Coding]]], *, name: str) -> None:
    """Write a project.

    Args:
        path: the file.
        documents: each with its codings.
        name: of the project.

    Raises:
        OutputError: the file cannot be written.
    """
    project = _Project(name)
    texts = {}
    for document, codings in documents:
        texts[project.add(document, codings)] = document.text
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            _store(archive, "project.qde", project.to_xml())
            for file, text in texts.items():
                _store(archive, f"Sources/{file}", text.encode("utf-8", "surrogatepass"))
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}") from error


def _store(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)


class _Project:
    """The XML, element by element in the order that the schema asks for."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._users: dict[str, str] = {OURSELVES: guid("user", OURSELVES)}
        # Provisions that people cite and that are no ground ("artikel 11 van de Wob") get a code when one is used.
        self._codes = [ground.id for ground in codable_grounds()]
        self._sources = ET.Element("Sources")
        self._notes = ET.Element("Notes")

    def add(self, document: Document, codings: Sequence[Coding]) -> str:
        """A source with its selections; the name of its file comes back."""
        key = f"{document.document_id}:{document.sha256}"
        file = f"{guid('source', key)}.txt"
        source = ET.SubElement(
            self._sources,
            "TextSource",
            guid=guid("source", key),
            name=document.path,
            plainTextPath=f"internal://{file}",
        )
        about = {"document_id": document.document_id, "sha256": document.sha256, "text_sha256": document.text_sha256}
        ET.SubElement(source, "Description").text = "\n".join(f"{name}: {value}" for name, value in about.items())
        stretches: dict[tuple[int, int], list[Coding]] = {}
        for coding in codings:
            stretches.setdefault((coding.start, coding.end), []).append(coding)
        for (start, end), said in sorted(stretches.items()):
            self._select(source, f"{key}:{start}:{end}", document.text[start:end], said)
        return file

    def _select(self, source: ET.Element, key: str, text: str, said: Sequence[Coding]) -> None:
        first = said[0]
        shown = " ".join(text[:_SHOWN].split())
        place = {"startPosition": str(first.start), "endPosition": str(first.end)}
        about = {"guid": guid("selection", key), "name": shown, **place, **self._signed(first)}
        selection = ET.SubElement(source, "PlainTextSelection", about)
        for coding in said:
            for number, code in enumerate(coding.codes):
                if code not in self._codes and ":" in code:
                    self._codes.append(code)
                own = f"{key}:{coding.user}:{code}"
                element = ET.SubElement(selection, "Coding", {"guid": guid("coding", own), **self._signed(coding)})
                ET.SubElement(element, "CodeRef", targetGUID=code_guid(code))
                if coding.note and not number:
                    ET.SubElement(element, "NoteRef", targetGUID=guid("note", own))
                    note = ET.SubElement(self._notes, "Note", {"guid": guid("note", own), **self._signed(coding)})
                    ET.SubElement(note, "PlainTextContent").text = coding.note

    def _signed(self, coding: Coding) -> dict[str, str]:
        user = self._users.setdefault(coding.user, guid("user", coding.user))
        return {"creatingUser": user} | ({"creationDateTime": coding.at} if coding.at else {})

    def to_xml(self) -> bytes:
        project = ET.Element(
            "Project", {"xmlns": NAMESPACE, "xmlns:xsi": _SCHEMA, "xsi:schemaLocation": f"{NAMESPACE} Project.xsd"},
            name=self._name, origin=OURSELVES, creatingUserGUID=self._users[OURSELVES],
        )  # fmt: skip
        users = ET.SubElement(project, "Users")
        for name, identifier in self._users.items():
            ET.SubElement(users, "User", guid=identifier, name=name)
        codes = ET.SubElement(ET.SubElement(project, "CodeBook"), "Codes")
        labels = {ground.id: ground for ground in all_grounds()}
        for law, (title, colour) in _GROUPS.items():
            group = _code(codes, code_guid(title), title, colour, codable=False)
            for ground_id in (code for code in self._codes if code.startswith(f"{law}:")):
                known = labels.get(ground_id)
                about = f"{known.label_nl} / {known.label_en} ({known.kind}; {known.juriconnect})" if known else ""
                _code(group, code_guid(ground_id), spell(ground_id), colour, about=about)
        group = _code(codes, code_guid("kind"), "soort", _KIND_COLOUR, codable=False)
        for kind, meaning in (*KIND_LABELS.items(), (TO_JUDGE, "uitgegeven, nog niet beoordeeld")):
            _code(group, code_guid(kind), kind, _KIND_COLOUR, about=meaning)
        project.extend(part for part in (self._sources, self._notes) if len(part))
        return bytes(ET.tostring(project, encoding="utf-8", xml_declaration=True))


def _code(
    parent: ET.Element, identifier: str, name: str, colour: str, *, codable: bool = True, about: str = ""
) -> ET.Element:
    code = ET.SubElement(parent, "Code", guid=identifier, name=name, isCodable=str(codable).lower(), color=colour)
    if about:
        ET.SubElement(code, "Description").text = about
    return code


def read_guid(text: str | None) -> str:
    """A GUID in one spelling: programs put it in braces, or in capitals."""
    try:
        return str(UUID(text or ""))
    except ValueError:
        return (text or "").lower()

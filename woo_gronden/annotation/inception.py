"""INCEpTION: documents as UIMA CAS XMI with the stretches to judge, and its exports back."""

from __future__ import annotations

import datetime
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import Any

from woo_gronden.annotation.marks import Mark
from woo_gronden.annotation.sample import Item
from woo_gronden.errors import GoldError, InputError, MissingExtra
from woo_gronden.schema import Document

TOOL = "inception"
# The end of the names of our files: INCEpTION keeps a document's name.
_ID = re.compile(r"-([0-9a-f]{16})\.xmi")
# What XML cannot hold.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# As INCEpTION names the layers of its users.
LAYER = "webanno.custom.WooPassage"
_TYPES = "TypeSystem.xml"
_ARRAY = "uima.cas.StringArray"


def _cassis() -> Any:
    try:
        import cassis
    except ImportError as error:
        raise MissingExtra("INCEpTION's format", "annotate") from error
    return cassis


def build_types() -> Any:
    """The type system: DKPro's, with a layer of stretches that have a ``kind`` and any number of ``grounds``."""
    cassis = _cassis()
    types = cassis.load_dkpro_core_typesystem()
    layer = types.create_type(name=LAYER, supertypeName="uima.tcas.Annotation")
    types.create_feature(domainType=layer, name="kind", rangeType="uima.cas.String")
    types.create_feature(domainType=layer, name="grounds", rangeType=_ARRAY, elementType="uima.cas.String")
    return types


def write_inception(folder: Path, items: Sequence[Item], document: Document, *, suggestions: bool) -> Path:
    """Write one document with its ``items`` to ``folder``, and the type system beside it; the XMI's place comes back.

    Raises:
        MissingExtra: dkpro-cassis is not installed.
        InputError: its text holds signs that XML cannot hold.
    """
    cassis = _cassis()
    if _NO_XML.search(document.text):
        raise InputError(document.path, "its text holds signs that XML, and so this format, cannot hold")
    types = build_types()
    cas = cassis.Cas(typesystem=types)
    cas.sofa_string = document.text
    cas.sofa_mime = "text/plain"
    passage, strings = types.get_type(LAYER), types.get_type(_ARRAY)
    for item in items:
        said: dict[str, Any] = {}
        if suggestions:
            said = {"kind": item.kind, "grounds": strings(elements=list(item.grounds))}
        cas.add(passage(begin=item.char_start, end=item.char_end, **said))
    folder.mkdir(parents=True, exist_ok=True)
    types.to_xml(folder / _TYPES)
    place = folder / f"{PurePath(document.path).stem}-{document.document_id}.xmi"
    cas.to_xmi(place, pretty_print=True)
    return place


def read_inception(path: Path, annotator: str, annotated_at: str) -> Iterator[Mark]:
    """The judged stretches of an XMI with its type system beside it, or of a ZIP as INCEpTION exports them.

    The annotator is the name of the XMI, as INCEpTION names it, unless one is given; the time that of the file.

    Raises:
        MissingExtra: dkpro-cassis is not installed.
        GoldError: no CAS, or one without our layer.
    """
    if path.suffix.lower() == ".zip":
        try:
            with zipfile.ZipFile(path) as archive:
                yield from _read_archive(str(path), archive, annotator)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
            raise GoldError(f"{path}: not a ZIP file, or a damaged one") from error
        return
    types = path.parent / _TYPES
    if not types.is_file():
        raise GoldError(f"{path}: no {_TYPES} beside it")
    yield from _read_cas(str(path), path.read_bytes(), types.read_bytes(), annotator or path.stem, annotated_at)


def _read_archive(where: str, archive: zipfile.ZipFile, annotator: str) -> Iterator[Mark]:
    names = archive.namelist()
    for name in sorted(names):
        inside = PurePath(name)
        if inside.suffix.lower() == ".zip":
            with zipfile.ZipFile(io.BytesIO(archive.read(name))) as inner:
                yield from _read_archive(f"{where}, {name}", inner, annotator)
        elif inside.suffix.lower() == ".xmi":
            types = next((n for n in names if PurePath(n).parent == inside.parent and PurePath(n).name == _TYPES), None)
            if types is None:
                raise GoldError(f"{where}, {name}: no {_TYPES} beside it")
            at = datetime.datetime(*archive.getinfo(name).date_time).isoformat()
            who = annotator or inside.stem
            yield from _read_cas(f"{where}, {name}", archive.read(name), archive.read(types), who, at)


def _read_cas(where: str, xmi: bytes, types: bytes, annotator: str, annotated_at: str) -> Iterator[Mark]:
    cassis = _cassis()
    try:
        cas = cassis.load_cas_from_xmi(io.BytesIO(xmi), typesystem=cassis.load_typesystem(io.BytesIO(types)))
        found = cas.select(LAYER)
    except Exception as error:
        raise GoldError(f"{where}: cannot be read as a CAS with the layer {LAYER}: {error}") from error
    text = cas.sofa_string
    named = _ID.findall(where)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    for number, passage in enumerate(found, 1):
        grounds = tuple(passage.grounds.elements or ()) if passage.grounds else ()
        kind = passage.kind or ("motivation" if grounds else "")
        if kind:
            yield Mark(
                f"{where}, stretch {number}", named[-1] if named else "", "", digest, passage.begin, passage.end,
                text[passage.begin : passage.end], kind, grounds, annotator, annotated_at, TOOL,
            )  # fmt: skip

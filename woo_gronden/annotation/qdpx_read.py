"""REFI-QDA project exchange (QDPX) in, ours or one that ATLAS.ti, NVivo or MAXQDA wrote.

What programs do differently and is put right here: a byte order mark; lines that end in CR LF, counted as one sign or
as two; positions counted in units of UTF-16; GUIDs in braces or capitals, or all of them new; ``sources`` small or
capital, back slashes; text inside the project file.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

from woo_gronden.annotation.codes import unspell
from woo_gronden.annotation.marks import Mark, Problem
from woo_gronden.annotation.qdpx import OURSELVES, TO_JUDGE, TOOL, code_guid, read_guid
from woo_gronden.annotation.records import KINDS
from woo_gronden.errors import GoldError
from woo_gronden.taxonomy import all_grounds

_BOM = "\ufeff"


def read_qdpx(path: Path, annotator: str, annotated_at: str, problems: list[Problem]) -> Iterator[Mark]:
    """What people coded: a mark for each stretch and person. Our own codings, and blank ones, are no person's.

    Args:
        path: the project.
        annotator: instead of the users' own names, where given.
        annotated_at: for codings without a time.
        problems: gets a line for each code that is not in the codebook, and each source that cannot be read.

    Raises:
        GoldError: no QDPX.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            files = {name.replace("\\", "/"): name for name in archive.namelist()}
            inside = next((name for name in files if name.lower().endswith(".qde")), None)
            if inside is None:
                raise GoldError(f"{path}: no project file (.qde) in it")
            project = _bare(ET.fromstring(archive.read(files[inside])))
            reader = _Reader(project, annotator, annotated_at)
            for number, source in enumerate(project.iter("TextSource"), 1):
                where = f"{path}, source {source.get('name') or number}"
                if source.find("PlainTextSelection") is None:
                    continue
                text = _text_of(source, archive, files)
                if text is None:
                    problems.append(Problem(where, f"its text ({source.get('plainTextPath')}) is not in the file"))
                else:
                    yield from reader.marks(where, source, text, problems)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ET.ParseError, OSError, ValueError) as error:
        raise GoldError(f"{path}: cannot be read as QDPX: {error}") from error
    problems += [Problem(str(path), f"code {name!r} is not in the codebook ({n} codings)") for name, n in reader.odd()]


def _bare(project: ET.Element) -> ET.Element:
    """The tree without namespaces."""
    for element in project.iter():
        element.tag = element.tag.rpartition("}")[2]
    return project


def _text_of(source: ET.Element, archive: zipfile.ZipFile, files: dict[str, str]) -> str | None:
    inline = source.findtext("PlainTextContent")
    if inline is not None:
        return inline
    wanted = PurePosixPath((source.get("plainTextPath") or "").replace("\\", "/").rpartition("//")[2]).name.lower()
    found = next((name for name in files if wanted and PurePosixPath(name).name.lower() == wanted), None)
    if found is None:
        return None
    data = archive.read(files[found])
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    return data.decode(encoding, "surrogatepass" if encoding == "utf-8" else "strict")


class _Reader:
    def __init__(self, project: ET.Element, annotator: str, annotated_at: str) -> None:
        self._annotator, self._annotated_at = annotator, annotated_at
        self._users = {read_guid(user.get("guid")): user.get("name") or "" for user in project.iter("User")}
        self._codes = {read_guid(code.get("guid")): code.get("name") or "" for code in project.iter("Code")}
        self._ours = {code_guid(code): code for code in (*KINDS, TO_JUDGE, *(g.id for g in all_grounds()))}
        self._notes = {read_guid(n.get("guid")): n.findtext("PlainTextContent") or "" for n in project.iter("Note")}
        self._odd: Counter[str] = Counter()

    def odd(self) -> list[tuple[str, int]]:
        return self._odd.most_common()

    def _code(self, identifier: str) -> str | None:
        """A ground's id, a kind or :data:`TO_JUDGE`; by its GUID where that is ours, else by its name."""
        if identifier in self._ours:
            return self._ours[identifier]
        name = self._codes.get(identifier, "").strip()
        return name if name in (*KINDS, TO_JUDGE) else unspell(name)

    def marks(self, where: str, source: ET.Element, raw: str, problems: list[Problem]) -> Iterator[Mark]:
        selections = source.findall("PlainTextSelection")
        spans = [(int(s.get("startPosition") or -1), int(s.get("endPosition") or -1)) for s in selections]
        text, place = choose_count(raw, spans)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        for selection, span in zip(selections, spans, strict=True):
            start, end = map(place, span)
            for user, codings in self._by_user(selection, source).items():
                if user != OURSELVES:
                    here = f"{where}, {start} to {end}"
                    yield from self._mark(here, digest, (start, end), text[start:end], user, codings, problems)

    def _by_user(self, selection: ET.Element, source: ET.Element) -> dict[str, list[ET.Element]]:
        people: dict[str, list[ET.Element]] = {}
        for coding in selection.findall("Coding"):
            elements = (coding, selection, source)
            identifier = next((e.get("creatingUser") for e in elements if e.get("creatingUser")), None)
            people.setdefault(self._users.get(read_guid(identifier), "") or "unknown", []).append(coding)
        return people

    def _mark(
        self, where: str, digest: str, span: tuple[int, int], text: str, user: str, codings: Sequence[ET.Element],
        problems: list[Problem],
    ) -> Iterator[Mark]:  # fmt: skip
        codes, notes, times = list[str](), list[str](), list[str]()
        for coding in codings:
            reference = coding.find("CodeRef")
            identifier = read_guid(reference.get("targetGUID")) if reference is not None else ""
            code = self._code(identifier)
            if code is None:
                self._odd[self._codes.get(identifier) or identifier] += 1
            elif code != TO_JUDGE:
                codes.append(code)
            times += filter(None, [coding.get("creationDateTime")])
            notes += [self._notes.get(read_guid(ref.get("targetGUID")), "") for ref in coding.findall("NoteRef")]
        kinds = list(dict.fromkeys(code for code in codes if code in KINDS))
        grounds = tuple(dict.fromkeys(code for code in codes if code not in KINDS))
        if len(kinds) > 1:
            problems.append(Problem(where, f"{user} gave it more than one kind: {', '.join(kinds)}"))
        elif codes:
            # Who codes grounds alone means reasoning: the law's text has a code of its own.
            kind = kinds[0] if kinds else "motivation"
            at = max(times, default=self._annotated_at)
            note = " ".join(filter(None, notes))
            yield Mark(where, "", "", digest, *span, text, kind, grounds, self._annotator or user, at, TOOL, note)


def choose_count(raw: str, spans: Sequence[tuple[int, int]]) -> tuple[str, Callable[[int], int]]:
    """The text with plain line ends, and the way from the file's positions to positions in it.

    Of the ways in which programs count, the one under which most stretches begin and end between words; the standard's
    own (code points of the file as it is) where several do equally well.
    """
    marked = raw.startswith(_BOM)
    stored = raw.removeprefix(_BOM)
    text = stored.replace("\r\n", "\n").replace("\r", "\n")
    # Where each sign of the stored text, and its end, lies in the plain one: the LF of a CR LF takes no room.
    pairs = zip(stored, f" {stored}", strict=False)
    places = [0, *accumulate(int(not (sign == "\n" and before == "\r")) for sign, before in pairs)]

    def by_sign(position: int) -> int:
        return places[min(max(position, 0), len(stored))]

    def by_line(position: int) -> int:
        return min(max(position, 0), len(text))

    ways: list[Callable[[int], int]] = [by_sign, by_line]
    for content, way in ((stored, by_sign), (text, by_line)):
        if any(ord(sign) > 0xFFFF for sign in content):
            units = [0, *accumulate(1 + (ord(sign) > 0xFFFF) for sign in content)]
            back = {unit: index for index, unit in enumerate(units)}
            ways.append(lambda position, back=back, way=way: way(back.get(position, position)))  # type: ignore[misc]
    if marked:
        ways += [lambda position, way=way: way(position - 1) for way in list(ways)]  # type: ignore[misc]
    edges = [position for span in spans for position in span]
    scores = [sum(_between_words(text, way(position)) for position in edges) for way in ways]
    return text, ways[scores.index(max(scores))]


def _between_words(text: str, position: int) -> bool:
    return not (0 < position < len(text) and text[position - 1].isalnum() and text[position].isalnum())

"""Annotations as JSON Lines: the one form in which people's work is kept, settled, trained on and published."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, get_args

from woo_gronden.errors import GoldError, NothingToDo, OutputError
from woo_gronden.schema import AnnotatedKind, Annotation
from woo_gronden.taxonomy import provision_exists

# A SHA-256 in hexadecimal.
_SHA256 = re.compile(r"[0-9a-f]{64}")
KINDS: tuple[AnnotatedKind, ...] = get_args(AnnotatedKind)
_NAMES = tuple(field.name for field in fields(Annotation))
_NEEDED = _NAMES[: _NAMES.index("text")]


def require_run(run: Path) -> None:
    """Nothing, where ``run`` is the folder of a run.

    Raises:
        NothingToDo: it is not.
    """
    if not (run / "run.json").is_file():
        raise NothingToDo(f"{run} is no run of woo-gronden: no run.json in it")


def load_annotations(path: Path) -> list[Annotation]:
    """The annotations in a JSON Lines file, in order.

    Raises:
        GoldError: a line is no annotation; the message names the file, the line and what is wrong with it.
        FileNotFoundError: there is no such file.
    """
    found = []
    for number, line in enumerate(read_lines(path), 1):
        if line.strip():
            try:
                found.append(parse_annotation(json.loads(line)))
            except ValueError as error:
                raise GoldError(f"{path}, line {number}: {error}") from error
    return found


def read_lines(path: Path) -> list[str]:
    """The lines of a text file.

    Raises:
        GoldError: it is no text in UTF-8.
        FileNotFoundError: there is no such file.
    """
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: not a text in UTF-8: {error.reason} at byte {error.start}") from error


def parse_annotation(row: Any) -> Annotation:
    """One line of the format as a value; fields that the format does not know are left out.

    Raises:
        ValueError: what is wrong with it.
    """
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    missing = [name for name in _NEEDED if name not in row]
    if missing:
        raise ValueError(f"without {', '.join(missing)}")
    values = {name: row[name] for name in _NAMES if row.get(name) is not None}
    grounds = values.pop("grounds", None)
    if not isinstance(grounds, list) or not all(isinstance(ground, str) for ground in grounds):
        raise ValueError("grounds is no list of ids")
    wrong = [name for name, value in values.items() if type(value) is not (int if name.startswith("char_") else str)]
    if wrong:
        raise ValueError(f"{wrong[0]} is {values[wrong[0]]!r}")
    try:
        annotation = Annotation(grounds=tuple(dict.fromkeys(grounds)), **values)
    except TypeError as error:
        raise ValueError("a needed field is null") from error
    _check(annotation)
    return annotation


def _check(annotation: Annotation) -> None:
    """Raise ValueError where the values do not go together."""
    if not _SHA256.fullmatch(annotation.document_sha256):
        raise ValueError(f"document_sha256 is {annotation.document_sha256!r}, no SHA-256 in small hexadecimals")
    if not 0 <= annotation.char_start < annotation.char_end:
        raise ValueError(f"no stretch: {annotation.char_start} to {annotation.char_end}")
    if annotation.text and len(annotation.text) != annotation.char_end - annotation.char_start:
        raise ValueError("text is not as long as its stretch")
    if annotation.kind not in KINDS:
        raise ValueError(f"kind is {annotation.kind!r}, not one of {', '.join(KINDS)}")
    unknown = [ground for ground in annotation.grounds if not provision_exists(ground)]
    if unknown:
        raise ValueError(f"no such provision: {', '.join(unknown)}")
    if annotation.kind == "neither" and annotation.grounds:
        raise ValueError("kind is neither, and yet it has grounds")
    empty = [name for name in ("document_id", "annotator", "tool") if not getattr(annotation, name)]
    if empty:
        raise ValueError(f"{empty[0]} is empty")
    try:
        datetime.datetime.fromisoformat(annotation.annotated_at)
    except ValueError:
        raise ValueError(f"annotated_at is {annotation.annotated_at!r}, no date and time of ISO 8601") from None


def write_annotations(path: Path, annotations: Iterable[Annotation]) -> None:
    """Write ``annotations`` as JSON Lines, empty optional fields left out.

    Raises:
        OutputError: the file cannot be written.
    """
    write_lines(path, (_row(annotation) for annotation in annotations))


def _row(annotation: Annotation) -> dict[str, Any]:
    return {name: value for name, value in asdict(annotation).items() if name in _NEEDED or value}


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write ``rows`` as JSON Lines.

    Raises:
        OutputError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}") from error

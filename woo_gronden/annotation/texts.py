"""The documents of a run read once more: a run keeps passages, and tools need the text around them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from woo_gronden.annotation.marks import Problem
from woo_gronden.errors import InputError
from woo_gronden.schema import Extraction
from woo_gronden.sources import SourceFile, find_sources, find_unpacked

Read = Callable[[SourceFile], Extraction]
"""Reads one file as the run read it."""


def read_again(
    documents: Mapping[str, Mapping[str, Any]],
    wanted: Collection[str],
    corpus: Sequence[Path],
    read: Read,
    problems: list[Problem],
) -> Iterator[tuple[SourceFile, Extraction]]:
    """Each wanted document, proven by its digests to be the one that the run read; in the order of their names.

    Args:
        documents: rows of the run by id.
        wanted: ids.
        corpus: the files and folders that the run was made of.
        read: see :data:`Read`.
        problems: gets a line for each document that is absent or has changed.
    """
    left = set(wanted)
    with ExitStack() as stack:
        for source in _unfolded(find_sources(corpus), {documents[d]["path"] for d in wanted}, stack, problems):
            if source.document_id not in left:
                continue
            left.discard(source.document_id)
            row = documents[source.document_id]
            try:
                extraction = _proven(source, row, read)
            except InputError as error:
                problems.append(Problem(source.name, error.reason))
                continue
            yield source, extraction
    problems += [Problem(documents[d]["path"], "not in the corpus given") for d in sorted(left)]


def _proven(source: SourceFile, row: Mapping[str, Any], read: Read) -> Extraction:
    with source.path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != row["sha256"]:
            raise InputError(source.path, "its bytes are not those that the run read")
    extraction = read(source)
    if extraction.document.text_sha256 != row.get("text_sha256"):
        raise InputError(source.path, "its text is not the one that the run read; run it again with this version")
    return extraction


def _unfolded(
    sources: Sequence[SourceFile], paths: Collection[str], stack: ExitStack, problems: list[Problem]
) -> Iterator[SourceFile]:
    """``sources``, archives that hold a wanted document unpacked."""
    from woo_gronden.ingest import unpack

    for source in sources:
        if not source.is_archive:
            yield source
        elif any(path.startswith(f"{source.name}/") for path in paths):
            into = Path(stack.enter_context(TemporaryDirectory()))
            try:
                unpack(source.path, into)
            except InputError as error:
                problems.append(Problem(source.name, error.reason))
                continue
            yield from find_unpacked(into, source)

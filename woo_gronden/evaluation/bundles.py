"""Bundles glued in memory from whole files, so that the cuts between documents, and what each is, are known."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from woo_gronden.errors import InputError, NothingToDo
from woo_gronden.evaluation.figures import Figure, measure, share
from woo_gronden.evaluation.roles import RolePair, same_path
from woo_gronden.evaluation.segmentation import StreamQuality, one_a_page, one_in_all, score_stream
from woo_gronden.schema import Document, Part, RawPage

# Files in a bundle, least and most.
_FILES = (3, 8)


@dataclass(frozen=True, slots=True)
class BundleOptions:
    """How bundles are drawn. ``most_pages``: longer files would drown the others in a bundle and are left out.

    ``fold`` and ``folds``: only the publications of this one (from 0) of so many folds; all where ``folds`` is 1.
    """

    count: int = 60
    seed: int = 11
    most_pages: int = 25
    fold: int = 0
    folds: int = 1


class PagedFile(NamedTuple):
    """A file's name as the tables have it, and its pages without shapes and pictures."""

    name: str
    pages: Sequence[RawPage]


class Bundle(NamedTuple):
    """Files glued together: the document, the page from 1 on which each begins, and their names."""

    document: Document
    starts: list[int]
    names: list[str]


def fold_of(publication: str, folds: int) -> int:
    """The fold of a file, told by what it was published with, so that one publication is never in two folds."""
    return zlib.crc32(publication.encode()) % folds


def load_files(inputs: Sequence[Path], options: BundleOptions) -> list[PagedFile]:
    """The pages of the PDFs in ``inputs``; a folder is one publication, and so is a file that is named alone.

    Raises:
        NothingToDo: there are fewer files than a bundle can hold.
    """
    from woo_gronden.ingest import open_source
    from woo_gronden.sources import find_sources

    files = []
    for source in find_sources(inputs):
        if source.is_sheet or fold_of(source.dossier_id, options.folds) != options.fold:
            continue
        try:
            with open_source(source.path) as opened:
                if 0 < opened.page_count <= options.most_pages:
                    bare = [replace(p, shapes=(), images=(), annotations=(), render=None) for p in opened.pages()]
                    files.append(PagedFile(source.name, bare))
        except InputError:
            continue
    if len(files) < _FILES[1]:
        raise NothingToDo(f"{len(files)} files of at most {options.most_pages} pages; a bundle needs {_FILES[1]}")
    return files


def glue(files: Sequence[PagedFile], options: BundleOptions) -> Iterator[Bundle]:
    """Bundles of files drawn at random."""
    from woo_gronden.ingest import build_document

    draw = random.Random(options.seed)
    for _ in range(options.count):
        pages: list[RawPage] = []
        starts, names = [], []
        for file in draw.sample(files, draw.randint(*_FILES)):
            starts.append(len(pages) + 1)
            names.append(file.name)
            pages += file.pages
        numbered = (replace(page, number=number) for number, page in enumerate(pages, 1))
        document = build_document(numbered, document_id="bundle", path="bundel.pdf", sha256="")
        yield Bundle(document, starts, names)


def evaluate_bundles(
    bundles: Iterable[Bundle], labels: Mapping[str, str] | None = None
) -> tuple[list[Figure], list[RolePair]]:
    """Panoptic quality of the parts and of two baselines, and the roles of labelled files at their place.

    Args:
        bundles: glued files.
        labels: roles by file name, where they are known: the role of a file in a bundle is that of the part in which
            most of its pages lie.
    """
    from woo_gronden.structure import find_parts

    streams: dict[str, list[StreamQuality]] = {"parts": [], "one document a page": [], "one document in all": []}
    pairs: list[RolePair] = []
    for bundle in bundles:
        count = len(bundle.document.pages)
        parts = find_parts(bundle.document)
        for name, found in zip(
            streams, ([part.page_start for part in parts], one_a_page(count), one_in_all(count)), strict=True
        ):
            streams[name].append(score_stream(bundle.starts, found, count))
        pairs += _roles(bundle, parts, labels or {})
    figures = [
        measure(f"{name}: {quality}", [(getattr(stream, quality), 1) for stream in found], share)
        for name, found in streams.items()
        for quality in StreamQuality._fields
    ]
    return figures, pairs


def _roles(bundle: Bundle, parts: Sequence[Part], labels: Mapping[str, str]) -> Iterator[RolePair]:
    ends = [*(start - 1 for start in bundle.starts[1:]), len(bundle.document.pages)]
    for name, start, end in zip(bundle.names, bundle.starts, ends, strict=True):
        if (label := next((label for label in labels if same_path(label, name)), None)) is not None:
            best = max(parts, key=lambda part: min(part.page_end, end) - max(part.page_start, start))
            yield RolePair(name, labels[label], best.role)

"""Bundles glued in memory from whole files, so that the cuts between documents are known.

``python -m woo_gronden.evaluation.bundles ../shared/real`` prints panoptic quality beside that of two baselines.
"""

from __future__ import annotations

import random
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from woo_gronden.errors import InputError
from woo_gronden.evaluation.segmentation import mean_quality, one_a_page, one_in_all, score_stream
from woo_gronden.schema import Document, RawPage

# Files of more pages than this would drown the others in a bundle.
_MOST_PAGES = 25
# Files in a bundle, bundles, and files that are taken at random from the larger collection.
_FILES = (3, 8)
_BUNDLES = 60
_SAMPLE = 120


def load_files(root: Path, seed: int = 7) -> list[tuple[str, list[RawPage]]]:
    """The pages of all letters and a sample of dossier files below ``root``, without shapes and pictures."""
    from woo_gronden.ingest import open_source

    letters, others = sorted(root.glob("letters/*.pdf")), sorted(root.glob("uwv/*/*.pdf"))
    random.Random(seed).shuffle(others)
    files = []
    for path in [*letters, *others[:_SAMPLE]]:
        try:
            with open_source(path) as opened:
                if opened.page_count <= _MOST_PAGES:
                    bare = [replace(p, shapes=(), images=(), annotations=(), render=None) for p in opened.pages()]
                    files.append((path.name, bare))
        except InputError:
            continue
    return files


def glue(files: Sequence[tuple[str, list[RawPage]]], count: int, seed: int) -> Iterator[tuple[Document, list[int]]]:
    """``count`` bundles of files drawn at random, each with the pages, from 1, on which its documents begin."""
    from woo_gronden.ingest import build_document

    draw = random.Random(seed)
    for _ in range(count):
        pages: list[RawPage] = []
        starts = []
        for _, own in draw.sample(files, draw.randint(*_FILES)):
            starts.append(len(pages) + 1)
            pages += own
        numbered = (replace(page, number=number) for number, page in enumerate(pages, 1))
        yield build_document(numbered, document_id="bundle", path="bundel.pdf", sha256=""), starts


def figures(root: Path) -> Iterator[str]:
    """Lines with the figures of both halves of the files; the weights were fitted on bundles of the first."""
    from woo_gronden.structure import find_parts

    files = load_files(root)
    for half, name in enumerate(("fitted on", "held out")):
        mine = [file for file in files if zlib.crc32(file[0].encode()) % 2 == half]
        found, pages, whole = [], [], []
        for document, starts in glue(mine, _BUNDLES, seed=11 + half):
            count = len(document.pages)
            found.append(score_stream(starts, [part.page_start for part in find_parts(document)], count))
            pages.append(score_stream(starts, one_a_page(count), count))
            whole.append(score_stream(starts, one_in_all(count), count))
        yield f"{name}: {len(mine)} files, {_BUNDLES} bundles"
        for label, streams in (("parts", found), ("one a page", pages), ("one in all", whole)):
            panoptic, recognition, segmentation = mean_quality(streams)
            yield f"  {label:12s} PQ {panoptic:.3f}  RQ {recognition:.3f}  SQ {segmentation:.3f}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in figures(Path(sys.argv[1])))

r"""Train the trees that weigh found boxes, on pages drawn here and on pages on which people marked the regions.

    python -m woo_gronden.training.redaction_boxes --gold GOLD \
        --output models/redaction-boxes/weights.npz woo_gronden/redactions/data/boxes.npz
    python -m woo_gronden.training.redaction_boxes --gold GOLD --cross-validate ROWS.jsonl

GOLD holds ``gold.json`` and ``images/`` as ``evaluate redactions`` reads them. ``--cross-validate`` trains once
for each publication without its pages, and writes what the whole finder then gives on them, to be evaluated.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from woo_gronden.evaluation.redactions import iou
from woo_gronden.redactions.pixels.fills import collect_suspects
from woo_gronden.redactions.pixels.find import find_pixel_redactions
from woo_gronden.redactions.pixels.judge import FEATURES, Trees, measure_suspects
from woo_gronden.redactions.pixels.page import view_page
from woo_gronden.redactions.pixels.solid import find_fills
from woo_gronden.training.redaction_pages import draw_page, draw_sparse_page

log = logging.getLogger(__name__)

MADE_PAGES, SPARSE_PAGES = 200, 80
SEED = 7
MADE = {"made": 1.0, "sparse": 2.0}
"""Sources of lessons that are no publication, with their weight in all beside what people marked: drawn pages, full
of text, and with boxes that stand alone (such boxes are few among the pages of people, and logos stand alone too)."""

RIGHT, NEARLY = 0.5, 0.25
"""Overlap with a true region from which a box is right, and up to which it is wrong; between them it is no lesson."""

TREES, DEPTH, RATE, SHARE, MEASURES, LEAST_LEAF = 160, 3, 0.07, 0.6, 10, 6
"""Boosting: trees, their depth, the weight of each, the share of rows each sees, the measures tried at each node, the
least rows in a leaf."""

Edges = tuple[float, float, float, float]
Polygon = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Boxes found on pages of one source: their features, and whether they are right (1) or wrong (0)."""

    source: str
    rows: NDArray[np.float64]
    right: NDArray[np.int64]


def name_publication(file: str) -> str:
    """The publication that a page of the gold belongs to: its file name without the number of the page."""
    stem = Path(file).stem
    for mark in ("-page", "_page", "__concatenated"):
        stem = stem.split(mark)[0]
    return "empty" if stem.startswith("empty") else stem


def study_page(source: str, image: NDArray[np.uint8], truth: Sequence[Polygon]) -> Lesson:
    """What the finder's suspects on a page teach."""
    view = view_page(image)
    suspects = collect_suspects(*find_fills(view), view)
    rows = measure_suspects(suspects, view)
    right = []
    for suspect in suspects:
        edges = tuple(edge / view.scale for edge in suspect.fill.box)
        best = max((iou(polygon, (edges[0], edges[1], edges[2], edges[3])) for polygon in truth), default=0.0)
        inside = max((_share_in(edges, polygon) for polygon in truth), default=0.0)
        # A part of a region is no lesson in how a box looks.
        right.append(1 if best >= RIGHT else -1 if best > NEARLY or inside > RIGHT else 0)
    marks = np.array(right, np.int64)
    return Lesson(source, rows[marks >= 0], marks[marks >= 0])


def _share_in(edges: tuple[float, ...], polygon: Polygon) -> float:
    """Share of a box that lies in the rectangle around ``polygon``."""
    xs, ys = [p[0] for p in polygon], [p[1] for p in polygon]
    wide = max(0.0, min(edges[2], max(xs)) - max(edges[0], min(xs)))
    high = max(0.0, min(edges[3], max(ys)) - max(edges[1], min(ys)))
    return wide * high / max(1.0, (edges[2] - edges[0]) * (edges[3] - edges[1]))


def _study_made(seed: int) -> Lesson:
    image, truth = draw_page(seed)
    return study_page("made", image, [_corners(box) for box in truth])


def _study_sparse(seed: int) -> Lesson:
    image, truth = draw_sparse_page(seed)
    return study_page("sparse", image, [_corners(box) for box in truth])


def _corners(box: tuple[int, int, int, int]) -> Polygon:
    return [(box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])]


def _study_real(task: tuple[Path, str, list[Polygon]]) -> Lesson:
    folder, file, truth = task
    return study_page(name_publication(file), read_image(folder / "images" / file), truth)


def read_image(path: Path) -> NDArray[np.uint8]:
    """A page image as RGB."""
    import cv2

    return np.asarray(cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB), dtype=np.uint8)


def fit_trees(lessons: Iterable[Lesson]) -> Trees:
    """Boosted trees on all lessons; pages made here weigh as :data:`MADE` says."""
    from sklearn.ensemble import GradientBoostingClassifier

    taught = [lesson for lesson in lessons if len(lesson.right)]
    rows, right = np.vstack([t.rows for t in taught]), np.concatenate([t.right for t in taught])
    sources = np.concatenate([np.full(len(t.right), t.source if t.source in MADE else "people") for t in taught])
    weights = np.ones(len(right))
    for source, share in MADE.items():
        weights[sources == source] = share * (sources == "people").sum() / max(1, (sources == source).sum())
    model = GradientBoostingClassifier(
        n_estimators=TREES, max_depth=DEPTH, learning_rate=RATE, subsample=SHARE,
        max_features=MEASURES, min_samples_leaf=LEAST_LEAF,
        random_state=SEED,
    )  # fmt: skip
    # Single precision, as the model itself compares: a limit between two values stays between them.
    model.fit(rows.astype(np.float32), right, sample_weight=weights)
    return export_trees(model)


def export_trees(model: Any) -> Trees:
    """A fitted ``GradientBoostingClassifier`` as arrays."""
    grown = [stage[0].tree_ for stage in model.estimators_]
    most = max(tree.node_count for tree in grown)
    nodes = np.full((len(grown), most, 3), -1, np.int32)
    values = np.zeros((len(grown), most), np.float64)
    for i, tree in enumerate(grown):
        inner = tree.children_left >= 0
        count = tree.node_count
        nodes[i, :count, 0] = np.where(inner, tree.feature, -1)
        nodes[i, :count, 1], nodes[i, :count, 2] = tree.children_left, tree.children_right
        values[i, :count] = np.where(inner, tree.threshold, model.learning_rate * tree.value[:, 0, 0])
    prior = float(model.init_.class_prior_[1])
    return Trees(nodes, values, float(np.log(prior / (1 - prior))))


def write_trees(trees: Trees, output: Path) -> None:
    """The trees as the package loads them."""
    np.savez_compressed(
        output, features=np.array(FEATURES), nodes=trees.nodes.astype(np.int16),
        values=trees.values.astype(np.float32), start=np.float64(trees.start),
    )  # fmt: skip


def cross_validate(gold: Path, lessons: Sequence[Lesson], workers: int) -> list[dict[str, Any]]:
    """The regions that the finder gives on each page, its trees trained without the page's publication."""
    pages = json.loads((gold / "gold.json").read_text(encoding="utf-8"))
    tasks = []
    for publication in sorted({name_publication(file) for file in pages}):
        trees = fit_trees(lesson for lesson in lessons if lesson.source != publication)
        tasks += [(gold, file, trees) for file in pages if name_publication(file) == publication]
    with ProcessPoolExecutor(workers) as pool:
        return [row for rows in pool.map(_find_rows, tasks) for row in rows]


def _find_rows(task: tuple[Path, str, Trees]) -> list[dict[str, Any]]:
    gold, file, trees = task
    image = read_image(gold / "images" / file)
    height, width = image.shape[:2]
    size = {"path": file, "page": 1, "page_width": width, "page_height": height, "code_raw": None, "grounds": []}
    return [
        size | dict(zip(("x0", "y0", "x1", "y1"), region.bbox, strict=True)) | {"kind": region.kind}
        for region in find_pixel_redactions(image, trees=trees)
    ]


def gather_lessons(gold: Path, workers: int) -> list[Lesson]:
    """What the pages drawn here and those of people teach."""
    pages = json.loads((gold / "gold.json").read_text(encoding="utf-8"))
    real = [(gold, file, [region["polygon"] for region in page["regions"]]) for file, page in pages.items()]
    with ProcessPoolExecutor(workers) as pool:
        lessons = list(pool.map(_study_made, range(MADE_PAGES), chunksize=8))
        lessons += pool.map(_study_sparse, range(SPARSE_PAGES), chunksize=8)
        lessons += pool.map(_study_real, real, chunksize=4)
    counts: Counter[str] = Counter()
    for lesson in lessons:
        name = lesson.source if lesson.source in MADE else "people"
        counts[f"{name} right"] += int(lesson.right.sum())
        counts[f"{name} wrong"] += int((1 - lesson.right).sum())
    log.info("boxes: %s", dict(counts))
    return lessons


def main() -> None:
    """Command line."""
    logging.basicConfig(level=logging.INFO)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--output", type=Path, nargs="+", default=[], help="files to write the trees to")
    parser.add_argument("--cross-validate", type=Path, metavar="ROWS.jsonl", help="regions found by held-out trees")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    lessons = gather_lessons(args.gold, args.workers)
    if args.output:
        trees = fit_trees(lessons)
        for file in args.output:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_trees(trees, file)
    if args.cross_validate:
        rows = cross_validate(args.gold, lessons, args.workers)
        args.cross_validate.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Pages drawn for the trees: same seed, same page; truth stands where something was hidden; trees as trained."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from woo_gronden.redactions.pixels.judge import FEATURES, load_trees, weigh_rows
from woo_gronden.training.redaction_boxes import export_trees, name_publication
from woo_gronden.training.redaction_canvas import HEIGHT, WIDTH, Canvas
from woo_gronden.training.redaction_pages import Look, draw_page, hide_box

MODEL = Path(__file__).resolve().parents[2] / "models" / "redaction-boxes" / "weights.npz"


def test_a_seed_gives_one_page():
    first, boxes = draw_page(3)
    again, same = draw_page(3)
    assert (first == again).all()
    assert boxes == same
    assert first.shape == (HEIGHT, WIDTH, 3)
    assert all(0 <= x0 < x1 <= WIDTH and 0 <= y0 < y1 <= HEIGHT for x0, y0, x1, y1 in boxes)


@pytest.mark.parametrize("kind", ["black", "marker", "gray"])
def test_what_is_hidden_is_in_the_truth_and_nothing_beside_it_is_touched(kind):
    canvas = Canvas(np.random.default_rng(1))
    hide_box(canvas, Look(kind, (30, 30, 30), (255, 255, 255), "5.1.2e", 1.0), (200, 300, 500, 330))
    ((x0, y0, x1, y1),) = canvas.truth
    painted = (canvas.image < 250).any(axis=2)
    inside = painted[y0:y1, x0:x1]
    assert inside.mean() > 0.6
    assert painted.sum() == inside.sum()


@pytest.mark.parametrize(
    ("file", "publication"),
    [("0002-page13.png", "0002"), ("Schijf deel 1_page_06-001.png", "Schijf deel 1"), ("empty-04.png", "empty")],
)
def test_pages_of_a_publication_go_together(file, publication):
    assert name_publication(file) == publication


def test_exported_trees_say_what_the_model_says():
    from sklearn.ensemble import GradientBoostingClassifier

    rng = np.random.default_rng(2)
    rows = rng.normal(size=(300, len(FEATURES))).astype(np.float32)
    right = (rows[:, 0] + rows[:, 3] * rows[:, 5] > 0).astype(int)
    model = GradientBoostingClassifier(n_estimators=20, random_state=1).fit(rows, right)
    ours = weigh_rows(rows.astype(np.float64), export_trees(model))
    assert np.allclose(ours, model.predict_proba(rows)[:, 1], atol=1e-6)


@pytest.mark.skipif(not MODEL.is_file(), reason="models/ is not beside the package")
def test_the_package_bears_the_trees_of_the_models_folder():
    with np.load(MODEL, allow_pickle=False) as saved:
        assert (saved["nodes"] == load_trees().nodes).all()

"""``train``, ``models`` and ``evaluate grounds``, and the folder that stands in the repository."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from woo_gronden.classify import list_models, load_model, model_info
from woo_gronden.cli.app import app
from woo_gronden.evaluation.grounds import Judged, evaluate_grounds
from woo_gronden.training.grounds import predict_examples
from woo_gronden.training.grounds_card import taxonomy_version
from woo_gronden.training.grounds_examples import load_gold

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {
    "wob:10.2e": "De namen van medewerkers van {} zijn weggelakt vanwege hun privacy (artikel 10.2.e Wob).",
    "wob:11.1": "De opvattingen van ambtenaren over {} zijn bestemd voor intern beraad.",
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    for number, place in enumerate(["de haven", "het park", "de brug", "het station", "de school"]):
        passages = [{"text": t.format(place), "grounds": [g], "kind": "motivation"} for g, t in TEXTS.items()]
        letter = {"id": f"l{number}", "law": "wob", "authority": "UWV", "passages": passages}
        (folder / f"l{number}.json").write_text(json.dumps(letter))
    return folder


def test_train_then_info_then_evaluate(gold: Path, tmp_path: Path) -> None:
    run = CliRunner()
    folder = tmp_path / "models" / "mine"
    done = run.invoke(app, ["train", "linear", "--gold", str(gold), "--output", str(folder), "--no-validate"])
    assert done.exit_code == 0, done.output
    assert load_model(str(folder)).predict([TEXTS["wob:11.1"].format("de kade")], "wob")[0]
    told = run.invoke(app, ["models", "info", str(folder), "--json"])
    assert json.loads(told.stdout)["about"]["taxonomy"] == taxonomy_version()
    judged = run.invoke(app, ["evaluate", "grounds", str(gold), "--model", str(folder), "--json"])
    assert judged.exit_code == 0, judged.output
    figures = {f["name"]: f["value"] for f in json.loads(judged.stdout)["figures"]}
    assert figures["model: micro F1"] > 0.9
    assert figures["majority: micro F1"] < 0.7


def test_wrong_use(gold: Path, tmp_path: Path) -> None:
    run = CliRunner()
    assert run.invoke(app, ["train", "transformer", "--output", str(tmp_path / "x")]).exit_code == 2
    assert run.invoke(app, ["evaluate", "grounds", str(gold), "--by", "moon"]).exit_code == 2
    assert run.invoke(app, ["models", "info", "no such model"]).exit_code == 1
    assert run.invoke(app, ["evaluate", "grounds", str(tmp_path)]).exit_code == 1


def test_models_are_listed() -> None:
    told = CliRunner().invoke(app, ["models", "list"])
    assert [line.split()[0] for line in told.stdout.splitlines()][:2] == [info.name for info in list_models()][:2]


@pytest.mark.parametrize("name", ["model.json", "weights.npz", "metrics.json"])
def test_the_repository_and_the_package_hold_the_same_model(name: str) -> None:
    packaged = Path(model_info().place) / name
    assert (ROOT / "models" / "linear" / name).read_bytes() == packaged.read_bytes()


def test_the_default_knows_this_taxonomy() -> None:
    assert model_info().about["taxonomy"] == taxonomy_version(), "the taxonomy changed: train models/linear again"


@pytest.mark.parametrize("split", ["by dossier", "by authority"])
def test_figures_stay_above_the_floor(split: str) -> None:
    metrics = json.loads((ROOT / "models" / "linear" / "metrics.json").read_text())
    [checked] = [v for v in metrics["validations"] if v["split"] == split]
    figures = checked["grounds"]
    assert figures["model"]["micro F1"]["value"] >= 0.85
    assert figures["model"]["macro F1"]["value"] >= 0.70
    assert figures["gap"]["micro F1 above keyword"]["low"] > 0
    assert figures["gap"]["micro F1 above neighbour"]["low"] > 0
    assert checked["calibration"]["ece of claims"] < 0.12


def test_on_real_passages_the_shipped_model_is_not_broken(real: Path) -> None:
    """It learned from these passages, so this shows that it was loaded and read rightly, and no more."""
    gold = load_gold(real / "gold" / "decisions")
    said = predict_examples(load_model(), gold)
    judged = [Judged(e.grounds, tuple(s), e.dossier, e.authority, e.law) for e, s in zip(gold, said, strict=True)]
    assert evaluate_grounds(judged, details=False)[0].value > 0.9

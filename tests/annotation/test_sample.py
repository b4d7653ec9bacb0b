from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from woo_gronden.annotation import draw_sample, load_sample, write_sample
from woo_gronden.annotation.sample import list_passages
from woo_gronden.cli.app import app
from woo_gronden.errors import GoldError, ModelError, NothingToDo
from woo_gronden.schema import Law

runner = CliRunner()


class Fixed:
    """A model that says the same of every text."""

    name = "fixed"
    labels = ("woo:5.1.2e", "woo:5.1.2h")

    def __init__(self, *chances: float) -> None:
        self._chances = chances

    def probabilities(self, texts: Sequence[str]) -> np.ndarray:
        return np.tile(self._chances, (len(texts), 1))

    def predict(self, texts: Sequence[str], law: Law | None = None) -> list[dict[str, float]]:
        said = {label: p for label, p in zip(self.labels, self._chances, strict=True) if p > 0.5}
        return [dict(said) for _ in texts]


def test_items_say_where_they_stand(run: Path) -> None:
    items = list_passages(run)
    assert {item.law for item in items} == {"woo", "wob"}
    assert all(len(item.text) == item.char_end - item.char_start for item in items)
    assert all(len(item.text_sha256) == len(item.document_sha256) == 64 for item in items)
    assert all(item.authority and item.path and item.dossier_id for item in items)


def test_random_draws_stand_for_all(run: Path) -> None:
    everything = list_passages(run)
    drawn = draw_sample(run, 5, "random", seed=3)
    assert drawn == draw_sample(run, 5, "random", seed=3) != draw_sample(run, 5, "random", seed=4)
    assert sum(item.weight for item in drawn) == pytest.approx(len(everything), abs=0.01)
    assert len(draw_sample(run, 10_000, "random")) == len(everything)


def test_strata_come_in_turn_and_weigh_up_to_all(run: Path) -> None:
    everything = list_passages(run)
    keys = {(item.law, item.grounds[:1], item.kind) for item in everything}
    drawn = draw_sample(run, len(keys), "stratified", seed=1)
    assert Counter((item.law, item.grounds[:1], item.kind) for item in drawn) == dict.fromkeys(keys, 1)
    assert sum(item.weight for item in drawn) == pytest.approx(len(everything))


def test_disagreement_takes_what_the_model_is_surest_of(run: Path) -> None:
    drawn = draw_sample(run, 100, "disagreement", model=Fixed(0.9, 0.1))
    assert drawn
    assert all("woo:5.1.2e" not in item.grounds and "wob:10.2e" not in item.grounds for item in drawn if item)
    assert {item.why for item in drawn} == {"fixed: woo:5.1.2e"}
    # Of a passage on 5.1.2h the model is surest: it denies that ground and claims another.
    assert drawn[0].weight == 0


def test_a_model_that_says_nothing_disagrees_with_nothing(run: Path) -> None:
    with pytest.raises(NothingToDo, match="disagrees"):
        draw_sample(run, 5, "disagreement", model=Fixed(0.1, 0.1))


@pytest.mark.parametrize("strategy", ["uncertainty", "disagreement"])
def test_strategies_that_ask_need_probabilities(run: Path, strategy: str) -> None:
    with pytest.raises(ModelError, match="probability"):
        draw_sample(run, 5, strategy, model=None)  # type: ignore[arg-type]


@pytest.mark.parametrize("strategy", ["random", "stratified", "uncertainty", "diverse"])
def test_command_writes_a_draw_that_is_read_back(run: Path, tmp_path: Path, strategy: str) -> None:
    file = tmp_path / "sample.jsonl"
    done = runner.invoke(
        app, ["annotate", "sample", str(run), "--output", str(file), "--n", "4", "--strategy", strategy]
    )
    assert done.exit_code == 0, done.output
    items = load_sample(file)
    assert [item.strategy for item in items] == [strategy] * 4
    again = tmp_path / "again.jsonl"
    write_sample(again, items)
    assert again.read_bytes() == file.read_bytes()


def test_a_folder_that_is_no_run(tmp_path: Path) -> None:
    for command in (["sample", str(tmp_path)], ["import", str(tmp_path / "a.jsonl"), "--run", str(tmp_path)]):
        done = runner.invoke(app, ["annotate", *command, "--output", str(tmp_path / "x")])
        assert done.exit_code == 1
        assert "is no run" in done.output


def test_a_line_that_is_no_item(tmp_path: Path) -> None:
    (tmp_path / "s.jsonl").write_text('{"document_id": "x"}\n', encoding="utf-8")
    with pytest.raises(GoldError, match="line 1"):
        load_sample(tmp_path / "s.jsonl")

"""``woo-gronden dataset`` as a user gives it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.dataset.runs import NAME, edited, write_run
from woo_gronden.cli.app import app

runner = CliRunner()

SAID = {
    "document_sha256": "0" * 62 + "3a", "document_id": f"{3:015x}a", "char_start": 0, "char_end": 90, "passage_id": "3-0",
    "grounds": ["woo:5.1.2i"], "kind": "motivation", "annotator": "a", "annotated_at": "2026-01-01T00:00:00", "tool": "plain",
}  # fmt: skip
ABOUT = 'title = "Redenen"\npublisher = "Universiteit X"\nurl = "https://data.x.example/redenen"\ncreators = ["A. Auteur"]\n'


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return write_run(tmp_path / "run", 6)


def test_build_validate_and_diff(run: Path, tmp_path: Path) -> None:
    (tmp_path / "said.jsonl").write_text(json.dumps(SAID))
    (tmp_path / "about.toml").write_text(ABOUT)
    figure = {"name": "grounds F1", "value": 0.9, "low": 0.8, "high": 1.0, "detail": "3 clauses"}
    (tmp_path / "citations.json").write_text(json.dumps({"figures": [figure], "errors": []}))
    old, new = tmp_path / "old", tmp_path / "new"
    assert runner.invoke(app, ["dataset", "build", str(run), "-o", str(old), "--no-text"]).exit_code == 0
    options = [
        "--no-text",
        "--version",
        "2.0.0",
        "--date",
        "2026-12-01",
        "--format",
        "csv, jsonl",
        "--previous",
        str(old),
    ]
    options += ["--corrections", str(tmp_path / "said.jsonl"), "--about", str(tmp_path / "about.toml")]
    options += ["--figures", str(tmp_path / "citations.json")]
    done = runner.invoke(app, ["dataset", "build", str(run), "-o", str(new), *options])
    assert done.exit_code == 0, done.output
    assert "1 overrides" in done.output
    card = (new / "README.md").read_text()
    assert "# Redenen" in card
    assert "| citations | grounds F1 | 0.900 | 0.800 to 1.000 | 3 clauses |" in card
    assert "https://data.x.example/redenen/#dataset" in (new / "dcat.ttl").read_text()
    done = runner.invoke(app, ["dataset", "validate", str(new)])
    assert (done.exit_code, "0 faults" in done.output) == (0, True)
    said = json.loads(runner.invoke(app, ["dataset", "diff", str(old), str(new), "--json"]).stdout)
    assert said["counts"] == [{"table": "passages", "change": "changed", "cause": "new correction", "rows": 1}]


def test_a_fault_gives_status_1(run: Path, tmp_path: Path) -> None:
    release = tmp_path / "release"
    runner.invoke(app, ["dataset", "build", str(run), "-o", str(release), "--no-text"])
    (release / "DATASHEET.md").unlink()
    done = runner.invoke(app, ["dataset", "validate", str(release), "--json"])
    assert done.exit_code == 1
    assert "DATASHEET.md" in {fault["file"] for fault in json.loads(done.stdout)["faults"]}


def test_the_model_of_the_run_is_named_with_its_figures(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", 6, edited("passages", 3, method="linear"), options={"model": "linear"})
    done = runner.invoke(app, ["dataset", "build", str(run), "-o", str(tmp_path / "r"), "--no-text"])
    assert done.exit_code == 0, done.output
    said = json.loads((tmp_path / "r" / "release.json").read_text())
    assert list(said["models"]) == ["linear"]
    assert any(figure["finder"].startswith("model linear") for figure in said["figures"])


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (["--no-text", "--format", "xml"], 1, "no such format: xml"),
        (["--no-text", "--date", "gisteren"], 2, "no date"),
        (["--no-text", "--version", "new"], 1, "no version"),
        (["--no-text", "--previous", "nowhere"], 1, "no release"),
        (["--no-text", "--about", "nowhere.toml"], 1, "nowhere.toml"),
    ],
)
def test_wrong_use(run: Path, tmp_path: Path, options: list[str], status: int, message: str) -> None:
    done = runner.invoke(app, ["dataset", "build", str(run), "-o", str(tmp_path / "r"), *options])
    assert (done.exit_code, message in " ".join(done.output.split())) == (status, True), done.output
    assert not (tmp_path / "r").exists()
    assert NAME not in done.output

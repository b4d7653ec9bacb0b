"""The commands as a user gives them: output, messages, exit status."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pymupdf
import pytest
from typer.testing import CliRunner

from woo_gronden import __version__
from woo_gronden.cli.app import app

runner = CliRunner()


def _letter(path: Path) -> Path:
    with pymupdf.open() as pdf:
        page = pdf.new_page()
        lines = (
            "Gemeente Veldermeer",
            "Onderwerp: besluit op uw Woo-verzoek",
            "Datum: 4 maart 2024",
            "Geachte heer, u verzocht op 2 februari 2024 op grond van de Wet open overheid (Woo) om stukken.",
            "Overwegingen",
            "Op grond van artikel 5.1, tweede lid, aanhef en onder e, van de Woo maak ik namen niet openbaar.",
            "Besluit",
            "Ik besluit de stukken deels openbaar te maken.",
        )
        for row, line in enumerate(lines):
            page.insert_text((72, 72 + 24 * row), line, fontsize=10)
        pdf.save(path)
    return path


def test_version() -> None:
    assert runner.invoke(app, ["--version"]).output.strip() == f"woo-gronden {__version__}"


def test_cite_from_argument_and_stdin() -> None:
    text = "Geweigerd op grond van artikel 5.1, tweede lid, onder e en i, van de Woo."
    given = runner.invoke(app, ["cite", text, "--json"])
    piped = runner.invoke(app, ["cite", "-", "--json"], input=text)
    assert given.output == piped.output
    (found,) = json.loads(given.output)
    assert found["grounds"] == ["woo:5.1.2e", "woo:5.1.2i"]
    assert text[found["start"] : found["end"]] == found["text"]


def test_grounds_as_table_and_json() -> None:
    everything = json.loads(runner.invoke(app, ["grounds", "--json"]).output)
    assert {ground["law"] for ground in everything} == {"woo", "wob"}
    (one,) = json.loads(runner.invoke(app, ["grounds", "10.2.g", "--json"]).output)
    assert one["id"] == "wob:10.2g"
    assert "eerbiediging van de persoonlijke levenssfeer" in runner.invoke(app, ["grounds", "512e"]).output


def test_an_unknown_ground_is_status_1_with_what_comes_near() -> None:
    result = runner.invoke(app, ["grounds", "5.1.9z"])
    assert result.exit_code == 1


def test_run_and_show(tmp_path: Path) -> None:
    letter = _letter(tmp_path / "besluit.pdf")
    result = runner.invoke(app, ["run", str(letter), "--output", str(tmp_path / "run"), "--workers", "1"])
    assert result.exit_code == 0, result.output
    shown = runner.invoke(app, ["show", str(tmp_path / "run")])
    assert "woo:5.1.2e" in shown.output
    shown = runner.invoke(app, ["show", str(letter)])
    assert "Grounds applied: 1" in shown.output
    assert "maak ik namen niet openbaar" in shown.output
    rows = json.loads(runner.invoke(app, ["show", str(letter), "--json"]).output)
    assert rows["decisions"][0]["decision_date"] == "2024-03-04"


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["run", "bestaat-niet", "--output", "run"], 1, "no such file or folder: bestaat-niet"),
        (["run", "leeg", "--output", "run"], 1, "no document in leeg"),
        (["run", "in", "--output", "vol"], 1, "holds something else"),
        (["run", "in", "--output", "run", "--shard", "3/2"], 2, "is not I/N"),
        (["run", "in"], 2, "Missing option"),
        (["run", "in", "--output", "run", "--model", "bestaat-niet"], 1, "no model 'bestaat-niet'"),
        (["show", "in/tekst.pdf"], 1, "its name says"),
        (["redactions", "in", "--output", "uit.txt"], 2, "ends in neither"),
        (["run", "--merge", "leeg", "--output", "run"], 1, "is no run"),
    ],
)
def test_wrong_use_and_nothing_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("leeg", "in", "vol"):
        Path(folder).mkdir()
    Path("in/tekst.pdf").write_text("Dit is tekst.")
    Path("vol/scriptie.docx").write_text("niet aankomen")
    result = runner.invoke(app, arguments)
    assert result.exit_code == status, result.output
    assert message in " ".join(result.output.split())


def test_redactions_writes_rows_and_counts_failures(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    _letter(tmp_path / "in/besluit.pdf")
    (tmp_path / "in/leeg.pdf").write_bytes(b"")
    for ending in ("jsonl", "parquet"):
        result = runner.invoke(app, ["redactions", str(tmp_path / "in"), "--output", str(tmp_path / f"uit.{ending}")])
        assert result.exit_code == 0, result.output
        assert "1 of 2 files failed" in result.output
        assert (tmp_path / f"uit.{ending}").exists()


@pytest.mark.parametrize(
    ("command", "name"), [("redactions", "uit.jsonl"), ("inspect", "uit.html"), ("report", "uit.html")]
)
def test_what_cannot_be_written_is_one_line(tmp_path: Path, command: str, name: str) -> None:
    (tmp_path / "bestand").write_text("")
    result = runner.invoke(app, [command, str(tmp_path), "--output", str(tmp_path / "bestand" / name)])
    assert result.exit_code == 1
    assert result.output.startswith("error: ")
    assert "bestand" in result.output


def test_redactions_names_the_archives_it_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "dossier.zip").write_bytes(b"PK")
    result = runner.invoke(app, ["redactions", str(tmp_path / "dossier.zip"), "--output", str(tmp_path / "uit.jsonl")])
    assert result.exit_code == 1
    assert "dossier.zip: left out" in result.output


@pytest.mark.parametrize(
    ("good", "status", "said"), [(True, 0, "0 of 1 documents failed"), (False, 1, "1 of 1 documents failed")]
)
def test_a_run_of_one_file_counts_it(tmp_path: Path, good: bool, status: int, said: str) -> None:
    letter = tmp_path / "besluit.pdf"
    if good:
        _letter(letter)
    else:
        letter.write_bytes(b"")
    result = runner.invoke(app, ["run", str(letter), "--output", str(tmp_path / "run"), "--workers", "1"])
    assert result.exit_code == status, result.output
    assert said in result.output


def test_doctor_tells_what_reads_scans() -> None:
    report = json.loads(runner.invoke(app, ["doctor", "--json"]).output)
    assert report["models"]["linear"] == "package"
    declared = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(report["extras"]) == set(declared["project"]["optional-dependencies"]) - {"all", "dev", "docs"}
    assert report["woo_gronden"] == __version__
    assert set(report["ocr"]) == {"in_use", "version", "languages", "missing"}


def test_the_front_door_of_a_checkout_is_the_same_command() -> None:
    door = Path(__file__).resolve().parents[2] / "cli.py"
    done = subprocess.run([sys.executable, str(door), "--version"], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == f"woo-gronden {__version__}"


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys; sys.argv = ['woo-gronden', '--help']\n"
        "from woo_gronden.cli.app import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'pymupdf', 'spacy', 'cv2', 'pyarrow', 'sklearn', 'numpy', 'datasets', 'torch'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_importing_the_package_loads_no_heavy_library() -> None:
    code = (
        "import sys, woo_gronden\n"
        "heavy = {'pymupdf', 'spacy', 'cv2', 'pyarrow', 'sklearn', 'numpy', 'typer'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_evaluate_roles_on_the_files_themselves(tmp_path: Path) -> None:
    letter = _letter(tmp_path / "besluit.pdf")
    labels = tmp_path / "labels.json"
    labels.write_text(json.dumps({"files": {"besluit.pdf": "besluit", "weg.pdf": "overig"}}), encoding="utf-8")
    ended = runner.invoke(app, ["evaluate", "roles", str(labels), "--run", str(letter), "--json"])
    assert ended.exit_code == 0, ended.output
    assert "weg.pdf" in ended.stderr
    assert json.loads(ended.stdout)["figures"][0]["value"] == 1.0


def test_evaluate_bundles_with_a_fold_that_is_none(tmp_path: Path) -> None:
    for fold in ("3/2", "0/1", "een"):
        assert runner.invoke(app, ["evaluate", "bundles", str(tmp_path), "--fold", fold]).exit_code == 2


def test_grounds_in_force_on_a_day() -> None:
    shown = runner.invoke(app, ["grounds", "10.2.e", "--on", "2021-03-01"])
    assert "BWBR0005252&artikel=10&lid=2&o=e&g=2021-03-01" in shown.output
    assert (
        "not in force on 2022-05-01: law is then the Woo"
        in runner.invoke(app, ["grounds", "10.2.e", "--on", "2022-05-01"]).output
    )
    listed = json.loads(runner.invoke(app, ["grounds", "--on", "2022-05-01", "--json"]).output)
    assert {ground["law"] for ground in listed} == {"woo"}


def test_evaluate_citations_against_figures_kept_earlier(tmp_path: Path) -> None:
    lines = [{"id": "1", "text": "zie 5.1.2e", "citations": [{"start": 4, "end": 10, "grounds": ["woo:5.1.2e"]}]}]
    gold, kept = tmp_path / "gold.jsonl", tmp_path / "kept.json"
    gold.write_text(json.dumps(lines[0]))
    assert runner.invoke(app, ["evaluate", "citations", str(gold), "--save", str(kept)]).exit_code == 0
    kept.write_text(kept.read_text().replace("1.0", "0.0", 1))
    ended = runner.invoke(app, ["evaluate", "citations", str(gold), "--against", str(kept)])
    assert ended.output.splitlines()[-2:] == [
        "+ 1: grounds 0.000 -> 1.000",
        "1 gains, 0 losses over 1 clauses; 0 new, 0 not measured now",
    ]
    shown = json.loads(
        runner.invoke(app, ["evaluate", "citations", str(gold), "--against", str(kept), "--json"]).output
    )
    assert len(shown["changes"]) == 2


def test_show_prints_what_was_joined_and_where_to_look(tmp_path: Path) -> None:
    from rich.console import Console

    from woo_gronden.cli.show_dossier import print_findings, print_links

    place = {"document_id": "a", "page_start": 1, "passages": [], "list_id": "b", "row": 1}
    box = {**place, "kind": "box", "ground": "woo:5.1.2e", "box": 1}
    rows = {
        "documents": [{"document_id": "a", "path": "map/a.pdf"}],
        "links": [{**place, "kind": "document", "ground": "", "box": 0}, box, {**box, "ground": "woo:5.1.2i"},
                  {**box, "box": 2, "ground": "", "row": None}],
        "inventory": [{"document_id": "b", "row": n, "assessment": "openbaar"} for n in (1, 2)],
        "findings": [{"document_id": "a", "kind": kind, "severity": severity, "ground": "", "page": page, "evidence": "",
                      "sentence": f"Hier staat {kind}."}
                     for kind, severity, page in (("iets", "info", 0), ("lek", "serious", 4))],
    }  # fmt: skip
    with (tmp_path / "out.txt").open("w", encoding="utf-8") as file:
        console = Console(file=file, width=100)
        print_links(console, rows)
        print_findings(console, rows, full=False)
    text = (tmp_path / "out.txt").read_text(encoding="utf-8")
    assert "1 documents made public: 1 with a list row\n" in text
    assert "2 boxes on them: 1 with a ground, 1 without; 1 with a list row, 1 without" in text
    assert "2 list rows given out: 1 with their document, 1 without" in text
    assert "map/a.pdf, page 4\n  Hier staat lek." in text
    assert text.index("Hier staat lek.") < text.index("Hier staat iets.")

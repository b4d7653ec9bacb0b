"""Run the scorers on real documents and fail under a floor: python .ci/score.py SHARED SCRATCH."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
NUMBER = r"(\d\.\d+)"

# What each scorer prints, and the figures in it.
PATTERNS = {
    "citations": re.compile(
        rf"citations: grounds F1 (?P<grounds>{NUMBER}) spans F1 (?P<spans>{NUMBER}) clean (?P<clean>\d+/\d+)"
    ),
    "decisions": re.compile(
        rf"decisions: grounds applied F1 (?P<applied>{NUMBER}) exact (?P<exact>{NUMBER}) "
        rf"passages F1 (?P<passages>{NUMBER}) inventory F1 (?P<inventory>{NUMBER}) fields (?P<fields>{NUMBER})"
    ),
    "redactions": re.compile(
        rf"^all +precision [^\n]*mean IoU (?P<iou>{NUMBER}).*redaction F1 (?P<f1>{NUMBER}) codes (?P<codes>{NUMBER})",
        re.DOTALL | re.MULTILINE,
    ),
}


def main(shared: Path, scratch: Path) -> int:
    real, score = shared / "real", shared / "score"
    scratch.mkdir(parents=True, exist_ok=True)
    command = [str(Path(sys.executable).parent / "woo-gronden")]
    letters = annotated_letters(real)
    run([*command, "run", *map(str, letters), "--output", str(scratch / "run"), "--workers", "2"])
    run([*command, "redactions", str(real / "redactions/images"), "--output", str(scratch / "redactions.jsonl")])
    printed = {
        "citations": run_scorer(score / "citations.py", real / "gold/citations.jsonl"),
        "decisions": run_scorer(score / "decisions.py", real / "gold/decisions", scratch / "run"),
        "redactions": run_scorer(score / "redactions.py", real / "redactions", scratch / "redactions.jsonl"),
    }
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    under = [line for name, text in printed.items() for line in compare(name, text, floors[name])]
    print("\n".join(under) or "all figures stand on or above their floors")
    return 1 if under else 0


def annotated_letters(real: Path) -> list[Path]:
    """The PDFs that have an annotation, by stem."""
    wanted = {path.stem for path in (real / "gold/decisions").glob("*.json")}
    files = [*(real / "letters").glob("*.pdf"), *(real / "uwv").glob("*/*.pdf")]
    return sorted(path for path in files if path.stem in wanted)


def run(command: list[str]) -> None:
    subprocess.run(command, check=True)


def run_scorer(script: Path, *args: Path) -> str:
    done = subprocess.run([sys.executable, str(script), *map(str, args)], check=True, capture_output=True, text=True)
    print(done.stdout, flush=True)
    return done.stdout


def compare(name: str, text: str, floors: dict[str, float]) -> list[str]:
    """A line for every figure of a scorer that is under its floor."""
    match = PATTERNS[name].search(text)
    if not match:
        return [f"{name}: what it printed is not what was expected: {json.dumps(text[-200:])}"]
    under = []
    for key, floor in floors.items():
        printed = match[key]
        value = float(printed) if "/" not in printed else int(printed.split("/")[0]) / int(printed.split("/")[1])
        if value < floor:
            under.append(f"{name} {key}: {printed} is under the floor {floor}")
    return under


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))

"""What a run read out of decision letters, against letters annotated by people.

Fields: share of letters in which each is right. Grounds applied: micro F1 over letters, and the share of letters with
exactly the right set. Passages: F1 over shared runs of three words, per ground and whatever the ground. List rows: a
row is right when its number and the first four words of its title are.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from woo_gronden.errors import GoldError
from woo_gronden.evaluation.figures import Figure, f1, measure, share

FIELDS = ("law", "decision_type", "reference", "decision_date", "request_date", "outcome")
_WORD = re.compile(r"\w+")
# Counts that not every letter adds to, so that the last of them may be another letter's.
_NOT_BY_LETTER = frozenset({"row grounds", "placed", "placed any ground"})

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]


class Evaluation(NamedTuple):
    """Figures; a block of text for each letter with a fault; the letters not in the run; of each letter its parts."""

    figures: list[Figure]
    errors: list[str]
    absent: list[str]
    letters: dict[str, dict[str, float]]


def evaluate_decisions(gold: Path, tables: Tables) -> Evaluation:
    """Figures of a run's ``tables`` on the annotations in ``gold`` (one JSON file a letter).

    Raises:
        GoldError: no annotation is there, or one cannot be read.
    """
    stems = {row["document_id"]: PurePath(row["path"]).stem for row in tables["documents"]}
    by_stem: dict[str, dict[str, list[Row]]] = {stem: {} for stem in stems.values()}
    for name in ("decisions", "passages", "inventory"):
        for row in tables[name]:
            by_stem[stems[row["document_id"]]].setdefault(name, []).append(row)
    counts: dict[str, list[list[float]]] = {}
    errors, absent, letters = list[str](), list[str](), dict[str, dict[str, float]]()
    for letter in _load_letters(gold):
        if letter["id"] not in by_stem:
            absent.append(letter["id"])
            continue
        if letter.get("is_decision", True):
            wrong = _score_letter(letter, by_stem[letter["id"]], counts)
            parts = {name: rows[-1] for name, rows in counts.items() if name not in _NOT_BY_LETTER}
            letters[letter["id"]] = {name: round(_share_right(part), 4) for name, part in parts.items()}
            if wrong:
                errors.append("\n    ".join([letter["id"], *wrong]))
    figures = [measure(f"field {name}", counts.get(name, []), share) for name in FIELDS]
    figures += [
        measure("fields right", counts.get("fields", []), share),
        measure("grounds applied F1", counts.get("grounds", []), f1, _detail(counts.get("grounds", []))),
        measure("grounds applied exactly", counts.get("exact", []), share),
        measure("passages F1, right ground", counts.get("passages", []), f1),
        measure("passages F1, any ground", counts.get("any ground", []), f1),
        *_placed(counts),
        measure("inventory rows F1", counts.get("rows", []), f1, _detail(counts.get("rows", []))),
        measure("grounds of inventory rows F1", counts.get("row grounds", []), f1),
    ]
    return Evaluation(figures, errors, absent, letters)


def _placed(counts: Mapping[str, list[list[float]]]) -> list[Figure]:
    """The same without letters whose passages the annotators could not place in the text; none without such."""
    if len(counts.get("placed", [])) == len(counts.get("passages", [])):
        return []
    return [
        measure(
            "passages F1, placed letters", counts.get("placed", []), f1, f"{len(counts.get('placed', []))} letters"
        ),
        measure("passages F1, any ground, placed", counts.get("placed any ground", []), f1),
    ]


def _load_letters(gold: Path) -> list[dict[str, Any]]:
    letters = []
    for path in sorted(gold.glob("*.json")):
        try:
            letter = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(letter, dict) and "grounds_applied" in letter:
                letters.append(letter)
        except ValueError as error:
            raise GoldError(f"{path}: not JSON: {error}") from error
    if not letters:
        raise GoldError(f"{gold}: no annotated letter (*.json with grounds_applied)")
    return letters


def _score_letter(letter: Row, rows: Mapping[str, list[Row]], counts: dict[str, list[list[float]]]) -> list[str]:
    decision: Row = rows.get("decisions", [{}])[-1]
    wrong, right = [], 0
    for name in FIELDS:
        ok = _same(name, letter.get(name), decision.get(name))
        counts.setdefault(name, []).append([ok, 1])
        right += ok
        if not ok:
            wrong.append(f"{name}: want {letter.get(name)!r}, have {decision.get(name)!r}")
    counts.setdefault("fields", []).append([right, len(FIELDS)])
    want, have = set(letter["grounds_applied"]), set(decision.get("grounds_applied") or [])
    counts.setdefault("grounds", []).append(_tally(Counter(want), Counter(have)))
    counts.setdefault("exact", []).append([want == have, 1])
    if want != have:
        wrong.append(f"grounds applied: missing {sorted(want - have)}, false {sorted(have - want)}")
    gold, read = _shingles(letter["passages"]), _shingles(rows.get("passages", []))
    per_ground = [_tally(gold.get(g, Counter()), read.get(g, Counter())) for g in gold.keys() | read.keys()]
    counts.setdefault("passages", []).append([sum(column) for column in zip(*per_ground, strict=True)] or [0, 0, 0])
    counts.setdefault("any ground", []).append(_tally(_once(gold), _once(read)))
    if not letter.get("passages_offtext"):
        counts.setdefault("placed", []).append(counts["passages"][-1])
        counts.setdefault("placed any ground", []).append(counts["any ground"][-1])
    gold_rows = {_row_key(row): row for row in letter.get("inventory", [])}
    read_rows = {_row_key(row): row for row in rows.get("inventory", [])}
    counts.setdefault("rows", []).append(_tally(Counter(set(gold_rows)), Counter(set(read_rows))))
    for key in gold_rows.keys() & read_rows.keys():
        pair = Counter(set(gold_rows[key]["grounds"])), Counter(set(read_rows[key].get("grounds") or []))
        counts.setdefault("row grounds", []).append(_tally(*pair))
    return wrong


def _share_right(counts: list[float]) -> float:
    """Right over all, from (right, of) or (right, false, missed); 1 where there was nothing to find or found."""
    if len(counts) == 2:
        return counts[0] / counts[1] if counts[1] else 1.0
    right, false, missed = counts
    return 2 * right / (2 * right + false + missed) if right + false + missed else 1.0


def _same(name: str, want: Any, have: Any) -> bool:
    if name == "reference":
        return _squeezed(want) == _squeezed(have)
    text = str(have)[:10] if name.endswith("date") else str(have)
    return (str(want) if want else None) == (text if have else None)


def _squeezed(reference: str | None) -> str:
    return re.sub(r"[^a-z0-9]", "", (reference or "").lower())


def _shingles(passages: Sequence[Row]) -> dict[str, Counter[tuple[str, ...]]]:
    by_ground: dict[str, Counter[tuple[str, ...]]] = {}
    for passage in passages:
        if passage.get("kind", "motivation") == "motivation":
            words = _WORD.findall((passage["text"] or "").lower())
            runs = Counter[tuple[str, ...]](zip(words, words[1:], words[2:], strict=False))
            for ground in passage["grounds"] or []:
                by_ground[ground] = by_ground.get(ground, Counter()) | runs
    return by_ground


def _once(by_ground: Mapping[str, Counter[tuple[str, ...]]]) -> Counter[tuple[str, ...]]:
    return Counter({run: 1 for runs in by_ground.values() for run in runs})


def _row_key(row: Row) -> tuple[str, str]:
    number = re.sub(r"\W", "", str(row.get("number") or "")).lower()
    first = " ".join(_WORD.findall((row.get("title") or "").lower())[:4])
    return number, row.get("title_sha1") or hashlib.sha1(first.encode(), usedforsecurity=False).hexdigest()


def _tally(want: Counter[Any], have: Counter[Any]) -> list[float]:
    both = sum((want & have).values())
    return [both, sum(have.values()) - both, sum(want.values()) - both]


def _detail(rows: list[list[float]]) -> str:
    right, false, missed = (sum(column) for column in zip(*rows, strict=True)) if rows else (0, 0, 0)
    return f"{right:g} right, {false:g} false, {missed:g} missed"

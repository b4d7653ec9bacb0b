from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from woo_gronden.annotation import load_annotations, write_annotations
from woo_gronden.errors import GoldError

ROW: dict[str, Any] = {
    "document_sha256": "0" * 64,
    "document_id": "a1b2c3d4e5f60718",
    "char_start": 10,
    "char_end": 21,
    "passage_id": "",
    "grounds": ["woo:5.1.2e", "wob:11"],
    "kind": "motivation",
    "annotator": "M. de Wit",
    "annotated_at": "2026-11-03T10:00:00+01:00",
    "tool": "jsonl",
}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "a.jsonl"
    lines = [ROW, ROW | {"text": "é 𝔸bcdefgh.", "note": "twijfel", "kind": "norm", "grounds": []}, ROW | {"extra": 1}]
    source = tmp_path / "source.jsonl"
    source.write_text("\ufeff" + "\n\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    found = load_annotations(source)
    assert [a.grounds for a in found] == [("woo:5.1.2e", "wob:11"), (), ("woo:5.1.2e", "wob:11")]
    write_annotations(file, found)
    assert load_annotations(file) == found
    assert json.loads(file.read_text(encoding="utf-8").splitlines()[0]) == ROW


WRONG = [
    ([], "not a JSON object"),
    ({"kind": None}, "without"),
    (ROW | {"grounds": "woo:5.1.2e"}, "grounds is no list"),
    (ROW | {"grounds": ["woo:5.1.2z"]}, "no such provision: woo:5.1.2z"),
    (ROW | {"grounds": ["privacy"]}, "no such provision"),
    (ROW | {"kind": "motivatie"}, "kind is 'motivatie'"),
    (ROW | {"kind": "neither"}, "neither, and yet"),
    (ROW | {"char_start": 21}, "no stretch"),
    (ROW | {"char_start": -1}, "no stretch"),
    (ROW | {"char_start": "10"}, "char_start is '10'"),
    (ROW | {"char_start": True}, "char_start is True"),
    (ROW | {"document_sha256": "ABC"}, "no SHA-256"),
    (ROW | {"annotator": ""}, "annotator is empty"),
    (ROW | {"annotator": None}, "needed field is null"),
    (ROW | {"annotated_at": "gisteren"}, "no date and time"),
    (ROW | {"text": "kort"}, "not as long"),
]


@pytest.mark.parametrize(("row", "reason"), WRONG)
def test_wrong_lines_name_file_line_and_reason(row: Any, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(ROW) + "\n" + json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(GoldError, match=rf"a\.jsonl, line 2: .*{reason}"):
        load_annotations(file)


def test_no_json_is_no_annotation(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(GoldError, match="line 1"):
        load_annotations(tmp_path / "a.jsonl")

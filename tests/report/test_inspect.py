"""The inspector's file: what stands in it, what must not, and that it is whole or not there."""

from __future__ import annotations

import base64
import io
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf
import pytest
from PIL import Image
from typer.testing import CliRunner

from tests.factories import BAD, CANARY, Odd
from woo_gronden.cli.app import app
from woo_gronden.errors import DamagedFile
from woo_gronden.report import write_inspection
from woo_gronden.report.colors import NO_GROUND, color_of, ground_colors
from woo_gronden.report.shell import data
from woo_gronden.taxonomy import all_grounds

DATA = re.compile(r'<script type="application/json" id="findings">(.*?)</script>', re.DOTALL)
PICTURE = re.compile(r'<script type="text/plain" id="picture-(\d+)-(\d+)">([^<]*)</script>')


def findings(page: str) -> dict[str, Any]:
    found = DATA.search(page)
    assert found
    value: dict[str, Any] = json.loads(found[1])
    return value


def pixels(page: str, number: int = 1) -> np.ndarray:
    data = next(webp for _, at, webp in PICTURE.findall(page) if int(at) == number)
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("L"))


@pytest.fixture(scope="module")
def page(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    output = tmp_path_factory.mktemp("inspect") / "page.html"
    write_inspection(demo / "01-ministerie-grenswetering", output)
    return output.read_text(encoding="utf-8")


def test_every_page_has_its_picture(page: str) -> None:
    documents = findings(page)["documents"]
    expected = {(doc, number) for doc, file in enumerate(documents) for number, _, _ in file["pages"]}
    assert {(int(doc), int(number)) for doc, number, _ in PICTURE.findall(page)} == expected
    assert len(expected) == 11


def test_a_box_leads_to_its_row_and_its_argument(page: str) -> None:
    marks = findings(page)["marks"]
    boxes = [m for m in marks if m["type"] == "box" and m["grounds"] == ["woo:5.1.2a"]]
    assert boxes
    for box in boxes:
        joined = [marks[other] for other in box["to"]]
        assert {mark["type"] for mark in joined} == {"row", "passage"}
        assert all("woo:5.1.2a" in mark["grounds"] for mark in joined)


def test_belonging_goes_both_ways(page: str) -> None:
    marks = findings(page)["marks"]
    assert all(at in marks[other]["to"] for at, mark in enumerate(marks) for other in mark["to"])


def test_nothing_is_fetched(page: str) -> None:
    assert "default-src 'none'" in page
    assert not re.search(r'(?:src|href)="(?!data:|#)', page)


def test_a_code_printed_on_a_box_is_no_citation_beside_it(page: str) -> None:
    marks = findings(page)["marks"]
    assert not [m for m in marks if m["type"] == "citation" and m["text"] == "5.1.2.e"]


@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
def test_what_can_be_read_through_is_painted_over(make: Any, tmp_path: Path) -> None:
    odd: Odd = make()
    file, output = tmp_path / "leaky.pdf", tmp_path / "page.html"
    file.write_bytes(odd.data)
    write_inspection(file, output)
    text = output.read_text(encoding="utf-8")
    assert CANARY[:8].lower() not in text.lower()
    found = findings(text)
    shown, scale = pixels(text), pixels(text).shape[1] / found["documents"][0]["pages"][0][1]
    opened = [mark["at"][0] for mark in found["marks"] if mark.get("open")]
    assert opened
    for _, x0, y0, x1, y1 in opened:
        inside = shown[round(y0 * scale) + 2 : round(y1 * scale) - 2, round(x0 * scale) + 2 : round(x1 * scale) - 2]
        # One even tone, but for the ripple of a lossy picture: no letter is left.
        assert inside.size
        assert int(inside.max()) - int(inside.min()) < 40


def test_text_of_a_document_is_never_markup(tmp_path: Path) -> None:
    with pymupdf.open() as pdf:
        sheet = pdf.new_page()
        for at, line in enumerate(
            (
                "Gemeente Veldermeer", "Onderwerp: besluit op uw Woo-verzoek", "Geachte heer,", "Overwegingen",
                "Op grond van artikel 5.1, tweede lid, onder e, van de Woo </script><script>window.bad=1</script>",
                "maak ik de namen niet openbaar, omdat de persoonlijke levenssfeer zwaarder weegt.", "Hoogachtend,",
            )
        ):  # fmt: skip
            sheet.insert_text((60, 80 + 20 * at), line, fontsize=10)
        pdf.save(tmp_path / "letter.pdf")
    write_inspection(tmp_path / "letter.pdf", tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert any("window.bad" in mark.get("text", "") for mark in findings(text)["marks"])
    assert "<script>window.bad" not in text


def test_data_cannot_end_its_element() -> None:
    assert data("x", "</script><!--\u2028").count("<") == 2


def test_a_broken_file_leaves_no_page(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    with pytest.raises(DamagedFile):
        write_inspection(tmp_path / "broken.pdf", tmp_path / "page.html")
    assert not [path for path in tmp_path.iterdir() if "page" in path.name]


def test_the_command_says_what_it_wrote_and_refuses_other_names(demo: Path, tmp_path: Path) -> None:
    file = demo / "07-gemeente-geen-documenten"
    told = CliRunner().invoke(app, ["inspect", str(file), "--output", str(tmp_path / "p.html"), "--lang", "en"])
    assert told.exit_code == 0, told.output
    assert '<html lang="en">' in (tmp_path / "p.html").read_text(encoding="utf-8")
    assert CliRunner().invoke(app, ["inspect", str(file), "--output", str(tmp_path / "p.txt")]).exit_code == 2
    gone = CliRunner().invoke(app, ["inspect", str(tmp_path / "none"), "--output", str(tmp_path / "p.html")])
    assert gone.exit_code == 1


def test_grounds_have_colors_that_carry_white_letters() -> None:
    colors = ground_colors()
    assert set(colors) == {ground.id for ground in all_grounds()}
    assert color_of("woo:5.1.2e") == color_of("wob:10.2e")
    assert color_of("woo:9.9") == NO_GROUND

"""Personal data found and replaced: by form, by address, by a list of names; and what only looks like it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from woo_gronden.dataset import ReleaseOptions, build_release
from woo_gronden.dataset.privacy import LetterAnonymiser, find_personal_data, load_name_finder
from woo_gronden.dataset.privacy.numbers import is_bsn, is_iban, is_telephone
from woo_gronden.evaluation.privacy import plant, score_privacy

HITS = [
    ("mail naar a.devries@minvens.nl of bel", "email", "a.devries@minvens.nl"),
    ("a.devries (at) minvens.nl", "email", "a.devries (at) minvens.nl"),
    ("op rekening NL91ABNA0417164300 van", "iban", "NL91ABNA0417164300"),
    ("op NL91 ABNA 0417 1643 00.", "iban", "NL91 ABNA 0417 1643 00"),
    ("BSN 111222333", "bsn", "111222333"),
    ("BSN: 1112.22.333", "bsn", "1112.22.333"),
    ("bel 06-12345678.", "telephone", "06-12345678"),
    ("bel +31 (0)6 1234 5678", "telephone", "+31 (0)6 1234 5678"),
    ("tel. (070) 340 79 11", "telephone", "(070) 340 79 11"),
    ("kenteken GB-123-X", "plate", "GB-123-X"),
    ("woont aan de Kerkstraat 12a, 1234 AB Utrecht.", "address", "Kerkstraat 12a, 1234 AB Utrecht"),
    ("aan de Laan van Meerdervoort 394", "address", "Laan van Meerdervoort 394"),
    ("te Foudering 1, 9005 XN Wergea", "address", "Foudering 1, 9005 XN Wergea"),
    ("Geachte heer De Vries,", "name", "De Vries"),
    ("Geachte mevrouw El Amrani,", "name", "El Amrani"),
    ("mr. J.P. van der Berg heeft", "name", "mr. J.P. van der Berg"),
    ("van C. ter Horst", "name", "C. ter Horst"),
    ("de heer Van 't Hof", "name", "Van 't Hof"),
    ("Van: Lucía García López Aan:", "name", "Lucía García López"),
    ("namens deze, Anna de Boer", "name", "Anna de Boer"),
]

TRAPS = [
    "Op grond van artikel 5.1, tweede lid, onder e, van de Woo.",
    "Ons kenmerk is 2023-0000412345 en het zaaknummer 20221108.",
    "ECLI:NL:RVS:2018:314",
    "versie 20140721.docx",
    "plan 2018 PB10",
    "Postbus 20011, 2500 EA Den Haag",
    "NL91ABNA0417164301",
    "111222334",
    "bel 0800-1234 of 14 070",
    "1.250.000 euro over 2019-2023",
    "het contract met Jansen Bouw B.V. en Stichting De Vries",
    "het contract met De Boer & Zonen",
    "de minister mevrouw Schouten",
    "de heer Minister",
    "Nr. Documentnaam Beoordeling",
    "zie bijlage B.\nMotivering",
    "het college van burgemeester en wethouders van Veldermeer",
    "op 12-34-2020 om 06.00 uur",
]


class Listed:
    """A finder of names that knows two words."""

    name = "list"

    def find(self, text: str) -> Iterable[tuple[int, int]]:
        """Where they stand."""
        return [(at, at + len(word)) for word in ("Jansen", "Slot") if (at := text.find(word)) >= 0]


@pytest.mark.parametrize(("text", "kind", "value"), HITS)
def test_found(text: str, kind: str, value: str) -> None:
    assert [(item.type, text[item.start : item.end]) for item in find_personal_data(text)] == [(kind, value)]


@pytest.mark.parametrize("text", TRAPS)
def test_left_alone(text: str) -> None:
    assert find_personal_data(text) == []


def test_a_listed_word_that_begins_a_sentence_is_no_name() -> None:
    assert find_personal_data("Slot van de brief. Jansen komt.", Listed()) == []
    assert [item.start for item in find_personal_data("dat Jansen komt", Listed())] == [4]


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (is_iban, "NL91 ABNA 0417 1643 00", "NL92 ABNA 0417 1643 00"),
        (is_bsn, "123456782", "123456783"),
        (is_bsn, "11122233" + "3", "000000000"),
        (is_telephone, "0031 6 12345678", "0900-1234567"),
    ],
)
def test_checks(check: object, good: str, bad: str) -> None:
    assert check(good)  # type: ignore[operator]
    assert not check(bad)  # type: ignore[operator]


def test_the_same_person_keeps_a_placeholder_within_a_document() -> None:
    anonymiser = LetterAnonymiser()
    text, found = anonymiser.replace("a", "De heer J. de Boer belt mevrouw Kaya op 06-12345678.")
    assert text == "De heer [NAAM-1] belt mevrouw [NAAM-2] op [TELEFOON-1]."
    assert [item.type for item in found] == ["name", "name", "telephone"]
    assert anonymiser.replace("a", "Kaya belde terug, Boer niet.")[0] == "[NAAM-2] belde terug, [NAAM-1] niet."
    # Another document begins anew.
    assert anonymiser.replace("b", "Kaya belde; mevrouw Smit ook.")[0] == "Kaya belde; mevrouw [NAAM-1] ook."


@pytest.mark.parametrize("piece", ["Aa ", "A.", "1 ", "06-", "a@", "Van de ", "Laan van ", "1234 AB ", "NL91"])
def test_long_input_takes_time_in_proportion(piece: str) -> None:
    # A text that took quadratic time would not come to an end here.
    text = piece * 40_000
    found = find_personal_data(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert not found or (found[0].start >= 0 and found[-1].end <= len(text))


def test_planted_data_is_found_by_the_rules_alone() -> None:
    figures = {figure.name: figure.value for figure in score_privacy(list(plant(1500, 3)), None)}
    for kind in ("email", "telephone", "iban", "bsn"):
        assert figures[f"{kind} recall"] >= 0.98
        assert figures[f"{kind} precision"] >= 0.98
    # Names without initials or a form of address are the library's work.
    assert figures["name recall"] >= 0.80


def test_planted_names_are_found_with_the_library() -> None:
    pytest.importorskip("deduce", reason="the extra 'privacy' is absent")
    figures = {figure.name: figure.value for figure in score_privacy(list(plant(600, 5)), load_name_finder())}
    assert figures["name recall"] >= 0.92
    assert figures["name precision"] >= 0.95


def test_no_value_reaches_a_release(tmp_path: Path) -> None:
    from tests.report.corpora import make_run
    from woo_gronden.dataset import load_table, write_tables

    run = make_run(tmp_path / "run")
    tables = {name: load_table(run, name) for name in ("documents", "decisions", "passages", "redactions", "findings")}
    tables["passages"][0]["text"] = "De heer Q. Wobbelaar (q.wobbelaar@voorbeeld.nl) vraagt om geheimhouding."
    write_tables(run, [tables])
    import datetime

    options = ReleaseOptions(date=datetime.date(2024, 1, 2), formats=frozenset({"csv", "jsonl"}))
    report = build_release(run, tmp_path / "release", options, anonymiser=LetterAnonymiser())
    read_back = repr(
        [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "release").rglob("*.*"))
         if path.suffix in {".csv", ".jsonl", ".md", ".html", ".json", ".jsonld", ".ttl", ".cff"}]
    )  # fmt: skip
    assert "[NAAM-1]" in read_back
    assert "wobbelaar" not in read_back.lower()
    assert report.manifest["replaced"] == {"passages.text": {"email": 1, "name": 1}}
    page = (tmp_path / "release/privacy-report.html").read_text(encoding="utf-8")
    assert "namen van personen" in page

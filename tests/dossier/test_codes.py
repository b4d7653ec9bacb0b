"""Local codes through keys, and codes that stay unknown."""

import pytest

from tests.dossier.rows import box, key, passage
from woo_gronden.dossier import resolve_codes
from woo_gronden.dossier.codes import Keys

_KEYS = [*key("besluit", J="woo:5.1.2e", N="woo:5.1.2i"), *key("bijlage", K="woo:5.1.2f")]


@pytest.mark.parametrize(
    ("code", "grounds"),
    [
        ("J", ["woo:5.1.2e"]),
        ("[J]", ["woo:5.1.2e"]),
        ("j", ["woo:5.1.2e"]),
        ("code J", ["woo:5.1.2e"]),
        ("J, N", ["woo:5.1.2e", "woo:5.1.2i"]),
        ("J / N", ["woo:5.1.2e", "woo:5.1.2i"]),
        ("J en N", ["woo:5.1.2e", "woo:5.1.2i"]),
        # In no key, or one of two in none: nothing is made of it.
        ("Q", []),
        ("J, Q", []),
        ("Jansen", []),
        (None, []),
    ],
)
def test_local_codes(code, grounds):
    (row,) = resolve_codes({"legends": _KEYS, "redactions": [box("bijlage-2", code)]})
    assert (row["grounds"], row["code_raw"]) == (grounds, code)


def test_the_documents_own_key_goes_before_the_dossiers():
    keys = [*key("besluit", J="woo:5.1.2e"), *key("oud", J="wob:10.2e")]
    rows = resolve_codes({"legends": keys, "redactions": [box("oud", "J"), box("besluit", "J"), box("elders", "J")]})
    # Elsewhere the two keys differ, and neither is the one.
    assert [row["grounds"] for row in rows] == [["wob:10.2e"], ["woo:5.1.2e"], []]


def test_what_is_printed_in_full_stays():
    (row,) = resolve_codes({"legends": _KEYS, "redactions": [box("x", "5.1.2.e", "woo:5.1.2e")]})
    assert row["grounds"] == ["woo:5.1.2e"]


def test_a_code_that_only_the_reasons_name():
    passages = [
        passage("De bevindingen geven inzicht in de werkwijze (code 2).", "wob:10.2d"),
        passage("Namen (code 3) en adviezen (code 4).", "wob:10.2e", "wob:11.1"),
    ]
    rows = resolve_codes({"passages": passages, "redactions": [box("x", f"code {n}") for n in (2, 3, 4, 5)]})
    assert [row["grounds"] for row in rows] == [["wob:10.2d"], [], [], []]


def test_a_key_of_one_line_speaks_for_boxes_without_a_code_in_links_only():
    tables = {"legends": key("bijlage", J="woo:5.1.2e"), "redactions": [box("bijlage"), box("elders")]}
    assert [row["grounds"] for row in resolve_codes(tables)] == [[], []]
    keys = Keys(tables)
    assert [keys.resolve(row).grounds for row in tables["redactions"]] == [("woo:5.1.2e",), ()]


def test_the_evidence_names_the_key_after_codes_were_filled_in():
    tables = {"legends": key("besluit", J="woo:5.1.2e"), "redactions": [box("x", "J")]}
    tables["redactions"] = resolve_codes(tables)
    assert "key of the dossier" in Keys(tables).resolve(tables["redactions"][0]).evidence

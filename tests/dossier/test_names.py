"""Numbers in the names of files, and as they can be compared."""

import pytest

from woo_gronden.dossier.names import plain_number, read_numbers


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2024-05-22-bijlage-12-aanvraag.pdf", "12", "12"),
        ("Bijlage 3a.pdf", "3a", "3a"),
        ("documentnummer-4-samenvatting.pdf", "4", "4"),
        ("01-doc-5-emails.pdf", "5", "5"),
        ("stuk_007_geredigeerd.pdf", "7", "7"),
        ("2026-05-01-3-inkomsten-verzekerde.pdf", "3", "3"),
        ("20240501_12 verslag overleg.pdf", "12", "12"),
        ("09-documenten-21-25.pdf", "21", "25"),
        ("bijlage-28-tot-en-met-41.pdf", "28", "41"),
        ("bijlagen-1-6-project.pdf", "1", "6"),
        ("Documenten 1 t-m 14.pdf", "1", "14"),
        ("bijlage-1-21-480-notitie.pdf", "1", "1"),
        ("bijlage-1-deelbesluit-2-overeenkomst.pdf", "1", "1"),
        # Years, dates and numbers of requests are no document numbers.
        ("woo-besluit-2024015.pdf", "", ""),
        ("2024-05-22-woo-besluit.pdf", "", ""),
        ("jaaroverzicht-2020.pdf", "", ""),
        ("handboek-wia-artikel-23.pdf", "", ""),
        ("geredigeerd.pdf", "", ""),
    ],
)
def test_numbers_in_names(name, first, last):
    assert tuple(read_numbers(f"map/{name}")) == (first, last)


@pytest.mark.parametrize(
    ("number", "plain"),
    [
        ("00021", "21"),
        ("Document 012", "12"),
        ("12.", "12"),
        ("3.1", "3.1"),
        ("4A", "4a"),
        ("03-004", "4"),
        ("", ""),
        ("-", ""),
    ],
)
def test_plain_numbers(number, plain):
    assert plain_number(number) == plain

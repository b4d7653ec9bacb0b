"""Facts of letters written for this test: label and value, dates in sentences, kind and outcome."""

from __future__ import annotations

import pytest

from tests.structure.placed import placed
from woo_gronden.schema import Decision, Document, InventoryItem
from woo_gronden.structure.facts import read_decision
from woo_gronden.structure.facts_letterhead import find_values


def letter(
    *body: str, head: tuple[tuple[float, float, str], ...] = (), subject: str = "Besluit op uw verzoek"
) -> Document:
    cells = [*head] or [(60, 60, "Datum"), (160, 60, "4 juni 2023"), (60, 76, "Ons kenmerk"), (160, 76, "AB-2023/17")]
    cells += [(60, 92, "Onderwerp"), (160, 92, subject)]
    cells += [(60, 140 + 16 * n, line) for n, line in enumerate(body)]
    return placed(cells)


def read(document: Document, applied: tuple[str, ...] = (), rows: tuple[InventoryItem, ...] = ()) -> Decision:
    return read_decision(document, (), (), applied, (), rows)


OPENS = ("Besluit", "Ik heb besloten de documenten openbaar te maken.")


def test_label_beside_value() -> None:
    decision = read(letter("Op 3 april 2023 heeft u op grond van de Wet open overheid verzocht om stukken.", *OPENS))
    assert (decision.law, decision.reference) == ("woo", "AB-2023/17")
    assert (str(decision.decision_date), str(decision.request_date)) == ("2023-06-04", "2023-04-03")
    fact = next(f for f in decision.facts if f.name == "decision_date")
    assert fact.start >= 0
    assert fact.method


def test_labels_above_values_in_a_side_column_and_a_reference_of_two_lines() -> None:
    head = (
        (420, 60, "Datum"), (420, 72, "4 juni 2023"), (420, 100, "Ons kenmerk"), (420, 112, "WOO 101/WOO 102"),
        (420, 124, "WOO 103"), (420, 150, "Uw kenmerk"), (420, 162, "X-99"),
    )  # fmt: skip
    decision = read(letter("Geachte,", *OPENS, head=head))
    assert decision.reference == "WOO 101/WOO 102 / WOO 103"
    assert str(decision.decision_date) == "2023-06-04"


@pytest.mark.parametrize("value", ["WOB", "070 123 45 67", "4 juni 2023", "loket@voorbeeld.nl"])
def test_what_is_no_reference(value: str) -> None:
    head = ((60, 60, "Datum"), (160, 60, "4 juni 2023"), (60, 76, "Ons kenmerk"), (160, 76, value))
    assert read(letter("Geachte,", *OPENS, head=head)).reference is None


def test_a_letter_dated_without_a_day_has_no_date() -> None:
    head = ((60, 60, "Datum"), (160, 60, "juni 2023"))
    assert read(letter("Op 3 april 2023 heeft u verzocht.", *OPENS, head=head)).decision_date is None


def test_words_of_a_shuffled_date_line() -> None:
    head = ((400, 60, "Datum"), (200, 72, "27 2026"), (400, 72, "maart"))
    assert str(read(letter("Geachte,", *OPENS, head=head)).decision_date) == "2026-03-27"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("In uw brief van 26 maart 2023, ontvangen op 30 maart 2023, heeft u informatie verzocht.", "2023-03-26"),
        ("U heeft op 2 mei 2023 een verzoek ingediend. Dit verzoek is op 8 mei 2023 door ons ontvangen.", "2023-05-02"),
        ("Op 13 april 2023 ontvingen wij uw brief waarin u ons vraagt om stukken op grond van de Woo.", "2023-04-13"),
        ("Op 12 april 2023 is een verzoek ingediend om openbaarmaking van notities.", "2023-04-12"),
        ("Op 1 mei heeft u met een beroep op de Woo verzocht om stukken.", "2023-05-01"),
        ("Op 1 mei 2023 hebben wij uw verzoek om informatie ontvangen en op 9 mei 2023 heeft u dit verzoek nader "
         "gepreciseerd.", "2023-05-01"),
        ("Op 9 mei 2023 heeft u bezwaar gemaakt. Op 2 april 2023 heeft u op grond van de Woo verzocht om stukken.",
         "2023-04-02"),
        ("Op 3 mei 2023 is de ontvangst van uw verzoek bevestigd. Bij e-mail van 1 mei 2023 heeft u verzocht om stukken.",
         "2023-05-01"),
    ],
)  # fmt: skip
def test_request_date(sentence: str, expected: str) -> None:
    assert str(read(letter(sentence, *OPENS)).request_date) == expected


def test_the_subject_line_gives_the_day_on_which_a_request_received_later_was_made() -> None:
    subject = "Beslissing op uw verzoek om informatie d.d. 18-2-2023"
    body = "Op 19 februari 2023 hebben wij uw verzoek om informatie op grond van de Woo ontvangen."
    assert str(read(letter(body, *OPENS, subject=subject)).request_date) == "2023-02-18"


def test_a_subject_line_after_the_receipt_is_a_slip() -> None:
    subject = "Beslissing op uw verzoek om informatie d.d. 18-4-2023"
    body = "Op 19 februari 2023 hebben wij uw verzoek om informatie op grond van de Woo ontvangen."
    assert str(read(letter(body, *OPENS, subject=subject)).request_date) == "2023-02-19"


@pytest.mark.parametrize(
    ("subject", "body", "expected"),
    [
        ("Besluit op uw verzoek", "Tegen dit besluit kunt u een bezwaarschrift indienen.", "besluit"),
        ("Beslissing op bezwaar", "Wij verklaren uw bezwaar ongegrond.", "beslissing op bezwaar"),
        ("Deelbesluit 2 op uw verzoek", "Geachte,", "deelbesluit"),
        ("Besluit", "Het onderhavige deelbesluit ziet op de eerste vraag.", "deelbesluit"),
        ("Besluit op uw verzoek", "Bezwaar kan na het laatste deelbesluit.", "besluit"),
        ("Verdaging van uw verzoek", "Ik verdaag de beslistermijn met twee weken.", "verdaging"),
        ("Doorzending van uw verzoek", "Daarom stuur ik uw verzoek door.", "doorzending"),
    ],
)
def test_decision_type(subject: str, body: str, expected: str) -> None:
    assert read(letter(body, subject=subject)).decision_type == expected


@pytest.mark.parametrize(
    ("words", "applied", "expected"),
    [
        ("Ik heb besloten de gevraagde stukken openbaar te maken.", (), "openbaar"),
        ("Ik heb besloten de gevraagde stukken openbaar te maken.", ("woo:5.1.2e",), "deels openbaar"),
        ("Wij hebben besloten de stukken (deels) openbaar te maken.", (), "deels openbaar"),
        ("Ik heb besloten uw verzoek af te wijzen.", ("woo:5.1.2i",), "niet openbaar"),
        ("Ik heb besloten uw verzoek af te wijzen, omdat er geen documenten zijn aangetroffen.", (), "geen documenten"),
        ("Ik wijs uw verzoek af. De gevraagde informatie is reeds openbaar.", (), "reeds openbaar"),
        ("Wij nemen uw verzoek niet in behandeling.", (), "buiten behandeling"),
        ("Ik verklaar uw bezwaar deels gegrond, maar zie geen aanleiding het besluit te herroepen.", ("wob:10.2g",),
         "niet openbaar"),
    ],
)  # fmt: skip
def test_outcome(words: str, applied: tuple[str, ...], expected: str) -> None:
    assert read(letter("Besluit", words), applied).outcome == expected


def test_the_list_withholds_where_the_words_do_not() -> None:
    rows = (InventoryItem(1, "1", "Nota", None, "deels openbaar"), InventoryItem(2, "2", "Mail", None, "openbaar"))
    assert read(letter(*OPENS), (), rows).outcome == "deels openbaar"


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        ("DE MINISTER VAN FINANCIËN, namens deze,", "minister van Financiën"),
        (
            "Het college van burgemeester en wethouders van Oosterdam,",
            "college van burgemeester en wethouders van Oosterdam",
        ),
        ("Gedeputeerde staten van Gelderland,", "gedeputeerde staten van Gelderland"),
    ],
)
def test_authority_signs(closing: str, expected: str) -> None:
    assert read(letter(*OPENS, "Hoogachtend,", closing)).authority == expected


@pytest.mark.parametrize(
    ("label", "value"),
    [("Zaak", "LV-2025-9"), ("zaaknummer", "2024-118802"), ("Dossiernummer", "D/24/30951"), ("Registratienummer", "R24.118"),
     ("Zaak-ID", "Z-2024-77"), ("Dossiernr.", "2024/551")],
)  # fmt: skip
def test_file_numbers_under_other_labels(label: str, value: str) -> None:
    head = ((60, 60, "Datum"), (160, 60, "4 juni 2023"), (60, 76, label), (160, 76, value))
    assert read(letter("Geachte,", *OPENS, head=head)).reference == value


def test_a_word_of_a_sentence_is_no_label() -> None:
    head = ((60, 60, "Datum"), (160, 60, "4 juni 2023"), (60, 76, "in deze zaak"), (60, 88, "2024-118802"))
    assert read(letter("Geachte,", *OPENS, head=head)).reference is None


@pytest.mark.parametrize(
    ("subject", "expected"), [("Besluit op uw verzoek", "2023-04-03"), ("Beslissing op bezwaar", None)]
)
def test_the_field_with_the_requesters_letter(subject: str, expected: str | None) -> None:
    head = ((60, 60, "Datum"), (160, 60, "4 juni 2023"), (60, 76, "Uw verzoek van"), (160, 76, "3 april 2023"))
    found = read(letter("Geachte,", *OPENS, head=head, subject=subject)).request_date
    assert (str(found) if found else None) == expected


@pytest.mark.parametrize(
    ("subject", "sentence", "kind"),
    [
        ("Doorzending", "De stukken berusten niet bij mij. Daarom stuur ik u het verzoek met toepassing van artikel 4.1 "
         "van de Woo door.", "doorzending"),
        ("Verdaging", "Wij verlengen de termijn met twee weken.", "verdaging"),
    ],
)  # fmt: skip
def test_letters_that_pass_on_or_extend_decide_nothing_else(subject: str, sentence: str, kind: str) -> None:
    decision = read(letter("Geachte,", sentence, subject=subject))
    assert (decision.decision_type, decision.outcome) == (kind, "overig")


@pytest.mark.parametrize(
    "sentence",
    ["Ik kan u geen stukken geven, want die zijn er niet. Uw verzoek wijs ik daarom af.",
     "Wij hebben hierover niets gevonden en wijzen uw verzoek daarom af."],
)  # fmt: skip
def test_nothing_found_in_plain_words(sentence: str) -> None:
    assert read(letter("Geachte,", "Besluit", sentence)).outcome == "geen documenten"


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        ("de Minister van Sterren en Planeten, namens deze,", "minister van Sterren en Planeten"),
        ("DE MINISTER VAN STERREN EN PLANETEN, namens deze,", "minister van Sterren en Planeten"),
        ("de staatssecretaris voor Sterrenwacht, namens deze,", "staatssecretaris voor Sterrenwacht"),
        ("de raad van bestuur van het Instituut Maankunde", "raad van bestuur van Instituut Maankunde"),
        ("het bestuur van de Omgevingsdienst Maanland", "bestuur van Omgevingsdienst Maanland"),
        ("gemeente Maanveld", "college van burgemeester en wethouders van Maanveld"),
        ("waterschap De Maanvliet", "dagelijks bestuur van waterschap De Maanvliet"),
        ("de gemeente waar u woont", None),
        ("de minister van dit departement", None),
    ],
)
def test_authorities_that_no_list_holds(signature: str, expected: str | None) -> None:
    assert read(letter("Geachte,", *OPENS, "Hoogachtend,", signature)).authority == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Datum: 28 mei 2021", "Hoogachtend,"), "2021-05-28"),
        (("Hoogachtend,", "Den Haag, 3 juni 2021"), "2021-06-03"),
        (("Op 3 april 2021 heb ik u gebeld.", "Hoogachtend,"), "None"),
    ],
)
def test_a_date_at_the_signature(lines: tuple[str, ...], expected: str) -> None:
    head = ((60, 60, "Ons kenmerk"), (160, 60, "AB-2023/17"))
    filler = ["Een regel over het verzoek en wat daarvan werd gevonden bij ons."] * 30
    assert str(read(letter("Geachte,", *OPENS, *filler, *lines, head=head)).decision_date) == expected


@pytest.mark.parametrize(("name", "labels"), [
    ("date", ("Datum", "D atum", "DATUM", "datum:", "Dagtekening")),
    ("sent", ("Verzenddatum", "Verzend- datum", "VERZONDEN", "Verzonden op", "verzonden:")),
    ("reference", (
        "Ons kenmerk", "0nze referentie", "Ons nummer", "Onze ref.", "Kenrmerk", "Referentienummer", "Zaak-ID", "Zaak",
        "Dossiernr.", "Registratie-nr", "Besluitnummer", "Woo-nr", "Uitgaand", "Corsanummer", "Verseon", "KENMERK",
        "Djuma-nummer", "zaaknummer",
    )),
    ("request", ("Uw brief van", "Uw Woo-verzoek", "uw bericht van:")),
    ("subject", ("Onderwerp", "BETREFT", "Betreffende", "betreft:")),
])  # fmt: skip
def test_every_label_is_looked_at(name: str, labels: tuple[str, ...]) -> None:
    for label in labels:
        document = placed([(60, 60, label), (200, 60, "2023/17 A")])
        assert next((value.text for value in find_values(document, name)), None) == "2023/17 A", label

"""What a letter says of its own procedure."""

from __future__ import annotations

import pytest

from tests.structure.test_facts import OPENS, letter, read

COUNTS: list[tuple[str, int | None]] = [
    ("Op basis van uw verzoek zijn in totaal 34 documenten(sets) aangetroffen.", 34),
    ("Er zijn twee kerndocumenten aangetroffen.", 2),
    ("Er zijn (drie) 3 documenten aangetroffen.", 3),
    ("Binnen de dienst is een zestal documenten aangetroffen.", 6),
    ("Er is één document gevonden.", 1),
    ("Wij spraken over de 600 gevonden documenten. Er zijn in totaal 54 documenten aangetroffen.", 54),
    ("Voor de onderdelen 2, 4 en 5 zijn documenten aangetroffen.", None),
    ("U acht het vreemd dat maar twee documenten zijn aangetroffen.", None),
    ("Er zijn meerdere documenten aangetroffen.", None),
    ("De documenten met nummers 6 en 13 zijn reeds openbaar.", None),
]


@pytest.mark.parametrize(("sentence", "expected"), COUNTS)
def test_documents_count(sentence: str, expected: int | None) -> None:
    assert read(letter(sentence, *OPENS)).documents_count == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("In deze brief is de beslistermijn met vier weken verdaagd.", True),
        ("Daarom hebben wij de beslistermijn verlengd.", True),
        ("Het bestuursorgaan kan de beslissing voor ten hoogste vier weken verdagen.", False),
        ("Van de verdaging wordt voor de afloop van de termijn mededeling gedaan.", False),
        ("Met excuses voor de overschrijding van de beslistermijn.", False),
        ("Het beleid is verlengd tot en met 2024.", False),
    ],
)
def test_extended(sentence: str, expected: bool) -> None:
    assert read(letter(sentence, *OPENS)).extended is expected


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (("Derde belanghebbenden zijn in de gelegenheid gesteld hun zienswijze te geven.",), True),
        (("Er is één zienswijze ontvangen.",), True),
        (("Wij hebben deze partij om een zienswijze gevraagd, maar zij heeft geen zienswijze ingediend.",), True),
        (("Er zijn geen derde belanghebbenden bij dit besluit betrokken.",), False),
        (("Er is geen zienswijze bij derden gevraagd om hun mening te geven.",), False),
        (("Er bestond geen aanleiding voor het vragen van een zienswijze aan derden.",), False),
        (("Bij vraag 1 is geen derde belanghebbende.", "Bij vraag 2 is de zienswijze gevraagd van het bedrijf."), True),
        (("Belanghebbenden kunnen bezwaar maken.",), None),
        (("De termijn wordt opgeschort vanaf de dag waarop het bestuursorgaan om een zienswijze vraagt.",), None),
    ],
)
def test_third_parties_heard(sentences: tuple[str, ...], expected: bool | None) -> None:
    assert read(letter(*sentences, *OPENS)).third_parties_heard is expected


@pytest.mark.parametrize(
    ("sentence", "remedy", "weeks"),
    [
        ("U kunt tot uiterlijk zes weken na de datum van deze brief een bezwaarschrift indienen.", "bezwaar", "6"),
        ("Binnen zes weken kunt u beroep instellen bij de rechtbank.", "beroep", "6"),
        ("U kunt tegen dit besluit beroep instellen bij de rechtbank.", "beroep", None),
        ("De informatie wordt na twee weken verstrekt.", None, None),
    ],
)
def test_remedy(sentence: str, remedy: str | None, weeks: str | None) -> None:
    decision = read(letter(*OPENS, sentence))
    assert decision.remedy == remedy
    assert next((f.value for f in decision.facts if f.name == "remedy_weeks"), None) == weeks


def test_a_receipt_without_a_year_is_of_the_year_in_which_the_request_was_sent() -> None:
    head = ((60, 60, "Datum"), (160, 60, "2 juli 2021"))
    sentence = (
        "In uw brief van 4 oktober 2018, ontvangen op 5 oktober, heeft u op grond van de Wob verzocht om stukken."
    )
    decision = read(letter(sentence, *OPENS, head=head))
    assert (str(decision.request_date), str(decision.receipt_date)) == ("2018-10-04", "2018-10-05")

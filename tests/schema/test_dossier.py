"""From a box to the argument for it, as a user of ``extract`` follows it."""

import datetime

import pytest

from woo_gronden.schema import (
    BBox,
    Decision,
    Document,
    Dossier,
    Extraction,
    InventoryItem,
    Link,
    Passage,
    Redaction,
)


def _document(name):
    return Document(name, f"map/{name}.pdf", "", "", 0, (), ())


def _box(x, ground="woo:5.1.2e"):
    return Redaction(1, BBox(x, 0, x + 9, 9), 100, 100, "black", ("shape",), 1.0, "5.1.2e", (ground,))


@pytest.fixture
def dossier():
    reason = Passage(5, 9, "Hun belang weegt zwaarder.", ("woo:5.1.2e",), "motivation", True, "rule", 1.0, 2, 2)
    day = datetime.date(2024, 3, 1)
    decision = Decision("woo", "Gemeente", "besluit", None, day, None, None, ("woo:5.1.2e",), ())
    row = InventoryItem(3, "3", "Verslag", grounds=("woo:5.1.2e",))
    letter = Extraction(_document("besluit"), "besluit", decision, passages=(reason,), inventory=(row,))
    boxes = _box(0), _box(50)
    released = Extraction(_document("verslag"), "openbaar gemaakt document", redactions=boxes)
    own = Extraction(_document("bijlage"), "openbaar gemaakt document", redactions=(_box(0),))
    link = Link("box", "verslag", 1, 1, 2, "woo:5.1.2e", "besluit", 3, "3", "besluit", (reason.id_in("besluit"),))
    return Dossier("map", (letter, released, own), links=(link,))


def test_a_box_leads_to_its_row_and_its_reasons(dossier):
    letter, released, _ = dossier.documents
    (argument,) = dossier.argument_for(released.redactions[1])
    assert argument.ground == "woo:5.1.2e"
    assert argument.row is letter.inventory[0]
    assert argument.letter is letter
    assert argument.passages == letter.passages
    assert argument.link is dossier.links[0]


def test_a_box_without_a_link_has_no_argument(dossier):
    assert dossier.argument_for(dossier.documents[1].redactions[0]) == ()


def test_boxes_alike_are_told_apart_by_themselves(dossier):
    _, released, own = dossier.documents
    assert own.redactions[0] == released.redactions[0]
    assert dossier.argument_for(own.redactions[0]) == ()


def test_a_box_of_another_dossier(dossier):
    with pytest.raises(ValueError, match="not in the dossier"):
        dossier.argument_for(_box(50))


def test_what_is_not_there_is_none(dossier):
    loose = Link("row", "weg", 1, 1, ground="woo:5.1.2e", list_id="weg", row=1, letter_id="weg", passages=("x",))
    (argument,) = Dossier("map", dossier.documents, links=(loose,)).arguments()
    assert (argument.row, argument.letter, argument.passages) == (None, None, ())
    assert dossier.document(None) is None


def test_ids_are_those_of_the_tables(dossier):
    from woo_gronden.dataset import rows_of

    letter = dossier.documents[0]
    (row,) = rows_of(letter, dossier_id="map")["passages"]
    assert row["passage_id"] == letter.passages[0].id_in("besluit")

"""Each check fires on its fault, and is silent on what looks like it."""

import pytest

from tests.dossier.rows import box, citation, document, key, letter, passage, row, section
from woo_gronden.dossier import find_findings

_OWN = [section("considerations", 0, 1000), section("legal framework", 1000, 2000)]


def _tables(**more):
    tables = {"documents": [document("besluit", "besluit", 4), document("bijlage-1")], "decisions": [letter()]}
    return tables | {"sections": _OWN} | more


def _kinds(**more):
    return [finding.kind for finding in find_findings(_tables(**more))]


def test_nothing_to_say():
    assert find_findings({}) == ()
    assert _kinds() == []


_MISSING = "provision does not exist"


@pytest.mark.parametrize(
    ("cited", "found"),
    [
        (citation("artikel 5.1, eerste lid, onder i", "woo:5.1.1", written=("woo:5.1.1i",)), [_MISSING]),
        (citation("artikel 10, tweede lid, onder k", "wob:10.2", written=("wob:10.2k",)), [_MISSING]),
        # The paragraph is left out: too little, not wrong.
        (citation("artikel 5.1, onder i", "woo:5.1.2i", written=("woo:5.1i",)), []),
        # Quoted law, of this act or another, and what is only mentioned.
        (citation("artikel 1a, onder c", "wob:1a", written=("wob:1a.c",), at=1200), []),
        (citation("artikel 5.1, eerste lid, onder i", "woo:5.1.1", written=("woo:5.1.1i",), at=1200), []),
        (citation("artikel 5.1.1i", "woo:5.1.1", written=("woo:5.1.1i",), status="mentioned"), []),
        (citation("artikel 5.1.2e", "woo:5.1.2e"), []),
    ],
)
def test_missing_provisions(cited, found):
    assert _kinds(citations=[cited]) == found


def test_a_missing_provision_is_told_once():
    cited = citation("artikel 5.1.1i", "woo:5.1.1", written=("woo:5.1.1i",))
    assert _kinds(citations=[cited, cited]) == [_MISSING]


@pytest.mark.parametrize(
    ("decision", "found"),
    [
        (letter(applied=("wob:10.2e",), law="wob", decision_date="2023-02-01"), ["law not in force on the date"]),
        (letter(applied=("woo:5.1.2e",), law="woo", decision_date="2021-02-01"), ["law not in force on the date"]),
        (letter(applied=("wob:10.2e",), law="wob", decision_date="2022-04-30"), []),
        (letter(applied=("woo:5.1.2e",), law="woo", decision_date="2022-05-01"), []),
        # A ground of the other law, and no date.
        (letter(applied=("wob:10.2e",), law="woo", decision_date="2023-02-01"), []),
        (letter(applied=("wob:10.2e",), law="wob", decision_date=None), []),
    ],
)
def test_law_in_force(decision, found):
    assert _kinds(decisions=[decision]) == found


_BESIDE = "5.1.5 beside 5.1.1 or 5.1.2"


def test_515_on_one_box_and_in_one_clause():
    boxes = [box("bijlage-1", "5.1.5 / 5.1.2e", "woo:5.1.5", "woo:5.1.2e")]
    assert _BESIDE in _kinds(redactions=boxes)
    assert _kinds(citations=[citation("artikel 5.1, tweede lid, en vijfde lid", "woo:5.1.2e", "woo:5.1.5")]) == [
        _BESIDE
    ]


def test_515_and_others_on_different_information():
    # A row lists what stands on the whole document, two boxes are two pieces of information.
    assert _BESIDE not in _kinds(inventory=[row("1", "Nota", "woo:5.1.5", "woo:5.1.2e")])
    boxes = [box("bijlage-1", "5.1.5", "woo:5.1.5"), box("bijlage-1", "5.1.2e", "woo:5.1.2e")]
    assert _BESIDE not in _kinds(redactions=boxes)
    assert _kinds(citations=[citation("artikel 5.1, vijfde lid, en 5.2", "woo:5.1.5", "woo:5.2.1")]) == []
    # The cell of a list in the letter, which is about a whole document.
    assert _kinds(citations=[citation("5.1.5, 5.1.2e", "woo:5.1.5", "woo:5.1.2e")]) == []


@pytest.mark.parametrize(
    ("text", "weighing", "found"),
    [
        ("De namen zijn gelakt op grond van artikel 5.1 lid 2 sub e.", "stated", True),
        ("De namen zijn gelakt; dat belang weegt zwaarder dan openbaarheid.", "weighed", False),
        # Weighed in words that were not foreseen, and a ground that is turned from.
        ("De namen zijn gelakt: hun privéleven gaat voor.", "stated", False),
        ("Wij vinden dat belangrijker dan openbaarheid en hebben de namen weggelakt.", "stated", False),
        ("Dit artikel leg ik niet langer ten grondslag aan de weigering.", "stated", False),
        ("Artikel 5.1 lid 2 sub e komt hierna aan de orde.", "stated", False),
        # Reasons without a weighing: too fine a point to make here.
        ("Meldingen zijn gelakt, omdat er anders niet meer wordt gemeld.", "stated", False),
    ],
)
def test_relative_ground_without_weighing(text, weighing, found):
    kinds = _kinds(
        decisions=[letter(applied=("woo:5.1.2e",))], passages=[passage(text, "woo:5.1.2e", weighing=weighing)]
    )
    assert ("relative ground without weighing" in kinds) is found


def test_one_weighing_for_all_grounds_is_a_weighing():
    passages = [
        passage("De namen zijn gelakt op grond van artikel 5.1 lid 2 sub e.", "woo:5.1.2e"),
        passage("Alles afwegend gaan deze belangen voor.", weighing="weighed"),
    ]
    assert _kinds(decisions=[letter(applied=("woo:5.1.2e",))], passages=passages) == []


def test_an_absolute_ground_needs_no_weighing():
    passages = [passage("De BSN's zijn gelakt op grond van artikel 5.1 lid 1 sub e.", "woo:5.1.1e")]
    assert _kinds(decisions=[letter(applied=("woo:5.1.1e",))], passages=passages) == []


_OLD = "older than five years without added reasons"


@pytest.mark.parametrize(
    ("dated", "grounds", "more", "found"),
    [
        ("2018-05-01", ["woo:5.1.2e"], {}, [_OLD]),
        ("2018-05-01", ["woo:5.2.1"], {}, [_OLD]),
        ("2020-05-01", ["woo:5.1.2e"], {}, []),
        ("2019-03-01", ["woo:5.1.2e"], {}, []),
        ("2018-05-01", ["woo:5.1.1e"], {}, []),
        ("2018-05-01", [], {}, []),
        (None, ["woo:5.1.2e"], {}, []),
        ("2018-05-01", ["woo:5.1.2e"], {"citations": [citation("artikel 5.3", "woo:5.3")]}, []),
        ("2018-05-01", ["woo:5.1.2e"], {"passages": [passage("Ondanks het tijdsverloop blijft dit gelden.")]}, []),
    ],
)
def test_old_information(dated, grounds, more, found):
    assert _kinds(inventory=[row("9", "Verslag", *grounds, date=dated)], **more) == found


_UNARGUED = "ground on boxes, not argued"


@pytest.mark.parametrize(
    ("applied", "found"),
    [
        (("woo:5.1.2i",), [_UNARGUED]),
        (("woo:5.1.2e",), []),
        # The paragraph, and the same ground of the other law.
        (("woo:5.1.2",), []),
        (("wob:10.2e",), []),
    ],
)
def test_ground_on_boxes_not_argued(applied, found):
    boxes = [box("bijlage-1", "5.1.2e", "woo:5.1.2e"), box("bijlage-1", "5.1.2e", "woo:5.1.2e", page=2)]
    assert _kinds(decisions=[letter(applied=applied)], redactions=boxes) == found


def test_a_ground_that_only_the_list_states_is_not_argued():
    boxes = [box("bijlage-1", "5.1.2e", "woo:5.1.2e")] * 2
    more = {"decisions": [letter(applied=("woo:5.1.2e",))], "inventory": [row("1", "Verslag", "woo:5.1.2e")]}
    assert _kinds(redactions=boxes, **more) == [_UNARGUED]
    assert _kinds(redactions=boxes, citations=[citation("artikel 5.1.2e", "woo:5.1.2e")], **more) == []


def test_a_letter_that_was_recognised_may_say_more_than_was_read():
    boxes = [box("bijlage-1", "5.1.2e", "woo:5.1.2e")] * 2
    scan = document("besluit", "besluit") | {"text_source": "ocr"}
    assert _kinds(documents=[scan, document("bijlage-1")], redactions=boxes) == []


def test_a_letters_own_boxes_need_no_argument():
    assert _kinds(redactions=[box("besluit", "5.1.2e", "woo:5.1.2e")] * 3) == []


def test_a_ground_that_the_letter_names_in_passing_is_left_alone():
    boxes = [box("bijlage-1", "5.1.2e", "woo:5.1.2e")] * 2
    named = citation("artikel 5.1.2e", "woo:5.1.2e", status="mentioned")
    assert _kinds(redactions=boxes, citations=[named]) == []
    assert _kinds(redactions=boxes, citations=[named | {"char_start": 1200, "char_end": 1210}]) == [_UNARGUED]


def _used(*boxes, rows, reasons):
    return _kinds(
        decisions=[letter(applied=("woo:5.1.2b", "woo:5.1.2e"))],
        inventory=rows,
        redactions=list(boxes),
        passages=reasons,
    )


def test_ground_argued_used_nowhere():
    reasons = [
        passage("Dit schaadt ons belang; de ramingen zijn gelakt.", "woo:5.1.2b"),
        passage("Hun belang weegt zwaarder.", "woo:5.1.2e"),
    ]
    coded, bare = box("bijlage-1", "5.1.2e", "woo:5.1.2e"), box("bijlage-1")
    here = row("1", "Verslag", "woo:5.1.2e")
    assert _used(coded, rows=[here], reasons=reasons) == ["ground argued, used nowhere"]
    turned = [passage("Dat standpunt volgen wij niet.", "woo:5.1.2b")]
    assert _used(coded, rows=[here], reasons=turned) == []
    # It may be a box without a code, a document withheld whole, one that is not here, or in the row.
    assert _used(coded, bare, rows=[here], reasons=reasons) == []
    assert _used(coded, rows=[here, row("2", "Plan", assessment="niet openbaar")], reasons=reasons) == []
    assert _used(coded, rows=[here, row("2", "Plan")], reasons=reasons) == []
    assert _used(coded, rows=[row("1", "Verslag", "woo:5.1.2e", "woo:5.1.2b")], reasons=reasons) == []


def test_list_says_open_and_page_is_blacked_out():
    kind = "list says open, page is blacked out"
    applied = {"decisions": [letter(applied=("woo:5.1.2e",))]}
    two = [box("bijlage-1", "5.1.2e", "woo:5.1.2e"), box("bijlage-1", page=3)]
    assert kind in _kinds(inventory=[row("1", "Verslag", assessment="openbaar")], redactions=two, **applied)
    assert kind not in _kinds(inventory=[row("1", "Verslag")], redactions=two, **applied)
    assert kind not in _kinds(inventory=[row("2", "Verslag", assessment="openbaar")], redactions=two, **applied)
    assert kind not in _kinds(inventory=[row("1", "Verslag", assessment="openbaar")], redactions=[box("bijlage-1")])


def test_list_and_boxes_disagree():
    kind = "list and boxes disagree"
    boxes = [box("bijlage-1", "5.1.2i", "woo:5.1.2i")]
    applied = {"decisions": [letter(applied=("woo:5.1.2i",))]}
    assert _kinds(inventory=[row("1", "Verslag", "woo:5.1.2e")], redactions=boxes, **applied) == [kind]
    for stated in ("woo:5.1.2i", "woo:5.1.2", "woo:5.1"):
        assert _kinds(inventory=[row("1", "Verslag", stated)], redactions=boxes, **applied) == []
    # A row without grounds leaves them to the boxes.
    assert _kinds(inventory=[row("1", "Verslag")], redactions=boxes, **applied) == []


def test_boxes_without_any_code():
    kind = "boxes without any code"
    bare = [box("bijlage-1"), box("bijlage-1", page=2)]
    assert _kinds(redactions=bare) == [kind]
    assert _kinds(redactions=[*bare, box("bijlage-1", "Q")]) == []
    assert kind not in _kinds(redactions=bare, legends=key("bijlage-1", J="woo:5.1.2e"))
    assert kind not in _kinds(redactions=bare, inventory=[row("1", "Verslag", "woo:5.1.2e")])
    assert _kinds(redactions=[box("besluit")] * 2) == []
    # One box, spots on a scan, and a document without a letter to answer for it.
    assert _kinds(redactions=bare[:1]) == []
    assert _kinds(redactions=[b | {"detector": "pixel"} for b in bare]) == []
    assert _kinds(redactions=bare, decisions=[]) == []


def test_text_recoverable():
    found = find_findings(_tables(redactions=[box("besluit", page=n, text_recoverable=n < 3) for n in (1, 2, 3)]))
    assert [(f.kind, f.severity, f.document_id) for f in found] == [("text recoverable", "serious", "besluit")]
    assert "2 boxes on pages 1, 2 of besluit.pdf" in found[0].evidence


@pytest.mark.parametrize(
    ("look", "found"),
    [
        ({"kind": "black", "detector": "shape"}, True),
        ({"kind": "black", "detector": "shape+hidden-text"}, True),
        ({"kind": "black", "detector": "annotation"}, True),
        ({"kind": "color", "detector": "shape", "code_raw": "5.1.2.e"}, True),
        ({"kind": "white", "detector": "hidden-text"}, True),
        # A recogniser's guesses under a black spot, and a coloured heading.
        ({"kind": "black", "detector": "hidden-text"}, False),
        ({"kind": "black", "detector": "pixel"}, False),
        ({"kind": "color", "detector": "shape"}, False),
    ],
)
def test_text_under_what(look, found):
    kinds = _kinds(redactions=[box("besluit", text_recoverable=True) | look])
    assert ("text recoverable" in kinds) is found


def test_age_counts_from_the_request():
    old = [row("9", "Verslag", "woo:5.1.2e", date="2018-12-01")]
    assert _kinds(inventory=old) == [_OLD]
    assert _kinds(inventory=old, decisions=[letter(request_date="2023-11-01")]) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Voorlopig maken wij dit niet openbaar op grond van artikel 5.1, vierde lid.", True),
        ("Op grond van artikel 5.1, vierde lid, wordt dit binnen twee weken alsnog openbaar.", False),
        ("Op grond van artikel 5.1, vierde lid, wachten wij totdat de Kamer is ingelicht.", False),
    ],
)
def test_postponed_without_a_term(text, found):
    kinds = _kinds(decisions=[letter(applied=("woo:5.1.4",))], passages=[passage(text, "woo:5.1.4")])
    assert ("postponed without a term" in kinds) is found


@pytest.mark.parametrize(
    ("text", "ground", "found"),
    [
        ("Deze milieu-informatie maken wij niet openbaar.", "woo:5.1.5", True),
        ("Deze milieu-informatie maken wij niet openbaar.", "woo:5.1.1c", True),
        ("Deze milieu-informatie maken wij niet openbaar: de uitstoot verraadt de productie.", "woo:5.1.2f", True),
        # Business data are for paragraph 2 too, emissions are not; trade in their rights is no emission.
        ("Deze milieu-informatie maken wij niet openbaar.", "woo:5.1.2f", False),
        ("Deze milieu-informatie over emissierechten maken wij niet openbaar.", "woo:5.1.2f", False),
        ("Het is geen milieu-informatie, en wij maken haar niet openbaar.", "woo:5.1.5", False),
        ("Deze milieu-informatie is, gelet op het zesde lid, niet openbaar.", "woo:5.1.1c", False),
        ("De receptuur maken wij niet openbaar.", "woo:5.1.1c", False),
        ("Deze milieu-informatie maken wij niet openbaar.", "wob:10.1c", False),
    ],
)
def test_ground_not_for_environmental_information(text, ground, found):
    reasons = [passage(text, ground, weighing="weighed")]
    kinds = _kinds(decisions=[letter(applied=(ground,))], passages=reasons)
    assert ("ground not for environmental information" in kinds) is found


def test_ground_in_the_list_not_argued():
    kind = "ground in list, not argued"
    rows = [row("1", "Verslag", "woo:5.1.2i"), row("2", "Nota", "woo:5.1.2i")]
    assert _kinds(inventory=rows) == [kind]
    assert _kinds(inventory=rows[:1]) == []
    assert _kinds(inventory=rows, passages=[passage("Dit schaadt ons.", "woo:5.1.2i")]) == []
    assert _kinds(inventory=rows, decisions=[]) == []
    # On boxes it is told once, as what stands on the boxes.
    boxes = [box("bijlage-1", "5.1.2i", "woo:5.1.2i"), box("bijlage-1", "5.1.2i", "woo:5.1.2i", page=2)]
    assert _kinds(inventory=rows, redactions=boxes) == [_UNARGUED]


def test_where_to_look_and_a_sentence_for_a_jurist():
    (found,) = find_findings(_tables(
        decisions=[letter(applied=("woo:5.1.2e",))],
        passages=[passage("De namen zijn gelakt op grond van artikel 5.1 lid 2 sub e.", "woo:5.1.2e")],
    ))  # fmt: skip
    assert found.page == 2
    assert found.sentence.startswith(
        "Op bladzijde 2 van besluit.pdf noemt de brief artikel 5.1, tweede lid, onder e, van de Woo als reden"
    )

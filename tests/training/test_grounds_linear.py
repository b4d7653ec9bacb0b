"""Training the linear model: the fit, the splits, the folder that comes out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from woo_gronden.classify import load_model
from woo_gronden.errors import GoldError, NothingToDo, OutputError
from woo_gronden.training.grounds import cross_validate, train_linear
from woo_gronden.training.grounds_data import GroundsData, thin
from woo_gronden.training.grounds_examples import (
    Example,
    authority_key,
    group_folds,
    load_gold,
    load_gold_letters,
    own_examples,
    rest_of_letter,
)
from woo_gronden.training.grounds_linear import choose_features, fit_heads, fit_linear

THEMES = {
    "wob:10.2e": "De namen en telefoonnummers van medewerkers zijn weggelakt vanwege hun privacy, zoals {} het noemt.",
    "wob:11.1": "De opvattingen van ambtenaren zijn bestemd voor intern beraad over {} en blijven binnenskamers.",
    "wob:10.2d": "De controle op {} zou mislukken als de inspecteurs hun werkwijze aan de grote klok hingen.",
    "": "U kunt bezwaar maken tegen dit besluit over {} binnen zes weken na verzending van deze brief.",
}
SUBJECTS = ["de haven", "het park", "de brug", "het station", "de school", "de dijk", "het plein", "de markt"]


def examples(origin: str = "gold") -> list[Example]:
    made = []
    for number, subject in enumerate(SUBJECTS):
        for ground, text in THEMES.items():
            kind = "motivation" if ground else "neither"
            grounds = (ground,) if ground else ()
            made.append(
                Example(text.format(subject), grounds, "wob", kind, f"d{number}", f"a{number % 3}", origin)  # type: ignore[arg-type]
            )
    return made


@pytest.fixture(scope="module")
def data() -> GroundsData:
    made = examples()
    return GroundsData(
        tuple(e for e in made if e.labels), tuple(e for e in made if not e.labels), (), tuple(own_examples()[:8])
    )


def test_heads_are_those_of_scikit_learn() -> None:
    from sklearn.linear_model import LogisticRegression

    rng = np.random.default_rng(1)
    x, _ = np.linalg.qr(rng.normal(size=(120, 12)))
    x *= np.linspace(3, 0.3, 12)
    truth = np.stack([x[:, 0] + 0.2 * rng.normal(size=120) > 0.1, x[:, 1] > 0.05], axis=1)
    cost = rng.uniform(0.2, 1.0, size=truth.shape)
    found = fit_heads(x, truth, cost, strength=5.0)
    for column in range(2):
        peer = LogisticRegression(C=5.0, tol=1e-8, max_iter=5000).fit(x, truth[:, column], cost[:, column])
        assert np.allclose(found[:-1, column], peer.coef_[0], atol=0.02)
        assert found[-1, column] == pytest.approx(peer.intercept_[0], abs=0.02)


def test_what_is_unknown_does_not_count() -> None:
    x = np.array([[1.0], [-1.0], [1.0]])
    truth = np.array([[True], [False], [False]])
    cost = np.array([[1.0], [1.0], [0.0]])
    assert np.allclose(fit_heads(x, truth, cost, 1.0), fit_heads(x[:2], truth[:2], cost[:2], 1.0), atol=1e-3)


def test_features_stand_in_three_dossiers() -> None:
    texts = [b"gemeen geheim", b"gemeen woord", b"gemeen woord", b"gemeen woord"]
    hashes, idf, words = choose_features(texts, ["a", "b", "c", "c"])
    everywhere, _, _ = choose_features([b"gemeen"], ["a"])
    assert len(everywhere) == 0
    assert len(hashes) == len(idf) == len(words)
    assert words.sum() == 1  # "gemeen"; "woord" stands in two dossiers


@settings(max_examples=30)
@given(
    st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=40),
    st.integers(1, 6),
    st.sampled_from(["dossier", "authority"]),
)
def test_no_group_stands_in_two_folds(names: list[str], folds: int, by: str) -> None:
    made = [replace(examples()[0], dossier=name, authority=name) for name in names]
    where: dict[str, set[int]] = {}
    for example, fold in zip(made, group_folds(made, folds, by=by), strict=True):  # type: ignore[arg-type]
        where.setdefault(example.dossier, set()).add(fold)
    assert all(len(found) == 1 for found in where.values())


def test_fitting_twice_gives_the_same() -> None:
    first, second = fit_linear(examples(), seed=4), fit_linear(examples(), seed=4)
    texts = [e.text for e in examples()[:4]]
    assert np.array_equal(first.probabilities(texts), second.probabilities(texts))


def test_it_learns_and_abstains() -> None:
    model = fit_linear(examples())
    said = model.predict([text.format("de kade") for text in THEMES.values()], "wob")
    assert [next(iter(row), "") for row in said] == list(THEMES)


def test_cross_validation_beats_the_majority_and_counts_silence(data: GroundsData) -> None:
    done: list[tuple[int, int]] = []
    checked = cross_validate(data, folds=4, on_fold=lambda *at: done.append(at))
    micro = {name: group[0].value for name, group in checked.figures.items()}
    assert micro["model"] > 0.95
    assert micro["majority"] < 0.5
    assert micro["neighbour"] > 0.9
    assert checked.alarms.value < 0.2
    assert checked.calibration is not None
    assert done[-1] == (4, 4)


@pytest.mark.parametrize("by", ["dossier", "authority"])
def test_nothing_of_a_judged_group_is_learned(data: GroundsData, by: str) -> None:
    seen: list[set[str]] = []

    def fit(learned: list[Example]) -> object:
        seen.append({getattr(e, by) for e in learned if e.origin != "own"})
        return fit_linear(learned)

    weak = tuple(replace(e, origin="weak") for e in examples())
    cross_validate(replace(data, weak=weak), by=by, fit=fit, folds=3)  # type: ignore[arg-type]
    groups = {getattr(e, by) for e in data.gold}
    assert all(len(groups - learned) >= 1 for learned in seen)
    assert set[str]().union(*(groups - learned for learned in seen)) == groups


def test_no_gold_no_validation() -> None:
    with pytest.raises(NothingToDo):
        cross_validate(GroundsData((), (), (), ()))


def test_a_trained_folder_is_whole(data: GroundsData, tmp_path: Path) -> None:
    checks = [cross_validate(data, folds=3)]
    train_linear(data, tmp_path / "mine", command="woo-gronden train linear", validations=checks)
    card = (tmp_path / "mine" / "README.md").read_text()
    assert "woo-gronden train linear" in card
    assert "Cross-validated by dossier" in card
    assert json.loads((tmp_path / "mine" / "metrics.json").read_text())["validations"][0]["split"] == "by dossier"
    assert (tmp_path / "mine" / "reliability.svg").read_text(encoding="utf-8").startswith("<svg")
    assert load_model(str(tmp_path / "mine")).predict([THEMES["wob:10.2d"].format("de kade")], "wob")[0]


def test_a_folder_with_other_things_is_left_alone(data: GroundsData, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(OutputError, match="thesis"):
        train_linear(data, tmp_path, command="")


@pytest.mark.parametrize(
    ("authority", "key"),
    [
        ("Minister van Financiën", "financiën"),
        ("Staatssecretaris van Financiën – Toeslagen en Douane", "financiën"),
        ("de minister voor Rechtsbescherming", "rechtsbescherming"),
        ("college van burgemeester en wethouders van Urk", "urk"),
        ("dagelijks bestuur van de Commissie Oost, gemeente Urk", "urk"),
        ("UWV", "uwv"),
        (None, ""),
    ],
)
def test_one_name_for_an_authority(authority: str | None, key: str) -> None:
    assert authority_key(authority) == key


def test_gold_that_is_none_says_so(tmp_path: Path) -> None:
    with pytest.raises(GoldError):
        load_gold(tmp_path)
    (tmp_path / "a.json").write_text('{"id": "a"}')
    with pytest.raises(GoldError, match=r"a\.json"):
        load_gold(tmp_path)


def test_citations_of_gold_are_masked(tmp_path: Path) -> None:
    passage = {"text": "Wegens artikel 10.2.e Wob zijn namen weg.", "grounds": ["wob:10.2e"], "kind": "motivation"}
    letter = {"id": "a", "law": "wob", "authority": "UWV", "passages": [passage]}
    (tmp_path / "a.json").write_text(json.dumps(letter))
    [example] = load_gold(tmp_path, {"a": "dossier 1"})
    assert "10" not in example.text
    assert example.labels == ("woo:5.1.2e",)
    assert example.dossier == "dossier 1"


def test_records_that_are_no_letter_are_passed_by(tmp_path: Path) -> None:
    passage = {"text": "Namen zijn weggelakt.", "grounds": ["wob:10.2e"], "kind": "motivation"}
    (tmp_path / "a.json").write_text(json.dumps({"id": "a", "law": "wob", "passages": [passage]}))
    (tmp_path / "links.json").write_text('{"id": "links", "is_decision": false, "links": []}')
    assert len(load_gold(tmp_path)) == 1
    assert list(load_gold_letters(tmp_path)) == ["a"]


def test_the_rest_of_a_letter_is_what_no_passage_holds() -> None:
    passage = {"text": "De namen van medewerkers zijn weggelakt in alle stukken."}
    letter = {"law": "woo", "authority": "UWV", "passages": [passage]}
    rest = rest_of_letter([passage["text"], "Uw verzoek kwam binnen op een dag in mei."], letter, "d")
    assert [e.text for e in rest] == ["Uw verzoek kwam binnen op een dag in mei."]
    assert rest[0].kind == "neither"


def test_thinning_keeps_every_argument() -> None:
    made = [replace(e, dossier="d") for e in examples()]
    kept = thin(made, most=2)
    assert sum(not e.labels for e in kept) == 2
    assert sum(bool(e.labels) for e in kept) == sum(bool(e.labels) for e in made)


def test_our_own_texts_cite_nothing_and_cover_every_woo_ground() -> None:
    from woo_gronden.classify import all_labels, mask_citations

    own = own_examples()
    assert all(mask_citations(e.text) == e.text for e in own)
    assert {label for e in own for label in e.labels} == {label for label in all_labels() if label.startswith("woo:")}

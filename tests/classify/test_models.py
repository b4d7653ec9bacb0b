"""The models that come with the package, and how they are found."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from woo_gronden.classify import KindModel, Model, all_labels, list_models, load_model, model_info
from woo_gronden.classify.linear import LinearModel, load_linear, write_linear
from woo_gronden.errors import ModelError

# Written for this test, in words that are not in the texts the model learned from.
ARGUED = [
    ("De achternamen en mailadressen van onze collega's zijn zwart gemaakt in verband met hun privacy.", "woo:5.1.2e"),
    ("Inspecteurs zouden hun controles niet meer effectief kunnen doen als de selectiecriteria bekend werden; dat leidt "
     "tot calculerend gedrag en ondermijnt het toezicht.", "woo:5.1.2d"),
    ("Dit memo bevat opvattingen van ambtenaren, bestemd voor intern beraad over het beleid; wij geven daarom deze "
     "persoonlijke beleidsopvattingen niet vrij.", "woo:5.2.1"),
    ("De betrekkingen van Nederland met andere staten zouden schade lijden als de gespreksverslagen met buitenlandse "
     "regeringen openbaar werden.", "woo:5.1.2a"),
    ("Het strafrechtelijk onderzoek door het Openbaar Ministerie loopt nog; verstrekking schaadt de opsporing en "
     "vervolging.", "woo:5.1.2c"),
]  # fmt: skip
SILENT = [
    "U kunt binnen zes weken een bezwaarschrift indienen bij de afdeling juridische zaken.",
    "Met deze brief neem ik een besluit op uw verzoek.",
    "Er zijn twaalf documenten aangetroffen; zij staan op de inventarislijst.",
    "",
    "5.1.2.e",
]


@pytest.fixture(scope="module")
def linear() -> Model:
    return load_model()


def test_the_default_is_a_model_with_kinds(linear: Model) -> None:
    assert isinstance(linear, Model)
    assert isinstance(linear, KindModel)
    assert linear.name == "linear"
    assert set(linear.labels) <= set(all_labels())


@pytest.mark.parametrize(("text", "ground"), ARGUED)
def test_arguments_are_told(linear: Model, text: str, ground: str) -> None:
    [said] = linear.predict([text], "woo")
    assert said, "abstained"
    assert max(said, key=lambda name: said[name]) == ground


def test_under_the_wob_the_ids_are_of_the_wob(linear: Model) -> None:
    [said] = linear.predict([ARGUED[0][0]], "wob")
    assert next(iter(said)) == "wob:10.2e"


def test_without_a_law_the_text_decides_and_else_the_woo(linear: Model) -> None:
    named, plain = linear.predict([f"Uw Wob-verzoek. {ARGUED[0][0]}", ARGUED[0][0]])
    assert next(iter(named)).startswith("wob:")
    assert next(iter(plain)).startswith("woo:")


@pytest.mark.parametrize("text", SILENT)
@pytest.mark.parametrize("name", ["linear", "keyword"])
def test_no_ground_is_an_answer(name: str, text: str) -> None:
    assert load_model(name).predict([text]) == [{}]


def test_a_printed_article_does_not_sway_it(linear: Model) -> None:
    text = ARGUED[0][0]
    plain, cited = linear.predict([text, f"{text} Artikel 5.1, tweede lid, onder a, van de Woo."], "woo")
    assert "woo:5.1.2a" not in cited
    assert next(iter(plain)) == next(iter(cited))


def test_probabilities_and_kinds_are_probabilities(linear: LinearModel) -> None:
    texts = [text for text, _ in ARGUED]
    probabilities = linear.probabilities(texts)
    assert probabilities.shape == (len(texts), len(linear.labels))
    assert np.all((probabilities >= 0) & (probabilities <= 1))
    for kinds in linear.predict_kinds(texts):
        assert sum(kinds.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("U kunt tegen dit besluit bezwaar maken binnen zes weken na verzending.", "neither"),
        ("In de documenten staan namen van medewerkers. Ik ben van oordeel dat hun privacy zwaarder weegt en heb deze "
         "daarom verwijderd.", "motivation"),
        ("Verstrekking van informatie blijft achterwege voor zover het belang daarvan niet opweegt tegen het belang van "
         "inspectie, controle en toezicht door bestuursorganen.", "norm"),
    ],
)  # fmt: skip
def test_kinds(linear: LinearModel, text: str, kind: str) -> None:
    [kinds] = linear.predict_kinds([text])
    assert max(kinds, key=lambda name: kinds[name]) == kind


def test_no_text_no_answer(linear: LinearModel) -> None:
    assert linear.predict([]) == []
    assert linear.predict_kinds([]) == []


def test_a_model_written_is_the_model_read(linear: LinearModel, tmp_path: Path) -> None:
    write_linear(tmp_path / "again", linear, {"seed": 1})
    texts = [text for text, _ in ARGUED]
    again = load_linear(tmp_path / "again")
    assert np.allclose(again.probabilities(texts), linear.probabilities(texts), atol=2e-3)
    assert model_info(str(tmp_path / "again")).about["seed"] == 1


@pytest.mark.parametrize("damage", ["model.json", "weights.npz"])
def test_a_damaged_model_says_so(linear: LinearModel, tmp_path: Path, damage: str) -> None:
    write_linear(tmp_path / "broken", linear, {})
    file = tmp_path / "broken" / damage
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(ModelError, match="broken"):
        load_model(str(tmp_path / "broken"))


def test_arrays_that_hold_code_are_refused(linear: LinearModel, tmp_path: Path) -> None:
    write_linear(tmp_path / "evil", linear, {})
    np.savez(tmp_path / "evil" / "weights.npz", hashes=np.array([{"a": 1}], dtype=object))
    with pytest.raises(ModelError):
        load_model(str(tmp_path / "evil"))


def test_an_unknown_name_lists_those_there_are() -> None:
    with pytest.raises(ModelError, match="linear"):
        load_model("no such model")


def test_models_in_the_working_folder_are_found(
    linear: LinearModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_linear(tmp_path / "models" / "mine", linear, {})
    monkeypatch.chdir(tmp_path)
    assert [info.name for info in list_models()] == ["keyword", "linear", "mine"]
    assert load_model("mine").labels == linear.labels


def test_the_default_is_small_and_holds_no_words() -> None:
    folder = Path(model_info().place)
    assert sum(file.stat().st_size for file in folder.iterdir()) < 20_000_000
    with np.load(folder / "weights.npz") as arrays:
        assert all(arrays[name].dtype.kind in "fib" for name in arrays.files)


def test_importing_the_room_is_cheap() -> None:
    code = "import sys, woo_gronden.classify; print([m for m in ('numpy', 'sklearn', 'scipy', 'torch') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_prediction_needs_no_scikit_learn() -> None:
    code = (
        "import sys; sys.modules['sklearn'] = None\n"
        "from woo_gronden.classify import load_model; print(len(load_model().predict(['De namen zijn weg.'])))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


def test_it_is_fast_enough_to_notice(linear: Model) -> None:
    """A bound ten times below the benchmark's figure: machines that test are shared."""
    texts = [f"{text} {text} {text}" for text, _ in ARGUED] * 80
    start = time.process_time()
    linear.predict(texts)
    assert len(texts) / (time.process_time() - start) > 200

"""The transformer, trained for real on a small encoder made here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from woo_gronden.errors import MissingExtra, ModelError

WORDS = [
    "de",
    "het",
    "een",
    "en",
    "van",
    "zijn",
    "is",
    "in",
    "namen",
    "telefoonnummers",
    "medewerkers",
    "weggelakt",
    "privacy",
    "opvattingen",
    "ambtenaren",
    "bestemd",
    "voor",
    "intern",
    "beraad",
    "blijven",
    "binnenskamers",
    "controle",
    "op",
    "zou",
    "mislukken",
    "als",
    "inspecteurs",
    "hun",
    "werkwijze",
    "bekend",
    "u",
    "kunt",
    "bezwaar",
    "maken",
    "tegen",
    "dit",
    "besluit",
    "binnen",
    "zes",
    "weken",
    "haven",
    "park",
    "brug",
    "station",
]


def needs_torch() -> Any:
    pytest.importorskip("torch", reason="the extra 'transformers' is absent: pip install 'woo-gronden[transformers]'")
    return pytest.importorskip("transformers", reason="the extra 'transformers' is absent")


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an encoder of two small layers and a tokenizer of whole words."""
    transformers = needs_torch()
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers

    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("encoder")
    vocabulary = {word: i for i, word in enumerate(["[PAD]", "[UNK]", *dict.fromkeys(WORDS)])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", model_max_length=64
    ).save_pretrained(folder)
    config = transformers.BertConfig(
        vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64,
        max_position_embeddings=64,
    )  # fmt: skip
    transformers.BertModel(config).save_pretrained(folder)
    return folder


def examples() -> list[Any]:
    from woo_gronden.training.grounds_examples import Example

    texts = {
        "woo:5.1.2e": "de namen en telefoonnummers van medewerkers zijn weggelakt",
        "woo:5.2.1": "opvattingen van ambtenaren zijn bestemd voor intern beraad",
        "": "u kunt bezwaar maken tegen dit besluit binnen zes weken",
    }
    made = []
    for number, place in enumerate(["haven", "park", "brug", "station"] * 5):
        for ground, text in texts.items():
            kind = "motivation" if ground else "neither"
            grounds = (ground,) if ground else ()
            made.append(Example(f"{text} {place}", grounds, "woo", kind, f"d{number}", "a", "gold"))  # type: ignore[arg-type]
    return made


def options(encoder: Path, **chosen: Any) -> Any:
    from woo_gronden.training.grounds_transformer import TransformerOptions

    return TransformerOptions(
        str(encoder),
        **({"epochs": 12, "learning_rate": 5e-3, "longest": 32, "freeze_words": False, "device": "cpu"} | chosen),
    )


def test_it_learns_is_written_and_read_again(encoder: Path, tmp_path: Path) -> None:
    from woo_gronden.classify import KindModel, load_model
    from woo_gronden.training.grounds import train_transformer
    from woo_gronden.training.grounds_data import GroundsData

    data = GroundsData(tuple(examples()), (), (), ())
    losses: list[float] = []
    model = train_transformer(
        data, tmp_path / "small", encoder=str(encoder), command="woo-gronden train transformer",
        on_epoch=lambda _, loss: losses.append(loss), epochs=12, learning_rate=5e-3, longest=32, freeze_words=False,
        device="cpu",
    )  # fmt: skip
    assert losses[-1] < losses[0] / 2
    texts = [
        "namen van medewerkers weggelakt",
        "opvattingen voor intern beraad",
        "u kunt bezwaar maken binnen zes weken",
    ]
    said = model.predict(texts, "woo")
    assert [next(iter(row), "") for row in said] == ["woo:5.1.2e", "woo:5.2.1", ""]
    again = load_model(str(tmp_path / "small"))
    assert again.predict(texts, "woo") == said
    assert isinstance(again, KindModel)
    assert max(again.predict_kinds(texts)[2].items(), key=lambda pair: pair[1])[0] == "neither"
    assert "Not for" in (tmp_path / "small" / "README.md").read_text()


def test_a_training_cut_off_goes_on_to_the_same_end(encoder: Path, tmp_path: Path) -> None:
    needs_torch()
    from woo_gronden.training.grounds_transformer import fit_transformer

    seen: list[int] = []
    note = lambda epoch, _: seen.append(epoch)  # noqa: E731
    fit_transformer(examples(), options(encoder, epochs=2), name="m", work=tmp_path / "a", on_epoch=note)
    cut = fit_transformer(examples(), options(encoder, epochs=4), name="m", work=tmp_path / "a", on_epoch=note)
    whole = fit_transformer(examples(), options(encoder, epochs=4), name="m", work=tmp_path / "b")
    assert seen == [1, 2, 3, 4]
    texts = [e.text for e in examples()[:3]]
    assert np.allclose(cut.probabilities(texts), whole.probabilities(texts), atol=1e-5)


def test_training_stops_when_nothing_is_gained(encoder: Path, tmp_path: Path) -> None:
    needs_torch()
    from woo_gronden.training.grounds_transformer import fit_transformer

    seen: list[int] = []
    chosen = options(encoder, epochs=30, learning_rate=0.0, patience=2)
    fit_transformer(examples(), chosen, name="m", work=tmp_path, on_epoch=lambda epoch, _: seen.append(epoch))
    assert len(seen) == 3


def test_other_texts_start_again(encoder: Path, tmp_path: Path) -> None:
    needs_torch()
    from woo_gronden.training.grounds_transformer import fit_transformer

    seen: list[int] = []
    note = lambda epoch, _: seen.append(epoch)  # noqa: E731
    fit_transformer(examples(), options(encoder, epochs=1), name="m", work=tmp_path, on_epoch=note)
    fit_transformer(examples()[3:], options(encoder, epochs=1), name="m", work=tmp_path, on_epoch=note)
    assert seen == [1, 1]


def test_a_broken_folder_says_so(tmp_path: Path) -> None:
    needs_torch()
    from woo_gronden.classify import load_model

    (tmp_path / "model.json").write_text('{"type": "transformer", "format": 1, "labels": []}')
    with pytest.raises(ModelError):
        load_model(str(tmp_path))


def test_without_the_extra_the_error_names_it() -> None:
    code = (
        "import sys; sys.modules['torch'] = None\n"
        "from woo_gronden.classify.torch_extra import import_torch\n"
        "from woo_gronden.errors import MissingExtra\n"
        "try: import_torch()\n"
        "except MissingExtra as error: print(error.extra)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "transformers"
    assert issubclass(MissingExtra, Exception)

"""Find a model by name: those of the package, folders of models, paths."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from woo_gronden.classify.protocol import Model
from woo_gronden.errors import ModelError

DEFAULT = "linear"
KEYWORD = "keyword"
# Where a checkout or a user keeps trained models, seen from where the program runs.
_MODELS = Path("models")


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model that can be loaded. ``about`` is its ``model.json`` without labels; empty for the keyword model."""

    name: str
    type: str
    place: str
    about: dict[str, Any]


def list_models() -> list[ModelInfo]:
    """The models of the package, then those in ``models/`` here."""
    found = [ModelInfo(KEYWORD, "keyword", "package", {})]
    found += [_info(folder, "package") for folder in _folders(_packaged())]
    known = {info.name for info in found}
    found += [_info(folder, str(folder)) for folder in _folders(_MODELS) if folder.name not in known]
    return found


def model_info(name: str | None = None) -> ModelInfo:
    """What is known of a model without loading it.

    Raises:
        ModelError: no model of that name.
    """
    if name == KEYWORD:
        return ModelInfo(KEYWORD, "keyword", "package", {})
    folder = find_model(name or DEFAULT)
    return _info(folder, str(folder))


def load_model(name: str | None = None) -> Model:
    """The model of that name, ready to predict.

    Args:
        name: ``linear`` (the default, in the package), ``keyword``, the name of a folder in ``models/``, or a path.

    Raises:
        ModelError: no model of that name, or its files are not whole.
        MissingExtra: a transformer, and the extra is not installed.
    """
    if name == KEYWORD:
        from woo_gronden.classify.keyword import KeywordModel

        return KeywordModel()
    folder = find_model(name or DEFAULT)
    kind = _info(folder, str(folder)).type
    if kind == "linear":
        from woo_gronden.classify.linear import load_linear

        return load_linear(folder)
    if kind == "transformer":
        from woo_gronden.classify.transformer import load_transformer

        return load_transformer(folder)
    raise ModelError(f"{folder}: a model of type {kind!r}, which this version does not know")


def find_model(name: str) -> Path:
    """The folder of a model.

    Raises:
        ModelError: there is none; the message names those there are.
    """
    given = Path(name)
    for folder in (_packaged() / name, _MODELS / name, given) if given.name == name else (given,):
        if (folder / "model.json").is_file():
            return folder
    there = ", ".join(info.name for info in list_models())
    raise ModelError(f"no model {name!r}; there are: {there}; or give the path of a model folder")


def _packaged() -> Path:
    return Path(str(files("woo_gronden.classify") / "data"))


def _folders(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from (folder for folder in sorted(place.iterdir()) if (folder / "model.json").is_file())


def _info(folder: Path, place: str) -> ModelInfo:
    try:
        head = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        about = {key: value for key, value in head.items() if key not in ("labels", "terms", "thresholds")}
        return ModelInfo(folder.name, head["type"], place, about)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{folder}/model.json: cannot be read: {error}") from error

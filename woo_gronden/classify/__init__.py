"""Which ground a passage argues when it names none.

Everything here is loaded when it is first used: importing the room costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from woo_gronden.lazy import load_on_use

if TYPE_CHECKING:
    from woo_gronden.classify.labels import all_labels, ground_in_law, known_labels, label_of, labels_of
    from woo_gronden.classify.masking import mask_citations, mask_statute
    from woo_gronden.classify.picking import Strategy, pick_texts
    from woo_gronden.classify.protocol import KindModel, Model, ParagraphKind
    from woo_gronden.classify.registry import ModelInfo, find_model, list_models, load_model, model_info
    from woo_gronden.classify.resolve import resolve_grounds

_HOME = {
    "KindModel": "protocol",
    "Model": "protocol",
    "ModelInfo": "registry",
    "ParagraphKind": "protocol",
    "Strategy": "picking",
    "all_labels": "labels",
    "find_model": "registry",
    "ground_in_law": "labels",
    "known_labels": "labels",
    "label_of": "labels",
    "labels_of": "labels",
    "list_models": "registry",
    "load_model": "registry",
    "mask_citations": "masking",
    "mask_statute": "masking",
    "model_info": "registry",
    "pick_texts": "picking",
    "resolve_grounds": "resolve",
}

__all__ = [
    "KindModel",
    "Model",
    "ModelInfo",
    "ParagraphKind",
    "Strategy",
    "all_labels",
    "find_model",
    "ground_in_law",
    "known_labels",
    "label_of",
    "labels_of",
    "list_models",
    "load_model",
    "mask_citations",
    "mask_statute",
    "model_info",
    "pick_texts",
    "resolve_grounds",
]

__getattr__ = load_on_use(__name__, _HOME)

"""See why Dutch government withholds information.

The names below load their room when first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from woo_gronden.citations import find_citations
    from woo_gronden.classify import load_model
    from woo_gronden.pipeline import detect_redactions, extract
    from woo_gronden.taxonomy import get_ground

__version__ = "0.1.0"
__all__ = ["__version__", "detect_redactions", "extract", "find_citations", "get_ground", "load_model"]

_ROOMS = {
    "detect_redactions": "woo_gronden.pipeline",
    "extract": "woo_gronden.pipeline",
    "find_citations": "woo_gronden.citations",
    "get_ground": "woo_gronden.taxonomy",
    "load_model": "woo_gronden.classify",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _ROOMS:
        raise AttributeError(f"module 'woo_gronden' has no attribute {name!r}")
    return getattr(import_module(_ROOMS[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)

"""See why Dutch government withholds information.

The names below load their room when first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from woo_gronden.lazy import load_on_use

if TYPE_CHECKING:
    from woo_gronden.citations import find_citations
    from woo_gronden.classify import load_model
    from woo_gronden.pipeline import detect_redactions, extract
    from woo_gronden.taxonomy import get_ground

__version__ = "0.1.0"
__all__ = ["__version__", "detect_redactions", "extract", "find_citations", "get_ground", "load_model"]

_HOME = {
    "detect_redactions": "pipeline",
    "extract": "pipeline",
    "find_citations": "citations",
    "get_ground": "taxonomy",
    "load_model": "classify",
}

__getattr__ = load_on_use(__name__, _HOME)


def __dir__() -> list[str]:
    return sorted(__all__)

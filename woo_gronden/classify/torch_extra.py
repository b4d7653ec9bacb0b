"""The one place where torch and transformers come in."""

from __future__ import annotations

from typing import Any

from woo_gronden.errors import MissingExtra


def import_torch() -> tuple[Any, Any]:
    """``torch`` and ``transformers``.

    Raises:
        MissingExtra: one of them is not installed.
    """
    try:
        import torch
        import transformers
    except ImportError as error:
        raise MissingExtra("a transformer model", "transformers") from error
    return torch, transformers

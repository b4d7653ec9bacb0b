"""Croissant judged by its own reader; needs the extra ``dataset``."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from woo_gronden.errors import MissingExtra


def croissant_faults(path: Path) -> list[str]:
    """What mlcroissant has against a ``croissant.json``.

    Raises:
        MissingExtra: mlcroissant is not installed.
        ValueError: the file is no JSON.
    """
    json.loads(path.read_text(encoding="utf-8"))
    try:
        import mlcroissant
    except ImportError as error:
        raise MissingExtra("Croissant by mlcroissant", "dataset") from error
    # It warns of a context that is not byte for byte its own.
    logging.getLogger("absl").setLevel(logging.ERROR)
    try:
        metadata = mlcroissant.Dataset(str(path)).metadata
    except mlcroissant.ValidationError as error:
        return [line.strip() for line in str(error).splitlines() if line.strip()]
    except AssertionError as error:
        return [str(error) or "is no Croissant"]
    return sorted(metadata.ctx.issues.errors)

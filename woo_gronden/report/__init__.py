"""Pages that a person looks at: the inspector of one dossier, the report over a run or release."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from woo_gronden.report.inspect import write_inspection
    from woo_gronden.report.overview import write_report

# The report draws with libraries that the inspector does without.
_HOME = {"write_inspection": "inspect", "write_report": "overview"}

__all__ = ["write_inspection", "write_report"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'woo_gronden.report' has no attribute {name!r}")
    return getattr(import_module(f"woo_gronden.report.{_HOME[name]}"), name)

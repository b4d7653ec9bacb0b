"""Pages that a person looks at: the inspector of one dossier, the report over a run or release, search in a release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woo_gronden.lazy import load_on_use

if TYPE_CHECKING:
    from woo_gronden.report.explore_database import write_database
    from woo_gronden.report.explore_static import write_site
    from woo_gronden.report.inspect import write_inspection
    from woo_gronden.report.overview import write_report

# The report draws with libraries that the inspector does without.
_HOME = {
    "write_database": "explore_database",
    "write_inspection": "inspect",
    "write_report": "overview",
    "write_site": "explore_static",
}

__all__ = ["write_database", "write_inspection", "write_report", "write_site"]

__getattr__ = load_on_use(__name__, _HOME)

"""Pages that a person looks at: the inspector of one dossier, the report over a run or release."""

from __future__ import annotations

from woo_gronden.report.inspect import write_inspection

__all__ = ["write_inspection"]

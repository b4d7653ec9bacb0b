"""Tables of a run, and the open release made of them."""

from woo_gronden.dataset.anonymise import Anonymiser, Replacement
from woo_gronden.dataset.diff import ReleaseDiff, RowChange, diff_releases
from woo_gronden.dataset.publication import Publication, load_publication
from woo_gronden.dataset.release import ReleaseOptions, ReleaseReport, build_release
from woo_gronden.dataset.rows import Row, Rows, failed_rows, merge_rows, redaction_rows, rows_of
from woo_gronden.dataset.validate import Fault, Validation, validate_release
from woo_gronden.dataset.write import TableWriter, load_table, rewrite_table, write_tables

__all__ = [
    "Anonymiser",
    "Fault",
    "Publication",
    "ReleaseDiff",
    "ReleaseOptions",
    "ReleaseReport",
    "Replacement",
    "Row",
    "RowChange",
    "Rows",
    "TableWriter",
    "Validation",
    "build_release",
    "diff_releases",
    "failed_rows",
    "load_publication",
    "load_table",
    "merge_rows",
    "redaction_rows",
    "rewrite_table",
    "rows_of",
    "validate_release",
    "write_tables",
]

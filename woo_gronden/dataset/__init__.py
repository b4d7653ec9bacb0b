"""Tables of a run, and the open release made of them."""

from woo_gronden.dataset.rows import Row, Rows, failed_rows, merge_rows, redaction_rows, rows_of
from woo_gronden.dataset.write import load_table, write_tables

__all__ = ["Row", "Rows", "failed_rows", "load_table", "merge_rows", "redaction_rows", "rows_of", "write_tables"]

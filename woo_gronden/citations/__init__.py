"""Find what is printed of the Woo and Wob, resolve what it means, and say whether it is applied."""

from woo_gronden.citations.find import find_citations
from woo_gronden.citations.status import resolve_status

__all__ = ["find_citations", "resolve_status"]

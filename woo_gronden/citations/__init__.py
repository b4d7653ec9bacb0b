"""Find what is printed of the Woo and Wob, resolve what it means, and say whether it is applied."""

from woo_gronden.citations.find import find_citations
from woo_gronden.citations.resolve import law_agreed
from woo_gronden.citations.status import resolve_status

__all__ = ["find_citations", "law_agreed", "resolve_status"]

"""Letter, list and boxes of one dossier together."""

from woo_gronden.dossier.findings import find_findings

__all__ = ["find_findings"]

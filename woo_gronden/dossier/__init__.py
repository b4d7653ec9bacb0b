"""Letter, list and boxes of one dossier together."""

from woo_gronden.dossier.codes import resolve_codes
from woo_gronden.dossier.findings import find_findings
from woo_gronden.dossier.link import count_links, link
from woo_gronden.dossier.match import match_rows

__all__ = ["count_links", "find_findings", "link", "match_rows", "resolve_codes"]

"""The parts of a letter, its facts, its reasoning and its list of documents.

Everything here is loaded when it is first used: importing the room costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from woo_gronden.lazy import load_on_use

if TYPE_CHECKING:
    from woo_gronden.structure.applied import resolve_applied
    from woo_gronden.structure.dates import DateMention, find_dates, parse_date
    from woo_gronden.structure.facts import find_law, find_letter_end, read_decision, read_facts
    from woo_gronden.structure.inventory import find_inventory
    from woo_gronden.structure.inventory_sheets import find_inventory_rows
    from woo_gronden.structure.legend_mentions import find_code_mentions
    from woo_gronden.structure.legends import LegendEntry, find_legend, find_legend_entries
    from woo_gronden.structure.parts import find_parts
    from woo_gronden.structure.passages import find_passages
    from woo_gronden.structure.reasons import Reasoning, find_reasoning, own_words_share, sentence_digests
    from woo_gronden.structure.roles import find_role
    from woo_gronden.structure.sections import find_sections

# Where each public name lives; a new name is added here and in the block above.
_HOME = {
    "DateMention": "dates",
    "LegendEntry": "legends",
    "Reasoning": "reasons",
    "find_code_mentions": "legend_mentions",
    "find_dates": "dates",
    "find_inventory": "inventory",
    "find_inventory_rows": "inventory_sheets",
    "find_law": "facts",
    "find_legend": "legends",
    "find_legend_entries": "legends",
    "find_letter_end": "facts",
    "find_parts": "parts",
    "find_passages": "passages",
    "find_reasoning": "reasons",
    "find_role": "roles",
    "find_sections": "sections",
    "own_words_share": "reasons",
    "parse_date": "dates",
    "read_decision": "facts",
    "read_facts": "facts",
    "resolve_applied": "applied",
    "sentence_digests": "reasons",
}

__all__ = [
    "DateMention",
    "LegendEntry",
    "Reasoning",
    "find_code_mentions",
    "find_dates",
    "find_inventory",
    "find_inventory_rows",
    "find_law",
    "find_legend",
    "find_legend_entries",
    "find_letter_end",
    "find_parts",
    "find_passages",
    "find_reasoning",
    "find_role",
    "find_sections",
    "own_words_share",
    "parse_date",
    "read_decision",
    "read_facts",
    "resolve_applied",
    "sentence_digests",
]

__getattr__ = load_on_use(__name__, _HOME)

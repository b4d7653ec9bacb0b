"""Gold readers and the figures measured on gold, with intervals."""

from woo_gronden.evaluation.citations import evaluate_citations
from woo_gronden.evaluation.decisions import evaluate_decisions
from woo_gronden.evaluation.figures import Figure
from woo_gronden.evaluation.progress import compare_letters, write_letters
from woo_gronden.evaluation.redactions import evaluate_redactions

__all__ = [
    "Figure",
    "compare_letters",
    "evaluate_citations",
    "evaluate_decisions",
    "evaluate_redactions",
    "write_letters",
]

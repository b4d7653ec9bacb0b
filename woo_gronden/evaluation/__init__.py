"""Gold readers and the figures measured on gold, with intervals."""

from woo_gronden.evaluation.bundles import BundleOptions, evaluate_bundles, glue, load_files
from woo_gronden.evaluation.citations import evaluate_citations
from woo_gronden.evaluation.decisions import evaluate_decisions
from woo_gronden.evaluation.figures import Figure
from woo_gronden.evaluation.links import evaluate_links
from woo_gronden.evaluation.progress import compare_letters, write_letters
from woo_gronden.evaluation.redactions import evaluate_redactions
from woo_gronden.evaluation.roles import evaluate_roles, load_roles, pair_roles

__all__ = [
    "BundleOptions",
    "Figure",
    "compare_letters",
    "evaluate_bundles",
    "evaluate_citations",
    "evaluate_decisions",
    "evaluate_links",
    "evaluate_redactions",
    "evaluate_roles",
    "glue",
    "load_files",
    "load_roles",
    "pair_roles",
    "write_letters",
]

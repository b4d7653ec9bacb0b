"""Every ground once, and how they are spelled."""

from woo_gronden.taxonomy.codes import parse_code
from woo_gronden.taxonomy.grounds import Ground, GroundKind, all_grounds, get_ground, law_on
from woo_gronden.taxonomy.provisions import provision_exists, resolve_provision

__all__ = [
    "Ground",
    "GroundKind",
    "all_grounds",
    "get_ground",
    "law_on",
    "parse_code",
    "provision_exists",
    "resolve_provision",
]

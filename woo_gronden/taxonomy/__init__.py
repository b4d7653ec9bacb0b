"""Every ground once, and how they are spelled."""

from woo_gronden.taxonomy.grounds import Ground, GroundKind, all_grounds, get_ground

__all__ = ["Ground", "GroundKind", "all_grounds", "get_ground"]

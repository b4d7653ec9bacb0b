"""Where documents come from."""

from woo_gronden.sources.folder import SourceFile, find_sources, find_unpacked
from woo_gronden.sources.origins import Origin

__all__ = ["Origin", "SourceFile", "find_sources", "find_unpacked"]

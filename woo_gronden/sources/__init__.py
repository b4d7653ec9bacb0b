"""Where documents come from."""

from woo_gronden.sources.folder import SourceFile, find_sources, find_unpacked

__all__ = ["SourceFile", "find_sources", "find_unpacked"]

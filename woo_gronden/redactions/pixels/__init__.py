"""Redacted regions seen in the pixels of a page, from ``find`` down to runs of ink and edges."""

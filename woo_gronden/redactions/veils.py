"""Areas filled with a pattern or a shading, looked at: one that comes out as one colour is a box like any other."""

from __future__ import annotations

from collections.abc import Iterator

from woo_gronden.redactions.mark import luminance
from woo_gronden.redactions.sight import Sight
from woo_gronden.schema import RawPage, Shape

# Share of the area that must have its middle colour; a code printed on it takes the rest.
_SOLID_SHARE = 0.7


def look_at_veils(page: RawPage, sight: Sight) -> Iterator[Shape]:
    """The veils of a page that come out as one colour, as filled boxes. Needs a renderer."""
    for veil in page.veils if sight.can_look else ():
        color = sight.color(veil.bbox)
        if sight.share(veil.bbox, luminance(color)) > _SOLID_SHARE:
            yield Shape(veil.bbox, color, None, 1.0, veil.order, True)

"""The larger pictures of a page that is set by a program, drawn once for all who look at them closely."""

from __future__ import annotations

from functools import cached_property
from math import ceil, floor
from typing import TYPE_CHECKING

from woo_gronden.schema import BBox, RawPage, union

if TYPE_CHECKING:
    import numpy as np

# Share of the page that an image must cover to be searched for redactions; signatures and logos are smaller.
_IMAGE_SHARE = 0.04
# Points around a picture that are drawn with it: half an inch of paper, against which an all grey one is seen as grey.
_AROUND = 36.0
# Pixels; less than what rounding makes of an edge. MuPDF takes an edge within a thousandth of a pixel for the pixel's.
_NEARLY = 0.001


class CloseUps:
    """Parts of a page at the resolution at which pixels are searched; what lies in one drawn before is cut from it."""

    def __init__(self, page: RawPage) -> None:
        from woo_gronden.redactions.pixels.find import RENDER_DPI

        self._page, self._dpi = page, RENDER_DPI
        self._zoom = RENDER_DPI / 72.0
        self._drawn: list[tuple[BBox, np.ndarray]] = []

    @cached_property
    def pictures(self) -> list[BBox]:
        """The pictures that are to be searched for redactions."""
        page = self._page
        paper = BBox(0, 0, page.width, page.height)
        pictures = [image.bbox.intersect(paper) for image in page.images]
        large = [picture for picture in pictures if picture.area >= _IMAGE_SHARE * paper.area]
        return [picture for picture in large if not _is_word_mark(picture, page)]

    @cached_property
    def views(self) -> list[BBox]:
        """The parts that show those, each with the paper around it: two whose paper overlaps are mostly one part."""
        views: list[BBox] = []
        for view in map(self.reach_around, self.pictures):
            both = union((view, views[-1])) if views else None
            if both is not None and both.area <= view.area + views[-1].area:
                views[-1] = both
            else:
                views.append(view)
        return views

    def reach_around(self, part: BBox) -> BBox:
        """A part with the paper around it; on whole pixels, so that what is found lies where it was drawn."""
        points = 72.0 / self._dpi
        left, top = (floor((edge - _AROUND) / points) * points for edge in (part.x0, part.y0))
        reach = BBox(max(0.0, left), max(0.0, top), part.x1 + _AROUND, part.y1 + _AROUND)
        return reach.intersect(BBox(0, 0, self._page.width, self._page.height))

    def draw(self, part: BBox) -> np.ndarray:
        """A part of the page in RGB."""
        if self._page.render is None:
            raise ValueError("this page cannot be drawn")
        for known, drawn in self._drawn:
            if known.x0 <= part.x0 and known.y0 <= part.y0 and part.x1 <= known.x1 and part.y1 <= known.y1:
                left, top = (round(off * self._zoom) for off in (part.x0 - known.x0, part.y0 - known.y0))
                right, bottom = (ceil(off * self._zoom - _NEARLY) for off in (part.x1 - known.x0, part.y1 - known.y0))
                return drawn[top:bottom, left:right]
        drawn = self._page.render(self._dpi, part)[..., :3]
        self._drawn.append((part, drawn))
        return drawn

    def draw_picture(self, picture: BBox) -> np.ndarray:
        """One of the pictures in RGB, from what is drawn of it to be searched, without the points at its edge."""
        view = next(view for view in self.views if union((view, picture)) == view)
        left, top = (ceil(off * self._zoom) for off in (picture.x0 - view.x0, picture.y0 - view.y0))
        right, bottom = (int(off * self._zoom) for off in (picture.x1 - view.x0, picture.y1 - view.y0))
        return self.draw(view)[top:bottom, left:right]


def _is_word_mark(picture: BBox, page: RawPage) -> bool:
    """Whether a picture is the name of a ministry, hung from the top to the right of the ribbon, or with it.

    By its place alone, which the house style of the national government fixes to some points: two thirds of all large
    pictures in letters are this one, and each would be drawn and searched.
    """
    left, right = picture.x0 / page.width, picture.x1 / page.width
    top, bottom = picture.y0 / page.height, picture.y1 / page.height
    return 0.45 < left < 0.56 and 0.8 < right < 0.88 and top < 0.005 and 0.13 < bottom < 0.17

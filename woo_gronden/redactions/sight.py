"""What a person sees of a page: whether a word can be read, whether an area is one even colour.

The page is drawn at low resolution, and only when a finder has a question that the drawing order leaves open: the band
of it that the question is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from woo_gronden.redactions.closeup import CloseUps
from woo_gronden.redactions.drawing import LOOK_DPI, BandedDrawing, Drawing, to_gray
from woo_gronden.redactions.mark import WordIndex, line_height
from woo_gronden.schema import RGB, BBox, RawPage

if TYPE_CHECKING:
    import numpy as np

# Grey levels (of 255) between the dark and the light of an area below which the eye reads no letters in it: on a page
# set by a program (red 7 point letters on grey differ by 40 once smoothed), and on a scan with its grain.
_EVEN_RANGE = 25
_EVEN_RANGE_SCAN = 60
_SCAN_SHARE = 0.5
# Shares of a word's box above and below its small letters; a box drawn over it often leaves these open.
_ABOVE, _BELOW = 0.3, 0.25
# Share of the pixels at either end that may be noise or a neighbour's edge.
_NOISE = 0.02
# Dots per inch of a glance at a picture: a sixteenth of the points of a look.
_GLANCE_DPI = 25.0
# The same where one looks closer: lines and letters that are pale in a look are not there.
_NEAR_NOISE = 0.05
# Share of the pixels at either end that may be noise where one only glances: half as many again. Level from which a
# mean of points is white, since few of them can then be darker than 240, and the share of such means.
_GLANCE_NOISE = 0.03
_GLANCE_WHITE, _GLANCE_MOST = 252, 0.67
# Level between the ink of most letters and their paper, and of how many rows one is counted to tell them apart.
_BETWEEN, _STRIDE = 170, 3
# A blurred word: grey level below which a point has ink, the least share of such points, the step to the next point
# that is still soft, and the share of inked points that must be soft. Letters of 10 points have 5 % soft points.
_INKED_BELOW, _INKED_SHARE = 235, 0.5
_SOFT_STEP, _SOFT_SHARE = 16, 0.5


# Points: a line of upright words is no narrower; a lone "I" is, and its ink is all of its width.
_UPRIGHT_LINE, _BESIDE = 4.0, 0.75


def _quantiles(levels: np.ndarray, *shares: float) -> list[float]:
    """The levels below which each of ``shares`` of the points lie, between two where it falls between two points.

    By counting: sorting a picture takes a hundred times as long.
    """
    import cv2
    import numpy as np

    points = np.ascontiguousarray(levels).reshape(-1, 1)
    below = cv2.calcHist([points], [0], None, [256], [0, 256]).ravel().cumsum(dtype=np.int64)
    found = []
    for share in shares:
        place = share * (int(below[-1]) - 1)
        first = int(place)
        one, other = (int(level) for level in np.searchsorted(below, (first, first + 1), side="right"))
        found.append(one + (place - first) * (min(other, 255) - one) if place > first else float(one))
    return found


def _differs(levels: np.ndarray, noise: float, least: int) -> bool:
    """Whether an area has for certain, ``least`` levels apart, more dark and more light points than may be ``noise``.

    Counted in a part of the points, which is enough where letters show; False says nothing.
    """
    import cv2

    enough = noise * levels.size + 2
    seen = levels[::_STRIDE]
    dark, light = _BETWEEN - (least + 1) // 2, _BETWEEN + least // 2
    return bool(
        cv2.countNonZero(cv2.threshold(seen, dark, 1, cv2.THRESH_BINARY_INV)[1]) >= enough
        and cv2.countNonZero(cv2.threshold(seen, light - 1, 1, cv2.THRESH_BINARY)[1]) >= enough
    )


def core_of(word: BBox) -> BBox:
    """The part of a word's box where every word has ink; of a word that stands upright, the middle."""
    x0, x1 = word.x0, word.x1
    if word.width < _UPRIGHT_LINE:
        # Its stem may fall between two points of the drawing and be pale in both.
        x0, x1 = x0 - _BESIDE, x1 + _BESIDE
    elif word.height > 2 * word.width:
        x0, x1 = x0 + _BELOW * word.width, x1 - _BELOW * word.width
    return BBox(x0, word.y0 + _ABOVE * word.height, x1, word.y1 - _BELOW * word.height)


class Sight:
    """Looks at one page; draws of it what is asked about, unless a drawing is at hand already."""

    def __init__(self, page: RawPage, image: np.ndarray | None = None) -> None:
        self._page = page
        self._image = image

    @cached_property
    def index(self) -> WordIndex:
        """Where the page's words stand, for all finders together."""
        return WordIndex(self._page.words)

    @cached_property
    def line(self) -> float:
        """The usual height of the page's words."""
        return line_height(self._page.words)

    @cached_property
    def close_ups(self) -> CloseUps:
        """Parts of the page drawn as they are searched in pixels, for all finders together."""
        return CloseUps(self._page)

    @property
    def can_look(self) -> bool:
        """Whether the page can be drawn at all."""
        return self._image is not None or self._page.render is not None

    @property
    def _even_range(self) -> int:
        return _EVEN_RANGE_SCAN if self._page.scan_share >= _SCAN_SHARE else _EVEN_RANGE

    @cached_property
    def _drawing(self) -> Drawing:
        if self._image is not None:
            return Drawing(self._image[..., :3])
        if self._page.render is None:
            raise ValueError("this page cannot be drawn")
        if self._page.source == "native" and self._page.scan_share < _SCAN_SHARE:
            return BandedDrawing(self._page, self._page.render)
        return Drawing(self._page.render(LOOK_DPI, None)[..., :3])

    def _crop(self, box: BBox, color: bool = False) -> np.ndarray:
        height, width = self._drawing.size
        fx, fy = width / self._page.width, height / self._page.height
        x0, x1 = max(0, round(box.x0 * fx)), max(0, round(box.x1 * fx))
        y0, y1 = max(0, round(box.y0 * fy)), max(0, round(box.y1 * fy))
        part = self._drawing.part(slice(y0, max(y1, y0 + 1)), slice(x0, max(x1, x0 + 1)), color=color)
        if self._drawing.size != (height, width):  # it came out at another size than was asked for
            return self._crop(box, color)
        return part

    def is_even(self, box: BBox, without: Iterable[BBox] = ()) -> bool:
        """Whether the area is one colour to the eye, leaving out the areas ``without`` (text printed on top).

        Nothing left to look at counts as even.
        """
        return self._is_one_level(self._seen(box, without))

    def _is_one_level(self, seen: np.ndarray, noise: float = _NOISE) -> bool:
        if seen.size < 4:
            return True
        if _differs(seen, noise, self._even_range):
            return False
        low, high = _quantiles(seen, noise, 1 - noise)
        return high - low < self._even_range

    def is_picture(self, box: BBox) -> bool:
        """Whether a glance tells that an area is no dark or coloured box: it is drawn small, and alone.

        False where more than a glance is needed. Means of points, which a small drawing shows, keep within what is
        said of the points themselves. Where two thirds of the means are white, so are most points. Of an even area no
        more than 2 % are darker than its middle by more than the range, at most down to black, or lighter, up to
        white. A picture that is to be searched is drawn for that, not once more small.
        """
        import cv2
        import numpy as np

        if self._image is not None or self._page.render is None:
            return False
        is_near = box in self.close_ups.pictures
        # Without the points at its edge, which show what lies beside it too.
        seen = self.close_ups.draw_picture(box) if is_near else self._page.render(_GLANCE_DPI, box)[1:-1, 1:-1, :3]
        if min(seen.shape[:2]) < 4:
            return False
        white = cv2.inRange(seen, (_GLANCE_WHITE,) * 3, (255,) * 3)
        if cv2.countNonZero(white) > _GLANCE_MOST * white.size:
            return True
        if is_near:
            return not self._is_one_level(to_gray(seen), _NEAR_NOISE)
        levels = to_gray(seen).astype(np.int16)
        middle, even = int(np.median(levels)), self._even_range
        sides = ((middle - levels, middle), (levels - middle, 255 - middle))
        return any(np.maximum(off - even, 0).mean() > _GLANCE_NOISE * max(most - even, 0) for off, most in sides)

    def is_lost(self, word: BBox, within: BBox | None = None, without: Iterable[BBox] = ()) -> bool:
        """Whether nothing of a word shows: its core, where every word has ink, is one colour to the eye.

        Args:
            word: the word's box, which the font makes higher than its letters.
            within: a box over it, when only that part is asked for.
            without: areas with text printed on top.
        """
        core = core_of(word)
        return self.is_even(core if within is None else core.intersect(self._whole_points(within)), without)

    def _whole_points(self, box: BBox) -> BBox:
        """The box without the points of the drawing that it covers in part: those show what lies beside it too."""
        height, width = self._drawing.size
        x, y = 0.5 * self._page.width / width, 0.5 * self._page.height / height
        return BBox(box.x0 + x, box.y0 + y, box.x1 - x, box.y1 - y)

    def is_blurred(self, word: BBox) -> bool:
        """Whether ink shows in the place of a word and no letters: a blur, a coarse mosaic or a run of shades.

        In letters nearly every inked point has a neighbour much lighter or darker; in these most have none.
        """
        import numpy as np

        crop = self._crop(core_of(word)).astype(np.int16)
        if min(crop.shape) < 4:
            return False
        steps = np.maximum(np.abs(np.diff(crop, axis=0))[:, :-1], np.abs(np.diff(crop, axis=1))[:-1])
        inked = crop[:-1, :-1] < _INKED_BELOW
        if inked.mean() < _INKED_SHARE:
            return False
        return bool((steps[inked] < _SOFT_STEP).mean() > _SOFT_SHARE)

    def share(self, box: BBox, level: float, without: Iterable[BBox] = ()) -> float:
        """The share of an area that has (nearly) the grey ``level`` (0 to 1), leaving out the areas ``without``."""
        import numpy as np

        seen = self._seen(box, without)
        return float((np.abs(seen.astype(np.float32) - level * 255) < self._even_range).mean()) if seen.size else 0.0

    def _seen(self, box: BBox, without: Iterable[BBox]) -> np.ndarray:
        import numpy as np

        crop, without = self._crop(box), list(without)
        if not crop.size or not without:
            return crop
        keep = np.ones(crop.shape, dtype=bool)
        height, width = self._drawing.size
        fx, fy = width / self._page.width, height / self._page.height
        ox, oy = max(0, round(box.x0 * fx)), max(0, round(box.y0 * fy))
        for part in without:
            x0, x1 = int(part.x0 * fx) - ox, int(part.x1 * fx) + 2 - ox
            y0, y1 = int(part.y0 * fy) - oy, int(part.y1 * fy) + 2 - oy
            keep[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = False
        return np.asarray(crop[keep])

    def level(self, box: BBox) -> float:
        """The middle grey of an area, 0 (black) to 1 (white)."""
        crop = self._crop(box)
        return _quantiles(crop, 0.5)[0] / 255 if crop.size else 1.0

    def color(self, box: BBox) -> RGB:
        """The colour that most of an area has."""
        crop = self._crop(box, color=True)
        if not crop.size:
            return (1.0, 1.0, 1.0)
        red, green, blue = (_quantiles(crop[..., channel], 0.5)[0] / 255 for channel in range(3))
        return (red, green, blue)

    def is_hatched(self, box: BBox) -> bool:
        """Whether ink runs through nearly every row and column of the area, as hatching does and a frame does not."""
        crop = self._crop(box)[1:-1, 1:-1]
        if min(crop.shape) < 4:
            return False
        ink = crop < 170
        return bool((ink.mean(axis=1) > 0.08).mean() > 0.9 and (ink.mean(axis=0) > 0.08).mean() > 0.9)

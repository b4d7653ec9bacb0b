"""Redactions that are pictures: an image pasted over text, or in the place of text, on a page that is no scan."""

from __future__ import annotations

from collections.abc import Sequence

from woo_gronden.redactions.mark import Mark, luminance, name_kind
from woo_gronden.redactions.sight import Sight
from woo_gronden.redactions.stamps import is_stamp, print_stamp
from woo_gronden.schema import BBox, ImageArea, RawPage, RawWord, union

# Share of the page from which images are its scan: text under those is a recognition layer, which hides nothing.
SCAN_SHARE = 0.5
# Times the usual line height: lower images are rules drawn as pictures.
_LEAST_HEIGHT = 0.6
# Most line heights of a picture that stands for words in a line, and how far its neighbour may be.
_LINE_HEIGHTS, _NEAR = 2.0, 1.5
# Points from the paper's edge within which an even image is a coloured strip of the letterhead.
_EDGE = 2.0
# Points from the paper's top within which only headers are printed, the height from which an image that begins there,
# above all words, is no header's line but the letterhead, and the share of the page in which a letterhead ends.
_TOP, _LETTERHEAD, _HEAD = 36.0, 36.0, 0.2
# Pictures of a page up to which each is glanced at by itself, and points between the edges of strips of one, which are
# looked at in one piece.
_FEW, _STRIP = 3, 1.0
# Grey level, 0 to 1, below which dark text cannot be read on a ground.
_DARK_GROUND = 0.55


def find_image_redactions(page: RawPage, sight: Sight | None = None) -> list[Mark]:
    """The redactions that images on a page with a text layer of its own make.

    Needs a renderer: without one nothing is known of what an image shows, and nothing is claimed.
    """
    sight = sight or Sight(page)
    if page.scan_share >= SCAN_SHARE or page.source != "native" or not sight.can_look:
        return []
    if not page.images:
        return []
    wide = [image for image in page.images if image.bbox.width >= 4]
    high = [image for image in wide if image.bbox.height >= _LEAST_HEIGHT * sight.line]
    pictures = _join_strips(high)
    few = len(pictures) <= _FEW
    marks = [
        _judge(image, union(strip.bbox for strip in strips), page, sight, lone=few and len(strips) == 1)
        for strips in pictures
        for image in strips
    ]
    return [mark for mark in marks if mark is not None]


def _join_strips(images: Sequence[ImageArea]) -> list[list[ImageArea]]:
    """The images that are one picture in strips, from top to bottom; mostly each is a picture by itself."""
    pictures: list[list[ImageArea]] = []
    for image in sorted(images, key=lambda image: (round(image.bbox.x0), round(image.bbox.x1), image.bbox.y0)):
        last = pictures[-1][-1].bbox if pictures else None
        box = image.bbox
        if last and max(abs(box.x0 - last.x0), abs(box.x1 - last.x1), abs(box.y0 - last.y1)) < _STRIP:
            pictures[-1].append(image)
        else:
            pictures.append([image])
    return pictures


def _judge(image: ImageArea, picture: BBox, page: RawPage, sight: Sight, *, lone: bool) -> Mark | None:
    inside = sight.index.inside(image.bbox)
    over = [i for i in inside if page.words[i].order > image.order and page.words[i].visible]
    if over and not is_stamp([page.words[i].text for i in over]):
        return None
    under = [i for i in inside if 0 <= page.words[i].order < image.order and page.words[i].visible]
    hidden = [i for i in under if _is_lost(page.words[i], sight)]
    printed = [page.words[i].bbox for i in over]
    if not hidden:
        if not _stands_within(picture, page):
            return None
        glances = lone and not over and not under
        if glances and sight.is_picture(image.bbox) and not _is_blurred_word(image.bbox, page, sight):
            return None
    plain = not hidden and sight.is_even(image.bbox, printed) and name_kind(sight.color(image.bbox)) != "white"
    if not hidden and not plain and not _is_blurred_word(image.bbox, page, sight):
        return None
    return Mark(
        bbox=image.bbox,
        kind=name_kind(sight.color(image.bbox)),
        detector="image",
        score=0.97 if hidden else 0.85,
        code=print_stamp([page.words[i] for i in over]),
        covered=frozenset(hidden),
        stamps=frozenset(over),
    )


def _is_lost(word: RawWord, sight: Sight) -> bool:
    """Whether a word under an image cannot be read: no ink shows, or it is dark ink on a dark ground."""
    if sight.is_lost(word.bbox) or sight.is_blurred(word.bbox):
        return True
    return luminance(word.color) < 0.4 and sight.level(word.bbox) < _DARK_GROUND


def _is_blurred_word(box: BBox, page: RawPage, sight: Sight) -> bool:
    """Whether an image is a blur or a mosaic as high as a line, among words; emoticons are no wider than high."""
    line = sight.line
    if not _LEAST_HEIGHT * line <= box.height <= _LINE_HEIGHTS * line or box.width < 2 * box.height:
        return False
    beside = any(
        min(box.y1, w.bbox.y1) - max(box.y0, w.bbox.y0) > 0.5 * w.bbox.height
        and -1 < max(w.bbox.x0 - box.x1, box.x0 - w.bbox.x1) <= _NEAR * line
        for w in page.words
    )
    return beside and sight.is_blurred(box)


def _stands_within(box: BBox, page: RawPage) -> bool:
    """Whether an image with no words under it stands within a page of text, where an even one takes a text's place.

    Not where the letterhead of a file has its logo. One in three images hangs there, and most of what it takes to draw
    an image is to unpack it.
    """
    at_edge = box.x0 < _EDGE or box.y0 < _EDGE or box.x1 > page.width - _EDGE or box.y1 > page.height - _EDGE
    if at_edge or not page.words:
        return False
    heads = page.number == 1 and box.y0 < _TOP and box.height > _LETTERHEAD and box.y1 < _HEAD * page.height
    return not heads or any(word.bbox.y0 < box.y0 for word in page.words)

"""Scans put straight before they are read: skew, specks, and which way up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

MAX_SKEW = 4.0
"""Degrees of skew that are looked for; feeders rarely do worse."""

LEAST_SKEW = 0.4
"""Degrees below which a page is left alone: turning it costs sharpness and gains nothing."""

PROFILE_SIDE = 900
"""Pixels of the long side of the picture on which skew is measured."""

SPECKS = 0.045
"""Share of ink that a median filter takes away from which it is used: clean pages at 300 dpi lose 0.02 to 0.03, a page
of which 0.07 went was read at 0.86 without and 0.985 with it."""


def to_gray(image: np.ndarray) -> np.ndarray:
    """The picture as one channel."""
    import cv2

    return image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)


def find_skew(gray: np.ndarray) -> float:
    """Degrees by which the page must be turned (counter-clockwise positive) for its lines to lie level; 0 if unsure.

    The angle at which the sums of ink along the rows differ most from each other: level lines of text leave empty
    rows between them.
    """
    import numpy as np

    ink = _ink(gray)
    if not 0.002 < float(ink.mean()) / 255 < 0.4:
        return 0.0
    coarse = max(np.arange(-MAX_SKEW, MAX_SKEW + 0.01, 0.5), key=lambda angle: _sharpness(ink, float(angle)))
    fine = max(np.arange(coarse - 0.4, coarse + 0.41, 0.1), key=lambda angle: _sharpness(ink, float(angle)))
    angle = float(fine)
    if abs(angle) < LEAST_SKEW or abs(angle) >= MAX_SKEW or _sharpness(ink, angle) < 1.1 * _sharpness(ink, 0.0):
        return 0.0
    return angle


def _ink(gray: np.ndarray) -> np.ndarray:
    import cv2
    import numpy as np

    scale = PROFILE_SIDE / max(gray.shape)
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else gray
    ink = np.where(small < 150, 255, 0).astype(np.uint8)
    edge = max(2, min(ink.shape) // 40)  # dark rims of a scanner say nothing about the text
    ink[:edge], ink[-edge:], ink[:, :edge], ink[:, -edge:] = 0, 0, 0, 0
    return ink


def _sharpness(ink: np.ndarray, angle: float) -> float:
    import cv2
    import numpy as np

    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    rows = cv2.reduce(cv2.warpAffine(ink, turn, (width, height)), 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S)
    return float(np.square(np.diff(rows.ravel().astype(np.float64))).sum())


def lies_sideways(gray: np.ndarray) -> bool:
    """Whether lines of text run up and down the picture rather than across."""
    import numpy as np

    ink = _ink(gray)
    across = _sharpness(ink, 0.0) / ink.shape[1]
    down = _sharpness(np.ascontiguousarray(ink.T), 0.0) / ink.shape[0]
    return bool(down > 1.3 * across)


def turned(gray: np.ndarray, degrees: float) -> np.ndarray:
    """The picture turned counter-clockwise about its middle, same size, white where nothing was."""
    import cv2
    import numpy as np

    height, width = gray.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(gray, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255))


def without_specks(gray: np.ndarray) -> np.ndarray:
    """The picture, through a median filter if single specks make up much of its ink."""
    import cv2

    dark = (gray < 128).astype("uint8")
    total = int(dark.sum())
    if not total:
        return gray
    cleared = cv2.medianBlur(dark, 3)
    lost = int((dark & (1 - cleared)).sum()) / total
    return cv2.medianBlur(gray, 3) if lost > SPECKS else gray

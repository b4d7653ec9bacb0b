"""Scanned pages with redactions on paper, made from the pages of ``factories``, and scans that hide nothing.

``paper`` gives the picture and the boxes in pixels, for finders that look at arrays; the others wrap it in a PDF.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import pymupdf

from tests.factories import CANARY, FONT, LEFT, LINES, PITCH, SIZE, TOP, Odd, Truth, sheet
from woo_gronden.schema import BBox

INKS = {"black": (0, 0, 0), "gray": (170, 170, 170), "white": (255, 255, 255), "color": (250, 230, 60)}


@dataclass(frozen=True)
class Paper:
    """A picture of a page (RGB) and its regions, boxes in pixels."""

    image: np.ndarray
    truths: tuple[Truth, ...]
    dpi: int


def paper(
    kind: str = "black", dpi: int = 150, code: str | None = None, skew: float = 0.0, noise: float = 0.0,
    quality: int | None = None, mode: str = "color", border: bool = False, seed: int = 7,
) -> Paper:  # fmt: skip
    """A photographed letter with a box over each name.

    Args:
        kind: the box's look.
        dpi: resolution.
        code: printed on each box.
        skew: degrees that the sheet lies askew.
        noise: deviation of the grain, in grey levels.
        quality: of the JPEG it went through; None for none.
        mode: color, gray or bitonal.
        border: whether a thin black line runs round the box.
        seed: of the grain.
    """
    made = sheet().letter()
    pixmap = made.page.get_pixmap(dpi=dpi)
    image = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.h, pixmap.w, 3).copy()
    scale = dpi / 72
    boxes = [box.scale(scale) for box in made.boxes()]
    for box in boxes:
        corners = (round(box.x0), round(box.y0)), (round(box.x1), round(box.y1))
        cv2.rectangle(image, *corners, INKS[kind], -1)
        if border:
            cv2.rectangle(image, *corners, (0, 0, 0), max(1, round(dpi / 100)))
        if code:
            ink = (255, 255, 255) if kind == "black" else (0, 0, 0)
            size = 0.028 * (box.y1 - box.y0)
            place = round(box.x0 + 3 * scale), round(box.y1 - 3 * scale)
            cv2.putText(image, code, place, cv2.FONT_HERSHEY_SIMPLEX, size, ink, max(1, dpi // 100), cv2.LINE_AA)
    if skew:
        image, boxes = _turn(image, boxes, skew)
    if noise:
        grain = np.random.default_rng(seed).normal(0, noise, image.shape[:2])[..., None]
        image = np.clip(image + grain, 0, 255).astype(np.uint8)
    if mode != "color":
        gray = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        if mode == "bitonal":
            gray = np.where(gray > 150, 255, 0).astype(np.uint8)
        image = cv2.cvtColor(gray, cv2.COLOR_GRAY2RGB)
    if quality:
        _, packed = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
        image = cv2.imdecode(packed, cv2.IMREAD_COLOR)[..., ::-1].copy()
    look = "border" if border and kind == "white" else kind
    return Paper(image, tuple(Truth(box, look, code) for box in boxes), dpi)


def _turn(image: np.ndarray, boxes: list[BBox], degrees: float) -> tuple[np.ndarray, list[BBox]]:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(image, matrix, (width, height), borderValue=(255, 255, 255))
    moved = []
    for box in boxes:
        corners = np.array([[box.x0, box.y0, 1], [box.x1, box.y0, 1], [box.x1, box.y1, 1], [box.x0, box.y1, 1]])
        xs, ys = matrix @ corners.T
        moved.append(BBox(float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())))
    return turned, moved


def _bind(scan: Paper, layer: bool = False, first: bool = False, recoverable: bool = False) -> Odd:
    """A PDF of the picture, with a recognition layer of the page as it was before the boxes where asked for."""
    height, width = scan.image.shape[:2]
    scale = 72 / scan.dpi
    document = pymupdf.open()
    page = document.new_page(width=width * scale, height=height * scale)

    def write_layer() -> None:
        for number, line in enumerate(LINES):
            page.insert_text((LEFT, TOP + number * PITCH), line, fontname=FONT, fontsize=SIZE, render_mode=3)

    if layer and first:
        write_layer()
    _, packed = cv2.imencode(".png", scan.image[..., ::-1])
    page.insert_image(page.rect, stream=packed.tobytes())
    if layer and not first:
        write_layer()
    truths = tuple(Truth(t.bbox.scale(scale), t.kind, t.code, recoverable) for t in scan.truths)
    buffer = io.BytesIO()
    document.save(buffer)
    return Odd(buffer.getvalue(), truths, (CANARY,) if recoverable else ())


def scanned_black() -> Odd:
    """Black boxes on a scan without a text layer."""
    return _bind(paper())


def scanned_gray_askew() -> Odd:
    """Grey boxes on a grainy scan that lies askew."""
    return _bind(paper("gray", dpi=200, skew=1.2, noise=6, quality=60, mode="gray"))


def scanned_bitonal() -> Odd:
    """Black boxes on a black and white scan."""
    return _bind(paper(dpi=200, mode="bitonal"))


def scanned_with_old_layer() -> Odd:
    """Black boxes on a scan whose recognition layer was made before, and painted over the picture."""
    return _bind(paper(), layer=True, recoverable=True)


def scanned_with_old_layer_beneath() -> Odd:
    """The same, the layer painted first, beneath the picture."""
    return _bind(paper(), layer=True, first=True, recoverable=True)


def scanned_and_whitened() -> Odd:
    """Names wiped out of the picture, still in the recognition layer."""
    return _bind(paper("white"), layer=True, recoverable=True)


def vector_boxes_on_scan() -> Odd:
    """Black boxes drawn by a program over a clean scan."""
    clean = paper()
    made = sheet().letter()
    pixmap = made.page.get_pixmap(dpi=150)
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    page.insert_image(page.rect, pixmap=pixmap)
    for truth in clean.truths:
        page.draw_rect(pymupdf.Rect(*truth.bbox.scale(72 / 150)), color=None, fill=(0, 0, 0))
    truths = tuple(Truth(t.bbox.scale(72 / 150), "black") for t in clean.truths)
    return Odd(document.tobytes(), truths)


def searchable_scan() -> Odd:
    """A plain scan with its recognition layer: nothing is hidden."""
    made = sheet().letter()
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    page.insert_image(page.rect, pixmap=made.page.get_pixmap(dpi=150))
    for number, line in enumerate(LINES):
        page.insert_text((LEFT, TOP + number * PITCH), line, fontname=FONT, fontsize=SIZE, render_mode=3)
    return Odd(document.tobytes())


def speckled_scan() -> Odd:
    """A grainy scan that lies askew, without any box."""
    made = sheet().letter()
    pixmap = made.page.get_pixmap(dpi=150)
    image = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.h, pixmap.w, 3)
    image, _ = _turn(image.copy(), [], 0.8)
    grain = np.random.default_rng(3).normal(0, 10, image.shape[:2])[..., None]
    return _bind(Paper(np.clip(image + grain, 0, 255).astype(np.uint8), (), 150))


SCANS: tuple[Callable[[], Odd], ...] = (
    scanned_black, scanned_gray_askew, scanned_bitonal, scanned_with_old_layer, scanned_with_old_layer_beneath,
    scanned_and_whitened, vector_boxes_on_scan,
)  # fmt: skip
PLAIN_SCANS: tuple[Callable[[], Odd], ...] = (searchable_scan, speckled_scan)

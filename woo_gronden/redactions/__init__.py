"""Redacted regions of a page: found, merged, their codes read, and what stands under them kept in this room."""

from woo_gronden.redactions.detect import PageRedactions, detect_image, detect_page
from woo_gronden.redactions.extent import measure_document, measure_page
from woo_gronden.redactions.mask import mask_page

__all__ = ["PageRedactions", "detect_image", "detect_page", "mask_page", "measure_document", "measure_page"]

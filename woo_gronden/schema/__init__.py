"""The values that pass from room to room, and the tables that leave the house."""

from woo_gronden.schema.claims import (
    Assessment,
    Citation,
    Decision,
    DecisionType,
    DocumentRole,
    Dossier,
    Extraction,
    Fact,
    Failure,
    Finding,
    InventoryItem,
    Law,
    Outcome,
    Passage,
    Prediction,
    Redaction,
    Section,
    SectionRole,
    Status,
)
from woo_gronden.schema.document import Document, Line, Page, Paragraph, TextSource, Word
from woo_gronden.schema.geometry import BBox, union
from woo_gronden.schema.page import RGB, ImageArea, RawAnnotation, RawPage, RawWord, Render, Shape

__all__ = [
    "RGB", "Assessment", "BBox", "Citation", "Decision", "DecisionType", "Document", "DocumentRole", "Dossier",
    "Extraction", "Fact", "Failure", "Finding", "ImageArea", "InventoryItem", "Law", "Line", "Outcome", "Page",
    "Paragraph", "Passage", "Prediction", "RawAnnotation", "RawPage", "RawWord", "Redaction", "Render", "Section",
    "SectionRole", "Shape", "Status", "TextSource", "Word", "union",
]  # fmt: skip

"""Passages out to people, and what people say of them back in."""

from woo_gronden.annotation.agreement import Reading, read_agreement
from woo_gronden.annotation.exchange import FORMS, Form, export_items, import_files, write_disputed
from woo_gronden.annotation.marks import Problem
from woo_gronden.annotation.records import KINDS, load_annotations, parse_annotation, write_annotations
from woo_gronden.annotation.sample import ASKING, STRATEGIES, Item, Strategy, draw_sample, load_sample, write_sample
from woo_gronden.annotation.units import Unit, agreed_annotations, build_units

__all__ = [
    "ASKING",
    "FORMS",
    "KINDS",
    "STRATEGIES",
    "Form",
    "Item",
    "Problem",
    "Reading",
    "Strategy",
    "Unit",
    "agreed_annotations",
    "build_units",
    "draw_sample",
    "export_items",
    "import_files",
    "load_annotations",
    "load_sample",
    "parse_annotation",
    "read_agreement",
    "write_annotations",
    "write_disputed",
    "write_sample",
]

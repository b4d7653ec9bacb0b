"""DCAT-AP-NL judged by SHACL shapes; needs the extra ``dataset``.

The shapes in ``data/dcat_ap_nl.ttl`` are written for this project from the profile's text: what DCAT-AP-NL 3.0 makes
mandatory, at most one, or of a class, for the classes used here. They are not Geonovum's own files.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from woo_gronden.errors import MissingExtra


def dcat_faults(turtle: Path, jsonld: Path) -> list[str]:
    """What the shapes have against the Turtle, and whether the JSON-LD says the same.

    Raises:
        MissingExtra: rdflib or pyshacl is not installed.
        ValueError: one of the files cannot be parsed.
    """
    try:
        import pyshacl
        from rdflib import RDF, SH, Graph
        from rdflib.compare import isomorphic
    except ImportError as error:
        raise MissingExtra("DCAT-AP-NL by SHACL", "dataset") from error
    graphs = []
    for path, kind in ((turtle, "turtle"), (jsonld, "json-ld")):
        try:
            graphs.append(Graph().parse(path, format=kind))
        except Exception as error:
            raise ValueError(f"{path.name}: {error}") from error
    shapes = Graph().parse(
        data=(files("woo_gronden.dataset") / "data/dcat_ap_nl.ttl").read_text("utf-8"), format="turtle"
    )
    _, report, _ = pyshacl.validate(graphs[0], shacl_graph=shapes, advanced=False)
    found = [
        f"{report.value(result, SH.focusNode)}: {report.value(result, SH.resultMessage)}"
        for result in report.subjects(RDF.type, SH.ValidationResult)
    ]
    if not isomorphic(*graphs):
        found.append("dcat.jsonld and dcat.ttl do not say the same")
    return sorted(found)

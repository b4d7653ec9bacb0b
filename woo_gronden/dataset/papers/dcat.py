"""The release as DCAT-AP-NL 3.0, in JSON-LD and in Turtle, both from the same statements."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from woo_gronden.dataset.manifest import ReleaseFile
from woo_gronden.dataset.papers.paperwork import KEYWORDS, LICENCE_URL, Paperwork
from woo_gronden.dataset.papers.rocrate import media_type

_PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EU = "http://publications.europa.eu/resource/authority/"
_LANGUAGE, _FREQUENCY = f"{_EU}language/NLD", f"{_EU}frequency/IRREG"
_THEMES = {
    f"{_EU}data-theme/GOVE": "Government and public sector",
    f"{_EU}data-theme/JUST": "Justice, legal system and public safety",
}
_FORMATS = {"parquet": "PARQUET", "csv": "CSV", "jsonl": "JSON"}
_IANA = "https://www.iana.org/assignments/media-types/"


class _Iri(NamedTuple):
    value: str


class _Literal(NamedTuple):
    value: str
    language: str = ""
    datatype: str = ""


_Statements = Sequence[tuple[str, _Iri | _Literal]]
_Node = tuple[str, str, _Statements]


def dcat_jsonld(paperwork: Paperwork) -> str:
    """``dcat.jsonld``."""
    graph = []
    for subject, kind, statements in _nodes(paperwork):
        node: dict[str, Any] = {"@id": subject, "@type": kind}
        for predicate, value in statements:
            node.setdefault(predicate, []).append(_json(value))
        graph.append(node)
    return json.dumps({"@context": _PREFIXES, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def dcat_turtle(paperwork: Paperwork) -> str:
    """``dcat.ttl``."""
    lines = [f"@prefix {prefix}: <{iri}> ." for prefix, iri in _PREFIXES.items()]
    for subject, kind, statements in _nodes(paperwork):
        said = [f"a {kind}", *(f"{predicate} {_turtle(value)}" for predicate, value in statements)]
        lines += ["", f"<{subject}>", "    " + " ;\n    ".join(said) + " ."]
    return "\n".join(lines) + "\n"


def _nodes(paperwork: Paperwork) -> list[_Node]:
    about = paperwork.publication
    dataset, catalogue = f"{about.url}#dataset", f"{about.url}#catalogue"
    publisher, contact = _Iri(f"{about.url}#publisher"), _Iri(f"{about.url}#contact")
    creators = [_Iri(f"{about.url}#creator-{n}") for n in range(1, len(about.creators) + 1)]
    access = f"{_EU}access-right/" + ("PUBLIC" if paperwork.manifest["publishable"] else "NON_PUBLIC")
    named: list[tuple[str, _Iri | _Literal]] = [
        ("dct:title", _Literal(about.title_nl, "nl")),
        ("dct:title", _Literal(about.title, "en")),
        ("dct:description", _Literal(about.description_nl, "nl")),
        ("dct:description", _Literal(about.description, "en")),
        ("dct:publisher", publisher),
        ("dcat:contactPoint", contact),
        ("dct:language", _Iri(_LANGUAGE)),
    ]
    day = _Literal(paperwork.date, datatype="xsd:date")
    files = paperwork.data_files()
    described: list[tuple[str, _Iri | _Literal]] = [
        *named,
        ("dct:identifier", _Literal(f"{about.url}{paperwork.version}")),
        ("dct:accessRights", _Iri(access)),
        *(("dct:creator", creator) for creator in creators),
        *(("dcat:theme", _Iri(theme)) for theme in _THEMES),
        *(("dcat:keyword", _Literal(word, "en")) for word in KEYWORDS),
        ("dct:issued", day),
        ("dct:modified", day),
        ("dct:accrualPeriodicity", _Iri(_FREQUENCY)),
        ("dcat:version", _Literal(paperwork.version)),
        ("dcat:landingPage", _Iri(about.url)),
        *(("dcat:distribution", _Iri(f"{about.url}{file.path}")) for file in files),
    ]
    nodes: list[_Node] = [
        (catalogue, "dcat:Catalog", [*named, ("dct:license", _Iri(LICENCE_URL)), ("dcat:dataset", _Iri(dataset))]),
        (dataset, "dcat:Dataset", described),
        *(node for file in files for node in _distribution(file, about.url)),
        (
            publisher.value,
            "foaf:Agent",
            [("foaf:name", _Literal(about.publisher)), ("foaf:homepage", _Iri(about.publisher_url))],
        ),
        *(
            (creator.value, "foaf:Agent", [("foaf:name", _Literal(name))])
            for creator, name in zip(creators, about.creators, strict=True)
        ),
        (
            contact.value,
            "vcard:Kind",
            [("vcard:fn", _Literal(about.publisher)), ("vcard:hasEmail", _Iri(f"mailto:{about.contact}"))],
        ),
        (about.url, "foaf:Document", []),
        (LICENCE_URL, "dct:LicenseDocument", [("dct:title", _Literal("CC BY 4.0"))]),
        (access, "dct:RightsStatement", []),
        (_LANGUAGE, "dct:LinguisticSystem", []),
        (_FREQUENCY, "dct:Frequency", []),
        *((theme, "skos:Concept", [("skos:prefLabel", _Literal(label, "en"))]) for theme, label in _THEMES.items()),
    ]
    if about.publisher_url != about.url:
        nodes.append((about.publisher_url, "foaf:Document", []))
    endings = sorted({file.path.rpartition(".")[2] for file in files})
    nodes += [(f"{_EU}file-type/{_FORMATS[ending]}", "dct:MediaTypeOrExtent", []) for ending in endings]
    nodes += [(f"{_IANA}{media_type(ending)}", "dct:MediaType", []) for ending in endings]
    return nodes


def _distribution(file: ReleaseFile, base: str) -> list[_Node]:
    place = _Iri(f"{base}{file.path}")
    checksum = f"{base}#sha256-{file.path.replace('/', '-')}"
    ending = file.path.rpartition(".")[2]
    return [
        (
            place.value,
            "dcat:Distribution",
            [
                ("dct:title", _Literal(file.path, "en")),
                ("dcat:accessURL", place),
                ("dcat:downloadURL", place),
                ("dct:license", _Iri(LICENCE_URL)),
                ("dct:format", _Iri(f"{_EU}file-type/{_FORMATS[ending]}")),
                ("dcat:mediaType", _Iri(f"{_IANA}{media_type(file.path)}")),
                ("dcat:byteSize", _Literal(str(file.size), datatype="xsd:nonNegativeInteger")),
                ("spdx:checksum", _Iri(checksum)),
            ],
        ),
        (
            checksum,
            "spdx:Checksum",
            [
                ("spdx:algorithm", _Iri(f"{_PREFIXES['spdx']}checksumAlgorithm_sha256")),
                ("spdx:checksumValue", _Literal(file.sha256, datatype="xsd:hexBinary")),
            ],
        ),
    ]


def _json(value: _Iri | _Literal) -> dict[str, str]:
    if isinstance(value, _Iri):
        return {"@id": value.value}
    made = {"@value": value.value}
    if value.language:
        made["@language"] = value.language
    if value.datatype:
        made["@type"] = value.datatype
    return made


def _turtle(value: _Iri | _Literal) -> str:
    if isinstance(value, _Iri):
        return f"<{value.value}>"
    # A string of JSON is one of Turtle: the same quotes and escapes.
    quoted = json.dumps(value.value, ensure_ascii=False)
    if value.language:
        return f"{quoted}@{value.language}"
    return f"{quoted}^^{value.datatype}" if value.datatype else quoted

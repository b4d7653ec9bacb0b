"""A dossier as JSON-LD: what was withheld, on which grounds, and where each file comes from.

Terms of others where they fit: DCAT and schema.org for the dossier and its files, Dublin Core for dates and names, PROV
for where a file comes from and what read it, SKOS for the grounds, ELI for the law they are part of (a decision on a
request is no legislation, so the letter itself is not described with ELI). What none of them has stands in a namespace
of this project, a URN: nothing is promised to be found on the web under it.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from woo_gronden.dataset.dossiers import GivenDocument, GivenDossier, Row
from woo_gronden.taxonomy import Ground, all_grounds

_URN = "urn:x-woo-gronden:"
_LAWS = {
    "woo": ("https://wetten.overheid.nl/BWBR0045754", "Wet open overheid"),
    "wob": ("https://wetten.overheid.nl/BWBR0005252", "Wet openbaarheid van bestuur"),
}
CONTEXT: dict[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "wg": f"{_URN}term:",
}


def jsonld_dossier(dossier: GivenDossier) -> dict[str, Any]:
    """The dossier as one JSON-LD document; grounds by the ids that ``jsonld_grounds`` describes.

    No passage, and no word of a document but titles in its list, stands in it.
    """
    iri = f"{_URN}dossier:{quote(dossier.dossier_id, safe='')}"
    decision = dossier.decision or {}
    source, record = dossier.source_record
    head = {
        "@id": iri,
        "@type": ["dcat:Dataset", "schema:Collection"],
        "dcterms:title": dossier.dossier_id.rpartition("/")[2],
        "dcterms:identifier": record or dossier.dossier_id,
        "dcterms:source": source,
        "dcterms:publisher": _authority(decision.get("authority")),
        "dcterms:issued": _date(decision.get("decision_date")),
        "wg:outcome": decision.get("outcome"),
        "wg:withheldOn": [_ground(ground) for ground in decision.get("grounds_applied") or []],
        "dcterms:hasPart": [{"@id": _document_iri(one.row)} for one in dossier.documents],
        "dcat:distribution": [{"@id": _document_iri(one.row)} for one in dossier.documents if one.row["source_url"]],
    }
    account = {
        "@id": f"{iri}:description",
        "@type": "prov:Entity",
        "dcterms:subject": {"@id": iri},
        "prov:wasAttributedTo": {
            "@id": f"{_URN}software:{dossier.version}",
            "@type": ["prov:SoftwareAgent", "schema:SoftwareApplication"],
            "schema:name": "woo-gronden",
            "schema:softwareVersion": dossier.version,
        },
        "prov:wasDerivedFrom": [{"@id": _document_iri(one.row)} for one in dossier.documents],
    }
    letters = {letter["document_id"]: letter for letter in dossier.letters}
    nodes: list[dict[str, Any]] = [head, account]
    nodes += [_document(one, iri) | _letter(letters.get(one.row["document_id"])) for one in dossier.documents]
    nodes += [_unfiled(row, iri) for row in dossier.unfiled]
    return {"@context": CONTEXT, "@graph": [_said(node) for node in nodes]}


def jsonld_grounds() -> dict[str, Any]:
    """Every ground as a SKOS concept, with its place in the law."""
    title = _nl("Weigeringsgronden van Woo en Wob")
    nodes: list[dict[str, Any]] = [{"@id": f"{_URN}grounds", "@type": "skos:ConceptScheme", "dcterms:title": title}]
    for law, (iri, name) in _LAWS.items():
        node = {"@id": iri, "@type": "eli:LegalResource", "eli:title": _nl(name), "skos:altLabel": law.capitalize()}
        nodes.append(node)
    known = {ground.id for ground in all_grounds()}
    # An article that does not exist is cut back to its paragraph, which is then what is referred to.
    parents = sorted({_parent(ground) for ground in all_grounds()} - known - {""})
    nodes += [
        _ground(parent) | {"@type": "skos:Concept", "skos:notation": parent.partition(":")[2]} for parent in parents
    ]
    return {"@context": CONTEXT, "@graph": nodes + [_said(_concept(ground)) for ground in all_grounds()]}


def _parent(ground: Ground) -> str:
    """The paragraph that a lettered ground stands in; empty for others."""
    return ground.id.removesuffix(ground.letter) if ground.letter else ""


def _concept(ground: Ground) -> dict[str, Any]:
    return _ground(ground.id) | {
        "@type": ["skos:Concept", "eli:LegalResourceSubdivision"],
        "skos:inScheme": {"@id": f"{_URN}grounds"},
        "skos:notation": ground.code,
        "skos:prefLabel": [_nl(ground.label_nl), {"@value": ground.label_en, "@language": "en"}],
        "skos:altLabel": list(ground.spellings),
        "skos:broader": _ground(_parent(ground)) if _parent(ground) else None,
        "skos:closeMatch": [_ground(other) for other in ground.counterparts],
        "skos:relatedMatch": [_ground(other) for other in ground.partial_counterparts],
        "eli:is_part_of": {"@id": _LAWS[ground.law][0]},
        "eli:id_local": ground.juriconnect,
        "dcterms:source": {"@id": f"https://wetten.overheid.nl/{ground.juriconnect}"},
        "eli:first_date_entry_in_force": _date(ground.valid_from),
        "eli:date_no_longer_in_force": _date(ground.valid_to),
        "wg:groundKind": ground.kind,
    }


def _document(document: GivenDocument, dossier: str) -> dict[str, Any]:
    row = document.row
    url = row["source_url"]
    numbers = [listed["number"] for listed in document.listed if listed["number"]]
    return {
        "@id": _document_iri(row),
        "@type": ["schema:DigitalDocument", "prov:Entity", *(["dcat:Distribution"] if url else [])],
        "dcterms:isPartOf": {"@id": dossier},
        "schema:name": document.title,
        "schema:additionalType": row["role"],
        "schema:identifier": numbers,
        "schema:dateCreated": _date(document.date),
        "schema:numberOfPages": row["pages"],
        "schema:sha256": row["sha256"],
        "wg:assessment": document.assessment,
        "wg:withheldOn": [_ground(ground) for ground in document.grounds],
        "wg:redactedRegions": document.boxes,
        "wg:redactedShare": row["redacted_share"],
        "dcat:downloadURL": {"@id": url} if url else None,
        "prov:hadPrimarySource": {"@id": url} if url else None,
        "prov:generatedAtTime": _moment(row["retrieved_at"]),
    }


def _letter(decision: Row | None) -> dict[str, Any]:
    """What a decision letter says; nothing for other documents."""
    if decision is None:
        return {}
    law = _LAWS.get(decision["law"] or "")
    return {
        "dcterms:identifier": decision["reference"],
        "dcterms:creator": _authority(decision["authority"]),
        "dcterms:issued": _date(decision["decision_date"]),
        "dcterms:references": {"@id": law[0]} if law else None,
        "wg:decisionType": decision["decision_type"],
        "wg:outcome": decision["outcome"],
        "wg:requestDate": _date(decision["request_date"]),
        "wg:applies": [_ground(ground) for ground in decision["grounds_applied"]],
        "wg:mentions": [_ground(ground) for ground in decision["grounds_mentioned"]],
    }


def _unfiled(row: Row, dossier: str) -> dict[str, Any]:
    return {
        "@id": f"{_URN}row:{row['document_id']}:{row['row']}",
        "@type": "schema:CreativeWork",
        "dcterms:isPartOf": {"@id": dossier},
        "dcterms:source": {"@id": _document_iri(row)},
        "schema:name": row["title"],
        "schema:identifier": row["number"],
        "schema:dateCreated": _date(row["date"]),
        "wg:assessment": row["assessment"],
        "wg:withheldOn": [_ground(ground) for ground in row["grounds"]],
    }


def _document_iri(row: Row) -> str:
    return f"{_URN}document:{row['document_id']}"


def _ground(ground: str) -> dict[str, Any]:
    return {"@id": f"{_URN}ground:{ground}"}


def _authority(name: str | None) -> dict[str, Any] | None:
    return {"@type": "schema:GovernmentOrganization", "schema:name": name} if name else None


def _date(day: object) -> dict[str, str] | None:
    return {"@value": str(day), "@type": "xsd:date"} if day else None


def _moment(stamp: str | None) -> dict[str, str] | None:
    return {"@value": stamp, "@type": "xsd:dateTime"} if stamp else None


def _nl(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "nl"}


def _said(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value not in (None, "", [])}

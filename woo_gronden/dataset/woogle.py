"""A dossier as Woogle's metadata, so that what was found can be given back to the platform.

Fields, values and what is obligatory: github.com/wooverheid/WoogleDocumentatie, "SPEC MetadataSchema" (version 2.0,
with ``valid_scheme.json``) and "SPEC API". Fields outside ``dc_`` and ``foi_`` are ignored by Woogle, so what it has no
place for stands under ``woo_gronden``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from woo_gronden.dataset.dossiers import PUT_OFF, GivenDocument, GivenDossier, Row
from woo_gronden.errors import UnknownGround
from woo_gronden.taxonomy import get_ground

# The category of decisions on requests.
_DECISIONS = "2i"
# What ``foi_valuation`` may say of a dossier; of a document all but the last two.
_VALUATIONS = frozenset({"openbaar", "deels openbaar", "niet openbaar", "reeds openbaar", "geen documenten"})
# Roles that have a member of their own, with room for one file.
_MEMBERS = {"verzoek": "foi_verzoek", "inventarislijst": "foi_inventaris"}
# Woogle's identifiers: country, publisher, category, year, number ("nl.gm1963.2i.2022.10").
_IDENTIFIER = re.compile(r"nl\.(\w+)\.[\w-]+\.\d{4}\.\w+")

# Fields of a dossier of category 2i, and of a document, in valid_scheme.json; ``dc_identifier`` is for changes to one.
_DOSSIER_FIELDS = frozenset(
    (
        *("dc_title", "dc_description", "dc_publisher", "dc_date_year", "dc_type", "dc_source", "dc_creator"),
        *("dc_identifier", "tooiwl_topic", "tooiwl_rubriek", "tooiwl_rubriekCode", "foi_publishedDate"),
        *("foi_linkedDossier", "foi_files", "foi_requestDate", "foi_decisionDate", "foi_isAdjourned"),
        *("foi_requester", "foi_requestText", "foi_decisionText", "foi_valuation"),
    )
)
_DOCUMENT_FIELDS = frozenset(
    (
        *("dc_title", "dc_source", "dc_type", "dc_description", "foi_sentDate", "foi_documentType", "foi_valuation"),
        *("foi_groundsOfRefusal", "foi_originator", "foi_recipient", "foi_url_on_web"),
    )
)
# One of these must be there.
_DATES = ("dc_date_year", "foi_decisionDate", "foi_requestDate", "foi_publishedDate")
_NAMESPACES = ("dc_", "foi_")


def woogle_dossier(dossier: GivenDossier, *, publisher: str = "") -> dict[str, Any]:
    """The dossier in Woogle's fields; a field that is not known is not there.

    Args:
        dossier: a dossier of a run.
        publisher: TOOI code of the authority (``gm1963``); else that in Woogle's own identifier, where it came from it.

    Returns:
        JSON that Woogle's interface takes where ``check_woogle`` finds nothing wrong. Documents without a URL, which it
        refuses, and list rows without a file stand under ``woo_gronden``.
    """
    source, record = dossier.source_record
    identifier = _IDENTIFIER.fullmatch(record) if source.startswith("woogle:") else None
    value: dict[str, Any] = {
        "dc_identifier": record if identifier else None,
        "dc_title": dossier.dossier_id.rpartition("/")[2],
        "dc_publisher": publisher or (identifier[1] if identifier else None),
        "dc_type": _DECISIONS,
        **_facts(dossier),
        "foi_files": _files(dossier),
        "woo_gronden": _besides(dossier),
    }
    return {key: item for key, item in value.items() if item not in (None, "", {})}


def check_woogle(value: Mapping[str, Any]) -> list[str]:
    """What Woogle's documentation would refuse in a dossier; empty when nothing is."""
    wrong = [f"no {name}" for name in ("dc_title", "dc_publisher", "dc_type") if not value.get(name)]
    if not any(value.get(name) for name in _DATES):
        wrong.append(f"no date: {' or '.join(_DATES)}")
    own = [name for name in value if name.startswith(_NAMESPACES)]
    wrong += [f"no such field: {name}" for name in own if name not in _DOSSIER_FIELDS]
    wrong += _wrong_valuation(value, "the dossier")
    for member, item in value.get("foi_files", {}).items():
        for document in item if isinstance(item, list) else [item]:
            if not document.get("dc_source"):
                wrong.append(f"{member}: a document without dc_source")
            wrong += [f"{member}: no such field: {name}" for name in document if name not in _DOCUMENT_FIELDS]
            wrong += _wrong_valuation(document, member)
    return wrong


def _facts(dossier: GivenDossier) -> dict[str, Any]:
    decision = dossier.decision
    if decision is None:
        return {}
    outcome, day = decision["outcome"], decision["decision_date"]
    asked = [letter["request_date"] for letter in dossier.letters if letter["request_date"]]
    put_off = any(letter["decision_type"] == PUT_OFF for letter in dossier.letters)
    return {
        "dc_date_year": day.year if day else None,
        "foi_requestDate": min(asked).isoformat() if asked else None,
        "foi_decisionDate": day.isoformat() if day else None,
        # Absence of a letter that puts off proves nothing: only "Ja" is ever said.
        "foi_isAdjourned": "Ja" if put_off else None,
        "foi_valuation": outcome if outcome in _VALUATIONS else None,
    }


def _files(dossier: GivenDossier) -> dict[str, Any]:
    """The documents that have a URL: one member for request, decision and list, the rest together."""
    files: dict[str, Any] = {}
    rest = []
    deciding = dossier.decision["document_id"] if dossier.decision else None
    for document in dossier.documents:
        if not document.row["source_url"]:
            continue
        is_decision = document.row["document_id"] == deciding
        member = "foi_besluit" if is_decision else _MEMBERS.get(document.row["role"])
        if member and member not in files:
            files[member] = _document(document)
        else:
            rest.append(_document(document))
    return files | ({"foi_documenten": rest} if rest else {})


def _document(document: GivenDocument) -> dict[str, Any]:
    value = {
        "dc_title": document.title,
        "dc_source": document.row["source_url"],
        "foi_url_on_web": "True" if document.row["source_url"] else None,
        "dc_type": document.row["role"],
        "foi_sentDate": document.date.isoformat() if document.date else None,
        **_refusal(document.assessment, document.grounds),
    }
    return {key: item for key, item in value.items() if item}


def _refusal(assessment: str, grounds: tuple[str, ...] | list[str]) -> dict[str, str]:
    """Valuation and grounds; the grounds as a list with semicolons, as the documentation asks."""
    return {"foi_valuation": assessment, "foi_groundsOfRefusal": "; ".join(map(_code, grounds))}


def _besides(dossier: GivenDossier) -> dict[str, Any]:
    """What Woogle has no field for."""
    decision = dossier.decision or {}
    without = [_document(one) for one in dossier.documents if not one.row["source_url"]]
    value = {
        "version": dossier.version,
        "dossier_id": dossier.dossier_id,
        "authority": decision.get("authority"),
        "reference": decision.get("reference"),
        "law": decision.get("law"),
        "grounds_applied": list(decision.get("grounds_applied") or []),
        "documents_without_url": without,
        "rows_without_document": [_unfiled(row) for row in dossier.unfiled],
        "withdrawn_documents": dossier.withdrawn,
    }
    return {key: item for key, item in value.items() if item}


def _unfiled(row: Row) -> dict[str, Any]:
    value = {
        "number": row["number"],
        "dc_title": row["title"],
        "foi_sentDate": row["date"].isoformat() if row["date"] else None,
        **_refusal(row["assessment"] or "", row["grounds"]),
    }
    return {key: item for key, item in value.items() if item}


def _code(ground: str) -> str:
    try:
        return get_ground(ground).code
    except UnknownGround:
        # An article without a paragraph is no ground of its own, and is given as it is.
        return ground.partition(":")[2]


def _wrong_valuation(value: Mapping[str, Any], where: str) -> list[str]:
    said = value.get("foi_valuation")
    return [] if said is None or said in _VALUATIONS else [f"{where}: no such foi_valuation: {said}"]

"""The release as Croissant 1.0 with the fields for responsible AI (RAI 1.0)."""

from __future__ import annotations

import json
from typing import Any

from woo_gronden.dataset.papers.paperwork import KEYWORDS, LICENCE_URL, Paperwork
from woo_gronden.dataset.release_schema import RELEASE_TABLES
from woo_gronden.schema import Column, Table

_TERMS = (
    "citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty", "fileObject", "fileSet", "format",
    "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex",
    "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **{term: f"cr:{term}" for term in _TERMS},
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "sc": "https://schema.org/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
}
# Boxes are lists of records, for which Croissant's readers have no type: they are in the files and the dictionary only.
_TYPES = {
    "string": "sc:Text",
    "int32": "sc:Integer",
    "float64": "sc:Float",
    "bool": "sc:Boolean",
    "date": "sc:Date",
    "list<string>": "sc:Text",
}


def croissant(paperwork: Paperwork) -> str:
    """``croissant.json``."""
    about = paperwork.publication
    parquet = [file for file in paperwork.data_files() if file.path.endswith(".parquet")]
    made: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": ["http://mlcommons.org/croissant/1.0", "http://mlcommons.org/croissant/RAI/1.0"],
        "name": about.name,
        "description": about.description,
        "license": LICENCE_URL,
        "url": about.url,
        "version": paperwork.version,
        "datePublished": paperwork.date,
        "inLanguage": "nl",
        "keywords": list(KEYWORDS),
        "creator": [{"@type": "sc:Person", "name": name} for name in about.creators],
        "publisher": {"@type": "sc:Organization", "name": about.publisher, "url": about.publisher_url},
        "citeAs": f"{'; '.join(about.creators)} ({paperwork.date[:4]}). {about.title}, version {paperwork.version}. {about.url}",
        **_responsible(paperwork),
        "distribution": [
            *(
                {
                    "@type": "cr:FileObject",
                    "@id": file.path,
                    "name": file.path,
                    "contentUrl": file.path,
                    "contentSize": f"{file.size} B",
                    "encodingFormat": "application/x-parquet",
                    "sha256": file.sha256,
                }
                for file in parquet
            ),
            *(
                {
                    "@type": "cr:FileSet",
                    "@id": f"{name}-files",
                    "name": f"{name}-files",
                    "description": f"All shards of {name}.",
                    "encodingFormat": "application/x-parquet",
                    "includes": f"data/{name}/*.parquet",
                }
                for name in RELEASE_TABLES
            ),
        ],
        "recordSet": [_record_set(name, table) for name, table in RELEASE_TABLES.items()],
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _record_set(name: str, table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": f"A row is {table.row}.",
        "key": {"@id": f"{name}/row_id"},
        "field": [_field(name, column) for column in table.columns if column.type in _TYPES],
    }


def _field(table: str, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": column.name,
        "description": column.doc,
        "dataType": _TYPES[column.type],
        "source": {"fileSet": {"@id": f"{table}-files"}, "extract": {"column": column.name}},
    }
    return field | ({"repeated": True} if column.type.startswith("list") else {})


def _responsible(paperwork: Paperwork) -> dict[str, Any]:
    counts = paperwork.counts
    values = counts["values"]
    failed = values["documents.status"].get("failed", 0) + values["documents.status"].get("partial", 0)
    people = paperwork.corrected()
    years = [year for year in counts["decision_years"] if year.isdigit()]
    return {
        "rai:dataCollection": (
            f"{paperwork.rows('documents')} documents that Dutch authorities published, in "
            f"{sum(counts['dossiers'].values())} dossiers. Retrieved: {paperwork.publication.retrieved}."
        ),
        "rai:dataCollectionType": ["Secondary data analysis", "Software collection"],
        "rai:dataCollectionRawData": "PDF files, page images and spreadsheets; they are not part of the release.",
        "rai:dataCollectionMissingData": (
            f"{failed} documents could not be read wholly (documents.status); pages read by OCR are "
            f"{counts['sums']['documents.ocr_pages']} of {counts['sums']['documents.pages']}. Null says that a letter is "
            "silent or was not understood."
        ),
        "rai:dataCollectionTimeframe": [f"{year}-01-01" for year in (years[:1] + years[-1:])],
        "rai:dataPreprocessingProtocol": [
            "Words with their places from the text layer, or by OCR where there is none; text under redactions is dropped "
            "before anything else reads it.",
            paperwork.privacy(),
        ],
        "rai:dataAnnotationProtocol": (
            "Rules, and a model where one is named in the column model; definitions in the project's codebook. "
            f"{people} passages are decided by people (column corrected)."
        ),
        "rai:machineAnnotationTools": [f"woo_gronden {paperwork.manifest['tool']['version']}"],
        "rai:annotationsPerItem": "1",
        "rai:dataUseCases": [
            "Research on how grounds of the Woo and Wob are applied and argued",
            "Training and testing of finders of legal grounds, by the splits given",
        ],
        "rai:dataBiases": [
            "Only what was collected: a few authorities may hold most documents (see the datasheet), so shares say little "
            "about Dutch government as a whole.",
            "Authorities that name articles plainly are read better than those that argue in prose.",
        ],
        "rai:dataLimitations": [
            "Machine readings with the errors measured in the card. No judgement on whether a refusal is lawful.",
            "Placeholders change the length of texts; spans point into the source document.",
        ],
        "rai:personalSensitiveInformation": [paperwork.privacy()],
        "rai:dataSocialImpact": (
            "Makes the reasons for secrecy comparable. It must not be used to find out who stands behind a redaction."
        ),
        "rai:dataReleaseMaintenancePlan": (
            "New releases keep the ids and splits; a withdrawn source becomes a tombstone in the next one; CHANGELOG.md says "
            "what changed and why."
        ),
    }

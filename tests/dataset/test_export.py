"""Dossiers given back: Woogle's metadata and JSON-LD, read as another program would."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph
from typer.testing import CliRunner

from tests.dataset.given import write_given
from woo_gronden.cli.app import app
from woo_gronden.dataset.dossiers import load_dossiers
from woo_gronden.dataset.export import export_jsonld, export_woogle
from woo_gronden.dataset.woogle import check_woogle, woogle_dossier
from woo_gronden.errors import NothingToDo
from woo_gronden.sources.woogle import parse_dossier
from woo_gronden.taxonomy import all_grounds


@pytest.fixture
def given(tmp_path: Path) -> Path:
    return write_given(tmp_path / "run")


def _woogle(run: Path, **options: Any) -> dict[str, Any]:
    (dossier,) = load_dossiers(run)
    return woogle_dossier(dossier, **options)


def test_woogle_has_the_facts_in_its_own_fields(given: Path) -> None:
    value = _woogle(given)
    assert check_woogle(value) == []
    facts = {key: item for key, item in value.items() if key not in {"foi_files", "woo_gronden"}}
    assert facts == {
        "dc_identifier": "nl.gm9999.2i.2024.7",
        "dc_title": "een",
        "dc_publisher": "gm9999",
        "dc_type": "2i",
        "dc_date_year": 2024,
        "foi_requestDate": "2024-02-01",
        "foi_decisionDate": "2024-03-04",
        "foi_isAdjourned": "Ja",
        "foi_valuation": "deels openbaar",
    }


def test_woogle_has_what_was_withheld_of_each_document(given: Path) -> None:
    files = _woogle(given)["foi_files"]
    assert set(files) == {"foi_besluit", "foi_inventaris", "foi_documenten"}
    assert "foi_groundsOfRefusal" not in files["foi_besluit"]
    listed, boxed, put_off = files["foi_documenten"]
    assert listed == {
        "dc_title": "Brief 1",
        "dc_source": "https://gemeente.example/3.pdf",
        "foi_url_on_web": "True",
        "dc_type": "openbaar gemaakt document",
        "foi_sentDate": "2024-01-01",
        "foi_valuation": "deels openbaar",
        "foi_groundsOfRefusal": "5.1.2e",
    }
    assert (boxed["foi_valuation"], boxed["foi_groundsOfRefusal"]) == ("deels openbaar", "5.1.2e; 5.1.2i")
    assert put_off["dc_source"].endswith("/6.pdf")


def test_woogle_leaves_beside_what_it_has_no_place_for(given: Path) -> None:
    besides = _woogle(given)["woo_gronden"]
    (row,) = besides["rows_without_document"]
    assert (row["number"], row["foi_valuation"], row["foi_groundsOfRefusal"]) == ("2", "niet openbaar", "5.2.1; 5.1")
    assert besides["withdrawn_documents"] == 1
    assert "5.pdf" not in json.dumps(_woogle(given))


def test_woogle_of_files_that_were_not_fetched(tmp_path: Path) -> None:
    unknown = {"source": None, "source_record": None, "source_url": None, "retrieved_at": None, "withdrawn_at": None}
    run = write_given(tmp_path / "run", **unknown)
    value = _woogle(run)
    assert check_woogle(value) == ["no dc_publisher"]
    assert "foi_files" not in value
    assert len(value["woo_gronden"]["documents_without_url"]) == 5
    assert check_woogle(_woogle(run, publisher="gm1")) == []


def test_woogle_can_be_read_back(given: Path) -> None:
    record = parse_dossier(_woogle(given))
    assert record.record_id == "nl.gm9999.2i.2024.7"
    assert [file.role for file in record.files][:2] == ["besluit", "inventarislijst"]


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"dc_title": ""}, "no dc_title"),
        ({"foi_decisionDate": None, "foi_requestDate": None, "dc_date_year": None}, "no date"),
        ({"foi_grounds": "x"}, "no such field: foi_grounds"),
        ({"foi_valuation": "half"}, "no such foi_valuation"),
        ({"foi_files": {"foi_besluit": {"dc_title": "x"}}}, "without dc_source"),
        ({"foi_files": {"foi_documenten": [{"dc_source": "x", "dc_identifier": "y"}]}}, "no such field: dc_identifier"),
    ],
)
def test_woogle_check(given: Path, change: dict[str, Any], wrong: str) -> None:
    found = check_woogle(_woogle(given) | change)
    assert len(found) == 1
    assert wrong in found[0]


def _graph(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, format="json-ld")
    return graph


PREFIXES = """
PREFIX wg: <urn:x-woo-gronden:term:> PREFIX schema: <https://schema.org/> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX eli: <http://data.europa.eu/eli/ontology#>
"""


def test_jsonld_answers_a_question(given: Path, tmp_path: Path) -> None:
    assert export_jsonld(given, tmp_path / "uit") == 1
    graph = _graph(*(tmp_path / "uit").iterdir())
    rows = graph.query(
        PREFIXES
        + """
        SELECT ?name ?label ?url WHERE {
          ?document wg:withheldOn ?ground ; schema:name ?name ; prov:hadPrimarySource ?url ; a dcat:Distribution .
          ?ground skos:notation "5.1.2e" ; skos:prefLabel ?label . FILTER(lang(?label) = "en") }
        ORDER BY ?name"""
    )
    found = [tuple(map(str, row)) for row in rows]  # type: ignore[union-attr]
    assert [name for name, _, _ in found] == ["4.pdf", "Brief 1"]
    assert found[1][2] == "https://gemeente.example/3.pdf"


def test_jsonld_of_a_dossier(given: Path, tmp_path: Path) -> None:
    export_jsonld(given, tmp_path / "uit")
    graph = _graph(tmp_path / "uit/corpus_een.jsonld")
    query = "SELECT ?outcome ?day ?publisher WHERE { ?d a dcat:Dataset ; wg:outcome ?outcome ; dcterms:issued ?day ; dcterms:publisher/schema:name ?publisher }"
    (row,) = graph.query(PREFIXES + query)
    assert [str(cell) for cell in row] == ["deels openbaar", "2024-03-04", "gemeente Veldermeer"]  # type: ignore[union-attr]
    assert "5.pdf" not in (tmp_path / "uit/corpus_een.jsonld").read_text(encoding="utf-8")
    assert bool(graph.query(PREFIXES + "ASK { ?row a schema:CreativeWork ; wg:assessment 'niet openbaar' }"))


def test_jsonld_has_every_ground_with_its_place_in_the_law(given: Path, tmp_path: Path) -> None:
    export_jsonld(given, tmp_path / "uit")
    graph = _graph(tmp_path / "uit/grounds.jsonld")
    query = "SELECT ?g ?link WHERE { ?g a eli:LegalResourceSubdivision ; eli:id_local ?link ; eli:is_part_of ?law ; skos:inScheme ?s }"
    found = {
        str(row[0]).removeprefix("urn:x-woo-gronden:ground:"): str(row[1]) for row in graph.query(PREFIXES + query)
    }  # type: ignore[index]
    assert found == {ground.id: ground.juriconnect for ground in all_grounds()}
    assert bool(
        graph.query(
            PREFIXES
            + "ASK { <urn:x-woo-gronden:ground:wob:10.2e> skos:closeMatch <urn:x-woo-gronden:ground:woo:5.1.2e> }"
        )
    )


def test_export_command(given: Path, tmp_path: Path) -> None:
    runner = CliRunner()
    result = runner.invoke(app, ["corpus", "export", str(given), "--output", str(tmp_path / "uit")])
    assert (result.exit_code, result.stderr.strip()) == (0, "1 dossiers written")
    assert json.loads((tmp_path / "uit/corpus_een.json").read_text(encoding="utf-8"))["dc_type"] == "2i"
    arguments = ["corpus", "export", str(tmp_path), "--output", str(tmp_path / "uit"), "--format", "jsonld"]
    assert runner.invoke(app, arguments).exit_code == 1


def test_no_run(tmp_path: Path) -> None:
    with pytest.raises(NothingToDo):
        export_woogle(tmp_path, tmp_path / "uit")

"""Each platform's protocol, played by a host on this machine as its documentation has it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.sources.server import GONE, PDF, PDF_2, Answer, Host, Hours, client, page, pdf
from woo_gronden.errors import FetchError, SourceError
from woo_gronden.sources.choose import choose_source, secrets_for
from woo_gronden.sources.fetch import FetchReport, fetch
from woo_gronden.sources.huggingface import HuggingFaceSource
from woo_gronden.sources.ledger import load_provenance
from woo_gronden.sources.records import Record, Source


def _records(source: Source, hours: Hours, **rules: Any) -> list[Record]:
    return list(source.records(client(hours, retries=1, **rules)))


def _fetch(source: Source, into: Path, hours: Hours) -> FetchReport:
    hours.seconds += 60
    return fetch([source], into, client(hours, retries=1))


def _files(into: Path) -> list[str]:
    return sorted(row.path.partition("/")[2] for row in load_provenance(into))


# Woogle


def _woogle_dossier(host: Host, number: int, **more: Any) -> dict[str, Any]:
    """As the resolver lists it: ``foi_files`` a list."""
    files = [
        {"dc_title": "Besluit", "dc_type": "besluit", "dc_source": host.put(f"/{number}/besluit.pdf", pdf(PDF + b"1"))},
        {"dc_title": "Bijlage", "dc_type": "bijlage", "dc_source": host.put(f"/{number}/bijlage.pdf", pdf(PDF + b"2"))},
    ]
    named = {"dc_identifier": f"nl.gm9999.2i.2024.{number}", "dc_title": f"Verzoek {number}", "dc_type": "2i"}
    return named | {"foi_decisionDate": "2024-03-01", "foi_requester": "J. Jansen", "foi_files": files} | more


def test_woogle_resolver(host: Host, hours: Hours, tmp_path: Path) -> None:
    dossiers = [_woogle_dossier(host, 1), _woogle_dossier(host, 2)]
    url = host.put(
        "/?pid=nl.gm9999&infobox=true", page({"resource": "nl.gm9999", "infobox": {"foi_dossiers": dossiers}})
    )
    source = choose_source(f"woogle:{url}")
    report = _fetch(source, tmp_path / "uit", hours)
    assert (report.counts, source.total) == ({"new": 4, "dossier": 2}, 2)
    assert _files(tmp_path / "uit")[0] == "nl.gm9999.2i.2024.1/besluit.pdf"
    (row, *_) = load_provenance(tmp_path / "uit")
    assert (row.role, row.title) == ("besluit", "Besluit")
    said = next((tmp_path / "uit").rglob("dossier.json")).read_text(encoding="utf-8")
    assert "2024-03-01" in said
    assert "Jansen" not in said


def test_woogle_one_dossier_at_the_resolver(host: Host, hours: Hours) -> None:
    url = host.put("/?pid=x&infobox=true", page({"infobox": _woogle_dossier(host, 1)}))
    (record,) = _records(choose_source(f"woogle:{url}"), hours)
    assert (record.record_id, len(record.files)) == ("nl.gm9999.2i.2024.1", 2)


def test_woogle_of_an_authority_takes_decisions_on_requests_only(monkeypatch: pytest.MonkeyPatch, hours: Hours) -> None:
    asked: list[str] = []
    dossiers = [{"dc_identifier": "a", "dc_type": "2i"}, {"dc_identifier": "b", "dc_type": "2d"}]

    def get_json(_: object, url: str) -> Any:
        asked.append(url)
        return {"infobox": {"foi_dossiers": dossiers}}

    monkeypatch.setattr("woo_gronden.sources.client.Client.get_json", get_json)
    assert [record.record_id for record in _records(choose_source("woogle:nl.gm9999"), hours)] == ["a"]
    assert [record.record_id for record in _records(choose_source("woogle:nl.gm9999.2d"), hours)] == ["a", "b"]
    assert asked[0] == "https://pid.wooverheid.nl/?pid=nl.gm9999&infobox=true"


def test_woogle_dossier_as_it_is_sent(host: Host, hours: Hours, tmp_path: Path) -> None:
    """The form of "SPEC API": members for request, decision and list, and a list of documents."""
    sent = {
        "dc_title": "Woo verzoek Centrale",
        "dc_publisher": "pv99",
        "dc_type": "2i",
        "foi_files": {
            "foi_verzoek": {"dc_source": "https://provincie.example/verzoek.pdf", "foi_url_on_web": "True"},
            "foi_besluit": {"dc_source": "https://provincie.example/besluit.pdf"},
            "foi_inventaris": {"dc_source": "https://provincie.example/lijst.csv"},
            "foi_documenten": [
                {"dc_source": "https://provincie.example/1.pdf", "foi_groundsOfRefusal": "5.1.e"},
                {"foi_bodyText": "zonder bestand"},
            ],
        },
    }
    for name, text in (
        ("een.json", json.dumps(sent)),
        ("lijst.json", json.dumps([sent])),
        ("a.jsonl", json.dumps(sent)),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        (record,) = _records(choose_source(str(tmp_path / name)), hours)
        assert [file.role for file in record.files] == ["verzoek", "besluit", "inventarislijst", "", ""]
        assert record.files[3].metadata["foi_groundsOfRefusal"] == "5.1.e"
        assert (record.record_id, record.files[4].url) == ("Woo verzoek Centrale", "")


def test_woogle_dump(hours: Hours, tmp_path: Path) -> None:
    dossiers = "dc_identifier,dc_title,dc_type\nnl.a.2i.2024.1,Een,2i\nnl.a.2d.2024.1,Twee,2d\n"
    documents = (
        "dc_identifier,foi_dossierId,dc_title,foi_fileName,dc_source,dc_type\n"
        "nl.a.2i.2024.1.1,nl.a.2i.2024.1,Besluit,besluit.pdf,https://a.example/1,besluit\n"
        "nl.a.2d.2024.1.1,nl.a.2d.2024.1,Lijst,lijst.pdf,https://a.example/2,bijlage\n"
    )
    with gzip.open(tmp_path / "woo_dossiers.csv.gz", "wt") as file:
        file.write(dossiers)
    (tmp_path / "woo_documents.csv").write_text(documents, encoding="utf-8")
    (record,) = _records(choose_source(str(tmp_path)), hours)
    assert (record.record_id, record.title) == ("nl.a.2i.2024.1", "Een")
    assert [(file.name, file.url, file.role) for file in record.files] == [
        ("besluit.pdf", "https://a.example/1", "besluit")
    ]


# open.overheid.nl

_API = "/overheid/openbaarmakingen/api/v0/zoek"
_KERN = "https://identifier.overheid.nl/tooi/def/thes/kern/"


def _portal_document(
    host: Host, uuid: str, *, status: str = "gepubliceerd", version: int = 1, **relations: str
) -> None:
    """The metadata and the file of a document, as the portal gives them."""
    roles = {"parent": "c_4d1ea9ba", "child": "c_05f4a5f3"}
    url = host.put(f"/documenten/{uuid}/file", pdf(PDF + uuid.encode() + bytes([64 + version])))
    file = {"id": url, "bestandsnaam": f"{uuid}.pdf", "mime-type": "application/pdf", "hash": f"{uuid}{version}"}
    detail = {
        "document": {
            "pid": f"{host.url}/documenten/{uuid}",
            "titelcollectie": {"officieleTitel": f"Titel {uuid}"},
            "classificatiecollectie": {"documentsoorten": [{"label": "Woo-besluit"}]},
        },
        "plooiIntern": {"publicatiestatus": status},
        "documentrelaties": [
            {"relation": f"https://open.overheid.nl/documenten/{other}", "role": _KERN + roles[kind]}
            for kind, other in relations.items()
        ],
        "versies": [
            {"nummer": number, "bestanden": [file | {"mutatiedatumtijd": f"2026-01-0{number}"}]}
            for number in range(1, version + 1)
        ],
    }
    host.put(f"{_API}/{uuid}", page(detail))


def _portal_search(host: Host, query: str, uuids: list[str], size: int = 50) -> str:
    for start in range(0, len(uuids) + 1, size):
        some = [{"document": {"id": f"{uuid}_1", "titel": uuid}} for uuid in uuids[start : start + size]]
        path = f"{_API}?{query}&start={start}&aantalResultaten=50"
        host.put(path, page({"totaal": len(uuids), "resultaten": some}))
    return f"openoverheid:{host.url}{_API}?{query}"


def test_open_overheid_letter_and_attachments_are_one_dossier(host: Host, hours: Hours, tmp_path: Path) -> None:
    _portal_document(host, "brief", child="lijst")
    _portal_document(host, "lijst", parent="brief")
    _portal_document(host, "los", parent="weg")
    source = choose_source(_portal_search(host, "zoektekst=stikstof", ["lijst", "brief", "los"]))
    report = _fetch(source, tmp_path / "uit", hours)
    assert report.counts == {"new": 3, "dossier": 2}
    assert _files(tmp_path / "uit") == ["brief/brief.pdf", "brief/lijst.pdf", "los/los.pdf"]
    assert source.total == 3
    row = next(row for row in load_provenance(tmp_path / "uit") if row.path.endswith("lijst.pdf"))
    assert (row.title, row.role, row.version) == ("Titel lijst", "Woo-besluit", "lijst1-2026-01-01")


def test_open_overheid_attachment_that_is_named_but_not_there(host: Host, hours: Hours, tmp_path: Path) -> None:
    _portal_document(host, "brief", child="weg")
    report = _fetch(choose_source(_portal_search(host, "zoektekst=", ["brief"])), tmp_path / "uit", hours)
    assert report.counts == {"new": 1, "failed": 1, "dossier": 1}
    assert report.failures[0]["error"] == "gone"


def test_open_overheid_pages_and_filters_as_given(host: Host, hours: Hours) -> None:
    uuids = [f"u{number}" for number in range(120)]
    for uuid in uuids:
        _portal_document(host, uuid)
    query = "zoektekst=&informatiecategorie=agenda%25E2%2580%2599s"
    records = _records(choose_source(_portal_search(host, query, uuids)), hours)
    assert [record.record_id for record in records] == uuids
    assert host.times(f"{_API}?{query}&start=100&aantalResultaten=50") == 1
    assert host.times(f"{_API}?{query}&start=150&aantalResultaten=50") == 0


def test_open_overheid_new_version_and_withdrawal(host: Host, hours: Hours, tmp_path: Path) -> None:
    source = _portal_search(host, "zoektekst=", ["a", "b"])
    _portal_document(host, "a")
    _portal_document(host, "b")
    _fetch(choose_source(source), tmp_path / "uit", hours)
    _portal_document(host, "a", version=2)
    _portal_document(host, "b", status="ingetrokken")
    report = _fetch(choose_source(source), tmp_path / "uit", hours)
    assert report.counts == {"changed": 1, "withdrawn": 1, "dossier": 2}


def test_open_overheid_words_of_a_user() -> None:
    assert choose_source("openoverheid:stikstof & natuur").name == "openoverheid:zoektekst=stikstof+%26+natuur"
    assert choose_source("openoverheid:?zoektekst=x").name == "openoverheid:zoektekst=x"


@pytest.mark.parametrize("answer", [page([]), page({"totaal": 1}), Answer(b"{", headers={}), Answer(status=500)])
def test_open_overheid_other_answers(host: Host, hours: Hours, answer: Answer) -> None:
    host.put(f"{_API}?zoektekst=&start=0&aantalResultaten=50", answer)
    with pytest.raises((SourceError, FetchError)):
        _records(choose_source(f"openoverheid:{host.url}{_API}?zoektekst="), hours)


# OpenWebConcept


def _openwoo_page(host: Host, number: int, pages: int, items: list[dict[str, Any]], key: str = "WOOVerzoeken") -> None:
    paging = {"total": 3, "limit": 50, "pages": {"total": pages, "current": number}}
    host.put(f"/wp-json/owc/openwoo/v1/items?page={number}&limit=50", page({key: items, "pagination": paging}))


def test_openwoo(host: Host, hours: Hours, tmp_path: Path) -> None:
    item = {
        "UUID": "34de7939-145a-4468-b529-087ad5741ee2",
        "ID": "Z.22.1",
        "Titel": "Woo-verzoek over een evenement",
        "Verzoeker": "J. Jansen",
        "Besluitdatum": "2023-02-16",
        "URL_informatieverzoek": host.put("/verzoek.pdf", pdf(PDF + b"1")),
        "URL_inventarisatielijst": host.put("/lijst.pdf", pdf(PDF + b"2")),
        "URL_besluit": host.put("/besluit.pdf", pdf(PDF + b"3")),
        "Bijlagen": [
            {"Type_Bijlage": "Document", "Titel_Bijlage": "Mail", "URL_Bijlage": host.put("/1.pdf", pdf(PDF + b"4"))}
        ],
    }
    _openwoo_page(host, 1, 2, [item, {"ID": "Z.2"}])
    _openwoo_page(host, 2, 2, [{"Object_ID": 7}], key="WOOverzoeken")
    report = _fetch(choose_source(f"openwoo:{host.url}"), tmp_path / "uit", hours)
    assert report.counts == {"new": 4, "dossier": 3}
    roles = {row.path.rpartition("/")[2]: row.role for row in load_provenance(tmp_path / "uit")}
    assert roles == {
        "verzoek.pdf": "verzoek",
        "lijst.pdf": "inventarislijst",
        "besluit.pdf": "besluit",
        "1.pdf": "Document",
    }
    assert "Jansen" not in (tmp_path / "uit/provenance.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("answer", [page([]), page({"code": "rest_no_route"}), page({"WOOVerzoeken": [{}]}), GONE])
def test_openwoo_other_answers(host: Host, hours: Hours, answer: Answer) -> None:
    host.put("/wp-json/owc/openwoo/v1/items?page=1&limit=50", answer)
    with pytest.raises((SourceError, FetchError)):
        _records(choose_source(f"openwoo:{host.url}"), hours)


# GPP-Woo


def _gpp(host: Host, status: str = "gepubliceerd") -> str:
    publications = [
        {
            "uuid": "p1",
            "officieleTitel": "Besluit",
            "publicatiestatus": status,
            "eigenaar": {"weergaveNaam": "A. Tables"},
        },
        {"uuid": "p2", "officieleTitel": "Later", "publicatiestatus": "concept"},
    ]
    first, second = "/api/v1/publicaties?pageSize=100", "/api/v1/publicaties?page=2&pageSize=100"
    host.put(first, page({"count": 2, "next": host.url + second, "results": publications[:1]}))
    host.put(second, page({"count": 2, "next": None, "results": publications[1:]}))
    documents = [
        {
            "uuid": "d1",
            "bestandsnaam": "gelakt.pdf",
            "publicatiestatus": "gepubliceerd",
            "laatstGewijzigdDatum": "2026",
        },
        {"uuid": "d2", "bestandsnaam": "half.pdf", "publicatiestatus": "gepubliceerd", "uploadVoltooid": False},
    ]
    host.put("/api/v1/documenten?publicatie=p1&pageSize=100", page({"count": 2, "next": None, "results": documents}))
    host.put("/api/v1/documenten/d1/download", Answer(PDF, headers={"Content-Type": "application/octet-stream"}))
    return f"gpp:{host.url}"


def test_gpp(host: Host, hours: Hours, tmp_path: Path) -> None:
    place = _gpp(host)
    into = tmp_path / "uit"
    web = client(hours, secrets={k: dict(v) for k, v in secrets_for([place], "Token geheim").items()})
    assert fetch([choose_source(place)], into, web).counts == {"new": 1, "dossier": 1}
    assert _files(into) == ["p1/gelakt.pdf"]
    asked = host.sent("/api/v1/documenten/d1/download")[0]
    assert (asked["authorization"], asked["audit-user-id"]) == ("Token geheim", "woo-gronden")
    written = "".join(path.read_text(encoding="utf-8") for path in into.rglob("*.json*"))
    assert "geheim" not in written
    assert "A. Tables" not in written
    _gpp(host, "ingetrokken")
    hours.seconds += 60
    assert fetch([choose_source(place)], into, web).counts == {"withdrawn": 1, "dossier": 1}


def test_gpp_does_not_follow_its_list_to_another_host(host: Host, hours: Hours) -> None:
    elsewhere = {"count": 1, "next": "https://elders.example/api", "results": []}
    host.put("/api/v1/publicaties?pageSize=100", page(elsewhere))
    with pytest.raises(SourceError, match="another host"):
        _records(choose_source(f"gpp:{host.url}"), hours)


# Hugging Face


def _parquet(path: Path, column: str = "pdf", *, nested: bool = True) -> bytes:
    cells: list[Any] = [{"bytes": PDF, "path": "een.pdf"}, {"bytes": PDF_2, "path": "twee.pdf"}]
    if not nested:
        cells = [cell["bytes"] for cell in cells]
    names = {} if nested else {"file_name": ["een.pdf", "twee.pdf"]}
    pq.write_table(pa.table({"dossier": ["d", "d"], "jaar": [2024, 2025], column: cells} | names), path)
    return path.read_bytes()


@pytest.mark.parametrize(("column", "nested"), [("pdf", True), ("content", False)])
def test_parquet_in_a_folder(hours: Hours, tmp_path: Path, column: str, nested: bool) -> None:
    (tmp_path / "data").mkdir()
    _parquet(tmp_path / "data/train-0.parquet", column, nested=nested)
    report = _fetch(choose_source(str(tmp_path / "data")), tmp_path / "uit", hours)
    assert report.counts == {"new": 2, "dossier": 2}
    assert _files(tmp_path / "uit") == ["d/een.pdf", "d/twee.pdf"]
    assert load_provenance(tmp_path / "uit")[0].metadata["jaar"] == "2024"
    said = json.loads((tmp_path / "uit/hf-data/d/dossier.json").read_text(encoding="utf-8"))
    assert len(said["files"]) == 2
    assert _fetch(choose_source(str(tmp_path / "data")), tmp_path / "uit", hours).counts["same"] == 2


def test_parquet_on_the_hub(host: Host, hours: Hours, tmp_path: Path) -> None:
    about = {"sha": "abc", "siblings": [{"rfilename": "README.md"}, {"rfilename": "data/train-0.parquet"}]}
    host.put("/api/datasets/iemand/woo/revision/main", page(about))
    shard = Answer(_parquet(tmp_path / "x.parquet"), headers={"Content-Type": "application/octet-stream"})
    host.put("/datasets/iemand/woo/resolve/abc/data/train-0.parquet", Answer(status=503), shard)
    report = _fetch(HuggingFaceSource("iemand/woo", hub=host.url), tmp_path / "uit", hours)
    assert report.counts == {"new": 2, "dossier": 2}


def test_parquet_with_a_row_without_bytes(hours: Hours, tmp_path: Path) -> None:
    kind = pa.struct({"bytes": pa.binary(), "path": pa.string()})
    cells = pa.array([{"bytes": None, "path": "een.pdf"}, None, {"bytes": PDF, "path": "drie.pdf"}], kind)
    pq.write_table(pa.table({"pdf": cells}), tmp_path / "a.parquet")
    report = _fetch(choose_source(str(tmp_path / "a.parquet")), tmp_path / "uit", hours)
    assert report.counts == {"new": 1, "failed": 2, "dossier": 3}


def test_parquet_without_documents(hours: Hours, tmp_path: Path) -> None:
    pq.write_table(pa.table({"tekst": ["x"]}), tmp_path / "a.parquet")
    with pytest.raises(SourceError, match="no column of documents"):
        _records(choose_source(str(tmp_path / "a.parquet")), hours)

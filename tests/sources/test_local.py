"""What lies on this machine, and which source a user means."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.sources.server import PDF, PDF_2, Host, Hours, client, pdf
from woo_gronden.errors import SourceError
from woo_gronden.sources.choose import choose_source
from woo_gronden.sources.fetch import FetchReport, fetch
from woo_gronden.sources.ledger import load_provenance


def _fetch(place: Path, into: Path, hours: Hours) -> FetchReport:
    hours.seconds += 60
    return fetch([choose_source(str(place))], into, client(hours))


def _paths(into: Path) -> list[str]:
    return [row.path for row in load_provenance(into)]


def test_a_folder_and_its_changes(hours: Hours, tmp_path: Path) -> None:
    folder, into = tmp_path / "woo", tmp_path / "uit"
    for name, body in (
        ("een/besluit.pdf", PDF),
        ("een/bijlagen/1.pdf", PDF_2),
        ("los.pdf", PDF),
        ("een/nep.pdf", b"x"),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)
    report = _fetch(folder, into, hours)
    assert (report.counts["new"], report.counts["failed"]) == (3, 1)
    assert _paths(into) == ["folder-woo/een/1.pdf", "folder-woo/een/besluit.pdf", "folder-woo/los.pdf/los.pdf"]
    assert str(tmp_path) not in (into / "provenance.jsonl").read_text(encoding="utf-8")
    (folder / "een/besluit.pdf").write_bytes(PDF_2 + b"%")
    (folder / "los.pdf").unlink()
    (folder / "een/nep.pdf").unlink()
    assert _fetch(folder, into, hours).counts == {"same": 1, "changed": 1, "withdrawn": 1, "dossier": 1}


def test_an_archive(hours: Hours, tmp_path: Path) -> None:
    path, into = tmp_path / "woo.zip", tmp_path / "uit"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("een/besluit.pdf", PDF)
        archive.writestr("../../boven.pdf", PDF)
        archive.writestr("los.pdf", PDF)
        archive.writestr("__MACOSX/een/._besluit.pdf", b"x")
        archive.writestr("een/lees.txt", b"x")
    assert _fetch(path, into, hours).counts["new"] == 2
    assert _paths(into) == ["zip-woo.zip/een/besluit.pdf", "zip-woo.zip/woo/los.pdf"]
    assert _fetch(path, into, hours).counts == {"same": 2, "dossier": 2}


def test_a_damaged_file_in_an_archive_costs_no_other(hours: Hours, tmp_path: Path) -> None:
    path = tmp_path / "woo.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("een/a.pdf", PDF)
        archive.writestr("een/b.pdf", PDF_2)
    path.write_bytes(path.read_bytes().replace(PDF, PDF.replace(b"obj", b"OBJ"), 1))
    report = _fetch(path, tmp_path / "uit", hours)
    assert (report.counts["new"], report.failures[0]["error"]) == (1, "content")


def test_an_archive_that_is_none(hours: Hours, tmp_path: Path) -> None:
    (tmp_path / "woo.zip").write_bytes(PDF)
    report = _fetch(tmp_path / "woo.zip", tmp_path / "uit", hours)
    assert report.failures[0]["stage"] == "list"


def test_a_list_of_urls(host: Host, hours: Hours, tmp_path: Path) -> None:
    urls = [host.put(f"/{name}.pdf", pdf(PDF + name.encode())) for name in ("a", "b")]
    (tmp_path / "lijst.txt").write_text("# mijn lijst\n\n" + "\n".join(urls), encoding="utf-8")
    assert _fetch(tmp_path / "lijst.txt", tmp_path / "uit", hours).counts == {"new": 2, "dossier": 2}
    assert _paths(tmp_path / "uit") == ["urls-lijst.txt/a/a.pdf", "urls-lijst.txt/b/b.pdf"]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_table_of_urls(host: Host, hours: Hours, tmp_path: Path, delimiter: str) -> None:
    rows = [["dossier", "url", "name", "role", "jaar"]]
    urls = {name: host.put(f"/{name}", pdf(PDF + name.encode())) for name in ("a", "b")}
    rows += [["d1", url, f"{name}.pdf", "besluit", "2024"] for name, url in urls.items()]
    (tmp_path / "lijst.csv").write_text("\ufeff" + "\n".join(map(delimiter.join, rows)), encoding="utf-8")
    assert _fetch(tmp_path / "lijst.csv", tmp_path / "uit", hours).counts == {"new": 2, "dossier": 1}
    row = load_provenance(tmp_path / "uit")[0]
    assert (row.path, row.role, row.metadata) == ("urls-lijst.csv/d1/a.pdf", "besluit", {"jaar": "2024"})


def test_a_table_without_urls(hours: Hours, tmp_path: Path) -> None:
    (tmp_path / "lijst.csv").write_text("naam\nx\n", encoding="utf-8")
    assert "no column url" in _fetch(tmp_path / "lijst.csv", tmp_path / "uit", hours).failures[0]["message"]


@pytest.mark.parametrize("text", ["nergens", "woogle:", "ftp:x", "x.docx"])
def test_what_is_no_source(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.docx").write_bytes(b"x")
    with pytest.raises(SourceError):
        choose_source(str(tmp_path / text) if text.startswith("x") else text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("openwoo:openpub.gemeente.example", "openwoo:openpub.gemeente.example"),
        ("gpp:https://bank.gemeente.example/api/v1/", "gpp:bank.gemeente.example"),
        ("hf:iemand/woo@v1", "hf:iemand/woo@v1"),
        ("woogle:nl.gm1963.2i.2022.10", "woogle:nl.gm1963.2i.2022.10"),
    ],
)
def test_names_of_sources(text: str, name: str) -> None:
    assert choose_source(text).name == name

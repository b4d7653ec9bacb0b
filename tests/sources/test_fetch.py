"""From a source to a folder: what comes, what is kept, what is noticed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.sources.server import GONE, NOTICE, PDF, PDF_2, Answer, Host, Hours, client, pdf
from woo_gronden.errors import OutputError
from woo_gronden.sources import Origin, find_sources
from woo_gronden.sources.fetch import FetchReport, fetch, plan
from woo_gronden.sources.ledger import Ledger, Provenance, load_provenance
from woo_gronden.sources.records import Record, RemoteFile


class Listed:
    """A source that names what it is given."""

    def __init__(self, *records: Record, name: str = "test:bron") -> None:
        self.name, self.total, self.given = name, len(records), records

    def records(self, _: object) -> Any:
        yield from self.given


def _record(*urls: str, record_id: str = "dossier-1", **more: Any) -> Record:
    return Record(record_id, tuple(RemoteFile(url, url.rpartition("/")[2], url) for url in urls), **more)


def _fetch(source: Listed, into: Path, hours: Hours, *, limit: int | None = None, **rules: Any) -> FetchReport:
    removing = rules.pop("remove_withdrawn", False)
    hours.seconds += 3600
    with client(hours, **rules) as web:
        return fetch([source], into, web, limit=limit, remove_withdrawn=removing)


def _rows(into: Path) -> dict[str, Provenance]:
    return {row.key.rpartition("/")[2]: row for row in load_provenance(into)}


def _events(into: Path) -> list[str]:
    return [json.loads(line)["event"] for line in (into / "history.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_dossier_comes_with_where_it_is_from(host: Host, hours: Hours, tmp_path: Path) -> None:
    url = host.put("/besluit.pdf", pdf(ETag='"1"', Last_Modified="Thu, 01 Jan 2026 00:00:00 GMT"))
    into = tmp_path / "corpus"
    report = _fetch(
        Listed(_record(url, title="Besluit", metadata={"jaar": 2026, "Verzoeker": "J. Jansen"})), into, hours
    )
    assert report.counts == {"new": 1, "dossier": 1}
    assert (into / "test-bron/dossier-1/besluit.pdf").read_bytes() == PDF
    row = _rows(into)["besluit.pdf"]
    assert (row.url, row.final_url, row.bytes, row.etag) == (url, url, len(PDF), '"1"')
    assert row.content_type == "application/pdf"
    assert row.retrieved_at == row.checked_at == "2026-01-01T01:00:00Z"
    said = json.loads((into / "test-bron/dossier-1/dossier.json").read_text(encoding="utf-8"))
    assert (said["title"], said["metadata"]) == ("Besluit", {"jaar": 2026})
    (source,) = find_sources([into])
    assert source.dossier_id == "corpus/test-bron/dossier-1"


def test_nothing_is_fetched_twice(host: Host, hours: Hours, tmp_path: Path) -> None:
    source = Listed(_record(host.put("/a.pdf", pdf(ETag='"1"')), host.put("/b.pdf", pdf(PDF_2))))
    _fetch(source, tmp_path / "uit", hours)
    report = _fetch(source, tmp_path / "uit", hours)
    assert report.counts == {"same": 2, "dossier": 1}
    assert host.sent("/a.pdf")[1]["if-none-match"] == '"1"'
    rows = _rows(tmp_path / "uit")
    assert {row.retrieved_at for row in rows.values()} == {"2026-01-01T01:00:00Z"}
    assert {row.checked_at for row in rows.values()} == {"2026-01-01T02:00:00Z"}
    assert _events(tmp_path / "uit") == ["fetched", "fetched"]


def test_a_version_that_the_source_tells_spares_the_request(host: Host, hours: Hours, tmp_path: Path) -> None:
    url = host.put("/a.pdf", pdf(), pdf(PDF_2))
    for version, kind, asked in (("1", "new", 1), ("1", "same", 1), ("2", "changed", 2)):
        source = Listed(Record("d", (RemoteFile(url, "a.pdf", url, version=version),)))
        assert _fetch(source, tmp_path / "uit", hours).counts[kind] == 1
        assert host.times("/a.pdf") == asked


def test_a_changed_file_replaces_the_earlier_one_which_is_kept(host: Host, hours: Hours, tmp_path: Path) -> None:
    source = Listed(_record(host.put("/a.pdf", pdf(ETag='"1"'), pdf(PDF_2, ETag='"2"'))))
    into = tmp_path / "uit"
    _fetch(source, into, hours)
    first = _rows(into)["a.pdf"]
    assert _fetch(source, into, hours).counts["changed"] == 1
    row = _rows(into)["a.pdf"]
    assert (row.path, row.etag, (into / row.path).read_bytes()) == (first.path, '"2"', PDF_2)
    (earlier,) = row.previous
    assert (earlier["sha256"], earlier["replaced_at"]) == (first.sha256, "2026-01-01T02:00:00Z")
    assert (into / earlier["kept"]).read_bytes() == PDF
    assert len(find_sources([into])) == 1
    assert _events(into) == ["fetched", "changed"]


@pytest.mark.parametrize("status", [404, 410])
def test_a_file_that_was_taken_back_is_marked_and_may_return(
    host: Host, hours: Hours, tmp_path: Path, status: int
) -> None:
    source = Listed(_record(host.put("/a.pdf", pdf(), Answer(status=status), Answer(status=status), pdf())))
    into = tmp_path / "uit"
    for kind, since in (
        ("new", ""),
        ("withdrawn", "2026-01-01T02:00:00Z"),
        ("withdrawn", "2026-01-01T02:00:00Z"),
        ("same", ""),
    ):
        assert _fetch(source, into, hours).counts[kind] == 1
        assert _rows(into)["a.pdf"].withdrawn_at == since
    assert _events(into) == ["fetched", "withdrawn", "returned"]


def test_what_was_taken_back_can_be_deleted(host: Host, hours: Hours, tmp_path: Path) -> None:
    source = Listed(_record(host.put("/a.pdf", pdf(), GONE)))
    _fetch(source, tmp_path / "uit", hours)
    _fetch(source, tmp_path / "uit", hours, remove_withdrawn=True)
    row = _rows(tmp_path / "uit")["a.pdf"]
    assert row.withdrawn_at
    assert not (tmp_path / "uit" / row.path).exists()


def test_a_dossier_withdrawn_by_its_source(host: Host, hours: Hours, tmp_path: Path) -> None:
    url = host.put("/a.pdf", pdf())
    _fetch(Listed(_record(url)), tmp_path / "uit", hours)
    report = _fetch(Listed(_record(url, withdrawn=True)), tmp_path / "uit", hours)
    assert report.counts == {"withdrawn": 1, "dossier": 1}
    assert host.times("/a.pdf") == 1


def test_what_the_list_names_no_more_is_asked_for(host: Host, hours: Hours, tmp_path: Path) -> None:
    stays, goes = host.put("/a.pdf", pdf()), host.put("/b.pdf", pdf(), GONE)
    into = tmp_path / "uit"
    _fetch(Listed(_record(stays, record_id="1"), _record(goes, record_id="2")), into, hours)
    assert _fetch(Listed(), into, hours, limit=5).counts == {}
    report = _fetch(Listed(), into, hours)
    assert report.counts == {"same": 1, "unlisted": 1, "withdrawn": 1}
    rows = _rows(into)
    assert (bool(rows["a.pdf"].unlisted_at), bool(rows["a.pdf"].withdrawn_at)) == (True, False)
    assert rows["b.pdf"].withdrawn_at
    first = rows["a.pdf"].unlisted_at
    _fetch(Listed(), into, hours)
    assert _rows(into)["a.pdf"].unlisted_at == first
    _fetch(Listed(_record(stays, record_id="1")), into, hours)
    assert _rows(into)["a.pdf"].unlisted_at == ""


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (NOTICE, "content"),
        (Answer(b"<html>", headers={"Content-Type": "application/pdf"}), "content"),
        (Answer(b"", headers={"Content-Type": "application/pdf"}), "content"),
        (Answer(b"PK\x03\x04", headers={"Content-Type": "application/zip"}), "content"),
        (pdf(PDF + b" " * 5000), "size"),
        (Answer(PDF[:30], told=False), "cut-off"),
        (Answer(PDF, cut=20), "cut-off"),
        (Answer(status=500), "unavailable"),
        (Answer(hang=True), "timeout"),
        (GONE, "gone"),
    ],
)
def test_a_bad_file_is_a_failure_and_costs_no_other(
    host: Host, hours: Hours, tmp_path: Path, answer: Answer, kind: str
) -> None:
    bad, good = host.put("/a.pdf", answer), host.put("/b.pdf", pdf())
    into = tmp_path / "uit"
    report = _fetch(Listed(_record(bad, good)), into, hours, retries=1, max_bytes=3000, timeout=0.1)
    assert report.counts == {"failed": 1, "new": 1, "dossier": 1}
    (failure,) = (json.loads(line) for line in (into / "failures.jsonl").read_text(encoding="utf-8").splitlines())
    assert (failure["error"], failure["url"], failure["stage"]) == (kind, bad, "file")
    assert sorted(path.name for path in (into / "test-bron/dossier-1").iterdir()) == ["b.pdf", "dossier.json"]


def test_a_body_that_was_cut_off_is_gone_on_with(host: Host, hours: Hours, tmp_path: Path) -> None:
    whole = pdf(PDF * 3, ETag='"1"')
    url = host.put("/a.pdf", Answer(whole.body, headers=whole.headers, cut=60), whole)
    assert _fetch(Listed(_record(url)), tmp_path / "uit", hours).counts["new"] == 1
    assert (tmp_path / "uit/test-bron/dossier-1/a.pdf").read_bytes() == PDF * 3
    assert host.sent("/a.pdf")[1]["range"] == "bytes=60-"


def test_a_part_of_a_file_that_changed_since_is_thrown_away(host: Host, hours: Hours, tmp_path: Path) -> None:
    cut = Answer(PDF, headers={"ETag": '"1"', "Content-Type": "application/pdf"}, cut=30)
    source = Listed(_record(host.put("/a.pdf", cut)))
    assert _fetch(source, tmp_path / "uit", hours, retries=0).counts["failed"] == 1
    host.put("/a.pdf", pdf(PDF_2, ETag='"2"'))
    assert _fetch(source, tmp_path / "uit", hours).counts["new"] == 1
    assert host.sent("/a.pdf")[1]["if-range"] == '"1"'
    assert (tmp_path / "uit/test-bron/dossier-1/a.pdf").read_bytes() == PDF_2


def test_a_fetch_that_was_broken_off_goes_on(host: Host, hours: Hours, tmp_path: Path) -> None:
    class BrokenOff(Listed):
        def records(self, _: object) -> Any:
            yield self.given[0]
            raise KeyboardInterrupt

    records = [_record(host.put(f"/{name}.pdf", pdf()), record_id=name) for name in "ab"]
    into = tmp_path / "uit"
    with pytest.raises(KeyboardInterrupt):
        _fetch(BrokenOff(*records), into, hours)
    assert _fetch(Listed(*records), into, hours).counts == {"known": 1, "new": 1, "dossier": 2}
    assert host.times("/a.pdf") == 1
    assert _fetch(Listed(*records), into, hours).counts["same"] == 2


def test_a_list_that_breaks_off_loses_nothing_and_says_nothing_of_the_rest(
    host: Host, hours: Hours, tmp_path: Path
) -> None:
    class Odd(Listed):
        def records(self, _: object) -> Any:
            yield self.given[0]
            raise KeyError("resultaten")

    records = [_record(host.put(f"/{name}.pdf", pdf()), record_id=name) for name in "ab"]
    _fetch(Listed(*records), tmp_path / "uit", hours)
    report = _fetch(Odd(*records), tmp_path / "uit", hours)
    assert report.counts == {"same": 1, "dossier": 1, "failed": 1}
    assert (report.failures[0]["stage"], report.failures[0]["error"]) == ("list", "content")


def test_the_same_bytes_twice_in_a_dossier_are_one_file(host: Host, hours: Hours, tmp_path: Path) -> None:
    into = tmp_path / "uit"
    source = Listed(_record(host.put("/a.pdf", pdf()), host.put("/b.pdf", pdf(), pdf(), pdf(PDF_2))))
    _fetch(source, into, hours)
    assert len({row.path for row in _rows(into).values()}) == 1
    _fetch(source, into, hours)
    assert _fetch(source, into, hours).counts == {"same": 1, "changed": 1, "dossier": 1}
    rows = _rows(into)
    assert (into / rows["a.pdf"].path).read_bytes() == PDF
    assert (into / rows["b.pdf"].path).read_bytes() == PDF_2


def test_one_url_in_two_dossiers_is_asked_for_once(host: Host, hours: Hours, tmp_path: Path) -> None:
    url = host.put("/a.pdf", pdf())
    _fetch(Listed(_record(url, record_id="1"), _record(url, record_id="2")), tmp_path / "uit", hours)
    assert host.times("/a.pdf") == 1
    assert len(find_sources([tmp_path / "uit"])) == 2


@pytest.mark.parametrize(
    ("record_id", "name", "path"),
    [
        ("../../boven", "../x.pdf", "test-bron/boven/x.pdf"),
        ("a/b", "c/d\\e.pdf", "test-bron/a-b/c-d-e.pdf"),
        ("nl.gm1963.2i.2022.10", ".verborgen.pdf", "test-bron/nl.gm1963.2i.2022.10/verborgen.pdf"),
        ("..", "con.pdf", "test-bron/dossier/_con.pdf"),
        ("d", "brief\u202efdp.pdf", "test-bron/d/brieffdp.pdf"),
        ("d", "zonder", "test-bron/d/zonder.pdf"),
        ("d", "dossier.json.pdf", "test-bron/d/dossier.json.pdf"),
        ("d", "é" * 100 + ".pdf", "test-bron/d/" + "é" * 58 + ".pdf"),
    ],
)
def test_names_stay_within_the_folder(
    host: Host, hours: Hours, tmp_path: Path, record_id: str, name: str, path: str
) -> None:
    url = host.put("/a", pdf())
    _fetch(Listed(Record(record_id, (RemoteFile(url, name, url),))), tmp_path / "uit", hours)
    (row,) = load_provenance(tmp_path / "uit")
    assert row.path == path
    assert (tmp_path / "uit" / path).read_bytes() == PDF


def test_names_that_clash_get_a_number(host: Host, hours: Hours, tmp_path: Path) -> None:
    urls = [host.put(f"/{i}/Brief.pdf", pdf(PDF + b"%" * i)) for i in range(2)] + [host.put("/3/brief.PDF", pdf(PDF_2))]
    _fetch(Listed(_record(*urls)), tmp_path / "uit", hours)
    names = sorted(row.path.rpartition("/")[2] for row in load_provenance(tmp_path / "uit"))
    assert names == ["Brief.pdf", "Brief~2.pdf", "brief~3.PDF"]


def test_a_link_out_of_the_folder_is_not_followed(host: Host, hours: Hours, tmp_path: Path) -> None:
    into, elsewhere = tmp_path / "uit", tmp_path / "elders"
    elsewhere.mkdir()
    _fetch(Listed(), into, hours)
    (into / "test-bron").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(OutputError):
        _fetch(Listed(_record(host.put("/a.pdf", pdf()))), into, hours)
    assert not list(elsewhere.rglob("*.pdf"))


def test_the_name_in_the_header_where_the_source_has_none(host: Host, hours: Hours, tmp_path: Path) -> None:
    url = host.put("/download", pdf(Content_Disposition='attachment; filename="Besluit Woo.pdf"'))
    _fetch(Listed(_record(url)), tmp_path / "uit", hours)
    assert (tmp_path / "uit/test-bron/dossier-1/Besluit Woo.pdf").is_file()


def test_what_nothing_here_reads_is_not_asked_for(host: Host, hours: Hours, tmp_path: Path) -> None:
    report = _fetch(Listed(_record(host.put("/a.docx", pdf()))), tmp_path / "uit", hours)
    assert (report.failures[0]["error"], host.asked) == ("unsupported", [])


def test_what_has_no_url_is_told(hours: Hours, tmp_path: Path) -> None:
    report = _fetch(Listed(Record("d", (RemoteFile("brief", "brief.pdf"),))), tmp_path / "uit", hours)
    assert (report.failures[0]["error"], report.failures[0]["message"]) == (
        "unsupported",
        "its source gives no URL for it",
    )


def test_edits_of_the_metadata_are_noted(host: Host, hours: Hours, tmp_path: Path) -> None:
    url, into = host.put("/a.pdf", pdf()), tmp_path / "uit"
    for title in ("Eerst", "Eerst", "Later"):
        _fetch(Listed(_record(url, title=title)), into, hours)
    last = json.loads((into / "history.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (last["event"], last["was"]) == ("metadata", {"title": "Eerst"})
    assert _events(into).count("metadata") == 1


def test_a_plan_writes_nothing_and_asks_for_no_file(host: Host, hours: Hours, tmp_path: Path) -> None:
    source = Listed(_record(host.put("/a.pdf", pdf())), _record(host.put("/b.pdf", pdf()), record_id="2"))
    with client(hours) as web:
        events = list(plan([source], tmp_path / "uit", web, limit=1))
    assert [(event.kind, event.record_id) for event in events] == [("new", "dossier-1")]
    assert (host.asked, (tmp_path / "uit").exists()) == ([], False)


def test_a_limit_counts_dossiers(host: Host, hours: Hours, tmp_path: Path) -> None:
    source = Listed(*(_record(host.put(f"/{i}.pdf", pdf()), record_id=str(i)) for i in range(3)))
    assert _fetch(source, tmp_path / "uit", hours, limit=2).counts == {"new": 2, "dossier": 2}


def test_folders_that_are_not_ours(hours: Hours, tmp_path: Path) -> None:
    (tmp_path / "iets.txt").write_text("x", encoding="utf-8")
    for place in (tmp_path, tmp_path / "iets.txt"):
        with pytest.raises(OutputError):
            _fetch(Listed(), place, hours)


def test_two_fetches_at_once_are_refused(hours: Hours, tmp_path: Path) -> None:
    with Ledger(tmp_path / "uit").opened(), pytest.raises(OutputError, match="another fetch"):
        _fetch(Listed(), tmp_path / "uit", hours)


def test_a_line_that_a_crash_cut_off_is_left_out(host: Host, hours: Hours, tmp_path: Path) -> None:
    source, into = Listed(_record(host.put("/a.pdf", pdf()))), tmp_path / "uit"
    _fetch(source, into, hours)
    with (into / "provenance.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"source": "test:bron", "rec')
    assert len(load_provenance(into)) == 1
    assert _fetch(source, into, hours).counts["same"] == 1


def test_files_know_where_they_were_fetched(host: Host, hours: Hours, tmp_path: Path) -> None:
    url, into = host.put("/a.pdf", pdf(), GONE), tmp_path / "uit"
    for since in ("", "2026-01-01T02:00:00Z"):
        _fetch(Listed(_record(url)), into, hours)
        for given in (into, into / "test-bron", into / "test-bron/dossier-1", into / "test-bron/dossier-1/a.pdf"):
            (source,) = find_sources([given])
            assert source.origin == Origin("test:bron", "dossier-1", url, "2026-01-01T01:00:00Z", since)
    (tmp_path / "los.pdf").write_bytes(PDF)
    assert find_sources([tmp_path / "los.pdf"])[0].origin is None

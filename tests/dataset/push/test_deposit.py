"""A release goes to a Dataverse as a draft, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.dataset.push.conftest import Waits
from tests.dataset.push.dataverse_host import CC_BY, DataverseHost
from tests.dataset.push.hosts import TOKEN, Fault, serve
from woo_gronden.dataset.push import Parcel, Progress
from woo_gronden.dataset.push.deposit import DataverseTarget, deposit
from woo_gronden.errors import PushError


@pytest.fixture
def host() -> Iterator[DataverseHost]:
    with serve(DataverseHost()) as host:
        assert isinstance(host, DataverseHost)
        yield host


def sent(parcel: Parcel, host: DataverseHost, waits: Waits, **target: object) -> str:
    where = DataverseTarget(host.url, TOKEN, "wetenschap")._replace(**target)
    return deposit(parcel, where, patience=waits.patience())


def paths(parcel: Parcel) -> set[str]:
    return {file.path for file in parcel.files}


@pytest.mark.parametrize("algorithm", ["MD5", "SHA-1", "SHA-256", "SHA-512"])
def test_a_draft_is_made_with_every_file_and_is_not_published(parcel: Parcel, waits: Waits, algorithm: str) -> None:
    with serve(DataverseHost(algorithm)) as host:
        assert isinstance(host, DataverseHost)
        lines: list[str] = []
        moved: dict[str, int] = {}
        target = DataverseTarget(host.url, TOKEN, "wetenschap")
        doi = deposit(parcel, target, Progress(lines.append, moved.__setitem__), waits.patience())
        assert host.paths(doi) == paths(parcel)
        assert (host.published, waits) == ([], [])
        assert f"--doi {doi}" in lines[0]
        assert sum(moved.values()) == parcel.size
        assert host.datasets[doi]["license"] == {"name": CC_BY["name"], "uri": CC_BY["uri"]}
        fields = host.fields(doi)
        assert fields["title"] == "Redenen"
        assert fields["subject"] == ["Law", "Social Sciences"]
        assert fields["author"][0]["authorName"]["value"] == "A. Auteur"
        assert fields["datasetContact"][0]["datasetContactEmail"]["value"] == "data@x.example"
        assert fields["notesText"].startswith("Version 2026.3.5 of 2026-03-05")


def test_published_when_asked(parcel: Parcel, host: DataverseHost, waits: Waits) -> None:
    doi = sent(parcel, host, waits, publish=True)
    assert host.published == [doi]


def test_blocks_that_a_host_asks_for(parcel: Parcel, host: DataverseHost, waits: Waits) -> None:
    field = {"typeName": "dansRightsHolder", "multiple": True, "typeClass": "primitive", "value": ["X"]}
    doi = sent(parcel, host, waits, blocks={"dansRights": [field]})
    assert host.fields(doi)["dansRightsHolder"] == ["X"]


def test_a_dataset_that_is_there_is_brought_up_to_date(parcel: Parcel, host: DataverseHost, waits: Waits) -> None:
    doi = host.make()
    host.datasets[doi]["fields"] = [{"typeName": "title", "value": "Oud"}, {"typeName": "series", "value": "by hand"}]
    card = parcel.folder / "README.md"
    host.put(doi, "README.md", card.read_bytes())
    host.put(doi, "release.json", b"of the last version")
    host.put(doi, "data/passages/train-00000-of-00009.parquet", b"of the last version")
    host.put(doi, "codebook.pdf", b"by hand")
    sent(parcel, host, waits, doi=doi)
    assert host.paths(doi) == paths(parcel) | {"codebook.pdf"}
    assert (host.count("POST", "/replace"), host.count("POST", "/add")) == (1, len(parcel.files) - 2)
    assert (host.fields(doi)["title"], host.fields(doi)["series"]) == ("Redenen", "by hand")


def test_what_is_there_is_not_sent_twice(parcel: Parcel, host: DataverseHost, waits: Waits) -> None:
    doi = sent(parcel, host, waits)
    before = host.count("POST", "/add")
    sent(parcel, host, waits, doi=doi)
    assert host.count("POST", "/add") == before == len(parcel.files)


def test_going_on_after_an_interruption(parcel: Parcel, host: DataverseHost, waits: Waits) -> None:
    half = len(parcel.files) // 2
    some = replace(parcel, files=parcel.files[:half])
    doi = sent(some, host, waits)
    sent(parcel, host, waits, doi=doi)
    assert host.count("POST", "/add") == len(parcel.files)


@pytest.mark.parametrize(
    "fault",
    [
        Fault("POST", "/add", 500),
        Fault("POST", "/add", 502, body=b"<html>Bad Gateway"),
        Fault("POST", "/add", lost=True),
        Fault("POST", "/add", damage=True),
        Fault("GET", "/locks", 503),
        Fault("GET", "/versions/:latest", lost=True),
        Fault("GET", "/licenses", 504),
        Fault("POST", "/dataverses/wetenschap/datasets", 503),
    ],
    ids=lambda fault: f"{fault.part} {fault.status or 'lost or damaged'}",
)
def test_faults_that_pass(parcel: Parcel, host: DataverseHost, waits: Waits, fault: Fault) -> None:
    host.faults = [fault]
    doi = sent(parcel, host, waits)
    assert host.paths(doi) == paths(parcel)
    assert (len(host.datasets), waits) == (1, [2.0])


def test_the_host_says_how_long_to_wait(parcel: Parcel, host: DataverseHost, waits: Waits) -> None:
    host.faults = [
        Fault("POST", "/add", 429, {"Retry-After": "7"}),
        Fault("POST", "/add", 429, {"Retry-After": "9999"}),
    ]
    sent(parcel, host, waits)
    assert waits == [7.0, 120.0]


def test_a_locked_dataset_is_waited_for(parcel: Parcel, host: DataverseHost, waits: Waits) -> None:
    host.locks = [[{"lockType": "EditInProgress"}]] * 2
    sent(parcel, host, waits)
    assert waits == [2.0, 4.0]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (400, "refused"),
        (401, "token is missing"),
        (403, "no right"),
        (404, "no such place"),
        (409, "there already"),
        (413, "larger than this host takes"),
        (429, "too many requests"),
        (500, "the host failed"),
    ],
)
def test_refusals_are_told(parcel: Parcel, host: DataverseHost, waits: Waits, status: int, expected: str) -> None:
    host.faults = [Fault("POST", "/add", status, times=99)]
    with pytest.raises(PushError) as error:
        sent(parcel, host, waits)
    assert error.value.status == status
    assert expected in str(error.value)
    assert "the host says why" in str(error.value)
    assert TOKEN not in str(error.value)
    assert len(waits) == (2 if status in {429, 500} else 0)


def test_a_dataset_is_not_made_twice(parcel: Parcel, host: DataverseHost, waits: Waits) -> None:
    host.faults = [Fault("POST", "/datasets", lost=True)]
    with pytest.raises(PushError, match="may have been made"):
        sent(parcel, host, waits)
    assert len(host.datasets) == 1


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ({"token": "wrong"}, "Bad API key"),
        ({"collection": "elders"}, "no such place"),
        ({"doi": "doi:10.5072/FK2/NONE"}, "not found"),
        ({"server": "http://data.example.org"}, "use https"),
        ({"server": "data.example.org"}, "is no address"),
    ],
)
def test_wrong_places(
    parcel: Parcel, host: DataverseHost, waits: Waits, target: dict[str, object], expected: str
) -> None:
    with pytest.raises(PushError, match=expected):
        sent(parcel, host, waits, **target)
    assert host.datasets == {}


def test_another_licence_there(parcel: Parcel, host: DataverseHost, waits: Waits) -> None:
    doi = host.make(licence=host.licences[0])
    with pytest.raises(PushError, match="publicdomain"):
        sent(parcel, host, waits, doi=doi)
    host.licences.remove(CC_BY)
    with pytest.raises(PushError, match="offers no CC BY"):
        sent(parcel, host, waits)
    assert host.count("POST", "/add") == 0


def test_the_token_does_not_follow_a_redirect(parcel: Parcel, host: DataverseHost, waits: Waits) -> None:
    with serve(DataverseHost()) as other:
        host.faults = [Fault("GET", "/licenses", 301, {"Location": f"{other.url}/api/v1/licenses"})]
        with pytest.raises(PushError, match="sends on to"):
            sent(parcel, host, waits)
        assert other.asked == []


def test_a_host_that_is_no_dataverse(parcel: Parcel, host: DataverseHost, waits: Waits) -> None:
    host.faults = [Fault("GET", "/licenses", 200, body=b"<html>welcome")]
    with pytest.raises(PushError, match="none of a Dataverse"):
        sent(parcel, host, waits)


def test_a_lock_that_stays(parcel: Parcel, host: DataverseHost, waits: Waits) -> None:
    host.locks = [[{"lockType": "InReview"}]] * 9
    with pytest.raises(PushError, match=r"locked \(InReview\)"):
        sent(parcel, host, waits)

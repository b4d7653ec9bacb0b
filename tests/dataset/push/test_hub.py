"""A release goes to the hub in one commit, private unless asked, whatever happens on the way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from huggingface_hub import constants
from huggingface_hub.utils import _http

from tests.dataset.push.conftest import Waits
from tests.dataset.push.hosts import TOKEN, Fault, serve
from tests.dataset.push.hub_host import REPO, HubHost
from woo_gronden.dataset.push import Parcel, Progress
from woo_gronden.dataset.push.hub_extra import HubTarget, push_to_hub
from woo_gronden.errors import PushError

WHY = b'{"error": "the host says why"}'


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubHost]:
    # Large files by LFS: Xet, the hub's newer way, is a protocol of its own that nothing here plays.
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    # The client asks some things again by itself.
    monkeypatch.setattr(_http.time, "sleep", lambda seconds: None)
    with serve(HubHost()) as host:
        assert isinstance(host, HubHost)
        yield host


def sent(parcel: Parcel, host: HubHost, waits: Waits, repo: str = REPO, **target: object) -> tuple[str, list[str]]:
    lines: list[str] = []
    where = HubTarget(repo, endpoint=host.url, token=TOKEN)._replace(**target)
    return push_to_hub(parcel, where, Progress(lines.append), waits.patience()), lines


def whole(parcel: Parcel, host: HubHost, *others: str) -> bool:
    here = {file.path: (parcel.folder / file.path).read_bytes() for file in parcel.files}
    return {path: content for path, content in host.files.items() if path not in {".gitattributes", *others}} == here


def test_one_commit_private_and_tagged(parcel: Parcel, host: HubHost, waits: Waits) -> None:
    address, _ = sent(parcel, host, waits)
    assert whole(parcel, host)
    assert (host.private, host.messages, host.tags) == (True, ["Version 2026.3.5"], {"2026.3.5": 1})
    assert address == f"{host.url}/datasets/{REPO}/tree/2026.3.5"
    assert waits == []


def test_public_when_asked(parcel: Parcel, host: HubHost, waits: Waits) -> None:
    sent(parcel, host, waits, public=True)
    assert host.private is False


def test_a_public_repository_is_not_filled_unasked(parcel: Parcel, host: HubHost, waits: Waits) -> None:
    host.private = False
    with pytest.raises(PushError, match="is public there"):
        sent(parcel, host, waits)
    assert len(host.commits) == 1


def test_a_private_repository_stays_private(parcel: Parcel, host: HubHost, waits: Waits) -> None:
    host.private = True
    _, lines = sent(parcel, host, waits, public=True)
    assert host.private is True
    assert "is private there" in lines[0]


def test_the_same_version_again_sends_nothing(parcel: Parcel, host: HubHost, waits: Waits) -> None:
    sent(parcel, host, waits)
    _, lines = sent(parcel, host, waits)
    assert lines == ["version 2026.3.5 is there already, with the same files"]
    assert len(host.commits) == 2


def test_a_version_is_never_another_one_later(parcel: Parcel, host: HubHost, waits: Waits) -> None:
    sent(parcel, host, waits)
    host.files["README.md"] = b"edited"
    with pytest.raises(PushError, match=r"other files; .* \(first: README.md\)"):
        sent(parcel, host, waits)


def test_the_next_version_replaces_the_one_before(parcel: Parcel, host: HubHost, waits: Waits) -> None:
    old = {"data/passages/train-00000-of-00009.parquet": b"old", "README.md": b"old", "NOTES.md": b"by hand"}
    host.private = True
    host.commits.append(host.files | old)
    host.tags["2026.1.1"] = 1
    _, lines = sent(parcel, host, waits)
    assert whole(parcel, host, "NOTES.md")
    assert host.files["NOTES.md"] == b"by hand"
    assert lines == ["removed, since this release has it not: data/passages/train-00000-of-00009.parquet"]
    assert host.tags == {"2026.1.1": 1, "2026.3.5": 2}


def test_going_on_after_an_interruption(parcel: Parcel, host: HubHost, waits: Waits) -> None:
    host.faults = [Fault("POST", "/commit/", 403, body=WHY)]
    with pytest.raises(PushError):
        sent(parcel, host, waits)
    large = host.count("PUT", "/large/")
    assert large > 0
    sent(parcel, host, waits)
    assert whole(parcel, host)
    assert host.count("PUT", "/large/") == large


@pytest.mark.parametrize(
    "fault",
    [
        Fault("POST", "/repos/create", 500),
        Fault("GET", "/refs", 503),
        Fault("POST", "/commit/", 502, body=b"<html>Bad Gateway"),
        Fault("POST", "/commit/", lost=True),
        Fault("POST", "/tag/", 504),
        Fault("POST", "/tag/", lost=True),
        # Two files, each as often as the client itself tries.
        Fault("PUT", "/large/", 500, times=12),
    ],
    ids=lambda fault: f"{fault.part} {fault.status or 'lost'}",
)
def test_faults_that_pass(parcel: Parcel, host: HubHost, waits: Waits, fault: Fault) -> None:
    host.faults = [fault]
    sent(parcel, host, waits)
    assert whole(parcel, host)
    assert (len(host.commits), host.tags) == (2, {"2026.3.5": 1})
    assert waits == [2.0]


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault("POST", "/commit/", 400, body=WHY), "refused"),
        (Fault("POST", "/repos/create", 401, body=WHY), "token is missing"),
        (Fault("POST", "/commit/", 403, body=WHY), "no right"),
        (Fault("POST", "/preupload/", 404, body=WHY), "no such place"),
        (Fault("POST", "/commit/", 409, body=WHY), "someone else"),
        (Fault("POST", "/commit/", 412, body=WHY), "changed while"),
        (Fault("POST", "/commit/", 413, body=WHY), "larger than this host takes"),
        (Fault("POST", "/commit/", 429, {"Retry-After": "3"}, body=WHY, times=9), "too many requests"),
        (Fault("POST", "/commit/", 500, body=WHY, times=9), "the host failed"),
    ],
    ids=lambda value: str(value.status) if isinstance(value, Fault) else "",
)
def test_refusals_are_told(parcel: Parcel, host: HubHost, waits: Waits, fault: Fault, expected: str) -> None:
    host.faults = [fault]
    with pytest.raises(PushError) as error:
        sent(parcel, host, waits)
    assert error.value.status == fault.status
    assert expected in str(error.value)
    assert "the host says why" in str(error.value)
    assert TOKEN not in str(error.value)
    assert waits == {429: [3.0, 3.0], 500: [2.0, 4.0]}.get(fault.status, [])
    assert host.tags == {}


@pytest.mark.parametrize(
    ("target", "expected"),
    [({"token": "hf_wrong"}, "token is missing"), ({"repo": "elders/redenen"}, "no right"), ({"repo": "a b"}, "a b")],
)
def test_wrong_places(parcel: Parcel, host: HubHost, waits: Waits, target: dict[str, str], expected: str) -> None:
    with pytest.raises(PushError, match=expected):
        sent(parcel, host, waits, **target)


def test_what_arrives_otherwise_is_not_tagged(parcel: Parcel, host: HubHost, waits: Waits) -> None:
    host.faults = [Fault("POST", "/commit/", damage=True)]
    with pytest.raises(PushError, match=r"not all files arrived .* \(first: README.md\)"):
        sent(parcel, host, waits)
    assert host.tags == {}


def test_a_commit_of_somebody_else_in_between(parcel: Parcel, host: HubHost, waits: Waits) -> None:
    some = replace(parcel, files=parcel.files[:1])
    sent(some, host, waits)
    del host.tags["2026.3.5"]
    sent(parcel, host, waits)
    assert whole(parcel, host)


def test_without_the_extra_it_says_how_to_get_it() -> None:
    code = (
        "import sys; sys.modules['huggingface_hub'] = None\n"
        "from woo_gronden.dataset.push.hub_extra import HubTarget, push_to_hub\n"
        "push_to_hub(None, HubTarget('a/b'))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "the Hugging Face hub needs an extra: pip install 'woo-gronden[push]'" in done.stderr

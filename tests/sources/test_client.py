"""How the web is read: patience, politeness, refusals."""

from __future__ import annotations

import pytest

from tests.sources.server import GONE, NOTICE, Answer, Host, Hours, client, page
from woo_gronden.errors import FetchError


def test_a_fault_that_passes_is_tried_again_with_longer_waits(host: Host, hours: Hours) -> None:
    url = host.put("/a", Answer(status=500), Answer(status=502), page({"a": 1}))
    assert client(hours, backoff=2.0).get_json(url) == {"a": 1}
    assert hours.slept == [2.0, 4.0]


@pytest.mark.parametrize(
    ("said", "waited"),
    [
        ("7", 7.0),
        ("Thu, 01 Jan 2026 00:00:30 GMT", 30.0),
        ("soon", 1.0),
        ("0", 1.0),
        ("Wed, 31 Dec 2025 00:00:00 GMT", 1.0),
    ],
)
def test_retry_after_is_honoured(host: Host, hours: Hours, said: str, waited: float) -> None:
    url = host.put("/a", Answer(status=429, headers={"Retry-After": said}), page([]))
    client(hours, backoff=1.0).get_json(url)
    assert hours.slept == [waited]


def test_a_wait_past_the_bound_is_left_for_another_day(host: Host, hours: Hours) -> None:
    url = host.put("/a", Answer(status=503, headers={"Retry-After": "7200"}))
    with pytest.raises(FetchError) as caught:
        client(hours, longest_wait=300).get_json(url)
    assert (caught.value.kind, hours.slept, host.times("/a")) == ("wait", [], 1)


@pytest.mark.parametrize(
    ("answer", "kind", "attempts"),
    [
        (GONE, "gone", 1),
        (Answer(status=410), "gone", 1),
        (Answer(status=403), "status", 1),
        (Answer(status=500), "unavailable", 3),
        (Answer(b"{}", cut=1), "cut-off", 3),
        (NOTICE, "content", 1),
        (Answer(hang=True), "timeout", 3),
    ],
)
def test_refusals_are_told_apart(host: Host, hours: Hours, answer: Answer, kind: str, attempts: int) -> None:
    url = host.put("/a", answer)
    with pytest.raises(FetchError) as caught:
        client(hours, retries=2, timeout=0.1).get_json(url)
    assert (caught.value.kind, host.times("/a")) == (kind, attempts)


def test_nobody_there(hours: Hours) -> None:
    with pytest.raises(FetchError) as caught:
        client(hours, retries=1).get_json("http://127.0.0.1:9/a")
    assert caught.value.kind == "connection"


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/a", "//example.org/a", "a.pdf", "http://", "http://[::1", ""]
)
def test_only_http_is_fetched(hours: Hours, url: str) -> None:
    with pytest.raises(FetchError) as caught:
        client(hours).get_json(url)
    assert caught.value.kind == "scheme"


@pytest.mark.parametrize(("there", "kind"), [("file:///etc/passwd", "scheme"), ("/a", "status")])
def test_redirects_meet_the_same_rules(host: Host, hours: Hours, there: str, kind: str) -> None:
    url = host.put("/a", Answer(status=302, headers={"Location": there}))
    with pytest.raises(FetchError) as caught:
        client(hours).get_json(url)
    assert caught.value.kind == kind


def test_requests_to_one_host_keep_their_distance(host: Host, hours: Hours) -> None:
    url = host.put("/a", page([]))
    with client(hours, interval=1.5) as web:
        for _ in range(3):
            web.get_json(url)
    assert hours.slept == [1.5, 1.5]


def test_robots_are_obeyed_and_read_once(host: Host, hours: Hours) -> None:
    host.put("/robots.txt", Answer(b"User-agent: woo-gronden\nCrawl-delay: 4\nDisallow: /dicht/\n"))
    open_, shut = host.put("/open/a", page([])), host.put("/dicht/a", page([]))
    with client(hours, robots=True) as web:
        web.get_json(open_)
        web.get_json(open_)
        with pytest.raises(FetchError) as caught:
            web.get_json(shut)
    assert caught.value.kind == "robots"
    assert (host.times("/robots.txt"), host.times("/dicht/a")) == (1, 0)
    assert hours.slept[-1] == 4.0


@pytest.mark.parametrize(("answer", "allowed"), [(GONE, True), (Answer(status=403), True), (Answer(status=500), False)])
def test_robots_that_cannot_be_had(host: Host, hours: Hours, answer: Answer, allowed: bool) -> None:
    host.put("/robots.txt", answer)
    url = host.put("/a", page([]))
    if allowed:
        assert client(hours, robots=True).get_json(url) == []
    else:
        with pytest.raises(FetchError, match=r"robots\.txt"):
            client(hours, robots=True).get_json(url)


def test_a_key_is_shown_to_its_own_host_only(host: Host, hours: Hours) -> None:
    other = host.url.replace("127.0.0.1", "localhost")
    url = host.put("/a", Answer(status=302, headers={"Location": f"{other}/b"}))
    host.put("/b", page([]))
    client(hours, secrets={host.url: {"Authorization": "Token x"}}).get_json(url)
    assert host.sent("/a")[0]["authorization"] == "Token x"
    assert "authorization" not in host.sent("/b")[0]
    assert host.sent("/a")[0]["user-agent"].startswith("woo-gronden/")


def test_a_host_that_is_down_is_left_alone_after_a_while(hours: Hours) -> None:
    with client(hours, retries=1, backoff=1.0) as web:
        for waited in (1, 2, 3, 3, 3):
            with pytest.raises(FetchError):
                web.get_json("http://127.0.0.1:9/a")
            assert len(hours.slept) == waited


def test_an_answer_that_cannot_be_unpacked(host: Host, hours: Hours) -> None:
    url = host.put("/a", Answer(b"no gzip", headers={"Content-Encoding": "gzip"}))
    with pytest.raises(FetchError):
        client(hours, retries=0).get_json(url)


def test_a_huge_answer_is_broken_off(host: Host, hours: Hours) -> None:
    url = host.put("/a", Answer(b"[" + b" " * 5000 + b"]", told=False))
    with pytest.raises(FetchError) as caught:
        client(hours, max_bytes=1000).get_json(url)
    assert caught.value.kind == "size"

"""The language model, against a server on this machine that plays the protocol."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from woo_gronden import runners
from woo_gronden.classify.llm import LlmModel, describe_sending
from woo_gronden.classify.llm_client import KEY_VARIABLE, LlmOptions
from woo_gronden.cli.app import app
from woo_gronden.dataset import load_table
from woo_gronden.errors import ModelError
from woo_gronden.pipeline import Options

TEXT = "De namen van medewerkers zijn weggelakt. Hun privacy weegt zwaarder dan openbaarheid."
QUOTE = "Hun privacy weegt zwaarder"

Answer = Callable[[dict[str, Any], int], tuple[int, Any]]


@contextmanager
def server(answer: Answer) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server that gives ``answer(question, number)``: status and body; and the questions it got."""
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append(question | {"path": self.path, "key": self.headers.get("Authorization")})
            status, body = answer(question, len(asked))
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            try:
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except OSError:
                pass  # the client did not wait

        def log_message(self, *args: object) -> None: ...

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_address[1]}/v1", asked
    finally:
        httpd.shutdown()
        httpd.server_close()


def said(*claims: tuple[str, str], wrap: str = "{}") -> dict[str, Any]:
    content = json.dumps({"claims": [{"ground": g, "quote": q} for g, q in claims]})
    return {
        "choices": [{"message": {"content": wrap.replace("{}", content)}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 7},
    }


def model(url: str, waits: list[float] | None = None, **options: Any) -> LlmModel:
    return LlmModel(LlmOptions(url, "klein", **options), sleep=(waits if waits is not None else []).append)


def test_a_claim_with_its_quote_is_kept() -> None:
    with server(lambda *_: (200, said(("woo:5.1.2e", QUOTE)))) as (url, asked):
        llm = model(url)
        assert llm.predict([TEXT], "woo") == [{"woo:5.1.2e": 1.0}]
    assert llm.name == "llm:klein"
    assert asked[0]["path"] == "/v1/chat/completions"
    assert asked[0]["temperature"] == 0
    assert isinstance(asked[0]["seed"], int)
    assert asked[0]["messages"][-1] == {"role": "user", "content": TEXT}
    assert (llm.report.prompt_tokens, llm.report.completion_tokens) == (100, 7)
    assert llm.report.claims == 1


def test_an_invented_quote_is_dropped_and_counted() -> None:
    with server(lambda *_: (200, said(("woo:5.1.2e", "Zij willen niet bekend worden"), ("woo:5.2.1", QUOTE)))) as (
        url,
        _,
    ):
        llm = model(url)
        assert llm.predict([TEXT], "woo") == [{"woo:5.2.1": 1.0}]
    assert llm.report.dropped_quotes == 1


@pytest.mark.parametrize("ground", ["woo:5.1.1i", "wob:10.2e", "privacy", "woo:5.1.3", ""])
def test_a_ground_that_is_not_of_the_law_is_dropped_and_counted(ground: str) -> None:
    with server(lambda *_: (200, said((ground, QUOTE)))) as (url, _):
        llm = model(url)
        assert llm.predict([TEXT], "woo") == [{}]
    assert llm.report.dropped_ids == 1


def test_a_quote_may_differ_in_white_space_only() -> None:
    with server(lambda *_: (200, said(("woo:5.1.2e", "Hun  privacy\nweegt"), ("woo:5.2.1", "hun privacy")))) as (
        url,
        _,
    ):
        assert model(url).predict([TEXT], "woo") == [{"woo:5.1.2e": 1.0}]


@pytest.mark.parametrize("wrap", ["Natuurlijk! Hier is het:\n```json\n{}\n```", "<think>eerst dit</think> {} Succes."])
def test_json_wrapped_in_words_is_read(wrap: str) -> None:
    with server(lambda *_: (200, said(("woo:5.1.2e", QUOTE), wrap=wrap))) as (url, _):
        assert model(url).predict([TEXT], "woo") == [{"woo:5.1.2e": 1.0}]


@pytest.mark.parametrize(
    "bad", ["Dat kan ik niet zeggen.", '{"claims": [', '{"claims": {"a": 1}}', '{"claims": [3]}', "[]"]
)
def test_wrong_json_is_asked_again_with_another_seed_then_given_up(bad: str) -> None:
    with server(lambda *_: (200, {"choices": [{"message": {"content": bad}}]})) as (url, asked):
        llm = model(url, tries=3)
        assert llm.predict([TEXT], "woo") == [{}]
    assert llm.report.bad_json == 3
    assert llm.report.failed == 1
    assert len({question["seed"] for question in asked}) == 3


def test_trouble_of_the_server_is_waited_for_longer_each_time() -> None:
    waits: list[float] = []
    with server(lambda _, n: (503, {}) if n < 3 else (200, said(("woo:5.1.2e", QUOTE)))) as (url, _):
        llm = model(url, waits)
        assert llm.predict([TEXT], "woo") == [{"woo:5.1.2e": 1.0}]
    assert waits == [1.0, 2.0]
    assert llm.report.retried == 2


def test_a_wrong_key_is_not_asked_again() -> None:
    with server(lambda *_: (401, {})) as (url, asked):
        llm = model(url)
        assert llm.predict([TEXT], "woo") == [{}]
    assert len(asked) == 1
    assert llm.report.errors == ["HTTP 401"]


def test_a_server_without_schemas_is_asked_without() -> None:
    def answer(question: dict[str, Any], _: int) -> tuple[int, Any]:
        return (400, {}) if "response_format" in question else (200, said(("woo:5.1.2e", QUOTE)))

    with server(answer) as (url, _):
        assert model(url).predict([TEXT], "woo") == [{"woo:5.1.2e": 1.0}]


def test_a_server_that_hangs_is_left() -> None:
    left = threading.Event()

    def answer(*_: Any) -> tuple[int, Any]:
        left.wait(60)
        return 200, said()

    with server(answer) as (url, _):
        llm = model(url, timeout=0.2, tries=2)
        assert llm.predict([TEXT], "woo") == [{}]
        left.set()
    assert llm.report.failed == 1
    assert len(llm.report.errors) == 2


@pytest.mark.parametrize("body", [b"<html>", b"{}", b'{"choices": []}', b'{"choices": [{"message": null}]}', b"[1]"])
def test_what_is_not_the_protocol_is_a_failure_not_a_crash(body: bytes) -> None:
    with server(lambda *_: (200, body)) as (url, _):
        llm = model(url, tries=2)
        assert llm.predict([TEXT], "woo") == [{}]
    assert llm.report.failed == 1


def test_nobody_there() -> None:
    llm = model("http://127.0.0.1:9", tries=2)
    assert llm.predict([TEXT], "woo") == [{}]
    assert llm.report.failed == 1


@pytest.mark.parametrize(
    "choice",
    [
        {"message": {"refusal": "Nee.", "content": None}},
        {"message": {"content": ""}, "finish_reason": "content_filter"},
    ],
)
def test_a_refusal_is_counted(choice: dict[str, Any]) -> None:
    with server(lambda *_: (200, {"choices": [choice]})) as (url, _):
        llm = model(url)
        assert llm.predict([TEXT], "woo") == [{}]
    assert llm.report.refused == 1


def test_the_same_question_is_asked_once(tmp_path: Path) -> None:
    with server(lambda *_: (200, said(("woo:5.1.2e", QUOTE)))) as (url, asked):
        for _ in range(3):
            llm = model(url, cache=tmp_path)
            assert llm.predict([TEXT], "woo") == [{"woo:5.1.2e": 1.0}]
        assert llm.report.cached == 1
        model(url, cache=tmp_path, seed=5).predict([TEXT], "woo")
    assert len(asked) == 2
    kept = "".join(file.read_text() for file in tmp_path.rglob("*.json"))
    assert "weggelakt" not in kept, "the memory holds the letter's text"


def test_printed_citations_are_not_sent() -> None:
    with server(lambda *_: (200, said())) as (url, asked):
        model(url).predict([f"{TEXT} Artikel 10, tweede lid, onder e, van de Wob."], "wob")
    assert "tweede lid" not in asked[0]["messages"][-1]["content"]


def test_arguments_of_a_letter_come_with_their_places() -> None:
    letter = "Inleiding.\n" + "x" * 5990 + "\n" + TEXT
    with server(
        lambda q, _: (200, said(("woo:5.1.2e", QUOTE)) if QUOTE in q["messages"][-1]["content"] else said())
    ) as (
        url,
        asked,
    ):
        [claim] = model(url).find_arguments(letter, "woo")
    assert len(asked) > 1
    assert letter[claim.start : claim.end] == QUOTE


def test_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "geheim")
    with server(lambda *_: (200, said())) as (url, asked):
        llm = model(url)
        llm.predict([TEXT], "woo")
    assert asked[0]["key"] == "Bearer geheim"
    assert "geheim" not in str(llm.report)


def test_the_command_says_what_leaves_the_machine_and_judges_it(tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    for number in range(2):
        passages = [{"text": TEXT, "grounds": ["woo:5.1.2e"], "kind": "motivation"}]
        letter = {"id": f"l{number}", "law": "woo", "authority": "UWV", "passages": passages}
        (gold / f"l{number}.json").write_text(json.dumps(letter))
    with server(lambda *_: (200, said(("woo:5.1.2e", QUOTE)))) as (url, _):
        command = ["evaluate", "grounds", str(gold), "--llm", url, "--llm-model", "klein", "--json"]
        done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output
    assert f"go to {url}" in done.stderr
    assert "2 texts" in done.stderr
    figures = {f["name"]: f["value"] for f in json.loads(done.stdout)["figures"]}
    assert figures["model: micro F1"] == 1


@pytest.fixture(scope="module")
def run(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("asked") / "run"
    runners.run([demo / "09-provincie-deelbesluit-wob"], place, options=Options(ocr="never"), workers=1)
    return place


def _first_words(question: dict[str, Any], _: int) -> tuple[int, Any]:
    """A model that finds the same ground in the first three words of whatever it is sent, and invents a quote."""
    quote = " ".join(question["messages"][-1]["content"].split()[:3])
    return 200, said(("wob:10.2g", quote), ("wob:10.2e", "dit staat er niet"))


def test_a_run_is_read_again_passage_by_passage(run: Path, tmp_path: Path) -> None:
    with server(_first_words) as (url, asked):
        command = ["ask", str(run), "--url", url, "--model", "klein", "--output", str(tmp_path / "b"), "--yes"]
        done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output
    before, after = load_table(run, "passages"), load_table(tmp_path / "b", "passages")
    assert [row["passage_id"] for row in after] == [row["passage_id"] for row in before]
    assert {(row["method"], *row["grounds"]) for row in after} == {("llm:klein", "wob:10.2g")}
    assert len(asked) == len(before)
    assert f"go to {url}" in done.stderr
    report = json.loads((tmp_path / "b" / "run.json").read_text(encoding="utf-8"))["language_model"]
    assert (report["dropped_quotes"], report["prompt_tokens"]) == (len(before), 100 * len(before))
    assert load_table(tmp_path / "b", "decisions") == load_table(run, "decisions")


def test_whole_letters_give_their_own_stretches(run: Path, demo: Path, tmp_path: Path) -> None:
    corpus = demo / "09-provincie-deelbesluit-wob"
    with server(_first_words) as (url, asked):
        command = ["ask", str(run), "--url", url, "--model", "klein", "--output", str(tmp_path / "b"), "--yes"]
        done = CliRunner().invoke(app, [*command, "--corpus", str(corpus)])
    assert done.exit_code == 0, done.output
    rows = load_table(tmp_path / "b", "passages")
    assert len(rows) == len(asked) > 0
    assert all(row["char_end"] - row["char_start"] == len(row["text"]) and row["page_start"] >= 1 for row in rows)
    sent = " ".join(question["messages"][-1]["content"] for question in asked)
    assert all(row["text"] in sent for row in rows)


def test_nothing_is_sent_without_a_yes(run: Path, tmp_path: Path) -> None:
    with server(_first_words) as (url, asked):
        command = ["ask", str(run), "--url", url, "--model", "klein", "--output", str(tmp_path / "b")]
        done = CliRunner().invoke(app, command, input="n\n")
    assert done.exit_code == 1
    assert not asked
    assert not (tmp_path / "b").exists()


def test_a_full_folder_is_left_alone(run: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with server(_first_words) as (url, asked):
        command = ["ask", str(run), "--url", url, "--model", "klein", "--output", str(tmp_path), "--yes"]
        done = CliRunner().invoke(app, command)
    assert done.exit_code == 1
    assert "is not empty" in done.stderr
    assert not asked
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_only_servers_are_addresses() -> None:
    with pytest.raises(ModelError, match="http"):
        model("file:///etc/passwd")


def test_what_leaves_the_machine_is_said() -> None:
    told = describe_sending(LlmOptions("https://llm.example.nl/v1", "groot"), [TEXT, TEXT])
    assert "https://llm.example.nl/v1" in told
    assert "2 texts" in told
    assert "Nothing else" in told


def test_no_text_no_question() -> None:
    with server(lambda *_: (200, said())) as (url, asked):
        assert model(url).predict(["", "  "], "woo") == [{}, {}]
    assert asked == []

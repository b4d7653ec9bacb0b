"""The static site and the search server in a browser."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.report.releases import make_release
from woo_gronden.dataset import ReleaseOptions, build_release
from woo_gronden.report import write_database, write_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_database(make_release(folder), folder / "release.db")
    write_site(folder / "release.db", folder / "site", title="proef", language="nl")
    return folder / "site/index.html"


def _results(page: Any) -> int:
    count: int = page.locator("#results li").count()
    return count


def test_search_and_filter(visit: Callable[..., Any], site: Path) -> None:
    page = visit(site)
    page.wait_for_selector("#results li")
    assert _results(page) == 12
    page.select_option("#ground", value="woo:5.2.1")
    assert _results(page) == 2
    page.select_option("#ground", value="")
    page.select_option("#authority", value="gemeente Wiekslag")
    assert _results(page) == 7
    page.fill("#words", "VIÉR een")
    page.locator("#results mark").first.wait_for()
    assert _results(page) == 7
    page.fill("#words", "nergens")
    page.locator("#results li").first.wait_for(state="detached")


def test_from_a_question_to_a_passage(visit: Callable[..., Any], site: Path) -> None:
    page = visit(site)
    page.wait_for_selector("#results li")
    page.click('nav a[href="#questions"]')
    page.click('a[href="#question=relatief_zonder_afweging"]')
    page.wait_for_selector("#answer tbody tr")
    page.locator("#answer tbody a").first.click()
    page.wait_for_selector("#passage-view blockquote")
    assert "een twee drie vier" in page.locator("#passage-view blockquote").inner_text()


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_site_is_accessible_and_fits(
    visit: Callable[..., Any], accessible: Callable[[Any], None], site: Path, size: tuple[int, int]
) -> None:
    page = visit(site, size)
    page.wait_for_selector("#results li")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    accessible(page)
    page.goto(site.as_uri() + "#question=gronden_per_orgaan")
    page.wait_for_selector("#answer tbody tr")
    accessible(page)


@pytest.fixture(scope="module")
def server(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server over a release of one demo dossier, with its documents at hand."""
    uvicorn = pytest.importorskip("uvicorn", reason="the extra 'explore' is absent")
    pytest.importorskip("datasette", reason="the extra 'explore' is absent")
    from typer.testing import CliRunner

    from woo_gronden.cli.app import app
    from woo_gronden.report.explore_passage import PagePictures
    from woo_gronden.report.explore_server import build_app

    folder = tmp_path_factory.mktemp("server")
    corpus = demo / "02-gemeente-wiekslag"
    assert CliRunner().invoke(app, ["run", str(corpus), "-o", str(folder / "run"), "--workers", "1"]).exit_code == 0
    build_release(folder / "run", folder / "release", ReleaseOptions(keep_personal_data=True))
    write_database(folder / "release", folder / "release.db")
    site = build_app(folder / "release.db", PagePictures(corpus), title="proef", language="nl")
    running = uvicorn.Server(uvicorn.Config(site, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        thread.join(0.02)
        assert thread.is_alive(), "the server did not start"
    yield f"http://127.0.0.1:{running.servers[0].sockets[0].getsockname()[1]}"
    running.should_exit = True
    thread.join(10)


def test_search_leads_to_a_passage_on_its_page(visit: Callable[..., Any], server: str) -> None:
    page = visit(f"{server}/release/reasons?_search=handtekeningen")
    links = page.locator('td a[href^="/passage/"]')
    assert links.count() > 0
    links.first.click()
    page.wait_for_selector(".sheet .at")
    assert page.evaluate("document.querySelector('.sheet img').naturalWidth") > 500


def test_the_passage_page_is_accessible(
    visit: Callable[..., Any], accessible: Callable[[Any], None], server: str
) -> None:
    page = visit(f"{server}/release/reasons")
    page.locator('td a[href^="/passage/"]').first.click()
    page.wait_for_selector(".sheet .at")
    accessible(page)


def test_the_server_only_reads(visit: Callable[..., Any], server: str) -> None:
    page = visit(f"{server}/release/gronden_per_orgaan")
    assert page.locator("table tbody tr").count() > 0
    asked = page.request.get(f"{server}/release.json?sql=delete+from+reasons")
    assert asked.status == 400
    assert page.request.get(f"{server}/release.db").status in (403, 404)
    assert page.request.get(f"{server}/release/reasons.json?_shape=array").json()
    assert page.request.get(f"{server}/passage/0123").status == 404

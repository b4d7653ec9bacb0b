"""The documentation as a reader meets it: at desk and phone, searched, with nothing fetched from elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import DESK, PHONE

ROOT = Path(__file__).resolve().parents[2]


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Tests do not chat."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The built site behind a server of this machine."""
    build = pytest.importorskip("mkdocs.commands.build", reason="mkdocs is absent: pip install '.[docs]'")
    config = pytest.importorskip("mkdocs.config")
    folder = tmp_path_factory.mktemp("site")
    build.build(config.load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder)))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("page", ["index", "voor-de-ambtenaar", "tutorials/folder-to-report"])
def test_a_page_fits_and_fetches_nothing(
    site: str, visit: Callable[..., Any], accessible: Callable[[Any], None], page: str, size: tuple[int, int]
) -> None:
    opened = visit(f"{site}/{page}.html", size)
    assert opened.evaluate("document.documentElement.scrollWidth") <= size[0]
    accessible(opened)


def test_the_search_finds_a_page(site: str, visit: Callable[..., Any]) -> None:
    opened = visit(f"{site}/start.html?q=Krippendorff")
    found = opened.locator(".md-search-result__link").first
    found.wait_for(state="attached")
    assert "annotation.html" in found.get_attribute("href")

"""A real browser, and a page of it that complains and phones home in front of witnesses."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

DESK, PHONE = (1366, 900), (390, 844)
# A browser in a container: no sandbox of its own, no traffic of its own.
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium by Playwright; tests that need it skip where either is absent."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is absent: pip install '.[dev]'")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield opened
        opened.close()


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/" if parts.netloc else address.split("#")[0].rsplit("/", 1)[0]


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a file or address in a window of a given size; at the end nothing may have been said or asked."""
    complaints: list[str] = []
    requests: list[str] = []
    pages: list[Any] = []

    def open_page(target: Path | str, size: tuple[int, int] = DESK) -> Any:
        address = target.as_uri() if isinstance(target, Path) else target
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        page.on("console", lambda told: complaints.append(told.text) if told.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: requests.append(asked.url))
        page.goto(address)
        pages.append(page)
        return page

    yield open_page
    # A page of a local server may ask that server; a file may ask for nothing but itself.
    own = {_origin(page.url) for page in pages}
    foreign = [url for url in requests if not url.startswith(("data:", "blob:", *own))]
    for page in pages:
        page.close()
    assert complaints == []
    assert foreign == []


@pytest.fixture
def accessible() -> Callable[[Any], None]:
    """Check a page with axe: no finding that it calls serious or critical under WCAG 2.2 AA."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is absent: pip install '.[dev]'")
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}

    def check(page: Any) -> None:
        found = axe.Axe().run(page, options=rules).response["violations"]
        heavy = [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")]
        assert heavy == []

    return check

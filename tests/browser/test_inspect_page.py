"""The inspector in a browser: choose, follow, filter, with mouse and keyboard, at the desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import DESK, PHONE
from woo_gronden.report import write_inspection


@pytest.fixture(scope="module")
def file(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("inspect") / "page.html"
    write_inspection(demo / "01-ministerie-grenswetering", output)
    return output


def _open_released(page: Any) -> None:
    page.select_option(
        "#document", label="01-ministerie-grenswetering/01-doc-1-verslag.pdf (openbaar gemaakt document)"
    )


def test_it_opens_at_the_decision(visit: Callable[..., Any], file: Path) -> None:
    page = visit(file)
    assert page.locator("#facts dd").nth(1).inner_text() == "Woo"
    assert page.locator("figure.page").count() == 4
    page.wait_for_selector("figure.page img")


def test_a_box_is_followed_to_row_and_argument(visit: Callable[..., Any], file: Path) -> None:
    page = visit(file)
    _open_released(page)
    page.locator("svg [data-mark] .mark.box").first.click()
    links = page.locator("#detail li button")
    assert links.count() == 2
    assert page.locator("#detail li svg image").count() == 2
    links.nth(1).click()
    assert page.locator("#document option:checked").inner_text().endswith("(besluit)")
    assert "blockquote" in page.locator("#detail").inner_html()
    assert page.locator(".mark.passage.chosen").first.is_visible()


def test_ground_search_and_types_narrow_the_list(visit: Callable[..., Any], file: Path) -> None:
    page = visit(file)
    _open_released(page)
    whole = page.locator("#marks li").count()
    page.select_option("#ground", value="woo:5.1.2a")
    assert 0 < page.locator("#marks li").count() < whole
    page.select_option("#ground", value="")
    page.fill("#search", "geen enkel woord hiervan")
    assert page.locator("#marks li").count() == 0
    page.fill("#search", "")
    page.uncheck("#type-box")
    assert page.locator("#marks li").count() < whole
    assert not page.locator("svg .mark.box").first.is_visible()


def test_keys_go_through_marks_and_pages(visit: Callable[..., Any], file: Path) -> None:
    page = visit(file)
    page.keyboard.press("j")
    first = page.locator("#marks [aria-current]").get_attribute("data-at")
    page.keyboard.press("j")
    assert page.locator("#marks [aria-current]").get_attribute("data-at") != first
    page.keyboard.press("k")
    assert page.locator("#marks [aria-current]").get_attribute("data-at") == first
    page.keyboard.press("Escape")
    assert page.locator("#detail").is_hidden()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"


def test_pictures_come_and_go_with_the_window(visit: Callable[..., Any], file: Path) -> None:
    page = visit(file)
    page.wait_for_selector("figure.page img")
    assert page.locator("figure.page img").count() < 4
    page.evaluate("document.querySelector('figure.page:last-child').scrollIntoView()")
    page.wait_for_selector("figure.page:last-child img")


def test_on_a_phone_nothing_runs_off_the_side(visit: Callable[..., Any], file: Path) -> None:
    page = visit(file, PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert page.locator("#side").is_hidden()
    page.click("#toggle-side")
    page.locator("#marks button").first.click()
    assert page.locator("#side").is_hidden()
    assert page.locator("#detail").is_visible()


def test_on_paper_pages_carry_their_lists(visit: Callable[..., Any], file: Path) -> None:
    page = visit(file)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#side").is_hidden()
    assert page.locator("figure.page img").count() == 4
    assert page.locator(".printed").first.is_visible()


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_it_is_accessible(
    visit: Callable[..., Any], accessible: Callable[[Any], None], file: Path, size: tuple[int, int]
) -> None:
    page = visit(file, size)
    accessible(page)
    page.keyboard.press("j")
    accessible(page)

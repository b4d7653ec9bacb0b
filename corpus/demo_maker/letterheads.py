"""What the pages of each (invented) authority carry outside the running text: logo, side block, footer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from demo_maker.boxes import LOOKS, Box, draw_box
from demo_maker.flow import _PIECE, Flow, Theme
from demo_maker.fonts import FAMILIES, text_width
from demo_maker.pdf import WHITE, Color, Page

NAVY: Color = (0.08, 0.2, 0.42)
GREEN: Color = (0.05, 0.42, 0.3)
RED: Color = (0.72, 0.1, 0.16)
TEAL: Color = (0.0, 0.4, 0.52)
OCHRE: Color = (0.62, 0.4, 0.05)
GRAY: Color = (0.4, 0.4, 0.4)

THEMES: dict[str, Theme] = {
    "ministry": Theme(left=85, right=420, first_top=310, top=105, bottom=770, size=9.5, leading=13),
    "municipality": Theme(
        left=71, right=524, first_top=285, top=95, bottom=765, size=10, leading=13.6, accent=GREEN, heading=GREEN
    ),
    "town": Theme(
        left=100, right=510, first_top=275, top=90, bottom=770, size=10, leading=13.6, accent=RED, sub_italic=False
    ),
    "province": Theme(
        family="serif",
        left=80,
        right=500,
        first_top=300,
        top=95,
        bottom=765,
        size=11,
        leading=14,
        accent=NAVY,
        sub_italic=True,
    ),
    "county": Theme(
        left=75, right=505, first_top=290, top=95, bottom=765, size=10, leading=13.5, accent=OCHRE, heading=OCHRE
    ),
    "agency": Theme(left=78, right=505, first_top=255, top=85, bottom=770, size=10, leading=13.5, accent=TEAL),
    "waterboard": Theme(family="serif", left=85, right=505, first_top=290, top=90, bottom=760, size=11.5, leading=14.5),
    "memo": Theme(left=71, right=515, first_top=80, top=75, bottom=775, size=10, leading=13.5),
    "mail": Theme(left=62, right=530, first_top=70, top=65, bottom=785, size=10, leading=13),
    "report": Theme(
        family="serif", left=85, right=505, first_top=95, top=85, bottom=765, size=11, leading=14.5, heading=NAVY
    ),
    "list": Theme(left=50, right=792, first_top=110, top=60, bottom=545, size=9.5, leading=12.5, width=842, height=595),
    "listportrait": Theme(left=50, right=545, first_top=105, top=60, bottom=785, size=9.5, leading=12.5),
}


def theme_of(head: dict[str, Any]) -> Theme:
    """The theme a source asks for, with its own changes."""
    theme = THEMES[head["form"]]
    changes = dict(head.get("theme", {}))
    for key in ("accent", "heading"):
        if key in changes:
            changes[key] = tuple(changes[key])
    return replace(theme, **changes)


def furnish(flow: Flow, head: dict[str, Any]) -> None:
    """Draw what stands outside the running text, now that the number of pages is known."""
    draw = _FORMS.get(head["form"], _plain)
    for number, page in enumerate(flow.pages, 1):
        draw(flow, page, number, head)
    if stamp := head.get("stamp"):
        for number, page in enumerate(flow.pages, 1):
            width = text_width(stamp, "Helvetica-Bold", 10)
            page.text(page.width - 40 - width, 30, stamp, "Helvetica-Bold", 10, GRAY if number > 1 else (0, 0, 0))


def _lines(
    flow: Flow, page: Page, number: int, x: float, y: float, lines: list[str], size: float, bold: int = 0
) -> float:
    """Small print, redactions allowed; the first ``bold`` lines in bold. Returns the next baseline."""
    regular, strong, _ = FAMILIES["sans"]
    for n, line in enumerate(lines):
        font = strong if n < bold else regular
        if found := _PIECE.search(line):
            kind, code, words = found.groups()
            before = line[: found.start()]
            page.text(x, y, before, font, size)
            start = x + text_width(before, font, size)
            end = start + int(words) * text_width("n", font, size)
            box: Box = draw_box(page, number, (start, y - size * 0.85, end, y + size * 0.25), kind, code, "")
            flow.boxes.append(box)
            page.text(end + 1, y, line[found.end() :].strip(), font, size)
        else:
            page.text(x, y, line, font, size)
        y += size * 1.35
    return y


def _side(flow: Flow, page: Page, number: int, x: float, y: float, parts: list[list[str]]) -> None:
    for part in parts:
        y = _lines(flow, page, number, x, y, part, 6.8, bold=1) + 6


def _ministry(flow: Flow, page: Page, number: int, head: dict[str, Any]) -> None:
    total = len(flow.pages)
    page.text(450, 806, f"Pagina {number} van {total}", "Helvetica", 7)
    if number > 1:
        _side(flow, page, number, 450, 118, head["side_next"])
        return
    page.rect(281, 0, 315, 92, NAVY)
    page.curve([(285, 62), (291, 50), (296, 74), (303, 62), (306, 56), (309, 56), (311, 62)], WHITE, 1.6)
    page.curve([(285, 72), (291, 60), (296, 84), (303, 72), (306, 66), (309, 66), (311, 72)], WHITE, 1.6)
    for n, line in enumerate(head["logo"]):
        page.text(323, 64 + n * 11.5, line, "Times-Roman", 10.5)
    page.text(85, 130, head["return_address"], "Helvetica", 6.5, GRAY)
    _lines(flow, page, number, 85, 148, head["address"], 9.5)
    _side(flow, page, number, 450, 148, head["side"])
    page.text(85, 274, "Datum", "Helvetica", 9.5)
    page.text(140, 274, head["date_line"], "Helvetica", 9.5)
    page.text(85, 288, "Betreft", "Helvetica", 9.5)
    for n, line in enumerate(head["subject"]):
        page.text(140, 288 + n * 13, line, "Helvetica", 9.5)


def _municipality(flow: Flow, page: Page, number: int, head: dict[str, Any]) -> None:
    accent, total = flow.theme.accent, len(flow.pages)
    page.text(flow.theme.right - 60, 812, f"pagina {number} van {total}", "Helvetica", 7.5, GRAY)
    page.text(71, 812, head["footer"], "Helvetica", 7.5, GRAY)
    if number > 1:
        page.text(71, 50, head["logo"][-1], "Helvetica-Bold", 10, accent)
        page.line(71, 57, 524, 57, accent, 0.8)
        return
    page.rect(0, 0, page.width, 14, accent)
    page.polygon([(71, 78), (89, 40), (107, 78)], accent)
    page.polygon([(93, 78), (106, 52), (119, 78)], (0.45, 0.7, 0.3))
    page.text(127, 62, head["logo"][0], "Helvetica", 12, accent)
    page.text(127, 78, head["logo"][1], "Helvetica-Bold", 17, accent)
    _lines(flow, page, number, 400, 52, head["org"], 7.5, bold=1)
    _lines(flow, page, number, 71, 132, head["address"], 10)
    _field_rows(page, 71, 212, head["fields"], accent)


def _town(flow: Flow, page: Page, number: int, head: dict[str, Any]) -> None:
    accent = flow.theme.accent
    page.text(100, 815, f"{number}/{len(flow.pages)}", "Helvetica", 8, GRAY)
    page.rect(0, 0, 20, page.height, accent)
    if number > 1:
        page.text(100, 50, head["logo"][-1], "Helvetica-Bold", 9, accent)
        return
    for n in range(3):
        page.rect(100 + n * 15, 38, 112 + n * 15, 50, accent)
        page.rect(100 + n * 15, 53, 112 + n * 15, 65, (0.95, 0.75, 0.2) if n == 1 else accent)
    page.text(152, 60, head["logo"][1], "Times-Bold", 20, accent)
    _lines(flow, page, number, 100, 110, head["address"], 10)
    _lines(flow, page, number, 400, 110, head["org"], 7.5, bold=1)
    _field_rows(page, 100, 190, head["fields"], accent, column=True)


def _province(flow: Flow, page: Page, number: int, head: dict[str, Any]) -> None:
    accent, total = flow.theme.accent, len(flow.pages)
    page.text(80, 815, head["footer"], "Times-Roman", 8, GRAY)
    page.text(460, 815, f"blad {number} van {total}", "Times-Roman", 8, GRAY)
    if number > 1:
        page.line(80, 70, 500, 70, accent, 0.6)
        page.text(80, 64, head["reference_line"], "Times-Italic", 9, GRAY)
        return
    page.rect(420, 34, 444, 70, accent)
    page.polygon([(420, 70), (432, 48), (444, 70)], (0.9, 0.75, 0.2))
    page.text(450, 50, "provincie", "Times-Italic", 11, accent)
    page.text(450, 67, head["logo"][-1], "Times-Bold", 17, accent)
    _lines(flow, page, number, 80, 120, head["address"], 10)
    for n, (label, value) in enumerate(head["fields"]):
        x, y = (80, 212) if n == 0 else (230, 212) if n == 1 else (380, 212) if n == 2 else (80, 212 + (n - 2) * 32)
        page.text(x, y, label, "Times-Italic", 8.5, GRAY)
        page.text(x, y + 13, value, "Times-Roman", 10.5)


def _county(flow: Flow, page: Page, number: int, head: dict[str, Any]) -> None:
    accent, total = flow.theme.accent, len(flow.pages)
    page.text(75, 815, head["footer"], "Helvetica", 7.5, GRAY)
    page.text(462, 815, f"{number} / {total}", "Helvetica", 7.5, GRAY)
    if number > 1:
        page.text(75, 60, head["reference_line"], "Helvetica", 7.5, GRAY)
        return
    page.polygon([(75, 72), (95, 44), (108, 58), (122, 40), (142, 72)], accent)
    page.rect(75, 74, 142, 77, (0.2, 0.45, 0.6))
    page.text(152, 56, "PROVINCIE", "Helvetica", 8.5, accent)
    page.text(152, 73, head["logo"][-1], "Times-Bold", 17, accent)
    _lines(flow, page, number, 75, 120, head["address"], 10)
    _field_rows(page, 75, 200, head["fields"], accent, column=True)


def _agency(flow: Flow, page: Page, number: int, head: dict[str, Any]) -> None:
    accent, total = flow.theme.accent, len(flow.pages)
    page.text(78, 810, head["footer"], "Helvetica", 7.5, GRAY)
    page.text(470, 810, f"{number} van {total}", "Helvetica", 7.5, GRAY)
    if number > 1:
        page.text(78, 52, head["authority_short"], "Helvetica-Bold", 10, accent)
        return
    page.curve([(82, 60), (82, 40), (112, 40), (112, 60), (112, 74), (82, 74), (82, 60)], accent, 5)
    page.text(124, 64, head["authority_short"], "Helvetica-Bold", 22, accent)
    page.text(124, 78, head["authority_name"], "Helvetica", 8.5, GRAY)
    _lines(flow, page, number, 78, 120, head["address"], 10)
    _field_rows(page, 330, 120, head["fields"], (0, 0, 0), column=True)


def _waterboard(flow: Flow, page: Page, number: int, head: dict[str, Any]) -> None:
    total = len(flow.pages)
    page.text(250, 815, f"- {number} van {total} -", "Times-Roman", 9)
    if number > 1:
        return
    for n in range(3):
        y = 44 + n * 9
        page.curve(
            [(85, y), (95, y - 9), (105, y + 9), (115, y), (125, y - 9), (135, y + 9), (145, y)], (0.1, 0.1, 0.1), 2.2
        )
    page.text(155, 56, head["logo"][0], "Times-Roman", 11)
    page.text(155, 73, head["logo"][1], "Times-Bold", 18)
    _lines(flow, page, number, 395, 50, head["org"], 7.5)
    _lines(flow, page, number, 85, 130, head["address"], 10.5)
    _field_rows(page, 85, 215, head["fields"], (0, 0, 0), column=True)


def _field_rows(page: Page, x: float, y: float, fields: list[list[str]], color: Color, column: bool = False) -> None:
    for n, (label, value) in enumerate(fields):
        if column:
            page.text(x, y + n * 13.5, label, "Helvetica", 8, color)
            page.text(x + 72, y + n * 13.5, value, "Helvetica", 9.5)
        else:
            px, py = x + (n % 3) * 155, y + (n // 3) * 32
            page.text(px, py, label, "Helvetica-Bold", 8, color)
            page.text(px, py + 12, value, "Helvetica", 9.5)


def _plain(flow: Flow, page: Page, number: int, head: dict[str, Any]) -> None:
    if label := head.get("footer"):
        page.text(flow.theme.left, page.height - 32, label, "Helvetica", 7.5, GRAY)
    if head.get("numbered", True) and len(flow.pages) > 1:
        page.text(flow.theme.right - 10, page.height - 32, str(number), "Helvetica", 8, GRAY)
    if number == 1 and (mark := head.get("mark")):
        page.text(flow.theme.left, 46, mark, "Helvetica-Bold", 13, flow.theme.accent)


def _list(flow: Flow, page: Page, number: int, head: dict[str, Any]) -> None:
    page.text(page.width - 100, page.height - 28, f"Pagina {number} van {len(flow.pages)}", "Helvetica", 7.5, GRAY)
    if number == 1:
        page.text(flow.theme.left, 52, head["list_title"], "Helvetica-Bold", 14, flow.theme.accent)
        for n, line in enumerate(head["list_lines"]):
            page.text(flow.theme.left, 70 + n * 12, line, "Helvetica", 9)


_FORMS: dict[str, Callable[[Flow, Page, int, dict[str, Any]], None]] = {
    "ministry": _ministry,
    "municipality": _municipality,
    "town": _town,
    "province": _province,
    "county": _county,
    "agency": _agency,
    "waterboard": _waterboard,
    "list": _list,
    "listportrait": _list,
}

__all__ = ["LOOKS", "THEMES", "furnish", "theme_of"]

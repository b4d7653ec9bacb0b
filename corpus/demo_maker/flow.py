"""Lays blocks out on pages and remembers where everything came to stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from demo_maker.boxes import Box, draw_box
from demo_maker.figures import draw_bars, draw_map, draw_signature
from demo_maker.fonts import FAMILIES, text_width
from demo_maker.markup import Block, split_item, split_row
from demo_maker.pdf import A4, BLACK, Color, Page

# A redaction, or anything else up to the next white space; words under a box may hold spaces.
_PIECE = re.compile(r"\{\{(\w+):([^|}]*)\|([^}]*)\}\}")
_TOKEN = re.compile(r"(?:\{\{[^}]*\}\}|[^\s{])+")
_TABLE_EDGE: Color = (0.45, 0.45, 0.45)


@dataclass
class Theme:
    """How the pages of one authority look. Lengths in points."""

    family: str = "sans"
    size: float = 9.5
    leading: float = 13.0
    left: float = 85.0
    right: float = 425.0
    first_top: float = 330.0
    top: float = 110.0
    bottom: float = 775.0
    gap: float = 7.0
    accent: Color = BLACK
    heading: Color = BLACK
    sub_italic: bool = True
    width: float = A4[0]
    height: float = A4[1]


@dataclass
class Placed:
    """A block with the page on which it begins."""

    block: Block
    page: int


@dataclass
class Flow:
    """Pages in the making; ``y`` is where the next line's top stands."""

    theme: Theme
    pages: list[Page] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    y: float = 0.0
    row: str = ""

    def __post_init__(self) -> None:
        self.new_page()
        self.y = self.theme.first_top

    @property
    def page(self) -> Page:
        """The page being filled."""
        return self.pages[-1]

    def new_page(self) -> None:
        """Start a page."""
        self.pages.append(Page(self.theme.width, self.theme.height))
        self.y = self.theme.top

    def need(self, height: float) -> None:
        """Start a page unless ``height`` still fits on this one."""
        if self.y + height > self.theme.bottom:
            self.new_page()

    def lay(self, blocks: list[Block]) -> None:
        """Lay out all blocks."""
        for block in blocks:
            getattr(self, f"_lay_{block.kind}")(block)

    def note(self, block: Block) -> None:
        """Remember where ``block`` begins."""
        self.placed.append(Placed(block, len(self.pages)))

    # Blocks

    def _lay_heading(self, block: Block) -> None:
        theme = self.theme
        self.need(theme.leading * 4)
        self.y += theme.gap * 0.5
        self.note(block)
        size = theme.size + (1 if theme.heading != BLACK else 0)
        self.write(block.text, FAMILIES[theme.family][1], size, theme.heading)
        self.y += theme.gap * 0.25

    def _lay_subheading(self, block: Block) -> None:
        theme = self.theme
        self.need(theme.leading * 3)
        self.note(block)
        self.write(block.text, FAMILIES[theme.family][2 if theme.sub_italic else 1], theme.size)

    def _lay_paragraph(self, block: Block) -> None:
        theme = self.theme
        self.need(theme.leading * 2)
        self.note(block)
        self.write(block.text, FAMILIES[theme.family][0], theme.size)
        self.y += theme.gap

    def _lay_mono(self, block: Block) -> None:
        self.note(block)
        for line in block.lines:
            self.need(self.theme.leading)
            self.write(line, "Courier", self.theme.size)
        self.y += self.theme.gap

    def _lay_center(self, block: Block) -> None:
        self.note(block)
        theme, font = self.theme, FAMILIES[self.theme.family][1]
        size = float(block.options.get("size", theme.size))
        x = (theme.left + theme.right - text_width(block.text, font, size)) / 2
        self.page.text(x, self.y + size, block.text, font, size, theme.heading)
        self.y += size * 1.5

    def _lay_items(self, block: Block) -> None:
        theme = self.theme
        self.note(block)
        for line in block.lines:
            bullet, text = split_item(line)
            self.need(theme.leading)
            mark = "•" if bullet == "-" else bullet
            self.page.text(theme.left + 6, self.y + theme.size, mark, FAMILIES[theme.family][0], theme.size)
            self.write(text, FAMILIES[theme.family][0], theme.size, indent=22)
        self.y += theme.gap

    def _lay_fields(self, block: Block) -> None:
        theme = self.theme
        regular, bold, _ = FAMILIES[theme.family]
        tab = float(block.options.get("tab", 80))
        self.note(block)
        for line in block.lines:
            label, _, value = line.partition(":")
            self.need(theme.leading)
            self.page.text(theme.left, self.y + theme.size, label + ":", bold, theme.size)
            self.write(value.strip() or " ", regular, theme.size, indent=tab)
        self.y += theme.gap

    def _lay_box(self, block: Block) -> None:
        theme = self.theme
        words = [key for key in block.options if block.options[key] == ""]
        kind, code = words[0], words[1].replace("_", " ") if len(words) > 1 else ""
        height = float(block.options.get("lines", 3)) * theme.leading
        self.need(min(height, theme.bottom - theme.top))
        right = theme.left + (theme.right - theme.left) * float(block.options.get("width", 1))
        place = (theme.left - 2, self.y, right + 2, self.y + height)
        self.boxes.append(draw_box(self.page, len(self.pages), place, kind, code, "", self.row))
        self.note(block)
        self.y += height + theme.gap

    def _lay_bars(self, block: Block) -> None:
        theme, height = self.theme, float(block.options.get("height", 170))
        self.need(height)
        pairs = [line.split(":") for line in block.lines]
        area = (theme.left, self.y, theme.right, self.y + height)
        draw_bars(self.page, area, [(label.strip(), float(value)) for label, value in pairs])
        self.y += height + theme.gap

    def _lay_map(self, block: Block) -> None:
        theme, height = self.theme, float(block.options.get("height", 200))
        self.need(height)
        draw_map(self.page, (theme.left, self.y, theme.right, self.y + height), next(iter(block.options)))
        for line in block.lines:
            kind, code, *numbers = line.split()
            across, down, wide, tall = (float(number) for number in numbers)
            x, y = theme.left + (theme.right - theme.left) * across, self.y + height * down
            place = (x, y, x + wide, y + tall)
            self.boxes.append(draw_box(self.page, len(self.pages), place, kind, code, "", self.row))
        self.y += height + theme.gap

    def _lay_signature(self, block: Block) -> None:
        self.need(45)
        draw_signature(self.page, self.theme.left + 6, self.y + 22, next(iter(block.options)))
        self.y += 38

    def _lay_page(self, block: Block) -> None:
        self.new_page()

    def _lay_doc(self, block: Block) -> None:
        """The next document of a bundle: a new page, its number stamped on it."""
        if self.row:
            self.new_page()
        self.row = next(iter(block.options))
        if block.text:
            width = text_width(block.text, "Helvetica-Bold", 10)
            self.page.text(self.theme.width - 40 - width, 30, block.text, "Helvetica-Bold", 10)

    def _lay_gap(self, block: Block) -> None:
        self.y += float(next(iter(block.options), "12"))

    def _lay_rule(self, block: Block) -> None:
        self.page.line(self.theme.left, self.y + 2, self.theme.right, self.y + 2, self.theme.accent, 0.7)
        self.y += 9

    def _lay_small(self, block: Block) -> None:
        theme = self.theme
        text = " ".join([block.text, *block.lines]).strip()
        self.need(theme.leading * 2)
        self.note(block)
        self.write(text, FAMILIES[theme.family][0], theme.size - 2, leading=theme.leading - 2.5)
        self.y += theme.gap

    def _lay_foot(self, block: Block) -> None:
        theme, font = self.theme, FAMILIES[self.theme.family][0]
        top = theme.bottom + 6
        self.page.line(theme.left, top, theme.left + 110, top, BLACK, 0.4)
        for n, line in enumerate(wrap(block.text, font, 7, theme.right - theme.left)):
            self.draw_line(line, theme.left, top + 3 + n * 8.5, font, 7)

    def _lay_sign(self, block: Block) -> None:
        theme = self.theme
        self.need(theme.leading * (len(block.lines) + 2) + float(block.options.get("keep", 0)))
        self.note(block)
        for line in block.lines:
            self.write(line if line.strip(".") else " ", FAMILIES[theme.family][0], theme.size)
        self.y += theme.gap

    def _lay_table(self, block: Block) -> None:
        rows = [split_row(line) for line in block.lines]
        shares = [float(share) for share in block.options["widths"].split(",")]
        style = block.options.get("style", "ruled")
        size = float(block.options.get("size", self.theme.size - 1.5))
        self.y += 2
        self.note(block)
        self._row(rows[0], shares, style, size, head=True)
        for number, row in enumerate(rows[1:]):
            height = self._row_height(row, shares, size)
            if self.y + height > self.theme.bottom:
                self.new_page()
                self._row(rows[0], shares, style, size, head=True)
            self.note(Block("row", text=str(number + 1)))
            self._row(row, shares, style, size, shade=style == "zebra" and number % 2 == 0)
        self.y += self.theme.gap + 3

    # Lines

    def _columns(self, shares: list[float]) -> list[float]:
        theme, total, edges = self.theme, sum(shares), [self.theme.left]
        for share in shares:
            edges.append(edges[-1] + (theme.right - theme.left) * share / total)
        return edges

    def _row_height(self, row: list[str], shares: list[float], size: float) -> float:
        edges = self._columns(shares)
        font = FAMILIES[self.theme.family][0]
        most = max(len(wrap(cell, font, size, edges[i + 1] - edges[i] - 7)) for i, cell in enumerate(row))
        return most * (size + 2.5) + 5

    def _row(
        self, row: list[str], shares: list[float], style: str, size: float, head: bool = False, shade: bool = False
    ) -> None:
        theme, edges = self.theme, self._columns(shares)
        font = FAMILIES[theme.family][1 if head else 0]
        height, top = self._row_height(row, shares, size) + (2 if head else 0), self.y
        if head and style in ("ruled", "zebra") and theme.accent != BLACK:
            self.page.rect(edges[0], top, edges[-1], top + height, theme.accent)
        elif shade:
            self.page.rect(edges[0], top, edges[-1], top + height, (0.93, 0.94, 0.96))
        ink: Color = (1, 1, 1) if head and style in ("ruled", "zebra") and theme.accent != BLACK else BLACK
        for i, cell in enumerate(row):
            for n, line in enumerate(wrap(cell, font, size, edges[i + 1] - edges[i] - 7)):
                self.draw_line(line, edges[i] + 4, top + 2.5 + n * (size + 2.5), font, size, ink)
        if style == "ruled":
            for x in edges:
                self.page.line(x, top, x, top + height, _TABLE_EDGE)
        if style in ("ruled", "lines"):
            self.page.line(edges[0], top + height, edges[-1], top + height, _TABLE_EDGE)
            if head:
                self.page.line(edges[0], top, edges[-1], top, _TABLE_EDGE)
        self.y = top + height

    def write(
        self, text: str, font: str, size: float, color: Color = BLACK, indent: float = 0.0, leading: float = 0.0
    ) -> None:
        """Write running text from ``y``, over as many lines and pages as it takes."""
        theme = self.theme
        step = leading or theme.leading
        for line in wrap(text, font, size, theme.right - theme.left - indent) or [[]]:
            self.need(step)
            self.draw_line(line, theme.left + indent, self.y, font, size, color)
            self.y += step

    def draw_line(self, line: list[str], x: float, top: float, font: str, size: float, color: Color = BLACK) -> None:
        """Write one line of tokens; runs of plain words go out as one string."""
        base, run, start = top + size, "", x
        for n, token in enumerate(line):
            lead = " " if n else ""
            if "{{" not in token:
                run += lead + token
                continue
            run += lead
            last = 0
            for found in _PIECE.finditer(token):
                run += token[last : found.start()]
                self._text(start, base, run, font, size, color)
                start += text_width(run, font, size)
                start = self._inline_box(found, start, base, font, size)
                run, last = "", found.end()
            run += token[last:]
        self._text(start, base, run, font, size, color)

    def _text(self, x: float, base: float, text: str, font: str, size: float, color: Color) -> None:
        if text.strip():
            lead = text_width(text[: len(text) - len(text.lstrip())], font, size)
            self.page.text(x + lead, base, text.strip(), font, size, color)

    def _inline_box(self, found: re.Match[str], x: float, base: float, font: str, size: float) -> float:
        kind, code, words = found.groups()
        end = x + piece_width(found, font, size)
        if not words.isdigit():
            self.page.text(x, base, words, font, size)
        place = (x, base - size * 0.8, end, base + size * 0.22)
        hidden = "" if words.isdigit() else words
        self.boxes.append(draw_box(self.page, len(self.pages), place, kind, code, hidden, self.row))
        return end


def piece_width(found: re.Match[str], font: str, size: float) -> float:
    """Width in points of one redaction in running text."""
    kind, code, words = found.groups()
    if kind == "typed":
        return text_width(code, "Helvetica", size) + 1
    if not words.isdigit():
        return text_width(words, font, size)
    return int(words) * text_width("n", font, size)


def token_width(token: str, font: str, size: float) -> float:
    """Width in points of one token, redactions included."""
    boxes = sum(piece_width(found, font, size) for found in _PIECE.finditer(token))
    return boxes + text_width(_PIECE.sub("", token), font, size)


def wrap(text: str, font: str, size: float, width: float) -> list[list[str]]:
    """Break text into lines of tokens no wider than ``width``."""
    lines: list[list[str]] = []
    room, space = 0.0, text_width(" ", font, size)
    for token in _TOKEN.findall(text):
        need = token_width(token, font, size)
        if lines and need + space <= room:
            lines[-1].append(token)
            room -= need + space
        else:
            lines.append([token])
            room = width - need
    return lines

"""Figures drawn by Altair and turned to SVG and PNG by vl-convert: no browser, no network."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import altair as alt
import vl_convert

from woo_gronden.report.colors import color_of
from woo_gronden.report.figure import Chart, Heading, code_of


class Words(Protocol):
    """What a chart says, in the language of the report."""

    def __call__(self, key: str) -> str:
        """The message ``key``, or the key where there is none."""
        ...

    def ground(self, ground: str) -> str:
        """A ground with its label."""
        ...


_WIDTH, _ROW = 520, 22
_TALL, _PANEL = 280, 190
# Dots for each point of the page: sharp in print.
_PNG_SCALE = 3
# Fonts of one width, so that labels measured here fit where the page is read.
_FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
_LONGEST_LABEL = 46
# Kinds of chart that have room for codes only.
_BARE = ("heat", "lines")
# Two and four tones that also differ in grey (after Okabe and Ito's palette).
_PAIR = ["#8a8a8a", "#01509e"]
_STACK = {"stated": "#d55e00", "harm": "#e0b000", "weighed": "#01509e", "absolute": "#8a8a8a"}


def draw(chart: Chart, headings: Sequence[Heading], say: Words) -> str:
    """The chart as SVG, its words in the language of ``say``."""
    svg: str = vl_convert.vegalite_to_svg(_build(chart, headings, say).to_dict())
    return svg


def draw_png(chart: Chart, headings: Sequence[Heading], say: Words) -> bytes:
    """The chart as PNG, at three times its size."""
    png: bytes = vl_convert.vegalite_to_png(_build(chart, headings, say).to_dict(), scale=_PNG_SCALE)
    return png


def _build(chart: Chart, headings: Sequence[Heading], say: Words) -> alt.TopLevelMixin:
    grounds = {heading.name for heading in headings if heading.kind == "ground"} | {"ground"}
    data = alt.Data(values=[_spoken(row, grounds, chart.kind not in _BARE, say) for row in chart.data])
    made = _KINDS[chart.kind](chart, data, say)
    return (
        made.configure(font=_FONT, padding={"left": 16, "right": 16, "top": 8, "bottom": 8})
        .configure_view(stroke=None)
        .configure_axis(labelLimit=400, titleFontWeight="normal")
    )


def _spoken(row: Mapping[str, Any], grounds: set[str], labelled: bool, say: Words) -> dict[str, Any]:
    spoken = {name: value for name, value in row.items() if name not in {"key", "grounds_applied"}}
    for name in grounds & set(spoken):
        spoken["color"] = color_of(spoken[name])
        # Labels where there is room: a matrix has codes only.
        label = say.ground(spoken[name]) if labelled or not spoken[name] else code_of(spoken[name])
        spoken[name] = label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1].rstrip() + "…"
    for name in ("outcome", "weighing", "role", "group"):
        if name in spoken:
            spoken[f"{name}_key"], spoken[name] = spoken[name], say(spoken[name] or "unknown")
    return spoken


def _format(chart: Chart) -> str:
    return ".0%" if chart.share else ",.0f"


def _bars(chart: Chart, data: alt.Data, say: Words) -> alt.LayerChart:
    names = [row[chart.y] for row in chart.data]
    base = alt.Chart(data, width=_WIDTH, height=_ROW * max(2, len(names))).encode(
        y=alt.Y(f"{chart.y}:N", sort=None, title=None)
    )
    color = alt.Color("color:N", scale=None) if chart.y == "ground" else alt.value(_PAIR[1])
    bars = base.mark_bar(size=14).encode(
        x=alt.X(f"{chart.x}:Q", title=say(chart.x), axis=alt.Axis(format=_format(chart), tickCount=6)), color=color
    )
    spread = base.mark_rule(color="#1c1c1c", strokeWidth=1.5).encode(x="low:Q", x2="high:Q")
    return bars + spread


def _pairs(chart: Chart, data: alt.Data, say: Words) -> alt.LayerChart:
    order = ["Wob", "Woo"]
    base = alt.Chart(data, width=_WIDTH, height=2.2 * _ROW * len({row[chart.y] for row in chart.data})).encode(
        y=alt.Y(f"{chart.y}:N", sort=None, title=None), yOffset=alt.YOffset(f"{chart.series}:N", sort=order)
    )
    bars = base.mark_bar().encode(
        x=alt.X(f"{chart.x}:Q", title=say(chart.x), axis=alt.Axis(format=_format(chart), tickCount=6)),
        color=alt.Color(f"{chart.series}:N", scale=alt.Scale(domain=order, range=_PAIR), title=None),
    )
    return bars + base.mark_rule(color="#1c1c1c", strokeWidth=1.5).encode(x="low:Q", x2="high:Q")


def _heat(chart: Chart, data: alt.Data, say: Words) -> alt.LayerChart:
    base = alt.Chart(data, width=alt.Step(46), height=alt.Step(26)).encode(
        x=alt.X(f"{chart.x}:N", sort=None, title=None, axis=alt.Axis(orient="top", labelAngle=-45)),
        y=alt.Y(f"{chart.y}:N", sort=None, title=None),
    )
    fill = base.mark_rect().encode(
        color=alt.Color("share:Q", scale=alt.Scale(domain=[0, 1], range=["#eef4fa", "#01509e"]), legend=None)
    )
    numbers = base.mark_text(fontSize=11).encode(
        text=alt.Text("share:Q", format=".0%"),
        color=alt.condition("datum.share > 0.45", alt.value("#ffffff"), alt.value("#1c1c1c")),
    )
    return fill + numbers


def _lines(chart: Chart, data: alt.Data, say: Words) -> alt.FacetChart:
    """A small panel a series: lines with intervals that lie on one another tell nothing."""
    base = alt.Chart(width=_PANEL, height=_PANEL * 0.7).encode(
        x=alt.X(f"{chart.x}:O", title=None, axis=alt.Axis(labelAngle=0)), color=alt.Color("color:N", scale=None)
    )
    at = alt.Y(f"{chart.y}:Q", title=say(chart.y), axis=alt.Axis(format=_format(chart), tickCount=5))
    band = base.mark_area(opacity=0.18).encode(y=alt.Y("low:Q", title=say(chart.y)), y2="high:Q")
    layers = band + base.mark_line(strokeWidth=2).encode(y=at) + base.mark_point(filled=True, size=50).encode(y=at)
    return layers.properties(data=data).facet(facet=alt.Facet(f"{chart.series}:N", sort=None, title=None), columns=3)


def _stack(chart: Chart, data: alt.Data, say: Words) -> alt.Chart:
    names = list(dict.fromkeys(row[chart.y] for row in chart.data))
    kinds = [kind for kind in _STACK if any(row[chart.series] == kind for row in chart.data)]
    return (
        alt.Chart(data, width=_WIDTH, height=_ROW * max(2, len(names)))
        .mark_bar(size=14)
        .encode(
            y=alt.Y(f"{chart.y}:N", sort=None, title=None),
            x=alt.X(f"{chart.x}:Q", title=say(chart.x), axis=alt.Axis(format=_format(chart))),
            color=alt.Color(
                f"{chart.series}:N",
                title=None,
                scale=alt.Scale(domain=[say(kind) for kind in kinds], range=[_STACK[kind] for kind in kinds]),
            ),
        )
    )


def _histogram(chart: Chart, data: alt.Data, say: Words) -> alt.Chart:
    return (
        alt.Chart(data, width=_WIDTH, height=_TALL)
        .mark_bar(color=_PAIR[1])
        .encode(
            x=alt.X(f"{chart.x}:N", sort=None, title=say(chart.axis), axis=alt.Axis(labelAngle=-45)),
            y=alt.Y(f"{chart.y}:Q", title=say(chart.y), axis=alt.Axis(format=_format(chart), tickMinStep=1)),
        )
    )


_KINDS: dict[str, Callable[[Chart, alt.Data, Words], Any]] = {
    "bars": _bars,
    "pairs": _pairs,
    "heat": _heat,
    "lines": _lines,
    "stack": _stack,
    "histogram": _histogram,
}

"""The report: one page that an official can read, over a run or a release."""

from __future__ import annotations

import datetime
import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from woo_gronden import __version__
from woo_gronden.drafts import new_file
from woo_gronden.errors import UnknownGround
from woo_gronden.report.charts import draw, draw_png
from woo_gronden.report.colors import color_of
from woo_gronden.report.corpus import Corpus, load_corpus
from woo_gronden.report.figure import Figure, Heading, code_of
from woo_gronden.report.figures_corpus import find_corpus_figures, find_finding_figures, find_time_figures
from woo_gronden.report.figures_grounds import find_ground_figures
from woo_gronden.report.figures_text import find_text_figures
from woo_gronden.report.shell import Language, body, data, head, messages, script
from woo_gronden.taxonomy import get_ground

# A page of the report holds so many rows behind a figure; the rest is in the tables.
_MOST_ROWS = 5000

# Values of a figure's sentence that are shares of 1.
_SHARES = frozenset({"share", "low", "high"})

_CHAPTERS: tuple[tuple[str, Callable[[Corpus], Iterator[Figure]]], ...] = (
    ("corpus", find_corpus_figures),
    ("grounds", find_ground_figures),
    ("text", find_text_figures),
    ("time", find_time_figures),
    ("agreement", find_finding_figures),
)


def write_report(
    folder: Path, output: Path, *, language: Language = "nl", pictures: Path | None = None
) -> list[Figure]:
    """Write the report over a run or release as one HTML file that needs nothing else.

    Args:
        folder: a run folder or a release.
        output: the HTML file; written beside its place first and moved there when it is whole.
        language: of the report's words.
        pictures: a folder that gets each figure as ``<name>.svg`` and ``<name>.png``.

    Returns:
        The figures, in the order of the page.

    Raises:
        InputError: the folder is no run or release, or a table of it cannot be read.
        OSError: the output cannot be written.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    corpus = load_corpus(folder)
    chapters = [(name, list(find(corpus))) for name, find in _CHAPTERS]
    say = _Words(language)
    drawn = {
        figure.name: draw(figure.chart, figure.headings, say) for _, some in chapters for figure in some if figure.chart
    }
    with new_file(output) as page:
        page.writelines(_page(corpus, chapters, drawn, say))
    figures = [figure for _, some in chapters for figure in some]
    if pictures is not None:
        _write_pictures(pictures, figures, drawn, say)
    return figures


class _Words:
    """Messages and numbers in one language; a value without a message says itself."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._known = messages("report", language)

    def __call__(self, key: str) -> str:
        return self._known.get(key, key)

    def has(self, key: str) -> bool:
        return key in self._known

    def number(self, value: float, decimals: int = 0) -> str:
        text = f"{value:,.{decimals}f}"
        return text.translate(str.maketrans(",.", ".,")) if self.language == "nl" else text

    def ground(self, ground: str) -> str:
        if not ground:
            return self("no_ground")
        try:
            known = get_ground(ground)
        except UnknownGround:
            return f"{code_of(ground)} {self('part_unknown')}"
        return f"{code_of(ground)} {known.label_nl if self.language == 'nl' else known.label_en}"


def _page(
    corpus: Corpus, chapters: Sequence[tuple[str, Sequence[Figure]]], drawn: Mapping[str, str], say: _Words
) -> Iterator[str]:
    yield head("report", f"{say('title')}: {corpus.name}", say.language)
    yield f'<a class="skip" href="#main">{html.escape(say("skip"))}</a>\n<header><h1>{html.escape(say("title"))}</h1>'
    yield f"<p>{html.escape(corpus.name)}</p></header>\n"
    yield f'<nav aria-label="{html.escape(say("contents"))}"><ul>'
    for name, figures in chapters:
        yield f'<li><a href="#{name}">{html.escape(say("chapter_" + name))}</a><ul>'
        yield "".join(f'<li><a href="#{f.name}">{html.escape(say(f.name + "_title"))}</a></li>' for f in figures)
        yield "</ul></li>"
    yield f'<li><a href="#method">{html.escape(say("chapter_method"))}</a></li>'
    yield '</ul></nav>\n<main id="main" tabindex="-1">\n'
    yield _summary(corpus, say)
    for name, figures in chapters:
        yield f'<section id="{name}"><h2>{html.escape(say("chapter_" + name))}</h2>\n'
        yield from (_figure(figure, drawn.get(figure.name), say) for figure in figures)
        yield "</section>\n"
    yield _account(corpus, say)
    yield "</main>\n" + body("report", say.language)
    rows = {figure.name: _rows(figure, say) for _, some in chapters for figure in some}
    yield data("rows", {"figures": rows, "messages": messages("report", say.language)})
    yield script("csv") + script("report") + "</body>\n</html>\n"


def _summary(corpus: Corpus, say: _Words) -> str:
    days = sorted(row["decision_date"] for row in corpus.decisions if row["decision_date"])
    cards = (
        ("cards_files", say.number(len(corpus["documents"]))),
        ("cards_pages", say.number(sum(row["pages"] or 0 for row in corpus["documents"]))),
        ("cards_dossiers", say.number(len({row["dossier_id"] for row in corpus["documents"]}))),
        ("cards_decisions", say.number(len(corpus.decisions))),
        ("cards_regions", say.number(len(corpus["redactions"]))),
        ("cards_period", f"{days[0].year}-{days[-1].year}" if days else "-"),
    )
    items = "".join(f"<div><dt>{html.escape(say(key))}</dt><dd>{html.escape(value)}</dd></div>" for key, value in cards)
    return (
        f'<section class="summary" aria-label="{html.escape(say("summary"))}"><dl>{items}</dl>\n'
        f"<p>{html.escape(say('summary_lead'))}</p></section>\n"
    )


def _figure(figure: Figure, svg: str | None, say: _Words) -> str:
    title = html.escape(say(f"{figure.name}_title"))
    parts = [f'<article id="{figure.name}" class="figure"><h3>{title}</h3>']
    if figure.says:
        parts.append(f'<p class="says">{html.escape(_sentence(figure, say))}</p>')
    parts.append(f"<p>{html.escape(say(f'{figure.name}_lead'))}</p>")
    if not figure.table:
        parts.append(f'<p class="none">{html.escape(say("nothing"))}</p></article>\n')
        return "".join(parts)
    counted = f"n = {say.number(figure.n)} {say(figure.unit)}"
    if svg:
        # The table beside it says the same to who cannot see the picture.
        parts.append(
            f'<figure><div class="chart" aria-hidden="true">{svg}</div>'
            f"<figcaption>{html.escape(counted)}</figcaption></figure>"
        )
    parts.append(_table(figure, counted, say, is_open=svg is None))
    parts.append(
        f'<details class="rows" data-figure="{figure.name}"><summary>{html.escape(say("rows_behind"))} '
        f"({say.number(len(figure.rows))})</summary></details></article>\n"
    )
    return "".join(parts)


def _sentence(figure: Figure, say: _Words) -> str:
    values = {
        name: value
        if isinstance(value, str)
        else f"{say.number(100 * value, 0)} %"
        if name in _SHARES
        else say.number(value, 0)
        for name, value in figure.says.items()
    }
    return say(f"{figure.name}_says").format(**values)


def _table(figure: Figure, counted: str, say: _Words, *, is_open: bool) -> str:
    heads = "".join(
        f'<th scope="col"{_class(heading)}>{html.escape(say(heading.name))}</th>' for heading in figure.headings
    )
    rows = []
    for row in figure.table:
        cells = "".join(
            f"<td{_class(heading)}>{_cell(row.get(heading.name), heading, say)}</td>" for heading in figure.headings[1:]
        )
        first = figure.headings[0]
        label = _cell(row.get(first.name), first, say)
        rows.append(
            f'<tr><th scope="row"><button type="button" class="behind" data-figure="{figure.name}" '
            f'data-key="{html.escape(str(row["key"]), quote=True)}">{label}</button></th>{cells}</tr>'
        )
    table = (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{html.escape(say(figure.name + "_title"))}">'
        f"<table>"
        f"<caption>{html.escape(counted)}. {html.escape(say('click'))}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
    opened = " open" if is_open else ""
    return f'<details class="numbers"{opened}><summary>{html.escape(say("numbers"))}</summary>{table}</details>'


def _class(heading: Heading) -> str:
    return "" if heading.kind in ("text", "ground") else ' class="number"'


def _cell(value: Any, heading: Heading, say: _Words) -> str:
    if heading.kind == "ground":
        grounds = value if isinstance(value, list) else [value]
        return " ".join(
            f'<span class="ground" style="--mark: {color_of(g or "")}">{html.escape(say.ground(g))}</span>'
            for g in grounds
        )
    return html.escape(_plain(value, heading, say))


def _plain(value: Any, heading: Heading, say: _Words) -> str:
    if value is None:
        return "-"
    if isinstance(value, Mapping):
        return str(value[say.language])
    if heading.kind == "share":
        return f"{say.number(100 * value, 0)} %"
    if heading.kind == "number" or (heading.kind == "count" and heading.name != "year"):
        return say.number(value)
    if heading.kind == "ground":
        return ", ".join(code_of(g) if g else say("no_ground") for g in (value if isinstance(value, list) else [value]))
    if isinstance(value, datetime.date):
        return value.isoformat()
    return say(str(value)) if value != "" else say("unknown")


def _rows(figure: Figure, say: _Words) -> dict[str, Any]:
    return {
        "headings": [say(heading.name) for heading in figure.row_headings],
        "rows": [
            [row["key"], *(_plain(row.get(heading.name), heading, say) for heading in figure.row_headings)]
            for row in figure.rows[:_MOST_ROWS]
        ],
        "left": max(0, len(figure.rows) - _MOST_ROWS),
    }


def _account(corpus: Corpus, say: _Words) -> str:
    account = corpus.account
    told = [(say("version"), __version__), (say("run_version"), str(account.get("woo_gronden", "-")))]
    options = account.get("options") or {}
    told += [(str(name), str(value)) for name, value in options.items() if value not in (None, "")]
    items = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>" for name, value in told)
    limits = "".join(f"<li>{html.escape(say(f'limit_{at}'))}</li>" for at in range(1, 7))
    return (
        f'<section id="method"><h2>{html.escape(say("chapter_method"))}</h2><p>{html.escape(say("method_lead"))}</p>'
        f'<ul>{limits}</ul><dl class="account">{items}</dl></section>\n'
    )


def _write_pictures(folder: Path, figures: Sequence[Figure], drawn: Mapping[str, str], say: _Words) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for figure in figures:
        if figure.chart:
            (folder / f"{figure.name}.svg").write_text(drawn[figure.name], encoding="utf-8")
            (folder / f"{figure.name}.png").write_bytes(draw_png(figure.chart, figure.headings, say))

"""One self-contained HTML file: style, script and data inside, nothing fetched, text from documents never as markup."""

from __future__ import annotations

import html
import json
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from woo_gronden.knowledge import load_table

Language = Literal["nl", "en"]

# The page may run what stands in it and show pictures that stand in it; a browser refuses anything from elsewhere.
_POLICY = (
    "default-src 'none'; img-src{own} data: blob:; style-src 'unsafe-inline'; script-src{own} 'unsafe-inline'; "
    "font-src data:"
)


def head(name: str, title: str, language: Language, own: str = "") -> str:
    """The document up to and with ``<body>``: policy, title and the style sheet ``data/<name>.css``.

    ``own`` names where pictures and scripts beside those in the page may come from, as a policy has it (``'self'``).
    """
    policy = _POLICY.format(own=f" {own}" if own else "")
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<link rel="icon" href="data:,">\n<title>{html.escape(title)}</title>\n'
        f"<style>\n{_data(f'{name}.css')}</style>\n</head>\n<body>\n"
    )


def body(name: str, language: Language) -> str:
    """The markup ``data/<name>.html`` with its messages in ``language`` (``{{key}}`` in the markup)."""
    markup = _data(f"{name}.html")
    for key, text in messages(name, language).items():
        markup = markup.replace("{{" + key + "}}", html.escape(text))
    return markup


def data(identifier: str, value: Any) -> str:
    """A value for the page's script to read."""
    return f'<script type="application/json" id="{identifier}">{as_json(value)}</script>\n'


def as_json(value: Any) -> str:
    """JSON that is safe within a script: it cannot end the element it stands in, nor a line of JavaScript."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def script(name: str) -> str:
    """The script ``data/<name>.js``."""
    return f"<script>\n{_data(f'{name}.js')}</script>\n"


@cache
def messages(name: str, language: Language) -> dict[str, str]:
    """What the page says, by key, from ``data/<name>.toml``."""
    return {key: texts[language] for key, texts in load_table("woo_gronden.report", f"data/{name}.toml").items()}


@cache
def _data(file: str) -> str:
    return (files("woo_gronden.report") / "data" / file).read_text(encoding="utf-8")

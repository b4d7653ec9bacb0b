"""``privacy-report.html``: for a data protection officer, what was found in the text, where and how often; no value."""

from __future__ import annotations

from collections import Counter
from html import escape

from woo_gronden.dataset.papers.paperwork import Paperwork
from woo_gronden.dataset.release_schema import FREE_TEXT, NOT_FREE_TEXT

_KINDS = {
    "name": "namen van personen",
    "email": "e-mailadressen",
    "telephone": "telefoonnummers",
    "iban": "rekeningnummers (IBAN, controlecijfers kloppen)",
    "bsn": "burgerservicenummers (elfproef klopt)",
    "address": "adressen",
    "plate": "kentekens",
}
_STYLE = (
    "body{font:16px/1.5 system-ui,Arial,sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1c1c1c}"
    "table{border-collapse:collapse;margin:1em 0}th,td{text-align:left;padding:4px 16px 4px 0;border-bottom:1px solid #ccc}"
    "td.n{text-align:right}caption{text-align:left;color:#4f4f4f}"
)


def privacy_report(paperwork: Paperwork) -> str:
    """The report as one page of HTML, in Dutch."""
    manifest = paperwork.manifest
    title = f"Persoonsgegevens in uitgave {paperwork.version}"
    return (
        f'<!doctype html>\n<html lang="nl"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body>\n<h1>{escape(title)}</h1>\n<p>{escape(_state(paperwork))}</p>\n"
        f"{_by_kind(paperwork) if manifest['replaced'] else ''}{_by_column(paperwork) if manifest['replaced'] else ''}"
        f"{_columns()}<h2>Wat dit niet zegt</h2><p>Geen methode vindt alles. Hoeveel deze vindt, is gemeten op teksten met "
        "ingeplante gegevens en staat in de documentatie van woo_gronden. Wie de tekst gebruikt, behandelt wat is gemist als "
        "persoonsgegeven en meldt het de uitgever. Wat in de documenten zelf is gelakt, komt in geen tabel: het wordt bij "
        "het lezen van elke pagina al weggelaten.</p></body></html>\n"
    )


def _state(paperwork: Paperwork) -> str:
    manifest = paperwork.manifest
    if not manifest["text"]:
        return "Deze uitgave bevat geen vrije tekst: alleen plaatsen, gronden en aantallen. Er is niets vervangen."
    if not manifest["publishable"]:
        return "Deze uitgave is niet bedoeld om te publiceren: persoonsgegevens staan er in zoals in de brieven."
    count = sum(sum(kinds.values()) for kinds in manifest["replaced"].values())
    return (
        f"Voor het schrijven zijn {count} stukken tekst vervangen door een aanduiding van hun soort, zoals [NAAM-1], genummerd "
        f"per document. Methode: {manifest['anonymiser']}. De vervangen waarden staan nergens."
    )


def _by_kind(paperwork: Paperwork) -> str:
    counts = Counter[str]()
    for kinds in paperwork.manifest["replaced"].values():
        counts.update(kinds)
    rows = "".join(
        f'<tr><th scope="row">{escape(_KINDS.get(kind, kind))}</th><td class="n">{count}</td>'
        f'<td class="n">{paperwork.manifest["touched"].get(kind, 0)}</td></tr>'
        for kind, count in counts.most_common()
    )
    return (
        "<h2>Wat is gevonden</h2><table><caption>van de documenten: "
        f"{paperwork.rows('documents')}</caption><thead><tr><th>soort</th><th>vervangingen</th><th>documenten</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>\n"
    )


def _by_column(paperwork: Paperwork) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(column)}</th><td>{escape(_KINDS.get(kind, kind))}</td><td class="n">{count}</td></tr>'
        for column, kinds in paperwork.manifest["replaced"].items()
        for kind, count in kinds.items()
    )
    return (
        "<h2>Waar</h2><table><thead><tr><th>tabel en kolom</th><th>soort</th><th>vervangingen</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>\n"
    )


def _columns() -> str:
    seen = "".join(
        f"<li>{escape(table)}: {escape(', '.join(columns))}</li>" for table, columns in FREE_TEXT.items() if columns
    )
    reasons: dict[str, list[str]] = {}
    for column, reason in NOT_FREE_TEXT.items():
        reasons.setdefault(reason, []).append(column)
    rest = "".join(f"<li>{escape(', '.join(columns))}: {escape(reason)}</li>" for reason, columns in reasons.items())
    return f"<h2>Welke kolommen zijn bekeken</h2><ul>{seen}</ul><h2>Welke niet, en waarom</h2><ul>{rest}</ul>\n"

"""Authorities that no list holds, by how such bodies call themselves: their kind and their own name."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Words with a capital that follow a name on the next line, or behind a comma, and are none of its words.
_AFTER_NAME = (
    r"(?:De|Het|Namens|Deze|Mr|Drs|Ir|Ing|Dr|Dhr|Mw|Mevrouw|Postbus|Retouradres|Directie|Directeur|Secretaris|Datum|"
    r"Aan|Uw|Ons|Onze|Voor|Pagina|Bezwaar\w*|Beroep|Afdeling|Team|Hoofd|Bezoekadres|Postadres|Contact\w*|Telefoon|"
    r"Gedeputeerde|Provinciale|College|Burgemeester|Hoogachtend|Met|Kenmerk|Zaak\w*|Geacht\w*|Onderwerp|Betreft|Wij|Ik|U)"
)
_WORD = rf"(?!(?i:{_AFTER_NAME})\b)[A-ZÀ-Ý][\w'’-]*[\w]"
_JOINT = r"(?:, | en | EN |, en | van de | van den | aan den | aan de | )"
# "Veerkracht en Landschap", "Zorg, Welzijn en Sport", "De Oude Linge", "Hogezand en Duinen", all capitals too.
_NAME = rf"(?P<name>(?:(?:De|Het|'s|’s)[ -])?{_WORD}(?:{_JOINT}(?<=[ ]){_WORD}){{0,5}})"
# A name has a word of four letters or more; "EZK" is an abbreviation, "Bjf" what recognition made of a name.
_LETTERS = re.compile(r"[^\W\d_]{4}")
# Each form: how the body is written, and the name under which it is known. The place or task must have a capital: "de
# minister van dit departement", "de gemeente waar u woont" and "het bestuur van de stichting" are no authorities.
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern.replace("<name>", _NAME)), form)
    for pattern, form in (
        (r"(?i:\bminister) (?P<joint>(?i:van|voor)) <name>", "minister {joint} {name}"),
        (r"(?i:\bstaatssecretaris) (?P<joint>(?i:van|voor)) <name>", "staatssecretaris {joint} {name}"),
        (r"(?i:\bministerie) (?i:van|voor) <name>", "minister van {name}"),
        (r"(?i:\braad van bestuur van (?:de |het )?)<name>", "raad van bestuur van {name}"),
        (r"(?i:\b(?:algemeen|dagelijks) bestuur van (?:de |het )?(?:water|hoogheemraad)schap) (?i:van )?<name>",
         "dagelijks bestuur van waterschap {name}"),
        (r"(?i:\bdagelijks bestuur van (?:de |het )?)<name>", "dagelijks bestuur van {name}"),
        (r"(?i:\bbestuur van (?:de |het )?)<name>", "bestuur van {name}"),
        (r"(?i:\bcommissaris van de koning(?:in)? (?:in|van) (?:de provincie )?)<name>",
         "commissaris van de Koning in {name}"),
        (r"(?i:\b(?:gemeente)?raad van (?:de gemeente )?)<name>", "gemeenteraad van {name}"),
        (r"(?i:\bveiligheidsregio) <name>", "Veiligheidsregio {name}"),
        (r"(?i:\bomgevingsdienst) <name>", "Omgevingsdienst {name}"),
        (r"(?i:\bprovincie) <name>", "gedeputeerde staten van {name}"),
        (r"(?i:\bhoogheemraadschap) (?i:van )?<name>", "dagelijks bestuur van hoogheemraadschap {name}"),
        (r"(?i:\bwaterschap) <name>", "dagelijks bestuur van waterschap {name}"),
        (r"(?i:\bgemeente) <name>", "college van burgemeester en wethouders van {name}"),
        (r"(?i:\binspectie) <name>", "Inspectie {name}"),
    )
)  # fmt: skip


def find_forms(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and name of each body that ``text`` names by its kind, the surest kind first."""
    for pattern, form in _FORMS:
        match = pattern.search(text)
        if match and _LETTERS.search(match["name"]):
            groups = {key: value for key, value in match.groupdict().items() if value}
            name = _plain(groups["name"])
            yield match.start(), match.end(), form.format(name=name, joint=groups.get("joint", "").lower())


def _plain(name: str) -> str:
    """A name set in capitals as it is written in a sentence."""
    if not name.isupper() or len(name) < 6:
        return name
    return re.sub(r"\b(?:En|Van|De|Den|Aan)\b(?!^)", lambda m: m[0].lower() if m.start() else m[0], name.title())

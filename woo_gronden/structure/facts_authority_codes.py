"""What kind of body an authority is, and its code in the government's register of organisations (TOOI)."""

from __future__ import annotations

import re
from functools import cache

from woo_gronden.knowledge import load_table

# A body by the name that this package gives it: how it starts, its kind, and its own name behind that.
_KINDS = tuple(
    (re.compile(rf"(?:{start}) (?P<name>.+)"), kind)
    for start, kind in (
        (r"(?:minister|staatssecretaris) (?:van|voor)", "ministerie"),
        (r"(?:college van burgemeester en wethouders|burgemeester|gemeenteraad) van", "gemeente"),
        (r"dagelijks bestuur van stadsdeel", "gemeente"),
        (r"(?:gedeputeerde staten van|commissaris van de Koning in)", "provincie"),
        (r"dagelijks bestuur van (?:waterschap|hoogheemraadschap|wetterskip)(?: van)?", "waterschap"),
        (r"(?:(?:dagelijks )?bestuur van )?(?:Veiligheidsregio|Omgevingsdienst)", "samenwerkingsorganisatie"),
    )
)
OTHER = "overig"


@cache
def _codes() -> dict[str, dict[str, str]]:
    raw = load_table("woo_gronden.structure", "data/authority_codes.toml")
    return {kind: {_plain(name): code for name, code in names.items()} for kind, names in raw.items()}


def find_kind_and_code(name: str, kind: str = "", ministry: str = "") -> tuple[str, str]:
    """The kind of the body called ``name``, and its code; "" where the register's copy does not hold it.

    Args:
        name: as :func:`~woo_gronden.structure.facts_authority.find_authority` gives it.
        kind: where the list of authorities says so itself.
        ministry: the ministry of a minister whose own name is not that of one.
    """
    own = name
    if ministry:
        kind, own = "ministerie", ministry
    elif not kind:
        match, kind = next(((m, k) for pattern, k in _KINDS if (m := pattern.fullmatch(name))), (None, OTHER))
        own = match["name"] if match else name
    return kind, _codes().get(kind, {}).get(_plain(own), "")


def _plain(name: str) -> str:
    return name.lower().replace("’", "'")

"""Characters a second of the citation finder, and whether its worst texts stay linear: python benchmarks/citations.py

With no argument the text is a letter made here; with folders or files (text), theirs. Times are of the processor, one
core. The worst-case table gives seconds for n and 2n characters; linear is a ratio near 2.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from woo_gronden.citations import find_citations, resolve_status

_LETTER = """Geachte heer,
Op 3 januari 2024 heeft u ons verzocht om stukken over de verbouwing van het zwembad. Wij hebben 48 documenten gevonden.
In de stukken staan namen van ambtenaren en van omwonenden. Het belang van openbaarheid weegt hier minder zwaar dan het
belang van deze personen. Wij hebben deze namen weggelakt op grond van artikel 5.1, tweede lid, onder e, van de Woo.
De aannemer heeft in zijn zienswijze gevraagd om de begroting van 12.500 euro geheim te houden. Wij volgen hem daarin niet,
omdat het college de bedragen in de vergadering van 10 februari 2024 zelf heeft genoemd. De bestekken waren al openbaar.
De overige stukken worden binnen twee weken op onze website geplaatst. Wij hebben daarbij rekening gehouden met de termijn.
U kunt binnen zes weken na verzending bezwaar maken. Stuur uw bezwaarschrift naar het college, Postbus 12, Waterland.
"""

WORST: dict[str, Callable[[int], str]] = {
    "letters listed": lambda n: ("artikel 5.1, lid 2, onder a" + ", b, c, d" * n)[:n],
    "paragraphs listed": lambda n: ("artikel 5.1, lid 1" + " en lid 2" * n)[:n],
    "ordinals without lid": lambda n: ("artikel 5.1, eerste" + ", tweede" * n)[:n],
    "articles listed": lambda n: ("artikelen 10" + ", 11, 10" * n)[:n],
    "codes": lambda n: ("5.1.2e " * n)[:n],
    "codes glued": lambda n: ("5.1.2.e" + ".h.i" * n)[:n],
    "digits": lambda n: ("5112" * n)[:n],
    "digits and points": lambda n: ("5.1." * n)[:n],
    "brackets": lambda n: ("((10)(2" * n)[:n],
    "open brackets": lambda n: "(" * n,
    "artikel": lambda n: ("artikel " * n)[:n],
    "artikel 5": lambda n: ("artikel 5.1 " * n)[:n],
    "spaces": lambda n: "artikel 5.1" + " " * n,
    "spaces between": lambda n: ("artikel" + " " * 500 + "5.1 lid" + " " * 500) * (n // 1000),
    "commas": lambda n: ("artikel 5.1" + "," * n)[:n],
    "lid": lambda n: ("tweede lid van " * n)[:n],
    "grounds": lambda n: ("a-, b-, " * n)[:n],
    "newlines": lambda n: ("5.1.2e\n" * n)[:n],
    "aanhef": lambda n: ("aanhef en onder " * n)[:n],
    "laws": lambda n: ("artikel 10 van de Wet op de " * n)[:n],
}


def seconds(run: Callable[[], object]) -> float:
    """Processor time of one call."""
    start = time.process_time()
    run()
    return time.process_time() - start


def _texts(arguments: list[str]) -> list[str]:
    files = [f for a in arguments for f in (sorted(Path(a).rglob("*.txt")) if Path(a).is_dir() else [Path(a)])]
    return [f.read_text(encoding="utf-8", errors="replace") for f in files] or [_LETTER * 1000]


def main() -> None:
    """Print both tables."""
    texts = _texts(sys.argv[1:])
    find_citations("artikel 5.1 lid 2 Woo")
    size = sum(map(len, texts))
    find = seconds(lambda: [find_citations(text) for text in texts])
    found = [find_citations(text) for text in texts]
    status = seconds(lambda: [resolve_status(text, cited) for text, cited in zip(texts, found, strict=True)])
    print(f"{size} characters, {sum(map(len, found))} citations")
    print(f"find_citations  {size / find / 1e6:6.2f} million characters a second")
    print(f"resolve_status  {size / max(status, 1e-9) / 1e6:6.2f} million characters a second")
    print(f"\n{'worst case':24}{'n':>10}{'seconds':>10}{'2n: seconds':>14}{'ratio':>8}")
    for name, make in WORST.items():
        short, double = make(50_000), make(100_000)
        once, twice = seconds(lambda s=short: find_citations(s)), seconds(lambda d=double: find_citations(d))
        print(f"{name:24}{len(short):10}{once:10.3f}{twice:14.3f}{twice / max(once, 1e-4):8.1f}")


if __name__ == "__main__":
    main()

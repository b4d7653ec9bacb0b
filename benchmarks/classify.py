"""How fast the default model loads and predicts, on one core.

    OMP_NUM_THREADS=1 python benchmarks/classify.py [MODEL]

Passages are made here: as long as those of letters are on average (about 600 characters).
"""

from __future__ import annotations

import random
import sys
import time

_WORDS = [
    "de",
    "het",
    "een",
    "van",
    "in",
    "op",
    "voor",
    "met",
    "is",
    "zijn",
    "worden",
    "niet",
    "openbaar",
    "informatie",
    "documenten",
    "passages",
    "belang",
    "persoonlijke",
    "levenssfeer",
    "medewerkers",
    "namen",
    "verwijderd",
    "bestuursorgaan",
    "intern",
    "beraad",
    "opvattingen",
    "toezicht",
    "controle",
    "bedrijf",
    "gegevens",
    "vertrouwelijk",
    "verstrekt",
    "zwaarder",
    "weegt",
    "openbaarmaking",
    "artikel",
    "5.1",
    "lid",
    "2",
    "onder",
    "e",
    "Woo",
    "financiële",
    "één",
]
_PASSAGES = 4000
_WORDS_EACH = 88


def main() -> None:
    start = time.perf_counter()
    from woo_gronden.classify import load_model

    model = load_model(sys.argv[1] if len(sys.argv) > 1 else None)
    model.predict(["De namen zijn weggelakt."])
    print(f"load and first answer: {time.perf_counter() - start:.2f} s")
    rng = random.Random(0)
    texts = [" ".join(rng.choices(_WORDS, k=_WORDS_EACH)) for _ in range(_PASSAGES)]
    best = 0.0
    for _ in range(3):
        clock = time.process_time()
        model.predict(texts)
        best = max(best, len(texts) / (time.process_time() - clock))
    print(
        f"{model.name}: {best:,.0f} passages of {sum(map(len, texts)) / len(texts):.0f} characters a second of one core"
    )


if __name__ == "__main__":
    main()

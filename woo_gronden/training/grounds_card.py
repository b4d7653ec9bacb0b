"""The card of a model: what it is for and not, what it learned from, how well it does, how it was made."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from woo_gronden.classify import all_labels, ground_in_law
from woo_gronden.taxonomy import all_grounds
from woo_gronden.training.grounds_data import GroundsData
from woo_gronden.training.grounds_examples import Example

_HEAD = """# {name}: which ground a passage argues

A {kind} model of `woo-gronden`. It reads a passage of a Dutch decision letter (Woo or Wob), takes the printed articles
out, and gives a calibrated probability for each ground that the words argue; nothing where none passes the threshold.
A second head tells reasoning, quoted law and the rest of a letter apart.

**For**: passages that name no article; a second opinion beside the printed one; choosing what to annotate next.
**Not for**: judging whether a refusal is lawful; letters in other languages; counting grounds without a look at the
figures below. A printed citation always goes before this model.
"""
_PRIVACY = """
## What the weights hold

Features are hashes of word and character n-grams that stand in texts of at least {dossiers} dossiers; figures are
dropped before hashing, so no number, date or e-mail address is among them, and no list of words is kept. A name can be
looked for by its hash, as in any hashed model, but only one that stands in that many dossiers has one.
"""


def taxonomy_version() -> str:
    """A digest of what makes labels: the grounds, their counterparts, and the label space. Spellings do not count."""
    grounds = [(g.id, g.kind, g.counterparts, g.partial_counterparts) for g in all_grounds()]
    labels = [(label, ground_in_law(label, "woo"), ground_in_law(label, "wob")) for label in all_labels()]
    return hashlib.blake2b(repr((grounds, labels)).encode(), digest_size=6).hexdigest()


def write_card(output: Path, kind: str, data: GroundsData, validations: Sequence[dict[str, Any]], command: str) -> None:
    """Write ``README.md`` into the model's folder."""
    from woo_gronden.training.grounds_linear import MIN_DOSSIERS

    parts = [_HEAD.format(name=output.name, kind=kind), _data(data), *map(_figures, validations)]
    if any(validation["calibration"] for validation in validations):
        parts.append("\n![Probability given against share true](reliability.svg)\n")
    if kind == "linear":
        parts.append(_PRIVACY.format(dossiers=MIN_DOSSIERS))
    parts.append(f"\n## Made with\n\n```\n{command}\n```\n\nTaxonomy {taxonomy_version()}. Licence EUPL-1.2.\n")
    (output / "README.md").write_text("".join(parts), encoding="utf-8")


def _data(data: GroundsData) -> str:
    rows = [
        ("passages annotated by people", data.gold, "not in the repository; licence of the letters not stated"),
        ("other paragraphs of those letters", data.rest, "the same"),
        ("paragraphs of other letters, labelled by rules", data.weak, "the same"),
        ("arguments written for this project", data.own, "EUPL-1.2, in the package"),
    ]
    lines = ["\n## Learned from\n\n| what | texts | with a ground | dossiers | licence |\n|---|---|---|---|---|\n"]
    for name, examples, licence in rows:
        argued = sum(bool(example.labels) for example in examples)
        dossiers = len({example.dossier for example in examples if example.origin != "own"})
        lines.append(f"| {name} | {len(examples)} | {argued} | {dossiers or ''} | {licence} |\n")
    lines.append("\n| ground | gold | weak | written |\n|---|---|---|---|\n")
    counts = [_labels(part) for part in (data.gold, data.weak, data.own)]
    order = sorted(set().union(*counts), key=lambda name: (-counts[0][name], name))
    lines += [f"| {label} | {counts[0][label]} | {counts[1][label]} | {counts[2][label]} |\n" for label in order]
    return "".join(lines)


def _labels(examples: Sequence[Example]) -> Counter[str]:
    return Counter(label for example in examples for label in example.labels)


def _figures(validation: dict[str, Any]) -> str:
    lines = [
        f"\n## Cross-validated {validation['split']}\n\n",
        "| judged | figure | value | 95 % | of |\n|---|---|---|---|---|\n",
    ]
    groups = {**validation["grounds"], "kinds": validation["kinds"], "kinds by rule": validation["kinds by rule"]}
    groups["paragraphs"] = validation["no ground"]
    for group, figures in groups.items():
        for name, f in figures.items():
            lines.append(f"| {group} | {name} | {f['value']:.3f} | {f['low']:.3f} to {f['high']:.3f} | {f['of']} |\n")
    if validation["calibration"]:
        c = validation["calibration"]
        lines.append(
            f"\nExpected calibration error {c['ece']:.3f}; where a ground is likely {c['ece of claims']:.3f}.\n"
        )
    return "".join(lines)

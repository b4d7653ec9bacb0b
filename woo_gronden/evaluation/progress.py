"""What a change gained and lost, letter by letter or clause by clause, against figures kept earlier.

The file of kept figures holds a digest of each letter's id and not the id, so that it can be published where the
letters and their names cannot.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from woo_gronden.errors import GoldError

Letters = Mapping[str, Mapping[str, float]]

# A change of less than this is rounding.
_LEAST_CHANGE = 0.0005


def write_letters(path: Path, letters: Letters) -> None:
    """Keep the figures of every letter."""
    kept = {_digest(name): dict(sorted(parts.items())) for name, parts in letters.items()}
    path.write_text(json.dumps(dict(sorted(kept.items())), indent=1) + "\n", encoding="utf-8")


def compare_letters(path: Path, letters: Letters, *, what: str = "letters") -> list[str]:
    """A line for each letter and part that came out better (+) or worse (-) than in the file, and a line that counts.

    Args:
        path: what ``write_letters`` wrote.
        letters: the figures now.
        what: what to call the letters in the last line.

    Raises:
        GoldError: the file does not hold kept figures.
    """
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        before = {name: kept[_digest(name)] for name in letters if _digest(name) in kept}
    except (OSError, ValueError, TypeError) as error:
        raise GoldError(f"{path}: no figures to compare with: {error}") from error
    lines, gains, losses = list[str](), 0, 0
    for name, parts in sorted(before.items()):
        for part, old in sorted(parts.items()):
            change = letters[name].get(part, old) - old
            if abs(change) >= _LEAST_CHANGE:
                gains, losses = gains + (change > 0), losses + (change < 0)
                lines.append(f"{'+' if change > 0 else '-'} {name}: {part} {old:.3f} -> {old + change:.3f}")
    new, gone = len(letters) - len(before), len(kept) - len(before)
    return [*lines, f"{gains} gains, {losses} losses over {len(before)} {what}; {new} new, {gone} not measured now"]


def _digest(name: str) -> str:
    return hashlib.blake2b(name.encode(), digest_size=8).hexdigest()

"""Checks a release against what it says of itself: files, rows, papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from woo_gronden.dataset.checksums import CHECKSUMS, find_files
from woo_gronden.dataset.faults import Fault
from woo_gronden.dataset.manifest import MANIFEST, load_manifest
from woo_gronden.dataset.validate_papers import check_papers
from woo_gronden.dataset.validate_rows import RowChecks

__all__ = ["Fault", "Validation", "validate_release"]


@dataclass(frozen=True, slots=True)
class Validation:
    """What was found wrong; ``skipped`` names the checks that need an extra which is not installed."""

    faults: list[Fault]
    skipped: list[str]
    rows: int
    files: int


def validate_release(release: Path) -> Validation:
    """Check every file and every row of a release.

    Returns:
        All faults. A table that cannot be read is one fault, and its other rows are not looked at.

    Raises:
        InputError: there is no release at all.
    """
    manifest = load_manifest(release)
    files = find_files(release)
    faults = list(_check_sums(release, {file.path: file.sha256 for file in files}))
    rows = RowChecks(release, manifest)
    faults += rows.faults()
    found, skipped = check_papers(release, manifest)
    return Validation([*faults, *found], skipped, rows.rows, len(files) + 1)


def _check_sums(release: Path, found: dict[str, str]) -> Iterator[Fault]:
    try:
        lines = (release / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        yield Fault(CHECKSUMS, "", "is missing or cannot be read")
        return
    listed = {path: digest for digest, _, path in (line.partition("  ") for line in lines)}
    if MANIFEST not in listed:
        yield Fault(CHECKSUMS, "", f"does not list {MANIFEST}")
    for path in sorted(listed.keys() | found.keys()):
        if path not in found:
            yield Fault(path, "", "is listed in SHA256SUMS and missing")
        elif path not in listed:
            yield Fault(path, "", "is not listed in SHA256SUMS")
        elif listed[path] != found[path]:
            yield Fault(path, "", "is not the file that SHA256SUMS lists: its digest differs")

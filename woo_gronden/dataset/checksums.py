"""Every file of a release with its digest, as ``sha256sum`` writes and checks them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from woo_gronden.dataset.manifest import ReleaseFile

CHECKSUMS = "SHA256SUMS"
_READ_AT_ONCE = 1 << 20


def find_files(folder: Path) -> tuple[ReleaseFile, ...]:
    """Every file of a release with its size and digest, in the order of their paths; ``SHA256SUMS`` itself left out."""
    found = []
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != CHECKSUMS:
            found.append(ReleaseFile(name, path.stat().st_size, _digest(path)))
    return tuple(found)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_READ_AT_ONCE):
            digest.update(block)
    return digest.hexdigest()


def write_checksums(folder: Path) -> None:
    """Write ``SHA256SUMS``; the last file of a release."""
    sums = "".join(f"{file.sha256}  {file.path}\n" for file in find_files(folder))
    (folder / CHECKSUMS).write_text(sums, encoding="utf-8")

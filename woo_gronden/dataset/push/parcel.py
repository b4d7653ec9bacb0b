"""A release made ready to be sent: whole, without personal data, every file with its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from woo_gronden.dataset.checksums import CHECKSUMS, find_files
from woo_gronden.dataset.manifest import ReleaseFile, load_manifest
from woo_gronden.dataset.publication import Publication
from woo_gronden.dataset.validate import validate_release
from woo_gronden.errors import DamagedFile, InputError, PersonalDataError

# Folders that a release fills by itself: what else lies there at a host is of an earlier release. A shard of an earlier
# release beside those of this one would be read as one table. Other files may be a person's and are left alone.
OWN_FOLDERS = ("data/", "csv/", "jsonl/", "schema/")
_FAULTS_TOLD = 3
_READ_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Parcel:
    """A release that may be sent; ``unchecked`` tells which checks were left out for want of an extra."""

    folder: Path
    manifest: Mapping[str, Any]
    publication: Publication
    files: tuple[ReleaseFile, ...]
    unchecked: tuple[str, ...]

    @property
    def version(self) -> str:
        """The release's version."""
        return str(self.manifest["version"])

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    def digest(self, file: ReleaseFile, algorithm: str) -> str:
        """The digest of a file by an algorithm that ``hashlib`` knows, lower case hexadecimal."""
        if algorithm == "sha256":
            return file.sha256
        digest = hashlib.new(algorithm, usedforsecurity=False)
        with (self.folder / file.path).open("rb") as stream:
            while block := stream.read(_READ_AT_ONCE):
                digest.update(block)
        return digest.hexdigest()

    def left_over(self, there: Iterable[str]) -> list[str]:
        """Of the paths at a host, those of an earlier release that this one has not."""
        here = {file.path for file in self.files}
        return sorted(path for path in there if path.startswith(OWN_FOLDERS) and path not in here)


@dataclass(frozen=True, slots=True)
class Progress:
    """Who is told what happens: ``say`` a line, ``moved`` a file and how many of its bytes went."""

    say: Callable[[str], None] = lambda line: None
    moved: Callable[[str, int], None] = lambda path, size: None


SILENT = Progress()


def load_parcel(release: Path) -> Parcel:
    """The release in ``release``, checked row by row as ``dataset validate`` does.

    Raises:
        PersonalDataError: it holds personal data, or text that nothing took personal data out of.
        InputError: there is no release, or it has faults.
    """
    manifest = load_manifest(release)
    if manifest.get("publishable") is not True:
        raise PersonalDataError(
            f"{release}: not for publication, it was built with --keep-personal-data; nothing of it is sent"
        )
    if manifest.get("text") is not False and not manifest.get("anonymiser"):
        raise PersonalDataError(
            f"{release}: holds text and names no anonymiser that took personal data out; nothing of it is sent"
        )
    found = validate_release(release)
    if found.faults:
        told = "; ".join(map(str, found.faults[:_FAULTS_TOLD]))
        more = " ..." if len(found.faults) > _FAULTS_TOLD else ""
        raise InputError(
            release,
            f"{len(found.faults)} faults, see 'woo-gronden dataset validate'; nothing of it is sent: {told}{more}",
        )
    sums = release / CHECKSUMS
    digest = hashlib.sha256(sums.read_bytes()).hexdigest()
    files = (*find_files(release), ReleaseFile(CHECKSUMS, sums.stat().st_size, digest))
    return Parcel(release, manifest, _publication(release, manifest), files, tuple(found.skipped))


def _publication(release: Path, manifest: Mapping[str, Any]) -> Publication:
    known = {field.name for field in fields(Publication)}
    try:
        said = {name: value for name, value in manifest["publication"].items() if name in known}
        return Publication(**said | {"creators": tuple(said["creators"])})
    except (AttributeError, KeyError, TypeError) as error:
        raise DamagedFile(release / "release.json", "does not say who publishes it") from error

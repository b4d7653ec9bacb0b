"""ZIP archives unpacked without trusting them."""

from __future__ import annotations

import logging
import stat
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from woo_gronden.errors import DamagedFile, EncryptedFile, TooLarge, UnsupportedFile

log = logging.getLogger(__name__)

COPY_BYTES = 1 << 20


@dataclass(frozen=True)
class UnpackLimits:
    """Bounds on what an archive may hold.

    Attributes:
        files: number of files.
        total_bytes: bytes of all files once unpacked.
        ratio: unpacked against packed bytes of one file, above ``ratio_from`` bytes; text packs 20 times, a bomb 1000.
        ratio_from: bytes under which the ratio is not looked at.
    """

    files: int = 20_000
    total_bytes: int = 20 * 1024**3
    ratio: float = 200.0
    ratio_from: int = 50 * 1024**2


def unpack(zip_path: str | Path, into: Path, limits: UnpackLimits | None = None) -> list[Path]:
    """The files of the archive, written under ``into`` with their folders, in the order of their names.

    Entries that point outside ``into``, links, devices and the litter of macOS and Windows are left out. Archives
    within the archive are written as they are.

    Raises:
        DamagedFile: not a ZIP archive, or cut off.
        EncryptedFile: a password is asked for.
        UnsupportedFile: packed with a method that is not known here.
        TooLarge: past a bound; what was written before stays in ``into``.
    """
    zip_path, into = Path(zip_path), Path(into)
    limits = limits or UnpackLimits()
    try:
        with zipfile.ZipFile(zip_path) as archive:
            entries = [(entry, place) for entry in archive.infolist() if (place := _safe_place(entry)) is not None]
            if len(entries) > limits.files:
                raise TooLarge(zip_path, f"the archive holds {len(entries)} files; the bound is {limits.files}")
            if any(entry.flag_bits & 1 for entry, _ in entries):
                raise EncryptedFile(zip_path, "the archive asks for a password")
            return _write_all(archive, entries, zip_path, into, limits)
    except zipfile.BadZipFile as error:
        raise DamagedFile(zip_path, "the archive is broken or cut off") from error
    except NotImplementedError as error:
        raise UnsupportedFile(zip_path, "the archive is packed with an unknown method") from error
    except (OSError, EOFError) as error:
        raise DamagedFile(zip_path, f"the archive cannot be unpacked: {error}") from error


def _safe_place(entry: zipfile.ZipInfo) -> PurePosixPath | None:
    """Where the entry goes, relative; None for folders, links, litter and what points outside."""
    if entry.is_dir():
        return None
    mode = entry.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        log.warning("left out of the archive, not a file: %s", entry.filename)
        return None
    place = PurePosixPath(unicodedata.normalize("NFC", entry.filename.replace("\\", "/")))
    if place.is_absolute() or ".." in place.parts or (place.parts and ":" in place.parts[0]) or "\0" in str(place):
        log.warning("left out of the archive, points outside it: %s", entry.filename)
        return None
    parts = [part for part in place.parts if part not in {"", "."}]
    if not parts or parts[0] == "__MACOSX" or parts[-1] in {".DS_Store", "Thumbs.db", "desktop.ini"}:
        return None
    return PurePosixPath(*parts)


def _write_all(
    archive: zipfile.ZipFile,
    entries: list[tuple[zipfile.ZipInfo, PurePosixPath]],
    zip_path: Path,
    into: Path,
    limits: UnpackLimits,
) -> list[Path]:
    root = into.resolve()
    written: list[Path] = []
    left = limits.total_bytes
    for entry, place in sorted(entries, key=lambda pair: str(pair[1])):
        target = root.joinpath(*place.parts)
        if not target.resolve().is_relative_to(root):
            log.warning("left out of the archive, points outside it: %s", entry.filename)
            continue
        target = _free_name(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        left -= _write_one(archive, entry, target, zip_path, left, limits)
        written.append(target)
    return written


def _free_name(target: Path) -> Path:
    """The name, with a number when the archive holds it twice."""
    number, free = 2, target
    while free.exists():
        free = target.with_name(f"{target.stem} ({number}){target.suffix}")
        number += 1
    return free


def _write_one(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, zip_path: Path, left: int, limits: UnpackLimits
) -> int:
    """Bytes written. The sizes that the archive states are not believed: what comes out is counted."""
    written = 0
    with archive.open(entry) as packed, target.open("wb") as file:
        while chunk := packed.read(COPY_BYTES):
            written += len(chunk)
            if written > left:
                raise _bomb(target, zip_path, f"unpacks to more than {limits.total_bytes // 1024**2} MB")
            if written > limits.ratio_from and written > limits.ratio * max(1, entry.compress_size):
                raise _bomb(
                    target, zip_path, f"holds a file that unpacks to more than {limits.ratio:.0f} times its size"
                )
            file.write(chunk)
    return written


def _bomb(target: Path, zip_path: Path, reason: str) -> TooLarge:
    target.unlink(missing_ok=True)
    return TooLarge(zip_path, f"the archive {reason}")

"""ZIP archives unpacked without trusting them."""

from __future__ import annotations

import errno
import logging
import lzma
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from woo_gronden.errors import DamagedFile, EncryptedFile, OutputError, TooLarge

log = logging.getLogger(__name__)

COPY_BYTES = 1 << 20
# Bytes of a file's name that leave room for a number behind it; file systems take 255.
_NAME_BYTES = 240
# Bytes of an archive's list of files for each file; a line takes 46 and the name.
_DIRECTORY_BYTES = 1024
# The record that ends an archive, its remark of 64 kB at most, and the same record for large archives.
_TAIL_BYTES = 22 + 65535 + 20 + 56
# What unpacking a damaged entry raises; a method of packing that is not known here, too.
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError)
# Paths that no file system has: too long, or through a file.
_IMPOSSIBLE_PLACE = frozenset({errno.ENAMETOOLONG, errno.ENOTDIR, errno.EEXIST})


@dataclass(frozen=True)
class UnpackLimits:
    """Bounds on what an archive may hold.

    Attributes:
        files: number of files.
        total_bytes: bytes of all files once unpacked.
        ratio: unpacked against packed bytes, of one file and of all, above ``ratio_from`` bytes; text packs 20 times, a
            bomb 1000.
        ratio_from: bytes under which the ratio is not looked at.
    """

    files: int = 20_000
    total_bytes: int = 20 * 1024**3
    ratio: float = 200.0
    ratio_from: int = 50 * 1024**2


def unpack(zip_path: str | Path, into: Path, limits: UnpackLimits | None = None) -> list[Path]:
    """The files of the archive, written under ``into`` with their folders, in the order of their names.

    Entries that point outside ``into``, links, devices and the litter of macOS and Windows are left out. A name too
    long for a file system is cut. Of a damaged entry stands there what came out of it: its reader says what it is
    worth. Archives within the archive are written as they are.

    Raises:
        DamagedFile: not a ZIP archive, or cut off.
        EncryptedFile: a password is asked for.
        TooLarge: past a bound; what was written before stays in ``into``.
        OutputError: ``into`` takes nothing more.
    """
    zip_path, into = Path(zip_path), Path(into)
    limits = limits or UnpackLimits()
    try:
        _check_directory(zip_path, limits)
        archive = zipfile.ZipFile(zip_path)
    except _DAMAGE as error:
        raise DamagedFile(zip_path, "the archive is broken or cut off") from error
    with archive:
        entries = [(entry, place) for entry in archive.infolist() if (place := _safe_place(entry)) is not None]
        if len(entries) > limits.files:
            raise TooLarge(zip_path, f"the archive holds {len(entries)} files; the bound is {limits.files}")
        if any(entry.flag_bits & 1 for entry, _ in entries):
            raise EncryptedFile(zip_path, "the archive asks for a password")
        return _write_all(archive, entries, zip_path, into, limits)


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


def _check_directory(zip_path: Path, limits: UnpackLimits) -> None:
    """Look at the size of the archive's list of files before it is read: each line of it takes a kilobyte in memory."""
    with zip_path.open("rb") as file:
        file.seek(max(0, zip_path.stat().st_size - _TAIL_BYTES))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 16:
        return
    stated = struct.unpack_from("<I", tail, at + 12)[0]
    at = tail.rfind(b"PK\x06\x06")
    if stated == 0xFFFFFFFF and 0 <= at <= len(tail) - 48:
        stated = struct.unpack_from("<Q", tail, at + 40)[0]
    if stated > limits.files * _DIRECTORY_BYTES:
        raise TooLarge(zip_path, f"the archive lists more than {limits.files} files")


def _write_all(
    archive: zipfile.ZipFile,
    entries: list[tuple[zipfile.ZipInfo, PurePosixPath]],
    zip_path: Path,
    into: Path,
    limits: UnpackLimits,
) -> list[Path]:
    root = into.resolve()
    written: list[Path] = []
    bound = min(limits.total_bytes, max(limits.ratio_from, int(limits.ratio * zip_path.stat().st_size)))
    left = bound
    for entry, place in sorted(entries, key=lambda pair: str(pair[1])):
        target = root.joinpath(*map(_short_name, place.parts))
        try:
            if not target.resolve().is_relative_to(root):
                log.warning("left out of the archive, points outside it: %s", entry.filename)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target = _free_name(target)
        except OSError as error:
            if error.errno not in _IMPOSSIBLE_PLACE:
                raise OutputError(f"{into} cannot be written: {error.strerror}") from error
            log.warning("left out of the archive, no file can lie there: %.200s", entry.filename)
            continue
        left -= _write_one(archive, entry, target, zip_path, left, limits)
        if left < 0:
            raise _bomb(target, zip_path, f"unpacks to more than {bound // 1024**2} MB")
        written.append(target)
    return written


def _short_name(name: str) -> str:
    """The name, cut in its middle where it has more bytes than a file system takes."""
    data = name.encode("utf-8", "replace")
    if len(data) <= _NAME_BYTES:
        return name
    stem, dot, suffix = name.rpartition(".")
    tail = f"~{zlib.crc32(data):08x}{dot}{suffix}" if stem and len(suffix) < 10 else f"~{zlib.crc32(data):08x}"
    return data[: _NAME_BYTES - len(tail.encode())].decode("utf-8", "ignore") + tail


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
    try:
        with target.open("wb") as file:
            for chunk in _chunks(archive, entry):
                written += len(chunk)
                if written > left:
                    break
                if written > limits.ratio_from and written > limits.ratio * max(1, entry.compress_size):
                    reason = f"holds a file that unpacks to more than {limits.ratio:.0f} times its size"
                    raise _bomb(target, zip_path, reason)
                file.write(chunk)
    except OSError as error:
        raise OutputError(f"{target.parent} cannot be written: {error.strerror}") from error
    return written


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """What an entry unpacks to; of a damaged one what comes out of it, which its reader will find cut off.

    Raises:
        InputError: the archive itself can no longer be read.
    """
    try:
        with archive.open(entry) as packed:
            while chunk := packed.read(COPY_BYTES):
                yield chunk
    except OSError as error:
        if error.errno is not None:
            raise DamagedFile(archive.filename or "", f"cannot be read: {error.strerror}") from error
        log.warning("damaged in the archive: %s", entry.filename)
    except _DAMAGE as error:
        log.warning("damaged in the archive (%s): %s", type(error).__name__, entry.filename)


def _bomb(target: Path, zip_path: Path, reason: str) -> TooLarge:
    target.unlink(missing_ok=True)
    return TooLarge(zip_path, f"the archive {reason}")

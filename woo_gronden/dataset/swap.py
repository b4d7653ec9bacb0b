"""A folder that is whole or not there: built beside its place, flushed to disk, exchanged in one step."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from woo_gronden.errors import OutputError

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE = -100  # AT_FDCWD


@contextmanager
def new_folder(place: Path) -> Iterator[Path]:
    """A new empty folder that takes the place of ``place`` when the block ends without an error.

    Until then, and when the process is killed or the disk is full, ``place`` is what it was. What a killed build left
    is cleared by the next one.

    Raises:
        OutputError: another process builds here, or nothing can be written; says what became of ``place``.
    """
    draft = place.with_name(f".{place.name}.building")
    with _locked(draft, place):
        try:
            _restore(place)
            _clear(draft)
            yield draft
            _flush(draft)
            _exchange(draft, place)
        except OSError as error:
            _remove(draft)
            raise OutputError(f"{place} cannot be written: {error.strerror or error}; {_kept(place)}") from error
        except BaseException:
            _remove(draft)
            raise


@contextmanager
def _locked(draft: Path, place: Path) -> Iterator[None]:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.mkdir(exist_ok=True)
        lock = os.open(draft, os.O_RDONLY)
    except OSError as error:
        raise OutputError(f"{place} cannot be written: {error.strerror}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise OutputError(f"another build is writing to {place}; wait for it or name another folder") from None
    try:
        yield
    finally:
        os.close(lock)


def _aside(place: Path) -> Path:
    return place.with_name(f".{place.name}.previous")


def _restore(place: Path) -> None:
    """Where folders cannot be exchanged, a kill between two renames leaves the old one beside its place."""
    if _aside(place).is_dir():
        if place.exists():
            shutil.rmtree(_aside(place))
        else:
            _aside(place).rename(place)


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _flush(folder: Path) -> None:
    for root, _, names in os.walk(folder, topdown=False):
        for path in [*(Path(root, name) for name in names), Path(root)]:
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _exchange(draft: Path, place: Path) -> None:
    if not place.exists():
        draft.rename(place)
    elif _exchanged(draft, place):
        shutil.rmtree(draft)
    else:
        place.rename(_aside(place))
        draft.rename(place)
        shutil.rmtree(_aside(place))
    descriptor = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _remove(draft: Path) -> None:
    shutil.rmtree(draft, ignore_errors=True)


def _kept(place: Path) -> str:
    return "what stood there is untouched" if place.exists() else "nothing was left there"

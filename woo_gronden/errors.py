"""Every exception the package raises on purpose.

::

    WooGrondenError
    ├── InputError            a source cannot be read: names file, page and reason
    │   ├── EmptyFile         nothing in it
    │   ├── EncryptedFile     asks for a password
    │   ├── DamagedFile       broken, truncated, or not what its name says
    │   ├── UnsupportedFile   a kind of file that no reader here takes
    │   └── TooLarge          past a bound (pixels, pages, bytes once unpacked)
    ├── FetchError            a file or an answer cannot be had from a source: names URL, kind and reason
    ├── SourceError           no such source, or what it says is not as documented
    ├── NothingToDo           no document in what was given
    ├── OutputError           the output folder cannot be used
    ├── PersonalDataError     a release would hold personal data
    ├── PushError             a host does not take a release: names host, status and reason
    ├── UnknownGround         no such ground or provision in the taxonomy
    ├── ModelError            a model is not there, or its files are not whole
    ├── GoldError             a gold or annotation file is not as its reader expects
    ├── MissingEngine         no engine that reads pages from pixels is on this machine
    └── MissingExtra          an optional dependency is absent: names the line that installs it
"""

from __future__ import annotations

from pathlib import Path


class WooGrondenError(Exception):
    """Root of the tree: catch this to catch everything raised on purpose."""


class InputError(WooGrondenError):
    """A source that cannot be read.

    Attributes:
        path: the file, as it was given.
        reason: what is wrong, one sentence without the path.
        page: page number from 1 where the fault is on one page, else None.
    """

    def __init__(self, path: str | Path, reason: str, page: int | None = None) -> None:
        self.path = str(path)
        self.reason = reason
        self.page = page
        where = self.path if page is None else f"{self.path}, page {page}"
        super().__init__(f"{where}: {reason}")

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, int | None]]:
        return type(self), (self.path, self.reason, self.page)


class EmptyFile(InputError):
    """The file holds no bytes, or no pages."""


class EncryptedFile(InputError):
    """The file asks for a password."""


class DamagedFile(InputError):
    """The file is broken, truncated, or not what its name says."""


class UnsupportedFile(InputError):
    """No reader here takes this kind of file."""


class TooLarge(InputError):
    """The file passes a bound on pixels, pages or unpacked bytes."""


class FetchError(WooGrondenError):
    """Something cannot be had from a source.

    Attributes:
        url: what was asked for; a path within its source where it has no URL.
        kind: ``gone`` (404, 410), ``unavailable`` (429, 503 and the like, after all attempts), ``status`` (another
            refusal), ``timeout``, ``connection``, ``cut-off``, ``wait`` (the host asks to come back later than we
            wait), ``robots``, ``scheme``, ``size``, ``content`` (not what it should be) or ``unsupported`` (nothing
            here reads such a file).
        reason: what is wrong, one sentence without the URL.
    """

    def __init__(self, url: str, kind: str, reason: str) -> None:
        self.url, self.kind, self.reason = url, kind, reason
        super().__init__(f"{url}: {reason}")

    def __reduce__(self) -> tuple[type[FetchError], tuple[str, str, str]]:
        return type(self), (self.url, self.kind, self.reason)


class SourceError(WooGrondenError):
    """No such source of documents, or what it says is not as its documentation has it."""


class NothingToDo(WooGrondenError):
    """No document was found in what was given."""


class OutputError(WooGrondenError):
    """The output place cannot be used, and why."""


class PersonalDataError(WooGrondenError):
    """A release would hold personal data that nobody asked to keep."""


class PushError(WooGrondenError):
    """A host does not take a release, or not as it should.

    Attributes:
        host: its address.
        reason: what is wrong, one sentence without the address.
        status: the HTTP status it answered with; None without an answer, or where what it answered is not right.
        passing: whether the same request may succeed later.
        retry_after: seconds that the host asks to wait.
    """

    def __init__(
        self,
        host: str,
        reason: str,
        status: int | None = None,
        *,
        passing: bool = False,
        retry_after: float | None = None,
    ) -> None:
        self.host, self.reason, self.status = host, reason, status
        self.passing, self.retry_after = passing, retry_after
        super().__init__(f"{host}: {reason}" + (f" (HTTP {status})" if status else ""))


class UnknownGround(WooGrondenError):
    """No such ground or provision in the taxonomy."""


class ModelError(WooGrondenError):
    """No such model, or its files are not whole."""


class GoldError(WooGrondenError):
    """A gold or annotation file is not as its reader expects."""


class MissingEngine(WooGrondenError):
    """No engine that reads pages from pixels is on this machine, or not the one called ``engine``."""

    def __init__(self, engine: str) -> None:
        self.engine = engine
        which = "no OCR engine" if engine == "auto" else f"the OCR engine {engine}"
        is_there = "is" if engine == "auto" else "is not"
        super().__init__(f"{which} {is_there} on this machine; 'woo-gronden doctor' tells how to get one")

    def __reduce__(self) -> tuple[type[MissingEngine], tuple[str]]:
        return type(self), (self.engine,)


class MissingExtra(WooGrondenError):
    """An optional dependency is absent.

    Args:
        feature: what was asked for, in the user's words.
        extra: the extra of this package that brings it.
    """

    def __init__(self, feature: str, extra: str) -> None:
        self.feature = feature
        self.extra = extra
        super().__init__(f"{feature} needs an extra: pip install 'woo-gronden[{extra}]'")

    def __reduce__(self) -> tuple[type[MissingExtra], tuple[str, str]]:
        return type(self), (self.feature, self.extra)

"""One walk over a source: what is new or changed is brought, what is gone is noted."""

from __future__ import annotations

import datetime
import hashlib
import json
import logging
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from woo_gronden.drafts import write_whole
from woo_gronden.errors import FetchError, NothingToDo, OutputError, SourceError, WooGrondenError
from woo_gronden.sources.client import Client
from woo_gronden.sources.content import check_content, check_readable, is_named, name_in_header, safe_name
from woo_gronden.sources.download import Download, download, sha256_of
from woo_gronden.sources.ledger import Ledger, Provenance
from woo_gronden.sources.records import Record, RemoteFile, Source, without_persons

log = logging.getLogger(__name__)

_COPY_BYTES = 1 << 20
# A walk that was broken off longer ago than this begins anew: what it saw may have changed since.
_LONGEST_PASS = datetime.timedelta(days=3)


class Event(NamedTuple):
    """What became of a file: ``new``, ``changed``, ``same``, ``known`` (seen in this pass), ``withdrawn``, ``unlisted``
    or ``failed``; in a dry run ``new`` or ``known``. ``dossier``: a dossier is done.
    """  # noqa: D205

    kind: str
    record_id: str
    name: str = ""
    url: str = ""
    bytes: int = 0


class Walk:
    """One walk over one source; ``tell`` hears of every file, ``failures`` gets the rows of ``failures.jsonl``."""

    def __init__(
        self,
        source: Source,
        ledger: Ledger,
        client: Client,
        tell: Callable[[Event], None],
        failures: list[dict[str, str]],
        *,
        remove_withdrawn: bool = False,
    ) -> None:
        self._source, self._ledger, self._client = source, ledger, client
        self._tell, self._failures, self._remove = tell, failures, remove_withdrawn
        self._root = ledger.output / safe_name(source.name)
        self._clock = client.clock
        self._seen: set[tuple[str, str, str]] = set()
        last = ledger.load_passes().get(source.name, {})
        self._resumed = bool(last) and not last["ended"] and self._is_recent(last["began"])
        self._began = last["began"] if self._resumed else self._clock.stamp()
        self._had: dict[str, tuple[Path, Download]] = {}
        own = [row for row in ledger.rows.values() if row.source == source.name]
        self._folders = {row.record_id: ledger.output / row.path.rpartition("/")[0] for row in own}

    def _is_recent(self, began: str) -> bool:
        age = self._clock.now() - datetime.datetime.fromisoformat(began)
        return age < _LONGEST_PASS

    def run(self, limit: int | None) -> None:
        """Take every dossier of the source, then look for what it names no more."""
        self._ledger.write_pass(self._source.name, self._began, "")
        try:
            for record in self._records(limit):
                self._take(record)
                self._tell(Event("dossier", record.record_id))
        except (FetchError, SourceError, NothingToDo) as error:
            self._fail("list", "", error)
            return
        if limit is None:
            self._look_for_missing()
        self._ledger.write_pass(self._source.name, self._began, self._clock.stamp())

    def _records(self, limit: int | None) -> Iterator[Record]:
        records = first_records(self._source.records(self._client), limit)
        while True:
            try:
                record = next(records)
            except StopIteration:
                return
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise SourceError(f"an answer is not as documented ({type(error).__name__}: {error})") from error
            yield record

    def _take(self, record: Record) -> None:
        for file in record.files:
            row_id = (self._source.name, record.record_id, file.key)
            if row_id in self._seen:
                continue
            self._seen.add(row_id)
            row = self._ledger.rows.get(row_id)
            if record.withdrawn:
                if row and not row.withdrawn_at:
                    self._withdraw(row, "the source says that it is withdrawn")
                continue
            try:
                self._take_file(record, file, row)
            except FetchError as error:
                self._fail("file", record.record_id, error, file.name)
        if rows := self._ledger.dossier(self._source.name, record.record_id):
            self._write_dossier(record, rows)

    def _take_file(self, record: Record, file: RemoteFile, row: Provenance | None) -> None:
        event = Event("same", record.record_id, file.name, file.url)
        there = row is not None and (self._ledger.output / row.path).is_file()
        if row and there and self._resumed and row.checked_at >= self._began and not row.withdrawn_at:
            self._tell(event._replace(kind="known"))
            return
        if row and there and file.version and file.version == row.version and not row.withdrawn_at:
            self._keep(replace(row, checked_at=self._clock.stamp(), unlisted_at=""), file)
            self._tell(event)
            return
        if not file.url and file.opener is None:
            raise FetchError(file.key, "unsupported", "its source gives no URL for it")
        check_readable(file.name, file.key)
        try:
            got = self._bring(file, row if there else None)
        except FetchError as error:
            if row and error.kind == "gone":
                self._withdraw(row, error.reason)
                return
            raise
        if got is None:
            assert row is not None
            self._returned(row)
            self._keep(replace(row, checked_at=self._clock.stamp(), withdrawn_at="", unlisted_at=""), file)
            self._tell(event)
            return
        self._place(record, file, row, got)

    def _bring(self, file: RemoteFile, row: Provenance | None) -> Download | None:
        part = self._ledger.parts / f"{hashlib.blake2b(file.key.encode(), digest_size=12).hexdigest()}.part"
        if file.opener is None:
            if row is None and file.url in self._had:
                there, got = self._had[file.url]
                shutil.copyfile(there, part)
                return replace(got, path=part)
            known = (row.etag, row.last_modified) if row else ("", "")
            return download(self._client, file.url, part, etag=known[0], last_modified=known[1])
        try:
            with file.opener() as stream, part.open("wb") as target:
                size = 0
                while piece := stream.read(_COPY_BYTES):
                    size += len(piece)
                    self._client.check_size(file.key, size)
                    target.write(piece)
        except FileNotFoundError as error:
            raise FetchError(file.key, "gone", "it is not there any more") from error
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            raise FetchError(file.key, "content", f"it cannot be read: {error}") from error
        return Download(part, "", "", "", "", "", whole=True)

    def _place(self, record: Record, file: RemoteFile, row: Provenance | None, got: Download) -> None:
        name = file.name if is_named(file.name) else name_in_header(got.disposition) or file.name
        try:
            name = check_content(got.path, name, file.key, content_type=got.content_type, whole=got.whole)
        except FetchError:
            got.path.unlink(missing_ok=True)
            raise
        now, digest, size = self._clock.stamp(), sha256_of(got.path), got.path.stat().st_size
        target = self._ledger.output / row.path if row else self._new_place(record, name)
        kind = "new" if row is None else "same" if row.sha256 == digest else "changed"
        previous = list(row.previous) if row else []
        if row and kind == "changed":
            if self._sharers(row):
                target = self._new_place(record, name)
            previous.append(self._set_aside(row, now))
        twin = None if row else self._twin(record, digest)
        if twin:
            got.path.unlink()
            target = self._ledger.output / twin.path
        else:
            self._move(got.path, target)
        if file.url:
            self._had[file.url] = target, got
        fresh = Provenance(
            source=self._source.name,
            record_id=record.record_id,
            key=file.key,
            path=target.relative_to(self._ledger.output).as_posix(),
            url=file.url,
            final_url=got.final_url,
            sha256=digest,
            bytes=size,
            content_type=got.content_type,
            etag=got.etag,
            last_modified=got.last_modified,
            retrieved_at=row.retrieved_at if row and kind == "same" else now,
            checked_at=now,
            previous=previous,
        )
        if row:
            self._returned(row)
        self._keep(fresh, file)
        if kind != "same":
            event = "fetched" if kind == "new" else "changed"
            self._ledger.note(event, now, path=fresh.path, url=file.url, sha256=digest)
        self._tell(Event(kind, record.record_id, file.name, file.url, size))

    def _keep(self, row: Provenance, file: RemoteFile) -> None:
        metadata = without_persons(file.metadata)
        self._ledger.put(replace(row, version=file.version, role=file.role, title=file.title, metadata=metadata))

    def _sharers(self, row: Provenance) -> list[Provenance]:
        """Other files with the same bytes, that lie in the same place."""
        own = self._ledger.dossier(row.source, row.record_id)
        return [other for other in own if other.path == row.path and other.id != row.id]

    def _twin(self, record: Record, digest: str) -> Provenance | None:
        """A file of this dossier with the same bytes, under another URL."""
        own = self._ledger.dossier(self._source.name, record.record_id)
        return next((row for row in own if row.sha256 == digest and not row.withdrawn_at), None)

    def _new_place(self, record: Record, name: str) -> Path:
        """A path that no other file has, in the dossier's folder."""
        folder = self._folders.get(record.record_id)
        if folder is None:
            taken = {path.name.casefold() for path in self._folders.values()}
            folder = self._root / _free_name(safe_name(record.record_id, "dossier"), taken)
            self._folders[record.record_id] = folder
        own = self._ledger.dossier(self._source.name, record.record_id)
        inside = {Path(row.path).name.casefold() for row in own}
        return folder / _free_name(safe_name(name), inside)

    def _move(self, part: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.resolve().is_relative_to(self._ledger.output.resolve()):
            raise OutputError(f"{target} lies outside {self._ledger.output}; a link leads there")
        part.replace(target)
        part.with_suffix(".json").unlink(missing_ok=True)

    def _set_aside(self, row: Provenance, now: str) -> dict[str, Any]:
        """Keep the earlier version, out of the way of a run."""
        place = self._ledger.output / row.path
        kept = self._ledger.versions / f"{row.sha256}{place.suffix}"
        if place.is_file() and not self._sharers(row):
            place.replace(kept)
        return {
            "sha256": row.sha256,
            "bytes": row.bytes,
            "retrieved_at": row.retrieved_at,
            "replaced_at": now,
            "kept": kept.relative_to(self._ledger.output).as_posix() if kept.is_file() else "",
        }

    def _withdraw(self, row: Provenance, reason: str) -> None:
        now = self._clock.stamp()
        if not row.withdrawn_at:
            row = replace(row, withdrawn_at=now)
            self._ledger.note("withdrawn", now, path=row.path, url=row.url, sha256=row.sha256, reason=reason)
        self._ledger.put(replace(row, checked_at=now))
        if self._remove and all(other.withdrawn_at for other in self._sharers(row)):
            (self._ledger.output / row.path).unlink(missing_ok=True)
        self._tell(Event("withdrawn", row.record_id, Path(row.path).name, row.url))

    def _returned(self, row: Provenance) -> None:
        if row.withdrawn_at:
            self._ledger.note("returned", self._clock.stamp(), path=row.path, url=row.url, sha256=row.sha256)

    def _look_for_missing(self) -> None:
        """Files that the list names no more: gone, or still to be had but unlisted."""
        missing = [
            row
            for row in self._ledger.rows.values()
            if row.source == self._source.name and row.id not in self._seen and not row.withdrawn_at
        ]
        for row in missing:
            if not row.url:
                self._withdraw(row, "the source holds it no more")
                continue
            since = row.unlisted_at
            file = RemoteFile(row.key, Path(row.path).name, row.url, row.role, row.title, "", row.metadata)
            try:
                self._take_file(Record(row.record_id, (file,)), file, row)
            except FetchError as error:
                self._fail("file", row.record_id, error, file.name)
            row = self._ledger.rows[row.id]
            if not row.withdrawn_at:
                now = self._clock.stamp()
                self._ledger.put(replace(row, unlisted_at=since or now))
                if not since:
                    self._ledger.note("unlisted", now, path=row.path, url=row.url)
                self._tell(Event("unlisted", row.record_id, file.name, row.url))

    def _write_dossier(self, record: Record, rows: list[Provenance]) -> None:
        """``dossier.json`` beside the files; what it said before goes into the history when the source edits it."""
        path = self._ledger.output / rows[0].path
        path = path.with_name("dossier.json")
        value = {
            "source": self._source.name,
            "record_id": record.record_id,
            "title": record.title,
            "url": record.url,
            "withdrawn": record.withdrawn,
            "metadata": without_persons(record.metadata),
            "files": [
                {"path": Path(row.path).name, "url": row.url, "role": row.role, "title": row.title}
                | {"sha256": row.sha256, "metadata": row.metadata}
                for row in sorted(rows, key=lambda row: (row.path, row.key))
            ],
        }
        text = json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n"
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        if text == before:
            return
        if before:
            was = json.loads(before)
            changed = {key: was.get(key) for key in ("title", "metadata") if was.get(key) != json.loads(text)[key]}
            if changed:
                place = path.relative_to(self._ledger.output).as_posix()
                self._ledger.note("metadata", self._clock.stamp(), path=place, was=changed)
        write_whole(path, text)

    def _fail(self, stage: str, record_id: str, error: WooGrondenError, name: str = "") -> None:
        log.info("%s", error)
        told = error if isinstance(error, FetchError) else FetchError("", "content", str(error))
        self._failures.append(
            {"source": self._source.name, "record_id": record_id, "name": name, "url": told.url, "stage": stage}
            | {"error": told.kind, "message": told.reason}
        )
        self._tell(Event("failed", record_id, name, told.url))


def first_records(records: Iterator[Record], limit: int | None) -> Iterator[Record]:
    """The first ``limit`` of ``records``; all without a limit, and no more asked for than given."""
    for number, record in enumerate(records, 1):
        yield record
        if limit is not None and number >= limit:
            return


def _free_name(name: str, taken: set[str]) -> str:
    """``name``, or with the first number that makes it free: "brief~2.pdf"."""
    stem, suffix = Path(name).stem, Path(name).suffix
    number, free = 1, name
    while free.casefold() in taken or free.casefold() == "dossier.json":
        number += 1
        free = f"{stem}~{number}{suffix}"
    return free

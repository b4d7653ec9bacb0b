"""A Hugging Face dataset of PDFs: Parquet files with a column of bytes, on the hub or in a folder.

The form is that of the library ``datasets``: a column of type binary, or a struct of ``bytes`` and ``path`` (features
``Pdf`` and ``Image``). On the hub, ``/api/datasets/<id>/revision/<revision>`` names the files (``siblings``) and the
commit (``sha``), and ``/datasets/<id>/resolve/<commit>/<path>`` gives one (huggingface.co/docs/hub/api).
"""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from woo_gronden.errors import SourceError
from woo_gronden.sources.content import is_named
from woo_gronden.sources.download import download
from woo_gronden.sources.records import Record, RemoteFile, text_of

if TYPE_CHECKING:
    import pyarrow as pa

    from woo_gronden.sources.client import Client

HUB = "https://huggingface.co"
# Rows read at a time: each may hold a document of many megabytes.
_ROWS = 16
_DOSSIER_COLUMNS = ("dossier", "dossier_id", "foi_dossierId")
_NAME_COLUMNS = ("file_name", "filename", "name", "foi_fileName", "id", "document_id")
# Longer texts of other columns are no metadata but the document's text.
_LONGEST_METADATA = 2_000


class HuggingFaceSource:
    """``place`` is ``owner/name`` or ``owner/name@revision`` on the hub, or a folder or file of Parquet here."""

    def __init__(self, place: str, hub: str = HUB) -> None:
        self._hub, self._place = hub, place
        local = Path(place)
        self._local = sorted(local.rglob("*.parquet")) if local.is_dir() else [local] if local.is_file() else []
        self.name = f"hf:{local.resolve().name if self._local else place}"
        self.total: int | None = None

    def records(self, client: Client) -> Iterator[Record]:
        """One record a dossier where a column names it, else one a row.

        Raises:
            SourceError: no Parquet file, or none with documents.
        """
        if self._local:
            for path in self._local:
                yield from _read_parquet(path, path.name)
            return
        dataset, _, revision = self._place.partition("@")
        about = client.get_json(f"{self._hub}/api/datasets/{quote(dataset)}/revision/{quote(revision or 'main')}")
        names = [text_of(one.get("rfilename")) for one in about.get("siblings") or []]
        names = [name for name in names if name.endswith(".parquet")]
        if not names:
            raise SourceError(f"{dataset}: the dataset has no Parquet files")
        commit = text_of(about.get("sha")) or revision or "main"
        with tempfile.TemporaryDirectory(prefix="woo-gronden-") as scratch:
            for name in names:
                part = Path(scratch) / "shard.part"
                download(client, f"{self._hub}/datasets/{quote(dataset)}/resolve/{commit}/{quote(name)}", part)
                yield from _read_parquet(part, name)
                part.unlink()


def _read_parquet(path: Path, label: str) -> Iterator[Record]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            column = find_document_column(file.schema_arrow)
            if column is None:
                raise SourceError(f"{label}: no column of documents (binary, or a struct with bytes)")
            number = 0
            for batch in file.iter_batches(batch_size=_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    yield _record(row, column, f"{label}#{number}")
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise SourceError(f"{label}: no Parquet file ({error})") from error


def find_document_column(schema: pa.Schema) -> str | None:
    """The column that holds documents: a struct with ``bytes``, else one of binary; one with ``pdf`` in it first."""
    import pyarrow as pa

    def holds_bytes(kind: pa.DataType) -> bool:
        if pa.types.is_struct(kind):
            return any(field.name == "bytes" and holds_bytes(field.type) for field in kind)
        return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind))

    found = [field.name for field in schema if holds_bytes(field.type)]
    return next((name for name in found if "pdf" in name.lower()), found[0] if found else None)


def _record(row: Mapping[str, Any], column: str, label: str) -> Record:
    cell = row[column]
    content, path = (cell.get("bytes"), text_of(cell.get("path"))) if isinstance(cell, Mapping) else (cell, "")
    said = {key: text for key, value in row.items() if key != column and (text := text_of(value))}
    named = next((said[name] for name in _NAME_COLUMNS if name in said), "") or Path(path).name
    name = named or f"{label.replace('/', '-').replace('#', '-').replace('.parquet', '')}"
    key = named or label
    dossier = next((said[name] for name in _DOSSIER_COLUMNS if name in said), "") or key
    metadata = {name: text for name, text in said.items() if len(text) <= _LONGEST_METADATA}
    version = hashlib.blake2b(content, digest_size=16).hexdigest() if content else ""

    def opener() -> IO[bytes]:
        if not content:
            raise OSError("the row holds no bytes")
        return io.BytesIO(content)

    file = RemoteFile(
        key, name if is_named(name) else Path(name).name, version=version, metadata=metadata, opener=opener
    )
    return Record(dossier, (file,), title=said.get("title", ""), metadata={})

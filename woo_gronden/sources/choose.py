"""Which source a user means by what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from woo_gronden.errors import SourceError
from woo_gronden.sources.gpp import AUDIT_HEADERS, GppSource
from woo_gronden.sources.huggingface import HuggingFaceSource
from woo_gronden.sources.local import FolderSource, UrlListSource, ZipSource
from woo_gronden.sources.open_overheid import OpenOverheidSource
from woo_gronden.sources.openwoo import OpenWooSource
from woo_gronden.sources.records import Source
from woo_gronden.sources.woogle import WoogleDumpSource, WoogleFileSource, WoogleSource

_REMOTE: dict[str, Callable[[str], Source]] = {
    "woogle": WoogleSource,
    "openoverheid": OpenOverheidSource,
    "openwoo": OpenWooSource,
    "gpp": GppSource,
    "hf": HuggingFaceSource,
}
# Kinds whose place is a host.
_HOSTS = frozenset({"openwoo", "gpp"})


def choose_source(text: str) -> Source:
    """The source that ``text`` names: ``kind:place``, or a file or folder whose content tells its kind.

    Raises:
        SourceError: no such kind, and no such file or folder.
    """
    kind, colon, place = text.partition(":")
    if colon and kind in _REMOTE and place:
        if kind in _HOSTS and "://" not in place:
            place = f"https://{place}"
        return _REMOTE[kind](place)
    path = Path(text)
    if path.is_dir():
        return _in_folder(path)
    if path.is_file():
        return _in_file(path)
    kinds = ", ".join(f"{name}:..." for name in _REMOTE)
    raise SourceError(f"{text}: no such file or folder, and no source ({kinds})")


def secrets_for(texts: list[str], authorization: str | None) -> Mapping[str, Mapping[str, str]]:
    """By URL of a host, the headers that it alone is to be sent: the key, and what a publication bank asks."""
    secrets: dict[str, dict[str, str]] = {}
    for text in texts:
        kind, _, place = text.partition(":")
        if kind not in _HOSTS:
            continue
        url = place if "://" in place else f"https://{place}"
        key = {"Authorization": authorization} if authorization else {}
        secrets[url] = key | (AUDIT_HEADERS if kind == "gpp" else {})
    return secrets


def _in_folder(path: Path) -> Source:
    if any(path.glob("*dossiers.csv*")) and any(path.glob("*documents.csv*")):
        return WoogleDumpSource(path)
    if any(path.rglob("*.parquet")):
        return HuggingFaceSource(str(path))
    return FolderSource(path)


def _in_file(path: Path) -> Source:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if ".json" in suffixes or ".jsonl" in suffixes:
        return WoogleFileSource(path)
    makers: dict[str, Callable[[Path], Source]] = {".zip": ZipSource, ".csv": UrlListSource, ".txt": UrlListSource}
    suffix = suffixes[-1] if suffixes else ""
    if suffix == ".parquet":
        return HuggingFaceSource(str(path))
    if suffix not in makers:
        raise SourceError(f"{path}: a source is a folder, ZIP, JSON, JSON lines, Parquet, or a TXT or CSV with URLs")
    return makers[suffix](path)

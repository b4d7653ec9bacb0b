"""Every door through which something comes in from outside, with good examples of it, and ways to spoil those.

A door takes what was spoiled or raises an error of the project; all else, and time or memory without bound, is a fault.
"""

from __future__ import annotations

import random
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pymupdf

from tests.conftest import DEMO
from tests.dataset.anonymisers import OneName
from tests.dataset.runs import write_run
from woo_gronden import runners
from woo_gronden.annotation import draw_sample, export_items, import_files, load_annotations, load_sample, write_sample
from woo_gronden.annotation.records import write_annotations
from woo_gronden.citations import find_citations
from woo_gronden.classify import load_model
from woo_gronden.dataset import build_release, diff_releases, validate_release
from woo_gronden.dataset.run_reader import Run
from woo_gronden.ingest import unpack
from woo_gronden.pipeline import Options, read_source
from woo_gronden.sources import SourceFile, find_sources
from woo_gronden.structure import find_dates
from woo_gronden.taxonomy import parse_code

_LETTERS = ("01-ministerie-grenswetering/01-besluit.pdf", "09-provincie-deelbesluit-wob/09-deelbesluit-2.pdf")
_LIST = "03-provincie-milieugegevens/03-inventaris.xlsx"
# Values that readers trip over: bounds of integers, nothing, what other formats start with.
_ODD = (b"0", b"-1", b"2147483648", b"1" + b"0" * 18, b"NaN", b"null", b"[]", b"{}", b'"', b"\x00", b"\xff", b"")


@dataclass(frozen=True)
class Door:
    """``prepare`` makes good examples in a folder, files or folders; ``enter`` takes one in, with room beside it."""

    name: str
    prepare: Callable[[Path], list[Path]]
    enter: Callable[[Path], object]


def spoil_bytes(data: bytes, dice: random.Random, harm: int = 30) -> bytes:
    """The bytes with some of them changed, cut out, doubled, or replaced by a value that readers trip over."""
    spoiled = bytearray(data)
    for _ in range(dice.randint(min(1, harm), harm)):
        if len(spoiled) < 2:
            break
        place = dice.randrange(len(spoiled))
        what = dice.randrange(5)
        if what == 0:
            spoiled[place] = dice.randrange(256)
        elif what == 1:
            del spoiled[place : place + dice.randint(1, 200)]
        elif what == 2:
            spoiled[place:place] = spoiled[place : place + dice.randint(1, 200)]
        elif what == 3:
            odd = dice.choice(_ODD)
            spoiled[place : place + len(odd)] = odd
        elif dice.random() < 0.1:
            del spoiled[place:]
    return bytes(spoiled)


def spoil(example: Path, into: Path, dice: random.Random, harm: int = 30) -> Path:
    """A spoiled copy of the example: a file's bytes, an entry of an archive, a file of a folder, now and then its loss.

    ``harm``: how many changes at most; with 0 the copy is as good as the example.
    """
    target = into / example.name
    if example.is_dir():
        shutil.copytree(example, target)
        victim = dice.choice(sorted(path for path in target.rglob("*") if path.is_file()))
        if harm and dice.random() < 0.1:
            victim.unlink()
        else:
            victim.write_bytes(spoil_bytes(victim.read_bytes(), dice, harm))
    elif zipfile.is_zipfile(example) and dice.random() < 0.7:
        with zipfile.ZipFile(example) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            victim_name = dice.choice(old.namelist())
            for name in old.namelist():
                data = old.read(name)
                new.writestr(name, spoil_bytes(data, dice, harm) if name == victim_name else data)
    else:
        target.write_bytes(spoil_bytes(example.read_bytes(), dice, harm))
    return target


def _demo(*names: str) -> Callable[[Path], list[Path]]:
    return lambda _: [DEMO / name for name in names]


def _all_pdfs(_folder: Path) -> list[Path]:
    return sorted(DEMO.glob("*/*.pdf"))


def _pictures(folder: Path) -> list[Path]:
    with pymupdf.open(DEMO / _LETTERS[0]) as pdf:
        picture = pdf[0].get_pixmap(dpi=50)
    made = [folder / "blad.png", folder / "blad.jpg", folder / "blad.tif"]
    for path in made:
        picture.pil_save(path)
    return made


def _sheets(folder: Path) -> list[Path]:
    csv = folder / "lijst.csv"
    csv.write_text("nummer;titel;datum;beoordeling;grond\n1;brief;1-2-2023;deels openbaar;5.1.2.e\n" * 20)
    ods = folder / "lijst.ods"
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("table", "office", "text"))
    cells = "".join(
        f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in ("1", "brief", "5.1.2e")
    )
    rows = f'<table:table-row table:number-rows-repeated="2">{cells}</table:table-row>' * 5
    with zipfile.ZipFile(ods, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", f"<office:document-content {spaces}><table:table>{rows}</table:table></office:document-content>")  # fmt: skip
    return [DEMO / _LIST, csv, ods]


def _archives(folder: Path) -> list[Path]:
    path = folder / "dossier.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (*_LETTERS, _LIST):
            archive.write(DEMO / name, name)
    return [path]


def _runs(folder: Path) -> list[Path]:
    runners.run([DEMO / name for name in (*_LETTERS, _LIST)], folder / "run", options=Options(ocr="never"))
    return [folder / "run"]


def _releases(folder: Path) -> list[Path]:
    return [build_release(write_run(folder / "made", 12), folder / "release", anonymiser=OneName()).output]


def _models(_folder: Path) -> list[Path]:
    return [Path(__file__).resolve().parents[2] / "models/linear"]


def _annotated(folder: Path) -> list[Path]:
    (run,) = _runs(folder)
    items = draw_sample(run, 8, "stratified")
    for form in ("jsonl", "xlsx"):
        export_items(items, form, folder / "out", suggestions=True)
    export_items(
        items,
        "qdpx",
        folder / "out",
        corpus=[DEMO / name for name in _LETTERS],
        read=lambda source: read_source(source, Options(ocr="never")),
        suggestions=True,
    )
    write_sample(folder / "out/sample.jsonl", items)
    write_annotations(folder / "out/annotations.jsonl", import_files([folder / "out/passages.jsonl"], run)[0])
    return sorted((folder / "out").iterdir())


def _fetched(folder: Path) -> list[Path]:
    source = folder / "bron"
    source.mkdir()
    shutil.copyfile(DEMO / _LETTERS[0], source / "besluit.pdf")
    row = '{"source":"a","record_id":"1","key":"u","path":"besluit.pdf","url":"https://a.example/","final_url":"","sha256":"","bytes":1,"retrieved_at":"2026","withdrawn_at":""}\n'
    (source / "provenance.jsonl").write_text(row * 3)
    return [source]


def _texts(folder: Path) -> list[Path]:
    made = []
    for name in _LETTERS:
        with pymupdf.open(DEMO / name) as pdf:
            path = folder / f"{Path(name).stem}.txt"
            path.write_text("".join(page.get_text() for page in pdf), encoding="utf-8")
            made.append(path)
    return made


def _read(path: Path) -> object:
    return read_source(SourceFile(path, path.name, path.name), Options(ocr="never"))


def _enter_run(path: Path) -> None:
    for _ in Run(path).dossiers():
        pass


def _enter_state(path: Path) -> None:
    runners.merge([path], path.parent / "merged")


def _enter_model(path: Path) -> None:
    load_model(str(path)).predict(["De namen van ambtenaren maken wij niet openbaar."])


def _enter_annotations(path: Path, run: Path) -> None:
    if path.stem == "sample":
        load_sample(path)
    elif path.stem == "annotations":
        load_annotations(path)
    else:
        import_files([path], run)


def take_text(text: str) -> None:
    """Any text through what reads text alone."""
    find_citations(text)
    find_dates(text)
    for line in text.splitlines():
        parse_code(line)


def doors(place: Path) -> list[Door]:
    """All doors; ``place`` is a folder for what they share."""
    made = list[Path]()

    def annotated(folder: Path) -> list[Path]:
        found = _annotated(folder)
        made.append(folder / "run")
        return found

    return [
        Door("pdf", _all_pdfs, _read),
        Door("picture", _pictures, _read),
        Door("sheet", _sheets, _read),
        Door("archive", _archives, lambda path: unpack(path, path.parent / "unpacked")),
        Door("run", _runs, _enter_run),
        Door("state", _runs, _enter_state),
        Door("release", _releases, validate_release),
        Door("releases", _releases, lambda path: diff_releases(path, path)),
        Door("model", _models, _enter_model),
        Door("annotation", annotated, lambda path: _enter_annotations(path, made[0])),
        Door("fetched", _fetched, lambda path: find_sources([path])),
        Door("text", _texts, lambda path: take_text(path.read_bytes().decode("utf-8", "replace"))),
    ]

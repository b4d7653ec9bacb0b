"""What is found in folders, and how it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from woo_gronden.errors import NothingToDo
from woo_gronden.sources import find_sources, find_unpacked


def _touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def test_subfolders_are_dossiers_and_loose_files_their_own(tmp_path: Path) -> None:
    for name in (
        "een/besluit.pdf",
        "een/bijlagen/1.PDF",
        "jaar/twee/besluit.pdf",
        "los.pdf",
        "notities.txt",
        ".verborgen.pdf",
    ):
        _touch(tmp_path / "corpus" / name)
    found = {source.name: source.dossier_id for source in find_sources([tmp_path / "corpus"])}
    assert found == {
        "corpus/een/besluit.pdf": "corpus/een",
        "corpus/een/bijlagen/1.PDF": "corpus/een",
        "corpus/jaar/twee/besluit.pdf": "corpus/jaar/twee",
        "corpus/los.pdf": "corpus/los.pdf",
    }


def test_ids_depend_on_the_name_alone(tmp_path: Path) -> None:
    first = find_sources([_touch(tmp_path / "a/corpus/x/besluit.pdf").parents[1]])[0]
    second = find_sources([_touch(tmp_path / "b/corpus/x/besluit.pdf").parents[1]])[0]
    assert first.document_id == second.document_id
    assert len(first.document_id) == 16


def test_two_inputs_of_one_name_stay_apart(tmp_path: Path) -> None:
    roots = [_touch(tmp_path / top / "2024" / "besluit.pdf").parent for top in "ab"]
    found = find_sources(roots)
    assert len({source.document_id for source in found}) == 2
    assert len({source.dossier_id for source in found}) == 2


def test_an_archive_belongs_to_the_documents_it_lies_beside(tmp_path: Path) -> None:
    for name in ("een/besluit.pdf", "een/stukken.zip", "pakken/a.zip", "pakken/b.zip", "los.zip"):
        _touch(tmp_path / "corpus" / name)
    found = {source.name: source for source in find_sources([tmp_path / "corpus"])}
    assert {name: source.dossier_id for name, source in found.items()} == {
        "corpus/een/besluit.pdf": "corpus/een",
        "corpus/een/stukken.zip": "corpus/een",
        "corpus/pakken/a.zip": "corpus/pakken/a.zip",
        "corpus/pakken/b.zip": "corpus/pakken/b.zip",
        "corpus/los.zip": "corpus/los.zip",
    }
    _touch(tmp_path / "uitgepakt/1.pdf")
    (inside,) = find_unpacked(tmp_path / "uitgepakt", found["corpus/een/stukken.zip"])
    assert (inside.name, inside.dossier_id) == ("corpus/een/stukken.zip/1.pdf", "corpus/een")


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    file = _touch(tmp_path / "besluit.pdf")
    assert len(find_sources([file, tmp_path, file])) == 1


def test_a_link_back_to_a_folder_above_ends(tmp_path: Path) -> None:
    _touch(tmp_path / "corpus/een/besluit.pdf")
    (tmp_path / "corpus/een/lus").symlink_to(tmp_path / "corpus", target_is_directory=True)
    assert len(find_sources([tmp_path / "corpus"])) == 1


def test_a_folder_without_documents_says_what_was_looked_for(tmp_path: Path) -> None:
    _touch(tmp_path / "leeg/lees-mij.txt")
    with pytest.raises(NothingToDo, match=r"no document in .*leeg.*pdf"):
        find_sources([tmp_path / "leeg"])


def test_an_absent_input_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="bestaat-niet"):
        find_sources([tmp_path / "bestaat-niet"])

"""Bundles of made files: the cuts are where they were glued, and the draw is the same each time."""

from pathlib import Path

import pymupdf
import pytest

from woo_gronden.errors import NothingToDo
from woo_gronden.evaluation.bundles import BundleOptions, evaluate_bundles, fold_of, glue, load_files


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("files")
    for number in range(8):
        with pymupdf.open() as pdf:
            for page in range(1 + number % 3):
                sheet = pdf.new_page()
                sheet.insert_text((72, 72), "Geachte heer," if page == 0 else "en zo gaat deze brief verder")
                sheet.insert_text((280, 820), f"Pagina {page + 1} van {1 + number % 3}")
            (root / str(number)).mkdir()
            pdf.save(root / str(number) / f"brief-{number}.pdf")
    return root


def test_glued_and_cut_again(folder):
    options = BundleOptions(count=4)
    files = load_files([folder], options)
    bundles = list(glue(files, options))
    assert [bundle.names for bundle in bundles] == [bundle.names for bundle in glue(files, options)]
    lengths = {file.name: len(file.pages) for file in files}
    for bundle in bundles:
        assert len(bundle.document.pages) == sum(lengths[name] for name in bundle.names)
        assert bundle.starts[0] == 1
    labels = {f"brief-{number}.pdf": "openbaar gemaakt document" for number in range(8)}
    figures, pairs = evaluate_bundles(bundles, labels)
    values = {figure.name: figure.value for figure in figures}
    assert values["parts: panoptic"] == 1.0
    assert values["one document in all: panoptic"] < 0.5
    assert len(pairs) == sum(len(bundle.names) for bundle in bundles)


def test_a_publication_is_in_one_fold_and_folds_part_the_files(folder):
    assert {fold_of(str(number), 2) for number in range(20)} == {0, 1}
    with pytest.raises(NothingToDo, match=r"^[0-7] files"):
        load_files([folder], BundleOptions(fold=0, folds=2))


def test_too_few_files(tmp_path, folder):
    with pytest.raises(NothingToDo, match="8"):
        load_files([folder / "1", folder / "2"], BundleOptions())


def test_pages_of_long_files_are_left_out(folder):
    with pytest.raises(NothingToDo):
        load_files([Path(folder)], BundleOptions(most_pages=1))

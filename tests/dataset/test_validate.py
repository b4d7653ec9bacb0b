"""Each way in which a release can be wrong is told."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.dataset.anonymisers import OneName
from tests.dataset.runs import write_run
from woo_gronden.dataset import build_release, validate_release
from woo_gronden.dataset.manifest import load_manifest
from woo_gronden.dataset.release_reader import shards_of
from woo_gronden.dataset.release_schema import release_schema
from woo_gronden.dataset.validate_papers import check_papers
from woo_gronden.dataset.validate_rows import RowChecks
from woo_gronden.errors import InputError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    return build_release(write_run(folder / "run", 12), folder / "release", anonymiser=OneName()).output


@pytest.fixture
def release(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "release"))


def change(table: str, **values: Any) -> Callable[[Path], None]:
    """Change the first row of a table."""

    def harm(release: Path) -> None:
        path = shards_of(release, table)[0]
        rows = pq.read_table(path).to_pylist()
        rows[0] |= values
        pq.write_table(pa.Table.from_pylist(rows, schema=release_schema(table)), path)

    return harm


def doubled(release: Path) -> None:
    path = shards_of(release, "passages")[0]
    table = pq.read_table(path)
    pq.write_table(pa.concat_tables([table, table]), path)


def without(column: str) -> Callable[[Path], None]:
    def harm(release: Path) -> None:
        path = shards_of(release, "passages")[0]
        pq.write_table(pq.read_table(path).drop_columns([column]), path)

    return harm


def retyped(release: Path) -> None:
    path = shards_of(release, "passages")[0]
    table = pq.read_table(path)
    place = table.schema.get_field_index("score")
    pq.write_table(table.set_column(place, "score", table["score"].cast(pa.string())), path)


def moved(release: Path) -> None:
    train = next(path for path in shards_of(release, "passages") if path.name.startswith("train"))
    train.rename(train.with_name("test-00000-of-00001.parquet"))


def buried(release: Path) -> None:
    document = pq.read_table(shards_of(release, "documents")[0]).to_pylist()[0]
    stone = {"document_id": document["document_id"], "dossier_id": document["dossier_id"]}
    pq.write_table(
        pa.Table.from_pylist([stone], schema=release_schema("tombstones")), shards_of(release, "tombstones")[0]
    )


def cut(path: str) -> Callable[[Path], None]:
    return lambda release: (release / path).write_bytes((release / path).read_bytes()[:-60]) and None


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    def harm(release: Path) -> None:
        text = (release / path).read_text()
        assert old in text
        (release / path).write_text(text.replace(old, new))

    return harm


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda r: (r / "DATASHEET.md").unlink(), "DATASHEET.md: is missing"),
        (lambda r: (r / "SHA256SUMS").unlink(), "SHA256SUMS: is missing"),
        (lambda r: (r / "notes.txt").touch(), "notes.txt: is not listed in SHA256SUMS"),
        (replaced("LICENSES.md", "CC-BY", "CC-NO"), "LICENSES.md: is not the file that SHA256SUMS lists"),
    ],
)  # fmt: skip
def test_faults_of_files(release: Path, harm: Callable[[Path], None], told: str) -> None:
    harm(release)
    found = [str(fault) for fault in validate_release(release).faults]
    assert any(told in fault for fault in found), found


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (replaced("README.md", "config_name: passages", "config_name: other"), "has no configuration passages"),
        (replaced("README.md", "license: cc", "license: [cc"), "README.md: cannot be read"),
        (replaced("README.md", "---\npretty", "pretty"), "README.md: does not begin with the YAML"),
        (lambda r: (r / "croissant.json").write_text("{}") and None, "croissant.json: Found no node"),
        (lambda r: (r / "ro-crate-metadata.json").write_text("{}") and None, "ro-crate-metadata.json: is not laid out"),
        (replaced("CITATION.cff", "2026.3.5", "1.0.0"), "CITATION.cff: says version 1.0.0, not 2026.3.5"),
        (replaced("ro-crate-metadata.json", "DATASHEET.md", "OTHER.md"), "names OTHER.md, which is not there"),
        (replaced("croissant.json", '"@type": "cr:FileSet"', '"@type": "cr:FileBag"'), "croissant.json"),
        (replaced("croissant.json", "{", "["), "croissant.json: cannot be read"),
        (replaced("dcat.ttl", "dct:identifier", "dct:other"), "dct:identifier stands exactly once"),
        (replaced("dcat.ttl", "dct:license", "dct:other"), "dct:license stands exactly once"),
        (replaced("dcat.ttl", "a foaf:Agent", "a foaf:Person"), "dct:publisher stands exactly once, a foaf:Agent"),
        (replaced("dcat.jsonld", "2026.3.5", "1.0.0"), "do not say the same"),
        (replaced("dcat.ttl", "@prefix dct:", "prefix dct"), "dcat.ttl: cannot be read"),
    ],
)  # fmt: skip
def test_faults_of_papers(release: Path, harm: Callable[[Path], None], told: str) -> None:
    harm(release)
    found = [str(fault) for fault in check_papers(release, load_manifest(release))[0]]
    assert any(told in fault for fault in found), found


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda r: shutil.rmtree(r / "data/passages"), "data/passages: this table is missing"),
        (lambda r: cut(f"data/passages/{shards_of(r, 'passages')[0].name}")(r), "no Parquet file that can be read"),
        (doubled, "row_id is missing or not the only one"),
        (doubled, "rows, and release.json says"),
        (without("grounds"), "columns are missing: grounds"),
        (retyped, "column score is of type string, not double"),
        (moved, "split train in a file of test"),
        (buried, "was withdrawn"),
        (change("passages", document_id="zzz"), "document zzz is not in documents"),
        (change("passages", source_sha256="f" * 64), "source digest is not that of its document"),
        (change("passages", grounds=["woo:5.1.9z"]), "no ground 'woo:5.1.9z'"),
        (change("passages", kind="poem"), "kind 'poem' is none of motivation, norm"),
        (change("passages", char_start=500), "span 500 to 90 is none"),
        (change("passages", page_end=3), "pages 1 to 3, and the document has 2"),
        (change("passages", score=1.5), "score 1.5 is not between 0 and 1"),
        (change("passages", split="zzz"), "split zzz in a file of"),
        (change("passages", authority_split="other"), "authority_split 'other' is none"),
        (change("redactions", x1=900.0), "the region lies outside its page"),
        (change("links", letter_id="zzz"), "letter_id zzz is not in documents"),
        (change("links", row=99), "list row 99 is not in inventory"),
        (change("links", redaction_id="zzz"), "redaction_id zzz is not in redactions"),
        (change("links", passages=["zzz"]), "passage zzz is not in passages"),
    ],
)  # fmt: skip
def test_faults_of_rows(release: Path, harm: Callable[[Path], None], told: str) -> None:
    harm(release)
    found = [str(fault) for fault in RowChecks(release, load_manifest(release)).faults()]
    assert any(told in fault for fault in found), found


def test_many_faults_of_a_kind_are_counted(release: Path) -> None:
    for shard in shards_of(release, "redactions"):
        rows = [row | {"score": 2.0} for row in pq.read_table(shard).to_pylist()]
        pq.write_table(pa.Table.from_pylist(rows, schema=release_schema("redactions")), shard)
    found = [fault.what for fault in RowChecks(release, load_manifest(release)).faults() if "score" in fault.what]
    assert len(found) == 6
    assert found[-1].startswith("235 more: ")


def test_no_release_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"release\.json is missing"):
        validate_release(tmp_path)


def test_a_file_is_no_release(release: Path) -> None:
    with pytest.raises(InputError, match="a release is a folder"):
        validate_release(release / "README.md")


def test_a_manifest_that_says_too_little(release: Path) -> None:
    (release / "release.json").write_text('{"format": 1, "version": "1.0.0", "text": true}')
    with pytest.raises(InputError, match=r"release\.json: does not say: date, tables, publishable"):
        validate_release(release)


@pytest.mark.parametrize(("package", "left_out"), [("mlcroissant", "Croissant"), ("pyshacl", "DCAT-AP-NL")])
def test_without_the_extra_a_check_is_left_out_and_told(whole: Path, package: str, left_out: str) -> None:
    code = (
        f"import sys; sys.modules[{package!r}] = None\n"
        "import json, pathlib\nfrom woo_gronden.dataset import validate_release\n"
        "found = validate_release(pathlib.Path(sys.argv[1]))\n"
        "print(json.dumps([found.skipped, len(found.faults)]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(whole)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    skipped, faults = json.loads(done.stdout)
    assert faults == 0
    assert len(skipped) == 1
    assert skipped[0].startswith(left_out)
    assert "woo-gronden[dataset]" in skipped[0]

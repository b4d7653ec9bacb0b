"""The dataset card: ``README.md`` with the YAML head that Hugging Face and ``datasets`` read."""

from __future__ import annotations

import json

from woo_gronden.dataset.papers.paperwork import LICENCE, Paperwork, figures_table, markdown_table
from woo_gronden.dataset.release_schema import NO_AUTHORITY, RELEASE_TABLES, SPLITS, TOMBSTONE_TABLE, TOMBSTONES

# The hub's classes of size: upper bound in rows, and name.
_SIZES = (
    (10**3, "n<1K"), (10**4, "1K<n<10K"), (10**5, "10K<n<100K"), (10**6, "100K<n<1M"), (10**7, "1M<n<10M"),
)  # fmt: skip
_LARGER = "10M<n<100M"


def card(paperwork: Paperwork) -> str:
    """The card."""
    about, counts = paperwork.publication, paperwork.counts
    return f"""---
{_head(paperwork)}---

# {about.title}

{about.description}

{paperwork.privacy()}

Version {paperwork.version} of {paperwork.date}, made by woo_gronden {paperwork.manifest["tool"]["version"]} from \
{paperwork.rows("documents")} documents in {sum(counts["dossiers"].values())} dossiers. Published by {about.publisher}. \
More: [datasheet](DATASHEET.md), [data dictionary](DATA_DICTIONARY.md), [changes](CHANGELOG.md), \
[licences](LICENSES.md).

## Tables

{_tables(paperwork)}

## Loading

```python
from pathlib import Path
from datasets import load_dataset
# In this folder, by its full path; from a hub by the name that it has there.
passages = load_dataset(str(Path.cwd()), "passages")

import pyarrow.dataset as ds
ds.dataset("data/passages", format="parquet").to_table()

import pandas as pd
pd.read_parquet("data/passages")

import duckdb
duckdb.sql("select * from 'data/passages/*.parquet'")
```

```r
# Not tested by the tool.
arrow::open_dataset("data/passages") |> dplyr::collect()
```

## Splits

`split` is fixed by a digest of the dossier: 80, 10 and 10 in a hundred, the same in every release. Files are cut by it.
`authority_split` is fixed in the same way by the authority (60, 20 and 20), so that no authority stands in two of its
splits; dossiers whose authority is not known are `{NO_AUTHORITY}` and belong in none.

{_splits(paperwork)}

## Positions

`char_start` and `char_end` count Unicode code points in the text of the source document as woo_gronden reads it, not in
the column `text`, in which placeholders may have taken the place of personal data. Boxes are in points from the top left
of the shown page; pages count from 1.

## How well it was read

Every row is a machine's reading unless `corrected` is true. {_corrections(paperwork)}

{figures_table(paperwork.manifest["figures"])}
"""


def _head(paperwork: Paperwork) -> str:
    # JSON strings are YAML strings: quoting is never in doubt.
    lines = [
        f"pretty_name: {json.dumps(paperwork.publication.title, ensure_ascii=False)}",
        f"license: {LICENCE.lower()}",
        "language:\n- nl",
        f"size_categories:\n- {_size(paperwork.all_rows())}",
        "task_categories:\n- text-classification\n- token-classification",
        "multilinguality:\n- monolingual",
        "annotations_creators:\n- machine-generated" + ("\n- expert-generated" if paperwork.corrected() else ""),
        "source_datasets:\n- original",
        "tags:\n- legal\n- government\n- woo\n- wob\n- freedom-of-information\n- redaction\n- croissant",
        "configs:",
    ]
    # What has no row is left out: ``datasets`` refuses a split without any.
    for table in RELEASE_TABLES:
        splits = [split for split in SPLITS if paperwork.manifest["tables"][table][split]]
        if splits:
            lines.append(f"- config_name: {table}" + ("\n  default: true" if table == "passages" else ""))
            lines.append("  data_files:")
            lines += [f"  - split: {split}\n    path: data/{table}/{split}-*.parquet" for split in splits]
    if paperwork.rows(TOMBSTONES):
        lines.append(
            f"- config_name: {TOMBSTONES}\n  data_files:\n  - split: train\n    path: data/{TOMBSTONES}/*.parquet"
        )
    return "\n".join(lines) + "\n"


def _size(rows: int) -> str:
    return next((name for bound, name in _SIZES if rows < bound), _LARGER)


def _tables(paperwork: Paperwork) -> str:
    rows = [(f"`{name}`", table.row, paperwork.rows(name)) for name, table in RELEASE_TABLES.items()]
    rows.append((f"`{TOMBSTONES}`", TOMBSTONE_TABLE.row, paperwork.rows(TOMBSTONES)))
    return markdown_table(("configuration", "a row is", "rows"), rows)


def _splits(paperwork: Paperwork) -> str:
    across = paperwork.counts["values"]["documents.authority_split"]
    rows = [
        (
            split,
            paperwork.counts["dossiers"].get(split, 0),
            paperwork.manifest["tables"]["documents"].get(split, 0),
            across.get(split, 0),
        )
        for split in (*SPLITS, NO_AUTHORITY)
    ]
    return markdown_table(("", "dossiers by `split`", "documents by `split`", "documents by `authority_split`"), rows)


def _corrections(paperwork: Paperwork) -> str:
    c = paperwork.manifest["corrections"]
    if not c["given"]:
        return "No people's corrections went into this release."
    return (
        f"People's corrections: {c['given']} given, {c['overrides']} changed a passage, {c['added']} added one, "
        f"{c['removed']} removed one, {c['superseded']} gave way to a later one, {c['unmet']} met no document of this "
        "release as it is now. They change passages only: what a decision applies is still the machine's reading."
    )

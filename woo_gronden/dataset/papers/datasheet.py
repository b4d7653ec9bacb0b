"""The datasheet: the questions of Gebru et al. (Datasheets for Datasets), answered with what was counted."""

from __future__ import annotations

from collections.abc import Mapping

from woo_gronden.dataset.papers.paperwork import Paperwork, figures_table, markdown_table
from woo_gronden.dataset.release_schema import FREE_TEXT, RELEASE_TABLES, SPLITS, TOMBSTONES


def datasheet(paperwork: Paperwork) -> str:
    """``DATASHEET.md``."""
    return "\n".join(
        [
            f"# Datasheet: {paperwork.publication.title}\n\nVersion {paperwork.version} of {paperwork.date}. Questions "
            "after Gebru et al., *Datasheets for Datasets* (2021).\n",
            _motivation(paperwork),
            _composition(paperwork),
            _collection(paperwork),
            _processing(paperwork),
            _uses(paperwork),
            _distribution(paperwork),
            _maintenance(paperwork),
        ]
    )


def _motivation(paperwork: Paperwork) -> str:
    about = paperwork.publication
    return f"""## Motivation

**For what purpose was it created?** To let researchers see why Dutch government withholds information: on which grounds
of the Woo and Wob, with which reasons, in which documents.

**Who created it, on whose behalf, with which funding?** {", ".join(about.creators)}; published by {about.publisher}.
Funding: the tool does not know.
"""


def _composition(paperwork: Paperwork) -> str:
    counts, values = paperwork.counts, paperwork.counts["values"]
    sums = counts["sums"]
    tables = markdown_table(
        ("table", "a row is", *SPLITS),
        [
            (f"`{name}`", table.row, *(paperwork.manifest["tables"][name].get(split, 0) for split in SPLITS))
            for name, table in RELEASE_TABLES.items()
        ],
    )
    return f"""## Composition

**What do the instances represent, and how many are there?**

{tables}

{paperwork.rows("documents")} documents of {sum(counts["dossiers"].values())} dossiers, {sums["documents.pages"]} pages \
({sums["documents.ocr_pages"]} read by OCR), {sums["documents.words"]} words; an estimate of \
{sums["documents.words_redacted"]} words redacted. {counts["authorities"]} names of authorities in \
{paperwork.rows("decisions")} decisions.

{_listed("role of a document", values["documents.role"])}

{_listed("text comes from", values["documents.text_source"])}

{_listed("law", values["decisions.law"])}

{_listed("kind of decision", values["decisions.decision_type"])}

{_listed("outcome", values["decisions.outcome"])}

{_listed("year of decision", counts["decision_years"])}

{_listed("ground applied, in how many decisions", counts["grounds_applied"])}

{_listed("kind of passage", values["passages.kind"])}

{_listed("look of a redaction", values["redactions.kind"])}

{_authorities(paperwork)}

**Is it a sample?** It is what was collected, no random sample of all decisions.

**What data does an instance hold? Is anything missing?** Columns are in the [data dictionary](DATA_DICTIONARY.md). Null
says that the letter is silent or was not understood. {_listed_inline(values["documents.status"])}.{_absent(paperwork)}

**Are relations between instances explicit?** Yes: `document_id`, `dossier_id`, and the table `links`.

**Are there recommended splits?** `split`, by dossier; `authority_split`, by authority.

**Are there errors, noise, redundancies?** Every row is a machine's reading unless `corrected` is true
({values["passages.corrected"].get("true", 0)} passages). How well the machine reads:

{figures_table(paperwork.manifest["figures"])}

**Is it self-contained?** No: the source documents stay with their authorities; `source_sha256` says which file was read.

**Does it hold confidential data, or data on people?** {paperwork.privacy()} Text under redactions is dropped when a page
is read and never enters. {_replaced(paperwork)}

**Might it offend or distress?** Decisions can be about crime, illness, accidents and war.
"""


def _collection(paperwork: Paperwork) -> str:
    return f"""## Collection process

**How was the data acquired, over which time?** From documents that authorities published. Retrieved:
{paperwork.publication.retrieved}.

**Who was involved, were people asked, did they consent?** Nobody was asked: these are public records. A person named in
them can ask the publisher to have a row taken out; it becomes a tombstone in the next release.

**Was there an ethical review or an impact assessment?** The tool does not know; ask the publisher.
"""


def _processing(paperwork: Paperwork) -> str:
    models = ", ".join(f"{name} ({version})" for name, version in paperwork.manifest["models"].items()) or "none"
    return f"""## Preprocessing, cleaning, labelling

woo_gronden {paperwork.manifest["tool"]["version"]} reads words with their places, finds redactions, sections, citations,
passages, facts and lists, and joins them per dossier. Options: {paperwork.manifest["run"]["options"]}. Models that named
grounds: {models}. Free text that was treated for personal data: \
{", ".join(f"`{table}.{column}`" for table, columns in FREE_TEXT.items() for column in columns)}.

**Is the raw data kept, is the software available?** The raw documents are not part of the release. The software is.
"""


def _uses(paperwork: Paperwork) -> str:
    return """## Uses

**What can it be used for?** Studies of how grounds are applied and argued; training and testing of legal text models.

**What should it not be used for?** To find out who or what stands behind a redaction; to judge a single official; as a
count of all refusals in the Netherlands; as a judgement on whether a refusal is lawful.
"""


def _distribution(paperwork: Paperwork) -> str:
    return f"""## Distribution

**How, when, under which licence?** At {paperwork.publication.url}, version {paperwork.version}, {paperwork.date};
[licences](LICENSES.md) by part. {"" if paperwork.manifest["publishable"] else "This build is not for publication."}
"""


def _maintenance(paperwork: Paperwork) -> str:
    previous = paperwork.manifest["previous"]
    return f"""## Maintenance

**Who maintains it, how to reach them?** {paperwork.publication.publisher}, {paperwork.publication.contact}.

**Will it be updated?** {f"The release before this one is {previous}." if previous else "This is the first release."}
Ids and splits stay; `CHANGELOG.md` says what changed and why; {paperwork.rows(TOMBSTONES)} documents have been withdrawn
so far and are kept as tombstones only.

**Can others contribute?** By annotations: a later build takes them in as corrections.
"""


def _listed(head: str, counts: Mapping[str, int]) -> str:
    return markdown_table((head, "number"), counts.items()) if counts else f"{head}: none"


def _listed_inline(counts: Mapping[str, int]) -> str:
    return "Documents by status: " + ", ".join(f"{count} {name}" for name, count in counts.items())


def _absent(paperwork: Paperwork) -> str:
    columns = ", ".join(f"`{name}`" for name in paperwork.manifest["absent_columns"])
    return f" The run was made by a version that did not write {columns}: null throughout." if columns else ""


def _authorities(paperwork: Paperwork) -> str:
    if not paperwork.manifest["text"]:
        return "Authorities are not named in a release without text."
    return _listed("authority, the most frequent", paperwork.counts["authorities_most"])


def _replaced(paperwork: Paperwork) -> str:
    totals: dict[str, int] = {}
    for kinds in paperwork.manifest["replaced"].values():
        for kind, count in kinds.items():
            totals[kind] = totals.get(kind, 0) + count
    if not totals:
        return ""
    return "Replaced, by type: " + ", ".join(f"{kind} {count}" for kind, count in sorted(totals.items())) + "."

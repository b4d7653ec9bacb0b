"""The finders in a spaCy pipeline."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from woo_gronden.spacy_components import as_document

LETTER = """Besluit op uw Woo-verzoek
Geachte mevrouw,
Op 3 maart 2024 vroeg u om stukken over de dijkverzwaring.
Overwegingen
Op grond van artikel 5.1, tweede lid, aanhef en onder e, van de Woo maak ik namen niet openbaar. De persoonlijke levenssfeer weegt hier zwaarder dan openbaarheid.
Besluit
Ik maak de stukken deels openbaar.
"""


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    pipeline = spacy.blank("nl")
    for name in ("woo_citations", "woo_sections", "woo_passages"):
        pipeline.add_pipe(name)
    return pipeline


def _values(doc: spacy.tokens.Doc) -> list[tuple[str, str, object]]:
    return [
        *(("citation", span.text, span._.woo_grounds) for span in doc.spans["woo_citations"]),
        *(("section", span._.woo_heading, span.label_) for span in doc.spans["woo_sections"]),
        *(("passage", span.text, span._.woo_kind) for span in doc.spans["woo_passages"]),
    ]


def test_components_are_found_by_name_and_write_spans(nlp: spacy.Language) -> None:
    doc = nlp(LETTER)
    citation = doc.spans["woo_citations"][0]
    assert citation.label_ == "woo:5.1.2e"
    assert citation._.woo_grounds == ["woo:5.1.2e"]
    assert citation._.woo_status == "applied"
    assert any(span._.woo_heading == "Overwegingen" for span in doc.spans["woo_sections"])
    assert any("weegt hier zwaarder" in span.text for span in doc.spans["woo_passages"])


def test_several_processes_give_the_same(nlp: spacy.Language) -> None:
    texts = [LETTER, "Niets te melden.", LETTER]
    alone = [_values(doc) for doc in nlp.pipe(texts)]
    together = [_values(doc) for doc in nlp.pipe(texts, n_process=2)]
    assert alone == together
    assert not [value for value in alone[1] if value[0] != "section"]


def test_a_process_that_was_not_forked_gets_the_components(nlp: spacy.Language) -> None:
    doc = nlp.make_doc(LETTER)
    for _, component in pickle.loads(pickle.dumps(list(nlp.pipeline))):
        doc = component(doc)
    assert _values(doc) == _values(nlp(LETTER))


def test_factories_are_entry_points() -> None:
    # A fresh interpreter that imports spaCy alone.
    code = "import spacy; nlp = spacy.blank('nl'); nlp.add_pipe('woo_citations'); print(nlp.pipe_names)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['woo_citations']"


def test_a_pipeline_is_kept_and_loaded(nlp: spacy.Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "nl")
    assert _values(spacy.load(tmp_path / "nl")(LETTER)) == _values(nlp(LETTER))


def test_a_text_becomes_a_document_with_its_own_offsets() -> None:
    document = as_document("Eén regel.\n\n  Nog een regel met woorden  \n")
    words = [word for page in document.pages for word in page.words]
    assert [document.text[word.start : word.end] for word in words] == [word.text for word in words]
    assert [document.text[p.start : p.end] for p in document.paragraphs] == ["Eén regel.", "Nog een regel met woorden"]

"""Roles against labels: what is right, what is missing, what a labels file may hold."""

import json

import pytest

from woo_gronden.errors import InputError
from woo_gronden.evaluation.roles import RolePair, evaluate_roles, load_roles, pair_roles


def test_pairs_by_the_end_of_the_path():
    labels = {"dossier/a.pdf": "besluit", "b.pdf": "verzoek", "c.pdf": "overig"}
    documents = [{"path": "map/dossier/a.pdf", "role": "besluit"}, {"path": "xb.pdf", "role": "verzoek"}]
    pairs, absent = pair_roles(labels, documents)
    assert pairs == [RolePair("dossier/a.pdf", "besluit", "besluit")]
    assert absent == ["b.pdf", "c.pdf"]


def test_a_name_that_two_files_have_is_left_out():
    documents = [{"path": "een/a.pdf", "role": "besluit"}, {"path": "twee/a.pdf", "role": "overig"}]
    assert pair_roles({"a.pdf": "besluit"}, documents) == ([], ["a.pdf"])


def test_figures_and_errors():
    pairs = [RolePair("a", "besluit", "besluit"), RolePair("b", "besluit", "overig"), RolePair("c", "overig", "overig")]
    figures, errors = evaluate_roles(pairs)
    values = {figure.name: figure.value for figure in figures}
    assert values == pytest.approx({"roles right": 2 / 3, "F1 besluit": 2 / 3, "F1 overig": 2 / 3})
    assert errors == ["b: besluit, found overig"]


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"files": {"a.pdf": "brief"}}'])
def test_labels_that_are_none(tmp_path, content):
    path = tmp_path / "labels.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"labels\.json"):
        load_roles(path)


def test_labels_with_and_without_a_frame(tmp_path):
    path = tmp_path / "labels.json"
    for content in ({"files": {"a.pdf": "besluit"}}, {"a.pdf": "besluit"}):
        path.write_text(json.dumps(content), encoding="utf-8")
        assert load_roles(path) == {"a.pdf": "besluit"}

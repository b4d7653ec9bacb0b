"""Checks the papers of a release: they are there, they parse, they name what is there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from woo_gronden.dataset.faults import Fault
from woo_gronden.dataset.papers import CRATE, PAPERS
from woo_gronden.errors import MissingExtra

_HEAD = "---\n"


def check_papers(release: Path, manifest: Mapping[str, Any]) -> tuple[list[Fault], list[str]]:
    """Faults, and what could not be checked for want of an extra."""
    faults = [
        Fault(name, "", "is missing") for name in [*PAPERS, "CHANGELOG.md", CRATE] if not (release / name).is_file()
    ]
    skipped: list[str] = []
    for name, check in _CHECKS.items():
        if not (release / name).is_file():
            continue
        try:
            faults += [Fault(name, "", what) for what in check(release, manifest)]
        except MissingExtra as error:
            skipped.append(str(error))
        except ValueError as error:
            faults.append(Fault(name, "", f"cannot be read: {error}"))
        except (AttributeError, KeyError, TypeError) as error:
            faults.append(Fault(name, "", f"is not laid out as it should be: {error}"))
    return faults, skipped


def _check_card(release: Path, manifest: Mapping[str, Any]) -> Iterator[str]:
    text = (release / "README.md").read_text(encoding="utf-8")
    if not text.startswith(_HEAD):
        yield "does not begin with the YAML that datasets and the hub read"
        return
    head = _yaml(text.removeprefix(_HEAD).split("\n---\n")[0])
    configs = {config["config_name"]: config["data_files"] for config in head.get("configs", ())}
    for table, splits in manifest["tables"].items():
        if any(splits.values()) and table not in configs:
            yield f"has no configuration {table}"
    for name, files in configs.items():
        for item in files:
            if not any(release.glob(item["path"])):
                yield f"configuration {name}: no file {item['path']}"


def _check_citation(release: Path, manifest: Mapping[str, Any]) -> Iterator[str]:
    found = _yaml((release / "CITATION.cff").read_text(encoding="utf-8"))
    for key in ("cff-version", "message", "title", "authors"):
        if not found.get(key):
            yield f"lacks {key}"
    if str(found.get("version")) != manifest["version"]:
        yield f"says version {found.get('version')}, not {manifest['version']}"


def _check_crate(release: Path, manifest: Mapping[str, Any]) -> Iterator[str]:
    crate = json.loads((release / CRATE).read_text(encoding="utf-8"))
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    if entities.get(CRATE, {}).get("about") != {"@id": "./"}:
        yield "its descriptor does not point to the crate"
    for part in entities.get("./", {}).get("hasPart", ()):
        if part["@id"] not in entities:
            yield f"does not describe {part['@id']}"
        if not (release / part["@id"]).is_file():
            yield f"names {part['@id']}, which is not there"


def _check_croissant(release: Path, _: Mapping[str, Any]) -> Iterator[str]:
    from woo_gronden.dataset.croissant_extra import croissant_faults

    yield from croissant_faults(release / "croissant.json")


def _check_dcat(release: Path, _: Mapping[str, Any]) -> Iterator[str]:
    from woo_gronden.dataset.dcat_extra import dcat_faults

    yield from dcat_faults(release / "dcat.ttl", release / "dcat.jsonld")


_CHECKS: dict[str, Callable[[Path, Mapping[str, Any]], Iterator[str]]] = {
    "README.md": _check_card,
    "CITATION.cff": _check_citation,
    CRATE: _check_crate,
    "croissant.json": _check_croissant,
    "dcat.ttl": _check_dcat,
}


def _yaml(text: str) -> dict[str, Any]:
    import yaml

    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(str(error).splitlines()[0]) from error
    if not isinstance(found, dict):
        raise ValueError("no YAML mapping")
    return found

"""``woo-gronden dataset push`` as a user gives it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from huggingface_hub import constants
from typer.testing import CliRunner

from tests.dataset.anonymisers import OneName
from tests.dataset.push.dataverse_host import DataverseHost
from tests.dataset.push.hosts import TOKEN, serve
from tests.dataset.push.hub_host import REPO, HubHost
from tests.dataset.runs import write_run
from woo_gronden.cli.app import app
from woo_gronden.dataset import Publication, ReleaseOptions, build_release

runner = CliRunner()
ABOUT = Publication(title="Redenen", url="https://data.x.example/", creators=("A. Auteur",), contact="data@x.example")


@pytest.fixture(autouse=True)
def tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATAVERSE_API_TOKEN", TOKEN)
    monkeypatch.delenv("HF_ENDPOINT", raising=False)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("push")
    options = ReleaseOptions(publication=ABOUT)
    return str(build_release(write_run(folder / "run", 3), folder / "release", options, anonymiser=OneName()).output)


def push(*arguments: str) -> tuple[int, str, str]:
    done = runner.invoke(app, ["dataset", "push", *arguments])
    return done.exit_code, done.stdout, " ".join(done.stderr.split())


def test_the_plan_for_the_hub_asks_no_host(release: str) -> None:
    with serve(HubHost()) as host:
        status, plan, said = push(release, "--to", "hub", "--repo", REPO, "--endpoint", host.url)
        assert host.asked == []
    assert (status, "nothing was sent" in said) == (0, True)
    for expected in (
        REPO,
        "its owner",
        "tagged 2026.3.5",
        "A. Auteur",
        "one name, for tests",
        "data/passages/train-",
    ):
        assert expected in plan
    assert all(str(path.relative_to(release)) in plan for path in Path(release).rglob("*") if path.is_file())


def test_to_the_hub(release: str) -> None:
    with serve(HubHost()) as host:
        assert isinstance(host, HubHost)
        options = ("--to", "hub", "--repo", REPO, "--endpoint", host.url, "--token", TOKEN)
        status, address, _ = push(release, *options, "--yes")
        assert (status, address.strip()) == (0, f"{host.url}/datasets/{REPO}/tree/2026.3.5")
        assert host.private is True


def test_the_plan_for_a_dataverse_asks_no_host(release: str) -> None:
    with serve(DataverseHost()) as host:
        status, plan, said = push(release, "--to", "dataverse", "--server", host.url, "--collection", "wetenschap")
        assert host.asked == []
    assert (status, "nothing was sent" in said) == (0, True)
    for expected in ("a new dataset in wetenschap", "who may see drafts", "data@x.example", "Law, Social Sciences"):
        assert expected in plan


def test_to_a_dataverse(release: str, tmp_path: Path) -> None:
    field = {"typeName": "dansRightsHolder", "multiple": True, "typeClass": "primitive", "value": ["X"]}
    (tmp_path / "blocks.json").write_text(json.dumps({"metadataBlocks": {"dansRights": {"fields": [field]}}}))
    with serve(DataverseHost()) as host:
        assert isinstance(host, DataverseHost)
        options = ("--to", "dataverse", "--server", host.url, "--metadata", str(tmp_path / "blocks.json"), "--yes")
        status, doi, said = push(release, *options, "--collection", "wetenschap")
        assert (status, f"go on with --doi {doi.strip()}" in said) == (0, True)
        assert host.fields(doi.strip())["dansRightsHolder"] == ["X"]
        assert push(release, *options, "--doi", doi.strip())[0] == 0
        assert (len(host.datasets), host.published) == (1, [])


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--to", "hub"], "--repo"),
        (["--to", "dataverse", "--server", "https://x.example"], "--collection or --doi"),
        (["--to", "dataverse", "--collection", "x"], "--server"),
        (["--to", "elsewhere"], "elsewhere"),
    ],
)
def test_wrong_use(release: str, arguments: list[str], expected: str) -> None:
    status, _, said = push(release, *arguments, "--yes")
    assert (status, expected in said) == (2, True)


def test_no_token(release: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATAVERSE_API_TOKEN")
    # The hub's token is not shown to another host.
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    with serve(DataverseHost()) as host:
        status, _, said = push(release, "--to", "dataverse", "--server", host.url, "--collection", "x", "--yes")
        assert (status, "DATAVERSE_API_TOKEN" in said, host.asked) == (2, True, [])


def test_nobody_publishes(tmp_path: Path) -> None:
    made = build_release(write_run(tmp_path / "run", 3), tmp_path / "release", ReleaseOptions(text=False)).output
    status, _, said = push(str(made), "--to", "hub", "--repo", REPO, "--public")
    assert (status, "names nobody" in said) == (2, True)
    status, plan, said = push(str(made), "--to", "hub", "--repo", REPO)
    assert (status, "names nobody" in said, "positions and grounds only" in plan) == (0, True, True)


def test_personal_data_does_not_go(tmp_path: Path) -> None:
    options = ReleaseOptions(keep_personal_data=True)
    made = build_release(write_run(tmp_path / "run", 3), tmp_path / "release", options).output
    status, _, said = push(str(made), "--to", "hub", "--repo", REPO, "--yes")
    assert (status, "--keep-personal-data; nothing of it is sent" in said) == (1, True)

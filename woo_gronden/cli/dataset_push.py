"""``woo-gronden dataset push``."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from woo_gronden.cli.console import err, out, plain_errors

if TYPE_CHECKING:
    from woo_gronden.dataset.push import Parcel, Progress

_HUB = "https://huggingface.co"


# Typer shows the values of enumerations of str.
class Place(str, Enum):  # noqa: UP042
    """Where a release can go."""

    hub = "hub"
    dataverse = "dataverse"


def push(
    release: Annotated[Path, typer.Argument(metavar="RELEASE", help="Release folder.")],
    to: Annotated[Place, typer.Option("--to", help="The Hugging Face hub, or a Dataverse (DANS, DataverseNL).")],
    repo: Annotated[str, typer.Option(help="hub: the dataset repository, as owner/name.")] = "",
    public: Annotated[bool, typer.Option("--public", help="hub: for everyone to see.")] = False,
    endpoint: Annotated[
        str, typer.Option(envvar="HF_ENDPOINT", help="hub: another one's address.", show_default=_HUB)
    ] = "",
    server: Annotated[str, typer.Option(help="dataverse: its address, as https://demo.dataverse.org.")] = "",
    collection: Annotated[str, typer.Option(help="dataverse: alias of the collection for a new dataset.")] = "",
    doi: Annotated[str, typer.Option(help="dataverse: the dataset to bring up to date, as doi:10.1234/ABC.")] = "",
    metadata: Annotated[
        Path | None, typer.Option(help="dataverse: further metadata blocks that it asks for (JSON).")
    ] = None,
    publish: Annotated[bool, typer.Option("--publish", help="dataverse: publish the draft; that cannot be undone.")] = (
        False
    ),
    token: Annotated[
        str, typer.Option(help="Better in HF_TOKEN or DATAVERSE_API_TOKEN: others can see a command line.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Send it; without this the plan is printed.")] = False,
) -> None:
    """Send a release to the Hugging Face hub (private, tagged with its version) or to a draft in a Dataverse.

    Without --yes it prints what would go where, and asks no host anything. Started again after an interruption it goes
    on: what is there already is not sent twice.
    """
    from woo_gronden.dataset.push import load_parcel

    if to is Place.hub and not repo:
        raise typer.BadParameter("--to hub needs a repository, as owner/name", param_hint="--repo")
    if to is Place.dataverse and not (server and (collection or doi)):
        raise typer.BadParameter("--to dataverse needs --server, and --collection or --doi", param_hint="--server")
    with plain_errors():
        blocks = _blocks(metadata)
        parcel = load_parcel(release)
        for line in parcel.unchecked:
            err.print(f"not checked: {line}", markup=False)
        if (public or publish) and not parcel.publication.is_named:
            raise typer.BadParameter(
                "the release names nobody as its maker: build it with --about before everyone sees it",
                param_hint="--public" if public else "--publish",
            )
        if not yes:
            where = _hub_plan(repo, endpoint, public) if to is Place.hub else _dataverse_plan(server, collection, doi)
            _print_plan(parcel, where, publish, blocks)
            return
        if to is Place.hub:
            print(_to_hub(parcel, repo, public, endpoint, token))
        else:
            print(_to_dataverse(parcel, server, collection, doi, publish, blocks, token))


def _to_hub(parcel: Parcel, repo: str, public: bool, endpoint: str, token: str) -> str:
    from woo_gronden.dataset.push import Progress
    from woo_gronden.dataset.push.hub_extra import HubTarget, push_to_hub

    # The hub's client draws its own bars.
    return push_to_hub(parcel, HubTarget(repo, public, endpoint or None, token or None), Progress(say=_say))


def _to_dataverse(
    parcel: Parcel, server: str, collection: str, doi: str, publish: bool, blocks: dict[str, Any], token: str
) -> str:
    from woo_gronden.dataset.push.deposit import DataverseTarget, deposit

    token = token or os.environ.get("DATAVERSE_API_TOKEN", "")
    if not token:
        raise typer.BadParameter("there is no token: set DATAVERSE_API_TOKEN", param_hint="--token")
    with _bar(parcel) as progress:
        return deposit(parcel, DataverseTarget(server, token, collection, doi, publish, blocks), progress)


def _hub_plan(repo: str, endpoint: str, public: bool) -> list[tuple[str, str]]:
    seen = "its owner, or the members of the organisation that owns it"
    if public:
        seen = "everyone, when the repository is new; one that is there stays as it is"
    return [
        ("to", f"Hugging Face hub ({endpoint or _HUB}), dataset {repo}, made where there is none"),
        ("seen by", seen),
    ]


def _dataverse_plan(server: str, collection: str, doi: str) -> list[tuple[str, str]]:
    return [("to", f"Dataverse ({server}), " + (f"dataset {doi}" if doi else f"a new dataset in {collection}"))]


def _print_plan(parcel: Parcel, where: list[tuple[str, str]], publish: bool, blocks: dict[str, Any]) -> None:
    from woo_gronden.dataset.push.citation_block import SUBJECTS, version_note
    from woo_gronden.dataset.push.parcel import OWN_FOLDERS

    about = parcel.publication
    manifest = parcel.manifest
    text = f"replaced by {manifest['anonymiser']}" if manifest["text"] else "none, positions and grounds only"
    lines = [("what", f"{parcel.folder}: {len(parcel.files)} files, {parcel.size:,} bytes"), *where]
    if len(where) == 1:
        lines += [("seen by", "everyone: it is published" if publish else "who may see drafts of the collection")]
        lines += [("subject", ", ".join(SUBJECTS)), ("contact", about.contact), ("also", ", ".join(blocks) or "-")]
    else:
        lines += [("as", f"one commit on main, tagged {parcel.version}")]
    lines += [
        ("version", version_note(manifest)),
        ("title", about.title),
        ("authors", "; ".join(about.creators)),
        ("licence", "CC-BY-4.0"),
        ("free text", text),
        ("removed", f"what lies there in {', '.join(OWN_FOLDERS)} and is not in this release"),
    ]
    for name, value in lines:
        out().print(f"{name:10s}{value}", markup=False, soft_wrap=True)
    for file in parcel.files:
        out().print(f"{file.size:14,d}  {file.path}", markup=False, soft_wrap=True)
    if not about.is_named:
        err.print("the release names nobody as its maker: build it with --about before others see it", markup=False)
    err.print("nothing was sent, no host was asked; --yes sends it", markup=False)


def _blocks(path: Path | None) -> dict[str, Any]:
    """Metadata blocks by name, each a list of fields: what stands under ``metadataBlocks`` in Dataverse's JSON."""
    from woo_gronden.errors import InputError

    if path is None:
        return {}
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        given = given.get("datasetVersion", given)
        given = given.get("metadataBlocks", given)
        return {str(name): list(block["fields"]) for name, block in given.items()}
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        raise InputError(path, 'no metadata blocks: {"metadataBlocks": {NAME: {"fields": [...]}}}') from error


def _say(line: str) -> None:
    err.print(line, markup=False)


@contextmanager
def _bar(parcel: Parcel) -> Iterator[Progress]:
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    from woo_gronden.dataset.push import Progress

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Bar(*columns, console=err, disable=not err.is_terminal) as bar:
        task = bar.add_task("sending", total=parcel.size)
        yield Progress(say=_say, moved=lambda path, size: bar.update(task, advance=size, description=path))

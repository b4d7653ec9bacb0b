"""To the Hugging Face hub by its own client; needs the extra ``push``.

All files go in one commit, so that whoever loads the dataset sees the old release or the new one. ``upload_folder`` and
``upload_large_folder`` may spread a folder over several commits, so ``create_commit`` is called itself: it sends large
files first, finds those of an interrupted attempt again by their digest, and commits last.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import httpx

from woo_gronden.dataset.manifest import ReleaseFile
from woo_gronden.dataset.push.parcel import SILENT, Parcel, Progress
from woo_gronden.dataset.push.patience import PATIENT, Patience, refusal
from woo_gronden.errors import MissingExtra, PushError

T = TypeVar("T")
_DATASET = "dataset"


class HubTarget(NamedTuple):
    """Where on which hub; ``endpoint`` and ``token`` are those of huggingface_hub's settings where None."""

    repo: str
    public: bool = False
    endpoint: str | None = None
    token: str | None = None


def push_to_hub(parcel: Parcel, target: HubTarget, progress: Progress = SILENT, patience: Patience = PATIENT) -> str:
    """Send a release to a dataset repository, which is made where there is none, and tag it with the version.

    Returns:
        The address of the tagged release.

    Raises:
        MissingExtra: huggingface_hub is not installed.
        PushError: the hub refuses; the repository is public and ``target`` is not; the version is there with other
            files; what arrived is not what was sent.
    """
    try:
        import huggingface_hub
    except ImportError as error:
        raise MissingExtra("the Hugging Face hub", "push") from error
    api = huggingface_hub.HfApi(endpoint=target.endpoint, token=target.token, library_name="woo_gronden")
    return _Push(parcel, target, progress, patience, huggingface_hub, api).run()


class _There(NamedTuple):
    sha256: str | None
    git: str

    def holds(self, folder: Path, file: ReleaseFile) -> bool:
        if self.sha256:
            return self.sha256 == file.sha256
        # Git's own name of a file that the hub does not keep as a large one.
        content = (folder / file.path).read_bytes()
        return self.git == hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


class _Push:
    def __init__(
        self, parcel: Parcel, target: HubTarget, progress: Progress, patience: Patience, hub: Any, api: Any
    ) -> None:
        self._parcel, self._target, self._progress, self._patience = parcel, target, progress, patience
        self._hub, self._api = hub, api
        self._repo = target.repo

    def run(self) -> str:
        made = self._ask(
            "making the repository",
            lambda: self._api.create_repo(
                self._repo, repo_type=_DATASET, private=not self._target.public, exist_ok=True
            ),
        )
        self._repo = made.repo_id
        self._check_visibility()
        version = self._parcel.version
        refs = self._ask("listing versions", lambda: self._api.list_repo_refs(self._repo, repo_type=_DATASET))
        address = f"{made}/tree/{version}"
        if version in {tag.name for tag in refs.tags}:
            self._check(version, f"version {version} is there with other files; build this one with another --version")
            self._progress.say(f"version {version} is there already, with the same files")
            return address
        commit = self._ask("sending files", self._commit)
        self._check(commit, "not all files arrived as they were sent")
        self._ask(
            "tagging the version",
            lambda: self._api.create_tag(self._repo, tag=version, revision=commit, repo_type=_DATASET, exist_ok=True),
        )
        return address

    def _check_visibility(self) -> None:
        info = self._ask("looking at the repository", lambda: self._api.repo_info(self._repo, repo_type=_DATASET))
        if not info.private and not self._target.public:
            raise PushError(self._host, f"{self._repo} is public there: say --public, or name another")
        if info.private and self._target.public:
            self._progress.say(f"{self._repo} is private there and stays so: its owner can open it on the hub")

    def _commit(self) -> str:
        """One attempt; started again it finds what arrived, and a commit whose answer was lost."""
        head = self._api.repo_info(self._repo, repo_type=_DATASET).sha
        there = self._tree(head)
        new = [
            file
            for file in self._parcel.files
            if file.path not in there or not there[file.path].holds(self._parcel.folder, file)
        ]
        gone = self._parcel.left_over(there)
        if not new and not gone:
            return str(head)
        folder, hub = self._parcel.folder, self._hub
        operations = [
            hub.CommitOperationAdd(path_in_repo=file.path, path_or_fileobj=folder / file.path) for file in new
        ]
        operations += [hub.CommitOperationDelete(path_in_repo=path) for path in gone]
        made = self._api.create_commit(
            self._repo,
            operations,
            commit_message=f"Version {self._parcel.version}",
            repo_type=_DATASET,
            parent_commit=head,
        )
        for path in gone:
            self._progress.say(f"removed, since this release has it not: {path}")
        return str(made.oid)

    def _tree(self, revision: str) -> dict[str, _There]:
        items = self._api.list_repo_tree(self._repo, recursive=True, revision=revision, repo_type=_DATASET)
        return {
            item.path: _There(item.lfs.sha256 if item.lfs else None, item.blob_id)
            for item in items
            if isinstance(item, self._hub.hf_api.RepoFile)
        }

    def _check(self, revision: str, otherwise: str) -> None:
        there = self._ask("listing files", lambda: self._tree(revision))
        for file in self._parcel.files:
            if file.path not in there or not there[file.path].holds(self._parcel.folder, file):
                raise PushError(self._host, f"{self._repo}: {otherwise} (first: {file.path})")

    @property
    def _host(self) -> str:
        return str(self._api.endpoint)

    def _ask(self, what: str, step: Callable[[], T]) -> T:
        """What ``step`` returns, with the errors of the client as ours, asked again after a fault that may pass."""

        def once() -> T:
            try:
                return step()
            except (httpx.HTTPError, OSError, ValueError, RuntimeError) as error:
                raise self._error(f"{self._repo}, {what}", error) from error

        return self._patience.persist(once)

    def _error(self, what: str, error: Exception) -> PushError:
        # The client wraps what went wrong with one large file in a RuntimeError.
        cause = error.__cause__ if isinstance(error, RuntimeError) and error.__cause__ else error
        if isinstance(cause, self._hub.errors.HfHubHTTPError):
            answer = cause.response
            return refusal(
                self._host, what, answer.status_code, cause.server_message or "", answer.headers.get("Retry-After")
            )
        if isinstance(cause, (httpx.HTTPError, OSError)):
            return PushError(self._host, f"{what}: the connection failed ({cause})", passing=True)
        return PushError(self._host, f"{what}: {cause}")

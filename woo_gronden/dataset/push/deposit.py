"""A release as a draft in a Dataverse: made or brought up to date, never published unless asked.

The calls are those of the documented native API (https://guides.dataverse.org/en/latest/api/native-api.html), made with
httpx. pyDataverse says of itself that its authors have ceased all work on it, easyDataverse needs it, and dvuploader
only uploads files and would hold rich and typer back for all of this package.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from woo_gronden.dataset.manifest import ReleaseFile
from woo_gronden.dataset.push.citation_block import citation_fields
from woo_gronden.dataset.push.dataverse import Dataverse
from woo_gronden.dataset.push.parcel import SILENT, Parcel, Progress
from woo_gronden.dataset.push.patience import PATIENT, Patience
from woo_gronden.errors import PushError

# Found in the address of the licence whatever name, scheme or last slash a host gives it.
_CC_BY = "creativecommons.org/licenses/by/4.0"
# Names of fixity algorithms at a Dataverse, and in hashlib.
_ALGORITHMS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-512": "sha512"}


class DataverseTarget(NamedTuple):
    """Where: ``doi`` of the dataset that there is, else ``collection`` in which one is made.

    ``blocks`` are metadata blocks beside the citation that a host asks for, by name, each a list of fields in
    Dataverse's JSON.
    """

    server: str
    token: str
    collection: str = ""
    doi: str = ""
    publish: bool = False
    blocks: Mapping[str, list[dict[str, Any]]] = {}


def deposit(parcel: Parcel, target: DataverseTarget, progress: Progress = SILENT, patience: Patience = PATIENT) -> str:
    """Make or update the draft of a dataset, and publish it where ``target`` says so.

    A file that is there with the same digest is not sent again. Files of an earlier release in the folders that a
    release fills are taken out of the draft; other files stay.

    Returns:
        The persistent identifier of the dataset.

    Raises:
        PushError: the host refuses, offers no CC BY 4.0, or did not get what was sent.
    """
    with Dataverse(target.server, target.token, patience) as host:
        return _Deposit(parcel, target, progress, patience, host).run()


class _There(NamedTuple):
    number: int
    algorithm: str
    digest: str


class _Deposit:
    def __init__(
        self, parcel: Parcel, target: DataverseTarget, progress: Progress, patience: Patience, host: Dataverse
    ) -> None:
        self._parcel, self._target, self._progress, self._patience = parcel, target, progress, patience
        self._host = host
        self._doi = target.doi

    def run(self) -> str:
        fields = {"citation": citation_fields(self._parcel.manifest, self._parcel.publication), **self._target.blocks}
        if self._doi:
            self._update(fields)
        else:
            self._create(fields)
        there = self._files()
        for path in self._parcel.left_over(there):
            self._unlocked()
            self._host.delete(f"files/{there[path].number}", f"taking out {path}")
            self._progress.say(f"taken out of the draft, since this release has it not: {path}")
        for file in self._parcel.files:
            self._bring(file, there.get(file.path))
            self._progress.moved(file.path, file.size)
        there = self._files()
        for file in self._parcel.files:
            if not self._holds(there.get(file.path), file):
                raise PushError(self._target.server, f"{self._doi}: {file.path} is not there as it was sent")
        if self._target.publish:
            self._publish()
        return self._doi

    def _create(self, fields: Mapping[str, list[dict[str, Any]]]) -> None:
        licences = self._host.get("licenses", "listing licences")
        licence = next((item for item in licences if _CC_BY in item["uri"] and item.get("active", True)), None)
        if licence is None:
            raise PushError(self._target.server, "offers no CC BY 4.0, under which the release says to be")
        blocks = {name: {"fields": some} for name, some in fields.items()}
        about = {"license": {"name": licence["name"], "uri": licence["uri"]}, "metadataBlocks": blocks}
        made = self._host.create(f"dataverses/{self._target.collection}/datasets", {"datasetVersion": about})
        self._doi = made["persistentId"]
        self._progress.say(f"draft {self._doi} (after an interruption go on with --doi {self._doi})")

    def _update(self, fields: Mapping[str, list[dict[str, Any]]]) -> None:
        now = self._version()
        licence = (now.get("license") or {}).get("uri", "other terms")
        if _CC_BY not in licence:
            raise PushError(
                self._target.server,
                f"{self._doi} is under {licence} there, the release under CC BY 4.0: change it there",
            )
        self._unlocked()
        # Replaces these fields and leaves those that people filled in at the host.
        edit = {"fields": [field for some in fields.values() for field in some]}
        self._host.put("datasets/:persistentId/editMetadata", "describing the dataset", edit, self._at(replace="true"))

    def _bring(self, file: ReleaseFile, there: _There | None) -> None:
        """Send a file unless it is there; after a failure look first, since an answer can be lost on its way back."""
        failed = False

        def once() -> None:
            nonlocal failed
            found = self._files().get(file.path) if failed else there
            failed = True
            if self._holds(found, file):
                return
            self._unlocked()
            self._send(file, found)

        self._patience.persist(once)

    def _send(self, file: ReleaseFile, old: _There | None) -> None:
        folder, _, name = file.path.rpartition("/")
        # Without "tabIngest" a Dataverse makes another file of a CSV, with other bytes under another name.
        said = {"directoryLabel": folder, "tabIngest": "false", "restrict": "false"}
        if old:
            path, where = f"files/{old.number}/replace", {}
            said["forceReplace"] = "true"
        else:
            path, where = "datasets/:persistentId/add", self._at()
        answer = self._host.upload(path, self._parcel.folder / file.path, name, json.dumps(said), where)
        got = _there(answer["files"][0])
        if not self._holds(got, file):
            raise PushError(self._target.server, f"{file.path} arrived damaged: its digest differs", passing=True)

    def _holds(self, there: _There | None, file: ReleaseFile) -> bool:
        if there is None:
            return False
        if there.algorithm not in _ALGORITHMS:
            raise PushError(self._target.server, f"gives digests by {there.algorithm}, which cannot be checked here")
        return self._parcel.digest(file, _ALGORITHMS[there.algorithm]) == there.digest.lower()

    def _publish(self) -> None:
        self._unlocked()
        self._host.post("datasets/:persistentId/actions/:publish", "publishing", self._at(type="major"))
        self._progress.say("published, or on its way through the host's own checks")

    def _unlocked(self) -> None:
        """Wait until nothing at the host holds the dataset."""
        for attempt in range(1, self._patience.attempts + 1):
            locks = self._host.get("datasets/:persistentId/locks", "looking for locks", self._at())
            if not locks:
                return
            self._patience.wait(attempt)
        kinds = ", ".join(sorted(lock["lockType"] for lock in locks))
        raise PushError(self._target.server, f"{self._doi} is locked ({kinds}); try again when it is not")

    def _files(self) -> dict[str, _There]:
        found = {}
        for item in self._version().get("files", ()):
            folder = item.get("directoryLabel")
            found[f"{folder}/{item['label']}" if folder else item["label"]] = _there(item)
        return found

    def _version(self) -> dict[str, Any]:
        version: dict[str, Any] = self._host.get(
            "datasets/:persistentId/versions/:latest", "looking at the dataset", self._at()
        )
        return version

    def _at(self, **more: str) -> dict[str, str]:
        return {"persistentId": self._doi, **more}


def _there(item: Mapping[str, Any]) -> _There:
    data = item["dataFile"]
    # Hosts of before 4.20 give MD5 without saying so.
    checksum = data.get("checksum") or {"type": "MD5", "value": data.get("md5", "")}
    return _There(data["id"], checksum["type"], checksum["value"])

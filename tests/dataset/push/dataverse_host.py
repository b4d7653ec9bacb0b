"""A Dataverse as its native API is documented: one collection, datasets with drafts, licences, locks."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from tests.dataset.push.hosts import TOKEN, Answer, Asked, Host, first

CC_BY = {"id": 2, "name": "CC BY 4.0", "uri": "http://creativecommons.org/licenses/by/4.0", "active": True}


class DataverseHost(Host):
    def __init__(self, algorithm: str = "MD5") -> None:
        super().__init__()
        self.algorithm = algorithm
        self.licences = [{"id": 1, "name": "CC0 1.0", "uri": "http://creativecommons.org/publicdomain/zero/1.0"}, CC_BY]
        self.datasets: dict[str, dict[str, Any]] = {}
        self.files: dict[str, dict[int, dict[str, Any]]] = {}
        self.locks: list[list[dict[str, str]]] = []
        self.published: list[str] = []
        self._number = 0

    def answer(self, asked: Asked, damage: bool) -> Answer:
        if asked.headers.get("x-dataverse-key") != TOKEN:
            return 401, {"status": "ERROR", "message": "Bad API key"}
        path = asked.path.removeprefix("/api/v1/")
        doi = asked.query.get("persistentId", "")
        if doi and doi not in self.datasets:
            return 404, {"status": "ERROR", "message": f"Dataset with Persistent ID {doi} not found."}
        at = (asked.method, path.removeprefix("datasets/:persistentId/"))
        return first(
            (at == ("GET", "licenses"), lambda: _ok(self.licences)),
            (at == ("POST", "dataverses/wetenschap/datasets"), lambda: self._make(asked)),
            (at == ("GET", "locks"), lambda: _ok(self.locks.pop(0) if self.locks else [])),
            (at == ("GET", "versions/:latest"), lambda: _ok(self._version(doi))),
            (at == ("PUT", "editMetadata"), lambda: self._edit(doi, asked)),
            (at == ("POST", "add"), lambda: self._add(doi, asked, damage)),
            (at[0] == "POST" and path.endswith("/replace"), lambda: self._replace(int(path.split("/")[1]), asked)),
            (at[0] == "DELETE" and path.startswith("files/"), lambda: self._delete(int(path.split("/")[1]))),
            (at == ("POST", "actions/:publish"), lambda: self._publish(doi, asked)),
        )

    def put(self, doi: str, path: str, content: bytes) -> int:
        """Put a file into a dataset."""
        folder, _, name = path.rpartition("/")
        digest = hashlib.new(self.algorithm.replace("-", "").lower(), content).hexdigest()
        self._number += 1
        data = {"id": self._number, "filename": name, "checksum": {"type": self.algorithm, "value": digest}}
        self.files[doi][self._number] = {"label": name, "dataFile": data} | (
            {"directoryLabel": folder} if folder else {}
        )
        return self._number

    def paths(self, doi: str) -> set[str]:
        return {"/".join(filter(None, (f.get("directoryLabel"), f["label"]))) for f in self.files[doi].values()}

    def fields(self, doi: str) -> dict[str, Any]:
        return {field["typeName"]: field["value"] for field in self.datasets[doi]["fields"]}

    def make(self, licence: dict[str, Any] = CC_BY) -> str:
        doi = f"doi:10.5072/FK2/{len(self.datasets)}"
        self.datasets[doi], self.files[doi] = {"license": licence, "fields": []}, {}
        return doi

    def _make(self, asked: Asked) -> Answer:
        version = asked.json()["datasetVersion"]
        doi = self.make(version["license"])
        self.datasets[doi]["fields"] = [f for block in version["metadataBlocks"].values() for f in block["fields"]]
        return 201, {"status": "OK", "data": {"id": len(self.datasets), "persistentId": doi}}

    def _version(self, doi: str) -> dict[str, Any]:
        return {"license": self.datasets[doi]["license"], "files": list(self.files[doi].values())}

    def _edit(self, doi: str, asked: Asked) -> Answer:
        assert asked.query["replace"] == "true"
        new = {field["typeName"]: field for field in asked.json()["fields"]}
        kept = [field for field in self.datasets[doi]["fields"] if field["typeName"] not in new]
        self.datasets[doi]["fields"] = [*kept, *new.values()]
        return _ok({})

    def _add(self, doi: str, asked: Asked, damage: bool) -> Answer:
        form = asked.form()
        name, content = form["file"]
        said = json.loads(form["jsonData"][1])
        assert said["tabIngest"] == "false"
        path = f"{said['directoryLabel']}/{name}".lstrip("/")
        while path in self.paths(doi):
            path += "-1"
        number = self.put(doi, path, content[:-1] if damage else content)
        return _ok({"files": [self.files[doi][number]]})

    def _replace(self, number: int, asked: Asked) -> Answer:
        doi = next(doi for doi, files in self.files.items() if number in files)
        del self.files[doi][number]
        return self._add(doi, asked, damage=False)

    def _delete(self, number: int) -> Answer:
        for files in self.files.values():
            if files.pop(number, None):
                return _ok({"message": f"File {number} deleted"})
        return 404, {"status": "ERROR", "message": "no such file"}

    def _publish(self, doi: str, asked: Asked) -> Answer:
        assert asked.query["type"] == "major"
        self.published.append(doi)
        return 202, {"status": "WORKFLOW_IN_PROGRESS", "data": {}}


def _ok(data: Any) -> Answer:
    return 200, {"status": "OK", "data": data}

"""A hub as huggingface_hub speaks to it: repositories with commits and tags, large files by LFS."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from tests.dataset.push.hosts import TOKEN, Answer, Asked, Host, first

REPO = "universiteit-x/redenen"
_OK: Answer = (200, {})


def _git(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


class HubHost(Host):
    """One dataset repository; Parquet is kept as large files, the rest in git."""

    def __init__(self) -> None:
        super().__init__()
        self.private: bool | None = None
        self.commits: list[dict[str, bytes]] = [{".gitattributes": b"*.parquet filter=lfs"}]
        self.messages: list[str] = []
        self.tags: dict[str, int] = {}
        self.large: dict[str, bytes] = {}

    @property
    def files(self) -> dict[str, bytes]:
        return self.commits[-1]

    def answer(self, asked: Asked, damage: bool) -> Answer:
        method, path = asked.method, asked.path
        if method == "PUT" and path.startswith("/large/"):
            self.large[path.removeprefix("/large/")] = asked.body
            return _OK
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return 401, {"error": "Invalid credentials in Authorization header"}
        here = path.removeprefix(f"/api/datasets/{REPO}")
        return first(
            (path == "/api/repos/create", lambda: self._create(asked)),
            (path == "/api/validate-yaml", lambda: _OK),
            (path == f"/datasets/{REPO}.git/info/lfs/objects/batch", lambda: self._batch(asked)),
            (self.private is None, lambda: (404, {"error": "Repository not found"})),
            (here == "", lambda: (200, {"id": REPO, "sha": _sha(len(self.commits) - 1), "private": self.private})),
            (here == "/refs", lambda: (200, self._refs())),
            (here.startswith("/tree/"), lambda: (200, self._tree(here.removeprefix("/tree/")))),
            (here == "/preupload/main", lambda: self._preupload(asked)),
            (here == "/commit/main", lambda: self._commit(asked, damage)),
            (here.startswith("/tag/"), lambda: self._tag(here.removeprefix("/tag/"), asked)),
        )

    def _create(self, asked: Asked) -> Answer:
        said = asked.json()
        if f"{said['organization']}/{said['name']}" != REPO:
            return 403, {"error": "You don't have the rights to create a dataset under this namespace"}
        if self.private is not None:
            return 409, {"error": "You already created this dataset repo", "url": f"{self.url}/datasets/{REPO}"}
        self.private = said.get("visibility") == "private" or bool(said.get("private"))
        return 200, {"url": f"{self.url}/datasets/{REPO}"}

    def _refs(self) -> dict[str, Any]:
        tags = [{"name": tag, "ref": f"refs/tags/{tag}", "targetCommit": _sha(at)} for tag, at in self.tags.items()]
        return {"branches": [], "converts": [], "tags": tags}

    def _tree(self, revision: str) -> list[dict[str, Any]]:
        files = self.commits[self.tags[revision] if revision in self.tags else int(revision, 16)]
        found: list[dict[str, Any]] = [{"type": "directory", "path": "data", "oid": "0" * 40, "size": 0}]
        for path, content in files.items():
            item = {"type": "file", "path": path, "size": len(content), "oid": _git(content)}
            if path.endswith(".parquet"):
                oid = hashlib.sha256(content).hexdigest()
                item |= {"oid": "1" * 40, "lfs": {"oid": oid, "size": len(content), "pointerSize": 130}}
            found.append(item)
        return found

    def _preupload(self, asked: Asked) -> Answer:
        modes = [
            {
                "path": file["path"],
                "uploadMode": "lfs" if file["path"].endswith(".parquet") else "regular",
                "shouldIgnore": False,
            }
            for file in asked.json()["files"]
        ]
        return 200, {"files": modes}

    def _batch(self, asked: Asked) -> Answer:
        objects = []
        for item in asked.json()["objects"]:
            answer = {"oid": item["oid"], "size": item["size"]}
            if item["oid"] not in self.large:
                answer["actions"] = {"upload": {"href": f"{self.url}/large/{item['oid']}"}}
            objects.append(answer)
        return 200, {"transfer": "basic", "objects": objects}

    def _commit(self, asked: Asked, damage: bool) -> Answer:
        lines = [json.loads(line) for line in asked.body.splitlines()]
        if lines[0]["value"]["parentCommit"] != _sha(len(self.commits) - 1):
            return 412, {"error": "A commit has happened since. Please refresh and try again."}
        files = dict(self.files)
        for line in lines[1:]:
            value = line["value"]
            if line["key"] == "file":
                files[value["path"]] = base64.b64decode(value["content"])
            elif line["key"] == "lfsFile":
                files[value["path"]] = self.large[value["oid"]]
            else:
                assert line["key"] == "deletedFile"
                del files[value["path"]]
        if damage:
            files["README.md"] += b"!"
        self.commits.append(files)
        self.messages.append(lines[0]["value"]["summary"])
        oid = _sha(len(self.commits) - 1)
        return 200, {"commitUrl": f"{self.url}/datasets/{REPO}/commit/{oid}", "commitOid": oid}

    def _tag(self, revision: str, asked: Asked) -> Answer:
        tag = asked.json()["tag"]
        if tag in self.tags:
            return 409, {"error": "Tag exists"}
        self.tags[tag] = int(revision, 16)
        return _OK


def _sha(commit: int) -> str:
    return f"{commit:040x}"

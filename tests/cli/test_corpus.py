"""``woo-gronden corpus``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.sources.server import NOTICE, PDF, pdf, serve
from woo_gronden.cli.app import app

runner = CliRunner()
QUICK = ["--interval", "0", "--no-robots", "--retries", "0"]


def test_fetch_and_fetch_again(tmp_path: Path) -> None:
    with serve() as host:
        urls = [host.put("/a.pdf", pdf()), host.put("/b.pdf", NOTICE)]
        (tmp_path / "lijst.txt").write_text("\n".join(urls), encoding="utf-8")
        arguments = ["corpus", "fetch", str(tmp_path / "lijst.txt"), "--output", str(tmp_path / "uit"), *QUICK]
        plan = runner.invoke(app, [*arguments, "--dry-run"])
        assert plan.stdout.splitlines() == [f"new\ta\t{urls[0]}", f"new\tb\t{urls[1]}"]
        assert not (tmp_path / "uit").exists()
        first = runner.invoke(app, [*arguments, "--json"])
        assert first.exit_code == 0
        said = json.loads(first.stdout)
        assert (said["dossiers"], said["new"], said["failed"], said["bytes"]) == (2, 1, 1, len(PDF))
        assert "a web page came in place of a file" in first.stderr
        assert "1 same" in runner.invoke(app, arguments).stderr


def test_a_folder_is_not_copied_into_itself(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)
    result = runner.invoke(app, ["corpus", "fetch", str(tmp_path), "--output", str(tmp_path / "uit")])
    assert (result.exit_code, (tmp_path / "uit").exists()) == (2, False)


@pytest.mark.parametrize(("source", "status"), [("nergens", 1), ("openwoo:http://127.0.0.1:9", 1)])
def test_nothing_could_be_done(tmp_path: Path, source: str, status: int) -> None:
    result = runner.invoke(app, ["corpus", "fetch", source, "--output", str(tmp_path / "uit"), *QUICK])
    assert result.exit_code == status
    assert "Traceback" not in result.output

"""A host for every test here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sources.server import Host, Hours, serve


@pytest.fixture
def host() -> Iterator[Host]:
    with serve() as served:
        yield served


@pytest.fixture
def hours() -> Hours:
    return Hours()

"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

REAL = Path(__file__).resolve().parents[2] / "shared" / "real"
DEMO = Path(__file__).resolve().parents[1] / "corpus" / "demo"


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real documents; tests that use it skip where it is absent."""
    if not REAL.is_dir():
        pytest.skip("../shared/real is absent: no real documents on this machine")
    return REAL


@pytest.fixture(scope="session")
def demo() -> Path:
    """The demo corpus of the checkout."""
    return DEMO

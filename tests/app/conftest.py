"""One running app for the tests that ask it over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.app.served import running


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Return the address of a running app."""
    with running() as started:
        yield started

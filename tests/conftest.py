"""What holds for every test: no deadline for property tests, and a data folder of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)
# The same examples each time: what a server asks is whether this commit is good. New examples are
# sought by every run at a desk and by `evals fuzz`.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests away from the library of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POSTMORTEM_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        yield

"""The library in PostgreSQL, as teams keep it: a real server on loopback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.corpus import connect
from retrieval.embeddings import HashedWords
from retrieval.errors import LibraryError
from retrieval.filters import Filters
from retrieval.index import Library
from retrieval.ranking import query_of
from retrieval.vectors import Exact
from tests.retrieval.library import PUMPS, lines, record

pytestmark = pytest.mark.network


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL server's programs, None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def run(*command: str | Path) -> None:
    """Run a program of the server, as a user that it accepts: it refuses root."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(words, check=True, capture_output=True, cwd="/")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of an empty database."""
    bin_ = programs()
    if bin_ is None:
        pytest.skip("no PostgreSQL server is installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = Path(tempfile.gettempdir()) / f"postmortem-pg-{os.getpid()}-{port}"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    data = folder / "data"
    try:
        run(bin_ / "initdb", "-D", data, "-A", "trust", "-U", "tester", "-E", "UTF8")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        run(bin_ / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://tester@127.0.0.1:{port}/postgres"
        finally:
            run(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        if os.geteuid() == 0:
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def made(url: str) -> Iterator[Library]:
    """Return a library of three incidents, alone in the database."""
    with Library(connect(url), Exact(), HashedWords()) as library:
        for kept in list(library.corpus.each()):
            library.remove(kept.record.id)
        library.add(lines(*PUMPS))
        library.reindex()
        yield library


def ids(library: Library, text: str, filters: Filters | None = None) -> list[str]:
    """Return the ids that a text finds."""
    found = library.search(query_of(text), 3, filters=filters or Filters())
    assert found.findings == ()
    return [hit.record.id for hit in found.hits]


def test_words_codes_and_vectors_find_as_at_home(made: Library) -> None:
    assert ids(made, "the agent ordered valves twice")[0] == "double-orders"
    assert ids(made, "what was ERR-4410 about")[0] == "wrong-unit"
    assert ids(made, "doses", Filters(failure_mode="unit-mix-up")) == ["wrong-unit"]


def test_the_same_id_is_merged_and_a_removed_one_is_gone(made: Library) -> None:
    added = made.add(lines(record("wrong-unit", "Doses were read in grams, again.")))
    assert added.merged == ("wrong-unit",)
    assert made.remove("stale-manuals")
    made.catch_up()
    assert made.corpus.count() == 2
    assert "stale-manuals" not in ids(made, "withdrawn pump manuals")


def test_quotes_and_operators_in_a_query_are_words(made: Library) -> None:
    assert ids(made, "it's & | ! ( ) : * <-> 'valves' twice")[0] == "double-orders"


def test_a_database_that_is_not_there_is_told_without_its_password() -> None:
    with pytest.raises(LibraryError) as told:
        connect("postgresql+psycopg://me:hidden-word@127.0.0.1:9/none")
    assert "hidden-word" not in str(told.value)

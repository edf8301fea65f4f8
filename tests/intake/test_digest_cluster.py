"""A digest made on a cluster is the digest made in one process."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.intake.logs.cluster import digested_on
from tests.intake.digests import FIXTURES, digest_of


@pytest.mark.network
@pytest.mark.filterwarnings("ignore::DeprecationWarning:distributed")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_two_workers_of_a_cluster_make_the_digest_of_one_process(tmp_path: Path) -> None:
    from distributed import LocalCluster

    names = ("log_syslog.log", "log_json.jsonl", "log_logfmt.log", "log_mixed.log")
    data = b"".join((FIXTURES / name).read_bytes() for name in names) * 200
    path = tmp_path / "app.log"
    path.write_bytes(data)
    start: Callable[..., LocalCluster] = LocalCluster
    with start(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None,
        host="127.0.0.1", protocol="tcp://", silence_logs=50,
    ) as cluster:  # fmt: skip
        assert len(cluster.workers) == 2
        found = digested_on(cluster.scheduler_address, path, size=20_000)
    assert found == digest_of(data, size=20_000)
    assert found.lines == data.count(b"\n")


@pytest.mark.network
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_scheduler_that_does_not_answer_is_told_with_its_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.intake.logs.cluster.CONNECT_SECONDS", 1)
    path = tmp_path / "app.log"
    path.write_text("INFO a\n")
    with pytest.raises(SettingsError, match=r"tcp://127\.0\.0\.1:9 does not answer"):
        digested_on("tcp://127.0.0.1:9", path)


def test_a_missing_extra_is_told_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    path = tmp_path / "app.log"
    path.write_text("INFO a\n")
    with pytest.raises(SettingsError, match="extra `cluster`"):
        digested_on("tcp://127.0.0.1:9", path)

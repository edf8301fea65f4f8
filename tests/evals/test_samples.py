"""The evaluation run as a person starts it: one table, a log, and a baseline that is held.

Each run is a process of its own, because Inspect keeps state of its own in the one it runs in.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import PostmortemError
from evals import baseline, tasks
from evals import samples as command

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = tasks.samples()[0]


def evaluate(*words: str, logs: Path) -> subprocess.CompletedProcess[str]:
    """Return what `python -m evals` came to, run without any key and with telemetry asked for."""
    keys = {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY")}
    return subprocess.run(
        [sys.executable, "-m", "evals", "--logs", str(logs), *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**keys, "INSPECT_TELEMETRY": "nosuch.module.send"},
        check=False,
    )


@pytest.fixture
def incidents(tmp_path: Path) -> Path:
    """Return a folder with one good sample and one whose gold is damaged."""
    folder = tmp_path / "incidents"
    shutil.copytree(SAMPLE, folder / "good")
    shutil.copytree(SAMPLE, folder / "broken")
    (folder / "broken" / "gold.json").write_text("{}", encoding="utf-8")
    return folder


def test_the_recorded_baseline_still_holds(tmp_path: Path) -> None:
    done = evaluate(logs=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "No figure is worse" in done.stderr or "worse" not in done.stderr
    kept = baseline.load(baseline.RECORDED)
    assert set(kept.samples) == {folder.name for folder in tasks.samples()}
    assert done.stdout.splitlines()[0].split() == ["measure", *sorted(kept.samples), "all"]
    (log,) = tmp_path.glob("*.json")
    kept_log = json.loads(log.read_text(encoding="utf-8"))
    assert kept_log["eval"]["model"] == "none/none"
    assert not kept_log["stats"]["model_usage"]


def test_a_sample_that_crashes_is_shown_the_next_one_is_scored_and_nothing_is_recorded(
    incidents: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "figures.json"
    words = ("--incidents", str(incidents), "--baseline", str(kept), "--record")
    done = evaluate(*words, logs=tmp_path / "logs")
    assert done.returncode == 1
    assert "not recorded: broken crashed" in done.stderr
    assert not kept.exists()
    recall = next(row.split() for row in done.stdout.splitlines() if "timeline recall" in row)
    assert recall == ["timeline", "recall", "crash", "1.00", "1.00"]
    assert "broken: MalformedInput" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_figure_below_the_recorded_one_is_named_and_fails_the_run(
    incidents: Path, tmp_path: Path
) -> None:
    shutil.rmtree(incidents / "broken")
    kept = tmp_path / "figures.json"
    words = ("--incidents", str(incidents), "--baseline", str(kept))
    assert evaluate(*words, "--record", logs=tmp_path / "logs").returncode == 0
    gold = incidents / "good" / "gold.json"
    raw = json.loads(gold.read_text(encoding="utf-8"))
    raw["severity"] = ["SEV1"]
    gold.write_text(json.dumps(raw), encoding="utf-8")
    done = evaluate(*words, logs=tmp_path / "logs")
    assert done.returncode == 1
    assert f"worse than in {kept}: good: severity: 1.000 then, 0.000 now" in done.stderr
    severity = next(row.split() for row in done.stdout.splitlines() if "severity" in row)
    assert severity == ["severity", "0.00", "-1.00", "0.00", "-1.00"]


def test_recording_a_part_of_the_samples_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["--record", SAMPLE.name])
    assert "--record" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PostmortemError, match="nosuch"):
        command.main(["--incidents", str(tmp_path / "nosuch")])


def test_a_python_without_inspect_is_told_what_to_do(tmp_path: Path) -> None:
    # The finder of installed packages is left out for one name, as where it was never installed.
    without = (
        "import importlib.machinery as m, sys\n"
        "class Without(m.PathFinder):\n"
        "    @classmethod\n"
        "    def find_spec(cls, name, *rest):\n"
        "        return None if name == 'inspect_ai' else super().find_spec(name, *rest)\n"
        "sys.meta_path[:] = [Without if f is m.PathFinder else f for f in sys.meta_path]\n"
        "from evals.__main__ import main\n"
        "sys.exit(main([]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", without],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 1
    assert "make evals" in done.stderr
    assert "Traceback" not in done.stderr

"""The command line as a whole: help, version, exit status, errors at the edge."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from assistant import __version__
from assistant.cli.main import COMMANDS, Commands, main
from tests.cli.console import ROOT, postmortem

HEAVY = ["pydantic", "yaml", "nh3", "gradio", "fastapi", "uvicorn", "markdown_it"]


def test_the_help_lists_every_command() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    listed = result.stdout.partition("Commands:")[2]
    assert all(f"  {name} " in listed for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_of_its_own(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert f"{name} [OPTIONS]" in result.stdout


def test_the_help_imports_nothing_heavy() -> None:
    look = (
        "import sys\n"
        "from assistant.cli.main import main\n"
        "main(['--help'], standalone_mode=False)\n"
        f"loaded = sorted(set({HEAVY!r}) & set(sys.modules))\n"
        "assert not loaded, loaded\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, check=False, cwd=ROOT, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()


def test_the_version_is_told() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert result.stdout == f"postmortem {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["draft"], ["draft", "x", "--format", "pdf"], ["draft", "--date", "soon", "x"]],
)
def test_wrong_usage_ends_with_status_2(arguments: list[str]) -> None:
    done = postmortem(*arguments)
    assert done.returncode == 2
    assert b"Usage:" in done.stderr
    assert b"Traceback" not in done.stderr


def test_an_unforeseen_error_is_told_in_plain_lines() -> None:
    fault = "import assistant.cli.main as m\nm.COMMANDS['nowhere'] = ''\nm.run()"
    done = subprocess.run(
        [sys.executable, "-c", fault, "nowhere"],
        capture_output=True,
        check=False,
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode == 1
    assert b"Something unforeseen went wrong (ModuleNotFoundError" in done.stderr
    assert b"Traceback" not in done.stderr


def test_an_interrupt_ends_with_status_130_and_a_line() -> None:
    press = (
        "import assistant.cli.main as m\n"
        "@m.main.command('wait')\n"
        "def wait():\n"
        "    raise KeyboardInterrupt\n"
        "m.Commands.get_command = lambda self, ctx, name: wait\n"
        "m.run()"
    )
    done = subprocess.run(
        [sys.executable, "-c", press, "wait"],
        capture_output=True,
        check=False,
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode == 130
    assert done.stderr.strip().endswith(b"Stopped. Nothing was left half-written.")


def test_an_unknown_command_is_none() -> None:
    group = Commands("postmortem")
    assert group.get_command(click.Context(group), "nonsense") is None

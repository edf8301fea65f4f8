"""The console script: a group of commands, each imported only when it is used."""

from __future__ import annotations

import gc
import importlib
import os
import signal
import sys
from io import TextIOWrapper
from types import FrameType, TracebackType

import click

from assistant import __version__
from assistant.errors import PostmortemError
from retrieval.errors import RetrievalError

DEBUG = "POSTMORTEM_DEBUG"
_GARBAGE = 200_000

# The help text stands here so that listing the commands imports none of them.
COMMANDS = {
    "draft": "Draft a post-mortem from files and folders (- reads notes from standard input).",
    "similar": "The most similar past incidents, and whether this one is a recurrence.",
    "library": "Keep the past incidents that new ones are compared with.",
    "digest": "Condense logs: templates, counts, levels, first and last time.",
    "redact": "Show what would be hidden in a file before anything else is done with it.",
    "doctor": "Check this installation and say what to do where something is wrong.",
    "demo": "Draft a bundled sample incident end to end.",
    "app": "Open the web page on this machine.",
}


class Told(click.ClickException):
    """An error of the product, shown as its own plain lines."""

    def show(self, file: object = None) -> None:
        """Print the lines on standard error."""
        click.echo(self.message, err=True)


class Commands(click.Group):
    """The commands by name; each lives in the module of its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported now, or None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        found = importlib.import_module(f"assistant.cli.{cmd_name}").command
        return found if isinstance(found, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an error that the user can mend becomes its lines and status 1."""
        try:
            return super().invoke(ctx)
        except (PostmortemError, RetrievalError) as error:
            raise Told(str(error)) from error


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="postmortem", message="%(prog)s %(version)s")
def main() -> None:
    """Draft a blameless post-mortem from raw incident notes, logs and version history.

    Every statement of the draft points at the line it rests on. Nothing leaves this machine.
    People decide the cause, the owners and the sign-off.
    """


def run() -> None:
    """Run the command line and exit: 0 done, 1 something to mend, 2 wrong usage, 130 stopped."""
    # What a start makes is there to stay: looking through it for cycles again and again is a tenth
    # of the time that a short command takes.
    gc.set_threshold(_GARBAGE, 20, 20)
    if not os.environ.get(DEBUG):
        sys.excepthook = _tell
    signal.signal(signal.SIGTERM, _stop)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            _make_safe(stream)
    try:
        status = main.main(prog_name="postmortem", standalone_mode=False)
    except click.Abort:
        click.echo("Stopped. Nothing was left half-written.", err=True)
        status = 130
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    # At its end an interpreter looks for cycles once more, in memory that is given back anyway.
    gc.freeze()
    sys.exit(status if isinstance(status, int) else 0)


def _make_safe(stream: TextIOWrapper) -> None:
    """Write UTF-8 into files and pipes; on a terminal show what it cannot as a placeholder."""
    if stream.isatty():
        stream.reconfigure(errors="replace")
    else:
        stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def _stop(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say in plain lines that something unforeseen happened."""
    what = str(error).splitlines()[0] if str(error).strip() else "no further detail"
    click.echo(
        f"Something unforeseen went wrong ({kind.__name__}: {what}).\n"
        "Nothing was left half-written. This is a fault of the program: please report it with what "
        f"the command prints when {DEBUG}=1 is set, after taking out anything private.",
        err=True,
    )

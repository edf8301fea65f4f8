"""`python -m evals`: drafts every sample incident, or judges one part of intake, by command."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable

from assistant.errors import PostmortemError

# The module that holds each command's `main`, imported only when it is named.
COMMANDS = {
    "timelines": "evals.timelines.command",
    "loglines": "evals.loglines.command",
    "redaction": "evals.redaction.command",
    "digest-speed": "evals.speed.command",
    "fuzz": "evals.fuzz.command",
    "expressions": "evals.expressions.command",
    "pages": "evals.pages",
    "mechanisms": "evals.mechanisms.command",
    "recurrence": "evals.recurrence.command",
    "retrieval": "evals.retrieving.duplicates",
    "library-speed": "evals.retrieving.speed",
    "models": "evals.models.command",
    "claims": "evals.claims.command",
    "poison": "evals.poison.command",
}
SAMPLES = "evals.samples"


def main(arguments: list[str]) -> int:
    """Return the exit status: 0 where all was judged, 1 where something crashed or is unusable."""
    named = bool(arguments) and arguments[0] in COMMANDS
    module = COMMANDS[arguments[0]] if named else SAMPLES
    run: Callable[[list[str]], int] = importlib.import_module(module).main
    try:
        return run(arguments[1:] if named else arguments)
    except PostmortemError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except BrokenPipeError:  # whoever reads has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

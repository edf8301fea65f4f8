"""The seeds: real-looking inputs of every format, to be damaged."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from assistant.resources import samples_dir
from evals.redaction.specimens import generated

LONGEST = 40_000
_FOLDER = Path(__file__).resolve().parent / "seeds"
# Characters that are seen by a machine only, line ends of every kind, and bytes that are no text.
_ODD = (
    "\ufeffa\u200bb\u202ec\U000e0041d\x00e\x1b[31mf\r\ng\u2028h\x85i\x0cj\rk\n".encode()
    + b"\xff\xc3"
)


def _private() -> bytes:
    """Return lines with secrets and contacts, made now so that none is kept in a file."""
    header = "-----BEGIN {0} KEY-----\nQUJDREVGR0hJSktM\n-----END {0} KEY-----\n".format("PRIVATE")
    return ("\n".join(one.line for one in generated(1, each=1)) + f"\n{header}").encode()


@cache
def seeds() -> tuple[bytes, ...]:
    """Return the seeds, each cut to its first `LONGEST` bytes; the same at every call."""
    files = [
        *sorted(_FOLDER.iterdir()),
        *sorted(path for path in samples_dir().rglob("*") if path.parent.name == "inputs"),
    ]
    return (*(path.read_bytes()[:LONGEST] for path in files), _private(), _ODD)

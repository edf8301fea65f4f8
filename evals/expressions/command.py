"""Tries every regular expression of the product on texts made to keep it busy.

A slow expression is a suspect, not yet a fault: many are only ever given a bounded piece of text.
Each is tried in a process of its own with a limit on its time.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from evals import report
from evals.expressions.usage import is_anchored

_ROOT = Path(__file__).resolve().parents[2]
_LIMIT = 120.0


def gathered() -> list[dict[str, Any]]:
    """Return the expressions as the gathering process prints them."""
    words = [sys.executable, "-m", "evals.expressions.gathered"]
    done = subprocess.run(words, capture_output=True, text=True, cwd=_ROOT, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def probed(expression: dict[str, Any], *, anchored: bool) -> list[dict[str, Any]]:
    """Return the slow calls of one expression; one that had to be stopped is a single row.

    Where it is only ever tried at one place of a text (`anchored`), it is not searched with.
    """
    words = [sys.executable, "-m", "evals.expressions.probe"]
    try:
        done = subprocess.run(
            words,
            input=json.dumps(expression | {"anchored": anchored}),
            capture_output=True,
            text=True,
            timeout=_LIMIT,
            cwd=_ROOT,
            check=True,
        )
    except subprocess.TimeoutExpired:
        return [{"call": "stopped", "before": "", "unit": "", "seconds": _LIMIT, "at half": None}]
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def main(arguments: list[str]) -> int:
    """Return 0 where no expression is slow on any text, 1 where some are."""
    parser = argparse.ArgumentParser(prog="python -m evals expressions", description=__doc__)
    parser.add_argument("--place", help="only those compiled in a file whose path holds this")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    options = parser.parse_args(arguments)
    known = [one for one in gathered() if not options.place or options.place in one["place"]]
    rows = []
    for one in known:
        for slow in probed(one, anchored=is_anchored(one["place"])):
            sys.stderr.write(f"{one['place']}: {slow['call']} {slow['seconds']} s\n")
            rows.append({"place": one["place"], **slow, "pattern": one["pattern"]})
    if options.format == "json":
        sys.stdout.write(json.dumps({"expressions": len(known), "slow": rows}, indent=2) + "\n")
    else:
        head = ["place", "call", "before", "unit", "seconds", "at half", "pattern"]
        cells = [
            [str(row[name])[:60].encode("unicode_escape").decode() for name in head] for row in rows
        ]
        sys.stdout.write(report.grid([head, *cells]))
        sys.stdout.write(f"{len(known)} expressions, {len(rows)} slow calls\n")
    return 1 if rows else 0

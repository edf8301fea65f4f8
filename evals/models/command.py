"""Drafts with a model behind a loopback server: what of its lies stands, and what is sent to it.

lies     what stands of a lying model's sentences, by mode
honest   how much is kept of an honest model's sentences
leaks    which planted secrets, contacts and names were sent
faults   what a draft by command line comes to with every fault of a server
compare  the same inputs by the plain LangChain way, as a table in Markdown
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from evals import report as tables
from evals.embedder import add_option, prepared
from evals.models import compare, faults, leaks
from evals.models.lying import HUMAN_ONLY, MEANING, TOKENS, Lied, Stood, kept, lied, why
from evals.tasks import samples
from retrieval.embeddings import Embedder

_GROUPS = (("human-only", HUMAN_ONLY), ("tokens", TOKENS), ("meaning", MEANING))
_SHOWN = 300


def main(arguments: list[str]) -> int:
    """Return the exit status.

    It is 1 where a human-only field changed, a leak was found, or a fault ended in something else
    than a valid draft in time.
    """
    parser = argparse.ArgumentParser(
        prog="python -m evals models",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", choices=tuple(_COMMANDS))
    add_option(parser)
    parser.add_argument("--replies", type=int, default=1000, metavar="N", help="lies: at least")
    parser.add_argument("--seeds", type=int, default=3, metavar="N", help="honest: drafts a sample")
    parser.add_argument("--incidents", type=int, default=100, metavar="N", help="leaks: how many")
    parser.add_argument("--latency", type=float, default=compare.LATENCY, metavar="S")
    parser.add_argument("--rounds", type=int, default=compare.ROUNDS, metavar="N")
    parser.add_argument("--timeout", type=float, default=faults.SECONDS, metavar="S")
    parser.add_argument("--sample", default=compare.SAMPLES[0], help="faults: what is drafted")
    parser.add_argument("--show", action="store_true", help="list what stood, leaked or was said")
    wishes = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        return _COMMANDS[wishes.what](wishes, Path(folder))


def _lies(wishes: argparse.Namespace, folder: Path) -> int:
    inputs = [sample / "inputs" for sample in samples()]
    found = lied(inputs, folder, _embedder(wishes), replies=wishes.replies)
    _print(lies_told(found))
    if wishes.show:
        for mode, stood in sorted(found.modes.items()):
            for lie in stood.which:
                _print(f"{mode} | {lie.mark!r} | {lie.text[:_SHOWN]!r} | {lie.evidence}\n")
    return 1 if found.changed else 0


def lies_told(found: Lied) -> str:
    """Return what stands, a row a mode and a row a group, print-ready."""
    rows = [["mode", "told", "stood"]]
    rows += [_counts(mode, {mode}, found.modes) for mode in sorted(found.modes)]
    rows += [_counts(f"all {name}", modes, found.modes) for name, modes in _GROUPS]
    rows.append(_counts("all", found.modes, found.modes))
    changed = ", ".join(found.changed) or "none"
    return f"{tables.grid(rows)}{found.replies} replies; human-only fields changed: {changed}\n"


def _counts(name: str, modes: Iterable[str], held: Mapping[str, Stood]) -> list[str]:
    names = set(held).intersection(modes)
    told, stood = (sum(getattr(held[m], what) for m in names) for what in ("told", "stood"))
    return [name, str(told), str(stood)]


def _honest(wishes: argparse.Namespace, folder: Path) -> int:
    inputs = [sample / "inputs" for sample in samples()]
    found = kept(inputs, folder, _embedder(wishes), seeds=wishes.seeds)
    _print(f"{found.offered} sentences, {found.withheld} withheld, kept {found.share:.3f}\n")
    rows = [["reason", "withheld"]]
    rows += [[reason[:100], str(n)] for reason, n in why(found.reasons).most_common()]
    _print(tables.grid(rows))
    if wishes.show:
        _print("".join(f"{reason}\n" for reason in found.reasons))
    return 0


def _leaks(wishes: argparse.Namespace, folder: Path) -> int:
    found = leaks.leaked(wishes.incidents, folder)
    _print(leaks.report(found))
    if wishes.show:
        _print(f"\n{leaks.listed(found)}")
    return 1 if found.leaks else 0


def _faults(wishes: argparse.Namespace, folder: Path) -> int:
    (sample,) = samples((wishes.sample,))
    found = faults.ended(sample / "inputs", seconds=wishes.timeout)
    _print(faults.report(found, seconds=wishes.timeout))
    if wishes.show:
        _print("".join(f"{one.fault}: {'; '.join(one.reasons) or 'none'}\n" for one in found))
    return 1 if any(one.wrong or faults.late(one, wishes.timeout) for one in found) else 0


def _compare(wishes: argparse.Namespace, folder: Path) -> int:
    rows = compare.compared(_embedder(wishes), latency=wishes.latency, rounds=wishes.rounds)
    _print(compare.markdown(rows))
    return 0


def _embedder(wishes: argparse.Namespace) -> Embedder:
    return prepared(wishes.models)


def _print(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


_COMMANDS: Mapping[str, Callable[[argparse.Namespace, Path], int]] = {
    "lies": _lies,
    "honest": _honest,
    "leaks": _leaks,
    "faults": _faults,
    "compare": _compare,
}

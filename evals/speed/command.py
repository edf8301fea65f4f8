"""Digests a generated log and prints lines a second and peak memory, beside Drain3's.

All read the same file in processes of their own, taking turns in the same run. The digest is timed
twice: its loop alone, as Drain3's is, and its whole process, from start to end, with its modules
compiled as an installation has them.
--plain takes the log on which Drain3 is fastest: plain text lines, which need no masks. --bytes and
--growth look at the digest alone: the peak for a file of that size, and 1, 2 and 4 times --lines.
"""

from __future__ import annotations

import argparse
import compileall
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from evals import product, report
from evals.speed import logfile, plainlog
from evals.speed.process import Run, run

SEED = 7
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}
_SIZE = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s?([KMG]?)B?", re.IGNORECASE)
_ROOT = Path(__file__).resolve().parents[2]


def size_of(text: str) -> int:
    """Return the bytes that a size such as "1GB" or "250M" stands for."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a size; write 1GB or 250M")
    return int(float(found[1]) * _UNITS[found[2].upper()])


def _digest(path: Path, folder: Path, extra: Sequence[str]) -> Run:
    result = folder / "digest.json"
    words = ("digest", str(path), "--format", "json", "--output", str(result), *extra)
    return run(product.command(*words))


def _loop(module: str, path: Path, folder: Path) -> Run:
    """Return the run of a module that tells the seconds of its own loop; the peak is of all."""
    result = folder / f"{module}.json"
    start = (
        f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from pathlib import Path; "
        f"from evals.speed import {module} as one; one.main(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    whole = run([sys.executable, "-c", start, str(path), str(result)])
    told = json.loads(result.read_text(encoding="utf-8"))
    return Run(told["seconds"], told["processor"], whole.peak)


def _source(options: argparse.Namespace) -> Iterator[str]:
    if options.plain is None:
        return logfile.lines(options.seed)
    return plainlog.repeated(options.plain) if options.plain.name else plainlog.lines(options.seed)


def _row(name: str, lines: int, size: int, runs: Sequence[Run]) -> dict[str, object]:
    seconds = median(one.seconds for one in runs)
    return {
        "what": name,
        "lines": lines,
        "megabytes": round(size / 1e6, 1),
        "seconds": round(seconds, 2),
        "processor seconds": round(median(one.processor for one in runs), 2),
        "lines a second": round(lines / seconds),
        "peak megabytes": round(max(one.peak for one in runs) / 1e6, 1),
    }


def compared(options: argparse.Namespace, folder: Path) -> list[dict[str, object]]:
    """Return a row for Drain3 and two for the digest on the same log, with their ratios."""
    path = folder / "log"
    count = logfile.write(path, _source(options), count=options.lines)
    size = path.stat().st_size
    loops: list[Run] = []
    wholes: list[Run] = []
    drains: list[Run] = []
    for turn in range(options.rounds):
        sys.stderr.write(f"round {turn + 1} of {options.rounds}\n")
        drains.append(_loop("drain", path, folder))
        loops.append(_loop("loop", path, folder))
        wholes.append(_digest(path, folder, options.digest))
    path.unlink()
    return [
        _row("Drain3", count, size, drains),
        _row("digest", count, size, loops) | _faster(loops, drains),
        _row("digest, from its start", count, size, wholes) | _faster(wholes, drains),
    ]


def _faster(runs: Sequence[Run], drains: Sequence[Run]) -> dict[str, object]:
    wall = median(one.seconds for one in drains) / median(one.seconds for one in runs)
    worked = median(one.processor for one in drains) / median(one.processor for one in runs)
    return {"times as fast": round(wall, 2), "in processor time": round(worked, 2)}


def sized(options: argparse.Namespace, folder: Path) -> list[dict[str, object]]:
    """Return a row for the digest of a log of the asked size."""
    path = folder / "large"
    count = logfile.write(path, _source(options), size=options.bytes)
    size = path.stat().st_size
    done = _digest(path, folder, options.digest)
    path.unlink()
    return [_row("digest", count, size, [done])]


def grown(options: argparse.Namespace, folder: Path) -> list[dict[str, object]]:
    """Return a row for each of 1, 2 and 4 times the lines, with the cost against linear."""
    rows: list[dict[str, object]] = []
    first = 0.0
    for times in (1, 2, 4):
        path = folder / f"growth-{times}"
        count = logfile.write(path, _source(options), count=options.lines * times)
        runs = [_digest(path, folder, options.digest) for _ in range(options.rounds)]
        row = _row(f"digest x{times}", count, path.stat().st_size, runs)
        path.unlink()
        each = median(one.seconds for one in runs) / times
        first = first or each
        rows.append(row | {"against linear": round(each / first, 2)})
    return rows


def main(arguments: list[str]) -> int:
    """Return 0; what fails to run is raised as an error that says so."""
    parser = argparse.ArgumentParser(prog="python -m evals digest-speed", description=__doc__)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--bytes", type=size_of, help="digest a log of this size, such as 1GB")
    parser.add_argument(
        "--plain",
        type=Path,
        nargs="?",
        const=Path(),
        metavar="FILE",
        help="plain text lines; those of a log or of a JSONL file's `line`, repeated",
    )
    parser.add_argument("--growth", action="store_true", help="digest 1, 2 and 4 times --lines")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("digest", nargs="*", help="after --: further options for the digest")
    options = parser.parse_args(arguments)
    for package in ("assistant", "retrieval"):
        # Where an environment keeps Python from writing bytecode, each start of a checkout would
        # compile its modules again.
        compileall.compile_dir(_ROOT / package, quiet=2)
    with TemporaryDirectory() as folder:
        if options.bytes:
            rows = sized(options, Path(folder))
        elif options.growth:
            rows = grown(options, Path(folder))
        else:
            rows = compared(options, Path(folder))
    if options.format == "json":
        sys.stdout.write(json.dumps(rows, indent=2) + "\n")
        return 0
    head = list(dict.fromkeys(name for row in rows for name in row))
    sys.stdout.write(
        report.grid([head, *([str(row.get(name, "-")) for name in head] for row in rows)])
    )
    return 0

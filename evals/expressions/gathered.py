"""Prints every regular expression that the product compiles, and the place that does.

Run in a process of its own, so that whatever is compiled at import is seen as well.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from inspect import signature
from pathlib import Path
from types import FrameType, ModuleType

import assistant

ROOT = Path(assistant.__file__).resolve().parent
# The web page's modules bring a framework with thousands of expressions of its own.
SKIPPED = "assistant.app"
_ENTRIES = {
    getattr(re, name).__code__: name
    for name in ("compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall",
                 "finditer")
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression; `place` is the file and line of ours that had it compiled."""

    pattern: str
    flags: int
    place: str


class Recorder:
    """Notes every expression asked for while it listens: `found` by pattern and flags."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, int], Expression] = {}

    def __call__(self, frame: FrameType, event: str, argument: object) -> None:
        """Take note of a call into `re` that comes from a file of ours."""
        if event != "call" or frame.f_code not in _ENTRIES:
            return
        pattern, flags = frame.f_locals.get("pattern"), int(frame.f_locals.get("flags", 0))
        place = _place(frame.f_back)
        if isinstance(pattern, str) and place is not None:
            self.found.setdefault((pattern, flags), Expression(pattern, flags, place))


def _place(frame: FrameType | None) -> str | None:
    if frame is None:
        return None
    path = Path(frame.f_code.co_filename)
    if not path.is_relative_to(ROOT):
        return None
    return f"{path.relative_to(ROOT.parent)}:{frame.f_lineno}"


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages([str(ROOT)], f"{assistant.__name__}."):
        if not found.name.startswith(SKIPPED):
            yield importlib.import_module(found.name)


def _warm(module: ModuleType) -> None:
    """Call the module's cached functions without arguments: the vocabularies and what they hold."""
    for value in vars(module).values():
        if hasattr(value, "cache_info") and callable(value) and not signature(value).parameters:
            value()


def expressions() -> tuple[Expression, ...]:
    """Return what is compiled when all modules are imported and all seeds are read, by place."""
    recorder = Recorder()
    sys.setprofile(recorder)
    try:
        for module in list(_modules()):
            _warm(module)
        _read_seeds()
    finally:
        sys.setprofile(None)
    return tuple(sorted(recorder.found.values(), key=lambda one: (one.place, one.pattern)))


def _read_seeds() -> None:
    targets = importlib.import_module("evals.fuzz.targets")
    seeds = importlib.import_module("evals.fuzz.seeds")
    run: Callable[[str, bytes], None] = targets.run
    for name in targets.TARGETS:
        for seed in seeds.seeds():
            run(name, seed)


if __name__ == "__main__":
    sys.stdout.write(json.dumps([asdict(one) for one in expressions()]))

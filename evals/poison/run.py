"""Drafts every poisoned case and its harmless control, and judges what the planted text changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evals.embedder import prepared
from evals.poison.carriers import Poisoned
from evals.poison.offline import Offline
from evals.poison.score import Finding, Judged, judged

Draft = Callable[[Path, Path | None], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """All cases, judged."""

    judged: tuple[Judged, ...]


def run(
    cases: Iterable[Poisoned],
    draft: Draft | None = None,
    *,
    told: Callable[[str], None] | None = None,
) -> Outcome:
    """Return what the drafts of the cases came to; a draft that fails is a finding.

    `draft` is given a folder of inputs and a folder of past incidents to import, or None; it
    returns the draft in JSON. Without one the offline engine drafts. `told` hears of each case.
    """
    engine = Offline(prepared(None)) if draft is None else draft
    controls: dict[str, Mapping[str, Any]] = {}
    found: list[Judged] = []
    for case in cases:
        found.append(_judged(case, engine, controls))
        if told is not None:
            told(case.id)
    return Outcome(tuple(found))


def _judged(case: Poisoned, engine: Draft, controls: dict[str, Mapping[str, Any]]) -> Judged:
    """Return a case judged; `controls` keeps the clean drafts, which many cases share."""

    def work() -> Judged:
        control = case.control
        if control.id not in controls:
            controls[control.id] = _drafted(control, engine)
        return judged(case, controls[control.id], _drafted(case, engine))

    # A future holds whatever was raised as a value: one crash never hides the other cases.
    with ThreadPoolExecutor(max_workers=1) as one:
        future = one.submit(work)
        fault = future.exception()
    if fault is None:
        return future.result()
    return Judged(case, False, (Finding("crash", "draft", f"{type(fault).__name__}: {fault}"),))


def _drafted(case: Poisoned, engine: Draft) -> Mapping[str, Any]:
    with TemporaryDirectory() as aside:
        inputs, library = Path(aside) / "inputs", Path(aside) / "library"
        _write(inputs, case.inputs())
        past = case.past()
        if past is not None:
            _write(library, past)
        return engine(inputs, None if past is None else library)


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")

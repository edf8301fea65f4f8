"""The model writer: asks for every section and merges what stands with the offline text."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from assistant.drafting.checks import language
from assistant.drafting.checks.closeness import Nearness
from assistant.drafting.draft import Check, SectionText
from assistant.drafting.material import Material
from assistant.drafting.model import shapes
from assistant.drafting.model.base import ChatModel, Request, Usage
from assistant.drafting.model.budget import Prices
from assistant.drafting.prompts import Prompts
from assistant.drafting.schema import OUTPUTS, ModelOutput
from assistant.drafting.writing.asking import Round, Section, ask_all
from assistant.drafting.writing.merging import Merged, merge
from assistant.drafting.writing.requests import SECTIONS, Composer
from assistant.drafting.writing.sifting import Sieve
from assistant.incident import CheckLevel, Statement

T = TypeVar("T")
# Sections of which the offline writer has no text of its own.
_ONLY_MODEL = frozenset({"lessons", "attribution", "events"})


@dataclass(frozen=True, slots=True)
class Models:
    """Models with their connections open: the writer's, a judge, and what was taken so far."""

    writer: ChatModel
    judge: ChatModel | None
    keep: Callable[[Request, ModelOutput], None]
    taken: Callable[[], Usage]


class Opening(Protocol):
    """Opens the connections for one draft."""

    def __call__(self, composer: Composer) -> AbstractAsyncContextManager[Models]:
        """Return the models, whose connections are closed afterwards."""
        ...


@dataclass(frozen=True, slots=True)
class Pen:
    """What a draft is written with: prompts, limits, a random fence, and who counts what.

    `seconds` is the deadline of a section, start to last byte; `window` and `longest` are tokens of
    the model's window and of an answer; `at_once` is how many sections are asked at a time.
    `close` gives back what was started early for a draft that may not come to it.
    """

    model: str
    opening: Opening
    prompts: Prompts
    fence: str
    seconds: float
    window: int
    longest: int
    at_once: int = len(SECTIONS)
    prices: Prices | None = None
    judge: str | None = None
    near: Nearness | None = None
    close: Callable[[], None] = field(default=lambda: None)


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: the merged parts, what was withheld, where the offline text stands in."""

    merged: Merged
    checks: tuple[Check, ...]
    fallbacks: tuple[str, ...]
    usage: Usage
    sections: Mapping[str, Section]


def run(work: Coroutine[object, object, T]) -> T:
    """Return what a coroutine comes to, from code that is none itself."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    # A notebook has a loop of its own under way in this thread.
    with ThreadPoolExecutor(max_workers=1) as aside:
        return aside.submit(asyncio.run, work).result()


async def write(
    pen: Pen,
    material: Material,
    *,
    summary: tuple[Statement, ...],
    further: tuple[SectionText, ...],
    beside: Callable[[], T],
    stage: Callable[[str], None],
) -> tuple[Written, T]:
    """Return the sections with what a model says in them, and the result of work done beside it.

    However the model fails, there is a result: the section keeps its offline text and a check says
    why. `beside` runs in a thread while the model is waited for.
    """
    spoken = language.spoken(placed.line.text for placed in material.notes)
    composer = Composer(
        prompts=pen.prompts,
        fence=pen.fence,
        window=pen.window,
        longest=pen.longest,
    )
    sieve = Sieve(material.lines, people=material.incident.people, spoken=spoken, near=pen.near)
    async with pen.opening(composer) as models:
        askings = {name: composer.section(name, material) for name in SECTIONS}
        expected = sum(asking.tokens for asking in askings.values())
        stage(f"asking {pen.model} for {len(askings)} sections, about {expected:,} tokens")
        round_ = Round(
            model=models.writer,
            judge=models.judge,
            composer=composer,
            keep=lambda asking, output: models.keep(asking.request, output),
            seconds=pen.seconds,
            at_once=pen.at_once,
        )
        sections, other = await ask_all(round_, askings, sieve, beside)
        usage = models.taken()
    claims = [claim for section in sections.values() for claim in section.claims]
    merged = merge(
        claims, facts=material.facts, summary=summary, further=further, lines=material.lines
    )
    checks = (
        *(check for section in sections.values() for check in section.checks),
        *_fallbacks(sections),
        *_left_out(sections),
        *_tongue(spoken, sections),
    )
    fallen = tuple(name for name, section in sections.items() if _fell(section) is not None)
    return Written(merged, checks, fallen, usage, sections), other


def schema_digest() -> str:
    """Return the digest of every type that a model may fill."""
    return shapes.digest(*OUTPUTS.values())


def _fell(section: Section) -> str | None:
    """Return why the offline text stands in for a section, None where it does not."""
    if section.fault is not None:
        return section.fault
    if section.offered and not section.claims:
        return f"none of its {section.offered} sentences keeps to the rules"
    if not section.offered and section.name == "summary":
        return "the model wrote nothing"
    return None


def _fallbacks(sections: Mapping[str, Section]) -> list[Check]:
    found = []
    for name, section in sections.items():
        why = _fell(section)
        if why is None:
            continue
        stands = "is left out" if name in _ONLY_MODEL else "is the offline writer's"
        message = f"The section {name!r} {stands}, as the model gave nothing usable: {why}."
        level: CheckLevel = "error" if section.fault is not None else "warning"
        found.append(Check("model", level, name, message, ()))
    return found


def _left_out(sections: Mapping[str, Section]) -> list[Check]:
    cut = [s for s in sections.values() if s.left_out]
    if not cut:
        return []
    parts = ", ".join(f"{s.name} {s.left_out} of {s.lines + s.left_out}" for s in cut)
    message = f"Lines that were not sent to the model for want of room, whole ones only: {parts}."
    return [Check("model", "info", "provenance", message, ())]


def _tongue(spoken: str | None, sections: Mapping[str, Section]) -> Sequence[Check]:
    if spoken in {None, "en"}:
        return ()
    message = (
        f"The notes are in another language ({spoken}). What the model wrote is held to it; what "
        "the offline writer adds is in English, beside spans quoted from the notes."
    )
    return (Check("model", "info", "language", message, ()),)

"""All sections at once: each asked, sifted and, with a judge, judged, within one deadline."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from assistant.drafting.draft import Check
from assistant.drafting.model.base import Answer, ChatModel, Usage
from assistant.drafting.model.faults import Fault, TimedOut
from assistant.drafting.schema import EntailmentOutput, ModelOutput
from assistant.drafting.writing.claims import Claim, claims_of
from assistant.drafting.writing.requests import Asking, Composer
from assistant.drafting.writing.sifting import Sieve, Sifted

T = TypeVar("T")
Keep = Callable[[Asking, ModelOutput], None]


@dataclass(frozen=True, slots=True)
class Section:
    """What came of one section: the claims that stand, what was withheld, or why there is none."""

    name: str
    claims: tuple[Claim, ...] = ()
    checks: tuple[Check, ...] = ()
    fault: str | None = None
    usage: Usage = field(default_factory=Usage)
    offered: int = 0
    asked_tokens: int = 0
    lines: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """What all sections are asked with: the models, what is kept, and the deadline in seconds."""

    model: ChatModel
    composer: Composer
    keep: Keep
    seconds: float
    at_once: int
    judge: ChatModel | None = None


async def ask_all(
    round_: Round, askings: Mapping[str, Asking], sieve: Sieve, beside: Callable[[], T]
) -> tuple[Mapping[str, Section], T]:
    """Return every section, in order, and the result of other work done at the same time."""
    gate = asyncio.Semaphore(round_.at_once)
    other = asyncio.create_task(asyncio.to_thread(beside))
    try:
        async with asyncio.TaskGroup() as group:
            tasks = {
                name: group.create_task(_section(round_, name, asking, sieve, gate))
                for name, asking in askings.items()
            }
        return {name: task.result() for name, task in tasks.items()}, await other
    finally:
        other.cancel()


async def _section(
    round_: Round, name: str, asking: Asking, sieve: Sieve, gate: asyncio.Semaphore
) -> Section:
    output = asking.prompt.output
    section = Section(
        name,
        asked_tokens=asking.tokens,
        lines=len(asking.chosen.lines),
        left_out=asking.chosen.left_out,
    )
    if output is None or not asking.chosen.lines:
        return replace(section, fault="there was no line to send")
    try:
        async with gate:
            started = time.monotonic()  # a section that waits for its turn loses none of its time
            async with asyncio.timeout(round_.seconds):
                answer = await round_.model.ask(
                    asking.request, output=output, seconds=round_.seconds
                )
        claims = claims_of(answer.output)
        # Reading and comparing take processor time, in which other answers are to be heard.
        sifted = await asyncio.to_thread(sieve.sift, claims)
        usage = answer.usage
        left = round_.seconds - (time.monotonic() - started)
        if round_.judge is not None:
            sifted, judged = await _judged(round_, sifted, left)
            usage += judged
    except TimeoutError:
        late = TimedOut(f"no whole answer within {round_.seconds:g} s")
        return replace(section, fault=late.reason)
    except Fault as fault:
        return replace(section, fault=fault.reason)
    except Exception as error:  # noqa: BLE001 - a draft is never lost for a section of the model
        return replace(section, fault=f"an unforeseen {type(error).__name__} of this program")
    # What broke a rule is asked for again next time; what stood whole is not.
    if not sifted.checks and claims:
        round_.keep(asking, answer.output)
    return replace(
        section, claims=sifted.stand, checks=sifted.checks, usage=usage, offered=len(claims)
    )


async def _judged(round_: Round, sifted: Sifted, seconds: float) -> tuple[Sifted, Usage]:
    """Return what the judge finds borne out; a judge that gives no answer withholds nothing."""
    judge = round_.judge
    stated = [c for c in sifted.stand if c.manner == "statement"]
    if judge is None or not stated:
        return sifted, Usage()
    request = round_.composer.judging(sifted.numbered(stated))
    try:
        async with asyncio.timeout(seconds):
            answer: Answer[EntailmentOutput] = await judge.ask(
                request, output=EntailmentOutput, seconds=seconds
            )
    except TimeoutError:
        return sifted.unjudged("no whole answer within the deadline"), Usage()
    except Fault as fault:
        return sifted.unjudged(fault.reason), Usage()
    found = {a.index: a.borne_out for a in answer.output.answers}
    refused = [claim for i, claim in enumerate(stated, start=1) if not found.get(i, True)]
    return sifted.without(refused), answer.usage

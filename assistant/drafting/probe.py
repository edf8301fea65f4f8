"""Whether a configured model answers: one small request, which holds nothing of anybody's."""

from __future__ import annotations

import asyncio

from assistant.drafting.model.base import Request
from assistant.drafting.model.faults import Fault
from assistant.drafting.pen import pen_of
from assistant.drafting.schema import LessonsOutput
from assistant.drafting.writing.requests import Composer
from assistant.drafting.writing.writer import Pen, run
from assistant.settings import Settings

MOST_SECONDS = 20.0


def probe(settings: Settings) -> str | None:
    """Return why the configured model gives no usable answer, None where it gives one.

    It is waited for as long as a draft would, at the most 20 seconds; a judge is asked too.
    """
    pen = pen_of(settings, client="here")
    return run(_asked(pen)) if pen is not None else None


async def _asked(pen: Pen) -> str | None:
    composer = Composer(pen.prompts, pen.fence, pen.window, pen.longest)
    request = Request(*pen.prompts.get("probe").filled())
    seconds = min(pen.seconds, MOST_SECONDS)
    try:
        async with pen.opening(composer) as models, asyncio.timeout(seconds):
            for model in (models.writer, models.judge):
                if model is not None:
                    await model.ask(request, output=LessonsOutput, seconds=seconds)
    except TimeoutError:
        return f"no whole answer within {seconds:g} s"
    except Fault as fault:
        return fault.reason
    return None

"""Work in the background, followed stage by stage to its end."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue

from assistant.app.drafter import Drafted
from assistant.errors import PostmortemError

FAULT = (
    "The draft could not be finished because of a fault in this program, not in your notes. "
    "The details are in the terminal that runs the app; please report them."
)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that has just started."""

    text: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The work ended without a draft; `message` is plain text for the person."""

    message: str


Step = Stage | Drafted | Refused


def follow(work: Callable[[Callable[[str], None]], Drafted]) -> Iterator[Step]:
    """Yield each stage as the work tells it, then the draft or why there is none."""
    told: SimpleQueue[str | None] = SimpleQueue()
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="draft") as pool:
        future = pool.submit(work, told.put)
        future.add_done_callback(lambda _done: told.put(None))
        while (text := told.get()) is not None:
            yield Stage(text)
        error = future.exception()
    if error is None:
        yield future.result()
    elif isinstance(error, PostmortemError):
        yield Refused(str(error))
    else:
        logging.getLogger(__name__).error("A draft failed", exc_info=error)
        yield Refused(FAULT)

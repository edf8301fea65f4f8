"""The pen of a configured model: all that a draft is written with, put together."""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from random import random
from subprocess import Popen
from typing import Literal

from assistant.drafting.checks.closeness import Nearness
from assistant.drafting.model.apart import Apart, attached
from assistant.drafting.model.budget import Budgeted, InMemory, Limits, Prices
from assistant.drafting.model.caching import Caching, Folder, Nowhere
from assistant.drafting.model.endpoint import Endpoint, endpoint_of
from assistant.drafting.model.ladder import Ladder
from assistant.drafting.model.ledger import DayFile
from assistant.drafting.model.retrying import Retrying
from assistant.drafting.model.wire import Wire
from assistant.drafting.prompts import in_use
from assistant.drafting.writing.requests import Composer
from assistant.drafting.writing.writer import Models, Pen
from assistant.settings import Settings

Client = Literal["apart", "here"]
ANSWERS = "model-answers"
SPENT = "model-spent.json"


def pen_of(
    settings: Settings,
    *,
    near: Nearness | None = None,
    client: Client = "apart",
    process: Popen[bytes] | None = None,
) -> Pen | None:
    """Return the pen of the configured model, None where no model is configured.

    `near` compares texts by meaning, where an embedder is at hand. Nothing is sent here. The client
    of the model runs in a process "apart", started at once for one draft to come, or "here", which
    suits a program that makes many. A `process` that was launched for it before is taken.
    """
    if settings.model is None:
        return None
    writer = settings.writer
    started = Apart(endpoint_of(settings, settings.model), process) if client == "apart" else None
    prices = Prices(*writer.price) if writer.price is not None else None
    return Pen(
        model=settings.model,
        opening=_Opening(settings, prices, client, started),
        prompts=in_use(writer.prompts),
        fence=secrets.token_hex(8),
        seconds=settings.timeout_seconds,
        window=writer.window,
        longest=writer.answer,
        at_once=writer.parallel,
        prices=prices,
        judge=writer.judge,
        near=near,
        close=started.close if started is not None else lambda: None,
    )


@dataclass(frozen=True, slots=True)
class _Opening:
    settings: Settings
    prices: Prices | None
    client: Client
    started: Apart | None

    @asynccontextmanager
    async def __call__(self, composer: Composer) -> AsyncIterator[Models]:
        settings = self.settings
        spent = InMemory()
        async with AsyncExitStack() as stack:
            name = settings.model or ""
            writer = await self._model(stack, name, spent, composer, self.started)
            judge = None
            if settings.writer.judge is not None:
                judge = await self._model(stack, settings.writer.judge, spent, composer)
            yield Models(writer, judge, writer.keep, lambda: spent.total)

    async def _model(
        self,
        stack: AsyncExitStack,
        name: str,
        spent: InMemory,
        composer: Composer,
        started: Apart | None = None,
    ) -> Caching:
        settings = self.settings
        endpoint = endpoint_of(settings, name)
        wire = await stack.enter_async_context(self._wire(endpoint, started))
        day = DayFile(settings.data_dir / SPENT, today=lambda: datetime.now(UTC).date())
        budgeted = Budgeted(
            wire,
            draft=(spent, self._limits("draft")),
            day=(day, self._limits("day")),
            prices=self.prices,
            longest=settings.writer.answer,
        )
        retrying = Retrying(budgeted, clock=time.monotonic, jitter=random)
        ladder = Ladder(
            retrying,
            in_words=composer.in_words,
            repairing=composer.repairing,
            clock=time.monotonic,
        )
        kept = Folder(settings.data_dir / ANSWERS) if settings.writer.cache else Nowhere()
        return Caching(ladder, kept, endpoint=endpoint.url or "")

    def _wire(self, endpoint: Endpoint, started: Apart | None) -> AbstractAsyncContextManager[Wire]:
        if started is not None:
            return attached(started)
        if self.client == "apart":
            return attached(Apart(endpoint))
        from assistant.drafting.model.langchain import opened

        return opened(endpoint)

    def _limits(self, span: str) -> Limits:
        writer = self.settings.writer
        calls, tokens, cost = (getattr(c, span) for c in (writer.calls, writer.tokens, writer.cost))
        return Limits(
            calls=None if calls is None else int(calls),
            tokens=None if tokens is None else int(tokens),
            dollars=cost,
        )

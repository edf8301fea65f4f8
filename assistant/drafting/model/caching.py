"""A model that remembers: what was asked before, of the same model in the same words, is kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from pydantic import ValidationError

from assistant.drafting.model.base import Answer, ChatModel, OutputT, Request
from assistant.drafting.model.shapes import shape_of
from assistant.drafting.schema import ModelOutput

MOST_KEPT = 2000  # answers; the oldest go first


class Answers(Protocol):
    """Where answers are kept between drafts, by the hash of what was asked."""

    def get(self, key: str) -> str | None:
        """Return the answer as JSON, None where none is kept."""
        ...

    def put(self, key: str, answer: str) -> None:
        """Keep an answer."""
        ...


class Caching:
    """Answers from what is kept where the prompt, the schema and the model are the same.

    An answer is kept when `keep` is called: a draft keeps those of which every sentence stood.
    """

    def __init__(self, model: ChatModel, answers: Answers, *, endpoint: str) -> None:
        """Wrap a model; `endpoint` tells apart models of one name at different addresses."""
        self._model = model
        self._answers = answers
        self._endpoint = endpoint

    def name(self) -> str:
        """Return the name of the model behind it."""
        return self._model.name()

    async def ask(
        self, request: Request, *, output: type[OutputT], seconds: float
    ) -> Answer[OutputT]:
        """Return the answer that is kept, else the model's."""
        kept = self._answers.get(self._key(request, output))
        if kept is not None:
            # One that is damaged, or of an older schema, is asked for again.
            with suppress(ValidationError):
                return Answer(output.model_validate_json(kept))
        return await self._model.ask(request, output=output, seconds=seconds)

    def keep(self, request: Request, answer: ModelOutput) -> None:
        """Keep an answer for the next time that the same is asked."""
        self._answers.put(self._key(request, type(answer)), answer.model_dump_json())

    def _key(self, request: Request, output: type[ModelOutput]) -> str:
        parts = (self.name(), self._endpoint, output.__name__, shape_of(output), request.digest())
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class Folder:
    """Answers in a folder, one file each; they hold only what was redacted before it was sent.

    A folder that cannot be written to keeps nothing: a draft never fails for that.
    """

    def __init__(self, folder: Path, *, most: int = MOST_KEPT) -> None:
        """Keep at most `most` answers under `folder`, which is made when first needed."""
        self._folder = folder
        self._most = most

    def get(self, key: str) -> str | None:
        """Return the answer as JSON, None where none is kept."""
        try:
            return (self._folder / f"{key}.json").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def put(self, key: str, answer: str) -> None:
        """Keep an answer, whole or not at all."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            part = self._folder / f"{key}.{uuid4().hex}.part"
            try:
                part.write_text(answer, encoding="utf-8")
                part.replace(self._folder / f"{key}.json")
            finally:
                part.unlink(missing_ok=True)
            for path in self._oldest():
                path.unlink(missing_ok=True)

    def _oldest(self) -> Iterator[Path]:
        kept = list(self._folder.glob("*.json"))
        if len(kept) > self._most:
            kept.sort(key=lambda path: path.stat().st_mtime_ns)
            yield from kept[: len(kept) - self._most]


class Nowhere:
    """Keeps nothing."""

    def get(self, key: str) -> str | None:
        """Return None."""
        return None

    def put(self, key: str, answer: str) -> None:
        """Forget the answer."""

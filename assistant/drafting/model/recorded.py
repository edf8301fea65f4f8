"""Recording: a wire that writes down what it sent and what came back, and one that plays it."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path

from assistant.drafting.model.base import Request, Usage
from assistant.drafting.model.faults import Unusable
from assistant.drafting.model.wire import Form, Reply, Wire
from assistant.drafting.schema import ModelOutput


class Recording:
    """A wire that adds each call to a file of JSON lines: the request's hash and the reply.

    The prompt itself is written too, as it was sent: redacted. The file is for evaluation runs.
    """

    def __init__(self, wire: Wire, path: Path) -> None:
        """Wrap a wire and add to the file at `path`."""
        self._wire = wire
        self._path = path

    def name(self) -> str:
        """Return the name of the model behind the wire."""
        return self._wire.name()

    async def send(
        self, request: Request, *, shape: type[ModelOutput], form: Form, seconds: float
    ) -> Reply:
        """Return the reply, once it is written down."""
        reply = await self._wire.send(request, shape=shape, form=form, seconds=seconds)
        entry = {
            "model": self.name(),
            "request": request.digest(),
            "shape": shape.__name__,
            "form": form,
            "system": request.system,
            "user": request.user,
            "reply": asdict(reply),
        }
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        return reply


class Recorded:
    """A wire that plays what was recorded: the same request in the same form, in the same order."""

    def __init__(self, path: Path) -> None:
        """Read the recording at `path`; OSError or ValueError where it is none."""
        self._replies: dict[tuple[str, str, str], list[Reply]] = defaultdict(list)
        self._name = "recorded"
        for line in path.read_text(encoding="utf-8").split("\n"):
            if not line:
                continue
            try:
                entry = json.loads(line)
                said, key = entry["reply"], (entry["request"], entry["shape"], entry["form"])
                usage = Usage(**said["usage"])
                reply = Reply(said["text"], said["arguments"], said["ended"], usage)
                self._name = entry["model"]
            except (KeyError, TypeError) as error:
                raise ValueError(f"{path} is no recording of a model") from error
            self._replies[key].append(reply)

    def name(self) -> str:
        """Return the name of the model that was recorded."""
        return self._name

    async def send(
        self, request: Request, *, shape: type[ModelOutput], form: Form, seconds: float
    ) -> Reply:
        """Return the reply that was recorded; raises Unusable where none was."""
        left = self._replies[request.digest(), shape.__name__, form]
        if not left:
            raise Unusable("the recording holds no reply to this request")
        return left.pop(0)

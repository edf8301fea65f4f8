"""Digests a log on the workers of a Dask cluster: the same map and merge, elsewhere."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import SettingsError, UnreadableInput
from assistant.intake.logs import digest, slowpath
from assistant.intake.logs.bytestreams import Stream
from assistant.intake.logs.chunks import Mapper
from assistant.intake.logs.digest import Digest
from assistant.intake.logs.digesting import CHUNK, Buffers
from assistant.intake.logs.slowpath import Columns
from assistant.intake.logs.stampreader import PAD

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECT_SECONDS = 10
# Chunks that are on their way to each worker at once.
_AHEAD = 3


def map_chunk(data: bytes, columns: Columns | None) -> Digest:
    """Return the digest of whole lines; this is what runs on a worker."""
    return Mapper(columns).map(data + b"\n" * PAD, len(data)).digest


def digested_on(address: str, path: Path, *, size: int = CHUNK) -> Digest:
    """Return the digest of a log, its chunks mapped on the workers of a scheduler.

    Raises SettingsError where the `cluster` extra is missing or the scheduler does not answer,
    UnreadableInput where the file cannot be read or a worker is lost.
    """
    try:
        with path.open("rb", buffering=0) as source, _client(address) as client:
            stream = Stream(source, str(path))
            found = digest.combine(list(_mapped(client, stream, size=size)))
            return replace(found, bytes=stream.size)
    except OSError as error:
        raise UnreadableInput(
            f"The log {path} cannot be read ({(error.strerror or str(error)).lower()}). "
            "Check the file and its permissions."
        ) from error


def _client(address: str) -> Client:
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise SettingsError(
            "--cluster needs the extra `cluster`, which is not installed. Install the package "
            "as incident-postmortem[cluster], or leave out --cluster."
        ) from error
    try:
        connect: Callable[..., Client] = Client
        return connect(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"The scheduler {address} does not answer within {CONNECT_SECONDS} seconds. "
            "Check the address (tcp://host:port) and that it is running, or leave out --cluster."
        ) from error


def _mapped(client: Client, stream: Stream, *, size: int) -> Iterator[Digest]:
    """Yield the digests of the chunks in their order, a few chunks on their way at once."""
    workers = len(client.scheduler_info()["workers"])
    if not workers:
        raise SettingsError(
            "The cluster's scheduler has no workers. Start some, or leave out --cluster."
        )
    most = _AHEAD * workers
    buffers = Buffers(stream, size)
    buffer = buffers.fresh()
    columns: Columns | None = None
    waiting: deque[Future[Digest]] = deque()
    number = 0
    while not buffers.done:
        count = buffers.fill(buffer)
        data = bytes(buffer[:count])
        if number == 0:
            columns = slowpath.columns(slowpath.head_of(data))
        number += 1
        if count:
            waiting.append(client.submit(map_chunk, data, columns, pure=False))
        if len(waiting) >= most:
            yield _result(waiting.popleft())
    while waiting:
        yield _result(waiting.popleft())


def _result(future: Future[Digest]) -> Digest:
    from distributed import KilledWorker

    try:
        return future.result()
    except KilledWorker as error:
        raise UnreadableInput(
            "The cluster's workers died while digesting the log, most often for want of memory. "
            "Give them more, or leave out --cluster."
        ) from error

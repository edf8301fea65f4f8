"""The same inputs by the plain LangChain way and by ours, at one server with a fixed latency."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from evals.loopback.answers import Answer, Completion, tokens
from evals.loopback.call import Call
from evals.loopback.server import Server
from evals.loopback.writers import honestly
from evals.models.citations import Citations, citations
from evals.models.commandline import Ran, drafted, module, ran
from evals.models.drafting import Drafting, as_json, read
from evals.models.needles import Haystack, haystack
from evals.models.plain import WAYS, Plain, PostMortem
from evals.models.planted import Planted, into
from evals.models.plants import Kind, Plant, Planter
from evals.tasks import samples
from retrieval.embeddings import Embedder

SAMPLES = ("withdrawn-routes-index", "semcache-tenant-leak")
LATENCY = 1.0
ROUNDS = 3
HERE, APART = "in process", "own process"
FIRST, LATER = "first run", "later run"
_KINDS: tuple[Kind, ...] = ("secret", "email", "phone")
_SEED = 7


@dataclass(frozen=True, slots=True)
class Row:
    """What one way took for one sample.

    `at_once` is how many calls were waiting at the same time, at most; `secrets` and `contacts` are
    those planted values that were sent, with how many there were.
    """

    sample: str
    way: str
    calls: int
    at_once: int
    tokens_in: int
    tokens_out: int
    seconds: float
    citations: Citations
    secrets: tuple[int, int]
    contacts: tuple[int, int]


class _Counting:
    """The honest writer, with the tokens of all that it answers."""

    def __init__(self) -> None:
        self.tokens = 0
        self._honest = honestly()
        self._lock = Lock()

    def __call__(self, call: Call) -> Answer:
        answer = self._honest(call)
        if isinstance(answer, Completion):
            with self._lock:
                self.tokens += tokens(answer.content or "", answer.arguments)
        return answer


def compared(
    embedder: Embedder | None,
    *,
    latency: float = LATENCY,
    rounds: int = ROUNDS,
    names: Sequence[str] = SAMPLES,
    told: Callable[[str], None] | None = None,
) -> tuple[Row, ...]:
    """Return a row a sample and way, its seconds the median of all rounds; `told` hears of each.

    What runs in this process is run once beforehand, so that no import is in its seconds; what
    runs in a process of its own pays for its start. A first run has an empty data folder and
    prepares its embedder there; for a later run that was done beforehand.
    """
    found: list[Row] = []
    with TemporaryDirectory() as aside:
        ways = _ways(Path(aside) / "data", embedder)
        for sample in samples(tuple(names)):
            one = into(sample, _plants(), _SEED)
            folder = Path(aside) / sample.name
            one.write(folder)
            for way in (way for way in ways if not way.endswith((APART, FIRST))):
                _row(sample.name, way, ways[way], one, folder, latency=0.0)
            rows: dict[str, list[Row]] = {way: [] for way in ways}
            for _ in range(rounds):
                for way, run in ways.items():
                    rows[way].append(_row(sample.name, way, run, one, folder, latency=latency))
                    if told is not None:
                        told(f"{sample.name}, {way}")
            found += (
                replace(same[-1], seconds=median(row.seconds for row in same))
                for same in rows.values()
            )
    return tuple(found)


Way = Callable[[str, Path], Citations]


def _ways(data: Path, embedder: Embedder | None) -> dict[str, Way]:
    def plain_here(way: str) -> Way:
        return lambda url, folder: Citations(Plain(url).draft(way, folder).sentences())

    def plain_apart(way: str) -> Way:
        def run(url: str, folder: Path) -> Citations:
            done = ran(module("evals.models.plain", way, url, str(folder)))
            return Citations(PostMortem.model_validate(_printed(done)).sentences())

        return run

    def ours_here(url: str, folder: Path) -> Citations:
        return citations(as_json(Drafting(url, data, embedder).draft(read(folder))))

    def ours_apart(url: str, folder: Path) -> Citations:
        return citations(_printed(drafted(folder, url)))

    def ours_again(url: str, folder: Path) -> Citations:
        return citations(_printed(drafted(folder, url, data=data / "kept")))

    return {
        **{f"{way}, {HERE}": plain_here(way) for way in WAYS},
        f"ours, {HERE}": ours_here,
        **{f"{way}, {APART}": plain_apart(way) for way in WAYS},
        f"ours, {APART}, {FIRST}": ours_apart,
        f"ours, {APART}, {LATER}": ours_again,
    }


def _printed(done: Ran) -> Any:
    made = done.draft()
    if done.status != 0 or made is None:
        raise RuntimeError(f"The process ended with {done.status}: {done.said[-500:]}")
    return made


def _plants() -> tuple[Plant, ...]:
    """Return the contacts and secrets of notes and logs that each sample is given."""
    made = Planter(_SEED).incident(1, names=0)
    return tuple(p for p in made if p.kind in _KINDS and p.input in ("notes", "chat", "log"))


def _row(sample: str, way: str, run: Way, one: Planted, folder: Path, *, latency: float) -> Row:
    counting = _Counting()
    with Server(counting, latency=latency) as server:
        started = time.perf_counter()
        counts = run(server.url, folder)
        seconds = time.perf_counter() - started
        calls = [call for call in server.calls if call.method == "POST"]
        at_once = server.most_at_once
    held = haystack(calls)
    return Row(
        sample=sample,
        way=way,
        calls=len(calls),
        at_once=at_once,
        tokens_in=sum(map(_tokens_in, calls)),
        tokens_out=counting.tokens,
        seconds=seconds,
        citations=counts,
        secrets=_sent(held, one, "secret"),
        contacts=_sent(held, one, "email", "phone"),
    )


def _sent(held: Haystack, one: Planted, *kinds: Kind) -> tuple[int, int]:
    plants = [plant for plant in one.plants if plant.kind in kinds]
    return sum(bool(held.find(plant)) for plant in plants), len(plants)


def _tokens_in(call: Call) -> int:
    """Return the tokens of all messages and of the schema that goes with them."""
    asked = call.asked()
    schema = [json.dumps(asked[key]) for key in ("response_format", "tools") if key in asked]
    return tokens(*call.texts(), *schema)


def markdown(rows: Iterable[Row]) -> str:
    """Return the rows as a table in Markdown."""
    head = (
        "sample", "way", "calls", "at once", "tokens in", "tokens out", "seconds", "sentences",
        "cited", "citation checked", "planted secrets sent", "planted contacts sent",
    )  # fmt: skip
    lines = [head, ("---", "---", *("---:",) * (len(head) - 2))]
    for row in rows:
        counts = row.citations
        lines.append((
            row.sample, row.way, str(row.calls), str(row.at_once), f"{row.tokens_in:,}",
            f"{row.tokens_out:,}", f"{row.seconds:.1f}", str(counts.sentences), str(counts.cited),
            str(counts.checked), "{} of {}".format(*row.secrets), "{} of {}".format(*row.contacts),
        ))  # fmt: skip
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)

"""What happens when the page's parts are used; knows nothing of how they are laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.app import panels
from assistant.app.drafter import Drafted, Drafter, Handed
from assistant.app.progress import Refused, Stage, follow
from assistant.app.samples import Sample
from assistant.app.shelf import Shelf
from assistant.app.uploads import Uploads
from assistant.errors import PostmortemError

NO_SESSION = (
    "This page has lost its session, so the result could not be kept for you alone. "
    "Allow cookies for this address and reload the page; copy your text first."
)


Engine = Literal["llm", "offline"]


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows of a draft: the line above it, the draft, and whether it is at work."""

    status: str
    draft: str
    busy: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts that the page's actions work with."""

    drafter: Drafter
    shelf: Shelf
    uploads: Uploads
    timer: Callable[[], float]

    def draft(
        self,
        text: str | None,
        paths: Sequence[str] | None,
        *,
        owner: str | None,
        tab: str,
        engine: Engine = "llm",
    ) -> Iterator[View]:
        """Yield what to show while drafting for one browser's tab, ending with the outcome."""
        if owner is None:
            yield View(panels.refusal(NO_SESSION), "", busy=False)
            return
        started = self.timer()
        handed = Handed(text or "", tuple(Path(path) for path in paths or ()), engine)
        stages: list[str] = []
        yield View(panels.progress(stages), "", busy=True)
        for step in follow(lambda stage: self.drafter(handed, stage=stage)):
            match step:
                case Stage(name):
                    stages.append(name)
                    yield View(panels.progress(stages), "", busy=True)
                case Refused(message):
                    aside = panels.KEPT if handed.text.strip() or handed.paths else ""
                    yield View(panels.refusal(message, aside), "", busy=False)
                case Drafted():
                    yield self._finished(step, owner, tab, self.timer() - started)

    def hold(self, paths: Sequence[str] | None, *, tab: str) -> None:
        """Remember which files a tab holds, so that they go when it does."""
        self.uploads.hold(tab, (Path(path) for path in paths or ()))

    def leave(self, *, tab: str) -> None:
        """Remove everything that was kept for a tab."""
        self.uploads.release(tab)
        self.shelf.clear(tab)

    def _finished(self, drafted: Drafted, owner: str, tab: str, seconds: float) -> View:
        token = self.shelf.put(drafted.downloads, owner=owner, tab=tab)
        status = panels.finished(drafted, token=token, seconds=seconds)
        return View(status, panels.document(drafted), busy=False)


def load(sample: Sample) -> tuple[str, list[str], str]:
    """Return a sample's notes, the paths of its other files, and what to say about it."""
    try:
        text, paths = sample.load()
    except PostmortemError as error:
        return "", [], panels.refusal(str(error))
    return text, [str(path) for path in paths], panels.loaded(sample.title)

"""Downloads: whose they are and how long they are kept."""

from __future__ import annotations

from assistant.app.drafter import Rendered
from assistant.app.shelf import KEPT_PER_OWNER, KEPT_SECONDS, Shelf

FILE = Rendered("a.md", "text/markdown", b"text")


class Clock:
    """A clock that stands still until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_owner_fetches_the_file_by_its_token() -> None:
    shelf = Shelf(Clock())
    token = shelf.put((FILE,), owner="me", tab="t")
    assert shelf.fetch(token, "a.md", owner="me") == FILE
    assert shelf.fetch(token, "b.md", owner="me") is None


def test_another_browser_gets_nothing_even_with_the_token() -> None:
    shelf = Shelf(Clock())
    token = shelf.put((FILE,), owner="me", tab="t")
    assert shelf.fetch(token, "a.md", owner="you") is None
    assert shelf.fetch("", "a.md", owner="me") is None


def test_tokens_are_long_and_never_the_same() -> None:
    shelf = Shelf(Clock())
    tokens = {shelf.put((FILE,), owner=str(n), tab="t") for n in range(50)}
    assert len(tokens) == 50
    assert min(map(len, tokens)) >= 43


def test_files_go_when_their_tab_is_closed_and_only_then() -> None:
    shelf = Shelf(Clock())
    closed = shelf.put((FILE,), owner="me", tab="closed")
    kept = shelf.put((FILE,), owner="me", tab="kept")
    shelf.clear("closed")
    assert shelf.fetch(closed, "a.md", owner="me") is None
    assert shelf.fetch(kept, "a.md", owner="me") == FILE


def test_files_go_after_an_hour() -> None:
    clock = Clock()
    shelf = Shelf(clock)
    token = shelf.put((FILE,), owner="me", tab="t")
    clock.now = KEPT_SECONDS - 1
    assert shelf.fetch(token, "a.md", owner="me") == FILE
    clock.now = KEPT_SECONDS
    assert shelf.fetch(token, "a.md", owner="me") is None


def test_the_oldest_drafts_of_an_owner_make_room_without_touching_others() -> None:
    shelf = Shelf(Clock())
    other = shelf.put((FILE,), owner="you", tab="t")
    mine = [shelf.put((FILE,), owner="me", tab="t") for _ in range(KEPT_PER_OWNER + 2)]
    found = [shelf.fetch(token, "a.md", owner="me") for token in mine]
    assert found == [None, None] + [FILE] * KEPT_PER_OWNER
    assert shelf.fetch(other, "a.md", owner="you") == FILE

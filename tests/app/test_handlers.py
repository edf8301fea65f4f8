"""What happens when the page's parts are used."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.app import handlers, panels
from assistant.app.drafter import Drafted, Handed, Rendered
from assistant.app.handlers import Desk, View
from assistant.app.samples import Sample
from assistant.app.scripted import Scripted
from assistant.app.shelf import Shelf
from assistant.app.uploads import Uploads
from assistant.errors import InputTooLarge

FILE = Rendered("x.md", "text/markdown", b"# x")


def desk(root: Path, drafter: Scripted) -> Desk:
    """Return a desk whose clocks stand still."""
    return Desk(drafter, Shelf(lambda: 0.0), Uploads(root), lambda: 0.0)


def views(at: Desk, text: str = "notes", owner: str | None = "me", tab: str = "t") -> list[View]:
    """Return what the page shows of one draft."""
    return list(at.draft(text, None, owner=owner, tab=tab))


def token(view: View) -> str:
    """Return the token that the view's downloads stand under."""
    found = re.search(r"downloads/([^/]+)/", view.status)
    assert found is not None
    return found[1]


def test_the_page_is_busy_until_the_draft_is_there(tmp_path: Path) -> None:
    at = desk(tmp_path, Scripted(Drafted("t", "<p>the draft</p>", (FILE,)), ("one", "two")))
    shown = views(at)
    assert [view.busy for view in shown] == [True, True, True, False]
    assert "the draft" in shown[-1].draft
    assert at.shelf.fetch(token(shown[-1]), "x.md", owner="me") == FILE


def test_two_people_at_once_get_each_their_own(tmp_path: Path) -> None:
    def echo(handed: Handed) -> Drafted:
        content = handed.text.encode()
        return Drafted("t", f"<p>{handed.text}</p>", (Rendered("x.md", "text/markdown", content),))

    at = desk(tmp_path, Scripted(echo))
    both = zip(
        at.draft("alpha", None, owner="A", tab="1"),
        at.draft("omega", None, owner="B", tab="2"),
        strict=True,
    )
    first, second = list(both)[-1]
    assert ("alpha" in first.draft, "omega" in first.draft) == (True, False)
    assert ("alpha" in second.draft, "omega" in second.draft) == (False, True)
    assert at.shelf.fetch(token(first), "x.md", owner="B") is None
    own = at.shelf.fetch(token(second), "x.md", owner="B")
    assert own is not None
    assert own.content == b"omega"


def test_a_refusal_is_shown_with_the_word_that_nothing_was_lost(tmp_path: Path) -> None:
    last = views(desk(tmp_path, Scripted(InputTooLarge("a.log is 600 MB. Cut it."))))[-1]
    assert "a.log is 600 MB. Cut it." in last.status
    assert panels.KEPT in last.status
    assert (last.draft, last.busy) == ("", False)


def test_without_a_session_nothing_is_drafted(tmp_path: Path) -> None:
    (only,) = views(desk(tmp_path, Scripted(RuntimeError("must not run"))), owner=None)
    assert "cookies" in only.status


def test_leaving_takes_the_files_and_the_downloads_of_that_tab(tmp_path: Path) -> None:
    at = desk(tmp_path, Scripted(Drafted("t", "", (FILE,))))
    file = tmp_path / "notes.md"
    file.write_text("notes")
    at.hold([str(file)], tab="t")
    kept = token(views(at)[-1])
    at.leave(tab="t")
    assert not file.exists()
    assert at.shelf.fetch(kept, "x.md", owner="me") is None


def test_a_damaged_sample_says_so_and_fills_nothing(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    text, paths, status = handlers.load(Sample("gone", "Gone", tmp_path / "inputs"))
    assert (text, paths) == ("", [])
    assert "Install the package again" in status

"""The small pieces of markup around the draft."""

from __future__ import annotations

from assistant.app import panels
from assistant.app.drafter import Drafted, Rendered

HOSTILE = "<script>alert(1)</script>"


def test_the_last_stage_is_under_way_and_the_others_are_done() -> None:
    shown = panels.progress(["reading notes", "ordering the timeline"])
    assert "Ordering the timeline…" in shown
    assert "<li>Reading notes</li>" in shown


def test_a_message_keeps_its_lines_and_loses_its_markup() -> None:
    shown = panels.refusal(f"{HOSTILE} is empty.\nFill it.")
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt; is empty.</p><p>Fill it.</p>" in shown


def test_every_format_is_offered_under_the_token() -> None:
    names = ("x.md", "x.json", "x.html")
    drafted = Drafted("t", "", tuple(Rendered(name, "text/plain", b"") for name in names))
    shown = panels.finished(drafted, token="T0K", seconds=1.26)
    assert all(f'href="downloads/T0K/{name}"' in shown for name in names)
    assert "1.3 s" in shown


def test_the_draft_is_cleaned_once_more() -> None:
    assert "script" not in panels.document(Drafted("t", f"<p>a{HOSTILE}</p>", ()))


def test_titles_and_stages_are_escaped() -> None:
    assert HOSTILE not in panels.loaded(HOSTILE) + panels.progress([HOSTILE, HOSTILE])

"""A history is read though a fence or a sentence that leads up to it was pasted with it."""

from __future__ import annotations

import pytest

from assistant.intake.history.history import read
from assistant.intake.history.wrapping import unwrapped
from assistant.intake.kinds import detect

_LOG = (
    "commit 0a1b2c3d4e5f60718293a4b5c6d7e8f901234567\nAuthor: Mei <m@desk.example>\n"
    "Date:   Tue Oct 13 16:20:41 2026 +0200\n\n    Raise top_k from 6 to 20\n"
)
_LIST = (
    '[\n {"component": "desk", "before": "v1", "after": "v2", "time": "2026-10-13T16:20:41Z"}\n]\n'
)


@pytest.mark.parametrize("history", [_LOG, _LIST])
@pytest.mark.parametrize(
    "form",
    [
        "Here is what we deployed this week:\n\n{}",
        "```\n{}```\n",
        "~~~diff\n{}~~~\n\n",
        "\n\nThe changes that we know of:\n```json\n{}```\n",
    ],
)
def test_what_is_wrapped_round_a_history_is_passed_over(history: str, form: str) -> None:
    text = form.format(history) if "{" not in history else form.replace("{}", history)
    assert detect("pasted.txt", text) == "history"
    (change,) = read("pasted.txt", text, prefix="H", zone=None, redact=lambda line: line).changes
    assert (change.before, change.after) in [("6", "20"), ("v1", "v2")]


@pytest.mark.parametrize(
    "text",
    [
        "```\nlog\n```\nand what we did then\n",
        "changes:\n- component: desk\n",
        "Our plan for the week:\nfirst things first\n",
        "10:02 what we saw then:\n\nnothing\n",
        "# What we changed last week:\n\n- a\n",
        "one line\n",
    ],
)
def test_a_text_is_left_as_it_is_where_nothing_is_wrapped_round_it(text: str) -> None:
    assert unwrapped(text) == text


def test_every_other_character_keeps_its_place() -> None:
    text = "Here is the list again:\n\n```\na -> b\n```\n"
    bare = unwrapped(text)
    assert len(bare) == len(text)
    assert bare.strip() == "a -> b"
    assert bare.index("a -> b") == text.index("a -> b")

"""Words from the inputs stay words in Markdown."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.export.escape import code, fence, flat, opening, prose

MARKUP = "\\`*_{}[]()<>#+-.!|~&:@$= \taé0"
UGLY = st.one_of(st.text(), st.text(alphabet=MARKUP), st.text(alphabet="`http://w.@|\\ <b>"))
HOSTILE = [
    "<script>alert(1)</script>",
    "![x](https://evil.example/beacon.png)",
    "[click](javascript:alert(1))",
    "[N1]: https://evil.example",
    "<https://evil.example>",
    "https://evil.example/?q=a|b",
    "www.evil.example and mail@evil.example",
    "# heading",
    "1. item",
    "- [ ] task",
    "a | b | c",
    "`code` and ``more`` and `open",
    "`a`https://evil.example",
    "a \\| b \\",
    "&lt;b&gt; &amp; &#96;",
    "**bold** _em_ ~~gone~~ $x$",
    "<!-- hidden -->",
    "> quote",
    "    indented",
]


def parsed(text: str) -> list[Token]:
    return MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text)


def leaves(tokens: list[Token]) -> list[Token]:
    return [leaf for token in tokens for leaf in (token.children or [token])]


def words(tokens: list[Token]) -> str:
    return "".join(leaf.content for leaf in leaves(tokens) if leaf.type in {"text", "code_inline"})


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_become_one_plain_paragraph(text: str) -> None:
    tokens = parsed(opening(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    kinds = {leaf.type for leaf in leaves(tokens)}
    assert kinds <= {"text", "code_inline", "paragraph_open", "paragraph_close"}


@given(UGLY)
@example("`a`www.")
@example("\\`x`")
def test_whatever_the_words_they_are_shown_and_nothing_else_is(text: str) -> None:
    line = opening(text)
    shown = words(parsed(line)) if line else ""
    assert _letters(shown) == _letters(flat(text).replace("`", ""))
    kinds = {leaf.type for leaf in leaves(parsed(line))}
    assert not kinds & {"html_inline", "html_block", "image", "link_open", "em_open", "s_open"}


def _letters(text: str) -> str:
    return "".join(text.replace("`", "").replace("\0", "\ufffd").split())


@given(st.lists(UGLY, min_size=1, max_size=4))
def test_no_words_break_a_table(cells: list[str]) -> None:
    head = " | ".join("h" for _ in cells)
    rule = " | ".join("---" for _ in cells)
    row = " | ".join(prose(cell).strip() for cell in cells)
    tokens = parsed(f"| {head} |\n| {rule} |\n| {row} |\n")
    assert sum(token.type == "td_open" for token in tokens) == len(cells)
    assert sum(token.type == "tr_open" for token in tokens) == 2


@given(st.text(alphabet="`ab |\\\n"))
def test_a_code_span_shows_its_words(text: str) -> None:
    span = code(text)
    if span.strip():
        inline = [leaf for leaf in leaves(parsed(f"x {span} y")) if leaf.type == "code_inline"]
        assert [leaf.content for leaf in inline] == [flat(text)]


@given(st.text(alphabet="`~ab\n +-"))
def test_no_text_closes_its_fence(text: str) -> None:
    tokens = parsed(fence(text, "diff") + "\n\nafter")
    assert [token.type for token in tokens][:2] == ["fence", "paragraph_open"]
    assert tokens[0].content.rstrip("\n") == text.rstrip("\n")


@pytest.mark.parametrize("unit", ["a", "`", "http:", "a@", "_", "w.", "a://", "`a"])
def test_a_megabyte_of_anything_is_escaped(unit: str) -> None:
    # Takes minutes, not a second, where some expression goes back over what it has read.
    assert len(prose(unit * (1_000_000 // len(unit)))) >= 1_000_000 // len(unit) * len(unit)

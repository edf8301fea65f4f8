"""The last look at markup before the page shows it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.app.sanitiser import clean
from assistant.export import html
from tests.export.sample import rich

PIECES = [
    "<script>x()</script>",
    "<img src=http://203.0.113.7/b.png onerror=x()>",
    "<a href='javascript:x()'>",
    "<a href='//203.0.113.7/'>",
    "<a href='/gradio_api/file=x'>",
    "<form action=/x><input><button>",
    "<svg onload=x()>",
    "<style>*{background:url(//203.0.113.7)}</style>",
    "<p style='background:url(//203.0.113.7)'>",
    "<iframe srcdoc='<script>x()</script>'>",
    "<base href=//203.0.113.7>",
    "<meta http-equiv=refresh content='0;url=//203.0.113.7'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src onerror=x()>'>",
    "<noscript><p title='</noscript><img src=x onerror=x()>'>",
    "<div id=app-notes class=app-refusal>",
    "<template><img src=x></template>",
    "plain & text",
    "</div>",
    "<!--",
]
FORBIDDEN = {
    "script", "img", "style", "form", "input", "button", "svg", "math", "iframe", "base", "meta",
    "link", "object", "embed", "template", "noscript",
}  # fmt: skip


class Reader(HTMLParser):
    """Notes whatever in a piece of markup would load, run, submit or lead away."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in FORBIDDEN:
            self.found.append(tag)
        for name, value in attrs:
            leads_away = name == "href" and not (value or "").startswith("#")
            if leads_away or name.startswith("on") or name in {"src", "srcdoc", "style", "action"}:
                self.found.append(name)


def harm_in(markup: str) -> list[str]:
    """Return what the markup would do that the page does not want."""
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader.found


def test_a_draft_passes_unchanged_but_for_its_style_sheet() -> None:
    fragment = html.fragment(rich())
    body = fragment.partition("</style>")[2].strip()
    assert body
    assert clean(fragment).strip() == body


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=8).map("".join))
def test_nothing_that_loads_runs_or_submits_comes_through(markup: str) -> None:
    assert harm_in(clean(markup)) == []


def test_the_reader_of_this_test_sees_harm_where_there_is_some() -> None:
    assert harm_in(PIECES[1]) == ["img", "src", "onerror"]
    assert harm_in(PIECES[3]) == ["href"]


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(markup: str) -> None:
    assert clean(clean(markup)) == clean(markup)


@pytest.mark.parametrize("markup", ['<p id="app-notes">x</p>', '<p class="app-refusal">x</p>'])
def test_markup_cannot_pass_itself_off_as_a_part_of_the_page(markup: str) -> None:
    assert clean(markup) == "<p>x</p>"


def test_links_lead_within_the_page_only() -> None:
    assert clean('<a href="#e-n12">N12</a>') == '<a href="#e-n12">N12</a>'
    assert clean('<a href="https://example.com/">x</a>') == "<a>x</a>"
    assert clean('<a href="?q=1">x</a>') == "<a>x</a>"

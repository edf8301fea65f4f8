"""The page and the fragment of a draft."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.export.html import ALLOWED, fragment, page
from assistant.incident import Statement
from tests.export.sample import rich

HOSTILE = (
    '<script>alert(1)</script><img src=x onerror=alert(1)><form action="https://evil.example">'
    '<a href="javascript:alert(1)">x</a><style>*{display:none}</style>" onmouseover="x'
)


class Tags(HTMLParser):
    """Collects the tags of a page, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    tags = Tags(page(rich())).found
    assert not {tag for tag, _ in tags} & {"script", "img", "link", "iframe", "form", "object"}
    for _, attributes in tags:
        assert not [
            name for name in attributes if name.startswith("on") or name in {"src", "style"}
        ]
        assert (attributes.get("href") or "#").startswith("#")


def test_the_policy_allows_only_the_style_of_the_page() -> None:
    text = page(rich())
    style = text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy[1]
    assert "url(" not in style
    assert "@import" not in style


def test_markup_in_the_inputs_is_shown_as_words() -> None:
    told = (Statement(HOSTILE, ("N3",), "evidenced"),)
    text = page(replace(rich(), title=HOSTILE, summary=told))
    tags = {tag for tag, _ in Tags(text.partition("<body")[2]).found}
    assert tags <= set(ALLOWED)
    assert "&lt;script&gt;alert(1)" in text


@settings(max_examples=25)
@given(st.text(alphabet="<>/\"'&;=a!- \0\n\u202e"))
def test_no_words_add_a_tag(text: str) -> None:
    plain = Tags(fragment(replace(rich(), title="plain"))).found
    assert Tags(fragment(replace(rich(), title=text))).found == plain


def test_every_chip_leads_to_a_line_and_shows_it() -> None:
    tags = Tags(fragment(rich())).found
    ids = {attributes.get("id") for _, attributes in tags}
    chips = [a for tag, a in tags if tag == "a" and a.get("class") == "pm-cite"]
    assert chips
    assert {(chip["href"] or "").removeprefix("#") for chip in chips} <= ids
    assert "gateway.log, line 812" in fragment(rich())


def test_every_heading_is_in_the_contents() -> None:
    text = fragment(rich())
    headings = re.findall(r'<h2 id="([^"]+)">', text)
    assert headings
    assert all(f'<a href="#{name}">' in text for name in headings)
    assert len(set(headings)) == len(headings)


def test_the_fragment_styles_only_itself() -> None:
    style = fragment(rich()).partition("<style>")[2].partition("</style>")[0]
    selectors = re.findall(r"(?:^|})\s*([^{}@]+)\{", style)
    assert selectors
    assert all(".pm" in part for rule in selectors for part in rule.split(","))

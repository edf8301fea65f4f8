"""The Markdown of a draft."""

from __future__ import annotations

import re
from dataclasses import replace

from markdown_it import MarkdownIt

from assistant.export.markdown import render
from tests.export.sample import rich


def html_of(text: str) -> str:
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    assert isinstance(rendered, str)
    return rendered


def test_every_mark_leads_to_a_line_of_the_appendix() -> None:
    page = html_of(render(rich()))
    targets = set(re.findall(r'href="#(e-[^"]+)"', page))
    anchors = set(re.findall(r'<a id="(e-[^"]+)">', page))
    assert targets
    assert targets <= anchors


def test_every_cited_line_stands_in_the_appendix_with_its_place() -> None:
    appendix = render(rich()).partition("## Evidence")[2]
    for line in rich().evidence:
        assert f"**{line.id}** line {line.line}: " in appendix
        assert line.text in appendix


def test_the_banner_says_that_a_machine_made_it() -> None:
    assert "Machine-made draft, needs human review." in render(rich())


def test_markup_in_the_inputs_neither_runs_nor_loads() -> None:
    draft = replace(rich(), title="<script>x</script> ![i](https://evil.example/i.png) | [N3]")
    page = html_of(render(draft))
    assert "<script" not in page
    assert "<img" not in page
    assert 'href="http' not in page
    assert set(re.findall(r"<a [^>]*>", page.partition("</h1>")[0])) == set()


def test_a_diff_with_a_fence_inside_stays_one_block() -> None:
    page = html_of(render(rich()))
    assert page.count('<code class="language-diff">') == 1
    assert "&quot;decision&quot;" in page.partition('<code class="language-diff">')[2]


def test_durations_read_as_people_say_them() -> None:
    assert "| Start to resolution | **1 h 12 min** |" in render(rich())


def test_the_zone_is_named_with_the_timeline() -> None:
    text = render(rich())
    assert "_Times are Europe/Berlin on 2026-02-03 unless a date is given." in text
    assert "| ≈ 09:12 | **Start** |" in text


def test_a_mark_without_a_line_is_not_a_link() -> None:
    draft = replace(rich(), evidence=())
    assert "\\[N3\\]" in render(draft)
    assert 'href="#e-' not in html_of(render(draft))

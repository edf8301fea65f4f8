"""The last look at any markup before the page shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import nh3

TAGS = frozenset(
    {
        "a", "abbr", "article", "aside", "b", "blockquote", "br", "caption", "code", "dd",
        "del", "details", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1",
        "h2", "h3", "h4", "header", "hr", "i", "ins", "kbd", "li", "mark",
        "nav", "ol", "p", "pre", "q", "s", "section", "small", "span", "strong",
        "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time",
        "tr", "u", "ul",
    }
)  # fmt: skip
# Names that markup may carry into the page: never one that the page's own parts go by.
OWN = re.compile(r"[es]-[A-Za-z0-9_-]{1,80}")
CLASSES = re.compile(r"pm(-[a-z0-9-]+)?( pm(-[a-z0-9-]+)?)*")
WITHIN_PAGE = re.compile(r"#[A-Za-z0-9_-]{1,80}")
PATTERNS: Mapping[str, re.Pattern[str]] = {
    "class": CLASSES,
    "href": WITHIN_PAGE,
    "id": OWN,
    "tabindex": re.compile(r"0|-1"),
}
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"aria-label", "class", "data-label", "id", "tabindex", "title"},
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}


def clean(markup: str) -> str:
    """Return the markup without anything that runs, loads, submits or leads out of the page."""
    return nh3.clean(
        markup,
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes=ATTRIBUTES,
        attribute_filter=_harmless,
        url_schemes=set(),
        link_rel=None,
        strip_comments=True,
    )


def _harmless(tag: str, attribute: str, value: str) -> str | None:
    pattern = PATTERNS.get(attribute)
    return value if pattern is None or pattern.fullmatch(value) else None

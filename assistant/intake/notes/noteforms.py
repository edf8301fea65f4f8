"""Whether a text is notes in a structured form: a mail, a page, a chat, an alert, a ticket."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.intake.tables import load

_KEY = re.compile(r'"([A-Za-z_@][\w.\-]{0,40})"\s{0,8}:')
_HEADING = re.compile(
    r"^[ ]{0,3}(?:#{1,4} {0,3}(?:\d{1,2}[.)] )?|\*\*)([^\W\d_][^\n*#:|]{2,50}?)[ :*#]{0,5}$",
    re.MULTILINE,
)
_PARTS = 2  # headings of a post-mortem that make a page one
_HEAD = 65_536


@dataclass(frozen=True, slots=True)
class _Form:
    groups: tuple[frozenset[str], ...]
    without: frozenset[str]


@cache
def _forms() -> tuple[_Form, ...]:
    return tuple(
        _Form(
            tuple(frozenset(group.split()) for group in row.words("groups")),
            frozenset(row.words("without")),
        )
        for row in load("messages.toml").tables("forms")
    )


def looks_like(head: str) -> bool:
    """Return whether the first part of a text shows a structured form of notes."""
    from assistant.intake.notes import callchat, documents, mailfile, messenger

    if mailfile.is_mail(head[:_HEAD].encode("utf-8", "replace")) or documents.is_html(head):
        return True
    if head.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return _is_messages(head[:_HEAD]) or messenger.is_chat(head[:_HEAD])
    if callchat.is_chat(head[:_HEAD]) or messenger.is_chat(head[:_HEAD]):
        return True
    return _is_post_mortem(head[:_HEAD])


def _is_post_mortem(head: str) -> bool:
    """Return whether a page has headings of parts that a post-mortem has."""
    met = {heading.casefold().strip() for heading in _HEADING.findall(head)}
    return len(met & frozenset(load("messages.toml").table("pages").words("parts"))) >= _PARTS


def is_table(head: str) -> bool:
    """Return whether the first part of a text is that of a table of messages or steps."""
    from assistant.intake.notes import sheets

    return sheets.mark_of(head) is not None


def _is_messages(head: str) -> bool:
    keys = {key.lower() for key in _KEY.findall(head)}
    return any(
        not keys & form.without and all(keys & group for group in form.groups) for form in _forms()
    )

"""A draft exported as JSON, as a record of the library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from retrieval.records import PastAction, Record

_SECTIONS = ("summary", "timeline", "behaviour", "changes", "impact", "factors", "went_wrong")


def record_of_draft(draft: Mapping[str, object]) -> Record | str:
    """Return the record of a draft, or what is wrong with it in words.

    It keeps what the draft states; hypotheses and open questions stay out, as nobody has settled
    them, and so does every name that the draft had hidden.
    """
    name, title = draft.get("case_id"), draft.get("title")
    if not isinstance(name, str) or not isinstance(title, str) or not name or not title:
        return "it looks like a draft, but has no 'case_id' and 'title'"
    texts = list(dict.fromkeys(_texts(draft, _SECTIONS)))
    summary = " ".join(_texts(draft, ("summary",)))
    if not texts:
        return "it looks like a draft, but states nothing"
    signature = draft.get("signature")
    terms = signature if isinstance(signature, dict) else {}
    start = draft.get("reference_date")
    return Record(
        id=name,
        title=title,
        date=start if isinstance(start, str) else None,
        summary=summary or None,
        text="\n".join(texts),
        components=tuple(dict.fromkeys(_values(draft.get("changes"), "component"))),
        failure_modes=tuple(_values(terms.get("failure_modes"), "id")),
        layers=tuple(_values(terms.get("layers"), "id")),
        triggers=tuple(_values(terms.get("triggers"), "id")),
        actions=tuple(PastAction(text, None) for text in _values(draft.get("actions"), "text")),
        source=f"draft {name}",
        metadata=MappingProxyType(_severity(draft)),
    )


def _texts(draft: Mapping[str, object], sections: tuple[str, ...]) -> Iterator[str]:
    for section in sections:
        yield from _values(draft.get(section), "text")


def _values(items: object, key: str) -> Iterator[str]:
    for item in items if isinstance(items, list) else ():
        value = item.get(key) if isinstance(item, dict) else None
        if isinstance(value, str) and value.strip():
            yield value


def _severity(draft: Mapping[str, object]) -> dict[str, object]:
    severity = draft.get("severity")
    suggested = severity.get("suggested") if isinstance(severity, dict) else None
    return {"severity": suggested} if isinstance(suggested, str) else {}

"""The language rule: a sentence is in the language of the notes, or of the lines it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Those that drafts are likely to be written in; near kin that few notes are in would only confuse.
LANGUAGES = (
    "en", "de", "fr", "es", "pt", "it", "nl", "pl", "sv", "da", "no", "fi", "cs", "hu", "ro", "el",
    "ru", "uk", "tr", "ar", "he", "hi", "ja", "zh", "ko", "vi", "id", "th",
)  # fmt: skip
# Frequent in English prose, and in none of the others.
_ENGLISH = frozenset(
    {"the", "of", "and", "was", "were", "with", "that", "from", "which", "had", "been", "this",
     "by", "after", "before", "not", "it", "its", "there", "then", "when", "for", "at", "is", "are"}
)  # fmt: skip
_ASCII = re.compile(r"[a-z']+")
_LETTERS = 25  # letters that a language can be told from
_SURE = 0.95
_READ = 4000  # characters of the notes that are read
_LETTER = re.compile(r"[^\W\d_]")
_PLAIN = re.compile(r"[^\s]*[\d_/\\.:@=<>{}\[\]-][^\s]*")  # identifiers tell no language


@lru_cache(maxsize=4096)
def _plainly_english(text: str) -> bool:
    """Return whether a text is English beyond doubt: it costs nothing to tell, as most are."""
    said = _ASCII.findall(text.lower())
    return text.isascii() and sum(w in _ENGLISH for w in said) * 8 >= max(len(said), 8)


def spoken(texts: Iterable[str]) -> str | None:
    """Return the ISO 639-1 code of the language of some texts, None where it cannot be told."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size > _READ:
            break
    return told("\n".join(held)[:_READ])


def broken_by(text: str, language: str | None, cited: Iterable[str]) -> str | None:
    """Return why a text breaks the rule, in words; None where it keeps to it or none can tell."""
    if language is None:
        return None
    own = told(text)
    if own is None or own == language:
        return None
    if own in {told(line[:_READ]) for line in cited}:
        return None
    return f"it is not in the language of the notes ({language})"


@lru_cache(maxsize=4096)
def told(text: str) -> str | None:
    """Return the language of a text, None where it is too short or too mixed to be sure of."""
    if _plainly_english(text):
        return "en"
    plain = _PLAIN.sub(" ", text)
    if len(_LETTER.findall(plain)) < _LETTERS and plain.isascii():
        return None
    found, sure = _identifier().classify(plain)
    return str(found) if sure >= _SURE else None


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    made.set_languages([name for name in LANGUAGES if name in made.labels])
    return made

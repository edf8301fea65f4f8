"""Documents cut into overlapping passages, as an embedder reads only so much at once."""

from __future__ import annotations

from collections.abc import Iterator

SIZE = 160  # words; about 230 of the 256 tokens that the embedder reads
STEP = 120
_LONGEST_WORD = 60


def passages(title: str, text: str) -> tuple[str, ...]:
    """Return the passages of a document, each under its title; the title alone without text.

    Each holds up to 160 words and shares 40 with the one before, so that a thought that crosses an
    edge stands whole in one of them.
    """
    words = [piece for word in text.split() for piece in _pieces(word)]
    if not words:
        return (title,)
    starts = range(0, max(1, len(words) - (SIZE - STEP)), STEP)
    return tuple(f"{title}\n{' '.join(words[start : start + SIZE])}" for start in starts)


def _pieces(word: str) -> Iterator[str]:
    """Yield a word cut to lengths that a passage can hold: base64 and text without spaces."""
    for start in range(0, len(word), _LONGEST_WORD):
        yield word[start : start + _LONGEST_WORD]

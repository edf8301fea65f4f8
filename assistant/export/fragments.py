"""Fragments of the page: words, marks, code and lists as escaped markup."""

from __future__ import annotations

from html import escape

from assistant.export.blocks import Code, Source, Text, Tiles, Words
from assistant.export.escape import flat


def words(text: str) -> str:
    """Return words escaped, on one line."""
    return escape(flat(text))


def anchor(name: str) -> str:
    """Return the anchor of an evidence id."""
    return words(f"e-{name.lower()}")


def run(run: Text) -> str:
    """Return a run of words in its look."""
    told = words(run.text)
    match run.look:
        case "strong":
            return f"<strong>{told}</strong>"
        case "code":
            return f"<code>{told}</code>"
        case "quiet":
            return f'<i class="pm-mark">{told}</i>'
        case "plain":
            return told


def tiles(block: Tiles) -> str:
    """Return figures side by side."""
    tiles = "".join(
        f'<li class="{"pm-known" if tile.known else "pm-unknown"}">'
        f"<small>{words(tile.label)}</small><b>{words(tile.value)}</b></li>"
        for tile in block.tiles
    )
    return f'<ul class="pm-tiles">{tiles}</ul>'


def code(block: Code) -> str:
    """Return verbatim text, folded away."""
    lines = block.text.rstrip("\n").split("\n")
    shown = "\n".join(diffed(line) if block.language == "diff" else words(line) for line in lines)
    title = f"<summary>{words(block.title)}</summary>"
    return f"<details>{title}<pre><code>{shown}</code></pre></details>"


def reworded(block: Words) -> str:
    """Return a text with what was taken out and put in."""
    tags = {"kept": "", "out": "del", "in": "ins"}
    told = "".join(
        f"<{tags[op]}>{words(text)}</{tags[op]}>" if tags[op] else words(text)
        for op, text in block.runs
    )
    return f'<p class="pm-words"><small>{words(block.title)}</small>{told}</p>'


def diffed(line: str) -> str:
    """Return one line of a diff."""
    told = escape(flat(line.replace("\t", "    ")))
    if line.startswith("+") and not line.startswith("+++"):
        return f"<ins>{told}</ins>"
    if line.startswith("-") and not line.startswith("---"):
        return f"<del>{told}</del>"
    return told


def listed(source: Source) -> str:
    """Return one cited line of the appendix."""
    when = f" · {words(source.when)}" if source.when else ""
    return (
        f'<li id="{anchor(source.id)}"><b>{words(source.id)}</b><div>'
        f"<small>{words(source.file)}, line {source.line}{when}</small>"
        f"<code>{words(source.text) or '(an empty line)'}</code></div></li>"
    )

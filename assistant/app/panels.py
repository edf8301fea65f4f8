"""The small pieces of markup around the draft: progress, messages, downloads."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.app.drafter import Drafted
from assistant.app.sanitiser import clean

FORMATS = {"md": "Markdown", "json": "JSON", "html": "HTML"}
HEADER = """
<header class="app-head">
  <p class="app-mark" aria-hidden="true">P</p>
  <div>
    <h1>Post-mortem draft</h1>
    <p>From raw notes, logs and version history to a blameless draft in which every statement
    points at the line it rests on. Cause, owners and sign-off stay with people.</p>
  </div>
</header>
"""
_DELETED = "What you hand in is deleted when you close this page."
KEPT = "What you pasted and dropped is unchanged."
EMPTY = """
<div class="app-empty">
  <p><strong>The draft appears here.</strong></p>
  <p>Paste what you have, however messy: a chat export, bullet points, half a timeline. Logs and
  the history of prompts, models and indexes make it better; none of them is required.</p>
</div>
"""


def privacy(*, shared: bool, model: str | None) -> str:
    """Return what leaves the machine, in words that are true of how this page is served.

    `shared` tells whether it is reached over a network, `model` where redacted text is sent.
    """
    here = "the machine that runs this page" if shared else "this machine"
    travels = (
        " This page is reached over a network: what you hand in travels from your browser to that "
        "machine."
        if shared
        else ""
    )
    if model is None:
        leaves, sends = "nothing", ""
        how = "The draft is written there, by plain code, without a model."
        how = how if shared else how.replace("there", "here")
    else:
        leaves, sends = f"masked lines, to {escape(model)}, if the box is ticked", " app-sends"
        how = "Every sentence of the model is held against the lines that it cites."
    masked = "Secrets, contact data and names are masked wherever they are recognised."
    return (
        f'<p class="app-privacy{sends}"><strong>What leaves {here}: {leaves}.</strong>{travels} '
        f"{how} {masked} {_DELETED}</p>"
    )


def progress(stages: Sequence[str]) -> str:
    """Return the stages so far, the last one as the one under way."""
    *done, now = stages or ("Starting",)
    items = "".join(f"<li>{_sentence(stage)}</li>" for stage in done)
    return (
        '<div class="app-progress" role="status" aria-label="Progress">'
        f"<p><span class='app-spinner' aria-hidden='true'></span>{_sentence(now)}…</p>"
        f"<ol>{items}</ol></div>"
    )


def loaded(title: str) -> str:
    """Return the line that says which sample stands in the boxes."""
    return (
        '<div class="app-loaded" role="status"><p>Loaded the sample '
        f"<strong>{escape(title)}</strong>. Press Draft, or change it first.</p></div>"
    )


def refusal(message: str, aside: str = "") -> str:
    """Return a message that a person can act on, line by line, with a quiet line below."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in message.splitlines() if line.strip())
    quiet = f'<p class="app-kept">{escape(aside)}</p>' if aside else ""
    return f'<div class="app-refusal" role="alert"><h2>No draft yet</h2>{lines}{quiet}</div>'


def finished(drafted: Drafted, *, token: str, seconds: float) -> str:
    """Return the line that says the draft is done, with a link to each of its files."""
    links = "".join(
        f'<a class="app-download" href="downloads/{escape(token)}/{escape(file.name)}" '
        f'download="{escape(file.name)}">{_format(file.name)}</a>'
        for file in drafted.downloads
    )
    notice = f" {escape(drafted.notice)}" if drafted.notice else ""
    return (
        '<div class="app-finished" role="status">'
        f"<p><strong>Draft ready</strong> in {seconds:.1f} s. Hover or tap a mark such as "
        '<span class="app-chip">N12</span> to read the line behind a statement.'
        f"{notice}</p>"
        f'<nav aria-label="Downloads"><span>Download</span>{links}</nav></div>'
    )


def document(drafted: Drafted) -> str:
    """Return the draft's own markup, cleaned once more."""
    return f'<div class="app-draft">{clean(drafted.fragment)}</div>'


def _format(name: str) -> str:
    suffix = name.rpartition(".")[2]
    return escape(FORMATS.get(suffix, suffix))


def _sentence(text: str) -> str:
    words = text.strip().rstrip(".…").replace("_", " ")
    return escape(words[:1].upper() + words[1:])

"""A place on the page for markup of our own.

Gradio's HTML component compiles its value as a template, which needs `unsafe-eval`; its Markdown
component passes one block of markup through as it stands and needs no such thing.
"""

from __future__ import annotations

import gradio as gr


def markup(value: str, elem_id: str | None = None) -> gr.Markdown:
    """Return a component that shows the markup."""
    return gr.Markdown(
        shown(value), elem_id=elem_id, latex_delimiters=[], sanitize_html=True, container=False
    )


def shown(value: str) -> str:
    """Return the markup as one block without line ends, which Markdown leaves alone."""
    return value.strip().replace("\r", "").replace("\n", "&#10;")

"""The whole page: its head, and one tab a file below."""

from __future__ import annotations

from collections.abc import Sequence

import gradio as gr

from assistant.app import draft_tab, panels
from assistant.app.handlers import Desk
from assistant.app.markup import markup
from assistant.app.samples import Sample

TITLE = "Post-mortem draft"
SWEEP_SECONDS = 300
KEPT_SECONDS = 6 * 3600
WAITING = 16


def build(
    desk: Desk, samples: Sequence[Sample], *, privacy: str, model: str | None = None
) -> gr.Blocks:
    """Return the page, with its queue bounded and its uploads swept away when they are old."""
    page = gr.Blocks(
        title=TITLE, analytics_enabled=False, delete_cache=(SWEEP_SECONDS, KEPT_SECONDS)
    )
    with page:
        markup(panels.HEADER)
        draft_tab.build(desk, samples, privacy=privacy, model=model)

        def leave(request: gr.Request) -> None:
            desk.leave(tab=request.session_hash or "")

        page.unload(leave)
    page.queue(max_size=WAITING, default_concurrency_limit=4, api_open=False)
    return page

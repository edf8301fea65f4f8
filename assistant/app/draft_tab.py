"""The Draft tab: what to draft from on top, the draft below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr

from assistant.app import handlers, panels
from assistant.app.handlers import Desk, Engine
from assistant.app.markup import markup, shown
from assistant.app.samples import Sample
from assistant.app.sessions import owner_of

SHOWN_SAMPLES = 6
PLACEHOLDER = """14:02 alerts: answer quality down on the help bot
14:05 Sam: new system prompt went live at 13:40
14:20 rolled back to prompt v17, looks fine again
about 300 customers got a wrong refund promise"""


def build(desk: Desk, samples: Sequence[Sample], *, privacy: str, model: str | None = None) -> None:
    """Lay out the tab inside the blocks that are open, and wire it to its handlers.

    Where a `model` is configured, a person may still keep it out of a draft.
    """
    with gr.Row(equal_height=True):
        with gr.Column(scale=3, min_width=320):
            notes = gr.Textbox(
                label="Incident notes",
                placeholder=PLACEHOLDER,
                lines=15,
                max_lines=15,
                elem_id="app-notes",
                autofocus=False,
            )
        with gr.Column(scale=2, min_width=300):
            files = gr.File(
                label="Logs, version history, more notes",
                file_count="multiple",
                height=230,
                elem_id="app-files",
            )
            buttons = _sample_buttons(samples)
    with gr.Row(equal_height=True):
        with gr.Column(scale=3, min_width=320):
            markup(privacy)
        with gr.Column(scale=2, min_width=300):
            use = gr.Checkbox(
                value=model is not None,
                label="Let the model phrase it (without it: plain code, here)",
                visible=model is not None,
                elem_id="app-model",
            )
            button = gr.Button("Draft", variant="primary", elem_id="app-draft")
    status = markup("", elem_id="app-status")
    draft = markup(panels.EMPTY, elem_id="app-result")

    def press(
        text: str, paths: list[str] | None, use: bool, request: gr.Request
    ) -> Iterator[tuple[str, str, dict[str, Any]]]:
        owner, tab = owner_of(dict(request.cookies)), request.session_hash or ""
        engine: Engine = "llm" if use else "offline"
        for view in desk.draft(text, paths, owner=owner, tab=tab, engine=engine):
            label = "Drafting…" if view.busy else "Draft"
            yield (
                shown(view.status),
                shown(view.draft),
                gr.update(value=label, interactive=not view.busy),
            )

    def hold(paths: list[str] | None, request: gr.Request) -> None:
        desk.hold(paths, tab=request.session_hash or "")

    button.click(
        press,
        [notes, files, use],
        [status, draft, button],
        show_progress="hidden",
        trigger_mode="once",
        concurrency_limit=2,
        api_visibility="private",
    )
    # Past the queue: gradio loses the answer to an event that joins while another is ending.
    files.change(hold, [files], None, show_progress="hidden", queue=False, api_visibility="private")
    for sample, control in zip(samples, buttons, strict=False):
        control.click(
            _loader(sample),
            None,
            [notes, files, status, draft],
            show_progress="hidden",
            queue=False,
            api_visibility="private",
        )


def _sample_buttons(samples: Sequence[Sample]) -> list[gr.Button]:
    if not samples:
        return []
    markup('<p class="app-hint"><strong>Or try a sample:</strong> it fills both boxes.</p>')
    with gr.Column(elem_classes="app-samples"):
        return [gr.Button(sample.title, size="sm") for sample in samples[:SHOWN_SAMPLES]]


def _loader(sample: Sample) -> Any:
    def load() -> tuple[str, list[str], str, str]:
        text, paths, status = handlers.load(sample)
        return text, paths, shown(status), shown(panels.EMPTY)

    return load

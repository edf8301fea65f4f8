"""How the page looks: colours with enough contrast, and only fonts that the machine has."""

from __future__ import annotations

from importlib import resources

import gradio as gr

SANS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "Noto Sans",
    "DejaVu Sans",
    "sans-serif",
)
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "DejaVu Sans Mono", "monospace")

# Gradio styles everything inside its Markdown component; a rule nested under this outranks that.
OUTRANKING = ":root:not(#none)"


def theme() -> gr.themes.Base:
    """Return the theme, light and dark, with text at 4.5:1 or more."""
    base = gr.themes.Base(
        font=[gr.themes.Font(name) for name in SANS],
        font_mono=[gr.themes.Font(name) for name in MONO],
        radius_size=gr.themes.sizes.radius_md,
    )
    return base.set(
        body_background_fill="#f5f6f8",
        body_background_fill_dark="#0e1116",
        body_text_color="#1b1f27",
        body_text_color_dark="#e7e9ee",
        body_text_color_subdued="#545c6b",
        body_text_color_subdued_dark="#a6aebd",
        background_fill_primary="#ffffff",
        background_fill_primary_dark="#14171d",
        background_fill_secondary="#f5f6f8",
        background_fill_secondary_dark="#1d2129",
        block_background_fill="#ffffff",
        block_background_fill_dark="#14171d",
        block_border_color="#cfd4dd",
        block_border_color_dark="#3c4454",
        block_border_width="1px",
        block_label_background_fill="#ffffff",
        block_label_background_fill_dark="#14171d",
        block_label_text_color="#3b4352",
        block_label_text_color_dark="#c3c9d5",
        block_title_text_color="#1b1f27",
        block_title_text_color_dark="#e7e9ee",
        block_title_text_weight="600",
        border_color_primary="#cfd4dd",
        border_color_primary_dark="#3c4454",
        button_primary_background_fill="#1f4fbf",
        button_primary_background_fill_dark="#2c5fd6",
        button_primary_background_fill_hover="#183f9a",
        button_primary_background_fill_hover_dark="#1f4fbf",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
        button_secondary_background_fill="#ffffff",
        button_secondary_background_fill_dark="#1d2129",
        button_secondary_background_fill_hover="#eaf0fd",
        button_secondary_background_fill_hover_dark="#1f2b45",
        button_secondary_border_color="#8b94a5",
        button_secondary_border_color_dark="#5d6779",
        button_secondary_text_color="#1b1f27",
        button_secondary_text_color_dark="#e7e9ee",
        color_accent="#1f4fbf",
        color_accent_soft="#eaf0fd",
        color_accent_soft_dark="#1f2b45",
        input_background_fill="#ffffff",
        input_background_fill_dark="#14171d",
        input_border_color="#8b94a5",
        input_border_color_dark="#5d6779",
        input_border_color_focus="#1f4fbf",
        input_border_color_focus_dark="#8fb4ff",
        input_placeholder_color="#5f6877",
        input_placeholder_color_dark="#98a1b1",
        table_even_background_fill="#ffffff",
        table_even_background_fill_dark="#14171d",
        table_odd_background_fill="#f5f6f8",
        table_odd_background_fill_dark="#1d2129",
        link_text_color="#1f4fbf",
        link_text_color_dark="#8fb4ff",
        link_text_color_hover="#183f9a",
        link_text_color_hover_dark="#b5cdff",
        link_text_color_visited="#1f4fbf",
        link_text_color_visited_dark="#8fb4ff",
    )


def stylesheet() -> str:
    """Return the page's style sheet: the draft's own, then that of the parts around it."""
    from assistant.export import html

    own = resources.files("assistant.app").joinpath("style.css").read_text("utf-8")
    return f"{OUTRANKING}{{\n{html.stylesheet()}\n}}\n{own}"

"""`postmortem app`: the web page, on this machine unless told otherwise."""

from __future__ import annotations

import functools
import os
from pathlib import Path

import click


@click.command("app")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=7860, show_default=True, type=click.IntRange(1, 65535))
@click.option("--open/--no-open", "open_browser", default=True, help="Open a browser on the page.")
@click.option("--data-dir", type=click.Path(path_type=Path), help="Where the library is kept.")
def command(host: str, port: int, open_browser: bool, data_dir: Path | None) -> None:
    """Open the web page: paste or drop the inputs, read the draft, download it."""
    from assistant.app.drafter import drafted
    from assistant.app.server import serve
    from assistant.drafting.model.endpoint import place_of
    from assistant.drafting.nearness import Near
    from assistant.drafting.pen import pen_of
    from assistant.library.opening import embedder
    from assistant.library.past import LibraryPast
    from assistant.settings import read

    settings = read(os.environ, data_dir=data_dir)
    near = Near(lambda: embedder(settings))
    pen = functools.partial(pen_of, settings, near=near, client="here")
    drafter = functools.partial(drafted, past=LibraryPast(settings), pen=pen)
    serve(host, port, open_browser=open_browser, drafter=drafter, model=place_of(settings))

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
    from assistant.app.drafter import offline
    from assistant.app.server import serve
    from assistant.library.past import LibraryPast
    from assistant.settings import read

    past = LibraryPast(read(os.environ, data_dir=data_dir))
    serve(host, port, open_browser=open_browser, drafter=functools.partial(offline, past=past))

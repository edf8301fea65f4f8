"""`postmortem doctor`: checks the installation and says what to do."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import click

MARKS = {"ok": "ok  ", "warn": "warn", "fail": "FAIL"}


@click.command("doctor")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
@click.option("--data-dir", type=click.Path(path_type=Path), help="Where cases are kept.")
@click.option("--port", default=7860, show_default=True, help="The port of the web page.")
@click.pass_context
def command(ctx: click.Context, form: str, data_dir: Path | None, port: int) -> None:
    """Check this installation; ends with status 1 where something does not work."""
    from assistant.cli.health import examine
    from assistant.settings import read

    settings = read(os.environ, data_dir=data_dir)
    found = examine(settings, port=port)
    if form == "json":
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
    else:
        for one in found:
            advice = f"\n                        {one.advice}" if one.advice else ""
            click.echo(f"{MARKS[one.level]}  {one.what:<18}{one.message}{advice}")
    if any(one.level == "fail" for one in found):
        ctx.exit(1)

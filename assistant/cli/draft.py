"""`postmortem draft`: a post-mortem from files and folders."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.settings import Settings, read

if TYPE_CHECKING:
    from subprocess import Popen

    from assistant.cli.drafting import Engine
    from assistant.drafting.draft import Draft, TemplateName
    from assistant.intake.files import Collected

FILE = click.Path(path_type=Path)


def _as_date(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date such as 2026-03-31.") from None


def _as_zone(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from assistant.export.times import zone_of

    if value is not None and zone_of(value) is None:
        raise click.BadParameter(f"{value!r} is not a time zone such as Europe/Berlin or +02:00.")
    return value


def _as_clock(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        clock = datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(
            f"{value!r} is not a time such as 2026-03-31T14:00:00+02:00."
        ) from None
    if clock.tzinfo is not None:
        return clock
    click.echo(f"--as-of {value} has no offset; it is taken as UTC.", err=True)
    return clock.replace(tzinfo=UTC)


@click.command("draft")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--notes", multiple=True, type=FILE, help="A file of notes, whatever it looks like.")
@click.option("--log", "logs", multiple=True, type=FILE, help="A log, whatever it looks like.")
@click.option(
    "--history", "histories", multiple=True, type=FILE, help="A prompt, model or version history."
)
@click.option(
    "--engine",
    type=click.Choice(["offline", "llm"]),
    help="Who writes the prose.  [default: llm where a model is configured]",
)
@click.option(
    "--strict", is_flag=True, help="End with a message where the model gives a section nothing."
)
@click.option(
    "--template",
    type=click.Choice(["standard", "brief", "major"]),
    help="The document's outline.  [default: by severity]",
)
@click.option("--title", help="The title.  [default: from the notes]")
@click.option(
    "--date", "day", callback=_as_date, metavar="YYYY-MM-DD", help="The day of undated clock times."
)
@click.option(
    "--timezone", "zone", callback=_as_zone, metavar="IANA", help="The zone of times without one."
)
@click.option(
    "--as-of",
    callback=_as_clock,
    metavar="ISO",
    help="The clock of this run, for output that is the same at every run.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "json", "html"]),
    default="md",
    show_default=True,
    help="What to write.",
)
@click.option("--output", "-o", type=FILE, help="The file to write.  [default: standard output]")
@click.option(
    "--cases",
    type=FILE,
    help="Also write candidate regression cases for an evaluation set, as JSON lines.",
)
@click.option("--save/--no-save", default=False, help="Keep the draft as a case in the data dir.")
@click.option("--data-dir", type=FILE, help="Where cases are kept.")
@click.option("--quiet", "-q", is_flag=True, help="Only results and errors.")
def command(
    paths: tuple[Path, ...],
    notes: tuple[Path, ...],
    logs: tuple[Path, ...],
    histories: tuple[Path, ...],
    engine: Engine | None,
    strict: bool,
    template: TemplateName | None,
    title: str | None,
    day: date | None,
    zone: str | None,
    as_of: datetime | None,
    form: str,
    output: Path | None,
    cases: Path | None,
    save: bool,
    data_dir: Path | None,
    quiet: bool,
) -> None:
    """Draft a post-mortem from files and folders.

    A folder is read whole, hidden files skipped; - reads notes from standard input. What each file
    is (notes, log, version history) is told from its content; --notes, --log and --history say so.
    """
    if not (paths or notes or logs or histories):
        raise click.UsageError("Name at least one file or folder, or - for standard input.")
    from assistant.cli.output import check, result

    if strict and engine == "offline":
        raise click.UsageError("--strict goes with a model; --engine offline asks none.")
    for file in (output, cases):
        if file:
            check(file)
    settings = read(os.environ, data_dir=data_dir)
    asked = engine or ("llm" if strict else None)
    with launched(settings, asked) as process:
        from assistant.cli import drafting
        from assistant.drafting.provenance import told
        from assistant.library.place import LazyPast

        made = drafting.draft(
            collected(paths, notes, logs, histories),
            drafting.Wishes(engine, template, title, day, zone, as_of),
            pen=drafting.pen_for(settings, asked, process),
            stage=drafting.progress(quiet=quiet),
            past=LazyPast(settings),
        )
    if strict:
        drafting.refuse_fallbacks(made)
    if not quiet and (said := told(made.provenance)):
        click.echo(said, err=True)
    if save:
        _save(made, settings.data_dir, quiet=quiet)
    result(written(made, form), output, quiet=quiet)
    if cases:
        from assistant.export.regression import lines

        result(lines(made), cases, quiet=quiet)


@contextmanager
def launched(settings: Settings, engine: Engine | None) -> Iterator[Popen[bytes] | None]:
    """Hold the process that speaks to the configured model, None where drafting is offline.

    It is started before anything else is imported, as both take a while, and ended afterwards.
    """
    if settings.model is None or engine == "offline":
        yield None
        return
    from assistant.drafting.model.endpoint import endpoint_of
    from assistant.drafting.model.launch import end, launch

    process = launch(endpoint_of(settings, settings.model))
    try:
        yield process
    finally:
        end(process)


def collected(
    paths: tuple[Path, ...],
    notes: tuple[Path, ...],
    logs: tuple[Path, ...],
    histories: tuple[Path, ...],
) -> Collected:
    """Return the inputs of a command; `-` among the paths is standard input, taken as notes."""
    from assistant.intake.files import Collected, collect, paste_bytes

    files = tuple(path for path in paths if str(path) != "-")
    named = bool(files or notes or logs or histories)
    found = collect(files, notes=notes, logs=logs, histories=histories) if named else Collected(())
    if len(files) == len(paths):
        return found
    piped = replace(paste_bytes(sys.stdin.buffer.read()), kind="note")
    return replace(found, inputs=(*found.inputs, piped))


def written(draft: Draft, form: str) -> str:
    """Return the draft in one of the forms that this version writes: md, json or html."""
    if form == "json":
        from assistant.export.json import dump

        return dump(draft)
    if form == "html":
        from assistant.export.html import page

        return page(draft)
    from assistant.export.markdown import render

    return render(draft)


def _save(draft: Draft, data_dir: Path, *, quiet: bool) -> None:
    from assistant.store.cases import save

    path = save(written(draft, "json"), draft.case_id, data_dir)
    if not quiet:
        click.echo(f"Saved as {path}", err=True)

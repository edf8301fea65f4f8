"""`postmortem library`: the past incidents that new ones are compared with."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tqdm import tqdm

    from assistant.library.reading import Bad, Good
    from assistant.library.scrubbing import Scrubber
    from retrieval.index import Library

FILE = click.Path(path_type=Path)
_NAMED = 20  # bad lines and merged ids that are listed one by one
_DATA_DIR = click.option("--data-dir", type=FILE, help="Where the library is kept.")
_QUIET = click.option("--quiet", "-q", is_flag=True, help="Only results and errors.")


@click.group("library")
def command() -> None:
    """Keep the past incidents that new ones are compared with."""


@command.command("import")
@click.argument("path", type=FILE, required=False)
@click.option("--starter", is_flag=True, help="The public incidents that come with the product.")
@_DATA_DIR
@_QUIET
def import_(path: Path | None, starter: bool, data_dir: Path | None, quiet: bool) -> None:
    """Import PATH: JSON lines, a folder of Markdown post-mortems, or an export of this product.

    Secrets, contacts and people are hidden before anything is kept. Incidents of the same id are
    merged. A stopped import goes on where it stopped when it is run again.
    """
    from assistant.library.scrubbing import Scrubber

    if starter == (path is not None):
        raise click.UsageError("Name a file or folder to import, or --starter; one of the two.")
    with _library(data_dir) as library:
        library.open_for_writing()
        if path is None:
            from assistant.library.starter import add_starter

            click.echo(f"Imported {add_starter(library)} incidents of the starter library.")
            return
        scrubber = Scrubber()
        bad = _import(path, library, scrubber, quiet=quiet)
        hidden = ", ".join(f"{count} {kind}" for kind, count in scrubber.counts.items())
        if hidden and not quiet:
            click.echo(f"Hidden: {hidden}", err=True)
        with _bar(library.corpus.lag(), "Vectors", quiet=quiet) as bar:
            library.catch_up(lambda done, total: bar.update(done - bar.n))
    if bad and not quiet:
        click.echo(f"{bad} could not be imported; the others were.", err=True)


def _import(path: Path, library: Library, scrubber: Scrubber, *, quiet: bool) -> int:
    """Import what can be, say what came of it, and return how many could not be."""
    from assistant.errors import MalformedInput
    from assistant.library.reading import Bad, read

    bad: list[Bad] = []

    def good() -> Iterator[Good]:
        with _bar(None, "Reading", quiet=quiet) as bar:
            for found in read(path, scrubber):
                bar.update(1)
                if isinstance(found, Bad):
                    bad.append(found)
                else:
                    yield found

    added = library.add((one.record, one.line) for one in good())
    for one in bad[:_NAMED]:
        click.echo(str(one), err=True)
    if len(bad) > _NAMED:
        click.echo(f"... and {len(bad) - _NAMED} more that could not be read", err=True)
    if bad and not (added.new or added.merged or added.unchanged):
        raise MalformedInput(
            f"Nothing in {path} could be imported. A line of JSON needs an id, a title and a "
            "summary or text."
        )
    parts = [f"{added.new} new"]
    if added.merged:
        names = ", ".join(added.merged[:_NAMED])
        more = "" if len(added.merged) <= _NAMED else ", ..."
        parts.append(f"{len(added.merged)} merged with one of the same id ({names}{more})")
    if added.unchanged:
        parts.append(f"{added.unchanged} known already")
    click.echo(f"Imported from {path}: {'; '.join(parts)}.")
    return len(bad)


@command.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@_DATA_DIR
def list_(form: str, data_dir: Path | None) -> None:
    """List the past incidents: id, date and title."""
    with _library(data_dir) as library:
        if form == "json":
            rows = [
                {"id": k.record.id, "date": k.record.date, "title": k.record.title}
                for k in library.corpus.each()
            ]
            click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        empty = True
        for kept in library.corpus.each():
            empty = False
            click.echo(f"{kept.record.id}  {kept.record.date or '-'}  {kept.record.title}")
    if empty:
        click.echo("The library is empty. Import with postmortem library import PATH.", err=True)


@command.command("show")
@click.argument("name", metavar="ID")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@_DATA_DIR
def show(name: str, form: str, data_dir: Path | None) -> None:
    """Show the past incident ID."""
    with _library(data_dir) as library:
        kept = library.corpus.by_ids([name]).get(name)
    if kept is None:
        raise _unknown(name)
    if form == "json":
        click.echo(kept.line)
        return
    record = kept.record
    click.echo(f"{record.title}\n{record.id}  {record.date or 'date not known'}\n")
    for label, values in (
        ("Failure modes", record.failure_modes),
        ("Layers", record.layers),
        ("Triggers", record.triggers),
        ("Components", record.components),
    ):
        if values:
            click.echo(f"{label}: {', '.join(values)}")
    for text in (record.summary, record.text):
        if text:
            click.echo(f"\n{text}")
    if record.actions:
        click.echo("\nActions")
    for action in record.actions:
        click.echo(f"- {action.text} ({action.status or 'status not known'})")
    if record.source:
        click.echo(f"\nSource: {record.source}")


@command.command("remove")
@click.argument("name", metavar="ID")
@_DATA_DIR
def remove(name: str, data_dir: Path | None) -> None:
    """Remove the past incident ID from the library."""
    with _library(data_dir) as library:
        library.open_for_writing()
        if not library.remove(name):
            raise _unknown(name)
        library.catch_up()
    click.echo(f"Removed {name}.")


@command.command("export")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@_DATA_DIR
@_QUIET
def export(file: Path, data_dir: Path | None, quiet: bool) -> None:
    """Export every past incident to FILE as JSON lines (- writes to standard output)."""
    from assistant.cli.output import check, result

    target = None if str(file) == "-" else file
    if target:
        check(target)
    with _library(data_dir) as library:
        text = "".join(f"{kept.line}\n" for kept in library.corpus.each())
    result(text, target, quiet=quiet)


@command.command("reindex")
@_DATA_DIR
@_QUIET
def reindex(data_dir: Path | None, quiet: bool) -> None:
    """Make the word index and the vector index anew from the database."""
    with (
        _library(data_dir) as library,
        _bar(library.corpus.count(), "Vectors", quiet=quiet) as bar,
    ):
        done = library.reindex(lambda told, total: bar.update(told - bar.n))
    click.echo(f"Indexed {done} past incidents.")


def _library(data_dir: Path | None) -> Library:
    from assistant.library.opening import open_library
    from assistant.settings import read

    return open_library(read(os.environ, data_dir=data_dir))


def _bar(total: int | None, name: str, *, quiet: bool) -> tqdm:
    """Return a progress bar on a terminal, nothing elsewhere."""
    from tqdm import tqdm

    hide = True if quiet or total == 0 else None
    return tqdm(total=total, desc=name, unit=" incidents", disable=hide, leave=False)


def _unknown(name: str) -> Exception:
    from assistant.errors import UnreadableInput

    return UnreadableInput(
        f"There is no past incident {name!r} in the library; postmortem library list names them."
    )

"""`postmortem digest`: what logs hold, condensed."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path

import click

FILE = click.Path(path_type=Path, allow_dash=True)


@click.command("digest")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default=None,
    help="A table, JSON, or with --lines one JSON object a line.  [default: text, jsonl]",
)
@click.option("--lines", "each", is_flag=True, help="Tell the time, level and template per line.")
@click.option("--timezone", "zone", help="What times without a zone mean.  [default: UTC]")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Threads to use."
)
@click.option("--cluster", metavar="ADDRESS", help="A Dask scheduler (tcp://...) to digest on.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The file to write.")
@click.option("--quiet", "-q", is_flag=True, help="Only results and errors.")
def command(
    files: tuple[Path, ...],
    form: str | None,
    each: bool,
    zone: str | None,
    workers: int,
    cluster: str | None,
    output: Path | None,
    quiet: bool,
) -> None:
    """Condense logs: templates, counts, levels, first and last time, sample line numbers.

    Logs may be plain text, JSON lines, logfmt or CSV exports, packed with gzip or Zstandard, and
    of any size; - reads one from standard input. Templates are redacted before they are shown.
    """
    from assistant.cli import digestreport
    from assistant.cli.output import check, result
    from assistant.intake.logs.logfiles import read_files

    if each and form not in (None, "jsonl"):
        raise click.UsageError("--lines is written as --format jsonl.")
    if form == "jsonl" and not each:
        raise click.UsageError("--format jsonl is for --lines.")
    if cluster and each:
        raise click.UsageError("--lines reads in one process; leave out --cluster.")
    if output:
        check(output)
    known = _zone(zone) if zone else None
    found = read_files(files, zone=known, workers=workers, each=each, cluster=cluster)
    if each:
        digestreport.write_lines(found, output, quiet=quiet)
        return
    text = digestreport.as_json(found) if form == "json" else digestreport.as_table(found)
    result(text, output, quiet=quiet)
    if not quiet:
        for finding in found.findings:
            click.echo(finding, err=True)


def _zone(name: str) -> tzinfo:
    from assistant.intake.clock import zones

    return zones.require(name)

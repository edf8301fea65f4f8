"""`postmortem redact`: what would be hidden in a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from assistant.intake.item import Input

FILE = click.Path(path_type=Path)


@click.command("redact")
@click.argument("file", type=FILE)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="The redacted text, or what is hidden and where.",
)
@click.option("--output", "-o", type=FILE, help="The file to write.  [default: standard output]")
@click.option(
    "--keep",
    type=click.Choice(["ip", "email", "phone", "card", "iban", "national-id"]),
    multiple=True,
    help="A kind to leave as it is, public IP addresses for one; repeat for more.",
)
@click.option("--quiet", "-q", is_flag=True, help="Only results and errors.")
def command(file: Path, form: str, output: Path | None, keep: tuple[str, ...], quiet: bool) -> None:
    """Show what would be hidden in FILE before anything is stored, sent or exported.

    Names are found where the file makes them known (speakers, mentions, e-mail addresses,
    signatures); a name that stands nowhere else may be missed, so read the result.
    """
    from assistant.cli.output import check, result
    from assistant.errors import UnreadableInput
    from assistant.intake.files import collect
    from assistant.intake.redaction.people import gather
    from assistant.intake.redaction.redaction import Redactor, find

    if file.is_dir():
        raise UnreadableInput(f"{file} is a folder. Name one file in it.")
    if output:
        check(output)
    item = collect([file]).inputs[0]
    people = gather(_lines(item))
    if form == "json":
        spans = [asdict(span) for span in find(_lines(item), people=people, keep=frozenset(keep))]
        result(json.dumps(spans, ensure_ascii=False, indent=2) + "\n", output, quiet=quiet)
        return
    redactor = Redactor(people, keep=frozenset(keep))
    redacted = (f"{redactor.line(line)}\n" for line in _visible(item))
    if output:
        result("".join(redacted), output, quiet=quiet)
    else:
        sys.stdout.writelines(redacted)
    if not quiet:
        counts = ", ".join(f"{count} {kind}" for kind, count in sorted(redactor.counts.items()))
        click.echo(f"Hidden: {counts or 'nothing was found to hide'}", err=True)


def _lines(item: Input) -> Iterator[str]:
    from assistant.intake.encoding import decode
    from assistant.intake.files import WHOLE_FILE_LIMIT

    if item.path is not None and item.path.stat().st_size > WHOLE_FILE_LIMIT:
        with item.path.open(encoding="utf-8-sig", errors="replace") as file:
            yield from (line.rstrip("\n") for line in file)
        return
    lines = decode(item.raw()).text.split("\n")
    yield from lines[:-1] if lines[-1] == "" else lines


def _visible(item: Input) -> Iterator[str]:
    from assistant.intake.redaction.hostile import strip_invisible

    return (strip_invisible(line)[0] for line in _lines(item))

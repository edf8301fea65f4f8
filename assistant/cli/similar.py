"""`postmortem similar`: the past incidents most like one, and whether it has happened before."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from assistant.drafting.history import Recalled
    from assistant.library.scrubbing import Scrubber
    from retrieval.filters import Filters
    from retrieval.index import Library

FILE = click.Path(path_type=Path)


@click.command("similar")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--text", help="The incident in a few sentences, instead of files.")
@click.option("--batch", type=FILE, help='JSON lines {"id","text"}: one answer for each.')
@click.option("--k", default=5, show_default=True, type=click.IntRange(1, 100), help="How many.")
@click.option("--since", metavar="YYYY-MM-DD", help="Only incidents of this day and later.")
@click.option("--until", metavar="YYYY-MM-DD", help="Only incidents up to this day.")
@click.option("--client", help="Only incidents of this client.")
@click.option("--system", help="Only incidents of this kind of system.")
@click.option("--severity", help="Only incidents of this severity.")
@click.option("--failure-mode", help="Only incidents with this failure mode.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
@click.option("--output", "-o", type=FILE, help="The file to write.  [default: standard output]")
@click.option("--data-dir", type=FILE, help="Where the library is kept.")
@click.option("--quiet", "-q", is_flag=True, help="Only results and errors.")
def command(
    paths: tuple[Path, ...],
    text: str | None,
    batch: Path | None,
    k: int,
    since: str | None,
    until: str | None,
    client: str | None,
    system: str | None,
    severity: str | None,
    failure_mode: str | None,
    form: str,
    output: Path | None,
    data_dir: Path | None,
    quiet: bool,
) -> None:
    """Find the past incidents most like PATH... (or --text), and say whether this one recurred.

    What decides is how they came about (failure mode, layer, trigger), not their words. What is
    handed in is redacted first and not kept.
    """
    if (bool(paths) + (text is not None) + (batch is not None)) != 1:
        raise click.UsageError("Name files or folders, or give --text, or --batch; one of them.")
    from assistant.cli.output import check, result
    from assistant.library.opening import no_library, open_library
    from assistant.library.place import exists
    from assistant.library.scrubbing import Scrubber
    from assistant.settings import read
    from retrieval.filters import Filters

    if output:
        check(output)
    settings = read(os.environ, data_dir=data_dir)
    filters = Filters(since, until, client, system, severity, failure_mode)
    there = exists(settings)
    if not there and not quiet:
        click.echo(
            "The library is empty. Import past incidents with postmortem library import PATH, or "
            "the public ones that come along with --starter.",
            err=True,
        )
    with open_library(settings) if there else no_library() as library:
        if batch is not None:
            answers = _batch(batch, library, Scrubber(), k, filters, form, quiet=quiet)
            if output:
                result("".join(answers), output, quiet=quiet)
            else:
                sys.stdout.writelines(answers)
            return
        if text is not None:
            found = _of_text(Scrubber().text(text), library, k, filters)
        else:
            found = _of_files(paths, library, k, filters, quiet=quiet)
        _tell(found, quiet=quiet)
        written = json.dumps(_json(found), ensure_ascii=False, indent=2) + "\n"
        result(written if form == "json" else _words(found), output, quiet=quiet)


def _of_text(text: str, library: Library, k: int, filters: Filters) -> Recalled:
    from assistant.errors import UnreadableInput
    from assistant.library.past import recalled
    from retrieval.ranking import query_of

    if not text.strip():
        raise UnreadableInput("The text is empty. Tell the incident in a few sentences.")
    return recalled(library, query_of(text), k, filters=filters)


def _of_files(
    paths: tuple[Path, ...], library: Library, k: int, filters: Filters, *, quiet: bool
) -> Recalled:
    from assistant.cli import drafting
    from assistant.cli.draft import collected
    from assistant.drafting.history import Asked
    from assistant.library.past import query_from, recalled

    class Asking:
        """Asks this library with these filters."""

        found: Recalled

        def recall(self, asked: Asked) -> Recalled:
            self.found = recalled(library, query_from(asked), k, notes=asked.notes, filters=filters)
            return self.found

    asking = Asking()
    drafting.draft(
        collected(paths, (), (), ()),
        drafting.Wishes(),
        pen=None,
        stage=drafting.progress(quiet=quiet),
        past=asking,
    )
    return asking.found


def _batch(
    path: Path,
    library: Library,
    scrubber: Scrubber,
    k: int,
    filters: Filters,
    form: str,
    *,
    quiet: bool,
) -> Iterator[str]:
    """Yield an answer for each good line, in order; bad lines are told by number."""
    from assistant.errors import MalformedInput, UnreadableInput

    good = 0
    told: set[str] = set()
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="\n") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                query = _query(line)
                if isinstance(query, str):
                    click.echo(f"{path.name}, line {number}: {query}", err=True)
                    continue
                name, text = query
                good += 1
                found = _of_text(scrubber.text(text), library, k, filters)
                for finding in found.findings:
                    if finding not in told and not quiet:
                        click.echo(finding, err=True)
                    told.add(finding)
                if form == "json":
                    yield json.dumps({"id": name, **_json(found)}, ensure_ascii=False) + "\n"
                else:
                    yield f"## {name}\n\n{_words(found)}\n"
    except OSError as error:
        raise UnreadableInput(f"{path} cannot be read: {error.strerror or error}.") from error
    if not good:
        raise MalformedInput(f'{path} holds no line such as {{"id": "q1", "text": "..."}}.')


def _query(line: str) -> tuple[str, str] | str:
    """Return the id and text of a line, or what is wrong with it."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"it is not JSON ({error})"
    if not isinstance(data, dict):
        return "it is not a JSON object"
    name, text = data.get("id"), data.get("text")
    if not isinstance(name, str) or not isinstance(text, str) or not text.strip():
        return "it needs an 'id' and a 'text'"
    return name, text


def _tell(found: Recalled, *, quiet: bool) -> None:
    for finding in found.findings if not quiet else ():
        click.echo(finding, err=True)


def _json(found: Recalled) -> dict[str, object]:
    return {
        "matches": [asdict(one) for one in found.similar],
        "recurrence": asdict(found.recurrence),
    }


def _words(found: Recalled) -> str:
    from assistant.export.record import VERDICTS

    verdict = found.recurrence
    lines = [f"{VERDICTS[verdict.verdict]}. {verdict.reason}"]
    for one in found.similar:
        lines += ["", f"{one.incident_id}  {one.title}  [{one.recurrence}, {one.score:.2f}]"]
        if one.shared:
            lines.append(f"  shared:  {'; '.join(one.shared)}")
        if one.differs:
            lines.append(f"  differs: {'; '.join(one.differs)}")
        for action in one.prior_actions:
            lines.append(f"  action:  {action.text} ({action.status or 'status not known'})")
        for told in one.what_they_checked:
            lines.append(f"  checked: {told}")
    return "\n".join(lines) + "\n"

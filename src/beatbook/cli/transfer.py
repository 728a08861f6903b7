"""In and out: import and export."""

from __future__ import annotations

import gzip
import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

import click

from beatbook.cli.common import Progress, count, desk_option, open_desk, set_up_log
from beatbook.cli.queued import catch_up
from beatbook.cli.reread import read_queued
from beatbook.errors import Busy, InputError
from beatbook.store.rows import READ_AGAIN
from beatbook.work.importer import Report
from beatbook.work.lines import article_out

SHOWN = 10
"""Refused lines that are printed; all are counted."""


@click.command(
    "import",
    epilog="""\b
Examples:
  beatbook import archive.jsonl.gz            article lines, with their ids
  beatbook import sources.opml                sources and feeds from another reader
  beatbook import crawl.warc.gz saved-feed.xml
""",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@desk_option
@click.option("--source", default="", help="The source of articles whose lines name none.")
def import_command(files: tuple[Path, ...], folder: str | None, source: str) -> None:
    """Bring an archive, feeds or sources in from files.

    Takes article lines (.jsonl, .jsonl.gz), WARC files, OPML and saved feeds. What is whole is taken, the rest is
    named; importing again changes nothing. Ends with 2 if something was refused. Pages (WARC) teach what their source
    repeats, and those that came before it was known are read again at the end; then all are put into stories, and briefs of those are
    written.
    """
    set_up_log(verbose=False)
    refused = False
    progress = Progress()

    def say(report: Report) -> None:
        progress(f"{report.total:,} found, {report.new:,} new, {report.filed:,} filed")

    with open_desk(folder) as desk:
        desk.load_beats()
        for file in files:
            report = desk.import_file(file, source, say)
            progress.end()
            click.echo(
                f"{file}: {count(report.total, *report.unit)} found, {report.new:,} new, {report.changed - report.new:,} changed, "
                f"{report.filed:,} filed, {len(report.refused):,} refused"
            )
            for where, why in report.refused[:SHOWN]:
                click.echo(f"  {where}: {why}", err=True)
            if len(report.refused) > SHOWN:
                click.echo(f"  … and {len(report.refused) - SHOWN:,} more", err=True)
            refused = refused or bool(report.refused)
        if desk.store.waiting(READ_AGAIN):
            # What the pages taught bears on those that came before it was known.
            with suppress(Busy):
                read_queued(desk)
        catch_up(desk)
    if refused:
        sys.exit(2)


@click.command(
    "export",
    epilog="""\b
Examples:
  beatbook export > archive.jsonl
  beatbook export archive.jsonl.gz
""",
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@desk_option
def export_command(file: Path | None, folder: str | None) -> None:
    """Write the archive out as article lines, with their ids."""
    progress = Progress()
    with open_desk(folder) as desk:
        done = 0
        with _out(file) as out:
            for article in desk.export():
                out.write(json.dumps(article_out(article), ensure_ascii=False) + "\n")
                done += 1
                progress(f"{done:,} articles written")
    progress.end()
    click.echo(f"{count(done, 'article')} written.", err=True)


def _out(file: Path | None) -> IO[str]:
    if file is None:
        return click.open_file("-", "w", encoding="utf-8")
    try:
        return (
            gzip.open(file, "wt", encoding="utf-8")
            if file.suffix == ".gz"
            else file.open("w", encoding="utf-8")
        )
    except OSError as error:
        raise InputError(f"{file}: cannot be written: {error.strerror}") from error

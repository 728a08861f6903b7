"""Reading again what is kept."""

from __future__ import annotations

from datetime import date, datetime

import click

from beatbook.cli.common import (
    Progress,
    count,
    desk_option,
    known_beats,
    known_slug,
    open_desk,
    set_up_log,
    until_stopped,
)
from beatbook.cli.queued import catch_up
from beatbook.desk import Desk
from beatbook.errors import Busy
from beatbook.store.rows import READ_AGAIN, Chosen
from beatbook.work.rereader import Reread

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    "reread",
    epilog="""\b
Examples:
  beatbook reread --dry-run                       how many articles there are to read
  beatbook reread                                 all of them
  beatbook reread --source the-paper --from 2026-01-01
  beatbook reread --reader 1                      only what reader 1 made
  beatbook reread --queued                        only what is waiting for it already
""",
)
@desk_option
@click.option("--source", "sources", multiple=True, metavar="SLUG", help="Only this source's; repeatable.")
@click.option("--beat", "beats", multiple=True, metavar="SLUG", help="Only this beat's; repeatable.")
@click.option("--from", "since", type=DAY, help="Only articles of this day and later.")
@click.option("--to", "until", type=DAY, help="Only articles of this day and earlier.")
@click.option(
    "--reader",
    "readers",
    multiple=True,
    metavar="OLD",
    help="Only versions that this reader made (1, 2, feed); repeatable.",
)
@click.option("--queued", is_flag=True, help="Put nothing more back: read only what waits for it.")
@click.option("--dry-run", is_flag=True, help="Say how many there are, and do nothing.")
@click.option("-v", "--verbose", is_flag=True, help="Log every article.")
def reread_command(
    folder: str | None,
    sources: tuple[str, ...],
    beats: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    readers: tuple[str, ...],
    queued: bool,
    dry_run: bool,
    verbose: bool,
) -> None:
    """Read kept pages again, with today's reader and what their sources have taught since.

    Takes the bytes that were kept; nothing is fetched. An article gets another version only if what is shown of it
    changes; its id and its first sight stay. Stopped or killed, the same command takes up what is left.
    """
    set_up_log(verbose)
    narrowed = bool(sources or beats or since or until or readers)
    if queued and narrowed:
        raise click.UsageError("--queued reads what waits already, so there is nothing to choose")
    if since and until and until < since:
        raise click.UsageError("--to is before --from")
    with open_desk(folder) as desk:
        desk.load_beats()
        chosen = Chosen(
            tuple(known_slug(desk, s) for s in sources),
            known_beats(desk, beats),
            _day(since),
            _day(until),
            readers,
        )
        if dry_run:
            n = desk.store.waiting(READ_AGAIN) if queued else desk.store.chosen(chosen)
            click.echo(f"{count(n, 'article')} would be read again.")
            return
        left = desk.store.waiting(READ_AGAIN) if queued else desk.read_again(chosen)
        try:
            read_queued(desk)
        except Busy as error:
            click.echo(f"{count(left, 'article')} to be read again; {error} and will read them.")
        else:
            catch_up(desk)


def _day(at: datetime | None) -> date | None:
    return at.date() if at else None


def read_queued(desk: Desk) -> None:
    """Read what waits, with progress and a summary. Raises Busy if another process is at it."""
    progress = Progress()

    def say(done: Reread) -> None:
        progress(f"{done.read:,} of {done.read + done.left:,} read again, {done.changed:,} changed")

    done = until_stopped(lambda stop: desk.reread(stop=stop, progress=say))
    progress.end()
    click.echo(summary(done))
    if done.left:
        click.echo(f"{count(done.left, 'article')} left: the same command takes them up.")


def summary(done: Reread) -> str:
    withdrawn = f"{done.withdrawn:,} no article after all, " if done.withdrawn else ""
    return (
        f"{count(done.read, 'article')} read again: {done.changed:,} changed, {withdrawn}{done.unchanged:,} unchanged, "
        f"{done.lost:,} could not be read."
    )

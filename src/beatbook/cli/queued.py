"""What waits: articles to be put into stories, then briefs to be written. What several commands do at their end."""

from __future__ import annotations

from contextlib import suppress

import click

from beatbook.cli.common import Progress, count, until_stopped
from beatbook.desk import Desk
from beatbook.errors import Busy
from beatbook.model import BriefOutcome
from beatbook.store.editions import BRIEF
from beatbook.store.figures import OBSERVE
from beatbook.store.intents import GROUP
from beatbook.store.times import NOTE
from beatbook.work.briefer import Written
from beatbook.work.grouper import Grouped
from beatbook.work.noter import Noticed
from beatbook.work.observer import ObservedSoFar
from beatbook.work.settler import SettledSoFar


def group_queued(desk: Desk) -> None:
    """Group what waits, with progress and a summary. Raises Busy if another process is at it."""
    progress = Progress()

    def say(done: Grouped) -> None:
        progress(f"{done.done:,} of {done.done + done.left:,} grouped, {done.opened:,} stories")

    done = until_stopped(lambda stop: desk.group(stop=stop, progress=say))
    progress.end()
    failed = f", {done.failed:,} could not be compared" if done.failed else ""
    without = f", {done.unembedded:,} without an embedding" if done.unembedded else ""
    click.echo(
        f"{count(done.done, 'article')} grouped: {done.opened:,} opened a story, "
        f"{count(done.copies, 'copy', 'copies')}{failed}{without}."
    )
    if done.left:
        click.echo(f"{count(done.left, 'article')} left: beatbook regroup takes them up.")


def write_queued(desk: Desk) -> None:
    """Write what waits, with progress and a summary. Raises Busy if another process is at it."""
    progress = Progress()

    def say(done: Written) -> None:
        progress(f"{done.done:,} of {count(done.done + done.left, 'brief')} written")

    done = until_stopped(lambda stop: desk.write_briefs(stop=stop, progress=say))
    progress.end()
    failed = f", {done.failed:,} could not be written" if done.failed else ""
    none = done.done - done.briefs - done.ledes - done.failed
    click.echo(
        f"{count(done.done, 'story', 'stories')} looked at: {count(done.briefs, BriefOutcome.BRIEF.value)}, "
        f"{done.ledes:,} with an article's first sentences, {none:,} with none{failed}."
    )
    if done.left:
        click.echo(f"{count(done.left, 'brief')} left: beatbook brief write takes them up.")


def note_queued(desk: Desk) -> None:
    """Note what waits, with progress and a summary. Raises Busy if another process is at it."""
    progress = Progress()

    def say(done: Noticed) -> None:
        progress(f"{done.done:,} of {done.done + done.left:,} noted, {count(done.announced, 'announcement')}")

    done = until_stopped(lambda stop: desk.note(stop=stop, progress=say))
    progress.end()
    failed = f", {done.failed:,} could not be read" if done.failed else ""
    click.echo(
        f"{count(done.done, 'article')} noted: {count(done.announced, 'announcement')} in them{failed}."
    )
    if done.left:
        click.echo(f"{count(done.left, 'article')} left: beatbook ahead read takes them up.")


def observe_queued(desk: Desk) -> None:
    """Observe what waits, with progress and a summary. Raises Busy if another process is at it."""
    progress = Progress()

    def say(done: ObservedSoFar) -> None:
        progress(f"{done.done:,} of {done.done + done.left:,} observed, {count(done.stated, 'observation')}")

    done = until_stopped(lambda stop: desk.observe(stop=stop, progress=say))
    progress.end()
    failed = f", {done.failed:,} could not be read" if done.failed else ""
    click.echo(
        f"{count(done.done, 'article')} observed: {count(done.stated, 'observation')} of figures in them{failed}."
    )
    if done.left:
        click.echo(f"{count(done.left, 'article')} left: beatbook figures read takes them up.")


def settle_queued(desk: Desk) -> None:
    """Settle what is due, with progress and a summary if there was anything. Raises Busy if another process is at it."""
    progress = Progress()

    def say(done: SettledSoFar) -> None:
        progress(f"{count(done.done, 'announcement')} settled")

    done = until_stopped(lambda stop: desk.settle(stop=stop, progress=say))
    progress.end()
    if done.done:
        failed = f", {done.failed:,} could not be settled" if done.failed else ""
        click.echo(
            f"{count(done.done, 'announcement')} looked at whose days have come: {done.happened:,} happened{failed}."
        )


def catch_up(desk: Desk) -> None:
    """Group what waits, read it for days and figures, settle it, then write what waits; if another process is at one of them, that one does it."""
    if desk.store.waiting(GROUP):
        with suppress(Busy):
            group_queued(desk)
    if desk.store.waiting(NOTE):
        with suppress(Busy):
            note_queued(desk)
    if desk.store.waiting(OBSERVE):
        with suppress(Busy):
            observe_queued(desk)
    with suppress(Busy):
        settle_queued(desk)
    if desk.store.waiting(BRIEF):
        with suppress(Busy):
            write_queued(desk)

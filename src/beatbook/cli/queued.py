"""What waits to be done with articles, stories and pieces, stage by stage. What several commands do at their end."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

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

T = TypeVar("T")


def _shown(run: Callable[..., Coroutine[Any, Any, T]], say: Callable[[T], str]) -> T:
    """What a stage of the desk has done in the end; while it runs, `say` tells of it on one line."""
    progress = Progress()
    done = until_stopped(lambda stop: run(stop=stop, progress=lambda so_far: progress(say(so_far))))
    progress.end()
    return done


def group_queued(desk: Desk) -> None:
    """Group what waits, with progress and a summary. Raises Busy if another process is at it."""

    def say(done: Grouped) -> str:
        return f"{done.done:,} of {done.done + done.left:,} grouped, {done.opened:,} stories"

    done = _shown(desk.group, say)
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

    def say(done: Written) -> str:
        return f"{done.done:,} of {count(done.done + done.left, 'brief')} written"

    done = _shown(desk.write_briefs, say)
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

    def say(done: Noticed) -> str:
        return f"{done.done:,} of {done.done + done.left:,} noted, {count(done.announced, 'announcement')}"

    done = _shown(desk.note, say)
    failed = f", {done.failed:,} could not be read" if done.failed else ""
    click.echo(
        f"{count(done.done, 'article')} noted: {count(done.announced, 'announcement')} in them{failed}."
    )
    if done.left:
        click.echo(f"{count(done.left, 'article')} left: beatbook ahead read takes them up.")


def observe_queued(desk: Desk) -> None:
    """Observe what waits, with progress and a summary. Raises Busy if another process is at it."""

    def say(done: ObservedSoFar) -> str:
        return f"{done.done:,} of {done.done + done.left:,} observed, {count(done.stated, 'observation')}"

    done = _shown(desk.observe, say)
    failed = f", {done.failed:,} could not be read" if done.failed else ""
    click.echo(
        f"{count(done.done, 'article')} observed: {count(done.stated, 'observation')} of figures in them{failed}."
    )
    if done.left:
        click.echo(f"{count(done.left, 'article')} left: beatbook figures read takes them up.")


def settle_queued(desk: Desk) -> None:
    """Settle what is due, with progress and a summary if there was anything. Raises Busy if another process is at it."""

    def say(done: SettledSoFar) -> str:
        return f"{count(done.done, 'announcement')} settled"

    done = _shown(desk.settle, say)
    if done.done:
        failed = f", {done.failed:,} could not be settled" if done.failed else ""
        click.echo(
            f"{count(done.done, 'announcement')} looked at whose days have come: {done.happened:,} happened{failed}."
        )


def look_after_pieces(desk: Desk) -> None:
    """Append what came late to reviews, and draft those of periods that are over, with a summary if there was anything. Raises Busy if
    another process is at it."""
    done = desk.look_after_pieces()
    if done.appended:
        click.echo(f"{count(done.appended, 'addendum', 'addenda')} to published reviews.")
    if done.drafted:
        click.echo(f"{count(done.drafted, 'review')} drafted: beatbook piece list --drafts")


def catch_up(desk: Desk) -> None:
    """Group what waits, read it for days and figures, settle it, write what waits, then look after the pieces; if another process is at
    one of them, that one does it."""
    for stage, do in _IN_TURN:
        if stage is None or desk.store.waiting(stage):
            with suppress(Busy):
                do(desk)


_IN_TURN: tuple[tuple[str | None, Callable[[Desk], None]], ...] = (
    (GROUP, group_queued),
    (NOTE, note_queued),
    (OBSERVE, observe_queued),
    (None, settle_queued),
    (BRIEF, write_queued),
    (None, look_after_pieces),
)
"""What does what waits, in order; without a stage, it sees for itself whether there is anything."""

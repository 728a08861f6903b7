"""Gathering and serving."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import click
import structlog

from beatbook.cli.common import Progress, count, desk_option, open_desk, set_up_log, until_stopped
from beatbook.desk import Desk
from beatbook.errors import StoreError
from beatbook.model import OUTCOME_WORDS
from beatbook.work.gatherer import Tally

if TYPE_CHECKING:
    from beatbook.web.serve import Listener


def shown(tally: Tally) -> str:
    parts = [f"{n:,} {OUTCOME_WORDS[o]}" for o, n in sorted(tally.outcomes.items())]
    again = f"; {tally.again.read:,} read again" if tally.again.read else ""
    return (
        f"{count(tally.polls, 'feed')} polled, {tally.new:,} new"
        + (": " + ", ".join(parts) if parts else "")
        + again
    )


@click.command(
    "gather",
    epilog="""\b
Examples:
  beatbook gather                 ask every feed now
  beatbook gather --due           only those that are due; for cron
  beatbook gather --source nk-news
""",
)
@desk_option
@click.option("--due", is_flag=True, help="Ask only the feeds that are due.")
@click.option("--source", metavar="SLUG", help="Ask only this source's feeds.")
@click.option("-v", "--verbose", is_flag=True, help="Log every poll and every item.")
def gather_command(folder: str | None, due: bool, source: str | None, verbose: bool) -> None:
    """Poll the feeds once and read what they list."""
    set_up_log(verbose)
    progress = Progress(quiet=verbose)

    with open_desk(folder) as desk:
        if source is not None and source not in {s.slug for s in desk.store.sources()}:
            raise click.BadParameter(f"no source '{source}'", param_hint="--source")
        desk.load_beats()
        tally = until_stopped(
            lambda stop: desk.gather(
                all_now=not due, source=source, stop=stop, progress=lambda tally: progress(shown(tally))
            )
        )
        progress.end()
        click.echo(shown(tally) + ".")
        if tally.unchanged:
            click.echo(f"{count(tally.unchanged, 'feed')} had nothing new.")
        if not tally.polls:
            click.echo(
                "No feed could be asked: add one with beatbook source add URL, or see beatbook status."
            )
        for reason, n in tally.failures.most_common():
            from beatbook.gather.reasons import words

            where = [url for url, why in tally.failed if why == reason]
            click.echo(
                f"{count(n, 'feed')} failed: {words(reason)}: {', '.join(where[:NAMED])}"
                + (" …" if n > NAMED else ""),
                err=True,
            )


NAMED = 3
"""Failed feeds that are named for each reason; `beatbook status` names them all."""


@click.command(
    "run",
    epilog="""\b
Examples:
  beatbook run
  beatbook run --port 9000
  beatbook run --no-gather        serve only
""",
)
@desk_option
@click.option("--host", help="The address to serve on [default: from desk.toml].")
@click.option("--port", type=click.IntRange(0, 65535), help="The port to serve on; 0 takes a free one.")
@click.option("--no-gather", is_flag=True, help="Serve only.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Show this day in the masthead instead of today."
)
@click.option("-v", "--verbose", is_flag=True, help="Log every poll, item and request.")
def run_command(
    folder: str | None, host: str | None, port: int | None, no_gather: bool, as_of: date | None, verbose: bool
) -> None:
    """Gather on schedule and serve the desk's pages."""
    from beatbook.web.serve import listen

    set_up_log(verbose)
    with open_desk(folder) as desk:
        if as_of:
            shown_day = replace(desk.settings.desk, as_of=as_of.strftime("%Y-%m-%d"))
            desk.settings = replace(desk.settings, desk=shown_day)
        desk.load_beats()
        web = desk.settings.web
        listener = listen(host or web.host, web.port if port is None else port)
        asyncio.run(keep_running(desk, listener, gather=not no_gather, verbose=verbose))


async def keep_running(desk: Desk, listener: Listener, *, gather: bool = True, verbose: bool = False) -> None:
    """Serve, and gather what is due, until SIGINT or SIGTERM; what is under way is finished first."""
    from beatbook.web.serve import serve

    stop = asyncio.Event()

    def ready(address: str) -> None:
        click.echo(f"{desk.settings.desk.name} is at {address} (Ctrl-C stops it)")

    gathering = asyncio.create_task(gather_on(desk, stop)) if gather else None
    await serve(desk.app(), listener, ready, verbose=verbose)
    stop.set()
    if gathering:
        await gathering


AGAIN = 60.0
"""Seconds until a gatherer that could not work (disk full, another one running) tries again; readers are served on."""


async def gather_on(desk: Desk, stop: asyncio.Event) -> None:
    """Gather what is due until `stop`; what keeps it from working is said once, and tried again."""
    said = ""
    while not stop.is_set():
        try:
            await desk.gather(once=False, all_now=False, stop=stop)
        except Exception as error:  # noqa: BLE001 - pages are served on whatever happens here
            now_said = str(error) if isinstance(error, StoreError) else f"{type(error).__name__}: {error}"
            if not isinstance(error, StoreError):
                structlog.get_logger("beatbook.run").exception("gathering failed")
            if now_said != said:
                said = now_said
                click.echo(f"beatbook: not gathering for now: {said}", err=True)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), AGAIN)

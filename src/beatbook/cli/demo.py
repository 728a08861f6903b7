"""A desk on the sample press: the whole line on one machine, to try and to show."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

import click

from beatbook import periods, sample
from beatbook.cli.common import Progress, count, set_up_log
from beatbook.cli.run import keep_running, shown
from beatbook.desk import Desk, local_pair
from beatbook.errors import Busy, InputError, StoreError
from beatbook.model import PieceState
from beatbook.sample.press import CLOSING, OPENING, VELM
from beatbook.sample.server import PressServer
from beatbook.settings import FILE
from beatbook.store.pieces import Draft
from beatbook.web.serve import Listener, listen
from beatbook.work.pieces import DESK, slug_of_review, slug_of_timeline

LOOKS = (
    datetime(2026, 8, 13, 10, tzinfo=VELM),
    datetime(2026, 9, 10, 12, tzinfo=VELM),
    CLOSING,
)
"""The press's clock at each gathering: before a headline is changed, before a number is corrected, and at the end of
its three months."""

HOUR = time(9)
"""When the demo's desk publishes."""

PRESS_PORT = 8766
USUAL_PORT = 8765


@click.command(
    "demo",
    epilog="""\b
Examples:
  beatbook demo
  beatbook demo my-demo --port 9000
""",
)
@click.argument("folder", default="beatbook-demo", type=click.Path(path_type=Path))
@click.option(
    "--port",
    default=USUAL_PORT,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port to serve the desk on.",
)
@click.option(
    "--press-port",
    default=PRESS_PORT,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port of the sample press.",
)
@click.option("--no-serve", is_flag=True, help="Gather, and end.")
def demo_command(folder: Path, port: int, press_port: int, no_serve: bool) -> None:
    """Try it: a desk on a sample press, on this machine.

    Starts the sample press (a small made-up news web) on this machine, makes a desk in FOLDER, gathers the press over
    HTTP, and serves the desk. Nothing leaves this machine.
    """
    set_up_log(verbose=False)
    listener = None if no_serve else _listen(port)
    try:
        press = PressServer(press_port, clock=LOOKS[0])
    except OSError as error:
        raise Busy(f"port {press_port} is in use; take another for the press with --press-port") from error
    with press:
        click.echo(
            f"The sample press is at {press.base}/ ({count(len(press.outlets), 'outlet')}, all made up)."
        )
        if not (folder / FILE).exists():
            _make(folder, press)
        with Desk.open(folder) as desk:
            if desk.store.fact("press") != press.base:
                raise StoreError(
                    f"{folder}: this desk was not made on a press at {press.base}; name another folder"
                )
            desk.load_beats()
            for moment in LOOKS:
                press.clock = moment
                progress = Progress()
                tally = asyncio.run(desk.gather(progress=lambda tally: progress(shown(tally))))  # noqa: B023
                progress.end()
                click.echo(f"Gathered as of {moment:%B} {moment.day}: {shown(tally)}.")
            for slug, n in desk.store.counts().beats.items():
                click.echo(f"  {n:>5,}  {slug}")
            _publish(desk)
            if listener is not None:
                asyncio.run(keep_running(desk, listener))


def _publish(desk: Desk) -> None:
    """What a desk writes itself, published as it would have been at the time: timelines and reviews of the press's months that are
    over, and what is new of figures."""
    pieces, done = desk.pieces(), 0
    months = [periods.named(f"{OPENING.year}-{m:02}") for m in range(OPENING.month, CLOSING.month + 1)]
    for beat in desk.store.beats():
        known = {line.piece.slug for line in desk.store.pieces(beat.slug, states=tuple(PieceState))}
        drafts: list[tuple[date, Callable[[datetime], Draft]]] = []
        for month in months:
            last = month.days.last
            if last < desk.today():
                if slug_of_timeline(month.days) not in known:
                    told = partial(pieces.draft_timeline, beat.slug, month.days, DESK)
                    drafts.append((last + timedelta(2), told))
                if slug_of_review(month.name) not in known:
                    reviewed = partial(pieces.draft_review, beat.slug, month, DESK)
                    drafts.append((last + timedelta(3), reviewed))
        for figure in desk.store.figures(beat.slug):
            if figure.latest and f"{figure.figure.slug}-{figure.latest}" not in known:
                updated = partial(pieces.draft_figure, beat.slug, figure.figure.slug, DESK)
                drafts.append((figure.latest, updated))
        for day, drafted in drafts:
            at = datetime.combine(day, HOUR, VELM)
            with suppress(InputError):  # a quiet month, or a draft that an editor must look at
                draft = drafted(at)
                pieces.publish(beat.slug, draft.piece.slug, draft.number, DESK, at)
                done += 1
    if done:
        click.echo(f"Published {count(done, 'piece')} of the desk's own.")


def _listen(port: int) -> Listener:
    """The port asked for; a free one if it is the usual one and taken."""
    try:
        return listen("127.0.0.1", port)
    except Busy:
        if port != USUAL_PORT:
            raise
        click.echo(f"Port {port} is in use; taking a free one.", err=True)
        return listen("127.0.0.1", 0)


def _make(folder: Path, press: PressServer) -> None:
    """A desk that watches every outlet of the press, found as any source is: from its home page."""
    if folder.exists() and any(folder.iterdir()):
        raise StoreError(f"{folder}: is not empty; name another folder for the demo")
    Desk.init(folder, "The Strait Desk")
    settings = folder / FILE
    text = settings.read_text(encoding="utf-8")
    text = text.replace('# time_zone = "UTC"', 'time_zone = "Asia/Seoul"')
    text = text.replace('# drafts = "month"', 'drafts = ""')  # its months are published at the end
    settings.write_text(text.replace('# as_of = ""', f'as_of = "{CLOSING:%Y-%m-%d}"'), encoding="utf-8")
    for beat in sorted((Path(sample.__file__).parent / "beats").glob("*.toml")):
        shutil.copy(beat, folder / "beats" / beat.name)
    shutil.copytree(Path(sample.__file__).parent / "figures", folder / "figures")
    with Desk.open(folder) as desk:
        from dataclasses import replace

        for outlet in press.outlets:
            pair = local_pair(outlet.home)
            allow = (pair,) if pair else ()
            source, feeds = asyncio.run(desk.find_feeds(outlet.home, allow))
            desk.add_source(replace(source, tier=outlet.tier, allow=allow), feeds[:1])
        desk.store.set_fact("press", press.base)

"""What several commands share: which desk is meant, the log, progress, and how a number is written."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Coroutine
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import structlog

from beatbook.errors import InputError
from beatbook.model import PieceState
from beatbook.settings import nearest

if TYPE_CHECKING:
    from beatbook.desk import Desk
    from beatbook.store.pieces import PieceLine

T = TypeVar("T")

NEAR = 1_000
"""Pieces of a beat, the newest, among which the nearest to a wrong name is looked for."""


def desk_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--desk DIR`: the folder of the desk, by default BEATBOOK_DESK or the folder we stand in."""
    return click.option(
        "-d",
        "--desk",
        "folder",
        metavar="DIR",
        help="The desk's folder [default: $BEATBOOK_DESK, else the current folder].",
    )(command)


def as_day(context: click.Context, parameter: click.Parameter, said: str | None) -> date | None:
    """The day that an argument or option is, for its `callback`."""
    if said is None:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise click.BadParameter(f"'{said}' is no day; one is written like 2020-12-05") from error


def open_desk(folder: str | None) -> Desk:
    from beatbook.desk import Desk, find_desk  # here, so that the stages start without a desk's store

    return Desk.open(find_desk(folder, os.environ))


def folder_of(folder: str | None) -> Path:
    from beatbook.desk import find_desk

    return find_desk(folder, os.environ)


def known_slug(desk: Desk, slug: str) -> str:
    """The slug of a source that the desk has. Raises InputError naming the nearest."""
    slugs = [s.slug for s in desk.store.sources()]
    if slug not in slugs:
        raise InputError(f"no source '{slug}'{nearest(slug, slugs)}")
    return slug


def known_beats(desk: Desk, slugs: tuple[str, ...]) -> tuple[str, ...]:
    """These slugs of beats. Raises InputError naming the nearest if the desk lacks one."""
    known = [b.slug for b in desk.store.beats()]
    for slug in slugs:
        if slug not in known:
            raise InputError(f"no beat '{slug}'{nearest(slug, known)}")
    return slugs


def found_piece(desk: Desk, beat: str, slug: str) -> PieceLine:
    """A piece of a beat. Raises InputError naming the nearest if there is none."""
    known_beats(desk, (beat,))
    line = desk.store.piece(beat, slug)
    if line is None:
        slugs = [one.piece.slug for one in desk.store.pieces(beat, states=tuple(PieceState), limit=NEAR)]
        raise InputError(f"the beat '{beat}' has no piece '{slug}'{nearest(slug, slugs)}")
    return line


def until_stopped(work: Callable[[asyncio.Event], Coroutine[Any, Any, T]]) -> T:
    """Do the work; SIGINT and SIGTERM set its event, and the second one ends at once."""

    async def run() -> T:
        stop, loop = asyncio.Event(), asyncio.get_running_loop()

        def end(name: signal.Signals) -> None:
            stop.set()
            loop.remove_signal_handler(name)

        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, end, name)
        return await work(stop)

    return asyncio.run(run())


def count(n: int, word: str, words: str = "") -> str:
    """ "1 article", "9,033 articles"."""
    return f"{n:,} {word if n == 1 else words or word + 's'}"


def set_up_log(verbose: bool) -> None:
    """Warnings go to standard error, all of it with `-v`; text on a terminal, JSON elsewhere."""
    drawn: structlog.types.Processor = (
        structlog.dev.ConsoleRenderer()
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            drawn,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO if verbose else logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


class Progress:
    """One line on the terminal that is written over; a line now and then where it is no terminal. To standard error."""

    EVERY_TTY, EVERY_FILE = 0.1, 10.0

    def __init__(self, quiet: bool = False) -> None:
        self.quiet, self.tty = quiet, sys.stderr.isatty()
        self._last, self._wide = time.monotonic() if not self.tty else 0.0, 0

    def __call__(self, text: str) -> None:
        now = time.monotonic()
        if self.quiet or now - self._last < (self.EVERY_TTY if self.tty else self.EVERY_FILE):
            return
        self._last = now
        if self.tty:
            sys.stderr.write("\r" + text.ljust(self._wide))
            self._wide = len(text)
        else:
            sys.stderr.write(text + "\n")
        sys.stderr.flush()

    def end(self) -> None:
        """Make room for what is said next."""
        if self.tty and self._wide:
            sys.stderr.write("\r" + " " * self._wide + "\r")
            sys.stderr.flush()

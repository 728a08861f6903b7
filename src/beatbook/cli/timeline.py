"""Timelines on the command line: the events of a beat's period, and an editor's word on them."""

from __future__ import annotations

import json
from datetime import date

import click

from beatbook import periods
from beatbook.cli.common import as_day, desk_option, known_beats, open_desk
from beatbook.cli.story import WHO
from beatbook.desk import Desk
from beatbook.errors import InputError
from beatbook.model import DayFrom, Timeline
from beatbook.store.times import Choose
from beatbook.work.lines import event_out


@click.group(
    "timeline",
    epilog="""\b
Examples:
  beatbook timeline show the-strait 2020-10
  beatbook timeline title the-strait 2020-10 "Timeline: From the parade to the letter"
  beatbook timeline pin the-strait 2020-10-10
  beatbook timeline strike the-strait "A band of four played on the quay."
""",
)
def timeline_command() -> None:
    """What happened when in a beat, and an editor's word on it."""


@timeline_command.command(
    "show",
    epilog="""\b
Examples:
  beatbook timeline show the-strait                                  the newest twelve months
  beatbook timeline show the-strait 2020-10 --events 10
  beatbook timeline show the-strait 2020-10-01..2020-11-15 --json
""",
)
@click.argument("beat")
@click.argument("period", required=False)
@desk_option
@click.option(
    "--events",
    type=click.IntRange(1, 1_000),
    help="Events, at most [default: as many as the matter deserves].",
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show(beat: str, period: str | None, folder: str | None, events: int | None, as_json: bool) -> None:
    """The events of BEAT in PERIOD, by their days, in sentences of those who reported them."""
    with open_desk(folder) as desk:
        known_beats(desk, (beat,))
        timelines = desk.timelines()
        if period is not None:
            days = periods.read(period)
        elif span := timelines.span(beat):
            days = periods.newest(span, desk.today())
        else:
            raise InputError(
                f"nothing is noted of the beat '{beat}' yet: beatbook ahead read takes up what waits"
            )
        made = timelines.of_beat(beat, *days, events)
        if as_json:
            click.echo(json.dumps(_as_json(made), ensure_ascii=False, indent=2))
        else:
            _print(desk, made)


def _print(desk: Desk, made: Timeline) -> None:
    click.echo(f"{made.title}\n{made.first} to {made.last}\n")
    sources = {s.slug: s.name for s in desk.store.sources()}
    cited = {s.article for e in made.events for c in e.sentences for s in c.spans}
    lines = {line.key: line for line in desk.store.lines(sorted(cited))}
    for event in made.events:
        told = "" if event.day_from is DayFrom.STATED else " (the day it was reported)"
        click.echo(f"{event.day}{told}")
        for c in event.sentences:
            line = lines.get(c.spans[0].article)
            source = f"  [{sources.get(line.source, line.source)}, {line.key}]" if line else ""
            click.echo(f"  {' '.join(c.text.split())}{source}")
    if not made.events:
        click.echo("Nothing is known to have happened in this period.")


def _as_json(made: Timeline) -> dict[str, object]:
    return {
        "title": made.title,
        "first": made.first.isoformat(),
        "last": made.last.isoformat(),
        "events": [event_out(event, {}, {}) for event in made.events],
    }


# ---- an editor's word -----------------------------------------------------------------------------------------------------------

UNDO = click.option("--undo", is_flag=True, help="Take it back.")


@timeline_command.command(
    "title",
    epilog="""\b
Examples:
  beatbook timeline title the-strait 2020-10 "Timeline: From the parade to the letter"
  beatbook timeline title the-strait 2020-10 --undo
""",
)
@click.argument("beat")
@click.argument("period")
@click.argument("title", required=False)
@desk_option
@UNDO
def title_(beat: str, period: str, title: str | None, folder: str | None, undo: bool) -> None:
    """Say for good what the timeline of PERIOD in BEAT is called."""
    said = " ".join((title or "").split())
    if bool(said) == undo:
        raise InputError("say a TITLE, or --undo")
    days = periods.read(period)
    with open_desk(folder) as desk:
        desk.choose(Choose(beat, WHO, desk.now(), period=days, title=None if undo else said))
        click.echo("Taken back." if undo else f"{periods.written(days)} is called: {said}")


@timeline_command.command(
    "strike",
    epilog="""\b
Examples:
  beatbook timeline strike the-strait "A band of four played on the quay."
  beatbook timeline strike the-strait "A band of four played on the quay." --undo
""",
)
@click.argument("beat")
@click.argument("sentence")
@desk_option
@UNDO
def strike(beat: str, sentence: str, folder: str | None, undo: bool) -> None:
    """Say for good that SENTENCE is in no timeline of BEAT. It is told apart by its wording."""
    with open_desk(folder) as desk:
        desk.choose(Choose(beat, WHO, desk.now(), struck=sentence, undo=undo))
        click.echo("Allowed again." if undo else "Struck out of the beat's timelines.")


@timeline_command.command(
    "pin",
    epilog="""\b
Examples:
  beatbook timeline pin the-strait 2020-10-10
  beatbook timeline pin the-strait 2020-10-10 --undo
""",
)
@click.argument("beat")
@click.argument("day", metavar="DAY", callback=as_day)
@desk_option
@UNDO
def pin(beat: str, day: date, folder: str | None, undo: bool) -> None:
    """Say for good that DAY is in every timeline of BEAT that it falls into, if anything is told of it."""
    with open_desk(folder) as desk:
        desk.choose(Choose(beat, WHO, desk.now(), pinned=day, undo=undo))
        click.echo("Let go." if undo else f"{day} is pinned.")

"""What's ahead: what articles announce, what became of it, an editor's word on it, and the beats' calendars."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from beatbook.cli.common import as_day, count, desk_option, known_beats, open_desk, set_up_log
from beatbook.cli.queued import catch_up, note_queued, settle_queued
from beatbook.cli.story import WHO
from beatbook.desk import Desk
from beatbook.errors import BeatError, Busy, InputError
from beatbook.filing import calendarfile
from beatbook.model import Announcement, Announcing, Days, Fate, Settled, Span
from beatbook.store.times import NOTE, KeptAnnouncement, found_at

HORIZON = timedelta(days=400)
"""How far ahead dates of a calendar are listed, where no last day is named."""

MOST = 1_000
"""Announcements that are listed."""

FATES = {fate.value.replace(" ", "-"): fate for fate in Fate}


@click.group(
    "ahead",
    epilog="""\b
Examples:
  beatbook ahead list the-strait
  beatbook ahead show a1b2c3
  beatbook ahead settle a1b2c3 happened --why "I was there"
  beatbook ahead check
""",
)
def ahead_command() -> None:
    """What articles announce, what became of it, and the beats' calendars.

    An announcement goes by its key, as it stands in the address of its page.
    """


# ---- what is ahead ----------------------------------------------------------------------------------------------------------


@ahead_command.command(
    "list",
    epilog="""\b
Examples:
  beatbook ahead list the-strait
  beatbook ahead list the-strait --from 2020-11-01 --to 2020-11-30    what had been announced
  beatbook ahead list the-strait --json | jq -r '.[].key'
""",
)
@click.argument("beat")
@desk_option
@click.option("--from", "first", metavar="DAY", callback=as_day, help="The first day [default: today].")
@click.option(
    "--to", "last", metavar="DAY", callback=as_day, help="The last day [default: all that is ahead]."
)
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def list_(beat: str, folder: str | None, first: date | None, last: date | None, as_json: bool) -> None:
    """What is ahead in BEAT, by its days, with the dates of its calendar."""
    with open_desk(folder) as desk:
        desk.load_beats()
        known_beats(desk, (beat,))
        first = first or desk.today()
        if last and last < first:
            raise InputError(f"the last day, {last}, is before the first, {first}")
        found = [k.announcement for k in desk.store.ahead(beat, first, last, limit=MOST)]
        found += desk.calendars.dates(beat, Days(first, last or first + HORIZON))
        found.sort(key=lambda a: (a.days or Days(date.max, date.max), a.key))
        if as_json:
            click.echo(json.dumps([_as_json(a) for a in found], ensure_ascii=False, indent=2))
            return
        for a in found:
            fate = "" if a.settled.fate is Fate.AHEAD else f" ({a.settled.fate.value})"
            click.echo(f"{a.key}  {_days(a.days)}  {_says(a)}{fate}")
        if not found:
            click.echo("Nothing is announced for these days.")
        if wrong := desk.calendars.wrong(beat):
            click.echo(f"The dates of the beat's calendar are missing: {wrong}", err=True)


def _days(days: Days | None) -> str:
    if days is None:
        return "no day"
    return f"{days.first}" if days.first == days.last else f"{days.first}..{days.last}"


def _says(a: Announcement) -> str:
    return a.title or (a.sentences[0].text if a.sentences else "")


def _as_json(a: Announcement) -> dict[str, Any]:
    return {
        "key": a.key,
        "first": a.days.first.isoformat() if a.days else None,
        "last": a.days.last.isoformat() if a.days else None,
        "precision": a.precision.value,
        "certainty": a.certainty.value,
        "text": _says(a),
        "stated_by": a.stated_by,
        "articles": a.origins,
        "calendar": not a.sentences,
        "fate": a.settled.fate.value,
        "why": a.settled.why,
        "story": a.settled.story,
        "sequence": a.sequence,
        "spans": [_span(span) for cited in a.sentences for span in cited.spans],
        "trail": [
            {
                "said": step.said.isoformat(),
                "act": step.act.value,
                "first": step.days.first.isoformat() if step.days else None,
                "last": step.days.last.isoformat() if step.days else None,
                "certainty": step.certainty.value,
                **_span(step.span),
            }
            for step in a.trail
        ],
    }


def _span(span: Span) -> dict[str, Any]:
    return {"article": span.article, "version": span.version, "start": span.start, "end": span.end}


@ahead_command.command(
    "show", epilog="\b\nExamples:\n  beatbook ahead show a1b2c3\n  beatbook ahead show a1b2c3 --json\n"
)
@click.argument("key")
@desk_option
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show(key: str, folder: str | None, as_json: bool) -> None:
    """An announcement: every sentence that announced it, where it was put and when, and what became of it."""
    with open_desk(folder) as desk:
        kept = _found(desk, key)
        if as_json:
            said = {
                **_as_json(kept.announcement),
                "beats": list(kept.beats),
                "announced": [_one(a) for a in kept.announced],
            }
            click.echo(json.dumps(said, ensure_ascii=False, indent=2))
            return
        _print(kept)


def _one(announcing: Announcing) -> dict[str, Any]:
    days = announcing.days
    return {
        "text": announcing.text,
        "said": announcing.said.isoformat(),
        "act": announcing.act.value,
        "first": days.first.isoformat() if days else None,
        "last": days.last.isoformat() if days else None,
        "stated_by": announcing.stated_by,
        **_span(announcing.span),
    }


def _found(desk: Desk, key: str) -> KeptAnnouncement:
    """The announcement of this key, or the one that it was found to be the same as. Raises InputError."""
    kept = found_at(desk.store, key)
    if kept is None and key.startswith(calendarfile.MARK):
        raise InputError(f"'{key}' is a date of the beat's calendar: change it in calendars/")
    if kept is None:
        raise InputError(f"no announcement '{key}'; the keys are in: beatbook ahead list BEAT")
    return kept


def _print(kept: KeptAnnouncement) -> None:
    a = kept.announcement
    click.echo(f"{a.key}: {_days(a.days)} ({a.precision.value}), {a.certainty.value}")
    click.echo(f"  {_says(a)}")
    if a.stated_by:
        click.echo(f"  according to {a.stated_by}")
    click.echo(f"  announced by {count(a.origins, 'article')}; beats: {', '.join(kept.beats) or 'none'}")
    click.echo(f"  {_settled(a.settled)}")
    for said in kept.announced:
        span = said.span
        click.echo(f"{said.said}  {said.act.value}, {_days(said.days)}: {said.text}")
        click.echo(f"   {span.article}, characters {span.start} to {span.end}")
    for cited in a.settled.sentences:
        click.echo(f"reported: {cited.text}")
        for span in cited.spans:
            click.echo(f"   {span.article}, characters {span.start} to {span.end}")
    if kept.said and kept.said.is_none:
        click.echo(f"{kept.said.who} says that it is none ({kept.said.at:%Y-%m-%d}).")
    if kept.said and kept.said.days:
        click.echo(f"{kept.said.who} says that it is on {_days(kept.said.days)} ({kept.said.at:%Y-%m-%d}).")


def _settled(settled: Settled) -> str:
    why = f": {settled.why}" if settled.why else ""
    return settled.fate.value + why + (f" (says {settled.who})" if settled.who else "")


# ---- an editor's word -------------------------------------------------------------------------------------------------------


def _say(folder: str | None, key: str, correct: Callable[[Desk, str], None]) -> None:
    """Write down what an editor says of an announcement, and show what comes of it."""
    with open_desk(folder) as desk:
        key = _found(desk, key).announcement.key
        correct(desk, key)
        catch_up(desk)
        _print(_found(desk, key))


@ahead_command.command(
    "settle",
    epilog="""\b
Examples:
  beatbook ahead settle a1b2c3 happened
  beatbook ahead settle a1b2c3 cancelled --why "the council said so in its session"
""",
)
@click.argument("key")
@click.argument("fate", type=click.Choice(sorted(FATES)))
@desk_option
@click.option("--why", default="", metavar="TEXT", help="The reason, which readers see.")
def settle(key: str, fate: str, folder: str | None, why: str) -> None:
    """Say for good what became of an announcement."""
    said = " ".join(why.split())
    _say(folder, key, lambda desk, key: desk.correct_announcement(key, WHO, fate=FATES[fate], why=said))


@ahead_command.command(
    "days",
    epilog="""\b
Examples:
  beatbook ahead days a1b2c3 2020-12-15
  beatbook ahead days a1b2c3 2020-12-15 2020-12-17
""",
)
@click.argument("key")
@click.argument("first", callback=as_day)
@click.argument("last", callback=as_day, required=False)
@desk_option
def days(key: str, first: date, last: date | None, folder: str | None) -> None:
    """Say for good on which days an announcement is, from FIRST to LAST."""
    if last and last < first:
        raise click.UsageError(f"the last day, {last}, is before the first, {first}")
    said = Days(first, last or first)
    _say(folder, key, lambda desk, key: desk.correct_announcement(key, WHO, days=said))


@ahead_command.command("none", epilog="\b\nExamples:\n  beatbook ahead none a1b2c3\n")
@click.argument("key")
@desk_option
def none(key: str, folder: str | None) -> None:
    """Say for good that nothing is announced there: it is in no list any more, and its page says so."""
    _say(folder, key, lambda desk, key: desk.correct_announcement(key, WHO, is_none=True))


@ahead_command.command("undo", epilog="\b\nExamples:\n  beatbook ahead undo a1b2c3\n")
@click.argument("key")
@desk_option
def undo(key: str, folder: str | None) -> None:
    """Take back what editors said of an announcement: what became of it, its days, and that it is none."""
    _say(folder, key, lambda desk, key: desk.correct_announcement(key, WHO, undo=True))


@ahead_command.command("same", epilog="\b\nExamples:\n  beatbook ahead same a1b2c3 d4e5f6\n")
@click.argument("key")
@click.argument("into")
@desk_option
def same(key: str, into: str, folder: str | None) -> None:
    """Say for good that KEY announces the same as INTO: what was announced passes to that one, and KEY leads there.

    That cannot be taken back.
    """
    with open_desk(folder) as desk:
        one, other = _found(desk, key), _found(desk, into)
        desk.same_announcement(one.announcement.key, other.announcement.key, WHO)
        catch_up(desk)
        _print(_found(desk, into))


# ---- reading anew -----------------------------------------------------------------------------------------------------------


@ahead_command.command(
    "read",
    epilog="""\b
Examples:
  beatbook ahead read                     only what waits for it
  beatbook ahead read --all               every article that is in a story
  beatbook ahead read --beat the-strait
""",
)
@desk_option
@click.option("--all", "every", is_flag=True, help="Put all articles up first.")
@click.option("--beat", "beats", multiple=True, metavar="SLUG", help="Only this beat's; repeatable.")
@click.option("-v", "--verbose", is_flag=True, help="Log what goes wrong with an article.")
def read(folder: str | None, every: bool, beats: tuple[str, ...], verbose: bool) -> None:
    """Read articles for the days that they mention and what they announce.

    It is done by itself as articles come in; this is for what was put off, and for all of them after an upgrade.
    """
    set_up_log(verbose)
    if every and beats:
        raise click.UsageError("choose one of --all and --beat")
    with open_desk(folder) as desk:
        desk.load_beats()
        known_beats(desk, beats)
        if every or beats:
            desk.store.note_again(beats)
        try:
            note_queued(desk)
            settle_queued(desk)
        except Busy as error:
            click.echo(f"{count(desk.store.waiting(NOTE), 'article')} to be noted; {error} and will do it.")


# ---- calendars --------------------------------------------------------------------------------------------------------------


@ahead_command.command("check", epilog="\b\nExamples:\n  beatbook ahead check\n")
@desk_option
def check(folder: str | None) -> None:
    """Check the beats' calendars (calendars/*.toml), and list the dates of the coming year."""
    with open_desk(folder) as desk:
        desk.load_beats()
        beats = {beat.slug for beat in desk.store.beats()}
        found = list(desk.calendars.check())
        year = Days(desk.today(), desk.today() + timedelta(days=365))
        bad = 0
        for beat, read in found:
            if read.wrong:
                bad += 1
                click.echo(f"BAD {read.wrong}", err=True)
                continue
            to_none = "" if beat in beats else f"; no beat '{beat}' is there to show them"
            click.echo(f"ok  {beat}: {count(len(read.dates), 'date')}{to_none}")
            for a in desk.calendars.dates(beat, year):
                click.echo(f"      {_days(a.days)}  {a.title}")
        if not found:
            click.echo("No beat has a calendar.")
        if bad:
            raise BeatError(f"{count(bad, 'calendar')} cannot be used")


@ahead_command.command(
    "ics",
    epilog="""\b
Examples:
  beatbook ahead ics the-strait > the-strait.ics
  beatbook ahead ics the-strait --output the-strait.ics
""",
)
@click.argument("beat")
@desk_option
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write [default: standard output].",
)
def ics(beat: str, folder: str | None, output: Path | None) -> None:
    """What is ahead in BEAT as an iCalendar file, as its page offers it."""
    from beatbook.web.pages.ahead import as_calendar

    with open_desk(folder) as desk:
        desk.load_beats()
        known_beats(desk, (beat,))
        site = desk.site()
        body = as_calendar(site, site.beat(beat), "")
    if output is None:
        sys.stdout.buffer.write(body)
        return
    try:
        output.write_bytes(body)
    except OSError as error:
        raise InputError(f"{output}: cannot be written: {error.strerror}") from error

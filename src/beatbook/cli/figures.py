"""Figures: what a beat counts over time, what articles state of it, and an editor's word on that."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from beatbook.cli.common import count, desk_option, known_beats, open_desk, set_up_log
from beatbook.cli.queued import observe_queued
from beatbook.cli.story import WHO
from beatbook.desk import Desk
from beatbook.errors import Busy, InputError
from beatbook.filing.figurefile import printed, read_figure
from beatbook.model import Charted, Days, Observation, Stated, SuggestedFigure
from beatbook.periods import written
from beatbook.settings import nearest
from beatbook.store.figures import OBSERVE
from beatbook.writing.pieces.figure import value_in_words

COLUMNS = (
    "first", "last", "each", "standing", "value", "bound", "unit", "as_of", "stated_by", "reported", "source", "article", "version", "start",
    "end", "text",
)  # fmt: skip


@click.group(
    "figures",
    epilog="""\b
Examples:
  beatbook figures list the-strait
  beatbook figures show the-strait arrivals
  beatbook figures suggest the-strait
  beatbook figures add the-strait arrivals.toml
""",
)
def figures_command() -> None:
    """What a beat counts over time, and what articles state of it."""


@figures_command.command("list", epilog="\b\nExamples:\n  beatbook figures list the-strait\n")
@click.argument("beat")
@desk_option
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def list_(beat: str, folder: str | None, as_json: bool) -> None:
    """The figures of BEAT, and how often each is stated."""
    with open_desk(folder) as desk:
        _load(desk, beat)
        found = desk.store.figures(beat)
        if as_json:
            rows = [
                asdict(k.figure)
                | {"observations": k.observations, "latest": k.latest.isoformat() if k.latest else None}
                for k in found
            ]
            click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for k in found:
            stated = (
                f"{count(k.observations, 'observation')}, the last of {k.latest}"
                if k.latest
                else "not stated"
            )
            click.echo(f"{k.figure.slug}  {k.figure.title}: {stated}")
        if not found:
            click.echo(f"No figures are kept; what could be: beatbook figures suggest {beat}")


def _load(desk: Desk, beat: str, figure: str | None = None) -> None:
    """Load what the desk's files say. Raises InputError if there is no such beat, or it has no such figure."""
    desk.load_beats()
    known_beats(desk, (beat,))
    slugs = [kept.slug for slug, kept in desk.store.followed() if slug == beat]
    if figure is not None and figure not in slugs:
        raise InputError(f"the beat '{beat}' has no figure '{figure}'{nearest(figure, slugs)}")


# ---- one figure ----------------------------------------------------------------------------------------------------------------


@figures_command.command(
    "show",
    epilog="""\b
Examples:
  beatbook figures show the-strait arrivals
  beatbook figures show the-strait arrivals --csv > arrivals.csv
  beatbook figures show the-strait arrivals --json | jq '.points[].values[].value'
""",
)
@click.argument("beat")
@click.argument("figure")
@desk_option
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print every observation as a row of CSV.")
def show(beat: str, figure: str, folder: str | None, as_json: bool, as_csv: bool) -> None:
    """What is stated of FIGURE, by its periods: values, bounds and rivals, each with its sources."""
    if as_json and as_csv:
        raise click.UsageError("choose one of --json and --csv")
    with open_desk(folder) as desk:
        _load(desk, beat, figure)
        charted = desk.figures().charted(beat, figure, desk.today())
        names = {k.line.key: k.line.source_name for k in desk.store.observations(beat, figure)}
        if as_json:
            click.echo(json.dumps(_as_json(charted, names), ensure_ascii=False, indent=2))
        elif as_csv:
            rows = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
            rows.writeheader()
            rows.writerows(_rows(charted, names))
        else:
            _print(charted, names)
            _struck(desk, beat, figure)
        if waiting := desk.store.waiting(OBSERVE):
            click.echo(f"{count(waiting, 'article')} to be read for figures: beatbook figures read", err=True)


def _print(charted: Charted, names: dict[str, str]) -> None:
    figure = charted.figure
    unit = f", in {figure.unit}" if figure.unit else ""
    click.echo(f"{figure.slug}: {figure.title}{unit}, as of {charted.as_of}")
    if figure.note:
        click.echo(f"  {figure.note}")
    for point in charted.points:
        each = f", each {point.each}" if point.each else ""
        said = written(point.period) if point.period else f"on {point.as_of}"
        click.echo(f"{said}{each}{' (not over)' if point.is_open else ''}")
        for standing, one in point.standing():
            who = f", says {'; '.join(one.stated_by)}" if one.stated_by else ""
            before = f", in place of {_number(one.revises)}" if one.revises else ""
            earlier = " (earlier)" if standing == "earlier" else ""
            click.echo(f"  {_number(one)} as of {one.as_of}{who}{before}{earlier}")
            for each_ in one.observations:
                span = each_.span
                click.echo(f"    {each_.reported}  {names.get(span.article, '')}: {each_.text}")
                click.echo(f"      {span.article}, characters {span.start} to {span.end}")
    if not charted.points:
        click.echo("Nothing is stated of it yet.")
    if charted.gaps:
        click.echo(f"No source could be read: {', '.join(_days(gap) for gap in charted.gaps)}")


def _struck(desk: Desk, beat: str, figure: str) -> None:
    for k in desk.store.observations(beat, figure, struck=True):
        if k.struck_by:
            click.echo(f"Struck by {k.struck_by}: {k.observation.text}\n  {k.line.key}")


def _number(one: Stated) -> str:
    return value_in_words(one.value, one.bound, one.observations[0].unit)


def _days(days: Days) -> str:
    return f"{days.first}" if days.first == days.last else f"{days.first} to {days.last}"


def _as_json(charted: Charted, names: dict[str, str]) -> dict[str, Any]:
    return {
        "figure": asdict(charted.figure),
        "as_of": charted.as_of.isoformat(),
        "gaps": [_period(gap) for gap in charted.gaps],
        "points": [
            {
                **_period(point.period),
                "as_of": point.as_of.isoformat(),
                "each": point.each,
                "is_open": point.is_open,
                "values": [_stated(one, names) for one in point.values],
                "bounds": [_stated(one, names) for one in point.bounds],
                "earlier": [_stated(one, names) for one in point.earlier],
            }
            for point in charted.points
        ],
    }


def _period(days: Days | None) -> dict[str, str | None]:
    return {
        "first": days.first.isoformat() if days else None,
        "last": days.last.isoformat() if days else None,
    }


def _stated(one: Stated, names: dict[str, str]) -> dict[str, Any]:
    return {
        "value": one.value,
        "bound": one.bound.value,
        "as_of": one.as_of.isoformat(),
        "stated_by": list(one.stated_by),
        "revises": one.revises.value if one.revises else None,
        "observations": [_observed(each, names) for each in one.observations],
    }


def _observed(one: Observation, names: dict[str, str]) -> dict[str, Any]:
    return {
        "stated_by": one.stated_by,
        "reported": one.reported.isoformat(),
        "source": names.get(one.span.article),
        "article": one.span.article,
        "version": one.span.version,
        "start": one.span.start,
        "end": one.span.end,
        "text": one.text,
    }


def _rows(charted: Charted, names: dict[str, str]) -> Iterable[dict[str, Any]]:
    for point in charted.points:
        for standing, stated in point.standing():
            for one in stated.observations:
                yield {
                    **_period(point.period),
                    **_observed(one, names),
                    "each": point.each,
                    "standing": standing,
                    "value": one.value,
                    "bound": one.bound.value,
                    "unit": one.unit,
                    "as_of": one.as_of.isoformat(),
                }


# ---- which figures there are -----------------------------------------------------------------------------------------------------


@figures_command.command(
    "suggest",
    epilog="""\b
Examples:
  beatbook figures suggest the-strait
  beatbook figures suggest the-strait --json | jq -r '.[0].file' > arrivals.toml
""",
)
@click.argument("beat")
@desk_option
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON, each with its file.")
def suggest(beat: str, folder: str | None, as_json: bool) -> None:
    """What articles of BEAT count again and again, and no figure keeps yet."""
    with open_desk(folder) as desk:
        _load(desk, beat)
        found = desk.figures().suggested(beat)
        if as_json:
            click.echo(json.dumps([_suggestion(s) for s in found], ensure_ascii=False, indent=2))
            return
        for s in found:
            click.echo(
                f"{s.figure.slug}  {s.figure.title}{f' ({s.figure.unit})' if s.figure.unit else ''} by {s.figure.period}: "
                f"{count(s.articles, 'article')}, {count(s.periods, 'period')}"
            )
            click.echo(f"  {s.example.text}")
        if found:
            click.echo(f"To keep one: beatbook figures add {beat} --suggested {found[0].figure.slug}")
        else:
            click.echo("Nothing that is not kept is counted in several articles, of several periods.")


def _suggestion(one: SuggestedFigure) -> dict[str, Any]:
    (span,) = one.example.spans
    return {
        "slug": one.figure.slug,
        "title": one.figure.title,
        "period": one.figure.period.value,
        "unit": one.figure.unit,
        "articles": one.articles,
        "periods": one.periods,
        "example": {"text": one.example.text, "article": span.article, "version": span.version, "start": span.start, "end": span.end},
        "file": printed(one.figure),
    }  # fmt: skip


@figures_command.command(
    "add",
    epilog="""\b
Examples:
  beatbook figures add the-strait arrivals.toml
  beatbook figures add the-strait --suggested defectors
""",
)
@click.argument("beat")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@desk_option
@click.option("--suggested", metavar="SLUG", help="Keep this figure of those that are suggested.")
def add(beat: str, file: Path | None, folder: str | None, suggested: str | None) -> None:
    """Add a figure to BEAT, from a FILE or from what is suggested; the archive is read for it at once."""
    if (file is None) == (suggested is None):
        raise click.UsageError("give a FILE, or --suggested")
    with open_desk(folder) as desk:
        _load(desk, beat)
        if file is not None:
            figure = read_figure(file)
        else:
            new = {s.figure.slug: s.figure for s in desk.figures().suggested(beat)}
            if suggested not in new:
                raise InputError(f"no figure '{suggested}' is suggested{nearest(suggested or '', list(new))}")
            figure = new[suggested]
        path = desk.add_figure(beat, figure)
        click.echo(f"{figure.title}: {path}")
        _read(desk)


# ---- an editor's word, and reading anew --------------------------------------------------------------------------------------------


@figures_command.command(
    "strike",
    epilog="""\b
Examples:
  beatbook figures strike the-strait arrivals tide/12 "Some 195 came to the fair."
  beatbook figures strike the-strait arrivals tide/12 "Some 195 came to the fair." --undo
""",
)
@click.argument("beat")
@click.argument("figure")
@click.argument("article")
@click.argument("sentence")
@desk_option
@click.option("--undo", is_flag=True, help="Take it back.")
def strike(beat: str, figure: str, article: str, sentence: str, folder: str | None, undo: bool) -> None:
    """Say for good that a SENTENCE of an ARTICLE states nothing of FIGURE. They are as `beatbook figures show` has them."""
    with open_desk(folder) as desk:
        _load(desk, beat, figure)
        stated = desk.store.observations(beat, figure, struck=True)
        if not undo and (article, sentence) not in {(k.line.key, k.observation.text) for k in stated}:
            raise InputError(f"the article '{article}' states nothing of '{figure}' in that sentence")
        desk.strike_observation(beat, figure, article, sentence, WHO, undo=undo)
        click.echo("Taken back." if undo else "Struck.")


@figures_command.command(
    "read",
    epilog="""\b
Examples:
  beatbook figures read                only what waits for it
  beatbook figures read the-strait     the articles of a beat
  beatbook figures read --all          every article that is in a story
""",
)
@click.argument("beats", metavar="[BEAT]...", nargs=-1)
@desk_option
@click.option("--all", "every", is_flag=True, help="Put all articles up first.")
@click.option("-v", "--verbose", is_flag=True, help="Log what goes wrong with an article.")
def read(beats: tuple[str, ...], folder: str | None, every: bool, verbose: bool) -> None:
    """Read articles for what they state of figures.

    It is done by itself as articles come in; this is for what was put off, and for all of them after an upgrade.
    """
    set_up_log(verbose)
    if every and beats:
        raise click.UsageError("name beats, or choose --all")
    with open_desk(folder) as desk:
        desk.load_beats()
        known_beats(desk, beats)
        if every or beats:
            desk.store.observe_again(beats)
        _read(desk)


def _read(desk: Desk) -> None:
    try:
        observe_queued(desk)
    except Busy as error:
        click.echo(
            f"{count(desk.store.waiting(OBSERVE), 'article')} to be read for figures; {error} and will do it."
        )

"""Briefs: what is said of a story and what it rests on, an editor's word on it, what readers reported; and writing anew."""

from __future__ import annotations

import json

import click

from beatbook.cli.common import (
    count,
    desk_option,
    known_beats,
    open_desk,
    set_up_log,
)
from beatbook.cli.queued import catch_up, write_queued
from beatbook.cli.story import WHO, found_story
from beatbook.desk import Desk
from beatbook.errors import Busy, InputError
from beatbook.model import Cited, Role
from beatbook.store.editions import BRIEF, Edition, Passage


@click.group(
    "brief",
    epilog="""\b
Examples:
  beatbook brief show a1b2c3
  beatbook brief strike a1b2c3 2
  beatbook brief write --all
  beatbook brief reports
""",
)
def brief_command() -> None:
    """What is said of a story, and what it rests on."""


# ---- what is said -----------------------------------------------------------------------------------------------------------


@brief_command.command(
    "show",
    epilog="""\b
Examples:
  beatbook brief show a1b2c3
  beatbook brief show a1b2c3 --dropped
  beatbook brief show a1b2c3 --json | jq '.sentences[].text'
""",
)
@click.argument("key")
@desk_option
@click.option("--edition", type=click.IntRange(1), help="As it was shown before [default: the last one].")
@click.option("--dropped", is_flag=True, help="Also what was not published, and why.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show(key: str, folder: str | None, edition: int | None, dropped: bool, as_json: bool) -> None:
    """The brief of a story, each sentence with the words it rests on. KEY is the story's, as
    it stands in the address of its page, or that of an article in it."""
    with open_desk(folder) as desk:
        shown = _edition(desk, key, edition)
        passages = desk.store.passages([s for c in shown.brief.sentences for s in c.spans])
        if as_json:
            click.echo(json.dumps(_as_json(shown), ensure_ascii=False, indent=2))
            return
        brief = shown.brief
        said = f"{brief.outcome.value}" + (f": {brief.reason}" if brief.reason else "")
        click.echo(
            f"story {brief.story}, brief {shown.number}: {said}; {brief.writer}, as of {shown.checked:%Y-%m-%d %H:%M} UTC"
        )
        if shown.waits:
            click.echo("It is to be written again.")
        for n, sentence in enumerate(brief.sentences, 1):
            click.echo(f"\n{n}. {sentence.text}")
            for line in _rests_on(sentence, shown, [passages.get(s) for s in sentence.spans]):
                click.echo(f"   {line}")
        for one in brief.dropped if dropped else ():
            click.echo(f"\nnot: {one.text}\n   {one.why}")


def _edition(desk: Desk, key: str, number: int | None = None) -> Edition:
    story = found_story(desk, key)
    if number is None:
        found = desk.store.briefs([story.key]).get(story.key)
    else:
        found = next((e for e in desk.store.editions(story.key) if e.number == number), None)
    if found is None and number is not None:
        raise InputError(f"the story '{story.key}' has no brief {number}")
    if found is None:
        waits = "beatbook brief write does it now" if story.line else "it is filed under no beat"
        raise InputError(f"the story '{story.key}' has no brief yet: {waits}")
    return found


def _rests_on(sentence: Cited, shown: Edition, passages: list[Passage | None]) -> list[str]:
    said = []
    for span, passage in zip(sentence.spans, passages, strict=True):
        where = f"{span.article}, characters {span.start} to {span.end}"
        if passage and passage.line:
            where = f"{passage.line.source}, {passage.line.day}, version {passage.number} of {where}"
        state = " (changed since)" if span.article in shown.changed else ""
        state = " (withdrawn)" if span.article in shown.gone else state
        said.append(where + state)
    if sentence.role is Role.BACKGROUND:
        said.append(f"background, reported {sentence.published.day}" if sentence.published else "background")
    elif sentence.origins > 1:
        said.append(f"said by {sentence.origins} origins")
    return said


def _as_json(shown: Edition) -> dict[str, object]:
    brief = shown.brief
    return {
        "story": brief.story,
        "edition": shown.number,
        "outcome": brief.outcome.value,
        "reason": brief.reason,
        "writer": brief.writer,
        "written": shown.at.isoformat(),
        "checked": shown.checked.isoformat(),
        "waits": shown.waits,
        "sentences": [
            {
                "text": c.text,
                "role": c.role.value,
                "origins": c.origins,
                "published": str(c.published) if c.published else None,
                "spans": [
                    {"article": s.article, "version": s.version, "start": s.start, "end": s.end}
                    for s in c.spans
                ],
            }
            for c in brief.sentences
        ],
        "changed": sorted(shown.changed),
        "gone": sorted(shown.gone),
        "dropped": [{"text": d.text, "why": d.why} for d in brief.dropped],
    }


# ---- an editor's word ---------------------------------------------------------------------------------------------------------


@brief_command.command(
    "strike",
    epilog="""\b
Examples:
  beatbook brief strike a1b2c3 2          the second sentence, for good
  beatbook brief strike a1b2c3 --undo 1   the first of those that were struck out
  beatbook brief strike a1b2c3            what was struck out
""",
)
@click.argument("key")
@click.argument("sentence", type=click.IntRange(1), required=False)
@desk_option
@click.option("--undo", is_flag=True, help="Allow a sentence again that was struck out.")
def strike(key: str, sentence: int | None, folder: str | None, undo: bool) -> None:
    """Strike a sentence out of the brief of a story for good, whoever writes it; SENTENCE is its number in the last edition. The
    brief is then written again."""
    with open_desk(folder) as desk:
        story = found_story(desk, key).key
        if sentence is not None:
            texts = (
                [s.text for s in desk.store.struck(story)]
                if undo
                else [c.text for c in _edition(desk, story).brief.sentences]
            )
            if sentence > len(texts):
                raise InputError(f"there is no sentence {sentence}: there are {len(texts)}")
            desk.strike(story, texts[sentence - 1], WHO, undo=undo)
            catch_up(desk)
        struck = desk.store.struck(story)
        for n, one in enumerate(struck, 1):
            click.echo(f"{n}. {one.text}\n   struck out by {one.who}, {one.at:%Y-%m-%d}")
        if not struck:
            click.echo("Nothing is struck out.")


@brief_command.command(
    "reports", epilog="\b\nExamples:\n  beatbook brief reports\n  beatbook brief reports --closed\n"
)
@desk_option
@click.option("--closed", is_flag=True, help="Those that were dealt with.")
def reports(folder: str | None, closed: bool) -> None:
    """What readers say is wrong with briefs."""
    with open_desk(folder) as desk:
        found = desk.store.reports(closed=closed, limit=SHOWN)
        for one in found:
            click.echo(f"{one.number}. story {one.story}, brief {one.edition}, {one.at:%Y-%m-%d %H:%M} UTC")
            if one.sentence:
                click.echo(f"   on: {one.sentence}")
            click.echo(f"   {one.words}")
            if one.closed_at:
                said = f": {one.answer}" if one.answer else ""
                click.echo(f"   closed by {one.closed_by}, {one.closed_at:%Y-%m-%d}{said}")
        if not found:
            click.echo("No report was closed." if closed else "No report is open.")
        elif not closed and (more := desk.store.open_reports() - len(found)):
            click.echo(f"… and {more:,} more")


SHOWN = 100
"""Reports that are printed at a time."""


@brief_command.command("close", epilog='\b\nExamples:\n  beatbook brief close 12 --answer "Struck out."\n')
@click.argument("number", type=click.IntRange(1))
@desk_option
@click.option("--answer", default="", metavar="TEXT", help="What was done about it.")
def close(number: int, folder: str | None, answer: str) -> None:
    """Say that report NUMBER was dealt with."""
    with open_desk(folder) as desk:
        desk.close_report(number, WHO, answer)
        click.echo(f"{count(desk.store.open_reports(), 'report')} left.")


# ---- writing anew -------------------------------------------------------------------------------------------------------------


@brief_command.command(
    "write",
    epilog="""\b
Examples:
  beatbook brief write                    only what waits for it
  beatbook brief write --all              every story that is filed
  beatbook brief write --beat the-strait
  beatbook brief write --story a1b2c3
""",
)
@desk_option
@click.option("--all", "every", is_flag=True, help="Put the briefs of all stories up first.")
@click.option("--beat", "beats", multiple=True, metavar="SLUG", help="Only this beat's; repeatable.")
@click.option("--story", "stories", multiple=True, metavar="KEY", help="Only this story's; repeatable.")
@click.option("-v", "--verbose", is_flag=True, help="Log what goes wrong with a story.")
def write(
    folder: str | None, every: bool, beats: tuple[str, ...], stories: tuple[str, ...], verbose: bool
) -> None:
    """Write briefs.

    A brief is written by itself when its story changes; this is for what was put off, and for all of them after the
    settings changed. A brief that comes out as it was stays the same edition. Stopped or killed, the same command takes
    up what is left.
    """
    set_up_log(verbose)
    if every + bool(beats) + bool(stories) > 1:
        raise click.UsageError("choose one of --all, --beat and --story")
    with open_desk(folder) as desk:
        desk.load_beats()
        known_beats(desk, beats)
        if every or beats or stories:
            desk.store.write_again(beats, [found_story(desk, key).key for key in stories])
        try:
            write_queued(desk)
        except Busy as error:
            click.echo(f"{count(desk.store.waiting(BRIEF), 'brief')} to be written; {error} and will do it.")

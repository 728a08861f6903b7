"""Stories: what is in one, and an editor's word on it; and grouping anew."""

from __future__ import annotations

import json
from collections.abc import Iterable

import click

from beatbook.cli.common import (
    count,
    desk_option,
    known_beats,
    open_desk,
    set_up_log,
)
from beatbook.cli.queued import catch_up, group_queued
from beatbook.desk import Desk
from beatbook.errors import Busy, InputError
from beatbook.filing.origins import Wires, summary, tally
from beatbook.model import Regroup, Told
from beatbook.store.intents import GROUP
from beatbook.store.rows import DESK, Listed, Member, Regrouped, Story, StoryLine, Wanted

WHO = "operator"
"""Who an editor at the command line is."""

MOST = 500
"""Members of a story that are printed, and changes."""


@click.group(
    "story",
    epilog="""\b
Examples:
  beatbook story list --beat the-strait
  beatbook story show a1b2c3
  beatbook story merge a1b2c3 d4e5f6
  beatbook story undo 12
""",
)
def story_command() -> None:
    """What is in a story, and what an editor says of it."""


@story_command.command(
    "list",
    epilog="""\b
Examples:
  beatbook story list
  beatbook story list --beat the-strait --limit 50
  beatbook story list --json | jq -r '.[].story'
""",
)
@desk_option
@click.option("--beat", metavar="SLUG", help="Only those of a beat.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def list_(folder: str | None, beat: str | None, limit: int, as_json: bool) -> None:
    """The stories that are filed, the one last reported anew first, with their keys."""
    with open_desk(folder) as desk:
        desk.load_beats()
        known_beats(desk, (beat,) if beat else ())
        found = desk.store.stories(Wanted(beat=beat, limit=limit))
        if as_json:
            rows = [
                {
                    "story": one.key,
                    "headline": one.lead.headline,
                    "day": one.lead.day.isoformat(),
                    **_counted(one.told),
                }
                for one in found.items
            ]
            click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for one in found.items:
            pages = count(one.pages, "page")
            click.echo(
                f"{one.key}  {one.lead.day}  {one.lead.headline}  ({pages}, {count(one.origins, 'origin')})"
            )
        if found.total > len(found.items):
            click.echo(f"… and {found.total - len(found.items):,} more")
        if not found.total:
            click.echo("No story is filed yet.")


why_option = click.option(
    "--why", multiple=True, metavar="TEXT", help="A reason, to be written down with it."
)


@story_command.command(
    "show",
    epilog="""\b
Examples:
  beatbook story show a1b2c3
  beatbook story show a1b2c3 --json | jq '.members[].headline'
""",
)
@click.argument("key")
@desk_option
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show(key: str, folder: str | None, as_json: bool) -> None:
    """The articles of a story, whose words they have and why they are there. KEY is the story's, or that of an article
    in it."""
    with open_desk(folder) as desk:
        story = found_story(desk, key)
        if as_json:
            click.echo(json.dumps(_story_json(story), ensure_ascii=False, indent=2))
            return
        said = summary(story.told, Wires.shipped())
        click.echo(f"story {story.key}: {said}" + (f"; merged into {story.into}" if story.into else ""))
        for member in story.members:
            click.echo(f"\n{_headed(member.line)}")
            for said in _placed(member):
                click.echo(f"  {said}")
        if len(story.copies) > len(story.members):
            click.echo(f"\n… and {count(len(story.copies) - len(story.members), 'more article')}")
        for title, lines in (("earlier", story.earlier), ("later", story.later)):
            for line in lines:
                click.echo(f"\n{title}: {line.key}  {line.lead.headline}")
        for change in story.changes:
            click.echo(f"\n{_told(change)}")


def found_story(desk: Desk, key: str) -> Story:
    """A story by its key, or by that of an article in it. Raises InputError."""
    story = desk.store.story(key, limit=MOST)
    if story is None:
        found = desk.store.comparable([key]).get(key)
        if found is None:
            raise InputError(f"no story and no article '{key}'")
        story = desk.store.story(found.story, limit=MOST) if found.story else None
        if story is None:
            raise InputError(f"article '{key}' waits to be put into a story: beatbook regroup does it now")
    return story


def _headed(line: Listed) -> str:
    return f"{line.day}  {line.source}  {line.headline}  [{line.key}]"


def _placed(member: Member) -> list[str]:
    said = []
    if member.copy.origin:
        share = f"{member.copy.similarity:.0%}"
        said.append(f"{member.copy.kind.value} of {member.copy.origin} ({share} the same)")
    if member.copy.wire:
        said.append(f"from {member.copy.wire}")
    said += member.tie
    if member.pinned:
        said.append("put here by an editor")
    return said


def _story_json(story: Story) -> dict[str, object]:
    return {
        "key": story.key,
        "opened": story.opened.isoformat(),
        "into": story.into,
        **_counted(story.told),
        "members": [
            {
                "article": m.line.key,
                "source": m.line.source,
                "day": m.line.day.isoformat(),
                "headline": m.line.headline,
                "copy": m.copy.kind.value,
                "origin": m.copy.origin,
                "similarity": m.copy.similarity,
                "wire": m.copy.wire,
                "tie": list(m.tie),
                "joined": m.joined.isoformat(),
                "pinned": m.pinned,
            }
            for m in story.members
        ],
        "earlier": [_line_json(x) for x in story.earlier],
        "later": [_line_json(x) for x in story.later],
        "changes": [_change_json(c) for c in story.changes],
    }


def _line_json(line: StoryLine) -> dict[str, object]:
    return {"key": line.key, "headline": line.lead.headline, **_counted(line.told)}


def _counted(every: Iterable[Told]) -> dict[str, int]:
    found = tally(every)
    return {"pages": found.pages, "origins": found.origins}


# ---- an editor's word ---------------------------------------------------------------------------------------------------


@story_command.command(
    "merge",
    epilog="""\b
Examples:
  beatbook story merge a1b2c3 d4e5f6
  beatbook story merge a1b2c3 d4e5f6 --why "one and the same fire"
""",
)
@click.argument("story")
@click.argument("into")
@why_option
@desk_option
def merge(story: str, into: str, why: tuple[str, ...], folder: str | None) -> None:
    """Put all articles of STORY into INTO, for good; STORY's address leads there."""
    with open_desk(folder) as desk:
        desk.regroup(Regroup(_known(desk, story), _known(desk, into), (), why), WHO)
        _say(desk, into)


@story_command.command(
    "split",
    epilog="""\b
Examples:
  beatbook story split a1b2c3 e7f8a9 b0c1d2
""",
)
@click.argument("story")
@click.argument("articles", nargs=-1, required=True)
@why_option
@desk_option
def split(story: str, articles: tuple[str, ...], why: tuple[str, ...], folder: str | None) -> None:
    """Make ARTICLES of STORY a story of their own, for good."""
    with open_desk(folder) as desk:
        _say(desk, desk.split(_known(desk, story), articles, WHO, why))


@story_command.command(
    "move",
    epilog="""\b
Examples:
  beatbook story move e7f8a9 a1b2c3
""",
)
@click.argument("article")
@click.argument("story")
@why_option
@desk_option
def move(article: str, story: str, why: tuple[str, ...], folder: str | None) -> None:
    """Put ARTICLE into STORY, for good."""
    with open_desk(folder) as desk:
        found = desk.store.comparable([article]).get(article)
        if found is None or found.story is None:
            raise InputError(f"article '{article}' is in no story")
        desk.regroup(Regroup(found.story, _known(desk, story), (article,), why), WHO)
        _say(desk, story)


@story_command.command(
    "undo",
    epilog="""\b
Examples:
  beatbook story log          shows the numbers
  beatbook story undo 12
""",
)
@click.argument("number", type=click.IntRange(1))
@why_option
@desk_option
def undo(number: int, why: tuple[str, ...], folder: str | None) -> None:
    """Take back the change of stories with this NUMBER; what came to a story later stays where it is."""
    with open_desk(folder) as desk:
        desk.take_back(number, WHO, why)
        change = desk.store.regrouped(number)
        assert change is not None
        click.echo(_told(change))


@story_command.command(
    "log",
    epilog="""\b
Examples:
  beatbook story log           the last changes of all stories
  beatbook story log a1b2c3    those of one
""",
)
@click.argument("story", required=False)
@desk_option
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
def log(story: str | None, folder: str | None, as_json: bool) -> None:
    """The merges, splits and moves of stories, by the desk and by editors, the last one last."""
    with open_desk(folder) as desk:
        changes = found_story(desk, story).changes if story else desk.store.regroups(MOST)
        if as_json:
            click.echo(json.dumps([_change_json(c) for c in changes], ensure_ascii=False, indent=2))
            return
        for change in changes:
            click.echo(_told(change))
        if not changes:
            click.echo("No articles have passed from one story to another.")


def _known(desk: Desk, key: str) -> str:
    if desk.store.story(key, limit=1) is None:
        raise InputError(f"no story '{key}'")
    return key


def _say(desk: Desk, key: str) -> None:
    story = desk.store.story(key, limit=1)
    assert story is not None
    if story.changes:
        click.echo(_told(story.changes[-1]))
    click.echo(f"story {key}: {summary(story.told, Wires.shipped())}")


def _told(change: Regrouped) -> str:
    regroup = change.regroup
    who = "the desk" if change.who == DESK else change.who
    why = f": {'; '.join(regroup.why)}" if regroup.why else ""
    back = f" (taken back by {change.undone_by})" if change.undone_by else ""
    moved = count(len(regroup.articles), "article")
    return f"{change.number}  {change.at:%Y-%m-%d %H:%M}  {who}: {moved} from {regroup.story} to {regroup.into}{why}{back}"


def _change_json(change: Regrouped) -> dict[str, object]:
    return {
        "number": change.number,
        "at": change.at.isoformat(),
        "who": change.who,
        "story": change.regroup.story,
        "into": change.regroup.into,
        "articles": list(change.regroup.articles),
        "why": list(change.regroup.why),
        "undone_by": change.undone_by,
    }


# ---- grouping anew ----------------------------------------------------------------------------------------------------------


@click.command(
    "regroup",
    epilog="""\b
Examples:
  beatbook regroup                     only what waits for it
  beatbook regroup --all               every article
  beatbook regroup --beat the-strait   those filed under a beat
""",
)
@desk_option
@click.option("--all", "every", is_flag=True, help="Put every article back to be grouped first.")
@click.option("--beat", "beats", multiple=True, metavar="SLUG", help="Only this beat's; repeatable.")
@click.option("-v", "--verbose", is_flag=True, help="Log what goes wrong with an article.")
def regroup_command(folder: str | None, every: bool, beats: tuple[str, ...], verbose: bool) -> None:
    """Compare articles with one another and put them into stories.

    What is gathered, imported or read again is grouped by itself; this is for what was put off. With --all, whose words
    articles have and which story they belong to is decided again, in the order of first sight; stories that an editor had
    a hand in stay as they are, and old addresses lead on. Stopped or killed, the same command takes up what is left.
    """
    set_up_log(verbose)
    if every and beats:
        raise click.UsageError("--all is every beat's, so there is nothing to choose")
    with open_desk(folder) as desk:
        desk.load_beats()
        known_beats(desk, beats)
        left = desk.group_again(beats) if every or beats else desk.store.waiting(GROUP)
        try:
            group_queued(desk)
        except Busy as error:
            click.echo(f"{count(left, 'article')} to be grouped; {error} and will group them.")
        catch_up(desk)

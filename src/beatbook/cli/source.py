"""The sources to watch, and what was learned of them."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import click

from beatbook.cli.common import count, desk_option, known_slug, open_desk
from beatbook.desk import Desk, local_pair
from beatbook.model import SLUG, Lesson, LessonKind, LessonState, Tier
from beatbook.store.rows import READ_AGAIN
from beatbook.work import lessons


@click.group(
    "source",
    epilog="\b\nExamples:\n  beatbook source add https://paper.example/\n  beatbook source list\n  beatbook source memory the-paper\n",
)
def source_command() -> None:
    """The sources to watch, and what was learned of them."""


@source_command.command(
    "add",
    epilog="""\b
Examples:
  beatbook source add https://paper.example/             finds the feed from the home page
  beatbook source add https://paper.example/feed.xml --name "The Paper"
  beatbook source add http://news.internal:8000/ --allow news.internal:8000
""",
)
@click.argument("url")
@desk_option
@click.option("--name", help="What to call it [default: what the site calls itself].")
@click.option("--slug", help="Its key in addresses [default: made from the name].")
@click.option("--language", help="Its language, as in 'en' or 'ko' [default: what the site says].")
@click.option("--members", is_flag=True, help="Its pieces are for members.")
@click.option(
    "--allow", multiple=True, metavar="HOST:PORT", help="A private address or odd port it may be asked at."
)
@click.option("--all", "every", is_flag=True, help="Add every feed that is found, not only the best.")
def add(
    url: str,
    folder: str | None,
    name: str | None,
    slug: str | None,
    language: str | None,
    members: bool,
    allow: tuple[str, ...],
    every: bool,
) -> None:
    """Watch a source: URL is its home page or a feed."""
    if "://" not in url:
        url = f"https://{url}"
    pair = local_pair(url)
    if pair and pair not in allow:
        click.echo(f"{pair} is on this machine: allowed for this source, because you named it.", err=True)
        allow = (*allow, pair)
    if slug and not SLUG.fullmatch(slug):
        raise click.BadParameter("lower-case letters, digits and single hyphens", param_hint="--slug")
    with open_desk(folder) as desk:
        found, feeds = asyncio.run(desk.find_feeds(url, allow))
        source = replace(
            found,
            name=name or found.name,
            slug=slug or found.slug,
            language=language or found.language,
            tier=Tier.MEMBERS if members else Tier.OPEN,
            allow=allow,
        )
        source = desk.add_source(source, feeds if every else feeds[:1])
        click.echo(f"{source.name} ({source.slug}):")
        for address, kind in feeds if every else feeds[:1]:
            click.echo(f"  {kind.value} {address}")
        if len(feeds) > 1 and not every:
            click.echo(f"  {count(len(feeds) - 1, 'more feed')} found; --all adds them")


@source_command.command("list", epilog="\b\nExamples:\n  beatbook source list\n")
@desk_option
def list_sources(folder: str | None) -> None:
    """The sources of the desk and their feeds."""
    with open_desk(folder) as desk:
        feeds = desk.store.feeds()
        for source in desk.store.sources():
            click.echo(f"{source.slug}: {source.name}" + (f" [{source.language}]" if source.language else ""))
            for feed in feeds:
                if feed.source == source.slug:
                    state = (
                        feed.state.disabled
                        or feed.state.reason
                        or ("fine" if feed.state.last_success else "not asked yet")
                    )
                    click.echo(f"  {feed.kind.value} {feed.url} ({state})")


@source_command.command(
    "export",
    epilog="""\b
Examples:
  beatbook source export > sources.opml     for another reader, or another desk
""",
)
@desk_option
def export(folder: str | None) -> None:
    """Write the feeds of the desk as OPML."""
    from beatbook.gather.opml import Subscription, write_opml

    with open_desk(folder) as desk:
        sources = {s.slug: s for s in desk.store.sources()}
        feeds = [
            Subscription(sources[f.source].name, f.url, sources[f.source].home) for f in desk.store.feeds()
        ]
        click.echo(write_opml(feeds, desk.settings.desk.name, desk.now()), nl=False)


# ---- what a source taught --------------------------------------------------------------------------------------------------

FIRST_WORDS = 100
"""Characters of a paragraph that `memory` prints."""


@source_command.command(
    "memory",
    epilog="""\b
Examples:
  beatbook source memory the-paper
  beatbook source memory the-paper --json | jq '.boilerplate[].text'
""",
)
@click.argument("slug")
@desk_option
@click.option("--json", "as_json", is_flag=True, help="Print the lessons as JSON, whole.")
def memory(slug: str, folder: str | None, as_json: bool) -> None:
    """What the desk has learned of a source: where things stand on its pages, and what it repeats."""
    with open_desk(folder) as desk:
        known = desk.store.memory(known_slug(desk, slug))
        templates, boilerplate = lessons.shown(known)
        if as_json:
            data = {
                "source": slug,
                "recent": len(known.recent),
                "template": [_lesson_json(x) for x in templates],
                "boilerplate": [_lesson_json(x) for x in boilerplate],
            }
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
            return
        click.echo(f"{slug}: {count(len(known.recent), 'recent article')} remembered")
        for lesson in (*templates, *boilerplate):
            seen = lessons.articles(lesson)
            on = f", on {count(seen, 'article')}" if seen is not None else ""
            click.echo(
                f"\n{lesson.kind} {lesson.key}: {lessons.STATES[lesson.state]}, since {lesson.changed:%Y-%m-%d}{on}"
            )
            for name, selector in lessons.places(lesson):
                click.echo(f"  {name}: {selector}")
            text = lessons.text(lesson)
            if text:
                cut = text if len(text) <= FIRST_WORDS else text[: FIRST_WORDS - 1].rstrip() + "…"
                click.echo(f"  “{cut}”")
        if not known.lessons:
            click.echo(
                "Nothing is learned of it yet: that takes a few of its articles, read from their pages."
            )


def _lesson_json(lesson: Lesson) -> dict[str, object]:
    return {
        "key": lesson.key,
        "state": lesson.state.value,
        "learned": lesson.learned.isoformat(),
        "changed": lesson.changed.isoformat(),
        "version": lesson.version,
        "articles": lessons.articles(lesson),
        "text": lessons.text(lesson) or None,
        "data": dict(lesson.data),
    }


@source_command.command(
    "forget",
    epilog="""\b
Examples:
  beatbook source memory the-paper            shows the keys
  beatbook source forget the-paper 4be1d0c7   the first digits of a key are enough
""",
)
@click.argument("slug")
@click.argument("key")
@click.option("--kind", type=click.Choice([k.value for k in LessonKind]), help="What kind of lesson it is.")
@desk_option
def forget(slug: str, key: str, kind: str | None, folder: str | None) -> None:
    """Undo one thing learned of a source, for good; its articles are read again without it."""
    with open_desk(folder) as desk:
        _overrule(desk, slug, key, kind, LessonState.UNDONE)


@source_command.command(
    "recall",
    epilog="""\b
Examples:
  beatbook source recall the-paper 4be1d0c7
""",
)
@click.argument("slug")
@click.argument("key")
@click.option("--kind", type=click.Choice([k.value for k in LessonKind]), help="What kind of lesson it is.")
@desk_option
def recall(slug: str, key: str, kind: str | None, folder: str | None) -> None:
    """Let one thing learned of a source count (again); its articles are read again with it."""
    with open_desk(folder) as desk:
        _overrule(desk, slug, key, kind, LessonState.ACTIVE)


def _overrule(desk: Desk, slug: str, key: str, kind: str | None, state: LessonState) -> None:
    known = desk.store.memory(known_slug(desk, slug))
    lesson = lessons.named(known, key.lower(), LessonKind(kind) if kind else None)
    if lesson.state is state:
        click.echo(f"{lesson.kind} {lesson.key} is {lessons.STATES[state]} already.")
        return
    desk.overrule(slug, lesson, state, "operator")
    click.echo(f"{lesson.kind} {lesson.key}: {lessons.STATES[state]}.")
    waiting = desk.store.waiting(READ_AGAIN)
    if waiting:
        click.echo(
            f"{count(waiting, 'article')} to be read again: beatbook run and gather do it, or now: beatbook reread --queued"
        )

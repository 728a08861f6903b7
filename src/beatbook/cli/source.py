"""The sources to watch."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import click

from beatbook.cli.common import count, desk_option, open_desk
from beatbook.desk import local_pair
from beatbook.model import SLUG, Tier


@click.group(
    "source", epilog="\b\nExamples:\n  beatbook source add https://paper.example/\n  beatbook source list\n"
)
def source_command() -> None:
    """Add and list the sources to watch."""


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

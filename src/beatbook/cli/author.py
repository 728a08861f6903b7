"""Authors: which names are one person's, by an editor's word."""

from __future__ import annotations

import click

from beatbook.cli.common import count, desk_option, open_desk
from beatbook.cli.story import WHO
from beatbook.desk import Desk
from beatbook.errors import InputError
from beatbook.store.rows import Author, Wanted


@click.group(
    "author",
    epilog="""\b
Examples:
  beatbook author merge j-korhonen joan-korhonen
  beatbook author undo j-korhonen
  beatbook author list
""",
)
def author_command() -> None:
    """Which names are one person's.

    An author goes by what the address of the author's page has.
    """


@author_command.command("merge", epilog="\b\nExamples:\n  beatbook author merge j-korhonen joan-korhonen\n")
@click.argument("author")
@click.argument("into")
@desk_option
def merge(author: str, into: str, folder: str | None) -> None:
    """Say that AUTHOR is another name of INTO, for good; AUTHOR's address leads there."""
    with open_desk(folder) as desk:
        desk.same_author(author, into, WHO)
        _say(desk, into)


@author_command.command("undo", epilog="\b\nExamples:\n  beatbook author undo j-korhonen\n")
@click.argument("author")
@desk_option
def undo(author: str, folder: str | None) -> None:
    """Take back that AUTHOR is another name of somebody."""
    with open_desk(folder) as desk:
        desk.same_author(author, None, WHO)
        _say(desk, author)


@author_command.command("list", epilog="\b\nExamples:\n  beatbook author list\n")
@desk_option
def list_(folder: str | None) -> None:
    """The names that were said to be another's."""
    with open_desk(folder) as desk:
        joined = desk.store.joined()
        for one in joined:
            click.echo(f"{_named(one.author)} is {_named(one.into)}")
        if not joined:
            click.echo("No names are joined.")


def _say(desk: Desk, slug: str) -> None:
    author = desk.store.author(slug)
    if author is None:
        raise InputError(f"no author '{slug}'")
    total = desk.store.listing(Wanted(author=author.slug, limit=1)).total
    click.echo(f"{_named(author)}: {count(total, 'article')}")


def _named(author: Author) -> str:
    return f"{author.name} [{author.slug}]"

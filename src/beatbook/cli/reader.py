"""Readers: who may read the members' pieces, and the keys with which they sign in."""

from __future__ import annotations

import click

from beatbook.cli.common import desk_option, open_desk
from beatbook.cli.story import WHO
from beatbook.desk import Desk
from beatbook.model import TokenKind
from beatbook.store.pieces import Token

HELD = {TokenKind.KEY: "key", TokenKind.SESSION: "signed in", TokenKind.FEED: "own feeds"}
"""What each kind of token is called here."""


@click.group(
    "reader",
    epilog="""\b
Examples:
  beatbook reader add "Ada Quay" --mail ada@paper.example
  beatbook reader list
  beatbook reader show ada-quay
  beatbook reader key ada-quay
  beatbook reader drop ada-quay
""",
)
def reader_command() -> None:
    """Who may read the members' pieces, and the keys with which they sign in."""


@reader_command.command(
    "add",
    epilog="""\b
Examples:
  beatbook reader add "Ada Quay"
  beatbook reader add "Ada Quay" --mail ada@paper.example
""",
)
@click.argument("name")
@desk_option
@click.option("--mail", metavar="ADDRESS", default="", help="Where pieces can be sent to.")
def add(name: str, folder: str | None, mail: str) -> None:
    """Add a reader called NAME and print their key, this once: nothing but its digest is kept."""
    with open_desk(folder) as desk:
        reader, key = desk.readers().add(name, WHO, mail)
        click.echo(f"{reader.name} [{reader.slug}] may read members' pieces.")
        _say(desk, key)


@reader_command.command(
    "key",
    epilog="""\b
Examples:
  beatbook reader key ada-quay
  beatbook reader key ada-quay --feeds     if somebody else got hold of it
""",
)
@click.argument("slug")
@desk_option
@click.option("--feeds", is_flag=True, help="End their own feed addresses too.")
def key_(slug: str, folder: str | None, feeds: bool) -> None:
    """Give a reader a new key; the old one ends, and so does wherever they are signed in."""
    with open_desk(folder) as desk:
        _say(desk, desk.readers().new_key(slug, feeds=feeds))


def _say(desk: Desk, key: str) -> None:
    base = desk.settings.web.base.rstrip("/") or desk.settings.web.local
    click.echo(f"The key, to be given at {base}/sign-in/:\n\n  {key}\n")
    click.echo("It is shown this once. Send it by a way that others cannot read.")


@reader_command.command("list", epilog="\b\nExamples:\n  beatbook reader list\n")
@desk_option
def list_(folder: str | None) -> None:
    """All who may read members' pieces."""
    with open_desk(folder) as desk:
        readers = desk.store.readers()
        for reader in readers:
            click.echo(f"{reader.slug}: {reader.name}" + (f" <{reader.mail}>" if reader.mail else ""))
        if not readers:
            click.echo('No readers. Add one: beatbook reader add "Ada Quay"')


@reader_command.command("show", epilog="\b\nExamples:\n  beatbook reader show ada-quay\n")
@click.argument("slug")
@desk_option
def show(slug: str, folder: str | None) -> None:
    """What a reader holds, since when, and when it was used last."""
    with open_desk(folder) as desk:
        reader = desk.readers().find(slug)
        click.echo(f"{reader.name} [{reader.slug}]" + (f" <{reader.mail}>" if reader.mail else ""))
        for token in desk.store.tokens(reader.slug):
            click.echo(f"  {HELD[token.kind]}: {_told(desk, token)}")


def _told(desk: Desk, token: Token) -> str:
    zone = desk.settings.desk.zone
    parts = [f"since {token.at.astimezone(zone).date()}"]
    parts += [f"until {token.ends.astimezone(zone).date()}"] if token.ends else []
    return ", ".join([*parts, f"last used {token.used}" if token.used else "not used yet"])


@reader_command.command("drop", epilog="\b\nExamples:\n  beatbook reader drop ada-quay\n")
@click.argument("slug")
@desk_option
def drop(slug: str, folder: str | None) -> None:
    """Let a reader read no more: their key, their sessions and their feed addresses end."""
    with open_desk(folder) as desk:
        readers = desk.readers()
        name = readers.find(slug).name
        readers.drop(slug, WHO)
        click.echo(f"{name} [{slug}] reads members' pieces no more.")

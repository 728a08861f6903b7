"""Pieces on their way out: as PDF, and as a mail. Commands of the group `beatbook piece`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from beatbook.cli.common import count, desk_option, found_piece, open_desk
from beatbook.desk import Desk
from beatbook.errors import InputError
from beatbook.model import PieceState
from beatbook.store.pieces import PieceEdition
from beatbook.work.readers import checked_address

MAIL_EXAMPLES = """\b
Examples:
  beatbook piece mail the-strait review-2020-11 --from desk@paper.example --readers | sendmail -t
  beatbook piece mail the-strait review-2020-11 --from desk@paper.example --to ada@paper.example --out november.eml
  beatbook piece mail the-strait review-2020-11 --from desk@paper.example --public
"""


def _asked(command: Any) -> Any:
    """What both commands are told of a piece."""
    for option in (
        click.option("--edition", type=click.IntRange(1), help="As it was published then [default: last]."),
        desk_option,
        click.argument("slug"),
        click.argument("beat"),
    ):
        command = option(command)
    return command


def _published(desk: Desk, beat: str, slug: str, number: int | None) -> tuple[PieceEdition, datetime]:
    """An edition of a piece, and when the piece was published first. Raises InputError if there is none, or it was withdrawn."""
    line = found_piece(desk, beat, slug)
    if line.state is PieceState.WITHDRAWN:
        raise InputError(f"'{slug}' was withdrawn" + (f": {line.why}" if line.why else ""))
    edition = desk.store.piece_edition(beat, slug, number)
    if edition is None:
        raise InputError(
            f"'{slug}' has {count(line.editions, 'edition')}"
            if line.editions
            else f"'{slug}' is a draft: publish it first"
        )
    return edition, line.published_at or edition.at


def _way_out(said: str) -> str:
    """Where one can say that one wants no more mails, as the address of a link. Raises InputError."""
    if not said:
        return ""
    if "://" not in said:
        return f"mailto:{checked_address(said)}"
    from beatbook.web.text import web_address  # here, so that other commands on pieces start without the web

    address = web_address(said)
    if address is None:
        raise InputError(f"not a web address: {said!r}")
    return address


def _write(body: bytes, out: Path) -> None:
    try:
        out.write_bytes(body)
    except OSError as error:
        raise InputError(f"{out}: cannot be written: {error.strerror}") from error
    click.echo(f"Written to {out}.", err=True)


@click.command(
    "pdf",
    epilog="""\b
Examples:
  beatbook piece pdf the-strait review-2020-11
  beatbook piece pdf the-strait review-2020-11 --paper letter --out november.pdf
  beatbook piece pdf the-strait review-2020-11 --out - > november.pdf
""",
)
@_asked
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write it; - for standard output [default: SLUG.pdf].",
)
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help="The size of the paper.",
)
@click.option(
    "--browser",
    metavar="PATH",
    default="",
    help="The Chromium or Chrome to print with [default: the one that is found].",
)
def pdf(
    beat: str, slug: str, folder: str | None, edition: int | None, out: Path | None, paper: str, browser: str
) -> None:
    """A piece as PDF, with its sources as notes: printed by a Chromium or Chrome that this machine has, which is given no network."""
    from beatbook.web.outgoing import PAPERS, print_page
    from beatbook.work import paper as printing

    with open_desk(folder) as desk:
        found, first = _published(desk, beat, slug, edition)
        program = printing.find_browser(browser)
        size = next(p for p in PAPERS if p.lower() == paper)
        body = printing.pdf(print_page(desk.site(), found, first, paper=size), program)
    if str(out) == "-":
        sys.stdout.buffer.write(body)
        return
    _write(body, out or Path(f"{slug}.pdf"))


@click.command("mail", epilog=MAIL_EXAMPLES)
@_asked
@click.option(
    "--to", "to", multiple=True, metavar="ADDRESS", help="Whom it is to; may be given more than once."
)
@click.option(
    "--readers", is_flag=True, help="It is to all readers who have an address (beatbook reader list)."
)
@click.option("--from", "sender", required=True, metavar="ADDRESS", help="Whom it is from.")
@click.option("--public", is_flag=True, help="Of a members' piece, only what everybody may read.")
@click.option(
    "--unsubscribe",
    metavar="ADDRESS",
    default="",
    help="Where whoever gets it can say that they do not want to: of mail or of the web.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write it [default: standard output].",
)
def mail(
    beat: str,
    slug: str,
    folder: str | None,
    edition: int | None,
    to: tuple[str, ...],
    readers: bool,
    sender: str,
    public: bool,
    unsubscribe: str,
    out: Path | None,
) -> None:
    """A piece as a mail, which is written and not sent. Several people get it without being told who else does."""
    from beatbook.web.letters import message
    from beatbook.web.outgoing import letter

    with open_desk(folder) as desk:
        found, first = _published(desk, beat, slug, edition)
        them = [checked_address(address) for address in to]
        if readers:
            them += [checked_address(reader.mail) for reader in desk.store.readers() if reader.mail]
        written = message(
            letter(
                desk.site(),
                found,
                first,
                sender=checked_address(sender),
                to=tuple(dict.fromkeys(them)),
                public=public,
                unsubscribe=_way_out(unsubscribe),
            )
        )
    if out is None or str(out) == "-":
        # Programs that take a mail from standard input want lines to end as they do here.
        sys.stdout.buffer.write(written.as_bytes(policy=written.policy.clone(linesep="\n")))
        return
    _write(written.as_bytes(), out)

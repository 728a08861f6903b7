"""A piece as it leaves the desk: a page to be printed, and a mail. Both show the text as the piece's own page does (`prose`); a mail
client shows no drawings and knows no style sheets, so that a mail has figures as tables, and its styles in each element.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated as A

import css_inline
from markupsafe import Markup

from beatbook.errors import SettingsError
from beatbook.filing import piecefile
from beatbook.model import Block, BlockKind, Document, Run, Sentence, Tier
from beatbook.store.pieces import PieceEdition
from beatbook.web.figures import rows
from beatbook.web.letters import Letter
from beatbook.web.piececontexts import BodyPart, HeadPart
from beatbook.web.pieces import head_part, piece_text
from beatbook.web.prose import body_part
from beatbook.web.site import Site
from beatbook.web.text import clean, language_tag, line

PAPERS = ("A4", "letter")
"""Sizes of paper, as CSS calls them."""


@dataclass(frozen=True, slots=True)
class OutPart:
    """What the templates of pieces that leave the desk are given."""

    title: A[str, "the headline"]
    lang: A[str, "the piece's language"]
    desk: A[str, "the desk's name"]
    head: A[HeadPart, "deck, byline, date and badge"]
    body: A[BodyPart | None, "the text; None where only what everybody may read is shown"]
    notice: A[str, "that the rest is for members; empty where the whole is shown"]
    address: A[str, "the piece's page"]
    paper: A[str, "the size of the paper; empty in a mail"] = ""
    chart_style: A[Markup | None, "the style sheet of charts; None in a mail"] = None
    unsubscribe: A[str, "where whoever gets it says that they do not want to; empty if that is not known"] = (
        ""
    )


def print_page(site: Site, edition: PieceEdition, first: datetime, *, paper: str = PAPERS[0]) -> bytes:
    """The whole of a piece that was `first` published then, as a page that needs nothing besides itself."""
    style = site.assets["chart.css"].body.decode("utf-8")
    part = replace(
        _part(site, edition, first, origin(site), is_whole=True),
        paper=paper,
        chart_style=Markup(style),
    )
    return site.fragment("piece_print.html", piece=part).encode("utf-8", "replace")


def origin(site: Site) -> str:
    """The desk's public origin, or that under which it is served here."""
    return site.urls.origin or site.settings.web.local


def letter(
    site: Site,
    edition: PieceEdition,
    first: datetime,
    *,
    sender: str,
    to: tuple[str, ...] = (),
    public: bool = False,
    unsubscribe: str = "",
) -> Letter:
    """A piece as a mail: the whole of it, or what everybody may read if it is to be `public`. `unsubscribe` is an address of the web
    or begins with `mailto:`. Raises SettingsError if the desk has no public address."""
    if not site.urls.origin:
        raise SettingsError(
            "a mail needs the desk's public address: set base in the table [web] of desk.toml, as in base = 'https://desk.example'"
        )
    piece = edition.piece
    is_whole = not public or piece.tier is Tier.OPEN
    part = replace(
        _part(site, edition, first, site.urls.origin, is_whole=is_whole, is_mail=True),
        unsubscribe=unsubscribe,
    )
    number = f"{edition.number}.{len(edition.addenda)}" if edition.addenda else str(edition.number)
    name = f"{piece.beat}.{piece.slug}.{number}{'' if is_whole else '.public'}"
    return Letter(
        subject=part.title,
        by=line(site.settings.desk.signed(piece.tier)),
        sender=sender,
        to=to,
        text=_text(site, edition, part),
        html=_inlined(site.fragment("piece_mail.html", piece=part)),
        at=edition.at.replace(microsecond=0),
        id=f"{name}@{site.urls.host}",
        language=language_tag(piece.language) or "",
        unsubscribe=unsubscribe,
    )


def _part(
    site: Site,
    edition: PieceEdition,
    first: datetime,
    root: str,
    *,
    is_whole: bool,
    is_mail: bool = False,
) -> OutPart:
    piece, document = edition.piece, edition.document
    address = site.urls.absolute(site.urls.of_piece(piece), root)
    body = body_part(
        site,
        piece.beat,
        document,
        piece.language,
        edition.addenda,
        page=address if is_mail else "",
        root=root,
    )
    return OutPart(
        title=line(document.title) or piece.slug,
        lang=language_tag(piece.language) or site.words.language,
        desk=line(site.settings.desk.name),
        head=head_part(site, piece, document.title, document.deck, edition.byline, first),
        body=body if is_whole else None,
        notice="" if is_whole else site.words("for-members-says"),
        address=address,
    )


def _text(site: Site, edition: PieceEdition, part: OutPart) -> str:
    """The mail for whoever reads plain text."""
    said = f"{part.title}\n\n{line(edition.document.deck)}\n\n{part.notice}"
    if part.body is not None:
        language = edition.piece.language
        late = tuple(replace(a, document=_read_alone(site, a.document, language)) for a in edition.addenda)
        whole = replace(edition, document=_read_alone(site, edition.document, language), addenda=late)
        said = clean(piece_text(whole))
    signed = "".join(s.before + s.name for s in part.head.signers)
    foot = [f"{signed}, {part.head.date}", site.words("mail-page", address=part.address)]
    foot += [site.words("mail-unsubscribe", address=part.unsubscribe)] if part.unsubscribe else []
    return f"{said.strip()}\n\n-- \n" + "\n".join(foot) + "\n"


def _read_alone(site: Site, document: Document, language: str) -> Document:
    """A document as plain text can be made of it: links with their hosts, the values of a figure under its chart."""
    charts = {c.figure.slug: c for c in document.charts}
    blocks: list[Block] = []
    for block in piecefile.blocks(document.body, language):
        said = tuple(
            replace(s, runs=tuple(run._replace(href=_absolute(site, run.href)) for run in s.runs))
            for s in block.sentences
        )
        blocks.append(replace(block, sentences=said))
        if block.kind is BlockKind.CHART and block.figure in charts:
            for period, values in rows(site.words, charts[block.figure]):
                run = Run(f"{period}{site.words('colon')}{values}")
                blocks.append(Block(BlockKind.ITEM, (Sentence((run,)),), level=1))
    return replace(document, body=piecefile.body(blocks, language))


def _absolute(site: Site, href: str) -> str:
    if not href.startswith("/") or href.startswith("//"):
        return href
    return site.urls.origin + site.urls.within(href)


def _inlined(page: str) -> str:
    """A page with what its style sheet says in the elements themselves."""
    inliner = css_inline.CSSInliner(keep_style_tags=False, load_remote_stylesheets=False)
    return str(inliner.inline(page))

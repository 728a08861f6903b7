"""The desk's own pieces as lines of lists, what stands over them, and as items of feeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from starlette.requests import Request

from beatbook.filing import piecefile
from beatbook.model import Name, Piece, Tier
from beatbook.store.pieces import PieceEdition, PieceLine
from beatbook.web import dates
from beatbook.web.contexts import Line, Link, Said, Signer
from beatbook.web.feeds import FeedItem
from beatbook.web.members import may_read
from beatbook.web.piececontexts import HeadPart
from beatbook.web.prose import body_part
from beatbook.web.site import Site
from beatbook.web.text import html, language_tag, line

EDITIONS = 30
"""Editions of a piece that are listed, the newest."""

MOST_ADDENDA = 10_000
"""More than an edition ever has: one a day at most."""


def by(site: Site, piece: Piece, byline: Sequence[Name]) -> tuple[str, ...]:
    """Who signs a piece: people, or the desk by its tier."""
    names = tuple(line(n.name) for n in byline if line(n.name))
    return names or (line(site.settings.desk.signed(piece.tier)),)


def signers(site: Site, piece: Piece, byline: Sequence[Name]) -> tuple[Signer, ...]:
    names, url = by(site, piece, byline), site.urls.pieces(piece.beat)
    joints = site.words.joints(len(names))
    return tuple(Signer(name, url, joint) for name, joint in zip(names, joints, strict=True))


def badge(site: Site, piece: Piece) -> str:
    return site.words("badge-members") if piece.tier is Tier.MEMBERS else ""


def piece_line(site: Site, found: PieceLine, language: str, kicker: Link | None = None) -> Line:
    """A published piece as a line of a list whose dates are in `language`."""
    lang = site.foreign(found.piece.language)
    day = site.day_of(published(found))
    deck = line(found.deck)
    return Line(
        url=site.urls.of_piece(found.piece),
        headline=Said(line(found.title) or found.piece.slug, lang),
        deck=Said(deck, lang) if deck else None,
        signers=signers(site, found.piece, found.byline),
        source=None,
        date=dates.long_day(day, language),
        datetime=day.isoformat(),
        date_lang=site.foreign(language),
        note="",
        cite="",
        kicker=kicker,
        badge=badge(site, found.piece),
    )


def published(found: PieceLine) -> datetime:
    """When it was published first; of what never was, when it was changed last."""
    return found.published_at or found.changed_at


def head_part(
    site: Site,
    piece: Piece,
    title: str,
    deck: str,
    byline: Sequence[Name],
    at: datetime,
    *,
    edition: str = "",
) -> HeadPart:
    """What stands over a piece that was published first at that time."""
    beat = next((b for b in site.store.beats() if b.slug == piece.beat), None)
    lang = site.foreign(piece.language)
    return HeadPart(
        kind=site.words(f"piece-{piece.kind}"),
        beat=Link(line(beat.title if beat else "") or piece.beat, site.urls.beat(piece.beat)),
        title=Said(line(title) or piece.slug, lang),
        deck=Said(line(deck), lang) if line(deck) else None,
        signers=signers(site, piece, byline),
        date=dates.long_day(site.day_of(at), piece.language),
        iso=at.isoformat(timespec="seconds"),
        date_lang=lang,
        badge=badge(site, piece),
        edition=edition,
    )


def editions(site: Site, found: PieceLine, here: int) -> tuple[tuple[str, Link, bool], ...]:
    """The editions of a piece, newest first: when each was published, its address, and whether it is the one numbered `here`."""
    piece, parts = found.piece, []
    for n in range(found.editions, max(0, found.editions - EDITIONS), -1):
        edition = site.store.piece_edition(piece.beat, piece.slug, n)
        if edition is not None:
            day = dates.long_day(site.day_of(edition.at), site.words.language)
            link = Link(site.words("edition-of", n=n, day=day), site.urls.of_piece(piece, n))
            parts.append((edition.at.isoformat(timespec="seconds"), link, n == here))
    return tuple(parts)


# ---- in feeds -------------------------------------------------------------------------------------------------------------


def piece_item(site: Site, request: Request, root: str, found: PieceLine, here: str) -> FeedItem:
    """A published piece as an item: the whole of it for whoever may read it, else its deck and that the rest is for members."""
    piece = found.piece
    edition = site.store.piece_edition(piece.beat, piece.slug)
    page = site.urls.absolute(site.urls.of_piece(piece), here)
    at = published(found).replace(microsecond=0)
    item = FeedItem(
        id=f"{root}pieces/{quote(piece.beat, safe='')}/{quote(piece.slug, safe='', errors='replace')}",
        headline=line(found.title) or piece.slug,
        deck=line(found.deck),
        link=None,
        page=page,
        authors=by(site, piece, found.byline),
        source=line(site.settings.desk.signed(piece.tier)),
        at=at,
        dated=True,
        language=language_tag(piece.language),
        tags=tuple(filter(None, (badge(site, piece),))),
    )
    if edition is None:
        return item
    latest = max([edition.at, *(a.at for a in edition.addenda)]).replace(microsecond=0)
    item = replace(item, changed=latest if latest > at else None)
    if not may_read(site, request, piece.tier):
        notice = site.words("for-members-says")
        return replace(
            item, html=f"<p>{html(item.deck)}</p><p>{html(notice)}</p>", text=f"{item.deck}\n\n{notice}"
        )
    html_, text = site.printed.get(
        (piece.beat, piece.slug, page),
        edition.number * MOST_ADDENDA + len(edition.addenda),
        lambda: (piece_html(site, edition, page, here), piece_text(edition)),
    )
    return replace(item, html=html_, text=text)


def piece_html(site: Site, edition: PieceEdition, page: str, here: str) -> str:
    """A piece as HTML for a feed reader or a mail, its numbers leading to the sources on its `page`."""
    body = body_part(
        site,
        edition.piece.beat,
        edition.document,
        edition.piece.language,
        edition.addenda,
        page=page,
        root=site.urls.absolute("", here),
    )
    return site.fragment("piece_feed.html", body=body).strip()


def piece_text(edition: PieceEdition) -> str:
    """The same as plain text, with a list of its sources."""
    return "\n\n".join(
        piecefile.plain(document) for document in (edition.document, *(a.document for a in edition.addenda))
    )

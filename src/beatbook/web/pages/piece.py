"""`/beats/{beat}/reviews/{period}/` and `/beats/{beat}/pieces/{slug}/`: a piece as it was published last; under it each edition by
its number, at an address that stays; and each as a file."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from beatbook import periods
from beatbook.filing import piecefile
from beatbook.model import Days, Piece, PieceKind, PieceState, Tier
from beatbook.store.pieces import PieceEdition, PieceLine
from beatbook.web import dates
from beatbook.web.answers import PAGE_AGE, answer
from beatbook.web.archive import own
from beatbook.web.contexts import Link, Said
from beatbook.web.members import may_read
from beatbook.web.piececontexts import PieceContext, WithdrawnContext
from beatbook.web.pieces import editions, head_part, published
from beatbook.web.prose import body_part
from beatbook.web.site import NotHere, Site, origin
from beatbook.web.text import line
from beatbook.web.urls import REVIEW, AskedTimeline


def page(request: Request) -> Response:
    site, words = Site.of(request), Site.of(request).words
    found = _found(site, request)
    piece = found.piece
    if found.state is PieceState.WITHDRAWN:
        return _withdrawn(site, request, found)
    number = _number(request)
    address = site.urls.of_piece(piece, number)
    if piece.kind is PieceKind.REVIEW and "period" not in request.path_params:
        return Response(status_code=308, headers={"Location": address})
    edition = _edition(site, found, number)
    tier = _tier(found, edition)
    whole = may_read(site, request, tier)
    says = _says(site, found, edition, number)
    beat = site.beat(piece.beat)
    document = edition.document
    head = head_part(
        site,
        replace(edition.piece, tier=tier),
        document.title,
        document.deck,
        edition.byline,
        published(found),
        edition=says,
    )
    title = head.title.text if not number else words("piece-title", title=head.title.text, n=number)
    is_last = edition.number == found.editions
    context = PieceContext(
        page=site.page(
            request,
            title,
            address,
            here=site.urls.beats(),
            description=document.deck,
            index=not number,
            beat=beat,
            tab=site.urls.reviews(piece.beat),
        ),
        style=site.urls.static(site.assets["pieces.css"].name),
        head=head,
        lang=site.foreign(piece.language),
        older=None if is_last else Link(words("edition-n", n=found.editions), site.urls.of_piece(piece)),
        body=body_part(
            site,
            piece.beat,
            document,
            piece.language,
            edition.addenda,
            changed=site.pieces.changed(edition),
        )
        if whole
        else None,
        notice="" if whole else words("for-members-says"),
        sign_in=None if whole else Link(words("sign-in"), site.urls.sign_in(address)),
        nearby=_nearby(site, found, edition),
        editions=editions(site, found, edition.number) if found.editions > 1 else (),
        markdown=site.urls.markdown(address) if whole else "",
        editors=site.urls.editors_piece(piece.beat, piece.slug) if site.is_open(request) else "",
    )
    return site.respond(request, context)


def markdown(request: Request) -> Response:
    """The file form of an edition, for who may read it."""
    site = Site.of(request)
    found = _found(site, request)
    piece, number = found.piece, _number(request)
    if found.state is PieceState.WITHDRAWN:
        return _withdrawn(site, request, found)
    edition = _edition(site, found, number)
    if not may_read(site, request, _tier(found, edition)):
        sign_in = Link(site.words("sign-in"), site.urls.sign_in(site.urls.of_piece(piece, number)))
        return site.wrong(request, 403, links=[sign_in])
    here = origin(request)
    file = piecefile.printed(
        edition.document,
        edition.piece.tier,
        edition.piece.byline,
        lambda article: site.urls.absolute(site.urls.article(article), here),
    )
    return answer(
        request, file.encode("utf-8", "replace"), "text/markdown; charset=utf-8", site.noticed, PAGE_AGE
    )


# ---- which one is asked for -----------------------------------------------------------------------------------------------


def _found(site: Site, request: Request) -> PieceLine:
    """The piece that was published at this address. Raises NotHere if none ever was."""
    said = request.path_params
    beat = site.beat(said["beat"])
    slug = f"{REVIEW}{said['period']}" if "period" in said else said["slug"]
    found = site.store.piece(beat.slug, slug)
    if (
        found is None
        or found.state is PieceState.DRAFT
        or ("period" in said and found.piece.kind is not PieceKind.REVIEW)
    ):
        raise NotHere("404-piece", Link(site.words("pieces"), site.urls.pieces(beat.slug)))
    return found


def _number(request: Request) -> int:
    """The edition that is asked for; 0 for the last."""
    said = request.path_params.get("number")
    if said is None:
        return 0
    if not re.fullmatch(r"[1-9][0-9]{0,6}", said):
        raise NotHere("404-text")
    return int(said)


def _edition(site: Site, found: PieceLine, number: int) -> PieceEdition:
    edition = site.store.piece_edition(found.piece.beat, found.piece.slug, number or None)
    if edition is None:
        raise NotHere("404-piece-edition", Link(line(found.title), site.urls.of_piece(found.piece)))
    return edition


def _tier(found: PieceLine, edition: PieceEdition) -> Tier:
    """Who may read an edition: members alone, if it was published for them or its piece is for them now."""
    tiers = (found.piece.tier, edition.piece.tier)
    return Tier.MEMBERS if Tier.MEMBERS in tiers else Tier.OPEN


def _withdrawn(site: Site, request: Request, found: PieceLine) -> Response:
    """410, with why."""
    piece, words = found.piece, site.words
    beat = site.beat(piece.beat)
    title = Said(line(found.title) or piece.slug, site.foreign(piece.language))
    day = dates.long_day(site.day_of(published(found)), words.language)
    context = WithdrawnContext(
        page=site.page(request, title.text, "", here=site.urls.beats(), index=False),
        title=title,
        text=words("withdrawn-was", day=day),
        why=line(found.why),
        beat=Link(line(beat.title) or beat.slug, site.urls.beat(beat.slug)),
        editors=site.urls.editors_piece(piece.beat, piece.slug) if site.is_open(request) else "",
    )
    return site.respond_once(context, 410)


# ---- what stands beside it --------------------------------------------------------------------------------------------------


def _says(site: Site, found: PieceLine, edition: PieceEdition, number: int) -> str:
    """Which edition is shown, where that is to be said."""
    day = dates.long_day(site.day_of(edition.at), site.words.language)
    if number and edition.number < found.editions:
        return site.words("edition-was", n=edition.number, last=found.editions, day=day)
    if edition.number > 1:
        return site.words("edition-changed", n=edition.number, day=day)
    return site.words("edition-only", n=1) if number else ""


def _nearby(site: Site, found: PieceLine, edition: PieceEdition) -> tuple[Link, ...]:
    """The reviews before and after, what the desk has of the period, and the figures that are drawn."""
    piece, words, links = found.piece, site.words, []
    if piece.kind is PieceKind.REVIEW:
        before, after = _around(site, piece)
        links += [
            Link(words("review-before", what=line(p.title)), site.urls.of_piece(p.piece)) for p in before
        ]
        links += [Link(words("review-after", what=line(p.title)), site.urls.of_piece(p.piece)) for p in after]
    if piece.period is not None:
        said = dates.period(piece.period, words.language)
        asked = AskedTimeline(periods.written(piece.period))
        links.append(
            Link(words("timeline-of", what=said), site.urls.timeline(site.urls.beat(piece.beat), asked))
        )
    if piece.kind is PieceKind.REVIEW and piece.period is not None:
        coming = piece.period.last + timedelta(days=1)
        month = dates.long_month(f"{coming:%Y-%m}", words.language)
        links.append(Link(words("ahead-in", month=month), site.urls.ahead(piece.beat, f"{coming:%Y-%m}")))
    links += [
        Link(line(c.figure.title), site.urls.figure(piece.beat, c.figure.slug))
        for c in edition.document.charts
    ]
    links.append(Link(words("all-pieces"), site.urls.pieces(piece.beat)))
    return tuple(links)


def _around(site: Site, piece: Piece) -> tuple[list[PieceLine], list[PieceLine]]:
    """The review of as long a period that lies next before this one, and next after it; each a list of one or none."""
    if piece.period is None:
        return [], []
    reviews = [p for p in own(site, piece.beat) if p.piece.kind is PieceKind.REVIEW]
    alike = [
        (p.piece.period, p)
        for p in reviews
        if p.piece.period and p.piece.slug != piece.slug and _length(p.piece) == _length(piece)
    ]
    before = [(days, p) for days, p in alike if days < piece.period]
    after = [(days, p) for days, p in alike if days > piece.period]
    return (
        [max(before, key=_by_days)[1]] if before else [],
        [min(after, key=_by_days)[1]] if after else [],
    )


def _by_days(pair: tuple[Days, PieceLine]) -> Days:
    return pair[0]


def _length(piece: Piece) -> str:
    """How the name of a review's period is written, by which a month's is told from a week's and a year's."""
    return re.sub(r"[0-9]+", "0", piece.slug)

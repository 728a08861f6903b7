"""`/desk/pieces/`: what the desk drafts and has published; where an editor has it draft a review, a timeline or what is new of a
figure, and begins a piece of their own."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from beatbook import periods
from beatbook.errors import InputError
from beatbook.model import SLUG, PieceState
from beatbook.store.pieces import Draft, PieceLine
from beatbook.web.answers import see_other
from beatbook.web.archive import MOST
from beatbook.web.contexts import Link, Option
from beatbook.web.lists import read_page
from beatbook.web.pages.editors_story import EDITOR
from beatbook.web.piececontexts import DeskPiece, EditorsPiecesContext
from beatbook.web.pieces import badge
from beatbook.web.site import NotHere, Site
from beatbook.web.text import line
from beatbook.work.pieces import last_over, period_of

SHOWN = 50
"""Pieces of one page, drafts aside."""


def page(request: Request) -> Response:
    site = Site.of(request)
    return site.respond_once(_context(site, request))


def _context(site: Site, request: Request, why: str = "") -> EditorsPiecesContext:
    words, at = site.words, read_page(request)
    beats = site.store.beats()
    every = site.store.pieces(states=tuple(PieceState), limit=MOST)
    drafts = sorted((p for p in every if p.draft), key=lambda p: p.changed_at, reverse=True)
    others = [p for p in every if not p.draft]
    found = others[(at - 1) * SHOWN : at * SHOWN + 1]
    month = last_over("month", site.today())
    titles = {b.slug: line(b.title) or b.slug for b in beats}
    more = f"{site.urls.editors_pieces()}?page={at + 1}"
    return EditorsPiecesContext(
        page=site.page(request, words("desk-pieces"), "", here=site.urls.editors_pieces(), index=False),
        style=site.urls.static(site.assets["pieces.css"].name),
        drafts=tuple(_line(site, p, titles) for p in drafts) if at == 1 else (),
        pieces=tuple(_line(site, p, titles) for p in found[:SHOWN]),
        more=Link(words("older-pieces"), more) if len(found) > SHOWN else None,
        beats=tuple(Option(slug, title, False) for slug, title in titles.items()),
        figures=tuple(
            Option(f"{beat} {figure.slug}", f"{line(figure.title)} ({titles[beat]})", False)
            for beat, figure in site.store.followed()
            if beat in titles
        ),
        period=month.name,
        why=tuple(line(said) for said in why.splitlines()),
        action=site.urls.editors_pieces(),
        token=site.forms.token,
    )


def _line(site: Site, found: PieceLine, titles: Mapping[str, str]) -> DeskPiece:
    piece, words = found.piece, site.words
    return DeskPiece(
        piece=Link(line(found.title) or piece.slug, site.urls.editors_piece(piece.beat, piece.slug)),
        lang=site.foreign(piece.language),
        beat=Link(titles.get(piece.beat, piece.beat), site.urls.beat(piece.beat)),
        kind=words(f"piece-{piece.kind}"),
        state=state(site, found),
        changed=site.moment(found.changed_at),
        changed_iso=found.changed_at.isoformat(timespec="seconds"),
        badge=badge(site, piece),
    )


def state(site: Site, found: PieceLine) -> str:
    """What a piece is at present: "published, 2 editions, with a draft over them"."""
    said = [site.words(f"state-{found.state}")]
    if found.editions > 1:
        said.append(site.words("editions-n", n=found.editions))
    if found.draft and found.state is not PieceState.DRAFT:
        said.append(site.words("draft-over"))
    return site.words("comma").join(said)


async def change(request: Request) -> Response:
    """Draft what the form asks for and lead to it, or say why not. A form that is not ours leads nowhere."""
    site = Site.of(request)
    fields = await site.forms.read(request)
    if fields is None:
        raise NotHere("404-form")
    return await run_in_threadpool(_carry_out, site, request, fields)


def _carry_out(site: Site, request: Request, fields: Mapping[str, str]) -> Response:
    beat, asked = fields.get("beat", ""), fields.get("period", "").strip()
    try:
        match fields.get("do"):
            case "review":
                draft = site.pieces.draft_review(beat, period_of(asked), EDITOR, site.now())
            case "timeline":
                draft = site.pieces.draft_timeline(beat, periods.read(asked), EDITOR, site.now())
            case "figure":
                beat, _, figure = fields.get("figure", "").partition(" ")
                draft = site.pieces.draft_figure(beat, figure, EDITOR, site.now())
            case "analysis":
                return _new(site, beat, fields.get("slug", "").strip().lower())
            case _:
                raise NotHere("404-form")
    except InputError as error:
        return site.respond_once(_context(site, request, str(error)))
    return _to(site, draft)


def _new(site: Site, beat: str, slug: str) -> Response:
    """The empty page of a piece that an editor begins; nothing is kept yet."""
    if not SLUG.fullmatch(slug):
        raise InputError(site.words("no-such-slug"))
    if beat not in {b.slug for b in site.store.beats()}:
        raise InputError(site.words("404-beat"))
    return see_other(site.urls.editors_piece(beat, slug))


def _to(site: Site, draft: Draft) -> Response:
    return see_other(site.urls.editors_piece(draft.piece.beat, draft.piece.slug))

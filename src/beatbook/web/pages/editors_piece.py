"""`/desk/pieces/{beat}/{slug}/`: a piece's file to edit, what the check says of each sentence, and what an editor does with it: save,
publish, withdraw, drop.

A form that changed something is answered by a redirect to the page; one that could not is answered by the page itself, with the text as
it was sent, so that nothing that was written is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from beatbook.errors import InputError
from beatbook.filing.pieceblocks import LONGEST
from beatbook.model import SLUG, Beat, Fault, Piece, PieceKind, PieceState
from beatbook.store.pieces import Draft, PieceLine
from beatbook.web.answers import see_other
from beatbook.web.contexts import Link
from beatbook.web.pages.editors_pieces import state
from beatbook.web.pages.editors_story import EDITOR, REASON
from beatbook.web.piececontexts import EditorsPieceContext
from beatbook.web.pieces import editions, head_part, published
from beatbook.web.prose import body_part, fault_parts
from beatbook.web.site import NotHere, Site
from beatbook.web.text import as_typed, line
from beatbook.work.pieces import period_of

FORM_BYTES = 2_000_000
"""A file of 200 kB as a form sends it: three bytes for each byte that is no letter, and three bytes for a Korean one."""

EMPTY = '+++\ntitle = ""\ndeck = ""\n+++\n\n'
"""The file of a piece that is begun."""

DONE = ("saved", "published", "withdrawn", "put-back", "dropped", "redrawn")
"""What came of a form, as its page's address says it."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown besides what is kept: the text as it was sent, what somebody else saved meanwhile, and what the check found."""

    text: str | None = None
    theirs: str = ""
    said: str = ""
    why: str = ""
    draft: Draft | None = None
    faults: Sequence[Fault] = ()


def page(request: Request) -> Response:
    site = Site.of(request)
    said = request.query_params.get("said", "")
    return _page(site, request, _Shown(said=site.words(f"piece-{said}") if said in DONE else ""))


def _page(site: Site, request: Request, shown: _Shown) -> Response:
    words = site.words
    beat, slug, found = _asked(site, request)
    draft, edition = site.store.draft_of(beat.slug, slug), site.store.piece_edition(beat.slug, slug)
    stands = draft or edition
    text = shown.text
    if text is None:
        text = site.pieces.text_of(stands) if stands else EMPTY
    piece = found.piece if found else Piece(beat.slug, slug, PieceKind.ANALYSIS, beat.tier, beat.language)
    title = line(stands.document.title if stands else "") or slug
    body, head, checked = None, None, ""
    if shown.draft is not None:
        made = shown.draft
        body = body_part(site, beat.slug, made.document, made.piece.language, faults=shown.faults)
        at = published(found) if found and found.published_at else site.now()
        head = head_part(site, made.piece, made.document.title, made.document.deck, made.piece.byline, at)
        checked = words("faults-n", n=len(shown.faults)) if shown.faults else words("faults-none")
    context = EditorsPieceContext(
        page=site.page(
            request, words("desk-piece", title=title), "", here=site.urls.editors_pieces(), index=False
        ),
        style=site.urls.static(site.assets["pieces.css"].name),
        title=title,
        lang=site.foreign(piece.language),
        kind=words(f"piece-{piece.kind}"),
        state=state(site, found) if found else words("state-begun"),
        public=Link(words("public-page"), site.urls.of_piece(piece)) if edition else None,
        base=draft.number if draft else 0,
        text=as_typed(text),
        theirs=as_typed(shown.theirs),
        said=shown.said,
        why=tuple(said for part in shown.why.splitlines() if (said := line(part))),
        faults=fault_parts(shown.faults, body),
        checked=checked,
        preview=body,
        head=head,
        has_draft=draft is not None,
        can_redraw=found is not None and piece.kind in (PieceKind.REVIEW, PieceKind.TIMELINE),
        withdrawn=found is not None and found.state is PieceState.WITHDRAWN,
        published=edition is not None,
        editions=editions(site, found, found.editions) if found else (),
        most=LONGEST,
        action=site.urls.editors_piece(beat.slug, slug),
        token=site.forms.token,
    )
    return site.respond_once(context)


def _asked(site: Site, request: Request) -> tuple[Beat, str, PieceLine | None]:
    """The beat and slug that the address names, and the piece if there is one. Raises NotHere if there can be none."""
    beat, slug = site.beat(request.path_params["beat"]), request.path_params["slug"]
    found = site.store.piece(beat.slug, slug)
    if found is None and not SLUG.fullmatch(slug):
        raise NotHere("404-piece", Link(site.words("desk-pieces"), site.urls.editors_pieces()))
    return beat, slug, found


# ---- forms ------------------------------------------------------------------------------------------------------------------


async def change(request: Request) -> Response:
    """Do what the form says. A form that is not ours leads nowhere."""
    site = Site.of(request)
    pairs = await site.forms.pairs(request, most_bytes=FORM_BYTES)
    if pairs is None:
        raise NotHere("404-form")
    return await run_in_threadpool(_carry_out, site, request, dict(pairs))


def _carry_out(site: Site, request: Request, fields: Mapping[str, str]) -> Response:
    beat, slug, found = _asked(site, request)
    text, base = fields.get("text"), _number(fields.get("base", "0"))
    try:
        match fields.get("do"):
            case "check" if text is not None:
                return _check(site, request, text)
            case "save" | "publish" if text is not None:
                return _save(site, request, text, base, publish=fields["do"] == "publish")
            case "withdraw" | "put-back" as do:
                why = line(fields.get("why"))[:REASON]
                site.pieces.withdraw(beat.slug, slug, why, EDITOR, site.now(), undo=do == "put-back")
                return _to(site, beat.slug, slug, "put-back" if do == "put-back" else "withdrawn")
            case "drop":
                site.pieces.drop(beat.slug, slug, EDITOR, site.now())
                if site.store.piece(beat.slug, slug) is None:
                    return see_other(site.urls.editors_pieces())
                return _to(site, beat.slug, slug, "dropped")
            case "redraw" if found is not None:
                _redraw(site, found.piece)
                return _to(site, beat.slug, slug, "redrawn")
            case _:
                raise NotHere("404-form")
    except InputError as error:
        return _page(site, request, _Shown(text=text, said=site.words("piece-not-done"), why=str(error)))


def _number(said: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) <= 9):
        raise NotHere("404-form")
    return int(said)


def _check(site: Site, request: Request, text: str) -> Response:
    """Show what was sent as it would be shown, with what keeps it from being published. Nothing is kept. Raises InputError."""
    draft = _read(site, request, text)
    return _page(site, request, _Shown(text=text, draft=draft, faults=site.pieces.faults(draft)))


def _read(site: Site, request: Request, text: str) -> Draft:
    beat, slug, _ = _asked(site, request)
    return site.pieces.read(beat.slug, slug, text, EDITOR, site.now())


def _save(site: Site, request: Request, text: str, base: int, *, publish: bool) -> Response:
    """Keep what was sent, and publish it if that is asked for and it may be. If somebody else saved meanwhile, both are shown. Raises
    InputError."""
    beat, slug, _ = _asked(site, request)
    stands = site.store.draft_of(beat.slug, slug)
    if (stands.number if stands else 0) != base:
        made = _Shown(
            text=text,
            theirs=site.pieces.text_of(stands) if stands else "",
            said=site.words("piece-not-done"),
            why=site.words("changed-meanwhile", who=line(stands.who))
            if stands
            else site.words("draft-is-gone"),
        )
        return _page(site, request, made)
    draft = site.pieces.save(beat.slug, slug, text, base, EDITOR, site.now())
    if not publish:
        return _to(site, beat.slug, slug, "saved")
    faults = site.pieces.faults(draft)
    if faults:
        said = _Shown(draft=draft, faults=faults, said=site.words("piece-not-published"))
        return _page(site, request, said)
    site.pieces.publish(beat.slug, slug, draft.number, EDITOR, site.now())
    return _to(site, beat.slug, slug, "published")


def _redraw(site: Site, piece: Piece) -> None:
    """Draft a review or a timeline anew from the archive as it is now."""
    if piece.kind is PieceKind.REVIEW:
        period = period_of(piece.slug)
        site.pieces.draft_review(piece.beat, period, EDITOR, site.now(), again=True)
    elif piece.kind is PieceKind.TIMELINE and piece.period is not None:
        site.pieces.draft_timeline(piece.beat, piece.period, EDITOR, site.now(), again=True)


def _to(site: Site, beat: str, slug: str, said: str) -> Response:
    return see_other(f"{site.urls.editors_piece(beat, slug)}?said={said}")

"""`/desk/articles/{article}/`: the editors' page of an article: its full text, what was set apart from it and why, and
who says what of each of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response

from beatbook.gather.reasons import said
from beatbook.model import Version, Witness, names
from beatbook.read.agreement import agrees
from beatbook.read.headline import ONLY_SITE
from beatbook.store.rows import VersionRow
from beatbook.web.asked import asked_id
from beatbook.web.contexts import EditorsArticleContext, FieldPart, Link, ReadingPart, WitnessPart
from beatbook.web.differences import edits
from beatbook.web.lists import Manner, line_of
from beatbook.web.site import NotHere, Site
from beatbook.web.text import clean, line, shortened, web_address

VERSIONS = 20
"""Versions that are shown, the newest."""

WORD = 300
"""Characters of a witness's word that are shown."""

FIELDS = (
    "headline", "deck", "byline", "published", "modified", "language", "section", "canonical", "image",
)  # fmt: skip
"""The fields that witnesses speak of, in the order in which they are shown."""


def page(request: Request) -> Response:
    site = Site.of(request)
    detail = site.store.article(asked_id(request, "article"))
    if detail is None:
        raise NotHere("404-article", Link(site.words("search"), site.urls.search()))
    words, item = site.words, detail.line
    shown = line_of(site, item, Manner(site.settings.desk.language, several=True))
    number, marked = _marked(request)
    rows = [*detail.versions[-VERSIONS:][::-1], *(v for v in detail.versions[:-VERSIONS] if v.n == number)]
    parts = tuple(reading_part(site, row, marked if row.n == number else (0, 0)) for row in rows)
    ended = words(f"outcome-{detail.outcome.value}")
    if detail.reason:
        ended += f" ({line(said(detail.reason))})"
    more = len(detail.versions) - len(rows)
    known = site.store.comparable([item.key]).get(item.key)
    origin = known.copy.origin if known else None
    first = site.store.comparable([origin]).get(origin) if origin else None
    context = EditorsArticleContext(
        page=site.page(request, shown.headline.text, "", here=" ", index=False),
        line=shown,
        public=Link(words("public-page"), site.urls.article(item.key)),
        source=Link(line(item.source_name) or item.source, site.urls.editors_source(item.source)),
        ended=ended,
        newest=parts[0] if parts else None,
        older=parts[1:],
        more=words("versions-older", n=more) if more else "",
        origin=Link(
            line(first.article.version.headline) or first.article.id,
            site.urls.editors_article(first.article.id),
        )
        if first
        else None,
        edits=edits(first.article.version.text, known.article.version.text) if first and known else (),
        story=Link(words("story-editors"), site.urls.editors_story(known.story))
        if known and known.story
        else None,
    )
    return site.respond_once(context)


def _marked(request: Request) -> tuple[int, tuple[int, int]]:
    """The version of which some words are to be marked, and which; all zero if the address names none."""
    said = request.query_params
    match = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", said.get("mark", ""), re.ASCII)
    if match is None or not re.fullmatch(r"[0-9]{1,9}", number := said.get("version", ""), re.ASCII):
        return 0, (0, 0)
    return int(number), (int(match[1]), int(match[2]))


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[str, str, str]]:
    """The paragraphs of a text, each as what stands before, in and after the words from `start` to `end`."""
    at = 0
    for paragraph in text.split("\n\n"):
        first = min(max(start - at, 0), len(paragraph))
        last = max(min(end - at, len(paragraph)), first)
        if paragraph.strip():
            yield clean(paragraph[:first]), clean(paragraph[first:last]), clean(paragraph[last:])
        at += len(paragraph) + 2


def reading_part(site: Site, row: VersionRow, marked: tuple[int, int] = (0, 0)) -> ReadingPart:
    """A version, with the words from the one offset to the other marked."""
    version = row.version
    paragraphs = tuple(_paragraphs(version.text, *marked))
    return ReadingPart(
        says=site.words("version", n=row.n),
        read=site.words("version-read", day=site.moment(row.read_at)),
        read_iso=row.read_at.isoformat(timespec="seconds"),
        lang=site.foreign(version.language),
        facts=tuple(_facts(site, row)),
        paragraphs=paragraphs,
        cited=next((n for n, (_, words, _) in enumerate(paragraphs) if words), -1),
        apart=tuple((line(b.text), line(b.why)) for b in row.boilerplate),
        fields=tuple(_fields(site, row)),
    )


def _facts(site: Site, row: VersionRow) -> Iterator[tuple[str, str, str]]:
    """How a version was read: name, value, address (or empty)."""
    words = site.words
    by = {"feed": words("reader-feed"), "import": words("reader-import")}.get(row.reader, line(row.reader))
    yield words("reader"), words("reader-path", reader=by, path=line(row.path)) if row.path else by, ""
    fetched = site.moment(row.fetched_at) if row.fetched_at else words("fetched-none")
    yield words("fetched"), fetched, ""
    whole = words("whole-no" if row.version.partial else "whole-yes")
    walls = [line(b.why) for b in row.boilerplate if row.version.partial and "payment" in b.why]
    yield words("whole"), f"{whole} ({walls[0]})" if walls else whole, ""
    if row.canonical:
        yield words("canonical"), line(row.canonical), web_address(row.canonical) or ""
    if row.image:
        yield words("image"), line(row.image.url), web_address(row.image.url) or ""
        yield words("image-credit"), line(row.image.credit) or words("none"), ""


def _fields(site: Site, row: VersionRow) -> Iterator[FieldPart]:
    heard = {w.field for w in row.witnesses}
    for field in [*(f for f in FIELDS if f in heard), *sorted(heard.difference(FIELDS))]:
        found = [w for w in row.witnesses if w.field == field]
        bears = _bears(row, field)
        parts = tuple(_witness(site, w, bears) for w in found)
        spoke = [w for w in found if w.why != ONLY_SITE]
        differs = any(not agrees(field, w.said, spoke[0].said) for w in spoke)
        told = "" if not bears or any(w.taken for w in found) else site.words("bears", word=line(bears))
        yield FieldPart(
            name=site.words(field) if field in FIELDS else line(field),
            bears=shortened(told, WORD),
            disagree=site.words("witnesses-disagree") if differs else "",
            witnesses=parts,
        )


def _bears(row: VersionRow, field: str) -> str:
    """What a version says of a field, as one line."""
    v: Version = row.version
    return {
        "headline": v.headline or "",
        "deck": v.deck or "",
        "byline": names(v.byline),
        "published": str(v.published or ""),
        "modified": str(v.modified or ""),
        "language": v.language or "",
        "section": v.section or "",
        "canonical": row.canonical or "",
        "image": row.image.url if row.image else "",
    }.get(field, "")


def _witness(site: Site, witness: Witness, bears: str) -> WitnessPart:
    words = site.words
    agreed = bool(bears) and agrees(witness.field, witness.said, bears)
    if witness.taken:
        verdict = words("verdict-taken")
    elif agreed:
        verdict = words("verdict-agrees")
    else:
        silent = not bears or witness.why == ONLY_SITE
        verdict = words("verdict-unused" if silent else "verdict-otherwise")
    if witness.why and not agreed:
        verdict = words("verdict-why", verdict=verdict, why=line(witness.why))
    return WitnessPart(line(witness.by), shortened(line(witness.said), WORD), verdict, witness.taken)

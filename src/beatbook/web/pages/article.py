"""`/articles/{article}/`: an article's headline, deck, byline and dates, where to read it, why it is filed where it is,
and what its versions changed. Its text stays with the source."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

from babel.numbers import format_decimal
from starlette.requests import Request
from starlette.responses import Response

from beatbook.gather.reasons import said
from beatbook.model import Hit, Outcome, Precision, Version, names
from beatbook.store.rows import Detail, FiledUnder, VersionRow
from beatbook.web import dates
from beatbook.web.asked import asked_id
from beatbook.web.contexts import ArticleContext, FiledPart, Line, Link, VersionPart
from beatbook.web.differences import changes, text_change
from beatbook.web.lists import Manner, language_name, line_of
from beatbook.web.site import NotHere, Site
from beatbook.web.stories import place_part
from beatbook.web.text import line, shortened, web_address

WORDS = 24
"""Matched words that are shown of one filing."""

WORD = 60
"""Characters of a matched word or phrase that are shown: the words, not the sentence around them."""

VERSIONS = 30
"""Versions that are compared and shown, the newest."""


def page(request: Request) -> Response:
    site = Site.of(request)
    detail = site.store.article(asked_id(request, "article"))
    if detail is None:
        raise NotHere("404-article", Link(site.words("search"), site.urls.search()))
    item = detail.line
    shown = line_of(site, item, Manner(site.settings.desk.language, several=True))
    link = web_address(item.url) or ""
    rows = detail.versions[-VERSIONS - 1 :]
    versions = [
        version_part(site, rows[i - 1] if i else None, row, first=row.n == detail.versions[0].n)
        for i, row in enumerate(rows)
    ]
    older = len(detail.versions) - min(len(detail.versions), VERSIONS)
    newest = detail.versions[-1].version if detail.versions else None
    place, words = place_part(site, item.key), site.words
    shown_in_lists = detail.outcome in (Outcome.FILED, Outcome.KEPT) and newest is not None
    context = ArticleContext(
        page=site.page(
            request,
            shown.headline.text,
            site.urls.article(item.key),
            description=shown.deck.text if shown.deck else "",
        ),
        line=shown,
        link=link,
        host=(urlsplit(link).hostname or "") if link else "",
        facts=facts(site, detail, newest),
        cite=_cite(shown, site, link),
        filed=tuple(filed_part(site, filed, newest) for filed in detail.filed),
        place=place,
        unplaced="" if place else words("story-soon" if shown_in_lists else "story-none"),
        versions=tuple(reversed(versions[-VERSIONS:])),
        older=site.words("versions-older", n=older) if older else "",
        editors=site.urls.editors_article(item.key) if site.is_open(request) else "",
    )
    return site.respond(request, context)


def facts(site: Site, detail: Detail, newest: Version | None) -> tuple[tuple[str, str, str], ...]:
    """What is known of an article: name, value, address (or empty)."""
    words, item = site.words, detail.line
    published = words("published-unknown")
    if newest and newest.published and item.dated:
        moment = newest.published
        if moment.precision is Precision.TIME and moment.at:
            published = f"{site.moment(moment.at)} ({words('published-time')}: {moment})"
        else:
            day = dates.long_day(moment.day, words.language)
            published = f"{day} ({words('published-day')})"
    changed = words("changed-never")
    if len(detail.versions) > 1:
        last = site.moment(detail.versions[-1].read_at)
        changed = words("changed-last", day=last, n=len(detail.versions))
    outcome = words(f"outcome-{detail.outcome.value}")
    if detail.reason:
        outcome += f" ({line(said(detail.reason))})"
    language = language_name(site, item.language) if item.language else words("language-unknown")
    found = [
        (words("source"), line(item.source_name) or item.source, site.urls.source(item.source)),
        (words("published"), published, ""),
        (words("first-seen"), site.moment(item.first_seen), ""),
        (words("changed"), changed, ""),
        (words("language"), language, ""),
        (words("tier"), words(item.tier.value), ""),
        (words("outcome"), outcome, ""),
    ]
    if newest and newest.section:
        found.insert(5, (words("section"), line(newest.section), ""))
    if item.partial:
        found.insert(-1, (words("text"), words("partial"), ""))
    return tuple(found)


def _cite(shown: Line, site: Site, link: str) -> str:
    signed = "".join(s.before + s.name for s in shown.signers)
    parts = [signed, f"“{shown.headline.text}”", *([shown.source.text] if shown.source else []), shown.date]
    return ", ".join([*parts, link] if link else parts)


# ---- why it is filed ----------------------------------------------------------------------------------------------------

PLACES = ("headline", "deck", "byline", "section", "source", "language", "text")
"""Where a rule's words can be found, in the order in which they are shown."""


def filed_part(site: Site, filed: FiledUnder, newest: Version | None) -> FiledPart:
    score = format_decimal(filed.score, "0.00", locale=dates.locale(site.words.language))
    return FiledPart(
        beat=Link(line(filed.title) or filed.slug, site.urls.beat(filed.slug)),
        score=site.words("score", score=score),
        why=matched(site, filed.why, newest),
    )


def matched(site: Site, hits: tuple[Hit, ...], newest: Version | None) -> tuple[tuple[str, str], ...]:
    """The matched words, those of the headline first, each with where and how often."""
    found: dict[str, tuple[str, Counter[str]]] = {}
    known = [hit for hit in hits if hit.field in PLACES]
    for hit in sorted(known, key=lambda h: (PLACES.index(h.field), h.start)):
        said = shortened(_words_of(hit, newest), WORD)
        if said:
            found.setdefault(said.casefold(), (said, Counter()))[1][hit.field] += 1
    return tuple((said, _where(site, counts)) for said, counts in list(found.values())[:WORDS])


def _words_of(hit: Hit, newest: Version | None) -> str:
    """What a hit matched, as the article has it; the rule's own term where the article has no such place."""
    if newest is not None:
        text = {
            "headline": newest.headline,
            "deck": newest.deck,
            "byline": names(newest.byline),
            "section": newest.section,
            "text": newest.text,
        }.get(hit.field)
        if text and 0 <= hit.start < hit.end <= len(text):
            return line(text[hit.start : hit.end])
    return line(hit.term)


def _where(site: Site, counts: Counter[str]) -> str:
    said = []
    for field, n in counts.items():
        place = site.words(f"in-{field}")
        said.append(place if n == 1 else f"{place}, {site.words('times', n=n)}")
    return "; ".join(said)


# ---- what its versions changed ------------------------------------------------------------------------------------------


def version_part(site: Site, before: VersionRow | None, row: VersionRow, *, first: bool) -> VersionPart:
    changed, text, plain = changes(site.words, before.version if before else None, row.version), "", ""
    if before is not None:
        text = text_change(site.words, before.version.text, row.version.text)
    if first:
        plain = site.words("version-first")
    elif not changed and not text:
        plain = site.words("version-same")
    same_page = before is not None and row.fetched_at is not None and row.fetched_at == before.fetched_at
    return VersionPart(
        says=site.words("version", n=row.n),
        read=site.words("version-read", day=site.moment(row.read_at)),
        read_iso=row.read_at.isoformat(timespec="seconds"),
        changes=changed,
        text_change=text,
        plain=plain,
        again=site.words("version-again") if same_page else "",
    )

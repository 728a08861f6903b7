"""From what a feed's reader found to a `FeedReading`: clean, keyed, without repeats, with its problems in words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from beatbook.bylines import all_names
from beatbook.gather import dates, plain
from beatbook.model import Entry, FeedReading, Moment

ENTRIES_CAP: Final = 1_000
"""Entries kept of one reading, the newest. Live feeds hold tens, a whole blog's hundreds."""

BYLINE_CAP: Final = 4_000
"""Code points of an author field that are read."""
HEADLINE_CAP: Final = 500
DECK_CAP: Final = 1_000
"""Code points of a deck that the feed states as such."""

LEDE_CAP: Final = 500
"""Code points of a deck that we take from the head of a full text: whole paragraphs, at least the first."""

TEXT_GAIN: Final = 1.5
"""A full text must be this many times as long as the deck to be worth keeping beside it."""

KEY_CAP: Final = 500
"""Code points of a key; a longer guid is replaced by its hash."""

_APPEARED = re.compile(r"^The post .{1,400} (?:appeared first on|first appeared on) .{1,200}$", re.IGNORECASE)
_MORE = re.compile(
    r"\s*(?:\[(?:…|\.\.\.)\]|\(more…\)|(?:Continue reading|Read more|Read the full story)\W*)$", re.IGNORECASE
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}$")


@dataclass(slots=True)
class Draft:
    """What a reader found, field by field as the feed has it, before it is cleaned. Dates are (text, parsed)."""

    title: str | None = None
    home: str | None = None
    language: str | None = None
    ttl: float | None = None
    items: list[Item] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Item:
    key: str | None = None
    url: str | None = None
    headline: tuple[str, bool | None] | None = None
    """This and the next two: the text, and whether it is HTML (None: look)."""
    summary: tuple[str, bool | None] | None = None
    content: tuple[str, bool | None] | None = None
    summary_is_content: bool = False
    authors: tuple[str, ...] = ()
    published: tuple[tuple[str, Any], ...] = ()
    """What may be the date of publication, best first."""
    modified: tuple[str, Any] | None = None
    language: str | None = None
    section: str | None = None


# ---- from a draft to a reading --------------------------------------------------------------------------------------


def finish(draft: Draft, url: str) -> FeedReading:
    """Clean, key, sort out repeats and name what was wrong."""
    title = _line(draft.title, HEADLINE_CAP)
    language = _language(draft.language)
    notes = _Notes()
    entries: dict[str, Entry] = {}
    items = draft.items
    for item in items:
        entry = _entry(item, title, language, url, notes)
        if entry is None:
            notes.add("without any content (left out)")
        elif entry.key in entries:
            notes.add("repeating another's key (the first is kept)")
        else:
            entries[entry.key] = entry
    kept = tuple(entries.values())
    problems = [*draft.problems, *notes.said()]
    if len(kept) > ENTRIES_CAP:
        problems.append(f"{len(kept)} entries; only the newest {ENTRIES_CAP} are read")
        kept = newest(kept, ENTRIES_CAP)
    if not kept:
        problems.append("no entries")
    return FeedReading(
        title=title,
        entries=kept,
        problems=tuple(dict.fromkeys(problems)),
        home=web_address(draft.home, url),
        language=language,
        ttl=draft.ttl,
    )


def newest(entries: tuple[Entry, ...], most: int) -> tuple[Entry, ...]:
    """The newest entries, in the feed's order; those without a date count by their place, as if just before the
    next one that has."""
    ranked, last = [], "9999"
    for place, entry in enumerate(entries):
        if entry.published is not None:
            last = entry.published.instant.isoformat()
        ranked.append((last, -place, place))
    places = sorted(place for *_, place in sorted(ranked, reverse=True)[:most])
    return tuple(entries[place] for place in places)


class _Notes:
    """Counts what was wrong with entries, so that a feed of 1,000 bad dates says so once."""

    def __init__(self) -> None:
        self._counts: dict[str, tuple[int, str]] = {}

    def add(self, what: str, example: str = "") -> None:
        count, first = self._counts.get(what, (0, example))
        self._counts[what] = (count + 1, first)

    def said(self) -> list[str]:
        return [
            f"{'1 entry' if count == 1 else f'{count} entries'} {what}"
            + (f": {plain.cut(first, 80)}" if first else "")
            for what, (count, first) in self._counts.items()
        ]


def _entry(item: Item, outlet: str | None, language: str | None, base: str, notes: _Notes) -> Entry | None:
    url = web_address(item.url, base)
    if item.url and url is None:
        notes.add("with a link that is not a web address", plain.clean(item.url[:200]))
    headline = plain.cut(plain.line(*item.headline), HEADLINE_CAP) or None if item.headline else None
    deck, text = _texts(item)
    published, modified, raw = _when(item, notes)
    key = _key(item.key, url, base, (headline, deck, text and text[:2_000], raw))
    byline = all_names((plain.line(said[:BYLINE_CAP]) for said in item.authors), outlet)
    if not (item.key or url or headline or deck or byline or raw):
        return None
    if headline is None:
        notes.add("without a headline")
    if url is None and not item.url:
        notes.add("without a link")
    return Entry(
        key=key,
        url=url,
        headline=headline,
        deck=deck,
        byline=byline,
        published=published,
        modified=modified,
        raw_published=raw,
        language=_language(item.language) or language,
        section=_line(item.section, 100),
        text=text,
    )


def _key(said: str | None, url: str | None, base: str, content: Iterable[str | None]) -> str:
    """The guid, else the link, else a hash of what the entry says."""
    key = plain.clean(said[: KEY_CAP * 8]) if said else ""
    if key.startswith("/") and base:
        key = web_address(key, base) or key
    if not key:
        key = url or ""
    if 0 < len(key) <= KEY_CAP:
        return key
    told = key or "\0".join(part or "" for part in content)
    return "sha256:" + hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32]


def _texts(item: Item) -> tuple[str | None, str | None]:
    """Deck and full text, each None where the feed has none. The full text is kept only if it says clearly more."""
    summary = _paragraphs(item.summary) if item.summary else []
    content = _paragraphs(item.content) if item.content else []
    if item.summary_is_content or not summary:
        deck = _lede(content or summary)
    else:
        deck = plain.cut(" ".join(summary), DECK_CAP)
    longer = max(content, summary, key=lambda ps: sum(map(len, ps)))
    text = "\n\n".join(longer)
    if len(text) < TEXT_GAIN * len(deck or "") or len(longer) < 2:
        return deck or None, None
    return deck or None, text


def _lede(parts: list[str]) -> str:
    deck = parts[0] if parts else ""
    for part in parts[1:]:
        if len(deck) + len(part) >= LEDE_CAP:
            break
        deck = f"{deck} {part}"
    return plain.cut(deck, LEDE_CAP)


def _paragraphs(said: tuple[str, bool | None]) -> list[str]:
    text, markup = said
    if markup is None or not markup:
        markup = plain.looks_marked_up(text[: plain.MARKUP_CAP])
    parts = plain.paragraphs(text) if markup else plain.text_paragraphs(text)
    if len(parts) > 1 and _APPEARED.match(parts[-1]):
        parts.pop()
    if parts:
        parts[-1] = _MORE.sub("…" if "[" in parts[-1][-8:] else "", parts[-1]) or parts[-1]
    return parts


def _when(item: Item, notes: _Notes) -> tuple[Moment | None, Moment | None, str | None]:
    """Published, modified, and what was said of the first. A feed that states only a change is taken at that."""
    raw = None
    published = None
    for said, parsed in item.published:
        if not (said := plain.clean(said[:1_000])):
            continue
        raw = raw or plain.cut(said, 100)
        if (published := dates.parse(said, parsed)) is not None:
            raw = plain.cut(said, 100)
            break
    if raw and published is None:
        notes.add("with a date that cannot be used", raw)
    modified = dates.parse(plain.clean(item.modified[0][:1_000]), item.modified[1]) if item.modified else None
    return published, modified, raw


def web_address(said: str | None, base: str = "") -> str | None:
    """An absolute http or https address, or None. White space inside is taken out, as browsers do."""
    text = re.sub(r"[\t\r\n]+", "", (said or "")[:8_192]).strip(
        "\0\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f "
    )
    if not text or any(c < " " or c == "\x7f" or "\ud800" <= c <= "\udfff" for c in text):
        return None
    try:
        full = urljoin(base, text) if base else text
        parts = urlsplit(full)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or len(full) > 4_096:
        return None
    return full.replace(" ", "%20")


def _line(said: str | None, cap: int) -> str | None:
    return plain.cut(plain.line(said), cap) or None if said else None


def _language(said: str | None) -> str | None:
    tag = (said or "").strip()
    if not _LANGUAGE.match(tag):
        return None
    primary, *rest = tag.replace("_", "-").split("-")
    return "-".join([primary.lower(), *(r.upper() if len(r) == 2 else r for r in rest)])

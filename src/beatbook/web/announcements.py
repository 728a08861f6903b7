"""One announcement with all that rests on it: its sentences, its trail and what became of it, each with its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from beatbook.model import Brief, BriefOutcome, Cited, Span
from beatbook.store.editions import Edition
from beatbook.store.times import Correct, KeptAnnouncement, found_at
from beatbook.web import dates
from beatbook.web.ahead import fate_key
from beatbook.web.briefcontexts import PassagePart, SentencePart
from beatbook.web.briefs import brief_part, passage_parts, spans_of
from beatbook.web.contexts import Link
from beatbook.web.site import NotHere, Site
from beatbook.web.text import line

MOST = 60
"""Sentences besides the best whose words are shown; of a thing that was announced more often those of the trail, and the first."""


def find_announcement(site: Site, key: str) -> KeptAnnouncement:
    """The announcement of that key, or the one that it was found to be the same as. Raises NotHere if there is none."""
    kept = found_at(site.store, key)
    if kept is None:
        raise NotHere("404-announcement", Link(site.words("beats"), site.urls.beats()))
    return kept


@dataclass(frozen=True, slots=True)
class Rests:
    """What an announcement rests on. `sentences` announce it, `reports` tell what became of it, `numbers` are those of the
    passages, as on the page of a story; `more` articles announce it besides."""

    sentences: tuple[SentencePart, ...]
    reports: tuple[SentencePart, ...]
    evidence: tuple[PassagePart, ...]
    numbers: dict[Span, int]
    more: int


def rests(site: Site, kept: KeptAnnouncement, *, editors: bool) -> Rests:
    """The words that it rests on, shown as those of a brief are; `editors` says whether the editors' side is open."""
    announcement = kept.announcement
    shown = (*announcement.sentences, *announcement.settled.sentences)
    further = _further(kept, shown)
    edition = _as_brief(kept, (*shown, *further[:MOST]), site)
    numbers = spans_of(edition.brief)
    passages = site.store.passages(numbers)
    lines = {span.article: p.line for span, p in passages.items() if p.line}
    sentences = brief_part(site, edition, lines).sentences
    # What announces it too stands among the passages only, so nothing leads back to it.
    names = {f"#s{n}" for n in range(1, len(shown) + 1)}
    evidence = tuple(
        replace(part, back=tuple(link for link in part.back if link.url in names))
        for part in passage_parts(site, edition, passages, (), editors=editors)
    )
    n = len(announcement.sentences)
    return Rests(sentences[:n], sentences[n : len(shown)], evidence, numbers, len(further[MOST:]))


def _further(kept: KeptAnnouncement, shown: Sequence[Cited]) -> list[Cited]:
    """What announces it besides the sentences that are shown: first those of the trail."""
    known = {span for cited in shown for span in cited.spans}
    spans = [step.span for step in kept.announcement.trail]
    spans += [a.span for a in kept.announced]
    return [Cited("", (span,)) for span in dict.fromkeys(spans) if span not in known]


def _as_brief(kept: KeptAnnouncement, sentences: tuple[Cited, ...], site: Site) -> Edition:
    now = site.now()
    return Edition(0, now, now, Brief(kept.announcement.key, BriefOutcome.BRIEF, None, sentences))


def corrections(site: Site, said: Correct | None) -> tuple[str, ...]:
    """What an editor said of an announcement, in words."""
    if said is None:
        return ()
    words, found = site.words, []
    if said.fate:
        found.append((words(f"fate-{fate_key(said.fate)}"), line(said.why)))
    if said.days:
        found.append((words("said-days", days=dates.period(said.days, words.language)), ""))
    if said.is_none is not None:
        found.append((words("said-none" if said.is_none else "said-one"), ""))
    who, at = line(said.who), site.moment(said.at)
    return tuple(
        words("said-fate-why", what=what, why=why, who=who, at=at)
        if why
        else words("said-fate", what=what, who=who, at=at)
        for what, why in found
    )

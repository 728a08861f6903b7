"""The interface's own words, in one place so that they can be translated: a language is one more catalogue here.

A text with `|` has a form for each plural of its language in the order of CLDR's categories (English: one, other);
which one is meant is told by the value `n`. Values are put in as they are; the page escapes the result.
"""

from __future__ import annotations

from collections.abc import Mapping

from beatbook.model import OUTCOME_WORDS, Outcome
from beatbook.web.dates import locale, number

ENGLISH: Mapping[str, str] = {
    # the frame
    "skip": "Skip to the content",
    "desk": "Desk",
    "front": "Front",
    "beats": "Beats",
    "sources": "Sources",
    "search": "Search",
    "title": "{page} — {desk}",
    "footer": "Headlines and decks belong to those who published them; the desk keeps the record and the links.",
    "subscriptions": "All beats as a list of feeds (OPML)",
    "and": " and ",
    "comma": ", ",
    # lists
    "seen": "seen {day}",
    "partial": "Only the beginning could be read",
    "partial-members": "For members: only the beginning could be read",
    "pages": "Pages",
    "page": "page {n}",
    "page-of": "Page {page} of {last}",
    "articles": "{n} article|{n} articles",
    "nothing": "Nothing is filed here yet.",
    "nothing-narrowed": "Nothing is filed here that is narrowed like this.",
    "narrowed": "Narrowed to",
    "remove": "remove",
    "remove-what": "remove {what}",
    "everything": "Show everything",
    "narrowed-count": "{n} of {total} articles|{n} of {total} articles",
    "narrow": "Narrow the list",
    "by-month": "By month",
    "by-source": "By source",
    "by-author": "By author",
    "by-language": "By language",
    "all-month": "All {n} months",
    "all-source": "All {n} sources",
    "all-author": "All {n} authors",
    "all-language": "All {n} languages",
    "more": "{n} more",
    "whole-counts": "Numbers are for the whole beat.",
    "follow": "Follow",
    "rss": "RSS",
    "atom": "Atom",
    "json": "JSON Feed",
    "what-belongs": "What belongs here",
    "what-belongs-text": "An article is filed under this beat when it fits this rule:",
    "search-beat": "Search this beat",
    "archive": "Archive",
    # front and beats
    "newest": "Newest",
    "front-empty": "Nothing is filed yet. The desk shows here what it files first.",
    "all-of-beat": "All {n} article|All {n} articles",
    "no-beats": "This desk has no beats yet.",
    "coverage-line": "{reached} of {n} source reached in the last 24 hours.|{reached} of {n} sources reached in the last 24 hours.",
    "coverage-not": "Not reached: {names}.",
    "coverage-more": "{names} and {n} more",
    "beats-lede": "The subjects that this desk follows, with all that is filed under each.",
    # article
    "read-source": "Read at the source",
    "no-source-link": "The source gave no address for it.",
    "facts": "What is known of it",
    "byline": "Byline",
    "source": "Source",
    "published": "Published",
    "published-unknown": "The source states no date that could be read",
    "published-day": "the day only, as stated",
    "published-time": "as stated",
    "first-seen": "First seen",
    "changed": "Changed",
    "changed-last": "{day}, the newest of {n} versions",
    "changed-never": "not since it was first read",
    "language": "Language",
    "language-unknown": "not known",
    "section": "Section",
    "tier": "Tier",
    "open": "open",
    "members": "members",
    "text": "Text",
    "outcome": "Outcome",
    "cite": "To cite it",
    "filed-under": "Filed under",
    "filed-none": "It is filed under no beat.",
    "score": "score {score}",
    "because": "Because of",
    "because-rule": "Its rule names no words: it only leaves some out.",
    "in-headline": "headline",
    "in-deck": "deck",
    "in-byline": "byline",
    "in-section": "section",
    "in-source": "source",
    "in-language": "language",
    "in-text": "text",
    "times": "{n} time|{n} times",
    "versions": "Versions",
    "version": "Version {n}",
    "version-read": "read {day}",
    "version-first": "As it was first read.",
    "version-same": "Nothing that is shown here changed.",
    "headline": "Headline",
    "deck": "Deck",
    "was": "was",
    "none": "none",
    "text-grew": "The text changed: from {before} to {after} words; {n} paragraph new or reworded, {gone} gone.|The text changed: from {before} to {after} words; {n} paragraphs new or reworded, {gone} gone.",
    "version-again": "The same page, read again by the desk: the source itself changed nothing.",
    "versions-older": "{n} older version is kept and not shown.|{n} older versions are kept and not shown.",
    # sources
    "sources-lede": "Where this desk reads, and how that goes.",
    "no-sources": "This desk has no sources yet.",
    "health": "Health",
    "home": "Home page",
    "feeds": "Feeds",
    "feeds-count": "{n} feed|{n} feeds",
    "feeds-none": "No feed: what is here was imported.",
    "health-well": "Reads well",
    "health-odd": "Read, with problems found in it",
    "health-new": "Not asked yet",
    "health-some": "{failing} of {n} feeds cannot be read|{failing} of {n} feeds cannot be read",
    "health-failing": "Cannot be read",
    "health-stopped": "Stopped",
    "health-none": "No feed",
    "last-poll": "Last asked",
    "last-success": "Last read",
    "last-change": "Last new",
    "next-poll": "Next",
    "never": "never",
    "feed-well": "Reads well.",
    "feed-odd": "Read, with {n} problem found in it.|Read, with {n} problems found in it.",
    "feed-new": "Not asked yet.",
    "endings": "Not read",
    "endings-n": "The last {n} item that was refused or kept without its page|The last {n} items that were refused or kept without their page",
    "feed-failing": "Failed {n} time in a row: {reason}.|Failed {n} times in a row: {reason}.",
    "feed-stopped": "Stopped for good: {reason}.",
    "feed-held": "The server asked to be left alone until {day}.",
    "feed-moved": "It says that it has moved to {url}.",
    "feed-problems": "Found in the feed",
    "coverage": "Coverage of the last {n} days",
    "coverage-days": "Of {n} days: reached on {reached}, failed on {failed}, not tried on {untried}. Not tried is not the same as no news.",
    "day": "Day",
    "state": "State",
    "reached": "reached",
    "failed": "failed",
    "untried": "not tried",
    "polls": "{reached} of {n} request answered|{reached} of {n} requests answered",
    "coverage-table": "Day by day",
    "articles-head": "Articles",
    # what a source taught
    "memory": "What the desk has learned of it",
    "memory-says": "{n} recent article is remembered; what the desk learns from them is counted here, and an editor can undo each.|{n} recent articles are remembered; what the desk learns from them is counted here, and an editor can undo each.",
    "memory-none": "Nothing is learned of it yet: that takes a few of its articles, read from their pages.",
    "memory-more": "{n} more, seen less often|{n} more, seen less often",
    "template": "Where things stand on its pages",
    "template-none": "No pattern is known; each page is read by itself.",
    "boilerplate": "What it repeats",
    "boilerplate-lede": "Paragraphs that stand on many of its pages and are not reporting. They are set apart from the articles.",
    "boilerplate-none": "Nothing that it repeats is known.",
    "lesson-why": "why",
    "lesson-agreed-n": "on {n} article|on {n} articles",
    "lesson-since": "since {day}",
    "lesson-key": "key",
    "lesson-history": "History",
    "lesson-new": "{day}: {after}, by the desk",
    "lesson-desk": "{day}: {after}, by the desk; before: {before}",
    "lesson-who": "{day}: {after}, by {who}; before: {before}",
    "state-active": "In use",
    "state-dropped": "Dropped, for the pages stopped agreeing with it",
    "state-undone": "Undone by an editor",
    "place-body": "Text",
    "place-headline": "Headline",
    "place-published": "Date",
    "place-byline": "Byline",
    "undo": "Undo",
    "recall": "Let it count",
    "undo-what": "Undo: {what}",
    "recall-what": "Let it count: {what}",
    # the editors' side
    "editors": "Editors’ page",
    "editors-only": "Editors’ side: seen on this machine only.",
    "public-page": "Public page",
    "to-reread": "{n} article is put back to be read again. The desk does it when nothing else is due; beatbook reread --queued does it now.|{n} articles are put back to be read again. The desk does it when nothing else is due; beatbook reread --queued does it now.",
    "no-text": "No text was read.",
    "apart": "Set apart as not reporting",
    "apart-why": "Why",
    "apart-none": "Nothing was set apart.",
    "believe": "Why we believe it",
    "believe-none": "No witnesses were kept with this version.",
    "field": "Field",
    "witness": "Who says it",
    "said": "What they say",
    "verdict": "Verdict",
    "bears": "The article bears: {word}",
    "witnesses-disagree": "The witnesses contradict one another.",
    "verdict-taken": "taken",
    "verdict-agrees": "agrees",
    "verdict-otherwise": "contradicts",
    "verdict-unused": "not taken",
    "verdict-why": "{verdict}: {why}",
    "reader": "Reader",
    "reader-path": "{reader}, path {path}",
    "reader-feed": "the feed’s own words",
    "reader-import": "imported as it is here",
    "fetched": "Page fetched",
    "fetched-none": "no page is kept with this version",
    "canonical": "Canonical",
    "image": "Picture",
    "image-credit": "Picture’s credit",
    "whole": "Whole",
    "whole-yes": "as far as can be told",
    "whole-no": "no: more was announced than could be read",
    "older-version": "{version}, {read}",
    "read-nothing": "Nothing of it was read that could be kept.",
    "modified": "Modified",
    # authors
    "author-lede": "Everything signed with this name.",
    # by
    "by-lede": "Every {what} in the beat, with the number of articles.",
    "what-month": "month",
    "what-source": "source",
    "what-author": "author",
    "what-language": "language",
    # search
    "search-words": "Words or a rule",
    "search-button": "Search",
    "any-beat": "every beat",
    "any-source": "every source",
    "month": "Month",
    "month-hint": "as in 2020-11",
    "language-hint": "as in en or ko",
    "beat": "Beat",
    "found": "{n} article found|{n} articles found",
    "found-none": "Nothing found.",
    "rule-wrong": "The search could not be read",
    "rule-at": "{message}, at the mark.",
    "rule-expected": "Expected: {expected}",
    "rule-here": "here",
    "too-long": "A search has at most {n} characters.",
    "help": "How to search",
    "help-1": "both words, anywhere in the headline, deck or text",
    "help-2": "these words next to one another",
    "help-3": "either of the two",
    "help-4": "the first but not the second",
    "help-5": "only in the headline",
    "help-6": "words that begin like this",
    "help-7": "the one near the other, at most five words between them",
    "help-8": "only what is signed with this name",
    # what went wrong
    "404": "Not here",
    "404-text": "There is no page at this address. It may never have been, or the address was copied incompletely.",
    "404-page": "This list has {n} page.|This list has {n} pages.",
    "404-last": "Go to the last page",
    "404-first": "Go to the first page",
    "404-beat": "This desk has no beat of that name.",
    "404-source": "This desk has no source of that name.",
    "404-author": "Nothing in this desk is signed with that name.",
    "404-form": "This form was not sent from a page of this desk, or that page is older than the desk’s last start. Open the page anew and try again.",
    "404-article": "This desk has no article with that id.",
    "404-month": "A month is written like 2020-11.",
    "404-number": "A page is a whole number from 1.",
    "404-ways": "From here",
    "405": "Only for reading",
    "405-text": "These pages can be read, and nothing can be sent to them.",
    "400": "Not understood",
    "400-text": "The address cannot be understood.",
    "400-host": "This desk does not answer under that name. Its public address can be set as base in the table [web] of desk.toml.",
    "414": "Too long",
    "414-text": "The address has more characters than this desk reads.",
    "500": "Our mistake",
    "500-text": "Something went wrong in the desk while it made this page. It has been noted; nothing was lost.",
    "503": "Busy",
    "503-text": "The archive cannot be read at this moment. Please try again soon.",
} | {
    f"outcome-{outcome.value}": said
    for outcome, said in OUTCOME_WORDS.items()
    if isinstance(outcome, Outcome)
}

CATALOGUES: Mapping[str, Mapping[str, str]] = {"en": ENGLISH}


class Words:
    """The interface's words in one language; English where there is no catalogue for it. `language` says which."""

    def __init__(self, wanted: str) -> None:
        primary = wanted.replace("_", "-").split("-")[0].lower()
        self.language = primary if primary in CATALOGUES else "en"
        self._texts = CATALOGUES[self.language]
        self._forms = tuple(sorted(locale(self.language).plural_form.tags | {"other"}, key=_CLDR.index))

    def __call__(self, key: str, *, n: int | None = None, **values: object) -> str:
        """The text of `key` with its values. A number is written as the language writes it."""
        text = self._texts[key]
        if n is not None:
            forms = text.split("|")
            form = self._forms.index(locale(self.language).plural_form(n))
            text = forms[form] if len(forms) > 1 else text
            values["n"] = n
        if not values:
            return text
        said = {k: number(v, self.language) if type(v) is int else v for k, v in values.items()}
        return text.format(**said)

    def joined(self, parts: list[str]) -> str:
        """ "A", "A and B", "A, B and C"."""
        if len(parts) < 2:
            return "".join(parts)
        return self("comma").join(parts[:-1]) + self("and") + parts[-1]


_CLDR = ("zero", "one", "two", "few", "many", "other")

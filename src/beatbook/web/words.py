"""The interface's own words, apart from the pages so that they can be translated: a language is one more catalogue here.
What a kind of page says is in a module beside it (`PARTS`); no two have the same key.

A text with `|` has a form for each plural of its language in the order of CLDR's categories (English: one, other);
which one is meant is told by the value `n`. Values are put in as they are; the page escapes the result.
"""

from __future__ import annotations

from collections.abc import Mapping

from beatbook.model import OUTCOME_WORDS, Outcome
from beatbook.web import (
    aheadwords,
    briefwords,
    figurewords,
    memberwords,
    piecewords,
    sourcewords,
    storywords,
    timewords,
)
from beatbook.web.dates import locale, number

FRAME: Mapping[str, str] = {
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
    "colon": ": ",
    # lists
    "seen": "seen {day}",
    "partial": "Only the beginning could be read",
    "partial-members": "For members: only the beginning could be read",
    "pages": "Pages",
    "page": "page {n}",
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
    # the editors' side
    "editors": "Editors’ page",
    "story-editors": "Editors’ page of its story",
    "story-hint": "A story is named by its id or the address of its page; so is one by any of its articles.",
    "split-head": "Split or move",
    "split-says": "What you choose above becomes a story of its own, or part of another. What you say is final: the desk does not group it otherwise any more.",
    "split-button": "Make it a story of its own",
    "move-button": "Put it into that story",
    "merge-head": "Merge",
    "merge-says": "All articles of this story become part of another, and its address leads there.",
    "merge-button": "Merge into that story",
    "other-story": "The other story",
    "reason": "Reason, to be written down with it",
    "undo-change": "Undo",
    "undo-change-what": "Undo change {n}",
    "changes-none": "No articles have come or gone.",
    "story-wrong": "Nothing was changed: {why}.",
    "story-done": "Done. What was changed stands below, and can be undone there.",
    "nothing-chosen": "no article was chosen",
    "no-such-story": "there is no such story",
    "all-chosen": "all of its articles were chosen, and they are a story already",
    "same-story": "that is this story",
    "not-on-page": "{n} more article of the story is not shown here; the command beatbook story can name it.|{n} more articles of the story are not shown here; the command beatbook story can name them.",
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
    "authors-alike": "Names that may be one person’s",
    "authors-alike-lede": "Guessed from the letters alone, among those who sign what is filed. Nothing is joined but by you: two people may share a name. What is joined is listed under the one name from then on, until you part it again.",
    "authors-joined": "Names that are joined",
    "join-authors": "All are {name}",
    "part-authors": "Part them again",
    "part-authors-what": "Part {name} again",
    "authors-alike-none": "No two names here look like one person’s.",
    "alike-order": "the same parts, in another order or parted otherwise",
    "alike-initial": "an initial, or nothing, where the other has a name",
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
    "404-series": "No series of that name is recognised in this beat at present.",
    "404-announcement": "This desk has no announcement of that key.",
    "404-story": "This desk has no story with that id, or nothing is left of it.",
    "404-since": "Since when is written as a day, 2020-11-20, or as a time with its zone, 2020-11-20T06:30:00Z.",
    "404-period-form": "A period is written as a year, 2020, a month, 2020-10, a day, 2020-10-21, or from one to another, 2020-10-01..2020-11-15.",
    "404-period-day": "There is no such month or day.",
    "404-period-year": "Timelines are of the years 1800 to 2199.",
    "404-period-order": "This period ends before it begins.",
    "404-period-long": "A period has at most a hundred years.",
    "404-events": "The number of events is a whole number from 1 to {n}.|The number of events is a whole number from 1 to {n}.",
    "404-timeline-rule": "The search could not be read, so that there is no timeline of it. The page of the search says where it is wrong.",
    "404-timeline-search": "A timeline is made of what a search finds, and nothing was searched for.",
    "404-month": "A month is written like 2020-11.",
    "404-number": "A page is a whole number from 1.",
    "404-ways": "From here",
    "404-edition": "This story has no brief of that number.",
    "404-piece": "This desk has published no piece of that name.",
    "404-piece-edition": "This piece has no edition of that number.",
    "403": "For members",
    "403-text": "This is for members, who can read it when they have signed in.",
    "404-brief": "There is no brief of this story yet in which anything could be wrong.",
    "429": "Too many at once",
    "429-report": "Many reports came from your address within the last hour. Please send yours later.",
    "429-key": "Many wrong keys came from your address within the last hour. Please try again later.",
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
}

PARTS = (
    FRAME,
    storywords.ENGLISH,
    briefwords.ENGLISH,
    timewords.ENGLISH,
    aheadwords.ENGLISH,
    figurewords.ENGLISH,
    sourcewords.ENGLISH,
    piecewords.ENGLISH,
    memberwords.ENGLISH,
)
ENGLISH: Mapping[str, str] = dict(said for part in PARTS for said in part.items()) | {
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
        return "".join(joint + part for joint, part in zip(self.joints(len(parts)), parts, strict=True))

    def joints(self, n: int) -> list[str]:
        """What stands before each of so many names, so that they can be told as one: "", then ", ", and " and " before the last."""
        return ["" if i == 0 else self("and" if i == n - 1 else "comma") for i in range(n)]


_CLDR = ("zero", "one", "two", "few", "many", "other")

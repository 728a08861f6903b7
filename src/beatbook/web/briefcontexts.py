"""What the templates of briefs are given (see `contexts`).

A sentence is numbered in the order in which it is read, a passage in the order in which it is first cited. On a page that
has both, sentence 2 is `#s2`, passage 3 is `#e3`, and the style sheet lights them by the classes `c3` and `#e3:target`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated as A
from typing import ClassVar

from beatbook.web.contexts import Facet, Line, Link, ListPart, Option, Page, Said


@dataclass(frozen=True, slots=True)
class SentencePart:
    """A sentence of a brief."""

    n: A[int, "its number in the brief, from 1"]
    text: A[str, "the sentence, one line"]
    lang: A[str | None, "its language where it differs from the page's"]
    apart: A[
        bool, "whether it is in another language than the first, and so may be written in the other direction"
    ]
    first: A[Link | None, "the number of the first passage that it rests on, which the sentence leads to"]
    others: A[tuple[Link, ...], "the numbers of the others, each leading to its own"]
    lit: A[str, "classes by which the style sheet lights it with its passages"]
    background: A[bool, "whether it is from an earlier story"]
    dated: A[str, "when that was reported, in brackets; empty for the news"]
    stale: A[str, "that what it rests on has changed or is gone; empty otherwise"]


@dataclass(frozen=True, slots=True)
class BriefPart:
    """A brief as it is shown, or why there is none."""

    sentences: A[tuple[SentencePart, ...], "its sentences, in the order in which they are read"]
    intro: A[str, "that these are an article's first lines, and whose; empty for a brief"]
    none: A[str, "why there is no brief, or that it is not written yet; empty if there is one"]
    data: A[tuple[str, ...], "who wrote it from how much, and as of when"]
    stale: A[str, "that what it rests on has changed or is gone; empty if nothing has"]
    touched: A[tuple[Link, ...], "the numbers of the passages of which that is so"]
    again: A[str, "that the brief is to be written again for it; empty otherwise"]


@dataclass(frozen=True, slots=True)
class PassagePart:
    """The words that a sentence rests on, as they stood in the version that was read."""

    n: A[int, "its number, from 1"]
    before: A[str, "what stands before the words"]
    words: A[str, "the words; empty if they can no longer be shown"]
    after: A[str, "what stands after them"]
    lang: A[str | None, "their language where it differs from the page's"]
    line: A[Line | None, "the article's headline, byline and date; None if it is an article no more"]
    version: A[str, "which version it is, and when it was read"]
    read_iso: A[str, "the latter for machines"]
    only: A[str, "that one source only says it; empty otherwise"]
    note: A[
        str,
        "that there is another version, that the article is gone, or its page at the source; empty otherwise",
    ]
    changed: A[str, "where the difference is shown; empty if there is none"]
    link: A[str, "the words at the source; empty if it gave no address"]
    back: A[tuple[Link, ...], "the sentences that rest on it"]
    editors: A[
        str, "the editors' page of the article, at these words; empty where the editors' side is not open"
    ]


@dataclass(frozen=True, slots=True)
class EditionPart:
    edition: A[Link, "when it was shown first, and its page"]
    iso: A[str, "the same for machines"]
    says: A[str, "what it was, and who wrote it"]
    here: A[bool, "whether it is the one shown"]


@dataclass(frozen=True, slots=True)
class BriefItem:
    """A story on the page of briefs."""

    url: A[str, "the story's page"]
    headline: A[Said, "the headline of its lead"]
    brief: A[BriefPart, "its brief"]
    more: A[str, "`Read more`, with the headline, for those who hear the link alone"]


@dataclass(frozen=True, slots=True)
class BriefsContext:
    """The page of briefs of a beat."""

    template: ClassVar[str] = "briefs.html"
    page: A[Page, "the frame"]
    title: A[str, "the beat's title"]
    lang: A[str | None, "the beat's language where it differs from the page's"]
    list: A[ListPart, "the list's pages, narrowings and feeds"]
    items: A[tuple[BriefItem, ...], "the stories, newest first"]
    months: A[Facet | None, "the months that it can be narrowed to; None where there is but one"]
    archive: A[Link, "the archive page of the beat"]


@dataclass(frozen=True, slots=True)
class EditionContext:
    """An edition of a story's brief: what is or was shown."""

    template: ClassVar[str] = "edition.html"
    page: A[Page, "the frame"]
    story: A[Link, "the story, by the headline of its lead"]
    lang: A[str | None, "the language of that headline where it differs from the page's"]
    says: A[str, "from when to when it was shown"]
    brief: A[BriefPart, "the brief"]
    evidence: A[tuple[PassagePart, ...], "what it rests on"]
    editions: A[tuple[EditionPart, ...], "all editions, newest first"]
    report: A[str, "where an error in it is reported"]


@dataclass(frozen=True, slots=True)
class ReportContext:
    """The form with which a reader reports an error, and what is said after it was sent."""

    template: ClassVar[str] = "report.html"
    page: A[Page, "the frame"]
    story: A[Link, "the story, by the headline of its lead"]
    lang: A[str | None, "the language of that headline where it differs from the page's"]
    sentences: A[tuple[Option, ...], "the whole brief, or one sentence of it"]
    brief: A[str, "the number of the edition"]
    words: A[str, "what was written already"]
    most: A[int, "characters that a report may have"]
    wrong: A[str, "why a report was not taken; empty if none was sent"]
    sent: A[bool, "whether one was taken"]
    action: A[str, "where the form is sent"]
    token: A[str, "what shows that a form is ours"]


@dataclass(frozen=True, slots=True)
class ReportedPart:
    """A report of an error."""

    number: A[int, "its number"]
    at: A[str, "when it was made, in words"]
    at_iso: A[str, "the same for machines"]
    story: A[Link, "the editors' page of the story, by its headline"]
    lang: A[str | None, "the language of that headline where it differs from the page's"]
    brief: A[Link, "the edition that is meant, at the sentence"]
    sentence: A[str, "the sentence; empty if the whole brief is meant"]
    words: A[str, "what the reader says"]
    closed: A[str, "when it was closed, and by whom; empty while it is open"]
    answer: A[str, "what was answered"]


@dataclass(frozen=True, slots=True)
class EditorsReportsContext:
    """The queue of reports of errors."""

    template: ClassVar[str] = "editors_reports.html"
    page: A[Page, "the frame"]
    says: A[str, "how many are open"]
    open: A[tuple[ReportedPart, ...], "those that are open, the oldest first"]
    closed: A[tuple[ReportedPart, ...], "those closed last"]
    more: A[Link | None, "the next page of those that are open"]
    action: A[str, "where the forms are sent"]
    token: A[str, "what shows that a form is ours"]


@dataclass(frozen=True, slots=True)
class StrikePart:
    """A sentence that an editor can strike out or allow again."""

    text: A[str, "the sentence"]
    lang: A[str | None, "its language where it differs from the page's"]
    value: A[str, "what names it in the form; empty if there is nothing to send"]
    says: A[str, "that it is struck out, when and by whom; empty otherwise"] = ""


@dataclass(frozen=True, slots=True)
class EditorsBriefPart:
    """What an editor sees of a story's brief."""

    outcome: A[str, "what it is, who wrote it, and as of when; or that it is not written yet"]
    waits: A[str, "that it is to be written again; empty otherwise"]
    sentences: A[tuple[StrikePart, ...], "its sentences, each with a button"]
    dropped: A[tuple[tuple[str, str], ...], "sentences that were not published, each with the reason"]
    struck: A[tuple[StrikePart, ...], "sentences that were struck out, each with a button to allow it again"]
    editions: A[tuple[EditionPart, ...], "all editions, newest first"]

"""What each template is given: one frozen type for each, every field described. A template sees nothing else. Those of
stories are in `storycontexts`, those of briefs in `briefcontexts`, those of what's ahead in `aheadcontexts`, those of figures in
`figurecontexts`.

Texts are plain; the template escapes them. Addresses are complete and safe to put into a link.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated as A
from typing import Any, ClassVar, Protocol

# ---- parts ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Link:
    text: A[str, "what it says"]
    url: A[str, "where it leads"]


@dataclass(frozen=True, slots=True)
class Said:
    """A text of somebody else's, with its language."""

    text: A[str, "the text, one line"]
    lang: A[str | None, "its language where it differs from the page's, else None"] = None


@dataclass(frozen=True, slots=True)
class Signer:
    name: A[str, "a person or desk of a byline, or the source in their place"]
    url: A[str, "the list of what they signed"]
    before: A[str, "what stands between this name and the one before: nothing, a comma, or “and”"] = ""


@dataclass(frozen=True, slots=True)
class Other:
    """A further article of a story, as a name in the line under its lead."""

    source: A[Link, "the source's name; leads to the desk's page of its article"]
    what: A[
        str, "that it is a reprint, an excerpt or an exact copy, in brackets; empty for a report of its own"
    ]


@dataclass(frozen=True, slots=True)
class Folded:
    """What is folded under the lead of a story."""

    others: A[tuple[Other, ...], "some of its other articles, one of each other source"]
    more: A[str, "how many more sources there are; empty if none"]
    all: A[Link, "how many pages and origins the story has, in words; leads to its page"]
    latest: A[str, "when it was last reported anew, where that is another day than its lead's; else empty"]


@dataclass(frozen=True, slots=True)
class Line:
    """An article as an item of a list: headline, deck, byline and date."""

    url: A[str, "the desk's page of the article"]
    headline: A[Said, "the headline"]
    deck: A[Said | None, "the deck"]
    signers: A[tuple[Signer, ...], "the byline; the source as desk where there is none"]
    source: A[Link | None, "the source, where the list has several and the byline does not name it"]
    date: A[str, "the date in words, or “seen” and the day it was first seen"]
    datetime: A[str, "the same day for machines, ISO 8601"]
    date_lang: A[str | None, "the language of the date where it differs from the page's"]
    note: A[str, "that only a part could be read; empty otherwise"]
    cite: A[str, "the article's own address at its source, for paper; empty if it has none"]
    kicker: A[
        Link | None, "the beat that it is filed under, where the list is not a beat's; else its series"
    ] = None
    folded: A[Folded | None, "what else its story has, where it stands for one; None if that is nothing"] = (
        None
    )
    badge: A[str, "that a piece of the desk's own is for members; empty otherwise"] = ""


@dataclass(frozen=True, slots=True)
class PageNumber:
    n: A[int | None, "the number; None is a gap"]
    text: A[str, "how it is written"]
    url: A[str, "its address; empty for a gap"] = ""
    here: A[bool, "whether it is the page shown"] = False
    rel: A[str, "`prev` or `next` of the page shown, else empty"] = ""


@dataclass(frozen=True, slots=True)
class Pager:
    numbers: A[tuple[PageNumber, ...], "the row of page numbers; empty where one page is all"]
    previous: A[str, "the page before; empty at the first"] = ""
    next: A[str, "the page after; empty at the last"] = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a list can be narrowed by."""

    text: A[str, "what it says"]
    url: A[str, "the list narrowed by it"]
    count: A[str, "how many articles it has, in the whole beat"]
    here: A[bool, "whether the list is narrowed by it now"] = False


@dataclass(frozen=True, slots=True)
class Facet:
    name: A[str, "`month`, `source`, `author` or `language`"]
    heading: A[str, "what stands over it"]
    shown: A[tuple[Choice, ...], "the first choices"]
    folded: A[tuple[Choice, ...], "more, behind a summary"]
    folded_says: A[str, "the summary"]
    all: A[Link | None, "the page with every choice, where these are not all"]


@dataclass(frozen=True, slots=True)
class Option:
    value: A[str, "what is sent"]
    text: A[str, "what is shown"]
    here: A[bool, "whether it is chosen"]


@dataclass(frozen=True, slots=True)
class Narrowing:
    text: A[str, "what the list is narrowed to"]
    url: A[str, "the list without it"]
    removes: A[str, "what following the link does, for those who hear it alone"]


@dataclass(frozen=True, slots=True)
class Page:
    """The frame around every page."""

    title: A[str, "the window's title"]
    lang: A[str, "the language of the interface's words"]
    desk: A[str, "the desk's name"]
    day: A[str, "the day in the masthead"]
    day_iso: A[str, "the same day for machines"]
    day_lang: A[str | None, "its language where it differs from the page's"]
    ways: A[tuple[Link, ...], "the desk's own navigation"]
    here: A[str, "the address of the entry of the navigation that this page is under"]
    front: A[str, "the front page"]
    opml: A[str, "all beats' feeds as OPML"]
    style: A[str, "the style sheet"]
    icon: A[str, "the desk's mark"]
    me: A[str, "where readers of members' pieces sign in; empty if there are none"] = ""
    tabs: A[tuple[Link, ...], "the pages of the beat, where this is one of them"] = ()
    tab: A[str, "the address of the one shown"] = ""
    tabs_of: A[str, "what the tabs are of"] = ""
    canonical: A[str, "the page's one address, with its host"] = ""
    description: A[str, "one line on what the page shows"] = ""
    feeds: A[tuple[tuple[str, str, str], ...], "the page as feeds: media type, title, address"] = ()
    index: A[bool, "whether search engines should list the page"] = True


# ---- pages ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ListPart:
    """A list with what belongs to it: shared by the pages of a beat, a source, an author and a search."""

    lines: A[tuple[Line, ...], "the items, newest first"]
    pager: A[Pager, "the page numbers"]
    narrowings: A[tuple[Narrowing, ...], "what the list is narrowed by"]
    everything: A[str, "the same list without any narrowing"]
    count: A[str, "how many there are, in words; empty where the list is whole"]
    empty: A[str, "what to say if there is nothing; empty otherwise"]
    follow: A[tuple[Link, ...], "the list as feeds"]


@dataclass(frozen=True, slots=True)
class BeatBlock:
    """A beat on the front page or in the list of beats."""

    beat: A[Link, "the beat's title and archive"]
    lang: A[str | None, "the beat's language where it differs from the page's"]
    description: A[str, "its description"]
    count: A[str, "how many articles it has, in words"]
    briefs: A[Link, "its page of briefs"]
    ahead: A[Link, "what's ahead in it"]
    lines: A[tuple[Line, ...], "its newest articles"]
    follow: A[tuple[Link, ...], "its feeds"]


@dataclass(frozen=True, slots=True)
class ComingPart:
    """What is ahead this week, on the front page."""

    label: A[str, "its day"]
    iso: A[str, "the same for machines"]
    text: A[Said, "the sentence that announces it, or the title of a date of the beat's calendar"]
    url: A[str, "its own page; that of what's ahead in its beat for a date of the calendar"]
    beat: A[Link, "its beat, and what's ahead there"]
    lang: A[str | None, "the language of the beat's title where it differs from the page's"]


@dataclass(frozen=True, slots=True)
class FrontContext:
    template: ClassVar[str] = "front.html"
    page: A[Page, "the frame"]
    description: A[str, "the line under the desk's name"]
    lines: A[tuple[Line, ...], "the newest stories over all beats"]
    ahead: A[tuple[ComingPart, ...], "what is ahead this week over all beats, the nearest first"]
    blocks: A[tuple[BeatBlock, ...], "each beat with its newest articles, the most recent beat first"]
    coverage: A[str, "how many sources were reached lately; empty without sources"]
    missing: A[str, "which were not; empty if none"]
    follow: A[tuple[Link, ...], "the front as feeds"]


@dataclass(frozen=True, slots=True)
class BeatContext:
    """The archive page."""

    template: ClassVar[str] = "beat.html"
    page: A[Page, "the frame"]
    title: A[str, "the beat's title"]
    lang: A[str | None, "the beat's language where it differs from the page's"]
    description: A[str, "the beat's description"]
    rule: A[str, "the beat's rule"]
    slug: A[str, "the beat's slug, for its search"]
    search: A[str, "where searches are sent"]
    list: A[ListPart, "the articles"]
    facets: A[tuple[Facet, ...], "what the list can be narrowed by"]
    series: A[tuple[Link, ...], "its standing columns, the first of them, and a link to all"]
    own: A[
        tuple[Link, ...], "the desk's newest pieces, its reviews, and all its pieces; empty if there are none"
    ]
    view: A[Link | None, "the other way of listing: single articles or stories; None where there is only one"]
    view_says: A[str, "how the list is made: that articles on one event stand together, or each for itself"]
    waiting: A[str, "that some articles wait to be put into stories; empty if none do"]
    whole_counts: A[str, "said where the facets' numbers are not those of the list shown; empty otherwise"]


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """A standing column."""

    series: A[Link, "its name, and the list of its instalments"]
    source: A[Link, "the source that has it"]
    says: A[str, "how many instalments, how often, and when the last one was"]
    missing: A[str, "since when an instalment is missing; empty if none is"]


@dataclass(frozen=True, slots=True)
class AllSeriesContext:
    """The series of a beat."""

    template: ClassVar[str] = "all_series.html"
    page: A[Page, "the frame"]
    beat: A[Link, "the beat"]
    lang: A[str | None, "the beat's language where it differs from the page's"]
    series: A[tuple[SeriesPart, ...], "the series, the one with the newest instalment first"]


@dataclass(frozen=True, slots=True)
class SeriesContext:
    """One series of a beat."""

    template: ClassVar[str] = "series.html"
    page: A[Page, "the frame"]
    beat: A[Link, "the beat"]
    lang: A[str | None, "the beat's language where it differs from the page's"]
    part: A[SeriesPart, "its name, source and rhythm"]
    list: A[ListPart, "its instalments"]


@dataclass(frozen=True, slots=True)
class ByContext:
    """Every month, source, author or language of a beat."""

    template: ClassVar[str] = "by.html"
    page: A[Page, "the frame"]
    title: A[str, "what stands over it"]
    beat: A[Link, "the beat"]
    lang: A[str | None, "the beat's language where it differs from the page's"]
    lede: A[str, "what is counted"]
    choices: A[tuple[Choice, ...], "every choice"]


@dataclass(frozen=True, slots=True)
class BeatsContext:
    template: ClassVar[str] = "beats.html"
    page: A[Page, "the frame"]
    blocks: A[tuple[BeatBlock, ...], "the beats by title, without articles"]


@dataclass(frozen=True, slots=True)
class FiledPart:
    beat: A[Link, "the beat and its archive"]
    score: A[str, "the score, in words"]
    why: A[tuple[tuple[str, str], ...], "the matched words, each with where and how often"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs between two versions: pieces of text, each `same`, `gone` or `new`."""

    what: A[str, "headline, deck, byline or date"]
    pieces: A[tuple[tuple[str, str], ...], "(`same`, `gone` or `new`; text)"]


@dataclass(frozen=True, slots=True)
class VersionPart:
    says: A[str, "which version it is"]
    read: A[str, "when it was read, in words"]
    read_iso: A[str, "the same for machines"]
    changes: A[tuple[Change, ...], "what differs from the version before"]
    text_change: A[str, "by how much the text changed; empty if it did not"]
    plain: A[str, "said where there is nothing to compare; empty otherwise"]
    again: A[str, "that the desk read the same page again; empty otherwise"]


@dataclass(frozen=True, slots=True)
class LessonForm:
    """A button that overrules a lesson."""

    kind: A[str, "the lesson's kind"]
    key: A[str, "the lesson's key"]
    state: A[str, "the state that it gets"]
    says: A[str, "what the button says"]
    label: A[str, "the same for those who hear it alone: with what it is about"]


@dataclass(frozen=True, slots=True)
class LessonPart:
    """One thing that was learned of a source."""

    anchor: A[str, "its place on the page"]
    key: A[str, "its key, as commands take it"]
    text: A[str, "the paragraph that repeats, its beginning; empty for a template"]
    lang: A[str | None, "the language of that text where it differs from the page's"]
    places: A[tuple[tuple[str, str], ...], "where things stand on the source's pages: name and selector"]
    why: A[str, "how the desk knows; empty if it says nothing of it"]
    agreed: A[str, "on how many articles it agreed, and on how many not"]
    state: A[str, "what it counts for now, in words"]
    counts: A[bool, "whether it is acted on now"]
    since: A[str, "since when, in words"]
    since_iso: A[str, "the same for machines"]
    history: A[tuple[tuple[str, str], ...], "every change: when for machines, and what in words"]
    form: A[LessonForm | None, "how to overrule it; None where that is not offered"]


@dataclass(frozen=True, slots=True)
class MemoryPart:
    """What a source taught."""

    says: A[str, "how much is remembered of it, in one sentence"]
    templates: A[tuple[LessonPart, ...], "where things stand on its pages"]
    boilerplate: A[tuple[LessonPart, ...], "what it repeats"]
    more: A[str, "how many more there are that are not shown; empty if none"]


@dataclass(frozen=True, slots=True)
class PlacePart:
    """The story that an article belongs to, and whose words it has."""

    story: A[Link, "the story, by the headline of its lead"]
    lang: A[str | None, "the language of that headline where it differs from the page's"]
    summary: A[str, "how many pages and origins the story has; that it is alone where it is"]
    what: A[str, "what the article is: an own report, or what kind of copy"]
    origin: A[Link | None, "the article that it is a copy of; None if it is nobody's"]
    more: A[
        tuple[str, ...], "how much of it is the same, which agency it comes from, that an editor put it here"
    ]
    copies: A[str, "how many other copies of the same report there are; empty if none"]


@dataclass(frozen=True, slots=True)
class ArticleContext:
    template: ClassVar[str] = "article.html"
    page: A[Page, "the frame"]
    line: A[Line, "headline, deck, byline and date"]
    link: A[str, "the article at its source; empty if it has no http(s) address"]
    host: A[str, "the host that the link leads to, in ASCII"]
    facts: A[tuple[tuple[str, str, str], ...], "what is known of it: name, value, address (or empty)"]
    cite: A[str, "a line to cite it by"]
    filed: A[tuple[FiledPart, ...], "the beats it is filed under, and why"]
    place: A[PlacePart | None, "its story, and whose words it has; None if it is in none"]
    unplaced: A[str, "why it is in no story; empty where it is in one"]
    versions: A[tuple[VersionPart, ...], "its versions, newest first"]
    older: A[str, "how many older versions are not shown; empty if none"]
    editors: A[str, "the editors' page of it; empty where the editors' side is not open"]


@dataclass(frozen=True, slots=True)
class WitnessPart:
    by: A[str, "who says it: feed, JSON-LD, heading, …"]
    said: A[str, "what they say"]
    verdict: A[str, "whether it was taken, agrees or says otherwise, and why it was not believed"]
    taken: A[bool, "whether the article bears this word"]


@dataclass(frozen=True, slots=True)
class FieldPart:
    """A field of an article, and who says what of it."""

    name: A[str, "headline, deck, byline, …"]
    bears: A[str, "what the article bears where it took no witness's word; empty otherwise"]
    disagree: A[str, "that the witnesses contradict one another; empty if they do not"]
    witnesses: A[tuple[WitnessPart, ...], "in the order in which they are believed"]


@dataclass(frozen=True, slots=True)
class ReadingPart:
    """One version of an article as the desk reads it."""

    says: A[str, "which version it is"]
    read: A[str, "when it was read, in words"]
    read_iso: A[str, "the same for machines"]
    lang: A[str | None, "its language where it differs from the page's"]
    facts: A[tuple[tuple[str, str, str], ...], "how it was read: name, value, address (or empty)"]
    paragraphs: A[
        tuple[tuple[str, str, str], ...],
        "its text: before, in and after the words that are marked, paragraph by paragraph",
    ]
    cited: A[int, "the paragraph in which the marked words begin, from 0; -1 if none are marked"]
    apart: A[tuple[tuple[str, str], ...], "what was set apart as boilerplate: text and why"]
    fields: A[tuple[FieldPart, ...], "why we believe it"]


@dataclass(frozen=True, slots=True)
class EditorsArticleContext:
    """The editors' page of an article: everything that is known of it, and why."""

    template: ClassVar[str] = "editors_article.html"
    page: A[Page, "the frame"]
    line: A[Line, "headline, deck, byline and date"]
    public: A[Link, "the article's public page"]
    source: A[Link, "the editors' page of its source"]
    ended: A[str, "its outcome, and the reason if there is one"]
    newest: A[ReadingPart | None, "its newest version; None if nothing was read"]
    older: A[tuple[ReadingPart, ...], "the versions before, newest first"]
    more: A[str, "how many older versions are not shown; empty if none"]
    origin: A[Link | None, "the article that it is a copy of; None if it is nobody's"]
    edits: A[tuple[tuple[str, str], ...], "what it changed of its origin: (`same`, `gone` or `new`; text)"]
    story: A[Link | None, "the editors' page of its story; None if it is in none"]


@dataclass(frozen=True, slots=True)
class AlikePart:
    """Two names that may be one person's."""

    names: A[tuple[Link, ...], "the names, each with what is signed with it"]
    why: A[str, "why they may be one person's"]
    ways: A[
        tuple[Option, ...], "buttons that join them: the one that is joined and the one that it is joined to"
    ]


@dataclass(frozen=True, slots=True)
class JoinedPart:
    """A name that an editor has joined to another."""

    name: A[str, "the name"]
    author: A[str, "its slug, for the form"]
    into: A[Link, "the author that it is another name of"]
    part: A[str, "what the button does, for whoever does not see where it stands"]


@dataclass(frozen=True, slots=True)
class EditorsAuthorsContext:
    """Names of authors that may be one person's."""

    template: ClassVar[str] = "editors_authors.html"
    page: A[Page, "the frame"]
    pairs: A[tuple[AlikePart, ...], "the pairs of names"]
    more: A[str, "how many more there are that are not shown; empty if none"]
    joined: A[tuple[JoinedPart, ...], "the names that were joined"]
    action: A[str, "where the forms are sent"]
    token: A[str, "what shows that a form is ours"]


@dataclass(frozen=True, slots=True)
class EditorsSourceContext:
    """The editors' page of a source: what it taught, and a way to overrule each."""

    template: ClassVar[str] = "editors_source.html"
    page: A[Page, "the frame"]
    name: A[str, "the source's name"]
    public: A[Link, "the source's public page"]
    memory: A[MemoryPart, "what it taught"]
    waiting: A[str, "how many articles are to be read again; empty if none"]
    action: A[str, "where the forms are sent"]
    token: A[str, "what shows that a form is ours"]


@dataclass(frozen=True, slots=True)
class FeedPart:
    """A feed of a source, and how reading it goes."""

    title: A[str, "its title, or its address"]
    url: A[str, "its address; empty if it cannot be linked"]
    health: A[str, "how it goes, in one sentence"]
    well: A[bool, "whether there is nothing to see to"]
    times: A[tuple[tuple[str, str], ...], "last asked, read, new; next: name and time in words"]
    notes: A[tuple[str, ...], "what else is to be known: moved, held back"]
    problems: A[tuple[str, ...], "what was wrong in the feed"]


@dataclass(frozen=True, slots=True)
class SourceBlock:
    source: A[Link, "the source and its page"]
    health: A[str, "how reading it goes, in words"]
    well: A[bool, "whether there is nothing to see to"]
    feeds: A[str, "how many feeds it has"]
    last: A[str, "when it was last read"]
    language: A[str, "its language"]
    tier: A[str, "open or members"]


@dataclass(frozen=True, slots=True)
class SourcesContext:
    template: ClassVar[str] = "sources.html"
    page: A[Page, "the frame"]
    blocks: A[tuple[SourceBlock, ...], "the sources by name"]


@dataclass(frozen=True, slots=True)
class DayPart:
    day: A[date, "the day"]
    says: A[str, "the day in words"]
    state: A[str, "`reached`, `failed` or `untried`"]
    state_says: A[str, "the same in words"]
    detail: A[str, "how many requests were answered, and why not all"]


@dataclass(frozen=True, slots=True)
class EndingPart:
    """An item that is not simply an article, and why."""

    item: A[Link, "what the feed called it, and its page"]
    says: A[str, "its outcome and the reason, in words"]


@dataclass(frozen=True, slots=True)
class SourceContext:
    template: ClassVar[str] = "source.html"
    page: A[Page, "the frame"]
    name: A[str, "the source's name"]
    facts: A[tuple[tuple[str, str, str], ...], "what is known of it: name, value, address (or empty)"]
    feeds: A[tuple[FeedPart, ...], "its feeds"]
    days: A[tuple[DayPart, ...], "the last days, oldest first"]
    days_heading: A[str, "what stands over them"]
    days_say: A[str, "what they show, in one sentence"]
    endings: A[tuple[EndingPart, ...], "its items that ended with a reason, newest first"]
    list: A[ListPart, "its articles"]
    memory: A[MemoryPart | None, "what it taught; None on all but the first page of the list"]
    editors: A[str, "the editors' page of it; empty where the editors' side is not open"]


@dataclass(frozen=True, slots=True)
class AuthorContext:
    template: ClassVar[str] = "author.html"
    page: A[Page, "the frame"]
    name: A[str, "the name"]
    list: A[ListPart, "what is signed with it"]
    timeline: A[str, "its timeline"]
    editors: A[
        str, "the editors' page of names that may be one person's; empty where the editors' side is not open"
    ]


@dataclass(frozen=True, slots=True)
class RulePart:
    """A search that could not be read, with the place marked."""

    message: A[str, "what is wrong"]
    before: A[str, "the search up to the place"]
    at: A[str, "what stands at the place; empty at the end"]
    after: A[str, "the rest"]
    expected: A[str, "what could stand there; empty if that is not known"]


@dataclass(frozen=True, slots=True)
class SearchContext:
    template: ClassVar[str] = "search.html"
    page: A[Page, "the frame"]
    action: A[str, "where the form is sent"]
    rule: A[str, "what was searched for"]
    beats: A[tuple[Option, ...], "the beats to choose from"]
    sources: A[tuple[Option, ...], "the sources to choose from"]
    month: A[str, "the month chosen"]
    language: A[str, "the language chosen"]
    wrong: A[RulePart | None, "why the search could not be read"]
    found: A[str, "how many were found, in words; empty where nothing was searched"]
    list: A[ListPart | None, "what was found"]
    timeline: A[str, "the timeline of what was found; empty if nothing was"]
    examples: A[tuple[tuple[str, str, str], ...], "searches to try: the search, its address, what it finds"]


@dataclass(frozen=True, slots=True)
class WrongContext:
    """What is shown instead of a page."""

    template: ClassVar[str] = "wrong.html"
    page: A[Page, "the frame"]
    heading: A[str, "what went wrong, in two words"]
    text: A[str, "what it means"]
    links: A[tuple[Link, ...], "where to go from here"]


class Filled(Protocol):
    """What every template is filled with."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    template: ClassVar[str]


class Context(Filled, Protocol):
    """What every page's context has."""

    @property
    def page(self) -> Page: ...

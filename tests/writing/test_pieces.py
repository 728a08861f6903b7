"""Documents of what was written: every sentence cites and stands, what editors may do to them and what not, and what came late."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from urllib.parse import quote

import pytest

from beatbook import periods
from beatbook.errors import InputError
from beatbook.filing.pieceblocks import blocks
from beatbook.filing.piecefile import parse, printed
from beatbook.model import (
    Announcement,
    Block,
    BlockKind,
    Bound,
    Certainty,
    Charted,
    Citation,
    Cited,
    Coverage,
    DayFrom,
    Days,
    Direction,
    Document,
    Event,
    Fate,
    Figure,
    FigureMoved,
    Further,
    Moment,
    Movement,
    Observation,
    PeriodKind,
    PieceKind,
    Precision,
    Quotation,
    Review,
    Section,
    Settled,
    Span,
    SubjectKind,
    Tier,
    Timeline,
)
from beatbook.writing.pieces import (
    Passage,
    addendum,
    faults,
    figure_document,
    resolved,
    review_document,
    timeline_document,
)
from beatbook.writing.pieces.building import Building
from beatbook.writing.pieces.figure import in_words
from beatbook.writing.pieces.labels import expected
from tests.writing import town_month

TODAY = date(2027, 12, 1)

TEXTS: Mapping[str, tuple[str, str]] = {
    "courier/1": (
        "2027-10-05",
        "The weir above Aldermere broke on Monday and 14 cellars were flooded, the Weir Board said.\n\n"
        "“Nobody had looked at it since spring,” board member Ida Korhonen said.",
    ),
    "courier/2": (
        "2027-10-12",
        "The council voted by 9 to 4 on Tuesday to build a new weir for 2.1 million crowns.\n\n"
        "Work is to begin on Nov. 15, the council said.",
    ),
    "gazette/1": ("2027-09-20", "The council will vote on the weir on Oct. 12."),
    "gazette/2": ("2027-09-21", "The mill opens its doors on Oct. 30. It could be sold in the winter."),
    "gazette/3": ("2027-10-06", "So far this year 195 people have moved to Aldermere, the town clerk said."),
    "gazette/4": ("2027-04-02", "By April 41 people had moved to Aldermere, the town clerk said."),
    "post/9": ("2027-10-13", "The Weir Board signed the contract with Vane & Sons on Wednesday."),
}


def text(span: Span) -> str | None:
    of = TEXTS.get(span.article)
    return of[1][span.start : span.end] if of else None


def cite(span: Span) -> Passage:
    day, told = TEXTS[span.article]
    source, _, number = span.article.partition("/")
    return Passage(
        told[span.start : span.end],
        source.title(),
        f"Headline {number}",
        f"https://{source}.example/{number}",
        date.fromisoformat(day),
    )


def of(article: str, words: str) -> Cited:
    day, told = TEXTS[article]
    start = told.index(words)
    return Cited(words, (Span(article, start, start + len(words)),), published=Moment.parse(day))


BROKE = of(
    "courier/1", "The weir above Aldermere broke on Monday and 14 cellars were flooded, the Weir Board said."
)
LOOKED = of("courier/1", "“Nobody had looked at it since spring,” board member Ida Korhonen said.")
VOTED = of("courier/2", "The council voted by 9 to 4 on Tuesday to build a new weir for 2.1 million crowns.")
BEGINS = of("courier/2", "Work is to begin on Nov. 15, the council said.")
TO_VOTE = of("gazette/1", "The council will vote on the weir on Oct. 12.")
OPENS = of("gazette/2", "The mill opens its doors on Oct. 30.")
SOLD = of("gazette/2", "It could be sold in the winter.")
MOVED = of("gazette/3", "So far this year 195 people have moved to Aldermere, the town clerk said.")
BY_APRIL = of("gazette/4", "By April 41 people had moved to Aldermere, the town clerk said.")
SIGNED = of("post/9", "The Weir Board signed the contract with Vane & Sons on Wednesday.")

FIGURE = Figure("arrivals", "People who moved to Aldermere", ("people",))


def observation(cited: Cited, value: float, reported: str, **given: object) -> Observation:
    day = date.fromisoformat(reported)
    year = Days(date(2027, 1, 1), date(2027, 12, 31))
    o = Observation(
        "arrivals", value, Bound.EXACT, "", year, day, day, cited.text, cited.spans[0], "the town clerk"
    )
    return replace(o, **given)  # type: ignore[arg-type]


def coming(
    cited: Cited, day: str, settled: Settled, certainty: Certainty = Certainty.SCHEDULED
) -> Announcement:
    one = date.fromisoformat(day)
    return Announcement(cited.text, Days(one, one), Precision.DAY, certainty, (cited,), settled=settled)


NOW, BEFORE = observation(MOVED, 195, "2027-10-06"), observation(BY_APRIL, 41, "2027-04-02")
CHARTS = {"arrivals": Charted(FIGURE, (), date(2027, 10, 31))}
COVERAGE = Coverage(True, 3, 2, 12, 9)

REVIEW = Review(
    "aldermere",
    periods.named("2027-10"),
    "Aldermere in Oct. 2027: A month in review and what’s ahead",
    "An analytical look at the main developments from Oct. 1, 2027 to Oct. 31, 2027",
    COVERAGE,
    6,
    4,
    sections=(
        Section("The weir", (BROKE, VOTED), ("s/1", "s/2"), (Further("s/3", "Is the weir *ours*? No. 5", date(2027, 10, 9)),)),
    ),
    changed=(
        Movement("Ida Korhonen", SubjectKind.PERSON, Direction.NEW, 3, 0),
        Movement("weir", SubjectKind.THEME, Direction.RISING, 5, 1),
    ),
    timeline=(
        Event(date(2027, 10, 4), 2.0, (BROKE,), DayFrom.STATED),
        Event(date(2027, 10, 12), 1.0, (VOTED, BEGINS), DayFrom.REPORTED),
    ),
    figures=(FigureMoved(NOW, BEFORE),),
    quotations=(Quotation(LOOKED, "Ida Korhonen", "s/1"),),
    became=(
        coming(TO_VOTE, "2027-10-12", Settled(Fate.HAPPENED, "reported on October 12, 2027 by Courier", (VOTED,))),
        coming(OPENS, "2027-10-30", Settled(Fate.NOT_CONFIRMED, "2 sources were read on the day and the two after; no report of it was found")),
    ),
    ahead=(
        coming(BEGINS, "2027-11-15", Settled(Fate.AHEAD)),
        replace(coming(SOLD, "2027-12-01", Settled(Fate.AHEAD), Certainty.POSSIBLE), days=Days(date(2027, 12, 1), date(2028, 2, 29)), precision=Precision.QUARTER),
        Announcement("c", Days(date(2027, 11, 20), date(2027, 11, 20)), Precision.DAY, Certainty.SCHEDULED, (), title="Weir Day"),
    ),
)  # fmt: skip

BODY = """## The weir

**Oct. 5:** The weir above Aldermere broke on Monday and 14 cellars were flooded, the Weir Board said.[^1]
**Oct. 12:** The council voted by 9 to 4 on Tuesday to build a new weir for 2.1 million crowns.[^2]

- [Is the weir \\*ours\\*? No. 5](/stories/s%2F3/)

## What changed

Counted in stories, of which there were 6 this month and 4 the month before.[^c1]

### New

- **Ida Korhonen:** named in 3 stories, none the month before.[^c2]

### More often

- **“weir”:** named in 5 stories, 1 the month before.[^c3]

## Timeline

- **Oct. 4:** The weir above Aldermere broke on Monday and 14 cellars were flooded, the Weir Board said.[^1]
- **Oct. 12:** Work is to begin on Nov. 15, the council said.[^3]

## Figures

![People who moved to Aldermere](figure:arrivals)

- **Oct. 6:** So far this year 195 people have moved to Aldermere, the town clerk said.[^4]
- **April 2:** By April 41 people had moved to Aldermere, the town clerk said.[^5]

## In their words

> “Nobody had looked at it since spring,” board member Ida Korhonen said.[^6]

## What became of what was announced

- **Oct. 12:** The council will vote on the weir on Oct. 12.[^7]
  It happened.[^7-became]
  The council voted by 9 to 4 on Tuesday to build a new weir for 2.1 million crowns.[^2]

### Not confirmed

Among what came out on these days and the two after, no report of this was found.[^c4]

- **Oct. 30:** The mill opens its doors on Oct. 30.[^8]

## What’s ahead

- **Nov. 15:** Work is to begin on Nov. 15, the council said.[^3]
- **December 2027–February 2028, possible:** It could be sold in the winter.[^9]
- **Nov. 20:** Weir Day, by the beat’s calendar.[^c5]

## Coverage

2 of 3 sources could be read.[^c6]
The review rests on 12 articles, 9 of them nobody’s copy.[^c7]"""


@cache
def document() -> Document:
    return review_document(REVIEW, CHARTS, cite)


def wrong(document: Document, kind: PieceKind = PieceKind.REVIEW) -> list[tuple[str, str]]:
    return [(f.sentence, f.why) for f in faults(document, kind, text, TODAY)]


def changed(was: str, now: str, of: Document | None = None) -> Document:
    one = of or document()
    assert was in one.body
    return replace(one, body=one.body.replace(was, now, 1))


# ---- a review -----------------------------------------------------------------------------------------------------------


def test_a_review_as_it_is_read() -> None:
    assert document().body == BODY
    assert (document().title, document().deck) == (REVIEW.title, REVIEW.deck)
    assert document().charts == (CHARTS["arrivals"],)


def test_every_sentence_of_it_stands() -> None:
    assert wrong(document()) == []


def test_what_its_marks_stand_for() -> None:
    known = {c.label: c for c in document().citations}
    assert known["1"] == Citation(
        "1",
        BROKE.text,
        BROKE.spans[0],
        "Courier",
        "Headline 1",
        "https://courier.example/1",
        date(2027, 10, 5),
    )
    assert known["c2"] == Citation("c2", "Ida Korhonen: named in 3 stories, none the month before.")
    assert known["9-when"].words == "December 2027–February 2028, possible:"
    assert (known["s1"].words, known["s1"].url) == ("Is the weir *ours*? No. 5", "/stories/s%2F3/")
    assert list(known) == [
        *"1234567", "7-became", "8", "9", "9-when", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "s1",
    ]  # fmt: skip


def test_the_same_review_gives_the_same_document() -> None:
    assert review_document(REVIEW, dict(CHARTS), cite) == document()


def test_a_quiet_period_says_what_could_be_read() -> None:
    quiet = Review("aldermere", REVIEW.period, "T", "D", Coverage(True, 3, 0, 0, 0), 0)
    found = review_document(quiet, {}, cite)
    assert found.body.startswith("## Coverage\n\n0 of 3 sources could be read.[^c1]")
    assert wrong(found) == []


def test_a_theme_of_many_sentences_is_a_list_and_one_day_is_said_once() -> None:
    section = Section("The weir", (BROKE, LOOKED, MOVED, VOTED), ("a", "b", "c", "d"))
    body = review_document(replace(REVIEW, sections=(section,)), {}, cite).body
    assert "- **Oct. 5:** The weir" in body
    one = review_document(replace(REVIEW, changed=REVIEW.changed[:1]), {}, cite).body
    assert "### New" not in one
    assert "\n- “Nobody had looked" in body
    assert "\n- **Oct. 6:** So far" in body


def test_a_review_of_two_years_says_which_and_one_of_months_has_them() -> None:
    found = review_document(replace(REVIEW, period=periods.named("2027-10-01..2028-01-31")), CHARTS, cite)
    assert "### October 2027\n" in found.body
    assert "**Oct. 5, 2027:** The weir" in found.body
    assert wrong(found) == []
    found = review_document(replace(REVIEW, period=periods.named("2027")), CHARTS, cite)
    assert "### October\n" in found.body
    assert wrong(found) == []


def test_what_became_is_said_as_the_rule_or_the_editor_says_it() -> None:
    def body(settled: Settled) -> str:
        made = review_document(replace(REVIEW, became=(coming(OPENS, "2027-10-30", settled),)), {}, cite)
        assert wrong(made) == []
        return made.body

    assert "Put off from A to B.[^7-became]" in body(Settled(Fate.POSTPONED, "put off from A to B", (VOTED,)))
    assert "It was called off.[^7-became]" in body(
        Settled(Fate.CANCELLED, "reported to be called off on X", (VOTED,))
    )
    assert "It happened: I was there.[^7-became]" in body(Settled(Fate.HAPPENED, "I was there", who="ida"))
    assert "It was put off.[^7-became]" in body(Settled(Fate.POSTPONED))
    assert "### Not known\n\nNo source could be read on these days" in body(Settled(Fate.NO_COVERAGE, "x"))
    assert "### Still open\n" in body(Settled(Fate.AHEAD, "its day has passed"))


@pytest.mark.parametrize(
    ("days", "precision", "label"),
    [
        (("2027-11-15", "2027-11-15"), Precision.DAY, "Nov. 15:"),
        (("2028-01-08", "2028-01-08"), Precision.TIME, "Jan. 8, 2028:"),
        (("2027-11-15", "2027-11-21"), Precision.WEEK, "Week of Nov. 15:"),
        (("2027-11-01", "2027-11-30"), Precision.MONTH, "November:"),
        (("2028-01-01", "2028-01-31"), Precision.MONTH, "January 2028:"),
        (("2028-01-01", "2028-03-31"), Precision.QUARTER, "First quarter of 2028:"),
        (("2027-10-01", "2027-12-31"), Precision.QUARTER, "Fourth quarter:"),
        (("2027-12-01", "2028-02-29"), Precision.QUARTER, "December 2027–February 2028:"),
        (("2027-03-01", "2027-05-31"), Precision.QUARTER, "March–May:"),
        (("2028-01-01", "2028-12-31"), Precision.YEAR, "2028:"),
        (("2027-12-30", "2028-01-02"), Precision.DAY, "Dec. 30, 2027–Jan. 2, 2028:"),
        (("2027-11-15", "2027-11-18"), Precision.DAY, "Nov. 15–18:"),
        (("2028-11-15", "2028-11-18"), Precision.DAY, "Nov. 15–18, 2028:"),
    ],
)
def test_days_are_said_no_more_precisely_than_they_are_known(
    days: tuple[str, str], precision: Precision, label: str
) -> None:
    first, last = map(date.fromisoformat, days)
    assert expected(Days(first, last), precision, Certainty.SCHEDULED, 2027) == label
    assert expected(Days(first, last), precision, Certainty.EXPECTED, 2027) == label[:-1] + ", expected:"


# ---- a town's review, from its articles -----------------------------------------------------------------------------------


def test_a_review_of_articles_passes_the_gate_and_comes_back_from_its_file() -> None:
    articles = {a.id: a for a in town_month.articles()}

    def words(span: Span) -> str | None:
        return articles[span.article].version.text[span.start : span.end]

    def passage(span: Span) -> Passage:
        version = articles[span.article].version
        day = version.published.day if version.published else None
        return Passage(words(span) or "", articles[span.article].source, version.headline or "", None, day)

    found = review_document(town_month.reviewed(articles.values()), {}, passage)
    backwards = review_document(town_month.reviewed(reversed(articles.values())), {}, passage)
    assert found == backwards
    assert len(blocks(found.body)) > 15
    assert faults(found, PieceKind.REVIEW, words, TODAY) == ()
    file = printed(found, Tier.OPEN, (), lambda a: f"/articles/{quote(a, safe='')}/")
    assert file == printed(backwards, Tier.OPEN, (), lambda a: f"/articles/{quote(a, safe='')}/")
    written = parse(file)
    assert written.body == found.body
    assert resolved(written, found.citations, nothing) == found.citations


# ---- timelines and figures ------------------------------------------------------------------------------------------------


def test_a_timeline() -> None:
    timeline = Timeline(
        "Timeline: from the flood to the vote",
        date(2027, 10, 1),
        date(2027, 10, 31),
        (
            Event(date(2027, 10, 4), 2.0, (BROKE, LOOKED, BEGINS), DayFrom.STATED),
            Event(date(2027, 10, 12), 1.0, (VOTED,), DayFrom.REPORTED),
            Event(date(2027, 10, 12), 0.5, (BEGINS,), DayFrom.REPORTED),
        ),
    )
    found = timeline_document(timeline, "Aldermere", "The Desk", cite)
    assert found.title == "Timeline: From the flood to the vote"
    assert found.deck == "The Desk timeline charts the key events from Oct. 1 - Oct. 31"
    assert found.body == (
        f"- **Oct. 4:** {BROKE.text}[^1]\n  {LOOKED.text}[^2]\n"
        f"- **Oct. 12:** {VOTED.text}[^3]\n  {BEGINS.text}[^4]"
    )
    assert wrong(found, PieceKind.TIMELINE) == []
    long = timeline_document(replace(timeline, first=date(2026, 12, 1)), "Aldermere", "", cite)
    assert long.deck == "The key events from Dec. 1, 2026 - Oct. 31, 2027"
    assert long.body.startswith("## October 2027\n\n- **Oct. 4, 2027:** ")
    assert wrong(long, PieceKind.TIMELINE) == []
    none = timeline_document(replace(timeline, events=()), "Aldermere", "The Desk", cite)
    assert (none.title, none.body) == ("Timeline: Aldermere", "")


def test_what_is_new_of_a_figure() -> None:
    found = figure_document(CHARTS["arrivals"], [BEFORE, NOW], date(2027, 10, 1), cite)
    assert found.title == "People who moved to Aldermere: 195 in 2027, as of Oct. 6, 2027"
    assert found.deck == "What was stated from Oct. 1, 2027 to Oct. 31, 2027"
    assert found.body == (
        f"![People who moved to Aldermere](figure:arrivals)\n\n- **Oct. 6, 2027:** {MOVED.text}[^1]\n\n"
        f"## Stated before\n\n- **April 2, 2027:** {BY_APRIL.text}[^2]"
    )
    assert wrong(found, PieceKind.FIGURE) == []
    assert figure_document(CHARTS["arrivals"], [NOW, BEFORE], date(2027, 10, 1), cite) == found
    assert "Stated before" not in figure_document(CHARTS["arrivals"], [NOW, BEFORE], None, cite).body


def test_values_in_words() -> None:
    decades = Days(date(2000, 1, 1), date(2019, 12, 31))
    assert in_words(replace(NOW, value=1000, bound=Bound.AT_LEAST, period=decades, each=PeriodKind.YEAR)) == (
        "at least 1,000 in each year from 2000 to 2019"
    )
    assert (
        in_words(replace(NOW, value=2.5, unit="%", bound=Bound.ABOUT, period=None))
        == "about 2.5% on Oct. 6, 2027"
    )
    month = Days(date(2027, 9, 1), date(2027, 9, 30))
    assert in_words(replace(NOW, value=40, unit="$", period=month)) == "$40 in Sept. 2027"
    part = Days(date(2027, 1, 1), date(2027, 9, 30))
    assert in_words(replace(NOW, value=3, unit="t", period=part)) == "3 t from Jan. 1 to Sept. 30, 2027"


# ---- the gate -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "now", "why"),
    [
        ("14 cellars", "40 cellars", "“40”: the evidence does not have this number"),
        ("the Weir Board said.[^1]", "the Mill Board said.[^1]", "Mill"),
        ("14 cellars", "\u202e14\u202c cellars", "turn the direction of reading"),
        ("broke on Monday", "broke on Friday", "the evidence does not have this date"),
        ("Nobody had looked at it since spring", "Everybody had looked at it since spring", "the evidence does not have these words"),
        ("The council voted by 9 to 4", "The council did not vote by 9 to 4", "“not"),
        (VOTED.text + "[^2]", VOTED.text, "it cites nothing"),
        ("## Coverage", "Tensions rose.\n\n## Coverage", "it cites nothing"),
        ("## Coverage", "Tensions rose.[^77]\n\n## Coverage", "nothing says what [^77] stands for"),
        ("## Coverage", "[^1]\n\n## Coverage", "a mark stands behind no sentence"),
        ("**Oct. 4:**", "**Oct. 9:**", "nothing bears out what stands before it: “Oct. 9:”"),
        ("**Oct. 4:**", "**The board is to blame:**", "nothing bears out what stands before it"),
        (", possible:**", ", scheduled:**", "nothing bears out what stands before it"),
        ("named in 3 stories", "named in 30 stories", "it must be said exactly as the desk counted it: “Ida Korhonen: named in 3"),
        ("2 of 3 sources", "3 of 3 sources", "it must be said exactly as the desk counted it"),
        ("It happened.", "It happened as planned.", "it must be said exactly as the desk counted it"),
        ("## The weir", "## The weir above Aldermere broke and 40 cellars were flooded[^1]", "“40”"),
        (f"{LOOKED.text}[^6]", f"{LOOKED.text}[^6] It happened.[^7-became]", "it belongs beside what it was said of"),
        ("## Coverage\n", "## Coverage\n\nDecember 2027–February 2028, possible:[^9-when]\n", "it belongs beside"),
        ("[Is the weir", "[Was the weir", "it cites nothing"),
        ("(/stories/s%2F3/)", "(/stories/s%2F4/)", "it cites nothing"),
        ("figure:arrivals", "figure:departures", "the piece has no such chart"),
    ],
)  # fmt: skip
def test_what_an_editor_may_not_do(was: str, now: str, why: str) -> None:
    found = wrong(changed(was, now))
    assert len(found) == 1
    assert why in found[0][1]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (" and 14 cellars were flooded, the Weir Board said.[^1]", ", the Weir Board said.[^1]"),
        (", the Weir Board said.[^1]", ".[^1]"),
        ("## The weir", "## A weir too many"),
        ("![People who moved to Aldermere]", "![Who came]"),
        ("- **“weir”:** named in 5 stories, 1 the month before.[^c3]\n", ""),
        ("**Oct. 5:** ", ""),
        ("**Oct. 4:**", "**Oct. 5:**"),
        ("> “Nobody had looked at it since spring,” board member", "> **Board member:** “Nobody had looked at it since spring,” board member"),
        (", the Weir Board said.[^1]\n**Oct. 12:** The council", "[^1] and the council"),
        ("The weir above Aldermere", "The *weir* above Aldermere"),
        ("The weir above Aldermere", "The [weir](https://paper.example/weir) above Aldermere"),
        ("## Coverage\n", "## Coverage\n\n<!-- nothing -->[^c6]\n".replace("<!-- nothing -->", "2 of 3 sources could be read.")),
    ],
)  # fmt: skip
def test_what_an_editor_may_do(was: str, now: str) -> None:
    assert wrong(changed(was, now)) == []


def test_what_is_not_at_hand_is_a_fault() -> None:
    found = faults(document(), PieceKind.REVIEW, lambda span: None, TODAY)
    assert {f.why for f in found} == {"what it cites is not at hand"}


def test_an_analysis_is_its_authors_own_but_for_what_it_cites_and_quotes() -> None:
    own = Document(
        "On weirs",
        "",
        "Weirs are old. Ours broke on Monday.[^1]\n\n> “Nobody had looked at it since spring,” Ida Korhonen said.[^2]",
        tuple(replace(c, label=label) for label, c in zip("12", (document().citations[0], document().citations[5]), strict=True)),
    )  # fmt: skip
    assert wrong(own, PieceKind.ANALYSIS) == []
    assert wrong(changed("Monday.[^1]", "Friday.[^1]", own), PieceKind.ANALYSIS) != []
    assert wrong(changed("said.[^2]", "said.", own), PieceKind.ANALYSIS) == [
        ("“Nobody had looked at it since spring,” Ida Korhonen said.", "it cites nothing")
    ]
    assert wrong(changed("“Nobody had looked", "“Nobody ever looked", own), PieceKind.ANALYSIS) != []
    assert wrong(own, PieceKind.REVIEW) == [("Weirs are old.", "it cites nothing")]


# ---- what marks stand for -------------------------------------------------------------------------------------------------


def nothing(address: str, words: str) -> Citation | None:
    return None


def file(change: Callable[[str], str] = lambda text: text) -> str:
    return change(printed(document(), Tier.OPEN, (), lambda article: f"/articles/{quote(article, safe='')}/"))


def test_what_was_cited_is_not_looked_for_again() -> None:
    assert resolved(parse(file()), document().citations, nothing) == document().citations


def test_marks_may_be_called_otherwise_and_moved() -> None:
    def renamed(text: str) -> str:
        return text.replace("[^1]", "[^first]").replace("/articles/courier%2F1/", "https://courier.example/1")

    found = resolved(parse(file(renamed)), document().citations, nothing)
    assert replace(document().citations[0], label="first") in found


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("8-when", "December 2027–February 2028, possible:"),
        ("8-became", "It happened."),
        ("7-when", "It happened."),
        ("c9", "It happened."),
        ("c9", "December 2027–February 2028, possible:"),
        ("9-when", "Ida Korhonen: named in 3 stories, none the month before."),
    ],
)
def test_what_belongs_to_one_mark_is_given_to_no_other(label: str, words: str) -> None:
    def added(text: str) -> str:
        return (
            text.replace("## Coverage", f"{words}[^{label}]\n\n## Coverage")
            + f'[^{label}]: #counted "{words}"\n'
        )

    def without(text: str) -> str:
        return "\n".join(x for x in text.split("\n") if not x.startswith(f"[^{label}]: "))

    with pytest.raises(InputError, match=rf"\[\^{label}\]: the desk did not count"):
        resolved(parse(file(lambda text: added(without(text)))), document().citations, nothing)


def test_what_belongs_to_a_mark_goes_where_that_goes() -> None:
    def renamed(text: str) -> str:
        return text.replace("[^9", "[^sold").replace("[^7", "[^vote")

    found = {c.label for c in resolved(parse(file(renamed)), document().citations, nothing)}
    assert {"sold", "sold-when", "vote", "vote-became"} <= found


def test_what_nothing_cites_is_left_out() -> None:
    def shortened(text: str) -> str:
        head, _, rest = text.partition("## What’s ahead")
        return head + rest[rest.index("[^1]: ") :]

    left = {c.label for c in resolved(parse(file(shortened)), document().citations, nothing)}
    assert not left & {"9", "9-when", "c5", "c6", "c7"}
    assert "s1" in left


def test_new_words_are_found_in_the_archive() -> None:
    def find(address: str, words: str) -> Citation | None:
        if address == "/articles/post%2F9/" and words in TEXTS["post/9"][1]:
            return Citation("x", words, of("post/9", words).spans[0])
        return None

    def added(text: str) -> str:
        return (
            text.replace("## Coverage", f"{SIGNED.text}[^n]\n\n## Coverage")
            + f'[^n]: /articles/post%2F9/ "{SIGNED.text}"\n'
        )

    found = resolved(parse(file(added)), document().citations, find)
    assert Citation("n", SIGNED.text, SIGNED.spans[0]) in found
    with pytest.raises(
        InputError,
        match=r"\[\^n\]: the archive has no article at /articles/post%2F9/ with these words: “The Weir",
    ):
        resolved(parse(file(added)), document().citations, nothing)


def test_what_is_refused() -> None:
    with pytest.raises(InputError, match=r"nothing says what \[\^1\], \[\^nowhere\] stands for"):
        resolved(parse('+++\ntitle = "a"\n+++\nb.[^nowhere] c.[^1]'), (), nothing)
    with pytest.raises(InputError, match=r"\[\^c2\]: the desk did not count “Ida Korhonen: named in 300"):
        resolved(parse(file(lambda t: t.replace("named in 3 stories", "named in 300 stories"))), document().citations, nothing)  # fmt: skip
    with pytest.raises(InputError, match=r"\[\^s1\]"):
        resolved(
            parse(file(lambda t: t.replace('"Is the weir', '"Was the weir'))), document().citations, nothing
        )


# ---- what came late -------------------------------------------------------------------------------------------------------


def test_the_same_archive_adds_nothing() -> None:
    assert addendum(document(), document(), frozenset(("courier/1", "post/9")), TODAY) is None


def test_one_late_article_adds_only_what_rests_on_it() -> None:
    became = coming(
        OPENS, "2027-10-30", Settled(Fate.HAPPENED, "reported on October 13, 2027 by Post", (SIGNED,))
    )
    section = replace(REVIEW.sections[0], sentences=(BROKE, VOTED, SIGNED), stories=("a", "b", "c"))
    after = review_document(
        replace(REVIEW, sections=(section,), became=(became,), coverage=replace(COVERAGE, articles=13), stories=7), CHARTS, cite
    )  # fmt: skip
    found = addendum(document(), after, frozenset(("post/9",)), TODAY)
    assert found is not None
    assert found.title == REVIEW.title
    assert found.deck == "Added on Dec. 1, 2027: what came in late"
    assert found.body == (
        f"## The weir\n\n**Oct. 13:** {SIGNED.text}[^1]\n\n## What became of what was announced\n\n"
        f"- **Oct. 30:** {OPENS.text}[^2]\n  It happened.[^2-became]\n  {SIGNED.text}[^1]"
    )
    assert [c.label for c in found.citations] == ["1", "2", "2-became"]
    assert wrong(found) == []
    assert addendum(document(), after, frozenset(("courier/1",)), TODAY) is None


def test_an_addendum_keeps_how_certain_something_is() -> None:
    late = review_document(REVIEW, CHARTS, cite)
    before = replace(late, body="## Coverage")
    found = addendum(before, late, frozenset(("gazette/2",)), TODAY)
    assert found is not None
    assert [b.kind for b in blocks(found.body)].count(BlockKind.HEADING) == 3
    assert any(c.label == "2-when" for c in found.citations)
    assert wrong(found) == []


def test_a_chart_is_no_sentence() -> None:
    chart = Block(BlockKind.CHART, figure="arrivals")
    assert chart in [replace(b, sentences=()) for b in blocks(document().body)]


def test_a_sentence_with_a_date_of_its_own_has_no_other_before_it() -> None:
    listed = "Oct. 4: The town clerk counts 195 people since January."
    building = Building(lambda span: Passage(listed, "Gazette", "What happened", None, date(2027, 10, 6)))
    sentence = building.cited(Cited(listed, (Span("gazette/5", 0, len(listed)),)), "Oct. 6:")
    assert sentence.text == listed

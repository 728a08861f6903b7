from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beatbook.model import Lesson, LessonKind, LessonState, Memory, Observed
from beatbook.read.article import MOST_OBSERVED, study_page
from beatbook.read.fingerprint import beginning, both_ends, ending, fingerprint_of, fingerprints, topic, whole
from beatbook.read.memory import MOST_LESSONS, WINDOW, Learned, Remembered, learn

NOW = datetime(2026, 11, 3, tzinfo=UTC)
NOTE = "The harbour museum thanks its friends, and is open from noon to six on every day but the first."


def own(words: str, n: int) -> str:
    """The words as no other `n` has them; letters, for numbers are blanked."""
    mark = "".join(chr(97 + int(digit)) for digit in str(n))
    return " ".join(f"{word}{mark}" for word in words.split())


def told(n: int) -> list[str]:
    """Paragraphs that no other article has."""
    return [
        own("The ship came into the harbour at dawn with all her lamps lit and no flag", n) + ".",
        own("Her master said that the storm had taken two of his boats", n) + ".",
    ]


def after(*articles: list[str], memory: Memory | None = None) -> Learned:
    learned = Learned(memory or Memory("gull"))
    for n, paragraphs in enumerate(articles, len(learned.memory.recent)):
        learned = learn(learned.memory, f"a{n}", Observed(fingerprints(paragraphs)), paragraphs, NOW)
    return learned


def why(memory: Memory, paragraph: str) -> str | None:
    return Remembered.of(memory.lessons).why(fingerprints([paragraph])[0])


def test_what_unrelated_articles_repeat_is_boilerplate() -> None:
    two = after(*([*told(n), NOTE] for n in range(2)))
    assert why(two.memory, NOTE) is None
    three = after([*told(2), NOTE], memory=two.memory)
    assert why(three.memory, NOTE) == "repeats on 3 of 3 articles"
    assert why(three.memory, told(2)[0]) is None
    assert [x.kind for x in three.lessons] == [LessonKind.BOILERPLATE]
    assert three.articles == ("a0", "a1")


def test_dates_numbers_and_titles_in_it_may_change() -> None:
    lines = [
        f"In {day}'s letter from the pier: {what}. Put your address in the box and it comes before breakfast."
        for day, what in (
            ("Monday", "whose rope it was"),
            ("Friday", "the cook who sings"),
            ("Sunday", "a wall falls"),
            ("Tuesday", "the price of tar"),
        )
    ]
    learned = after(*([*told(n), line] for n, line in enumerate(lines)))
    assert why(learned.memory, lines[1].replace("the cook who sings", "nine herrings")) is not None


def test_the_frame_of_a_standing_report_stays() -> None:
    def report(n: int) -> list[str]:
        return [
            f"The wind on the pier blew at {n} knots on Monday, the harbour office said in its morning sheet.",
            f"Rain came to {n} millimetres, most of it before noon, and the glass stood at 10{n} in the evening.",
            f"High water will be at {n} past six, with {n} metres over the bar at the northern channel's mouth.",
            f"The ferries run, and {n} of them carry cars; the last one leaves at {n} from the inner basin.",
        ]

    others = [told(n) for n in range(8)]
    learned = after(*others, *(report(n) for n in range(11, 16)))
    assert all(why(learned.memory, p) is None for p in report(17))


def test_one_article_many_times_is_not_boilerplate() -> None:
    story = [
        *told(50),
        "Nobody was hurt, the harbour master said, and the pier would open again on the day after.",
    ]
    learned = after(*(told(n) for n in range(8)), *([story] * 4))
    assert all(why(learned.memory, p) is None for p in story)


def test_one_article_under_many_ids_is_not_boilerplate_where_it_is_all_there_is() -> None:
    story = [*told(50), NOTE]
    assert after(*([story] * WINDOW)).memory.lessons == ()
    others = [[*told(n), "A note of every page, which tells whose paper it is."] for n in range(20)]
    learned = after(*others, *([story] * WINDOW))
    assert all(why(learned.memory, p) is None for p in story)


def test_a_source_of_standing_reports_alone_keeps_them() -> None:
    def report(n: int) -> list[str]:
        return [
            f"The wind on the pier blew at {n} knots, the harbour office said in its morning sheet.",
            f"Rain came to {n} millimetres, and the glass stood at 10{n} in the evening, it said.",
            f"High water will be at {n} past six, with {n} metres over the bar at the channel's mouth.",
        ]

    assert after(*(report(n) for n in range(10, 30))).memory.lessons == ()


def test_an_article_that_comes_again_is_not_counted_again() -> None:
    learned = after(*([*told(n), NOTE] for n in range(3)))
    paragraphs = [*told(2), NOTE]
    again = learn(learned.memory, "a2", Observed(fingerprints(paragraphs)), paragraphs, NOW)
    assert again.memory == learned.memory


def test_what_was_undone_is_not_learned_again() -> None:
    learned = after(*([*told(n), NOTE] for n in range(4)))
    undone = [replace(x, state=LessonState.UNDONE) for x in learned.memory.lessons]
    memory = replace(learned.memory, lessons=tuple(undone))
    later = after(*([*told(n), NOTE] for n in range(4, 20)), memory=memory)
    assert why(later.memory, NOTE) is None
    assert [x.state for x in later.memory.lessons] == [LessonState.UNDONE]


def test_memory_is_bounded() -> None:
    notes = [own("A note which is not like any other note of them all", n) for n in range(500)]
    memory = Memory("gull")
    for turn in range(5):
        learned = learn(memory, f"x{turn}", Observed(fingerprints(notes)), notes, NOW)
        memory = learned.memory
    for n in range(WINDOW + 5):
        memory = after(told(1000 + n), memory=memory).memory
    assert len(memory.recent) == WINDOW
    assert len(memory.lessons) <= MOST_LESSONS


def test_a_template_is_learned_and_dropped() -> None:
    def seen(memory: Memory, n: int, body: str) -> Learned:
        paragraphs = told(n)
        places = {"body": body, "byline": "JSON-LD"}
        return learn(memory, f"a{n}", Observed(fingerprints(paragraphs), places), paragraphs, NOW)

    memory = Memory("gull")
    for n in range(8):
        memory = seen(memory, n, 'div[class~="story"]').memory
    (lesson,) = memory.lessons
    assert (lesson.kind, lesson.state) == (LessonKind.TEMPLATE, LessonState.ACTIVE)
    assert lesson.data["byline"] == "JSON-LD"
    template = Remembered.of(memory.lessons).template
    assert template is not None
    assert template.body == 'div[class~="story"]'
    for n in range(8, 13):
        memory = seen(memory, n, 'div[class~="new"]').memory
    assert [x.state for x in memory.lessons] == [LessonState.DROPPED]
    for n in range(13, 16):
        memory = seen(memory, n, 'div[class~="new"]').memory
    assert sorted(x.state for x in memory.lessons) == [LessonState.ACTIVE, LessonState.DROPPED]


@given(st.lists(st.text(max_size=200), max_size=6), st.text(max_size=60))
def test_any_text_has_a_fingerprint(paragraphs: list[str], headline: str) -> None:
    for one in fingerprints(paragraphs, headline):
        assert 0 <= one < 1 << 64
        assert 0 <= topic(one) < 1


def test_what_a_fingerprint_tells_apart() -> None:
    (a,) = fingerprints(
        ["The paper of Monday, 3 March 2026, was edited by Ada Vance and printed at the pier."]
    )
    (b,) = fingerprints(["The paper of Friday, 27 June 2025, was edited by Bo Lind and printed at the pier."])
    (c,) = fingerprints(["The paper of Sunday, 4 May 2026, was edited by Ada Vance and printed at the pier!"])
    assert whole(a) == whole(c) != whole(b)
    assert both_ends(a) == both_ends(b)
    assert fingerprint_of("Mary and Jane at 5 p.m.") == fingerprint_of("Mary and Jane at 11 p.m.")
    assert fingerprint_of("Mary and Jane") != fingerprint_of("May and June")
    assert beginning(a) == beginning(b)
    assert ending(a) == ending(b)


def test_pages_of_very_many_paragraphs_teach_in_time() -> None:
    """Paragraph by paragraph with those of all other articles, this took minutes."""
    memory, frame = Memory("gull"), [own(NOTE, n) for n in range(MOST_OBSERVED // 2)]
    began = process_time()
    for turn in range(12):
        notes = [own(NOTE, 1000 * turn + n) for n in range(1000, 1000 + MOST_OBSERVED // 2)] + frame
        memory = learn(memory, f"x{turn}", Observed(fingerprints(notes)), notes, NOW).memory
    assert process_time() - began < 20
    assert len(memory.lessons) >= len(frame)


def test_a_page_shows_its_first_and_last_paragraphs() -> None:
    lines = [
        own("The ship came into the harbour at dawn and had no flag", n) + "." for n in range(1000, 1400)
    ]
    page = "<title>Ships</title><article><h1>Ships</h1>" + "".join(f"<p>{x}</p>" for x in lines)
    studied = study_page(page.encode())
    assert len(studied.texts) == len(studied.observed.paragraphs) == MOST_OBSERVED
    assert (studied.texts[0], studied.texts[-1]) == (lines[0], lines[-1])


TEXT = "".join(
    f"<p>{own('The ship came into the harbour at dawn with all her lamps lit and no flag', n)}.</p>"
    for n in range(20)
)
OTHER = "".join(f"<p>{own('Her master said that the storm had taken two of his boats and their nets', n)}.</p>" for n in range(12))  # fmt: skip


@pytest.mark.parametrize(
    "page",
    [
        f"<article>{TEXT}</article><div class=story>{OTHER}</div>",
        f"<article><div class=story>{OTHER}</div><div class=more>{TEXT}</div></article>",
        f"<article>{TEXT}</article><aside><div class=story>{OTHER}</div></aside>",
        f"<article>{TEXT}</article><div hidden><div class=story>{OTHER}</div></div>",
        f"<article><div class=text>{TEXT[:400]}</div></article><div hidden class=story>{OTHER * 9}</div>",
    ],
    ids=["another story", "goes on elsewhere", "aside", "hidden", "hidden and long"],
)
def test_a_template_that_finds_another_element_is_not_followed(page: str) -> None:
    lesson = Lesson(
        LessonKind.TEMPLATE, "1", LessonState.ACTIVE, 1, NOW, NOW, {"body": 'div[class~="story"]'}
    )
    head = "<meta property='article:published_time' content='2026-11-03T10:00:00Z'><meta name=author content='Ida Korhonen'>"
    whole = f"<title>The ship</title>{head}<h1>The ship</h1><p>By Ida Korhonen</p>{page}".encode()
    by_template = study_page(whole, memory=Memory("gull", (lesson,))).reading
    assert by_template.path != "template"
    assert by_template.version == study_page(whole).reading.version


def test_by_the_template_a_page_reads_as_it_does_whole() -> None:
    """Its first paragraph, its standfirst and its signature stand beside the text's own element."""
    lede = "The ship that nobody had seen for a year came back into the harbour of Vellmar on Monday night."
    deck = "Her crew had given up counting the days at sea"
    page = (
        "<title>The ship</title><meta name=description content='All about ships.'>"
        f"<nav>{'<a href=/x>Shipping news</a>' * 30}</nav><main><h1>The ship</h1><p class=standfirst>{deck}</p>"
        f"<p>By Ida Korhonen | November 3, 2026</p><div class=lede><p>{lede}</p></div><div class=story>{TEXT}</div></main>"
        "<footer>Vellmar Gazette</footer>"
    ).encode()
    data = {"body": 'div[class~="story"]'}
    lesson = Lesson(LessonKind.TEMPLATE, "1", LessonState.ACTIVE, 1, NOW, NOW, data)
    reading = study_page(page, memory=Memory("gull", (lesson,))).reading
    assert reading.path == "template"
    assert reading.version == study_page(page).reading.version
    assert reading.version.text.startswith(lede)
    assert reading.version.deck == deck
    assert [name.name for name in reading.version.byline] == ["Ida Korhonen"]


def test_a_place_is_named_in_time_and_in_few_words() -> None:
    deep = f"<title>The ship</title>{'<div class=story>' * 4_800}<h1>The ship</h1>{TEXT}"
    long = f"<title>The ship</title><div class='{'story' * 9_000}'><h1>The ship</h1>{TEXT}</div>"
    began = process_time()
    for page in (deep, long):
        assert study_page(page.encode()).observed.places.get("body") is None
    assert process_time() - began < 10

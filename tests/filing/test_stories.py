"""Grouping into stories: what joins, what stays apart, what is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beatbook.filing import stories as engine
from beatbook.filing.profile import MEMBERS, from_bytes, to_bytes
from beatbook.filing.stories import Decision, Stories
from beatbook.filing.terms import Reader
from beatbook.model import Article, CopyKind, CopyOf, Moment, Version

READER = Reader()
SEEN = datetime(2025, 5, 1, tzinfo=UTC)
FERRY = (
    "MBANZA - The ferry Celeste turned over on Lake Ruvo near Kileo, and governor Ndongo said {n} people had drowned.\n\n"
    "Fishermen from Kileo pulled many out. The Ruvo Navigation Company gave the number of passengers as 93."
)
FIRE = (
    "ORLEC - A warehouse of Brunt Chemicals burned in the harbour of Orlec, and mayor Ida Vessel had 1,450 people taken to "
    "schools.\n\nThe smoke reached Zendal, said Captain Rovik of the fire brigade. Brunt Chemicals gave no cause."
)


def article(key: str, text: str, day: date | None = None, headline: str | None = None) -> Article:
    published = None if day is None else Moment(day)
    return Article(key, "wire", None, SEEN, Version(headline=headline, text=text, published=published))


def desk() -> Stories:
    return Stories(READER)


def test_reports_of_one_event_are_one_story_and_say_what_tied_them() -> None:
    stories = desk()
    first = stories.decide(article("a", FERRY.format(n=7), date(2025, 5, 2)))
    second = stories.decide(
        article(
            "b",
            "The Ruvo Navigation Company had put 93 people on the Celeste, a ferry for sixty. It went down off Kileo on "
            "Lake Ruvo. Governor Ndongo has closed the harbour of Mbanza.",
            date(2025, 5, 3),
        )
    )
    assert first.grouping.story == second.grouping.story == "a"
    assert first.grouping.tie == ()
    assert any(word.startswith("names: ") and "Ruvo" in word for word in second.grouping.tie)
    assert any(word.startswith("numbers: ") and "93" in word for word in second.grouping.tie)
    assert "1 day apart" in second.grouping.tie


def test_another_event_is_another_story() -> None:
    stories = desk()
    stories.decide(article("a", FERRY.format(n=7), date(2025, 5, 2)))
    assert stories.decide(article("b", FIRE, date(2025, 5, 2))).grouping.story == "b"


def test_a_story_goes_by_first_sight_not_by_the_date_that_is_claimed() -> None:
    stories = desk()
    stories.decide(article("a", FERRY.format(n=7), date(2025, 5, 2)))
    backdated = stories.decide(article("b", FERRY.format(n=8), date(2025, 5, 1)))
    assert backdated.grouping.story == "a"


def test_the_same_matter_a_year_later_is_another_story_that_leads_to_the_first() -> None:
    stories = desk()
    stories.decide(article("a", FERRY.format(n=7), date(2025, 5, 2)))
    later = stories.decide(
        article(
            "b",
            "Families laid wreaths on Lake Ruvo, where the ferry Celeste sank off Kileo. Governor Ndongo spoke in Mbanza.",
            date(2026, 5, 2),
        )
    )
    assert later.grouping.story == "b"
    assert later.grouping.earlier == ("a",)


def test_a_copy_goes_where_its_origin_is_and_adds_nothing() -> None:
    stories = desk()
    stories.decide(article("a", FERRY.format(n=7), date(2025, 5, 2)))
    copy = CopyOf("b", "a", CopyKind.EXACT, 1.0)
    decision = stories.decide(article("b", FERRY.format(n=7), date(2025, 5, 3)), copy, "a")
    assert decision.grouping.story == "a"
    assert decision.touched == ()


def test_the_same_words_years_later_are_no_copy_of_the_event() -> None:
    stories = desk()
    stories.decide(article("a", "Tickets are sold at the door.", date(2015, 5, 2)))
    copy = CopyOf("b", "a", CopyKind.EXACT, 1.0)
    decision = stories.decide(article("b", "Tickets are sold at the door.", date(2025, 5, 3)), copy, "a")
    assert decision.grouping.story == "b"


def test_articles_without_text_or_names_open_their_own() -> None:
    stories = desk()
    for key, text in (("a", ""), ("b", ""), ("c", "it was quiet."), ("d", "it was quiet again.")):
        assert stories.decide(article(key, text)).grouping.story == key


@pytest.mark.parametrize(
    "headline",
    [
        "Ruvo in May 2025: A month in review and what’s ahead",
        "Timeline: From the ferry to the closed harbour",
        "Ask a Ruvoan: Why is the lake so deep?",
        "Letters to the editor: May 3",
    ],
)
def test_a_piece_on_many_events_joins_none_and_takes_none_in(headline: str) -> None:
    stories = desk()
    stories.decide(article("a", FERRY.format(n=7), date(2025, 5, 2)))
    stories.decide(article("b", FERRY.format(n=7) + FIRE, date(2025, 5, 3), headline))
    assert stories.decide(article("c", FERRY.format(n=8), date(2025, 5, 4))).grouping.story == "a"
    assert stories.decide(article("d", FIRE, date(2025, 5, 4))).grouping.story == "d"
    assert stories.known("b") is not None


def test_what_was_kept_is_taken_up_and_decides_alike() -> None:
    one, other = desk(), desk()
    kept: dict[str, bytes] = {}
    for key, text in (("a", FERRY.format(n=7)), ("b", FERRY.format(n=8)), ("c", FIRE)):
        kept |= one.decide(article(key, text, date(2025, 5, 2))).profiles()
    other.load(kept.values())
    new = article("d", FERRY.format(n=9), date(2025, 5, 4))
    assert one.decide(new).grouping == other.decide(new).grouping
    assert all(to_bytes(from_bytes(data)) == data for data in kept.values())


def test_only_the_stories_touched_last_are_compared() -> None:
    stories = Stories(READER, active=2)
    for key, place in (("a", "Orlec"), ("b", "Zendal"), ("c", "Rovik")):
        stories.decide(
            article(key, f"The harbour of {place} froze over, said {place}maat of {place}.", SEEN.date())
        )
    assert len(stories) == 2
    assert stories.decide(article("d", FERRY.format(n=1), SEEN.date())).grouping.story == "d"


def test_a_profile_is_bounded_however_many_articles_join() -> None:
    stories = desk()
    decision: Decision | None = None
    for n in range(60):
        for m in range(3):
            place = f"{'BDGKLMNPRSTVZ'[n % 13]}o{'bdgklmnprstvz'[n // 13]}e{'klm'[m]}u"
            stories.decide(
                article(f"b{n}-{m}", f"Mayor {place}an of {place} opened the {place} bridge.", SEEN.date())
            )
        text = FERRY.format(n=n) + f" Person{n} Name{n} of Village{n} was there."
        decision = stories.decide(article(f"a{n}", text, date(2025, 5, 2) + timedelta(days=n // 10)))
    assert decision is not None
    (profile,) = decision.touched
    assert profile.size == 60
    assert len(profile.members) == MEMBERS
    assert len(to_bytes(profile)) < 40_000


def test_a_story_that_has_become_two_is_split_and_not_merged_again() -> None:
    stories = desk()
    first = stories.decide(article("a0", FERRY.format(n=0), date(2025, 5, 2))).touched[0]
    # As if an early report of another event had been taken for this one.
    for n in range(1, 6):
        text = FIRE if n % 2 else FERRY.format(n=n)
        new = article(f"a{n}", text, date(2025, 5, 2))
        terms = READER.of(new.version)
        first.add(stories.sketch(new, terms), terms.shown)
        stories._put(first)
    parts = stories._part(first)
    assert parts is not None
    stays, leaves = parts
    assert (stays.key, leaves.key) == ("a0", "a1")
    assert [m.article for m in leaves.members] == ["a1", "a3", "a5"]
    assert stays.parted == ["a1"]
    assert leaves.parted == ["a0"]
    assert stories.decide(article("b", FIRE, date(2025, 5, 3))).grouping.story == "a1"


def test_names_that_a_desk_has_everywhere_tie_nothing() -> None:
    stories = desk()
    opened = 0
    for n in range(80):
        person, place, school = (
            f"{word}{chr(97 + n % 26)}{chr(97 + n // 26)}" for word in ("Mir", "Tol", "Zet")
        )
        text = f"President Harmost of Veltland went to {place} with {person} and saw the {school} works of {place}."
        opened += stories.decide(article(f"a{n}", text, date(2025, 5, 2))).grouping.story == f"a{n}"
    assert opened >= 70


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "Orlec " * 200_000, "가" * 300_000, "\ud800 Orlec", "́" * 100_000]
)
def test_hostile_texts_end(text: str) -> None:
    stories = desk()
    assert stories.decide(article("a", text)).grouping.story == "a"
    assert stories.decide(article("b", text)).profiles()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([FERRY.format(n=3), FIRE, "", "Nothing in Orlec."]), max_size=12))
def test_every_article_has_one_story_that_an_article_opened(texts: list[str]) -> None:
    stories = desk()
    seen: set[str] = set()
    for n, text in enumerate(texts):
        seen.add(f"a{n}")
        assert stories.decide(article(f"a{n}", text, date(2025, 5, 2))).grouping.story in seen


def test_the_engine_s_bounds_are_those_of_its_parts() -> None:
    assert min(engine.REVIEWED) >= 2 * engine.FEWEST

"""Which announcings are of one thing, and how it stands after them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beatbook.model import Act, Announcing, Certainty, Fate, Precision, Settled, Span
from beatbook.writing.ahead import announcement, join, key_of, same
from tests.writing.coming import EARS, on, said

TENTH, NOVEMBER = on("2020-11-10"), on("2020-11-01", "2020-11-30")
FERRY = said(
    "2020-11-01",
    "The harbour council will vote on the contract for the ferry Grey Heron on Nov. 10, mayor Ida Korhonen said.",
    TENTH,
    what="harbour council vote contract ferry Grey Heron",
    stated_by="mayor Ida Korhonen",
)
KOREAN = said(
    "2020-11-01",
    "통일부는 오는 10일 남북 고위급 회담이 열린다고 밝혔다.",
    TENTH,
    what="남북 고위급 회담",
    language="ko",
)


def joined(one: Announcing, *entries: Announcing) -> int | None:
    """The number of the entry that it belongs to."""
    key = join(one, {str(i): [entry] for i, entry in enumerate(entries)}, EARS)
    return None if key is None else int(key)


# ---- joining ----


def test_a_repeat_says_it_in_other_words() -> None:
    again = said(
        "2020-11-04",
        "Councillors decide on the Grey Heron contract next Tuesday.",
        TENTH,
        what="Councillors decide Grey Heron contract",
    )
    assert joined(again, FERRY) == 0


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The Marrow choir sings at the harbour on Nov. 10.", TENTH),
        ("The education board will discuss the budget of the village schools on Nov. 10.", TENTH),
        (
            "The harbour council will vote on the contract for the ferry Grey Heron on Dec. 8.",
            on("2020-12-08"),
        ),
    ],
)
def test_other_events_of_the_day_and_the_like_on_other_days_stay_apart(text: str, days) -> None:  # type: ignore[no-untyped-def]
    assert joined(said("2020-11-02", text, days), FERRY) is None


def test_two_votes_of_one_council_on_one_day_stay_apart() -> None:
    ferry = said(
        "2020-11-01",
        "The council will vote on the new ferry contract on Nov. 10.",
        TENTH,
        what="harbour council vote ferry contract",
    )
    school = said(
        "2020-11-03",
        "The council will vote on the school budget on Nov. 10.",
        TENTH,
        what="harbour council vote school budget",
    )
    again = said(
        "2020-11-04",
        "The council vote on the school budget is on Nov. 10.",
        TENTH,
        what="council vote school budget",
    )
    assert joined(school, ferry) is None
    assert joined(again, ferry, school) == 1


def test_of_two_alike_the_one_with_more_words_in_common_is_meant() -> None:
    bridge = said(
        "2020-11-01",
        "The harbour council will vote on repairs of the Alder bridge on Nov. 10.",
        TENTH,
        what="harbour council vote repairs Alder bridge",
    )
    again = said(
        "2020-11-03",
        "The vote on the Alder bridge is on Nov. 10.",
        TENTH,
        what="vote Alder bridge",
    )
    assert joined(again, FERRY, bridge) == 1
    assert joined(bridge, FERRY) is None


def test_a_month_holds_its_days() -> None:
    early = said(
        "2020-10-02", "The Grey Heron contract goes to a council vote in November.", NOVEMBER,
        what="Grey Heron contract council vote",
    )  # fmt: skip
    assert joined(FERRY, early) == 0
    assert joined(early, FERRY) == 0


def test_what_is_moved_names_the_day_on_which_it_was_to_be() -> None:
    moved = said(
        "2020-11-08",
        "The vote on the Grey Heron contract was moved from Tuesday to Nov. 24.",
        on("2020-11-24"),
        act=Act.MOVED,
        was=TENTH,
        what="vote Grey Heron contract",
    )
    assert joined(moved, FERRY) == 0
    again = said(
        "2020-11-09", "The council votes on the Grey Heron contract on Nov. 24.", on("2020-11-24"),
        what="council vote Grey Heron contract",
    )  # fmt: skip
    assert join(again, {"a": [FERRY, moved]}, EARS) == "a"


@pytest.mark.parametrize("act", [Act.MOVED, Act.CANCELLED])
def test_what_is_moved_or_called_off_without_a_day_is_what_is_next_ahead(act: Act) -> None:
    december = replace(FERRY, days=on("2020-12-08"), span=Span("b", 0, 9))
    past = replace(FERRY, days=on("2020-10-13"), span=Span("c", 0, 9), said=on("2020-10-01").first)
    one = said(
        "2020-11-08", "The council vote on the Grey Heron contract will not take place.", None, act=act,
        what="council vote Grey Heron contract",
    )  # fmt: skip
    assert joined(one, december, FERRY, past) == 1
    assert joined(one, past) is None


def test_korean_writes_together_or_apart() -> None:
    again = said(
        "2020-11-02",
        "고위급회담이 10일 판문점에서 열릴 예정이다.",
        TENTH,
        what="고위급회담 판문점 남북",
        language="ko",
    )
    other = said("2020-11-02", "수산시장 축제가 10일 열린다.", TENTH, what="수산시장 축제", language="ko")
    assert joined(again, KOREAN) == 0
    assert joined(other, KOREAN) is None


def test_languages_join_by_names_in_latin_letters_and_the_very_day_only() -> None:
    german = said(
        "2020-11-03", "Der Rat stimmt am 10. November über den Vertrag der Fähre Grey Heron ab, sagte Pauline Ostwick.", TENTH,
        what="Grey Heron Ostwick Pauline Vertrag", language="de",
    )  # fmt: skip
    english = replace(FERRY, stems=EARS.stems("Grey Heron Ostwick Pauline contract"))
    assert joined(german, english) == 0
    assert joined(replace(german, days=NOVEMBER, precision=Precision.MONTH), english) is None
    assert joined(KOREAN, FERRY) is None


def test_who_says_so_is_not_what_is_said() -> None:
    other = said(
        "2020-11-03", "Mayor Ida Korhonen said the lido opens on Nov. 10.", TENTH, stated_by="Mayor Ida Korhonen",
        what="Mayor Ida Korhonen lido opens",
    )  # fmt: skip
    assert same(other, [replace(FERRY, stems=(*FERRY.stems, *EARS.stems("mayor Ida Korhonen")))], EARS) == 0


def test_a_key_is_of_the_article_and_the_place() -> None:
    assert key_of(FERRY) == key_of(replace(FERRY, said=on("2021-01-01").first))
    assert key_of(FERRY) != key_of(replace(FERRY, span=Span("z", 0, 9)))
    assert key_of(replace(FERRY, span=Span("\ud800", 0, 9)))


# ---- standing ----


def test_a_finer_statement_says_where_it_is_and_a_coarser_one_changes_nothing() -> None:
    month = said("2020-10-01", "A vote is expected in November.", NOVEMBER, certainty=Certainty.EXPECTED)
    day = said("2020-10-20", "The vote is on Nov. 10.", TENTH)
    again = said("2020-11-02", "The vote comes in November.", NOVEMBER)
    entry = announcement("k", [again, day, month])
    assert (entry.days, entry.precision, entry.certainty) == (TENTH, Precision.DAY, Certainty.SCHEDULED)
    assert [change.days for change in entry.trail] == [NOVEMBER, TENTH]
    assert entry.sequence == 1
    assert entry.sentences[0].text == day.text
    assert entry.origins == 3


def test_a_later_doubt_of_the_same_days_takes_no_certainty_back() -> None:
    doubt = said("2020-11-04", "The vote may be on Nov. 10.", TENTH, certainty=Certainty.POSSIBLE)
    entry = announcement("k", [FERRY, doubt])
    assert (entry.certainty, entry.sequence) == (Certainty.SCHEDULED, 0)
    firm = announcement("k", [replace(doubt, said=on("2020-10-01").first), FERRY])
    assert (firm.certainty, firm.sequence) == (Certainty.SCHEDULED, 1)


def moved(when: str, to: str | None, was: str | None = None) -> Announcing:
    return said(
        when,
        f"The vote was moved, it was said on {when}.",
        on(to) if to else None,
        act=Act.MOVED,
        was=on(was) if was else None,
    )


def test_moved_twice_and_back() -> None:
    first, second = moved("2020-11-03", "2020-11-17", "2020-11-10"), moved("2020-11-12", "2020-11-24")
    stale = said("2020-11-13", "The vote on Nov. 10 matters.", TENTH)
    entry = announcement("k", [FERRY, first, second, stale])
    assert entry.days == on("2020-11-24")
    assert (len(entry.trail), entry.sequence) == (3, 2)
    assert [c.act for c in entry.trail] == [Act.ANNOUNCED, Act.MOVED, Act.MOVED]
    back = announcement("k", [FERRY, first, moved("2020-11-05", "2020-11-10")])
    assert (back.days, back.sequence) == (TENTH, 2)
    once_more = announcement("k", [FERRY, first, moved("2020-11-04", "2020-11-17", "2020-11-10")])
    assert (once_more.days, once_more.sequence) == (on("2020-11-17"), 1)


@pytest.mark.parametrize("days", [None, "2020-11-10"])
def test_put_off_with_no_new_day(days: str | None) -> None:
    """The day that a sentence names may be that on which it was to be."""
    entry = announcement("k", [FERRY, moved("2020-11-08", days, days)])
    assert (entry.days, entry.settled.fate, entry.sequence) == (None, Fate.POSTPONED, 1)
    assert entry.settled.why == "put off, as one article reported on November 8, 2020; no new day was named"
    assert entry.sentences[0].text == FERRY.text
    again = announcement(
        "k",
        [
            FERRY,
            moved("2020-11-08", days, days),
            said("2020-12-01", "The vote is on Dec. 8.", on("2020-12-08")),
        ],
    )
    assert (again.days, again.settled.fate, again.sequence) == (on("2020-12-08"), Fate.AHEAD, 2)


def test_called_off_stays_so_whoever_still_speaks_of_it() -> None:
    off = said("2020-11-08", "The vote was called off.", None, act=Act.CANCELLED)
    late = said("2020-11-09", "The vote is on Nov. 10.", TENTH)
    entry = announcement("k", [late, off, FERRY])
    assert (entry.settled.fate, entry.days, entry.sequence) == (Fate.CANCELLED, TENTH, 1)
    assert entry.settled.sentences[0].text == off.text
    on_again = announcement("k", [late, off, FERRY, moved("2020-11-10", "2020-11-30")])
    assert (on_again.settled.fate, on_again.days) == (Fate.AHEAD, on("2020-11-30"))


def test_called_off_by_one_and_announced_by_several_later_it_is_on() -> None:
    off = said("2020-11-08", "The vote was called off.", None, act=Act.CANCELLED)
    later = [
        replace(
            said("2020-11-09", "The vote is on Nov. 10 as planned.", TENTH), span=Span(f"later-{n}", 0, 9)
        )
        for n in range(2)
    ]
    assert announcement("k", [FERRY, off, later[0]]).settled.fate is Fate.CANCELLED
    entry = announcement("k", [FERRY, off, *later])
    assert (entry.settled.fate, entry.days) == (Fate.AHEAD, TENTH)
    assert [c.act for c in entry.trail] == [Act.ANNOUNCED, Act.CANCELLED, Act.ANNOUNCED]


def test_an_earlier_article_that_comes_late_is_first_in_the_trail() -> None:
    early = said("2020-10-01", "A vote is expected in November.", NOVEMBER)
    entry = announcement("k", [FERRY])
    later = announcement("k", [FERRY, early], before=entry)
    assert [c.days for c in later.trail] == [NOVEMBER, TENTH]
    assert (later.days, later.sequence) == (TENTH, 1)


def test_a_longer_stay_holds_its_first_day() -> None:
    opening, whole = said("2020-09-01", "The fair opens Nov. 10.", TENTH), on("2020-11-10", "2020-11-13")
    run = said("2020-09-05", "The fair runs Nov. 10 to 13.", whole)
    assert announcement("k", [opening, run]).days == whole
    assert announcement("k", [replace(opening, said=on("2020-09-09").first), run]).days == whole


def test_sentences_are_of_different_articles_and_say_who() -> None:
    more = [
        replace(FERRY, span=Span(f"x{i}", i, i + 9), text=f"{i} {FERRY.text}", stated_by=None)
        for i in range(5)
    ]
    entry = announcement("k", [FERRY, replace(FERRY, span=Span("x0", 50, 59), text="twice"), *more])
    assert len(entry.sentences) == 3
    assert len({c.spans[0].article for c in entry.sentences}) == 3
    assert entry.origins == 6


def test_what_an_editor_said_and_what_rules_found_stays() -> None:
    word = Settled(Fate.HAPPENED, "I was there", who="ida")
    off = said("2020-11-08", "The vote was called off.", None, act=Act.CANCELLED)
    assert announcement("k", [FERRY, off], word).settled == word
    found = Settled(Fate.NOT_CONFIRMED, "2 sources were read")
    entry = announcement("k", [FERRY], found, before=announcement("k", [FERRY]))
    assert (entry.settled, entry.sequence) == (found, 1)


# ---- whatever comes ----

DAYS = st.sampled_from(
    [None, TENTH, NOVEMBER, on("2020-11-17"), on("2020-11-10", "2020-11-12"), on("2020-01-01", "2020-12-31")]
)
HOSTILE = st.text(max_size=20) | st.sampled_from(["", "\ud800", "\r\nBEGIN:VEVENT", "a" * 5000])
ANNOUNCINGS = st.builds(
    said,
    st.sampled_from(["2020-11-01", "2020-11-02", "2020-11-09", "2020-12-01"]),
    HOSTILE,
    DAYS,
    article=st.sampled_from("abc"),
    act=st.sampled_from(Act),
    was=DAYS,
    precision=st.sampled_from(Precision),
    certainty=st.sampled_from(Certainty),
    stated_by=st.none() | HOSTILE,
)


@given(
    st.lists(ANNOUNCINGS, min_size=1, max_size=8).flatmap(lambda x: st.tuples(st.just(x), st.permutations(x)))
)
def test_in_whatever_order_they_come_it_is_the_same(both: tuple[list[Announcing], list[Announcing]]) -> None:
    one, other = (announcement("k", known) for known in both)
    assert one == other
    assert one.sentences
    assert one.trail[-1].days == one.days
    assert (one.days is None) <= (one.settled.fate in (Fate.POSTPONED, Fate.CANCELLED))


@given(st.lists(ANNOUNCINGS, min_size=1, max_size=8))
def test_a_sequence_only_grows(known: list[Announcing]) -> None:
    before = None
    for count in range(1, len(known) + 1):
        now = announcement("k", known[:count], before=before)
        if before is not None:
            assert now.sequence >= before.sequence
            if (now.days, now.certainty, now.settled.fate) != (
                before.days,
                before.certainty,
                before.settled.fate,
            ):
                assert now.sequence > before.sequence
        before = now


@given(ANNOUNCINGS, st.lists(ANNOUNCINGS, max_size=5))
def test_joining_never_fails(one: Announcing, entry: list[Announcing]) -> None:
    assert join(one, {"k": entry} if entry else {}, EARS) in (None, "k")
    assert 0 <= same(one, entry, EARS) <= 1 + 1e-9

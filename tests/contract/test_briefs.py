"""What every engine must do with briefs: the specification in store/editions.py, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from beatbook.errors import InputError
from beatbook.filing.terms import Reader
from beatbook.model import Brief, BriefOutcome, Cited, Dropped, Moment, Outcome, Role, Span
from beatbook.store.codec import version_digest
from beatbook.store.editions import (
    BRIEF,
    LONGEST_REPORT,
    CloseReport,
    Publish,
    ReportError,
    Strike,
)
from beatbook.store.intents import Claim, Keep, Refile
from beatbook.store.protocol import Store
from tests.conftest import NOW, keep
from tests.contract.test_stories import decided, moved

TEXT = "The ferry ran aground off Port Marrow. Two tugs pulled it free.\n\nNobody was hurt."
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def one_beat(store: Store, beats: Callable[..., None]) -> None:
    beats("strait")


def told(store: Store, *keys: str, story: str = "", text: str = TEXT, filed: bool = True) -> list[Keep]:
    """These articles, kept and grouped: into stories of their own, or all into one."""
    keeps = [keep(key, text=text, beats=("strait",) if filed else ()) for key in keys]
    store.apply(keeps)
    store.apply([decided(k, story) for k in keeps])
    return keeps


def cited(kept: Keep, start: int = 0, end: int = 38, **more: object) -> Cited:
    assert kept.version is not None
    span = Span(kept.key, start, end, version_digest(kept.version))
    return Cited(kept.version.text[start:end], (span,), **more)  # type: ignore[arg-type]


def brief_of(story: str, *sentences: Cited, dropped: tuple[Dropped, ...] = ()) -> Brief:
    return Brief(story, BriefOutcome.BRIEF, None, sentences, dropped)


def queue(store: Store) -> list[str]:
    return [c.key for c in claims(store)]


def claims(store: Store) -> list[Claim]:
    found = list(store.claim(BRIEF, "looker", 1000, NOW, 60.0))
    store.free(BRIEF)
    return found


def publish(store: Store, brief: Brief, **more: object) -> None:
    store.apply([Publish(brief, NOW, **more)])  # type: ignore[arg-type]


# ---- the queue ----------------------------------------------------------------------------------------------------------


def test_stories_that_are_filed_come_up_the_one_touched_last_first(store: Store) -> None:
    told(store, "a", "b")
    told(store, "c", filed=False)
    assert queue(store) == ["b", "a"]
    told(store, "d", story="a")
    assert queue(store) == ["a", "b"]


def test_a_story_comes_up_when_it_is_filed_later_and_not_when_another_beat_takes_it_too(
    store: Store, beats: Callable[..., None]
) -> None:
    beats("harbour")
    (one,) = told(store, "a", filed=False)
    assert queue(store) == []
    assert one.version is not None
    filed = keep("a", text=TEXT, beats=("strait", "harbour")).filings
    digest = version_digest(one.version)
    store.apply([Refile("a", digest, ("strait",), filed[:1])])
    assert queue(store) == ["a"]
    publish(store, brief_of("a"))
    store.apply([Refile("a", digest, ("harbour",), filed[1:])])
    assert queue(store) == []


def test_what_changes_a_story_puts_it_up_again(store: Store) -> None:
    told(store, "a", "b")
    for key in ("a", "b"):
        publish(store, brief_of(key))
    assert queue(store) == []
    store.apply([moved("b", "a")])
    assert queue(store) == ["a"]
    publish(store, brief_of("a"))
    store.apply([moved("a", "b", undoes=1)])
    assert set(queue(store)) == {"a", "b"}


def test_a_changed_or_withdrawn_article_puts_up_the_briefs_that_cite_it(store: Store) -> None:
    old, new, other = told(store, "old", "new", "other")
    publish(store, brief_of("new", cited(new), cited(old, role=Role.BACKGROUND)))
    publish(store, brief_of("old", cited(old)))
    publish(store, brief_of("other", cited(other)))
    store.apply([keep("old", text="Other words.", beats=("strait",))])
    assert queue(store) == ["new", "old"]
    publish(store, brief_of("new", cited(new)))
    publish(store, brief_of("old"))
    store.apply([keep("old", text="Yet other words.", beats=("strait",))])
    assert queue(store) == []
    store.apply([replace(new, version=None, withdrawn=True, filings=(), outcome=Outcome.REFUSED)])
    assert queue(store) == ["new"]
    publish(store, brief_of("new"))
    assert queue(store) == []
    assert [e.gone for e in store.editions("new")] == [{"new"}, {"new"}]


def test_briefs_come_up_again_all_or_by_beat(store: Store, beats: Callable[..., None]) -> None:
    beats("harbour")
    told(store, "a", "b")
    harbour = keep("c", text=TEXT, beats=("harbour",))
    store.apply([harbour])
    store.apply([decided(harbour)])
    for key in ("a", "b", "c"):
        publish(store, brief_of(key))
    assert store.write_again(["harbour"]) == 1
    assert queue(store) == ["c"]
    assert store.write_again(stories=["a", "nobody"]) == 1
    assert queue(store) == ["c", "a"]
    assert store.write_again() == 3


def test_a_claim_ends_with_its_brief_and_late_ones_are_refused(store: Store) -> None:
    (one,) = told(store, "a")
    (claim,) = store.claim(BRIEF, "me", 10, NOW, 60.0)
    told(store, "b", story="a")
    assert store.apply([Publish(brief_of("a", cited(one)), NOW, claim)]).late == 1
    assert store.briefs(["a"]) == {}
    (claim,) = store.claim(BRIEF, "me", 10, NOW, 60.0)
    assert store.apply([Publish(brief_of("a", cited(one)), NOW, claim)]).late == 0
    assert queue(store) == []


def test_a_story_that_is_merged_or_filed_nowhere_gets_no_brief(store: Store) -> None:
    told(store, "a", "b")
    told(store, "c", filed=False)
    store.apply([moved("b", "a")])
    publish(store, brief_of("b"))
    publish(store, brief_of("c"))
    publish(store, brief_of("nobody"))
    assert store.briefs(["b", "c", "nobody"]) == {}


def test_a_draft_has_what_a_brief_can_be_made_from(store: Store) -> None:
    told(store, "old", "b")
    new, copied, late = (keep(k, text=TEXT, beats=("strait",)) for k in ("new", "copied", "late"))
    store.apply([new, copied, late])
    store.apply(
        [decided(new, earlier=("b", "old")), decided(late, "new"), decided(copied, "new", origin="late")]
    )
    store.apply([Strike("b", "Wrong.", "ada", NOW), moved("b", "new")])
    draft = store.draft("new")
    assert draft is not None
    assert (draft.first, draft.own) == ("b", ("b", "new", "late"))
    assert draft.earlier == (("old",),)
    assert draft.struck == {"Wrong."}
    for key in ("b", "nobody"):
        assert store.draft(key) is None
    told(store, "unfiled", filed=False)
    assert store.draft("unfiled") is None


# ---- editions ------------------------------------------------------------------------------------------------------------


def test_a_brief_comes_back_as_it_was_written(store: Store) -> None:
    (one,) = told(store, "a")
    sentence = cited(one, origins=3, published=Moment.parse("2020-11-03"), role=Role.BACKGROUND)
    brief = Brief(
        "a", BriefOutcome.LEDE, "a reason", (sentence,), (Dropped("Said.", "no who"),), writer="a model"
    )
    publish(store, brief)
    (edition,) = store.editions("a")
    assert edition == store.briefs(["a"])["a"]
    assert edition.brief == brief
    assert (edition.number, edition.at, edition.checked) == (1, NOW, NOW)
    assert (edition.changed, edition.gone, edition.waits) == (frozenset(), frozenset(), False)


def test_only_another_brief_makes_another_edition_and_the_old_ones_stay(store: Store) -> None:
    (one,) = told(store, "a")
    first = brief_of("a", cited(one), dropped=(Dropped("x", "y"),))
    publish(store, first)
    store.apply([Publish(replace(first, dropped=(Dropped("z", "y"),)), LATER)])
    (edition,) = store.editions("a")
    assert (edition.number, edition.at, edition.checked) == (1, NOW, LATER)
    assert edition.brief.dropped == (Dropped("z", "y"),)
    second = brief_of("a", cited(one, 39, 63))
    store.apply([Publish(second, LATER)])
    store.apply([Publish(replace(second, writer="a model"), LATER)])
    editions = store.editions("a")
    assert [e.number for e in editions] == [1, 2, 3]
    assert editions[0].brief == replace(first, dropped=())
    assert store.briefs(["a"])["a"] == editions[-1]


def test_an_edition_says_what_became_of_what_it_cites(store: Store) -> None:
    one, two = told(store, "a", "b")
    publish(store, brief_of("a", cited(one), cited(two)))
    assert store.briefs(["a"])["a"].changed == frozenset()
    store.apply([keep("b", text="Other words.", beats=("strait",))])
    edition = store.briefs(["a"])["a"]
    assert (edition.changed, edition.gone, edition.waits) == ({"b"}, frozenset(), True)
    store.apply([replace(two, version=None, withdrawn=True, filings=(), outcome=Outcome.REFUSED)])
    edition = store.briefs(["a"])["a"]
    assert (edition.changed, edition.gone) == (frozenset(), {"b"})


def test_passages_are_cut_from_the_version_that_was_cited(store: Store) -> None:
    (one,) = told(store, "a")
    assert one.version is not None
    digest = version_digest(one.version)
    second, third = Span("a", 39, 63, digest), Span("a", 65, 81, digest)
    store.apply([keep("a", text="Other words.", beats=("strait",))])
    unknown = Span("a", 0, 5, "no such version")
    beyond = Span("a", 0, 5000, digest)
    found = store.passages([second, third, unknown, beyond])
    assert set(found) == {second, third}
    passage = found[second]
    assert (passage.before, passage.words, passage.after) == (
        "The ferry ran aground off Port Marrow. ",
        "Two tugs pulled it free.",
        "",
    )
    assert (found[third].before, found[third].words) == ("", "Nobody was hurt.")
    assert passage.number == 1
    assert passage.line is not None
    assert passage.line.key == "a"


def test_a_page_that_its_source_took_down_is_known_of_until_it_is_there_again(store: Store) -> None:
    (one,) = told(store, "a")
    assert one.version is not None
    span = Span("a", 39, 63, version_digest(one.version))
    assert not store.passages([span])[span].page_gone
    for reason, is_gone in (("http-410", True), ("http-404", True), ("http-503", False), (None, False)):
        store.apply([replace(one, version=None, outcome=Outcome.KEPT, reason=reason)])
        passage = store.passages([span])[span]
        assert passage.page_gone is is_gone, reason
        assert passage.line is not None


def test_what_stands_around_a_passage_is_cut_where_it_is_long(store: Store) -> None:
    (one,) = told(store, "a", text="Word. " * 200 + "Here it is." + " Word." * 200)
    assert one.version is not None
    span = Span("a", 1200, 1211, version_digest(one.version))
    passage = store.passages([span])[span]
    assert passage.words == "Here it is."
    assert passage.before.startswith("…Word.")
    assert passage.after.endswith(" Word.…")
    assert len(passage.before) + len(passage.after) < 500
    (two,) = told(store, "b", text="字" * 600 + "就在這裡。" + "字" * 600)
    assert two.version is not None
    span = Span("b", 600, 605, version_digest(two.version))
    passage = store.passages([span])[span]
    assert passage.before.startswith("…字字")
    assert passage.after.endswith("字字…")


# ---- what people say -----------------------------------------------------------------------------------------------------


def test_what_is_struck_out_is_known_for_good_also_after_a_merge(store: Store) -> None:
    told(store, "a", "b")
    publish(store, brief_of("b"))
    strike = Strike("b", "A wrong sentence.", "ada", NOW)
    store.apply([strike])
    store.apply([replace(strike, at=LATER)])
    assert [(s.text, s.who, s.at) for s in store.struck("b")] == [("A wrong sentence.", "ada", NOW)]
    assert "b" in queue(store)
    assert store.struck_sentences() == {"A wrong sentence."}
    store.apply([moved("b", "a")])
    assert [s.text for s in store.struck("a")] == ["A wrong sentence."]
    store.apply([Strike("a", "A wrong sentence.", "ada", NOW, undo=True)])
    assert store.struck("a") == []
    assert store.decisions() >= 2
    with pytest.raises(InputError, match="nothing like that is struck out"):
        store.apply([Strike("a", "A wrong sentence.", "ada", NOW, undo=True)])
    with pytest.raises(InputError, match="no story 'zz'"):
        store.apply([replace(strike, story="zz")])


def test_reports_wait_until_an_editor_closes_them(store: Store) -> None:
    (one,) = told(store, "a")
    publish(store, brief_of("a", cited(one)))
    sentence = cited(one).text
    store.apply([ReportError("a", 1, sentence, "  It was\na barge. ", NOW)])
    store.apply([ReportError("a", 1, None, "x" * 5000, LATER)])
    first, second = store.reports()
    assert (first.story, first.edition, first.sentence, first.words) == ("a", 1, sentence, "It was a barge.")
    assert (second.sentence, len(second.words)) == (None, LONGEST_REPORT)
    assert store.open_reports() == 2
    store.apply([CloseReport(first.number, "ada", LATER, "It was a ferry.")])
    store.apply([CloseReport(first.number, "bob", LATER, "again")])
    assert [r.number for r in store.reports()] == [second.number]
    (closed,) = store.reports(closed=True)
    assert (closed.closed_by, closed.closed_at, closed.answer) == ("ada", LATER, "It was a ferry.")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (ReportError("zz", 1, None, "wrong", NOW), "no story 'zz'"),
        (ReportError("a", 2, None, "wrong", NOW), "has no brief 2"),
        (ReportError("a", 1, "Never said.", "wrong", NOW), "no such sentence"),
        (ReportError("a", 1, None, " \n", NOW), "nothing is said"),
    ],
)
def test_a_report_on_nothing_is_refused(store: Store, said: ReportError, why: str) -> None:
    (one,) = told(store, "a")
    publish(store, brief_of("a", cited(one)))
    with pytest.raises(InputError, match=why):
        store.apply([said])
    assert store.reports() == []


def test_open_reports_are_bounded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("beatbook.store.briefs.MOST_REPORTS", 2)
    told(store, "a")
    publish(store, brief_of("a"))
    for n in range(2):
        store.apply([ReportError("a", 1, None, f"wrong {n}", NOW)])
    with pytest.raises(InputError, match="2 reports wait"):
        store.apply([ReportError("a", 1, None, "one more", NOW)])
    with pytest.raises(InputError, match="no report 99"):
        store.apply([CloseReport(99, "ada", NOW)])


# ---- what went before ----------------------------------------------------------------------------------------------------


def test_articles_are_found_by_two_names_and_how_many_have_one_is_known(store: Store) -> None:
    told(store, "one", text="Anselm Verhoeven met Katarzyna Wolny in Alderholm.")
    told(store, "two", text="Anselm Verhoeven spoke.")
    told(store, "three", text="Wolny answered Verhoeven.")
    told(store, "four", text="Verhoeven and Wolny again.")
    names = {"verhoeven", "wolny", "alderholm"}
    assert store.naming(names, "four", 10) == ["three", "one"]
    assert store.naming(names, "four", 1) == ["three"]
    assert store.naming({"verhoeven"}, "four", 10) == []
    assert store.naming(names, "nobody", 10) == []
    total, having = store.having({"verhoeven", "wolny", "anselm verhoeven", "nobody", ""})
    assert total == 4
    assert having == {"verhoeven": 4, "wolny": 3, "anselm verhoeven": 2, "nobody": 0, "": 0}


def test_names_are_looked_up_as_they_are_written_in_any_script(store: Store) -> None:
    (one,) = told(
        store, "one", text="김민수 장관이 서울에서 대표를 만났다. Zoë O’Brien met Łukasz Żak in Győr."
    )
    told(store, "two", text="x")
    assert one.version is not None
    shown = Reader().of(one.version).shown
    assert {"Győr", "Łukasz", "Żak"} <= set(shown.values())
    for form in ("Győr", "Łukasz", "김민수"):
        assert store.naming({form, "Zoë"}, "two", 10) == ["one"]
    assert store.naming({'" OR "', "NEAR(", "*"}, "two", 10) == []

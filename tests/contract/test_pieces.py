"""What every engine must do with the desk's own pieces and with what reviews are made of: the specification in store/pieces.py,
sentence by sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.dialects import sqlite

from beatbook.errors import InputError
from beatbook.model import (
    Citation,
    Days,
    Document,
    Name,
    NameKind,
    Outcome,
    Piece,
    PieceKind,
    PieceState,
    Span,
    Tier,
)
from beatbook.store import piececodec, piecerows, queries, reviewed, stamps, storypages
from beatbook.store import tables as t
from beatbook.store.intents import Keep
from beatbook.store.pieces import (
    LONGEST_SLUG,
    Append,
    Draft,
    DropDraft,
    PeriodArticle,
    PieceEdition,
    PieceLine,
    PinStory,
    PublishDraft,
    SaveDraft,
    Withdraw,
)
from beatbook.store.protocol import Store
from beatbook.store.rows import Wanted
from beatbook.store.sqlite import SqliteStore
from tests.conftest import NOW, day, keep
from tests.contract.test_stories import decided, moved

LATER, LATEST = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
NOVEMBER = Days(day("2026-11-01"), day("2026-11-30"))
DESK = (Name("The Strait Desk", NameKind.DESK),)
REVIEW = Piece("strait", "review-2026-11", PieceKind.REVIEW, Tier.MEMBERS, period=NOVEMBER)
DOCUMENT = Document(
    "The strait in Nov. 2026",
    "A month in review",
    "## Ferries\nThe ferry was stopped.[^1]\n",
    (Citation("1", "The ferry was stopped", Span("a", 0, 21, "v"), "The Tide", "Ferry stopped", day=day("2026-11-01")),),
)  # fmt: skip
OTHER = replace(DOCUMENT, title="The strait, a month on")


@pytest.fixture(autouse=True)
def two_beats(store: Store, beats: Callable[..., None]) -> None:
    beats("strait", "harbour")


def save(
    store: Store, piece: Piece = REVIEW, document: Document = DOCUMENT, base: int = 0, **more: object
) -> Draft:
    store.apply([SaveDraft(piece, document, base, **{"who": "ada", "at": NOW} | more)])  # type: ignore[arg-type]
    return draft_of(store, piece)


def draft_of(store: Store, piece: Piece = REVIEW) -> Draft:
    draft = store.draft_of(piece.beat, piece.slug)
    assert draft is not None
    return draft


def publish(
    store: Store,
    piece: Piece = REVIEW,
    document: Document = DOCUMENT,
    base: int = 0,
    who: str = "ada",
    at: datetime = NOW,
) -> PieceEdition:
    draft = save(store, piece, document, base, who=who, at=at)
    store.apply([PublishDraft(piece.beat, piece.slug, draft.number, DESK, who, at)])
    return edition_of(store, piece)


def edition_of(store: Store, piece: Piece = REVIEW, number: int | None = None) -> PieceEdition:
    edition = store.piece_edition(piece.beat, piece.slug, number)
    assert edition is not None
    return edition


def line_of(store: Store, piece: Piece = REVIEW) -> PieceLine:
    line = store.piece(piece.beat, piece.slug)
    assert line is not None
    return line


def analysis(slug: str, beat: str = "strait") -> Piece:
    return Piece(beat, slug, PieceKind.ANALYSIS)


def told(store: SqliteStore) -> list[str]:
    """What was decided, oldest first."""
    with store.engine.reading() as connection:
        return list(connection.exec_driver_sql("SELECT what FROM decision ORDER BY id").scalars())


# ---- drafts -------------------------------------------------------------------------------------------------------------


def test_a_draft_is_kept_as_it_was_saved(store: Store) -> None:
    draft = save(store)
    assert draft == Draft(draft.number, REVIEW, DOCUMENT, NOW, NOW, "ada")
    assert line_of(store) == PieceLine(
        REVIEW, PieceState.DRAFT, DOCUMENT.title, DOCUMENT.deck, (), 0, draft.number, None, NOW
    )
    assert store.piece_edition("strait", REVIEW.slug) is None


def test_what_is_not_there_is_none(store: Store) -> None:
    assert store.piece("strait", "nothing") is None
    assert store.draft_of("strait", "nothing") is None
    assert store.piece_edition("strait", "nothing") is None
    save(store)
    assert store.piece("harbour", REVIEW.slug) is None
    assert store.piece_edition("strait", REVIEW.slug, 1) is None


def test_a_changed_draft_has_a_higher_number_and_says_who_changed_it_when(store: Store) -> None:
    first = save(store)
    members = replace(REVIEW, byline=(Name("Ada Brook"),))
    second = save(store, members, OTHER, first.number, who="bo", at=LATER)
    assert second.number > first.number
    assert (second.piece, second.document) == (members, OTHER)
    assert (second.made_at, second.changed_at, second.who) == (NOW, LATER, "bo")
    line = line_of(store)
    assert (line.title, line.piece, line.byline, line.changed_at) == (OTHER.title, members, members.byline, LATER)  # fmt: skip


def test_saving_what_stands_changes_nothing(store: Store) -> None:
    first = save(store)
    stamp = store.pieces_stamp()
    assert save(store, who="bo", at=LATER) == first
    assert store.pieces_stamp() == stamp


def test_of_two_who_change_a_draft_the_second_is_told(store: Store) -> None:
    first = save(store)
    save(store, document=OTHER, base=first.number, who="bo")
    with pytest.raises(InputError, match="bo changed it meanwhile"):
        save(store, document=replace(OTHER, deck="Mine"), base=first.number)
    with pytest.raises(InputError, match="bo changed it meanwhile"):
        save(store, document=replace(OTHER, deck="Mine"), base=0)
    assert draft_of(store).document == OTHER


def test_a_draft_that_was_given_up_is_not_taken_for_the_one_made_after_it(store: Store) -> None:
    first = save(store)
    store.apply([DropDraft("strait", REVIEW.slug, "bo", NOW)])
    with pytest.raises(InputError, match=f"is none, not {first.number}"):
        save(store, document=OTHER, base=first.number)
    second = save(store, document=OTHER)
    assert second.number > first.number
    with pytest.raises(InputError):
        save(store, base=first.number)


def test_what_cannot_be_a_draft_is_refused_by_name(store: Store) -> None:
    with pytest.raises(InputError, match="no such beat: 'moon'"):
        save(store, replace(REVIEW, beat="moon"))
    for slug in ("", "Review!", "a--b", "../x", "a" * (LONGEST_SLUG + 1)):
        with pytest.raises(InputError, match="a piece is named by"):
            save(store, replace(REVIEW, slug=slug))
    for slug in ("review-2026-W45", "review-2026-11-03..2026-11-17"):
        assert save(store, replace(REVIEW, slug=slug)).piece.slug == slug
    draft = save(store)
    with pytest.raises(InputError, match="is of the kind 'review', not 'analysis'"):
        save(store, replace(REVIEW, kind=PieceKind.ANALYSIS), base=draft.number)


def test_a_draft_given_up_is_forgotten_with_a_piece_that_was_never_published(store: SqliteStore) -> None:
    with pytest.raises(InputError, match="no draft of 'review-2026-11'"):
        store.apply([DropDraft("strait", REVIEW.slug, "ada", NOW)])
    save(store)
    store.apply([DropDraft("strait", REVIEW.slug, "ada", NOW)])
    assert store.piece("strait", REVIEW.slug) is None
    assert told(store)[-1] == "draft of a piece given up"
    publish(store)
    save(store, document=OTHER, at=LATER)
    assert line_of(store).draft
    store.apply([DropDraft("strait", REVIEW.slug, "ada", LATEST)])
    assert store.draft_of("strait", REVIEW.slug) is None
    assert (line_of(store).draft, line_of(store).state) == (0, PieceState.PUBLISHED)


# ---- editions -----------------------------------------------------------------------------------------------------------


def test_a_draft_that_is_published_is_an_edition_and_no_draft_any_more(store: SqliteStore) -> None:
    save(store)
    store.apply([PublishDraft("strait", REVIEW.slug, draft_of(store).number, DESK, "bo", LATER)])
    digest = hashlib.sha256(piececodec.canonical(DOCUMENT)).hexdigest()
    assert edition_of(store) == PieceEdition(1, LATER, "bo", REVIEW, DOCUMENT, DESK, digest)
    assert store.draft_of("strait", REVIEW.slug) is None
    assert line_of(store) == PieceLine(
        REVIEW, PieceState.PUBLISHED, DOCUMENT.title, DOCUMENT.deck, DESK, 1, 0, LATER, LATER
    )
    assert told(store)[-1] == "piece published"


def test_an_edition_is_frozen_and_the_place_in_lists_is_that_of_the_first(store: Store) -> None:
    first = publish(store)
    draft = save(store, replace(REVIEW, tier=Tier.OPEN), OTHER, at=LATER)
    line = line_of(store)
    assert (line.title, line.piece.tier, line.draft) == (DOCUMENT.title, Tier.MEMBERS, draft.number)
    store.apply([PublishDraft("strait", REVIEW.slug, draft.number, (Name("Ada Brook"),), "ada", LATEST)])
    second = edition_of(store)
    assert (second.number, second.document) == (2, OTHER)
    assert edition_of(store, number=1) == first
    line = line_of(store)
    assert (line.title, line.piece.tier, line.byline) == (OTHER.title, Tier.OPEN, (Name("Ada Brook"),))
    assert (line.editions, line.published_at, line.changed_at) == (2, NOW, LATEST)


def test_only_the_draft_that_was_seen_is_published(store: Store) -> None:
    with pytest.raises(InputError, match="no draft of"):
        store.apply([PublishDraft("strait", REVIEW.slug, 0, DESK, "ada", NOW)])
    draft = save(store)
    save(store, document=OTHER, base=draft.number, who="bo")
    with pytest.raises(InputError, match="bo changed it meanwhile"):
        store.apply([PublishDraft("strait", REVIEW.slug, draft.number, DESK, "ada", NOW)])
    publish(store, base=draft_of(store).number)
    with pytest.raises(InputError, match="no draft of"):
        store.apply([PublishDraft("strait", REVIEW.slug, draft.number, DESK, "ada", NOW)])


def test_the_same_document_has_the_same_digest_wherever_it_is_published(store: Store) -> None:
    first = publish(store)
    other = publish(store, analysis("again", "harbour"), at=LATEST, who="bo")
    assert other.digest == first.digest
    assert publish(store, analysis("third"), OTHER).digest != first.digest


def test_a_piece_that_is_withdrawn_leaves_lists_and_says_why_until_it_is_brought_back(
    store: SqliteStore,
) -> None:
    with pytest.raises(InputError, match="never published"):
        store.apply([Withdraw("strait", REVIEW.slug, "Wrong", "ada", NOW)])
    save(store)
    with pytest.raises(InputError, match="never published"):
        store.apply([Withdraw("strait", REVIEW.slug, "Wrong", "ada", NOW)])
    edition = publish(store)
    with pytest.raises(InputError, match="not withdrawn"):
        store.apply([Withdraw("strait", REVIEW.slug, "", "ada", NOW, undo=True)])
    store.apply([Withdraw("strait", REVIEW.slug, "Wrong count", "ada", LATER)] * 2)
    assert store.pieces("strait") == []
    line = line_of(store)
    assert (line.state, line.why) == (PieceState.WITHDRAWN, "Wrong count")
    assert edition_of(store) == edition
    assert told(store).count("piece withdrawn") == 1
    store.apply([Withdraw("strait", REVIEW.slug, "", "ada", LATEST, undo=True)])
    assert (line_of(store).state, line_of(store).why) == (PieceState.PUBLISHED, "")
    assert told(store)[-1] == "piece brought back"


def test_a_new_edition_brings_a_withdrawn_piece_back(store: Store) -> None:
    publish(store)
    store.apply([Withdraw("strait", REVIEW.slug, "Wrong count", "ada", LATER)])
    save(store, document=OTHER)
    assert line_of(store).state is PieceState.WITHDRAWN
    publish(store, document=OTHER, base=draft_of(store).number)
    assert (line_of(store).state, line_of(store).why) == (PieceState.PUBLISHED, "")


def test_addenda_are_of_the_last_edition_each_once_and_change_nothing_of_it(store: Store) -> None:
    edition = publish(store)
    late = Document("What came late", "", "One more ferry was stopped.[^1]\n", DOCUMENT.citations)
    later = replace(late, body="Two more ferries were stopped.[^1]\n")
    store.apply(
        [Append("strait", REVIEW.slug, 1, late, LATER), Append("strait", REVIEW.slug, 1, later, LATEST)]
    )
    stamp = store.pieces_stamp()
    store.apply([Append("strait", REVIEW.slug, 1, late, LATEST)])
    assert store.pieces_stamp() == stamp
    now = edition_of(store)
    assert [(a.number, a.at, a.document) for a in now.addenda] == [(1, LATER, late), (2, LATEST, later)]
    assert replace(now, addenda=()) == edition
    publish(store, document=OTHER)
    assert edition_of(store).addenda == ()
    assert edition_of(store, number=1) == now
    for beat, slug, number in (("strait", REVIEW.slug, 1), ("strait", REVIEW.slug, 3), ("strait", "none", 1)):
        with pytest.raises(InputError, match=f"no last edition {number}"):
            store.apply([Append(beat, slug, number, late, LATEST)])
    save(store, analysis("unpublished"))
    with pytest.raises(InputError, match="no last edition 0"):
        store.apply([Append("strait", "unpublished", 0, late, LATEST)])


def test_the_stamp_grows_with_every_change(store: Store) -> None:
    seen = [store.pieces_stamp()]

    def grows() -> bool:
        seen.append(store.pieces_stamp())
        return seen[-1] > seen[-2]

    save(store)
    assert grows()
    publish(store, document=OTHER, base=draft_of(store).number)
    assert grows()
    store.apply([Append("strait", REVIEW.slug, 1, DOCUMENT, LATER)])
    assert grows()
    store.apply([Withdraw("strait", REVIEW.slug, "Wrong", "ada", LATER)])
    assert grows()
    save(store)
    assert grows()
    store.apply([DropDraft("strait", REVIEW.slug, "ada", NOW)])
    assert grows()


# ---- lists --------------------------------------------------------------------------------------------------------------


def test_lists_have_what_was_published_last_first(store: Store) -> None:
    publish(store, analysis("one"), at=LATER)
    publish(store, analysis("two"), at=NOW)
    publish(store, analysis("three", "harbour"), at=LATEST)
    publish(store, analysis("four"), at=NOW)
    publish(store, analysis("two"), OTHER, at=LATEST)
    save(store, analysis("five"))

    def slugs(*beat: str, **more: object) -> list[str]:
        return [line.piece.slug for line in store.pieces(*beat, **more)]  # type: ignore[arg-type]

    assert slugs("strait") == ["one", "four", "two"]
    assert slugs("strait", limit=1, offset=1) == ["four"]
    assert slugs() == ["three", "one", "four", "two"]
    assert slugs("strait", kinds=[PieceKind.REVIEW]) == []
    publish(store)
    assert slugs("strait", kinds=[PieceKind.REVIEW, PieceKind.TIMELINE]) == [REVIEW.slug]
    assert slugs("moon") == []


def test_drafts_come_before_all_others_those_changed_last_first(store: Store) -> None:
    publish(store, analysis("published"), at=LATEST)
    publish(store, analysis("withdrawn"))
    store.apply([Withdraw("strait", "withdrawn", "Wrong", "ada", LATER)])
    first = save(store, analysis("first"), at=NOW)
    save(store, analysis("second"), at=NOW)
    save(store, analysis("first"), OTHER, first.number, at=LATER)
    lines = store.pieces("strait", states=tuple(PieceState))
    assert [line.piece.slug for line in lines] == ["first", "second", "published", "withdrawn"]
    assert [x.piece.slug for x in store.pieces(states=(PieceState.WITHDRAWN,))] == ["withdrawn"]


def test_pieces_of_a_beat_that_is_gone_are_there_again_with_it(
    store: Store, beats: Callable[..., None]
) -> None:
    publish(store)
    store.drop_beat("strait")
    assert store.pieces() == []
    assert line_of(store).title == DOCUMENT.title
    beats("strait")
    assert [line.piece for line in store.pieces()] == [REVIEW]


def plan(store: SqliteStore, query: Any) -> list[str]:
    """How the engine looks for what is asked."""
    said = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    with store.engine.reading() as connection:
        return [r[3] for r in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}")]


@pytest.mark.parametrize("beat", ["strait", None])
def test_a_list_walks_its_index(store: SqliteStore, beat: str | None) -> None:
    steps = plan(store, piecerows.listed(beat, (), (PieceState.PUBLISHED,), 25, 0))
    assert any("USING INDEX piece_" in step for step in steps)
    assert not any("TEMP B-TREE" in step or step.startswith("SCAN") for step in steps)


# ---- what can go wrong --------------------------------------------------------------------------------------------------


def test_of_two_at_the_same_moment_one_is_told(store: Store) -> None:
    base = save(store).number

    def change(n: int) -> bool:
        try:
            store.apply([SaveDraft(REVIEW, replace(DOCUMENT, deck=f"By {n}"), base, f"editor {n}", LATER)])
        except InputError:
            return False
        return True

    with ThreadPoolExecutor(8) as editors:
        won = [n for n, done in enumerate(editors.map(change, range(8))) if done]
    assert len(won) == 1
    assert draft_of(store).document.deck == f"By {won[0]}"


def test_what_is_stopped_on_the_way_leaves_all_as_it_was(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = save(store)
    line, decided_before = line_of(store), told(store)

    def stop(*said: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as here:
        here.setattr(stamps, "bump", stop)
        with pytest.raises(KeyboardInterrupt):
            store.apply([PublishDraft("strait", REVIEW.slug, draft.number, DESK, "ada", LATER)])
    assert (draft_of(store), line_of(store), told(store)) == (draft, line, decided_before)
    assert store.piece_edition("strait", REVIEW.slug) is None


# ---- what reviews are made of -------------------------------------------------------------------------------------------


def kept(store: Store, key: str, on: str, *beats: str, **more: object) -> Keep:
    one = keep(key, on, text=f"What {key} says.", beats=beats or ("strait",), **more)  # type: ignore[arg-type]
    store.apply([one])
    return one


def keys(articles: object) -> list[str]:
    return [a.key for a in articles]  # type: ignore[attr-defined]


def test_a_period_has_the_dated_articles_of_the_beat_by_day_and_first_sight(store: Store) -> None:
    kept(store, "last", "2026-11-30")
    first = kept(store, "first", "2026-11-01")
    copy = kept(store, "copy", "2026-11-01", source="quay")
    kept(store, "before", "2026-10-31")
    kept(store, "after", "2026-12-01")
    kept(store, "elsewhere", "2026-11-05", "harbour")
    undated = keep("undated", "2026-11-06", beats=("strait",))
    assert undated.version is not None
    store.apply([replace(undated, version=replace(undated.version, published=None))])
    store.apply([decided(first), decided(copy, "first", origin="first")])
    assert store.of_period("strait", NOVEMBER) == [
        PeriodArticle("first", date(2026, 11, 1), "The Tide", "first", False, NOW),
        PeriodArticle("copy", date(2026, 11, 1), "Quay News", "first", True, NOW),
        PeriodArticle("last", date(2026, 11, 30), "The Tide", None, False, NOW),
    ]
    one_day = Days(date(2026, 10, 31), date(2026, 11, 1))
    assert keys(store.of_period("strait", one_day)) == ["before", "first", "copy"]
    assert store.of_period("moon", NOVEMBER) == []


def test_an_article_that_is_withdrawn_or_filed_elsewhere_leaves_the_period(store: Store) -> None:
    one = kept(store, "a", "2026-11-01")
    two = kept(store, "b", "2026-11-02")
    store.apply([replace(one, version=None, withdrawn=True, filings=(), outcome=Outcome.REFUSED)])
    store.apply([replace(two, filings=(), outcome=Outcome.KEPT)])
    assert store.of_period("strait", NOVEMBER) == []


def test_an_article_is_in_the_period_of_its_day_on_the_desk(store: Store) -> None:
    one = keep("late-evening", "2026-12-01T00:30:00+09:00", beats=("strait",))
    store.apply([replace(one, day=date(2026, 11, 30))])
    assert keys(store.of_period("strait", NOVEMBER)) == ["late-evening"]


def test_late_is_what_was_first_seen_or_first_read_after_a_time(store: Store) -> None:
    kept(store, "early", "2026-11-01")
    store.apply([replace(keep("seen", "2026-11-02", beats=("strait",)), first_seen=LATER)])
    store.apply([replace(keep("read", "2026-11-03", beats=("strait",)), read_at=LATER)])
    store.apply([replace(keep("other", "2026-12-03", beats=("strait",)), first_seen=LATER)])
    again = keep("early", "2026-11-01", text="Other words.", beats=("strait",), read_at=LATER)
    store.apply([again])
    assert keys(store.late("strait", NOVEMBER, NOW)) == ["seen", "read"]
    assert keys(store.late("strait", NOVEMBER, LATER)) == []


def test_stories_were_first_reported_on_the_first_day_of_their_articles_in_the_beat(store: Store) -> None:
    one = kept(store, "a", "2026-11-03")
    two = kept(store, "b", "2026-11-01")
    three = kept(store, "c", "2026-10-01", "harbour")
    four = kept(store, "d", "2026-11-04", "harbour")
    store.apply([decided(one), decided(two, "a"), decided(three, "a"), decided(four)])
    found = store.first_days("strait", ["a", "d", "nothing"])
    assert found == {"a": date(2026, 11, 1)}
    assert store.first_days("harbour", ["a"]) == {"a": date(2026, 10, 1)}
    assert store.first_days("strait", []) == {}


def test_a_period_is_found_by_its_months(store: SqliteStore) -> None:
    steps = plan(store, reviewed.articles("strait", NOVEMBER))
    assert any("filing_month (beat_id=? AND month>? AND month<?)" in step for step in steps)
    assert not any(step.startswith("SCAN") for step in steps)


def test_stories_first_days_are_looked_up_by_story(store: SqliteStore) -> None:
    steps = plan(store, reviewed.reports(["a", "b"]))
    assert any("grouping_story (story_id=?)" in step for step in steps)
    assert not any(step.startswith("SCAN") for step in steps)


# ---- pieces among articles ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wanted", [Wanted(beat="strait"), Wanted(), Wanted(beat="strait", month="2026-11"), Wanted(beat="moon")]
)
def test_the_time_at_a_place_is_that_of_the_line_there(store: Store, wanted: Wanted) -> None:
    for n, on in enumerate(("2026-11-03", "2026-10-09", "2026-11-20", "2026-11-01")):
        store.apply([decided(kept(store, f"a{n}", on))])
    store.apply([decided(kept(store, "b", "2026-11-21"), "a0")])
    folded = [line.sorted_at for line in store.stories(wanted).items]
    assert [store.time_at(wanted, n, folded=True) for n in range(5)] == [*folded, *[None] * 5][:5]
    single = [line.sorted_at for line in store.listing(wanted).items]
    assert [store.time_at(wanted, n, folded=False) for n in range(6)] == [*single, *[None] * 6][:6]


def test_the_time_at_a_place_is_read_from_an_index_alone(store: SqliteStore) -> None:
    (step,) = plan(store, storypages.cut(1, Wanted(), t.story_line.c.sorted_at))
    assert "USING COVERING INDEX story_line_beat" in step
    steps = plan(store, queries.cut(Wanted(beat="strait")))
    assert any("USING COVERING INDEX filing_beat" in step for step in steps)
    assert not any("TEMP B-TREE" in step for step in steps)


# ---- pinned stories -----------------------------------------------------------------------------------------------------


def test_a_pinned_story_is_told_until_that_is_taken_back(store: SqliteStore) -> None:
    store.apply([decided(kept(store, "a", "2026-11-03"))])
    with pytest.raises(InputError, match="no such beat"):
        store.apply([PinStory("moon", "a", "ada", NOW)])
    with pytest.raises(InputError, match="no story 'z'"):
        store.apply([PinStory("strait", "z", "ada", NOW)])
    with pytest.raises(InputError, match="not pinned"):
        store.apply([PinStory("strait", "a", "ada", NOW, undo=True)])
    store.apply([PinStory("strait", "a", "ada", NOW), PinStory("strait", "a", "bo", LATER)])
    assert store.pinned_stories("strait") == {"a"}
    assert store.pinned_stories("harbour") == frozenset()
    store.apply([PinStory("strait", "a", "ada", NOW, undo=True)])
    assert store.pinned_stories("strait") == frozenset()
    assert told(store) == ["story pinned in reviews", "story let go in reviews"]


def test_a_pinned_story_that_was_merged_is_its_successor(store: Store) -> None:
    for key in ("a", "b"):
        store.apply([decided(kept(store, key, "2026-11-03"))])
    store.apply([PinStory("strait", "a", "ada", NOW), moved("a", "b")])
    assert store.pinned_stories("strait") == {"b"}
    store.apply([PinStory("strait", "b", "ada", NOW, undo=True)])
    assert store.pinned_stories("strait") == frozenset()

"""The desk's own pieces: drafted, edited, checked, published, and what comes late."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from beatbook import periods
from beatbook.desk import Desk
from beatbook.errors import InputError
from beatbook.model import Days, Fault, Figure, Name, PeriodKind, PieceKind, PieceState, Tier
from beatbook.store.pieces import PieceEdition
from beatbook.work.pieces import DESK, Pieces
from tests.conftest import Clock
from tests.work.month import BEAT, bring, rows, town_desk

OCTOBER = periods.named("2027-10")
SLUG = "review-2027-10"
AT = datetime(2027, 12, 10, 9, tzinfo=UTC)
LATE: dict[str, Any] = {
    "id": "late1",
    "source": "herald",
    "published": "2027-10-20",
    "language": "en",
    "headline": "Lighthouse of Aldermere goes dark after a lightning strike",
    "text": "The lighthouse of Aldermere went dark on Wednesday after lightning struck its lamp room, keeper Tobias Wren said.\n\n"
    "Nobody was hurt at the lighthouse, Wren said, and a lamp from Dunmoor will stand in for it until the spring.",
}


@pytest.fixture
def clock() -> Clock:
    return Clock(AT)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town") / "desk"
    with town_desk(folder, Clock(AT - timedelta(1)), rows(), 'drafts = ""'):
        return folder


@pytest.fixture
def desk(made: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    shutil.copytree(made, tmp_path / "desk")
    with Desk.open(tmp_path / "desk", now=clock, environ={}) as desk:
        yield desk


@pytest.fixture
def pieces(desk: Desk) -> Pieces:
    return desk.pieces()


def published(pieces: Pieces, at: datetime = AT) -> PieceEdition:
    draft = pieces.draft_review(BEAT, OCTOBER, "ada", at)
    return pieces.publish(BEAT, SLUG, draft.number, "ada", at)


# ---- drafting -------------------------------------------------------------------------------------------------------------


def test_a_review_is_drafted_once_and_anew_when_it_is_asked_for(pieces: Pieces, desk: Desk) -> None:
    draft = pieces.draft_review(BEAT, OCTOBER, "ada", AT)
    piece = draft.piece
    assert (piece.slug, piece.kind, piece.period) == (SLUG, PieceKind.REVIEW, OCTOBER.days)
    assert (piece.tier, piece.byline, draft.who) == (Tier.OPEN, (), "ada")
    assert draft.document.title == "Aldermere in Oct. 2027: A month in review and what’s ahead"
    assert pieces.draft_review(BEAT, OCTOBER, "bob", AT) == draft
    again = pieces.draft_review(BEAT, OCTOBER, "bob", AT, again=True, tier=Tier.MEMBERS)
    assert again.document == draft.document
    assert again.piece.tier is Tier.MEMBERS


def test_nothing_is_drafted_of_nothing(pieces: Pieces) -> None:
    with pytest.raises(InputError, match=r"no beat 'aldermer'.*did you mean 'aldermere'"):
        pieces.draft_review("aldermer", OCTOBER, "ada", AT)
    with pytest.raises(InputError, match="no article that came out from 2020-01-01 to 2020-01-31"):
        pieces.draft_review(BEAT, periods.named("2020-01"), "ada", AT)
    with pytest.raises(InputError, match="nothing is known to have happened"):
        pieces.draft_timeline(BEAT, Days(date(2020, 1, 1), date(2020, 1, 31)), "ada", AT)
    with pytest.raises(InputError, match="has no figure 'eels'"):
        pieces.draft_figure(BEAT, "eels", "ada", AT)


def test_every_sentence_of_a_draft_stands(pieces: Pieces) -> None:
    draft = pieces.draft_review(BEAT, OCTOBER, "ada", AT)
    assert pieces.faults(draft) == ()
    assert len(draft.document.citations) > 20


def test_any_period_can_be_reviewed(pieces: Pieces) -> None:
    for name in ("2027-W41", "2027-Q4", "2027", "2027-10-14", "2027-10-04..2027-10-15"):
        draft = pieces.draft_review(BEAT, periods.named(name), "ada", AT)
        assert draft.piece.slug == f"review-{name}"
        assert pieces.faults(draft) == (), name


def test_the_same_archive_gives_the_same_bytes(tmp_path: Path, pieces: Pieces) -> None:
    ours = published(pieces)
    with town_desk(tmp_path / "other", Clock(AT + timedelta(90)), rows(), 'drafts = ""') as other:
        theirs = published(other.pieces(), AT + timedelta(90))
    assert theirs.document == ours.document
    assert theirs.digest == ours.digest
    assert pieces.text_of(theirs) == pieces.text_of(ours)


def test_a_month_ends_where_the_desk_is(tmp_path: Path) -> None:
    row = LATE | {"published": "2027-10-31T20:00:00+00:00"}
    with town_desk(tmp_path / "seoul", Clock(AT), [row], 'time_zone = "Asia/Seoul"', 'drafts = ""') as desk:
        with pytest.raises(InputError, match="no article"):
            desk.pieces().draft_review(BEAT, OCTOBER, "ada", AT)
        desk.pieces().draft_review(BEAT, periods.named("2027-11"), "ada", AT)


def test_a_timeline_is_a_piece(pieces: Pieces) -> None:
    draft = pieces.draft_timeline(BEAT, OCTOBER.days, "ada", AT)
    assert (draft.piece.slug, draft.piece.kind) == ("timeline-2027-10", PieceKind.TIMELINE)
    assert draft.document.title.startswith("Timeline: ")
    assert draft.document.deck.startswith("The Aldermere Desk timeline charts the key events")
    assert pieces.faults(draft) == ()
    edition = pieces.publish(BEAT, draft.piece.slug, draft.number, "ada", AT)
    assert edition.byline == (Name("The Aldermere Desk"),)
    span = Days(date(2027, 10, 1), date(2027, 10, 15))
    assert pieces.draft_timeline(BEAT, span, "ada", AT).piece.slug == "timeline-2027-10-01-to-2027-10-15"


# ---- editing ----------------------------------------------------------------------------------------------------------------


def test_a_file_that_nobody_changed_is_the_same_draft(pieces: Pieces) -> None:
    draft = pieces.draft_review(BEAT, OCTOBER, "ada", AT)
    assert pieces.save(BEAT, SLUG, pieces.text_of(draft), draft.number, "bob", AT) == draft


def analysis(body: str, *defined: str, **front: str) -> str:
    said = {"title": "What the bridge cost"} | front
    lines = [f'{key} = "{value}"' for key, value in said.items()]
    return "\n".join(["+++", *lines, "+++", body, "", *defined])


WORDS = "The council of Aldermere closed the Tollgate Bridge to all traffic on Monday"


def test_an_editor_writes_a_piece_with_citations(pieces: Pieces, desk: Desk) -> None:
    article = next(a.id for a in desk.export() if WORDS in a.version.text)
    text = analysis(
        f"It was a costly autumn.\n\n{WORDS}.[^1]",
        f'[^1]: https://desk.example/articles/{article}/ "{WORDS.replace(" ", "  ")}"',
        tier="members",
    )
    draft = pieces.save(BEAT, "what-the-bridge-cost", text, 0, "ada", AT)
    (cited,) = draft.document.citations
    assert WORDS in cited.words  # all of the sentence in which they stand
    assert cited.words.endswith(".")
    assert cited.span
    assert desk.store.passages([cited.span])[cited.span].words == cited.words
    assert pieces.save(BEAT, "what-the-bridge-cost", pieces.text_of(draft), draft.number, "ada", AT) == draft
    assert (draft.piece.kind, draft.piece.tier, draft.piece.period) == (
        PieceKind.ANALYSIS,
        Tier.MEMBERS,
        None,
    )
    assert pieces.faults(draft) == ()
    edition = pieces.publish(BEAT, "what-the-bridge-cost", draft.number, "ada", AT)
    assert [line.title for line in desk.store.pieces(BEAT)] == ["What the bridge cost"]
    assert pieces.changed(edition) == {}


def test_words_out_of_a_sentence_bear_out_no_more_than_the_sentence_does(pieces: Pieces, desk: Desk) -> None:
    denied = "The harbour master denied that the lighthouse of Aldermere had fallen into the sea."
    bring(desk, [LATE | {"id": "denied", "text": f"The storm ended on Wednesday. {denied} He saw it shine."}])
    article = next(a.id for a in desk.export() if denied in a.version.text)
    words = "the lighthouse of Aldermere had fallen into the sea"
    text = analysis(f"T{words[1:]}.[^1]", f'[^1]: /articles/{article}/ "{words}"')
    draft = pieces.save(BEAT, "the-lighthouse", text, 0, "ada", AT)
    assert [c.words for c in draft.document.citations] == [denied]
    assert pieces.faults(draft)


@pytest.mark.parametrize(
    ("slug", "text", "says"),
    [
        ("x", analysis("A.[^1]"), "1"),
        ("x", analysis("A.[^1]", '[^1]: /articles/nowhere/ "Words."'), "1"),
        ("x", "no front matter", "begins with a line"),
        ("Bad Slug", analysis("A."), "cannot be what a new piece is called"),
        ("review-2019-01", analysis("A."), "cannot be what a new piece is called"),
        ("x", analysis("![Eels](figure:eels)"), "figure:eels"),
    ],
)
def test_what_cannot_be_kept_is_refused(pieces: Pieces, slug: str, text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        pieces.save(BEAT, slug, text, 0, "ada", AT)


def test_nobody_overwrites_what_somebody_else_changed(pieces: Pieces) -> None:
    draft = pieces.draft_review(BEAT, OCTOBER, "ada", AT)
    text = pieces.text_of(draft)
    pieces.save(BEAT, SLUG, text.replace("A month in review", "October in review"), draft.number, "ada", AT)
    with pytest.raises(InputError):
        pieces.save(BEAT, SLUG, text, draft.number, "bob", AT)
    with pytest.raises(InputError, match="changed meanwhile"):
        pieces.publish(BEAT, SLUG, draft.number, "bob", AT)


def test_a_sentence_that_nothing_bears_out_is_not_published(pieces: Pieces, desk: Desk) -> None:
    draft = pieces.draft_review(BEAT, OCTOBER, "ada", AT)
    text = pieces.text_of(draft).replace("to all traffic on Monday", "to all traffic on Tuesday", 1)
    changed = pieces.save(BEAT, SLUG, text, draft.number, "ada", AT)
    (fault,) = pieces.faults(changed)
    assert isinstance(fault, Fault)
    assert "Tuesday" in fault.sentence
    with pytest.raises(InputError, match=r"(?s)cannot be published for 1 sentence:.*Tuesday"):
        pieces.publish(BEAT, SLUG, changed.number, "ada", AT)
    assert desk.store.piece_edition(BEAT, SLUG) is None


# ---- published ----------------------------------------------------------------------------------------------------------------


def test_what_was_published_is_withdrawn_and_comes_back(pieces: Pieces, desk: Desk) -> None:
    published(pieces)
    pieces.withdraw(BEAT, SLUG, "It was another beat's.", "ada", AT)
    assert not desk.store.pieces(BEAT)
    pieces.withdraw(BEAT, SLUG, "", "ada", AT, undo=True)
    assert [line.state for line in desk.store.pieces(BEAT)] == [PieceState.PUBLISHED]


def test_a_draft_is_dropped(pieces: Pieces, desk: Desk) -> None:
    pieces.draft_review(BEAT, OCTOBER, "ada", AT)
    pieces.drop(BEAT, SLUG, "ada", AT)
    assert desk.store.piece(BEAT, SLUG) is None
    with pytest.raises(InputError, match="no draft"):
        pieces.publish(BEAT, SLUG, 1, "ada", AT)


def test_words_that_their_article_has_no_more_are_marked(pieces: Pieces, desk: Desk) -> None:
    edition = published(pieces)
    (row,) = [r for r in rows() if r["id"] == "b1"]
    bring(desk, [row | {"text": row["text"].replace("to all traffic on Monday", "to lorries on Monday")}])
    cited = {c for c in edition.document.citations if WORDS in c.words}
    assert cited
    assert pieces.changed(edition) == dict.fromkeys(cited, "changed")
    after = desk.store.piece_edition(BEAT, SLUG)
    assert after == edition
    redrafted = pieces.draft_review(BEAT, OCTOBER, "ada", AT)
    assert "to lorries on Monday" in redrafted.document.body


def test_a_figures_update_is_drafted_until_it_is_published(pieces: Pieces, desk: Desk) -> None:
    desk.add_figure(
        BEAT, Figure("eels", "Eels landed in Aldermere, by month", ("eels",), period=PeriodKind.MONTH)
    )
    counted = {
        "id": "eels1",
        "source": "herald",
        "published": "2027-11-02",
        "language": "en",
        "headline": "Eels",
    }
    bring(
        desk,
        [
            counted
            | {"text": "Boats landed 4,100 eels in Aldermere in October, the Fish Board said on Tuesday."}
        ],
    )
    draft = pieces.draft_figure(BEAT, "eels", "ada", AT)
    assert draft.piece.slug == "eels-2027-11-02"
    assert "4,100" in draft.document.title
    assert pieces.faults(draft) == ()
    pieces.publish(BEAT, draft.piece.slug, draft.number, "ada", AT)
    with pytest.raises(InputError, match="nothing new is stated of the figure 'eels'"):
        pieces.draft_figure(BEAT, "eels", "ada", AT)


# ---- what comes by itself -------------------------------------------------------------------------------------------------------


def test_one_late_article_changes_nothing_but_the_addendum(pieces: Pieces, desk: Desk, clock: Clock) -> None:
    edition = published(pieces)
    assert pieces.append_late(AT) == 0
    clock.go(86_400)
    bring(desk, [LATE])
    assert pieces.append_late(clock()) == 1
    after = desk.store.piece_edition(BEAT, SLUG)
    assert after
    assert replace(after, addenda=()) == edition
    (addendum,) = after.addenda
    assert "lighthouse of Aldermere went dark" in addendum.document.body
    assert {c.span.article for c in addendum.document.citations if c.span} == {"late1"}
    assert pieces.append_late(clock()) == 0
    assert pieces.changed(after) == {}
    bring(
        desk, [LATE | {"text": "The lighthouse of Aldermere went dark on Thursday, keeper Tobias Wren said."}]
    )
    cited = next(c for c in addendum.document.citations if "went dark on Wednesday" in c.words)
    assert pieces.changed(after)[cited] == "changed"
    assert set(pieces.changed(after)) <= set(addendum.document.citations)


def test_words_of_an_addendum_are_not_taken_for_those_of_the_text(
    pieces: Pieces, desk: Desk, clock: Clock
) -> None:
    published(pieces)
    clock.go(86_400)
    bring(desk, [LATE])
    assert pieces.append_late(clock()) == 1
    bring(desk, [LATE | {"text": LATE["text"].replace("went dark", "was dark")}])
    after = desk.store.piece_edition(BEAT, SLUG)
    assert after
    changed = pieces.changed(after)
    assert changed
    assert set(changed) <= set(after.addenda[0].document.citations)
    assert {c.label for c in changed} <= {c.label for c in after.document.citations}


def test_an_addendum_comes_once_a_day_and_says_what_is_new(pieces: Pieces, desk: Desk, clock: Clock) -> None:
    published(pieces)
    clock.go(86_400)
    bring(desk, [LATE])
    assert pieces.append_late(clock()) == 1
    more = LATE | {
        "id": "late2",
        "source": "post",
        "headline": "Seals come ashore at Aldermere for the first time",
        "text": "Eleven seals came ashore at Aldermere on Wednesday for the first time since 1911, warden Ulla Frey said.",
    }
    bring(desk, [more])
    assert pieces.append_late(clock()) == 0
    clock.go(86_400)
    assert pieces.append_late(clock()) == 1
    after = desk.store.piece_edition(BEAT, SLUG)
    assert after
    assert "lighthouse" not in after.addenda[1].document.body
    assert "Eleven seals" in after.addenda[1].document.body


def test_what_came_in_between_drafting_and_publishing_is_late(
    pieces: Pieces, desk: Desk, clock: Clock
) -> None:
    draft = pieces.draft_review(BEAT, OCTOBER, "ada", clock())
    clock.go(3_600)
    bring(desk, [LATE])
    clock.go(3_600)
    pieces.publish(BEAT, SLUG, draft.number, "ada", clock())
    assert pieces.append_late(clock()) == 1


def test_what_is_of_another_period_or_long_ago_appends_nothing(
    pieces: Pieces, desk: Desk, clock: Clock
) -> None:
    published(pieces)
    clock.go(86_400)
    bring(desk, [LATE | {"published": "2027-11-20"}])
    assert pieces.append_late(clock()) == 0
    clock.go(500 * 86_400)
    bring(desk, [LATE | {"id": "late3"}])
    assert pieces.append_late(clock()) == 0


def test_the_desk_drafts_the_month_that_is_over(tmp_path: Path) -> None:
    clock = Clock(datetime(2027, 11, 1, 8, tzinfo=UTC))
    until = [row for row in rows() if row["published"] < "2027-11"]
    with town_desk(tmp_path / "desk", clock, until) as desk:
        pieces = desk.pieces()
        assert pieces.draft_ended(clock()) == 1
        draft = desk.store.draft_of(BEAT, SLUG)
        assert draft
        assert draft.who == DESK
        assert not desk.store.pieces(BEAT)
        assert pieces.draft_ended(clock()) == 0
        clock.go(60)
        bring(desk, [LATE])
        assert pieces.draft_ended(clock()) == 0
        clock.go(86_400)
        assert pieces.draft_ended(clock()) == 1
        redrafted = desk.store.draft_of(BEAT, SLUG)
        assert redrafted
        assert "lighthouse" in redrafted.document.body
        pieces.drop(BEAT, SLUG, "ada", clock())
        clock.go(86_400)
        bring(desk, [LATE | {"id": "late4"}])
        assert pieces.draft_ended(clock()) == 0
        assert desk.store.piece(BEAT, SLUG) is None


def test_a_draft_that_an_editor_changed_is_left_alone(tmp_path: Path) -> None:
    clock = Clock(datetime(2027, 11, 1, 8, tzinfo=UTC))
    with town_desk(tmp_path / "desk", clock, rows(), 'drafts = "week"') as desk:
        pieces = desk.pieces()
        assert pieces.draft_ended(clock()) == 1
        slug = "review-2027-W43"
        draft = desk.store.draft_of(BEAT, slug)
        assert draft
        text = pieces.text_of(draft).replace("A week in review", "The week in review")
        pieces.save(BEAT, slug, text, draft.number, "ada", clock())
        clock.go(86_400)
        bring(desk, [LATE | {"published": "2027-10-27"}])
        assert pieces.draft_ended(clock()) == 0


def test_the_desk_looks_when_something_has_changed(desk: Desk, clock: Clock) -> None:
    looker = desk._looker()
    pieces = desk.pieces()
    published(pieces)
    assert looker.turn.has_work
    assert looker.turn.take()
    asyncio.run(looker.run(asyncio.Event()))
    assert not looker.turn.has_work
    clock.go(86_400)
    bring(desk, [LATE])
    assert looker.turn.has_work
    assert asyncio.run(looker.run(asyncio.Event())).appended == 1
    assert not looker.turn.has_work
    looker.turn.leave()
    assert desk.look_after_pieces().appended == 0

"""What every engine must do with figures: the specification in store/figures.py, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from beatbook.errors import InputError
from beatbook.model import Bound, Cited, Countable, Days, Figure, Observation, Outcome, PeriodKind, Span
from beatbook.store.figures import OBSERVE, Observe, StrikeObservation
from beatbook.store.intents import Keep, Refile
from beatbook.store.protocol import Store
from beatbook.store.times import NOTE, Note
from tests.conftest import NOW, keep
from tests.contract.test_stories import decided
from tests.contract.test_times import waiting

ARRIVALS = Figure(
    "arrivals", "Arrivals", ("people", "arrivals"), (("came", "arriv*"), ("South",)), ("tourists",), low=0.0
)
FERRIES = Figure(
    "ferries",
    "Ferries a month",
    ("ferries",),
    period=PeriodKind.MONTH,
    unit="%",
    high=9.5,
    note="by the port",
)
Y2020 = Days(date(2020, 1, 1), date(2020, 12, 31))


@pytest.fixture(autouse=True)
def two_beats(store: Store, beats: Callable[..., None]) -> None:
    beats("strait", "harbour")


def told(
    store: Store, *keys: str, on: str = "2020-11-01", beats: tuple[str, ...] = ("strait",), text: str = ""
) -> list[Keep]:
    keeps = [keep(key, on, text=text or f"In 2020, 195 came, {key} said.", beats=beats) for key in keys]
    store.apply(keeps)
    store.apply([decided(k) for k in keeps])
    return keeps


def stated(key: str, value: float = 195, on: str = "2020-11-01", **more: object) -> Observation:
    values: dict[str, object] = {
        "figure": "arrivals",
        "value": value,
        "bound": Bound.EXACT,
        "unit": "",
        "period": Y2020,
        "as_of": date.fromisoformat(on),
        "reported": date.fromisoformat(on),
        "text": f"In 2020, {value:g} came.",
        "span": Span(key, 0, 18, f"v-{key}"),
    }
    return Observation(**values | more)  # type: ignore[arg-type]


def observe(store: Store, key: str, *found: Observation, beat: str = "strait", **more: object) -> None:
    assert not store.apply([Observe(key, tuple((beat, one) for one in found), **more)]).late  # type: ignore[arg-type]


def shown(store: Store, beat: str = "strait", figure: str = "arrivals", **more: bool) -> list[Observation]:
    return [k.observation for k in store.observations(beat, figure, **more)]


# ---- figures ----------------------------------------------------------------------------------------------------------------


def test_the_figures_of_a_beat_are_those_that_were_put_last(store: Store) -> None:
    store.put_figures("strait", [FERRIES, ARRIVALS])
    store.put_figures("harbour", [FERRIES])
    assert [(k.beat, k.figure) for k in store.figures()] == [
        ("harbour", FERRIES),
        ("strait", ARRIVALS),
        ("strait", FERRIES),
    ]
    assert store.followed() == [("harbour", FERRIES), ("strait", ARRIVALS), ("strait", FERRIES)]
    assert [k.figure for k in store.figures("harbour")] == [FERRIES]
    store.put_figures("strait", [ARRIVALS])
    assert [k.figure for k in store.figures("strait")] == [ARRIVALS]
    with pytest.raises(InputError, match="no such beat: 'nowhere'"):
        store.put_figures("nowhere", [ARRIVALS])


def test_a_figure_that_is_new_or_changed_has_all_articles_observed(store: Store) -> None:
    told(store, "a")
    told(store, "b", beats=("harbour",))
    store.apply([keep("alone", beats=("strait",))])
    store.apply([Observe("a"), Observe("b")])
    assert store.put_figures("strait", [ARRIVALS]) == 2
    assert waiting(store, OBSERVE) == ["a", "b"]
    store.apply([Observe("a"), Observe("b")])
    stamp = store.figures_stamp()
    assert store.put_figures("strait", [ARRIVALS]) == 0
    assert store.figures_stamp() == stamp
    assert (
        store.put_figures("strait", [replace(ARRIVALS, title="Arrivals by sea", note="Counted by hand.")])
        == 0
    )
    assert store.figures("strait")[0].figure.title == "Arrivals by sea"
    assert store.figures_stamp() > stamp
    assert store.put_figures("strait", [replace(ARRIVALS, high=100.0)]) == 2
    assert waiting(store, OBSERVE) == ["a", "b"]


def test_of_a_figure_that_changed_or_is_gone_nothing_is_kept_but_what_editors_said(store: Store) -> None:
    told(store, "a")
    store.put_figures("strait", [ARRIVALS, FERRIES])
    observe(store, "a", stated("a"), stated("a", 3, figure="ferries"))
    store.apply([StrikeObservation("strait", "arrivals", "a", "In 2020, 195 came.", "eva", NOW)])
    store.put_figures("strait", [replace(ARRIVALS, title="Other"), FERRIES])
    assert len(shown(store, struck=True)) == 1
    store.put_figures("strait", [replace(ARRIVALS, low=1.0), FERRIES])
    assert shown(store, struck=True) == []
    assert len(shown(store, figure="ferries")) == 1
    store.put_figures("strait", [])
    store.put_figures("strait", [ARRIVALS])
    observe(store, "a", stated("a"))
    assert shown(store) == []
    assert shown(store, struck=True) == [stated("a")]


def test_a_beat_that_goes_takes_its_figures_along(store: Store) -> None:
    told(store, "a", beats=("strait", "harbour"))
    store.put_figures("strait", [ARRIVALS])
    store.put_figures("harbour", [ARRIVALS])
    observe(store, "a", stated("a"))
    observe(store, "a", stated("a"), beat="harbour")
    store.drop_beat("strait")
    assert [k.beat for k in store.figures()] == ["harbour"]
    assert shown(store, "harbour") == [stated("a")]
    assert (shown(store), store.countables("strait", 9)) == ([], [])


# ---- the queue --------------------------------------------------------------------------------------------------------------


def test_what_is_grouped_is_put_up_to_be_observed_in_the_order_of_first_sight(store: Store) -> None:
    told(store, "a", "b")
    store.apply([keep("alone", beats=("strait",))])
    assert waiting(store, OBSERVE) == ["a", "b"]


def test_it_is_put_up_wherever_it_is_to_be_noted(store: Store) -> None:
    """Edited, found to be a copy or none any more, withdrawn."""

    def done() -> None:
        for stage in (NOTE, OBSERVE):
            for claim in store.claim(stage, "me", 9, NOW, 60.0):
                store.apply(
                    [Note(claim.key, claim=claim) if stage == NOTE else Observe(claim.key, claim=claim)]
                )

    told(store, "a", "b")
    done()
    told(store, "a", text="In 2020, 229 came.")
    assert waiting(store, OBSERVE) == waiting(store, NOTE) == ["a"]
    done()
    (b,) = told(store, "b", text="In 2020, 229 came.")
    store.apply([decided(b, origin="a")])
    assert waiting(store, OBSERVE) == waiting(store, NOTE) == ["b"]
    done()
    store.apply([keep("a", "2020-11-01", version=None, outcome=Outcome.REFUSED, withdrawn=True)])
    assert waiting(store, OBSERVE) == waiting(store, NOTE) == ["a"]


def test_what_was_observed_is_finished_and_comes_late_without_its_claim(store: Store) -> None:
    store.put_figures("strait", [ARRIVALS])
    told(store, "a")
    (claim,) = store.claim(OBSERVE, "me", 10, NOW, 60.0)
    observe(store, "a", stated("a"), claim=claim)
    assert waiting(store, OBSERVE) == []
    told(store, "a", text="Other words.")
    (claim,) = store.claim(OBSERVE, "me", 10, NOW, 60.0)
    told(store, "a", text="Other words again.")
    assert store.apply([Observe("a", (("strait", stated("a", 7)),), claim=claim)]).late == 1
    assert waiting(store, OBSERVE) == ["a"]
    assert shown(store) == [stated("a")]


def test_a_figure_that_changes_while_articles_are_read_for_it_makes_them_late(store: Store) -> None:
    store.put_figures("strait", [ARRIVALS])
    told(store, "a")
    (claim,) = store.claim(OBSERVE, "me", 10, NOW, 60.0)
    store.put_figures("strait", [replace(ARRIVALS, low=200.0)])
    assert store.apply([Observe("a", (("strait", stated("a")),), claim=claim)]).late == 1
    assert shown(store) == []


def test_all_that_is_in_a_story_or_in_a_beat_can_be_observed_again(store: Store) -> None:
    told(store, "a")
    told(store, "b", beats=("harbour",))
    store.apply([Observe("a"), Observe("b")])
    assert (store.observe_again(["harbour"]), waiting(store, OBSERVE)) == (1, ["b"])
    assert (store.observe_again(), waiting(store, OBSERVE)) == (2, ["a", "b"])


# ---- what articles state ------------------------------------------------------------------------------------------------------


def test_all_that_is_said_of_an_observation_comes_back(store: Store) -> None:
    store.put_figures("strait", [ARRIVALS])
    told(store, "a")
    whole = stated(
        "a",
        1000.5,
        bound=Bound.AT_LEAST,
        unit="t",
        stated_by="the ministry",
        each=PeriodKind.YEAR,
        revises=True,
    )
    bare = stated("a", 0, period=None, as_of=date(2020, 10, 5))
    observe(store, "a", whole, bare)
    assert shown(store) == [whole, bare]
    (first, _) = store.observations("strait", "arrivals")
    assert (first.line.key, first.line.headline, first.line.source, first.struck_by) == (
        "a",
        "Ferry stopped",
        "tide",
        None,
    )


def test_observations_are_by_the_days_on_which_they_came_out_then_as_they_stand(store: Store) -> None:
    store.put_figures("strait", [ARRIVALS])
    told(store, "b", "c", on="2020-11-02")
    told(store, "a")
    observe(store, "c", stated("c", 3, "2020-11-02"))
    observe(store, "b", stated("b", 2, "2020-11-02"), stated("b", 1, "2020-11-02"))
    observe(store, "a", stated("a", 9))
    assert [one.value for one in shown(store)] == [9, 2, 1, 3]
    assert [k.observation.value for k in store.observations("strait", "arrivals", limit=2)] == [1, 3]
    (kept,) = store.figures("strait")
    assert (kept.observations, kept.latest) == (4, date(2020, 11, 2))


def test_what_is_observed_again_takes_the_place_of_what_was(store: Store) -> None:
    store.put_figures("strait", [ARRIVALS])
    told(store, "a", "b")
    observe(store, "a", stated("a"), stated("a", 7))
    observe(store, "b", stated("b"))
    observe(store, "a", stated("a", 8))
    assert [one.value for one in shown(store)] == [8, 195]
    observe(store, "a")
    observe(store, "a")
    assert [one.value for one in shown(store)] == [195]


def test_of_what_there_is_not_nothing_is_kept(store: Store) -> None:
    store.put_figures("strait", [ARRIVALS])
    told(store, "a")
    observe(store, "a", stated("a", figure="ferries"))
    observe(store, "b", stated("b"))
    assert shown(store) == shown(store, figure="ferries") == []
    assert store.observations("nowhere", "arrivals") == []
    (kept,) = store.figures()
    assert (kept.observations, kept.latest) == (0, None)


def test_only_articles_of_the_beat_state_its_figures(store: Store) -> None:
    """Filing an article anew changes what a figure shows; what it states stays kept."""
    store.put_figures("strait", [ARRIVALS])
    (kept,) = told(store, "a", beats=("harbour",))
    observe(store, "a", stated("a"), countable=(countable("a"),))
    assert (shown(store), store.figures("strait")[0].observations, store.countables("strait", 9)) == (
        [],
        0,
        [],
    )
    stamp, digest = store.figures_stamp(), decided(kept).digest
    filings = keep("a", beats=("strait",)).filings
    store.apply([Refile("a", digest, ("strait", "harbour"), filings)])
    assert store.figures_stamp() > stamp
    assert (shown(store), store.figures("strait")[0].observations) == ([stated("a")], 1)
    assert store.countables("strait", 9) == [countable("a")]
    store.apply([Refile("a", digest, ("strait",), ())])
    assert shown(store) == []


# ---- what could be kept -------------------------------------------------------------------------------------------------------


def countable(key: str, counted: str = "boats") -> Countable:
    cited = Cited(f"In 2020, 12 {counted} sank.", (Span(key, 0, 24, f"v-{key}"),))
    return Countable(counted, "t", Y2020, PeriodKind.YEAR, cited)


def test_the_numbers_of_those_that_came_out_last_are_at_hand(store: Store) -> None:
    for n, key in enumerate("abc"):
        told(store, key, on=f"2020-11-0{3 - n}")
        observe(store, key, countable=(countable(key), countable(key, "ferries")))
    found = store.countables("strait", 3)
    assert found == [countable("a"), countable("a", "ferries"), countable("b")]
    observe(store, "a")
    assert store.countables("strait", 9)[0] == countable("b")


# ---- what editors say ---------------------------------------------------------------------------------------------------------


def strike(store: Store, *, undo: bool = False, **more: str) -> None:
    values = {
        "beat": "strait",
        "figure": "arrivals",
        "article": "a",
        "text": "In 2020, 195 came.",
        "who": "eva",
    }
    store.apply([StrikeObservation(**values | more, at=NOW, undo=undo)])


def test_a_sentence_that_an_editor_struck_stays_so_whatever_is_read_of_it_again(store: Store) -> None:
    store.put_figures("strait", [ARRIVALS])
    told(store, "a", "b")
    observe(store, "a", stated("a"), stated("a", 7))
    observe(store, "b", stated("b"))
    stamp, decisions = store.figures_stamp(), store.decisions()
    strike(store)
    strike(store)
    assert (store.decisions(), store.figures_stamp() > stamp) == (decisions + 1, True)
    observe(store, "a", stated("a"), stated("a", 7))
    assert shown(store) == [stated("a", 7), stated("b")]
    found = store.observations("strait", "arrivals", struck=True)
    assert [(k.observation.value, k.line.key, k.struck_by) for k in found] == [
        (195, "a", "eva"),
        (7, "a", None),
        (195, "b", None),
    ]
    assert store.figures("strait")[0].observations == 2
    strike(store, undo=True)
    assert shown(store) == [stated("a"), stated("a", 7), stated("b")]
    assert store.decisions() == decisions + 2


def test_a_figure_that_only_struck_articles_state_has_no_latest(store: Store) -> None:
    store.put_figures("strait", [ARRIVALS])
    told(store, "a")
    observe(store, "a", stated("a"))
    strike(store)
    assert [(k.observations, k.latest) for k in store.figures("strait")] == [(0, None)]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"beat": "harbour"}, "the beat 'harbour' has no figure 'arrivals'"),
        ({"figure": "ferries"}, "the beat 'strait' has no figure 'ferries'"),
        ({"article": "z"}, "no such article: 'z'"),
        ({"undo": True}, "nothing like that of the article 'a' is struck from the figure 'arrivals'"),
    ],
)
def test_what_cannot_be_struck_is_named(store: Store, more: dict[str, str], says: str) -> None:
    store.put_figures("strait", [ARRIVALS])
    told(store, "a")
    with pytest.raises(InputError, match=says):
        strike(store, **more)  # type: ignore[arg-type]

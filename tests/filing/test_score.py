from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from beatbook.filing.match import Matcher
from beatbook.filing.score import ELSEWHERE, FEWEST, score
from beatbook.model import Beat, Version

FILLER = "Workers painted the old harbour gate in green again this week. " * 60


def scored(rule: str = "defector*", source: str = "s", **fields: str) -> float:
    (filing,) = Matcher([Beat("b", "B", rule)]).file_version(source, Version(**fields))  # type: ignore[arg-type]
    return filing.score


def test_places_weigh_as_editors_would_say() -> None:
    end = scored(headline="Gate", text=FILLER + "\n\nA defector.")
    lede = scored(headline="Gate", text="A defector came. " + FILLER)
    deck = scored(headline="Gate", deck="A defector", text=FILLER)
    headline = scored(headline="A defector", text=FILLER)
    everywhere = scored(
        headline="A defector", deck="The defector", text="A defector said " + "defectors know " * 30
    )
    assert end < lede < headline < everywhere <= 1
    assert end < deck < headline
    assert end < 0.1
    assert everywhere > 0.85


def test_a_rule_that_only_names_a_source() -> None:
    assert scored("source:s", text="x") == ELSEWHERE


def test_density_counts_for_more_than_one_mention() -> None:
    once = scored(text=FILLER + "a defector")
    often = scored(text=FILLER + "a defector " * 20)
    assert once < often


COUNT = st.integers(0, 50)


@given(COUNT, COUNT, COUNT, COUNT, COUNT, st.integers(0, 10**6))
def test_a_score_is_above_0_and_at_most_1_and_grows(
    h: int, d: int, le: int, terms: int, more: int, length: int
) -> None:
    def of(**change: int) -> float:
        base = {
            "headline": h,
            "deck": d,
            "lede": le,
            "terms": terms,
            "mentions": terms + more,
            "length": length,
        }
        return score(**(base | {k: base[k] + v for k, v in change.items()}))

    assert FEWEST <= of() <= 1
    if h or d or terms:
        assert of() <= of(headline=1)
        assert of() <= of(mentions=1)
        assert of(length=100) <= of()

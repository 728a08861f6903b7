"""Meanings: kept small, and the nearest found as if all were compared."""

from __future__ import annotations

import random
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beatbook.filing.meaning import DAYS, LANGUAGES, LOOKED_AT, Meaning, Nearest, Vector

SIZE = 96


def vector(chance: random.Random, size: int = SIZE) -> Vector:
    found = np.array([chance.gauss(0.2, 1.0) for _ in range(size)], np.float32)
    return found / np.float32(np.linalg.norm(found))


def cosine(one: Meaning, other: Meaning) -> float:
    a, b = one.values.astype(np.float64), other.values.astype(np.float64)
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def test_what_is_kept_is_as_good_as_what_was_said() -> None:
    chance = random.Random(1)
    for _ in range(50):
        a, b = vector(chance, 768), vector(chance, 768)
        kept = cosine(Meaning.of(a, "en", 1), Meaning.of(b, "ko", 1))
        assert kept == pytest.approx(float(a @ b), abs=2e-3)


def test_it_comes_back_as_it_was_kept_but_not_for_another_model() -> None:
    meaning = Meaning.of(vector(random.Random(2)), "en", 739_000).and_of(
        Meaning.of(vector(random.Random(3)), "de", 739_002)
    )
    said = meaning.to_json("m")
    assert "\n" not in said
    assert "\t" not in said
    back = Meaning.from_json(said, "m")
    assert back is not None
    assert back.values.tolist() == meaning.values.tolist()
    assert (back.languages, back.days, back.articles) == ({"en", "de"}, (739_000, 739_002), 2)
    assert Meaning.from_json(said, "m2") is None


def test_a_mean_lies_between_and_follows_the_last_ones() -> None:
    chance = random.Random(4)
    old, new = vector(chance), vector(chance)
    story = Meaning.of(old, "en", 1).and_of(Meaning.of(new, "en", 2))
    one, other = cosine(story, Meaning.of(old, "en", 1)), cosine(story, Meaning.of(new, "en", 1))
    assert one == pytest.approx(other, abs=0.01)
    for day in range(3, 40):
        story = story.and_of(Meaning.of(new, "en", day))
    assert cosine(story, Meaning.of(new, "en", 1)) > 0.97
    assert (story.days, story.articles) == ((1, 39), 39)


def test_only_other_languages_and_near_days_are_found() -> None:
    chance = random.Random(5)
    same = vector(chance)
    known = Nearest()
    known.put("same-language", Meaning.of(same, "ko", 100))
    known.put("mixed", Meaning(Meaning.of(same, "ko", 1).values, frozenset({"en", "ko"}), (100, 100)))
    known.put("just", Meaning.of(same, "en", 100 + DAYS))
    known.put("long", Meaning(Meaning.of(same, "en", 1).values, frozenset({"en"}), (20, 100 - DAYS)))
    known.put("late", Meaning.of(same, "en", 100 + DAYS + 1))
    known.put("early", Meaning.of(same, "en", 100 - DAYS - 1))
    assert {key for _, key in known.near(Meaning.of(same, "ko", 100))} == {"just", "long"}


def test_other_dimensions_are_neither_taken_nor_found() -> None:
    chance = random.Random(6)
    known = Nearest()
    known.put("a", Meaning.of(vector(chance), "en", 1))
    known.put("b", Meaning.of(vector(chance, 32), "en", 1))
    assert "b" not in known
    assert known.near(Meaning.of(vector(chance, 32), "ko", 1)) == []
    known.drop("a")
    known.put("b", Meaning.of(vector(chance, 32), "en", 1))
    assert "b" in known


def test_more_languages_than_there_are_bits_for() -> None:
    chance = random.Random(7)
    known = Nearest()
    codes = [a + b for a in "abcdefghij" for b in "abcdefghij"][: LANGUAGES + 20]
    for code in codes:
        known.put(code, Meaning.of(vector(chance), code, 1))
    asked = Meaning.of(vector(chance), codes[0], 1)
    assert codes[0] not in {key for _, key in known.near(asked)}


steps = st.lists(
    st.tuples(st.integers(0, 30), st.booleans(), st.integers(0, 10_000), st.sampled_from(["en", "ko", "de"]))
)


@settings(max_examples=60, deadline=None)
@given(steps, st.integers(0, 10_000))
def test_what_is_put_and_dropped_is_what_is_found(
    todo: list[tuple[int, bool, int, str]], asked_seed: int
) -> None:
    known, plain = Nearest(), dict[str, Meaning]()
    for n, puts, seed, language in todo:
        key = f"k{n}"
        if puts:
            plain[key] = Meaning.of(vector(random.Random(seed)), language, seed % 5)
            known.put(key, plain[key])
        else:
            plain.pop(key, None)
            known.drop(key)
    asked = Meaning.of(vector(random.Random(asked_seed)), "ko", 2)
    wanted = {key: cosine(asked, m) for key, m in plain.items() if "ko" not in m.languages}
    found = known.near(asked)
    assert {key: value for value, key in found} == pytest.approx(wanted, abs=1e-5)
    assert [value for value, _ in found] == sorted((value for value, _ in found), reverse=True)
    assert set(known.keys()) == set(plain)


def test_the_nearest_of_many_are_found_by_their_signs() -> None:
    chance = random.Random(8)
    known = Nearest()
    close = vector(chance, 256)
    for n in range(3_000):
        known.put(f"far{n}", Meaning.of(vector(chance, 256), "en", 1))
    for n in range(10):
        mixed = close + np.float32(0.5) * vector(chance, 256)
        known.put(f"near{n}", Meaning.of(mixed / np.linalg.norm(mixed), "en", 1))
    found = known.near(Meaning.of(close, "ko", 1))
    assert len(found) == LOOKED_AT
    assert {key for _, key in found[:10]} == {f"near{n}" for n in range(10)}


def test_a_meaning_takes_a_byte_for_each_dimension_and_a_little() -> None:
    chance = random.Random(9)
    vectors = [vector(chance, 768) for _ in range(200)]
    tracemalloc.start()
    known = Nearest()
    for n, one in enumerate(vectors):
        known.put(f"k{n}", Meaning.of(one, "en", 1))
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size / 200 < 4_000

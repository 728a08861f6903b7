"""Indexes whose latest part is in memory."""

from __future__ import annotations

import random
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beatbook.filing.index import COMMON, DigestIndex, MarkIndex
from beatbook.filing.signature import MARK_BITS


@pytest.mark.parametrize("largest", [1 << 17, 1 << 10])
def test_the_index_finds_who_has_which_marks(largest: int) -> None:
    index = MarkIndex(largest=largest)
    rng = np.random.default_rng(1)
    marks = {n: rng.integers(0, 1 << MARK_BITS, 30).tolist() for n in range(1, 8_000)}
    for number, own in marks.items():
        index.add(own, number)
    for number in (1, 17, 4_000, 7_999):
        numbers, counts, common = index.find(marks[number])
        best = numbers[counts.argmax()]
        assert best == number
        assert counts.max() >= 29
        assert not common


@given(st.integers(0, 10**6), st.sampled_from([16, 64, 1 << 17]), st.sampled_from([600, 1 << MARK_BITS]))
@settings(max_examples=25, deadline=None)
def test_what_was_written_out_is_found_as_before(seed: int, largest: int, highest: int) -> None:
    rng = random.Random(seed)
    index = MarkIndex(largest=largest)
    having: dict[int, set[int]] = defaultdict(set)
    often = [rng.randrange(highest) for _ in range(5)]
    for number in range(1, 400):
        marks = {rng.choice(often), *(rng.randrange(highest) for _ in range(10))}
        index.add(list(marks), number)
        for mark in marks - {0}:
            having[mark].add(number)
    found_all = 0
    for mark, numbers in having.items():
        found, counts, common = index.find([mark])
        assert set(found.tolist()) <= numbers
        assert set(counts.tolist()) <= {1}
        assert not common or len(numbers) >= COMMON
        found_all += len(numbers) if common else len(found)
    assert found_all >= 0.98 * sum(map(len, having.values()))  # now and then a bucket is full
    assert {m for m in having if len(having[m]) > 2 * COMMON} <= index.find(sorted(having))[2]


def test_memory_of_what_was_written_out_is_little() -> None:
    index = MarkIndex(largest=1 << 10)
    table = MarkIndex(largest=1 << 17)
    rng = np.random.default_rng(2)
    for number in range(1, 6_001):
        marks = rng.integers(0, 1 << MARK_BITS, 50).tolist()
        index.add(marks, number)
        table.add(marks, number)
    assert index.bytes < 300_000 * 1.6 + (1 << 10) * 16 * 8
    assert table.bytes > 300_000 * 8


def test_a_mark_of_many_is_passed_over() -> None:
    for largest in (16, 1 << 17):
        index = MarkIndex(largest=largest)
        for number in range(1, 1_000):
            index.add([5, 1_000_000 + number], number)
        numbers, _, common = index.find([5, 1_000_007])
        assert numbers.tolist() == [7]
        assert common == {5}
        assert COMMON < 1_000


def test_the_index_says_when_it_is_full() -> None:
    with pytest.raises(OverflowError):
        MarkIndex().add([1], 1 << 24)


def test_digests_are_found_whatever_their_age() -> None:
    index = DigestIndex(latest=16)
    rng = random.Random(3)
    digests = [0, (1 << 64) - 1, *(rng.getrandbits(64) for _ in range(1_000))]
    for number, digest in enumerate(digests, 1):
        assert index.find(digest) is None
        index.add(digest, number)
    assert [index.find(digest) for digest in digests] == list(range(1, len(digests) + 1))
    assert index.find(12345) is None
    assert index.bytes <= 12 * len(digests)

"""The memories of a run: what is held, what is forgotten, what a page teaches."""

from __future__ import annotations

import pickle
from dataclasses import replace

from beatbook.model import Kind, Lesson, LessonKind, LessonState, Memory, Observed, Reading, Recent, Version
from beatbook.read.memory import Studied
from beatbook.store.intents import WINDOW, Overrule
from beatbook.store.sqlite import SqliteStore
from beatbook.work.memories import Memories, Taught
from beatbook.work.reading import acting, in_use
from tests.conftest import NOW, keep

HOUSE = "The Tide is written in the old customs house by the people who live there."


def lesson(key: str, state: LessonState = LessonState.ACTIVE) -> Lesson:
    data = {"text": HOUSE, "why": "repeats on 3 articles", "articles": 3, "marks": [key]}
    return Lesson(LessonKind.BOILERPLATE, key, state, 1, NOW, NOW, data)


def studied(*marks: int, kind: Kind = Kind.ARTICLE) -> Studied:
    return Studied(Reading(kind, Version(text="x")), prints(*marks), tuple(f"{HOUSE} {m}" for m in marks))


def prints(*marks: int) -> Observed:
    """Fingerprints that differ at both ends and in all."""
    return Observed(tuple(m << 43 | m << 22 | m << 4 for m in marks))


def teach(memories: Memories, article: str, page: Studied) -> Taught:
    return memories.learn(memories.give("tide"), article, page, NOW)


def test_the_third_page_teaches_what_repeats_and_would_itself_be_read_otherwise(store: SqliteStore) -> None:
    memories = Memories(store)
    assert [teach(memories, a, studied(7, n)) for n, a in enumerate("ab")] == [
        Taught(studied(7, n).reading, prints(7, n), decisions=0) for n in range(2)
    ]
    third = teach(memories, "c", studied(7, 2))
    assert (third.anew, third.again) == (True, ("a", "b"))
    assert [x.data["text"] for x in third.lessons] == [f"{HOUSE} 7"]
    assert not teach(memories, "d", studied(7, 3)).anew


def test_a_page_that_was_read_before_its_source_taught_more_is_read_anew(store: SqliteStore) -> None:
    memories = Memories(store)
    early = memories.give("tide")
    for n, article in enumerate("abc"):
        teach(memories, article, studied(7, n))
    assert memories.learn(early, "d", studied(7, 9), NOW).anew


def test_what_was_shown_before_teaches_nothing_more(store: SqliteStore) -> None:
    memories = Memories(store)
    for n, article in enumerate("abc"):
        teach(memories, article, studied(7, n))
    assert teach(memories, "a", studied(7, 0)) == Taught(studied(7, 0).reading, decisions=0)


def test_only_articles_teach(store: SqliteStore) -> None:
    memories = Memories(store)
    for article in "abcd":
        assert teach(memories, article, studied(7, kind=Kind.LIST)).observed is None
    assert memories.of("tide").recent == ()


def test_the_least_used_memory_goes_first(store: SqliteStore) -> None:
    memories = Memories(store, most=2)
    teach(memories, "a", studied(1))
    memories.of("quay")
    memories.of("tide")
    memories.of("other")
    assert len(memories.of("tide").recent) == 1  # held, though it was never kept
    memories.of("other")
    memories.of("quay")
    assert memories.of("tide").recent == ()


def test_a_decision_makes_a_run_ask_anew(store: SqliteStore) -> None:
    store.apply([keep("a", lessons=(lesson("a1"),))])
    memories = Memories(store)
    assert len(in_use(memories.of("tide"))) == 1
    store.apply([Overrule("tide", LessonKind.BOILERPLATE, "a1", LessonState.UNDONE, "operator", NOW)])
    assert len(in_use(memories.of("tide"))) == 1
    memories.refresh()
    assert in_use(memories.of("tide")) == ()


def test_what_a_child_is_sent_is_small() -> None:
    """Thirty lessons of a whole paragraph each, as many on trial, and a full window of long articles."""
    text = HOUSE * 5
    lessons = [lesson(f"{n:016x}", s) for n in range(30) for s in (LessonState.ACTIVE, LessonState.DROPPED)]
    whole = Memory(
        "tide",
        tuple(replace(x, data=dict(x.data) | {"text": f"{x.key} {x.state} {text}"}) for x in lessons),
        tuple(Recent(f"tide-{n}", Observed(tuple(range(n << 32, (n << 32) + 60)))) for n in range(WINDOW)),
    )
    sent = len(pickle.dumps(acting(whole)))
    assert sent < 25_000
    assert sent < len(pickle.dumps(whole)) / 3

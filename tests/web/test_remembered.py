from __future__ import annotations

from beatbook.web.remembered import Remembered


def test_it_is_made_once_for_each_stamp() -> None:
    made: list[str] = []
    remembered: Remembered[str] = Remembered(2)

    def ask(key: str, stamp: int) -> str:
        def make() -> str:
            made.append(f"{key}{stamp}")
            return made[-1]

        return remembered.get(key, stamp, make)

    assert [ask("a", 1), ask("a", 1), ask("a", 2), ask("a", 2)] == ["a1", "a1", "a2", "a2"]
    assert made == ["a1", "a2"]
    ask("b", 2)
    ask("a", 2)
    ask("c", 2)
    assert made == ["a1", "a2", "b2", "c2"]
    ask("a", 2)
    ask("b", 2)
    assert made == ["a1", "a2", "b2", "c2", "b2"], "the one asked for last is kept longest"

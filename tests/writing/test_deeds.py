"""Kinds of things that are announced in one word and told in another."""

from __future__ import annotations

import pytest

from beatbook.writing.deeds import kinds_of, told_of


@pytest.mark.parametrize(
    ("announced", "told", "language", "kind"),
    [
        (
            "The court will give its verdict on May 3.",
            "The court sentenced him to two years.",
            "en",
            "verdict",
        ),
        ("The council will vote on May 3.", "The council rejected the plan.", "en", "vote"),
        ("The nurses called a protest for May 3.", "Hundreds marched to the town hall.", "en", "protest"),
        ("A hearing is planned for May 3.", "The hearing lasted ten hours.", "en", "hearing"),
        ("The team has its second match on May 3.", "The team beat its rival.", "en", "match"),
        ("법원은 5월 3일 판결을 내린다.", "법원은 그에게 징역 2년을 선고했다.", "ko", "verdict"),
        ("노조는 3일 집회를 연다.", "노조의 집회가 3일 광장에서 열렸다.", "ko", "protest"),
    ],
)
def test_what_is_announced_in_one_word_is_told_in_another(
    announced: str, told: str, language: str, kind: str
) -> None:
    assert kinds_of(announced, None, language) == {kind}
    assert kind in told_of(told, language)


@pytest.mark.parametrize(
    "text",
    [
        "The strike of the dockers was on everybody's lips.",
        "Nobody spoke of the verdict.",
        "She ruled out talks.",
    ],
)
def test_what_is_only_spoken_of_is_not_told(text: str) -> None:
    assert told_of(text, "en") == frozenset()


def test_of_two_kinds_the_one_of_the_clause_counts() -> None:
    text = "The court hears objections on May 3, and the council is to vote on June 1."
    assert kinds_of(text, text.index("May"), "en") == {"hearing"}
    assert kinds_of(text, text.index("June"), "en") == {"vote"}
    assert kinds_of(text, None, "en") == frozenset()


def test_other_languages_have_none() -> None:
    assert (
        kinds_of("Das Gericht urteilt.", None, "de") == told_of("Das Gericht urteilte.", None) == frozenset()
    )

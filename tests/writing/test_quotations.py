"""Quotations of a period: short, spoken, by people whom the sentence names."""

from __future__ import annotations

import pytest

from beatbook.writing.candidates import Ears
from beatbook.writing.material import Member
from beatbook.writing.quotations import Candidate, candidates, chosen
from tests.writing.pieces import article

EARS = Ears()


def found(text: str, key: str = "a") -> list[Candidate]:
    return candidates("story", EARS.read(Member(article(key, text, published="2027-10-04")), 0))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"I would not send my own bicycle over it," Hanna Brix told reporters.', "Hanna Brix"),
        (
            "“You cannot merge with a place that you cannot reach,” said Imogen Vale of the nurses’ union.",
            "Imogen Vale",
        ),
        ('Settlement Minister Ines Tavarel said, "I would not build a house on it at all."', "Ines Tavarel"),
    ],
)
def test_who_said_it_stands_in_the_same_sentence(text: str, speaker: str) -> None:
    assert [c.speaker for c in found(text)] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        '"I would not send my own bicycle over it," she told reporters.',
        '"I would not send my own bicycle over it," the mayor said.',
        "Hanna Brix said that the cracks were as wide as a thumb and growing.",
        'Hanna Brix called the bridge "unsafe" and shut it on Monday morning.',
        'The Anti-Fog League posted the full text of "The Great Lamp Is the Eternal Guide of Our Harbour and Its People" on Monday.',
    ],
)
def test_what_is_no_quotation_of_somebody(text: str) -> None:
    assert found(text) == []


def test_one_of_each_theme_and_of_each_speaker_before_a_second() -> None:
    one = found('"I would not send my own bicycle over it," Hanna Brix told reporters.', "a")
    two = found('"The divers found what we had feared for years," Hanna Brix said later.', "b")
    other = found('"You cannot merge with a place that you cannot reach," Imogen Vale said.', "c")
    quoted = chosen([[*one, *two], other], (), frozenset())
    assert [q.speaker for q in quoted] == ["Hanna Brix", "Imogen Vale"]
    struck = frozenset(q.cited.text for q in quoted)
    assert [q.cited.spans[0].article for q in chosen([[*one, *two], other], (), struck)] in (["a"], ["b"])

"""Made-up announcings for the tests of what's ahead."""

from __future__ import annotations

from datetime import date

from beatbook.model import Act, Announcing, Certainty, Days, Precision, Span
from beatbook.writing.candidates import Ears

EARS = Ears()


def on(first: str, last: str | None = None) -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(last or first))


def said(
    when: str,
    text: str,
    days: Days | None,
    *,
    article: str | None = None,
    act: Act = Act.ANNOUNCED,
    was: Days | None = None,
    precision: Precision | None = None,
    certainty: Certainty = Certainty.SCHEDULED,
    stated_by: str | None = None,
    language: str = "en",
    what: str | None = None,
) -> Announcing:
    """What a sentence says; `what` are the words of what is to come, where they are not those of the sentence."""
    length = (days.last - days.first).days + 1 if days else 1
    guessed = (
        Precision.DAY
        if length < 7
        else Precision.WEEK
        if length == 7
        else Precision.MONTH
        if length <= 31
        else Precision.YEAR
    )
    return Announcing(
        text,
        Span(article or f"a-{when}", 0, len(text), "v"),
        date.fromisoformat(when),
        days,
        precision or guessed,
        certainty,
        tuple(dict.fromkeys(EARS.stems(what or text))),
        act,
        stated_by,
        was,
        language,
    )

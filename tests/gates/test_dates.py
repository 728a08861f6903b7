"""Floors for dates in texts, on the made-up sentences and on variations of them that are not in the cases."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

from beatbook.read.when import dates
from tests.read.date_cases import FOLDER, date_cases

DIGEST = "5a39a27d2a2d5e07"
SPAN = 0.97
VALUE = 0.95
VARIED = 0.97
DAY = date(2021, 6, 16)


def test_the_cases_are_those_that_the_floors_are_for() -> None:
    digest = sha256()
    for path in sorted(FOLDER.glob("*.txt")):
        digest.update(path.read_bytes())
    assert digest.hexdigest()[:16] == DIGEST, "the cases changed: measure again and set the floors"


def test_spans_and_values() -> None:
    told = wanted = spans = values = 0
    for case in date_cases():
        found = dates(case.text, case.reference, case.language)
        told, wanted = told + len(found), wanted + len(case.dates)
        for expected in case.dates:
            met = [d for d in found if d.start < expected.end and expected.start < d.end]
            spans += bool(met)
            values += any(d.timex == expected.timex for d in met)
    assert 2 * spans / (told + wanted) >= SPAN
    assert 2 * values / (told + wanted) >= VALUE


def variations() -> Iterator[tuple[str, str, str]]:
    """Language, text and value, over all months, weekdays, units and days."""
    monday = DAY - timedelta(DAY.weekday())
    for month in range(1, 13):
        name, short = calendar.month_name[month], calendar.month_abbr[month]
        for day in (1, 2, 3, 11, 22, 28):
            ordinal = f"{day}{ {1: 'st', 2: 'nd', 3: 'rd', 22: 'nd'}.get(day, 'th') }"
            for text in (
                f"{name} {day}",
                f"{short} {day}",
                f"{day} {name}",
                f"{ordinal} of {name}",
                f"{name} {ordinal}",
                f"{name} the {ordinal}",
            ):
                yield "en", f"The term ends on {text}.", f"XXXX-{month:02d}-{day:02d}"
                yield "en", f"The term ended on {text}, 2019.", f"2019-{month:02d}-{day:02d}"
            yield "ko", f"임기는 {month}월 {day}일 끝난다.", f"XXXX-{month:02d}-{day:02d}"
            yield "ko", f"임기는 2019년 {month}월 {day}일에 끝났다.", f"2019-{month:02d}-{day:02d}"
        for text, value in (
            (f"in {name}", f"XXXX-{month:02d}"),
            (f"since {name} 2019", f"2019-{month:02d}"),
            (f"in early {name}", f"XXXX-{month:02d}"),
        ):
            yield "en", f"It rained {text}.", value
        yield "ko", f"지난해 {month}월 비가 왔다.", f"2020-{month:02d}"
        yield "ko", f"{month}월 말 비가 왔다.", f"XXXX-{month:02d}"
    for number, name in enumerate(calendar.day_name):
        yield "en", f"The court sits on {name}.", f"XXXX-WXX-{number + 1}"
        for word, shift in (("last", -7), ("this", 0), ("next", 7)):
            yield "en", f"The court sits {word} {name}.", (monday + timedelta(number + shift)).isoformat()
        for word, shift in (("지난주", -7), ("이번 주", 0), ("다음 주", 7)):
            yield (
                "ko",
                f"{word} {'월화수목금토일'[number]}요일 쉰다.",
                (monday + timedelta(number + shift)).isoformat(),
            )
    for count, word in ((2, "two"), (3, "three"), (11, "eleven"), (40, "forty")):
        for said in (str(count), word):
            yield "en", f"The bridge fell {said} days ago.", (DAY - timedelta(count)).isoformat()
            yield "en", f"The bridge will open in {said} weeks.", (DAY + timedelta(7 * count)).isoformat()
            yield (
                "en",
                f"It was shut for the last {said} years.",
                f"({DAY.year - count}-06-16,2021-06-16,P{count}Y)",
            )
    for quarter, word in enumerate(("first", "second", "third", "fourth"), 1):
        after = f"{2019 + quarter // 4}-{(quarter * 3) % 12 + 1:02d}-01"
        value = f"(2019-{quarter * 3 - 2:02d}-01,{after},P3M)"
        for text in (f"Q{quarter} 2019", f"the {word} quarter of 2019", f"2019 Q{quarter}"):
            yield "en", f"Sales fell in {text}.", value
        yield "ko", f"2019년 {quarter}분기 매출은 줄었다.", value


def test_all_months_weekdays_and_units() -> None:
    wrong = [
        (text, value)
        for language, text, value in variations()
        if [d.timex for d in dates(text, DAY, language)] != [value]
    ]
    assert len(wrong) <= (1 - VARIED) * len(list(variations())), wrong[:10]

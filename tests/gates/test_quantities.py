"""Floors for quantities: on the made-up sentences of tests/cases/quantities, those at which the rules were mended and those written after."""

from __future__ import annotations

from hashlib import sha256

from beatbook.model import Bound, Figure, PeriodKind
from beatbook.writing.candidates import Ears
from beatbook.writing.figures import observations
from tests.read.quantity_cases import FOLDER, Count, quantity_cases
from tests.writing.pieces import article

DIGEST = "15b5a10fe5f2f789"
SENTENCES = {"en": 140, "ko": 60}
VALUE = 0.97
"""Share of the quantities, wanted or told, whose value, bound and unit are right."""
PERIOD = 0.93
"""Share of these whose period is right."""


def test_the_cases_are_those_that_the_floors_are_for() -> None:
    text = b"".join(path.read_bytes() for path in sorted(FOLDER.glob("*.txt")))
    assert sha256(text).hexdigest()[:16] == DIGEST, "the cases changed: measure again and set the floors"
    languages = [case.language for case in quantity_cases()]
    assert all(languages.count(language) >= least for language, least in SENTENCES.items())


def test_values_bounds_and_periods() -> None:
    for name in ("english", "english-blind", "english-second", "korean", "korean-blind", "korean-second"):
        count = Count()
        for case in quantity_cases(name):
            count.add(case, case.found())
        assert count.value >= VALUE, (name, count.wrong)
        assert count.periods >= PERIOD, (name, count.wrong)


def test_nothing_is_wrong_in_other_languages() -> None:
    count = Count()
    for case in quantity_cases("others"):
        count.add(case, case.found())
    assert not count.wrong, count.wrong


def test_no_observation_is_invented() -> None:
    """Of a figure that takes whatever is counted, only numbers that are said to be so are observations."""
    ears = Ears()
    seen = 0
    for case in quantity_cases():
        text = article("case", case.text, language=case.language)
        stated = {
            (value, bound)
            for e in case.expected
            if not e.flags & {"unreal", "average"}
            and not ("change" in e.flags and e.unit not in ("%", "points"))
            for value, bound in (
                [(e.value, e.bound)]
                if e.upper is None
                else [(e.value, Bound.AT_LEAST), (e.upper, Bound.AT_MOST)]
            )
        }
        for kind in PeriodKind:
            for unit in {e.unit for e in case.expected} | {"", "%"}:
                for one in observations(
                    text, Figure("any", "Any", (), unit=unit, period=kind), case.day, ears
                ):
                    assert (one.value, one.bound) in stated, (case.text, one)
                    seen += 1
    assert seen > 150

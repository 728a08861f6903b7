"""Every date and range in a text, resolved against the article's day.

`dates` answers what is said where (`Dated.timex`, offsets in code points) and which days are meant (`first`, `last`): where no year or
week is said, the sentence's verb decides between the last one and the next. Each language has a module of words and one of
rules; `cascade` runs them, `values` says what dates mean, `feasts` when feasts are. Languages without rules have dates in digits only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from beatbook.read.language import normal_code, script
from beatbook.read.when import (
    continental,
    eastern,
    english,
    english_rules,
    french,
    german,
    korean,
    korean_rules,
)
from beatbook.read.when.cascade import Node, Rule, reduced
from beatbook.read.when.lexer import Lexicon, tokens
from beatbook.read.when.sense import looks_ahead
from beatbook.read.when.values import Grain, Value, placed, shifted, weekend_of

LONGEST = 20_000
"""Code points that are read at a time."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date or range that a text mentions. `timex` is its TIMEX3 value, `first` and `last` the days that are meant (both included;
    None for days that are none, as February 30), `grain` how finely it is said. `part` is "start", "mid" or "end" of
    them ("early August"), `relation` "since", "until", "before", "after" or "about". `clock`: a time of day is said with it."""

    start: int
    end: int
    timex: str
    grain: Grain
    first: date | None
    last: date | None
    part: str = ""
    relation: str = ""
    clock: bool = False


_LATIN: dict[str, tuple[Lexicon, tuple[Rule, ...]]] = {
    "en": (english.LEXICON, english_rules.RULES),
    "de": (german.LEXICON, continental.GERMAN),
    "fr": (french.LEXICON, continental.FRENCH),
}
_BY_SCRIPT = {"hangul": "ko", "kana": "ja", "han": "zh", "latin": "en"}
_PLAIN = (Lexicon({}, {}), ())


def dates(text: str, reference: date, language: str | None = None) -> list[Dated]:
    """The dates of a text, in order. `language` is its code."""
    out: list[Dated] = []
    code = normal_code(language) or _BY_SCRIPT.get(script(text) or "", "en")
    for start, part in _pieces(text):
        nodes = _nodes(part, reference, code)
        for node in nodes:
            if node.tag == "d" and isinstance(node.value, Value):
                out.append(_dated(node.value, part, node.start, node.end, start, reference, code))
    return [_explained(one, after, text) for one, after in pairwise([*out, None]) if one]


def _explained(one: Dated, after: Dated | None, text: str) -> Dated:
    """A day that the one in brackets behind it explains: "Mother's Day (Nov. 16)" is another one where it is kept in November."""
    if after is None or one.grain != "day" or after.grain != "day" or not after.first:
        return one
    if text[one.end : after.start].strip() not in ("(", "（") or text[after.end : after.end + 1] not in (
        ")",
        "）",
    ):
        return one
    if one.first == after.first:
        return one
    return replace(one, timex=after.timex, first=after.first, last=after.last)


def _nodes(text: str, reference: date, code: str) -> list[Node]:
    if code == "ko":
        return reduced(korean.tokens(text), korean_rules.RULES, reference, text)
    if code in ("zh", "ja"):
        return reduced(eastern.tokens(text, code), eastern.RULES, reference, text)
    lexicon, rules = _LATIN.get(code, _PLAIN)
    return reduced(tokens(text, lexicon), rules, reference, text)


def _dated(value: Value, text: str, start: int, end: int, shift: int, reference: date, code: str) -> Dated:
    if value.first is None and (value.in_year is not None or value.weekday is not None):
        ahead = {"since": False, "until": True}.get(value.relation)
        value = placed(value, reference, ahead if ahead is not None else looks_ahead(text, start, end, code))
    if value.grain == "weekend" and value.weekday is not None and value.first and value.first > reference:
        before = shifted(value.first, -7, "day")
        if before and looks_ahead(text, start, end, code) is False:
            value = weekend_of(before)
    return Dated(
        shift + start,
        shift + end,
        value.timex,
        value.grain,
        value.first,
        value.last,
        value.part,
        value.relation,
        value.clock,
    )


def _pieces(text: str) -> list[tuple[int, str]]:
    """A text in pieces that end at a line or space, so that the work on a long one stays in bounds."""
    if len(text) <= LONGEST:
        return [(0, text)]
    out = []
    at = 0
    while at < len(text):
        end = min(len(text), at + LONGEST)
        if end < len(text):
            cut = max(text.rfind("\n", at, end), text.rfind(". ", at, end) + 1)
            end = (
                cut
                if cut > at
                else max(text.rfind(" ", at, end), at + LONGEST // 2)
                if " " in text[at:end]
                else end
            )
        out.append((at, text[at:end]))
        at = end
    return out

"""Numbers of a sentence against those of its evidence: value, unit, bound ("about", "more than") and what is counted.

A number is borne out if the evidence has one that means the same. It may be rounded where the sentence says so ("about
1,000" for 1,043, "nearly 200" for 195) or where its form does ("1.5 million" for 1,523,400, "15.3 per cent" for 15.27);
a bound that the evidence has ("at least 12") is part of the number. Kilometres are not miles, per cent no points.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from beatbook.read import numerals
from beatbook.read.units import ABOUT, LESS, MORE, NEARLY, UNITS
from beatbook.writing.texts import FUNCTION, Text, stem

_MUST = frozenset("% points km miles m feet cm mm inches ha acres l barrels kg lb t $ € £ ₩ ¥ °".split())
"""Units without which a number is another: the evidence must state them. Of time it may use other words."""
_SYMBOLS = re.compile(r"[$€£₩¥]")

_TWO = {
    ("more", "than"): "more", ("greater", "than"): "more", ("higher", "than"): "more", ("mehr", "als"): "more",
    ("plus", "de"): "more", ("less", "than"): "less", ("fewer", "than"): "less", ("lower", "than"): "less",
    ("weniger", "als"): "less", ("moins", "de"): "less", ("at", "least"): "least", ("no", "fewer"): "least",
    ("au", "moins"): "least", ("at", "most"): "most", ("up", "to"): "most", ("as", "many"): "most", ("bis", "zu"): "most",
    ("close", "to"): "about", ("près", "de"): "about",
}  # fmt: skip
_TENS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text. `step` is what it is rounded to by its form (1.5 million: a hundred thousand), 0 if by nothing.
    `bound`: "exact", "about", "nearly", "more", "less", "least", "most". Words `start` to `end`."""

    value: float
    step: float
    bound: str
    unit: str
    start: int
    end: int
    is_ordinal: bool = False


def numbers(text: Text, language: str, taken: Sequence[bool] | None = None) -> list[Number]:
    """The numbers of a text in order, but for words that are `taken` (for a date)."""
    known = numerals.words_of(language)
    east = language in ("zh", "ja", "ko")
    keys = text.keys
    if not east and language != "de" and known.isdisjoint(keys) and not _TENS.search(text.text):
        return []
    return list(_numbers(text, language, known, east, taken))


def _numbers(
    text: Text, language: str, known: frozenset[str], east: bool, taken: Sequence[bool] | None
) -> Iterator[Number]:
    keys, words, gaps = text.keys, text.words, text.gaps
    scales = numerals.SCALES.get(language, {})
    i, count = 0, len(keys)
    while i < count:
        key = keys[i]
        first = key[0]
        is_digit = first.isdigit()
        if not (
            is_digit
            or key in known
            or (
                east
                and (first in numerals.EAST or key in numerals.KOREAN_WORDS or _HANGUL_NUMBER.fullmatch(key))
            )
            or (language == "de" and numerals.is_german_compound(key))
        ) or (taken is not None and taken[i]):
            i += 1
            continue
        start, j = i, i + 1
        if east:
            found = _eastern(text, i)
            if found is None:
                i += 1
                continue
            number, j = found
            step = 0.0 if number < 1000 else _form_step(number)
            yield Number(number, step, _bound(keys, start), _unit(text, start, j, language), start, j)
            i = j
            continue
        run = [key]
        if is_digit and language in ("en", "") and j < count and gaps[j] == ", " and _is_group(words, i):
            run, j = [key + words[j]], j + 1  # "12, 000" as some texts are cut
        while j < count and gaps[j] in (" ", "-", "\u00a0", " - "):
            if (keys[j] in known and not (taken is not None and taken[j])) or (
                keys[j] in ("and", "et") and j + 1 < count and keys[j + 1] in known and run[-1] in scales
            ):
                run.append(keys[j])
                j += 1
            else:
                break
        ordinal = keys[j - 1] if keys[j - 1] in known and numerals.ordinal(keys[j - 1]) else ""
        value = numerals.value(run, language)
        if value is None and is_digit:
            value, j = math.nan, i + 1  # equal to none: it must stand there as it is
        if (
            value is None
            or (run == ["one"] and not ordinal)
            or run == ["score"]
            or run in (["hundreds"], ["un"])
        ):
            i = j
            continue
        if run == ["cent"] and i and keys[i - 1] in ("per", "pour"):
            i = j
            continue
        is_ordinal = bool(ordinal) or (
            is_digit and j < count and not gaps[j] and keys[j] in ("st", "nd", "rd", "th", "e", "er")
        )
        yield Number(
            value,
            _step(run, scales, value),
            _bound(keys, start),
            _unit(text, start, j, language),
            start,
            j,
            is_ordinal,
        )
        i = j


_HANGUL_NUMBER = re.compile("(?=.*[십백천만억])[일이삼사오육칠팔구십백천만억조]{2,}")
_COUNTERS = "명개원달년척대채권마살번킬미톤건"


def _is_group(words: Sequence[str], i: int) -> bool:
    return len(words[i]) <= 3 and words[i].isdigit() and len(words[i + 1]) == 3 and words[i + 1].isdigit()


def _eastern(text: Text, i: int) -> tuple[float, int] | None:
    """The number that begins at a word, of Chinese, Japanese or Korean, and the word after it."""
    words, gaps, j = text.words, text.gaps, i
    if (plain := numerals.KOREAN_WORDS.get(words[i])) is not None:
        return (float(plain), i + 1) if i + 1 < len(words) and words[i + 1][:1] in "명번개살차달" else None
    if _HANGUL_NUMBER.fullmatch(words[i]) and i + 1 < len(words) and words[i + 1][0] in _COUNTERS:
        value = numerals.eastern(words[i])
        return None if value is None else (value, i + 1)
    run = ""
    while j < len(words) and (j == i or not gaps[j].strip()):
        word = words[j]
        if word[0].isdigit() or word in numerals.EAST:
            run += word
        elif word[0] in numerals.HANGUL_SCALES and run:
            run += word[0]
            if len(word) > 1:  # the scale, and what is counted in the same word
                j += 1
                break
        else:
            break
        j += 1
        if gaps[j : j + 1] == [" "] and not (
            j < len(words) and words[j][0].isdigit() and run[-1:] in numerals.HANGUL_SCALES
        ):
            break
    if not run or (run in ("一", "十", "百", "千", "万") and len(run) == 1):
        return None
    value = numerals.eastern(run)
    return None if value is None else (value, j)


def _step(run: Sequence[str], scales: dict[str, float], value: float) -> float:
    """What a number is rounded to by how it is written: the last decimal, times the scale behind it."""
    scale = 1.0
    for word in run[1:]:
        if (of := scales.get(word, 0.0)) >= 1e6:
            scale = max(scale, of)
    _, point, decimals = run[0].partition(".")
    if point and decimals.isdigit():
        return float(scale * 10.0 ** -len(decimals))
    return scale if scale > 1 else 0.0


def _form_step(value: float) -> float:
    return next((s for s in (1e8, 1e7, 1e6, 1e5, 1e4) if value % s == 0), 0.0)


def _bound(keys: Sequence[str], start: int) -> str:
    if start == 0:
        return "exact"
    before = keys[start - 1]
    if before in ("a", "an") and start > 1:
        start, before = start - 1, keys[start - 2]
    two = (keys[start - 2], before) if start > 1 else ("", before)
    if (bound := _TWO.get(two)) is not None:
        return bound
    if before in ("as", "than", "of", "by") and start > 2 and keys[start - 2] in ("many", "fewer", "few"):
        return {"many": "most", "few": "least", "fewer": "less"}[keys[start - 2]]
    if before in NEARLY:
        return "nearly"
    if before in ABOUT:
        return "about"
    if before in MORE and before != "plus":
        return "more"
    return "less" if before in LESS and before != "moins" else "exact"


def _unit(text: Text, start: int, end: int, language: str, ranges: int = 1) -> str:
    """The unit of a number: a sign before or after it, the word after it, or that of the range it begins."""
    gaps, keys = text.gaps, text.keys
    if found := _SYMBOLS.search(gaps[start][-3:]):
        return found[0]
    after = gaps[end] if end < len(gaps) else ""
    if after.startswith(("%", " %")):
        return "%"
    if found := _SYMBOLS.match(after.lstrip()):
        return found[0]
    for ahead in range(end, min(end + 3, len(keys))):
        key = keys[ahead]
        if gaps[ahead].strip() not in ("", "-", "–"):
            break
        if key in ("per", "pour") and ahead + 1 < len(keys) and keys[ahead + 1] in ("cent", "100"):
            return "%"
        if key in ("percentage", "square", "metric"):
            continue
        if (unit := UNITS.get(key)) is not None:
            return unit
        if not key.isascii() and (unit := next((u for w, u in _EAST_UNITS if key.startswith(w)), None)):
            return unit
        if language in ("zh", "ja") and (unit := _EAST_PAIRS.get("".join(keys[ahead : ahead + 2]))):
            return unit
        if key in ("to", "and", "or", "bis", "à", "und", "et"):
            continue
        if key[0].isdigit():
            return _unit(text, ahead, ahead + 1, language, ranges - 1) if ranges else ""
        break
    return ""


_EAST_UNITS = [
    (w, u)
    for w, u in UNITS.items()
    if (not w.isascii() and "\uac00" <= w[0] <= "\ud7a3" and len(w) > 1) or w in ("톤", "원")
]
_EAST_PAIRS = {w: u for w, u in UNITS.items() if "\u4e00" <= w[0] <= "\u9fff"}


def bears_out(said: Number, told: Number) -> bool:
    """Whether a number of the evidence bears out one of the sentence."""
    if said.unit != told.unit and (said.unit or told.unit) and not _units_agree(said.unit, told.unit):
        return False
    a, b = said.value, told.value
    bound = said.bound
    if math.isclose(a, b, rel_tol=1e-13):
        return (
            bound == told.bound
            or (bound in ("about", "exact") and told.bound in ("exact", "about"))
            or (bound in ("least", "most") and told.bound in ("exact", bound))
        )
    if told.bound not in ("exact", "about"):
        return (bound == told.bound == "more" and b > a) or (
            bound in ("more", "least") and told.bound in ("more", "least") and b > a
        )
    if bound == "about":
        return told.bound == "exact" and abs(a - b) <= 0.1 * abs(b) and _rounds_to(b, a)
    if bound == "nearly":
        return 0.9 * a <= b < a
    if bound in ("more", "least"):
        return b > a
    if bound in ("less", "most"):
        return b < a
    if said.step:
        return abs(a - b) <= said.step / 2 * (1 + 1e-9) and told.step < said.step
    return said.unit == "%" and told.step < 1 and abs(a - b) <= 0.5 and a == int(a)


def _rounds_to(exact: float, rounded: float) -> bool:
    """Whether a round number is what the exact one is rounded to, at its own last digit that is not 0."""
    return (
        rounded != 0
        and abs(exact - rounded) <= _last_place(rounded) / 2
        and _last_place(exact) < _last_place(rounded)
    )


def _last_place(value: float) -> float:
    """What the last digit of a number that is not 0 stands for: 100 for 1,200."""
    if value == 0 or not math.isfinite(value) or abs(value) > 1e15:
        return 0.0
    digits = f"{abs(value):.6f}".rstrip("0").rstrip(".")
    _, point, decimals = digits.partition(".")
    return 10.0 ** -len(decimals) if point else 10.0 ** (len(digits) - len(digits.rstrip("0")))


def _units_agree(a: str, b: str) -> bool:
    if a in _MUST or b in _MUST:
        return False
    return not a or not b


def counted(text: Text, number: Number) -> list[str]:
    """Stems of the words after a number that may say what it counts, up to a stop, the next number or three of them."""
    found: list[str] = []
    for i in range(number.end, min(number.end + 5, len(text))):
        if text.gaps[i].strip() not in ("", "-") or text.keys[i][0].isdigit():
            break
        if (key := text.keys[i]) not in FUNCTION and len(key) > 1:
            found.append(stem(key))
            if len(found) == 3:
                break
    return found


_AROUND = (
    ABOUT
    | NEARLY
    | MORE
    | LESS
    | frozenset(
        "more less fewer than at least most up to as many close a an only per cent mehr als plus moins de".split()
    )
)


def extent(text: Text, number: Number) -> range:
    """The words of a number with those of its bound and unit."""
    start, end = number.start, number.end
    while start > 0 and number.start - start < 3 and text.keys[start - 1] in _AROUND:
        start -= 1
    while (
        end < len(text)
        and end - number.end < 2
        and (text.keys[end] in UNITS or text.keys[end] in ("per", "cent", "percentage"))
    ):
        end += 1
    return range(start, end)

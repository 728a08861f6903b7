"""Numbers in words: "two dozen", "eineinhalb Millionen", "quatre-vingt-dix", "삼백", "三百二十".

`value` reads a whole run of words that are a number; which runs of a text those are is for the caller. Digits may stand
among the words ("1.5 million", "3만 5천").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_EN = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_DE = "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
_FR = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_SMALL: dict[str, dict[str, int]] = {
    "en": dict(zip(_EN.split(), range(20), strict=True))
    | dict(zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)),
    "de": dict(zip(_DE.split(), range(20), strict=True))
    | dict(zip(["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"], range(20, 100, 10), strict=True))
    | {"zwo": 2, "dreissig": 30, "fuenf": 5, "zwoelf": 12},
    "fr": dict(zip(_FR.split(), range(17), strict=True))
    | dict(zip(["vingt", "trente", "quarante", "cinquante", "soixante"], range(20, 70, 10), strict=True)),
}  # fmt: skip
SCALES: dict[str, dict[str, float]] = {
    "en": {
        "hundred": 1e2, "hundreds": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
        "dozen": 12, "score": 20, "lakh": 1e5, "crore": 1e7, "bn": 1e9, "mn": 1e6,
    },
    "de": {
        "hundert": 1e2, "tausend": 1e3, "million": 1e6, "millionen": 1e6, "mio": 1e6, "milliarde": 1e9,
        "milliarden": 1e9, "mrd": 1e9, "billion": 1e12, "billionen": 1e12, "dutzend": 12,
    },
    "fr": {
        "cent": 1e2, "cents": 1e2, "mille": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9,
        "douzaine": 12, "dizaine": 10, "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50,
        "soixantaine": 60, "centaine": 100, "millier": 1e3,
    },
}  # fmt: skip
_ORDINAL = dict(
    zip(
        [
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
        ],
        range(3, 16),
        strict=True,
    )
)
"""Not "first" and "second", which mean too much besides."""
EAST = "〇零一二三四五六七八九十百千万萬亿億兆两兩"
_EAST_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_EAST_SCALE = {"十": 10, "百": 100, "千": 1000}
_EAST_LARGE = {"万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8, "兆": 1e12}
_HANGUL_DIGIT = {c: i for i, c in enumerate("영일이삼사오육칠팔구")} | {"공": 0}
_HANGUL_SCALE = {"십": 10, "백": 100, "천": 1000}
_HANGUL_LARGE = {"만": 1e4, "억": 1e8, "조": 1e12}
HANGUL_SCALES = {**_HANGUL_SCALE, **_HANGUL_LARGE}
KOREAN_WORDS = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8,
    "아홉": 9, "열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50,
    "예순": 60, "일흔": 70, "여든": 80, "아흔": 90,
}  # fmt: skip
EXACT = 16
"""Characters of a number that a float tells from its neighbours."""
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def digits(written: str, language: str = "en") -> float | None:
    """A number in digits, with the signs for thousands and decimals of its language: "1,043", "1.043" (German), "2,5".
    None if it is too long to be told from its neighbours."""
    dots, commas = written.count("."), written.count(",")
    decimal = "," if language in ("de", "fr", "es", "it", "nl", "pt") else "."
    other = "." if decimal == "," else ","
    groups = re.split("[.,]", written)
    if dots and commas:
        decimal = max(".,", key=written.rfind)
        other = "," if decimal == "." else "."
    elif dots + commas > 1 or (
        written.count(other) == 1 and len(groups[1]) == 3 and groups[0] not in ("0", "")
    ):
        decimal, other = "", "." if dots else ","
    elif written.count(other) == 1:
        decimal, other = other, decimal  # one sign that parts no thousands: a decimal after all
    plain = written.replace(other, "")
    plain = plain.replace(decimal, ".") if decimal else plain
    try:
        return float(plain) if len(plain) <= EXACT else None
    except ValueError:
        return None


def is_word(key: str, language: str) -> bool:
    """Whether a word in lower case is (part of) a number in words."""
    small, scales = _SMALL.get(language, {}), SCALES.get(language, {})
    return key in small or key in scales or (language == "en" and key in _ORDINAL)


def words_of(language: str) -> frozenset[str]:
    """The words that numbers in words are made of; in German only those that stand alone."""
    found = set(_SMALL.get(language, ())) | set(SCALES.get(language, ()))
    return frozenset(found | set(_ORDINAL) if language == "en" else found)


def ordinal(key: str) -> int | None:
    """What an English ordinal counts, from "third" on."""
    return _ORDINAL.get(key)


def value(words: Sequence[str], language: str) -> float | None:
    """What a run of words in lower case means: ("two", "dozen"), ("1.5", "million"), ("zweihundert",)."""
    small, scales = _SMALL.get(language, {}), SCALES.get(language, {})
    total = part = 0.0
    seen = False
    for word in words:
        if word in ("and", "et", "und", "a", "an", "une", "un", "of") and word not in small:
            continue
        if _DIGITS.fullmatch(word):
            number = digits(word, language)
            if number is None:
                return None
            part += number
        elif word in small:
            number = small[word]
            # quatre-vingt(s): four twenties; soixante-dix: sixty and ten
            part = part * number if language == "fr" and number == 20 and part == 4 else part + number
        elif language == "en" and word in _ORDINAL:
            part += _ORDINAL[word]
        elif word in scales:
            scale = scales[word]
            if scale >= 1000:
                total, part = total + (part or 1) * scale, 0.0
            else:
                part = (part or 1) * scale
        elif language == "de" and (compound := _german(word)) is not None:
            part += compound
        elif language == "fr" and word == "vingts":
            part *= 20
        else:
            return None
        seen = True
    return total + part if seen else None


_GERMAN_SMALL = sorted(
    ((w, n) for w, n in (_SMALL["de"] | {"ein": 1, "eine": 1}).items()), key=lambda pair: -len(pair[0])
)


def _german(word: str) -> float | None:
    """A German compound: zweihundertfünfzig, achtundzwanzig, dreitausend."""
    if len(word) > 60:
        return None
    for sign, scale in (("tausend", 1000.0), ("hundert", 100.0)):
        if sign in word:
            head, _, tail = word.partition(sign)
            left = _german(head) if head else 1.0
            right = _german(tail) if tail else 0.0
            return None if left is None or right is None else left * scale + right
    if "und" in word:
        head, _, tail = word.partition("und")
        left, right = _german(head), _german(tail)
        if left is not None and right is not None and left < 10 <= right < 100:
            return left + right
    return next((float(n) for w, n in _GERMAN_SMALL if w == word), None)


def is_german_compound(key: str) -> bool:
    """Whether a German word in lower case is a number written in one."""
    return ("hundert" in key or "tausend" in key or "und" in key) and _german(key) is not None


def eastern(run: str) -> float | None:
    """A number in Chinese or Korean signs, digits allowed: "三百二十", "3만5천", "1.5亿", "삼백"."""
    total = part = 0.0
    number: float | None = None
    at = 0
    run = run[:60]
    while at < len(run):
        char = run[at]
        if found := _DIGITS.match(run, at):
            number, at = digits(found[0]), found.end()
            continue
        at += 1
        digit = _EAST_DIGIT.get(char, _HANGUL_DIGIT.get(char))
        scale = _EAST_SCALE.get(char, _HANGUL_SCALE.get(char))
        large = _EAST_LARGE.get(char, _HANGUL_LARGE.get(char))
        if digit is not None:
            number = digit if number is None else number * 10 + digit
        elif scale is not None:
            part += (1.0 if number is None else number) * scale
            number = None
        elif large is not None:
            whole = part + (number or 0.0)
            total += (whole or 1.0) * large
            part, number = 0.0, None
        elif not char.isspace():
            return None
    return total + part + (number or 0.0)

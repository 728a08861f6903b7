"""Tokens of texts in Latin letters: words by a language's lexicon, and the forms of dates in digits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from beatbook.read.when import values as v
from beatbook.read.when.cascade import Node

Entry = tuple[str, Any]
"""The tag of a word and what it means."""

_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<junk>(?:https?://|www\.)\S+|[@#]\w+)"
    r"|(?P<clock>\d{1,2}[:.]\d\d(?::\d\d)?\s?[ap]\.?m\b\.?|\d{1,2}:\d\d(?::\d\d)?(?![\d:])|\d{1,2}\s?[ap]\.?m\b\.?)"
    r"|(?P<number>\d(?:[\d.,/:-]{0,40}\d)?)|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)|(?P<sign>.)",
    re.I | re.S,
)
_PARAGRAPH = re.compile(r"\n\s*\n")
_YMD = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_PARTS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)")
_TWO = re.compile(r"(\d{1,2})([/.])(\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/](\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[-/](\d\d?)")
_PAIR = re.compile(
    r"(\d{4}([-/.])\d{1,2}\2\d{1,2}|\d{1,2}([-/.])\d{1,2}\3\d{4}|\d{1,2}/\d{1,2}|\d{4}|\d{1,2})-([\d/.-]+)"
)
_SIGNS = {"-": "-", "–": "-", "—": "-", "~": "-", "∼": "-", "〜": "-", ",": ",", ".": ".", "!": ".", "?": ".", "&": "&", "/": "/",
          "'": "'", "’": "'", "=": "=", "(": "(", ")": ".", ";": "."}  # fmt: skip
"""Signs that grammars look at; of the others each is a `;`."""
_QUARTER_YEAR = re.compile(r"([1-4])[-/](\d{4})")
_MONEY = frozenset("$€£¥₩#№")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words in lower case, the abbreviations that may carry a dot, and phrases by their first word, the longest first.
    `ordinals` are what is written onto a number ("st"), `glued` the tags of words that a number may be written onto."""

    words: Mapping[str, Entry]
    phrases: Mapping[str, Sequence[tuple[re.Pattern[str], Entry]]]
    dotted: frozenset[str] = frozenset()
    ordinals: frozenset[str] = frozenset()
    glued: frozenset[str] = frozenset()
    month_first: bool = False
    year_first: bool = False
    dotted_days: bool = False


def phrases(table: Mapping[str, Entry]) -> dict[str, list[tuple[re.Pattern[str], Entry]]]:
    """Phrases, spaces standing for any white space, by their first word."""
    found: dict[str, list[tuple[re.Pattern[str], Entry]]] = {}
    for phrase in sorted(table, key=len, reverse=True):
        first = re.match(r"[^\W\d_]+(?:['’][^\W\d_]+)?", phrase)
        assert first, phrase
        pattern = re.escape(phrase).replace("\\ ", r"[\s-]{1,3}").replace("'", "['’]?")
        found.setdefault(first[0], []).append((re.compile(pattern + r"(?!\w)", re.I), table[phrase]))
        if "'" in first[0]:
            found.setdefault(first[0].replace("'", "’"), []).append(found[first[0]][-1])
            found.setdefault(first[0].replace("'", ""), []).append(found[first[0]][-1])
    return found


def tokens(text: str, lexicon: Lexicon) -> list[Node]:
    """The tokens of a text; what a grammar does not know has the tag `_`."""
    nodes: list[Node] = []
    add = nodes.append
    words, starts = lexicon.words, lexicon.phrases
    match = _TOKEN.match
    at, end, last = 0, len(text), -1
    while at < end:
        found = match(text, at)
        assert found is not None
        kind, start, at = found.lastgroup, at, found.end()
        if kind == "space":
            if at - start > 1 and _PARAGRAPH.search(text, start, at):
                add(Node("_", None, start, start))
            continue
        if kind == "word":
            key = found[0].lower()
            glued = last == start and start and (text[start - 1].isdigit() or text[start - 1] == "_")
            if glued:
                _glue(nodes, key, start, at, lexicon)
                last = at
                continue
            entry, tail = None, 0
            if key in starts:
                for pattern, phrase in starts[key]:
                    if longer := pattern.match(text, start):
                        entry, at = phrase, longer.end()
                        break
            if entry is None:
                entry = words.get(key)
            if entry is None and key[-2:] in ("'s", "’s"):
                entry = words.get(key[:-2])
                tail = 2 if entry else 0
            if entry is None:
                add(Node("_", None, start, at))
            else:
                if key in lexicon.dotted and text.startswith(".", at):
                    at += 1
                add(Node(entry[0], entry[1], start, at - tail))
        elif kind == "number":
            before = text[start - 1] if start else " "
            if (
                before in _MONEY
                or text.startswith("%", at)
                or ((before.isalpha() or before == "_") and not (nodes and nodes[-1].tag in lexicon.glued))
            ):
                add(Node("_", None, start, at))
            elif (
                nodes
                and nodes[-1].tag == "q"
                and last == start
                and (dated := _QUARTER_YEAR.fullmatch(found[0]))
            ):
                nodes.append(Node("n", int(dated[1]), start, start + 1))
                nodes.append(Node("y", int(dated[2]), start + 2, at))
            else:
                nodes.extend(in_digits(found[0], start, lexicon))
        elif kind == "sign":
            add(Node(_SIGNS.get(found[0], ";"), None, start, at))
        else:
            add(Node("Z" if kind == "clock" else "_", None, start, at))
        last = at
    return nodes


def _glue(nodes: list[Node], key: str, start: int, end: int, lexicon: Lexicon) -> None:
    """A word written onto a number: "4th", "1990s", "15mar"; else the number is none of a date."""
    before = nodes[-1]
    if key in lexicon.ordinals and before.tag == "n":
        nodes[-1] = Node("o", before.value, before.start, end)
    elif key in ("q", "h") and before.tag == "n" and 1 <= before.value <= 4 and "q" in lexicon.words:
        nodes[-1] = Node("Q", (key, before.value), before.start, end)
    elif key == "s" and before.tag in ("n", "y"):
        nodes[-1] = Node("s", before.value, before.start, end)
    elif (entry := lexicon.words.get(key)) and entry[0] in ("M", "Z", "R", "q", "z"):
        nodes.append(Node(entry[0], entry[1], start, end))
    else:
        nodes[-1] = Node("_", None, before.start, end)


def in_digits(run: str, start: int, lexicon: Lexicon) -> list[Node]:
    """What a run of digits and signs is: a number (`n`, `y`, `k`), a date (`d`), a date in doubt (`/`, `x`), a range."""
    end = start + len(run)
    if run.isdigit():
        number = int(run) if len(run) <= 8 else -1
        if len(run) <= 2:
            return [Node("n", number, start, end)]
        if len(run) == 4 and 1000 <= number < 3000:
            return [Node("y", number, start, end)]
        if (
            len(run) == 8
            and 1800 <= number // 10_000 < 2200
            and (day := v.made(number // 10_000, number // 100 % 100, number % 100))
        ):
            return [Node("d", v.exact(day), start, end)]
        return [Node("k" if 0 < number < 100_000 else "_", number, start, end)]
    if (value := _date(run, lexicon)) is not None:
        tag = "d"
        if _TWO.fullmatch(run):
            tag = "/" if "/" in run else "5"
        return [Node(tag if run not in ("24/7", "7/24") else "_", value, start, end)]
    if (pair := _PAIR.fullmatch(run)) and (second := in_digits(pair[4], start + pair.end(1) + 1, lexicon)):
        first = in_digits(pair[1], start, lexicon)
        if len(first) == len(second) == 1 and first[0].tag == second[0].tag and first[0].tag in "nyd/":
            return [first[0], Node("-", None, pair.end(1) + start, pair.end(1) + start + 1), second[0]]
        if len(first) == len(second) == 1 and (first[0].tag, second[0].tag) == ("y", "n"):
            year = first[0].value // 100 * 100 + second[0].value
            if year > first[0].value:
                return [
                    first[0],
                    Node("-", None, pair.end(1) + start, pair.end(1) + start + 1),
                    Node("y", year, second[0].start, end),
                ]
    return [Node("_", None, start, end)]


def _date(run: str, lexicon: Lexicon) -> v.Value | None:
    if found := _YMD.fullmatch(run):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _PARTS.fullmatch(run):
        first, second = int(found[1]), int(found[3])
        month_first = lexicon.month_first and found[2] != "." if first <= 12 and second <= 12 else second > 12
        month, day = (first, second) if month_first else (second, first)
        if lexicon.year_first and len(found[4]) == 2:
            return (
                v.on_day(2000 + first, second, int(found[4]))
                if _is_day(second, int(found[4])) and first < 70
                else None
            )
        if len(found[4]) == 4:
            return _day(int(found[4]), month, day)
        if found[2] == "." and not lexicon.dotted_days:
            return None
        sign, year = v.in_two_digits(int(found[4]))
        return v.on_day(year, month, day, sign) if _is_day(month, day) else None
    if found := _TWO.fullmatch(run):
        first, second = int(found[1]), int(found[3])
        month_first = lexicon.month_first if first <= 12 and second <= 12 else second > 12
        month, day = (first, second) if month_first else (second, first)
        return v.on_day(None, month, day) if _is_day(month, day) else None
    if found := _MONTH_YEAR.fullmatch(run):
        return (
            v.in_month(int(found[2]), int(found[1]))
            if 1 <= int(found[1]) <= 12 and 1500 < int(found[2]) < 2200
            else None
        )
    if (found := _YEAR_MONTH.fullmatch(run)) and 1500 < int(found[1]) < 2200 and 1 <= int(found[2]) <= 12:
        return v.in_month(int(found[1]), int(found[2]))
    return None


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def _day(year: int, month: int, day: int) -> v.Value | None:
    return v.on_day(year, month, day) if _is_day(month, day) and 0 < year < 3000 else None

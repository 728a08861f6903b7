"""What German, French, Chinese and Japanese sentences say is coming, in the plainest forms.

One announcement of a sentence: the first date that lies ahead of the article's day, in a sentence with one sign of the future and
none of denial. What is not plain is left out.
"""

from __future__ import annotations

import re
from datetime import date

from beatbook.model import Certainty, Precision
from beatbook.read.when import dates
from beatbook.writing.announcing.found import Found, marked
from beatbook.writing.announcing.periods import period

_SIGNS = {
    "de": {
        Certainty.POSSIBLE: r"\b(?:könnten?|möglicherweise|vielleicht|dürften?)\b",
        Certainty.EXPECTED: r"\b(?:soll(?:en)?|plan(?:t|en)|geplant|erwartet|voraussichtlich)\b",
        Certainty.SCHEDULED: r"\b(?:wird|werden|findet|finden|beginnt|beginnen|startet|eröffnet|endet|tritt|treten|vorgesehen|angesetzt)\b",
    },
    "fr": {
        Certainty.POSSIBLE: r"\b(?:pourra(?:it|ient)|peut-être|envisage)\b",
        Certainty.EXPECTED: r"\b(?:devrai(?:t|ent)|prévoit|prévoient|attendue?s?|compte)\b",
        Certainty.SCHEDULED: r"\b(?:aura|auront|sera|seront|\w{3,18}(?:era|eront|ira|iront|dra|dront)|prévue?s?|doit|doivent|va|vont|se\stient|débute|commence)\b",
    },
    "zh": {
        Certainty.POSSIBLE: r"可能|或将|或將|考虑|考慮",
        Certainty.EXPECTED: r"计划|計劃|预计|預計|拟于|擬於|有望",
        Certainty.SCHEDULED: r"(?:将|將)(?!军|軍|领|領|士|来|來|近)|定于|定於|即将|即將",
    },
    "ja": {
        Certainty.POSSIBLE: r"可能性|検討",
        Certainty.EXPECTED: r"見通し|見込み|方針|計画",
        Certainty.SCHEDULED: r"予定|開かれる|行われる|開幕する|始まる|開催する|実施する|発売する|開業する",
    },
}
_RULES = {code: [(c, re.compile(p, re.I)) for c, p in rows.items()] for code, rows in _SIGNS.items()}
_NOT = {
    "de": re.compile(
        r"\b(?:nicht|kein(?:e[rnms]?)?|nie|wurden?|würden?|hätten?|abgesagt|verschoben|abgesetzt|jed(?:e[nrs]?)\s(?:Jahr|Woche|Monat|\w+tag)|\w+tags|wenn|falls|ob)\b",
        re.I,
    ),
    "fr": re.compile(
        r"\b(?:ne|n['’]\w+|pas|jamais|reporté\w*|annulé\w*|chaque|tous\sles|si|aurait|auraient|serait|avait|avaient|était|étaient|fut)\b",
        re.I,
    ),
    "zh": re.compile(
        r"不会|不會|不将|不將|没有|沒有|推迟|推遲|取消|延期|每年|每周|每週|如果|曾|是否|当时|當時"
    ),
    "ja": re.compile(r"ない|延期|中止|毎年|毎週|予定だった|だった|していた|もし|かどうか"),
}
CODES = frozenset(_RULES)
_GATE = {
    code: re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in rules), re.I)
    for code, rules in _RULES.items()
}
_DATED = re.compile(
    r"\d|tag\b|woche\b|morgen\b|demain|di\b|semaine|明日|明天|来週|来月|来年|下周|下週|明年|周|週|曜|Januar|Februar|März|April|Mai|Ju[nl]i|August|September|Oktober|November|Dezember|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)


def likely(text: str, code: str) -> list[tuple[int, bool]]:
    """Where a text has words that sentences of what is to come have, in order: a date (true), or a word of the future."""
    return marked(text, _GATE[code], _DATED)


AT_MOST = 2
"""Dates of a plain sentence."""


def found(text: str, day: date, code: str) -> list[Found]:
    """The announcement of a plain sentence of an article of this day."""
    if _NOT[code].search(text):
        return []
    sign = next(((c, hit) for c, rule in _RULES[code] if (hit := rule.search(text))), None)
    said = dates(text, day, code)
    if sign is None or not said or len(said) > AT_MOST:
        return []
    spent = (*((d.start, d.end) for d in said), sign[1].span())
    for dated in said:
        if not any(c.isalpha() for c in text[dated.start : dated.end]):
            continue
        when = period(dated, text, day, is_ahead=False)
        if when is None or when.days.first <= day or when.relation in ("since", "after"):
            continue
        if when.precision in (Precision.YEAR, Precision.QUARTER) and code in ("zh", "ja"):
            continue
        return [Found(when.days, when.precision, sign[0], (when.start, when.end), spent=spent)]
    return []

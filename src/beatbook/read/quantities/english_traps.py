"""Numbers of English sentences that count nothing: ages, scores, times, addresses, and the numbers of things that have one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from beatbook.read.quantities.english_nouns import noun
from beatbook.read.quantities.found import Place

_PHONE = re.compile(
    r"(?<![\w,.])(?:\+\d{1,3}[\s.-]?)?(?:\(\d{1,4}\)[\s.-]?)?\d{2,4}(?:[\s.-]\d{3,4}){1,3}(?![\w,])(?<=\d)"
)
_GROUPED = re.compile(r"\d{1,3}(?:\s\d{3})+|(?:19|20)\d\d\s\d{3}")
"""What has the form of a telephone number, and is "13 656 000", or a number behind a year."""
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?|\b\d{1,2}:\d\d(?::\d\d)?\b|\b\d{3,4}\s?(?:hours\s)?GMT\b|\b(?:at|by|past|till|until)\s(?:half\spast\s)?(?:\w+)\so['’]clock", re.I)  # fmt: skip
_ADDRESS = re.compile(r"\b\d{1,5}(?:\s(?:[A-Z][\w'’]+\s){1,3}|\s)(?:Street|Road|Avenue|Lane|Drive|Square|Boulevard|Place|Way|Row|Terrace|Quay|St|Ave|Rd)\b\.?")  # fmt: skip
_WEB = re.compile(r"\S*(?:https?://|www\.|@)\S+")
_AGES = re.compile(
    r"\b(?:[\w-]+?)[\s-]years?[\s-]olds?\b|\bage[sd]?\s(?:of\s)?(?:between\s)?(?:\w+)(?:\s(?:to|and|or)\s\w+|-\d+)?|\b[Tt]he\sage\sof\s[\w-]+|(?<=[^\W\d_]),\s\d{1,3}(?=,|\.$|;|\)|\sand\s[A-Z])|\(\d{1,3}\)|\bin\s(?:his|her|their)\s(?:\w+\s)?\d0s|\b(?:children|girls|boys|them|people|those|women|men|anyone|adults)\s(?:aged\s)?(?:under|over|below|above)\s(?:the\sage\sof\s)?[\w-]+"
    r"|\b(?:turned|turning|turns|was|is)\s\d{1,2}(?=\s(?:when|on\s|last\s)|,\s(?:said|who))"
)
_NAMES = re.compile(
    r"\b(?i:article|articles|section|sections|resolution|resolutions|chapter|paragraph|clause|rule|law|act|bill|decree|order|page|pages|pp?\.|no\.|nos\.|number|vol\.|volume|room|route|highway|"
    r"flight|line|channel|pier|berth|gate|platform|unit|bureau|office|camp|type|version|phase|stage|level|tier|row|box|case|court|category|class|grade|size|episode|part|lot|"
    r"group\sof|division|brigade|regiment|district|ward|zone|floor|building|block|apollo|covid|sputnik|boeing|airbus|iphone|windows|figure|table|annex|appendix|item|step|interstate|exit|model|mark|bus|tram|runway|reactor)"
    r"[\s-](?:no\.\s)?(?:\d[\w.,()-]*|[A-Z]?\d[\w-]*|(?i:one|two|three|four|five|six|seven|eight|nine|ten))(?:(?:,\s|\s(?:and|or|to)\s|-|–)\d+(?!\s[a-z]))*"
)
_NOT_NAMES = frozenset("case line order level unit number part law item page room row box class type camp step lot building block floor bus gate stage court rule act bill figure size".split())  # fmt: skip
"""Of these words those that are names of something numbered only where nothing is counted behind the number."""
_SCORES = re.compile(
    r"\b(?:won|win|wins|beat|beats|beating|lost|lose|loses|defeat(?:ed|s)?|drew|draw|led|leads|trailed|score[ds]?|vot(?:e|ed|ing)|ruled|approved|passed|rejected|adopted)\b[^.;]{0,60}?\b(?:by\s)?"
    r"(?P<a>\d{1,3})\s?(?:[-–—]|\sto\s)\s?(?P<b>\d{1,3})\b(?!\s?(?:%|per))"
    r"|\b\d{1,3}[-–]\d{1,3}(?=\s(?:win|victory|defeat|draw|loss|vote|majority|lead|decision|triumph|ruling|home|away|thrashing|record)\b)"
)
_ONE_OF = re.compile(
    r"\b(?:(?:the|this|that|each|every|any|which|no|another|than|as|by|at)\sone\b|one\s(?:of\b|another|by\sone|day\b|night\b|morning\b|thing|point\b|side\b|hand\b|way\b|who\b|that\b|which\b|reason\b|can\b|could\b|must\b|should\b|would\b|may\b|might\b|is\b|has\b|was\b|will\b|in\b|on\b|to\b|at\b|for\b|and\b|or\b|more\stime|time\b|place\b|after\b|such\b|step\b|single\b|big\b|example\b|source\b|expert\b|analyst\b|official\b|thinks?\b|knows?\b|never\b|country\b|goal\b)|one[,.;:?!]|one$|one['’]s)",
    re.I,
)
_DAYS = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s(?:[12]?\d|3[01])\b(?!,\d|\s\d{3}\b)(?:(?:,\s|\sand\s|\sto\s|\sor\s|[-–]|,\sand\s)\d{1,2}\b(?!\s[a-z]+s\b))*"
)
_AGO = re.compile(
    r"\b(?:every\s)[\w.-]+\s(?:seconds|minutes|hours|days|weeks|months|years)\b|\b[\w.-]+\s(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?)\s(?:ago|later|earlier|before\b(?!\sthe)|after\b)|\b[\d.]+\sdegrees,?\s[\d.]+\sminutes(?:,?\s[\d.]+\sseconds)?|[©]\s?\d{4}|\b(?:call|dial)(?:l?ed|l?ing|s)?\s\d{3}\b",
    re.I,
)
_FRACTION = re.compile(
    r"\b[\w]+[\s-](?:thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|halves)\b(?!\s(?:of\s)?\d{4})|\b(?:one|a)[\s-]half\b|\b(?:one|two|three|four|five|six|seven|eight|nine|\d)\sin\s(?:every\s)?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\b(?=\s(?:people|[a-z]+s)\b)|\b\d/\d+\b|\b(?:24/7|9/11)\b",
    re.I,
)
_LISTED = re.compile(r"^\W*\d{1,3}[.)]\s|(?<=[;:,]\s)\(?\d\)\s")


def traps_in(text: str) -> Iterator[Place]:
    """The places of what looks like a number, or has one, and counts nothing."""
    for trap in (_PHONE, _CLOCK, _ADDRESS, _WEB, _AGES, _SCORES, _ONE_OF, _FRACTION, _LISTED, _DAYS, _AGO):
        for hit in trap.finditer(text):
            if trap is _PHONE and (sum(c.isdigit() for c in hit[0]) < 7 or _GROUPED.fullmatch(hit[0])):
                continue
            yield hit.span()
    for hit in _NAMES.finditer(text):
        word = hit[0].split()[0].split("-")[0].lower()
        if word in _NOT_NAMES and noun(text, hit.end()):
            continue
        yield hit.span()

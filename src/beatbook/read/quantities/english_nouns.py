"""What a number of an English sentence counts: the noun behind it, or the one that it is the value of."""

from __future__ import annotations

import re

from beatbook.read.quantities.found import Place

_WORD = re.compile(r"(?P<gap>\s(?:[“\"‘'])?)(?P<word>[^\W\d_][\w'’.-]*)")
_STOPS = frozenset(
    "in on at by from to for with of and or but than as since until through during within after before when while where who whom which that because if so far this last next each every "
    "the a an his her its their our is are was were be been being has have had will would could may might can should did do does not no more less fewer other others only also still "
    "yet again already alone apiece up down over under between among against across along into onto out off per about around away ago later earlier so".split()
)
_VERBS = frozenset(
    "came arrived crossed entered reached died fled left went took made said told joined returned defected swam landed sailed remained stood rose fell drowned survived escaped voted applied "
    "signed lived worked got received ended began became found held stayed moved sank disappeared vanished succeeded failed made lost won".split()
)
_PEOPLE = frozenset(
    "people men women children police troops aircraft sheep fish staff personnel crew cattle species fishermen policemen servicemen gunmen infantry livestock spacecraft businessmen "
    "households dead injured wounded missing oxen countrymen congressmen lawmen oil rice grain fuel ammunition food".split()
)  # fmt: skip
_LONGEST_NOUN = 6
_OPENED = re.compile(
    r"(?:\s(?:more\s|other\s)?of\s(?:(?:the|its|their|his|her|those|these|all|our)\s)?|(?:(?:-odd|-something|\sodd)?\s(?:more|other|additional|further|new)|-odd|-something|\sodd|\s(?:its|their|his|her|our))\s)(?=\w)"
)
"""What may stand between a number and its noun."""


def noun(text: str, end: int, *, is_whole: bool = True) -> Place | None:
    """Where the noun stands that follows a number, with what describes it; None if there is none in sight. If it need not be whole, the
    words that lead to one will do ("14 Asian and African countries"): what they say is not left out."""
    at = opened.end() - 1 if (opened := _OPENED.match(text, end)) else end
    first = None
    for n in range(_LONGEST_NOUN):
        hit = _WORD.match(text, at)
        if hit is None:
            break
        word, key = hit["word"].rstrip(".'’"), hit["word"].rstrip(".'’").lower()
        if key in _STOPS or (
            n == 0 and (key in _VERBS or (key.endswith(("ed", "ly", "ing")) and not is_whole))
        ):
            break
        first = hit.start("word") if first is None else first
        is_short = "." in word
        at = hit.end() if is_short else hit.start("word") + len(word)
        if _is_plural(key):
            after = _WORD.match(text, at)
            following = after["word"].lower() if after else ""
            if key.endswith(("'s", "’s")) or (
                _is_plural(following) and following not in _STOPS and not word[0].isupper()
            ):
                continue
            return first, at
        if hit["word"].endswith(".") and len(word) > 2 and not is_short:
            break
    return (first, at) if first is not None and not is_whole else None


def _is_plural(key: str) -> bool:
    return (
        key in _PEOPLE
        or (len(key) > 3 and key.endswith("s") and not key.endswith(("ss", "us", "is", "'s", "’s")))
        or key.endswith(("'s", "’s"))
    )


_LINK = re.compile(
    r"\b(?:rose|rises?|risen|fell|falls?|fallen|dropped|climbed|jumped|declined|increased|decreased|grew|slid|plunged|surged|stood|stands|standing|was|were|is|are|came|reached|reaches|"
    r"totall?ed|totals|numbered|hit|at|to|swelled|shrank|amounted|be|been|put)\b"
)
_CLAUSE = re.compile(r"[,;:()“”\"—–]|\s(?:and|but|while|that|which|who)\s")
_NOUN_BEFORE = re.compile(r"\b(?:number|total|count|tally|toll|figure|amount|share|rate)s?\s(?:of|for)\s(?P<noun>(?:[\w'’-]+\s){0,3}?[\w'’-]+s|people|children|men|women|troops)\b", re.I)  # fmt: skip
_PLURALS = re.compile(
    r"\b(?P<noun>(?:(?:[A-Z][\w'’-]*|defector|missile|refugee)\s){0,2}[A-Za-z][\w'’-]*[^s\W]s)\b"
)
_NO_NOUN = re.compile(
    r"(?:the\s)?(?:this|always|was|has|is|its|years?|months?|weeks?|days?|figures?|numbers?)(?:\s\w+)*", re.I
)
_OF = re.compile(r"\b(?P<noun>[\w'’-]+s|toll|total)\s(?:of|at|:)\s?$", re.I)


def noun_before(text: str, start: int) -> Place | None:
    """Where the noun stands before a number that is its value: "arrivals fell to 27", "the number of defectors was 195"."""
    low = max(0, start - 120)
    before = text[low:start]
    numbered = list(_NOUN_BEFORE.finditer(before))
    if numbered and not re.search(r"[;:]", before[(found := numbered[-1]).end() :]):
        return low + found.start("noun"), low + found.end("noun")
    clause = [hit.end() for hit in _CLAUSE.finditer(before)]
    cut = clause[-1] if clause else 0
    part = before[cut:]
    if hit := _OF.search(part.rstrip() + " "):
        if hit["noun"].lower() not in ("total", "toll"):
            return low + cut + hit.start("noun"), low + cut + hit.end("noun")
        return None
    links = list(_LINK.finditer(part))
    if not links or len(part[links[-1].end() :].split()) > 1:
        return None
    for plural in _PLURALS.finditer(part[: links[-1].start()]):
        if not _NO_NOUN.fullmatch(plural["noun"]):
            return low + cut + plural.start("noun"), low + cut + plural.end("noun")
    return None

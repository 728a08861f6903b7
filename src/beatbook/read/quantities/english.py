"""Numbers of English sentences that count something: their value, how they are meant, and what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from beatbook.model import Bound
from beatbook.read import numerals
from beatbook.read.quantities.english_nouns import noun, noun_before
from beatbook.read.quantities.english_traps import traps_in
from beatbook.read.quantities.found import Found, Place, is_within
from beatbook.read.units import UNITS

# ---- numbers ---------------------------------------------------------------------------------------------------------------

_ORDINALS = frozenset(w for w in numerals.words_of("en") if numerals.ordinal(w))
_SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)"
_WORDS = sorted((w for w in numerals.words_of("en") - _ORDINALS if w not in numerals.SCALES["en"]), key=len, reverse=True)  # fmt: skip
_SMALL = rf"(?:{'|'.join(_WORDS)})"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!,?\d)|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d,])|\d+(?:\.\d+)?"
_NUMBER = rf"""
    (?:(?P<digits{{n}}>{_DIGITS})(?P<short{{n}}>bn|mn|tn|[mk](?![\w²³]))?(?P<scale{{n}}>(?:[\s-]{_SCALE})*)
    |(?P<words{{n}}>{_SMALL}(?:(?:[\s-]|\sand\s)(?:{_SMALL}|{_SCALE}))*|(?:an?|half\san?|a\scouple\sof|several)\s{_SCALE}(?:\s{_SCALE})*)
    )
"""
_MONEY = r"(?:(?:US|A|C|HK|NT|S|R)?[$€£¥₩]|(?:USD|EUR|GBP|KRW)\s)"
_PLURAL = r"(?:(?:tens|hundreds)\sof\s(?:thousands|millions)|dozens|scores|hundreds|thousands|millions|billions)(?:\sof)?"
_FIND = re.compile(
    rf"""
    (?<![\w.,/:#№@^-])(?:
      (?P<sign>{_MONEY})?{_NUMBER.replace("{n}", "1")}
      (?:(?:\s?(?P<to>[-–—~]|\sto\s|\sor\s|\sand\s)\s?){_MONEY}?{_NUMBER.replace("{n}", "2")}(?!\w|[-/:.,]\d))?
      (?:(?P<plus>\+)|(?![\w/]|[:.,]\d|-[\d]))
      | (?P<many>{_PLURAL})\b
      | (?P<none>(?:[Nn]one|[Nn]o\sone|[Nn]obody)\b(?=\s(?:of\b|last\b|this\b|in\b|since\b|so\sfar\b|came\b|arrived\b|were\b|was\b|has\b|have\b|died\b|crossed\b|entered\b|reached\b|defected\b))
        | [Nn]o\s(?:(?:new|more|further|other|civilian|confirmed|North|South|known|such|additional|military)\s){{0,2}}
          (?P<nothing>people|defectors?|refugees?|escapees?|migrants?|arrivals?|casualties|deaths?|fatalities|injuries|cases?|infections?|passengers?|soldiers?|troops|
          tests?|launch(?:es)?|missiles?|ships?|vessels?|boats?|victims?|crossings?|Koreans|visitors?|tourists?|prisoners?|workers?|applications?|flights?|executions?|incidents?|votes?)\b)
    )
    """,
    re.X | re.I,
)
_MANY = {
    "tens of thousands": 2e4, "tens of millions": 2e7, "hundreds of thousands": 2e5, "hundreds of millions": 2e8, "dozens": 24, "scores": 40,
    "hundreds": 2e2, "thousands": 2e3, "millions": 2e6, "billions": 2e9,
}  # fmt: skip
"""What such a word says at least."""
_SHORT = {"bn": 1e9, "mn": 1e6, "m": 1e6, "k": 1e3, "tn": 1e12}

# ---- how they are meant --------------------------------------------------------------------------------------------------------

_NEVER = re.compile(r"\b(?:never|not\sonce)\b[^,;:.]{0,50}\b(?:(?P<least>fewer|less)|more)\sthan$", re.I)
_BEFORE = (
    (Bound.AT_MOST, r"no\smore\sthan|not\smore\sthan|at\s(?:the\s)?(?:very\s)?most|(?<!revised\s)(?<!raised\s)(?<!risen\s)(?<!rose\s)(?<!gone\s)(?<!went\s)up\sto|as\smany\sas|as\smuch\sas|(?<!no\s)(?<!not\s)(?:fewer|less|lower)\sthan|under|below|a\smaximum\sof|not\seven|short\sof"),
    (Bound.AT_LEAST, r"at\s(?:the\s)?(?:very\s)?least|no\s(?:fewer|less)\sthan|not\s(?:fewer|less)\sthan|(?<!no\s)(?<!not\s)(?:more|greater|higher|better)\sthan|over|above|exceed(?:ing|ed|s)?|in\sexcess\sof|"
     r"upwards?\sof|a\sminimum\sof|topp(?:ing|ed)|tops|surpass(?:ing|ed|es)?|as\s(?:few|little)\sas|north\sof|(?:has|have|had)\spassed(?:\sthe)?"),
    (Bound.ABOUT, r"about|around|some|roughly|approximately|approx\.?|nearly|almost|close\sto|an?\sestimated|est\.|circa|ca\.|c\.|~|near(?:ing)?|in\sthe\s(?:region|neighbou?rhood)\sof|virtually|perhaps|maybe"),
)  # fmt: skip
_NEVER_OVER = re.compile(
    r"\b(?:never|not\sonce)\s(?:\w+\s)?(?:exceed(?:ed|s)?|topped|surpassed|passed)$", re.I
)
_BOUNDS = [(bound, re.compile(rf"(?<!\w)(?:{words})$", re.I)) for bound, words in _BEFORE]
_TRANSPARENT = re.compile(
    r"(?:\s|^)(?:only|just|exactly|a\stotal\sof|an\sadditional|another|a\srecord|a\sfurther|a\smere|well|another)$",
    re.I,
)
_AFTER = (
    (Bound.AT_LEAST, re.compile(r"(?:\s\w+){0,3}?\s(?:or\s(?:more|higher|above|over)\b|and\scounting\b)", re.I)),
    (Bound.AT_MOST, re.compile(r"(?:\s\w+){0,3}?\s(?:or\s(?:fewer|less|below|under)\b|at\smost\b)", re.I)),
    (Bound.ABOUT, re.compile(r"(?:\s\w+){0,2}?\s(?:or\sso\b|more\sor\sless\b|give\sor\stake\b)", re.I)),
    (Bound.AT_LEAST, re.compile(r"(?:\s\w+){0,3}?,?\sat\s(?:the\svery\s)?least\b", re.I)),
)  # fmt: skip
_WORDS_BEFORE = 60
"""Code points before a number in which the words of its bound stand."""

# ---- numbers that count nothing -------------------------------------------------------------------------------------------------

_TIMES = re.compile(r"\s(?:times|fold)\b|-fold\b")
_COMPOUND = re.compile(
    r"-(?!(?:odd|plus|something|strong)\b)[^\W\d_]|(?:['’](?:s|th|st|nd|rd)\b)|\s?(?:th|st|nd|rd|s)\b|°?[NSEW]\b"
)
_CAPITAL = re.compile(r"(?:^|.*?[\s(“\"'])(?P<word>[A-Z][\w'’.]*)\s$", re.S)
_OPENERS = frozenset(
    "the a an at about some only just over more nearly almost around in on of by from to for with up no as and but or than exactly roughly approximately another these those its their his her our my under fewer less between all last since after before not none however so still while when "
    "if because though although until during within among another both that this there they he she it we you i".split()
)


def numbers(text: str, dated: Sequence[Place]) -> list[Found]:
    """The numbers of a sentence that count or measure something. `dated` are the places of its dates."""
    return list(_numbers(text, [*dated, *traps_in(text)], dated))


LIKELY = re.compile(
    rf"\d|\b(?:{'|'.join(_WORDS)}|dozens?|hundreds?|thousands?|millions?|billions?|scores|no(?:ne)?|nobody)\b",
    re.I,
)
"""What a sentence with a number has."""


def _numbers(text: str, traps: Sequence[Place], dated: Sequence[Place]) -> Iterator[Found]:
    at = 0
    while hit := _FIND.search(text, at):
        at = hit.end()
        start, end = hit.span()
        if hit["none"]:
            yield _nothing(text, hit)
            continue
        if hit["many"]:
            if not is_within(start, end, traps):
                yield _many(text, hit)
            continue
        first = _value(hit, "1")
        second = _value(hit, "2") if hit["to"] else None
        if second is not None and not _is_range(text, hit, first, second, traps):
            at = end = hit.start("to")
            second = None
        if first is None:
            continue
        if is_within(start, end, traps) and not _is_counted_year(text, hit, traps, dated):
            at = max(at, max((b for a, b in traps if start < b and a < end), default=at)) if end == at else at
            continue
        if _COMPOUND.match(text, end) or _is_name(text, hit, start, end, dated) or _TIMES.match(text, end):
            continue
        if hit["words1"] and not _is_word_number(text, hit):
            continue
        yield _whole(text, hit, start, end, first, second)


def _value(hit: re.Match[str], n: str) -> float | None:
    if (said := hit[f"digits{n}"]) is not None:
        value = numerals.digits(re.sub(r"\s", "", said))
        if value is None:
            return None
        value *= _SHORT.get((hit[f"short{n}"] or "").lower(), 1.0)
        for scale in re.split(r"[\s-]", hit[f"scale{n}"] or ""):
            value *= numerals.SCALES["en"].get(scale.lower(), 1.0)
        return value
    if (said := hit[f"words{n}"]) is None:
        return None
    words = re.split(r"[\s-]+", said.lower())
    factor = 1.0
    if words[0] == "half":
        factor, words = 0.5, words[1:]
    elif words[0] == "several":
        factor, words = 3.0, words[1:]
    elif words[:3] == ["a", "couple", "of"]:
        factor, words = 2.0, words[3:]
    value = numerals.value(words, "en")
    return None if value is None else value * factor


def _is_range(
    text: str, hit: re.Match[str], first: float | None, second: float, traps: Sequence[Place]
) -> bool:
    """Whether two numbers are the ends of a range: "between 300 and 350", "5-7", not "12 and 15" or "from 38 to 41"."""
    if first is None or is_within(hit.start("to"), hit.end(), traps):
        return False
    sign = hit["to"].strip()
    before = text[: hit.start()]
    scale = hit["scale2"] or ""
    if scale and not hit["scale1"] and first < second:
        for word in scale.split():
            first *= numerals.SCALES["en"].get(word.lower(), 1.0)
    if hit["short2"] and not hit["short1"]:
        first *= _SHORT[hit["short2"].lower()]
    if first >= second:
        return False
    if sign == "and":
        return re.search(r"\bbetween\s(?:about\s|around\s)?$", before, re.I) is not None
    if sign == "to":
        return re.search(r"\b(?:from|up|down|by)\s(?:\w+\s)?$", before, re.I) is None
    if sign == "or":
        return second - first <= max(2.0, first)
    return True


def _is_counted_year(text: str, hit: re.Match[str], traps: Sequence[Place], dated: Sequence[Place]) -> bool:
    """Whether what could be a year is a number after all: "1047 North Koreans"."""
    said = hit["digits1"] or ""
    place = hit.span("digits1")
    if (
        len(said) != 4
        or hit["to"]
        or place not in dated
        or 1900 <= int(said if said.isdigit() else 2000) < 2100
    ):
        return False
    others = [trap for trap in traps if trap != place]
    return not is_within(*place, others) and noun(text, hit.end()) is not None


def _is_name(text: str, hit: re.Match[str], start: int, end: int, dated: Sequence[Place]) -> bool:
    """Whether a number is part of a name: "Boeing 737", "Hwasong 15", "Three Gorges"."""
    if hit["words1"]:
        word = hit["words1"]
        following = text[end : end + 2]
        return (
            word[0].isupper()
            and start > 0
            and text[start - 2 : start - 1] not in '.:“"'
            and following[1:2].isupper()
        )
    if (
        hit["sign"]
        or "," in (hit["digits1"] or "")
        or hit["scale1"]
        or not (capital := _CAPITAL.match(text[max(0, start - 40) : start]))
    ):
        return False
    word_at = max(0, start - 40) + capital.start("word")
    if (
        capital["word"].lower().rstrip(".") in _OPENERS
        or is_within(word_at, start, dated)
        or capital["word"].endswith((".", ":"))
    ):
        return False
    named = noun(text, end)
    is_proper = named is not None and text[named[0]].isupper()
    if (
        is_proper
        and named
        and not capital["word"].isupper()
        and text[named[0] :].startswith(("North", "South"))
    ):
        return False  # "in Velm 38 North Koreans"
    return word_at > 0 and (named is None or is_proper) and _unit_after(text, end) is None


def _is_word_number(text: str, hit: re.Match[str]) -> bool:
    """Whether a number in words counts: "one" only before what there can be one of."""
    said = hit["words1"].lower()
    if said == "one":
        return hit["to"] is not None or (_single(text, hit.end()) is not None)
    return not re.match(r"\s(?:third|fourth|fifth|percenters)\b", text[hit.end() :]) and said != "a score"


_SINGLE = re.compile(
    r"\s(?:(?:North|South|more|other|foreign|young|unarmed|civilian|Karsan)\s)?(?P<noun>person|man|woman|child|boy|girl|defector|refugee|escapee|migrant|soldier|officer|policeman|fisherman|passenger|sailor|worker|guard|"
    r"Korean|student|student|boat|ship|vessel|missile|case|death|arrest|test|launch|dead|injured|arrival|swimmer|civilian|victim|plane|truck|shell|vote|million|seat|percent)\b"
)


def _single(text: str, end: int) -> Place | None:
    hit = _SINGLE.match(text, end)
    return hit.span("noun") if hit else None


def _many(text: str, hit: re.Match[str]) -> Found:
    said = re.sub(r"\sof$", "", hit["many"].lower())
    counted = noun(text, hit.end())
    start, _ = _bound(text, hit.start(), hit.end())
    return Found(start, hit.end(), hit.span(), _MANY[said], Bound.AT_LEAST, counted=counted)


def _nothing(text: str, hit: re.Match[str]) -> Found:
    counted = (hit.start() + len("no "), hit.end()) if hit["nothing"] else None
    if counted is None and re.match(r"\sof\b", text[hit.end() :]):
        counted = noun(text, hit.end())
    return Found(hit.start(), hit.end(), hit.span(), 0.0, counted=counted)


def _whole(text: str, hit: re.Match[str], start: int, end: int, first: float, second: float | None) -> Found:
    at = (start, end)
    unit = _sign(hit["sign"])
    if second is not None and (scale := hit["scale2"]) and not hit["scale1"]:
        for word in scale.split():
            first *= numerals.SCALES["en"].get(word.lower(), 1.0)
    if second is not None and hit["short2"] and not hit["short1"]:
        first *= _SHORT[hit["short2"].lower()]
    behind = _unit_after(text, end)
    if behind:
        unit, end = behind[0], behind[1]
    start, bound = _bound(text, start, end)
    if hit["plus"] and second is None:
        bound = Bound.AT_LEAST
    if (hit["words1"] or "").lower() and bound is Bound.EXACT and _is_round(hit["words1"].lower()):
        bound = Bound.ABOUT
    if re.match(r"(?:-|\s)(?:odd|something)\b", text[hit.end() if second is None else end :]):
        bound = Bound.ABOUT
    for after, form in _AFTER:
        if bound is Bound.EXACT and (reach := form.match(text, end)):
            bound, end = after, reach.end()
    counted = noun(text, behind[1] if behind else at[1], is_whole=False)
    if counted is None and first == 1.0 and not unit:
        counted = _single(text, at[1])
    is_change = _is_change(text, start, end, unit)
    return Found(start, end, at, first, bound, unit, second, counted or noun_before(text, start), is_change)


def _is_round(said: str) -> bool:
    """Whether a number in words is only about that much: "two dozen", "a hundred"."""
    return "dozen" in said or said.startswith(("a ", "an ", "half ", "several "))


def _sign(sign: str | None) -> str:
    if not sign:
        return ""
    return {"USD": "$", "EUR": "€", "GBP": "£", "KRW": "₩"}.get(sign.strip(), sign.strip()[-1])


_UNIT = re.compile(
    r"\s?(?P<percent>%(?![-\w])|per\s?cent\b|pct\b)(?P<points>[\s-](?:age\s)?points?\b)?|\s?(?P<pp>percentage[\s-]points?|basis\spoints)\b"
    r"|[\s-]?(?:(?P<square>square|cubic)[\s-])?(?:metric\s|nautical\s|US\s|U\.S\.\s|South\sKorean\s|light\s)?(?P<word>[^\W\d_]+(?![\w-])|°(?:\s?[CF]\b)?)"
)
_SHORT_UNITS = {
    "cm": "cm",
    "mm": "mm",
    "kg": "kg",
    "km": "km",
    "m": "m",
    "ft": "feet",
    "lb": "lb",
    "lbs": "lb",
    "°": "°",
    "pp": "points",
}


def _unit_after(text: str, end: int) -> tuple[str, int] | None:
    """The unit behind a number and where it ends; of a range the one behind both."""
    hit = _UNIT.match(text, end)
    if hit is None:
        return None
    if hit["percent"]:
        return ("points", hit.end()) if hit["points"] else ("%", hit.end("percent"))
    if hit["pp"]:
        return "points", hit.end()
    word = hit["word"]
    if word in ("to", "a", "an", "in"):
        return None
    key = word.lower()
    unit = "°" if key.startswith("°") else UNITS.get(key) or _SHORT_UNITS.get(word)
    if unit is None or (
        len(word) <= 3
        and word not in _SHORT_UNITS
        and not key.startswith("°")
        and not key.endswith(("t", "s", "y", "n"))
        and key not in ("usd", "eur", "won", "yen", "tonne")
    ):
        return None
    if key in ("points", "point", "pounds", "tag", "ans", "grad", "jour", "jours", "mois", "t"):
        return None
    if hit["square"]:
        return f"{hit['square'][:2]}{unit}", hit.end()
    return unit, hit.end()


def _bound(text: str, start: int, end: int) -> tuple[int, Bound]:
    """How a number is meant by the words before it, and where these begin."""
    before = text[max(0, start - _WORDS_BEFORE) : start].rstrip()
    shift = max(0, start - _WORDS_BEFORE)
    if hit := _NEVER.search(before):
        return shift + hit.start(), Bound.AT_LEAST if hit["least"] else Bound.AT_MOST
    if hit := _NEVER_OVER.search(before):
        return shift + hit.start(), Bound.AT_MOST
    begin = start
    for _ in range(3):
        for bound, form in _BOUNDS:
            if hit := form.search(before):
                if bound is Bound.ABOUT and hit[0].lower() == "about" and re.search(r"\b(?:talk|spoke|ask|know|concern\w*|worried)\s?(?!that\b)\w*\sabout$", before, re.I):  # fmt: skip
                    continue
                return shift + hit.start(), bound
        hit = _TRANSPARENT.search(before)
        if hit is None:
            break
        before = before[: hit.start()]
        begin = shift + hit.start() + (text[shift + hit.start()].isspace())
    return begin if begin < start else start, Bound.EXACT


# ---- changes ---------------------------------------------------------------------------------------------------------------------

_GREW = r"(?:rose|rise[sn]?|risen|rising|fell|falls?|fallen|falling|dropped|drop(?:s|ping)?|climb(?:ed|s|ing)?|jumped|jumps?|declin(?:ed|es?|ing)|increas(?:ed?|es|ing)|decreas(?:ed?|es|ing)|grew|grows?|grown|growing|slid|plunged|surged|shrank|shrunk|gained|lost|up|down|cut|reduced|raised|slipped|soared|tumbled|slumped|eased|widened|narrowed|expanded|contracted)"
_CHANGED = re.compile(
    rf"\b{_GREW}\s(?:sharply\s|further\s)?(?:by\s)(?:(?:about|around|some|nearly|almost|more|less|fewer|than|over|at|least|only|just|an|estimated|another|a|further|up|to|roughly)\s){{0,3}}$|\b(?:an?|the)\s(?:sharp\s|slight\s|further\s)?(?:increase|decrease|rise|fall|drop|decline|gain|jump|reduction|difference|gap)\sof\s(?:\w+\s){{0,3}}$|\b(?:difference|margin)\s(?:of|was|is)\s$",
    re.I,
)
_CHANGED_BY = re.compile(rf"\b{_GREW}\s(?:about|around|some|nearly|almost|more\sthan|over|at\sleast|only|just|roughly|an?\sestimated)?\s?$", re.I)  # fmt: skip
_MORE = re.compile(
    r"(?:\s[\w'’-]+){0,2}?\s(?:more|fewer|less|higher|lower|above|below)\s(?:than\b|(?:in|from)\s)", re.I
)


_ADDED = re.compile(r"\b(?:add(?:s|ed|ing)?|subtract(?:s|ed|ing)?)\s(?:another\s)?$", re.I)


def _is_change(text: str, start: int, end: int, unit: str) -> bool:
    before = text[max(0, start - 60) : start]
    if _CHANGED.search(before) or _MORE.match(text, end) or _ADDED.search(before):
        return True
    if hit := _CHANGED_BY.search(before):
        word = hit[0].split()[0].lower()
        if unit or word not in ("lost", "cut", "up", "down", "raised"):
            return True
        if word in ("up", "down") and re.match(r"\s(?:from|on|over|compared)\b", text[end:]):
            return True
    return (
        bool(unit)
        and re.match(
            r"\s(?:more|fewer|less|higher|lower|increase|decrease|rise|fall|drop|decline|jump|growth)\b",
            text[end:],
        )
        is not None
    )

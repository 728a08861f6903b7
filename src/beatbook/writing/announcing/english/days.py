"""Whether a date of an English sentence is one on which something is to come, by the verb that it belongs to."""

from __future__ import annotations

import re
from datetime import date

from beatbook.model import Precision
from beatbook.read.when import Dated
from beatbook.writing.announcing.english.verbs import ATTRIBUTE, THING, Ruled, Verb
from beatbook.writing.announcing.periods import Period, period

EVENT = (
    r"(?:talks?|summits?|meetings?|visits?|trips?|votes?|elections?|polls?|referendums?|launch(?:es)?|exercises?|drills?|hearings?|trials?|conferences?|festivals?|match(?:es)?|games?|concerts?|shows?|"
    r"congress|sessions?|ceremon(?:y|ies)|parades?|tours?|tournaments?|exams?|races?|marathons?|fairs?|reunions?|negotiations?|rall(?:y|ies)|strikes?|marches|events?|exhibitions?|opening|tests?|deadline|debut|release)"
)
_FEELS = re.compile(
    r"\s(?:\w+ly\s|well\s|always\s|long\s|not\s|be\s|forever\s)*(?:always|forever|etched|remember(?:ed)?|forget|forgotten|recall(?:ed)?|known?|think|say|tell|miss|mourn|cherish|go\sdown\sin|haunt\w*|regret\w*|associated|judged|regard|seem|wish|assume|argue|believe|suspect|(?:be\s)?(?:seen|heard|overheard|felt|glimpsed)|feel|look\sback|live\sin|depend|need|have\sto\swait)\b"
)
"""What follows a "will" that announces nothing."""
FOR = re.compile(r"\b(?:for|as)\s(?:early\s|late\s|the\s)?$")
_CALLS = re.compile(
    r"\b(?:set|sets|scheduled|called|announced|planned|fixed|booked|slated|convened|arranged|issued|invited|summoned|appointed|tickets|rescheduled|named|sets|calls|announces|proposed|designated|declared)\b"
)
_BEHIND = re.compile(r"\sas\sthe\s(?:date|day|deadline)\b|\s(?:\w+\s){0,2}deadline\b")
_LAPSE = re.compile(r"\b(?:for|over|during|throughout)\s(?:the\s)?$")
_NEXT = re.compile(r"(?:the\s)?(?:next|coming)\b")
_OF_TOPIC = re.compile(r"\b(?:for|of)\s$")
_HEADING = re.compile(r"\s?[:–—-]\s")
""" "June 16: the board meets": an item of a chronicle."""
_LOOSE = re.compile(
    r"\b(?:few|several|many|some|couple)\b|^(?:in\s)?(?:the\s)?(?:days|weeks|months|years)\sahead$|^(?:on\s)?the\s(?:next|following)\s(?:day|morning)$",
    re.I,
)
_SINCE = re.compile(r"since\b", re.I)
_LATER_THAN = re.compile(
    r"\b(?:later|earlier|before|after|ago|previous|following|last|past|same)\b(?!\s(?:this|today|in|on|next))",
    re.I,
)
_EVENTS_OF = re.compile(
    rf"(?:['’]s?)?\s(?:(?:\w+\s){{0,3}}?)(?:{EVENT}|Olympic\w*|Games|Cup|World|Championships?|Expo|season|deadline|start|end|anniversary|Assembly|Congress|Summit|Festival)\b",
    re.I,
)
_IN_MEMORY = re.compile(
    r"\b(?:anniversary|memory|commemorat\w+|victims|remembrance|outcome|results?|winners?|loss|aftermath|wake|survivors|signed|adopted|marking|birthday)\s(?:of|in)\s[^,]{0,60}$|(?<!\bbe\s)\b(?:born|founded|since|dated|elected|signed|adopted|released|reported|reached|occurred)\s(?:\w+\s){0,2}(?:on|in)?\s?$",
    re.I,
)
_WHOEVER = re.compile(r"\b(?:whoever|whichever|whatever|whomever|anyone\swho|those\swho)\b[^,]*$", re.I)
_HABITUAL = re.compile(
    r"\b(?:(?:every|each)\s(?:year|month|week|day|spring|summer|autumn|fall|winter|season)|annually|yearly|daily|weekly|monthly|usually|always|normally|typically|traditionally|often|sometimes)\b",
    re.I,
)
_LED_DAY = re.compile(
    r"(?:\b(?:on|by|until|till|from|before|after|and|to|through|for|of|between|starting|beginning|day|since|around|about|slated|scheduled|effective),?|,|^|[–—-])\s?$",
    re.I,
)
_FEAST = re.compile(r"\b(?:anniversary|birth\w*|day|foundation|founding|festival|holiday)\b[^()]*\($", re.I)
_IN = re.compile(r"\b(?:in|by|until|from|since|through|for|this|next|of|late|early|mid)[\s-]$", re.I)
_OF = re.compile(r"\b(?:of|for|to|and)\s$")
_THAN = re.compile(r"\b(?:than|like|unlike|if\snot)\s(?:in\s|on\s)?$")
_PASSED = re.compile(
    r"\b(?:deadline|\w+day),?\s(?:\w+\s)?(?:went|passed|expired|came|ran\sout)\b|\bmiss(?:ed|es|ing)?\b", re.I
)
""" "On Monday the council agreed to …": the day is that of the deed."""
_ACCORDING = re.compile(r"\baccording\sto\s[^,]*$")
_NUMBERED = re.compile(r"\d(?:st|nd|rd|th)?$|^(?:on\s)?\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]+\.?$")
_SEASONAL = re.compile(
    r"\b(?:in|by|this|next|until|of|through|from|for|the|during|coming)[\s-](?:the\s|late\s|early\s)?$", re.I
)
_HAVE_NO = re.compile(r"\s(?:be|have|see|make|bring)\sno\b(?!\slater)")
_DID = re.compile(
    r"(?:pledged|promised|vowed|agreed|decided|voted|resolved|chose|elected|threatened|proposed|hoped)\b"
)
""" "On Monday the council agreed to …": the day is that of the deed."""
_AFTERWARDS = re.compile(r"(?:After|Since|Following|Despite|Because|When|With)\s")
_PLANNED = re.compile(r"(?:planned|scheduled|slated|due|set)\b")
_WAS = re.compile(r"\s(?:was|were|has|have|had)\b")
_SO = re.compile(r"\bso\s(?:that\s)?\w+\s$")
_GAVE = re.compile(r"(?:gave|given)\b")
_LASTS = re.compile(
    r"\b(?:order|clos|shut|suspend|bann?|halt|cancel|remain|seal|remand|stay|keep|kept|block|grounded|detain|quarantin|evacuat|gave|give)\w*(?:\s[^\s,]+){0,14}\s$"
)
""" "Ordered the closure of schools until 6 May"."""
_WEEKDAY = re.compile(r"XXXX-WXX-\d$")
_YEAR = re.compile(r"\b20\d\d\b")
_TODAY = re.compile(r"today|tonight", re.I)
_STILL = re.compile(
    r"(?:will|shall|would|could|may|might|(?:is|are|was|were)\s(?:\w+ly\s)?(?:to|due|set|scheduled|expected|slated|likely|planning|supposed)|scheduled|plans?|expects|['’]ll|set\sto|due|threat\w+)\b"
)
_BY = re.compile(r"\b(?:by|within|before|until|of)\s(?:the\s)?$")
_DONE = re.compile(
    r"(?:will|would|is\sto|are\sto|to|(?:is|are)\s(?:due|set|scheduled|expected|planned|slated|likely)(?:\sto)?)\s(?:\w+ly\s)?(?:be\s)?(?:held|opene?d?|launch(?:ed)?|completed?|built|released?|published?|introduced?|inaugurated?|finish(?:ed)?|unveil(?:ed)?|signed|delivered|visit|host|close[d]?|start(?:ed)?|begin|take\s(?:place|effect)|staged|retire|expire)\b"
    r"|(?:scheduled|slated|planned|due|set)\s(?:for|in)\b|(?:opens|begins|starts|ends|expires|closes|takes)\b"
)
_FESTIVE = re.compile(r"(?:christmas|xmas|easter|hallowe['’]?en|new\syear)$", re.I)
"""Feasts that give their name to what is held around them: "a Christmas market"."""
_COUNTED = re.compile(
    r"\s(?:by\s\w+(?:\svotes?)?\sto\s\w+|by\sa\s\w+\s(?:vote|majority|margin)|unanimously)\b"
)
"""How a vote ended: "voted to strike by 240 votes to 31 on Wednesday" is over."""
_EACH = re.compile(
    r"\sof\s\w+ing\b|\s(?:mornings|afternoons|evenings|nights|lunchtimes)\b|\s(?:(?:of|in)\s)?(?:every|each|the\snext)\s(?:year|month|week)|\sannually"
)
NEAR = 3
"""Days ahead up to which a weekday is nearer than the last one."""
SOON, FAR_OFF = 120, 200
"""Days ahead up to which a day without its year can be meant where the verb may look back as well ("hoped to", "could")."""


def days_ahead(each: Ruled, text: str, day: date) -> Period | None:
    """The days of a date that its verb puts ahead, or None."""
    dated, verb = each.dated, each.verb
    if verb is None or verb.kind in ("moved", "cancelled"):
        return None
    if verb.kind == "past" and not _is_set(text, dated, verb):
        return None
    if verb.kind == "not" and dated.relation not in ("until", "before"):
        return None
    when = period(dated, text, day, is_ahead=verb.kind != "wasto" or _is_soon(dated, day))
    if when is None or when.days.last < day:
        return None
    if _WEEKDAY.match(dated.timex) and _is_counted(text, each):
        return None
    if _is_vague(text, dated) or _is_of_thing(text, dated, when) or _is_of_other(text, dated, verb):
        return None
    if not _fits(each, verb, when, text, day):
        return None
    is_today = when.precision is Precision.DAY and when.days.first <= day == when.days.last
    if is_today and not _is_today(text, each):
        return None
    if when.precision is Precision.YEAR and when.days.first <= day and not _is_by(text, each):
        return None
    return when


def _is_soon(dated: Dated, day: date) -> bool:
    """Whether a weekday is nearer ahead than behind: what was planned for Wednesday, on a Tuesday."""
    found = _WEEKDAY.match(dated.timex)
    return found is not None and 0 < (int(dated.timex[-1]) - 1 - day.weekday()) % 7 <= NEAR


def _is_counted(text: str, each: Ruled) -> bool:
    """Whether a weekday is the one on which votes were counted, not the one on which what was decided is to come."""
    verb = each.verb
    return (
        verb is not None
        and each.is_before
        and text.startswith("voted", verb.start)
        and _COUNTED.search(text, verb.end, each.dated.start) is not None
    )


def _is_set(text: str, dated: Dated, verb: Verb) -> bool:
    """Whether a verb of the past set the day of something: "called a strike for Friday", "set Nov. 10 as the date", "closed until 6 May"."""
    if text[verb.start : verb.end] in ("said", "told"):
        return False
    if dated.relation == "until" and _LASTS.search(text, 0, dated.start):
        return not _WEEKDAY.match(dated.timex) or _GAVE.match(text, verb.start) is not None
    calls = _CALLS.search(text, max(0, dated.start - 70), dated.start) or _CALLS.match(text, verb.start)
    is_for = FOR.search(text, max(0, dated.start - 60), dated.start) or _BEHIND.match(text, dated.end)
    return calls is not None and is_for is not None


def _is_vague(text: str, dated: Dated) -> bool:
    """Whether a date says too little, or reckons from something else than the article's day: "in a few days", "the day after", "since"."""
    before = text[max(0, dated.start - 60) : dated.start]
    words = text[dated.start : dated.end]
    is_bound = dated.relation in ("until", "before")
    if (
        _LOOSE.search(words)
        or (_LATER_THAN.search(words) and not is_bound)
        or _SINCE.match(words)
        or dated.relation == "after"
    ):
        return True
    if dated.start == 0 and _HEADING.match(text, dated.end):
        return True
    if _EACH.match(text, dated.end) or _THAN.search(before):
        return True
    return dated.grain == "range" and _LAPSE.search(before) is not None and _NEXT.match(words) is not None


def _is_of_other(text: str, dated: Dated, verb: Verb) -> bool:
    """Whether a date is that of something else in the sentence: of who is quoted, of what is commemorated, of a condition."""
    before = text[max(0, dated.start - 60) : dated.start]
    if _IN_MEMORY.search(before) or _WHOEVER.search(before) or _FEELS.match(text, verb.end):
        return True
    if before.endswith("(") and text.startswith(")", dated.end) and _FEAST.search(before):
        return True
    return _ACCORDING.search(text, max(0, dated.start - 160), dated.start) is not None


def _fits(each: Ruled, verb: Verb, when: Period, text: str, day: date) -> bool:
    """Whether a verb of this kind can put these days ahead from where it stands."""
    dated = each.dated
    if verb.kind == "table" and (
        when.is_weekly or _HABITUAL.search(text) or not _is_near(text, verb, dated, each.is_before)
    ):
        return False
    if verb.kind == "deadline" and (
        _PASSED.search(text) or dated.start - verb.end > 60 or verb.start - dated.end > 30
    ):
        return False
    if verb.kind == "wasto" and verb.aside and _WEEKDAY.match(dated.timex):
        return False
    if when.days.first <= day and _PLANNED.match(text, verb.start) and _WAS.match(text, dated.end):
        return False
    if verb.kind == "possible" and _SO.search(text, 0, verb.start):
        return False
    if _HAVE_NO.match(text, verb.end) or (_DID.match(text, verb.start) and when.days.first <= day):
        return False
    if verb.kind in ("would", "wasto", "possible") and dated.timex.startswith(("XXXX", "(XXXX")):
        most = SOON if verb.kind == "wasto" else FAR_OFF
        if (when.days.first - day).days > most:
            return False
    if each.is_before:
        return True
    is_topic = when.precision is not Precision.DAY and _OF_TOPIC.search(text, 0, dated.start) is not None
    is_setting = _AFTERWARDS.match(text) is not None and "," in text[dated.end : verb.start]
    return not (is_topic or is_setting or _DID.match(text, verb.start))


def _is_today(text: str, each: Ruled) -> bool:
    """Whether what is said of the article's own day is still to come: "will meet later today", not "today's weather", "said Friday"."""
    verb, dated = each.verb, each.dated
    if verb is not None and verb.kind == "table":
        return each.is_before and _TODAY.search(text[dated.start : dated.end]) is not None
    if verb is None or verb.kind not in ("scheduled", "expected", "possible", "threatened", "would"):
        return False
    if not _STILL.match(text, verb.start) or _YEAR.search(text, dated.start, dated.end + 5):
        return False
    if re.match(r"\s(?:says?|said|in\sa|that|stressed|wrote)\b", text[dated.end : dated.end + 12]):
        return False
    is_near = each.is_before and dated.start - verb.end <= 80
    return is_near or dated.start <= 5 or text.startswith("later", dated.start)


def _is_by(text: str, each: Ruled) -> bool:
    """Whether something of this year is to be at some time of it, and is not what the year is like or what should be done in it."""
    verb, dated = each.verb, each.dated
    before = text[max(0, dated.start - 20) : dated.start]
    if (
        dated.part
        or dated.relation in ("until", "before")
        or _BY.search(before)
        or text[dated.start : dated.end].startswith("later")
    ):
        return True
    return verb is not None and _DONE.match(text, verb.start) is not None


def _is_near(text: str, verb: Verb, dated: Dated, is_before: bool) -> bool:
    """Whether a date stands so near a verb of the present that it can be its own: "opens in the old mill on Friday"."""
    if is_before:
        between = text[verb.end : dated.start]
        return between.count(" ") <= 9 and "," not in between
    between = text[dated.end : verb.start]
    is_leading = dated.start <= 5 or text[: dated.start].rstrip().endswith(",")
    return dated.grain in ("day", "range") and is_leading and between.count(" ") <= 8


def _is_of_thing(text: str, dated: Dated, when: Period) -> bool:
    """Whether a date only tells a thing from others of its kind: "the 2021 budget", "third-quarter results", "today's youth"."""
    if dated.grain == "day" and not dated.clock:
        if text.startswith("-", dated.end) or (
            _NUMBERED.search(text[dated.start : dated.end]) and _is_name(text, dated)
        ):
            return True
        if re.match(r"\s[A-Z]", text[dated.end : dated.end + 2]) and re.search(
            r"\bthe\s", text[max(0, dated.start - 4) : dated.start + 4], re.I
        ):
            return True
    before = text[max(0, dated.start - 24) : dated.start]
    words = text[dated.start : dated.end].lower()
    if _FESTIVE.match(words) and THING.match(text, dated.end):
        return True
    if dated.grain == "season" and " " not in words and _SEASONAL.search(before) is None:
        return True
    if when.precision is Precision.QUARTER and re.search(r"\bfor\s(?:the\s)?$", before):
        return True
    if when.precision in (Precision.YEAR, Precision.MONTH, Precision.QUARTER) and re.match(
        r"\s[A-Z]", text[dated.end : dated.end + 2]
    ):
        return _IN.search(text, max(0, dated.start - 12), dated.start) is None or dated.grain == "season"
    if not THING.match(text, dated.end):
        return False
    is_possessive = text.startswith(("'", "’"), dated.end)
    is_attribute = is_possessive or text.startswith("-", dated.end) or ATTRIBUTE.search(before) is not None
    if when.precision in (Precision.YEAR, Precision.QUARTER):
        loose = (
            dated.timex[:4].isdigit()
            and re.search(
                r"\b(?:in|by|until|of|for|through|during|before|from|and|to|early|late|mid)[\s-]$", before
            )
            is None
        )
        loose = loose or when.precision is Precision.QUARTER
        return (is_attribute or loose) and not _EVENTS_OF.match(text, dated.end)
    if is_possessive:
        return (
            before.endswith("from ")
            or words in ("today", "tomorrow", "yesterday")
            or not _EVENTS_OF.match(text, dated.end)
        )
    return False


def _is_name(text: str, dated: Dated) -> bool:
    """Whether a month and day are the name of something: "the October 4 declaration", of any year."""
    if _EVENTS_OF.match(text, dated.end):
        return False
    before = text[max(0, dated.start - 12) : dated.start]
    is_led = _LED_DAY.search(before) is not None or text[dated.start : dated.start + 3] in (
        "on ",
        "On ",
        "by ",
    )
    if re.match(r"\s[A-Z]\w", text[dated.end : dated.end + 3]):
        return not is_led or _OF.search(before) is not None
    return (not is_led or _OF.search(before) is not None) and THING.match(text, dated.end) is not None

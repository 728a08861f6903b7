"""The verbs of an English sentence, each with what it says of time and of how certain it is, and which of them a date belongs to.

A date belongs to the verb before it in its clause ("said on Tuesday it will launch in May"), or where there is none to the first
one behind it ("On Friday the council will vote"). What stands between commas with "which" or "he said" is a clause of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from beatbook.read.when import Dated
from beatbook.writing.announcing.found import Place

_DAY = r"(?:\s(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?"
_ADVERB = (
    r"(?:\s(?:now|also|currently|still|all|both|each|\w+ly|once\sagain|again|next|already|being|first))?"
)
_SETTLED = r"(?:scheduled|slated|set(?=\s(?:to|for|on|in|down|aside))|due|timed|booked|billed|earmarked|pencill?ed\sin|bound|timetabled|on\s(?:course|track)\sto)"
_HOPED = r"(?:expected|likely|anticipated|projected|forecast|estimated|poised|hoping|planning|planned|aiming|preparing|gearing\sup|intending|intended|seeking|targeting|supposed|tipped|ready|predicted|trying|working|hoped|designed|proposed|readying|pushing|working\sto|on\sthe\sverge)"
_NOT = r"(?:not|never|no\slonger|n['’]t|hardly|neither)"
_VERBS = re.compile(
    "|".join(
        (
            r"(?P<cancelled>\b(?:cancel(?:l?ed|s|l?ing)?|call(?:ed|s|ing)?(?:\s[\w'’-]+){0,4}?\soff|scrap(?:ped|s|ping)|axed|abandon(?:ed|s|ing)|shelv(?:ed|es|ing))\b|\b(?:will|would)\s(?:no\slonger|not)\s(?:take\splace|be\sheld|go\sahead|happen|proceed|be\sstaged)\b(?!\s(?:until|before|unless)))",
            r"(?P<moved>\b(?:postpon(?:e[sd]?|ing)|put(?:s|ting)?\s(?:[\w'’-]+\s){0,5}?(?:off|back)|push(?:ed|es|ing)?\s(?:[\w'’-]+\s){0,6}?back|delay(?:ed|s|ing)?|reschedul(?:e[sd]?|ing)|defer(?:red|s|ring)?|adjourn(?:ed|s|ing)?|(?:bring|brings|brought|bringing)\s(?:[\w'’-]+\s){0,5}?forward|"
            r"(?:move[sd]?|moving|shift(?:ed|s)?|change[sd]?)\b(?=[^.;]{0,60}?\b(?:to|from|until|by|up)\b)|extend(?:ed)?\b(?=[^.;]{0,60}?\b(?:to|until|till|through|by)\b))\b)",
            rf"(?P<not>\b(?:will|shall|would|could|may|might|must|should|can|does|do|did)(?:\s(?:also|still|probably|likely|certainly))?\s?{_NOT}\b(?!\sonly)|\b(?:won['’]t|cannot|can['’]t)\b|\b(?:is|are|was|were)\s?{_NOT}{_ADVERB}\s(?:{_SETTLED}|{_HOPED}|to)\b|\bunlikely\b|\bno\splans?\b)",
            rf"(?P<wasto>\b(?:was|were|had\sbeen){_ADVERB}\s(?:originally\s|initially\s|previously\s|first\s)?(?:{_SETTLED}|{_HOPED}|to\s(?:be|have|open|begin|start|take|meet|hold|visit|go|run|close|end|leave|return|launch|vote|play|face|appear|arrive))\b|\b(?:hoped|planned|intended|proposed|wanted|aimed|sought)\sto\b|\bhad\s(?:originally\s|initially\s|previously\s)?(?:planned|hoped|intended|aimed|expected|wanted)\b|\b(?:would|could|might|may|should|must)\shave\b)",
            r"(?P<deadline>\bdeadlines?\b|\b(?:has|have)(?=\suntil\b)|\bcut-?off\sdate\b)",
            rf"(?P<expected>\b(?:is|are|be|been){_ADVERB}\s{_HOPED}\b|\bplans?(?=\s(?:an?|its|her|his|their)\s)|\b(?:plans?|intends?|hopes?|expects?|aims?|wants?|proposes?|seeks?|wishes|prepares?|pledge[sd]?|promise[sd]?|vow(?:s|ed)?){_DAY}\sto\b|\b(?:aims?|hopes?)\sfor\b|\b(?:expected|planning|preparing|hoping|aiming|likely|anticipated|projected|planned(?!\sto)|proposed(?!\sto)|looking|looks){_DAY}\s(?:to|for|on|in|by)\b|\bshould\s(?:soon\s|finally\s)?(?:rise|fall|grow|increase|open|arrive|reach|see|take\seffect|finish|be\s(?:ready|completed?|finished|open|available|known|back|in|over|able|operational|done|here|in\splace|up\sand\srunning))\b|\bexpects?\b|\b(?:goal|target|aim|plan|hope|intention|idea)s?\s(?:is|are)\sto\b|\b(?:goal|target|target\sdate)\sof\b)",
            r"(?P<possible>\b(?:could|may|might)\b|\b(?:is|are)\s(?:\w+ly\s)?(?:considering|weighing|mulling|exploring|discussing|debating|studying)\b|\bconsiders\b|\bmulls\b)",
            r"(?P<threatened>\bthreat(?:en|ens|ened|ening|s)?\s(?:on\s\w+day\s)?to\b)",
            rf"(?P<scheduled>\b(?:will|shall)\b|['’]ll\b|\b(?:is|are|be|been){_ADVERB}\s{_SETTLED}\b|\b(?:is|are){_ADVERB}\sto\b|\b(?:scheduled|slated|booked|timed|fixed)\s(?:for|to|on|in|at)\b|\bdue\s(?:to(?=\s(?:be|open|begin|start|end|expire|take|meet|hold|have|arrive|leave|return|go|vote|run|play|face|appear|report|publish|launch|visit|speak|sign|give|make|come|decide|rule|release|announce|complete|finish|close|resume|stand|travel|fly)\b)|in|on|by|for|out|back|next|before|at|this|later)\b|\bset\s(?:for|to)\b"
            rf"|\b(?:agree[sd]?|decide[sd]?|voted|resolved|elected|confirmed\sit\sis|chose){_DAY}\sto\b|\b(?:must|ha(?:s|ve)\sto|need(?:s)?\sto)\b|\bto\sbe\s(?:\w+ly\s)?\w+(?:ed|ld|lt|wn|nt|de|id|ut)\b|\b(?:going)\sto\b|\b(?:upcoming|forthcoming|looming)\b)",
            r"(?P<would>\bwould\b|['’]d\b(?=\s\w))",
            r"(?P<table>\b(?:opens?|gathers?|holds|begins?|starts?|ends|closes?|resumes?|expires?|takes?\s(?:\w+\s)?(?:effect|place|office|over|up|charge)|comes?\s(?:into\s(?:force|effect|play)|out|to\sa\svote|up\sfor)|goes\sout|go(?:es)?\s(?:on\s(?:sale|trial|show|display)|into\s(?:effect|force|service)|to\sthe\spolls|live)|"
            r"kicks?\soff|runs?\sout|vote(?=\son)|runs?(?=\s(?:from|until|till|through|to|on|between|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))|gets?\sunder\s?way|meets?|convenes?|returns|arrives|departs|leaves|continues?(?=\s(?:until|through|to|on))|stays?(?=\s(?:open|closed|shut|in\sforce|until))|lasts?(?=\suntil)|extends(?=\suntil)|falls?(?=\s(?:on|due))|reopens?|premieres|concludes?|lapses?|retires|sits(?=\s(?:on|again|next))|"
            r"appl(?:y|ies)(?=\s(?:from|until))|hosts|host(?=\s[A-Z])|hears|plays|tours|flies|travels|visits|heads(?=\s(?:to|for|into)\b)|steps\sdown|debuts|joins|hits\s(?:shops|stores|shelves)|faces|finishes|votes|elects|"
            r"(?:is|are)\s(?:on\s(?:view|show|display|sale|offer)|holding|hosting|meeting|visiting|leaving|travell?ing|coming|opening|closing|launching|starting|retiring|stepping\sdown|flying|heading|returning|staging|playing|running|releasing|publishing|hearing|voting|marking)|"
            r"is(?=\s(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|on\s(?:[A-Z]|\d|the\s\d)|in\s(?:[A-Z]|\d|the\s\d)|due|next|from|tomorrow|tonight|open\suntil|valid\suntil|closed\suntil|shut\suntil|closed\sfrom|open\sfrom)\b)|"
            r"are(?=\s(?:on\s(?:[A-Z]|\d|the\s\d)|due|next|from|tomorrow|tonight|open\suntil|closed\suntil|valid\suntil|suspended\suntil|closed\sfrom)\b))\b)",
            r"(?P<past>\b(?:said|says|told|was|were|had|has|have|did|been|became|began|came|went|won|lost|met|held|took|made|left|found|fell|rose|saw|gave|got|led|sent|shot|spoke|broke|ran|drew|grew|hit|cut|wrote|kept|brought|built|bought|sold|stood|struck|signed|launched|arose|chose|drove|flew|laid|paid|sank|set|put|sought|thought|threw|won|died|killed|spent|heard|felt|knew|swept|dealt|fought|caught|taught|beat|burst|shook|fled|froze|hung|meant|rode|spread|swung|understood|withdrew|undertook|slept|stole|ago|\w{3,20}ed)\b)",
        )
    )
)
_LED = re.compile(r"(?:\s[\w'’-]{1,20}){0,4}")
_NOUN_BEFORE = re.compile(
    r"(?:\b(?:the|a|an|its|his|her|their|this|that|these|those|of|free|good|ill|political|strong|military|nuclear|no|new|any|our|newly|long|much|most|recently|so-called|last|two|three|more)\s|-|['’]s\s)$",
    re.I,
)
"""Before what looks like a verb and is a noun or adjective: "the will", "the delayed launch"."""
_WILL_NAME = re.compile(
    r"(?:\b(?:the|a|his|her|their|its|free|good|ill|political|strong|last|iron|own|of|public|at|national|popular)\s)$"
)
BOUNDARY = re.compile(
    r"\bthat\b|;|:\s|\.,\s|,\s(?:and|but|while|with|as|so|yet|or|after|though|although|when|before|saying|adding)\b|\s(?:but|while|whereas|because|although|though|since|after|if|unless|when|whether)\s|,\s[\"“]|[\"“](?=\w)"
)
THING = re.compile(
    r"(?:-(?:\w+)|['’]s?)?\s(?!(?:to|and|or|in|on|at|for|with|as|by|but|if|when|while|after|before|because|the|a|an|from|of|until|under|over|unless|near|outside|along|where|which|who|that|than|into|is|are|will|would|said|says|may|could|followed|following|despite|amid|so|its|their|his|her|against|through|during|instead|rather|about)\b)[a-z]\w+"
)
ATTRIBUTE = re.compile(r"\b(?:the|a|an|its|their|his|her|this)\s(?:[a-z]+\s)?$", re.I)


@dataclass(frozen=True, slots=True)
class Verb:
    kind: str
    start: int
    end: int
    aside: Place | None


@dataclass(frozen=True, slots=True)
class Ruled:
    """A date and the verb that it belongs to."""

    dated: Dated
    verb: Verb | None
    is_before: bool
    """The verb stands before the date."""


def verbs_of(text: str, asides: Sequence[Place]) -> Iterator[Verb]:
    reach, at, last, past = -1, 0, "", -9
    while hit := _VERBS.search(text, at):
        kind = hit.lastgroup or ""
        start, end = hit.span()
        at = max(end, start + 1)
        before = text[max(0, start - 16) : start]
        if (
            kind in ("past", "moved", "cancelled", "table")
            and _NOUN_BEFORE.search(before)
            and not before.endswith(" re-")
        ):
            continue
        if (
            kind in ("scheduled", "possible")
            and text[start:end] in ("will", "might", "may")
            and _WILL_NAME.search(before)
        ):
            continue
        if (
            start < reach
            and kind in ("past", "table", "would")
            and not (kind == "past" and _is_said(text[start:end]))
        ):
            continue
        if text.startswith("to be", start) and kind == "scheduled":
            is_led = start < reach and last not in ("moved", "cancelled", "deadline")
            if is_led or (last == "past" and start - past <= 1):
                continue
        if kind == "table" and before.endswith(("to ", "not ", "and to ")) and last not in ("", "past"):
            continue
        if kind == "table" and before.endswith("to "):
            continue
        aside = next((a for a in asides if a[0] <= start < a[1]), None)
        yield Verb(kind, start, end, aside)
        last = kind
        past = end if kind == "past" else past
        if kind not in ("past", "table"):
            led = _LED.match(text, end)
            reach = led.end() if led else end


def _is_said(word: str) -> bool:
    return word in ("said", "says", "told", "was", "were", "had", "has")


def governed(dated: Dated, text: str, verbs: Sequence[Verb], asides: Sequence[Place]) -> Ruled:
    """The date with its verb: the last one before it in its clause, the first one behind it where none is or the date leads."""
    inside = next((a for a in asides if a[0] <= dated.start < a[1]), None)
    mine = [v for v in verbs if v.aside == inside] or [v for v in verbs if v.aside is None]
    clause = inside[0] if inside else 0
    for cut in BOUNDARY.finditer(text, clause, dated.start):
        clause = cut.start()
    before = [v for v in mine if v.end <= dated.start + 1]
    after = [v for v in mine if v.start >= dated.end - 1]
    near = [v for v in before if v.start >= clause]
    if near and not (after and _leads(dated, text, near[-1])):
        return Ruled(dated, near[-1], True)
    if after and not _closes(text, dated.end, after[0].start):
        return Ruled(dated, after[0], False)
    if before:
        return Ruled(dated, before[-1], True)
    return Ruled(dated, after[0], False) if after else Ruled(dated, None, False)


def _leads(dated: Dated, text: str, verb: Verb) -> bool:
    """Whether a date belongs to the subject of a reported clause: "said the Nov. 20 hearing will …", "said Friday's vote will …"."""
    if verb.kind != "past":
        return False
    is_attribute = text.startswith(("'s", "’s"), dated.end) or (
        ATTRIBUTE.search(text, max(0, dated.start - 16), dated.start) is not None
        and THING.match(text, dated.end) is not None
    )
    return is_attribute and text[verb.start : verb.end] in (
        "said",
        "says",
        "announced",
        "confirmed",
        "told",
        "added",
        "reported",
    )


def _closes(text: str, start: int, end: int) -> bool:
    """Whether a clause ends between a date and the verb behind it."""
    return (
        re.search(r"[;]|\s(?:but|while|whereas|because|although|that|who|which)\s|\.\s", text[start:end])
        is not None
    )

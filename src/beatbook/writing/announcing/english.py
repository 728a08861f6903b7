"""What English sentences say is coming.

A date belongs to the verb before it in its clause ("said on Tuesday it will launch in May"), or where there is none to the first
one behind it ("On Friday the council will vote"). Verbs are found by their forms (`_VERBS`), each with what it says of time and of how
certain it is; what stands between commas with "which" or "he said" is a clause of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from beatbook.model import Act, Certainty, Precision
from beatbook.read.when import Dated, dates
from beatbook.writing.announcing.found import Found, Place
from beatbook.writing.announcing.periods import Period, period
from beatbook.writing.announcing.speakers import english_speaker

_SIGNS = (
    " will ", "’ll ", "'ll ", " would ", " could ", " may ", " might ", " must ", " shall ", "schedul", "slated", " due ", " set to", " set for", " set a", " sets ",
    "expect", " to be ", " is to ", " are to ", "ly to ", " now to ", " again to ", " plans ", " plan to", " planned ", " planning ", " until ", "eadline", "ostpone", "ancel", "pcoming", "orthcoming",
    "looming", "likely", "going to ", "has to ", "have to ", " should ", "nticipat", "rojected", "poised", " aims", "aiming", "intend", " hope", "hoping", "seeks to", "wants to", "preparing",
    "prepares", "proposes to", "pledge", "promise", "vows ", "vowed", "hreat", "agreed ", "decided ", "voted to", "considering", "mulling", "weighing", " off", " back", "delay", "defer", "djourn",
    "forward", " moved ", "moves ", "shifted", "extend", " called ", "scrap", "axed", "bandoned", "shelved", "opens ", "begins ", "starts ", "ends ", "closes ", "resumes ", "xpires ", "takes ",
    "comes ", "goes ", "runs ", "meets ", "convenes ", "returns ", "arrives ", "departs ", "leaves ", "reopens ", "premieres ", "concludes ", "lapses ", "retires ", "sits ", "hosts ", "tours ",
    "travels ", "visits ", "heads ", "steps ", "increases ", "joins ", "faces ", "votes ", "elects ", "kicks ", "gets ", "lasts ", "falls ", "continues ", "debuts ", "plays ", "stays ", "rises ",
    "flies ", "launches ", "applies ", "finishes ", " is on ", " are on ", " is next ", " is tomorrow", " open on ", " open in ", " open from ", " begin on ", " begin in ", " start on ", " start in ",
    " end on ", " end in ", " close on ", " close in ", " close at ", " expire ", " resume ", " take effect", " take place", " come into ", " go on ", " go to the polls", " go into ", " run ", " vote on ", " meet on ", " meet in ",
    " shut from ", " closed from ", " open until", " fall on ", " fall due", " rise on ", " rise in ", " rise from ", " return on ", " return in ", " on sale", " expand", "consider ",
)  # fmt: skip
_DATES = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Jan", "Feb", "March", "Mar.", "April", "Apr.", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec",
    "today", "tonight", "omorrow", "week", "next ", " month", " year", " 20", "ithin ", " days", "spring", "summer", "autumn", "winter", "hristmas", "Easter", "quarter", " the 1", " the 2", " the 3", "New Year",
)  # fmt: skip


_GATE = AhoCorasick([*_SIGNS, *_DATES], matchkind=MatchKind.Standard, implementation=Implementation.DFA)


def likely(text: str) -> list[tuple[int, bool]]:
    """Where a text has words that sentences of what is to come have, in order: a date (true), or a word of the future."""
    first = len(_SIGNS)
    return [(start, number >= first) for number, start, _ in _GATE.find_matches_as_indexes(text)]


_DAY = r"(?:\s(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?"
_ADVERB = (
    r"(?:\s(?:now|also|currently|still|all|both|each|\w+ly|once\sagain|again|next|already|being|first))?"
)
_SETTLED = r"(?:scheduled|slated|set(?=\s(?:to|for|on|in|down|aside))|due|timed|booked|billed|earmarked|pencill?ed\sin|bound|timetabled|on\s(?:course|track)\sto)"
_HOPED = r"(?:expected|likely|anticipated|projected|forecast|estimated|poised|hoping|planning|planned|aiming|preparing|gearing\sup|intending|intended|seeking|targeting|supposed|tipped|ready|predicted|hoped|designed|proposed|readying|pushing|working\sto|on\sthe\sverge)"
_NOT = r"(?:not|never|no\slonger|n['’]t|hardly|neither)"
_EVENT = (
    r"(?:talks?|summits?|meetings?|visits?|trips?|votes?|elections?|polls?|referendums?|launch(?:es)?|exercises?|drills?|hearings?|trials?|conferences?|festivals?|match(?:es)?|games?|concerts?|shows?|"
    r"congress|sessions?|ceremon(?:y|ies)|parades?|tours?|tournaments?|exams?|races?|marathons?|fairs?|reunions?|negotiations?|rall(?:y|ies)|strikes?|marches|events?|exhibitions?|opening|tests?|deadline|debut|release)"
)
_VERBS = re.compile(
    "|".join(
        (
            r"(?P<cancelled>\b(?:cancel(?:l?ed|s|l?ing)?|call(?:ed|s|ing)?(?:\s[\w'’-]+){0,4}?\soff|scrap(?:ped|s|ping)|axed|abandon(?:ed|s|ing)|shelv(?:ed|es|ing))\b|\b(?:will|would)\s(?:no\slonger|not)\s(?:take\splace|be\sheld|go\sahead|happen|proceed|be\sstaged)\b(?!\s(?:until|before|unless)))",
            r"(?P<moved>\b(?:postpon(?:e[sd]?|ing)|put(?:s|ting)?\s(?:[\w'’-]+\s){0,5}?(?:off|back)|push(?:ed|es|ing)?\s(?:[\w'’-]+\s){0,6}?back|delay(?:ed|s|ing)?|reschedul(?:e[sd]?|ing)|defer(?:red|s|ring)?|adjourn(?:ed|s|ing)?|(?:bring|brings|brought|bringing)\s(?:[\w'’-]+\s){0,5}?forward|"
            r"(?:move[sd]?|moving|shift(?:ed|s)?|push(?:ed|es)|change[sd]?)\b(?=[^.;]{0,60}?\b(?:to|from|until|by|up|forward|back)\b)|extend(?:ed|s|ing)?\b(?=[^.;]{0,60}?\b(?:to|until|till|through|by)\b))\b)",
            rf"(?P<not>\b(?:will|shall|would|could|may|might|must|should|can|does|do|did)(?:\s(?:also|still|probably|likely|certainly))?\s?{_NOT}\b(?!\sonly)|\b(?:won['’]t|cannot|can['’]t)\b|\b(?:is|are|was|were)\s?{_NOT}{_ADVERB}\s(?:{_SETTLED}|{_HOPED}|to)\b|\bunlikely\b|\bno\splans?\b)",
            rf"(?P<wasto>\b(?:was|were|had\sbeen){_ADVERB}\s(?:originally\s|initially\s|previously\s|first\s)?(?:{_SETTLED}|{_HOPED}|to\s(?:be|have|open|begin|start|take|meet|hold|visit|go|run|close|end|leave|return|launch|vote|play|face|appear|arrive))\b|\bhad\s(?:originally\s|initially\s|previously\s)?(?:planned|hoped|intended|aimed|expected|wanted)\b|\b(?:would|could|might|should|must)\shave\b)",
            r"(?P<deadline>\bdeadlines?\b|\b(?:has|have)\suntil\b|\bcut-?off\sdate\b)",
            rf"(?P<expected>\b(?:is|are|be|been){_ADVERB}\s{_HOPED}\b|\b(?:plans?|intends?|hopes?|expects?|aims?|wants?|proposes?|seeks?|wishes|prepares?|pledge[sd]?|promise[sd]?|vow(?:s|ed)?|expected|planning|preparing|hoping|aiming|hoped|proposed|likely|anticipated|projected|planned|looking|looks){_DAY}\s(?:to|for|on|in|by)\b|\bshould\s(?:soon\s|finally\s)?(?:open|arrive|reach|see|take\seffect|finish|be\s(?:ready|completed?|finished|open|available|known|back|over|able|operational|done|here|in\splace|up\sand\srunning))\b|\bexpects?\b|\b(?:goal|target|aim|plan|hope|intention|idea)s?\s(?:is|are)\sto\b|\b(?:goal|target|target\sdate)\sof\b)",
            r"(?P<possible>\b(?:could|may|might)\b|\b(?:is|are)\s(?:\w+ly\s)?(?:considering|weighing|mulling|exploring|discussing|debating|studying)\b|\bconsiders\b|\bmulls\b)",
            r"(?P<threatened>\bthreat(?:en|ens|ened|ening|s)?\s(?:on\s\w+day\s)?to\b)",
            rf"(?P<scheduled>\b(?:will|shall)\b|['’]ll\b|\b(?:is|are|be|been){_ADVERB}\s{_SETTLED}\b|\b(?:is|are){_ADVERB}\sto\b|\b(?:scheduled|slated|booked|timed|fixed)\s(?:for|to|on|in|at)\b|\bdue\s(?:to|in|on|by|for|out|back|next|before|at|this|later)\b|\bset\s(?:for|to)\b"
            rf"|\b(?:agree[sd]?|decide[sd]?|voted|resolved|elected|confirmed\sit\sis|chose){_DAY}\sto\b|\b(?:must|ha(?:s|ve)\sto|need(?:s)?\sto)\b|\bto\sbe\s(?:\w+ly\s)?\w+(?:ed|ld|lt|wn|nt|de|id|ut)\b|\b(?:going)\sto\b|\b(?:upcoming|forthcoming|looming)\b)",
            r"(?P<would>\bwould\b|['’]d\b(?=\s\w))",
            r"(?P<table>\b(?:opens?|begins?|starts?|ends?|closes?|resumes?|expires?|takes?\s(?:\w+\s)?(?:effect|place)|comes?\s(?:into\s(?:force|effect|play)|out|up\sfor)|goes\sout|goes?\s(?:on\s(?:sale|trial|show|display)|into\s(?:effect|force|service)|to\sthe\spolls|live)|go\sto\sthe\spolls|"
            r"kicks?\soff|runs?(?=\s(?:from|until|till|through|to|on|between|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))|gets?\sunder\s?way|meets?|convenes?|returns?|arrives?|departs?|leaves?|continues?(?=\s(?:until|through|to|on))|lasts?(?=\suntil)|falls?(?=\s(?:on|due))|reopens?|premieres?|concludes?|lapses?|retires?|sits?(?=\s(?:on|again|next))|applies(?=\s(?:from|until))|hosts?|plays?|tours?|flies|travels?|visits?|heads?|steps?\sdown|rises?|increases?|launches|debuts|joins|starts|hits\s(?:shops|stores|shelves)|"
            r"faces?|finishes|votes|elects|is(?=\s(?:on|in|due|next|from|tomorrow|tonight|open\suntil|valid\suntil|closed\suntil|shut\suntil|closed\sfrom|open\sfrom))|are(?=\s(?:on|due|next|from|tomorrow|tonight|open\suntil|closed\suntil|valid\suntil|suspended\suntil|closed\sfrom)))\b)",
            r"(?P<past>\b(?:said|says|told|was|were|had|has|have|did|been|became|began|came|went|won|lost|met|held|took|made|left|found|fell|rose|saw|gave|got|led|sent|shot|spoke|broke|ran|drew|grew|hit|cut|wrote|kept|brought|built|bought|sold|stood|struck|signed|launched|arose|chose|drove|flew|laid|paid|sank|set|put|sought|thought|threw|won|died|killed|ago|\w{3,20}ed)\b)",
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
_ASIDE = re.compile(
    r",\s(?:which|who|whose|whom|where|when|having|including)\b[^,;]*(?:,|$)|\s\([^()]*\)|\s[–—]\s[^–—]*\s[–—]\s|"
    r",\s[^,]{2,70}\s(?:said|says|announced|added|confirmed|told)\b(?:\s[^,\"”]{0,50})?,(?!\s(?:the|that)\s)|,\saccording\sto\s[^,]{2,70},"
)
_BOUNDARY = re.compile(
    r"\bthat\b|;|:\s|,\s(?:and|but|while|with|as|so|yet|or|after|though|although|when|before|saying|adding)\b|\s(?:but|while|whereas|because|although|though|since|after|as|if|unless|when|whether)\s|,\s[\"“]|[\"“](?=\w)"
)
_REPORT = re.compile(
    r"\b(?:said|says|announced?|announces|announcing|told|confirmed|confirms|reported|reports|added|according|saying|warned|vowed|decided|ruled|stated|revealed|declared|pledged|agreed|promised|predicted|ordered|signalled|signaled|indicated|insisted|hinted|suggested|forecast|estimated|expected|hopes?|suggests?|indicates?)\b"
)
_PROPOSES = re.compile(
    r"\b(?:plan|bill|proposal|measure|deal|agreement|order|schedule|law|draft|contract|decree|rules?|budget|treaty|motion)s?\b",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ie[sd]|ying)|rul(?:ed|es|ing)\sout|rejected|dismissed|refus(?:e[sd]?|ing)|declin(?:e[sd]?|ing)|fail(?:ed|s)\sto|unclear|unknown|not\s(?:clear|known|sure|say|said|decided|confirmed|yet)|yet\sto|whether|whenever|doubts?|doubtful|"
    r"never|as\sif|wish(?:ed)?|imagine|suppose|had\shoped|rumou?rs?|hoax|false(?:ly)?|joked|dreamed|nor|neither|asked\s(?:if|when)|wonder(?:s|ed)?|would\shave|could\shave|might\shave|used\sto|how\soften|regardless)\b",
    re.I,
)
_FEELS = re.compile(
    r"\s(?:\w+ly\s|always\s|long\s|not\s|be\s|forever\s)*(?:remember(?:ed)?|forget|forgotten|recall(?:ed)?|known?|think|say|tell|miss|mourn|cherish|go\sdown\sin|haunt\w*|regret\w*|associated|judged|seem|look\sback|live\sin|depend|need|have\sto\swait)\b"
)
"""What follows a "will" that announces nothing."""
_THREAT = re.compile(
    r"\b(?:threat(?:en(?:s|ed|ing)?)?s?|warn(?:s|ed|ing)?|ultimatum)\b|\bvow(?:s|ed|ing)?\b(?=.*\b(?:if|unless|retaliat\w+|revenge|strike|attack)\b)",
    re.I,
)
_MILDER = re.compile(r"\b(?:threat\w*|warn\w*|vow\w*)\b.*\b(?:said|says|announced|according)\b", re.I)
_IF = re.compile(
    r"\b(?:if|unless|provided|assuming|subject\sto|pending|should\s(?:the|it|he|she|they|talks)|conditional|in\sthe\sevent)\b(?!\s(?:only|anything))",
    re.I,
)
_LIKELY = re.compile(r"\s(?:\w+\s)?(?:likely|probably|presumably|hopefully)\b")
_MAYBE = re.compile(r"\s(?:\w+\s)?(?:possibly|perhaps|potentially|maybe|eventually)\b")
_TENTATIVE = re.compile(r"\btentative(?:ly)?\b|\bprovisional(?:ly)?\b|\bin\sprinciple\b", re.I)
_RECURRING = re.compile(
    r"\b(?:every|each|most|any|usual|alternate)\s(?:other\s)?$|\bbetween\s\d+\sand\s$", re.I
)
_NEW = re.compile(
    r"\b(?:to|until|till|through|for|by|as\slate\sas|back\sto|forward\sto)\s(?:(?:the|at\sleast|about|around|late|early|mid|no\searlier\sthan|as\slate\sas)\s)*$"
)
_OLD = re.compile(
    r"\b(?:from|instead\sof|rather\sthan)\s(?:the\s|its\s|(?:an?\s)?(?:original|initial|earlier|previous)\s(?:date\sof\s)?)?$"
)
_FOR = re.compile(r"\b(?:for|as)\s(?:early\s|late\s|the\s)?$")
_CALLS = re.compile(
    r"\b(?:set|sets|scheduled|called|announced|planned|fixed|booked|slated|convened|arranged|issued|invited|summoned|appointed|tickets|rescheduled|named|sets|calls|announces|proposed|designated|declared)\b"
)
_BEHIND = re.compile(r"\bas\sthe\s(?:date|day|deadline)\b")
_LAPSE = re.compile(r"\b(?:for|over|during|throughout|in)\s(?:the\s)?$")
_SINCE = re.compile(r"since\b", re.I)
_LATER_THAN = re.compile(
    r"\b(?:later|earlier|before|after|ago|previous|following|last|past|same)\b(?!\s(?:this|today|in|on|next))",
    re.I,
)
_THING = re.compile(
    r"(?:-(?:\w+)|['’]s?)?\s(?!(?:to|and|or|in|on|at|for|with|as|by|but|if|when|while|after|before|because|the|a|an|from|of|until|under|over|unless|near|outside|along|where|which|who|that|than|into|is|are|will|would|said|says|may|could|followed|following|despite|amid|so|its|their|his|her|against|through|during|instead|rather|about)\b)[a-z]\w+"
)
_EVENTS_OF = re.compile(
    rf"(?:['’]s?)?\s(?:(?:\w+\s){{0,3}}?)(?:{_EVENT}|Olympic\w*|Games|Cup|World|Championships?|Expo|season|deadline|start|end|anniversary|Assembly|Congress|Summit|Festival)\b",
    re.I,
)
_IN_MEMORY = re.compile(
    r"\b(?:anniversary|memory|commemorat\w+|victims|remembrance|outcome|results?|winners?|loss|aftermath|wake|survivors|signed|adopted|marking|birthday)\s(?:of|in)\s[^,]{0,60}$|\b(?:born|founded|since|dated|elected|signed|adopted|released|reported|reached|occurred)\s(?:\w+\s){0,2}(?:on|in)?\s?$",
    re.I,
)
_WHOEVER = re.compile(r"\b(?:whoever|whichever|whatever|whomever|anyone\swho|those\swho)\b[^,]*$", re.I)
_HABITUAL = re.compile(
    r"\b(?:(?:every|each)\s(?:year|month|week|day|spring|summer|autumn|fall|winter|season)|annually|yearly|usually|always|normally|typically|traditionally|often|sometimes)\b",
    re.I,
)
_OFF_FOR_GOOD = re.compile(
    rf"\b{_EVENT}\b[^,;]{{0,80}}\b(?:ha(?:s|ve)\sbeen|is|are|was|were)\b|\b(?:indefinitely|until\sfurther\snotice|no\snew\sdate)\b|\b(?:ha(?:s|ve)\s)?(?:cancel|postpone|call|scrap)\w*\s(?:\w+\s){{0,6}}{_EVENT}\b",
    re.I,
)
_OPEN_ENDED = re.compile(
    r"\b(?:indefinitely|until\sfurther\snotice|no\snew\sdate|without\s(?:setting|giving|naming|fixing)\s(?:a|any)\s(?:new\s)?date)\b",
    re.I,
)
_SOFT = frozenset(("possible", "threatened", "not", "wasto"))
_CERTAINTY = {
    "scheduled": Certainty.SCHEDULED,
    "table": Certainty.SCHEDULED,
    "deadline": Certainty.SCHEDULED,
    "would": Certainty.SCHEDULED,
    "expected": Certainty.EXPECTED,
    "wasto": Certainty.EXPECTED,
    "possible": Certainty.POSSIBLE,
    "threatened": Certainty.THREATENED,
}
_FOR_DAY = re.compile(
    r"\b(?:for|as)\s(?:early\s|late\s|next\s|the\s)*(?:[A-Z]|\d|next|week|month)|\sas\sthe\s(?:date|day)|deadline"
)
AGO = 31
"""Days back to which a report may be whose "would" is still to come."""


@dataclass(frozen=True, slots=True)
class _Verb:
    kind: str
    start: int
    end: int
    aside: Place | None


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A date and the verb that it belongs to."""

    dated: Dated
    verb: _Verb | None
    is_before: bool
    """The verb stands before the date."""


def found(text: str, day: date) -> list[Found]:
    """What a sentence of an article of this day says is coming, in order."""
    asides = [m.span() for m in _ASIDE.finditer(text)]
    verbs = list(_verbs(text, asides))
    if all(v.kind == "past" for v in verbs) and not _FOR_DAY.search(text):
        return []
    said = [d for d in dates(text, day, "en") if not _RECURRING.search(text, max(0, d.start - 20), d.start)]
    speaker = english_speaker(text)
    spent = tuple((d.start, d.end) for d in said) + ((speaker.place,) if speaker else ())
    name = speaker.name if speaker else None
    ruled = [_ruled(d, text, verbs, asides) for d in _split(said, text, verbs, day)]
    out: list[Found] = []
    off = next((v for v in verbs if v.kind in ("moved", "cancelled")), None)
    if off is not None:
        change = _change(text, day, off, verbs, ruled, name, spent)
        if change is not None:
            out.append(change)
        if change is not None or off.kind == "cancelled":
            return out
    used: set[_Verb] = set()
    for each in ruled:
        verb = each.verb
        when = _when(each, text, day, said, verbs)
        if when is None or verb is None or verb in used:
            continue
        certainty = _certainty(text, verb, when, verbs, said, day)
        if certainty is None:
            continue
        used.add(verb)
        if any(o.days == when.days for o in out):
            continue
        out.append(
            Found(
                when.days,
                when.precision,
                certainty,
                (when.start, when.end),
                stated_by=name,
                spent=(*spent, (verb.start, verb.end)),
            )
        )
    return out


def _verbs(text: str, asides: Sequence[Place]) -> Iterator[_Verb]:
    reach, at, last, past = -1, 0, "", -9
    while hit := _VERBS.search(text, at):
        kind = hit.lastgroup or ""
        start, end = hit.span()
        at = max(end, start + 1)
        before = text[max(0, start - 16) : start]
        if kind in ("past", "moved", "cancelled", "table") and _NOUN_BEFORE.search(before):
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
        if kind == "scheduled" and text.startswith("to be", start) and last == "past" and start - past <= 1:
            continue
        if kind == "table" and before.endswith(("to ", "not ", "and to ")) and last not in ("", "past"):
            continue
        if kind == "table" and before.endswith("to "):
            continue
        aside = next((a for a in asides if a[0] <= start < a[1]), None)
        yield _Verb(kind, start, end, aside)
        last = kind
        past = end if kind == "past" else past
        if kind not in ("past", "table"):
            led = _LED.match(text, end)
            reach = led.end() if led else end


def _is_said(word: str) -> bool:
    return word in ("said", "says", "told", "was", "were", "had", "has")


def _split(said: Sequence[Dated], text: str, verbs: Sequence[_Verb], day: date) -> list[Dated]:
    """The dates; a range "from the 3rd to the 10th" of something that is moved is two of them."""
    if not any(v.kind == "moved" for v in verbs):
        return list(said)
    out: list[Dated] = []
    for each in said:
        piece = text[each.start : each.end]
        cut = re.search(r"\s(?:to|until)\s", piece)
        if each.grain == "range" and piece.lower().startswith("from") and cut:
            a, b = each.start + 5, each.start + cut.end()
            parts = [
                (shift, d)
                for shift, words in ((a, text[a : each.start + cut.start()]), (b, text[b : each.end]))
                for d in dates("will " + words, day, "en")
            ]
            out += [
                Dated(s + d.start - 5, s + d.end - 5, d.timex, d.grain, d.first, d.last, d.part, d.relation)
                for s, d in parts
            ]
        else:
            out.append(each)
    return out


def _ruled(dated: Dated, text: str, verbs: Sequence[_Verb], asides: Sequence[Place]) -> _Ruled:
    """The date with its verb: the last one before it in its clause, the first one behind it where none is or the date leads."""
    inside = next((a for a in asides if a[0] <= dated.start < a[1]), None)
    mine = [v for v in verbs if v.aside == inside] or [v for v in verbs if v.aside is None]
    clause = inside[0] if inside else 0
    for cut in _BOUNDARY.finditer(text, clause, dated.start):
        clause = cut.start()
    before = [v for v in mine if v.end <= dated.start + 1]
    after = [v for v in mine if v.start >= dated.end - 1]
    near = [v for v in before if v.start >= clause]
    if near and not (after and _leads(dated, text, near[-1])):
        return _Ruled(dated, near[-1], True)
    if after and not _closes(text, dated.end, after[0].start):
        return _Ruled(dated, after[0], False)
    if before:
        return _Ruled(dated, before[-1], True)
    return _Ruled(dated, after[0], False) if after else _Ruled(dated, None, False)


_ATTRIBUTE = re.compile(r"\b(?:the|a|an|its|their|his|her|this)\s(?:[a-z]+\s)?$", re.I)


def _leads(dated: Dated, text: str, verb: _Verb) -> bool:
    """Whether a date belongs to the subject of a reported clause: "said the Nov. 20 hearing will …", "said Friday's vote will …"."""
    if verb.kind != "past":
        return False
    is_attribute = text.startswith(("'s", "’s"), dated.end) or (
        _ATTRIBUTE.search(text, max(0, dated.start - 16), dated.start) is not None
        and _THING.match(text, dated.end) is not None
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
    return re.search(r"[;]|\s(?:but|while|whereas|because|although)\s|\.\s", text[start:end]) is not None


def _when(each: _Ruled, text: str, day: date, said: Sequence[Dated], verbs: Sequence[_Verb]) -> Period | None:
    """The days of a date that a verb puts ahead, or None."""
    dated, verb = each.dated, each.verb
    if verb is None:
        return None
    kind = verb.kind
    before = text[max(0, dated.start - 60) : dated.start]
    words = text[dated.start : dated.end]
    if kind == "past":
        # "called a strike for Friday", "set Nov. 10 as the date"
        calls = _CALLS.search(text, verb.start, verb.end) is not None or _CALLS.search(
            text, max(0, dated.start - 70), dated.start
        )
        is_for = _FOR.search(before) or _BEHIND.match(text, dated.end + 1) or _deadline_at(text, dated)
        if not (calls and is_for) or text[verb.start : verb.end] in ("said", "told"):
            return None
    if kind == "not" and dated.relation not in ("until", "before"):
        return None
    if kind in ("moved", "cancelled", ""):
        return None
    when = period(dated, text, day, is_ahead=True)
    if when is None or when.days.last < day:
        return None
    if _SINCE.match(words) or dated.relation == "after" or _LATER_THAN.search(words):
        return None
    is_today = when.days.first <= day and when.precision is Precision.DAY and when.days.last == day
    if (
        kind in ("table", "wasto", "past", "not")
        and is_today
        and not re.search(r"today|tonight", words, re.I)
    ):
        return None
    if kind == "table" and not _is_near(text, verb, dated, each.is_before):
        return None
    if kind == "deadline" and abs(dated.start - verb.end) > 60 and abs(verb.start - dated.end) > 30:
        return None
    if _is_of_thing(text, dated, when) or _IN_MEMORY.search(before) or _WHOEVER.search(before):
        return None
    if kind == "table" and _HABITUAL.search(text):
        return None
    if (
        _LAPSE.search(before)
        and dated.grain == "range"
        and not re.search(r"in\s(?:the\s)?$", before)
        and re.match(r"(?:the\s)?(?:next|coming)", words)
    ):
        return None
    if kind in ("scheduled", "possible", "expected") and _FEELS.match(text, verb.end):
        return None
    return when


def _deadline_at(text: str, dated: Dated) -> bool:
    return re.match(r"\s(?:\w+\s){0,2}deadline", text[dated.end : dated.end + 30]) is not None


def _is_near(text: str, verb: _Verb, dated: Dated, is_before: bool) -> bool:
    """Whether a date stands so near a verb of the present that it can be its own: "opens in the old mill on Friday"."""
    if is_before:
        between = text[verb.end : dated.start]
        return between.count(" ") <= 9 and "," not in between
    between = text[dated.end : verb.start]
    return between.count(" ") <= 8


def _is_of_thing(text: str, dated: Dated, when: Period) -> bool:
    """Whether a date only tells a thing from others of its kind: "the 2021 budget", "third-quarter results", "today's youth"."""
    if not _THING.match(text, dated.end):
        return False
    is_possessive = text.startswith(("'", "’"), dated.end)
    before = text[max(0, dated.start - 24) : dated.start]
    is_attribute = is_possessive or text.startswith("-", dated.end) or _ATTRIBUTE.search(before) is not None
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
    word = text[dated.start : dated.end].lower()
    if is_possessive:
        return word in ("today", "tomorrow", "yesterday") or not _EVENTS_OF.match(text, dated.end)
    return False


def _certainty(
    text: str, verb: _Verb, when: Period, verbs: Sequence[_Verb], said: Sequence[Dated], day: date
) -> Certainty | None:
    """How certain it is said to be, or None where it is denied, doubted or was only once to come."""
    clause = text[: verb.start]
    cut = max((m.end() for m in re.finditer(r";|,\s(?:but|and|while)\b|\bbut\b", clause)), default=0)
    before = clause[cut:]
    if verb.kind == "not":
        return None if _DENIED.search(before) else Certainty.SCHEDULED
    if _DENIED.search(before[-90:]):
        return None
    kind = verb.kind
    if kind in ("would", "wasto"):
        if any(d.last and (day - d.last).days > AGO for d in said if d.end <= verb.start):
            return None
        if kind == "would" and not _REPORT.search(text):
            if not _PROPOSES.search(before):
                return None
            kind = "expected"
        if kind == "wasto":
            if re.match(r"had\s(?!been)|\w+\shave\b", text[verb.start :]) or re.search(
                r"\bbut\b|\bhowever\b|\binstead\b", text[verb.end :]
            ):
                return None
            if not re.search(r"expect|hop|plan|intend|propos|likely|anticip", text[verb.start : verb.end]):
                kind = "scheduled"
    certainty = _CERTAINTY.get(kind, Certainty.SCHEDULED)
    if (
        kind in ("scheduled", "would", "expected", "possible")
        and _THREAT.search(before)
        and not _MILDER.search(before)
    ):
        return Certainty.THREATENED
    after = text[verb.end :]
    if certainty is Certainty.SCHEDULED and (_MAYBE.match(after) or _IF.search(text)):
        return Certainty.POSSIBLE
    if certainty is Certainty.SCHEDULED and (_LIKELY.match(after) or _TENTATIVE.search(text)):
        return Certainty.EXPECTED
    return certainty


def _change(
    text: str,
    day: date,
    off: _Verb,
    verbs: Sequence[_Verb],
    ruled: Sequence[_Ruled],
    name: str | None,
    spent: tuple[Place, ...],
) -> Found | None:
    """What a sentence says of a thing that is moved or called off. None where that is only possible, or was long ago."""
    before = text[: off.start]
    cut = max((m.end() for m in _BOUNDARY.finditer(before)), default=0)
    near = [v for v in verbs if cut <= v.start < off.start and v.kind not in ("past", "table")]
    if any(
        v.kind in ("possible", "threatened", "expected", "would") or (v.kind == "not" and v != off)
        for v in near
    ):
        return None
    if _DENIED.search(before[cut:]) or _IF.search(before[-40:]):
        return None
    new: Period | None = None
    old: Period | None = None
    for each in ruled:
        dated = each.dated
        lead = text[max(0, dated.start - 50) : dated.start]
        when = period(dated, text, day, is_ahead=True)
        if when is None:
            continue
        governor = each.verb
        is_set = (
            governor is not None
            and governor.kind in ("wasto", "scheduled", "deadline")
            and governor is not off
        )
        is_old = (
            _OLD.search(lead) is not None
            or is_set
            or text.startswith(("'s", "’s"), dated.end)
            or (_ATTRIBUTE.search(lead) is not None and _THING.match(text, dated.end) is not None)
            or re.search(
                r"\b(?:planned|scheduled|due|set|slated|originally|initially|booked)\s(?:\w+\s){0,2}$", lead
            )
            is not None
        )
        is_new = (
            off.kind == "moved"
            and dated.start >= off.start
            and (_NEW.search(lead) is not None or dated.relation == "until")
        )
        if is_new and not (is_old and old is None and is_set):
            new = new or when
        elif is_old:
            old = old or when
        elif off.kind == "cancelled" and (
            dated.end <= off.start or _FOR.search(lead) or dated.start <= off.end + 20
        ):
            past = period(dated, text, day, is_ahead=False)
            if past is not None and past.days.last >= day:
                old = old or past
    spent = (*spent, (off.start, off.end))
    if new is not None and new.days.last >= day:
        return Found(
            new.days,
            new.precision,
            Certainty.SCHEDULED,
            (new.start, new.end),
            Act.MOVED,
            old.days if old else None,
            name,
            spent,
        )
    act = Act.MOVED if off.kind == "moved" else Act.CANCELLED
    word = text[off.start : off.end].lower()
    if act is Act.MOVED and re.match(r"move|mov|shift|push(?:ed|es)$|change|extend|delay(?!ed)", word):
        return None
    if old is not None and old.days.last >= day:
        return Found(
            old.days,
            old.precision,
            Certainty.SCHEDULED,
            (old.start, old.end),
            act,
            old.days if act is Act.MOVED else None,
            name,
            spent,
        )
    is_old_news = any(
        r.dated.last and (day - r.dated.last).days > 7 and not (r.dated.last >= day) for r in ruled
    )
    if is_old_news or old is not None or not (_OPEN_ENDED.search(text) and _OFF_FOR_GOOD.search(text)):
        return None
    return Found(None, Precision.DAY, Certainty.SCHEDULED, (off.start, off.end), act, None, name, spent)


__all__ = ["found", "likely"]

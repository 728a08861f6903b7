"""Kinds of things that are announced in one word and told in another: who announces a verdict is reported to have sentenced somebody.

    kinds_of(text, at)    the kinds of what a sentence announces, in the clause at a place of it
    told_of(text)         the kinds of what a sentence says was done

What is told is a verb that looks back, or a noun of the kind that was held, began or is over: that a strike is spoken of does not say
that there was one. General words of news only, in English and Korean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Kind:
    """The words that announce a kind of thing, the nouns among them, and the verbs that tell that it was done."""

    announced: re.Pattern[str]
    told: re.Pattern[str]


_HELD = r"(?:held|staged|hosted|opened|began|started|convened|concluded|completed|attended|joined|took\spart\sin|resumed)"
_WAS_HELD = r"(?:(?:was|were)\s(?:\w+ly\s)?(?:held|staged|opened|convened|concluded)|took\splace|got\sunder\sway|began|opened|started|lasted|ended|concluded|drew|resumed|brought\stogether)"


def _english(nouns: str, verbs: str, told: str) -> _Kind:
    held = rf"\b{_HELD}\s(?:[\w'’-]+\s){{0,6}}?(?:{nouns})\b|\b(?:{nouns})\b(?:\s[\w'’-]+){{0,8}}?\s{_WAS_HELD}\b"
    return _Kind(re.compile(rf"\b(?:{nouns}|{verbs})\b"), re.compile(rf"\b(?:{told})\b|{held}"))


def _korean(announced: str, told: str) -> _Kind:
    return _Kind(re.compile(announced), re.compile(told))


_KINDS = {
    "en": {
        "verdict": _english(
            r"verdicts?|rulings?|judge?ments?|sentencing",
            r"sentenced?|rules?\son|(?:to|will|would)\srule",
            r"sentenced|convicted|acquitted|found\s(?:\w+\s){0,2}guilty|ruled(?!\sout)|jailed|cleared\sof|upheld|overturned|quashed|struck\sdown|(?:gave|given|handed|got|received)\s(?:[\w'’-]+\s){0,5}?(?:sentence|in\s(?:prison|jail))",
        ),
        "vote": _english(
            r"votes?|referendums?|ballots?",
            r"voting|decides?\son|approve|ratify|adopt|pass",
            r"voted|passed(?!\s(?:away|out|through|along|over|down))|approved|adopted|rejected|ratified|voted\sdown",
        ),
        "election": _english(
            r"elections?|by-elections?|run-?offs?",
            r"polls?|elect|elects",
            r"elected|re-elected|went\sto\sthe\spolls|cast\s(?:their\s)?(?:ballots|votes)|voted",
        ),
        "protest": _english(
            r"protests?|march|marches|rally|rallies|demonstrations?|vigils?|picket",
            r"demonstrate|rallying|marching",
            r"marched|rallied|protested|demonstrated|took\sto\sthe\sstreets|picketed",
        ),
        "meeting": _english(
            r"meetings?|talks|summits?|negotiations|sessions?|conferences?",
            r"meets?|meeting|sits?\sdown|convenes?|confer",
            r"met(?=\s(?:with|in|on|at|for|to|his|her|their|the|behind|\w+day)\b)|held\s(?:\w+\s){0,3}talks|conferred|convened|sat\sdown\swith|negotiated",
        ),
        "opening": _english(
            r"openings?|inauguration|launch|unveiling|premiere",
            r"opens?|reopens?|inaugurated?|launches|launched|unveil(?:ed)?|go(?:es)?\son\s(?:show|display|sale)",
            r"opened|reopened|inaugurated|launched|unveiled|premiered|went\son\s(?:show|display|sale)|cut\s(?:the|a)\sribbon",
        ),
        "closing": _english(r"closure", r"closes?|closing|closed|shut|shuts", r"closed|shut(?:\sits\sdoors)?"),
        "strike": _english(
            r"strikes?|walkouts?|stoppages?",
            r"walk\sout|stop\swork|down\stools",
            r"walked\s(?:out|off)|went\son\sstrike|stopped\swork|downed\stools",
        ),
        "hearing": _english(
            r"hearings?|inquest|inquiry",
            r"hears?|testify|testifies|give\sevidence",
            r"testified|gave\sevidence|heard",
        ),
        "trial": _english(
            r"trials?",
            r"on\strial|stand\strial|in\scourt",
            r"went\son\strial|stood\strial|pleaded|appeared\sin\s(?:the\s)?(?:\w+\s){0,2}(?:court|dock)",
        ),
        "visit": _english(
            r"visits?|trips?|arrivals?|tours?",
            r"arrives?|travels?|visiting|flies",
            r"arrived|visited|flew\s(?:to|into)|travell?ed\sto|toured|landed\s(?:in|at)",
        ),
        "publication": _english(
            r"publication|release",
            r"publish(?:es|ed)?|releases?|released|issued?|due\sout",
            r"published|released|issued",
        ),
        "signing": _english(r"signing", r"signs?|signed", r"signed|put\s(?:his|her|their)\snames?\sto"),
        "agreement": _english(
            r"agreements?|accords?|deals?",
            r"agree",
            r"agreed(?!\sto\b)|signed|reached\s(?:\w+\s){0,3}(?:deal|agreement|accord)|struck\s(?:\w+\s){0,3}deal",
        ),
        "charges": _english(
            r"charges|indictments?",
            r"charged?|indict(?:ed)?",
            r"charged|indicted|dropped\s(?:\w+\s){0,3}(?:cases?|charges)",
        ),
        "match": _english(
            r"match|matches|games?|finals?|semi-?finals?|play-?offs?|derby",
            r"plays?|faces?",
            r"beat|defeated|thrashed|edged|drew\s(?:with|against)|lost\sto|won(?=\s(?:by|with|\d))",
        ),
        "exercise": _english(r"exercises?|drills?|man(?:eu|oeu)vers?|manoeuvres?|war\sgames", r"rehearse", r"rehearsed"),
        "show": _english(
            r"exhibitions?|fairs?|festivals?|concerts?|shows?|performances?",
            r"performs?",
            r"performed|kicked\soff",
        ),
        "ceremony": _english(
            r"ceremony|ceremonies|celebrations?|funeral|burial|wedding|parade|service|memorial",
            r"celebrates?|bury|marry",
            r"celebrated|buried|laid\sto\srest|married|paraded|commemorated",
        ),
        "resignation": _english(
            r"resignation|retirement|departure",
            r"resigns?|steps?\sdown|retires?|leaves?\soffice",
            r"resigned|stepped\sdown|retired|left\soffice|quit",
        ),
    },
    "ko": {
        "verdict": _korean(
            r"선고|판결|평결",
            r"(?:선고|판결)(?:했|하였|됐|받았|을\s내렸)|(?:무죄|유죄|실형|집행유예|징역)[^.]{0,30}(?:선고|판결|내려졌)|구속됐",
        ),
        "vote": _korean(
            r"표결|투표|의결|처리",
            r"(?:가결|부결|통과|의결|채택|승인)(?:됐|했|되었|시켰|하였)|표결(?:했|이\s진행)|투표(?:했|가\s진행|를\s마쳤)",
        ),
        "protest": _korean(
            r"집회|시위|행진|농성",
            r"(?:집회|시위|행진|농성)[이가을를]?\s?(?:[가-힣0-9]+\s){0,3}(?:열렸|열었|벌였|벌어졌|했|가졌|이어졌|시작됐)|행진했",
        ),
        "meeting": _korean(
            r"회담|회의|회동|협상|만난다|만날",
            r"(?:회담|회의|회동|협상)[이가을를]?\s?(?:[가-힣0-9]+\s){0,3}(?:열렸|열었|가졌|했|진행됐|시작됐|마쳤|개최됐|개최했)|만났",
        ),
        "opening": _korean(
            r"개막|개관|개장|개통|문을\s연|출범|막을\s?올",
            r"(?:개막|개관|개장|개통|출범|개원)(?:했|됐|하였|되었|식이\s열렸)|문을\s열었|막을\s?올렸",
        ),
        "strike": _korean(r"파업", r"파업에\s(?:들어갔|돌입했|나섰)|파업을\s(?:시작했|벌였)|일손을\s(?:놓|멈)"),
        "hearing": _korean(
            r"공청회|청문회|심리|심문",
            r"(?:공청회|청문회|심리|심문)[이가을를]?\s?(?:[가-힣0-9]+\s){0,3}(?:열렸|열었|진행됐|했|가졌|시작됐)",
        ),
        "trial": _korean(r"공판|재판", r"(?:공판|재판)[이가을를]?\s?(?:[가-힣0-9]+\s){0,3}(?:열렸|열었|시작됐|진행됐)"),
        "visit": _korean(r"방문|방한|방북|도착", r"(?:방문|방한|방북|도착)(?:했|하였)"),
        "publication": _korean(r"발표|공개|발간|내놓", r"(?:발표|공개|발간)(?:했|됐|하였|되었)|내놨|내놓았"),
        "signing": _korean(r"서명|체결", r"(?:서명|체결)(?:했|됐|하였)"),
        "charges": _korean(r"기소", r"기소(?:했|됐|하였)|불기소"),
    },
}  # fmt: skip
_CUT = re.compile(
    r"[,;:–—]|\s(?:and|but|while|although|though|because|which|who|that|after|before|since|when|for\s\w+ing)\s|(?<=[가-힣](?:고|며))\s"
)


def kinds_of(text: str, at: int | None, language: str | None) -> frozenset[str]:
    """The kinds of what is announced: of the clause at that place, or of the whole sentence if that has no more than one."""
    kinds = _KINDS.get(language or "", {})
    found = frozenset(name for name, kind in kinds.items() if kind.announced.search(text))
    if len(found) < 2 or at is None:
        return found if len(found) < 2 else frozenset()
    start = max((m.end() for m in _CUT.finditer(text, 0, at)), default=0)
    cut = _CUT.search(text, at)
    return frozenset(
        name for name in found if kinds[name].announced.search(text, start, cut.start() if cut else len(text))
    )


def told_of(text: str, language: str | None) -> frozenset[str]:
    """The kinds of what a sentence says was done."""
    return frozenset(name for name, kind in _KINDS.get(language or "", {}).items() if kind.told.search(text))

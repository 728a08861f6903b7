"""Whether a sentence looks back or ahead at a date: "met on Tuesday" the last one, "will meet on Tuesday" the next."""

from __future__ import annotations

import re

_AHEAD = {
    "en": r"\b(?:will|shall|won't|going\sto|(?:is|are|am|be|was|were)\s(?:due|set|expected|scheduled|slated|to)|due\sto|scheduled\sfor|plans?\sto|planned\sfor|"
    r"plans|intends?\sto|hopes?\sto|expects?\sto|aims?\sto|wants?\sto|must|should|would|could|might|can|may|upcoming|deadline|please|let's)\b|['’]ll\b",
    "de": r"\b(?:wird|werden|soll|sollen|will|wollen|muss|müssen|plant|planen|geplant|vorgesehen|erwartet)\b",
    "fr": r"\b(?:\w{2,20}(?:era|eront|ira|iront)|va|vont|doit|doivent|prévue?s?|devrait|devraient|prochaine?)\b",
    "ko": r"예정|계획이|계획을|방침|전망|할\s것|될\s것|릴\s것|겠|ㄹ\s것|한다|된다|열린다|오는|앞두|하자|세요|다가오는|[할될릴갈올일]\s예정|갈\s거|주십|까요",
    "zh": r"将|將|会在|會在|计划|計劃|预计|預計|拟|定于",
    "ja": r"予定|見通し|見込み|する方針|だろう|行われる|開かれる|控え",
}  # fmt: skip
_BACK = {
    "en": r"\b(?:said|says|told|was|were|had|has|did|been|began|came|went|won|lost|met|held|took|made|left|found|died|killed|struck|hit|fell|rose|"
    r"saw|gave|got|led|sent|shot|spoke|broke|became|ran|set|put|cut|signed|ago|\w{3,20}ed)\b",
    "de": r"\b(?:hat|haben|hatte|hatten|war|waren|wurde|wurden|sagte|teilte|kam|ging|ist|sind|ge\w{3,20}t|\w{3,20}te)\b",
    "fr": r"\b(?:a|ont|avait|avaient|était|étaient|est|sont|fut|\w{2,20}é|dernier|dernière)\b",
    "ko": r"했|였|었|았|됐|밝혔|지난|렸다|졌다|갔다|왔다|났다|혔다",
    "zh": r"了|已|曾|表示|说|說|宣布",
    "ja": r"した|された|った|いた|だった|でした",
}  # fmt: skip
SIGNS = {
    language: re.compile(rf"(?P<ahead>{_AHEAD[language]})|(?P<back>{_BACK[language]})", re.I)
    for language in _AHEAD
}
_LED = re.compile(r"(?:\s+\w{1,20}){0,3}", re.I)
_END = re.compile(r"[.!?。！？]\s|[.!?。！？]$|\n")
WINDOW = 160
"""Code points before and after a date in which its verb is looked for."""


def looks_ahead(text: str, start: int, end: int, language: str) -> bool | None:
    """True for what is to come, False for what was, None where no sign is near. The verb before the date decides, in Korean,
    Japanese and Chinese the one behind it."""
    signs = SIGNS.get(language)
    if signs is None:
        return None
    before = _sentence_before(text, start)
    after_end = min(len(text), end + WINDOW)
    stop = _END.search(text, end, after_end)
    after = text[end : stop.start() + 1 if stop else after_end]
    if language in ("ko", "ja"):
        return _first(signs, after) if _first(signs, after) is not None else _last(signs, before)
    found = _last(signs, before)
    return found if found is not None else _first(signs, after)


def _sentence_before(text: str, start: int) -> str:
    before = text[max(0, start - WINDOW) : start]
    cut = 0
    for stop in _END.finditer(before):
        cut = stop.end()
    return before[cut:]


def _last(signs: re.Pattern[str], text: str) -> bool | None:
    """What the last verb says; what a "will" leads ("will be opened") is its own."""
    found: bool | None = None
    reach = -1
    for sign in signs.finditer(text):
        if sign["ahead"]:
            found = True
            led = _LED.match(text, sign.end())
            reach = led.end() if led else sign.end()
        elif sign.start() >= reach:
            found = False
    return found


def _first(signs: re.Pattern[str], text: str) -> bool | None:
    sign = signs.search(text)
    return None if sign is None else sign["ahead"] is not None

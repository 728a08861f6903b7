"""Who says what is announced, in the words of the sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from beatbook.writing.announcing.found import Place

LONGEST = 12
"""Words of a name with its office."""

_SAID = r"(?:said|says|announced|announces|confirmed|confirms|reported|reports|added|stated|told|warned|warns|revealed|declared|disclosed)"
_DAY = r"(?:\s(?:late\s|early\s|also\s)?(?:on\s|in\s)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Tt]oday|[Yy]esterday|a\sstatement|[A-Z][a-z]{2,8}\.?\s\d{1,2})\b)*"
_BEHIND = re.compile(
    rf"[,”\"]\s(?P<name>[^,;“”\"]{{2,100}}?)\s(?:has\s|have\s|also\s|had\s)?{_SAID}\b[^,“”\"]{{0,80}}[.,]?$"
)
_TURNED = re.compile(
    r"[,”\"]\s(?:said|says|added|announced|confirmed)\s(?P<name>[^,;“”\"]{2,80}?)(?:[,;]|\.$|$|\son\s|\sin\sa\s)"
)
_ACCORDING = re.compile(
    r"\b[Aa]ccording\sto\s(?P<name>[^,;.“”\"]{2,90}?)(?=,|;|\.$|\.\s|$|\s(?:released|published|issued|seen|on\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))"
)
_BEFORE = re.compile(
    rf"^(?:(?:On|In|Late|Early)\s[^,]{{2,40}},\s)?(?P<name>[^,;“”\"]{{2,100}}?)(?:,\s[^,]{{2,60}},)?\s(?:has\s|have\s|also\s|had\s)?{_SAID}\b"
)
_BETWEEN = re.compile(rf",\s(?P<name>[^,;“”\"]{{2,80}}?)\s(?:also\s)?{_SAID}{_DAY},")
_NOBODY = re.compile(
    r"^(?:previously|\w+ly|officials\sthere|reports?|sources?|\d|yesterday|he|she|it|they|we|I|who|which|that|this|there|as|what|and|but)\b",
    re.I,
)
_VERB_IN = re.compile(
    r"\b(?:will|would|may|might|could|should|can|did|does|is|are|was|were|has|had|have|been|that|which|who|if|when|to)\b"
)
_HEAD = re.compile(
    r"^(?:On\s)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s|[A-Z][a-z]{2,8}\.?\s\d{1,2}:\s)"
)
_TAIL = re.compile(rf"{_DAY}$")

_KOREAN = re.compile(
    r"(?P<name>[가-힣A-Za-z0-9·()\s]{2,40}?)(?P<particle>은|는|이|가|측은|에\s?따르면|도)\s.*(?:밝혔다|말했다|발표했다|전했다|보도했다|설명했다|알렸다|공지했다|강조했다|경고했다|위협했다|예고했다|내다봤다)\W*$"
)
_LAST_KOREAN = re.compile(
    r"(?:다|라|자)고\s(?P<name>[^,.“”]{2,30}?)(?:은|는|이|가|측은|측이)\s(?:\d{1,2}일\s)?(?:밝혔다|말했다|발표했다|전했다|보도했다|설명했다|알렸다)\W*$"
)
_BY_KOREAN = re.compile(r"^(?P<name>[^,.]{2,40}?)에\s?(?:따르면|의하면)")
_NO_NAME = re.compile(r"[을를에로]\s|^\d")
_KOREAN_WORDS = 4


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    place: Place
    """Where it is said that they say it, with their name."""


def english_speaker(text: str) -> Speaker | None:
    for form in (_ACCORDING, _BEHIND, _TURNED, _BETWEEN, _BEFORE):
        if (hit := form.search(text)) and (name := _name(hit["name"])):
            end = hit.end()
            return Speaker(name, (hit.start(), end))
    return None


def _name(words: str) -> str | None:
    name = _HEAD.sub("", _TAIL.sub("", words.strip(" –—-'`’‘"))).rpartition(": ")[2]
    if not name or _NOBODY.match(name) or _VERB_IN.search(name) or name.count(" ") >= LONGEST:
        return None
    if name.startswith("The "):
        name = f"the {name[4:]}"
    return (
        name
        if any(c.isupper() for c in name) or name.lower().startswith(("the ", "officials", "police"))
        else None
    )


def korean_speaker(text: str) -> Speaker | None:
    if hit := _BY_KOREAN.match(text):
        return Speaker(hit["name"].strip(), hit.span())
    if hit := _LAST_KOREAN.search(text):
        return Speaker(hit["name"].strip(), (hit.start("name"), hit.end()))
    if hit := _KOREAN.match(text):
        name = hit["name"].strip()
        if (
            0 < len(name.split()) <= _KOREAN_WORDS
            and not _NO_NAME.search(name)
            and not re.match(r"(?:그|이|그녀|이들|그들|오는|지난|올해|내년)(?:\s|$)", name)
        ):
            return Speaker(name, hit.span("name"))
    return None

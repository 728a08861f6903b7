"""How certain an English sentence says that something comes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from beatbook.model import Certainty
from beatbook.read.when import Dated
from beatbook.writing.announcing.english.verbs import Verb

_REPORT = re.compile(
    r"\b(?:said|says|announced?|announces|announcing|told|tweeted|wrote|noted|confirmed|confirms|reported|reports|added|according|saying|warned|vowed|decided|ruled|stated|revealed|declared|pledged|agreed|promised|predicted|ordered|signalled|signaled|indicated|insisted|hinted|suggested|forecast|estimated|expected|hopes?|suggests?|indicates?)\b"
)
_PROPOSES = re.compile(
    r"\b(?:plan|bill|proposal|measure|deal|agreement|order|schedule|law|draft|contract|decree|rules?|budget|treaty|motion)s?\b",
    re.I,
)
DENIED = re.compile(
    r"\b(?:den(?:y|ie[sd]|ying)|rul(?:ed|es|ing)\sout|rejected|dismissed|refus(?:e[sd]?|ing)|declin(?:e[sd]?|ing)|fail(?:ed|s)\sto|unclear|unknown|not\s(?:clear|known|sure|say|said|decided|confirmed|yet)|yet\sto|whether|whenever|doubts?|doubtful|"
    r"(?:nobody|no\sone)\s(?:knows|would|will|could)|never|as\sif|wish(?:ed)?|imagine|suppose|had\shoped|rumou?rs?|hoax|false(?:ly)?|joked|dreamed|nor|neither|asked\s(?:if|when)|wonder(?:s|ed)?|would\shave|could\shave|might\shave|used\sto|how\soften|regardless)\b",
    re.I,
)
_THREAT = re.compile(
    r"\b(?:threaten(?:s|ed|ing)?|warn(?:s|ed|ing)?|ultimatum)\b|\bvow(?:s|ed|ing)?\b(?=.*\b(?:if|unless|retaliat\w+|revenge|strike|attack)\b)",
    re.I,
)
_WARNED = re.compile(r"[,”\"]\s[^,]{2,60}\s(?:warned|threatened)\b[^,]{0,40}$")
_OR_ELSE = re.compile(r"\b(?:if|unless|retaliat\w+|revenge|strike|attack)\b")
_MILDER = re.compile(r"\b(?:threat\w*|warn\w*|vow\w*)\b.*\b(?:said|says|announced|according)\b", re.I)
IF = re.compile(
    r"\b(?:if|unless|provided|assuming|subject\sto|pending(?=\s(?:approval|a|an|the|final|review|confirmation|ratification)\b)|should\s(?:the|it|he|she|they|talks)|conditional|in\sthe\sevent)\b(?!\s(?:only|anything))",
    re.I,
)
_LIKELY = re.compile(r"\s(?:\w+\s)?(?:likely|probably|presumably|hopefully)\b")
_MAYBE = re.compile(r"\s(?:\w+\s)?(?:possibly|perhaps|potentially|maybe|eventually)\b")
_TENTATIVE = re.compile(r"\btentative(?:ly)?\b|\bprovisional(?:ly)?\b|\bin\sprinciple\b", re.I)
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
_OPENLY = re.compile(r"(?:is|are|was|were|has|had|be)\b")
_NO_SUBJECT = re.compile(r"\b(?:no|none|neither|nobody|nothing)\s(?:[\w'’-]+\s){0,4}$", re.I)
AGO = 31
"""Days back to which a report may be whose "would" is still to come."""


def certainty_of(text: str, verb: Verb, said: Sequence[Dated], day: date) -> Certainty | None:
    """How certain it is said to be, or None where it is denied, doubted or was only once to come."""
    clause = text[: verb.start]
    cut = max((m.end() for m in re.finditer(r";|,\s(?:but|and|while)\b|\bbut\b", clause)), default=0)
    before = clause[cut:]
    if verb.kind == "not":
        return None if DENIED.search(before) else Certainty.SCHEDULED
    if DENIED.search(before[-90:]):
        return None
    kind = verb.kind
    if _OPENLY.match(text, verb.start) and _NO_SUBJECT.search(before):
        return None
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
    if kind in ("scheduled", "would", "expected", "possible") and (
        (_THREAT.search(before) and not _MILDER.search(before)) or _WARNED.search(text, verb.end)
    ):
        return Certainty.THREATENED
    after = text[verb.end :]
    if text.startswith("vow", verb.start) and _OR_ELSE.search(after):
        return Certainty.THREATENED
    if certainty is Certainty.SCHEDULED and (_MAYBE.match(after) or IF.search(text)):
        return Certainty.POSSIBLE
    if certainty is Certainty.SCHEDULED and (_LIKELY.match(after) or _TENTATIVE.search(text)):
        return Certainty.EXPECTED
    return certainty

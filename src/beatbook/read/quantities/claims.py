"""Whether a number is said to be so: not forecast, aimed at, asked for, put under a condition or denied; and whether it corrects an earlier one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from beatbook.read.quantities.found import Found


@dataclass(frozen=True, slots=True)
class Claim:
    is_stated: bool = True
    is_revision: bool = False
    is_average: bool = False
    is_part: bool = False
    is_total: bool = False


_STOP = re.compile(
    r"[;:]|,\s(?:and|but|while|bringing|making|putting|with|which|who|as)\b|\s(?:while|but|although|though|whereas)\s"
)
_AHEAD = re.compile(
    r"\b(?:will|won['’]t|would|could|(?-i:may)|might|shall|should|must|can(?:not)?|expect(?:s|ed|ing)?|forecasts?|forecasted|predict(?:s|ed|ing|ion)?|project(?:s|ed|ions?)|anticipat\w+|target(?:s|ed|ing)?|goals?|aim(?:s|ed|ing)?|"
    r"plan(?:s|ned|ning)?(?!\sto\b.*\bsaid)|hop(?:es?|ed|ing)|intend(?:s|ed)?|wants?|wanted|vow(?:s|ed)|pledg(?:es?|ed|ing)|promis(?:es?|ed|ing)|seeks?|seeking|likely|potentially|going\sto|set\sto|due\sto|about\sto|scheduled|"
    r"call(?:s|ed|ing)?\sfor|propos(?:es?|ed|als?)|if|unless|whether|in\scase|suppos(?:e|ing)|assum(?:es?|ing)|demand(?:s|ed)?|fear(?:s|ed)?|prepar(?:es?|ed|ing)|ready\sto|budgeted|design(?:ed)?\sto|capable\sof)\b",
    re.I,
)
_EXPECTED = re.compile(
    r"\b(?:than|as)\s(?:had\sbeen\s|was\s|were\s)?(?:expected|forecast|predicted|planned|projected)\b", re.I
)
_AHEAD_AFTER = re.compile(
    r"(?:\s[\w'’%-]+){0,4}?\s(?:will|would|could|might|(?-i:may)|should|must|are\s(?:expected|likely|due|set|to|planned|forecast)|is\s(?:expected|likely|due|planned|forecast|to)|were\s(?:expected|planned|to)|was\s(?:expected|planned|the\starget|the\sgoal)|had\sbeen\s(?:expected|planned|forecast)|if|unless)\b",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)|dismiss(?:es|ed|ing)|refut(?:es|ed)|false(?:ly)?|untrue|not\strue|no\s(?:evidence|truth|proof)|wrong(?:ly)?|mistaken(?:ly)?|rumou?rs?|hoax|fabricated|declined\sto\s(?:say|confirm|comment))\b",
    re.I,
)
_NOT = re.compile(
    r"\b(?:not|never|cannot|\w+n['’]t|nor|rather\sthan|instead\sof)\s(?:(?:reach|exceed|have|get|see|be|been|find|as|to)\s(?:\w+\s)?)?$",
    re.I,
)
_CONDITION = re.compile(
    r"^\W*(?:if|unless|should|had|suppose|imagine|assuming|were)\b(?!\s(?:the\s)?(?:authorities|officials)\ssaid)",
    re.I,
)
_AVERAGE = re.compile(
    r"\b(?:average[ds]?|averaging|mean|median|on\saverage|typical(?:ly)?|usual(?:ly)?)\b|평균", re.I
)

_REVISED = re.compile(
    r"\b(?:revis(?:ed|es|ing|ion)|correct(?:ed|s|ing|ion)|adjust(?:ed|s|ing)|restat(?:ed|es|ing)|amend(?:ed|s)|updat(?:ed|es|ing)|(?:raised|lowered|cut|changed|increased)\s(?:its|the|their)\s(?:\w+['’]?s?\s){0,2}(?:count|figure|estimate|tally|total|toll|number))\b",
    re.I,
)
_FIRST_SAID = re.compile(r"\b(?:initially|originally|previously|first)\s(?:\w+\s){0,4}$", re.I)
_TO = re.compile(r"\bto\s(?:only\s|just\s)?$", re.I)
_FORMER = re.compile(
    r"\b(?:from|an?\s(?:initial|earlier|original|first|previous|preliminary)(?:\s\w+)?(?:\sof)?|(?:initially|originally|previously|earlier|first)\s(?:\w+\s){0,3}|instead\sof|rather\sthan|not)\s(?:an?\s(?:initial|earlier|original|first|previous|preliminary)\s(?:\w+\s)?(?:of\s)?|the\s)?$",
    re.I,
)
_REVISED_FROM = re.compile(
    r"\s?(?:[\w'’-]+\s){0,5}[,(]?\s?\(?(?:up|down|upwards?|downwards?)?\s?(?:revised|corrected|adjusted)\s(?:up\s|down\s|upwards?\s|downwards?\s)?from\b",
    re.I,
)
_A_REVISED = re.compile(r"\b(?:an?\s|the\s)?(?:upwardly\s|downwardly\s)?(?:revised|corrected)\s$", re.I)

_L = "".join(chr(c) for c in range(0xAC00, 0xD7A4) if (c - 0xAC00) % 28 == 8)
"""The syllables that end in L, as verbs do that say what can or will be."""
_KO_AHEAD = re.compile(
    rf"예상|전망|예정|계획|목표|방침|추산될|것으로\s(?:보인|보이|예상|전망|관측|내다|추정될)|[{_L}을를]\s?(?:것|수\s있|가능성)|겠다|내다[봤보]|(?:으면|하면|되면|라면|다면|[가-힣]면)\s|경우\s|키로\s|기로\s|려고|려면|우려|요구|촉구|제안|추진"
)
_KO_BEFORE = re.compile(
    r"(?:목표(?:인|는|치|치인|로)?|예상(?:치|되는|했던|보다)?|전망(?:치|되는)?|계획(?:된|상)?|만약|만일)\s(?:[가-힣]+\s){0,2}$"
)
_KO_DENIED = re.compile(r"부인했|부인하|사실이\s?아니|사실무근|허위|거짓|아니라|아니다|아닌\s|낭설|헛소문")
_KO_STOP = re.compile(
    r"[,;]|(?:했고|하고|됐고|으며|며|지만|는데|인데|였고|이고|[가-힣]고)\s|고\s(?:밝혔|말했|전했|설명|발표)|라고|다고"
)
_KO_REVISED = re.compile(r"정정|수정|고쳤|고친|고쳐|바로잡|조정(?!\s?위원)")


_PART_AFTER = re.compile(
    r"\s(?:more|others?|additional|further)\b|(?:\s[\w'’-]+){0,2}?\sof\s(?:them|whom|which|those|these|the|its|their|his|her|all)\b",
    re.I,
)
_PART_BEFORE = re.compile(
    r"(?:\b(?:another|an?\sadditional|a\sfurther|includ(?:ing|es|ed)|among\s(?:them|those|whom)|of\s(?:whom|them|which))|(?:^\W*|[;:]\s)(?:of|among)\s(?:these|those|the)\s[^,;]{0,60},)\s?(?:\w+\s){0,2}$",
    re.I,
)
_PART_KO = re.compile(
    r"(?:가운데|(?:이|그|[가-힣]\s?)중(?:에서|에)?|중에|포함한?|추가로|추가된)\s(?:[^\s,]+\s){0,3}$"
)
_PART_KO_AFTER = re.compile(r"(?:을|를|이|가|도)?\s?(?:포함|추가)")
_TOTAL = re.compile(
    r"\b(?:cumulative(?:ly)?|accumulated|all-time|in\sall|altogether|overall|total(?:s|led|ed)?|to\sdate|so\sfar|ever)\b",
    re.I,
)
_TOTAL_KO = re.compile(r"누적|누계|지금까지|현재까지|이제까지|총")


def claim(text: str, code: str, one: Found, last: int, following: int) -> Claim:
    """How a number is said. `last` is where the number before it ends, `following` where the next begins, or the sentence's edges."""
    if code == "ko":
        return _korean(text, one, last, following)
    left = text[: one.start]
    near = left[last:]
    stops = [hit.end() for hit in _STOP.finditer(left)]
    clause = left[stops[-1] :] if stops else left
    right = text[one.end : following]
    stop = re.search(r"[,;:.!?]", right)
    right = right[: stop.start()] if stop else right
    is_average = bool(_AVERAGE.search(near[-40:]) or _AVERAGE.search(right[:30]))
    if code != "en":
        return (
            Claim(not _OTHER_AHEAD[code].search(text), False, is_average)
            if code in _OTHER_AHEAD
            else Claim(True, False, is_average)
        )
    revised, is_former = _revision(text, one, left)
    is_stated = not (
        is_former
        or text.rstrip(" ”\"'’)").endswith("?")
        or _AHEAD.search(_EXPECTED.sub(" ", clause))
        or _AHEAD_AFTER.match(_EXPECTED.sub(" ", right))
        or _DENIED.search(clause)
        or (_DENIED.search(left) and not stops)
        or _NOT.search(text[: one.start])
        or _CONDITION.match(text)
    )
    is_part = bool(_PART_AFTER.match(text, one.end) or _PART_BEFORE.search(text[: one.at[0]]))
    is_total = bool(_TOTAL.search(text[last : one.at[0]][-60:]) or _TOTAL.search(right[:40]))
    return Claim(is_stated, revised and is_stated, is_average, is_part, is_total)


def _revision(text: str, one: Found, left: str) -> tuple[bool, bool]:
    """Whether a number corrects another, and whether it is the one that was corrected."""
    if _REVISED_FROM.match(text, one.end) or _A_REVISED.search(left):
        return True, False
    hits = list(_REVISED.finditer(left))
    if not hits or re.search(r";|,\s(?:while|but)\b", left[hits[-1].end() :]):
        return False, _FIRST_SAID.search(left) is not None
    if _TO.search(left):
        return True, False
    if _FORMER.search(left):
        return False, True
    return False, False


def _korean(text: str, one: Found, last: int, following: int) -> Claim:
    right = text[one.end :]
    stop = _KO_STOP.search(right)
    clause = right[: stop.end()] if stop else right
    left = text[last : one.start]
    near = right[: following - one.end] if following > one.end else right
    is_former = is_revision = False
    if (hit := _KO_REVISED.search(right)) and not re.search(r"[,;]|했고|으며", right[: hit.start()]):
        is_former = re.match(r"에서|이\s?아니|보다", right) is not None
        is_revision = re.match(r"(?:으로|로|이라고|라고)", right) is not None
    is_stated = not (
        is_former
        or _KO_AHEAD.search(clause)
        or _KO_BEFORE.search(text[: one.start])
        or _KO_DENIED.search(clause[:24])
        or _KO_DENIED.search(near[:16])
        or re.search(r"사실이\s?아니|사실무근|부인했|허위", right)
        or text.rstrip().endswith("?")
    )
    is_part = bool(_PART_KO.search(text[: one.start]) or _PART_KO_AFTER.match(text, one.end))
    is_total = _TOTAL_KO.search(left[-24:]) is not None
    return Claim(is_stated, is_revision and is_stated, bool(_AVERAGE.search(left[-14:])), is_part, is_total)


_OTHER_AHEAD = {
    "de": re.compile(r"\b(?:soll(?:en|te)?|wird|werden|würden?|könnten?|dürften?|erwartet|rechnet|geplant|plant|Ziel|falls|wenn|dementiert|bestritt|möglicherweise|Prognose)\b"),
    "fr": re.compile(r"\b(?:pourrai(?:t|ent)|devrai(?:t|ent)|sera|seront|aura|auront|prévoit|prévoient|attend(?:u|us|ues)?|objectif|si|dément|démenti|serai(?:t|ent)|aurai(?:t|ent))\b"),
    "zh": re.compile(r"将|將|可能|预计|預計|目标|目標|计划|計劃|如果|否认|否認|有望"),
    "ja": re.compile(r"見通し|見込み|予定|計画|目標|可能性|もし|否定|だろう"),
}  # fmt: skip

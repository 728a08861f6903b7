"""What Korean sentences say is coming.

The verb stands behind its date, and its ending says how certain it is: "열 예정이다" (scheduled), "열 계획" (expected), "열 수도 있다" (possible).
A date belongs to the first such sign behind it; the verb of saying at the end ("밝혔다") is not one of them, unless nothing
stands between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from beatbook.model import Act, Certainty, Days, Precision
from beatbook.read.when import Dated, dates
from beatbook.writing.announcing.found import Found, Place, marked
from beatbook.writing.announcing.periods import Period, period
from beatbook.writing.announcing.speakers import korean_speaker

_GATE = re.compile(
    r"예정|계획|방침|전망|예상|목표|[한된린연진친른힌긴간온선둔본받룬든]다|기로|것으로|가능성|검토|수 있|수도|경고|위협|연기|미뤄|미루|늦[춰추]|앞당|취소|무산|철회|마감|만료|앞두|까지|겠|할 것|될 것|확정"
)
_DATED = re.compile(
    r"\d|오늘|내일|모레|내년|내달|다음|이달|이번|올해|올[봄여가겨]|연내|연말|연초|주말|[월화수목금토일]요일|하루|이틀|사흘|설날|추석|성탄절|상반기|하반기|분기"
)


def likely(text: str) -> list[tuple[int, bool]]:
    """Where a text has words that sentences of what is to come have, in order: a date (true), or a word of the future."""
    return marked(text, _GATE, _DATED)


_SIGNS = re.compile(
    r"(?P<cancelled>취소|무산|백지화|철회|(?:열지|하지|개최하지|치르지)\s않기로|열리지\s않는다|없던\s일)"
    r"|(?P<moved>연기(?!금|자|를\s뿜|가\s)|미뤄|미루|미룬|늦춰|늦추|늦춘|앞당|순연|(?:일정|날짜|시한|기한)[을를이가은는]?\s[^.]{0,20}?(?:변경|연장|바[꾸꿔뀌뀐])|연장)"
    r"|(?P<wasto>(?:예정|계획|방침|전망|목표)(?:이었|였|이던|됐던|되었던|했던|했으나|했지만|했었)|(?:열|할|될|하|려)\s?(?:려|려고)\s?(?:했|하던))"
    r"|(?P<not>지\s(?:않[을는기았]|못[할하한했])|[을를는은]\s없[을다]|(?:예정|계획|방침|가능성|전망)[이은는도]?\s?(?:없|아니)|미정|불투명|불가능)"
    r"|(?P<possible>가능성|검토|수\s?(?:도\s)?있|수도|지도\s모|거론|타진|저울질|고려\s?(?:중|하|한))"
    r"|(?P<threatened>경고|위협|으름장|불사하)"
    r"|(?P<expected>계획(?!서|안|표|을\s(?:발표|승인|공개|확정|비판))|방침|전망|예상|목표|것으로\s(?:보|알려|예상|전망|관측|기대|예측|내다)|추진|구상|관측|유력|내다봤|기대(?:된다|하고|했다|를)|점쳐|듯하|노린다|준비)"
    r"|(?P<scheduled>예정|기로\s?(?:했|합의|결정|한|하고|의결|확정)|마감|만료|(?:할|될|릴|낼|갈|올|설|열|칠|질|볼|줄|날|둘|킬|룰|울|을)\s것(?:이|입|임|도)|겠다|겠습|확정|일정(?:이다|으로|을\s공개)|시한|앞두|(?:할|될|릴|열|칠)\s(?:예정|것)"
    r"|(?:한|된|린|연|진|친|른|힌|긴|간|온|선|둔|본|든|난|는|인|핀|룬|찬)다(?=[.\s\"'”’]|고|는|며|$)|(?:합니다|됩니다|립니다|엽니다|칩니다|집니다|갑니다|옵니다|습니다)(?<!했습니다)(?<!됐습니다)(?<!었습니다)(?<!았습니다)(?<!렸습니다))"
    r"|(?P<past>[했됐렸갔왔났혔졌쳤겼꼈였었았섰봤줬췄켰꿨뤘웠뒀냈셨]다|[했됐렸갔왔났혔졌쳤였었았섰봤냈셨]습니다|[했됐렸갔왔났혔졌쳤였었았섰봤냈셨](?:으나|지만|는데|고|으며|던)|지난)"
)
_SAYS = re.compile(
    r"(?:밝|말|전|설명|발표|보도|강조|알|덧붙|주장|예고|공지|경고|위협|지적|답)(?:했|혔|렸|였|됐|하였)?(?:다|습니다)|(?:라|다|자)고\s"
)
_SAID = re.compile(
    r"(?:밝혔|말했|전했|설명했|발표했|보도했|강조했|알렸|덧붙였|주장했|예고했|공지했|경고했|위협했|지적했|공개했|전해졌|확인했|언급했|답했)"
)
_STATES = re.compile(r"(?:라|다|자|냐)(?:고|는|며)")
_PLAIN_PRESENT = re.compile(r"[가-힣](?:한|된|린|연|진|친|른|힌|긴|간|온|선|둔|본|든|난|는|인|핀|룬|찬)다$")
_HABIT = re.compile(
    r"(?:있|없|않|같|아니|말|생각|주장|강조|지적|설명|전|비판|평가|의미|보|우려|분석|해당|필요|중요|뜻|가리|꼽힌|불린|알려진|여긴|느낀|믿는|인)(?:한다|된다|는다|인다|다|킨다|친다|본다)$|불린다$|꼽힌다$|여긴다$|아니다$|인다$|[는은]다$"
)
_COMING = re.compile(
    r"오는|다가오는|돌아오는|내달|다음\s?달|내년|다음|앞으로|향후|내일|모레|이번|이르면|늦어도|연내|올해|연말|이달|차기"
)
_RECURRING = re.compile(r"매(?:주|월|년|달|일)\s?$|마다\s?$|해마다|격주\s?$")
_SINCE_HERE = re.compile(r"부터$")
_RANGE = re.compile(r"^\s?(?:\([월화수목금토일]\)\s?)?(?:부터|~|∼|-|에서)?\s?$")
_DURATION = re.compile(r"^\s?(?:간|동안|째|만에|여\s?만)")
_ATTRIBUTE = re.compile(
    r"^도(?!에)|^이면|^마다|^\s(?:예산|매출|실적|영업|성적|대비|기준|사업|시즌|수확|세계선수권\s우승|판)|^(?:산|학번|년생|년대)"
)
_NO_DAY = re.compile(r"년도$|요일이면")
_OLD = re.compile(r"당초|애초|원래|본래")
_NEW_TAIL = re.compile(
    r"^\s?(?:\([월화수목금토일]\)\s?)?(?:로|으로|까지|께로|께까지|이후로|뒤로)(?=[\s,.]|\d|$)"
)
_OLD_TAIL = re.compile(
    r"^\s?(?:\([월화수목금토일]\)\s?)?(?:에서|로\s예정|에\s예정|로\s잡|에\s열|으로\s예정|에\s치|개최\s예정|로\s계획|\s예정|부터\s예정|\s열릴\s예정|의\s)"
)
_OPEN_ENDED = re.compile(r"무기한|잠정\s(?:연기|중단|취소)|전면\s(?:취소|백지화)|추후|미정")
_IF = re.compile(r"[으라]?면\s|경우|조건|전제|통과(?:하|되)면|승인(?:하|되|을\s받)면")
_WHEN_EARLY = re.compile(r"이르면|빠르면|늦어도|늦으면\s$")
_CERTAINTY = {
    "scheduled": Certainty.SCHEDULED,
    "expected": Certainty.EXPECTED,
    "possible": Certainty.POSSIBLE,
    "threatened": Certainty.THREATENED,
}


@dataclass(frozen=True, slots=True)
class _Sign:
    kind: str
    start: int
    end: int


def found(text: str, day: date) -> list[Found]:
    """What a sentence of an article of this day says is coming, in order."""
    when = _periods(text, day)
    if not when and not _OPEN_ENDED.search(text):
        return []
    signs = [_Sign(m.lastgroup or "", *m.span()) for m in _SIGNS.finditer(text)]
    speaker = korean_speaker(text)
    spent = tuple((p.start, p.end) for p in when) + ((speaker.place,) if speaker else ())
    name = speaker.name if speaker else None
    off = next((s for s in signs if s.kind in ("moved", "cancelled")), None)
    if off is not None:
        change = _change(text, day, off, signs, when, name, spent)
        return [change] if change else []
    out: list[Found] = []
    used: set[_Sign] = set()
    for each in when:
        sign = _sign_of(text, each, signs)
        if sign is None or sign in used or each.days.last < day:
            continue
        if (
            each.days.first <= day
            and each.precision is Precision.DAY
            and each.days.last == day
            and sign.kind == "past"
        ):
            continue
        certainty = _certainty(text, sign, signs, each)
        if certainty is None:
            continue
        used.add(sign)
        if not any(o.days == each.days for o in out):
            out.append(
                Found(
                    each.days,
                    each.precision,
                    certainty,
                    (each.start, each.end),
                    stated_by=name,
                    spent=(*spent, (sign.start, sign.end)),
                )
            )
    return out


def _periods(text: str, day: date) -> list[Period]:
    """The days that a sentence names, if it looks ahead; "3일부터" with "5일까지" behind it is one range."""
    out: list[Period] = []
    month: Dated | None = None
    for dated in dates(text, day, "ko"):
        if _RECURRING.search(text, max(0, dated.start - 6), dated.start):
            continue
        tail = text[dated.end : dated.end + 8]
        said = text[dated.start : dated.end]
        if _DURATION.match(tail) and not re.search(r"앞으로|향후", said):
            continue
        if _ATTRIBUTE.match(text[dated.end : dated.end + 12]) or _NO_DAY.search(said):
            continue
        each = period(dated, text, day, is_ahead="지난" not in said)
        if each is None:
            continue
        if each.is_bare and month and month.first and text[month.end : dated.start].strip() == "":
            # "다음 달 3~5일": the days are those of that month.
            each = _in_month(dated, each, month.first) or each
            out = out[:-1]
        elif each.is_bare and out and out[-1].relation == "since" and each.days.last < out[-1].days.first:
            after = out[-1].days.first
            each = _in_month(dated, each, after) or each
        month = dated if dated.grain == "month" and not dated.part else None
        before = out[-1] if out else None
        if (
            before
            and before.precision is Precision.DAY is each.precision
            and (before.relation == "since" or text[before.end : each.start].strip() in ("부터", "~", "∼"))
            and each.days.last >= before.days.first
            and _RANGE.match(text[before.end : each.start])
        ):
            out[-1] = Period(before.start, each.end, Days(before.days.first, each.days.last), Precision.DAY)
            continue
        out.append(each)
    return [
        p for p in out if p.relation != "after" and not re.search(r"이후$|뒤$|후$", text[p.start : p.end])
    ]


def _in_month(dated: Dated, each: Period, first: date) -> Period | None:
    """A bare day, or bare days, put into the month that begins on `first` or that it is in."""
    start = first.replace(day=1)
    try:
        numbers = [start.replace(day=d.day) for d in each.days]
    except ValueError:
        return None
    if numbers[1] < first and first.day != 1:
        following = (start + timedelta(32)).replace(day=1)
        try:
            numbers = [following.replace(day=d.day) for d in each.days]
        except ValueError:
            return None
    return Period(dated.start, dated.end, Days(numbers[0], numbers[1]), each.precision, each.relation)


def _sign_of(text: str, when: Period, signs: Sequence[_Sign]) -> _Sign | None:
    """The sign that a date belongs to: the first one behind it that says when, or None if that looks back."""
    for sign in signs:
        if sign.start < when.end - 1:
            continue
        if sign.kind == "past":
            between = text[when.end : sign.start]
            said = text[max(0, sign.start - 4) : sign.end]
            if _SAID.search(said) and (_STATES.search(between) or len(between) > 60):
                return None
            return None
        if sign.kind == "scheduled" and _HABIT.search(text[max(0, sign.start - 3) : sign.end]):
            continue
        if sign.kind == "scheduled" and _PLAIN_PRESENT.search(text[sign.start : sign.end]):
            if sign.end - when.end > 90:
                return None
            better = next((s for s in signs if s.start > sign.start and s.start - sign.end <= 2), None)
            if better and better.kind in ("expected", "possible"):
                return better
        return sign
    return None


def _certainty(text: str, sign: _Sign, signs: Sequence[_Sign], when: Period) -> Certainty | None:
    if sign.kind in ("not", "wasto", "past", "moved", "cancelled"):
        return None
    behind = next((s for s in signs if s.start >= sign.end), None)
    if behind and behind.kind in ("not", "wasto") and behind.start - sign.end <= 6:
        return None
    if re.match(r"(?:이|은|는|도|을|를)?\s?(?:없|아니|부인|불투명)", text[sign.end : sign.end + 8]):
        return None
    certainty = _CERTAINTY[sign.kind]
    following = [s for s in signs if s.start >= sign.end and s.start - sign.end <= 12]
    if sign.kind == "scheduled":
        for other in following:
            if other.kind in ("expected", "possible", "threatened") and not _STATES.search(
                text[sign.end : other.start] + " "
            ):
                certainty = _CERTAINTY[other.kind]
                break
            if other.kind == "threatened":
                certainty = Certainty.THREATENED
                break
        if (
            certainty is Certainty.SCHEDULED
            and _IF.search(text[: sign.start])
            and not _WHEN_EARLY.search(text[: sign.start])
        ):
            certainty = Certainty.POSSIBLE
    elif sign.kind == "possible" or (
        sign.kind == "expected" and any(s.kind == "possible" and s.start - sign.end <= 4 for s in following)
    ):
        return Certainty.POSSIBLE
    return certainty


def _change(
    text: str,
    day: date,
    off: _Sign,
    signs: Sequence[_Sign],
    when: Sequence[Period],
    name: str | None,
    spent: tuple[Place, ...],
) -> Found | None:
    """What a sentence says of a thing that is moved or called off."""
    tail = text[off.end : off.end + 16]
    if any(s.kind in ("possible", "not", "threatened") and 0 <= s.start - off.end <= 14 for s in signs):
        return None
    if re.match(
        r"(?:될|할|하자|해야|를\s요구|을\s요구|를\s촉구|을\s촉구|하라|가\s불가피|론)", tail
    ) and not re.match(r"(?:될|할)\s예정", tail):
        return None
    new: Period | None = None
    old: Period | None = None
    for each in when:
        rest = text[each.end : each.end + 12]
        lead = text[max(0, each.start - 12) : each.start]
        is_old = _OLD.search(lead) is not None or _OLD_TAIL.match(rest) is not None
        is_new = each.end <= off.start and (_NEW_TAIL.match(rest) is not None or each.relation == "until")
        if is_new and not _OLD_TAIL.match(rest):
            new = each
        elif is_old or (each.end <= off.start and each.days.first > day):
            old = old or each
    spent = (*spent, (off.start, off.end))
    if off.kind == "moved" and new is not None and new.days.last >= day:
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
    if text[off.start : off.end] == "연장":
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
    if old is None and _OPEN_ENDED.search(text) and not any(p.days.last < day - timedelta(7) for p in when):
        return Found(None, Precision.DAY, Certainty.SCHEDULED, (off.start, off.end), act, None, name, spent)
    return None

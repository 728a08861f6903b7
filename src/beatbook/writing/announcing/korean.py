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
from beatbook.writing.announcing.found import Found, Place, changed, denied, marked, without_day
from beatbook.writing.announcing.periods import Period, period
from beatbook.writing.announcing.speakers import korean_speaker

_GATE = re.compile(
    r"예정|계획|방침|전망|예상|목표|[한된린연진친른힌긴간온선둔본받룬든는난찬핀]다|기로|것으로|가능성|검토|수 있|수도|경고|위협|연기|미뤄|미루|늦[춰추]|앞당|취소|무산|철회|마감|만료|앞두|까지|겠|할 것|될 것|확정|잡혔|정해졌"
)
_DATED = re.compile(
    r"\d|오늘|내일|모레|내년|내달|다음|이달|이번|올해|올[봄여가겨]|연내|연말|연초|주말|[월화수목금토일]요일|봄|여름|가을|겨울|하루|이틀|사흘|설날|추석|성탄절|상반기|하반기|분기|무기한|잠정|전면"
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
    r"|(?P<expected>계획(?=이[다라며고었지]|임|인\s|하고|한다|으로\s알려|을\s(?:세|밝|발표|내놓|갖|공개|전)|\(|[.])|방침(?=이[다라며고지]|임|인\s|으로|을\s(?:정|밝|세|굳|내놓))|전망|예상|목표(?!로\s한\s)|것으로\s(?:보|알려|예상|전망|관측|기대|예측|내다)|추진|구상|관측|유력|내다봤|기대(?:된다|하고|했다|를)|점쳐|듯하|노린다|준비)"
    r"|(?P<scheduled>잡혔(?=다|으며|고)|정해졌(?=다|으며|고)|(?<=까지)(?:이며|이고|다(?=[.\s])|입니다)|예정|기로\s?(?:했|합의|결정|한|하고|의결|확정)|마감|만료|(?:할|될|릴|낼|갈|올|설|열|칠|질|볼|줄|날|둘|킬|룰|울|을)\s것(?:이|입|임|도)|겠다|겠습|확정|일정(?:이다|으로|을\s공개)|시한|앞두|(?:할|될|릴|열|칠)\s(?:예정|것)"
    r"|(?:한|된|린|연|진|친|른|힌|긴|간|온|선|둔|본|든|난|는|인|핀|룬|찬)다(?=[.\s\"'”’]|고|는|며|$)|(?:합니다|됩니다|립니다|엽니다|칩니다|집니다|갑니다|옵니다|습니다)(?<!했습니다)(?<!됐습니다)(?<!었습니다)(?<!았습니다)(?<!렸습니다))"
    r"|(?P<past>(?:시작|개최|개막|발표|발생|진행|체결|선출|임명|공개|출범|설립|결정|합의|취임|사망|실종|체포|구속|기소|폐막|종료|착공|준공|완공|제정|통과|채택|방문|출시|개봉|입원|열|벌어|일어|숨|태어|치러)(?:된|한|린|진|난|졌던|했던|됐던)\s|[했됐렸갔왔났혔졌쳤겼꼈였었았섰봤줬췄켰꿨뤘웠뒀냈셨]다|[했됐렸갔왔났혔졌쳤였었았섰봤냈셨]습니다|[했됐렸갔왔났혔졌쳤였었았섰봤냈셨](?:으나|지만|는데|고|으며|던)|지난)"
)
_WILL_NOT = re.compile(
    r"[^.,;]*?(?<=[\s일])(?P<deed>[가-힣]{2,}?)(?:하|되|시키)지\s않(?:는다|기로\s(?:했|결정|확정|합의)|을\s(?:것이|예정)|겠다)"
)
_SAID = re.compile(
    r"(?:밝혔|말했|전했|설명했|발표했|보도했|강조했|알렸|덧붙였|주장했|예고했|공지했|경고했|위협했|지적했|공개했|전해졌|확인했|언급했|답했)"
)
_STATES = re.compile(r"(?:라|다|자|냐)(?:고|는|며)")
_PLAIN_PRESENT = re.compile(r"[가-힣](?:한|된|린|연|진|친|른|힌|긴|간|온|선|둔|본|든|난|는|인|핀|룬|찬)다$")
_HABIT = re.compile(
    r"(?:있|없|않|같|아니|말|생각|주장|강조|지적|설명|전|비판|평가|의미|보|우려|분석|해당|필요|중요|뜻|가리|꼽힌|불린|알려진|여긴|느낀|믿는|인)(?:한다|된다|는다|인다|다|킨다|친다|본다)$|불린다$|꼽힌다$|여긴다$|아니다$|(?:보|쓰)인다$|모른다$|(?<!가)안다$|이야기한다$|[않있없]는다$"
)
_COMING = re.compile(
    r"오는|다가오는|돌아오는|내달|다음\s?달|내년|다음|앞으로|향후|내일|모레|이번|이르면|늦어도|연내|올해|연말|이달|차기"
)
_RECURRING = re.compile(r"매(?:주|월|년|달|일)\s?$|마다\s?$|해마다|격주\s?$")
_RANGE = re.compile(r"^\s?(?:\([월화수목금토일]\)\s?)?(?:부터|~|∼|-|에서)?\s?$")
_DURATION = re.compile(r"^\s?(?:간|동안|째|만에|여\s?만)")
_ATTRIBUTE = re.compile(
    r"^도(?!에)|^이면|^마다|^\s(?:예산|매출|실적|영업|성적|대비|기준|사업|시즌|수확|세계선수권\s우승|판)|^(?:산|학번|년생|년대)"
)
HALF_MONTH = 15
"""Days ahead from which on a bare day is nearer behind."""
_WITHIN = re.compile(r"\s?(?:안|내|중|까지|말|하반기|연말|후반|가을|겨울|여름)")
_SOME = re.compile(r"(?:어느|어떤|그)\s$")
_AND = re.compile(r"(?:과|와|,|·)\s?")
_FROM = re.compile(r"(?:\d{1,2}월\s?)?\d{1,2}일(?=에서\s)")
_NO_DAY = re.compile(r"년도$|요일이면")
_OLD = re.compile(r"당초|애초|원래|본래")
_NEW_TAIL = re.compile(
    r"^\s?(?:\([월화수목금토일]\)\s?)?(?:로|으로|까지|께로|께까지|이후로|뒤로)(?=[\s,.]|\d|$)"
)
_OLD_TAIL = re.compile(
    r"^\s?(?:\([월화수목금토일]\)\s?)?(?:에서|로\s예정|에\s예정|로\s잡|에\s열|으로\s예정|에\s치|개최\s예정|로\s계획|로\s예고|로\s확정|로\s정해|에\s잡|\s예정|부터\s예정|\s열릴\s예정|의\s)"
)
_OPEN_ENDED = re.compile(r"무기한|잠정\s(?:연기|중단|취소)|전면\s(?:취소|백지화)|추후|미정")
_IF = re.compile(
    r"(?:[으다되하나오가지이]|(?<!\s)라)면\s|경우|조건|전제|통과(?:하|되)면|승인(?:하|되|을\s받)면"
)
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
    best: dict[_Sign, Period] = {}
    for each in when:
        sign = _sign_of(text, each, signs)
        is_vague = (
            each.precision is Precision.YEAR and each.days.first <= day and not _WITHIN.match(text, each.end)
        )
        if sign is None or each.days.last < day or (is_vague and each.relation != "until"):
            continue
        known = best.get(sign)
        if known is None or (each.days.last - each.days.first) < (known.days.last - known.days.first):
            best[sign] = each
    out: list[Found] = []
    for sign, each in best.items():
        certainty = _certainty(text, sign, signs)
        if certainty is not None and not any(o.days == each.days for o in out):
            mine = (*spent, (sign.start, sign.end))
            out.append(
                Found(
                    each.days, each.precision, certainty, (each.start, each.end), stated_by=name, spent=mine
                )
            )
    denial = None if out else _denial(text, day, when, list(best), name, spent)
    return [denial] if denial else out


def _denial(
    text: str,
    day: date,
    when: Sequence[Period],
    signs: Sequence[_Sign],
    name: str | None,
    spent: tuple[Place, ...],
) -> Found | None:
    """What a sentence with one day says will not be done on it ("10일 폐쇄하지 않기로 했다"), or None."""
    if len(when) != 1 or len(signs) != 1 or signs[0].kind != "not" or _IF.search(text):
        return None
    (each,) = when
    saying = _WILL_NOT.match(text, each.end)
    is_named = each.precision is Precision.DAY and each.days.first >= day and not each.relation
    if not saying or saying.end("deed") > signs[0].start or not is_named:
        return None
    return denied(each, saying.span("deed"), name, (*spent, (saying.end("deed"), len(text))))


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
        if each is None or _SOME.search(text, max(0, dated.start - 4), dated.start):
            continue
        if each.is_weekly and not _COMING.search(said):
            continue
        if out and _AND.fullmatch(text[out[-1].end : each.start]) and (pair := _pair(out[-1], each, dated)):
            out[-1] = pair
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
        p
        for p in out
        if p.relation != "after" and not re.search(r"이후$|뒤$|(?<!오)후$", text[p.start : p.end])
    ]


def _pair(before: Period, each: Period, dated: Dated) -> Period | None:
    """Two days that follow each other ("4월 2일과 3일") as one range."""
    if before.precision is not Precision.DAY or each.precision is not Precision.DAY:
        return None
    day = before.days.last + timedelta(1)
    if int(dated.timex[-2:]) != day.day if dated.timex[-2:].isdigit() else True:
        return None
    return Period(before.start, each.end, Days(before.days.first, day), Precision.DAY)


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


def _certainty(text: str, sign: _Sign, signs: Sequence[_Sign]) -> Certainty | None:
    if sign.kind in ("not", "wasto", "past", "moved", "cancelled"):
        return None
    behind = next((s for s in signs if s.start >= sign.end), None)
    if behind and behind.kind in ("not", "wasto") and behind.start - sign.end <= 6:
        return None
    if re.match(r"(?:이|은|는|도|을|를)?\s?(?:없|아니|부인|불투명)", text[sign.end : sign.end + 8]):
        return None
    certainty = _CERTAINTY[sign.kind]
    following = [s for s in signs if s.start >= sign.end and s.start - sign.end <= 12]
    if sign.kind == "scheduled" and text[sign.start : sign.end] not in ("이며", "이고", "다", "입니다"):
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
    if leaving := _FROM.search(text):
        old = next(
            (
                p
                for d in dates(leaving[0] + " 열릴 예정", day, "ko")
                if (p := period(d, leaving[0], day, is_ahead=True))
            ),
            None,
        )
    for each in when:
        rest = text[each.end : each.end + 12]
        lead = text[max(0, each.start - 12) : each.start]
        is_old = _OLD.search(lead) is not None or _OLD_TAIL.match(rest) is not None
        if is_old and each.is_bare and "오는" not in lead and (each.days.first - day).days > HALF_MONTH:
            continue  # "애초 8일": the nearest one, and that has been
        is_new = each.end <= off.start and (_NEW_TAIL.match(rest) is not None or each.relation == "until")
        if is_new and not _OLD_TAIL.match(rest):
            new = each
        elif is_old or (each.precision is Precision.DAY and each.end <= off.start and each.days.first > day):
            old = old or each
    spent = (*spent, (off.start, off.end))
    if off.kind == "moved" and new is not None and new.days.last >= day:
        return changed(new, Act.MOVED, old, name, spent)
    act = Act.MOVED if off.kind == "moved" else Act.CANCELLED
    if text[off.start : off.end] == "연장":
        return None
    if old is not None and old.days.last >= day:
        return changed(old, act, old if act is Act.MOVED else None, name, spent)
    if old is None and _OPEN_ENDED.search(text) and not any(p.days.last < day - timedelta(7) for p in when):
        return without_day((off.start, off.end), act, name, spent)
    return None

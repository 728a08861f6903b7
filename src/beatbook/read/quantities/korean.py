"""Numbers of Korean sentences that count something. A number counts only with its counter or unit: "195명", "3만5천여 톤"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from beatbook.model import Bound
from beatbook.read import numerals
from beatbook.read.quantities.found import Found, Place, is_within

_TENS = {w: n for w, n in numerals.KOREAN_WORDS.items() if n >= 10}
_ONES = {w: n for w, n in numerals.KOREAN_WORDS.items() if n < 10}
_NATIVE_RANGES = {
    "한두": (1, 2),
    "두세": (2, 3),
    "두서너": (2, 4),
    "서너": (3, 4),
    "너덧": (4, 5),
    "네댓": (4, 5),
    "대여섯": (5, 6),
    "예닐곱": (6, 7),
    "일고여덟": (7, 8),
}
_MANY = {
    "수십만": 2e5,
    "수백만": 2e6,
    "수천만": 2e7,
    "수십": 20,
    "수백": 200,
    "수천": 2000,
    "수만": 2e4,
    "수억": 2e8,
    "수조": 2e12,
}
"""What such a word says at least: "several tens" are two of them."""

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = rf"(?:{_DIGITS})(?:\s?[십백천만억조]+(?:\s?\d[\d,]*(?:\.\d+)?)?)*|(?<![가-힣])[일이삼사오육칠팔구]?[십백천만억](?:\s?[\d일이삼사오육칠팔구십백천만억조])*"
_NATIVE = rf"(?<![가-힣])(?:{'|'.join(_TENS)})(?:{'|'.join(_ONES)})?|(?<![가-힣])(?:{'|'.join(sorted(_ONES, key=len, reverse=True))})"
_UNITS = (
    ("points", r"%\s?(?:포인트|p\b|P\b)|퍼센트\s?포인트"),
    ("%", r"%|퍼센트|％"),
    ("$", r"(?:미국?\s?)?달러"), ("₩", r"원(?![가-힣]{0,1}(?:장|내|자|소|인|고))"), ("¥", r"엔(?![가-힣]진)|위안"), ("€", r"유로"), ("£", r"파운드"),
    ("t", r"톤|t\b"), ("kg", r"kg|㎏|킬로그램"), ("km", r"km|㎞|킬로미터"), ("cm", r"cm|㎝|센티미터"), ("mm", r"mm|㎜|밀리미터"), ("ha", r"ha\b|㏊|헥타르"), ("barrels", r"배럴"), ("l", r"리터|ℓ"), ("m", r"m\b|미터"), ("sqm", r"㎡|제곱미터"),
    ("h", r"시간"), ("mo", r"개월|달(?!러)(?=[\s동간가만])"), ("w", r"주(?:일|간)(?!년)"), ("y", r"년(?:간|\s?동안)"), ("d", r"일(?:간|\s?동안)"), ("min", r"분(?:간|\s?동안)"),
)  # fmt: skip
_COUNTERS = (
    "명",
    "사람",
    "여명",
    "개국",
    "개소",
    "개사",
    "개교",
    "개",
    "건",
    "척",
    "채",
    "마리",
    "가구",
    "세대",
    "곳",
    "차례",
    "회",
    "발",
    "장",
    "권",
    "편",
    "통",
    "표",
    "석",
    "그루",
    "자루",
    "벌",
    "병",
    "잔",
    "기",
    "대",
    "문",
    "점",
    "쌍",
    "종",
    "호실",
    "군데",
    "번",
    "가지",
    "필",
    "인분",
    "인",
    "팀",
    "구",
    "상자",
    "포",
    "량",
    "정",
    "회선",
)
_UNIT = rf"(?:(?P<unit>{'|'.join(p for _, p in _UNITS)})|(?P<counter>{'|'.join(sorted(_COUNTERS, key=len, reverse=True))}))"
_FIND = re.compile(
    rf"(?<![\w.,/:#№∼~–-])(?P<lead>[$€£₩¥]\s?)?(?:(?P<many>{'|'.join(sorted(_MANY, key=len, reverse=True))})|(?P<few>{'|'.join(sorted(_NATIVE_RANGES, key=len, reverse=True))})|(?P<ten>(?:십|백|천)수|십수|"
    rf"(?<![가-힣])여러(?=\s?(?:명|척|건|개|차례|곳)))|(?P<first>{_NUMBER}|{_NATIVE})(?:\s?(?:명|개|건|원|달러|%|톤)?\s?(?:[∼~〜–-]|내지|,\s(?=\d\s?[명개건척]))\s?(?P<second>{_DIGITS}(?:\s?[십백천만억조]+)*))?)"
    rf"(?P<odd>\s?여(?=\s?[명개건척대달원톤가마k%곳차발장]))?\s?(?:{_UNIT})"
)
_UNIT_FORMS = [(unit, re.compile(form)) for unit, form in _UNITS]

_AGE = re.compile(
    r"(?:만\s?)?\d{1,3}\s?(?:세|살)|\(\d{1,3}\)|[1-9]0대(?!\s?(?:를|가|의\s(?:차|버스|트럭|트랙터|장갑차|전차|탱크|드론|비행기|헬기)|씩|와|로|여|\s?이상|\s?넘))(?=[\s,.의이은는]|$)(?=\s?(?:의\s)?(?:남|여|초반|중반|후반|청년|주민|탈북|북한|부부|형제|인\b|이\s|은\s|는\s|,|\d0대))"
)
_NAMED = re.compile(
    r"제\s?\d[\d,]*\s?(?:조|항|호|차|회|대|기|국|군|사단|여단|연대|대대|군단|함대|호실|번)?(?:\s?제?\d+(?:항|호))?|[가-힣A-Za-z]+-\d+[가-힣]*|\d+-\d+(?:번지|호)?|\d+동\s?\d+호|\d+호(?:실|선)?|\d+(?:기|주년|번째|차|위|층|쪽|면|번지|조|항)(?![가-힣]*\s?(?:원|달러))(?=[\s,.의에을를이가은는로도와과(]|$)"
)
_COUNTED_GI = re.compile(r"(?:전투기|무덤|묘|미사일|위성|발전기|원전|헬기|항공기|기구|풍선)\s?(?:약\s?)?$")
_SCORE = re.compile(r"\d{1,3}\s?(?:대|-|:)\s?\d{1,3}(?:으로|로|의|\s?(?:승|패|무))")
_CLOCK = re.compile(
    r"(?:오전|오후|새벽|밤|낮)?\s?\d{1,2}시(?!간)(?:\s?\d{1,2}분)?(?:쯤|께|경)?|\d{1,2}:\d\d|\d{1,2}분\s?\d{1,2}초"
)
_PHONE = re.compile(r"\d{2,4}-\d{3,4}(?:-\d{4})?|\b\d{2,4}[.)]\s?\d{3,4}-\d{4}")

_BEFORE = (
    (Bound.AT_LEAST, r"최소|적어도|적게는|최소한|무려\s최소"),
    (Bound.AT_MOST, r"최대|최고|많게는|많아야|기껏해야"),
    (Bound.ABOUT, r"약|대략|거의|근|어림잡아|대충|얼추|모두\s약"),
)
_BEFORE_FORMS = [(bound, re.compile(rf"(?:^|[\s(])(?:{words})\s?$")) for bound, words in _BEFORE]
_AFTER = (
    (Bound.AT_LEAST, r"(?:을|를|이|가)?\s?(?:이상|초과|넘는|넘은|넘게|넘어서|넘어섰|넘었|넘긴|넘겼|넘어|웃도|웃돌|상회|돌파)"),
    (Bound.AT_MOST, r"(?:을|를|에도?|에)?\s?(?:이하|미만|밑도|밑돌|못\s?미치|못\s?미친|못\s?미쳤|미치지\s못|이내|하회|넘지\s않|넘지\s못|안\s?되)"),
    (Bound.ABOUT, r"(?:에)?\s?(?:가량|정도|쯤|안팎|내외|남짓|가까이|에\s?가까운|육박|가까운|가까웠)"),
)  # fmt: skip
_AFTER_FORMS = [(bound, re.compile(words)) for bound, words in _AFTER]
_NEVER = re.compile(r"[^,.]{0,24}(?:적이|적은|일이|때가)\s(?:한\s?번도\s)?없")
_ZERO = re.compile(
    r"(?<![가-힣])(?:단\s)?(?:한\s?|단\s?한\s?|1)(?P<counter>명|사람|건|척|차례|번|개|마리|대)(?:의\s[가-힣]+)?도\s(?:[가-힣]+\s){0,3}?(?:[가-힣]*(?:없|않|못|안\s))"
)


LIKELY = re.compile(rf"\d|[십백천만억조여수]|{_NATIVE}|도\s")
"""What a sentence with a number has."""


def numbers(text: str, dated: Sequence[Place]) -> list[Found]:
    """The numbers of a sentence that count or measure something. `dated` are the places of its dates."""
    return list(_numbers(text, dated))


def _traps(text: str) -> Iterator[Place]:
    for trap in (_AGE, _SCORE, _CLOCK, _PHONE):
        yield from (hit.span() for hit in trap.finditer(text))
    for hit in _NAMED.finditer(text):
        if re.fullmatch(r"\d+기", hit[0]) and _COUNTED_GI.search(text[: hit.start()]):
            continue
        yield hit.span()


def _numbers(text: str, dated: Sequence[Place]) -> Iterator[Found]:
    traps = [*dated, *_traps(text)]
    zeros = list(_ZERO.finditer(text))
    for zero in zeros:
        counted = _noun(text, zero.start(), zero.end("counter"), dated)
        yield Found(zero.start(), zero.end(), zero.span(), 0.0, counted=counted)
    traps += [hit.span() for hit in zeros]
    at = 0
    while hit := _FIND.search(text, at):
        at = hit.end()
        if (found := _read(text, hit, traps, dated)) is not None:
            yield found


def _read(text: str, hit: re.Match[str], traps: Sequence[Place], dated: Sequence[Place]) -> Found | None:
    start, end = hit.span()
    number_end = max(hit.end(g) for g in ("many", "few", "ten", "first", "second"))
    if is_within(start, number_end, traps) or _follows_name(text, hit, end):
        return None
    bound, upper = Bound.EXACT, None
    if hit["many"]:
        value, bound = float(_MANY[hit["many"]]), Bound.AT_LEAST
    elif hit["few"]:
        value, upper = map(float, _NATIVE_RANGES[hit["few"]])
    elif hit["ten"]:
        value, bound = (3.0, Bound.AT_LEAST) if hit["ten"] == "여러" else (11.0, Bound.AT_LEAST)
    else:
        first = _value(hit["first"])
        if first is None:
            return None
        value = first
        if hit["second"] and (second := _value(hit["second"])) is not None:
            scale = next((s for s in "조억만천백십" if hit["second"].endswith(s)), "")
            if scale and hit["first"][-1].isdigit():
                value *= numerals.HANGUL_SCALES[scale]
            if second <= value:
                return None
            upper = second
    unit = _sign(hit["lead"]) or _unit_of(hit["unit"])
    if hit["odd"]:
        bound = Bound.ABOUT
    before = text[max(0, start - 12) : start]
    for said, form in _BEFORE_FORMS:
        if found := form.search(before):
            bound = said
            start = start - len(before) + found.start() + found[0][:1].isspace()
            break
    after = text[end:]
    for said, form in _AFTER_FORMS:
        if reach := form.match(after):
            if said is not Bound.ABOUT or bound is Bound.EXACT:
                bound = said
            end += reach.end()
            break
    if bound is Bound.AT_MOST and _NEVER.match(text, end):
        bound = Bound.AT_LEAST
    elif bound is Bound.AT_LEAST and _NEVER.match(text, end):
        bound = Bound.AT_MOST
    core = hit.end()
    counted = _noun(text, start, core, dated)
    return Found(
        start,
        end,
        (hit.start(), number_end),
        value,
        bound,
        unit,
        upper,
        counted,
        _is_change(text, start, core, end),
    )


def _follows_name(text: str, hit: re.Match[str], end: int) -> bool:
    """Whether what looks like a counter is the beginning of another word: "3대 세습", "6자", "2번 버스"."""
    counter = hit["counter"]
    if counter is None:
        return False
    following = text[end : end + 2]
    if counter in (
        "대",
        "기",
        "번",
        "호실",
        "구",
        "정",
        "문",
        "포",
        "인",
        "종",
        "필",
        "점",
        "장",
        "석",
        "량",
    ) and (
        re.match(r"[가-힣]", following)
        and not re.match(
            r"(?:[을를이가은는의도와과로만씩,]|까지|에\s|이상|이하|미만|밖|뿐|으로|여|중|나\s|당)", following
        )
    ):
        return True
    if counter == "대" and re.match(
        r"\s(?:세습|강국|원칙|과제|도시|기업|재벌|은행|시장|국정|의혹|대학|명절|요구)", text[end:]
    ):
        return True
    if counter == "번" and re.match(
        r"\s?(?:버스|국도|출구|타자|지방도|선발|홀|탑승구|게이트|승강장|창구|부두|선석|노선|방|좌석)",
        text[end:],
    ):
        return True
    if (
        counter == "편"
        and hit["first"]
        and not text[: hit.start()]
        .rstrip()
        .endswith(("영화", "항공", "작품", "드라마", "논문", "시", "소설"))
    ):
        return True
    if counter == "인" and hit["first"] and not re.match(r"(?:이|의|을|은|가|\s|,|\.)", following):
        return True
    return counter == "명" and re.match(r"[단령예분절소칭]", following) is not None


def _value(said: str) -> float | None:
    said = said.replace(" ", "")
    for tens, value in _TENS.items():
        if said == tens:
            return float(value)
        if said.startswith(tens) and said[len(tens) :] in _ONES:
            return float(value + _ONES[said[len(tens) :]])
    if said in _ONES:
        return float(_ONES[said])
    return numerals.eastern(said)


def _unit_of(said: str | None) -> str:
    return next((unit for unit, form in _UNIT_FORMS if form.fullmatch(said or "")), "") if said else ""


def _sign(sign: str | None) -> str:
    return sign.strip() if sign else ""


# ---- what is counted ------------------------------------------------------------------------------------------------------------

_OF = re.compile(
    r"(?:\s?(?:이상|이하|미만|가량|정도|안팎|남짓|넘는|을\s넘는))?의\s(?P<noun>(?:[가-힣A-Za-z]+\s){0,2}?[가-힣A-Za-z]+?)(?=(?:은|는|이|가|을|를|도|와|과|에|에게|으로|들이|들은)?(?:[,.]|$)|(?:은|는|이|가|을|를|도|와|과|에|에게|으로|들이|들은)\s)"
)
_TOKEN = re.compile(r"[^\s,()“”‘’\"'·…]+")
_PARTICLE = re.compile(r"(?:은|는|이|가|을|를|도|의|에서|에게|와|과|만|까지|부터|에|로|으로|들은|들이|들)$")
_PASSED = frozenset(
    "모두 총 약 누적 최소 최대 현재 올해 전체 모두 역대 가장 적은 많은 지금까지 이미 단 단지 불과 고작 겨우 각각 사상 또 다시 추가로 합쳐 합계 누계 하루 매년 해마다 매달 매월 평균 연평균 월평균 거의 대략".split()
)
_VERBAL = re.compile(
    r"(?:했다|하고|하며|됐다|되고|한|된|할|될|온|은\s|했고|돼|해|하여|밝힌|따르면|이후|동안|기준|대비|보다)$"
)
_NO_NOUN = frozenset("기간 동기 대비 보다 연간 동월 같은 달 전년 분기 한 해 달러 이후 현재 가운데 중".split())
_NOUNS_BACK = 3


def _noun(text: str, start: int, core: int, dated: Sequence[Place]) -> Place | None:
    """Where the noun stands that says what is counted: behind it ("195명의 탈북민"), or before ("탈북민 195명", "입국자는 모두 195명")."""
    if hit := _OF.match(text, core):
        return hit.span("noun")
    low = max([b for a, b in dated if b <= start and start - b < 60] or [0])
    words = [m for m in _TOKEN.finditer(text, max(0, start - 60), start) if m.end() <= start]
    words = [m for m in words if not is_within(m.start(), m.end(), dated)]
    end = None
    taken: list[re.Match[str]] = []
    for m in reversed(words):
        word = m[0]
        between = text[m.end() : taken[-1].start() if taken else start]
        if taken and re.search(r"[,()“”…]", between):
            break
        if not taken and (word in _PASSED or re.match(r"(?:모두|총|약)$", word)):
            continue
        if re.search(r"\d", word) or word in _NO_NOUN:
            break
        if not taken and _VERBAL.search(word) and len(word) > 2:
            break
        if not taken:
            particle = _PARTICLE.search(word)
            if re.search(r"[,)]", between) and not particle:
                break
            end = m.end() - (len(particle[0]) if particle and len(word) > len(particle[0]) + 1 else 0)
            taken.append(m)
            continue
        if (
            re.search(r"(?:은|는|이|가|을|를|에서|에게|으로|에|로|도)$", word)
            and len(word) > 1
            and not word.endswith(("출신", "북한이"))
        ):
            break
        taken.append(m)
        if len(taken) == _NOUNS_BACK:
            break
    if not taken or end is None:
        return None
    begin = max(taken[-1].start(), low if low < taken[0].start() else taken[-1].start())
    return (begin, end) if begin < end else None


_GREW = r"(?:늘|줄|증가|감소|많|적|올라|오르|올랐|내려|내렸|떨어|상승|하락|급증|급감|뛰|확대|축소|높|낮|벌어|더\s|덜\s)"
_CHANGE = re.compile(rf"(?:이|가)?\s?(?:이상|가량|정도|넘게|안팎|나|이나)?\s?(?:더\s)?{_GREW}")


def _is_change(text: str, start: int, core: int, end: int) -> bool:
    """Whether a number says by how much something grew ("7명 늘었다"), not to how much ("27명으로 줄었다")."""
    return _CHANGE.match(text, core) is not None or _CHANGE.match(text, end) is not None

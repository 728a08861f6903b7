"""Korean words of dates. A word is taken apart into what is known of it; one with a rest that is no particle is none of a date."""

from __future__ import annotations

import re
from typing import Any

from beatbook.read.when.cascade import Node
from beatbook.read.when.lexer import Entry, Lexicon, in_digits

_DIGITS = Lexicon({}, {}, month_first=True, year_first=True)
_TABLE: dict[str, str] = {
    # at the beginning of a word
    "L": "지난 저번 최근 과거", "N": "다음 앞으로의 앞으로 향후 차기 오는 다가오는 돌아오는", "T": "이번 금번 이 올 그", "LL": "지지난 저저번", "NN": "다다음",
    "Z": "오전 오후 아침 저녁 밤 새벽 정오 자정 심야 낮", "V": "매일 매주 매월 매달 매년 매해 격주 매일매일 날마다 주마다 해마다",
}  # fmt: skip
_DAYS = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
    "보름": 15,
}
_COUNTS = {
    "한": 1, "두": 2, "세": 3, "석": 3, "네": 4, "넉": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "몇": 2, "수": 3,
    "열한": 11, "열두": 12, "스무": 20, "일": 1, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9, "십": 10,
}  # fmt: skip
_MONTHS = "삼월 사월 오월 유월 칠월 팔월 구월 시월 십일월 십이월".split()
_RELATIVE: dict[str, tuple[str, int]] = {
    "올해": ("year", 0), "금년": ("year", 0), "올 해": ("year", 0), "작년": ("year", -1), "지난해": ("year", -1), "지난 해": ("year", -1), "전년": ("year", -1),
    "내년": ("year", 1), "이듬해": ("year", 1), "명년": ("year", 1), "재작년": ("year", -2), "지지난해": ("year", -2), "내후년": ("year", 2), "후년": ("year", 2),
    "이달": ("month", 0), "이번달": ("month", 0), "금월": ("month", 0), "지난달": ("month", -1), "전월": ("month", -1), "내달": ("month", 1), "다음달": ("month", 1),
    "새달": ("month", 1), "지지난달": ("month", -2), "다다음달": ("month", 2), "이번주말": ("weekend", 0), "지난주말": ("weekend", -1), "다음주말": ("weekend", 1), "이번주": ("week", 0), "금주": ("week", 0), "지난주": ("week", -1), "전주": ("week", -1),
    "다음주": ("week", 1), "내주": ("week", 1), "지지난주": ("week", -2), "다다음주": ("week", 2), "저번주": ("week", -1), "저번달": ("month", -1),
    "주말": ("weekend", 0), "당일": ("day", 0), "연말": ("year", 0), "연초": ("year", 0), "월말": ("month", 0), "월초": ("month", 0), "주초": ("week", 0),
    "년말": ("year", 0), "년초": ("year", 0), "세밑": ("year", 0), "연내": ("year", 0), "올 한 해": ("year", 0), "올 한해": ("year", 0),
    "이번 한 주": ("week", 0), "이번 한 달": ("month", 0),
}  # fmt: skip
PARTS = {
    "초": "start", "초순": "start", "상순": "start", "초반": "start", "초기": "start", "중순": "mid", "중반": "mid", "중": "mid", "하순": "end", "말": "end",
    "말경": "end", "후반": "end", "말기": "end", "끝": "end", "연말": "end", "연초": "start", "월말": "end", "월초": "start", "주초": "start", "년말": "end",
    "년초": "start", "세밑": "end",
}  # fmt: skip
_RELATIVE_DAYS = {
    "오늘": 0, "금일": 0, "어제": -1, "어저께": -1, "작일": -1, "그제": -2, "그저께": -2, "엊그제": -2, "그끄저께": -3, "내일": 1, "명일": 1, "모레": 2,
    "내일모레": 2, "글피": 3, "전날": -1, "이튿날": 1, "다음날": 1, "다음 날": 1, "익일": 1, "같은 날": 0, "이날": 0,
}  # fmt: skip
_UNITS = {"날": "day", "주": "week", "주일": "week", "달": "month", "개월": "month", "해": "year", "분기": "quarter", "세기": "century", "주말": "weekend",
          "사분기": "quarter", "영업일": "business", "년도": "year"}  # fmt: skip
WEEKDAY_NAMES = "월요일 화요일 수요일 목요일 금요일 토요일 일요일".split()
_SEASONS = {
    "봄": "SP",
    "봄철": "SP",
    "여름": "SU",
    "여름철": "SU",
    "가을": "FA",
    "가을철": "FA",
    "겨울": "WI",
    "겨울철": "WI",
}
_ORDINALS = {
    "첫 번째": 1, "첫번째": 1, "첫째": 1, "첫": 1, "두 번째": 2, "두번째": 2, "둘째": 2, "세 번째": 3, "세번째": 3, "셋째": 3, "네 번째": 4, "네번째": 4,
    "넷째": 4, "다섯 번째": 5, "다섯번째": 5, "다섯째": 5, "마지막": 0,
}  # fmt: skip
_FEASTS: dict[str, str] = {
    "new year": "새해 첫날|새해첫날|신정|설날 양력", "seollal": "설날|음력설|음력 설|구정|설", "chuseok": "추석|한가위", "buddha": "부처님 오신 날|부처님오신날|석가탄신일|초파일",
    "independence movement": "삼일절|3·1절|3.1절", "korean children": "어린이날", "memorial of korea": "현충일", "constitution of korea": "제헌절",
    "liberation of korea": "광복절|조국해방의 날|해방절", "foundation of korea": "개천절", "hangul": "한글날", "christmas": "크리스마스|성탄절", "christmas eve": "크리스마스이브|크리스마스 이브|성탄 전야",
    "parents": "어버이날", "valentine": "밸런타인데이|발렌타인데이|밸런타인 데이|발렌타인 데이", "halloween": "핼러윈|할로윈|핼러윈 데이|할로윈 데이", "easter": "부활절", "thanksgiving": "추수감사절",
    "independence": "독립기념일|독립 기념일", "may day": "노동절|근로자의 날|메이데이|국제로동절", "women": "여성의 날|국제 여성의 날|국제부녀절", "sun": "태양절", "shining star": "광명성절",
    "party foundation": "당 창건 기념일|당창건 기념일|당창건일|당 창건일", "north korea": "공화국 창건일|9·9절|구구절", "victory of war": "전승절", "dano": "단오", "daeboreum": "정월대보름|정월 대보름|대보름",
    "new year eve": "섣달그믐|섣달 그믐|제야", "april fools": "만우절", "earth": "지구의 날", "black friday": "블랙프라이데이|블랙 프라이데이", "lunar new year": "춘절|춘제",
    "ramadan": "라마단", "memorial": "메모리얼 데이", "labor": "미국 노동절", "mothers": "어머니의 날", "fathers": "아버지의 날"
}  # fmt: skip
_AFTER: dict[str, tuple[str, Any]] = {
    "년": ("Y", "year"), "월": ("G", None), "일": ("I", "day"), "년대": ("E", None), "부터": ("F", "since"), "로부터": ("F", "since"), "으로부터": ("F", "since"),
    "에서": ("f", None), "까지": ("K", "until"), "사이": ("S", None), "이래": ("h", "since"), "이후": ("B", "after"), "이후로": ("B", "after"), "후": ("B", "after"),
    "뒤": ("B", "after"), "전": ("A", "before"), "이전": ("A", "before"), "안": ("i", None), "이내": ("i", None), "내": ("i", None), "내로": ("j", None), "안으로": ("j", None),
    "동안": ("O", None), "간": ("O", None), "내내": ("O", None), "만": ("M", None), "째": ("M", None), "연속": ("M", None), "이상": ("M", None),
    "과": ("&", None), "와": ("&", None), "또는": ("&", None), "이나": ("&", None), "나": ("&", None), "혹은": ("&", None), "및": ("&", None), "시": ("Z", None), "시간": ("_", None), "시간대": ("_", None),
    "치": ("M", None), "정도": ("M", None), "가량": ("M", None), "넘게": ("M", None), "여": ("M", None), "남짓": ("M", None), "짜리": ("M", None), "씩": ("M", None),
    "상반기": ("P", 1), "하반기": ("P", 2), "차": ("M", None), "회계연도": ("_", None), "기념일": ("_", None), "주년": ("_", None), "개국": ("_", None), "당일": ("_", None),
    "현지시간": ("_", None), "자": ("p", None), "회": ("_", None), "명": ("_", None), "초": ("e", "초"), "말": ("e", "말"),
}  # fmt: skip
_PARTICLES = "에 의 은 는 이 가 을 를 도 로 으로 라 인 면 께 경 쯤 엔 한 당 하 였 입 임 인데 이라 이면 들 조차 마저 부 까 다 며 라고 처럼 보다 만의 기준 상 중 짜".split()
_HANGUL = re.compile("[가-힣]+")
_TOKEN = re.compile(
    r"\s+|(?P<number>\d(?:[\d.,/:-]{0,40}\d)?)|(?P<hangul>[가-힣])|(?P<latin>[A-Za-zÀ-ɏ_]\S*)|(?P<sign>.)",
    re.S,
)


def _initial() -> dict[str, Entry]:
    words: dict[str, Entry] = {}
    for tag, group in _TABLE.items():
        if tag not in ("LL", "NN"):
            words |= {word: (tag, word) for word in group.split()}
    words |= dict.fromkeys(_TABLE["LL"].split(), ("L", -2)) | dict.fromkeys(_TABLE["NN"].split(), ("N", 2))
    words |= {"영업일 기준으로": ("b", None), "영업일 기준": ("b", None), "주체": ("x", None)}
    words |= {word: ("c", n) for word, n in _COUNTS.items()} | {word: ("q", n) for word, n in _DAYS.items()}
    words |= {word: ("m", n) for n, word in enumerate(_MONTHS, 3)} | {
        word: ("R", meant) for word, meant in _RELATIVE.items()
    }
    words |= {word: ("D", n) for word, n in _RELATIVE_DAYS.items()} | {
        word: ("W", n) for n, word in enumerate(WEEKDAY_NAMES)
    }
    words |= {word: ("X", code) for word, code in _SEASONS.items()} | {
        word: ("o", n) for word, n in _ORDINALS.items()
    }
    words |= {word: ("H", name) for name, said in _FEASTS.items() for word in said.split("|") if word}
    words |= {word: ("U", unit) for word, unit in _UNITS.items()}
    words |= {"일주일": ("w", 1), "한달": ("v", 1), "반년": ("v", 6), "상반기": ("P", 1), "하반기": ("P", 2)}
    words |= {part: ("e", part) for part in PARTS if part not in _RELATIVE}
    for word in (
        "사이",
        "이후",
        "이전",
        "이내",
        "안",
        "후",
        "뒤",
        "전",
        "동안",
        "내",
        "또는",
        "혹은",
        "및",
        "이래",
        "이후로",
        "내로",
        "년",
        "월",
        "일",
        "연속",
        "이상",
        "정도",
        "가량",
        "남짓",
        "째",
    ):
        words[word] = _AFTER[word]
    return words


_WORDS = _initial()
_INNER = {
    **{word: entry for word, entry in _WORDS.items() if entry[0] in "UWReoXHPqwv" and word != "날"},
    **_AFTER,
}


def _by_first(words: dict[str, Entry]) -> dict[str, re.Pattern[str]]:
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        groups.setdefault(word[0], []).append(word)
    return {
        first: re.compile("|".join(re.escape(w).replace("\\ ", r"\s{1,2}") for w in group))
        for first, group in groups.items()
    }


_AT_START, _INSIDE = _by_first(_WORDS), _by_first(_INNER)
_TAIL = re.compile("|".join(sorted(map(re.escape, _PARTICLES), key=len, reverse=True)))
_SPACE = re.compile(r"\s+")
_SIGNS = {
    "~": "-",
    "∼": "-",
    "-": "-",
    "–": "-",
    "〜": "-",
    "～": "-",
    ".": ".",
    ",": ",",
    "·": ",",
    "ㆍ": ",",
    "(": "(",
    ")": ")",
    "/": "/",
}
_WHOLE = frozenset("LNTVZDRHXUoqwvbxc")
"""Tags of words that begin a word of the text: what follows them in it must be known, or a particle."""


def tokens(text: str) -> list[Node]:
    nodes: list[Node] = []
    at, end, last = 0, len(text), -1
    while at < end:
        found = _TOKEN.match(text, at)
        assert found is not None
        start, kind = at, found.lastgroup
        if kind is None:
            at = found.end()
            if text.count("\n", start, at) > 1:
                nodes.append(Node("_", None, start, start))
            continue
        if kind == "hangul":
            at = _word(text, start, nodes, last == start)
        else:
            at = found.end()
            if kind == "number":
                if start and (text[start - 1] in "$€£¥₩+#" or (text[start - 1].isalpha() and last != start)):
                    nodes.append(Node("_", None, start, at))
                else:
                    nodes.extend(in_digits(found[0], start, _DIGITS))
            elif kind == "sign":
                nodes.append(Node(_SIGNS.get(found[0], ";"), None, start, at))
            else:
                nodes.append(Node("_", None, start, at))
        last = at
    return nodes


def _word(text: str, start: int, nodes: list[Node], inside: bool) -> int:
    """What a run of Hangul, or its rest, says; where it ends."""
    run = _HANGUL.match(text, start)
    assert run is not None
    at, first = start, len(nodes)
    if inside and nodes and nodes[-1].tag not in "nyk":
        inside = nodes[-1].tag != "_"
    while at < run.end():
        table = _INSIDE if at > start or inside else _AT_START
        words = _INNER if table is _INSIDE else _WORDS
        pattern = table.get(text[at])
        found = pattern.match(text, at) if pattern else None
        if found is None:
            break
        entry = words[_SPACE.sub(" ", found[0])] if found[0] not in words else words[found[0]]
        nodes.append(Node(entry[0], entry[1], at, found.end()))
        at = found.end()
        if at > run.end():
            longer = _HANGUL.match(text, at)
            if longer is None:
                return at
            run = longer
    if at < run.end() and not _TAIL.match(text, at):
        # a rest that is no particle: "달러", "주식", "오늘날"
        keep = nodes[first:]
        del nodes[first:]
        spoilt = keep and keep[-1].tag in "YGIUReoPSXHDWqwvcmLNTFfKABhijOM&pexbVZE"
        nodes.extend(keep[:-1] if spoilt else keep)
        nodes.append(Node("_", None, keep[-1].start if spoilt else at, run.end()))
    elif at < run.end():
        tail = text[at : run.end()]
        nodes.append(Node("'", tail, at, run.end()))
    return run.end()

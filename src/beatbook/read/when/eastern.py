"""Chinese and Japanese: words of dates, and the rules that make dates of them, in the order in which they are tried."""

from __future__ import annotations

import re
from typing import Any

from beatbook.read.numerals import eastern
from beatbook.read.when import acts, parts
from beatbook.read.when import values as v
from beatbook.read.when.cascade import Found, Node, Rule, rule
from beatbook.read.when.feasts import feast
from beatbook.read.when.lexer import Lexicon, in_digits
from beatbook.read.when.ranges import between

_SHARED: dict[str, tuple[str, Any]] = {
    "年": ("Y", "year"), "月": ("G", None), "日": ("I", "day"), "号": ("I", "day"), "號": ("I", "day"), "世纪": ("C", None), "世紀": ("C", None), "年代": ("E", None),
    "~": ("-", None), "～": ("-", None), "-": ("-", None), "－": ("-", None), "—": ("-", None), "–": ("-", None), "〜": ("-", None), "(": ("(", None), ")": (")", None),
    "（": ("(", None), "）": (")", None), "主体": ("j", None), "民国": ("e", 1911), "民國": ("e", 1911), "公元": ("'", None), "西暦": ("'", None),
}  # fmt: skip
_CHINESE: dict[str, tuple[str, Any]] = {
    **{w: ("D", n) for w, n in (("今天", 0), ("今日", 0), ("昨天", -1), ("昨日", -1), ("前天", -2), ("明天", 1), ("明日", 1), ("后天", 2), ("後天", 2), ("大前天", -3), ("当天", 0),
                                ("當天", 0), ("次日", 1), ("翌日", 1))},
    **{w: ("R", ("year", n)) for w, n in (("今年", 0), ("去年", -1), ("前年", -2), ("明年", 1), ("后年", 2), ("後年", 2), ("本年", 0))},
    **{w: ("R", ("month", n)) for w, n in (("本月", 0), ("这个月", 0), ("這個月", 0), ("上月", -1), ("上个月", -1), ("上個月", -1), ("下月", 1), ("下个月", 1), ("下個月", 1))},
    **{w: ("R", ("week", n)) for w, n in (("本周", 0), ("本週", 0), ("这周", 0), ("這週", 0), ("上周", -1), ("上週", -1), ("上个星期", -1), ("上星期", -1), ("下周", 1), ("下週", 1), ("下星期", 1))},
    **{w: ("R", ("weekend", n)) for w, n in (("周末", 0), ("週末", 0), ("上周末", -1), ("本周末", 0), ("下周末", 1))},
    **{p + d: ("W", n) for n, ds in enumerate(("一", "二", "三", "四", "五", "六", "日天")) for d in ds for p in ("周", "週", "星期", "礼拜", "禮拜")},
    **{w: ("U", u) for w, u in (("天", "day"), ("周", "week"), ("週", "week"), ("个星期", "week"), ("個星期", "week"), ("个月", "month"), ("個月", "month"), ("季度", "quarter"))},
    **{w: ("P", n) for w, n in (("上半年", 1), ("下半年", 2))}, **dict.fromkeys(("前", "之前", "以前"), ("A", -1)), **dict.fromkeys(("后", "後", "之后", "之後", "以后"), ("A", 1)),
    **dict.fromkeys(("过去", "過去", "最近", "近"), ("L", -1)), **dict.fromkeys(("未来", "未來", "今后", "今後", "接下来"), ("L", 1)), "从": ("F", None), "從": ("F", None), "自": ("F", None),
    "至今": ("_", None), "到": ("-", None), "至": ("-", None), "以来": ("S", "since"), "以來": ("S", "since"), "起": ("S", "since"), "第": ("o", None), "每": ("V", None), "每逢": ("V", None),
    **{w: ("e", p) for w, p in (("初", "start"), ("上旬", "start"), ("中旬", "mid"), ("下旬", "end"), ("底", "end"), ("末", "end"))}, **{w: ("Q", q) for w, q in (("年初", ("year", "start")), ("年底", ("year", "end")), ("年末", ("year", "end")), ("月初", ("month", "start")), ("月底", ("month", "end")))},
    **{w: ("X", s) for w, s in (("春天", "SP"), ("春季", "SP"), ("夏天", "SU"), ("夏季", "SU"), ("秋天", "FA"), ("秋季", "FA"), ("冬天", "WI"), ("冬季", "WI"))},
    **{w: ("H", f) for w, f in (("春节", "lunar new year"), ("春節", "lunar new year"), ("除夕", "lunar eve"), ("元宵节", "lantern"), ("元宵節", "lantern"), ("清明节", "qingming"), ("清明節", "qingming"),
       ("端午节", "dragon boat"), ("端午節", "dragon boat"), ("中秋节", "mid-autumn"), ("中秋節", "mid-autumn"), ("重阳节", "double ninth"), ("重陽節", "double ninth"), ("七夕", "qixi"),
       ("国庆节", "china national"), ("國慶節", "china national"), ("元旦", "new year"), ("圣诞节", "christmas"), ("聖誕節", "christmas"), ("劳动节", "may day"), ("勞動節", "may day"),
       ("儿童节", "children"), ("兒童節", "children"), ("教师节", "teachers"), ("妇女节", "women"), ("青年节", "youth"), ("双十一", "singles"), ("冬至", "winter solstice"), ("复活节", "easter"),
       ("感恩节", "thanksgiving"), ("情人节", "valentine"), ("平安夜", "christmas eve"), ("斋月", "ramadan"))},
    **dict.fromkeys(("上午", "下午", "早上", "晚上", "凌晨", "中午", "晚", "早晨", "夜间", "点", "點", "时", "時"), ("Z", None)),
}  # fmt: skip
_JAPANESE: dict[str, tuple[str, Any]] = {
    **{w: ("D", n) for w, n in (("今日", 0), ("きょう", 0), ("本日", 0), ("昨日", -1), ("きのう", -1), ("前日", -1), ("一昨日", -2), ("おととい", -2), ("明日", 1), ("あす", 1), ("翌日", 1), ("明後日", 2), ("あさって", 2), ("同日", 0))},
    **{w: ("R", ("year", n)) for w, n in (("今年", 0), ("ことし", 0), ("本年", 0), ("昨年", -1), ("去年", -1), ("一昨年", -2), ("来年", 1), ("翌年", 1), ("再来年", 2), ("前年", -1))},
    **{w: ("R", ("month", n)) for w, n in (("今月", 0), ("先月", -1), ("来月", 1), ("先々月", -2), ("再来月", 2), ("前月", -1), ("翌月", 1))},
    **{w: ("R", ("week", n)) for w, n in (("今週", 0), ("先週", -1), ("来週", 1), ("再来週", 2), ("先々週", -2), ("翌週", 1))},
    **{w: ("R", ("weekend", n)) for w, n in (("週末", 0), ("先週末", -1), ("今週末", 0), ("来週末", 1))},
    **{d + s: ("W", n) for n, d in enumerate("月火水木金土日") for s in ("曜日", "曜")},
    **{w: ("U", u) for w, u in (("日間", "day"), ("週間", "week"), ("週", "week"), ("か月", "month"), ("カ月", "month"), ("ヶ月", "month"), ("ヵ月", "month"), ("箇月", "month"), ("か月間", "month"), ("カ月間", "month"), ("年間", "year"), ("四半期", "quarter"))},
    **{w: ("P", n) for w, n in (("上半期", 1), ("下半期", 2))}, **dict.fromkeys(("前",), ("A", -1)), **dict.fromkeys(("後",), ("A", 1)), "以来": ("S", "since"), "から": ("S", "since"), "まで": ("B", "until"),
    "以降": ("S", "after"), "以前": ("S", "before"), **dict.fromkeys(("過去", "この", "直近", "ここ"), ("L", -1)), **dict.fromkeys(("今後", "向こう"), ("L", 1)), "第": ("o", None), "毎": ("V", None), "毎年": ("V", None), "毎月": ("V", None), "毎週": ("V", None),
    **{w: ("e", p) for w, p in (("初め", "start"), ("はじめ", "start"), ("初頭", "start"), ("上旬", "start"), ("中旬", "mid"), ("半ば", "mid"), ("下旬", "end"), ("末", "end"))}, "年末": ("Q", ("year", "end")), "年始": ("Q", ("year", "start")), "月末": ("Q", ("month", "end")),
    **{w: ("X", s) for w, s in (("春", "SP"), ("夏", "SU"), ("秋", "FA"), ("冬", "WI"))}, "令和": ("e", 2018), "平成": ("e", 1988), "昭和": ("e", 1925), "大正": ("e", 1911), "明治": ("e", 1867), "の": ("'", None),
    **{w: ("H", f) for w, f in (("元日", "new year"), ("元旦", "new year"), ("正月", "new year"), ("大みそか", "new year eve"), ("大晦日", "new year eve"), ("クリスマス", "christmas"), ("クリスマスイブ", "christmas eve"),
       ("こどもの日", "korean children"), ("憲法記念日", "constitution of japan"), ("昭和の日", "showa"), ("文化の日", "culture"), ("山の日", "mountain"), ("成人の日", "coming of age"), ("旧正月", "lunar new year"),
       ("春節", "lunar new year"), ("ハロウィーン", "halloween"), ("ハロウィン", "halloween"), ("バレンタインデー", "valentine"), ("ラマダン", "ramadan"), ("復活祭", "easter"), ("感謝祭", "thanksgiving"))},
    **dict.fromkeys(("午前", "午後", "朝", "夜", "夕方", "未明", "昼", "深夜", "正午", "時"), ("Z", None)),
}  # fmt: skip
_WORDS = {"zh": {**_SHARED, **_CHINESE}, "ja": {**_SHARED, **_JAPANESE}}
_DIGITS = Lexicon({}, {}, month_first=True, year_first=True)
_WIDE = str.maketrans("０１２３４５６７８９．／", "0123456789./")


def _pattern(words: dict[str, tuple[str, Any]]) -> re.Pattern[str]:
    known = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.compile(
        rf"(?P<number>\d(?:[\d.,/:-]{{0,40}}\d)?)|(?P<word>{known})|(?P<han>[〇零一二三四五六七八九十两兩]{{1,8}})|(?P<space>\s+)|(?P<other>.)",
        re.S,
    )


_TOKENS = {code: _pattern(words) for code, words in _WORDS.items()}


def tokens(text: str, code: str) -> list[Node]:
    nodes: list[Node] = []
    words = _WORDS[code]
    for found in _TOKENS[code].finditer(text.translate(_WIDE)):
        start, end = found.span()
        kind = found.lastgroup
        if kind == "number":
            glued = start and (
                (text[start - 1].isascii() and text[start - 1].isalpha()) or text[start - 1] in "$€£¥+"
            )
            nodes.extend([Node("_", None, start, end)] if glued else in_digits(found[0], start, _DIGITS))
        elif kind == "word":
            nodes.append(Node(*words[found[0]], start, end))
        elif kind == "han":
            number = _number(found[0])
            tag = "_" if number is None else "n" if number < 100 else "y" if 1000 <= number < 3000 else "k"
            nodes.append(Node(tag, number, start, end))
        elif kind == "other":
            nodes.append(Node("_", None, start, end))
    return nodes


def _number(run: str) -> int | None:
    found = eastern(run)
    return None if found is None else int(found)


def _year(found: Found) -> tuple[bool, int | None]:
    if found.has("y"):
        number: int = found["y"]
        return (True, number) if number >= 1000 else (found.has("e"), number + (found["e"] or 0))
    if found.has("R"):
        name, shift = found["R"]
        return name == "year", found.reference.year + shift
    return True, None


def _day(found: Found) -> v.Value | None:
    good, year = _year(found)
    good = good and 1 <= found["M"] <= 12 and 1 <= found["d"] <= 31
    return v.on_day(year, found["M"], found["d"]) if good else None


def _month(found: Found) -> v.Value | None:
    good, year = _year(found)
    return v.in_month(year, found["M"]) if good and 1 <= found["M"] <= 12 else None


def _said_year(found: Found) -> v.Value | None:
    good, year = _year(found)
    return v.whole_year(year) if good and year and 1000 <= year < 2200 else None


def _day_of_month(found: Found) -> v.Value | None:
    name, shift = found["R"]
    value = acts.unit(found.reference, name, shift) if name == "month" else None
    if value is None or value.year is None or value.month is None or not 1 <= found["d"] <= 31:
        return None
    return v.on_day(value.year, value.month, found["d"])


def _unit(found: Found) -> v.Value | None:
    return acts.unit(found.reference, *found["R"])


def _weekday(found: Found) -> v.Value | None:
    name, shift = found["R"]
    return acts.in_week(found.reference, found["W"], shift) if name == "week" else None


def _moved(found: Found) -> v.Value | None:
    return acts.moved(found.reference, [(int(found["c"]), str(found["U"]))], found["A"])


def _counted(found: Found) -> v.Value | None:
    return acts.run_of(found.reference, found["r"], int(found["c"]), str(found["U"]))


def _quarter(found: Found) -> v.Value | None:
    good, year = _year(found)
    return (
        v.months_of(year, 3 * found["n"] - 2, 3)
        if good and found["U"] == "quarter" and 1 <= found["n"] <= 4
        else None
    )


def _half(found: Found) -> v.Value | None:
    good, year = _year(found)
    return v.months_of(year, 6 * found["P"] - 5, 6) if good else None


def _season(found: Found) -> v.Value | None:
    good, year = _year(found)
    return v.season_of(year, found["X"]) if good and year else None


def _long_season(found: Found) -> v.Value | None:
    return v.season_of(None, found["X"]) if len(found.words("X")) > 1 else None


def _feast(found: Found) -> v.Value | None:
    good, year = _year(found)
    return feast(found["H"], year, found.reference) if good else None


def _years(found: Found) -> v.Value | None:
    return between(v.whole_year(found["a"]), v.whole_year(found["b"]), found.reference)


def _months(found: Found) -> v.Value | None:
    good, year = _year(found)
    if not good or not (1 <= found["a"] <= 12 and 1 <= found["b"] <= 12):
        return None
    return between(v.in_month(year, found["a"]), v.in_month(year, found["b"]), found.reference)


def _to_day(found: Found) -> v.Value | None:
    a: v.Value = found["a"]
    if a.grain != "day" or not a.month or not a.day or not a.day < found["b"] <= 31:
        return None
    return between(a, v.on_day(a.year, a.month, found["b"]), found.reference)


def _bare(found: Found) -> v.Value | None:
    return v.on_day_of_month(found["d"], found.reference) if 1 <= found["d"] <= 31 else None


def _part(found: Found) -> v.Value | None:
    value: v.Value = found["a"]
    part = found["e"]
    return parts.narrowed(value, part) if isinstance(part, str) and value.grain != "day" else None


def _part_of_unit(found: Found) -> v.Value | None:
    """ "年底" of this year, or of the one before it ("2020年底", "今年年底")."""
    name, part = found["Q"]
    if found.has("a"):
        value: v.Value | None = found["a"]
    elif found.has("y"):
        value = v.whole_year(found["y"]) if name == "year" else None
    elif found.has("M"):
        value = v.in_month(None, found["M"]) if name == "month" and 1 <= found["M"] <= 12 else None
    else:
        value = acts.unit(found.reference, name, 0)
    return parts.narrowed(value, part) if value and value.grain == name else None


def _weekday_number(found: Found) -> v.Value | None:
    """ "上周二"."""
    name, shift = found["R"]
    return (
        acts.in_week(found.reference, found["n"] - 1, shift)
        if name == "week" and 1 <= found["n"] <= 6
        else None
    )


def _decade_of_century(found: Found) -> v.Value | None:
    return (
        v.decade((found["n"] - 1) * 100 + found["s"])
        if found["s"] % 10 == 0 and 1 < found["n"] < 40
        else None
    )


def _juche(found: Found) -> v.Value | None:
    year = int(found["y"]) if found.has("y") else found["n"] + 1911
    return v.whole_year(year) if 1912 <= year < 2200 else None


def _nothing(found: Found) -> str:
    return found.words("c")


_Y = "(?:'?(?P<e>e)?(?P<y>[yn])Y'?|(?P<R>R)'?)?"
_COUNT = "(?P<c>[nk])(?P<U>[YIU])"
_WEEKDAY = r"(?:\(?W\)?|\(G\)|\(I\))?"

# fmt: off
RULES: tuple[Rule, ...] = (
    rule("V(?:[YGIUW]|nG(?:nI)?)?", "_", _nothing),
    rule(r"j(?P<n>[nk])(?:\((?P<y>y)\))?Y", "d", _juche),
    rule(_Y + "(?P<M>n)G(?P<d>n)I" + _WEEKDAY, "d", _day),
    rule(_Y + "(?P<a>n)G?-(?P<b>n)G(?!n)", "d", _months),
    rule(_Y + "(?P<M>n)G(?!nI)", "d", _month),
    rule("(?P<R>R)'?(?P<d>n)I(?!A)" + _WEEKDAY, "d", _day_of_month),
    rule("(?P<R>R)(?P<n>n)(?![YIGU])", "d", _weekday_number),
    rule("(?P<R>R)'?(?P<W>W)", "d", _weekday),
    rule("(?P<W>W)", "d", acts.named_weekday),
    rule("(?P<n>n)C(?P<s>n)E", "d", _decade_of_century),
    rule("(?P<s>[yn])E", "d", parts.decade_of),
    rule("(?P<o>n)C", "d", lambda f: v.century(f["o"])),
    rule(_Y + "o?(?P<n>n)(?P<U>U)(?!A)", "d", _quarter),
    rule(_Y + "(?P<P>P)", "d", _half),
    rule(_Y + "(?P<X>X)", "d", _season),
    rule("(?P<X>X)", "d", _long_season),
    rule(_Y + "(?P<H>H)", "d", _feast),
    rule("(?P<r>L)'?" + _COUNT, "d", _counted),
    rule(_COUNT + "'?(?P<A>A)", "d", _moved),
    rule("F?(?P<a>y)Y?[-S](?P<b>y)Y", "d", _years),
    rule("(?P<e>e)?(?P<y>[yn])Y", "d", _said_year),
    rule("(?P<D>D)", "d", acts.relative_day),
    rule("(?P<R>R)", "d", _unit),
    rule("(?:(?P<a>d)|(?P<y>y)|(?P<M>n))?(?P<Q>Q)", "d", _part_of_unit),
    rule("(?P<a>d)'?(?P<e>e)", "d", _part),
    rule("F?(?P<a>d)[-S](?P<b>d)B?", "d", acts.span),
    rule("F?(?P<a>d)[-S](?P<b>n)IB?", "d", _to_day),
    rule("(?P<d>n)I(?![AUE])" + _WEEKDAY, "d", _bare),
    rule("(?P<a>d)'?n?Z", "d", acts.timed),
    rule("(?P<a>d)(?P<m>[SB])", "d", acts.related),
)
# fmt: on

"""Numbers of German, French, Chinese and Japanese sentences that count something, in the plainest forms. What is not plain is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from beatbook.model import Bound
from beatbook.read import numerals
from beatbook.read.quantities.found import Found, Place, is_within
from beatbook.read.units import UNITS

CODES = frozenset(("de", "fr", "zh", "ja"))

# ---- German and French ---------------------------------------------------------------------------------------------------------

_GROUPS = {
    "de": r"\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?:,\d+)?(?![\d.])|\d+(?:,\d+)?",
    "fr": r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d+)?(?!\d)|\d+(?:,\d+)?",
}
_SCALES = {
    "de": r"Millionen|Million|Mio\.?|Milliarden|Milliarde|Mrd\.?|Billionen|Tausend|tausend|Dutzend|Hundert",
    "fr": r"millions|million|milliards|milliard|mille",
}
_WORDS = {
    code: "|".join(sorted((w for w in numerals.words_of(code) if w not in ("un", "une", "ein", "eine", "cent", "cents", "neuf", "million", "sein")), key=len, reverse=True))
    for code in ("de", "fr")
}  # fmt: skip
_LATIN = {
    code: re.compile(
        rf"(?<![\w.,/:#-])(?P<sign>[$€£¥]\s?)?(?:(?P<digits>{_GROUPS[code]})(?P<scale>\s(?:{_SCALES[code]}))?|(?P<words>(?:{_WORDS[code]})(?:[\s-](?:{_WORDS[code]}))*))(?![\w/:]|[.,:-]\d|-\w|\.\s[a-zäöü]|\.\s(?:Jahrhundert|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember))",
        re.I,
    )
    for code in ("de", "fr")
}
_BEFORE = {
    "de": (
        (Bound.AT_LEAST, r"mindestens|wenigstens|mehr als|über|nicht weniger als|gut|zumindest"),
        (Bound.AT_MOST, r"höchstens|maximal|bis zu|weniger als|unter|nicht mehr als|knapp unter"),
        (
            Bound.ABOUT,
            r"etwa|rund|ungefähr|circa|ca\.|knapp|fast|beinahe|gegen|um die|schätzungsweise|nahezu",
        ),
    ),
    "fr": (
        (Bound.AT_LEAST, r"au moins|plus de|plus d['’]|pas moins de|au minimum"),
        (Bound.AT_MOST, r"au plus|au maximum|jusqu['’]à|moins de|pas plus de|au plus de"),
        (Bound.ABOUT, r"environ|près de|quelque|quelques|à peu près|presque|autour de|une?|vers"),
    ),
}
_BOUNDS = {
    code: [(b, re.compile(rf"(?<!\w)(?:{w})\s?$", re.I)) for b, w in rows] for code, rows in _BEFORE.items()
}
_TRAPS = {
    "de": re.compile(
        r"\b(?:Artikel|Art\.|Paragraf|§|Absatz|Resolution|Seite|Nr\.|Nummer|Gate|Flug|Straße|Zimmer|Linie|Kapitel|Platz|Halle|Klasse|Gruppe)\s\d[\d.]*|\b\w+-jährig\w*|\b\d+[-\s]?jährig\w*|\b\d{1,3}\sJahre\salt|\(\d{1,3}\)|,\s\d{1,3},|\d{1,2}(?:[.:]\d\d)?\sUhr|\b\d{1,3}[:-]\d{1,3}\b|\b\w+(?:straße|weg|platz|allee)\s\d+\w?|\b\d+er\b",
        re.I,
    ),
    "fr": re.compile(
        r"\b(?:article|résolution|page|numéro|n°|no|vol|chambre|ligne|chapitre|salle|porte|alinéa|paragraphe)\s\d[\d.]*|\b(?:âgée?s?\sde\s)?\d{1,3}\sans(?=[,.]|\s(?:et|qui|a)\b|$)|\bde\s\d{1,3}\sans\b|\(\d{1,3}\)|\d{1,2}\s?h(?:eures?)?\s?\d{0,2}\b|\b\d{1,3}[:-]\d{1,3}\b|\b\d{1,4},?\s(?:rue|avenue|boulevard|place|quai)\b|\b\d+(?:er|e|ème|ère)\b",
        re.I,
    ),
}
_UNIT = re.compile(
    r"\s?(?P<percent>%|Prozent(?:punkte?)?|pour\scent|points?\sde\spourcentage)|\s(?P<word>[^\W\d_]+)", re.I
)
_STOPS = {
    "de": frozenset(
        "in im an am auf aus bei von vom vor zu zum zur mit nach seit bis und oder als die der das den dem des ein eine sind ist war waren wurden wurde haben hat hatten kamen sei seien mehr weniger über für durch um pro je noch davon".split()
    ),
    "fr": frozenset(
        "en dans sur de des du au aux à par pour depuis jusque et ou que qui le la les un une sont est était étaient ont a avait avaient sont contre plus moins avec selon après avant".split()
    ),
}
_CHANGED = {
    "de": re.compile(r"\b(?:um|gegenüber)\s(?:etwa\s|rund\s|mehr als\s)?$|\bmehr\sals\sim\b"),
    "fr": re.compile(
        r"\b(?:hausse|baisse|augmentation|diminution|recul|progressé|augmenté|baissé|reculé)\sde\s(?:\w+\s)?$"
    ),
}

# ---- Chinese and Japanese -------------------------------------------------------------------------------------------------------

_EAST_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[十百千万萬亿億兆]+\d*)*|[〇零一二三四五六七八九十百千万萬亿億兆两兩]+"
_EAST = {
    "zh": re.compile(
        rf"(?<![0-9A-Za-z第.,/:-])(?P<first>{_EAST_DIGITS})(?:[至到~∼-](?P<second>{_EAST_DIGITS}))?(?P<odd>多|余|餘)?(?:(?P<unit>%|％|个百分点|個百分點|美元|欧元|歐元|韩元|韓元|日元|人民币|元|吨|噸|公里|千米|公斤|小时|小時)|(?P<counter>多?名|多?人(?!民|口|类|類|士|员|員|工|权|權|次|间)|个(?!月|百)|個(?!月|百)|艘|架|辆|輛|枚|起|家|件(?!事)|户|戶|头|頭|只|台|座(?!谈)|所|项|項|例|张|張|份(?!子)|次))"
    ),
    "ja": re.compile(
        rf"(?<![0-9A-Za-z第.,/:-])(?P<first>{_EAST_DIGITS})(?:[〜～~∼-](?P<second>{_EAST_DIGITS}))?(?P<odd>余り|余)?(?:(?P<unit>%|％|パーセント|ポイント|ドル|ユーロ|円|ウォン|元|トン|キロ|メートル|時間)|(?P<counter>人(?!口|間|類|民|権|気)|名|件|隻|機|台|発|頭|匹|社|カ所|か所|ヶ所|箇所|世帯|本|個|枚|回(?!目)|票))"
    ),
}
_EAST_UNITS = {
    "%": "%",
    "％": "%",
    "个百分点": "points",
    "個百分點": "points",
    "ポイント": "points",
    "パーセント": "%",
    "美元": "$",
    "ドル": "$",
    "欧元": "€",
    "歐元": "€",
    "ユーロ": "€",
    "韩元": "₩",
    "韓元": "₩",
    "ウォン": "₩",
    "日元": "¥",
    "円": "¥",
    "元": "¥",
    "人民币": "¥",
    "吨": "t",
    "噸": "t",
    "トン": "t",
    "公里": "km",
    "千米": "km",
    "キロ": "km",
    "メートル": "m",
    "公斤": "kg",
    "小时": "h",
    "小時": "h",
    "時間": "h",
}
_EAST_BEFORE = (
    (Bound.AT_LEAST, r"至少|超过|超過|逾|多于|不少于|不低于|少なくとも"),
    (Bound.AT_MOST, r"至多|最多|不到|不足|少于|低于|不超过|不超過|多达|多達|最大で?|高々|せいぜい"),
    (Bound.ABOUT, r"约|約|大约|大約|近|将近|將近|几乎|幾乎|接近|およそ|ほぼ|推定"),
)
_EAST_BOUNDS = [(b, re.compile(rf"(?:{w})(?:有|为|為|達|达)?$")) for b, w in _EAST_BEFORE]
_EAST_AFTER = (
    (Bound.AT_LEAST, re.compile(r"(?:及|或)?以上|を超え|を上回|超(?!え)")),
    (Bound.AT_MOST, re.compile(r"(?:及|或)?以下|以内|以內|未満|未滿|を下回")),
    (Bound.ABOUT, re.compile(r"左右|上下|前後|ほど|程度|くらい|ぐらい|近く")),
)
_EAST_CHANGED = re.compile(r"(?:增加|减少|減少|增长|增長|下降|上升|多|少|比.{1,12}[多少])(?:了|约|約)?$")
_EAST_GREW = re.compile(r"(?:増|減|多い|少ない|増え|減っ|増加|減少|上昇|下落|増の|減の)")
_EAST_TRAPS = re.compile(
    r"第[〇零一二三四五六七八九十百千\d]+[^\s]?|\d{1,3}[岁歲歳]|[〇零一二三四五六七八九十]+[岁歲歳]|\d{1,3}[-:：比]\d{1,3}|\d+(?:号|號|条|條|楼|樓|室|路|番地|丁目)|\d{1,2}[时時点點](?!間)(?:\d{1,2}分)?|一(?:个|個|人|次|名|项|項|座|所|家|张|件|份)"
)


LIKELY = {
    **{code: re.compile(rf"\d|\b(?:{_WORDS[code]})\b|hundert|tausend", re.I) for code in _LATIN},
    **dict.fromkeys(_EAST, re.compile(rf"[\d{numerals.EAST}]")),
}
"""What a sentence with a number has, by language."""


def numbers(text: str, dated: Sequence[Place], code: str) -> list[Found]:
    """The numbers of a sentence that count or measure something. `dated` are the places of its dates."""
    if code in _LATIN:
        return list(_latin(text, dated, code))
    return list(_eastern(text, dated, code))


def _latin(text: str, dated: Sequence[Place], code: str) -> Iterator[Found]:
    traps = [*dated, *(hit.span() for hit in _TRAPS[code].finditer(text))]
    for hit in _LATIN[code].finditer(text):
        start, end = hit.span()
        if is_within(start, end, traps):
            continue
        if hit["digits"]:
            value = numerals.digits(
                hit["digits"].replace(" ", "").replace("\u00a0", "").replace("\u202f", ""), code
            )
            if value is None:
                continue
            value *= numerals.SCALES[code].get((hit["scale"] or "").strip().lower().rstrip("."), 1.0)
        else:
            words = re.split(r"[\s-]+", hit["words"].lower())
            said = numerals.value(words, code)
            if said is None or words in (["million"], ["cent"], ["mille"]):
                continue
            value = said
        unit = (hit["sign"] or "").strip()
        noun = end
        if behind := _UNIT.match(text, end):
            if behind["percent"]:
                unit = (
                    "points"
                    if "punkt" in behind["percent"].lower() or "point" in behind["percent"].lower()
                    else "%"
                )
                end = noun = behind.end()
            elif (found := UNITS.get(behind["word"].lower())) and found not in ("min", "points", "m", "¥"):
                unit = found
                end = noun = behind.end()
        counted = _noun(text, noun, code)
        if not unit and counted is None and hit["words"]:
            continue
        before, bound = text[max(0, start - 30) : start], Bound.EXACT
        for meant, form in _BOUNDS[code]:
            if reach := form.search(before):
                bound, start = meant, start - len(before) + reach.start()
                break
        if hit["words"] and bound is Bound.EXACT and re.search("dutzend|aine|hundert$", hit["words"].lower()):
            bound = Bound.ABOUT
        is_change = _CHANGED[code].search(text[:start]) is not None
        yield Found(start, end, hit.span(), value, bound, unit, counted=counted, is_change=is_change)


def _noun(text: str, end: int, code: str) -> Place | None:
    at, first = end, None
    de = re.match(r"\s(?:de\s|d['’]|des\s)", text[end:]) if code == "fr" else None
    at = end + de.end() - 1 if de else end
    for _ in range(3):
        hit = re.compile(r"\s?(?P<word>[^\W\d_][\w-]*)").match(text, at)
        if hit is None or hit["word"].lower() in _STOPS[code]:
            return None
        first = hit.start("word") if first is None else first
        at = hit.end()
        if (code == "de" and hit["word"][0].isupper()) or (code == "fr" and hit["word"].endswith(("s", "x"))):
            return first, at
    return None


def _eastern(text: str, dated: Sequence[Place], code: str) -> Iterator[Found]:
    traps = [*dated, *(hit.span() for hit in _EAST_TRAPS.finditer(text))]
    for hit in _EAST[code].finditer(text):
        start, end = hit.span()
        if is_within(start, hit.end("first"), traps):
            continue
        value = numerals.eastern(hit["first"].replace(",", ""))
        upper = numerals.eastern(hit["second"]) if hit["second"] else None
        if value is None or (upper is not None and upper <= value):
            continue
        bound = Bound.ABOUT if hit["odd"] or (hit["counter"] or "").startswith("多") else Bound.EXACT
        before = text[max(0, start - 8) : start]
        for meant, form in _EAST_BOUNDS:
            if reach := form.search(before):
                bound, start = meant, start - len(before) + reach.start()
                break
        for meant, form in _EAST_AFTER:
            if reach := form.match(text, end):
                bound, end = meant, reach.end()
                break
        is_change = _EAST_CHANGED.search(text[max(0, start - 16) : start]) is not None or (
            code == "ja" and _EAST_GREW.match(text, end) is not None
        )
        counted = _behind(text, hit.end())
        yield Found(
            start,
            end,
            (hit.start("first"), hit.end("first")),
            value,
            bound,
            _EAST_UNITS.get(hit["unit"] or "", ""),
            upper,
            counted,
            is_change,
        )


_EAST_NOUN = re.compile(r"(?:的|の)?(?P<noun>[\u4e00-\u9fff\u30a0-\u30ff]{2,12})")


def _behind(text: str, end: int) -> Place | None:
    hit = _EAST_NOUN.match(text, end)
    return hit.span("noun") if hit else None

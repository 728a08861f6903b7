"""Sentences as spans of the original text.

sentencex finds the breaks; what it gets wrong on news is mended here by small rules that say why. Offsets count code
points; spans have no blanks at their ends, never overlap, and together hold all that is not blank.
"""

from __future__ import annotations

import re

import sentencex

from beatbook.read.text import HAN, HANGUL, KANA

LONGEST_QUOTE = 320
"""Code points up to which a quotation or bracket of several sentences stays one; longer speeches are taken apart."""

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_LOST_BREAK = re.compile(r"(?<=[.!?])\s?,(?=\s{2})")
_LOST_BREAKS = re.compile(r"(?<=[.!?])[ \t\xa0]?,(?=[ \t\xa0]+[A-Z\"“])|(?<=[.!?]),(?=[ \t\xa0]{2})")
"""Paragraphs of a page put together with a comma and blanks: archives have whole years like that. A text that has it once
with two blanks has it with one, too."""
_ABBREVIATION = {
    "en": re.compile(
        r"(?:^|[\s(\[“\"'‘—–-])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Sgt|Cpl|Adm|Brig|Sen|Rep|Gov|Pres|Amb|Rev|Hon|Fr|Msgr|St|Mt|Ft|"
        r"Messrs|Supt|Det|Insp|Atty|vs|v|No|Nos|Vol|Fig|Figs|Art|Sec|pp|p|e\.g|i\.e|cf|al|approx|est|ca|"
        r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
    ),
    "de": re.compile(
        r"(?:^|[\s(„»“])(?:Dr|Prof|Hr|Fr|Frl|St|Nr|Art|Abs|Bd|S|bzw|z\.\s?B|d\.\s?h|u\.\s?a|v\.\s?a|i\.\s?d\.\s?R|ca|vgl|Jan|Feb|Aug|Sept?|Okt|Nov|Dez|"
        r"Mio|Mrd|geb|gest|Str|Tel|evtl|ggf|inkl|max|min|sog|Gen|Hl|Ing|Dipl)\.$"
    ),
    "fr": re.compile(r"(?:^|[\s(«'’])(?:M|MM|Mme|Mlle|Dr|Pr|Me|Mgr|St|Ste|art|av|apr|env|éd|fig|janv|févr|juil|sept|oct|nov|déc|n|p|pp|vol|cf|chap)\.$"),
    "es": re.compile(r"(?:^|[\s(«¿¡])(?:Sr|Sra|Srta|Dr|Dra|Ud|Uds|EE|art|núm|pág|Lic|Ing|Gral|Cnel|Pdte|av|Prof)\.$"),
}  # fmt: skip
_NUMBER_SIGN = re.compile(r"(?:^|\s)(?:No|Nos|Nr|Art|Fig|Vol|p|pp|S|n|núm|pág)\.$")
_MONTH_SHORT = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Okt|Dez)\.$")
_INITIAL = re.compile(r"(?:^|[\s(“\"‘'.-])[A-ZÀ-ÖØ-Þ]\.$")
_GERMAN_ORDINAL = re.compile(
    r"\b(?:der|die|das|dem|den|des|am|im|vom|zum|zur|beim|bis|ab|seit|nach|vor|jede[rsnm]?|ihre[rsnm]?|seine[rsnm]?|unser[nm]?|und|oder|–|-|,)\s\(?\d{1,3}\.$",
    re.I,
)
_GERMAN_MONTH = re.compile(
    r"^(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhundert)\b"
)
_ROMAN_ORDINAL = re.compile(r"\b(?:[IVX]+)\.$")
_KOREAN_END = re.compile(r"(?<=[다요까죠])[.?!](?=[가-힣“\"‘])")
_KOREAN_DATE = re.compile(r"\d{1,4}\.\s?\d{1,2}\.$")
_CLOCK = re.compile(r"\b[ap]\.m\.$")
_DAY = re.compile(r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|GMT|UTC|[ECMP][SD]?T|CES?T|BST|KST|JST)\b")
_ENDS_A_LIST = r"(?<=\b(?:{})\.)\s+(?=[“„«\"‘A-ZÀ-ÖØ-Þ])"
_MISSED = {
    "en": re.compile(_ENDS_A_LIST.format("May|etc")),
    "de": re.compile(_ENDS_A_LIST.format("usw|etc")),
    "fr": re.compile(_ENDS_A_LIST.format("etc")),
}
"""Breaks that sentencex never makes: it takes every "May." for an abbreviation, and what closes a list for one that
goes on. A capital decides."""
_CLOSERS = "”’»)]】）」』》〉"
_PAIRS = {
    "“": "”",
    "«": "»",
    "„": "“”",
    "(": ")",
    "[": "]",
    "「": "」",
    "『": "』",
    "（": "）",
    "《": "》",
    "【": "】",
}
_NO_QUOTES = {ord(c): " " for c in '“”„«»「」『』"()（）[]'}
_LOW_QUOTES = str.maketrans("„“", "“”")
_TURNED_QUOTES = str.maketrans("»«", "«»")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ZH_SAYS = re.compile(
    r"^[^，。！？“”「」『』]{0,10}?(?:说道?|說道?|表示|指出|称|稱|强调|強調|写道|寫道|回答|答(?!案)|喊|問|问|説|表明|認為|认为)"
)
_JA_SAYS = re.compile(r"^(?:と|って|など|の|に|は|が|を|も|へ|や|で|だ)")


def sentences(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end) in code points. A line break always ends one."""
    language = (language or _by_script(text)).lower().split("-")[0]
    if language == "de":
        text = _english_quotes(text)
    spans: list[tuple[int, int]] = []
    has_lost = _LOST_BREAK.search(text) is not None
    for line in _LINE.finditer(text):
        at = line.start()
        for lost in _LOST_BREAKS.finditer(text, at, line.end()) if has_lost else ():
            spans.extend(_in_line(text, at, lost.start(), language))
            spans.append((lost.end() - 1, lost.end()))
            at = lost.end()
        spans.extend(_in_line(text, at, line.end(), language))
    return spans


def _english_quotes(text: str) -> str:
    """German text with its quotation marks turned the English way round, code point for code point: in „…“ and »…« the
    closing mark is one that opens elsewhere."""
    if "„" in text:
        text = text.translate(_LOW_QUOTES)
    first = text.find("»")
    if first >= 0 and not 0 <= text.find("«") < first:
        text = text.translate(_TURNED_QUOTES)
    return text


def _by_script(text: str) -> str:
    sample = text[:2000]
    if HANGUL.search(sample):
        return "ko"
    if KANA.search(sample):
        return "ja"
    return "zh" if HAN.search(sample) else "en"


def _in_line(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    line = text[start:end]
    if not line.strip():
        return []
    cuts = _cuts(line, language)
    spans: list[tuple[int, int]] = []
    at = 0
    for cut in [*cuts, len(line)]:
        if spans and _belongs(line[max(spans[-1][0], at - 1000) : at], line[at:cut], line, at, language):
            spans[-1] = (spans[-1][0], cut)
        else:
            spans.append((at, cut))
        at = cut
    out = []
    for a, b in spans:
        piece = line[a:b]
        bare = piece.strip()
        if bare:
            first = a + len(piece) - len(piece.lstrip())
            out.append((start + first, start + first + len(bare)))
    return out


def _cuts(line: str, language: str) -> list[int]:
    """Where sentencex breaks a line, and where a Korean sentence ends without a blank after it."""
    cuts: set[int] = set()
    at = 0
    line = _SURROGATE.sub("\ufffd", line)
    pieces = sentencex.segment(language, line)
    if "".join(pieces) == line:
        for piece in pieces:
            if len(piece) > LONGEST_QUOTE:
                # It keeps a quotation whole however long; without its marks it is taken apart like other text.
                inside = at
                for part in sentencex.segment(language, piece.translate(_NO_QUOTES)):
                    inside += len(part)
                    cuts.add(inside)
            at += len(piece)
            cuts.add(at)
    else:
        # It changes some characters; then find each piece's end in the original.
        for piece in pieces:
            found = line.find(piece.strip(), at)
            if found >= 0 and piece.strip():
                at = found + len(piece.strip())
                cuts.add(at)
    if language == "ko":
        cuts.update(m.end() for m in _KOREAN_END.finditer(line))
    if language in _MISSED:
        cuts.update(m.end() for m in _MISSED[language].finditer(line))
    return sorted(c for c in cuts if 0 < c < len(line))


def _belongs(before: str, after: str, line: str, at: int, language: str) -> bool:
    """Whether a break is none: `after` goes on with the sentence `before`."""
    head, tail = before.rstrip(), after.lstrip()
    if not head or not tail:
        return True
    parted = before[-1:].isspace() or after[:1].isspace()
    if tail[0] in _CLOSERS and (len(tail) == 1 or tail[0] not in "“’"):
        return True
    if tail[0] in "\"'" and not after[:1].isspace() and head.count(tail[0]) % 2:
        return True
    if _still_open(head, line[at : at + LONGEST_QUOTE]):
        return True
    if language in ("zh", "ja", "ko"):
        return _belongs_east(head, tail, parted, language)
    if not parted:
        # "3.Oktober", "example.com", "said.[1]": a break without a blank is none, unless a capital follows a stop.
        return not (
            head[-1] in ".!?…" + _CLOSERS and tail[0].isupper() and len(head) > 1 and head[-2].islower()
        )
    if head[-1] == ".":
        if tail[0].islower() or (_CLOCK.search(head) and _DAY.match(tail)):
            return True
        pattern = _ABBREVIATION.get(language, _ABBREVIATION["en"])
        if _NUMBER_SIGN.search(head):
            return tail[0].isdigit()
        if _MONTH_SHORT.search(head):
            return tail[0].isdigit() or tail[0].islower()
        if pattern.search(head):
            return True
        if _INITIAL.search(head) and not head.endswith(
            (" I.", "U.S.", "U.K.", "U.N.", "D.C.", "a.m.", "p.m.")
        ):
            # An initial, unless what stands before it is no name ("vitamin C.").
            return tail[0].isupper() and bool(
                re.search(r"(?:^|[A-ZÀ-Þ]\S*[\s.(“\"-]\s?|[(“\"])[A-ZÀ-Þ]\.$", head)
            )
        if language == "de" and (
            _GERMAN_ORDINAL.search(head) or (head[-2:-1].isdigit() and _GERMAN_MONTH.match(tail))
        ):
            return True
        if (
            language == "de"
            and re.search(r"\b[A-ZÄÖÜ][a-zäöüß]+\s[IVX]+\.$", head)
            and _ROMAN_ORDINAL.search(head)
        ):
            return tail[0].islower()
        return tail[0].islower()
    if head[-1] in '”"’»' and tail[0].islower():
        return True
    return head[-1] in "!?…" and tail[0].islower()


def _belongs_east(head: str, tail: str, parted: bool, language: str) -> bool:
    quoted = head[-1] in "”\"’'」』》）)"
    if language == "ko":
        if _KOREAN_DATE.search(head) or (head[-1] == "." and head[-2:-1].isdigit() and tail[0].isdigit()):
            return True  # "2026. 11. 3. 열린다": a sentence ends in a verb, not in a number.
        return quoted and not parted and bool(HANGUL.match(tail))
    if language == "ja":
        return quoted and bool(_JA_SAYS.match(tail))
    return quoted and bool(_ZH_SAYS.match(tail))


def _still_open(head: str, rest: str) -> bool:
    """Whether a quotation or bracket opened in `head` closes soon in what follows."""
    opened: list[tuple[str, int]] = []
    for i, c in enumerate(head):
        if c in _PAIRS and not (c == "“" and opened and opened[-1][0] == "„"):
            opened.append((_PAIRS[c], i))
        elif opened and c in opened[-1][0]:
            opened.pop()
    if not opened:
        return False
    closer, where = opened[0]
    room = LONGEST_QUOTE - (len(head) - where)
    return room > 0 and any(c in closer for c in rest[:room])

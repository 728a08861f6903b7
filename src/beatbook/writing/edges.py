"""What is no part of a sentence though it stands at its ends: datelines, dates, credits, stage directions.

Only the ends are cut; what is left is one run of the article's text and is cited as that.
"""

from __future__ import annotations

import re

from beatbook.filing.origins import Wires
from beatbook.model import Moment
from beatbook.read.dates import parse_date

PARAGRAPHS = 3
"""Paragraphs at the beginning of an article in which a dateline may stand."""

_MONTH = (
    r"(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|février|mar(?:ch|s)?|märz|apr(?:il)?|avril|ma[yi]|june?|juni|juin|july?|juli|juillet|"
    r"aug(?:ust)?|août|sept?(?:ember|embre)?|o[ck]t(?:ober|obre)?|nov(?:ember|embre)?|de[cz](?:ember)?|décembre)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_FULL_DATE = re.compile(
    rf"(?:{_WEEKDAY},?\s+)?(?:(?:{_MONTH})\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d|\d{{1,2}}\.?\s+(?:{_MONTH})\s+(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d"
    r"|(?:19|20)\d\d\s?[年년.]\s?\d{1,2}\s?[月월.]\s?\d{1,2}\s?[日일]?)",
    re.I,
)
_CLOCK = re.compile(r"[\s;,|]*\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s?[A-Z]{2,4}\b)?", re.I)
_DASH = r"(?:--|[-–—―:]|\.-)"
_CAPITAL = "A-ZÀ-ÖØ-ÞА-ЯΑ-Ω"
_PLACE = rf"[{_CAPITAL}][\w.'’-]*(?:[ ,]+(?:[{_CAPITAL}]|(?:de|la|le|am|an|der|upon)\s)[\w.'’-]*){{0,4}}"
_DATELINES = tuple(
    re.compile(form)
    for form in (
        # Anytown (Some Agency) -   ANYTOWN, Aug. 2 (Agency/Other) --   in any script
        rf"[^\n.!?。()（）]{{2,40}}(?:\.\s?\d{{1,2}}\s?,?\s?)?[(（][^()（）\n]{{2,30}}[)）]\s?\.?\s?{_DASH}+\s*",
        # ANYTOWN, 2 August -- (capitals throughout)
        rf"[{_CAPITAL}][{_CAPITAL} .'’-]{{2,30}}(?:,\s[^\n.—–]{{2,30}}\.?(?:\s\d{{1,2}})?)?\s?(?:--|[–—―]|\s-\s)\s*",
        # Anytown, Someland —
        rf"{_PLACE}\s?(?:--|[–—―])\s*(?=[\"“„«{_CAPITAL}])",
        # Anytown | Fri May 15, 2009 2:58 pm EDT    A Reporter | 09:33 UK time, Wednesday, 9 June 2010
        r"[^\n|.]{2,40}\s\|\s[^\n|]{4,50}?(?:19|20)\d\d(?:\s\d{1,2}[:.]\d\d\s?(?:[ap]m)?\s?[A-Z]{2,4}\b)?\s+",
        # (Anytown=Agency) A reporter =
        r"[(\[［【][^\n()\[\]=]{1,25}=[^\n()\[\]=]{1,20}[)\]］】](?:\s?[^\n=.]{1,24}(?:기자|특파원)\s?=)?\s*",
        r"[가-힣]{2,4}\s?(?:기자|특파원)\s?=\s*",
        # 某社某地8月2日电（记者…）
        r"[^\n。，]{2,20}\d{1,2}\s?月\s?\d{1,2}\s?日\s?(?:专|專)?[电電讯訊]\s?(?:[（(][^）)\n]{1,40}[）)])?\s*[，:：]?\s*",
        # 【某地某社】   [Anytown, 3 May]
        r"【[^】\n]{1,24}】\s*",
        r"\[[^\]\n]{2,40}\]\s?(?:--|[-–—])?\s*",
    )
)
_LABEL = re.compile(
    r"(?:\(\s?(?:\d(?:st|nd|rd|th)\s)?(?:LEAD|LD|UPDATE|URGENT|ROUNDUP|CORRECTED)\s?\)|(?:UPDATE\s\d|BREAKING(?:\sNEWS)?|JUST\sIN|URGENT|EXCLUSIVE|WATCH|LIVE|EIL|EILMELDUNG|FLASH|속보|\[속보\])\s?[-:–—|])\s*"
)
_DIRECTION_WORDS = (
    r"(?:music|applause|laughter|laughs?|cheers|crosstalk|inaudible|video|audio|photos?|pictured?|picture|see\s[^)\]]{2,30}|file|archive|left|right|above|below|"
    r"begin video clip|end video clip|musik|applaus|beifall|lachen|foto|bild|siehe\s[^)\]]{2,30}|musique|applaudissements|rires|사진|영상|박수|웃음|图|圖|鼓掌|掌声|写真|拍手)"
)
_DIRECTION_FIRST = re.compile(rf"[(\[（【]\s?{_DIRECTION_WORDS}\s?[)\]）】]\s*:?\s*", re.I)
_BULLET = re.compile(r"\\?[-–—•*▲△■□◆▶►▷○●※◇]\s+|[•▲△■□◆▶►▷○●※◇]")
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।][\"'”’»」』]*(?=\s*[(\[（【/—–#©-])")
_CREDIT = re.compile(
    r"[(\[（【/][^()\[\]（）【】/\n。]{1,80}[)\]）】/]\.?|(?:--|[—–-])\s?[^\s.][^.。\n]{1,40}|#{2,}|-+\s?(?:0|30|end)\s?-+|©[^\n]{0,60}",
    re.I,
)
LONGEST_CREDIT = 100
"""Characters at the end of a sentence in which a credit stands."""
_CREDIT_WORDS = re.compile(
    r"^[(\[（【/—–#©-]+\s*(?:(?:additional\s)?(?:reporting|writing|editing|photo|graphic|translat\w+)\b|with\s(?:files|reporting|additional)|source|via|by\s|end\b|ends\b|more\b|完|끝|了|终|終|"
    r"photo|video|file|see\s|read\s|click|watch|courtesy|credit|foto|bild|quelle|red\b|crédit|source|avec|사진|자료|출처|图|来源|記者|记者|編集|编辑|責任|责任)"
    r"|^[(\[（【/—–-]+\s*[\w .&+,/=·-]{2,30}[)\]）】/]?\.?\s*$|^[#©]|^-+\s?(?:0|30|end)\s?-+",
    re.I,
)


def day_line(line: str) -> Moment | None:
    """The date that a line consists of, or None."""
    found = _FULL_DATE.match(line.strip()[:60])
    return parse_date(found[0]) if found and not line.strip()[found.end() :].strip(" .,;|–—-") else None


def day_first(text: str) -> int:
    """Where a full date that is set before a sentence ends, 0 if there is none: a sentence begins after it."""
    found = _FULL_DATE.match(text[:60])
    if not found:
        return 0
    clock = _CLOCK.match(text, found.end())
    after = text[clock.end() if clock else found.end() :].lstrip(" ,.:;|–—-")
    if not after:
        return 0
    # "March 26, 2005 was a Saturday" goes on in small letters, "12 May 2005, …" after a comma.
    return len(text) - len(after) if after[0].isupper() or after[0] in '"“„«' else 0


def bare(text: str, wires: Wires, *, may_be_dated: bool) -> tuple[int, int]:
    """Where a sentence begins and ends without what is no part of it. `may_be_dated`: a dateline may stand before it."""
    start, end = 0, len(text)
    moved = True
    while moved:
        moved = False
        for cut in _first_cuts(text[start : start + 240], wires, may_be_dated):
            if cut and start + cut < end:
                start, moved = start + cut, True
                break
    for stop in _SENTENCE_END.finditer(text, max(start, end - LONGEST_CREDIT), end):
        tail = text[stop.end() : end].strip()
        if _CREDIT.fullmatch(tail) and _CREDIT_WORDS.match(tail):
            end = stop.end()
            break
    return start, end


def _first_cuts(text: str, wires: Wires, may_be_dated: bool) -> list[int]:
    cuts = [m.end() for p in (_LABEL, _DIRECTION_FIRST) if (m := p.match(text))]
    blank = len(text) - len(text.lstrip())
    if blank:
        cuts.append(blank)
    if may_be_dated:
        cuts += [day_first(text), wires.dateline(text)]
        cuts += [m.end() for form in _DATELINES if (m := form.match(text))]
    return [cut for cut in cuts if cut]


def is_listed(text: str) -> bool:
    """Whether a sentence is an item of a list."""
    return _BULLET.match(text) is not None

"""Bylines as people: "By Won-Gi Jung and Jeongmin Kim, Seoul Correspondents" → two names; "NK Pro" → a desk."""

from __future__ import annotations

import re

from beatbook.model import Name, NameKind
from beatbook.read.text import HAN, HANGUL, KANA, clean, plain

LONGEST = 60
"""Characters of a name; longer runs are sentences."""

_LEAD = re.compile(
    r"^\W*(?:(?:(?:written|posted|published|reported|reporting|edited|reviewed|updated|story|article|text|analysis|opinion|"
    r"review|interview|commentary|words|contributed|compiled)(?:\s+and\s+\w+)?\s+by|by|von|par|por|di|da|door|af|av|"
    r"author|authors|autor|autorin|auteur|reporter|journalist|texte|text|editor|contributor|사진|글|기자|记者|作者|撰文|文|編集|文・写真)\b\s*[:：/|]?|"
    r"(?:글|기자|记者|作者|撰文|文)\s*[:：/|]|[|•·–—-])\s*",
    re.I,
)
_TIME = re.compile(
    r"\b(?:published|updated|posted|last\s+updated|modified|on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b.*$|"
    r"\b(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b|\d{1,2}[:.]\d\d\s*(?:[ap]\.?m|uhr)\b|"
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[-./年]\s?\d{1,2}|\d+\s+(?:min|minutes?|hours?|days?|months?|years?)\b).*$",
    re.I,
)
_CONTACT = re.compile(r"\S+@\S+\.\w+|https?://\S+|www\.\S+|@\w+|\((?:[^()]{0,80})\)|\[[^\[\]]{0,80}\]")
_TITLE_WORD = (
    r"(?:senior|chief|staff|contributing|associate|assistant|deputy|managing|executive|guest|special|national|foreign|"
    r"political|politics|business|technology|tech|science|health|sports?|entertainment|culture|education|environment|"
    r"investigative|freelance|global|digital|news|general|lead|head|former|editor-at-large|"
    r"reporters?|writers?|editors?|correspondents?|columnists?|journalists?|contributors?|producers?|bureau|chief|"
    r"analysts?|fellows?|professors?|directors?|presidents?|managers?|founders?|co-founder|ceo|cto|author|critics?|"
    r"photographers?|redakteur(?:in)?|korrespondent(?:in)?|journaliste|correspondante?|rédact(?:eur|rice)|redaktion)"
)
_ONLY_A_ROLE = re.compile(
    rf"(?:(?:the|our|a|an|{_TITLE_WORD})\s+)*(?:reporter|writer|correspondent|columnist|journalist|contributor|editor|producer|"
    r"author|photographer|critic|analyst)s?",
    re.I,
)
_ROLE = re.compile(rf"\b{_TITLE_WORD}\b", re.I)
_ROLE_TAIL = re.compile(
    rf"\s*(?:[,|/–—]|\s-\s)\s*(?:the\s+|our\s+)?(?:\S+\s+){{0,3}}?{_TITLE_WORD}\b.*$", re.I
)
_DEGREES = re.compile(
    r",?\s+(?:ph\.?\s?d\.?|m\.?d\.?|m\.?p\.?h\.?|r\.?d\.?(?:n\.?)?|r\.?n\.?|mba|msc?|m\.?s\.?|m\.?a\.?|b\.?a\.?|bsc|esq\.?|cpa|cfp®?|"
    r"faan|facp|jd|j\.d\.|lcsw|dds|dvm|do|cscs|fand|msw|lmft|np|pa-c)(?=[,\s]|$)",
    re.I,
)
_SPLIT = re.compile(
    r"\s*(?:;|\||/|、|，|·|•|・|\n|&|\band\b|\bund\b|\bet\b|(?-i:(?<=\s)[ye](?=\s))|\bwith\b|\bmit\b|및)\s*|,\s*",
    re.I,
)
_KOREAN_TITLE = re.compile(
    r"(?<=[\uac00-\ud7a3])\s*(?:(?:선임|인턴|수습|전문|객원|취재|편집)?(?:기자|특파원|논설위원|위원|대기자|에디터|앵커|통신원|PD))(?![\uac00-\ud7a3])"
)
_CJK_TITLE = re.compile(
    r"(?:本报|本社|新华社|中新社)?(?:记者|記者|通讯员|特约记者|特派員|编辑|編集委員|責任編集|责任编辑)[:：]?\s*"
)
_CJK_PLACE = re.compile(r"^\(?[\uac00-\ud7a3]{2,6}=[\uac00-\ud7a3]{2,6}\)?\s*")

_DESK = re.compile(
    r"\b(?:staff|desk|team|news|newsroom|editors?|editorial|bureau|agency|agencies|press|reuters|afp|associated|xinhua|"
    r"tass|dpa|yonhap|kcna|efe|ansa|bloomberg|media|magazine|times|post|journal|today|online|report|reports|wire|"
    r"network|group|university|institute|institution|department|office|ministry|center|centre|council|association|foundation|organi[sz]ation|"
    r"committee|board|company|inc|llc|ltd|corp|gmbh|com|org|tv|radio|daily|weekly|pro|redaktion|rédaction|redacción|"
    r"admin|administrator|webmaster|blog|web|studio|contributors?|correspondents?|reporters?|guest|library|research|health|college|school|society)\b|"
    r"(?:통신|뉴스|신문|일보|방송|데스크|편집부|취재팀|뉴스룸|通讯社|新华社|新闻|日报|编辑部|通信|新聞|ニュース|編集部)",
    re.I,
)
_NOT_A_NAME = re.compile(
    r"^(?:by|and|the|author|authors|none|null|undefined|unknown|anonymous|n/?a|true|false|user|root|photo|share|follow|updated|"
    r"published|read more|more|comments?|contact|email|about|home|login|subscribe|view all posts|see bio|profile|"
    r"facebook|twitter|instagram|linkedin|default|test)$",
    re.I,
)


def split_byline(text: str) -> tuple[Name, ...]:
    """The names in a byline, in order and once each; without "By", job titles, times, addresses and handles."""
    text = clean(text)
    if not text or len(text) > 400:
        return ()
    text = _CONTACT.sub(" ", text)
    text = _TIME.sub("", text)
    text = _CJK_PLACE.sub("", text)
    text = _KOREAN_TITLE.sub(", ", text)
    text = _CJK_TITLE.sub(" ", text)
    text = _DEGREES.sub("", text)
    out: list[Name] = []
    seen: set[str] = set()
    for piece in _pieces(text):
        name = _name(piece)
        if name and plain(name.name) not in seen:
            seen.add(plain(name.name))
            out.append(name)
    return tuple(out)


def _pieces(text: str) -> list[str]:
    while found := _LEAD.match(text):
        if not found[0].strip():
            break
        text = text[found.end() :]
    if "," in text and not _SPLIT.search(text.replace(",", "")):
        first, rest = text.split(",", 1)
        # "Last, First" is rare in news; "Name, Title" and "Name, Place" are not.
        if _ROLE.search(rest) and not _DESK.search(first):
            text = first
    parts = _SPLIT.split(text)
    if HANGUL.search(text) and not re.search(r"[a-z]", text):
        parts = [p for part in parts for p in _korean(part)]
    elif (HAN.search(text) or KANA.search(text)) and not re.search(r"[a-z]", text):
        parts = [p for part in parts for p in part.split()]
    return parts


def _korean(part: str) -> list[str]:
    """Names of three syllables one after the other are one name each; a name and a house are two."""
    words = part.split()
    if len(words) > 1 and all(len(w) in (2, 3, 4) for w in words):
        return words
    return [part]


def _name(piece: str) -> Name | None:
    piece = piece.strip(" \t,.;:|/–—-•·“”\"'‘’()[]<>=*#")
    while found := _LEAD.match(piece):
        if not found[0].strip() or found.end() >= len(piece):
            break
        piece = piece[found.end() :].strip()
    piece = _ROLE_TAIL.sub("", piece).strip(" ,.-–—")
    if not piece or len(piece) > LONGEST or _NOT_A_NAME.match(piece) or not re.search(r"[^\W\d_]", piece):
        return None
    if piece[0].isdigit() or re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", piece):
        return None
    if len(piece) < 2 or len(piece.split()) > 8:
        return None
    if _ONLY_A_ROLE.fullmatch(piece):
        return None
    desk = bool(_DESK.search(piece))
    if (
        not desk
        and _ROLE.search(piece)
        and re.fullmatch(rf"(?:(?:the|our|{_TITLE_WORD}|\w+)\s+)*{_TITLE_WORD}", piece, re.I)
    ):
        return None
    if piece.isupper() and len(piece.split()) >= 2 and not desk:
        piece = " ".join(_cased(w) for w in piece.split())
    elif piece.islower() and len(piece.split()) in (2, 3) and piece.replace(" ", "").isalpha():
        piece = piece.title()
    return Name(piece, NameKind.DESK if desk else NameKind.PERSON)


def _cased(word: str) -> str:
    """ANNE-MARIE → Anne-Marie, O'NEIL → O'Neil, J.P. as it is."""
    if len(word) <= 2 or "." in word:
        return word
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), word)

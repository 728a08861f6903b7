"""Who signed: the author fields of feeds as names, each a person or a desk."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from beatbook.gather import plain
from beatbook.model import Name, NameKind

LONGEST: Final = 120
"""Code points of one name; what is longer is a sentence, not a name."""

MOST: Final = 12
"""Names kept of one byline."""

_EMAIL = re.compile(r"(?:mailto:)?[\w.+%-]{1,64}@(?:[\w-]{1,63}\.){1,8}\w{2,24}(?:\?subject=\S+)?")
_URL = re.compile(r"https?://\S+|www\.\S+")
_BY = re.compile(
    r"^(?:(?:written|reported|reporting|posted|words|story|text|analysis|edited|opinion)\s+)?by[:\s]+|^(?:von|par|por|de la part de)\s+(?=[A-Z])|^(?:author|autor|byline)s?\s*[:：]\s*|^글\s*[=:]\s*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:[;|/•·]|、|，|\band\b|&(?!\w*;)|\bund\b|\bet\b|\by\b)\s*", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*")
_SUFFIXES = frozenset(
    {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd", "ph.d.", "m.d.", "md", "esq", "esq."}
)
_ROLE = re.compile(
    r"^(?:(?:senior|staff|special|chief|deputy|associate|political|foreign|contributing|guest|national|business|assistant)\s+)*"
    r"(?:writer|reporter|correspondent|editor|columnist|contributor|editor-in-chief|analyst|producer|photographer)s?$"
    r"|^(?:for|in|at|of)\s",
    re.IGNORECASE,
)
_KOREAN_ROLE = re.compile(
    r"^([가-힣]{2,4})\s*(?:(?:선임|수습|인턴|전문)?\s?기자|특파원|논설위원|앵커|통신원|객원기자|칼럼니스트)$"
)
_DESK = re.compile(
    r"\b(?:news|desk|agency|agencies|staff|editorial|editors?|team|bureau|newsroom|press|media|wire|wires|service|services|"
    r"network|board|magazine|times|post|daily|journal|tribune|gazette|herald|online|radio|tv|television|institute|"
    r"foundation|university|ministry|department|office|council|committee|association|group|inc|ltd|llc|gmbh|"
    r"correspondents?|reporters|contributors?|admin|administrator|webmaster|redaktion|redacción|rédaction|"
    r"reuters|afp|yonhap|kcna|xinhua|tass|dpa|efe|ansa|bloomberg|bbc|cnn|npr|pbs|kyodo|interfax)\b"
    r"|편집국|편집부|취재팀|뉴스|통신|신문|방송|연합|デスク|編集部|通信|新聞|记者站|编辑部|社$",
    re.IGNORECASE,
)
_NO_NAME = frozenset(
    {"", "-", "–", "n/a", "none", "null", "unknown", "anonymous", "author", "by", "undefined"}
)


def names(said: Iterable[str], outlet: str | None = None) -> tuple[Name, ...]:
    """The names in some author fields, in order and without repeats. `outlet` is the feed's own title: a desk."""
    found: dict[str, Name] = {}
    for field in said:
        for name in _split(_bare(field)):
            if name.casefold() not in found and len(found) < MOST:
                found[name.casefold()] = Name(name, _kind(name, outlet))
    return tuple(found.values())


def _bare(field: str) -> str:
    """Without markup, addresses and "By"."""
    text = plain.line(field[:4_000])
    inner = re.fullmatch(r"\s*(?:mailto:)?\S+@\S+\s*\(([^()]+)\)\s*", text)
    if inner:
        text = inner[1]
    text = _URL.sub(" ", _EMAIL.sub(" ", text))
    text = re.sub(r"\(\s*\)|<\s*>|\[\s*\]", " ", text)
    while (shorter := _BY.sub("", text.strip(), count=1)) != text:
        text = shorter
    return text.strip(" \t,;:|/-–—•")


def _split(text: str) -> list[str]:
    if text.casefold() in _NO_NAME:
        return []
    if _is_desk_phrase(text):
        return [text]
    parts: list[str] = []
    for piece in _PARTS.split(text):
        for part in _COMMA.split(piece):
            part = (
                part.strip(" .-–—()").strip()
                if len(part) < 3 or not part.endswith(".")
                else part.strip(" -–—")
            )
            if parts and part.lower() in _SUFFIXES:
                parts[-1] = f"{parts[-1]}, {part}" if "," in piece else f"{parts[-1]} {part}"
            elif korean := _KOREAN_ROLE.match(part):
                parts.append(korean[1])
            elif part.casefold() not in _NO_NAME and not _ROLE.search(part) and len(part) <= LONGEST:
                parts.append(part)
    return _last_name_first(parts, text)


def _is_desk_phrase(text: str) -> bool:
    """One desk whose name holds a joining word: "Arts and Culture Desk", "Reuters Staff"."""
    return bool(
        re.search(r"\b(?:desk|staff|team|bureau|board|agency|department|ministry|institute)$", text, re.I)
    ) and ("," not in text and ";" not in text and len(text) <= 60)


def _last_name_first(parts: list[str], text: str) -> list[str]:
    """`Doe, John` is one person: two single words around the only comma."""
    if len(parts) == 2 and text.count(",") == 1 and not _PARTS.search(text):
        last, first = parts
        if (
            " " not in last
            and " " not in first
            and last.isalpha()
            and first[:1].isupper()
            and not _DESK.search(text)
        ):
            return [f"{first} {last}"]
    return parts


def _kind(name: str, outlet: str | None) -> NameKind:
    bare = name.casefold()
    if outlet and (bare == outlet.casefold() or (len(bare) > 5 and bare in outlet.casefold())):
        return NameKind.DESK
    if _DESK.search(name) or re.search(r"[0-9@]|\.(?:com|org|net|co|kr)\b", name):
        return NameKind.DESK
    letters = [c for c in name if c.isalpha()]
    if " " not in name and 2 <= len(letters) <= 6 and all(c.isascii() and c.isupper() for c in letters):
        return NameKind.DESK
    if bare.startswith("the "):
        return NameKind.DESK
    return NameKind.PERSON

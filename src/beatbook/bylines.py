"""Bylines as names: "By Won-Gi Jung and Jeongmin Kim, Seoul Correspondents" → two persons; "NK Pro" → a desk.

Used for what feeds, pages and article lines say alike, so it stands beside `model`, in no room.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from beatbook.model import Name, NameKind

LONGEST = 80
"""Code points of a name; longer runs are sentences."""
LONGEST_BYLINE = 400
"""Code points of a whole byline."""
MOST = 12
"""Names kept of one byline."""

_STAMPS = {
    "ko": "승인 입력 수정 등록 송고 송고시간 편집 발행 게재 업데이트 최종수정 최종편집 기사입력 기사수정 기사등록 작성 작성일 등록일 수정일",
    "zh": "发布 發布 发表 發表 更新 来源 來源 时间 時間 审核 編輯 编辑 发布时间 更新时间 責任編輯 责任编辑",
    "ja": "公開 更新 配信 掲載 投稿 公開日 更新日 最終更新 編集",
    "en": "published updated posted modified created approved reviewed edited filed submitted",
    "de": "veröffentlicht aktualisiert stand erstellt geändert lesezeit",
    "fr": "publié modifié créé actualisé mis-à-jour",
    "es": "publicado actualizado modificado creado",
    "pt": "atualizado publicada atualizada",
    "it": "pubblicato aggiornato modificato",
    "nl": "gepubliceerd bijgewerkt gewijzigd geplaatst",
    "ru": "опубликовано обновлено изменено",
}
"""Labels of a time, not names: what a system says it did with the text, by language."""
_STAMP_WORDS = frozenset(word for said in _STAMPS.values() for word in said.split())
_STAMP = (
    rf"(?:{'|'.join(sorted(map(re.escape, _STAMP_WORDS), key=len, reverse=True))})"
    r"(?:\s(?:on|at|am|um|le|el|il|op|em|la|den))?\s*[:：]?\s*"
)
_STAMPED = re.compile(rf"(?:^|(?<=[\s|·•,/(])){_STAMP}(?=\d|\w+\.?\s\d).*$", re.I)
_STAMP_TAIL = re.compile(rf"\s{_STAMP}$", re.I)
_EASTERN = re.compile("[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
_MAILED = re.compile(r"\s*(?:mailto:)?\S+@\S+\s*\(([^()]+)\)\s*")

_LEAD = re.compile(
    r"^\W*(?:(?:view\s+)?(?:all|more)\s+(?:posts|articles|stories|content)\s+(?:by|from)\b|(?:photos?|pictures)\s+and\s+(?:story|words|text)\s+by\b|(?:(?:written|posted|published|reported|reporting|edited|reviewed|updated|story|article|text|analysis|opinion|"
    r"review|interview|commentary|words|contributed|compiled|created|recipe|presented|hosted)(?:\s+and\s+\w+)?\s+by|propos\s+recueillis\s+par|(?:ein\s)?(?:gast)?(?:beitrag|kommentar|interview|analyse|bericht|kolumne|reportage)\s+von|(?:une?\s)?(?:tribune|enquête|reportage|analyse|chronique)\s+(?:de|par)|by|par|por|door|"
    r"(?:von|di|da|af|av)(?=\s+(?!de[rmn]\b)(?:\S+\s+\S|dpa|ntb|redaktion|\S*(?-i:[A-Z]{2})))|특파원|"
    r"author|authors|autor|autorin|auteur|reporter|journalist|texte|text|editor|contributors?|byline|words|작성자|글쓴이|사진|글|기자|记者|作者|撰文|文|編集|文・写真)\b\s*[:：/|=]?|"
    r"(?:글|기자|记者|作者|撰文|文)\s*[:：/|=]|de\sla\spart\sde|[|•·–—-])\s*",
    re.I,
)
_TIME = re.compile(
    r"\b(?:published|updated|posted|last\s+updated|modified|on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b.*$|"
    r"\b(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b|\d{1,2}[:.]\d\d\s*(?:[ap]\.?m|uhr)\b|"
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[-./年]\s?\d{1,2}|\d+\s+(?:min|minutes?|hours?|days?|months?|years?)\b).*$",
    re.I,
)
_CONTACT = re.compile(r"\S+@\S+\.\w+|https?://\S+|www\.\S+|@\w+|\((?:[^()]{0,80})\)|\[[^\[\]]{0,80}\]")
_OTHERS_WORK = re.compile(
    r"(?<![\s.,;|(·•⋅–—-])[\s.,;|(·•⋅–—-]++(?:(?:medically|scientifically|clinically|expert|fact|technically)[\s-]*)?(?:reviewed|edited|checked|fact-checked|photograph(?:y|s|ed)|photos?|"
    r"illustrat(?:ed|ions?)|graphics?|video|translat(?:ed|ion)|produced|curated|narrated|sponsored|foto(?:s|grafie)?|photos?)\s*(?:by|von|par|[:：])\s.*$|"
    r"(?<![\s,;|(·•–—-])[\s,;|(·•–—-]*+(?:(?:责任编辑|責任編輯|编辑|編輯|编审|校对|校對|사진|그래픽|편집)\s*[:：=/]\s*|(?<![가-힣])(?:사진|그래픽)\s(?=[가-힣]{2,4}(?:\s?기자)?\s*$)).*$|"
    r"^(?:medically|scientifically|clinically|expert|fact|technically)[\s-]*(?:reviewed|checked)\s.*$",
    re.I,
)
"""What others did for the text: editors, reviewers and photographers are no authors."""
_TITLE_WORD = (
    r"(?:senior|chief|staff|contributing|associate|assistant|deputy|managing|executive|guest|special|national|foreign|"
    r"political|politics|business|technology|tech|science|health|sports?|entertainment|culture|education|environment|"
    r"investigative|freelance|global|digital|news|general|lead|head|former|editor-at-large|"
    r"reporters?|writers?|editors?|correspondents?|columnists?|journalists?|contributors?|producers?|bureau|chief|"
    r"experts?|specialists?|strategists?|advis[eo]rs?|officers?|engineers?|scientists?|researchers?|consultants?|lecturers?|dietitians?|nutritionists?|physicians?|attorneys?|copywriters?|head\sof|analysts?|fellows?|professors?|directors?|presidents?|managers?|founders?|co-founder|ceo|cto|author|critics?|"
    r"photographers?|redakteur(?:in)?|korrespondent(?:in)?|journaliste|reporterin|journalistin|volontär(?:in)?|autorin|correspondante?|envoyée?s?|spéciaux|spéciales?|correspondants?|grand\sreporter|rédact(?:eur|rice)|redaktion)"
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
    r",\s*(?i:ph\.?\s?d\.?|m\.?d\.?|m\.?p\.?h\.?|r\.?d\.?(?:n\.?)?|r\.?n\.?|mba|msc?|m\.?s\.?|m\.?a\.?|b\.?a\.?|b\.?s\.?|bsc|esq\.?|cpa|cfp®?|j\.?d\.?|"
    r"ll\.?[bm]\.?|d\.?o\.?|d\.?v\.?m\.?|dds|np|pa-c)(?=[,\s.;]|$)|"
    r",?\s+(?:Ph\.?\s?D\.?|M\.D\.?|MD|M\.?P\.?H\.?|M\.S\.?|M\.A\.|B\.A\.|J\.D\.|MBA|MSc|BSc|CPA|CFP®?|CFA|RDN?|FA[A-Z]{2}|FACLM|FACP|LCSW|DDS|DVM|CSCS|FAND|MSW|LMFT|PA-C)(?=[,\s;]|$)"
)
_CREDENTIAL = re.compile(r"(?:[A-Z][A-Za-z]{0,4}-)?[A-Z]{2,6}®?(?:[- ]?\d{1,4})?")
"""Letters after a name and a comma: a degree, a diploma, the house somebody writes for ("CNN")."""
_SPLIT = re.compile(
    r"\s*(?:;|\||/|、|，|·|•|⋅|∙|・|\n|&|\band\b|\bund\b|\bet\b|(?-i:(?<=\s)[ye](?=\s))|\bwith\b|\bavec\b|\bmit\b|및)\s*|,\s*",
    re.I,
)
_KOREAN_TITLE = re.compile(
    r"(?<=[\uac00-\ud7a3])\s*(?:(?:선임|인턴|수습|전문|객원|취재|편집|여행|의학|과학|문화|정치|경제|스포츠|북한|외교)?(?:전문)?(?:기자|특파원|논설위원|위원|대기자|에디터|앵커|통신원|PD))(?![\uac00-\ud7a3])"
)
_CJK_TITLE = re.compile(
    r"(?:本报|本社|新华社|中新社)?(?:首席|特约|实习|见习|驻\S{1,4})?(?:记者|記者|通讯员|特约撰稿人?|特派員|编辑|編集委員|責任編集|责任编辑)[:：]?\s*"
)
_CJK_PLACE = re.compile(
    r"^[(\[【〔][가-힣A-Za-z·\s]{2,12}=[가-힣A-Za-z\d\s]{2,12}[)\]】〕]\s*|^[가-힣]{2,6}\s?=\s?(?=[가-힣]{2,4}\s?(?:\S{0,4}기자|특파원|통신원))"
)
_AFTER_EQUALS = re.compile(r"(?<=[가-힣])\s=(?:\s.*)?$")
_KOREAN_BOTH = re.compile(r"^글\s?[·.,/]\s?사진\s?[=:]?\s*")
"""Words and pictures by the same."""

_DESK = re.compile(
    r"\b(?:staff|desk|team|news|newsroom|editors?|editorial|bureau|agency|agencies|press|reuters|afp|associated|xinhua|"
    r"tass|dpa|yonhap|kcna|efe|ansa|bloomberg|kyodo|interfax|bbc|cnn|npr|pbs|gazette|tribune|herald|television|services?|media|magazine|times|post|journal|today|online|report|reports|wire|"
    r"network|group|university|institute|institution|department|office|ministry|center|centre|council|association|foundation|organi[sz]ation|"
    r"committee|board|company|inc|llc|ltd|corp|gmbh|com|org|tv|radio|daily|weekly|pro|redaktion|rédaction|redacción|"
    r"admin|administrator|webmaster|blog|web|studio|contributors?|correspondents?|reporters?|guest|library|research|health|college|school|society)\b|"
    r"(?:통신|뉴스|신문|일보|방송|데스크|편집국|편집부|취재팀|デスク|记者站|뉴스룸|通讯社|新华社|新闻|日报|编辑部|通信|新聞|ニュース|編集部)",
    re.I,
)
_NOT_A_NAME = re.compile(
    r"^(?:by|and|the|author|authors|none|null|undefined|unknown|anonymous|n/?a|true|false|user|root|photo|share|follow|updated|"
    r"published|read more|more|comments?|contact|email|about|home|login|subscribe|view all posts|see bio|profile|"
    r"facebook|twitter|instagram|linkedin|default|test|listen|print|save|youtube|tiktok|share article|copy link|\w*\W*min(?:ute)?s?\W*read|advertisement|sponsored|news|image|video|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)$",
    re.I,
)


def all_names(bylines: Iterable[str], outlet: str | None = None) -> tuple[Name, ...]:
    """The names in several author fields, in order and once each. A field that holds nothing but a role ("Staff
    writer") was meant as a name all the same: a desk's."""
    found: dict[str, Name] = {}
    for text in bylines:
        for name in split_byline(text, outlet) or _role_as_desk(text):
            found.setdefault(_plain(name.name), name)
    return tuple(found.values())[:MOST]


def _role_as_desk(text: str) -> tuple[Name, ...]:
    said = " ".join(_CONTACT.sub(" ", _clean(text)).split()).strip(" ,.;:|()<>")
    words = said.split()
    fits = 1 < len(words) <= 4 and len(said) <= LONGEST and all(w.isalpha() for w in words)
    return (Name(said, NameKind.DESK),) if fits and _ROLE.search(said) else ()


def split_byline(text: str, outlet: str | None = None) -> tuple[Name, ...]:
    """The names in a byline, in order and once each; without "By", job titles, times, labels of times, addresses and
    handles. Plain text; `outlet` is whose byline it is: its own name is a desk."""
    text = _clean(text)
    if not text or len(text) > LONGEST_BYLINE or _NOT_A_NAME.match(text):
        return ()
    if _PLAIN_NAME.fullmatch(text) and not _DESK.search(text) and not _SPECIAL.search(text):
        return (Name(text, NameKind.DESK if _is_desk(text, outlet) else NameKind.PERSON),)
    if mailed := _MAILED.fullmatch(text):
        text = mailed[1]
    text = _OTHERS_WORK.sub("", _KOREAN_BOTH.sub("", _CONTACT.sub(" ", text)))
    text = _TIME.sub("", _STAMPED.sub("", text))
    text = _AFTER_EQUALS.sub("", _CJK_PLACE.sub("", text))
    text = _KOREAN_TITLE.sub(", ", text)
    text = _CJK_TITLE.sub(" ", text)
    text = _DEGREES.sub("", text)
    out: list[Name] = []
    seen: set[str] = set()
    for after, piece in _pieces(text):
        if out and after == "," and _belongs(piece, out[-1], outlet):
            continue
        if out and (suffix := piece.strip()).lower() in _SUFFIXES and out[-1].kind is NameKind.PERSON:
            out[-1] = Name(f"{out[-1].name}, {suffix}", NameKind.PERSON)
            continue
        name = _name(piece, outlet)
        if name and _plain(name.name) not in seen:
            seen.add(_plain(name.name))
            out.append(name)
    return tuple(out[:MOST])


_PLAIN_NAME = re.compile(r"(?!By\b)[A-Z][a-z]+(?: [A-Z]\.)?(?: (?!By\b)[A-Z][a-z]+){1,2}")
_SPECIAL = re.compile(
    rf"\b(?:{_TITLE_WORD}|von|par|por|di|da|door|af|av|et|and|und|with|mit|on|in|for|at|of|from|the|view|share|editor|published|updated|posted|\w+day)\b",
    re.I,
)
"""Words for which two or three capitalised words may be something else than one name."""
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))


def _clean(text: str) -> str:
    """One line without controls and invisible characters; joiners stay, which some scripts need."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (c for c in text if unicodedata.category(c)[0] != "C" or c.isspace() or c in "\u200c\u200d")
    return " ".join("".join(kept).split())


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _pieces(text: str) -> list[tuple[str, str]]:
    """The parts of a byline, each with what stands before it: a comma or nothing."""
    while found := _LEAD.match(text):
        if not found[0].strip():
            break
        text = text[found.end() :]
    text = _GLUED.sub("", text)
    if _is_one_desk(text):
        return [("", text)]
    if last_first := _LAST_FIRST.fullmatch(text.strip()):
        last, first = last_first.groups()
        if (
            not _DESK.search(text)
            and not _ROLE.search(text)
            and first.lower() not in _SUFFIXES
            and not _CREDENTIAL.fullmatch(first)
        ):
            return [("", f"{first} {last}")]
    if "," in text and not _SPLIT.search(text.replace(",", "")):
        first, rest = text.split(",", 1)
        # "Name, Title" and "Name, Place".
        if _ROLE.search(rest) and not _DESK.search(first):
            text = first
    parts: list[tuple[str, str]] = []
    at, after = 0, ""
    for found in _SPLIT.finditer(text):
        parts.append((after, text[at : found.start()]))
        at, after = found.end(), "," if found[0].strip() in _AFFILIATES else ""
    parts.append((after, text[at:]))
    if _HANGUL.search(text) and not re.search(r"[a-z]", text):
        return [(after, p) for after, part in parts for p in _korean(part)]
    if _EASTERN.search(text) and not re.search(r"[a-z]", text):
        return [(after, p) for after, part in parts for p in part.split()]
    return parts


_AFFILIATES = frozenset((",", "|", "/", "⋅", "∙", "•", "·"))
"""After these, and a person, comes what that person belongs to."""


def _belongs(piece: str, before: Name, outlet: str | None) -> bool:
    """Whether what follows a name and a comma says something of that person: letters after the name, a place, a house, a
    trade in one word where the name had two."""
    piece = piece.strip(" .")
    if (
        before.kind is not NameKind.PERSON
        or piece.lower() in _SUFFIXES
        or _EASTERN.search(piece)
        or _HANGUL.search(piece)
    ):
        return False
    if _CREDENTIAL.fullmatch(piece):
        return True
    return " " in before.name and (
        " " not in piece or len(piece.split()) > 4 or _is_desk(piece, outlet) or bool(_ROLE.search(piece))
    )


_KOREAN_NAMES = r"(?P<names>[가-힣]{2,4}(?:\s?[·,ㆍ]\s?[가-힣]{2,4}){0,4})"
_KOREAN_WRITER = r"(?:\S{0,4}기자|특파원|통신원|논설위원)"
_DATELINE = re.compile(
    rf"^\W{{0,2}}[가-힣A-Za-z·\s]{{1,16}}=[가-힣A-Za-z\d\s]{{2,12}}[\])】〕]?\s?{_KOREAN_NAMES}\s?{_KOREAN_WRITER}\s?=|"
    r"^.{0,60}?[（(](?:本报|本社|新华社|中新社)?(?:首席|特约|实习)?(?:记者|記者)[:：\s]?(?P<han>[\u4e00-\u9fff]{2,4}(?:[\s、，][\u4e00-\u9fff]{2,4}){0,4})[)）]|"
    r"^(?:本报|本社)?(?:记者|記者)[:：\s](?P<plain>[\u4e00-\u9fff]{2,4}(?:[\s、][\u4e00-\u9fff]{2,4}){0,4})(?:[\s）)]|$)"
)
_SIGN_OFF = re.compile(
    rf"(?:^|[.\s\]]){_KOREAN_NAMES}\s?{_KOREAN_WRITER}\s*(?:[(\[]?\S+@\S+)?\W*$|"
    r"[（(](?:本报|本社|新华社)?(?:记者|記者|作者)[:：\s]?(?P<han>[\u4e00-\u9fff]{2,4}(?:[\s、，][\u4e00-\u9fff]{2,4}){0,4})[)）]\W*$|"
    r"(?:^|[.!?]\s)(?P<by>(?:Reporting|Report|Text|Story|Writing)\s(?:and\s\w+\s)?by\s[^.;]{3,60}?)(?:\s?[;.,]\s?(?:additional\s)?(?:editing|reporting|writing|graphics)\s.{0,80})?\W*$"
)


def dateline_names(text: str, *, at_end: bool = False) -> tuple[Name, ...]:
    """Who signs inside the text: in the dateline that opens it, "(서울=연합뉴스) 김철수 기자 =", "（记者 周明）", or in its last
    words, "Reporting by Ida Korhonen"."""
    found = (_SIGN_OFF if at_end else _DATELINE).search(text)
    if not found:
        return ()
    groups = found.groupdict()
    said = next((v for k in ("names", "han", "plain", "by") if (v := groups.get(k))), "")
    return split_byline(said)


_GLUED = re.compile(r"^By(?=[A-ZÀ-Þ][a-zß-ÿ'’]*[A-Zß-ÿa-z]+\s)")
_LAST_FIRST = re.compile(r"([^\W\d_]+), ((?-i:[A-ZÀ-ÞĀ-Ž])[\w'’-]*\.?)")
"""`Doe, John`: one person, two single words around the only comma."""


def _is_one_desk(text: str) -> bool:
    """One desk whose name holds a joining word: "Arts and Culture Desk", "Office for Ports and Harbours", but not "Ida
    Korhonen and Courier Staff"."""
    return bool(_ONE_DESK.fullmatch(text.strip()))


_ONE_DESK = re.compile(
    r"\S+ (?:and|&|und|et|y|e) (?:\S+ ){1,3}(?:desk|staff|team|bureau|board|agency|department|ministry|institute)|"
    r"(?:the )?(?:center|centre|department|ministry|institute|office|school|college|division|bureau|board|committee|council) (?:for|of|on) [^,;|/]{3,60}",
    re.I,
)


def _korean(part: str) -> list[str]:
    """Names of three syllables one after the other are one name each; a name and a house are two."""
    words = part.split()
    if len(words) == 2 and _DESK.search(words[0]) and re.fullmatch("[가-힣]{3,}(?:부|팀)", words[1]):
        return [part]  # a house and its desk
    if len(words) > 1 and all(len(w) in (2, 3, 4) for w in words):
        return words
    return [part]


def _name(piece: str, outlet: str | None = None) -> Name | None:
    piece = piece.strip(" \t,.;:|/–—-•·“”\"'‘’()[]<>=*#")
    while found := _LEAD.match(piece):
        if not found[0].strip() or found.end() >= len(piece):
            break
        piece = piece[found.end() :].strip()
    piece = _STAMP_TAIL.sub("", _ROLE_TAIL.sub("", piece)).strip(" ,-–—")
    piece = " ".join((piece if _ABBREVIATED.search(piece) else piece.strip(".")).split()).strip(" ,-–—")
    if not piece or len(piece) > LONGEST or _NOT_A_NAME.match(piece) or not re.search(r"[^\W\d_]", piece):
        return None
    if piece[0].isdigit() or re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", piece):
        return None
    piece = _without_role(_TAIL.sub("", piece))
    if piece.lower() in _STAMP_WORDS or _WHERE.match(piece) or _VARIABLE.fullmatch(piece):
        return None
    if len(piece) < 2 or len(piece.split()) > 8:
        return None
    if _ONLY_A_ROLE.fullmatch(piece):
        return None
    desk = _is_desk(piece, outlet)
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


_ABBREVIATED = re.compile(r"(?:\b\w\.|\b[JS]r\.)$")
_NOUN = re.compile(
    r"(?:reporter|writer|editor|correspondent|columnist|journalist|contributor|producer|analyst|fellow|professor|director|manager|founder|"
    r"critic|photographer|officer|expert)s?(?:\s|$)",
    re.I,
)


def _without_role(piece: str) -> str:
    """A person's name without the role that follows it unparted: "Ida Korhonen Special Correspondent to the Courier"."""
    words = piece.split()
    for i in range(2, len(words) - 1):
        if words[i] in _BEFORE_A_ROLE and not _DESK.search(" ".join(words[:i])):
            return " ".join(words[:i])
        if words[i] in _PLACES and words[i + 1][0].isupper() and not _DESK.search(" ".join(words[:i])):
            return " ".join(words[:i])
        if (
            _ROLE.fullmatch(words[i])
            and _NOUN.search(" ".join(words[i:]))
            and not _DESK.search(" ".join(words[:i]))
        ):
            return " ".join(words[:i])
    if (
        len(words) > 2
        and _LETTERS_AFTER.fullmatch(words[-1])
        and not any(w.isupper() and len(w) > 2 for w in words[:-1])
    ):
        return piece if _DESK.search(piece) else " ".join(words[:-1])
    return piece


_BEFORE_A_ROLE = frozenset(
    (
        "Head",
        "Chief",
        "Senior",
        "Lead",
        "Managing",
        "Executive",
        "Founder",
        "Co-Founder",
        "Deputy",
        "Associate",
        "Assistant",
    )
)
_PLACES = frozenset(("in", "at", "from", "for", "à", "aus", "en"))
_LETTERS_AFTER = re.compile(r"(?!I{1,3}$|IV$|VI*$)[A-Z]{3,6}")
"""Capitals after a name that is not all capitals: a diploma, a house."""
_WHERE = re.compile(
    r"(?:(?:head|director|president|chair|chief|founder|professor)\s)?(?:for|in|at|of|on)(?:\s|$)", re.I
)
_TAIL = re.compile(r"\s+(?:on|in|for|at|of|by)$")
_VARIABLE = re.compile(r"[a-z_-]+(?:\.[a-z_-]+){2,}|\{\{.*|%\w+%?|\[.*|\$\{.*")
"""What a system forgot to fill in."""


def _is_desk(name: str, outlet: str | None) -> bool:
    if _DESK.search(name) or re.search(r"[0-9@]|\.(?:com|org|net|co|kr)\b|社$", name):
        return True
    bare, house = name.casefold(), (outlet or "").casefold()
    if house and (bare == house or (len(bare) > 5 and bare in house)):
        return True
    # NK, AFP, KCNA
    return bool(re.fullmatch(r"[A-Z]{2,6}", name)) or bare.startswith("the ")


def _cased(word: str) -> str:
    """ANNE-MARIE → Anne-Marie, O'NEIL → O'Neil, J.P. as it is."""
    if len(word) <= 2 or "." in word:
        return word
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), word)

"""Other people's text on its way to a page or a feed: the one place where it is made fit to be shown.

Escaping is the template's and the XML writer's work (`html` is for markup put together by hand); what is done here is what escaping
cannot do. Characters that no
document may hold are taken out (XML 1.0 section 2.2, and what HTML calls control and noncharacters), characters that
turn the reading direction around are taken out of text that has no right-to-left letters (Unicode's twelve
Bidi_Control characters; the "Trojan source" trick), and an address becomes a link only if it is an http(s) address.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape
from urllib.parse import quote, urlsplit

from markupsafe import Markup

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr((plane << 16) + 0xFFFE)}{chr((plane << 16) + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")

_HOST = re.compile(r"[a-z0-9._\-]*[a-z0-9_][a-z0-9._\-]*|\[[0-9a-f:.]+\]")

MAX_ADDRESS = 2000
"""Characters of an address that becomes a link; what is longer is no address that a reader could use."""


def clean(text: str) -> str:
    """`text` without characters that no page or feed may hold, and without direction controls it has no use for."""
    if text.isascii() and text.isprintable():
        return text
    text = _FORBIDDEN.sub("", text)
    if _BIDI.search(text) and not any(
        unicodedata.bidirectional(c) in ("R", "AL") for c in _BIDI.sub("", text)
    ):
        text = _BIDI.sub("", text)
    return text


def line(text: str | None) -> str:
    """`text` as one line: clean, every run of white space a single space."""
    return _SPACE.sub(" ", clean(text or "")).strip()


def html(text: str) -> str:
    """`text` as the text of HTML: clean, nothing of it read as markup."""
    return escape(clean(text))


def as_typed(text: str) -> Markup:
    """A text that an editor goes on writing, as it is: only what no page can hold is taken out."""
    return Markup(escape(_FORBIDDEN.sub("", text)))


def shortened(text: str, most: int) -> str:
    """`text` cut to at most `most` characters, with an ellipsis where something is missing."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def web_address(url: str | None) -> str | None:
    """`url` in a form that can stand in a link, or None if it is no http(s) address with a host."""
    if not url or len(url) > MAX_ADDRESS or clean(url) != url or any(c.isspace() for c in url) or "\\" in url:
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    except ValueError:
        return None
    if (
        parts.scheme.lower() not in ("http", "https")
        or parts.username is not None
        or not _HOST.fullmatch(host)
    ):
        return None
    path = quote(parts.path, safe="/%:@!$&'()*+,;=-._~")
    query = "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=-._~") if parts.query else ""
    fragment = "#" + quote(parts.fragment, safe="/?%:@!$&'()*+,;=-._~") if parts.fragment else ""
    where = host if port is None else f"{host}:{port}"
    return f"{parts.scheme.lower()}://{where}{_whole(path)}{_whole(query)}{_whole(fragment)}"


def _whole(part: str) -> str:
    """A per cent sign that starts no escape is one itself."""
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", part)


def language_tag(language: str | None) -> str | None:
    """A language tag that can stand in `lang`, or None."""
    tag = (language or "").replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else None


WHOLE = 12
EDGE = 5
"""Words that a text fragment repeats as a whole; of more than that, so many from each end."""

MAX_FRAGMENT = 300
"""Characters of the words that a text fragment repeats."""


def at_words(address: str, words: str) -> str:
    """`address` with a text fragment, which makes a browser show the first place where it finds these words
    (https://wicg.github.io/scroll-to-text-fragment/); the address alone where they would make it too long.

    Long words are named by their beginning and end, for between them a page may have what the archive has not.
    """
    paragraphs = [p.split() for p in words.split("\n\n") if p.strip()]
    said = [" ".join(p) for p in paragraphs]
    if len(paragraphs) > 1 or len(words.split()) > WHOLE:
        said = [" ".join(paragraphs[0][:EDGE]), " ".join(paragraphs[-1][-EDGE:])]
    if not said or sum(map(len, said)) > MAX_FRAGMENT:
        return address
    # In a fragment "-", "," and "&" have a meaning; only the first is not encoded by `quote`.
    text = ",".join(quote(s, safe="", errors="replace").replace("-", "%2D") for s in said)
    page, _, fragment = address.partition("#")
    return f"{page}#{fragment.partition(':~:')[0]}:~:text={text}"

"""The picture that a page leads with, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from beatbook.model import Image, Witness
from beatbook.read import jsonld
from beatbook.read.addresses import whole_address
from beatbook.read.claims import Claims, address_in
from beatbook.read.near import Near
from beatbook.read.text import clean
from beatbook.read.witnesses import Said, witnesses

_IMAGE_METAS = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src", "parsely-image-url", "sailthru.image.full")  # fmt: skip
_NO_PICTURE = re.compile(
    r"(?:^|[/_.-])(?:logos?|placeholder|fallback|blank|spacer|pixel|favicon|sprites?|avatars?|gravatar|icons?|1x1|no-?image|"
    r"default(?:[-_.]?(?:image|img|og|share|social|thumb(?:nail)?|facebook|twitter))?|(?:social|share|og)[-_](?:image|default|card|share))(?=[/_.\d-]|$)",
    re.I,
)
_NO_PHOTO = re.compile(r"\.(?:svg|ico)$", re.I)
SMALLEST = 120
"""Pixels that a stated width or height must have."""
MOST = 40
"""Pictures of the page that are looked at."""
_APART = frozenset(("header", "nav", "aside", "footer"))
LARGE = 300
"""Pixels from which a picture in the page may be the leading one."""
LONGEST_CREDIT = 160

NO_ADDRESS = "no address on the web"
NO_PICTURE = "a logo or placeholder"
TOO_SMALL = "too small"


def lead_image(
    claims: Claims, tree: LexborHTMLParser, near: Near, url: str | None
) -> tuple[Image | None, tuple[Witness, ...]]:
    """The picture with its credit, and the testimony on it."""
    heard: list[Said] = []
    taken: Said | None = None
    logo = address_in(_logo(claims.article.get("publisher"), claims.known))
    small = _too_small(claims)
    judged: dict[str, tuple[str | None, str | None]] = {}
    for by, address in _said(claims):
        if address not in judged:
            whole = whole_address(url, address.strip())
            judged[address] = (whole, _against(whole, logo))
        whole, why = judged[address]
        if why is None and small and by.startswith("meta og:"):
            why = TOO_SMALL
        heard.append(Said(by, whole or address, why))
        if taken is None and why is None:
            taken = heard[-1]
    shown: LexborNode | None = None
    if taken is None:
        for node in tree.css("img")[:MOST]:
            whole = whole_address(url, _source(node))
            if whole and _against(whole, logo) is None and _is_large(node):
                taken, shown = Said("first large figure", whole), node
                heard.append(taken)
                break
    if taken is None:
        return None, witnesses("image", heard, None)
    credit = _credit_stated(claims, taken.said, url) or _credit_shown(claims, near, taken.said, shown)
    return Image(taken.said, credit), witnesses("image", heard, taken)


def _said(claims: Claims) -> Iterator[tuple[str, str]]:
    for by, address in claims.tagged(_IMAGE_METAS[:3]):
        yield by, address
    if address := address_in(_resolved(claims.article.get("image"), claims.known)):
        yield "JSON-LD", address
    for by, address in claims.tagged(_IMAGE_METAS[3:]):
        yield by, address
    for node in claims.props.get("image", ())[:2]:
        attributes = node.attributes
        if address := attributes.get("content") or attributes.get("href") or attributes.get("src") or "":
            yield "microdata", address


def _resolved(value: Any, known: dict[str, jsonld.Node]) -> Any:
    """A value of JSON-LD, or the object that it refers to by @id."""
    if isinstance(value, list):
        value = next((v for v in value if v), None)
    if isinstance(value, dict) and not (value.get("url") or value.get("contentUrl")):
        return known.get(str(value.get("@id")), value)
    return value


def _logo(publisher: Any, known: dict[str, jsonld.Node]) -> Any:
    publisher = _resolved(publisher, known)
    return publisher.get("logo") if isinstance(publisher, dict) else None


def _against(whole: str | None, logo: str) -> str | None:
    if whole is None:
        return NO_ADDRESS
    path = whole.partition("?")[0].partition("#")[0]
    if whole == logo or _NO_PHOTO.search(path) or _NO_PICTURE.search(path.rsplit("/", 1)[-1]):
        return NO_PICTURE
    return None


def _too_small(claims: Claims) -> bool:
    sizes = [s.strip() for s in claims.meta("og:image:width", "og:image:height")]
    return any(s.isdecimal() and len(s) < 6 and 0 < int(s) < SMALLEST for s in sizes[:2])


def _source(node: LexborNode) -> str:
    attributes = node.attributes
    for name in ("src", "data-src", "data-original", "data-lazy-src"):
        said = (attributes.get(name) or "").strip()
        if said and not said.startswith("data:"):
            return said
    return (attributes.get("srcset") or attributes.get("data-srcset") or "").strip().split(" ")[0]


def _is_large(node: LexborNode) -> bool:
    """Whether a picture states a large size and stands in the article, or none and stands in a figure."""
    attributes = node.attributes
    said = [(attributes.get(k) or "").removesuffix("px").strip() for k in ("width", "height")]
    sizes = [int(s) for s in said if s.isdecimal() and len(s) < 6]
    if sizes and max(sizes) < LARGE:
        return False
    around = node.parent
    for _ in range(12):
        if around is None or around.tag in _APART:
            return False
        if around.tag == "figure" or (sizes and around.tag in ("main", "article", "picture")):
            return True
        around = around.parent
    return False


# ---- credit -----------------------------------------------------------------------------------------------------------


def _credit_stated(claims: Claims, address: str, url: str | None) -> str | None:
    value = _resolved(claims.article.get("image"), claims.known)
    if not isinstance(value, dict) or not _same_picture(whole_address(url, address_in(value)) or "", address):
        return None
    for key in ("creditText", "creator", "author", "copyrightHolder", "copyrightNotice"):
        said = clean(jsonld.text_of(value.get(key)))
        if said:
            return credit_in(said) or said[:LONGEST_CREDIT]
    return credit_in(clean(jsonld.text_of(value.get("caption"))))


def _credit_shown(claims: Claims, near: Near, address: str, shown: LexborNode | None) -> str | None:
    """The credit in the caption of the picture: of the figure that holds it, or that stands by the headline."""
    lines = {b.text for b in (*near.after, *near.before)} if claims.captions else set()
    for caption in claims.captions[:6]:
        figure = caption.parent
        while figure is not None and figure.tag not in ("figure", "body"):
            figure = figure.parent
        if figure is None or figure.tag != "figure":
            continue
        pictures = figure.css("img")[:3]
        text = clean(caption.text(separator=" ")[:1000])
        own = any(_same_picture(_source(p), address) for p in pictures) or (
            shown is not None and any(p.mem_id == shown.mem_id for p in pictures)
        )
        if own or (pictures and clean(caption.text()[:1000]) in lines):
            marked = caption.css_first(
                '[class*="credit"], [class*="Credit"], [class*="copyright"], [itemprop*="copyright"], [class*="source"]'
            )
            said = clean(marked.text(separator=" ")[:400]) if marked is not None else ""
            found = (credit_in(said) or said[:LONGEST_CREDIT]) if said else credit_in(text)
            if found or own:
                return found
    return None


def _same_picture(a: str, b: str) -> bool:
    """Whether two addresses give one picture, perhaps in two sizes."""
    if not a or not b:
        return False
    if a == b:
        return True
    try:
        return (stem := _stem(a)) == _stem(b) and len(stem) >= 6
    except ValueError:
        return False


def _stem(address: str) -> str:
    last = unquote(urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1]).lower()
    return re.sub(r"(?:[-_@](?:\d{2,4}x\d{2,4}|\d{2,4}w?|scaled|[1-3]x))*(?:\.[a-z]{3,4})*$", "", last)


_CREDIT = re.compile(
    r"(?:\b(?:photo(?:graph)?s?(?:\s+credit|\s+courtesy(?:\s+of)?)?|photograph(?:er|ed|y)?|pictures?|images?(?:\s+credit)?|credits?(?:\s+photo)?|crédits?(?:\s+photo)?|foto|bild|"
    r"fotograf(?:ie|ía|ia)?|fotografie)\s?(?:[:：©/]|(?:\bby\b|\bvon\b|\bpar\b|\bde\b)(?=\s?(?-i:[A-ZÀ-Þ])))|(?:사진|자료|그래픽)\s?(?:제공)?\s?[=:：/]|"
    r"(?:图片来源|图源|图片|图|圖片|圖|摄影|攝影|摄|写真|撮影)\s?(?:提供)?\s?[=:：/／]|[©ⓒ])\s*(?P<who>[^\n]{2,160})",
    re.I,
)
_HOUSES = r"(?:AP|AFP|Reuters|REUTERS|Getty|EPA|Shutterstock|dpa|Xinhua|Yonhap|Bloomberg|Alamy)\b"
_AGENCY_PHOTO = re.compile(r"(?P<who>(?:AP|AFP|EPA|Reuters)\s+Photo\s?/\s?[^()\n]{2,80})")
_AGENCY = re.compile(
    rf"(?P<who>[^()/.\n]{{2,60}}(?:/[^()/.\n]{{2,60}}){{0,2}}(?:/\s?|\svia\s){_HOUSES}[^().\n]{{0,60}})(?:[).]|$)"
)
_COURTESY = re.compile(r"^\W*(?:photos?\s)?(?:courtesy\s(?:of\s)?)", re.I)
_END = re.compile(r"\s*(?:[)\]】」]|(?<=\w\w)\.\s|\s[|–—]\s).*$")


def credit_in(text: str) -> str | None:
    """Whom a caption's words credit: "Photo: X", "AP Photo/X", "© X", "사진=X", "Foto: X", "图：X"."""
    text = text[-1000:]
    tail = text[-200:]
    found = (
        _AGENCY_PHOTO.search(tail) or next(reversed([*_CREDIT.finditer(text)]), None) or _AGENCY.search(tail)
    )
    if not found:
        return None
    said = _COURTESY.sub("", _END.sub("", found["who"])).strip(" .,;:/=()[]|–—-")
    return said[:LONGEST_CREDIT] if any(c.isalpha() for c in said) else None

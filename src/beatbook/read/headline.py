"""The headline: the page's main heading where its metadata agree with it, else what they state, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from beatbook.model import Witness
from beatbook.read import jsonld
from beatbook.read.blocks import Sheet
from beatbook.read.claims import LONGEST_TITLE, Claims
from beatbook.read.text import HAN, HANGUL, KANA, clean, plain, size
from beatbook.read.witnesses import Said, witnesses

_TITLE_METAS = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title")
ONLY_SITE = "names only the site"
TOO_LONG = "a text, not a headline"


def site_of(claims: Claims, sheet: Sheet) -> str:
    """The outlet's name as the page gives it, or an empty string."""
    for name in claims.meta("og:site_name", "application-name", "twitter:app:name:iphone"):
        if clean(name):
            return clean(name)
    stated = clean(jsonld.text_of(claims.article.get("publisher"))) if claims.article else ""
    return stated or _site_on_top(claims, sheet)


def _site_on_top(claims: Claims, sheet: Sheet) -> str:
    """The name that a page's first lines link home with, where the `<title>` is that name and nothing more."""
    title = plain(claims.title)
    if not title:
        return ""
    tops = (b for b in sheet.blocks[:4] if b.linked and plain(b.text).startswith(title))
    return claims.title if next(tops, None) is not None else ""


_PARTS = re.compile(r"\s+(?:[|·•»«:–—-]|\|\||::|&raquo;)\s+|\s*\|\s*|\s+[-–—]\s*(?=\S+$)|：")


def without_site(title: str, site: str, other: Iterable[str] = ()) -> str:
    """A title without the outlet's name or section at its ends.

    A part goes if it names the site, or if what remains is how another witness words the headline.
    """
    others = {plain(o) for o in other if o}
    if plain(title) in others and not (
        site and plain(title).endswith(plain(site)) and len(plain(title)) > len(plain(site))
    ):
        return title
    cuts = [(m.start(), m.end()) for m in _PARTS.finditer(title)]
    for start, end in cuts:
        for kept, dropped in ((title[:start], title[end:]), (title[end:], title[:start])):
            if not plain(kept):
                continue
            if plain(kept) in others or (site and same_name(dropped, site)):
                return without_site(kept, site, other) if plain(kept) not in others else kept
    return title


def same_name(text: str, site: str) -> bool:
    a, b = plain(text).replace(" ", ""), plain(site).replace(" ", "")
    a, b = (x.removeprefix("the").removesuffix("com").removeprefix("www") for x in (a, b))
    return bool(a) and bool(b) and (a == b or (len(b) > 3 and a.startswith(b) and len(a) < len(b) + 12))


def headline_of(
    claims: Claims, tree: LexborHTMLParser, site: str, announced: str = ""
) -> tuple[str | None, tuple[Witness, ...]]:
    """The headline, and the testimony on it."""
    heard: list[Said] = []
    headings: list[tuple[str, bool, LexborNode]] = []
    for node in claims.headings[:12] or _lesser_headings(tree, claims.title, site, announced):
        text = clean(node.text(separator=" " if _has_blocks(node) else ""))
        if not text:
            continue
        why = TOO_LONG if len(text) > LONGEST_TITLE else ONLY_SITE if _names_site(text, site) else None
        heard.append(Said("heading", text, why))
        if why is None:
            headings.append((text, _marked_headline(node), node))
    stated = [("JSON-LD", claims.said("headline") or claims.said("name"))]
    stated += [(by, clean(said)) for by, said in claims.tagged(_TITLE_METAS)]
    stated = [(by, said) for by, said in stated if 0 < len(said) <= LONGEST_TITLE]
    says = [*(said for _, said in stated), claims.title, announced]
    heard += [Said(by, said, ONLY_SITE if _names_site(said, site) else None) for by, said in stated]
    heard.append(Said("<title>", claims.title, ONLY_SITE if _names_site(claims.title, site) else None))
    taken, words = _chosen(headings, stated, says, claims.title, site)
    if words is None:
        return None, witnesses("headline", heard, None)
    believed = next((h for h in heard if h[:2] == taken), None)
    if believed is not None and believed.by != "heading" and headings:
        heard = [h._replace(why=h.why or NOT_STATED) if h.by == "heading" else h for h in heard]
    return words, witnesses("headline", heard, believed)


NOT_STATED = "not what the page states of itself"


def _chosen(
    headings: list[tuple[str, bool, LexborNode]],
    stated: list[tuple[str, str]],
    says: list[str],
    title: str,
    site: str,
) -> tuple[tuple[str, str], str | None]:
    """Whose word is taken, and the headline made of it."""
    others = {plain(w): w for w in says if w}
    best, best_score = None, 0.0
    for position, (text, marked, node) in enumerate(headings):
        mine = plain(text)
        score = 1.0 if mine in others else max((likeness(text, w) for w in others.values()), default=0.0)
        score += 0.3 * marked - 0.02 * position
        if any(w and mine.startswith(f"{w} ") for w in others) and (len(headings) == 1 or _in_article(node)):
            # A title cut to its first words, as some systems store it.
            score += 0.4
        if len(headings) == 1 and 3 <= size(text) <= 30:
            score += 0.2
        if score > best_score:
            best, best_score = text, score
    if best is not None and (best_score >= 0.4 or not others):
        return ("heading", best), best
    for by, text in (*stated, ("<title>", title)):
        cut = without_site(text, site, (w for w in says if w != text))
        if cut and not _names_site(cut, site):
            return (by, text), cut
    last = best or (headings[0][0] if headings else None)
    return ("heading", last or ""), last


def _lesser_headings(tree: LexborHTMLParser, title: str, site: str, announced: str) -> Iterator[LexborNode]:
    """What may be the headline of a page without `<h1>`: the heading that was announced; the first one, where the title
    says nothing but the site's name."""
    wanted, nothing = plain(announced), not title or _names_site(title, site)
    for node in tree.css("h2, h3")[:12]:
        said = plain(node.text())
        if said and said == wanted:
            yield node
            return
    if nothing:
        yield from tree.css("h2")[:1]


def _in_article(node: LexborNode) -> bool:
    around = node.parent
    while around is not None:
        if around.tag in ("article", "main"):
            return True
        around = around.parent
    return False


def _has_blocks(node: LexborNode) -> bool:
    child = node.first_child
    while child is not None:
        if child.tag in ("div", "p", "br", "span"):
            return child.tag != "span" or "block" in (child.attributes.get("class") or "")
        child = child.next
    return False


_HEADLINE_NAMES = re.compile(r"head(?:line|ing)|title", re.I)


def _marked_headline(node: LexborNode) -> bool:
    attributes = node.attributes
    return "headline" in (attributes.get("itemprop") or "") or bool(
        _HEADLINE_NAMES.search(attributes.get("class") or "")
    )


def _names_site(text: str, site: str) -> bool:
    return bool(site) and plain(text) == plain(site)


def likeness(a: str, b: str) -> float:
    """How much two titles share, from 0 to 1: the words of the shorter one found in the other, in proportion."""
    x, y = plain(a), plain(b)
    if not x or not y:
        return 0.0
    if x == y:
        return 1.0
    u, v = _units(x), _units(y)
    if len(u) < 3 and len(v) < 3 and (x in y or y in x):
        return min(len(x), len(y)) / max(len(x), len(y))
    if not u or not v:
        return 0.0
    return len(u & v) / min(len(u), len(v)) * min(1.0, 0.4 + min(len(u), len(v)) / max(len(u), len(v)))


def _units(text: str) -> set[str]:
    """Words; in East Asian writing, pairs of characters."""
    if text.isascii() or not (HAN.search(text) or KANA.search(text) or HANGUL.search(text)):
        return set(text.split())
    run = text.replace(" ", "")
    return {run[i : i + 2] for i in range(len(run) - 1)}

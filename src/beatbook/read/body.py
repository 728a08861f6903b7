"""The fast path: the article's paragraphs chosen from a page's blocks, and how sure that choice is.

1. *Furniture*: boxes that their mark-up names as something other than the article (menus, share bars, related links).
   A soft name is not believed of a box that holds most of the page's prose.
2. *Where*: the innermost box that holds nearly all the prose, starting from what the page itself calls the article.
3. *What*: of its blocks, in order: paragraphs, sub-headings that something follows, lists, but for lists of links that
   lead away; and the sentences that stand between the headline and the box.
4. *How sure*: reasons for doubt, in words. `article` asks the careful path only where there are some.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from beatbook.read.blocks import CELL_WORDS, HEADINGS, Block, Box, Sheet
from beatbook.read.text import WORD, ends_sentence, one_of, plain, size

# ---- furniture --------------------------------------------------------------------------------------------------------

_HARD_TAGS = frozenset(
    ("nav", "footer", "figcaption", "figure", "menu", "legend", "fieldset", "caption", "address")
)
_SOFT_TAGS = frozenset(("aside", "form", "header"))
_HARD_ROLES = frozenset(
    [
        "navigation",
        "contentinfo",
        "search",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "toolbar",
        "tablist",
        "banner",
        "tooltip",
    ]
)
_SOFT_ROLES = frozenset(("complementary", "note", "alert", "region-related"))
_FURNITURE_NAMES = r"""
    comments?(?:list|area|s?-?(?:section|form|list|wrap\w*|area|box|thread))? usercomments?(?:list|area|form)? commentlist disqus\w*
    respond replies
    sharing shares? share-?(?:bar|buttons?|links?|tools?|icons?) social(?:s|media|-?(?:share|links?|icons?|bar|media))?
    sharedaddy addtoany\w* addthis\w* follow(?:-?us|-?me|ing)?
    related relatedposts? related-?(?:articles?|content|links?|stories|news|items?|topics?) recirc\w*
    recommend(?:ed|ations?|s)? suggested
    more-?(?:from|on|stories|news|articles|like|in) read-?(?:next|more|also) also-?(?:read|like) see-?also
    up-?next next-?(?:up|article|post|story) prev(?:ious)?-?(?:article|post|story) post-?nav\w*
    trending popular most-?(?:read|popular|viewed|shared) latest top-?stories whats-?new
    newsletters? news-?letter-?\w* subscri\w+ sign-?up opt-?in mailchimp mc4wp\w* email-?(?:capture|form|signup)
    promos? promotions? promoted sponsors? sponsored outbrain\w* taboola\w* revcontent
    ads? ad-?(?:slot|unit|container|wrapper|box|block) advert\w* adsbygoogle dfp\w*
    cookies? cookie-?\w+ consent\w* gdpr\w* onetrust\w*
    paywall-?(?:notice|prompt|offer|message|banner|overlay|wall|modal|bar|form)\w* breadcrumbs? crumbs? menus? nav navbar navigation footer site-?(?:footer|header)
    sidebars? side-?(?:bar|col(?:umn)?|rail) right-?(?:rail|col(?:umn)?) rail widget-?area text-?widget
    tags? tag-?(?:list|cloud|links?) taglist post-?tags tagcloud entry-?tags cat-?links topics-?list
    author-?(?:bio|box|info|card|about|profile|desc(?:ription)?|details|name|meta|block|container)
    about-?(?:the-?)?author reporters? journalist writer signature bio biography byline\w* by-?line authors?
    entry-?meta post-?meta article-?meta meta-?(?:data|info|bar) postmeta entry-?(?:footer|header) article-?info
    post-?(?:info|details|footer|date) article-?(?:date|footer) timestamps? date-?time dateline pubdate publish(?:ed)?-?(?:date|on)
    captions? wp-?caption(?:-?text)? figcaption photo-?(?:credit|caption) image-?(?:credit|caption|source) credits?
    gallery slideshow carousel\w* slider lightbox
    modal popups? pop-?up overlay toolbar tooltip flyout drawer offcanvas
    paginat\w+ pager page-?links
    toc toc-?(?:list|nav|container|wrap\w*|title|links?|items?|menu|box|block|widget|toggle|header) table-?of-?contents ez-?toc\w* jump-?(?:links?|to)
    skip-?(?:link|to)\w* screen-?reader-?(?:text|only) visually-?hidden visuallyhidden sr-?only print-?only noprint
    login log-?in signin register search-?(?:form|box|bar)
    copyright masthead teasers?(?!-?content) promo-?\w+ display-?cards? related-?cards? link-?cards? recipe-?card-?nav rating-?\w* reactions? upvote
    twitter-?tweet\w* instagram-?media tiktok-?embed fb-?post social-?embed bluesky-?embed
    tagline factbox infobox story-?source exclude-from\S* reminder
    affiliate-?(?:disclosure|disclaimer|notice) disclosure disclaimer listen audio-?player text-?to-?speech
    video-?(?:player|caption|title) jw-?player correction-?policy donat\w+ support-?us call-?to-?action cta
"""
"""Words in class or id that name what is not the article. Written from HTML habits (WordPress, hNews, ARIA, the large
content systems); no site has a rule of its own."""


_NAMES = re.compile(
    rf"(?<![a-z0-9])(?<!with-)(?<!has-)(?<!no-)(?<!with-nav-)(?:{one_of(_FURNITURE_NAMES.split())})"
    r"(?![a-z]|\d+[a-z]|-(?:en|dis)abled|-?(?:on|off)(?![a-z]))"
)

_KEEPS = re.compile(
    r"(?<![a-z])(?:article-?body|articlebody|entry-?content|post-?content|story-?body|post-?body)(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class Body:
    """What the fast path found. `doubts` are reasons to read the page carefully, in words; none means it is sure."""

    blocks: tuple[Block, ...] = ()
    doubts: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    prose_share: float = 0.0
    """The part of the page's characters that looks like told text and stands in no furniture."""


def _is_kept(names: str) -> bool:
    return ("body" in names or "content" in names) and _KEEPS.search(names) is not None


def _called_body(box: Box) -> bool:
    return "articlebody" in box.itemprop or _is_kept(box.names)


class Layout:
    """Where the prose of a sheet stands: what of it is furniture, and how much each box holds."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.furniture = [False] * len(sheet.boxes)
        """By a box's order: whether it is not the article."""
        self.value: list[float] = []
        """By a box's order: the prose in it, in characters."""
        self.chars = 0
        """The characters of all blocks."""
        self._judge()

    def _judge(self) -> None:
        blocks, boxes, furniture = self.sheet.blocks, self.sheet.boxes, self.furniture
        seen: dict[str, str | None] = {}
        softly: list[tuple[Box, str]] = []
        for box in boxes[1:]:
            is_hard, soft = _named(box, seen)
            furniture[box.order] = is_hard or (box.parent is not None and furniture[box.parent.order])
            if soft is not None:
                softly.append((box, soft))
        # The blocks of a box stand in one row: what it holds is the difference of two running sums.
        told = self._told()
        chars = [*accumulate((len(b.text) for b in blocks), initial=0)]
        linked = [*accumulate((b.linked for b in blocks), initial=0)]
        for box, soft in softly:
            first, last = box.first, box.last
            if furniture[box.order] or told[last] - told[first] >= MOSTLY * (told[-1] or 1.0):
                continue
            links = linked[last] - linked[first]
            if links >= FEW_LINKS * (chars[last] - chars[first]) or not _PROMISES_LINKS.match(soft):
                furniture[box.order : box.end] = [True] * (box.end - box.order)
        told = self._told()
        self.value = [told[box.last] - told[box.first] for box in boxes]
        self.chars = chars[-1]

    def _told(self) -> list[float]:
        """The prose in the first none, one, two … blocks, but for that in furniture."""
        furniture = self.furniture
        return [
            *accumulate((0.0 if furniture[b.box.order] else b.told for b in self.sheet.blocks), initial=0.0)
        ]


MOSTLY = 0.4
"""The share of a page's prose that a box must hold for a soft name not to be believed."""


FEW_LINKS = 0.15
"""The share of a box's characters in links under which a name that promises links is not believed."""
_PROMISES_LINKS = re.compile(
    r"toc|table-?of|ez-?toc|jump-?|drawer|tooltip|teaser|popular|trending|latest|top-?stories|whats-?new|more-?|see-?also|read-?(?:next|more|also)|"
    r"also-?|up-?next|next|prev|carousel|slider|slideshow|menu|nav|breadcrumb|crumb|paginat|pager|page-?links|tag|cat-?links|topics|"
    r"(?:display|related|link)-?cards?|infobox|factbox|disclosure$|header$"
)


def _named(box: Box, seen: dict[str, str | None]) -> tuple[bool, str | None]:
    """Whether a box is what no article would be (hard), and by what name it only likely is none (soft)."""
    tag, role = box.tag, box.role
    if tag in _HARD_TAGS or role in _HARD_ROLES:
        return True, None
    if tag in _SOFT_TAGS:
        return False, tag
    if role in _SOFT_ROLES:
        return False, role
    names = box.names
    if not names or tag in _NEVER_NAMED:
        return False, None
    if names not in seen:
        found = _NAMES.search(names)
        seen[names] = found[0] if found and not _is_kept(names) else None
    return False, seen[names]


_NEVER_NAMED = frozenset(("main", "article", "body", "html"))


# ---- where ------------------------------------------------------------------------------------------------------------

_NEARLY_ALL = 0.86
"""The share of a box's prose that one child must hold for the search to go on inside it."""


def find_container(layout: Layout) -> Box | None:
    """The innermost box that holds nearly all the prose of what the page calls its article."""
    sheet, value = layout.sheet, layout.value
    if not sheet.boxes or value[0] == 0:
        return None
    start = sheet.boxes[0]
    total = value[0]
    ways: tuple[Callable[[Box], bool], ...] = (
        _called_body,
        lambda b: b.tag == "article",
        lambda b: b.tag == "main" or b.role == "main",
    )
    holding = [b for b in sheet.boxes if value[b.order]]
    for is_called_article in ways:
        group = [b for b in holding if is_called_article(b)]
        found = _whole(layout, group)
        if found is not None and value[found.order] >= MAIN_SHARE * total:
            start = found
            break
    return _inner(layout, start)


MAIN_SHARE = 0.35
"""The share of a page's prose that a box called the article must hold to be believed."""


def _whole(layout: Layout, group: Sequence[Box]) -> Box | None:
    """The box of a group that holds the most prose; or the box around it, if the article comes in like-named pieces
    with more prose in them than in the largest alone (a body cut up by advertisements)."""
    value = layout.value
    best = max(group, key=lambda b: value[b.order], default=None)
    if best is None or best.tag == "article":
        return best
    alike = [
        b
        for b in group
        if b.names == best.names and not (best.order < b.order < best.end or b.order < best.order < b.end)
    ]
    if sum(value[b.order] for b in alike) > 1.1 * value[best.order]:
        around, first, last = best, alike[0].order, alike[-1].order
        while around.parent is not None and not around.order <= first <= last < around.end:
            around = around.parent
        return around
    return best


def _inner(layout: Layout, start: Box) -> Box:
    boxes, value, box = layout.sheet.boxes, layout.value, start
    while True:
        best: Box | None = None
        at = box.order + 1
        while at < box.end:
            child = boxes[at]
            if best is None or value[at] > value[best.order]:
                best = child
            at = child.end
        if (
            best is None
            or best.tag in ("p", "li", "ul", "ol", "blockquote", "pre", "td", "tr")
            or (value[best.order] < _NEARLY_ALL * value[box.order])
        ):
            return box
        box = best


# ---- what -------------------------------------------------------------------------------------------------------------

_SIGNED = re.compile(r"^(?:(?:Posted |Written |Published )?[Bb]y|BY|Von|Par|Por|Di|Door)\s(?=[A-ZÀ-Þ])")
_MARKUP_AS_TEXT = re.compile(
    r"^<(?:a|p|blockquote|div|span|iframe|img)\b[^>]*(?:href|class|src|style)=|\bref_src=tws", re.I
)
_LABELLED = re.compile(
    r"^(?:(?-i:MORE|ALSO|WATCH|LISTEN|VIDEO|PHOTOS|GALLERY)|(?:also )?read(?: more| also| next)?|see(?: also| more)?|more(?: on this| from \w+)?|"
    r"related(?: \w+)?|related|previously|recommended|background|lesen sie auch|mehr dazu|lire aussi|à lire(?: aussi)?|관련 ?기사|相关阅读|延伸阅读)\s?[:：|»>–-]\s?\S",
    re.I,
)
"""A label before a link to something else: "RELATED: …"."""
_CREDITED = re.compile(
    r"\((?:AP |File )?(?:Photos?|Images?|Pictures?|Foto|Bild|Illustration|Screenshot|Graphic)s?(?: credits?| courtesy| illustration)?\s?(?:by|from|of|via|:|/)[^()]{2,80}\)\W*$|"
    r"(?:\||/|[-–—]|\bvia|©|\()\s?(?:Getty Images|Shutterstock|iStock\w*|AFP|AP|Reuters|Pa Images|Alamy(?: Stock Photo)?|EPA(?:-EFE)?|Unsplash|imago\w*|dpa|picture alliance|연합뉴스|뉴스1|뉴시스|视觉中国|新华社)\)?\W*$",
    re.I,
)
_CREDIT_SIGNS = ("(", "|", "/", "–", "—", "-", "©", "via", "VIA", "Via")
"""One of these is in every text that `_CREDITED` finds."""
LONGEST_CREDIT = 140
"""Characters at a text's end that are looked through for a picture's credit."""
_ALNUM = re.compile(r"[^\W_]")
_TIMELINE = re.compile(
    r"^(?:updated|published|posted|last updated|first published|publié|mis à jour|modifié|veröffentlicht|aktualisiert|stand\s?:|"
    r"입력|수정|승인|게시|发布|更新|发表)(?:\b|(?<=[\uac00-\ud7a3\u4e00-\u9fff])).{0,80}$",
    re.I,
)
_TEASER = re.compile(
    r"^[\[(►▶»>→•\s]*(?:read (?:our|the|my) (?:full|complete|whole|in-depth)\b.{0,60}?(?:reviews?|story|report|article|interview)|watch (?:this|now)|also available on|"
    r"read (?:more|also|next|on)|also read|see also|more (?:on|from)|related(?: (?:story|article|content)s?)?|"
    r"recommended|watch|listen|don.t miss|you may also like|click here|advertisement|sponsored|ad|share this.{0,20}|"
    r"photo(?: credit)?s?|image(?: credit)?s?|credit|source|getty images|"
    r"lesen sie auch|mehr zum thema|lire aussi|à lire aussi|voir aussi|lee también|관련기사|관련 기사|相关阅读|相关新闻|関連記事)\b\s*(?:[:：|>–—-]|$)",
    re.I,
)


def is_titled(block: Block, title: str) -> bool:
    """Whether a block says the title, given in `text.plain` form, and nothing more."""
    return len(title) <= len(block.text) <= 2 * len(title) + 20 and bool(title) and plain(block.text) == title


def choose(
    layout: Layout, container: Box, headline: str | None = None, deck: str | None = None
) -> list[Block]:
    """The container's blocks that belong to the article, in order."""
    lists = _link_lists(layout, container)
    title = plain(headline or "")
    begun = False
    taken = _leads(layout, container, title, plain(deck or ""))
    for block in layout.sheet.inside(container):
        order = block.box.order
        if layout.furniture[order] or order in lists or _looks_left(block):
            continue
        if not begun and is_titled(block, title):
            continue
        begun = begun or block.told > 0
        taken.append(block)
    return _without_loose_ends(_without_references(_below_headline(taken, title)))


def _below_headline(taken: list[Block], title: str) -> list[Block]:
    """Without what stands above the headline, if that is little: a notice, a sign over the column."""
    words = 0
    for i, block in enumerate(taken):
        if words > MOST_ABOVE:
            break
        if block.tag in ("h1", "h2") and is_titled(block, title):
            return taken[i + 1 :]
        words += block.words
    return taken


MOST_ABOVE = 80
"""Words above the headline that are no part of the text; with more, it is the headline that stands oddly."""


def _without_references(taken: list[Block]) -> list[Block]:
    """Without the list of references that a text ends with: from its heading to the next one."""
    out: list[Block] = []
    inside = False
    for i, block in enumerate(taken):
        if block.words <= 4 and _REFERENCES.match(block.text) and 2 * i > len(taken):
            inside = True
        elif block.tag in HEADINGS:
            inside = False
        if not inside:
            out.append(block)
    return out


_REFERENCES = re.compile(
    r"^\W*(?:(?:article |story |selected )?(?:references|sources)|footnotes|endnotes|notes|citations?|works cited|bibliography|"
    r"cite this (?:page|article|story)|how to cite.{0,20}|(?:story |journal )?references?|quellen|einzelnachweise|literatur|références|notes et références|"
    r"참고 ?문헌|각주|参考文献|注释|参考资料)\W*$",
    re.I,
)


def _leads(layout: Layout, container: Box, title: str, deck: str) -> list[Block]:
    """Sentences that stand between the headline and the container, in boxes of their own: some systems set the first
    paragraph apart. The deck is no paragraph."""
    above: list[Block] = []
    found = False
    for block in layout.sheet.blocks[: container.first]:
        if is_titled(block, title):
            above, found = [], True
        elif (
            found
            and block.words >= LEAD_WORDS
            and block.link_share < 0.3
            and block.tag not in HEADINGS
            and ends_sentence(block.text)
            and not layout.furniture[block.box.order]
            and not _looks_left(block)
            and plain(block.text) != deck
        ):
            above.append(block)
    return above if found else []


LEAD_WORDS = 12
"""Words of a sentence above the body that is taken for its beginning; shorter ones are labels."""


def _is_credited(end: str) -> bool:
    return any(sign in end for sign in _CREDIT_SIGNS) and _CREDITED.search(end) is not None


def _looks_left(block: Block) -> bool:
    """Whether a block by itself is a teaser, a stamp or a bare link rather than a paragraph."""
    text = block.text
    if ("<" in text or "ref_src" in text) and _MARKUP_AS_TEXT.search(text):
        return True
    if block.words <= 60 and block.link_share > 0.5 and _LABELLED.match(text):
        return True
    if block.words <= 90 and _is_credited(text[-LONGEST_CREDIT:]):
        return True
    if block.link_share > 0.8 and block.tag not in HEADINGS and block.tag != "li" and block.words < 30:
        return True
    if block.words <= 15 and _SIGNED.match(text) and not ends_sentence(text):
        return True
    if block.words <= 16 and _TIMELINE.match(text):
        return True
    if block.words <= 12 and _TEASER.match(text):
        return True
    return not _ALNUM.search(text)


def _link_lists(layout: Layout, container: Box) -> set[int]:
    """The orders of boxes inside lists and tables that are mostly links and lead away from the article: those that it
    begins or ends with, and those under a label that says so. Between its paragraphs a list of links is its content."""
    blocks = layout.sheet.inside(container)
    sums: dict[int, list[int]] = {}
    lists: dict[int, Box] = {}
    for block in blocks:
        for box in block.box.within():
            if box is container:
                break
            if box.tag in ("ul", "ol", "table", "dl"):
                held = sums.setdefault(box.order, [0, 0])
                held[0] += len(block.text)
                held[1] += block.linked
                lists[box.order] = box
    linked = [lists[order] for order, (chars, links) in sums.items() if links > MOSTLY_LINKS * chars]
    if not linked:
        return set()
    inside = _orders(linked)
    told = [
        b.box.order
        for b in blocks
        if b.told and not layout.furniture[b.box.order] and b.box.order not in inside
    ]
    orders = [b.box.order for b in blocks]
    away = []
    for one in linked:
        at = bisect_left(orders, one.order)
        label = blocks[at - 1] if at else None
        is_between = told and told[0] < one.order and one.end <= told[-1]
        if not is_between or (label and label.words <= 12 and _LEADS_AWAY.match(label.text)):
            away.append(one)
    return _orders(away)


def _orders(boxes: list[Box]) -> set[int]:
    """The orders of boxes and of all inside them."""
    out: set[int] = set()
    end = 0
    for box in sorted(boxes, key=lambda b: b.order):
        if box.order >= end:
            end = box.end
            out.update(range(box.order, end))
    return out


MOSTLY_LINKS = 0.65
"""The share of a list's characters in links from which on it is a list of links."""
_LEADS_AWAY = re.compile(
    r"^\W*(?:(?:table of )?contents|in this (?:article|story|guide|post|edition)|on this page|jump to|quick links|what.s inside|"
    r"(?:read|see) (?:also|more|next)|more (?:on|from|stories|about|like|in)\b.*|related\b.*|recommended\b.*|you (?:may|might)\b.*|don.t miss|"
    r"latest\b.*|popular\b.*|trending\b.*|most read|top stories|also read|editor.?s.? picks?|further reading|tags|topics|share|follow\b.*|"
    r"inhalt(?:sverzeichnis)?|mehr zum thema|lesen sie auch|sommaire|à lire aussi|lire aussi|목차|관련 ?기사|目录|相关阅读|延伸阅读)\W*$",
    re.I,
)


def _without_loose_ends(taken: list[Block]) -> list[Block]:
    """Without headings that nothing follows, and without the scraps before and after the prose."""
    first = next((i for i, b in enumerate(taken) if b.told > 0), None)
    if first is None:
        return []
    last = max(
        i
        for i, b in enumerate(taken)
        if b.told > 0 or (b.tag in ("li", "p", "blockquote", "td") and b.words >= 4)
    )
    # A sub-heading or a list item right before the first paragraph belongs to it; anything else is a stamp or a label.
    start = first
    while start > 0 and (taken[start - 1].tag in ("h2", "h3", "h4", "li", "p", "blockquote")):
        start -= 1
    return taken[start : last + 1]


# ---- how sure ---------------------------------------------------------------------------------------------------------

ENOUGH_WORDS = 120
"""Below this many words an answer is short enough to be a teaser or a caption."""


def read_body(
    sheet: Sheet, headline: str | None = None, deck: str | None = None, stated: str | None = None
) -> Body:
    """The fast path's answer. `stated` is the text that the page's own metadata gives as the article's."""
    layout = Layout(sheet)
    container = find_container(layout)
    if container is None:
        return Body(doubts=("no prose was found",))
    taken = choose(layout, container, headline, deck)
    paragraphs = joined(taken)
    doubts = tuple(_doubts(container, taken, stated))
    return Body(tuple(taken), doubts, paragraphs, layout.value[0] / max(1, layout.chars))


def joined(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Blocks as paragraphs. The short cells of one row of a table share a paragraph; old pages keep whole articles in
    a cell, so long ones do not."""
    out: list[str] = []
    row: Box | None = None
    for block in blocks:
        this = block.box.parent if block.tag in ("td", "th") and block.words < CELL_WORDS else None
        if this is not None and this is row:
            out[-1] += " " + block.text
        else:
            out.append(block.text)
        row = this
    return tuple(out)


def _doubts(container: Box, taken: list[Block], stated: str | None) -> Iterable[str]:
    words = sum(b.words for b in taken)
    told = sum(b.told > 0 for b in taken)
    if words < ENOUGH_WORDS and not (told > 1 and any(_called_body(b) for b in container.within())):
        yield f"only {words} words were found"
    if stated and size(stated) > STATED_MORE * words:
        yield f"only {words} of some {size(stated)} words that the page states as its article were found"


STATED_MORE = 2.0
"""How many times the words found a page must state as its article's to be asked about. That it states others than it
shows is no reason: on 588 pages that was so three times, and the second look was right in none."""


def agreement(a: str, b: str) -> float:
    """How much two texts share, from 0 to 1: twice the common three-word runs over all of both."""
    x, y = _runs(a), _runs(b)
    return 2 * len(x & y) / (len(x) + len(y)) if x and y else 0.0


def share_found(wanted: str, text: str) -> float:
    """The share of the three-word runs of `wanted` that `text` has, from 0 to 1."""
    runs = _runs(wanted)
    return len(runs & _runs(text)) / len(runs) if runs else 1.0


def _runs(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.lower())
    return (
        set(zip(words, words[1:], words[2:], strict=False))
        if len(words) > 2
        else {tuple(words)}
        if words
        else set()
    )

"""Bytes in, `Reading` out: the one function that the pipeline and the stage call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from beatbook.errors import ReadError
from beatbook.model import PLACES, Boilerplate, Kind, Memory, Moment, Observed, Reading, Version, Witness
from beatbook.read.blocks import Sheet, sheet_of, told_in
from beatbook.read.body import ENOUGH_WORDS, Body, agreement, read_body, share_found
from beatbook.read.boilerplate import LONGEST, known_form
from beatbook.read.careful import date_carefully, read_carefully
from beatbook.read.claims import Claims, claims_of
from beatbook.read.dates import parse_date, plausible
from beatbook.read.deck import deck_unless_lede
from beatbook.read.fingerprint import fingerprint_of, fingerprints
from beatbook.read.kind import FEW_WORDS, NEAR, judge, words_between
from beatbook.read.language import Languages
from beatbook.read.memory import TITLE, Remembered, Studied
from beatbook.read.metadata import Metadata, read_metadata
from beatbook.read.near import LINE
from beatbook.read.page import MANY_TAGS, Page, parse_page
from beatbook.read.state import RICH_TEXT, stated_paragraphs
from beatbook.read.template import Template, around, place_of
from beatbook.read.text import clean, ends_sentence, plain, size
from beatbook.read.witnesses import overruled


@dataclass(frozen=True, slots=True)
class Draft:
    """A page read by itself: everything but what the host's other pages say about it."""

    metadata: Metadata
    sheet: Sheet = field(repr=False)
    body: Body = field(repr=False)
    paragraphs: tuple[str, ...]
    path: str
    announced: str | None = None
    tree: LexborHTMLParser | None = field(default=None, repr=False)
    """The page, if its text was chosen from its blocks: then it can be said where that stands."""
    template: Template | None = None
    """By which the text was found, if it was."""
    outside: Sequence[str] = field(default=(), repr=False)
    """Then, the paragraphs that stand outside the text's element."""

    @property
    def beside(self) -> tuple[str, ...]:
        """Told text of the page that is not the article's: where its article is missing, that is all there is."""
        taken = {*self.paragraphs}
        shown = (b.text for b in self.sheet.blocks if b.words <= LONGEST and b.told)
        outside = (t for t in map(clean, self.outside) if (n := size(t)) <= LONGEST and told_in(t, n))
        told = dict.fromkeys(t for t in (*shown, *islice(outside, MOST_BESIDE)) if t not in taken)
        return tuple(islice(told, MOST_BESIDE))


MOST_BESIDE = 12
"""Paragraphs outside its text by which a page may teach what its source repeats."""


def read_page(
    body: bytes,
    *,
    url: str | None = None,
    content_type: str = "",
    fetched: datetime | None = None,
    announced: str | None = None,
    languages: Languages | None = None,
) -> Reading:
    """What a page says. Never raises for what a page contains: bytes that cannot be read give a `Reading` of kind
    `EMPTY` or `NOTICE` whose reason begins with the ReadError's.

    `announced` is the headline under which a feed gave this page: a page that bears it needs less to be an article.
    `languages` saves loading the language model again.
    """
    try:
        draft = draft_page(body, url=url, content_type=content_type, fetched=fetched, announced=announced)
    except ReadError as error:
        return refusal(error)
    return finish(draft, languages=languages)


def study_page(
    body: bytes,
    *,
    url: str | None = None,
    content_type: str = "",
    fetched: datetime | None = None,
    announced: str | None = None,
    memory: Memory | None = None,
    languages: Languages | None = None,
) -> Studied:
    """`read_page` in the light of a source's memory, with what the page in turn shows of its source."""
    known = Remembered.of(memory.lessons) if memory else Remembered()
    try:
        draft = draft_page(
            body,
            url=url,
            content_type=content_type,
            fetched=fetched,
            announced=announced,
            template=known.template,
        )
    except ReadError as error:
        return Studied(refusal(error))
    observed, prints, texts = observe(draft)
    return Studied(finish(draft, known, prints, languages=languages), observed, texts)


MOST_OBSERVED = 300
"""Paragraphs by which a page may teach; of more, as many of the first as of the last."""


def observe(draft: Draft) -> tuple[Observed, tuple[int, ...], tuple[str, ...]]:
    """What a page shows of its source's habits; the fingerprints of all its paragraphs, then of those beside; and the
    texts of those that it teaches by."""
    texts = (*draft.paragraphs, *draft.beside)
    prints = taught = fingerprints(texts, draft.metadata.headline or "")
    if len(texts) > MOST_OBSERVED:
        half = MOST_OBSERVED // 2
        texts, taught = (*texts[:half], *texts[-half:]), (*prints[:half], *prints[-half:])
    place = draft.template.body if draft.template else None
    if draft.tree:
        place = place_of(draft.body.blocks, draft.tree)
    places = {"body": place} if place else {}
    places |= {
        w.field: w.by
        for w in draft.metadata.witnesses
        if w.taken and w.field in PLACES and w.field not in places
    }
    if draft.metadata.headline:
        places[TITLE] = f"{fingerprint_of(draft.metadata.headline):x}"
    return Observed(taught, places), prints, texts


def refusal(error: ReadError) -> Reading:
    """The reading of bytes that could not be read."""
    return Reading(Kind.EMPTY, Version(), reason=str(error))


def draft_page(
    body: bytes,
    *,
    url: str | None = None,
    content_type: str = "",
    fetched: datetime | None = None,
    announced: str | None = None,
    template: Template | None = None,
) -> Draft:
    """Raises ReadError."""
    page = parse_page(body, content_type)
    claims = claims_of(page.tree, url)
    draft = _by_template(page, template, claims, url, fetched, announced) if template else None
    if draft is not None:
        return draft
    sheet = sheet_of(page.tree)
    metadata = read_metadata(page.tree, sheet, url, fetched, announced, claims)
    fast = read_body(sheet, metadata.headline, metadata.deck, metadata.stated)
    fast = replace(fast, paragraphs=_trimmed(fast.paragraphs, _shown_apart(metadata)))
    drawn = _drawn(page, fast.paragraphs)
    if drawn:
        return Draft(metadata, sheet, fast, _trimmed(drawn, metadata), "data", announced)
    if not fast.doubts or not _worth_care(page, sheet):
        return Draft(metadata, sheet, fast, fast.paragraphs, "fast", announced, page.tree)
    paragraphs, path = _decide(page, sheet, metadata, fast)
    if metadata.published is None:
        found = plausible(date_carefully(page.markup, url), fetched)
        if found is not None:
            metadata = _dated(metadata, found)
    return Draft(metadata, sheet, fast, paragraphs, path, announced)


def _by_template(
    page: Page,
    template: Template,
    claims: Claims,
    url: str | None,
    fetched: datetime | None,
    announced: str | None,
) -> Draft | None:
    """The page as its source's other pages are made, reading no more of it than the head and the part that holds the
    headline and the text; None if what stands in the text's place is not plainly one."""
    found = template.find(page.tree)
    part = around(found[0], claims.headings) if found else None
    if found is None or part is None:
        return None
    sheet = sheet_of(page.tree, part)
    metadata = read_metadata(page.tree, sheet, url, fetched, announced, claims)
    body = read_body(sheet, metadata.headline, metadata.deck, metadata.stated)
    if body.doubts or metadata.headline is None or metadata.published is None or not metadata.byline:
        return None
    paragraphs = _trimmed(body.paragraphs, _shown_apart(metadata))
    if sum(map(size, paragraphs)) < ENOUGH_WORDS:
        return None
    return Draft(
        metadata, sheet, body, paragraphs, "template", announced, template=template, outside=found[1]
    )


FEW_SHOWN = 300
"""Up to so many words a page's data are looked into for more of its text."""


def _drawn(page: Page, shown: tuple[str, ...]) -> tuple[str, ...]:
    """The text that a page's data hold for a script to draw, if it is that of which the page shows the beginning."""
    text = " ".join(shown)
    if text.count(" ") >= FEW_SHOWN or (words := size(text)) > FEW_SHOWN or not RICH_TEXT.search(page.markup):
        return ()
    drawn = stated_paragraphs(page.tree)
    told = " ".join(drawn)
    return drawn if size(told) > MORE * words and share_found(text, told) >= 0.5 else ()


CAREFUL_BYTES = 2_000_000
"""Bytes and tags (`page.MANY_TAGS`) up to which a page is read carefully: trafilatura took 24 s over 90,000 links."""


def _worth_care(page: Page, sheet: Sheet) -> bool:
    """Whether a careful look can find something in time."""
    if len(page.markup) > CAREFUL_BYTES or page.markup.count(b"<") > MANY_TAGS:
        return False
    return sum(b.words for b in sheet.blocks) >= FEW_WORDS


def _dated(metadata: Metadata, found: Moment) -> Metadata:
    heard = Witness("published", "date found on the whole page", str(found), taken=True)
    return replace(metadata, published=found, witnesses=(*metadata.witnesses, heard))


def _decide(page: Page, sheet: Sheet, metadata: Metadata, fast: Body) -> tuple[tuple[str, ...], str]:
    """The better of two answers when the fast one was in doubt.

    Where they agree the fast one stands (it keeps sub-headings and lists in order); where they do not, what the page
    itself states decides, and else the careful one.
    """
    careful = _trimmed(read_carefully(page.markup).paragraphs, metadata)
    if not careful:
        return fast.paragraphs, "fast"
    a, b = " ".join(fast.paragraphs), " ".join(careful)
    if metadata.stated:
        return (
            (fast.paragraphs, "fast")
            if agreement(a, metadata.stated) >= agreement(b, metadata.stated)
            else (careful, "careful")
        )
    if agreement(a, b) > 0.9 or size(a) > 3 * size(b):
        return fast.paragraphs, "fast"
    told = " ".join(sift(fast.paragraphs)[0])
    if size(b) < MORE * size(a) and share_found(told, b) > 0.9 and _is_under(sheet, metadata.headline, fast):
        return fast.paragraphs, "fast"
    return careful, "careful"


MORE = 2.0
"""How many times the fast answer's words another one must have to be more of the text: what a page's data hold, or a
careful answer that holds all of the fast one and may else be that with what stands around it."""


def _is_under(sheet: Sheet, headline: str | None, body: Body) -> bool:
    """Whether the text is sentences that stand right under the headline."""
    sentences = [b.text for b in body.blocks if b.told]
    gap = words_between(sheet, headline, sentences)
    return len(sentences) > 1 and gap is not None and gap <= NEAR


def _trimmed(paragraphs: tuple[str, ...], metadata: Metadata) -> tuple[str, ...]:
    """Without the headline, the deck and the signature that stand before the text."""
    heads = {plain(t) for t in (metadata.headline, metadata.deck) if t}
    names = {plain(n.name) for n in metadata.byline}
    at = 0
    while at < min(len(paragraphs), HEAD):
        said = plain(paragraphs[at])
        if said in heads or said.removeprefix("by ") in names or _is_stamp(paragraphs[at]):
            at += 1
        else:
            break
    return paragraphs[at:]


def _shown_apart(metadata: Metadata) -> Metadata:
    """Without a deck that only the page's data state: if it is how the text begins, it is the text."""
    on_page = any(w.field == "deck" and w.taken and w.by == LINE for w in metadata.witnesses)
    return metadata if on_page else replace(metadata, deck=None)


def _is_stamp(text: str) -> bool:
    """Whether a line says when, and perhaps who, and tells nothing."""
    return size(text) <= 12 and not ends_sentence(text) and parse_date(text) is not None


HEAD = 6
"""Lines before the text that may be its headline, deck and signature once more."""


def finish(
    draft: Draft,
    known: Remembered | None = None,
    prints: Sequence[int] = (),
    *,
    languages: Languages | None = None,
) -> Reading:
    """The reading, in the light of what is known of the source; `prints` are the fingerprints of the paragraphs."""
    kept, left = sift(draft.paragraphs, known, prints)
    metadata = draft.metadata
    judged = judge(
        draft.sheet,
        metadata,
        draft.body,
        kept,
        left,
        careful=draft.path == "careful",
        is_certain=draft.path == "template",
        announced=draft.announced,
    )
    text = "\n\n".join(kept)
    version = Version(
        headline=metadata.headline,
        deck=deck_unless_lede(metadata.deck, kept),
        byline=metadata.byline,
        published=metadata.published,
        modified=metadata.modified,
        language=(languages or Languages()).of(text or metadata.headline or "", metadata.language),
        section=metadata.section,
        text=text,
        partial=judged.partial,
    )
    boilerplate = tuple(Boilerplate(paragraph, why) for paragraph, why in left)
    return Reading(
        judged.kind,
        version,
        judged.reason,
        boilerplate,
        metadata.canonical,
        draft.path,
        metadata.image,
        _settled(metadata, version),
    )


def _settled(metadata: Metadata, version: Version) -> tuple[Witness, ...]:
    """What was said, where the text itself has overruled what was taken at first."""
    heard = metadata.witnesses
    if metadata.deck and not version.deck:
        heard = overruled(heard, "deck", "only repeats how the text begins")
    if metadata.language and version.language and metadata.language[:2].lower() != version.language[:2]:
        heard = overruled(heard, "language", "the text is in another language")
    return heard


def sift(
    paragraphs: Sequence[str], known: Remembered | None = None, prints: Sequence[int] = ()
) -> tuple[list[str], list[tuple[str, str]]]:
    """The paragraphs that are reporting, and the others with why. `prints` are their fingerprints if `known` is asked."""
    kept: list[str] = []
    left: list[tuple[str, str]] = []
    for i, paragraph in enumerate(paragraphs):
        at_edge = i < 3 or i >= len(paragraphs) - 5
        why = known_form(paragraph, at_edge=at_edge)
        if why is None and known is not None:
            why = known.why(prints[i])
        if why is None:
            kept.append(paragraph)
        else:
            left.append((paragraph, why))
    return kept, left

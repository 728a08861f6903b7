"""What pages and feeds show of a brief: its sentences with the passages that they rest on, who wrote it, and as of when."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence

from beatbook.filing.origins import tally
from beatbook.model import EXTRACTIVE, Brief, BriefOutcome, Cited, Role, Span, Told
from beatbook.store.editions import Edition, Passage
from beatbook.store.rows import Listed
from beatbook.web import dates
from beatbook.web.briefcontexts import (
    BriefPart,
    EditionPart,
    EditorsBriefPart,
    PassagePart,
    SentencePart,
    StrikePart,
)
from beatbook.web.contexts import Link
from beatbook.web.lists import Manner, line_of
from beatbook.web.site import Site
from beatbook.web.text import at_words, html, line, web_address

EDITIONS = 30
"""Editions of a brief that are listed, the newest."""


def spans_of(brief: Brief) -> dict[Span, int]:
    """The passages that a brief rests on, each with its number: in the order in which they are first cited."""
    spans = dict.fromkeys(span for cited in brief.sentences for span in cited.spans)
    return {span: n for n, span in enumerate(spans, 1)}


def cited_lines(site: Site, editions: Iterable[Edition]) -> Mapping[str, Listed]:
    """The articles that these briefs rest on, by id; those that are gone are missing."""
    keys = {span.article for edition in editions for span in spans_of(edition.brief)}
    return {item.key: item for item in site.store.lines(sorted(keys))} if keys else {}


# ---- the brief ----------------------------------------------------------------------------------------------------------


def brief_part(
    site: Site,
    edition: Edition | None,
    lines: Mapping[str, Listed],
    *,
    page: str = "",
    first: str = "",
    is_last: bool = True,
) -> BriefPart:
    """A brief; `lines` are the articles that it cites, `page` is where its passages stand if not on the same page, `first`
    begins the line about it. One that is not the last edition is not written again."""
    words = site.words
    if edition is None:
        return BriefPart((), "", words("brief-waits"), (first,) if first else (), "", (), "")
    brief, numbers = edition.brief, spans_of(edition.brief)
    outdated = edition.changed | edition.gone
    data = [first, *written(site, brief, lines)]
    if is_last:
        data.append(words("as-of", at=site.moment(edition.checked)))
        if edition.waits and not outdated:
            data.append(words("to-be-written-again"))
    stale, again = "", ""
    if outdated:
        kind = "both" if edition.changed and edition.gone else "changed" if edition.changed else "gone"
        stale = words(f"stale-{kind}", n=len(outdated))
        again = words("stale-again") if is_last and edition.waits else ""
    return BriefPart(
        sentences=tuple(
            _sentence(site, n, cited, brief.sentences[0], numbers, lines, outdated, page)
            for n, cited in enumerate(brief.sentences, 1)
        ),
        intro=intro(site, brief, lines),
        none=no_brief(site, brief) if brief.outcome is BriefOutcome.NONE else "",
        data=tuple(said for said in data if said),
        stale=stale,
        touched=tuple(
            Link(str(n), f"{page}#e{n}") for span, n in numbers.items() if span.article in outdated
        ),
        again=again,
    )


def _sentence(
    site: Site,
    n: int,
    cited: Cited,
    opening: Cited,
    numbers: Mapping[Span, int],
    lines: Mapping[str, Listed],
    outdated: Collection[str],
    page: str,
) -> SentencePart:
    """A sentence of a brief that begins with `opening`."""
    language = _language(cited, lines)
    cites = sorted({numbers[span] for span in cited.spans})
    links = [Link(str(c), f"{page}#e{c}") for c in cites]
    is_stale = any(span.article in outdated for span in cited.spans)
    return SentencePart(
        n=n,
        text=line(cited.text),
        lang=site.foreign(language),
        apart=language != _language(opening, lines),
        first=links[0] if links else None,
        others=tuple(links[1:]),
        lit=" ".join(f"c{c}" for c in cites),
        background=cited.role is Role.BACKGROUND,
        dated=reported(site, cited, opening),
        stale=site.words("stale-sentence") if is_stale else "",
    )


def _language(cited: Cited, lines: Mapping[str, Listed]) -> str | None:
    """A sentence is in the language of what it rests on: the gate compares them word by word."""
    return next((lines[s.article].language for s in cited.spans if s.article in lines), None)


DAYS = 2
"""Days within which a brief's sentences are of one time: what was reported longer before or after its first one, or is
background, says when."""


def reported(site: Site, cited: Cited, opening: Cited) -> str:
    """When a sentence was reported, where a reader of the brief's `opening` must be told; else empty."""
    is_background = cited.role is Role.BACKGROUND
    if cited.published is None:
        return site.words("reported-before") if is_background else ""
    apart = opening.published is not None and abs(cited.published.day - opening.published.day).days > DAYS
    if not is_background and not apart:
        return ""
    return site.words("reported", day=dates.long_day(cited.published.day, site.words.language))


def intro(site: Site, brief: Brief, lines: Mapping[str, Listed]) -> str:
    """What stands before an article's own first sentences: whose they are. Empty for a brief."""
    if brief.outcome is not BriefOutcome.LEDE:
        return ""
    sources = _sources(brief, lines)
    return site.words("lede-of", source=site.words.joined(sources)) if sources else site.words("lede")


def no_brief(site: Site, brief: Brief) -> str:
    return site.words("no-brief", why=line(brief.reason))


def written(site: Site, brief: Brief, lines: Mapping[str, Listed]) -> list[str]:
    """Who wrote a brief, and from how much; why there is none where an article's first sentences are shown."""
    if brief.outcome is BriefOutcome.NONE:
        return []
    if brief.outcome is BriefOutcome.LEDE:
        return [site.words("no-brief-short", why=line(brief.reason))]
    n = len({lines[s.article].source if s.article in lines else s.article for s in spans_of(brief)})
    if brief.writer == EXTRACTIVE:
        return [site.words("written-extractive", n=n)]
    return [site.words("written-model", n=n, writer=line(brief.writer))]


def _sources(brief: Brief, lines: Mapping[str, Listed]) -> list[str]:
    found = [lines[s.article] for s in spans_of(brief) if s.article in lines]
    return list(dict.fromkeys(line(item.source_name) or item.source for item in found))


# ---- what it rests on ---------------------------------------------------------------------------------------------------


def passage_parts(
    site: Site,
    edition: Edition,
    passages: Mapping[Span, Passage],
    told: Iterable[Told],
    *,
    editors: bool,
) -> tuple[PassagePart, ...]:
    """What a brief rests on, in the order of its numbers; `told` says how many origins the story has, `editors` whether
    the editors' side is open to whoever asks."""
    several = tally(told).origins > 1
    cited_by: dict[Span, list[int]] = {}
    alone: set[Span] = set()
    for n, cited in enumerate(edition.brief.sentences, 1):
        for span in dict.fromkeys(cited.spans):
            cited_by.setdefault(span, []).append(n)
        if several and cited.role is Role.NEWS and cited.origins == 1:
            alone.update(cited.spans)
    return tuple(
        _passage(
            site,
            edition,
            span,
            n,
            passages.get(span),
            cited_by[span],
            is_alone=span in alone,
            editors=editors,
        )
        for span, n in spans_of(edition.brief).items()
    )


def _passage(
    site: Site,
    edition: Edition,
    span: Span,
    n: int,
    passage: Passage | None,
    sentences: Sequence[int],
    *,
    is_alone: bool,
    editors: bool,
) -> PassagePart:
    words = site.words
    item = passage.line if passage else None
    shown = line_of(site, item, Manner(site.settings.desk.language, several=True)) if item else None
    only, note = "", ""
    if is_alone and item:
        only = words("said-only", source=line(item.source_name) or item.source)
    changed = item is not None and span.article in edition.changed
    if passage is None:
        note = words("passage-none")
    elif item is None:
        note = words("passage-gone")
    elif changed:
        note = words("passage-older")
    if passage and item and passage.page_gone:
        note = " ".join(filter(None, [note, words("passage-page-gone")]))
    address = web_address(item.url) if item else None
    version = ""
    if passage:
        version = f"{words('version', n=passage.number)}{words('comma')}"
        version += words("version-read", day=site.moment(passage.read_at))
    return PassagePart(
        n=n,
        # Of an article that is gone, the cited words are shown and nothing around them.
        before=passage.before if passage and item else "",
        words=passage.words if passage else "",
        after=passage.after if passage and item else "",
        lang=site.foreign(item.language) if item else None,
        line=shown,
        version=version,
        read_iso=passage.read_at.isoformat(timespec="seconds") if passage else "",
        only=only,
        note=note,
        changed=f"{site.urls.article(span.article)}#versions" if changed else "",
        link=at_words(address, passage.words) if address and passage else "",
        back=tuple(Link(words("sentence", n=s), f"#s{s}") for s in sentences),
        editors=site.urls.editors_words(span.article, passage.number, span.start, span.end)
        if editors and passage
        else "",
    )


def edition_parts(site: Site, editions: Sequence[Edition], here: int = 0) -> tuple[EditionPart, ...]:
    """A brief's editions, newest first; `here` is the number of the one shown."""
    found = []
    for edition in reversed(editions[-EDITIONS:]):
        brief = edition.brief
        found.append(
            EditionPart(
                edition=Link(site.moment(edition.at), site.urls.edition(brief.story, edition.number)),
                iso=edition.at.isoformat(timespec="seconds"),
                says=kind_of(site, brief),
                here=edition.number == here,
            )
        )
    return tuple(found)


def kind_of(site: Site, brief: Brief) -> str:
    """What a brief is, and who wrote it, in a few words."""
    if brief.outcome is BriefOutcome.NONE:
        return no_brief(site, brief)
    if brief.outcome is BriefOutcome.LEDE:
        return site.words("lede-short")
    if brief.writer == EXTRACTIVE:
        return site.words("brief-extractive")
    return site.words("brief-model", writer=line(brief.writer))


# ---- for editors ----------------------------------------------------------------------------------------------------------


def name_of(text: str) -> str:
    """What a sentence is called in a form: its text may hold what no form sends back as it was."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def editors_brief(site: Site, key: str) -> EditorsBriefPart:
    """A story's brief with what is not in it, and what an editor may say of each."""
    words, editions = site.words, site.store.editions(key)
    edition = editions[-1] if editions else None
    lines = cited_lines(site, [edition]) if edition else {}
    struck = site.store.struck(key)
    out = {s.text for s in struck}
    outcome = words("brief-waits")
    if edition:
        outcome = words(
            "brief-is", what=kind_of(site, edition.brief), at=words("as-of", at=site.moment(edition.checked))
        )
    return EditorsBriefPart(
        outcome=outcome,
        waits=words("to-be-written-again") if edition and edition.waits else "",
        sentences=tuple(
            StrikePart(
                line(c.text),
                site.foreign(_language(c, lines)),
                "" if c.text in out else name_of(c.text),
                words("struck") if c.text in out else "",
            )
            for c in (edition.brief.sentences if edition else ())
        ),
        dropped=tuple((line(d.text), line(d.why)) for d in (edition.brief.dropped if edition else ())),
        struck=tuple(
            StrikePart(
                line(s.text),
                None,
                name_of(s.text),
                words("struck-by", at=site.moment(s.at), who=line(s.who)),
            )
            for s in struck
        ),
        editions=edition_parts(site, editions),
    )


# ---- in feeds -------------------------------------------------------------------------------------------------------------


def brief_html(site: Site, edition: Edition, lines: Mapping[str, Listed], story: str) -> str:
    """A brief as simple HTML, each sentence with links to what it rests on at `story`, the story's page with its host."""
    brief, numbers = edition.brief, spans_of(edition.brief)
    if brief.outcome is BriefOutcome.NONE:
        return f"<p>{html(no_brief(site, brief))}</p>"
    said = []
    for cited in brief.sentences:
        links = [f'<a href="{html(story)}#e{n}">[{n}]</a>' for n in sorted({numbers[s] for s in cited.spans})]
        dated = html(reported(site, cited, brief.sentences[0]))
        said.append(" ".join([html(line(cited.text)), *([dated] if dated else []), *links]))
    if start := intro(site, brief, lines):
        said.insert(0, html(start))
    about = site.words("comma").join(written(site, brief, lines))
    return f"<p>{' '.join(said)}</p><p>{html(about)}</p>"


def brief_text(site: Site, edition: Edition, lines: Mapping[str, Listed]) -> str:
    """The same as plain text."""
    brief = edition.brief
    if brief.outcome is BriefOutcome.NONE:
        return no_brief(site, brief)
    said = [f"{line(c.text)} {reported(site, c, brief.sentences[0])}".rstrip() for c in brief.sentences]
    about = site.words("comma").join(written(site, brief, lines))
    return f"{intro(site, brief, lines)} {' '.join(said)}\n\n{about}".strip()

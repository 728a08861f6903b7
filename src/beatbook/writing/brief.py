"""A story's brief: its parts and how they come together.

Read the origins, leave out what may not be published, choose, add background, put in order, pass the gate. If too little
is left, an article's own first sentences are shown as such; if there are none, nothing is, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from beatbook.model import ONLY_BOILERPLATE, Brief, BriefOutcome, Cited, Dropped, Role
from beatbook.read.text import plain
from beatbook.writing import counts, earlier, evidence, extract
from beatbook.writing.candidates import Ears, Read, Sentence
from beatbook.writing.material import Material, Member, spread

WORDS = 110
"""Words of a brief, unless asked otherwise."""
FEWEST = 2
"""Sentences without which it is no brief."""
LEDE = 3
"""Sentences of an article's own beginning that are shown where there is no brief."""
EARLIER = 12
"""Articles of earlier stories that are looked at."""
DROPPED = 60
"""Dropped sentences that are kept of one story."""
SHOWN = 300
"""Characters of a dropped sentence that are kept."""

NO_TEXT = "no text"
TOO_FEW = "fewer than two sentences could be supported"
NOT_ONE = "no sentence could be supported"
NO_SENTENCE = "no whole sentence was found"
STRUCK = "an editor struck it out"
FOREIGN = "is in another language than the brief"
OUTDATED = "a later report gives another count"


class Writer:
    """Writes briefs from sentences as they stand. Holds word lists; what it wrote before changes nothing."""

    def __init__(self, ears: Ears | None = None) -> None:
        self.ears = ears or Ears()

    def write(self, material: Material, words: int = WORDS) -> Brief:
        """The brief of a story in about so many words (`read.text.size`), never more."""
        reads = [self.read(material, member, n) for n, member in enumerate(material.origins)]
        found = [s for r in reads for s in r.sentences]
        dropped = [Dropped(short(s.text), s.why) for s in found if s.why]
        if not found:
            return Brief(material.story, BriefOutcome.NONE, NO_TEXT)
        if not any(s.is_report for s in found):
            reason = next((s.why for s in found if s.why == STRUCK), NO_SENTENCE)
            reason = ONLY_BOILERPLATE if any(s.is_boilerplate for s in found) else reason
            return Brief(material.story, BriefOutcome.NONE, reason, dropped=kept(dropped))

        whole = [s for s in found if s.why is None]
        old = counts.outdated(whole, [r.day for r in reads])
        dropped += [Dropped(short(s.text), OUTDATED) for s in old]
        language = extract.language_of(reads, FEWEST)
        dropped += [Dropped(short(s.text), FOREIGN) for s in whole if reads[s.member].language != language]
        whole = [s for s in whole if reads[s.member].language == language and s not in old]
        news, behind = self._choose(material, reads, whole, words)
        dropped += [Dropped(short(s.text), extract.SAID) for s in news.repeated]

        shown, failed = supported(
            (_cited(s, reads[s.member], Role.NEWS, extract.origins_of(s, reads)), reads[s.member])
            for s in extract.in_order(news.sentences, reads)
        )
        dropped += failed
        if len(shown) >= FEWEST:
            added, failed = supported((_cited(s, r, Role.BACKGROUND, 0), r) for s, r in behind)
            dropped += failed
            return Brief(material.story, BriefOutcome.BRIEF, None, (*shown, *added), kept(dropped))
        return self._lede(material.story, reads, words, dropped)

    def read(self, material: Material, member: Member, number: int) -> Read:
        """A member as it is read for this story: what an editor struck out is no sentence of it."""
        read = self.ears.read(member, number)
        struck = {plain(text) for text in material.struck}
        if not struck:
            return read
        left = (
            replace(s, why=STRUCK, is_report=False) if plain(s.text) in struck else s for s in read.sentences
        )
        return replace(read, sentences=tuple(left))

    def _choose(
        self, material: Material, reads: Sequence[Read], whole: Sequence[Sentence], words: int
    ) -> tuple[extract.Chosen, list[tuple[Sentence, Read]]]:
        """News and background within the words. Background is chosen by what the news would be without it."""
        news = extract.choose(reads, whole, words, extract.most(words))
        if not material.earlier:
            return news, []
        before, rated = self.leading_up(material, reads)
        added = earlier.background(rated, news.sentences, words)
        if added:
            room = words - sum(s.size for s in added)
            news = extract.choose(reads, whole, room, extract.most(words) - len(added))
        return news, [(s, before[s.member]) for s in added]

    def leading_up(self, material: Material, reads: Sequence[Read]) -> tuple[list[Read], list[Sentence]]:
        """The articles of earlier stories that are looked at, and those of their sentences that may be background: in the
        language of the brief."""
        before = [self.read(material, m, n) for n, m in enumerate(spread(material.earlier, EARLIER))]
        about = earlier.subject(
            [r.member.article.version for r in reads[:EARLIER]], self.ears.terms, material.common
        )
        language = extract.language_of(reads, FEWEST)
        rated = earlier.leading_up(about, before, self.ears.terms)
        return before, [s for s in rated if before[s.member].language == language]

    def _lede(self, story: str, reads: Sequence[Read], words: int, dropped: list[Dropped]) -> Brief:
        """An article's own first sentences: of the first origin that has one."""
        for read in reads:
            sentences: list[Sentence] = []
            room = words
            for s in read.sentences:
                is_new = not any(extract.says_same(s, other) for other in sentences)
                if s.is_report and is_new and s.size <= room and len(sentences) < LEDE:
                    sentences.append(s)
                    room -= s.size
                elif sentences:
                    break
            shown, failed = supported(
                (_cited(s, read, Role.NEWS, extract.origins_of(s, reads)), read) for s in sentences
            )
            if shown:
                left_out = [d for d in dropped if d.text not in {c.text for c in shown}]
                return Brief(story, BriefOutcome.LEDE, TOO_FEW, tuple(shown), kept(left_out + failed))
        return Brief(story, BriefOutcome.NONE, NOT_ONE, dropped=kept(dropped))


def supported(sentences: Iterable[tuple[Cited, Read]]) -> tuple[list[Cited], list[Dropped]]:
    """What passes the gate, each with the article that it cites, and what does not with the reason: nothing else is
    published."""
    shown: list[Cited] = []
    dropped: list[Dropped] = []
    for cited, read in sentences:
        text = read.member.article.version.text
        verdict = evidence.check(
            cited.text, [text[s.start : s.end] for s in cited.spans], language=read.language, day=read.day
        )
        if verdict.supported:
            shown.append(cited)
        else:
            dropped.append(
                Dropped(short(cited.text), "; ".join(f"{p.kind}: {p.why}" for p in verdict.problems))
            )
    return shown, dropped


def _cited(s: Sentence, read: Read, role: Role, origins: int) -> Cited:
    return Cited(s.text, (s.span,), role, origins, read.published)


def kept(dropped: Iterable[Dropped]) -> tuple[Dropped, ...]:
    return tuple(dict.fromkeys(dropped))[:DROPPED]


def short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN].rstrip() + "…"

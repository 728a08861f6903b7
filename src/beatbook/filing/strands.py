"""Stories over several languages: what names make one story (a *strand*), and which strands are one by their meaning.

What names decide, in one language or in several, is decided by `Stories` exactly as if there were no vectors. Only where an
article opens a strand is it asked whether one in another language, of these days, says the same; then both are one story,
which goes by the one that was first. Each strand stays as it is: a Korean report makes an English one no less like the next
English one. A story that has a strand in the article's own language takes it in by its names or not at all.

A story is kept as a line for each strand: its profile, and after a tab its meaning, if it has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from beatbook.filing import languages
from beatbook.filing.meaning import Meaning, Nearest, Vector
from beatbook.filing.profile import Profile, to_bytes
from beatbook.filing.stories import Stories
from beatbook.model import Article, CopyOf, Grouping, Regroup
from beatbook.read.language import normal_code

TOLD = 5
"""Names, and numbers, that an editor is told of."""
SPARE = 1.1
"""How many more meanings there may be than active strands before those of others are dropped."""


class Placed(NamedTuple):
    """Where an article belongs, the stories that pass into one another by it, and the profiles of those that it touched."""

    grouping: Grouping
    regroups: tuple[Regroup, ...]
    profiles: Mapping[str, bytes]


class Strands:
    """The active stories of a desk, and their strands. `model` is whose vectors are given, empty if none are; `near` is the
    cosine from which two are on the same thing. Not for use by several threads at a time."""

    def __init__(self, stories: Stories, model: str = "", near: float = 1.0) -> None:
        self._stories, self._model, self._near = stories, model, near
        self._meanings = Nearest()
        self._home: dict[str, str] = {}
        """The story of a strand that has not its key."""
        self._others: dict[str, list[str]] = {}
        """Of a story, those strands."""

    def load(self, profiles: Iterable[tuple[str, bytes]]) -> None:
        """Take up stories as they were kept, the one touched last last."""
        strands: list[bytes] = []
        meanings: list[tuple[int, Meaning]] = []
        homes: list[str] = []
        for story, data in profiles:
            for line in data.split(b"\n"):
                profile, _, meaning = line.partition(b"\t")
                found = Meaning.from_json(meaning, self._model) if meaning else None
                if found is not None:
                    meanings.append((len(strands), found))
                strands.append(profile)
                homes.append(story)
        keys = self._stories.load(strands)
        for key, story in zip(keys, homes, strict=True):
            self._put_into(key, story)
        for n, found in meanings:
            self._meanings.put(keys[n], found)
        self._sweep()

    def knows(self, story: str) -> bool:
        """Whether a story is active."""
        return next(self._strands(story), None) is not None

    def kept(self, story: str) -> bytes:
        """A story as it is kept."""
        lines = []
        for strand in self._strands(story):
            meaning = self._meanings.get(strand.key)
            said = "" if meaning is None else "\t" + meaning.to_json(self._model)
            lines.append(to_bytes(strand) + said.encode("ascii"))
        return b"\n".join(lines)

    def made(self, story: str, members: Sequence[Article], vectors: Mapping[str, Vector]) -> bytes:
        """A story made anew from its articles, in order of first sight; from now on it is known. With a model at hand
        reports in a language that writes names otherwise than the first are a strand of their own."""
        for strand in list(self._strands(story)):
            self._stories.forget(strand.key)
            self._forget(strand.key)
        parts: list[list[Article]] = []
        for article in members:
            part = next((p for p in parts if not self._model or _cross(p[0], article)), None)
            if part is None:
                parts.append([article])
            else:
                part.append(article)
        for n, part in enumerate(parts):
            key = self._free(part[0].id if n else story)
            strand = self._stories.made(key, part)
            self._put_into(key, story)
            for article in part:
                self._learn(strand, article, vectors.get(article.id))
        return self.kept(story)

    # ---- deciding ----

    def decide(
        self,
        article: Article,
        copy: CopyOf | None = None,
        home: str | None = None,
        opens: str | None = None,
        vector: Vector | None = None,
    ) -> Placed:
        """As `Stories.decide`, and across languages by the article's vector, if it has one."""
        origin = copy.origin if copy is not None else None
        opened = opens
        if opens is not None:
            opened = self._free(opens)  # its key may be that of a strand of another story
        elif self._stories.known(article.id) is None and self.knows(article.id):
            opens = opened = f"{article.id}-2"  # its story is there, and lives on without it
        inside = self._strand_of(home, origin or "") if home is not None else None
        decision = self._stories.decide(article, copy, inside, opened)
        key, tie = decision.grouping.story, decision.grouping.tie
        regroups = [r for told in decision.regroups for r in self._regrouped(told)]
        strand = next((s for s in decision.touched if s.key == key), None)
        if strand is not None:
            is_new = all(member.article == article.id for member in strand.members)
            if is_new:
                self._forget(key)  # what was known of one of that key is of one no longer active
                self._put_into(key, opens or key)
            meaning = self._learn(strand, article, vector)
            if is_new and meaning is not None and (found := self._partner(strand, meaning)) is not None:
                story, tie = found
                self._put_into(key, story)
        story = self._home.get(key, key)
        self._sweep()
        touched = {self._home.get(s.key, s.key) for s in decision.touched}
        earlier = dict.fromkeys(self._home.get(k, k) for k in decision.grouping.earlier)
        earlier.pop(story, None)
        grouping = Grouping(article.id, story, tie, () if tie else tuple(earlier))
        return Placed(grouping, tuple(regroups), {s: self.kept(s) for s in sorted(touched)})

    def _regrouped(self, told: Regroup) -> Iterator[Regroup]:
        """What a merge or split of strands is to their stories."""
        if told.articles:
            self._forget(told.into)  # the part is new; one of its key is no longer active
        story, into = self._home.get(told.story, told.story), self._home.get(told.into, told.into)
        ours = self._meanings.get(told.story)
        if told.articles:
            if ours is not None:
                self._meanings.put(told.into, ours)
            yield Regroup(story, into, told.articles, told.why)
            return
        theirs = self._meanings.get(told.into)
        others = [strand.key for strand in self._strands(story)]
        self._forget(told.story)
        if ours is not None:
            self._meanings.put(told.into, ours if theirs is None else theirs.and_of(ours))
        if story != into:
            for key in others:
                self._put_into(key, into)
            yield Regroup(story, into, (), told.why)

    def _partner(self, opened: Profile, meaning: Meaning) -> tuple[str, tuple[str, ...]] | None:
        """The story in another language that a new strand belongs to, and what ties it there."""
        near: list[tuple[float, Profile, Meaning]] = []
        for cosine, key in self._meanings.near(meaning):
            if cosine < self._near - (1.0 - self._near) * languages.LEAD:
                break
            strand, theirs = self._stories.known(key), self._meanings.get(key)
            if strand is not None and theirs is not None and key != opened.key and not strand.alone:
                near.append((cosine, strand, theirs))
        for n, (cosine, strand, theirs) in enumerate(near):
            story = self._home.get(strand.key, strand.key)
            if self._speaks(story, meaning):
                continue
            rest = (c for m, (c, _, o) in enumerate(near) if m != n and o.languages & theirs.languages)
            found = languages.shared(
                opened,
                meaning.days,
                strand,
                theirs.days,
                self._stories.rarity,
                self._stories.reader.countries,
            )
            cross = languages.names_cross(meaning.languages, theirs.languages)
            if languages.belong(cosine, self._near, cosine - max(rest, default=-1.0), found, cross):
                return story, self._in_words(cosine, opened, strand, found)
        return None

    def _in_words(
        self, cosine: float, opened: Profile, strand: Profile, found: languages.Shared
    ) -> tuple[str, ...]:
        said = [
            f"says much the same in another language (as {self._model} has it, {cosine:.2f})".replace(
                " 0.", " ."
            )
        ]
        if found.names:
            names = [opened.shown.get(n) or strand.shown.get(n, n) for n in found.names[:TOLD]]
            said.append(f"names: {', '.join(names)}")
        if found.numbers:
            said.append(f"numbers: {', '.join(found.numbers[:TOLD])}")
        return tuple(said)

    def _speaks(self, story: str, meaning: Meaning) -> bool:
        """Whether a story has reports in a language of these."""
        found = (self._meanings.get(strand.key) for strand in self._strands(story))
        return any(m is not None and m.languages & meaning.languages for m in found)

    def _learn(self, strand: Profile, article: Article, vector: Vector | None) -> Meaning | None:
        """Count an article into what its strand means; what it means now, if that is known."""
        language = normal_code(article.version.language)
        counted = next((m for m in strand.members if m.article == article.id), None)
        before = self._meanings.get(strand.key)
        if language is None or counted is None or strand.alone:
            return before
        day = counted.day or article.first_seen.date().toordinal()
        if vector is not None:
            meaning = Meaning.of(vector, language, day)
            self._meanings.put(strand.key, meaning if before is None else before.and_of(meaning))
        elif before is not None:
            self._meanings.put(strand.key, before.and_one(language, day))
        return self._meanings.get(strand.key)

    # ---- deciding again ----

    def take_out(self, article: str, story: str) -> None:
        """Forget what an article brought to a story, as far as it is kept."""
        key = self._strand_of(story, article)
        self._stories.take_out(article, key)
        if self._stories.known(key) is None:
            self._forget(key)

    def tie(self, article: Article, story: str) -> tuple[str, ...] | None:
        """What ties an article to a story that it was taken out of, if names still do."""
        found = (self._stories.tie(article, strand.key) for strand in list(self._strands(story)))
        return next((tie for tie in found if tie is not None), None)

    def put_in(self, article: Article, story: str, vector: Vector | None = None) -> bytes:
        """Count an article into a story, wherever it would belong; the story as it is kept."""
        strands = [strand.key for strand in self._strands(story)] or [self._free(story)]
        key = strands[0]
        if len(strands) > 1:
            key = next((k for k in strands if self._stories.tie(article, k) is not None), key)
        strand = self._stories.put_in(article, key)
        self._put_into(key, story)
        self._learn(strand, article, vector)
        return self.kept(story)

    # ---- which strands a story has ----

    def _strands(self, story: str) -> Iterator[Profile]:
        """A story's strands that are active, the one that goes by its key first."""
        for key in (story, *self._others.get(story, ())):
            strand = self._stories.known(key)
            if strand is not None and self._home.get(key, key) == story:
                yield strand

    def _strand_of(self, story: str, article: str) -> str:
        """The strand of a story that an article is in, as far as is known; else the first."""
        strands = list(self._strands(story))
        if len(strands) > 1:
            for strand in strands:
                if strand.key == article or any(m.article == article for m in strand.members):
                    return strand.key
        return strands[0].key if strands else story

    def _put_into(self, key: str, story: str) -> None:
        """From now on a strand is that story's."""
        before = self._home.pop(key, None)
        if before is not None:
            self._others[before].remove(key)
            if not self._others[before]:
                del self._others[before]
        if key != story:
            self._home[key] = story
            self._others.setdefault(story, []).append(key)

    def _forget(self, key: str) -> None:
        """A strand is no more."""
        self._put_into(key, key)
        self._meanings.drop(key)

    def _free(self, key: str) -> str:
        """A key for a strand that no strand has."""
        return key if self._stories.known(key) is None and not self.knows(key) else f"{key}-2"

    def _sweep(self) -> None:
        """Forget strands that are no longer active."""
        if max(len(self._meanings), len(self._home)) > SPARE * len(self._stories) + 10:
            for key in {*self._meanings.keys(), *self._home}:
                if self._stories.known(key) is None:
                    self._forget(key)


def _cross(one: Article, other: Article) -> bool:
    """Whether two articles write names alike, as far as their languages are known."""
    ours, theirs = normal_code(one.version.language), normal_code(other.version.language)
    return ours is None or theirs is None or languages.names_cross((ours,), (theirs,))

"""What is known of the sources that a run is at: loaded once, kept up to date as articles come in, and forgotten again
when an editor overruled something or another has written.

Used from one thread (the event loop, or an import's), so that what one article teaches is known to the next.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from beatbook.model import Kind, Lesson, Memory, Observed, Reading
from beatbook.store.protocol import Store
from beatbook.work.reading import acting, in_use

if TYPE_CHECKING:
    from beatbook.read.memory import Studied

MOST = 500
"""Sources whose memory is held at a time, the least recently used gone first: about 60 kB each."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a page is read by: a memory as a child gets it, and how many decisions had been made when it was asked for."""

    memory: Memory
    decisions: int


@dataclass(frozen=True, slots=True)
class Taught:
    """A page that was read in the light of its source's memory, and what it taught in turn: to be kept with the
    article. `again` are earlier articles that would now be read otherwise; `anew` says the same of this one, because of
    what it taught itself or what others did while it was read. `decisions` is that of what it was read by."""

    reading: Reading
    observed: Observed | None = None
    lessons: tuple[Lesson, ...] = ()
    again: tuple[str, ...] = ()
    anew: bool = False
    decisions: int | None = None

    def then(self, second: Taught) -> Taught:
        """What both readings of the page taught; it says what the second one read."""
        again = tuple(dict.fromkeys(self.again + second.again))
        observed = second.observed or self.observed
        lessons = self.lessons + second.lessons
        return Taught(second.reading, observed, lessons, again, decisions=second.decisions)


class Memories:
    def __init__(self, store: Store, most: int = MOST) -> None:
        self._store, self._most = store, most
        self._held: OrderedDict[str, Memory] = OrderedDict()
        self._decisions = store.decisions()

    def of(self, source: str) -> Memory:
        if source not in self._held:
            self._held[source] = self._store.memory(source)
            if len(self._held) > self._most:
                self._held.popitem(last=False)
        self._held.move_to_end(source)
        return self._held[source]

    def give(self, source: str) -> Given:
        """What a page of the source is read by now."""
        return Given(acting(self.of(source)), self._decisions)

    def learn(self, given: Given, article: str, studied: Studied, now: datetime) -> Taught:
        """What the page teaches that was read by `given`; from now on it is known here. Only articles teach, and what an
        article has shown before teaches nothing more, so that articles which send one another to be read again come to
        an end."""
        # Here, for it loads much that an import of lines has no use for.
        from beatbook.read.memory import learn

        source = given.memory.source
        before = self.of(source)
        shown = any(r.article == article and r.observed == studied.observed for r in before.recent)
        if studied.reading.kind is not Kind.ARTICLE or shown:
            anew = _used(given.memory) != _used(before)
            return Taught(studied.reading, anew=anew, decisions=given.decisions)
        learned = learn(before, article, studied.observed, studied.texts, now)
        self._held[source] = learned.memory
        return Taught(
            studied.reading,
            studied.observed,
            learned.lessons,
            learned.articles,
            anew=_used(given.memory) != _used(learned.memory),
            decisions=given.decisions,
        )

    def refresh(self) -> None:
        """Ask the archive anew if anything was decided since."""
        decisions = self._store.decisions()
        if decisions != self._decisions:
            self._decisions = decisions
            self.forget()

    def forget(self) -> None:
        """Ask the archive anew: something that was learned here could not be kept."""
        self._held.clear()


def _used(memory: Memory) -> set[tuple[str, str]]:
    return {(lesson.kind, lesson.key) for lesson in in_use(memory)}

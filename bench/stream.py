"""A made-up stream of articles with its true copies and stories, as long as one likes: what copies and stories are
measured on where a million articles are needed, and where each must be known to be right.

    python bench/stream.py [--count 20] [--seed 1] | beatbook stage stories

Prints article lines that also say `copy_group` (the id of the article that it reprints, its own if none) and `story`.
The same seed gives the same bytes on every machine: only `random.Random` is asked, and nothing is computed that two
machines could round differently. What is in it:

* Words of a vocabulary of 50,000 made-up ones, as often as Zipf says, the commonest of them real; no two reports share
  a sentence by chance. Names of persons, places and organisations, a few of which are in the news every day.
* Events, about 2,000 a simulated day, with some 10,000 articles: most have one to three, some hundreds; they live for
  hours to weeks, the first day densest. An event has its place, persons, organisations, numbers and words of its own,
  and the words of its kind, which other events share. New facts come in while it lasts.
* Look-alikes: an event of the same kind elsewhere on the same day, another one in the same place on the same day, and one
  of the same kind in the same place, about the same person, a week or more later (none in streams shorter than that).
* Own reports of an event: other sentences, some of the same facts.
* Copies, about 35 in 100 articles: word for word, cut, under another headline, with another tail, with a paragraph put
  in, lightly edited, or several of these; now and then a copy of a copy.
* Reports by template, about 1 in 100: sentences as ever, other facts; each is a story of its own and nobody's copy.

The text is free of boilerplate. `published` is missing or only a day on some articles, as in life.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import accumulate
from random import Random

from beatbook.model import Article, Moment, Version
from beatbook.work.lines import article_out

START = datetime(2025, 1, 1, tzinfo=UTC)
HOUR, DAY = 3600, 86_400
"""In seconds."""
BETWEEN_EVENTS = 41.0
"""Seconds from one new event to the next, on average: with the sizes below, some 10,000 articles a day."""
LARGEST = 400
"""Articles of an event at most."""
COPIES = 0.45
"""How many of an event's articles after its first are copies."""
KEPT, TAKEN_OVER = 3, 0.35
"""An event's copies are of the last so many of those own reports that others take over, one in three."""
TEMPLATED = 0.04
TWIN, BESIDE, AGAIN = 0.08, 0.04, 0.06
"""Of new events: those that are a report by template, those of one kind with another of that day, those in one place with
another of that day, those like one of weeks ago."""
OF_A_DAY, OF_A_WEEK, REMEMBERED = 1_000, 15_000, 60_000
"""Events: half a day's, a week's, and those that new ones may still be like."""

VOCABULARY = 50_000
PHRASES = 150_000
"""Runs of three or four words that sentences are made of: so many that no two sentences are alike."""
KINDS = 400
KIND_WORDS = 24
EVENT_WORDS = 6
"""What the reports of all events of a kind, and those of one event, draw from: words, and of a kind also phrases."""
SENTENCE = 14
"""Words of a sentence, about."""

_COMMON = """the of to and in a that for on was with by is as at it from said he be has have its will after who an not
were this which had but are his been their more they one would about than her two she also up new or last when first
year out into over all people could three some years government there time police day other no only between most week
may told before since against under because during can where so if while four many them until made what"""
_ONSETS = "b br c ch cl d dr f fl fr g gl gr h j k kl l m n p pl pr qu r s sc sh sl sp st t th tr v w y z"
_VOWELS = "a a a e e e i i o o u ai au ea ee ia oa ou"
_CODAS = ["", "", "", "n", "r", "s", "l", "t", "m", "nd", "st", "ng", "ck", "rd", "x"]
_UNITS = ("people", "percent", "million dollars", "homes", "votes", "kilometres", "workers", "years")
_BODIES = ("Group", "Bank", "Council", "Party", "Institute", "Union", "Works", "Agency", "Court", "Lines")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = "January February March April May June July August September October November December"


@dataclass(slots=True)
class Event:
    """What its reports have in common. `core` are the facts that most reports have, `facts` those that some have;
    `words` are its own. `kept` are reports, now and then a copy, that may yet be copied:
    copy group, headline, text."""

    story: str
    kind: int
    place: str
    persons: list[str]
    core: list[str]
    facts: list[str]
    words: list[str]
    template: int | None = None
    due: int = 1
    kept: list[tuple[str, str, str]] = field(default_factory=list)


class World:
    """What all articles draw from. Pools that stand in the order of how often they are drawn come with their weights."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.words = self._made_up(VOCABULARY, _COMMON.split())
        zipf = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
        drawn = random.choices(self.words, cum_weights=zipf, k=4 * PHRASES)
        self.phrases = [" ".join(drawn[at : at + 3 + (at & 4 > 0)]) for at in range(0, 4 * PHRASES, 4)]
        self.openings = [phrase[0].upper() + phrase[1:] for phrase in self.phrases[: PHRASES // 3]]
        firsts = [w.capitalize() for w in self._made_up(900)]
        lasts = [w.capitalize() for w in self._made_up(9_000)]
        self.persons = [f"{random.choice(firsts)} {random.choice(lasts)}" for _ in range(30_000)]
        self.places = [w.capitalize() for w in self._made_up(3_000)]
        self.bodies = [f"{random.choice(lasts)} {random.choice(_BODIES)}" for _ in range(6_000)]
        self.sources = self._made_up(800)
        self.weights = zipf  # of any pool in order: its first so many
        telling = self.words[500:20_000]
        self.kinds = [
            [*random.choices(telling, k=KIND_WORDS // 2), *random.choices(self.phrases, k=KIND_WORDS // 2)]
            for _ in range(KINDS)
        ]
        for kind in self.kinds:
            random.shuffle(kind)
        self.templates = [self._template() for _ in range(150)]
        self.rare = self.words[3_000:]

    def _made_up(self, count: int, known: Sequence[str] = ()) -> list[str]:
        random, found = self.random, dict.fromkeys(known)
        onsets, vowels = _ONSETS.split(), _VOWELS.split()
        while len(found) < count:
            word = "".join(
                random.choice(onsets) + random.choice(vowels) for _ in range(random.choice((1, 2, 2, 3)))
            )
            found[word + random.choice(_CODAS)] = None
        return list(found)

    def often(self, pool: Sequence[str], count: int) -> list[str]:
        """Drawn so that the first of the pool come most often."""
        return self.random.choices(pool, cum_weights=self.weights[: len(pool)], k=count)

    def number(self) -> str:
        random = self.random
        size = 10 ** (1 + int(random.random() * 4))
        return f"{1 + int(random.random() * size):,} {random.choice(_UNITS)}"

    def _template(self) -> str:
        """A form with places for what differs: {0} the place, {1} a person, {2} and on numbers."""
        random, sentences = self.random, []
        for i in range(random.choice((8, 10, 12, 16))):
            a, b, c = random.choices(self.phrases, k=3)
            slot = f"{{{i % 8}}}"
            sentences.append(f"{random.choice(self.openings)} {a} {slot} {b} {c}.")
        return "\n\n".join(" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2))

    # ---- events --------------------------------------------------------------------------------------------------------

    def event(
        self,
        story: str,
        born: float,
        kind: int | None = None,
        place: str | None = None,
        person: str | None = None,
    ) -> Event:
        """A new event, of a kind, in a place and about a person if these are given."""
        random = self.random
        if kind is None:
            kind = int(KINDS * random.random() * random.random())
        if place is None:
            place = self.often(self.places, 1)[0]
        # Half of those in the news are in it often, the others come up once.
        persons = self.often(self.persons, 1) + random.choices(self.persons, k=2)
        if person is not None:
            persons[1] = person
        bodies = self.often(self.bodies, 1) + random.choices(self.bodies, k=1)
        numbers = [self.number() for _ in range(4)]
        day = START + timedelta(seconds=int(born))
        dates = [f"on {_DAYS[day.weekday()]}", f"on {_MONTHS.split()[day.month - 1]} {day.day}"]
        facts = [*persons, *(p.split()[1] for p in persons[1:]), *bodies, *numbers, *dates]
        facts += self.often(self.places, 1)
        random.shuffle(facts)
        words = random.choices(self.rare, k=EVENT_WORDS)
        return Event(story, kind, place, persons, [place, persons[1], numbers[0]], facts, words)

    def size(self) -> int:
        """Four in ten events have one article, eight in ten up to three, one in a hundred some sixty or more."""
        return min(LARGEST, 1 + int(0.6 / (1 - self.random.random())))

    def times(self, born: float, size: int) -> list[float]:
        """When an event's articles arrive: at once, most on the first days, the last after hours or weeks."""
        random = self.random
        life, longer = (2 + 40 * random.random()) * HOUR, random.random()
        if longer < 0.15 or size > 100:
            life = (5 + 23 * random.random()) * DAY
        elif longer < 0.5:
            life *= 1 + 4 * random.random()
        times = [born]
        for _ in range(size - 1):
            share = random.random()
            times.append(born + life * share * share)
        return times

    # ---- texts ---------------------------------------------------------------------------------------------------------

    def text(self, event: Event, sentences: int) -> str:
        """Paragraphs of one to three sentences about an event, in words that nobody else uses."""
        random = self.random
        draw, choices = random.random, random.choices
        at, of_kind, own = int(draw() * 10), int(draw() * 12), int(draw() * 4)  # what this report looks at
        facts = choices(event.core + event.facts[at : at + 5], k=sentences)
        words = choices(
            self.kinds[event.kind][of_kind : of_kind + 12] + event.words[own : own + 3], k=sentences
        )
        phrases = iter(choices(self.phrases, k=4 * sentences))
        parts: list[str] = []
        for opening, fact, word in zip(choices(self.openings, k=sentences), facts, words, strict=True):
            form = draw()
            a, b, c = next(phrases), next(phrases), next(phrases)
            if form < 0.35:
                parts.append(f"{opening} {fact} {a} {word} {b}.")
            elif form < 0.65:
                parts.append(f"{opening} {a} {word} {b} {c}.")
            elif form < 0.85:
                parts.append(f"{fact[0].upper()}{fact[1:]} {a} {b} {c} {word} {next(phrases)}.")
            else:
                parts.append(f"“{opening} {a} {b},” {event.persons[int(form * 100) % 3]} said {c}.")
            parts.append("\n\n" if form * 7 % 1 < 0.55 else " ")
        del parts[-1]
        return "".join(parts)

    def headline(self, event: Event) -> str:
        random = self.random
        a, b = random.choices(self.phrases, k=2)
        word, fact = random.choice(event.words + self.kinds[event.kind]), random.choice(event.facts)
        form = int(random.random() * 4)
        if form == 0:
            return f"{event.place} {a} {word}"
        if form == 1:
            return f"{fact} {a} {word} {event.core[1].split()[1]}"
        if form == 2:
            return f"{word[0].upper()}{word[1:]} {a} {fact}"
        return f"{a[0].upper()}{a[1:]} {word} {b}"

    def report(self, event: Event) -> tuple[str, str]:
        """Headline and text of an own report: 100 to 900 words, 400 in the middle."""
        random = self.random
        if random.random() < 0.3:  # something new has become known
            event.facts[int(random.random() * len(event.facts))] = self.number()
        words = 100 + 760 * random.random() * (0.5 + 0.5 * random.random())
        text = self.text(event, int(words / SENTENCE))
        if random.random() < 0.6:
            text = f"{event.place.upper()} — {text}"
        return self.headline(event), text

    def filled(self, event: Event) -> tuple[str, str]:
        """Headline and text of a report by template."""
        assert event.template is not None
        slots = [event.place, event.persons[0], *(self.number() for _ in range(6))]
        form = self.templates[event.template]
        return form[: form.index(" {0}")].split(". ")[0], form.format(*slots)

    def copy(self, event: Event, headline: str, text: str) -> tuple[str, str]:
        """Headline and text of a copy."""
        random = self.random
        how = random.random()
        if how < 0.3:
            return headline, text
        if random.random() < 0.5:
            headline = self.headline(event)
        paragraphs = text.split("\n\n")
        if how < 0.45:
            paragraphs = paragraphs[: max(3, int(len(paragraphs) * (0.3 + 0.6 * random.random())))]
        elif how < 0.6:
            headline = self.headline(event)
        elif how < 0.72:
            paragraphs[max(2, len(paragraphs) - 1) :] = [self.text(event, 2)]
        elif how < 0.85:
            paragraphs.insert(1 + int(random.random() * len(paragraphs)), self.text(event, 2))
        else:
            for _ in range(2 + int(random.random() * 4)):
                at = int(random.random() * len(paragraphs))
                words = paragraphs[at].split(" ")
                words[int(random.random() * len(words))] = self.words[int(random.random() * 2_000)]
                paragraphs[at] = " ".join(words)
        return headline, "\n\n".join(paragraphs)


def articles(seed: int, count: int) -> Iterator[tuple[Article, str, str]]:
    """The first `count` articles of a stream in order of arrival, each with its copy group (the id of the article that
    it reprints, its own if none) and its story."""
    random = Random(seed)
    world = World(random)
    waiting: list[tuple[float, int, Event]] = []
    known: list[tuple[int, str, str]] = []  # kind, place and person of the events so far
    born, events, number, queued = 0.0, 0, 0, 0
    while number < count:
        while not waiting or born <= waiting[0][0]:
            events += 1
            event = _event(world, f"s{events}", born, known)
            known.append((event.kind, event.place, event.persons[1]))
            if len(known) > REMEMBERED:
                del known[: REMEMBERED // 4]
            for at in world.times(born, event.due):
                queued += 1
                heappush(waiting, (at, queued, event))
            born += BETWEEN_EVENTS * 2 * random.random()
        at, _, event = heappop(waiting)
        number += 1
        key = f"a{number}"
        group, headline, text = _next(world, event, key)
        yield _article(world, key, at, headline, text), group, event.story


def _event(world: World, story: str, born: float, known: Sequence[tuple[int, str, str]]) -> Event:
    """A new event, which may be a look-alike."""
    random = world.random
    chance = random.random()
    if chance < TWIN + BESIDE and len(known) > OF_A_DAY:
        kind, place, _ = known[-1 - int(random.random() * OF_A_DAY)]
        event = world.event(story, born, kind) if chance < TWIN else world.event(story, born, place=place)
    elif chance < TWIN + BESIDE + AGAIN and len(known) > OF_A_WEEK:
        event = world.event(story, born, *known[int(random.random() * (len(known) - OF_A_WEEK))])
    else:
        event = world.event(story, born)
    if random.random() < TEMPLATED:
        event.template = int(random.random() * len(world.templates))
    else:
        event.due = world.size()
    return event


def _next(world: World, event: Event, key: str) -> tuple[str, str, str]:
    """Copy group, headline and text of the next article of an event."""
    random = world.random
    if event.template is not None:
        return key, *world.filled(event)
    event.due -= 1
    if event.kept and random.random() < COPIES:
        group, headline, text = random.choice(event.kept)
        headline, text = world.copy(event, headline, text)
        if random.random() < 0.05:
            event.kept[-1] = (group, headline, text)
    else:
        group = key
        headline, text = world.report(event)
        if not event.kept or random.random() < TAKEN_OVER:
            event.kept = [*event.kept[1 - KEPT :], (group, headline, text)]
    if not event.due:
        event.kept = []
    return group, headline, text


def _article(world: World, key: str, at: float, headline: str, text: str) -> Article:
    random = world.random
    seen = START + timedelta(seconds=int(at))
    said = random.random()
    if said < 0.7:
        published: Moment | None = Moment.of(seen - timedelta(seconds=int(5_000 * random.random())))
    elif said < 0.95:
        published = Moment(seen.date())
    else:
        published = None
    source = world.sources[int(len(world.sources) * random.random() * random.random())]
    version = Version(headline=headline, published=published, language="en", text=text)
    return Article(key, source, f"https://{source}.example/{key}", seen, version)


def main() -> None:
    ask = argparse.ArgumentParser(
        description="Print a made-up stream of article lines with their copies and stories."
    )
    ask.add_argument("--count", type=int, default=20)
    ask.add_argument("--seed", type=int, default=1)
    args = ask.parse_args()
    try:
        for article, group, story in articles(args.seed, args.count):
            print(
                json.dumps(article_out(article) | {"copy_group": group, "story": story}, ensure_ascii=False)
            )
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stderr.close()  # whoever reads has enough


if __name__ == "__main__":
    main()

"""What a theme is called: the run of words of its sentences that most of its stories begin with and few others do.

    Headings(stories, reader).of(group, sentences, taken)

A run begins where a name or a thing begins and ends where one ends ("military agreement with Japan", not "joint" of "joint declarations"):
by its neighbours where it stands, and by how its last word is used in all the theme's reports. It stands in a sentence that is shown, word
for word, so a heading can state nothing that no sentence does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import log
from typing import NamedTuple

from beatbook.filing.terms import Reader, word_key
from beatbook.model import Article
from beatbook.writing.material import spread
from beatbook.writing.names import STYLES
from beatbook.writing.naming import is_verb, is_weak
from beatbook.writing.subjects import CALENDAR, NO_THING
from beatbook.writing.themes import BEGINNING, FEW, READ, Matter, Story

LONGEST = 6
"""Words of a heading."""
FIRST, FIRST_WORD = 0.2, 0.3
"""Share of a theme that must have what its heading names, more if it is but a word. A report that has it only in its headline, or only
below, has it by half."""
LENGTHS, WORD = (0.0, 0.65, 1.0, 1.1, 1.15, 1.15, 1.15), 0.4
"""What a run of so many words is worth, one name says less than a full one; and what one word is worth that is no name, or but its
letters."""
EVERYWHERE, EVERYWHERE_OF_MANY = 0.34, 0.1
"""Share of the other stories that have a run from which it says nothing of a theme; of few stories, and of many."""
EVERYBODY, MORE = 0.5, 2.0
"""Share of all stories from which it is what the beat is on; and how many times as many as in the period before must have what many
have."""
CARRIES = 0.5
"""Share of a name's uses that stand beside words for an article from which it is who tells, not what is told."""
BESIDE = 4
"""Words on each side of a name that are beside it."""
SAME = 0.6
"""Share of the reports with a run that must have a longer one around it from which the longer one is the heading."""
PLAIN, COMMON = 0.004, 0.04
"""Share of articles in general that have a word ("ministry") from which it is no name by itself; and from which it is no heading."""
ENDING = 0.5
"""Share of the uses of a word that end what they stand in, from which it can end a heading."""
SHORT, SECOND, OF_FIRST = 2, 0.4, 0.25
"""A name of so many words is told with a thing that such a share of the theme has and that is worth so much of it, if there is one."""
BELOW, STEM = 0.4, 5
"""What a thing is worth that no headline of the theme names, and by how many letters of a word that is told."""
TRIED = 40
"""Runs, those that most of the theme has, that are compared with the other stories."""

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|\d[\d.,]*(?:st|nd|rd|th)?|[^\W_]+(?:[’'-][^\W_]+)*(?:(?<=s)[’'](?=\s))?|[^\w\s]"
)
_LINKS = frozenset("of with for on in against between from the de la du des der und".split())
_LINKING = 2
"""Links that a heading has at most."""
_OF = frozenset(("of", "for"))
"""What stands inside a full name: "Association for the Study of …"."""
_MARKS = frozenset('"“”„«»')
_ARTICLES = frozenset("the a an".split())
_PRONOUNS = frozenset("i me you he him she her it we us they them who whom this that these those".split())
_BEFORE_A_THING = frozenset("of by in after".split())
_WEAK = frozenset(
    "very best worst most least yet early late largest biggest latest only whole third several many some all both few other another own such "
    "second dear".split()
)


class _Token(NamedTuple):
    text: str
    key: str
    is_name: bool

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


class _Run(NamedTuple):
    """A run of words that may be a heading, folded and as it is shown. `things` are the stems of its words that are no names,
    `letters` what it is short for, or nothing."""

    key: str
    shown: str
    words: int
    is_name: bool
    things: frozenset[str]
    letters: str


def _length(run: _Run) -> float:
    is_short = run.words == 1 and (not run.is_name or run.shown.isupper())
    return WORD if is_short else LENGTHS[run.words]


class Headings:
    """Names the themes of one period. Holds how its stories begin."""

    def __init__(self, stories: Sequence[Story], reader: Reader, before: Sequence[Story] = ()) -> None:
        self._reader = reader
        self._begins = {s.key: [_begins(a) for a in spread(s.origins, READ)] for s in stories}
        self._began = [[_begins(a) for a in s.origins[:1]] for s in before]

    def of(self, group: Sequence[Matter], sentences: Sequence[str], taken: Iterable[str]) -> str | None:
        """What a theme is called, but for what a source is called, nor what is `taken`: by the beat, or other themes. None where too few of
        its stories have anything in common that its sentences have."""
        other = [folded(t) for t in taken]
        sources = {folded(a.source) for m in group for a in m.story.origins}
        ends = _Endings(group)
        total = sum([m.weight for m in group]) or 1.0
        found: dict[str, tuple[_Run, float]] = {}
        for run in dict.fromkeys(r for s in sentences for r in _runs(s, ends)):
            if run.key in found or run.key in sources or any(_is_taken(run.key, o) for o in other):
                continue
            if run.words == 1 and self._reader.share(word_key(run.key.strip())) >= (
                PLAIN if run.is_name else COMMON
            ):
                continue
            if run.is_name and ends.carries(run.key):
                continue
            share = sum([m.weight * self._has(m.story.key, run.key) for m in group]) / total
            if share >= (FIRST_WORD if run.words == 1 and not run.is_name else FIRST):
                found[run.key] = (run, share)
        tried = sorted(found.values(), key=lambda f: (-f[1] * _length(f[0]), f[0].key))[:TRIED]
        inside = {m.story.key for m in group}
        over = {w[:STEM] for k in inside for head, _ in self._begins[k] for w in head.split()}
        worths = {
            run.key: self._worth(run, share, inside) * (1.0 if run.things <= over else BELOW)
            for run, share in tried
        }
        best = max(tried, key=lambda f: (worths[f[0].key], f[0].key), default=None)
        if best is None:
            return None
        if worths[best[0].key] <= 0:
            best = next((f for f in tried if f[0].words > 1 and self._is_of_period(f[0])), None)
            return best and best[0].shown[0].upper() + best[0].shown[1:]
        run, share = best
        around = [(r, s) for r, s in tried if run.key in r.key and s >= SAME * share and worths[r.key] > 0]
        run, _ = max(around, key=lambda f: (f[0].words, f[1], f[0].key))
        text = run.shown
        if run.words <= SHORT and run.is_name:
            others = [
                (r, s)
                for r, s in tried
                if r.things
                and worths[r.key] >= OF_FIRST * worths[run.key]
                and s >= SECOND
                and r.things <= over
                and r.words + run.words < LONGEST
                and not set(r.key.split()) & set(run.key.split())
            ]
            second = max(others, key=lambda f: (worths[f[0].key], f[0].key), default=None)
            if second:
                text = f"{run.shown} and {second[0].shown}"
        return text[0].upper() + text[1:]

    def _is_of_period(self, run: _Run) -> bool:
        """Whether what stories everywhere have is what this period was about: not half of them have it, and far fewer of the one before."""
        now = sum(_having(begins, run) for begins in self._begins.values())
        then = sum(_having(begins, run) for begins in self._began)
        expected = then * len(self._begins) / (len(self._began) or 1)
        return now <= EVERYBODY * len(self._begins) and now >= MORE * expected

    def _has(self, story: str, key: str) -> float:
        """How far a story's reports have a run: in headline and beginning, or in one of them."""
        begins = self._begins[story]
        return sum([(key in head) + (key in lead) for head, lead in begins]) / (2 * len(begins) or 1)

    def _worth(self, run: _Run, share: float, inside: set[str]) -> float:
        """The share of the theme that has it, by how much more that is than that of the other stories (as of a divergence)."""
        now = {k for k, begins in self._begins.items() if _having(begins, run)}
        then = sum(_having(begins, run) for begins in self._began)
        out = len(now - inside)
        bar = EVERYWHERE if len(self._begins) <= FEW else EVERYWHERE_OF_MANY
        if out > bar * (len(self._begins) - len(inside)) or len(now) > EVERYBODY * len(self._begins):
            return 0.0
        elsewhere = (out + then + 1) / (len(self._begins) - len(inside) + len(self._began) + 10)
        return round(share * log((share + 0.01) / elsewhere) * _length(run), 6)


class _Endings:
    """How words are used in the beginnings of a theme's reports: whether a word ends what it stands in, and whether a name is of who tells
    it."""

    def __init__(self, group: Sequence[Matter]) -> None:
        self._uses: dict[str, int] = defaultdict(int)
        self._ends: dict[str, int] = defaultdict(int)
        self._words: list[list[str]] = []
        for article in (a for m in group for a in spread(m.story.origins, READ)):
            self._words.append(folded(article.version.text[:BEGINNING]).split())
            tokens = _tokens(article.version.text[:BEGINNING])
            for n, token in enumerate(tokens):
                if token.is_word and not token.is_name:
                    self._uses[token.key] += 1
                    self._ends[token.key] += _closes(tokens, n)

    def can_end(self, key: str) -> bool:
        return self._ends[key] >= ENDING * self._uses[key]

    def carries(self, key: str) -> bool:
        name = key.split()
        uses = beside = 0
        for words in self._words:
            for n in range(len(words) - len(name) + 1):
                if words[n : n + len(name)] == name:
                    around = words[max(0, n - BESIDE) : n] + words[n + len(name) : n + len(name) + BESIDE]
                    uses += 1
                    beside += any(_TELLS.match(word) for word in around)
        return uses > 0 and beside >= CARRIES * uses


_TELLS = re.compile(
    r"(?:says?|said|reports?|reported|articles?|bylined|commentary|commentaries|editorials?|newspapers?|papers?|dail(?:y|ies)|weekly|agency|broadcast|"
    r"bulletins?|magazines?|carried|published|wrote|writes)$"
)


def _closes(tokens: Sequence[_Token], n: int) -> bool:
    """Whether what stands after a word is none, or one with which a thing cannot go on."""
    after = tokens[n + 1] if n + 1 < len(tokens) else None
    return (
        after is None or not after.is_word or is_weak(after.key) or (is_verb(after.key) and not after.is_name)
    )


def _runs(sentence: str, ends: _Endings) -> Iterator[_Run]:
    tokens = _tokens(sentence)
    is_quoted = False
    for start, first in enumerate(tokens):
        if first.text in _MARKS:
            is_quoted = not is_quoted
        if not _begins_run(tokens, start) or (is_quoted and tokens[start - 1].text not in _MARKS):
            continue  # a part of a title names nothing
        for end in range(start, min(start + LONGEST, len(tokens))):
            last = tokens[end]
            if not last.is_word or (last.key in CALENDAR and not _is_date(tokens, end)):
                break
            if (is_verb(last.key) and not last.is_name) or (is_weak(last.key) and last.key not in _LINKS):
                break
            is_led = end > start and tokens[end - 1].is_name and not first.is_name
            if last.key in _PRONOUNS or (is_led and not last.is_name and last.key not in _LINKS):
                break  # "the photographer Nadia Corrow | picture them": who has a title ends what the title began
            if not _ends_run(tokens, end, ends):
                continue
            inside = tokens[start : end + 1]
            if sum(t.key in _LINKS for t in inside) > _LINKING or not _is_telling(inside):
                continue
            before = tokens[start - 1].key if start else ""
            if len(inside) == 1 and not first.is_name and before not in _ARTICLES | _BEFORE_A_THING:
                continue
            if len(inside) == 1 and first.is_name and not _closes(tokens, end):
                continue  # "Cambodian embassy"
            text = " ".join(t.text for t in inside)
            is_thing = before == "the" and not first.is_name
            shown = f"the {text}" if is_thing or (len(inside) == 1 and not first.is_name) else text
            things = frozenset(t.key[:STEM] for t in inside if not t.is_name and t.key not in _LINKS)
            yield _Run(
                folded(text), shown, len(inside), all(t.is_name for t in inside), things, _letters(inside)
            )


def _letters(inside: Sequence[_Token]) -> str:
    """ "DPRK" for "Democratic People's Republic of Korea", with a blank around."""
    first = [t.text[0].lower() for t in inside if t.key not in _LINKS]
    return f" {''.join(first)} " if len(first) > 2 else ""


def _having(begins: Sequence[tuple[str, str]], run: _Run) -> bool:
    return any(run.key in lead or (run.letters and run.letters in lead) for _, lead in begins)


def _begins_run(tokens: Sequence[_Token], n: int) -> bool:
    token, before = tokens[n], tokens[n - 1] if n else None
    if not token.is_word or is_weak(token.key) or token.key in _LINKS | _WEAK | CALENDAR | STYLES:
        return False
    if token.text[0].isdigit():
        return not token.text[-1].isdigit()
    if token.is_name:
        is_within = _is_name(before) and before is not None and before.key not in STYLES | CALENDAR
        back = n - 2 if before is not None and before.key == "the" else n - 1
        is_within |= back > 1 and tokens[back].key in _OF and tokens[back - 1].is_name
        return not is_within and (
            n > 0 or token.text.isupper() or (n + 1 < len(tokens) and tokens[n + 1].is_name)
        )
    if is_verb(token.key) or NO_THING.search(token.key) or token.text == token.text.swapcase():
        return False
    return before is not None and (
        before.key in _LINKS | _ARTICLES | _BEFORE_A_THING or before.text[0].isdigit()
    )


def _is_name(token: _Token | None) -> bool:
    """Whether a word has a capital, and not because a sentence begins with it."""
    return token is not None and token.is_name and not is_weak(token.key)


def _ends_run(tokens: Sequence[_Token], n: int, ends: _Endings) -> bool:
    token, after = tokens[n], tokens[n + 1] if n + 1 < len(tokens) else None
    if is_weak(token.key) or token.key in _LINKS | _WEAK | STYLES or re.search(r"[’']s?$", token.text):
        return False
    if token.is_name or token.text[0].isdigit():
        is_open = after is not None and (after.is_name or after.text[0].isdigit())
        ahead = [t for t in tokens[n + 1 : n + 4] if t.key != "the"]
        is_open |= (
            len(ahead) > 1 and ahead[0].key in _OF and ahead[1].is_name and ahead[1].key not in CALENDAR
        )
        return not is_open and not token.text[0].isdigit()
    return not NO_THING.search(token.key) and _closes(tokens, n) and ends.can_end(token.key)


def _is_date(tokens: Sequence[_Token], n: int) -> bool:
    """ "July 4 Joint Statement": a day that is part of a name."""
    return (
        n + 2 < len(tokens)
        and tokens[n + 1].text.isdigit()
        and tokens[n + 2].is_name
        and tokens[n + 2].key not in CALENDAR
    )


def _is_telling(inside: Sequence[_Token]) -> bool:
    return any(not t.text[0].isdigit() and t.key not in _LINKS and len(t.text) > 2 for t in inside)


def _tokens(text: str) -> list[_Token]:
    return [_Token(m[0], m[0].lower(), m[0][0].isupper()) for m in _TOKEN.finditer(text)]


def _begins(article: Article) -> tuple[str, str]:
    version = article.version
    head = folded(version.headline or "")
    return head, f"{head}{folded(f'{version.deck or str()} {version.text[:BEGINNING]}')}"


def _is_taken(key: str, other: str) -> bool:
    """Whether another heading says it, or all that matters of it."""
    if key in other:
        return True
    words = {w for w in key.split() if w not in _LINKS | _ARTICLES}
    own = {w for w in other.split() if w not in _LINKS | _ARTICLES}
    return bool(own) and own <= words


def folded(text: str) -> str:
    """Its words in small letters, with a blank around each."""
    return f" {' '.join(_WORD.findall(text.lower().replace('’', chr(39))))} "


_WORD = re.compile(r"[\w']+")

"""Whether an article reports what was announced: in which sentence, and whether it says that it happened or that it did not.

    reporter = Reporter(announcement, days, announced, reports, ears)
    reporter.told(report)

One sentence must tell of it by itself: with enough of the telling words, in words that look back and neither deny nor expect, on a
day that was announced and on no other. Who speaks of it in the article that announced it, or against it, does not report it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from beatbook.model import Announcement, Announcing, Article, Cited, Days, Fate, Precision
from beatbook.read.sentences import sentences
from beatbook.read.when import dates
from beatbook.read.when.sense import SIGNS
from beatbook.writing import claims, evidence
from beatbook.writing.ahead import LOOKED_AT, ordered, parts, weights
from beatbook.writing.candidates import Ears
from beatbook.writing.deeds import kinds_of, told_of
from beatbook.writing.material import CHARACTERS, Member, spread
from beatbook.writing.mentions import Notes
from beatbook.writing.texts import Text

REPORTED = timedelta(14)
"""How long after its last day a report of it may come out."""
ENOUGH, ENOUGH_UNNAMED = 0.4, 0.52
"""Share of the weight of the telling words that a report must have: where it names the day, and where only its news is of that day. Set
by reading (docs/decisions/0506-held-to-account.md)."""
ENOUGH_COARSE = {Precision.WEEK: 0.55, Precision.MONTH: 0.6, Precision.QUARTER: 0.75, Precision.YEAR: 0.75}
"""The same where no day was announced: the longer the time, the more like it happens."""
OF_STORY = 0.15
"""The same of a sentence of the same story that tells that a thing of the announced kind was done (`writing.deeds`)."""
SOON = timedelta(2)
"""How long after its last day such an article may come out."""
LEAST = 6.0
"""The least weight of the words that they share: a name and a word that half of all articles lack."""
CONTEXT = 0.5
"""What a word counts that only the headline or the first sentence has."""
DONE = 0.5
"""The same of those words that are no names."""
OPENING = 4
"""Sentences at the beginning of an article that tell its news, where they name no day."""
COMMON = 0.7
"""How much of its weight a word loses that all found articles have: it is what the desk is about, not what was announced."""
SEVERAL = 8
"""Articles from which it is told what they have in common."""

_SAYING = re.compile(
    r"\b(?:said|says|told|added|reported|announced|stated|according\sto|dit|déclaré|annoncé|sagte|teilte|mit)\b|밝혔|말했|전했|보도했|발표했|表示|宣布|说|說|と述べ|と発表",
    re.I,
)
"""Who looks back at what he said does not look back at what he said it of."""
_EXPECTS = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|scheduled?|expect(?:s|ed|ing)?|propos\w+|slated|postpon\w+|delay\w*|cancel\w*|call(?:ed|s|ing)?\soff|put\soff|suspend\w*|"
    r"threaten\w*|hop(?:es?|ed|ing)|intend\w*|prepar\w+|ahead\sof|in\sadvance\sof|upcoming|forthcoming|coming|next|tomorrow|eve\sof|invit\w+|urg(?:e|ed|es|ing)|"
    r"to\sbe\s(?:held|staged|opened|launched|convened|hosted|played|released|published|presented|unveiled|signed|completed|built)|ask(?:s|ed|ing)?|demand\w*|promis\w+|pledg\w+|vow\w*|agreed\sto|decided\sto|set\sto|due\s(?:to|on|in|for|by|next)|on\strack|fail(?:s|ed|ing)?\sto|refus\w+|reschedul\w+|"
    r"moved\sto|moves?\sto|plots?|schemes?|bid\sto|brought\sforward|if|whether|unless|until|would|could|should|might|attempt\w*|banned|blocked|boycott\w*|rehears\w+)\b"
    r"|기로\s?(?:했|합의|결정|한\s)|예정|계획|앞두|준비|연기|취소|미뤄|미루|무산|보류|불발|추진|전망|검토|방침|요구|촉구"
    r"|将|將|拟|擬|计划|計劃|预计|預計|推迟|推遲|取消|延期|准备|準備|筹备|籌備|予定|見通し|中止|計画"
    r"|\b(?:wird|werden|soll|sollen|geplant\w*|abgesagt\w*|verschoben\w*|verschieb\w*|prévue?s?|reportée?s?|annulée?s?|devrait|devraient|prochaine?s?)\b",
    re.I,
)
"""Words by which a sentence may tell of what was to come, or of what came to nothing."""
_SUSPENDED = re.compile(
    r"\b(?:years?|months?|sentence|term),?\ssuspended\b|\bsuspended(?=\s(?:[\w-]+\s){0,2}(?:sentence|prison|jail|term)\b)"
)
"""Of a sentence that need not be served: that is no trial put off."""
_PRESENT = re.compile(
    r"(?<!\d\s)(?<!\bthe\s)(?<!\bof\s)(?<!\bby\s)(?<!\bno\s)(?<!\btwo\s)(?<!\bfor\s)\b(?:votes|opens|meets|begins|starts|hears|decides|convenes|resumes|gathers|"
    r"kicks\soff|takes\splace|gets\sunder|goes\s(?:to|on|into)|comes\s(?:to|into)|(?:is|are)\sheld|(?:is|are)\sto)\b",
    re.I,
)
"""The present in which English speaks of what is on the calendar: "the council votes on Tuesday"."""
_PAST = re.compile(
    r"\b(?:paid|beat|drew|rose|flew|drove|chose|sang|sank|swore|threw|wrote|grew|slid|bought|brought|built|caught|fought|sold|sought|stood|stole|taught|"
    r"woke|wore|laid|lent|shook|shut|spent|split|swept|swam|tore|underwent|withdrew)\b"
)
"""Verbs that look back and that the reader of dates, who has less to go by, does not take as a sign."""
_AGAINST = re.compile(
    r"\b(?:denounc\w+|denunciation|condemn\w*|oppos\w+|protest\w*|critici[sz]\w+|slam\w*|blast(?:s|ed|ing)|against)\b"
    r"|규탄|반대|비난|항의|谴责|譴責|反对|反對|抗议|抗議",
    re.I,
)
"""Who speaks against a thing may do so before it happens, or without."""
_OFF = re.compile(
    r"(?P<cancelled>\b(?:cancelled|canceled|called\soff|scrapped|abgesagt|annulée?s?)\b|취소(?:됐|했|되었|하였)|무산됐|取消了|已取消|中止され|中止した)"
    r"|(?P<postponed>\b(?:postponed|put\soff|verschoben)\b|연기(?:됐|했|되었|하였)|미뤄졌|미뤘|推迟了|已推迟|延期され|延期した)",
    re.I,
)
_MAYBE = re.compile(
    r"\b(?:would|could|may|might|should|will|if|unless|whether|threaten\w*|demand\w*|urg\w+|call(?:ed|s|ing)?\sfor|want\w*|ask\w*|consider\w*|had\sbeen|denie[sd]|rumou?r\w*|"
    r"soll|sollen|wird|werden|devrait)\b|할\s수|가능성|요구|촉구|검토|예정|방침",
    re.I,
)
"""Words that leave it open whether a thing is off, or say that it was at one time."""
_FORM = re.compile(r"[^\W\d_]+")
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_ORDINAL = re.compile(
    rf"\b(?:(\d+)(?:st|nd|rd|th)|({'|'.join(_ORDINALS)})(?!\stime))\b|제\s?(\d+)|(\d+)차", re.I
)
"""The how manieth a thing is."""


@dataclass(frozen=True, slots=True)
class Report:
    """An article that may report it: the fingerprint of its version, its story, and the day on which it came out. `by` is its
    source's name, where it is known. `is_of_story`: its story is that of an article that announced it, or goes on with that.
    `is_by_words`: the search for its words found it."""

    article: Article
    version: str
    story: str | None
    day: date
    by: str = ""
    is_of_story: bool = False
    is_by_words: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that reports it, how surely (the share of the telling words), and what it says became of it."""

    worth: float
    fate: Fate
    report: Report
    cited: Cited


class Reporter:
    """Judges whether articles report an announcement."""

    def __init__(
        self,
        announcement: Announcement,
        days: Days,
        announced: Sequence[Announcing],
        reports: Sequence[Report],
        ears: Ears,
    ) -> None:
        known = ordered(announced)
        own = {one.span.article for one in known}
        is_dated = announcement.precision.is_dated
        since = max(days.first, known[0].said if is_dated else known[-1].said + timedelta(1))
        self._days, self._ears = days, ears
        self._enough = ENOUGH_COARSE.get(announcement.precision, 0.0)
        self.reports = [
            r for r in reports if since <= r.day <= days.last + REPORTED and r.article.id not in own
        ]
        """Those that come in time: of what is to be in a month, after it was last announced."""
        by_words = [r for r in self.reports if r.is_by_words]
        self._wanted = _wanted(spread(known, LOOKED_AT), by_words, ears)
        self._is_against = any(_AGAINST.search(one.text) for one in known)
        self._ordinals = frozenset(n for one in known for n in _ordinals(one.text))
        self._is_dated = is_dated
        self._notes = Notes(languages=ears.languages)

    def told(self, report: Report) -> Told | None:
        """The sentence of an article that reports it best, if one does."""
        version = report.article.version
        text = version.text[:CHARACTERS]
        language = self._ears.languages.of(text[:600], version.language)
        wanted = [one for one in self._wanted if one.words and one.language in (None, language)]
        if language not in SIGNS or not wanted:
            return None
        spans = sentences(text, language)
        context = parts(f"{version.headline or ''} {text[slice(*spans[0])] if spans else ''}", self._ears)
        best: Told | None = None
        for position, (start, end) in enumerate(spans):
            said = text[start:end]
            own = parts(said, self._ears)
            is_deed = self._is_deed(said, report, wanted, language)
            if not (is_deed or report.is_by_words):
                continue
            share = max(one.loose(own, context) if is_deed else one.share(own, context) for one in wanted)
            if share < (OF_STORY if is_deed else ENOUGH) or (best and share <= best.worth):
                continue
            fate = self._fate(said, language, is_deed=is_deed)
            bar = self._bar(said, report, language, position) if fate else None
            if fate is None or bar is None or (share < max(bar, self._enough) and not is_deed):
                continue
            cited = self._cited(report, start, end, language)
            if cited:
                best = Told(share, fate, report, cited)
        return best

    def _is_deed(self, said: str, report: Report, wanted: Sequence[_Wanted], language: str) -> bool:
        """Whether a sentence of the same story tells, in words in which such a thing is told, what was announced for a day."""
        if not (report.is_of_story and self._is_dated and report.day <= self._days.last + SOON):
            return False
        kinds = told_of(said, language)
        if not any(one.kinds & kinds for one in wanted):
            return False
        first, last = self._days
        named = [(d.first, d.last) for d in dates(said, report.day, language) if d.first and d.last]
        is_named = any(a == b and first <= a <= last for a, b in named)
        return is_named or all(a <= last and first <= b for a, b in named)

    def _fate(self, said: str, language: str, *, is_deed: bool = False) -> Fate | None:
        """What a sentence says became of it, if it does. `is_deed`: it tells of the deed itself, be it one against somebody."""
        if any(claims.is_not(key) for key in Text(said).keys):
            return None
        off = _OFF.search(said)
        if off:
            if _MAYBE.search(said):
                return None
            return Fate.CANCELLED if off["cancelled"] else Fate.POSTPONED
        if _AGAINST.search(said) and not (self._is_against or is_deed):
            return None
        ordinals = _ordinals(said)
        if ordinals and self._ordinals and self._ordinals.isdisjoint(ordinals):
            return None  # the 26th fair is not the 25th
        return Fate.HAPPENED if _looks_back(said, language) else None

    def _bar(self, said: str, report: Report, language: str, position: int) -> float | None:
        """The share of the telling words that a sentence must have, by what it says of the day; None if that is another one."""
        named = [
            d for d in dates(said, report.day, language) if d.grain == "day" and d.first and d.first == d.last
        ]
        first, last = self._days
        if named:
            return ENOUGH if any(d.first and first <= d.first <= last for d in named) else None
        if position >= OPENING:
            return None
        news = self._notes.of(report.article, 0, report.day).news
        return ENOUGH_UNNAMED if first.toordinal() <= news <= last.toordinal() else None

    def _cited(self, report: Report, start: int, end: int, language: str) -> Cited | None:
        """The sentence as it may be published, or None if it may not."""
        version = report.article.version
        sentence = self._ears.single(Member(report.article, version=report.version), 0, start, end, language)
        if sentence.why:
            return None
        there = version.text[sentence.span.start : sentence.span.end]
        verdict = evidence.check(sentence.text, [there], day=report.day)
        return (
            Cited(sentence.text, (sentence.span,), published=version.published) if verdict.supported else None
        )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Of an announcing sentence its language, its telling words with their weight, and those of them that are no names: what is
    done, not who does it. `kinds` are the kinds of thing that is announced."""

    language: str | None
    words: Mapping[str, float]
    deeds: frozenset[str]
    kinds: frozenset[str]

    def loose(self, own: Collection[str], context: Collection[str]) -> float:
        """The same of a sentence of the same story that tells of such a thing: names may be all that it repeats."""
        said = sum(
            weight if word in own else CONTEXT * weight
            for word, weight in self.words.items()
            if word in own or word in context
        )
        return said / (sum(self.words.values()) or 1.0)

    def share(self, own: Collection[str], context: Collection[str]) -> float:
        """What part of the telling words, by their weight, a sentence has; 0 if that is too little to go by, or only tells of the
        same people."""
        said = sum(weight for word, weight in self.words.items() if word in own)
        if said < LEAST or sum(word in own for word in self.words) < 2:
            return 0.0
        done = sum(self.words[word] for word in self.deeds if word in own or word in context)
        if done < DONE * sum(self.words[word] for word in self.deeds):
            return 0.0
        around = sum(weight for word, weight in self.words.items() if word in context and word not in own)
        return (said + CONTEXT * around) / sum(self.words.values())


def _wanted(announced: Sequence[Announcing], reports: Sequence[Report], ears: Ears) -> list[_Wanted]:
    """Words that the found articles have in common tell less: in an archive on one country every article names it."""
    having: Counter[str] = Counter()
    if len(reports) >= SEVERAL:
        having.update(part for r in reports for part in parts(r.article.version.text[:CHARACTERS], ears))
    found = []
    for one in announced:
        words = {
            word: w * (1 - COMMON * having[word] / max(1, len(reports)))
            for word, w in weights(one, ears, {}).items()
        }
        plain = parts(" ".join(form for form in _FORM.findall(one.text) if form.islower()), ears)
        found.append(_Wanted(one.language, words, plain & words.keys(), _kinds(one)))
    return found


def _kinds(one: Announcing) -> frozenset[str]:
    said = dates(one.text, one.said, one.language) if one.language in SIGNS else []
    at = next((d.start for d in said if one.days and d.first == one.days.first), None)
    return kinds_of(one.text, at, one.language)


def _ordinals(text: str) -> frozenset[int]:
    return frozenset(
        _ORDINALS.index(m[2].lower()) + 1 if m[2] else int(next(filter(None, m.groups()))[:9])
        for m in _ORDINAL.finditer(text)
    )


def _looks_back(text: str, language: str) -> bool:
    """Whether a sentence tells of what was: with a sign of that (that somebody said so is none), and none of what is to come."""
    text = _SUSPENDED.sub(" ", text)
    if _EXPECTS.search(text) or (language == "en" and _PRESENT.search(text)):
        return False
    is_past = language == "en" and _PAST.search(text) is not None
    for sign in SIGNS[language].finditer(_SAYING.sub(" ", text)):
        if sign["ahead"]:
            return False
        is_past = True
    return is_past

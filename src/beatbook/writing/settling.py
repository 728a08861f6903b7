"""What became of an announcement: whether it is reported, called off, put off, or cannot be told.

The worst error is to say that something happened which did not, so a report must tell of it by itself: one sentence, of an article that
came out in time, in words that look back and neither deny nor expect, with enough of the telling words, on a day that was
announced, and no other. What no sentence reports is *not confirmed* if the sources could be read on those days, *no coverage* if
they could not. An editor's word stands. Pure: the archive is searched by `words_of`, and what it finds is judged here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from beatbook.filing.terms import pieces
from beatbook.filing.words import fold
from beatbook.model import Announcement, Announcing, Article, Cited, Days, Fate, Precision, Settled
from beatbook.read.sentences import sentences
from beatbook.read.text import STEM
from beatbook.read.when import dates
from beatbook.read.when.sense import SIGNS
from beatbook.writing import claims, evidence
from beatbook.writing.ahead import cited, ordered, parts, rarity, standing_of, told, weights
from beatbook.writing.candidates import Ears
from beatbook.writing.material import CHARACTERS, Member
from beatbook.writing.mentions import Notes
from beatbook.writing.naming import spoken
from beatbook.writing.texts import Text

REPORTED = timedelta(14)
"""How long after its last day a report of it may come out."""
AWAITED = timedelta(2)
"""How long after its last day its sources are looked at before it counts as not reported."""
WORDS = 8
"""Words by which reports are searched for."""
TELLING = 1.0
"""The least weight of a word by which reports are searched for: four articles in ten have a word of less."""
SENTENCES = 2
"""Sentences that report it, of different articles."""
ARTICLES = 60
"""Articles that are looked at."""
ENOUGH, ENOUGH_UNNAMED, ENOUGH_COARSE = 0.42, 0.55, 0.6
"""Share of the weight of the telling words that a report must have: where it names the day; where only its news is of that day; and
where a week or more was announced. Set by reading (docs/decisions/0506-held-to-account.md)."""
LEAST = 8.0
"""The least weight of the words that they share: two names, or a name and two words that half of all articles lack."""
CONTEXT = 0.5
"""What a word counts that only the headline or the first sentence has."""
OPENING = 4
"""Sentences at the beginning of an article that tell its news, where they name no day."""

_SAYING = re.compile(
    r"\b(?:said|says|told|added|reported|announced|stated|according\sto|dit|déclaré|annoncé|sagte|teilte|mit)\b|밝혔|말했|전했|보도했|발표했|表示|宣布|说|說|と述べ|と発表",
    re.I,
)
"""Who looks back at what he said does not look back at what he said it of."""
_EXPECTS = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|scheduled?|expect(?:s|ed|ing)?|propos\w+|slated|postpon\w+|delay\w*|cancel\w*|call(?:ed|s|ing)?\soff|put\soff|suspend\w*|"
    r"threaten\w*|hop(?:es?|ed|ing)|intend\w*|prepar\w+|ahead\sof|in\sadvance\sof|upcoming|forthcoming|coming|next|tomorrow|eve\sof|invit\w+|urg(?:e|ed|es|ing)|"
    r"ask(?:s|ed|ing)?|demand\w*|promis\w+|pledg\w+|vow\w*|agreed\sto|decided\sto|set\sto|due|on\strack|fail(?:s|ed|ing)?\sto|refus\w+|reschedul\w+|"
    r"moved\sto|brought\sforward|if|whether|unless|until|would|could|should|might|attempt\w*|banned|blocked|boycott\w*|rehears\w+)\b"
    r"|기로\s?(?:했|합의|결정|한\s)|예정|계획|앞두|준비|연기|취소|미뤄|미루|무산|보류|불발|추진|전망|검토|방침|요구|촉구"
    r"|将|將|拟|擬|计划|計劃|预计|預計|推迟|推遲|取消|延期|准备|準備|筹备|籌備|予定|見通し|中止|延期|計画"
    r"|\b(?:wird|werden|soll|sollen|geplant\w*|abgesagt\w*|verschoben\w*|verschieb\w*|prévue?s?|reportée?s?|annulée?s?|devrait|devraient|prochaine?s?)\b",
    re.I,
)
"""Words by which a sentence may tell of what was to come, or of what came to nothing."""
_UNIT = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_INSIDE = re.compile(r"[\w,;)’'][ \xa0]$")
_KOREAN_VERB = re.compile("(?:다|고|며|는|한|된|할|될|던)$")
_FINE = (Precision.TIME, Precision.DAY)


@dataclass(frozen=True, slots=True)
class Report:
    """An article that may report it: the fingerprint of its version, its story, and the day on which it came out. `by` is its
    source's name, where it is known."""

    article: Article
    version: str
    story: str | None
    day: date
    by: str = ""


def words_of(announced: Iterable[Announcing], ears: Ears) -> list[str]:
    """The words by which reports are searched for, as they are written: names before others, the rarest first."""
    found: dict[str, tuple[bool, float, str]] = {}
    for one in announced:
        stems = frozenset(one.stems) - frozenset(ears.stems(one.stated_by or ""))
        for unit in _UNIT.finditer(one.text):
            for word in _written(unit[0], stems):
                is_name = (
                    word[0].isupper() and _INSIDE.search(one.text[max(0, unit.start() - 2) : unit.start()])
                ) or (word == word.swapcase() and not _KOREAN_VERB.search(word))
                weight = rarity(fold(word)[0][:STEM], ears)
                rank, key = (not is_name, -weight, word), word.casefold()
                if weight >= TELLING:
                    found[key] = min(found.get(key, rank), rank)
    return [word for _, _, word in sorted(found.values())[:WORDS]]


def _written(form: str, stems: Collection[str]) -> list[str]:
    """A word as it is written, if it is telling; in Korean and in scripts without blanks the part that tells."""
    if form[0].isdigit():
        return []
    if form.isascii() or form != form.swapcase():
        return [form] if any(word[:STEM] in stems for word in fold(form)) else []
    return [piece for word in fold(form) for piece in pieces(word) if piece[:STEM] in stems]


def settle(
    announcement: Announcement,
    announced: Sequence[Announcing],
    reports: Sequence[Report],
    covered: Mapping[date, int],
    today: date,
    ears: Ears,
) -> Settled:
    """What became of an announcement by what is known on `today`. `announced` is what it was made of, `covered` how many of the
    sources could be read on a day, or had articles; days that are missing were not tried."""
    if announcement.settled.who is not None:
        return announcement.settled
    standing = standing_of(ordered(announced))
    if standing.fate is Fate.CANCELLED or announcement.days is None:
        return told(standing)
    days, is_fine = announcement.days, announcement.precision in _FINE
    if today > days.last or (not is_fine and today > days.first):
        happened = _happened(announcement, days, announced, reports, ears)
        if happened:
            return happened
    if today <= days.last:
        was = (
            standing.left[0] if standing.left else announcement.trail[0].days if announcement.trail else None
        )
        if standing.moved and was and was != days and today > was.last:
            return Settled(
                Fate.POSTPONED, f"put off from {period(was)} to {period(days)}", (cited(standing.by),)
            )
        return Settled(Fate.AHEAD)
    until = days.last + AWAITED
    read = max((n for day, n in covered.items() if days.first <= day <= until), default=0)
    if today <= until:
        return Settled(Fate.AHEAD, f"its day has passed; what is reported until {spoken(until)} counts")
    when = "on the day and the two after" if days.first == days.last else "on these days and the two after"
    if not read:
        return Settled(Fate.NO_COVERAGE, f"no source could be read {when}")
    sources = "1 source was" if read == 1 else f"{read} sources were"
    return Settled(Fate.NOT_CONFIRMED, f"{sources} read {when}; no report of it was found")


def period(days: Days) -> str:
    """Days as readers say them."""
    first, last = spoken(days.first), spoken(days.last)
    return first if days.first == days.last else f"{first} to {last}"


# ---- reports ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Found:
    """A sentence that reports it, and how surely."""

    worth: float
    report: Report
    cited: Cited


def _happened(
    announcement: Announcement,
    days: Days,
    announced: Sequence[Announcing],
    reports: Sequence[Report],
    ears: Ears,
) -> Settled | None:
    telling = [(one.language, weights(one, ears, {})) for one in announced]
    notes = Notes(languages=ears.languages)
    found: list[_Found] = []
    own = {one.span.article for one in announced}
    in_time = [r for r in reports if days.first <= r.day <= days.last + REPORTED and r.article.id not in own]
    for report in sorted(in_time, key=lambda r: (r.day, r.article.id))[:ARTICLES]:
        best = _reporting(report, days, announcement.precision, telling, notes, ears)
        if best:
            found.append(best)
    found.sort(key=lambda f: (-f.worth, f.report.day, f.report.article.id))
    if not found:
        return None
    first = min(found, key=lambda f: (f.report.day, f.report.article.id)).report
    others = len({f.report.article.source for f in found} - {first.article.source})
    by = first.by or first.article.source
    more = f" and {others} other{'s' * (others > 1)}" if others else ""
    story = next((f.report.story for f in found if f.report.story), None)
    return Settled(
        Fate.HAPPENED,
        f"reported on {spoken(first.day)} by {by}{more}",
        tuple(f.cited for f in found[:SENTENCES]),
        story,
    )


def _reporting(
    report: Report,
    days: Days,
    precision: Precision,
    telling: Sequence[tuple[str | None, Mapping[str, float]]],
    notes: Notes,
    ears: Ears,
) -> _Found | None:
    """The sentence of an article that reports it best, if one does."""
    version = report.article.version
    text = version.text[:CHARACTERS]
    language = ears.languages.of(text[:600], version.language)
    wanted = [words for code, words in telling if words and (code is None or code == language)]
    if language not in SIGNS or not wanted:
        return None
    spans = sentences(text, language)
    context = parts(f"{version.headline or ''} {text[slice(*spans[0])] if spans else ''}", ears)
    news: int | None = None
    best: _Found | None = None
    for position, (start, end) in enumerate(spans):
        said = text[start:end]
        own = parts(said, ears)
        share = max(_share(words, own, context) for words in wanted)
        if (
            share < min(ENOUGH, ENOUGH_UNNAMED)
            or (best and share <= best.worth)
            or not _looks_back(said, language)
        ):
            continue
        named = [
            d for d in dates(said, report.day, language) if d.grain == "day" and d.first and d.first == d.last
        ]
        if named:
            if not any(d.first and days.first <= d.first <= days.last for d in named):
                continue
        elif position >= OPENING:
            continue
        else:
            news = notes.of(report.article, 0, report.day).news if news is None else news
            if not days.first.toordinal() <= news <= days.last.toordinal():
                continue
        bar = ENOUGH if named else ENOUGH_UNNAMED
        if share < (bar if precision in _FINE else max(bar, ENOUGH_COARSE)):
            continue
        sentence = ears.single(Member(report.article, version=report.version), 0, start, end, language)
        if (
            sentence.why is None
            and evidence.check(
                sentence.text, [version.text[sentence.span.start : sentence.span.end]], day=report.day
            ).supported
        ):
            best = _Found(share, report, Cited(sentence.text, (sentence.span,), published=version.published))
    return best


def _share(words: Mapping[str, float], own: Collection[str], context: Collection[str]) -> float:
    """What part of the telling words, by their weight, a sentence has; 0 if that is too little to go by."""
    said = sum(weight for word, weight in words.items() if word in own)
    if said < LEAST or sum(word in own for word in words) < 2:
        return 0.0
    around = sum(weight for word, weight in words.items() if word in context and word not in own)
    return (said + CONTEXT * around) / sum(words.values())


def _looks_back(text: str, language: str) -> bool:
    """Whether a sentence tells of what was: with a sign of that, and none of what is to come or was not."""
    if _EXPECTS.search(text) or any(claims.is_not(key) for key in Text(text).keys):
        return False
    is_past = False
    for sign in SIGNS[language].finditer(_SAYING.sub(" ", text)):
        if sign["ahead"]:
            return False
        is_past = True
    return is_past

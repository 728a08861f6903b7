"""Figures that articles state again and again, and nobody keeps yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from beatbook.filing.words import slug
from beatbook.model import Article, Countable, Figure, PeriodKind, SuggestedFigure
from beatbook.writing.candidates import Ears
from beatbook.writing.figures.observing import Statements, cited, held_of, is_believed

ARTICLES = 3
PERIODS = 2
"""A figure is suggested if so many articles state it, of so many periods."""


def countable(
    article: Article, day: date, ears: Ears, version: str = "", said: Statements | None = None
) -> list[Countable]:
    """The numbers of an article that count something over a month, quarter or year, and are said to be so."""
    said = said or Statements(article, day, ears, version)
    everything = Figure("", "", ())
    out = []
    for paragraph in said.paragraphs:
        for n in range(len(paragraph)):
            sentence = said.said(paragraph, n)
            for q in sentence.found:
                if q.counted is None or not is_believed(q, everything):
                    continue
                for kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR):
                    held = held_of(q, kind, day)
                    if held is None or held.period is None or held.each is not None:
                        continue
                    if (shown := cited(said, sentence)) is not None:
                        out.append(Countable(q.counted, q.unit, held.period, kind, shown))
                    break
    return out


def suggested(found: Iterable[Countable]) -> list[SuggestedFigure]:
    """The figures that articles state again and again, those that most articles state first."""
    alike: defaultdict[tuple[str, str, PeriodKind], list[Countable]] = defaultdict(list)
    for one in found:
        alike[_head(one.counted), one.unit, one.kind].append(one)
    out = []
    for (_, unit, kind), ones in alike.items():
        articles = {span.article for one in ones for span in one.cited.spans}
        periods = {one.period for one in ones}
        if len(articles) < ARTICLES or len(periods) < PERIODS:
            continue
        names = [name for name, _ in Counter(one.counted for one in ones).most_common()]
        example = min(ones, key=lambda one: (one.counted != names[0], len(one.cited.text)))
        figure = Figure(
            slug(names[0]) or slug(names[0].replace(" ", "-")) or "figure",
            names[0],
            tuple(names),
            unit=unit,
            period=kind,
        )
        out.append(SuggestedFigure(figure, len(articles), len(periods), example.cited))
    return sorted(out, key=lambda s: (-s.articles, -s.periods, s.figure.slug))


def _head(counted: str) -> str:
    """The noun itself, without what describes it, in the singular."""
    head = counted.lower().split()[-1]
    return head[:-1] if len(head) > 3 and head.endswith("s") and not head.endswith("ss") else head

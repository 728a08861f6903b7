"""Figures made for the tests of their pages: articles of a beat, read for what they state as the desk reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from beatbook.model import Beat, Figure, Moment, Name, PeriodKind, Source, Version
from beatbook.store.figures import OBSERVE, Observe
from beatbook.store.intents import Keep
from beatbook.store.protocol import Store
from beatbook.writing.candidates import Ears
from beatbook.writing.figures import observations

from . import desks

BEAT = Beat("strait", "The Strait", "ferry")
ARRIVALS = Figure(
    "arrivals",
    "Arrivals in the South",
    ("North Koreans", "defectors", "refugees", "arrivals", "people"),
    (("arriv*", "came", "entered", "reached"),),
    ("tourists",),
    low=0,
    high=5000,
    note="By the ministry’s own count.",
)
RICE = Figure("rice", "Rice sold", ("rice",), (("sold",),), unit="t", period=PeriodKind.MONTH)
REFERENCE = "At least 1,000 North Koreans came to the South every year for the last two decades. But so far, only 195 arrived in 2020."
LATER = "The Ministry of Settlement said on Wednesday that 229 defectors arrived in 2020."

YEARS = (
    583,
    1139,
    1281,
    1894,
    1383,
    2018,
    2544,
    2803,
    2914,
    2402,
    2706,
    1502,
    0,
    1397,
    1276,
    1418,
    1127,
    1137,
    1047,
)
"""From 2001 on; of 2013 nobody states one."""

_EARS = Ears()


def told(key: str, source: str, body: str, day: date, beat: str = BEAT.slug) -> Keep:
    version = Version(
        f"Headline of {key}", byline=(Name("Ann Lee"),), published=Moment(day), language="en", text=body
    )
    return desks.keep(key, source, version, beats=[beat], url=f"https://{source}.example/{key}")


def fill(store: Store, keeps: Iterable[Keep], figures: Iterable[Figure], beat: Beat = BEAT) -> None:
    """Keep a beat with these articles and figures, and what the articles state of them."""
    keeps, figures = list(keeps), list(figures)
    for slug in sorted({k.source for k in keeps}):
        if slug not in {s.slug for s in store.sources()}:
            store.put_source(Source(slug, slug.title()), desks.NOW)
    if beat.slug not in {b.slug for b in store.beats()}:
        store.put_beat(beat)
    store.put_figures(beat.slug, figures)
    store.apply(keeps)
    store.apply([desks.place(k) for k in keeps])
    claims = {c.key: c for c in store.claim(OBSERVE, "test", 10_000, desks.NOW, 600.0)}
    found = []
    for key, (article, version, _) in store.newest([k.key for k in keeps]).items():
        assert article.version.published is not None
        day = article.version.published.day
        stated = tuple(
            (beat.slug, one)
            for figure in figures
            for one in observations(article, figure, day, _EARS, version)
        )
        found.append(Observe(key, stated, claim=claims.get(key)))
    store.apply(found)


def two_decades() -> list[Keep]:
    """Articles with all that a chart can have: values, about, rivals, bounds, what is so far, earlier and corrected."""
    keeps = [
        told(f"y{year}", "tide", f"The Ministry of Settlement said that {n:,} defectors arrived in {year}.", date(year + 1, 1, 20))
        for year, n in enumerate(YEARS, 2001)
        if n
    ]  # fmt: skip
    said = (
        ("ref", REFERENCE, date(2020, 10, 21)),
        (
            "march",
            "So far this year, 135 defectors arrived, the Ministry of Settlement said.",
            date(2020, 4, 1),
        ),
        (
            "about",
            "About 1,500 refugees reached the South in 2013, the harbour master said.",
            date(2014, 1, 20),
        ),
        ("c16", "The Council for Refugees said that 1,300 defectors arrived in 2016.", date(2017, 2, 1)),
        ("c17", "The Council for Refugees said that about 900 defectors arrived in 2017.", date(2018, 2, 1)),
        ("c18", "The Council for Refugees said that 1,310 defectors arrived in 2018.", date(2019, 2, 1)),
        ("w18", "The Border Watch said that 1,105 defectors arrived in 2018.", date(2019, 3, 1)),
        ("m00", "Fewer than 400 defectors arrived in 2000, the Council for Refugees said.", date(2001, 2, 1)),
    )
    return keeps + [told(key, "herald", text, day) for key, text, day in said]


def months() -> list[Keep]:
    """What came in each month of a year and a half, but for two."""
    found = []
    for n in range(18):
        month, after = (date(2019 + m // 12, m % 12 + 1, 1) for m in (n, n + 1))
        text = f"The mayor said that {300 + n * 71 % 190} tonnes of rice were sold in {month:%B %Y}."
        if n not in (6, 7):
            found.append(told(f"rice{n}", "tide", text, after.replace(day=9)))
    return found

"""Figures made for the tests of their pages: articles of a beat, read for what they state as the desk reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from beatbook.model import Beat, Figure, Moment, Name, Source, Version
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
REFERENCE = "At least 1,000 North Koreans came to the South every year for the last two decades. But so far, only 195 arrived in 2020."
LATER = "The Ministry of Settlement said on Wednesday that 229 defectors arrived in 2020."

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

"""The sample press as written: counts, what is true of it, and changes by the clock."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from beatbook.errors import InputError
from beatbook.sample.press import CLOSING, HERE, OPENING, VELM, Article, Press, edition, load

KOREAN = ("haesong", "sinbo", "tongsin")


@pytest.fixture(scope="module")
def press() -> Press:
    return load()


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    return tomllib.loads((HERE / "truth.toml").read_text(encoding="utf-8"))


def said(article: Article) -> str:
    return "\n\n".join([article.headline, article.deck, *(b.text for b in article.blocks)])


def stands(press: Press, id: str, at: datetime) -> str:
    article = press.article(id)
    assert article
    found = edition(article, at)
    assert found
    return "\n\n".join([found.headline, found.deck, found.text])


# ---- counts -------------------------------------------------------------------------------------------------------------


def test_there_is_enough_of_it(press: Press) -> None:
    korean = [a for a in press.articles if a.outlet in KOREAN]
    assert len(press.articles) >= 270
    assert len(korean) >= 40
    languages = {outlet.slug: outlet.language for outlet in press.outlets}
    written = Counter(languages[a.outlet] for a in press.articles)
    assert written["en"] >= 115
    assert min(written[other] for other in ("de", "fr", "zh")) >= 12
    assert len(press.outlets) >= 13
    assert Counter(a.published.month for a in press.articles).keys() == {8, 9, 10}
    assert all(OPENING <= a.published <= CLOSING for a in press.articles)


def test_every_article_is_whole(press: Press) -> None:
    for a in press.articles:
        assert a.headline, a.id
        assert a.deck, a.id
        assert a.byline, a.id
        assert len(said(a)) > 150, a.id


def test_no_paragraph_is_used_twice_except_in_copies(press: Press, truth: dict[str, Any]) -> None:
    copies = {c["article"] for c in truth["copy"]}
    uses: dict[str, list[str]] = defaultdict(list)
    for a in press.articles:
        if a.id not in copies:
            for b in a.blocks:
                if b.kind == "p" and not b.text.startswith("This timeline is free to read."):
                    uses[b.text].append(a.id)
    assert {text: ids for text, ids in uses.items() if len(ids) > 1} == {}


def test_a_paper_writes_its_language(press: Press) -> None:
    for a in press.articles:
        hangul, han = len(re.findall(r"[가-힣]", said(a))), len(re.findall(r"[一-鿿]", said(a)))
        assert (hangul > 100) == (a.outlet in KOREAN), a.id
        assert (han > 100) == (a.outlet == "wanbao"), a.id


def test_it_names_no_real_outlet(press: Press) -> None:
    real = (
        "NK News|Yonhap|Reuters|Associated Press|BBC|CNN|Guardian|New York Times|Washington Post|Bloomberg|Al Jazeera|"
        "Kyodo|Xinhua|KCNA|Daily NK|Straits Times|Radio Free Asia|Voice of America|Agence France|Wikipedia|"
        "연합뉴스|조선일보|중앙일보|동아일보|한겨레|경향신문|한국일보|매일경제|서울신문|북한|남한|탈북|"
        "North Korea|South Korea|Pyongyang|Seoul|Maersk|Evergreen|Lloyd"
    )
    files = sorted(p for p in HERE.rglob("*") if p.suffix in (".txt", ".toml", ".html"))
    assert len(files) > 30
    for file in files:
        found = re.findall(real, file.read_text(encoding="utf-8"))
        assert not found, (file.name, found)


# ---- what is true of it ---------------------------------------------------------------------------------------------------


def ids(value: Any) -> Iterator[str]:
    """All that looks like an article's id, anywhere in the truth."""
    if isinstance(value, str):
        if re.fullmatch(r"[a-z0-9]+/[a-z0-9-]+", value):
            yield value
    elif isinstance(value, dict):
        for k, v in value.items():
            yield from ids(k)
            if k != "path":
                yield from ids(v)
    elif isinstance(value, list):
        for v in value:
            yield from ids(v)


def test_every_id_in_the_truth_exists(press: Press, truth: dict[str, Any]) -> None:
    known = {a.id for a in press.articles}
    named = set(ids(truth))
    assert len(named) > 150
    assert named - known == set()


def test_every_article_has_one_place(press: Press, truth: dict[str, Any]) -> None:
    places = Counter(id for listed in truth["beats"].values() for id in listed)
    assert set(places.values()) == {1}
    assert set(places) == {a.id for a in press.articles}
    assert 0.15 < len(truth["beats"]["none"]) / len(press.articles) < 0.35
    for beat, near in truth["near_misses"].items():
        assert set(near) <= set(truth["beats"]["none"]), beat


def test_beats_are_files_of_the_known_form(truth: dict[str, Any]) -> None:
    beats = [tomllib.loads(f.read_text(encoding="utf-8")) for f in sorted((HERE / "beats").glob("*.toml"))]
    assert {b["slug"] for b in beats} == set(truth["beats"]) - {"none"}
    for b in beats:
        assert b.keys() == {"slug", "title", "description", "rule", "language", "tier"}


def test_copies_say_what_the_dispatch_said(press: Press, truth: dict[str, Any]) -> None:
    assert len(truth["copy"]) >= 12
    assert {c["kind"] for c in truth["copy"]} == {"exact", "excerpt", "reprint"}
    by_id = {a.id: a for a in press.articles}
    for c in truth["copy"]:
        copy, origin = ([b.text for b in by_id[c[k]].blocks if b.kind == "p"] for k in ("article", "origin"))
        shared = [p for p in copy if p in origin]
        assert len(shared) >= 2, c
        assert (copy == origin) == (c["kind"] == "exact"), c
        assert (set(copy) <= set(origin)) == (c["kind"] != "reprint"), c
        assert by_id[c["origin"]].published < by_id[c["article"]].published, c
        assert by_id[c["article"]].credit, c
    assert len({c["article"].split("/")[0] for c in truth["copy"]}) >= 4


def test_events_have_independent_reports(truth: dict[str, Any]) -> None:
    events = {e["id"]: e for e in truth["event"]}
    assert len(events) == len(truth["event"])
    wide = [e for e in events.values() if len({a.split("/")[0] for a in e["articles"]} - {"tongsin"}) >= 3]
    assert len(wide) >= 6
    copies = {c["article"] for c in truth["copy"]}
    for e in events.values():
        assert not copies & set(e["articles"]), e["id"]
        assert set(e["copies"]) <= copies, e["id"]
    for pair in truth["lookalike"]:
        assert not set(events[pair["a"]]["articles"]) & set(events[pair["b"]]["articles"])
    for dispute in truth["dispute"]:
        assert set(dispute["values"]) <= set(events[dispute["event"]]["articles"])
        assert len(set(dispute["values"].values())) > 1


def test_what_is_quoted_stands_in_the_articles(press: Press, truth: dict[str, Any]) -> None:
    by_id = {a.id: a for a in press.articles}
    for dispute in truth["dispute"]:
        for id, value in dispute["values"].items():
            assert value in said(by_id[id]), (id, value)
    words = {"31": "Thirty-one", "27": "Twenty-seven", "38": "Thirty-eight"}
    for figure in truth["figure"]:
        text = said(by_id[figure["article"]])
        assert figure["value"] in text or words.get(figure["value"], "\0") in text, figure


def test_announcements(press: Press, truth: dict[str, Any]) -> None:
    by_id = {a.id: a for a in press.articles}
    assert {a["outcome"] for a in truth["announcement"]} == {"kept", "moved", "cancelled", "open"}
    for a in truth["announcement"]:
        assert by_id[a["article"]].published.date() <= a["date"], a
        assert ("moved_to" in a) == (a["outcome"] == "moved"), a
        assert ("seen_in" in a) == (a["outcome"] != "open"), a
        if "seen_in" not in a:
            assert a["date"] >= CLOSING.date(), a
        said_in = said(by_id[a["article"]])
        day = a["date"]
        forms = (f"{day:%b}. {day.day}", f"{day:%B} {day.day}", f"Sept. {day.day}", f"{day.day} {day:%B}")
        assert any(form in said_in for form in forms), a


def test_the_column_misses_one_instalment(press: Press, truth: dict[str, Any]) -> None:
    column = next(s for s in truth["series"] if s["id"] == "ask-a-northerner")
    by_id = {a.id: a for a in press.articles}
    days = sorted([by_id[id].published.date() for id in column["articles"]] + column["missing"])
    assert len(column["missing"]) == 1
    assert {(b - a).days for a, b in itertools.pairwise(days)} == {14}


# ---- changes --------------------------------------------------------------------------------------------------------------


def test_a_later_article_does_not_exist_yet(press: Press) -> None:
    clock = datetime(2026, 9, 15, tzinfo=VELM)
    listed = [e for o in press.outlets for e in press.editions(o.slug, clock)]
    assert 0 < len(listed) < len(press.articles)
    assert all(e.article.published <= clock for e in listed)
    assert all(edition(a, OPENING) is None for a in press.articles)


def test_changes_happen_at_their_time(press: Press, truth: dict[str, Any]) -> None:
    assert {c["kind"] for c in truth["change"]} == {"correction", "silent"}
    for change in truth["change"]:
        article = press.article(change["article"])
        assert article
        before, after = edition(article, article.published), edition(article, change["at"])
        assert before
        assert after
        assert before.updated is None
        assert change["was"] in stands(press, article.id, article.published)
        assert change["is"] in stands(press, article.id, CLOSING)
        assert change["was"] not in stands(press, article.id, CLOSING)
        assert after.touched == change["at"]
        assert (after.updated is None) == (change["kind"] == "silent")
        assert bool(after.notes) == (change["kind"] == "correction")


# ---- the form of the files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("=== a\nheadline: A\npublished: 2026-08-02 10:00\n", "without a body"),
        ("=== a\nheadlin: A\n\nText.\n", "not one of"),
        ("=== a\nheadline: A\npublished: yesterday\n\nText.\n", "yesterday"),
        ("=== a\npublished: 2026-08-02 10:00\n\nText.\n", "headline"),
        ("Text.\n", "before the first article"),
        ("=== a\nheadline: A\npublished: 2026-08-02 10:00\n\n[tke x/y 1-2]\n", "unknown mark"),
        ("=== a\nheadline: A\npublished: 2026-08-02 10:00\n\n[take x/y 1-2]\n", "does not exist"),
        ("=== a\nheadline: A\npublished: 2026-08-02 10:00\n\nT.\n\n+++ 2026-08-03 10:00 quietly\n", "silent"),
    ],
)
def test_a_faulty_file_is_named(tmp_path: Any, text: str, complaint: str) -> None:
    for name in ("outlets.toml", "oddities.toml"):
        (tmp_path / name).write_bytes((HERE / name).read_bytes())
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "tern-2026-08.txt").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=complaint):
        load(tmp_path)

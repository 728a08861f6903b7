"""Stories of several strands: what names decide is as it ever was, and what is one across languages stays one."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from beatbook.filing.meaning import Vector
from beatbook.filing.profile import to_bytes
from beatbook.filing.stories import Stories
from beatbook.filing.strands import Placed, Strands
from beatbook.filing.terms import Reader
from beatbook.model import Article, CopyKind, CopyOf, Moment, Regroup, Version

from .meanings import MODEL, meant, reports
from .story_cases import story_cases

READER = Reader()
REPORTS = reports()
NEAR = 0.8
START = datetime(2025, 3, 4, tzinfo=UTC)


def desk(model: str = MODEL, near: float = NEAR) -> Strands:
    return Strands(Stories(READER), model, near)


def put(stories: Strands, *keys: str, **more: str) -> list[Placed]:
    return [stories.decide(REPORTS[k], vector=meant(REPORTS[k])) for k in keys]


def again(key: str, new: str, extra: str = "") -> Article:
    """A report by another paper in other words: the same first sentence, and something else."""
    article = REPORTS[key]
    text = article.version.text.split(". ")[0] + f". {extra}"
    return replace(article, id=new, source=f"other-{new}", version=replace(article.version, text=text))


def test_a_tie_says_what_it_is_and_whose_word_that_is() -> None:
    placed = put(desk(), "strike-en", "strike-ko")[1]
    assert placed.grouping.story == "strike-en"
    assert placed.grouping.tie == (
        "says much the same in another language (as made-up-256 has it, .94)",
        "numbers: 2350, 7.5",
    )
    assert placed.grouping.earlier == ()
    assert list(placed.profiles) == ["strike-en"]


def test_without_a_vector_or_a_language_nothing_is_joined() -> None:
    stories = desk()
    put(stories, "strike-en")
    assert stories.decide(REPORTS["strike-ko"]).grouping.story == "strike-ko"
    stories = desk()
    put(stories, "strike-en")
    unknown = REPORTS["strike-ko"]
    unknown = replace(unknown, version=replace(unknown.version, language=None))
    assert stories.decide(unknown, vector=meant(unknown)).grouping.story == "strike-ko"


def test_the_next_report_in_each_language_finds_its_own() -> None:
    stories = desk()
    put(stories, "strike-en", "strike-ko")
    ko = again("strike-ko", "ko2", "노조 2350명은 오를레츠 부두에서 7.5퍼센트를 요구했다.")
    en = again("strike-en", "en2", "The union of Orlec wants 7.5 percent for 2,350 dockers.")
    for article in (ko, en):
        assert stories.decide(article).grouping.story == "strike-en"
    assert [s.size for s in stories._strands("strike-en")] == [2, 2]


def test_a_story_takes_in_its_own_languages_by_names_alone() -> None:
    like = REPORTS["vote-ko"].version
    text = "가극장 관중 2350명이 공연을 보았다. 매출은 7.5퍼센트 늘었다."
    other = replace(
        REPORTS["strike-ko"],
        id="x",
        version=replace(like, headline="공연", text=text, published=Moment(START.date())),
    )
    for before, story in ((["strike-en"], "strike-en"), (["strike-en", "strike-ko"], "x")):
        stories = desk()
        put(stories, *before)
        assert stories.decide(other, vector=meant(REPORTS["strike-en"])).grouping.story == story


def test_a_copy_goes_where_its_origin_is() -> None:
    stories = desk()
    put(stories, "strike-en", "strike-ko")
    copy = replace(REPORTS["strike-ko"], id="copy")
    said = CopyOf("copy", "strike-ko", CopyKind.EXACT, 1.0)
    placed = stories.decide(copy, said, "strike-en", vector=meant(copy))
    assert placed.grouping.story == "strike-en"
    assert dict(placed.profiles) == {}


def test_a_flash_joins_nothing_by_its_meaning() -> None:
    stories = desk()
    put(stories, "strike-en")
    article = REPORTS["strike-ko"]
    flash = CopyOf(article.id, None, CopyKind.FLASH)
    assert stories.decide(article, flash, vector=meant(article)).grouping.story == article.id


def test_what_was_kept_is_taken_up_and_decides_alike() -> None:
    one, kept = desk(), dict[str, bytes]()
    for placed in put(one, "strike-en", "strike-ko", "fire-en", "ferry-de", "theft-de"):
        kept |= placed.profiles
    assert kept["strike-en"].count(b"\n") == 1
    other = desk()
    other.load(kept.items())
    assert {s: other.kept(s) for s in kept} == kept
    for key in ("fire-ko", "ferry-ko", "later-strike-ko", "other-theft-ko"):
        assert put(one, key)[0].grouping == put(other, key)[0].grouping


def test_what_another_model_said_is_not_compared_and_strands_stay_together() -> None:
    one = desk()
    kept = put(one, "strike-en", "strike-ko")[1].profiles
    for model in ("another", ""):
        other = desk(model)
        other.load(kept.items())
        ko = again("strike-ko", "ko2", "노조 2350명은 오를레츠 부두에서 7.5퍼센트를 요구했다.")
        assert other.decide(ko, vector=meant(ko)).grouping.story == "strike-en"
        fresh = REPORTS["strike-ko"]
        unlike = replace(
            fresh, id="x", version=replace(REPORTS["vote-ko"].version, published=fresh.version.published)
        )
        assert other.decide(unlike, vector=meant(fresh)).grouping.story == "x"


def test_a_profile_of_a_desk_without_a_model_is_taken_up() -> None:
    stories = Stories(READER)
    kept = stories.decide(REPORTS["strike-en"]).profiles()
    other = desk()
    other.load(kept.items())
    assert {s: other.kept(s) for s in kept} == kept


def test_an_article_that_is_decided_on_again_leaves_its_strand() -> None:
    stories = desk()
    put(stories, "strike-en", "strike-ko")
    stories.take_out("strike-ko", "strike-en")
    assert [s.key for s in stories._strands("strike-en")] == ["strike-en"]
    assert put(stories, "strike-ko")[0].grouping.story == "strike-en"


def test_the_first_report_may_leave_a_story_that_lives_on() -> None:
    stories = desk()
    put(stories, "strike-en", "strike-ko")
    stories.take_out("strike-en", "strike-en")
    assert stories.knows("strike-en")
    corrected = replace(REPORTS["strike-en"], version=REPORTS["theft-de"].version)
    placed = stories.decide(corrected, vector=meant(corrected))
    assert placed.grouping.story == "strike-en-2"
    assert [s.key for s in stories._strands("strike-en")] == ["strike-ko"]


def test_what_an_editor_put_somewhere_is_counted_there() -> None:
    stories = desk()
    put(stories, "strike-en", "strike-ko")
    stories.put_in(REPORTS["fire-en"], "strike-en", meant(REPORTS["fire-en"]))
    assert sorted(s.size for s in stories._strands("strike-en")) == [1, 2]
    assert stories.put_in(REPORTS["vote-de"], "new").startswith(b'{"key":"new"')


def test_a_story_made_anew_has_a_strand_for_each_way_of_writing_names() -> None:
    members = [REPORTS[k] for k in ("ferry-en", "ferry-ko", "ferry-de")]
    vectors = {m.id: meant(m) for m in members}
    stories = desk()
    stories.made("ferry-en", members, vectors)
    assert [(s.key, s.size) for s in stories._strands("ferry-en")] == [("ferry-en", 2), ("ferry-ko", 1)]
    assert put(stories, "ferry-month-en")[0].grouping.story == "ferry-month-en"
    plain = desk("")
    assert plain.made("ferry-en", members, {}) == to_bytes(Stories(READER).made("ferry-en", members))
    assert plain.made("gone", [], {}) == b""


def test_strands_that_are_no_longer_active_are_forgotten() -> None:
    chance = random.Random(3)
    stories = Strands(Stories(READER, active=20), MODEL, NEAR)
    for n in range(120):
        name = "".join(chance.choices("bdgklmnprstv", k=3)).join(("A", "or")) + f"el{n}"
        text = f"The harbour of {name}berg froze over, said {name}maat of {name}."
        article = Article(
            f"a{n}", "s", None, START, Version(text=text, language="en", published=Moment(START.date()))
        )
        stories.decide(article, vector=random_vector(chance))
    assert len(stories._meanings) <= 33


def test_a_part_that_leaves_is_a_story_of_its_own() -> None:
    stories = desk()
    put(stories, "strike-en", "strike-ko")
    stories._put_into("leaves", "long-gone")
    told = Regroup("strike-ko", "leaves", ("leaves", "x"), ("why",))
    assert list(stories._regrouped(told)) == [Regroup("strike-en", "leaves", ("leaves", "x"), ("why",))]
    assert stories._meanings.get("leaves") is stories._meanings.get("strike-ko")


def test_strands_that_names_merge_take_their_stories_with_them() -> None:
    stories = desk()
    put(stories, "strike-en", "strike-ko", "fire-en", "other-fire-de")
    stories._put_into("other-fire-de", "fire-en")
    stories._stories.forget("fire-en")  # as when names had merged it into the strike
    told = Regroup("fire-en", "strike-ko", (), ("why",))
    assert list(stories._regrouped(told)) == [Regroup("fire-en", "strike-en", (), ("why",))]
    assert [s.key for s in stories._strands("strike-en")] == ["strike-en", "strike-ko", "other-fire-de"]
    assert not stories.knows("fire-en")
    within = Regroup("strike-ko", "strike-en", (), ("why",))
    stories._stories.forget("strike-ko")
    assert list(stories._regrouped(within)) == []
    assert [s.key for s in stories._strands("strike-en")] == ["strike-en", "other-fire-de"]


def test_a_report_without_a_vector_is_counted_in_its_strands_days() -> None:
    stories = desk()
    put(stories, "strike-en")
    later = again("strike-en", "en2", "The union of Orlec wants 7.5 percent for 2,350 dockers.")
    day = Moment.parse("2025-03-09")
    assert stories.decide(replace(later, version=replace(later.version, published=day))).grouping.tie
    ko = REPORTS["strike-ko"]
    ko = replace(ko, version=replace(ko.version, published=Moment.parse("2025-03-12")))
    assert stories.decide(ko, vector=meant(ko)).grouping.story == "strike-en"


# ---- the same as without --------------------------------------------------------------------------------------------------


def random_vector(chance: random.Random) -> Vector:
    found = np.array([chance.gauss(0.0, 1.0) for _ in range(16)], np.float32)
    return found / np.float32(np.linalg.norm(found))


def engine_of(
    articles: Iterable[Article], vectors: dict[str, Vector] | None
) -> tuple[dict[str, bytes], dict[str, str]]:
    """All that names make of these articles, and the story of each."""
    engine = Stories(READER)
    stories = Strands(engine, MODEL if vectors is not None else "", 0.3)
    homes: dict[str, str] = {}
    for article in articles:
        placed = stories.decide(article, vector=(vectors or {}).get(article.id))
        homes[article.id] = placed.grouping.story
        for regroup in placed.regroups:
            for key, story in homes.items():
                if story == regroup.story and (not regroup.articles or key in regroup.articles):
                    homes[key] = regroup.into
        assert homes[article.id] in placed.profiles
    return {key: to_bytes(story) for key, story in engine._stories.items()}, homes


@pytest.mark.parametrize("seed", range(6))
def test_vectors_change_nothing_that_names_decide(seed: int) -> None:
    """However wild they are: five directions for all articles, and a line that is far too low."""
    chance = random.Random(seed)
    every = [a for case in story_cases() for a in case.articles] + list(REPORTS.values())
    chance.shuffle(every)
    every = every[:250]
    for n, article in enumerate(every):
        seen = START + timedelta(hours=n)
        published = Moment.of(seen) if chance.random() < 0.9 else None
        language = chance.choice(["en", "de", "ko", "zh", "fr", None])
        every[n] = replace(
            article,
            first_seen=seen,
            version=replace(article.version, published=published, language=language),
        )
    few = [random_vector(chance) for _ in range(5)]
    wild = {
        a.id: chance.choice(few) + np.float32(0.1) * random_vector(chance)
        for a in every
        if chance.random() < 0.9
    }
    wild = {key: v / np.float32(np.linalg.norm(v)) for key, v in wild.items()}
    plain, apart = engine_of(every, None)
    strands, together = engine_of(every, wild)
    assert strands == plain
    partition: dict[str, set[str]] = {}
    for key, story in apart.items():
        partition.setdefault(story, set()).add(together[key])
    assert all(len(stories) == 1 for stories in partition.values()), "what names joined is apart"
    assert len(set(together.values())) < len(set(apart.values())), "nothing was joined"


def test_on_a_desk_of_one_language_all_is_as_without() -> None:
    every = [a for case in story_cases() for a in case.articles if a.version.language == "en"]
    chance = random.Random(1)
    same = {a.id: random_vector(random.Random(chance.randrange(3))) for a in every}
    assert engine_of(every, same) == engine_of(every, None)

"""Names that an editor says to be one person's: joined, parted, and joined whatever is read or filed in between."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beatbook.errors import InputError
from beatbook.model import Filing
from beatbook.store.codec import version_digest
from beatbook.store.intents import Refile, SameAuthor
from beatbook.store.protocol import Store
from beatbook.store.rows import Wanted
from tests.conftest import NOW, keep

ARTICLES = [
    keep("a", by=("J. Quay",), beats=("strait",)),
    keep("b", by=("Joan Quay", "Bo Reed"), beats=("strait",)),
    keep("c", by=("J. Quay", "Joan Quay")),
]


@pytest.fixture
def signed(store: Store, beats: Callable[..., None]) -> Store:
    beats("strait")
    store.apply(ARTICLES)
    return store


def same(store: Store, author: str, into: str | None) -> None:
    store.apply([SameAuthor(author, into, "ada", NOW)])


def by(store: Store, author: str) -> str:
    return "".join(sorted(item.key for item in store.listing(Wanted(author=author)).items))


def bylines(store: Store) -> dict[str, list[str]]:
    return {i.key: [a.name for a in i.byline] for i in store.listing(Wanted()).items}


def authors(store: Store) -> list[tuple[str, int]]:
    return [(slug, n) for slug, _, n in store.facets(Wanted(beat="strait")).authors]


def test_what_was_signed_with_either_name_is_signed_by_one(signed: Store) -> None:
    before = bylines(signed), authors(signed)
    same(signed, "j-quay", "joan-quay")
    assert bylines(signed) == {"a": ["Joan Quay"], "b": ["Joan Quay", "Bo Reed"], "c": ["Joan Quay"]}
    assert authors(signed) == [("joan-quay", 2), ("bo-reed", 1)]
    assert by(signed, "joan-quay") == by(signed, "j-quay") == "abc"
    assert signed.listing(Wanted(beat="strait", author="j-quay")).total == 2
    found = signed.author("j-quay")
    assert found is not None
    assert (found.slug, found.name) == ("joan-quay", "Joan Quay")
    assert [(j.author.slug, j.into.slug) for j in signed.joined()] == [("j-quay", "joan-quay")]
    detail = signed.article("a")
    assert detail is not None
    assert [n.name for n in detail.versions[-1].version.byline] == ["J. Quay"], "what was printed stays"
    same(signed, "j-quay", None)
    assert (bylines(signed), authors(signed)) == before
    assert signed.joined() == []


def test_it_outlasts_what_is_read_and_filed_later(signed: Store) -> None:
    same(signed, "j-quay", "joan-quay")
    new = keep("d", by=("J. Quay",), beats=("strait",))
    assert ARTICLES[0].version is not None
    signed.apply([new, keep("a", by=("J. Quay",), text="Other words.", beats=("strait",))])
    assert new.version is not None
    signed.apply([Refile("d", version_digest(new.version), ("strait",), (Filing("strait", 0.7),))])
    assert by(signed, "joan-quay") == "abcd"
    assert authors(signed) == [("joan-quay", 3), ("bo-reed", 1)]
    same(signed, "j-quay", None)
    assert by(signed, "j-quay") == "acd"
    assert authors(signed) == [("j-quay", 2), ("bo-reed", 1), ("joan-quay", 1)]


def test_a_name_leads_where_the_one_leads_that_it_is_joined_to(signed: Store) -> None:
    same(signed, "j-quay", "joan-quay")
    same(signed, "joan-quay", "bo-reed")
    assert by(signed, "j-quay") == "abc"
    assert signed.author("j-quay") == signed.author("bo-reed")
    same(signed, "joan-quay", None)
    assert by(signed, "j-quay") == "abc"
    assert by(signed, "bo-reed") == "b"


def test_every_word_is_written_down_once(signed: Store) -> None:
    before = signed.decisions()
    same(signed, "j-quay", "joan-quay")
    same(signed, "j-quay", "joan-quay")
    same(signed, "j-quay", None)
    assert signed.decisions() == before + 2


def test_what_cannot_be_is_said(signed: Store) -> None:
    same(signed, "j-quay", "joan-quay")
    for author, into, why in (
        ("nobody", "joan-quay", "no author 'nobody'"),
        ("bo-reed", "nobody", "no author 'nobody'"),
        ("joan-quay", "j-quay", "'j-quay' is 'joan-quay' already"),
        ("joan-quay", "joan-quay", "already"),
        ("j-quay", "bo-reed", "joined to another already"),
        ("bo-reed", None, "joined to no other"),
    ):
        with pytest.raises(InputError, match=why):
            same(signed, author, into)
    assert signed.author("nobody") is None

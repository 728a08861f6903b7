"""Asking what articles mean: once, in order, and whatever the endpoint answers nothing is held up or made worse."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from beatbook.desk import Desk
from beatbook.errors import EndpointError
from beatbook.model import Article, Source, Version
from beatbook.store.intents import Keep
from beatbook.work import embedder
from beatbook.work.embedder import FAILED, LARGEST, LEAD, PAUSE, Embedder, text_of, vectors_in
from beatbook.work.grouper import Grouped
from tests.conftest import NOW, Clock, keep
from tests.filing.meanings import MODEL, pairs, reports, vector_of
from tests.gather.stub import Answer, Stub, failing, ok

# ---- an answer ------------------------------------------------------------------------------------------------------------


def row(index: object, embedding: object) -> dict[str, object]:
    return {"object": "embedding", "index": index, "embedding": embedding}


def test_vectors_come_by_their_index_and_with_length_one() -> None:
    found = vectors_in({"data": [row(1, [0, 3, 4]), row(0, [2, 0, 0])]}, 2)
    assert np.allclose(found, [[1, 0, 0], [0, 0.6, 0.8]])
    assert {v.dtype for v in found} == {np.dtype(np.float32)}
    extreme = vectors_in({"data": [row(0, [1e300, 1e300]), row(1, [5e-324, 0.0])]}, 2)
    assert np.allclose(extreme, [[0.5**0.5, 0.5**0.5], [1, 0]])


HUGE = 10**400

MALFORMED: dict[str, Any] = {
    "no object": [1, 2],
    "no data": {"embeddings": []},
    "too few": {"data": [row(0, [1.0])]},
    "too many": {"data": [row(0, [1.0]), row(1, [1.0]), row(2, [1.0])]},
    "an index twice": {"data": [row(0, [1.0]), row(0, [1.0])]},
    "an index beyond": {"data": [row(0, [1.0]), row(2, [1.0])]},
    "an index that is true": {"data": [row(0, [1.0]), row(True, [1.0])]},
    "an index that is text": {"data": [row("0", [1.0]), row("1", [1.0])]},
    "no index": {"data": [{"embedding": [1.0]}, {"embedding": [1.0]}]},
    "no vector": {"data": [row(0, [1.0]), row(1, None)]},
    "base64": {"data": [row(0, "AACAPw=="), row(1, "AACAPw==")]},
    "texts": {"data": [row(0, [1.0]), row(1, ["1.0"])]},
    "truth": {"data": [row(0, [1.0]), row(1, [True])]},
    "nothing": {"data": [row(0, []), row(1, [])]},
    "nested": {"data": [row(0, [1.0]), row(1, [[1.0]])]},
    "zero": {"data": [row(0, [1.0]), row(1, [0.0])]},
    "no number": {"data": [row(0, [1.0]), row(1, [float("nan")])]},
    "infinite": {"data": [row(0, [1.0]), row(1, [float("inf")])]},
    "a huge number": {"data": [row(0, [1.0]), row(1, [HUGE])]},
    "huge": {"data": [row(0, [1.0] * (LARGEST + 1)), row(1, [1.0] * (LARGEST + 1))]},
    "several sizes": {"data": [row(0, [1.0]), row(1, [1.0, 0.0])]},
}


@pytest.mark.parametrize("what", MALFORMED)
def test_what_was_not_asked_for_is_refused(what: str) -> None:
    with pytest.raises(EndpointError) as caught:
        vectors_in(MALFORMED[what], 2)
    assert caught.value.reason == embedder.MALFORMED


# ---- asking ----------------------------------------------------------------------------------------------------------------


class Model:
    """An endpoint without a network: the made-up model, or what a test wants of it."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.fails: EndpointError | None = None
        self.size: int | None = None

    def ask(self, path: str, body: Mapping[str, object]) -> object:
        assert (path, body["model"]) == ("/embeddings", MODEL)
        texts = body["input"]
        assert isinstance(texts, list)
        self.asked.append(texts)
        if self.fails:
            raise self.fails
        vectors = [vector_of(text).tolist()[: self.size] for text in texts]
        return {"data": [row(n, v) for n, v in enumerate(vectors)]}


def version(text: str, headline: str = "Ferry sank") -> Version:
    return Version(headline=headline, text=text)


def asks(store: Any, clock: Clock) -> tuple[Model, Embedder]:
    model = Model()
    return model, Embedder(store, model, MODEL, clock)


def articles(store: Any, *keys: str) -> dict[str, tuple[Version, str]]:
    store.apply([keep(k, text=f"A ferry sank with {n} passengers.") for n, k in enumerate(keys)])
    return {k: (a.version, digest) for k, (a, digest, _) in store.newest(keys).items()}


def test_what_is_put_to_a_model() -> None:
    said = Version(
        headline="A ferry\u200b sank", deck="Passengers  drowned", text="Water\n\nand\tice " + "x" * 2_000
    )
    text = text_of(said)
    assert text.startswith("A ferry sank\nPassengers drowned\nWater and ice xxx")
    assert len(text) < LEAD + 60
    assert text_of(Version()) == ""


def test_a_version_is_asked_for_once(store: Any, clock: Clock) -> None:
    model, asking = asks(store, clock)
    known = articles(store, "a", "b")
    first = asking.of(known)
    assert set(first) == {"a", "b"}
    assert [len(texts) for texts in model.asked] == [2]
    other = Embedder(store, model, MODEL, clock)
    assert all(np.array_equal(v, first[k]) for k, v in other.of(known).items())
    assert len(model.asked) == 1
    store.apply([keep("a", text="A ship burned.")])
    changed = {k: (a.version, digest) for k, (a, digest, _) in store.newest(["a", "b"]).items()}
    assert set(asking.of(changed)) == {"a", "b"}
    assert [len(texts) for texts in model.asked] == [2, 1]


def test_in_batches_the_same_words_once(store: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedder, "BATCH", 3)
    model, asking = asks(store, clock)
    store.apply([keep(f"k{n}", text=f"A ferry sank with {n % 7} passengers.") for n in range(14)])
    known = {k: (a.version, d) for k, (a, d, _) in store.newest([f"k{n}" for n in range(14)]).items()}
    assert len(asking.of(known)) == 14
    assert [len(texts) for texts in model.asked] == [3, 3, 1]


def test_a_failing_endpoint_is_left_alone_for_a_while_longer_each_time(store: Any, clock: Clock) -> None:
    model, asking = asks(store, clock)
    known = articles(store, "a")
    model.fails = EndpointError("http-500")
    assert asking.of(known) == {}
    assert json.loads(store.fact(FAILED))["error"] == "model endpoint: http-500"
    assert asking.of(known) == {}
    assert len(model.asked) == 1
    clock.go(PAUSE + 1)
    assert asking.of(known) == {}
    clock.go(PAUSE + 1)
    assert asking.of(known) == {}
    assert len(model.asked) == 2
    clock.go(PAUSE)
    model.fails = None
    assert set(asking.of(known)) == {"a"}
    assert store.fact(FAILED) == ""
    model.fails = EndpointError("http-429", retry_after=1_000.0)
    store.apply([keep("b", text="A ship burned.")])
    more = {k: (a.version, d) for k, (a, d, _) in store.newest(["a", "b"]).items()}
    assert set(asking.of(more)) == {"a"}
    clock.go(PAUSE + 1)
    assert set(asking.of(more)) == {"a"}
    assert len(model.asked) == 4


def test_vectors_of_another_size_than_ever_are_refused(store: Any, clock: Clock) -> None:
    model, asking = asks(store, clock)
    assert set(asking.of(articles(store, "a"))) == {"a"}
    model.size = 128
    for one in (asking, Embedder(store, model, MODEL, clock)):
        store.apply([keep("b", text="A ship burned.")])
        known = {k: (a.version, d) for k, (a, d, _) in store.newest(["b"]).items()}
        assert one.of(known) == {}
    assert "vectors of 128 numbers, 256 before" in store.fact(FAILED)
    other = Embedder(store, model, "another", clock)
    assert other.kept(["a"]) == {}


def test_stopped_it_asks_no_more(store: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedder, "BATCH", 1)
    model, asking = asks(store, clock)
    looks = iter([False, True])
    assert len(asking.of(articles(store, "a", "b"), lambda: next(looks))) == 1
    assert len(model.asked) == 1


# ---- a desk ---------------------------------------------------------------------------------------------------------------

TOGETHER = (
    "strike-en",
    "strike-ko",
    "fire-en",
    "other-fire-ko",
    "ferry-de",
    "ferry-ko",
    "vote-de",
    "vote-ko",
)


def kept(article: Article) -> Keep:
    published = article.version.published
    assert published is not None
    return keep(
        article.id,
        headline=article.version.headline or "",
        text=article.version.text,
        language=article.version.language or "",
        day=published.day.isoformat(),
        source=article.source,
    )


def model_says(question: Any) -> Answer:
    return {"data": [row(n, vector_of(text).tolist()) for n, text in enumerate(question["input"])]}


@pytest.fixture
def desks(tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Desk]]:
    every: list[Desk] = []

    def make(url: str = "", **more: str) -> Desk:
        folder = tmp_path / f"desk{len(every)}"
        Desk.init(folder)
        environ = {f"BEATBOOK_EMBEDDINGS_{k.upper()}": v for k, v in more.items()}
        if url:
            environ |= {"BEATBOOK_EMBEDDINGS_ENDPOINT": url, "BEATBOOK_EMBEDDINGS_NAME": MODEL}
        every.append(Desk.open(folder, now=clock, environ=environ))
        for article in reports().values():
            every[-1].store.put_source(Source(article.source, article.source), NOW)
        return every[-1]

    yield make
    for desk in every:
        desk.close()


def grouped(desk: Desk, *keys: str) -> tuple[Grouped, dict[str, str | None]]:
    known = reports()
    desk.store.apply([kept(known[k]) for k in keys])
    done = asyncio.run(desk.group())
    return done, {k: one.story for k, one in desk.store.comparable(keys).items()}


def apart(keys: tuple[str, ...]) -> dict[str, str | None]:
    return {key: key for key in keys}


def test_a_desk_puts_together_what_is_one_in_two_languages(desks: Callable[..., Desk]) -> None:
    with Stub(model_says) as stub:
        desk = desks(stub.url, key="sk-made-up-for-this-test")
        done, found = grouped(desk, *TOGETHER)
        assert found == apart(TOGETHER) | {
            "strike-ko": "strike-en", "ferry-ko": "ferry-de", "vote-ko": "vote-de"
        }  # fmt: skip
        assert (done.done, done.unembedded, done.opened) == (8, 0, 5)
        assert "Authorization: Bearer sk-made-up-for-this-test" in stub.heads[0]
        story = desk.store.story("strike-en")
        assert story is not None
        tied = next(m.tie for m in story.members if m.line.key == "strike-ko")
        assert tied[0] == f"says much the same in another language (as {MODEL} has it, .94)"
        asked = len(stub.asked)
        desk.group_again()
        asyncio.run(desk.group())
        assert {k: one.story for k, one in desk.store.comparable(TOGETHER).items()} == found
        assert len(stub.asked) == asked
        assert desk.store.embedded() == {MODEL: 8}


def test_it_goes_on_the_same_with_each_run_its_own(desks: Callable[..., Desk]) -> None:
    with Stub(model_says) as stub:
        desk = desks(stub.url)
        for key in TOGETHER:
            grouped(desk, key)
        found = {k: one.story for k, one in desk.store.comparable(TOGETHER).items()}
        assert found == apart(TOGETHER) | {
            "strike-ko": "strike-en", "ferry-ko": "ferry-de", "vote-ko": "vote-de"
        }  # fmt: skip


def test_an_editor_parts_them_for_good(desks: Callable[..., Desk]) -> None:
    with Stub(model_says) as stub:
        desk = desks(stub.url)
        grouped(desk, "strike-en", "strike-ko")
        assert desk.split("strike-en", ["strike-ko"], "ada") == "strike-ko"
        asyncio.run(desk.group())
        desk.group_again()
        _, found = grouped(desk, "strike-en", "strike-ko", "fire-en")
        assert found == apart(("strike-en", "strike-ko", "fire-en"))


def endless() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    while True:
        yield b"4000\r\n" + b" " * 0x4000 + b"\r\n"


def slow() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n"
    for _ in itertools.count():
        yield b" "
        time.sleep(0.05)


HOSTILE: dict[str, Callable[[Any], Answer]] = {
    "fails": lambda _: failing("500 Oh"),
    "needs a key": lambda _: failing("401 No"),
    "slow": lambda _: slow(),
    "endless": lambda _: endless(),
    "no JSON": lambda _: ok(b"<html>busy</html>"),
    "no number": lambda _: ok(b'{"data": [{"index": 0, "embedding": [NaN]}]}'),
    "one too few": lambda q: {"data": [row(n, [1.0, 0.5]) for n in range(len(q["input"]) - 1)]},
    "texts": lambda q: {"data": [row(n, ["a", "b"]) for n in range(len(q["input"]))]},
    "huge": lambda q: {"data": [row(n, [1.0] * (LARGEST + 1)) for n in range(len(q["input"]))]},
    "elsewhere": lambda _: failing("302 There", "Location: http://127.0.0.1:9/"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_whatever_is_answered_all_is_grouped_as_without(desks: Callable[..., Desk], what: str) -> None:
    keys = TOGETHER[:4]
    with Stub(HOSTILE[what]) as stub:
        desk = desks(stub.url, deadline="1")
        done, found = grouped(desk, *keys)
        assert found == apart(keys)
        assert (done.done, done.failed, done.unembedded) == (4, 0, 4)
        assert len(stub.asked) == 1
        assert desk.store.embedded() == {}
        assert json.loads(desk.store.fact(FAILED) or "")["model"] == MODEL
    plain = desks()
    grouped(plain, *keys)
    assert dict(desk.store.profiles(99)) == dict(plain.store.profiles(99))


def test_nobody_there(desks: Callable[..., Desk]) -> None:
    desk = desks("http://127.0.0.1:9/v1")
    assert grouped(desk, *TOGETHER[:2])[1] == apart(TOGETHER[:2])


def test_vectors_that_say_everything_is_one_join_nothing_by_themselves(desks: Callable[..., Desk]) -> None:
    """A model that answers the same to whatever it is asked: what else is shared decides."""
    with Stub(lambda q: {"data": [row(n, [1.0, 0.5]) for n in range(len(q["input"]))]}) as stub:
        wanted = {p.other.id: p.one.id for p in pairs() if p.joins}
        desk = desks(stub.url)
        _, found = grouped(desk, *(k for k in TOGETHER if k != "fire-en"))
        assert all(story in (key, wanted.get(key)) for key, story in found.items())

"""What articles mean: vectors by article, version and model."""

from __future__ import annotations

import struct

from beatbook.store.protocol import Store
from tests.conftest import keep


def vector(*numbers: float) -> bytes:
    return struct.pack(f"<{len(numbers)}f", *numbers)


def digests(store: Store, *keys: str) -> dict[str, str]:
    return {key: digest for key, (_, digest, _) in store.newest(keys).items()}


def test_a_vector_is_of_one_article_and_one_model(store: Store) -> None:
    store.apply([keep("a"), keep("b", text="Another text.")])
    now = digests(store, "a", "b")
    for _ in range(2):
        store.put_vectors("m", {"a": (now["a"], vector(1, 0)), "gone": ("x", vector(1, 0))})
    store.put_vectors("n", {"a": (now["a"], vector(0, 1)), "b": (now["b"], vector(0, 1))})
    assert store.vectors("m", ["a", "b", "gone"]) == {"a": vector(1, 0)}
    assert store.vectors("n", ["a", "b"]) == {"a": vector(0, 1), "b": vector(0, 1)}
    assert store.vectors("o", ["a"]) == {}
    assert store.vectors("m", []) == {}
    assert dict(store.embedded()) == {"m": 1, "n": 2}


def test_a_vector_of_an_earlier_version_is_none(store: Store) -> None:
    store.apply([keep("a")])
    store.put_vectors("m", {"a": (digests(store, "a")["a"], vector(1, 0))})
    store.apply([keep("a", text="The ferry sails again.")])
    assert store.vectors("m", ["a"]) == {}
    assert dict(store.embedded()) == {}
    store.put_vectors("m", {"a": (digests(store, "a")["a"], vector(0, 1))})
    assert store.vectors("m", ["a"]) == {"a": vector(0, 1)}


def test_many_are_looked_up_at_once(store: Store) -> None:
    keys = [f"k{n}" for n in range(1_200)]
    store.apply([keep(key, text=f"What {key} says.") for key in keys])
    now = digests(store, *keys)
    store.put_vectors("m", {key: (now[key], vector(1, 0)) for key in keys})
    assert len(store.vectors("m", keys)) == 1_200

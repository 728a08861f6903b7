"""The plainest way to group: the same words are a copy, and a copy belongs where its origin does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from beatbook.filing import words
from beatbook.model import Article, CopyKind, CopyOf, Grouping, Regroup, Signature
from beatbook.work.grouper import Copies, Lookup, Stories

ALGORITHM = "words-1"

FEWEST = 8
"""Words that a text must have for being the same as another to say anything."""


class SameWords:
    def __init__(self, known: Lookup) -> None:
        self._known = known

    def decide(self, article: Article) -> tuple[CopyOf, Signature, Sequence[CopyOf]]:
        said = words.Words(article.version.text).tokens
        exact = hashlib.blake2b(" ".join(said).encode(), digest_size=16).hexdigest()
        signature = Signature(ALGORITHM, exact if len(said) >= FEWEST else None)
        origin = self._known.same_words(ALGORITHM, signature.exact) if signature.exact else None
        if origin is None or origin == article.id:
            return CopyOf(article.id), signature, ()
        return CopyOf(article.id, origin, CopyKind.EXACT, 1.0), signature, ()


class WithTheOrigin:
    def __init__(self, known: Lookup) -> None:
        self._known = known

    def load(self, profiles: Iterable[tuple[str, bytes]]) -> None:
        """Nothing is compared with a story as a whole."""

    def decide(
        self, article: Article, copy: CopyOf
    ) -> tuple[Grouping, Sequence[Regroup], Mapping[str, bytes]]:
        one = copy.origin or article.id
        found = self._known.comparable([one]).get(one)
        story = (found.story if found else None) or one
        tie = (f"the same words as {copy.origin}",) if copy.origin else ()
        return Grouping(article.id, story, tie), (), {story: b""}

    def profile(self, story: str, members: Sequence[Article]) -> bytes:
        return b""


def deciders(known: Lookup) -> tuple[Copies, Stories]:
    return SameWords(known), WithTheOrigin(known)

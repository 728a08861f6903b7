"""The evidence gate: whether a sentence is borne out by the spans that it cites.

    check("Three people died on Tuesday, mayor Ida Korhonen said.", ["..."], day=date(2020, 11, 5))

Every name, number, date, quotation and negation of the sentence must be in its evidence, and in their places: the sentence
is laid over the evidence word by word (`alignment`), and where it leaves it, what it has there must not contradict what the
evidence has. A verbatim sentence passes, whatever it looks like. Leaving out who said something is no problem for the gate:
what is left must still be said there. Pure; the cost is that of the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from beatbook.writing.gate import SHOWN, Gate, Problem
from beatbook.writing.texts import Text

__all__ = ["Problem", "Verdict", "check"]

LONGEST = 2_000
"""Characters of the longest sentence that is looked at: what is longer and not verbatim is no sentence."""
NEAR = 50
"""Characters before a verbatim sentence that say whether one begins there."""
MOST = 100_000
"""Characters of evidence that are looked at for what is not verbatim."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence stands. `unchecked`: kinds of problems that could not be looked for in its language."""

    supported: bool
    problems: tuple[Problem, ...] = ()
    unchecked: tuple[str, ...] = ()


def check(
    sentence: str, evidence: Sequence[str], *, language: str | None = None, day: date | None = None
) -> Verdict:
    """Judge a sentence by the texts that it cites. `language`: two letters, guessed if None; `day`: the article's, by which
    "yesterday" and "on Tuesday" are resolved."""
    told = "\n\n".join(evidence)
    said = sentence.strip()
    if _stands_in(said, told):
        return Verdict(True)
    if len(said) > LONGEST:
        return Verdict(
            False, (Problem("unsupported", said[:SHOWN], "too long to be one sentence, and not verbatim"),)
        )
    s, e = prepared(said, evidence)
    if not len(s) or not len(e):
        why = "the sentence has no words" if not len(s) else "there is no evidence"
        return Verdict(False, (Problem("unsupported", said[:SHOWN], why),))
    language = (language or guess(s, e))[:2].lower()
    gate = Gate(s, e, language, day)
    problems: dict[tuple[str, str], Problem] = {}
    for problem in gate.problems():
        problems.setdefault((problem.kind, problem.text), problem)
    return Verdict(not problems, tuple(problems.values()), gate.unchecked())


def prepared(sentence: str, evidence: Sequence[str]) -> tuple[Text, Text]:
    """Sentence and evidence as they are compared."""
    told = "\n\n".join(evidence)
    start = max(0, told.find(sentence) - MOST // 2) if len(told) > MOST else 0
    return Text(sentence), Text(_mended(told[start : start + MOST], sentence))


def _stands_in(said: str, told: str) -> bool:
    """Whether the evidence has the very sentence, from its beginning."""
    if not said:
        return False
    at = told.find(said)
    if at < 0:
        return False
    end = at + len(said)
    if end < len(told) and told[end].isalnum() and said[-1].isalnum():
        return False
    before = told[max(0, at - NEAR) : at]
    head = before.rstrip()
    if not head:
        return at <= NEAR or "\n" in before
    ends = head.rstrip("\"”»’')] ") or " "
    return "\n" in before[len(head) :] or ends[-1] in ".!?。！？"


_PARTED = re.compile(r"\d+(?:[.,:]\d+)+")


def _mended(told: str, said: str) -> str:
    """The evidence with the numbers of the sentence in one piece, where it has them as tokens: "1. 5 million"."""
    for number in set(_PARTED.findall(said)):
        parted = re.sub(r"([.,:])", r"\1 ", number)
        if parted in told:
            told = told.replace(parted, number)
    return told


_GUESS = {
    "de": frozenset(
        "der die das und nicht ist mit von den dem ein eine zu auf für im sich auch wurde wird".split()
    ),
    "fr": frozenset("le la les et des du une est dans que qui pas sur pour avec au aux a été par".split()),
    "en": frozenset(
        "the and of to in is was for on with that said has by at from his her it are not he she".split()
    ),
    "es": frozenset("el los las y del una en que por con para se no es su al como más".split()),
    "it": frozenset("il lo gli e di che una in per con del della non è sono".split()),
    "nl": frozenset("het een en van de niet is dat op te met zijn voor aan door".split()),
    "pt": frozenset("o os as e do da uma em que por com para não é um ao".split()),
}


def guess(s: Text, e: Text) -> str:
    """The language of a sentence, by its script, or its little words and those of the evidence; "" for none of those."""
    text = s.text
    if not text.isascii():
        hangul = sum("\uac00" <= c <= "\ud7a3" for c in text)
        kana = sum("\u3040" <= c <= "\u30ff" for c in text)
        han = sum("\u4e00" <= c <= "\u9fff" for c in text)
        if 4 * (hangul + kana + han) > len(text):
            return "ko" if hangul >= kana + han else "ja" if kana else "zh"
        letters = [c for c in text if c.isalpha()]
        if sum(c > "\u024f" for c in letters) > len(letters) / 2:
            return ""
    words = {*s.keys, *e.keys[:60]}
    best, most = "en", 0
    for language, little in _GUESS.items():
        count = len(words & little)
        if count > most or (count == most and language == "en"):
            best, most = language, count
    return best

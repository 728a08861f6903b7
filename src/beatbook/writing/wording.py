"""What a model may do to a sentence that it cites.

    made_of("However, the ministry also opened an inquiry, which fishermen had asked for.", "The ministry opened an inquiry.", "en")

The gate (`evidence`) stops most of what a sentence says beyond its evidence, but not a true word in a false place: "the trams
stand still" for "the buses", "Kim resigned" for "Kim said Lee resigned". So a model's sentence must be one of the few that
can be made of the cited one by rule: without a word that leans on what stood before, without an aside at its end, or with
the speaker in front. What is shown is made here, of the cited sentence; the model's text only says which it is. Languages
whose words for these are not known here keep their sentences as they are. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from beatbook.writing.claims import CARE, negates
from beatbook.writing.texts import Text, clean

MOST = 200
"""Ways of one sentence that are looked at."""
LONGEST = 1_000
"""Characters of a cited sentence that is more than copied."""

_LEANING = (
    re.compile(
        r"^(?:And|But|(?:However|Meanwhile|Moreover|Furthermore|Additionally|In addition|Also),)\s+(?=\S)"
    ),
    re.compile(r",\s(?:however|meanwhile|moreover|furthermore),(?=\s)"),
    re.compile(r",\s(?:however|too|as well)(?=[.]$)"),
    re.compile(r"\s(?:also|meanwhile)(?=\s)"),
)
"""Words that only tie a sentence to the one before it."""
_ASIDE = re.compile(r",\s(?=(?:who|which|whose|where|with|while|including)\s[^,]*$)")
_SPEAKER = re.compile(
    r"^(?P<said>[^“”\"]+),\s(?!(?:and|but|or|as|when|after|while|who|which|that|then)\b)(?P<who>(?:[^\s,]+\s){1,9}(?:said|says))(?P<when>\son\s\w+day)?\.$"
)
_SPEAKS = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:old|ells?)|according|report(?:s|ed|edly)?|claim(?:s|ed|ing)?|alleg\w+|argu\w+|believ\w+|suspect\w*|accus\w+|wr(?:ote|ites?)|add(?:s|ed|ing)|insist\w*|warn\w*|suggest\w*|expect\w*|think\w*|thought|call(?:s|ed)|cit(?:es|ed|ing)|quot\w+|hop(?:es|ed)|plan(?:s|ned)|propos\w+|predict\w*|estimat\w+|rumou?r\w*|apparent\w*|supposed\w*|false\w*|fake\w*|hoax\w*|fiction\w*)\b",
    re.I,
)
"""Words by which what is beside them is somebody's claim: what has one is never left out."""
_TURNS = frozenset(
    "if unless except only until provided but although though despite however instead rather than whether would could should"
    " pending later".split()
)


def made_of(cited: str, text: str, language: str | None) -> str | None:
    """The sentence that may be made of `cited` and that `text` is meant to be, in the characters of `cited`; None if it is
    none of them. Quotation marks, dashes, blanks and what cannot be seen are not compared."""
    said = _plain(text)
    if said == _plain(cited):
        return cited
    return next((way for way in _ways(" ".join(cited.split()), language) if _plain(way) == said), None)


_ALIKE = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘‚‹›", "'") | dict.fromkeys("–—‐‑", "-"))


def _plain(text: str) -> str:
    return " ".join(clean(text).translate(_ALIKE).split())


def _ways(cited: str, language: str | None) -> Iterator[str]:
    if language != "en" or len(cited) > LONGEST:
        return
    found = [cited]
    for before in found:
        for change in (_unleant, _cut, _fronted):
            found += [after for after in change(before) if after not in found and len(found) < MOST]
    yield from found[1:]


def _unleant(text: str) -> Iterator[str]:
    """Without the first word of a kind that leans."""
    for pattern in _LEANING:
        if pattern.search(text):
            yield _capital(pattern.sub("", text, count=1))


def _cut(text: str) -> Iterator[str]:
    """Without an aside at the end that makes no claim of the rest and takes nothing of it back."""
    aside = _ASIDE.search(text)
    if aside is None or not text.endswith("."):
        return
    rest = text[aside.end() :]
    turns = any(w in _TURNS or w in CARE or negates(w) for w in Text(rest).keys)
    if not turns and not _SPEAKS.search(rest):
        yield text[: aside.start()] + "."


def _fronted(text: str) -> Iterator[str]:
    """With the speaker in front: "The ferry was stopped, the ministry said." as "The ministry said the ferry was stopped."."""
    found = _SPEAKER.match(text)
    if found is None:
        return
    said, who = found["said"], _capital(found["who"]) + (found["when"] or "")
    for that in (" ", " that "):
        yield f"{who}{that}{said}."
        yield f"{who}{that}{said[0].lower()}{said[1:]}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

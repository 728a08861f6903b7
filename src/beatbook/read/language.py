"""The language of a page: what it says if the script agrees, else the script, else a statistical guess."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from beatbook.read.text import HAN, HANGUL, KANA, LETTER

_CODE = re.compile(r"^([a-zA-Z]{2,3})(?:[-_].*)?$")
_THREE = {
    "eng": "en", "kor": "ko", "zho": "zh", "chi": "zh", "jpn": "ja", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr",
    "spa": "es", "rus": "ru", "por": "pt", "ita": "it", "nld": "nl", "ara": "ar", "kr": "ko", "cn": "zh", "jp": "ja",
    "iw": "he", "in": "id", "gb": "en", "us": "en", "tw": "zh",
}  # fmt: skip
"""ISO 639-2 codes and the country codes that pages write for a language; "in" and "iw" are the old codes."""

_SCRIPTS = (
    ("hangul", HANGUL),
    ("kana", KANA),
    ("han", HAN),
    ("cyrillic", re.compile("[\u0400-\u052f]")),
    ("arabic", re.compile("[\u0600-\u06ff\u0750-\u077f]")),
    ("hebrew", re.compile("[\u0590-\u05ff]")),
    ("greek", re.compile("[\u0370-\u03ff]")),
    ("thai", re.compile("[\u0e00-\u0e7f]")),
    ("devanagari", re.compile("[\u0900-\u097f]")),
    ("bengali", re.compile("[\u0980-\u09ff]")),
    ("tamil", re.compile("[\u0b80-\u0bff]")),
    ("georgian", re.compile("[\u10a0-\u10ff]")),
    ("armenian", re.compile("[\u0530-\u058f]")),
)
_NOT_LATIN = re.compile("[\u0370-\u1dff\u3040-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc\uff66-\uffdc]")
_WRITTEN_IN = {
    "ko": ("hangul",), "ja": ("kana", "han"), "zh": ("han",), "ru": ("cyrillic",), "uk": ("cyrillic",), "bg": ("cyrillic",),
    "be": ("cyrillic",), "mk": ("cyrillic",), "mn": ("cyrillic",), "sr": ("cyrillic", "latin"), "kk": ("cyrillic", "latin"),
    "ar": ("arabic",), "fa": ("arabic",), "ur": ("arabic",), "ps": ("arabic",), "he": ("hebrew",), "yi": ("hebrew",),
    "el": ("greek",), "th": ("thai",), "hi": ("devanagari",), "mr": ("devanagari",), "ne": ("devanagari",),
    "bn": ("bengali",), "ta": ("tamil",), "ka": ("georgian",), "hy": ("armenian",),
}  # fmt: skip
_BY_SCRIPT = {"hangul": "ko", "kana": "ja", "han": "zh", "hebrew": "he", "greek": "el", "thai": "th", "bengali": "bn",
              "tamil": "ta", "georgian": "ka", "armenian": "hy"}  # fmt: skip
_TELLING = {
    "en": "the of and to in that is was for with on as by his he has it said",
    "de": "der die und den das ist von mit nicht auf für im eine dem sich des auch werden",
    "fr": "le la les des et est une dans que pour du qui pas sur au avec il ont",
    "es": "el la los que en las por una con del para su se es como más fue",
    "it": "il di che la della per una con del non sono alla gli dei nel anche",
    "pt": "de que não uma com para os em por mais dos como da foi ao pelo",
    "nl": "de het een van en dat niet op voor zijn met aan ook door bij naar",
}
_TELLING_SETS = {code: frozenset(words.split()) for code, words in _TELLING.items()}


def normal_code(claim: str | None) -> str | None:
    """The code in "en-US", "en_GB" or "eng": "en". None if it is no language code."""
    found = _CODE.match((claim or "").strip())
    if not found:
        return None
    code = found[1].lower()
    code = _THREE.get(code, code)
    return code if len(code) == 2 else None


def written_in(language: str) -> tuple[str, ...]:
    """The scripts that a language (ISO 639-1) is written in."""
    return _WRITTEN_IN.get(language, ("latin",))


def script(text: str) -> str | None:
    """The script that most of the letters are in, or None. Kana among Han make it Japanese."""
    sample = text[:4000]
    if not _NOT_LATIN.search(sample):
        return "latin" if LETTER.search(sample) else None
    letters = len(LETTER.findall(sample))
    if not letters:
        return None
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS}
    east = counts["han"] + counts["kana"] + counts["hangul"]
    if east * 3 > letters:
        # A third of the letters is half of what is said.
        if counts["hangul"] * 2 > east:
            return "hangul"
        return "kana" if counts["kana"] * 12 > east else "han"
    name = max(counts, key=lambda n: counts[n])
    return name if counts[name] * 2 > letters else "latin"


def _plainly(words: list[str]) -> str | None:
    """The language whose commonest words are so many more than any other's that no statistics are needed: at least
    every sixth word, and three times the next language's share."""
    shares = sorted(
        ((sum(map(s.__contains__, words)) / len(words), code) for code, s in _TELLING_SETS.items()),
        reverse=True,
    )
    (best, code), (second, _) = shares[:2]
    return code if best >= 1 / 6 and best >= 3 * second else None


@dataclass(slots=True)
class Languages:
    """Tells languages apart. Holds py3langid's model once it was needed (5 MB): make one and pass it along."""

    _identifier: Any = field(default=None, repr=False)

    def of(self, text: str, claim: str | None = None) -> str | None:
        """The ISO 639-1 code of `text`, given what the page claims; None if there is nothing to tell it from."""
        code = normal_code(claim)
        written = script(text)
        if written is None:
            return code
        if code and written in written_in(code) and not self._doubted(code, text):
            return code
        if written in _BY_SCRIPT:
            return _BY_SCRIPT[written]
        return self._guess(text) or code

    def _doubted(self, code: str, text: str) -> bool:
        """Whether the commonest words are plainly those of another language than the one claimed.

        Templates often say "en" over German or French text; nearly never the other way round.
        """
        words = text[:900].lower().split()
        if len(words) < 30:
            return False
        share = {c: sum(map(s.__contains__, words)) / len(words) for c, s in _TELLING_SETS.items()}
        best = max(share, key=lambda c: share[c])
        return best != code and share[best] > 0.12 and share[best] > 2.5 * share.get(code, 0.04)

    def _guess(self, text: str) -> str | None:
        words = text[:1500].lower().split()
        if len(words) < 3:
            return None
        if len(words) >= 20 and (plain := _plainly(words)):
            return plain
        if self._identifier is None:
            from py3langid.langid import MODEL_FILE, LanguageIdentifier

            self._identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
        # The model also knows creoles and dialects by longer codes, and takes some short headlines for them.
        ranked = (str(code) for code, _ in self._identifier.rank(text[:3000]))
        return next((code for code in ranked if len(code) == 2), None)

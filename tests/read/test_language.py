from __future__ import annotations

import pytest

from beatbook.read.language import Languages, normal_code, script

TEXTS = {
    "en": "The council of the town voted on Monday to bring back the trams that it had closed sixty years ago and said that the first of them would run in spring.",
    "de": "Der Rat der Stadt hat am Montag beschlossen, die Straßenbahn nach sechzig Jahren wieder fahren zu lassen, und die ersten Wagen sollen im Frühling auf der Strecke sein, sagte die Bürgermeisterin.",
    "fr": "Le conseil de la ville a voté lundi le retour du tramway, et les premières rames seront dans les rues au printemps, a dit la maire qui avait porté le projet.",
    "ko": "시의회는 월요일 전차를 다시 운행하기로 의결했다.",
    "zh": "市议会星期一投票决定恢复有轨电车。",
    "ja": "市議会は月曜日、路面電車を再び走らせることを決めた。",
    "ru": "Городской совет в понедельник проголосовал за возвращение трамвая на улицы города.",
}


@pytest.fixture(scope="module")
def languages() -> Languages:
    return Languages()


@pytest.mark.parametrize("code", TEXTS)
def test_without_a_claim(languages: Languages, code: str) -> None:
    assert languages.of(TEXTS[code]) == code


@pytest.mark.parametrize(
    ("claim", "code", "wanted"),
    [("en-GB", "en", "en"), ("en", "ko", "ko"), ("ko", "en", "en"), ("en", "de", "de"), ("zh-CN", "zh", "zh"), ("x", "ja", "ja"),
     ("nl", "en", "en"), ("kr", "ko", "ko")],
)  # fmt: skip
def test_a_claim_is_believed_if_the_text_agrees(
    languages: Languages, claim: str, code: str, wanted: str
) -> None:
    assert languages.of(TEXTS[code], claim) == wanted


def test_codes_and_scripts() -> None:
    assert [normal_code(c) for c in ("en_US", "kor", "", None, "english", "zxx")] == [
        "en",
        "ko",
        None,
        None,
        None,
        None,
    ]
    assert [script(TEXTS[c]) for c in ("en", "ko", "zh", "ja", "ru")] == [
        "latin",
        "hangul",
        "han",
        "kana",
        "cyrillic",
    ]
    assert script("123 !") is None

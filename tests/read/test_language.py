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


HEADLINES = {
    "en": "Fire shuts grain terminal for a third day|Nurses to pay for parking after all|Badger stops work on £40m bypass|"
    "Toll on Sund bridge to end after 28 years|Captain had asked for new radar|Court frees reporter|The last lighterman|"
    "Dockers walk out at Brackwater|Amnesty bill fails|Ferry rescues six from raft",
    "ko": "나루대교 통제|파업 타결|사과 한 상자 9만 원|[포토] 얼어붙은 선착장|한울전자 3분기 실적|KBN 노조 파업",
    "de": "Riss im Deich bei Hollern|Busfahrer verweigert Weiterfahrt|Bürgermeister tritt ab|Aale gegen Bagger|30 Euro für "
    "jede Ratte|Vier Jahre Haft für Makler|Hafenarbeiter beenden Streik|Wetter: morgen Regen|Der Deich hält",
    "fr": "Le pont de Saint-Vaury fermé|Crevettes : prix record|Loup abattu par erreur|Accord trouvé au port|Météo du "
    "plateau|Onze personnes sauvées|Vidéo : le chasse-neige ouvre le col|En images. La brume|Le ministre démissionne",
    "zh": "浮桥确认|台风登陆|图片：石浦港亮灯|深门港池获批|A股收跌|码头罢工|NBL：海鸥队夺冠",
}


@pytest.mark.parametrize(
    ("code", "headline"), [(code, h) for code, listed in HEADLINES.items() for h in listed.split("|")]
)
def test_a_headline_is_enough(languages: Languages, code: str, headline: str) -> None:
    assert languages.of(headline) == code


@pytest.mark.parametrize("text", ["Big Lanko signs for Velm Athletic", "Video: Carnival boats parade"])
def test_a_code_has_two_letters(languages: Languages, text: str) -> None:
    assert len(languages.of(text) or "") == 2


def test_two_words_tell_nothing_without_a_claim(languages: Languages) -> None:
    assert languages.of("Mayor quits") is None
    assert languages.of("Mayor quits", "en") == "en"


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

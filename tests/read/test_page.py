from __future__ import annotations

import pytest

from beatbook.errors import ReadError
from beatbook.read.blocks import sheet_of
from beatbook.read.page import guess_encoding, parse_page, to_utf8

TEXTS = {
    "cp949": "북쪽 항구에서 아흐레 동안 이어진 파업이 끝났다고 시 당국이 목요일 아침에 밝혔다.",
    "gb18030": "北部港口的码头工人星期四结束了为期九天的罢工，工会与港务局达成了协议。",
    "cp932": "北の港で九日間続いたストライキが木曜日に終わり、カモメだけが残った。",
    "euc_jp": "北の港で九日間続いたストライキが木曜日に終わり、カモメだけが残った。",
    "cp1252": "Die Größe der Straße ändert sich für die Häfen – so der Präsident",
    "cp1251": "Забастовка в северном порту закончилась в четверг после девяти дней переговоров",
}


@pytest.mark.parametrize("name", TEXTS)
def test_bytes_without_a_claim_are_guessed(name: str) -> None:
    assert guess_encoding(TEXTS[name].encode(name)) == name


@pytest.mark.parametrize("name", TEXTS)
def test_a_meta_claim_is_read(name: str) -> None:
    body = f'<html><meta charset="{name.replace("cp949", "euc-kr")}"><p>{TEXTS[name]}'.encode(name)
    assert TEXTS[name] in to_utf8(body)[0].decode()


def test_valid_utf8_wins_over_a_false_claim() -> None:
    body = "<meta charset=iso-8859-1><p>Größe".encode()
    assert to_utf8(body, "text/html; charset=euc-kr") == (body, "utf-8")


def test_a_claim_the_bytes_contradict_is_not_believed() -> None:
    body = f"<meta charset=utf-8><p>{TEXTS['cp949']}".encode("cp949")
    assert TEXTS["cp949"] in to_utf8(body, "text/html; charset=utf-8")[0].decode()


LABELLED = [
    # what the page is written in, how it or its server calls that, the text
    ("cp949", "euc-kr", "나루대교 통제, 펲시와 뷁도 확장 완성형에는 있다"),
    ("cp949", "ks_c_5601-1987", "나루대교 양방향 통행이 제한됐다"),
    ("cp949", "iso-8859-1", "나루대교 통제"),
    ("cp949", "utf-8", "나루대교 양방향 통행이 제한됐다고 시가 밝혔다"),
    ("gb18030", "gb2312", "市长朱镕国和馆员喆玥说，浮桥确认"),
    ("gb18030", "gbk", "码头罢工结束"),
    ("gb18030", "iso-8859-1", "码头罢工结束"),
    ("gb18030", "utf-8", "北部港口的码头工人星期四结束了罢工"),
    ("big5hkscs", "big5", "北部港口的碼頭工人星期四結束了罷工"),
    ("big5hkscs", "iso-8859-1", "碼頭罷工結束"),
    ("big5hkscs", "utf-8", "北部港口的碼頭工人星期四結束了罷工"),
    ("cp1252", "iso-8859-1", "Die Größe der Häfen – so die „Rundschau“ – ändert sich für 5 €"),
    ("cp1252", "windows-1252", "Süßöl, größer, Äpfel, ÖÄÜ"),
    ("cp1252", "us-ascii", "Straße"),
    ("cp1252", "utf-8", "L’œuvre, dit-elle, coûte 30 € à Saint-Étienne"),
    ("cp1252", "iso-8859-1", "Ärzte und Äpfel, Äcker, Ähren, Änderung"),
    ("latin-1", "iso-8859-1", "« C'est là », répond-elle, où l'été s'achève"),
    ("latin-1", "utf-8", "« C'est là », répond-elle, où l'été s'achève"),
]


@pytest.mark.parametrize(("encoding", "label", "text"), LABELLED)
@pytest.mark.parametrize("by_server", [True, False])
def test_labels_as_they_are_meant(encoding: str, label: str, text: str, by_server: bool) -> None:
    meta = "" if by_server else f'<meta http-equiv="Content-Type" content="text/html; charset={label}">'
    body = f"<html><head>{meta}</head><p>{text}".encode(encoding)
    assert text in to_utf8(body, f"text/html; charset={label}" if by_server else "text/html")[0].decode()


def test_a_page_is_believed_before_a_server_that_says_latin_1() -> None:
    body = "<meta charset=euc-kr><p>북 a 항 b 구".encode("euc-kr")
    assert to_utf8(body, "text/html; charset=ISO-8859-1")[1] == "cp949"


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "euc-kr", "gb2312", "big5"])
@pytest.mark.parametrize("text", ["Größe", "où l’été s’achève", "나루대교", "码头罢工", "碼頭罷工"])
def test_utf8_under_any_other_label(label: str, text: str) -> None:
    body = f"<meta charset={label}><p>{text}".encode()
    assert to_utf8(body, f"text/html; charset={label}") == (body, "utf-8")


@pytest.mark.parametrize("text", ["Ägypten", "Ärzte und Äpfel", "À la mode", "© Åse Øst", "it’s “so” – yes…"])
def test_a_few_accents_without_a_label_are_western(text: str) -> None:
    assert guess_encoding(text.encode("cp1252")) == "cp1252"


def test_utf8_with_a_little_damage_stays_utf8() -> None:
    body = ("<p>" + TEXTS["cp949"] * 5).encode() + b"\xff\xfe </p>"
    markup, name = to_utf8(body)
    assert name == "utf-8"
    assert TEXTS["cp949"] in markup.decode()


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-8"])
def test_byte_order_marks(codec: str) -> None:
    body = ("\ufeff<html><p>Größe</p>").encode(codec)
    assert "Größe" in to_utf8(body)[0].decode()


def test_utf7_and_unknown_names_are_not_used() -> None:
    for claim in ("utf-7", "rot13", "base64", "idna", "no-such", "unicode_escape"):
        assert to_utf8(b"<p>+ADw-script+AD4- \xe9", f"text/html; charset={claim}")[1] == "cp1252"


BOMBS = {
    "deep": b"<html><body>" + b"<div>" * 20_000 + b"<p>the bottom</p>",
    "deeper": b"<html><body>" + b"<div>" * 390_000,
    "angle brackets": b"<html>" + b"<" * 390_000,
    "too many tags": b"<html>" + b"<" * 3_000_000,
    "formatting": b"<p>" + b"".join(b"<b id=%d>" % i for i in range(3000)) + b"</p><p>x</p>" * 3000,
    "attributes": b"<html><div " + b" ".join(b"a%d=1" % i for i in range(400_000)) + b">x",
    "hidden attributes": b"<html><div " + b" ".join(b"a%d='>'" % i for i in range(400_000)) + b">x",
    "attributes without blanks": b"<html><div " + b"".join(b"a%d=''" % i for i in range(400_000)) + b">x",
    "one attribute": b'<html><div a="' + b"x" * 15_000_000 + b'">x',
    "entities": b"<html><p>" + b"&amp;" * 2_000_000,
    "fifteen megabytes": b"<html><body>" + b"<p>some <b>words</b> of it</p>" * 60_000 + b"x" * 13_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_end(name: str) -> None:
    reason = None
    try:
        sheet_of(parse_page(BOMBS[name]).tree)
    except ReadError as error:
        reason = error.reason
    assert reason in (None, "too-deep", "too-large")


def test_text_deeper_than_256_is_not_lost() -> None:
    page = parse_page(b"<html><body>" + b"<div>" * 2_000 + b"<p>the bottom</p>")
    assert [b.text for b in sheet_of(page.tree).blocks] == ["the bottom"]


def test_what_is_too_deep_says_so() -> None:
    with pytest.raises(ReadError, match="too-deep"):
        parse_page(BOMBS["deep"])

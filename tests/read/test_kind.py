from __future__ import annotations

import subprocess
import sys

import pytest

from beatbook.model import Kind
from beatbook.read.article import read_page
from beatbook.read.boilerplate import known_form
from beatbook.read.text import marks, size

TOLD = "<p>The ferry stopped on Monday after a rope was caught in its screw, the harbour office said.</p><p>It will run again when a diver has been down.</p>"
WRY = (
    "<title>No more rope</title><article><h1>No more rope</h1><p>By Ida Korhonen</p><p>3 December 2020</p>"
    "<p>Dr. Sayle won with a jam of blackberries, said the judges of the fair on Saturday.</p>"
    "<p>Jem Coote came second with a lighthouse whose bulb works.</p></article>"
)
ABOUT = (
    "<title>Storm takes the pier</title><h1>Storm takes the pier</h1><p>By Ida Korhonen</p><p>3 December 2020</p>"
    "<p>The Harbour Press is an independent news agency, founded in 1911, and a trusted source of news for millions of readers every day.</p>"
)


@pytest.mark.parametrize(
    "head",
    [
        "<title>Ferry</title><article><h1>Ferry stopped</h1>",
        "<title>Ferry</title><h1>Ferry stopped</h1><article>",
        "<title>Ferry stopped - Gull</title><h1>Ferry</h1><article><h1>Ferry stopped</h1>",
    ],
)
def test_a_title_cut_short_loses_to_the_heading(head: str) -> None:
    assert read_page(f"<html>{head}{TOLD}</article>".encode()).version.headline == "Ferry stopped"


@pytest.mark.parametrize(
    ("announced", "kind"),
    [("No more rope", Kind.ARTICLE), ("Mayor resigns over the bridge", Kind.EMPTY), (None, Kind.EMPTY)],
)
def test_a_short_page_that_was_announced_is_an_article(announced: str | None, kind: Kind) -> None:
    assert read_page(f"<html>{WRY}".encode(), announced=announced).kind is kind


def test_an_announcement_does_not_make_news_of_the_publisher() -> None:
    reading = read_page(f"<html>{ABOUT}".encode(), announced="Storm takes the pier")
    assert reading.kind is not Kind.ARTICLE
    assert reading.version.text == ""


def test_particles_do_not_hide_what_is_shared() -> None:
    assert len(marks("8월 입국자 38명") & marks("입국자는 38명이었다.")) >= 4
    assert marks("launches") == marks("launched")
    assert size("입국자는 모두 서른여덟 명이었다") > 4


@pytest.mark.parametrize(
    "paragraph",
    [
        "Read the Gull at breakfast: six weeks for the price of two. Cancel whenever you like.",
        "Get the Gull on your phone. Text WIND to 4400 for breaking news.",
        "▶ 항구일보 알림을 신청하시면 매일 아침 소식을 보내 드립니다.",
        "제보는 항구일보 사회부로 해 주십시오.",
    ],
)
def test_invitations_are_boilerplate(paragraph: str) -> None:
    assert known_form(paragraph) == "asks to subscribe"


@pytest.mark.parametrize(
    "paragraph",
    [
        "The union said the crews had worked six weeks for the price of two, and would cancel the strike at any time.",
        "경찰은 익명의 제보를 받고 수사를 시작했다고 밝혔다.",
        "Copyright law must change, the minister said on Monday.",
    ],
)
def test_news_of_such_things_is_not(paragraph: str) -> None:
    assert known_form(paragraph) is None


def test_loading_the_reader_does_not_load_what_few_pages_need() -> None:
    code = "import sys, beatbook.read.batch; print(*{'trafilatura', 'htmldate', 'numpy', 'py3langid'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""

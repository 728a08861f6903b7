from __future__ import annotations

import pytest

from beatbook.read.boilerplate import known_form

AGENCY = (
    "The Northern Press Service is an independent global news organization dedicated to factual reporting. "
    "Founded in 1871, it remains a trusted source of news in all formats."
)


@pytest.mark.parametrize(
    ("paragraph", "why"),
    [
        (AGENCY, "describes the publisher"),
        ("Sign up for our newsletter and never miss a ship.", "asks to subscribe"),
        ("Follow us on Facebook and Instagram.", "asks to follow"),
        ("Abonnieren Sie unseren Newsletter.", "asks to subscribe"),
        ("Abonnez-vous à notre lettre.", "asks to subscribe"),
        ("뉴스레터 구독하기", "asks to subscribe"),
        ("This article was produced by the Harbour Desk.", "says where it appeared"),
        ("Reporting by John Street; Editing by Anna Wolff", "credits its makers"),
        ("责任编辑：周明", "credits its makers"),
        ("© 2020 The Courier. All rights reserved.", "claims copyright"),
        ("저작권자 ⓒ 해담일보 무단 전재 및 재배포 금지", "claims copyright"),
        ("未经授权不得转载", "claims copyright"),
        ("We use cookies on this site to show you advertising.", "asks for consent"),
        ("Wir verwenden auf dieser Seite Cookies.", "asks for consent"),
        ("Subscribe to continue reading this article.", "asks for payment"),
        ("Jetzt weiterlesen mit dem Abo", "asks for payment"),
        ("Please consider donating to keep our newsroom open.", "asks for money"),
        ("Did you spot an error? Tell the desk.", "has a correction policy"),
        ("ADVERTISEMENT", "is an advertisement"),
        (
            "We and our 812 partners store and access information on a device, such as unique identifiers.",
            "asks for consent",
        ),
        ("Mit Werbung weiterlesen, oder das Pur-Abo wählen.", "asks for consent"),
        ("Nous et nos 143 partenaires déposons des traceurs sur votre appareil.", "asks for consent"),
        ("Sie können Ihre Einwilligung jederzeit widerrufen.", "asks for consent"),
        ("Get unlimited access for $1 a week. Already a subscriber? Sign in.", "asks for payment"),
    ],
)
def test_known_forms(paragraph: str, why: str) -> None:
    assert known_form(paragraph) == why


@pytest.mark.parametrize(
    "paragraph",
    [
        "The Northern Press Service, an independent global news organization founded in 1871, said on Monday that it would sue.",
        "The Northern Press Service reported in May that the town had asked for a loan.",
        "The council signed up for the cookie scheme in March, officials said.",
        "Subscribers to the port's pension fund were told of the cut in a letter.",
        "Copyright law was at the heart of the case, the judge said.",
        "He asked readers to share the burden of the winter.",
        "The page was torn from the book and could not be found, the police said.",
        "You have to continue, she told them. The crowd cheered and went on.",
        "Our partners in the port lost 40 ships that year, she said.",
        "The workers get full pay and three weeks a year, the union said.",
        "Photographs of the harbour were shown to the jury.",
        "이 기자는 항구에서 20년 동안 일했다고 말했다.",
    ],
)
def test_reporting_stays(paragraph: str) -> None:
    assert known_form(paragraph) is None

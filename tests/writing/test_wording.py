"""What may be made of a cited sentence, and what a model would make of it if it could."""

from __future__ import annotations

from time import perf_counter

import pytest

from beatbook.writing.wording import made_of


@pytest.mark.parametrize(
    ("cited", "text"),
    [
        ("The buses stand still.", "The buses stand still."),
        ("However, the ministry also opened an inquiry.", "The ministry opened an inquiry."),
        ("But no date was given, the ministry said.", "No date was given, the ministry said."),
        ("The tug, meanwhile, lies in Alderholm.", "The tug lies in Alderholm."),
        ("The tug lies in Alderholm, which has a yard.", "The tug lies in Alderholm."),
        ("Nobody was hurt, mayor Ida Korhonen said.", "Mayor Ida Korhonen said nobody was hurt."),
        ("Nobody was hurt, the mayor said on Monday.", "The mayor said on Monday that nobody was hurt."),
    ],
)
def test_what_may_be_made(cited: str, text: str) -> None:
    assert made_of(cited, text, "en") == text


@pytest.mark.parametrize(
    ("cited", "text"),
    [
        ("The buses stand still while the trams run.", "The trams stand still while the buses run."),
        ("The buses stand still while the trams run.", "The trams stand still."),
        ("Kim said Lee resigned.", "Lee said Kim resigned."),
        ("Kim said Lee resigned.", "Kim resigned."),
        ("Lee, who accused Kim, was arrested.", "Kim was arrested."),
        ("Police arrested Lee, who beat Kim, a doctor.", "Police arrested Lee, a doctor."),
        ("The ferry ran aground.", "The ferry deliberately ran aground."),
        ("The ferry ran aground.", "The ferry will run aground."),
        ("The firm may cut 300 jobs.", "The firm cut 300 jobs."),
        ("The firm cuts 300 jobs, including at Orlec if the sale fails.", "The firm cuts 300 jobs."),
        ("The mayor stole money, which the court denied.", "The mayor stole money."),
        ("The mayor stole money, while a witness said otherwise.", "The mayor stole money."),
        ("The mayor stole money, the witness said.", "The mayor stole money."),
        ("The mayor did not resign.", "The mayor did resign."),
        ("The fine is 4 million crowns.", "The fine is 9 million crowns."),
        ("The fine is $4 million.", "The fine is €4 million."),
        ("It fell by 5% in May.", "It fell by 5 in May."),
        ('He called it "a small mistake".', "He called it a small mistake."),
        ("Kim, said Lee, resigned.", "Kim said Lee resigned."),
        ("The ferry was stopped, nobody said why.", "Nobody said why the ferry was stopped."),
        ("The polish firm won.", "The Polish firm won."),
    ],
)
def test_what_may_not(cited: str, text: str) -> None:
    assert made_of(cited, text, "en") is None


def test_other_languages_stay_as_they_are() -> None:
    cited = "Das Schiff liegt in Alderholm, including a tug, and also a crane."
    assert made_of(cited, cited, "de") == cited
    assert made_of(cited, "Das Schiff liegt in Alderholm.", "de") is None


def test_what_is_shown_has_the_characters_of_the_cited_one() -> None:
    cited = "“It can’t be,” the mayor\nsaid – on Monday."
    assert made_of(cited, '"It can\'t be," the\u202e mayor said - on Monday.', "en") == cited


@pytest.mark.parametrize(
    "piece", [" also", "However, ", ", who is", "a, the said", ", x said.", ", meanwhile,"]
)
def test_no_sentence_takes_long(piece: str) -> None:
    start = perf_counter()
    assert made_of(piece * 5_000 + ".", "x", "en") is None
    assert made_of((piece * 900)[:999] + ".", "x", "en") is None
    assert perf_counter() - start < 2

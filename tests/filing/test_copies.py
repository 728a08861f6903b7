"""Which article is a copy of which."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beatbook.filing.copies import Decision, Judge, same_headline
from beatbook.filing.index import DigestIndex, MarkIndex
from beatbook.filing.origins import Wires
from beatbook.filing.remembered import Copies
from beatbook.model import Article, CopyKind, CopyOf, Version
from beatbook.work.lines import NEVER

WIRES = Wires.shipped()
NAMES = [
    "Alder",
    "Birch",
    "Cedar",
    "Dogwood",
    "Elm",
    "Fir",
    "Gorse",
    "Hazel",
    "Iris",
    "Juniper",
    "Kale",
    "Larch",
    "Maple",
    "Nettle",
    "Oak",
]
WORDS = "the ferry harbour crew storm island wind road bridge school market office water stone light winter people found two said from after before under over near"


def report(seed: int, sentences: int = 12) -> str:
    """A made-up text: sentences with names and numbers, three to a paragraph."""
    rng = random.Random(seed)
    said = []
    for _ in range(sentences):
        words = [rng.choice(WORDS.split()) for _ in range(rng.randint(9, 16))]
        words[4], words[6] = rng.choice(NAMES), str(rng.randint(2, 900))
        said.append(" ".join(words).capitalize() + ".")
    return "\n\n".join(" ".join(said[i : i + 3]) for i in range(0, len(said), 3))


def article(
    key: str, text: str, headline: str = "", *, source: str = "tide", partial: bool = False
) -> Article:
    return Article(key, source, None, NEVER, Version(headline=headline, text=text, partial=partial))


def stream(*articles: Article) -> tuple[Copies, list[Decision]]:
    copies = Copies(Judge(WIRES))
    return copies, [copies.add(a) for a in articles]


def told(*articles: Article) -> list[tuple[str | None, str]]:
    return [(d.copy.origin, d.copy.kind.value) for d in stream(*articles)[1]]


def at_the_end(decided: list[Decision]) -> dict[str, str]:
    """The origin of each article by what is known at the end."""
    points = {d.kept.article: d.kept.origin for d in decided}
    for decision in decided:
        points.update({moved.article: moved.origin for moved in decision.repointed})

    def origin(key: str) -> str:
        to = points[key]
        return key if to is None else origin(to)

    return {key: origin(key) for key in points}


REPORT = report(1)
PARAGRAPHS = REPORT.split("\n\n")


def test_the_same_words_are_exact() -> None:
    assert told(article("a", REPORT, "One"), article("b", REPORT.upper().replace(".", " !"), "Two")) == [
        (None, "own"),
        ("a", "exact"),
    ]


def test_a_copy_of_a_copy_points_at_the_origin() -> None:
    edited = REPORT.replace(" said ", " stated ")
    again = "\n\n".join(edited.split("\n\n")[:3])
    assert told(article("a", REPORT), article("b", edited), article("c", again), article("d", edited)) == [
        (None, "own"),
        ("a", "reprint"),
        ("a", "reprint"),
        ("a", "reprint"),
    ]


def test_an_excerpt_is_a_part() -> None:
    assert told(article("a", report(2, 30)), article("b", "\n\n".join(report(2, 30).split("\n\n")[2:5])))[
        1
    ] == ("a", "excerpt")


def test_a_mirror_with_one_changed_claim_is_a_reprint_and_never_exact() -> None:
    number = next(w for w in REPORT.split() if w.isdigit())
    for changed in (REPORT.replace(number, "9999", 1), REPORT.replace(" said ", " never said ", 1)):
        assert told(article("a", REPORT), article("b", changed))[1] == ("a", "reprint")


TEMPLATE = "Port Marrow, May {day} (Isles News) -- A delegation of the {body} led by {name} arrived here by ship on {weekday} to attend the spring meeting of the Fisheries Board."


def filled(day: int, body: str, name: str, weekday: str) -> str:
    return TEMPLATE.format(day=day, body=body, name=name, weekday=weekday)


def test_templates_with_other_facts_are_other_reports() -> None:
    first = filled(4, "Anglers' Union", "Tomas Redgrave", "Monday")
    for other in (
        filled(5, "Anglers' Union", "Tomas Redgrave", "Tuesday"),
        filled(4, "Divers' Club", "Petra Holm", "Monday"),
        first.replace("arrived here", "left here")
        .replace("to attend", "after attending")
        .replace("May 4", "May 7"),
    ):
        assert told(article("a", first), article("b", other)) == [(None, "own"), (None, "own")]


def test_a_daily_text_under_another_day_is_another_report() -> None:
    text = "Port Marrow, May {} (Isles News) -- Clouds are expected over the isles with some wind coming from the west, and small boats should stay in harbour after dark, the weather office said."
    assert told(article("a", text.format(4)), article("b", text.format(5)))[1] == (None, "own")
    assert told(article("a", text.format(4)), article("b", text.format(4).partition("-- ")[2]))[1] == (
        "a",
        "reprint",
    )


def test_a_round_up_is_no_copy_of_what_it_holds_and_ties_nothing() -> None:
    items = [report(n, 4) for n in range(50, 58)]
    held = [article(f"i{n}", text, f"{NAMES[n]} item") for n, text in enumerate(items)]
    _, decided = stream(
        *held,
        article(
            "r",
            "Good morning. Here is what you need to know.\n\n" + "\n\n".join(items),
            "The morning in short",
        ),
    )
    assert decided[-1].copy.kind is CopyKind.OWN
    assert decided[-1].repointed == ()


def test_only_a_headline_is_a_flash() -> None:
    assert (
        told(
            article("a", "", "Ferry late"),
            article("b", "", "Ferry late"),
            article("c", " ... ", "Ferry late"),
        )
        == [(None, "flash")] * 3
    )


def test_a_line_under_other_headlines_is_no_copy() -> None:
    line = "This video is not available in your country for legal reasons."
    assert told(
        article("a", line, "Storm over Alder"),
        article("b", line, "Bridge of Birch closed"),
        article("c", line, "Storm over Alder"),
    ) == [
        (None, "own"),
        (None, "own"),
        ("a", "exact"),
    ]


@given(st.integers(0, 10**6), st.integers(10, 24), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_order_of_arrival_does_not_decide_whether_two_are_joined(
    seed: int, sentences: int, rng: random.Random
) -> None:
    text = report(seed, sentences)
    kept = text.split("\n\n")
    kept.insert(rng.randrange(len(kept)), report(seed + 1, 1))
    edited = "\n\n".join(kept).replace(" said ", " stated ")
    if rng.random() < 0.5:
        edited = "PORT MARROW (AP) — " + edited
    one, other = article("a", text, "Old headline here"), article("b", edited, "New headline there")
    assert told(one, other)[1][0] == "a"
    assert told(other, one)[1][0] == "b"


@given(st.permutations(range(5)))
@settings(max_examples=30, deadline=None)
def test_all_of_a_family_end_at_one_origin(order: list[int]) -> None:
    """By what is known at the end: parts that nothing tied are tied by the text that has them both."""
    parts = report(7, 24).split("\n\n")
    family = [
        article("0", "\n\n".join(parts)),
        article("1", "\n\n".join(parts[:4]), "First half"),
        article("2", "\n\n".join(parts[4:]), "Second half"),
        article("3", "Rome (AFP) - " + "\n\n".join(parts)),
        article("4", "\n\n".join(parts[:7]), "Nearly all"),
    ]
    _, decided = stream(*(family[i] for i in order))
    assert set(at_the_end(decided).values()) == {family[order[0]].id}


def test_the_agency_s_own_page_becomes_the_origin() -> None:
    _, decided = stream(
        article("paper", "ROME (AP) — " + REPORT, source="tide"),
        article("other", "ROME (AP) — " + REPORT, source="wave"),
        article("wire", REPORT, source="ap"),
        article("late", "ROME (AP) — " + REPORT, source="surf"),
    )
    _, second, third, fourth = decided
    assert second.copy.origin == "paper"
    assert third.copy.origin == "paper"
    assert third.kept == CopyOf("wire", wire="ap")
    assert [(m.article, m.origin) for m in third.repointed] == [("paper", "wire")]
    assert fourth.copy.origin == at_the_end(decided)["other"] == "wire"
    assert second.copy.wire == fourth.copy.wire == "ap"


def test_the_agency_s_page_of_the_same_words_becomes_the_origin() -> None:
    text = "ROME (AP) — " + REPORT
    _, decided = stream(article("paper", text), article("wire", text, source="ap"), article("late", text))
    _, second, third = decided
    assert second.repointed == (CopyOf("paper", "wire", CopyKind.EXACT, 1.0, "ap"),)
    assert third.copy.origin == at_the_end(decided)["paper"] == "wire"


def test_the_full_text_of_a_teaser_becomes_the_origin_but_nobody_can_claim_a_whole_one() -> None:
    teaser = "\n\n".join(PARAGRAPHS[:1])
    for partial in (True, False):
        _, (_, full) = stream(article("a", teaser, "Storm", partial=partial), article("b", REPORT, "Storm"))
        assert full.copy.origin == "a"
        assert bool(full.repointed) is partial
        assert full.kept.origin == (None if partial else "a")


def test_what_is_put_aside_comes_back_as_it_was() -> None:
    odd = article("ö\n1", report(21) + " \ud800", "Storm \ud800\nover", source="a\tb", partial=True)
    same = report(21).split("\n\n")
    _, (_, second) = stream(odd, article("c", "\n\n".join(same[1:]), "Other"))
    assert (second.copy.origin, second.copy.kind) == ("ö\n1", CopyKind.REPRINT)


def test_memory_grows_by_little_and_decisions_do_not_change_with_age() -> None:
    """With a table so small that nearly all marks have been written out."""
    first, second = Copies(Judge(WIRES)), Copies(Judge(WIRES))
    second._index = MarkIndex(largest=64)
    second._words = DigestIndex(latest=16)
    articles = [article(str(n), report(n % 130 if n % 3 else n)) for n in range(300)]
    articles += [article(f"x{n}", "\n\n".join(report(n).split("\n\n")[:2])) for n in range(0, 300, 7)]
    assert [first.add(a) for a in articles] == [second.add(a) for a in articles]
    assert second.bytes < first.bytes


def test_known_boilerplate_ties_nothing() -> None:
    tail = "Isles News is a publisher of news about the isles. All rights reserved. No part may be used without leave of the owner."
    judge = Judge(WIRES, lambda paragraph: paragraph == tail)
    copies = Copies(judge)
    copies.add(article("a", f"{report(11, 2)}\n\n{tail}", "Alder"))
    assert copies.add(article("b", f"{report(12, 2)}\n\n{tail}", "Birch")).copy.kind is CopyKind.OWN


def test_what_too_many_share_ties_nothing() -> None:
    """A tail that no form describes: after a dozen texts it is a commonplace."""
    tail = report(99, 3)
    copies = Copies(Judge(WIRES))
    for n in range(40):
        copies.add(article(f"a{n}", f"{report(200 + n, 3)}\n\n{tail}", f"{NAMES[n % 15]} {n}"))
    assert copies.add(article("z", f"{report(300, 2)}\n\n{tail}", "Something else")).copy.kind is CopyKind.OWN


@pytest.mark.parametrize("kind", ["same", "template", "word", "han", "empty", "surrogate", "marks"])
def test_floods_are_quick(kind: str) -> None:
    texts = {
        "same": lambda n: REPORT,
        "template": lambda n: filled(
            n, f"{NAMES[n % 15]} Union", f"{NAMES[n % 13]} {NAMES[n % 11]}", "Monday"
        ),
        "word": lambda n: "word " * (20 + n % 50),
        "han": lambda n: "渡轮停航因机舱起火" * (5 + n % 7),
        "empty": lambda n: "",
        "surrogate": lambda n: "\ud800 " * 50 + str(n),
        "marks": lambda n: "e\u0301\u0301 " * (50 + n % 3),
    }
    copies = Copies(Judge(WIRES))
    began = time.process_time()
    for n in range(1_500):
        copies.add(article(str(n), texts[kind](n)))
    assert time.process_time() - began < 8


def test_a_long_text_beside_its_like_is_quick() -> None:
    long = [report(5, 12_000), report(5, 11_000), "word " * 200_000, "word " * 190_000, "渡轮" * 500_000]
    began = time.process_time()
    decided = told(*(article(str(n), text) for n, text in enumerate(long)))
    assert decided[1] == ("0", "reprint")
    assert time.process_time() - began < 10


def test_a_text_without_stops_beside_the_same_in_sentences_is_quick() -> None:
    text = report(6, 6_000)
    words = text.replace(".", "").lower().split()
    for n in range(11, len(words), 23):
        words[n] = "zinc"
    copies = Copies(Judge(WIRES))
    copies.add(article("a", " ".join(words)))
    began = time.process_time()
    copies.add(article("b", text))
    assert time.process_time() - began < 1


def test_one_dispatch_under_a_hundred_names_is_one_origin() -> None:
    texts = [
        f"{NAMES[n % 15].upper()} (AP) — {REPORT}\n\nMore at {NAMES[n % 13]} daily number {n}."
        for n in range(100)
    ]
    _, decided = stream(*(article(str(n), text, source=f"host{n}") for n, text in enumerate(texts)))
    assert {d.copy.origin for d in decided[1:]} == {"0"}
    assert {d.copy.wire for d in decided} == {"ap"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ferry line to Alder closed after fire", "What we know: Ferry line to Alder closed", True),
        ("Coffee", "Coffee - what we know", True),
        ("Ferry line closed", "Ferry line closed, officials say", True),
        ("Delegation arrives", "Delegation leaves", False),
        ("", "", False),
        ("渡轮停航", "渡轮停航：最新消息", True),
    ],
)
def test_headlines(one: str, other: str, same: bool) -> None:
    assert same_headline(one, other) is same_headline(other, one) is same

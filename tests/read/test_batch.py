from __future__ import annotations

from beatbook.errors import ReadError
from beatbook.model import Memory
from beatbook.read.batch import PageInput, read_pages

TOPICS = ("storm", "harvest", "bridge", "school", "market")
TAIL = "Our friends at the harbour museum are open from noon to six on every day but the first of the month."


def page(topic: str) -> bytes:
    told = "".join(
        f"<p>The {topic} was talked of in {place}, where {who} said that the {topic} had changed the {thing} of the town "
        f"for good, and that nobody would forget it.</p>"
        for place, who, thing in (
            ("Vellmar", "a baker", "streets"),
            ("Osterby", "two sailors", "prices"),
            ("Lindau", "the mayor", "school"),
            ("Brackwater", "a judge", "bridges"),
            ("Haldby", "her sister", "harbour"),
        )
    )
    return f"<html><title>The {topic}</title><article><h1>What the {topic} did</h1>{told}<p>{TAIL}</p></article>".encode()


def test_pages_of_one_host_are_read_in_the_light_of_each_other() -> None:
    inputs = [PageInput(t, page(t), f"https://courier.example/{t}") for t in TOPICS]
    outputs = list(read_pages(inputs))
    assert [o.id for o in outputs] == list(TOPICS)
    for output in outputs:
        assert output.reading is not None
        assert TAIL not in output.reading.version.text
        assert output.reading.boilerplate[-1].why == "repeats on 3 of 3 articles"


def test_hosts_do_not_share() -> None:
    for output in read_pages(PageInput(t, page(t), f"https://{t}.example/") for t in TOPICS):
        assert output.reading is not None
        assert TAIL in output.reading.version.text


def test_a_given_host_groups_instead() -> None:
    for output in read_pages(PageInput(t, page(t), f"https://{t}.example/", host="one") for t in TOPICS):
        assert output.reading is not None
        assert TAIL not in output.reading.version.text


def test_memories_are_carried_on() -> None:
    memories: dict[str, Memory] = {}
    list(read_pages((PageInput(t, page(t), "https://c.example/") for t in TOPICS[:4]), memories=memories))
    (last,) = read_pages([PageInput("x", page(TOPICS[4]), "https://c.example/")], memories=memories)
    assert last.reading is not None
    assert TAIL not in last.reading.version.text


def test_what_cannot_be_read_is_refused_in_its_place() -> None:
    outputs = list(
        read_pages(
            [
                PageInput("a", b"%PDF-1.4", "https://c.example/a"),
                PageInput("b", ReadError("unreadable", "no such file"), None),
                PageInput("c", page("storm"), "https://[bad"),
            ]
        )
    )
    assert [(o.id, o.refused.reason if o.refused else None) for o in outputs] == [
        ("a", "not-html"),
        ("b", "unreadable"),
        ("c", None),
    ]

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beatbook.errors import BeatError, RuleError
from beatbook.filing.beatfile import parse_beat, read_beat, write_beat
from beatbook.model import Beat, Source, Tier, Watch

SMALL = 'title = "Harbour"\nrule = "harbour"\n'


def test_the_least_a_file_needs() -> None:
    assert parse_beat(SMALL, "/x/harbour-works.toml") == Beat("harbour-works", "Harbour", "harbour")


def test_all_keys() -> None:
    beat = parse_beat(
        """
        slug = "harbour"
        title = "Harbour works"
        description = "All of it"
        rule = '''
        "new harbour"  # the plan
        OR quay
        '''
        language = "nl"
        tier = "members"
        [[sources]]
        name = "Harbour News"
        home = "https://harbour.example/"
        feed = "https://harbour.example/feed"
        feeds = ["https://harbour.example/feed", "https://harbour.example/port"]
        language = "en"
        tier = "members"
        kind = "newspaper"
        note = "alive"
        [[sources]]
        slug = "gazette"
        """,
        "x.toml",
    )
    assert (beat.slug, beat.title, beat.description, beat.language, beat.tier) == (
        "harbour", "Harbour works", "All of it", "nl", Tier.MEMBERS,
    )  # fmt: skip
    news = Source("harbour-news", "Harbour News", "https://harbour.example/", "en", Tier.MEMBERS)
    assert beat.watches == (
        Watch(news, ("https://harbour.example/feed", "https://harbour.example/port")),
        Watch(Source("gazette", "gazette")),
    )


def test_sources_as_strings() -> None:
    beat = parse_beat(SMALL + 'sources = ["gazette", "https://www.port.example/rss?x=1"]', "b.toml")
    assert beat.watches == (
        Watch(Source("gazette", "gazette")),
        Watch(Source("port-example", "port.example"), ("https://www.port.example/rss?x=1",)),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('titel = "x"\n' + SMALL, r"b\.toml: unknown key 'titel' \(did you mean 'title'\?\)"),
        (SMALL + "zzz = 1", r"unknown key 'zzz' \(known: slug, title"),
        ('rule = "a"', r"b\.toml: 'title' is missing"),
        ('title = "a"', r"'rule' is missing"),
        ('title = 3\nrule = "a"', r"'title' must be a text in quotes, not a number"),
        ('title = true\nrule = "a"', r"not true or false"),
        (SMALL + "language = 2026-09-01", r"not a date or time"),
        (SMALL + 'tier = "closed"', r"'tier' must be 'open' or 'members', not 'closed'"),
        (SMALL + 'slug = "A B"', r"'slug' must be lower-case letters"),
        (SMALL + 'slug = ""', r"'slug' must be"),
        (SMALL + 'sources = "x"', r"'sources' must be a list"),
        (SMALL + "sources = [1]", r"source 1: must be a slug, an address or a table, not a number"),
        (SMALL + 'sources = ["ftp://x.example/"]', r"source 1: 'ftp://x.example/' is neither"),
        (SMALL + 'sources = ["http://[x/"]', r"neither"),
        (SMALL + 'sources = ["a", "a"]', r"source 2: a second source 'a'"),
        (SMALL + "[[sources]]\nnmae = 'x'", r"source 1: unknown key 'nmae' \(did you mean 'name'\?\)"),
        (SMALL + "[[sources]]\nfeed = 'http://x.example/'", r"source 1: 'name' is missing"),
        (SMALL + "[[sources]]\nname = 'x'\nfeeds = 'http://x.example/'", r"'feeds' must be a list"),
        (SMALL + "[[sources]]\nname = 'x'\nfeeds = [3]", r"holds a number"),
        (SMALL + "[[sources]]\nname = 'x'\nkind = 3", r"'kind' must be a text"),
        (SMALL + "[[sources]]\nname = '東亜'", r"'slug' is missing, and none can be made"),
        ("title = ", r"b\.toml: not TOML"),
        ("a = " + "[" * 5000, r"not TOML"),
    ],
)
def test_what_is_wrong_is_said_with_the_file(text: str, message: str) -> None:
    with pytest.raises(BeatError, match=message):
        parse_beat(text, "b.toml")


def test_a_rule_error_names_file_and_position() -> None:
    with pytest.raises(
        RuleError, match=r"b\.toml: rule: a phrase is not closed at line 2, column 4"
    ) as caught:
        parse_beat("title = 'x'\nrule = '''a\nOR \"b'''", "b.toml")
    assert caught.value.position == 5


def test_a_files_name_that_is_no_slug() -> None:
    with pytest.raises(BeatError, match="the file's name, which stands in for 'slug',"):
        parse_beat(SMALL, "My Beat.toml")


def test_read_beat(tmp_path: Path) -> None:
    path = tmp_path / "harbour.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert read_beat(path).slug == "harbour"
    with pytest.raises(BeatError, match=r"none\.toml: No such file"):
        read_beat(tmp_path / "none.toml")
    path.write_bytes(b"title = '\xff'")
    with pytest.raises(BeatError, match=r"not UTF-8 \(byte 9\)"):
        read_beat(path)
    path.write_bytes(b"#" * 1_000_001)
    with pytest.raises(BeatError, match="larger than"):
        read_beat(path)


LINE = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SAID = LINE.map(str.strip).filter(bool)
SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
ADDRESS = st.from_regex(r"https?://[a-z]{1,8}\.example/[a-z?=&\"']{0,8}", fullmatch=True)
WATCH = st.builds(
    Watch,
    st.builds(
        Source,
        SLUGS,
        SAID,
        st.none() | ADDRESS,
        st.none() | st.sampled_from(["en", "ko"]),
        st.sampled_from(Tier),
    ),
    st.lists(ADDRESS, max_size=3, unique=True).map(tuple),
)
RULES = st.tuples(LINE, st.sampled_from(["a", "'a'", "\n'a'", '"a\n\tb"', "b'''c", "a\\b", "a # c\n"])).map(
    lambda t: "# " + t[0].replace("\n", " ").replace("\r", " ") + "\n" + t[1]
)


@settings(max_examples=150, deadline=None)
@given(
    st.builds(
        Beat, SLUGS, SAID, RULES, LINE.map(str.strip), st.sampled_from(["en", "ko"]), st.sampled_from(Tier),
        st.lists(WATCH, max_size=3, unique_by=lambda w: w.source.slug).map(tuple),
    )
)  # fmt: skip
def test_what_is_written_reads_back_the_same(beat: Beat) -> None:
    assert parse_beat(write_beat(beat), "other.toml") == beat


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_a_beat_or_a_beat_error(text: str) -> None:
    wrong = None
    try:
        parse_beat(SMALL + text, "b.toml")
    except BeatError as e:
        wrong = str(e)
    assert wrong is None or wrong.startswith("b.toml: ")

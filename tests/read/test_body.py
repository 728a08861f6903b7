from __future__ import annotations

from beatbook.read.blocks import sheet_of
from beatbook.read.body import Layout, agreement, read_body
from beatbook.read.page import parse_page

PARA = "<p>The harbour was quiet on the morning after the storm, number {}, and nobody spoke of it for a long while.</p>"


def paragraphs(markup: str) -> tuple[str, ...]:
    return read_body(sheet_of(parse_page(f"<html><body>{markup}".encode()).tree)).paragraphs


def test_pieces_of_one_body_belong_together() -> None:
    piece = '<div class="article-body">' + PARA * 3 + "</div>"
    assert len(paragraphs("<div>" + piece + "<div class=ad>Ad</div>" + piece + "</div>")) == 6


def test_a_box_with_most_of_the_prose_is_believed_over_its_name() -> None:
    assert len(paragraphs('<div class="sidebar">' + PARA * 6 + "</div>")) == 6


def test_lists_of_links_and_captions_are_left() -> None:
    found = paragraphs(
        "<article>"
        + PARA * 4
        + "<ul>"
        + "<li><a href=/x>A headline of some other story altogether</a></li>" * 4
        + "</ul>"
        "<figure><figcaption>A caption that is as long as a paragraph, and tells of a ship.</figcaption></figure></article>"
    )
    assert len(found) == 4


def test_subheadings_stay_only_with_text_after_them() -> None:
    found = paragraphs(f"<article>{PARA * 3}<h2>The second day</h2>{PARA * 2}<h2>Related</h2></article>")
    assert "The second day" in found
    assert "Related" not in found


def test_doubts_are_in_words() -> None:
    page = parse_page(b"<html><body><p>Only one short line of text stands here.</p>")
    assert read_body(sheet_of(page.tree)).doubts == ("only 8 words were found",)


def test_a_page_that_states_much_more_than_it_shows_is_doubted() -> None:
    sheet = sheet_of(parse_page(f"<html><body><article>{PARA * 8}".encode()).tree)
    said = "The harbour master wrote another report of that night, as long as the first. " * 8
    assert not read_body(sheet, stated=said).doubts
    assert read_body(sheet, stated=said * 4).doubts


def test_the_prose_of_a_box_is_that_of_the_boxes_in_it_but_for_furniture() -> None:
    sheet = sheet_of(
        parse_page(f"<main><section>{PARA}{PARA}<nav>{PARA}</nav></section>{PARA}</main>".encode()).tree
    )
    layout = Layout(sheet)
    value = {box.tag: layout.value[box.order] for box in sheet.boxes}
    one = value["p"]
    assert [value[tag] / one for tag in ("main", "section", "nav")] == [3, 2, 0]
    assert [b.box.tag for b in sheet.inside(sheet.boxes[1])] == ["p"] * 4


def test_agreement() -> None:
    assert agreement("a b c d", "a b c d") == 1.0
    assert agreement("a b c d", "w x y z") == 0.0
    assert agreement("", "a b c") == 0.0

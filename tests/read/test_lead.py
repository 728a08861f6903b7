"""The picture a page leads with, and its credit."""

from __future__ import annotations

import json

import pytest

from beatbook.model import Image
from beatbook.read.blocks import sheet_of
from beatbook.read.lead import credit_in
from beatbook.read.metadata import Metadata, read_metadata
from beatbook.read.page import parse_page

TEXT = (
    "<p>" + "Harbour workers in the northern port ended their strike after nine days of talks. " * 6 + "</p>"
)


def read(head: str, inner: str = "") -> Metadata:
    page = parse_page(f"<html><head>{head}</head><body><h1>Dock strike ends</h1>{inner}{TEXT}".encode())
    return read_metadata(page.tree, sheet_of(page.tree), "https://courier.example/2020/strike")


def og(address: str, name: str = "og:image") -> str:
    return f'<meta property="{name}" content="{address}">'


def data(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **node})}</script>'


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("https://cdn.example/port.jpg", "https://cdn.example/port.jpg"),
        ("/i/port.jpg", "https://courier.example/i/port.jpg"),
        ("//cdn.example/port.jpg", "https://cdn.example/port.jpg"),
        ("data:image/png;base64,AAAA", None),
        ("javascript:alert(1)", None),
        ("https://[bad", None),
        ("https://cdn.example/" + "x" * 2_000, None),
        ("https://cdn.example/courier-logo.png", None),
        ("https://cdn.example/default-og.jpg", None),
        ("https://cdn.example/placeholder.png", None),
        ("https://cdn.example/site.svg", None),
        ("https://cdn.example/logos/port-of-vellmar.jpg", "https://cdn.example/logos/port-of-vellmar.jpg"),
    ],
)
def test_addresses(address: str, wanted: str | None) -> None:
    image = read(og(address)).image
    assert (image.url if image else None) == wanted


def test_the_next_witness_speaks_where_the_first_shows_a_logo() -> None:
    found = read(og("https://c.example/logo.png") + og("https://c.example/port.jpg", "twitter:image"))
    assert found.image == Image("https://c.example/port.jpg")
    assert [(w.by, w.why) for w in found.witnesses if w.field == "image"] == [
        ("meta og:image", "a logo or placeholder"),
        ("meta twitter:image", None),
    ]


def test_the_publishers_logo_is_no_picture() -> None:
    logo = {"@type": "ImageObject", "url": "https://c.example/brand.png"}
    assert (
        read(data(image="https://c.example/brand.png", publisher={"name": "C", "logo": logo})).image is None
    )


def test_small_pictures_are_left_out() -> None:
    assert read(og("https://c.example/a.jpg") + og("60", "og:image:width")).image is None


def test_the_credit_that_the_data_state() -> None:
    image = {"@type": "ImageObject", "url": "/port-of-vellmar.jpg", "creditText": "Photo: Ida Korhonen"}
    assert read(data(image=image)).image == Image(
        "https://courier.example/port-of-vellmar.jpg", "Ida Korhonen"
    )
    of_another = read(og("https://c.example/harbour-master.jpg") + data(image=image)).image
    assert of_another == Image("https://c.example/harbour-master.jpg")


def test_a_picture_known_by_its_name_in_the_data() -> None:
    graph = {
        "@graph": [
            {"@type": "Article", "headline": "Dock strike ends", "image": {"@id": "#p"}},
            {
                "@type": "ImageObject",
                "@id": "#p",
                "url": "https://c.example/port.jpg",
                "creditText": "Paul Mbeki",
            },
        ]
    }
    script = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    assert read(script).image == Image("https://c.example/port.jpg", "Paul Mbeki")


def test_the_credit_in_the_caption() -> None:
    figure = '<figure><img src="/i/port-of-vellmar-640x360.jpg"><figcaption>Ships wait. Photo: Ida Korhonen</figcaption></figure>'
    assert read(og("https://c.example/port-of-vellmar.jpg"), figure).image == Image(
        "https://c.example/port-of-vellmar.jpg", "Ida Korhonen"
    )
    marked = figure.replace("Photo: Ida Korhonen", "<span class=credit>Ida Korhonen/Courier</span>")
    assert read("", marked).image == Image(
        "https://courier.example/i/port-of-vellmar-640x360.jpg", "Ida Korhonen/Courier"
    )


def test_the_first_large_figure_where_nothing_is_stated() -> None:
    inner = '<main><img src="/pixel.gif" width=1><img src="/ad.jpg" width=120><img data-src="/ships.jpg" width=800></main>'
    assert read("", inner).image == Image("https://courier.example/ships.jpg")
    assert read("", '<article><img src="/ships.jpg"></article>').image is None


@pytest.mark.parametrize(
    ("caption", "wanted"),
    [
        ("Ships wait off Vellmar. Photo: P. Mbeki", "P. Mbeki"),
        ("Ships wait off Vellmar. (AP Photo/Ida Korhonen)", "AP Photo/Ida Korhonen"),
        ("The quay. Ida Korhonen/AFP via Getty Images", "Ida Korhonen/AFP via Getty Images"),
        ("© Courier / Ida Korhonen", "Courier / Ida Korhonen"),
        ("해담항에 배가 들어온다. 사진=김하늘 기자", "김하늘 기자"),
        ("[사진=해담통신]", "해담통신"),
        ("Schiffe im Hafen. Foto: Jörg Brandt/dpa", "Jörg Brandt/dpa"),
        ("Foto: privat | Die Brücke", "privat"),
        ("Le port de Vellmar. Photo : Léa Fontaine / AFP", "Léa Fontaine / AFP"),
        ("码头。图：周明", "周明"),
        ("图片来源：海潭社", "海潭社"),
        ("Photo courtesy of: the Harbour Board", "the Harbour Board"),
        ("A photo by the sea is shown in the image of the day", None),
        ("The harbour was quiet on Monday morning.", None),
    ],
)
def test_credits(caption: str, wanted: str | None) -> None:
    assert credit_in(caption) == wanted

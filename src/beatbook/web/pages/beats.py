"""`/beats/`: the beats; `/opml`: their feeds as a list for feed readers."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from starlette.requests import Request
from starlette.responses import Response

from beatbook.web.answers import FEED_AGE, answer
from beatbook.web.contexts import BeatsContext
from beatbook.web.pages.front import block_of
from beatbook.web.site import Site, origin
from beatbook.web.text import line


def page(request: Request) -> Response:
    site = Site.of(request)
    found = sorted(site.store.front(1), key=lambda pair: (pair[0].title.casefold(), pair[0].slug))
    blocks = tuple(block_of(site, beat, listing.total, ()) for beat, listing in found)
    frame = site.page(request, site.words("beats"), site.urls.beats(), description=site.words("beats-lede"))
    return site.respond(request, BeatsContext(frame, blocks))


def opml(request: Request) -> Response:
    site = Site.of(request)
    here = origin(request)
    root = ET.Element("opml", {"version": "2.0"})
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "title").text = line(site.settings.desk.name)
    body = ET.SubElement(root, "body")
    for beat in site.store.beats():
        title = line(beat.title) or beat.slug
        address = site.urls.beat(beat.slug)
        ET.SubElement(body, "outline", {
            "type": "rss",
            "text": title,
            "title": title,
            "description": line(beat.description),
            "xmlUrl": site.urls.absolute(site.urls.feed(address, "rss"), here),
            "htmlUrl": site.urls.absolute(address, here),
        })  # fmt: skip
    written = '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
    return answer(request, written.encode(), "text/x-opml; charset=utf-8", site.noticed, FEED_AGE)

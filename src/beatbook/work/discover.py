"""From an address that somebody names to a source with feeds: look at what is there, then at what it points to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from beatbook.errors import FetchError, ReadError
from beatbook.gather.client import ACCEPT_FEED, ACCEPT_PAGE, Client
from beatbook.gather.discovery import Found, discover, site_name
from beatbook.gather.feeds import parse_feed
from beatbook.gather.sitemaps import parse_sitemap
from beatbook.model import FeedKind, Source
from beatbook.work import decide

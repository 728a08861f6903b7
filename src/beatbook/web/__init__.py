"""Pages, feeds and their addresses. `create_app` is the one thing that the rest of the desk needs from here."""

from beatbook.web.app import create_app

__all__ = ["create_app"]

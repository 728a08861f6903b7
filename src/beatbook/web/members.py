"""Who may read the members' pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request

from beatbook.model import Tier

if TYPE_CHECKING:
    from beatbook.web.site import Site


def may_read(site: Site, request: Request, tier: Tier) -> bool:
    """Whether whoever asks may read the whole of a piece of this tier: the open ones all, the others those who may see the editors'
    side."""
    return tier is Tier.OPEN or site.is_open(request)

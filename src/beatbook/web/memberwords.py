"""The words of members' pages. A part of `words`, which says what holds for all of them."""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "for-members": "For members",
    "sign-in": "Sign in",
    "sign-in-lede": "For readers of members’ pieces. An editor of this desk gives out the keys.",
    "sign-in-key": "Your key",
    "sign-in-wrong": "This is nobody’s key. It may have been copied incompletely, or it has been replaced by a newer one.",
    "sign-in-cookie": "Signing in sets one cookie, which does nothing but keep you signed in.",
    "signed-out": "You are signed out.",
    "signed-out-everywhere": "You are signed out, here and wherever else you were signed in.",
    "signed-in-as": "Signed in as {name}",
    "signed-in-until": "On this browser until {day}.",
    "sign-out": "Sign out",
    "sign-out-everywhere": "Sign out everywhere",
    "own-feeds": "Feeds of your own",
    "own-feeds-lede": "At addresses of your own, a feed reader gets members’ pieces whole. Whoever has such an address reads them too: keep it to yourself, and take new ones if it got about.",
    "own-feeds-none": "You have none yet.",
    "own-feeds-since": "You have had yours since {day}; nothing has asked for them yet.",
    "own-feeds-used": "You have had yours since {day}; they were last asked for on {used}.",
    "own-feeds-make": "Make the addresses",
    "own-feeds-new": "New addresses",
    "own-feeds-new-says": "The old ones end at once.",
    "own-feeds-here": "These are your addresses. They are shown this once: the desk keeps nothing by which it could show them again.",
}

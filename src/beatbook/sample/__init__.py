"""The sample press: a small made-up news web, served on loopback. It names no real outlet or person.

`press` loads what the outlets wrote, `pages` and `feeds` set it as each outlet would, `server` answers for them.
"""

from __future__ import annotations

from beatbook.sample.press import Press, load
from beatbook.sample.server import PressServer

__all__ = ["Press", "PressServer", "load"]

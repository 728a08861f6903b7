"""Beatbook: a news desk in a box. Give it a beat and it keeps the record."""

from __future__ import annotations

__version__ = "0.1.0"

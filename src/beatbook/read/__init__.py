"""Bytes in, `Reading` out. Pure: no clock, network, database or module-level cache."""

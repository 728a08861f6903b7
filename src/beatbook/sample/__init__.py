"""The sample press: a small made-up news web, served on loopback. It names no real outlet or person."""

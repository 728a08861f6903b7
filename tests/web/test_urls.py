"""Addresses of a desk."""

from __future__ import annotations

import pytest

from beatbook.web.urls import Urls


@pytest.mark.parametrize(
    ("base", "path", "whole"),
    [
        ("", "/beats/ships/", "/beats/ships/"),
        ("https://desk.example", "/beats/ships/", "/beats/ships/"),
        ("https://desk.example/news", "/beats/ships/", "/news/beats/ships/"),
        ("https://desk.example/news", "/news/beats/ships/", "/news/beats/ships/"),
        ("https://desk.example/news", "/newspapers/", "/news/newspapers/"),
    ],
)
def test_a_path_is_within_the_desk_with_its_own_and_without(base: str, path: str, whole: str) -> None:
    assert Urls(base).within(path) == whole

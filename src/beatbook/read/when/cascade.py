"""The machine behind the grammars: texts become a string of tags, one for each token; rules are expressions over that string.

A rule's match becomes one node with a tag of its own, on which later rules build: first dates, then ranges of dates. The
expressions hold no nested repetition, so that the work grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Node:
    """A token or what a rule made: its tag, what it means, and where it stands."""

    tag: str
    value: Any
    start: int
    end: int


class Found:
    """What a rule found: `found["name"]` is the meaning of the node at a group's beginning, or None."""

    __slots__ = ("match", "nodes", "reference", "text")

    def __init__(self, match: re.Match[str], nodes: Sequence[Node], reference: date, text: str) -> None:
        self.match, self.nodes, self.reference, self.text = match, nodes, reference, text

    def __getitem__(self, name: str) -> Any:
        start, end = self._span(name)
        return self.nodes[start].value if end > start else None

    def _span(self, name: str) -> tuple[int, int]:
        """Where a group is; nowhere if the rule has no such group."""
        return self.match.span(name) if name in self.match.re.groupindex else (-1, -1)

    def node(self, name: str) -> Node:
        return self.nodes[self.match.start(name)]

    def words(self, name: str) -> str:
        """A group as the text writes it."""
        start, end = self._span(name)
        return self.text[self.nodes[start].start : self.nodes[end - 1].end] if end > start >= 0 else ""

    def has(self, name: str) -> bool:
        start, end = self._span(name)
        return end > start

    def all(self, name: str) -> list[Any]:
        """The meanings of all nodes of a group."""
        start, end = self._span(name)
        return [node.value for node in self.nodes[start:end]] if start >= 0 else []


Act = Callable[[Found], Any]
"""Makes a meaning of what was found. None leaves the nodes as they are; a list of nodes replaces them one by one."""


@dataclass(frozen=True, slots=True)
class Rule:
    pattern: re.Pattern[str]
    tag: str
    act: Act


def rule(pattern: str, tag: str, act: Act) -> Rule:
    return Rule(re.compile(pattern), tag, act)


def reduced(nodes: list[Node], rules: Sequence[Rule], reference: date, text: str) -> list[Node]:
    """The nodes after all rules, in their order."""
    tags = "".join([node.tag for node in nodes])
    for each in rules:
        out: list[Node] = []
        done = 0
        for match in each.pattern.finditer(tags):
            start, end = match.span()
            if start == end:
                continue
            made = each.act(Found(match, nodes, reference, text))
            if made is None:
                continue
            out.extend(nodes[done:start])
            if isinstance(made, list):
                out.extend(made)
            else:
                out.append(Node(each.tag, made, nodes[start].start, nodes[end - 1].end))
            done = end
        if done:
            out.extend(nodes[done:])
            nodes = out
            tags = "".join([node.tag for node in nodes])
    return nodes

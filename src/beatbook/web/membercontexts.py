"""What the templates of readers' own pages are given. A part of `contexts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated as A
from typing import ClassVar

from beatbook.web.contexts import Link, Page


@dataclass(frozen=True, slots=True)
class SignInContext:
    template: ClassVar[str] = "sign_in.html"
    page: A[Page, "the frame"]
    said: A[str, "what was done, for whoever signed out; else empty"]
    wrong: A[str, "why the key was not taken; else empty"]
    to: A[str, "the address that is shown once signed in; empty for the reader's own page"]
    action: A[str, "where the form is sent"]
    token: A[str, "what the form carries so that it is known to be ours"]


@dataclass(frozen=True, slots=True)
class OwnList:
    """A list with its feeds at a reader's own addresses."""

    list: A[Link, "the list"]
    feeds: A[tuple[Link, ...], "the addresses, each with the kind of feed"]


@dataclass(frozen=True, slots=True)
class MeContext:
    template: ClassVar[str] = "me.html"
    page: A[Page, "the frame"]
    name: A[str, "who is signed in"]
    until: A[str, "until when, in words"]
    feeds: A[str, "whether they have feed addresses of their own, and since when"]
    new: A[str, "the button that makes new ones"]
    new_says: A[str, "what becomes of the old ones; empty if there are none"]
    lists: A[tuple[OwnList, ...], "the addresses, when they were made just now"]
    action: A[str, "where the forms are sent"]
    out: A[str, "where it is said that one signs out"]
    token: A[str, "what the forms carry so that they are known to be this session's"]

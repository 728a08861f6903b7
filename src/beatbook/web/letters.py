"""A piece as a mail (RFC 5322): text, and HTML for whoever shows it. Pure: a `Letter` in, a message out; nothing is sent.

`email` folds and encodes the headers and refuses line ends in them; texts come here as one line each, and addresses were checked
(`work.readers.checked_address`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from beatbook.web.text import line

SEVERAL = "undisclosed-recipients:;"
"""Whom a mail to several people is to: none of them is told who else gets it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail. `sender` and `to` are addresses, `by` the sender's name; `id` is what is between the angle brackets of Message-ID, `at`
    when the piece was published; `unsubscribe` an address of the web or one that begins with `mailto:`, or empty."""

    subject: str
    by: str
    sender: str
    to: Sequence[str]
    text: str
    html: str
    at: datetime
    id: str
    language: str = ""
    unsubscribe: str = ""


def message(letter: Letter) -> EmailMessage:
    found = EmailMessage(policy=SMTP)
    found["From"] = Address(_words(letter.by), addr_spec=letter.sender)
    if len(letter.to) == 1:
        found["To"] = Address(addr_spec=letter.to[0])
    elif letter.to:
        found["To"] = SEVERAL
        found["Bcc"] = [Address(addr_spec=address) for address in letter.to]
    found["Subject"] = _words(letter.subject)
    found["Date"] = letter.at
    found["Message-ID"] = f"<{letter.id}>"
    if letter.unsubscribe:
        found["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
    found.set_content(letter.text, cte="quoted-printable")
    found.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    # Last, for a message that becomes one of several parts hands such headers on to the first.
    if letter.language:
        found["Content-Language"] = letter.language
    return found


def _words(text: str) -> str:
    """A text as it can stand in a header. What looks like an encoded word (RFC 2047) would be decoded, whatever it holds."""
    return line(text).replace("=?", "= ?")

"""What the desk publishes: reviews, timelines and figures as documents whose sentences cite, and what editors make of them.

`review`, `timeline` and `figure` make documents of what was written, `addendum` of what came late; `checking` is the gate over a
document, `resolving` says what the marks of an edited file stand for. All of it is pure, and the same values give the same document.
"""

from beatbook.writing.pieces.addendum import addendum
from beatbook.writing.pieces.building import Cite, Passage
from beatbook.writing.pieces.checking import faults
from beatbook.writing.pieces.figure import figure_document
from beatbook.writing.pieces.resolving import resolved
from beatbook.writing.pieces.review import review_document
from beatbook.writing.pieces.timeline import timeline_document

__all__ = [
    "Cite",
    "Passage",
    "addendum",
    "faults",
    "figure_document",
    "resolved",
    "review_document",
    "timeline_document",
]

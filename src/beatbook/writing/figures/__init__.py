"""What articles state of the figures that a beat follows, and the series that it makes.

    observations(article, figure, date(2020, 10, 21), ears)
    series(figure, found)

`observing` reads articles, `series` puts together what they state, `suggesting` says which figures could be kept. Copies are for the
caller to leave out: they say nothing of their own.
"""

from beatbook.writing.figures.observing import Statements, Wanted, observations
from beatbook.writing.figures.series import series
from beatbook.writing.figures.suggesting import countable, suggested

__all__ = ["Statements", "Wanted", "countable", "observations", "series", "suggested"]

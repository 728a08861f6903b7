"""How much an article is about a beat, from where and how often the words of its rule stand in it.

Each place gives an independent reason to believe that the article is about the beat; the score is the chance that at
least one of them is right (a noisy OR), so that it grows with every further mention and never passes 1.
"""

from __future__ import annotations

HEADLINE = 0.6
"""One term in the headline. Editors spend their few words on what the piece is about; two terms give .84."""
DECK = 0.35
"""One term in the deck: nearly as telling, but decks also name the background."""
LEDE = 0.35
"""One term in the lede, where news texts say what happened."""
BODY = 0.5
"""The most that mentions can give wherever they stand: a text may name a subject often and be about another."""
ELSEWHERE = 0.2
"""A rule that held through byline, section, source or language alone: says who speaks, not what of."""
SHORT_TEXT = 100
"""Words. One mention in a text shorter than this counts as one in a text of this length, or a teaser of twenty words
would outdo a report of five hundred."""
FEWEST = 0.01
"""The score of a single mention in a text of any length: filed is more than nothing."""

LEDE_WORDS = 30
"""The lede is the first paragraph; where that has fewer words (a dateline, a kicker), the next ones too."""
LEDE_MOST_WORDS = 80
"""… but never more than this many words: some sources send a text without paragraphs."""


def score(*, headline: int, deck: int, lede: int, terms: int, mentions: int, length: int) -> float:
    """From FEWEST to 1. `headline`, `deck`, `lede` and `terms` say how many different terms stand in each place and in
    the whole text; `mentions` how often they stand in the text, which has `length` words."""
    if not (headline or deck or mentions):
        return ELSEWHERE
    doubt = (1 - HEADLINE) ** min(headline, 2) * (1 - DECK) ** min(deck, 2) * (1 - LEDE) ** min(lede, 2)
    if mentions:
        # A further term says more than a further mention: it counts twice.
        density = 100 * (mentions + terms - 1) / max(length, SHORT_TEXT)
        doubt *= 1 - BODY * (1 - 0.5**density)
    return max(round(1 - doubt, 4), FEWEST)

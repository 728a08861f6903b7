"""Which lines of an English text may announce something: those that have a word of a date and one of what is to come. One automaton
finds both; of few lines it is wrong, and of hardly any does it miss one that the rules would find."""

from __future__ import annotations

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

_DOING = (
    "holding hosting meeting visiting leaving travelling traveling coming opening closing launching starting retiring stepping flying heading returning staging playing "
    "running releasing publishing hearing voting marking trying working"
).split()
_SIGNS = (
    *(f" {be} {doing}" for be in ("is", "are") for doing in _DOING),
    " will ", " won’t ", " won't ", "’ll ", "'ll ", " would ", " could ", " may ", " might ", " must ", " shall ", "schedul", "slated", " due ", " set to", " set for", " set ", " sets ",
    "expect", " to be ", " is to ", " are to ", "ly to ", " now to ", " again to ", " plans ", " plan to", " planned ", " planning ", " until ", "eadline", "ostpone", "ancel", "pcoming", "orthcoming",
    "looming", "likely", "going to ", "has to ", "have to ", " should ", "nticipat", "rojected", "poised", " aims", " aim to", "aiming", "intend", " hope", "hoping", "seeks to", "wants to", "preparing",
    "prepares", "proposes to", "pledge", "promise", "vows ", "vowed", "hreat", "agreed ", "decided ", "voted to", "considering", "mulling", "weighing", " off", " back", "delay", "defer", "djourn",
    "forward", " moved ", "moves ", "shifted", "extend", " called ", "scrap", "axed", "bandoned", "shelved", "opens ", "begins ", "starts ", "ends ", "closes ", "resumes ", "xpires ", "takes ", " take ",
    "comes ", "goes ", "runs ", "meets ", "convenes ", "returns ", "arrives ", "departs ", "leaves ", "reopens ", "premieres ", "concludes ", "lapses ", "retires ", "sits ", "hosts ", "holds ", " host ", "gathers ", " gather ", " gave ", "tours ",
    "travels ", "visits ", "heads ", "steps ", "increases ", "joins ", "faces ", "votes ", "elects ", "kicks ", "gets ", "lasts ", "falls ", "continues ", "debuts ", "plays ", "stays ", "rises ",
    "flies ", "launches ", "applies ", "finishes ", " is on ", " are on ", " is next ", " is tomorrow", " open on ", " open in ", " open at ", " open from ", " begin on ", " begin in ", " start on ", " start in ",
    " end on ", " end in ", " close on ", " close in ", " close at ", " expire ", " resume ", " take effect", " take place", " come into ", " go on ", " go to the polls", " go into ", " run ", " vote on ", " meet on ", " meet in ",
    " shut from ", " closed from ", " open until", " fall on ", " fall due", " rise on ", " rise in ", " rise from ", " return on ", " return in ", " on sale", " forecast ", "redicted", "consider ",
)  # fmt: skip
_DATES = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Jan", "Feb", "March", "Mar.", "April", "Apr.", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec",
    "today", "tonight", "omorrow", "week", "next ", " month", " year", " 20", "-20", "ithin ", " days", "spring", "summer", "autumn", "winter", "hristmas", "Easter", "quarter", " the 1", " the 2", " the 3", "New Year", "indefinitely", "further notice", "new date",
)  # fmt: skip
_GATE = AhoCorasick([*_SIGNS, *_DATES], matchkind=MatchKind.Standard, implementation=Implementation.DFA)


def likely(text: str) -> list[tuple[int, bool]]:
    """Where a text has words that sentences of what is to come have, in order: a date (true), or a word of the future."""
    first = len(_SIGNS)
    return [(start, number >= first) for number, start, _ in _GATE.find_matches_as_indexes(text)]

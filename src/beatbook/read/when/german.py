"""German words of dates."""

from __future__ import annotations

from beatbook.read.when.lexer import Entry, Lexicon, phrases

MONTHS = (
    "januar jan jänner jän", "februar feb feber", "märz mär mrz maerz", "april apr", "mai", "juni jun", "juli jul", "august aug", "september sept sep",
    "oktober okt", "november nov", "dezember dez",
)  # fmt: skip
WEEKDAY_NAMES = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag sonnabend", "sonntag")
_SMALL = "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
_ORDINALS = "erst zweit dritt viert fünft sechst siebt acht neunt zehnt".split()
_GROUPS: dict[str, str] = {
    "L": "letzte letzten letzter letztes letztem vergangene vergangenen vergangener vergangenes vergangenem vorige vorigen voriger voriges vorigem",
    "N": "nächste nächsten nächster nächstes nächstem kommende kommenden kommender kommendes kommendem", "T": "diese diesen dieser dieses diesem laufenden",
    "h": "der die das den dem des", "i": "am im in zum zur beim ab um", "F": "vom von seit zwischen", "R": "bis", "&": "und oder", "B": "vor", "C": "nach",
    "E": "anfang mitte ende", "V": "jeden jede jedes jeder", "Z": "uhr morgens vormittag vormittags mittag nachmittag nachmittags abend abends nacht nachts mitternacht früh",
    "A": "später", "G": "zuvor",
}  # fmt: skip
_UNITS = {
    "day": "tag tage tagen tages", "week": "woche wochen", "month": "monat monate monaten monats", "year": "jahr jahre jahren jahres", "quarter": "quartal quartals",
    "half": "halbjahr halbjahres", "decade": "jahrzehnt jahrzehnte jahrzehnten", "century": "jahrhundert jahrhunderts", "weekend": "wochenende wochenendes",
    "fiscal": "geschäftsjahr geschäftsjahres", "school": "schuljahr schuljahres",
}  # fmt: skip
_FEASTS: dict[str, str] = {
    "new year": "neujahr|neujahrstag", "new year eve": "silvester", "epiphany": "dreikönigstag|heilige drei könige", "valentine": "valentinstag", "women": "frauentag",
    "mardi gras": "faschingsdienstag|fastnacht", "carnival monday": "rosenmontag", "ash wednesday": "aschermittwoch", "palm sunday": "palmsonntag",
    "maundy thursday": "gründonnerstag", "good friday": "karfreitag", "easter": "ostersonntag|ostern", "easter monday": "ostermontag", "ascension": "christi himmelfahrt",
    "pentecost": "pfingsten|pfingstsonntag", "whit monday": "pfingstmontag", "corpus christi": "fronleichnam", "german unity": "tag der deutschen einheit",
    "may day": "tag der arbeit", "all saints": "allerheiligen", "halloween": "halloween", "st nicholas": "nikolaustag", "christmas eve": "heiligabend|heiliger abend",
    "christmas": "weihnachten|erster weihnachtstag", "boxing": "zweiter weihnachtstag", "assumption": "mariä himmelfahrt", "advent": "erster advent",
    "ramadan": "ramadan", "eid al-fitr": "zuckerfest", "hanukkah": "chanukka", "lunar new year": "chinesisches neujahr",
}  # fmt: skip
_PHRASES: dict[str, Entry] = {
    "seit anfang": ("F", "since"),
    "im vorjahr": ("r", ("year", -1)),
    "im vormonat": ("r", ("month", -1)),
    "am vortag": ("D", -1),
}


def _lexicon() -> Lexicon:
    words: dict[str, Entry] = {}
    for tag, group in _GROUPS.items():
        words |= {word: (tag, word) for word in group.split()}
    for number, names in enumerate(MONTHS, 1):
        words |= dict.fromkeys(names.split(), ("M", number))
    for number, names in enumerate(WEEKDAY_NAMES):
        words |= {name + end: ("W", number) for name in names.split() for end in ("", "s")}
        words |= {
            name + time: ("w", number)
            for name in names.split()
            for time in ("abend", "morgen", "nachmittag", "vormittag", "nacht", "mittag")
        }
    for unit, names in _UNITS.items():
        words |= dict.fromkeys(names.split(), ("U", unit))
    words |= {word: ("c", n) for n, word in enumerate(_SMALL, 1)}
    words |= dict.fromkeys("ein eine einem einen einer eines".split(), ("a", 1)) | {
        "seit": ("F", "since"),
        "einigen": ("c", 3),
        "wenigen": ("c", 3),
    }
    words |= {
        word + end: ("o", n) for n, word in enumerate(_ORDINALS, 1) for end in ("e", "en", "er", "es", "em")
    }
    words |= {
        "heute": ("D", 0),
        "gestern": ("D", -1),
        "vorgestern": ("D", -2),
        "morgen": ("D", 1),
        "übermorgen": ("D", 2),
        "heuer": ("r", ("year", 0)),
        "kw": ("k", None),
    }
    words |= {
        "sommer": ("X", "SU"),
        "winter": ("X", "WI"),
        "herbst": ("X", "FA"),
        "frühling": ("X", "SP"),
        "frühjahr": ("X", "SP"),
        "er": ("z", None),
    }
    table = dict(_PHRASES)
    for name, said in _FEASTS.items():
        table |= dict.fromkeys(said.split("|"), ("H", name))
    dotted = frozenset("jan jän feb mär mrz apr jun jul aug sept sep okt nov dez".split())
    return Lexicon(words, phrases(table), dotted, frozenset(), frozenset(), dotted_days=True)


LEXICON = _lexicon()

"""English words of dates, and the rules that make dates of them (tags are explained in `docs/decisions/0205-dates-in-texts.md`)."""

from __future__ import annotations

from beatbook.read.when.lexer import Entry, Lexicon, phrases

MONTHS = (
    "january jan", "february feb febr", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
WEEKDAY_NAMES = (
    "monday mon", "tuesday tue tues", "wednesday wed weds", "thursday thu thur thurs", "friday fri", "saturday sat", "sunday sun",
)  # fmt: skip
_DOUBTFUL = frozenset("may march mar jan sat sun wed mon fri".split())
_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
).split()
_UNITS = {
    "day": "day days", "week": "week weeks wk wks", "month": "month months mo mos", "year": "year years yr yrs",
    "quarter": "quarter quarters qtr", "decade": "decade decades", "century": "century centuries", "weekend": "weekend weekends",
    "fortnight": "fortnight fortnights", "business": "weekdays workdays workday",
}  # fmt: skip
_GROUPS: dict[str, str] = {
    "L": "last past previous prior recent preceding", "N": "next coming upcoming following subsequent", "T": "this current present",
    "h": "the", "f": "of", "i": "in on at during by over for within throughout", "F": "from between since",
    "R": "to till through thru", "&": "and or", "A": "ago", "C": "after", "B": "before", "G": "later earlier hence", "E": "early late mid",
    "e": "beginning start end middle rest remainder remaining close onset", "V": "every each", "P": "now", "q": "q h", "Y": "fy sy cy",
    "Z": "morning afternoon evening night noon midnight midday nighttime daytime a.m p.m am pm",
}  # fmt: skip
_PHRASES: dict[str, Entry] = {
    "day after tomorrow": ("D", 2), "day before yesterday": ("D", -2), "to date": ("D", "now"), "from now": ("G", "later"), "business day": ("U", "business"), "business days": ("U", "business"), "working day": ("U", "business"),
    "working days": ("U", "business"), "fiscal year": ("U", "fiscal"), "fiscal": ("Y", "fiscal"), "financial year": ("U", "fiscal"), "school year": ("U", "school"),
    "academic year": ("U", "school"), "calendar year": ("U", "year"), "w/c": ("%", None), "week commencing": ("%", None),
    "week beginning": ("%", None), "week starting": ("%", None), "week ending": ("%", None), "couple of": ("u", 2),
    "a couple of": ("c", 2), "a couple": ("c", 2), "couple": ("c", 2), "a few": ("c", 3), "few": ("c", 3), "several": ("c", 3),
    "year to date": ("j", "year"), "ytd": ("j", "year"), "month to date": ("j", "month"), "mtd": ("j", "month"),
    "this time": ("_", None), "time of year": ("_", None), "at the end": ("e", "end"), "by the end": ("e", "end"),
    "prior to": ("B", "before"), "ahead of": ("B", "before"), "earlier than": ("B", "before"), "no later than": ("B", "until"),
    "not later than": ("B", "until"), "later than": ("C", "after"), "as late as": ("B", "until"), "as early as": ("C", "since"),
    "greater than": ("C", "after"), "more than": (">", None), "less than": (">", None), "starting": ("S", "since"), "starting on": ("S", "since"),
    "starting from": ("S", "since"), "beginning on": ("S", "since"), "as of": ("S", "since"), "up to": ("B", "until"), "up until": ("B", "until"),
    "around": ("g", "about"), "circa": ("g", "about"), "commencing": ("S", "since"), "on or after": ("C", "since"), "effective": ("S", "since"),
    "the rest of": ("e", "rest"), "rest of": ("e", "rest"), "remainder of": ("e", "rest"), "remaining of": ("e", "rest"),
    "on or before": ("B", "until"), "sometime": ("_", None), "the year of the": ("_", None), "otd": ("D", 0),
    "of the year": ("O", "year"), "of the month": ("O", "month"), "of the week": ("O", "week"), "of the day": ("_", None),
    "martin luther king jr. day": ("H", "martin luther king"),
}  # fmt: skip
_FEASTS: dict[str, str] = {
    "new year": "new year's day|new year's|new years day|new year day", "new year eve": "new year's eve|new years eve|new year eve",
    "epiphany": "epiphany|three kings day", "groundhog": "groundhog day", "valentine": "valentine's day|valentines day|saint valentine's day",
    "women": "women's day|international women's day", "patrick": "st patrick's day|st. patrick's day|saint patrick's day", "pi": "pi day",
    "april fools": "april fools' day|april fool's day|april fools", "earth": "earth day", "anzac": "anzac day", "children": "children's day",
    "may day": "may day|mayday|international workers' day|workers' day|labour day", "victory in europe": "ve day",
    "juneteenth": "juneteenth|freedom day|jubilee day", "independence": "independence day", "bastille": "bastille day", "canada": "canada day",
    "north korea": "republic founding day", "sun": "day of the sun", "shining star": "day of the shining star", "china national": "china's national day",
    "german unity": "german unity day|day of german unity", "assumption": "assumption day|feast of the assumption", "teachers": "teacher's day|teachers' day",
    "halloween": "halloween|hallowe'en|all hallows eve", "all saints": "all saints' day|all saints day", "guy fawkes": "guy fawkes night|guy fawkes day|bonfire night",
    "armistice": "armistice day|remembrance day|veterans day|veteran's day|veterans' day", "singles": "singles' day|singles day", "flag": "flag day",
    "christmas eve": "christmas eve|xmas eve", "christmas": "christmas day|christmas|xmas", "boxing": "boxing day|st stephen's day|st. stephen's day",
    "australia": "australia day", "inauguration": "inauguration day", "martin luther king": "martin luther king day|mlk day|martin luther king jr day",
    "presidents": "presidents' day|president's day|washington's birthday", "mothers": "mother's day|mothers' day", "fathers": "father's day|fathers' day",
    "memorial": "memorial day", "labor": "labor day", "columbus": "columbus day|indigenous peoples' day", "thanksgiving": "thanksgiving day|thanksgiving",
    "black friday": "black friday", "cyber monday": "cyber monday", "mardi gras": "mardi gras|shrove tuesday|fat tuesday", "ash wednesday": "ash wednesday",
    "palm sunday": "palm sunday", "maundy thursday": "maundy thursday", "good friday": "good friday", "holy saturday": "holy saturday",
    "easter": "easter sunday|easter", "easter monday": "easter monday", "ascension": "ascension day", "pentecost": "pentecost|whit sunday",
    "whit monday": "whit monday", "corpus christi": "feast of corpus christi", "orthodox easter": "orthodox easter", "orthodox christmas": "orthodox christmas",
    "ramadan": "ramadan", "eid al-fitr": "eid al fitr|eid al-fitr|eid ul fitr|eid-ul-fitr|eid", "eid al-adha": "eid al adha|eid al-adha|eid ul adha",
    "ashura": "ashura", "mawlid": "mawlid", "islamic new year": "islamic new year", "rosh hashanah": "rosh hashanah|rosh hashana|jewish new year",
    "yom kippur": "yom kippur", "sukkot": "sukkot", "passover": "passover", "purim": "purim", "hanukkah": "hanukkah|chanukah",
    "lunar new year": "lunar new year|chinese new year|spring festival", "lunar eve": "chinese new year's eve|lunar new year's eve", "seollal": "seollal",
    "lantern": "lantern festival", "qingming": "qingming festival|qingming|tomb sweeping day", "dragon boat": "dragon boat festival",
    "chuseok": "chuseok", "mid-autumn": "mid autumn festival|mid-autumn festival|moon festival", "double ninth": "double ninth festival", "diwali": "diwali|deepavali",
    "buddha": "buddha's birthday|vesak", "winter solstice": "winter solstice", "victoria": "victoria day", "cinco de mayo": "cinco de mayo",
    "human rights": "human rights day", "world environment": "world environment day", "world aids": "world aids day", "patriot": "patriot day",
    "liberation of korea": "liberation day", "hangul": "hangul day", "victory": "victory day",
}  # fmt: skip


def _lexicon() -> Lexicon:
    words: dict[str, Entry] = {}
    for tag, group in _GROUPS.items():
        words |= {word: (tag, word) for word in group.split()}
    for number, names in enumerate(MONTHS, 1):
        words |= {name: ("m" if name in _DOUBTFUL else "M", number) for name in names.split()}
    for number, names in enumerate(WEEKDAY_NAMES):
        words |= {name: ("w" if name in _DOUBTFUL else "W", number) for name in names.split()}
    for unit, names in _UNITS.items():
        words |= dict.fromkeys(names.split(), ("U", unit))
    words |= {word: ("u", i) for i, word in enumerate(_ONES, 1)} | {
        word: ("v", i) for i, word in enumerate(_TEENS, 10)
    }
    words |= {word: ("t", i * 10) for i, word in enumerate(_TENS, 2)} | {
        word: ("o", i) for i, word in enumerate(_ORDINALS, 1)
    }
    words |= {
        "a": ("a", 1),
        "an": ("a", 1),
        "thirtieth": ("o", 30),
        "thousand": ("K", 1000),
        "hundred": ("K", 100),
        "s": ("z", None),
        "half": ("p", "half"),
        "juche": ("J", "juche"),
    }
    words |= {
        word: ("s", tens)
        for word, tens in zip(
            "twenties thirties forties fifties sixties seventies eighties nineties".split(),
            range(20, 100, 10),
            strict=True,
        )
    }
    words |= {
        "summer": ("X", "SU"),
        "winter": ("X", "WI"),
        "autumn": ("X", "FA"),
        "spring": ("x", "SP"),
        "fall": ("x", "FA"),
    }
    words |= {
        "today": ("D", 0),
        "yesterday": ("D", -1),
        "tomorrow": ("D", 1),
        "tmrw": ("D", 1),
        "tmr": ("D", 1),
        "tonight": ("D", "tonight"),
    }
    words["until"] = ("R", "until")
    table = dict(_PHRASES)
    for name, said in _FEASTS.items():
        table |= dict.fromkeys(said.split("|"), ("H", name))
    return Lexicon(
        words, phrases(table), frozenset("jan feb febr mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun".split()),
        frozenset(("st", "nd", "rd", "th")), frozenset("MmqY"), month_first=True,
    )  # fmt: skip


LEXICON = _lexicon()

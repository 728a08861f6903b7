"""French words of dates."""

from __future__ import annotations

from beatbook.read.when.lexer import Entry, Lexicon, phrases

MONTHS = (
    "janvier janv", "février fevrier févr", "mars", "avril avr", "mai", "juin", "juillet juil", "août aout", "septembre sept", "octobre oct", "novembre nov",
    "décembre decembre déc",
)  # fmt: skip
WEEKDAY_NAMES = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
_SMALL = "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze".split()
_GROUPS: dict[str, str] = {
    "L": "dernier dernière derniers dernières passé passée précédent précédente", "N": "prochain prochaine prochains prochaines suivant suivante",
    "T": "ce cet cette", "h": "le la les l", "i": "en dans", "F": "du entre depuis", "R": "jusqu'au jusqu'à jusqu'en", "&": "et ou", "f": "de des d",
    "E": "début fin mi courant", "V": "chaque tous toutes", "Z": "matin soir midi minuit après-midi nuit", "A": "tard", "B": "avant", "C": "après",
}  # fmt: skip
_UNITS = {
    "day": "jour jours", "week": "semaine semaines", "month": "mois", "year": "an ans année années l'an l'année d'année", "quarter": "trimestre trimestres",
    "half": "semestre", "century": "siècle", "decade": "décennie décennies", "weekend": "week-end",
}  # fmt: skip
_FEASTS: dict[str, str] = {
    "new year": "jour de l'an|nouvel an", "new year eve": "saint-sylvestre|réveillon du nouvel an", "epiphany": "épiphanie", "valentine": "saint-valentin", "mardi gras": "mardi gras",
    "ash wednesday": "mercredi des cendres", "good friday": "vendredi saint", "easter": "pâques|dimanche de pâques", "easter monday": "lundi de pâques", "may day": "fête du travail",
    "victory in europe": "fête de la victoire", "ascension": "jeudi de l'ascension|ascension", "pentecost": "pentecôte", "whit monday": "lundi de pentecôte", "assumption": "assomption",
    "bastille": "fête nationale", "all saints": "toussaint", "armistice": "armistice", "christmas eve": "veille de noël|réveillon de noël", "christmas": "noël",
    "ramadan": "ramadan", "eid al-fitr": "aïd el-fitr|aïd al-fitr", "eid al-adha": "aïd el-kébir|aïd al-adha", "lunar new year": "nouvel an chinois|nouvel an lunaire", "halloween": "halloween",
}  # fmt: skip
_PHRASES: dict[str, Entry] = {
    "il y a": ("B", "vor"), "il y a environ": ("B", "vor"), "week-end": ("U", "weekend"), "week end": ("U", "weekend"), "après-demain": ("D", 2), "avant-hier": ("D", -2), "plus tard": ("A", None),
    "plus tôt": ("G", None), "aujourd'hui": ("D", 0), "la veille": ("D", -1), "le lendemain": ("D", 1), "à partir de": ("F", "since"), "à partir du": ("F", "since"), "tous les": ("V", None),
    "toutes les": ("V", None), "après-midi": ("Z", None), "à compter du": ("F", "since"), "à la fin": ("E", "ende"), "jusqu'à": ("R", "until"), "jusqu'au": ("R", "until"), "jusqu'en": ("R", "until"),
}  # fmt: skip


def _lexicon() -> Lexicon:
    words: dict[str, Entry] = {}
    for tag, group in _GROUPS.items():
        words |= {word: (tag, word) for word in group.split()}
    for number, names in enumerate(MONTHS, 1):
        words |= {
            prefix + name: ("M", number) for name in names.split() for prefix in ("", "d'", "d’", "qu'en ")
        }
    words |= {"mars": ("M", 3)}
    words |= {name: ("W", number) for number, name in enumerate(WEEKDAY_NAMES)}
    for unit, names in _UNITS.items():
        words |= {name.replace("'", sign): ("U", unit) for name in names.split() for sign in ("'", "’")}
    words |= {word: ("c", n) for n, word in enumerate(_SMALL, 2)} | {
        "un": ("a", 1),
        "une": ("a", 1),
        "quelques": ("c", 3),
        "depuis": ("F", "since"),
    }
    words |= {
        "premier": ("o", 1),
        "première": ("o", 1),
        "deuxième": ("o", 2),
        "second": ("o", 2),
        "seconde": ("o", 2),
        "troisième": ("o", 3),
        "quatrième": ("o", 4),
    }
    words |= {"hier": ("D", -1), "demain": ("D", 1), "au": ("j", "au"), "à": ("j", "à")}
    words |= {
        prefix + name: ("X", code)
        for name, code in (("été", "SU"), ("hiver", "WI"), ("automne", "FA"))
        for prefix in ("", "l'", "l’", "d'", "d’")
    }
    words |= {"printemps": ("X", "SP"), "h": ("Z", None)}
    table = dict(_PHRASES)
    for name, said in _FEASTS.items():
        table |= dict.fromkeys(said.split("|"), ("H", name))
    return Lexicon(
        words,
        phrases(table),
        frozenset("janv févr avr juil sept oct nov déc".split()),
        frozenset(("er", "e", "ème")),
        frozenset(),
        dotted_days=True,
    )


LEXICON = _lexicon()

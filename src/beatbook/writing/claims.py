"""What turns a claim round: negations, opposites, and care ("may", "allegedly") that the source took and a sentence drops.

Judged where the sentence leaves its evidence, so a text that is full of negations may be quoted and cut. Words of negation
are those of English, German, French, Korean and Chinese together: none of them is an everyday word of another.
"""

from __future__ import annotations

from beatbook.writing.texts import Text, stem

NOT = frozenset(
    [
        "not",
        "no",
        "never",
        "nor",
        "neither",
        "none",
        "nobody",
        "nothing",
        "nowhere",
        "cannot",
        "hardly",
        "barely",
        "scarcely",
        "nicht",
        "kein",
        "keine",
        "keinen",
        "keinem",
        "keiner",
        "keines",
        "nie",
        "niemals",
        "niemand",
        "nichts",
        "pas",
        "jamais",
        "aucun",
        "aucune",
        "rien",
        "nunca",
        "ningún",
        "못",
        "안",
        "않는",
        "않다",
        "않았다",
        "않은",
        "않기로",
        "아니다",
        "아닌",
        "없다",
        "없는",
        "없었다",
        "없이",
        "못했다",
        "못한",
        "不",
        "没",
        "沒",
        "未",
        "无",
        "無",
        "非",
    ]
)
AGAINST = frozenset(
    [
        "without",
        "fail",
        "fails",
        "failed",
        "failing",
        "failure",
        "deny",
        "denies",
        "denied",
        "denying",
        "refuse",
        "refuses",
        "refused",
        "refusing",
        "reject",
        "rejects",
        "rejected",
        "rejecting",
        "lack",
        "lacks",
        "lacked",
        "lacking",
        "unable",
        "impossible",
        "unlikely",
        "refrain",
        "decline",
        "declined",
        "declines",
        "ruled",
        "avoid",
        "avoided",
        "stopped",
        "stop",
        "prevented",
        "prevent",
        "halted",
        "absent",
        "missing",
        "instead",
        "rather",
        "stopping",
        "false",
        "untrue",
        "wrongly",
        "ohne",
        "sans",
        "refusé",
        "nié",
        "démenti",
        "abgelehnt",
        "bestritt",
        "bestritten",
        "verweigert",
        "dementiert",
        "부인했다",
        "거부했다",
        "否认",
        "拒绝",
    ]
)
"""Words that say no in their own way: "failed to" for "did not"."""
ALONE = frozenset(["without", "ohne", "sans"])
CARE = frozenset(
    [
        "may",
        "might",
        "could",
        "possibly",
        "perhaps",
        "maybe",
        "allegedly",
        "reportedly",
        "apparently",
        "likely",
        "probably",
        "supposedly",
        "purportedly",
        "potentially",
        "alleged",
        "suspected",
        "possible",
        "would",
        "whether",
        "if",
        "unless",
        "vielleicht",
        "angeblich",
        "mutmaßlich",
        "möglicherweise",
        "könnte",
        "soll",
        "sollen",
        "peut-être",
        "pourrait",
        "présumé",
        "aurait",
        "auraient",
    ]
)
"""Words without which a claim is a stronger one."""
_CAREFUL = CARE | frozenset(
    [
        "believed",
        "believes",
        "believe",
        "thought",
        "thinks",
        "think",
        "claims",
        "claimed",
        "claim",
        "alleges",
        "alleging",
        "suggests",
        "suggested",
        "appears",
        "appeared",
        "appear",
        "seems",
        "seemed",
        "seem",
        "expected",
        "expects",
        "hopes",
        "hoped",
        "hope",
        "plans",
        "planned",
        "plan",
        "according",
        "accused",
        "suspicion",
        "can",
        "should",
        "suspects",
        "considering",
        "considers",
        "unclear",
        "fear",
        "fears",
        "feared",
        "warned",
        "warns",
        "potential",
    ]
)
"""Words of the sentence that keep some of that care."""

_PAIRS = """
rise fall; rose fell; risen fallen; rising falling; increase decrease; increase decline; increase drop; grow shrink; gain lose; gain loss; up down;
more less; more fewer; higher lower; high low; above below; over under; before after; win lose; won lost; winner loser; victory defeat; accept reject;
confirm deny; approve reject; support oppose; agree refuse; first last; open close; begin end; start end; arrive leave; arrive depart;
buy sell; bought sold; guilty innocent; convict acquit; alive dead; strong weak; stronger weaker; north south; east west; northern southern;
eastern western; all none; most few; always never; with without; import export; allow ban; enter leave; early late; earlier later; oldest youngest;
older younger; best worst; better worse; largest smallest; biggest smallest; larger smaller; maximum minimum; majority minority; public private;
son daughter; brother sister; husband wife; father mother; man woman; men women; boy girl; male female; king queen; push pull; attack defend;
success failure; succeed fail; positive negative; legal illegal; lift impose; raise lower; raise cut; speed slow; inside outside; left right;
longest shortest; tallest shortest; same different; now then; domestic foreign; ally enemy; friend enemy; love hate; arrest release; hire fire;
surge plunge; soar plummet; expand contract; strengthen weaken; hot cold; warm cool; rich poor; new old; many few; increase reduce; rise drop;
rise decline; cause prevent; remember forget; employer employee; plaintiff defendant; seller buyer; host guest; home away; top bottom; kill save; kill rescue; die survive; dead alive;
steigen sinken; stieg sank; mehr weniger; vor nach; gewann verlor; plus moins; avant après; hausse baisse; augmenté baissé; gagné perdu
"""
OPPOSITE: dict[str, frozenset[str]] = {}
for _pair in _PAIRS.replace("\n", " ").split(";"):
    _a, _b = _pair.split()
    for _one, _other in ((_a, _b), (_b, _a)):
        OPPOSITE[stem(_one)] = OPPOSITE.get(stem(_one), frozenset()) | {stem(_other)}
_UN = ("un", "in", "im", "il", "ir", "dis", "non", "mis")


def is_not(key: str) -> bool:
    """Whether a folded word negates by itself."""
    return key in NOT or ("'" in key and key.endswith("n't")) or (not key.isascii() and _eastern(key))


def _eastern(key: str) -> bool:
    return (
        len(key) > 1
        and "\uac00" <= key[0] <= "\ud7a3"
        and any(sign in key for sign in ("않", "못했", "아니", "없", "못한"))
    )


def negates(key: str) -> bool:
    """Whether a folded word negates, by itself or in its own way."""
    return key in AGAINST or is_not(key)


def before(text: Text, at: int, most: int) -> list[int]:
    """The words before one, nearest first, up to a stop, comma or quotation mark."""
    found = []
    for i in range(at, max(0, at - most), -1):
        if text.gaps[i].strip() not in ("", "-", "'", "["):
            break
        found.append(i - 1)
    return found


def after(text: Text, at: int, most: int) -> list[int]:
    """The words after one, nearest first, up to a stop, comma or quotation mark."""
    found = []
    for i in range(at + 1, min(len(text), at + 1 + most)):
        if text.gaps[i].strip() not in ("", "-", "'", "["):
            break
        found.append(i)
    return found


def is_careful(keys: list[str]) -> bool:
    """Whether a sentence says something with care."""
    return not _CAREFUL.isdisjoint(keys)


def opposites(key: str) -> frozenset[str]:
    """Stems of the words that say the contrary of a folded word."""
    return OPPOSITE.get(stem(key), frozenset())


def without_prefix(key: str) -> str | None:
    """A word without the syllable that turns it round: unlikely, illegal."""
    if key[0] not in "uidnm":
        return None
    for prefix in _UN:
        if key.startswith(prefix) and len(key) - len(prefix) >= 4:
            return key[len(prefix) :]
    return None

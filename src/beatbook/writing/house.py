"""An outlet's words about itself, told from the text alone.

The failure this stands against: a page without its article, of which the paragraph "about the agency" is left, and a brief
that tells it as news. `read.boilerplate` knows forms of whole paragraphs; here a text has passed it, perhaps from an
archive file or a feed, and its sentences are asked. What gives such a sentence away is that it speaks of a news house in
several of the ways in which houses describe themselves (when it was founded, whom it reaches, what it believes in, what it
provides), and tells of nothing that happened.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from beatbook.read.text import held, marks

_HOUSE = re.compile(
    r"""\b(?:news|press|wire|photo)\s(?:agency|service|organi[sz]ation|cooperative|network|group|provider|outlet|site|website|platform|house|company|publication|magazine)\b|
    \b(?:newswire|newspaper|newsroom|broadcaster|publisher|journalism|media\s(?:company|group|organi[sz]ation|outlet|network|house))\b|\bnews\sindustry\b|
    \b(?:nachrichten|presse)(?:agentur|dienst|portal|seite)\w*|\b(?:zeitung|tageszeitung|medienhaus|redaktion|rundfunkanstalt)\b|
    \bagence\s(?:de\spresse|d.information|mondiale|nationale)|\bagence\s(?:\w+\s){0,2}de\spresse|\b(?:quotidien|journal|média|rédaction)\b|
    \bagencia\s(?:\w+\s){0,2}(?:de\snoticias|informativa)|\bperiódico\b|\bagenzia\s(?:\w+\s){0,2}(?:di\sstampa|d.informazione|giornalistica)|
    \bagência\s(?:\w+\s){0,2}de\snotícias|\bpersbureau\b|\bnieuws(?:dienst|agentschap|site)\b|\bnyhetsbyrå\w*|\bhaber\sajansı\w*|\bagencja\s(?:prasowa|informacyjna)|
    информационн\w+\sагентств\w+|новостн\w+\sагентств\w+|информагентств\w+|редакци\w+|
    通讯社|通訊社|新闻(?:机构|网站|社)|新聞(?:機構|網站|社)|通信社|報道機関|ニュースサイト|통신사|언론사|뉴스통신|인터넷\s?신문|وكالة\s(?:أنباء|الأنباء|أنباء)|صحيفة\sيومية|مؤسسة\sإعلامية""",
    re.I | re.X,
)
_FOUNDED = re.compile(
    r"""\b(?:founded|established|launched|set\sup|created)\b.{0,20}\b(?:1[6-9]|20)\d\d\b|\bsince\s(?:1[6-9]|20)\d\d\b|\bfor\s(?:over|more\sthan|nearly|almost)\s(?:\w+\s)?(?:years|decades|a\scentury)\b|
    \b(?:gegründet|besteht\sseit|seit\s(?:1[6-9]|20)\d\d)|\b(?:fondée?|créée?)\sen\s(?:1[6-9]|20)\d\d|\bdepuis\s(?:1[6-9]|20)\d\d|\b(?:fundad|cread)[ao]\sen\s(?:1[6-9]|20)\d\d|\bfondat[ao]\snel\s|\bfundad[ao]\sem\s|
    \bopgericht\b|основан\w*\sв|созда(?:но|н|на)\sв\s(?:1[6-9]|20)\d\d|成立于|創立於|创办于|創刊|設立され|(?:1[6-9]|20)\d\d년.{0,12}(?:창립|창간|설립|출범)|تأسست|تأسّست""",
    re.I | re.X,
)
_REACH = re.compile(
    r"""\b(?:half|billions?|millions?|thousands?|hundreds?|\d[\d,.]*)\b.{0,40}\b(?:world.s\spopulation|people|readers|users|viewers|subscribers|clients|customers|newspapers|journalists|locations|bureaus?|countries|languages|employees|staff)\b|
    \b(?:headquartered|based)\sin\b|\bbureaus?\sin\b|\b(?:across|around|throughout)\sthe\s(?:world|globe|country|region)\b|\bworldwide\b|
    \b(?:mit\ssitz\sin|weltweit|\d[\d.]*\s(?:mitarbeiter|korrespondenten|länder\w*|redakteure|büros|standorte\w*))|\b(?:dont\sle\ssiège|à\stravers\sle\smonde|dans\sle\smonde\sentier|\d[\d\s]*\s(?:pays|journalistes|collaborateurs|bureaux))\b|
    \b(?:con\ssede\sen|en\stodo\sel\smundo|\d[\d.]*\s(?:países|periodistas|corresponsales))\b|по\sвсему\sмиру|\d[\d\s]*\s(?:стран\w*|журналист\w*|корреспондент\w*)|
    \d+\s?(?:多)?个?(?:国家|分社|语种|國家|個國家)|总部(?:设在|位于)|總部設|世界各地|全世界|本社を|\d+\s?(?:か国|カ国|支局)|(?:본사|지국|특파원).{0,12}(?:두고|운영)|전\s?세계|مقرها|حول\sالعالم""",
    re.I | re.X,
)
_CREED = re.compile(
    r"""\b(?:independent|impartial|unbiased|trusted|reliable|accurate|objective|balanced|non-?partisan|nonprofit|non-profit|factual|award-winning|leading|highly\sregarded|fearless|free\sof\scharge)\b|
    \b(?:unabhängig|überparteilich|objektiv|zuverlässig|verlässlich|führend)\w*|\b(?:indépendant|impartial|fiable|objecti|rigoureu)\w*|\b(?:independiente|imparcial|fiable|veraz|objetiv|líder)\w*|\b(?:indipendente|affidabile|independente|imparcial|onafhankelijk|betrouwbaar)\w*|
    независим\w+|объективн\w+|достоверн\w+|权威|權威|独立|獨立|客观|公正|正確|中立|信頼|독립|공정|신뢰|정확하고|مستقلة|موثوق|دقيقة""",
    re.I | re.X,
)
_SERVICE = re.compile(
    r"""\b(?:provid(?:es?|ing|er\sof)|deliver(?:s|ing)|suppl(?:ies|ying|ier)|offer(?:s|ing)|cover(?:s|ing)|publish(?:es|ing)|report(?:s|ing)\son|distribut(?:es|ing)|bring(?:s|ing)\s(?:you|readers)|serv(?:es|ing)|operates?\sas|dedicated|committed\sto|specializ\w+|breaking\snews|in\sall\sformats|mission)\b|
    \b(?:beliefert|liefert|versorgt|berichtet\süber|bietet|verbreitet|informiert)\b|\b(?:fournit|diffuse|couvre|propose|produit|informe)\b|\b(?:ofrece|proporciona|cubre|distribuye|suministra|fornisce|oferece|fornece|levert|biedt)\b|
    предоставля\w+|освеща\w+|распространя\w+|提供|报道|報導|發布|发布|配信し|報じて|伝えて|송고|제공|보도하|전달하|تقدم|تغطي|تبث""",
    re.I | re.X,
)
_OURSELVES = re.compile(
    r"\b(?:our\s(?:journalis\w+|newsroom|mission|reporters|editors|readers|coverage|reporting|team)|we\s(?:are|believe|cover|provide|publish|deliver|report|strive)|unsere\s(?:redaktion|leser|journalisten)|notre\s(?:rédaction|mission|équipe)|nuestr[ao]\s(?:redacción|misión))\b",
    re.I,
)
_APPEAL = re.compile(
    r"\b(?:reader\s(?:support|donations|contributions|revenue)|support\s(?:our|independent|quality|free)\s(?:journalism|reporting|work|newsroom)|(?:relies|depends?)\son\s(?:its|our|the\ssupport\sof|your)\s(?:readers?|donations|members|subscribers))\b",
    re.I,
)
_HAPPENED = re.compile(
    r"""\b(?:said|told|announced|sued|accused|filed|arrested|killed|died|elected|resigned|fired|protested|signed|agreed|ruled|decided|denied|appointed|attacked|according\sto|
    yesterday|today(?!\s(?:remains|is)\b)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|last\s(?:week|month|year|night)|this\s(?:week|month|morning))\b|
    \b(?:sagte|teilte\b.{0,60}\bmit|erklärte|kündigte|am\s(?:mon|diens|donners|frei|sams|sonn)tag|am\smittwoch|gestern|laut)\b|\b(?:a\s(?:déclaré|annoncé|affirmé|indiqué|été\s(?:arrêté|tué|nommé))|hier|selon|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b|
    \b(?:dijo|anunció|declaró|afirmó|según|ayer|ha\sdetto|disse|zei)\b|\b(?:сообщи|заяви|сказа)\w+|昨日|今日|日(?:宣布|表示|说)|表示|宣布|称[，,]|と述べ|と発表|밝혔|말했|전했다|발표했|قال|أعلن|صرح""",
    re.I | re.X,
)
WAYS = 2
"""Ways of describing itself that a sentence about a news house must have to be the house's own."""


def _ways(text: str) -> int:
    return sum(p.search(text) is not None for p in (_FOUNDED, _REACH, _CREED, _SERVICE, _OURSELVES))


def is_of_house(text: str, headline: str = "") -> bool:
    """Whether a sentence or paragraph is an outlet's description of itself. One that has nothing of the headline needs
    one sign less."""
    if _APPEAL.search(text) and not _HAPPENED.search(text):
        return True
    if _HAPPENED.search(text) or not (_HOUSE.search(text) or _OURSELVES.search(text)):
        return False
    ways = _ways(text)
    return ways >= WAYS or (ways == WAYS - 1 and bool(headline) and not held(marks(headline), text))


def of_house(sentences: Sequence[str], headline: str = "") -> list[bool]:
    """For each sentence of a paragraph, whether it is an outlet's description of itself. After one that is, others go with it
    that speak in one of the ways and tell of nothing that happened."""
    found: list[bool] = []
    about = False
    for sentence in sentences:
        own = is_of_house(sentence, headline)
        if not own and about:
            own = _HAPPENED.search(sentence) is None and _ways(sentence) > 0
        about = about or own
        found.append(own)
    return found

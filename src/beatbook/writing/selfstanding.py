"""Whether a sentence can be read without those that stood before it.

A brief takes sentences out of their places. What leans on an earlier one (a pronoun, "the move", "also", "however"),
is told by the writer or to the reader, asks, points elsewhere, or is no sentence at all, stays where it was. The rules
are words and forms by language; a language without an entry is judged by the rules for all. They would rather lose a good
sentence than print "he said" without its he.
"""

from __future__ import annotations

import re

from beatbook.read.text import ends_sentence, size

SHORTEST = 7
"""Words (`read.text.size`) below which a sentence tells too little alone."""

LEANS = "leans on the sentence before it"
NO_ANTECEDENT = "has a pronoun without its name"
UNNAMED = "speaks of something named before"
NO_SPEAKER = "is a quotation without its speaker"
HALF_QUOTED = "has half a quotation"
QUESTION = "is a question"
EXCLAMATION = "is an exclamation"
FIRST_PERSON = "is told in the first person"
TO_READER = "speaks to the reader"
POINTER = "points elsewhere"
CAPTION = "is a caption"
NOT_WHOLE = "is no whole sentence"
NO_VERB = "has no verb"
HEADING = "is a heading"
LEADS_ON = "leads to what follows"
TOO_SHORT = "is too short to tell anything"
EMPTY = "says only that something was said"
TO_DESK = "speaks to editors or machines"
UNREADABLE = "shows other words than it has"
NOTED = "has numbers of notes"

MOST = 1_000
"""Characters of a sentence: twice what its words come to, so that no word of it fills a page."""

# ---- how sentences of each language begin that lean on another ----------------------------------------------------------

_TIMES = r"(?:year|month|week|weekend|morning|afternoon|evening|season|summer|winter|spring|autumn|fall|time|century|decade)"
_THING = (
    r"(?:accord|accused|accusations?|action|agency|agents?|agreement|allegations?|announcement|area|arrests?|arrival|article|assault|attack(?:er)?s?|authorities|ban|bill|blast|blaze|body|bodies|bombings?|boy|building|"
    r"call|campaign|case|change|charges?|children|city|claims?|clashes|comments?|committee|company|conference|conflict|contest|country|couple|court|crash|crew|crisis|criticism|deal|death|decision|defendants?|defector|delay|delegation|demand|deployment|device|disaster|"
    r"discovery|dispute|document|driver|duo|effort|election|event|exercise|explosion|facility|family|figures?|film|finding|fire|firm|first|fight|flight|former|four|game|girl|group|gunm[ae]n|hearing|idea|incident|initiative|injured|investigation|"
    r"issue|journey|judge|jury|killings?|latter|launch|law|lawsuit|leader|letter|man|measures?|meeting|men|message|ministry|mission|move|movement|nation|negotiations|new|news|offer|officers?|officials?|operation|order|organi[sz]ation|others?|pact|pair|panel|paper|"
    r"party|passengers?|patient|pilot|place|plaintiff|plan|plane|players?|plot|policy|practice|president|problem|programme?|project|proposal|protests?|protesters?|question|quote|race|raid|ranking|rate|reaction|reason|region|release|remarks?|report|request|rescue|research(?:ers)?|resolution|response|restrictions?|result|"
    r"rule|ruling|sanctions?|school|scientists|sentence|series|shooting|shooter|ship|show|situation|soldiers?|source|speech|spokes(?:wo)?man|spokesperson|squad|statement|step|storm|strike|student|study|summit|survey|suspects?|system|talks|team|teenager|territory|test|three|threat|town|"
    r"professor|minister|chair(?:m[ae]n|wom[ae]n|person)?|secretary|ambassador|director|governor|mayor|general|premier|senator|lawmaker|envoy|diplomat|lawyer|doctor|author|tragedy|treaty|trial|trio|trip|troops|two|unit|vehicle|verdict|vessel|victims?|victory|video|violence|visit|vote|warning|weapons?|website|win|winner|woman|women|workers?|writer)"
)
_OPENS = {
    "en": (
        (r"(?!it\s(?:is|was|has\sbeen|had\sbeen|will\sbe|remains|remained|became)\s(?:not\s|still\s)?(?:\w+\s){1,2}(?:that|whether|how|if|who|why|what|when)\b)(?:he|she|they|it|him|them|his|her|hers|their|theirs|its|himself|herself)\b", NO_ANTECEDENT),
        (rf"(?:this|these)\b(?!\s(?:(?:past|coming|last)\s)?{_TIMES}s?\b)", UNNAMED),
        (r"(?:that|those)\b", UNNAMED),
        (r"(?:but|and|or|nor|so|yet|also|however|meanwhile|moreover|furthermore|additionally|instead|then|thus|therefore|hence|still|nevertheless|nonetheless|besides|similarly|likewise|otherwise|consequently|accordingly|afterwards?|subsequently|later|earlier|finally|lastly|indeed|rather|again|elsewhere|too|conversely|overall|plus|eventually|soon|(?:(?:\w+\s)?(?:hours|minutes|days|weeks|months|years|moments)\s(?:before|later|after|earlier|afterwards?),)|present\sthere|first,|second,|second(?:ly)?,|third(?:ly)?,)\b(?!\s(?:on|in|this|last|today|yesterday)\b)", LEANS),
        (r"(?:in\s(?:addition|contrast|response|turn|fact|return|all|other\swords|particular|this\s(?:case|way|context|regard)|that\s(?:case|time)|the\s(?:meantime|process|end|past))|by\scontrast|on\sthe\s(?:other|contrary)\b|for\s(?:example|instance|that|this|these|now)|as\s(?:a\sresult|such|well|mentioned|noted)|at\s(?:the\ssame\stime|that\s(?:time|point)|this\spoint|first(?!\s(?:light|sight|glance)))|after\s(?:that|this|which)|because\sof\s(?:this|that)|due\sto\sthis|despite\s(?:this|that)|since\sthen|from\sthere|of\s(?:these|those|them|course)|to\sthis\s(?:end|day)|with\s(?:this|that)|among\s(?:them|these|those|other|the\sother)|one\sof\s(?:them|these|those)|some\sof\s(?:them|these|those)|none\sof\s(?:them|these|those)|all\sof\s(?:them|these|those)|most\sof\s(?:them|these|those))\b", LEANS),
        (r"(?:another|others?|such|both|neither|either|each|same|some|here|many|most|several|one|two|three|four|five|six|seven|eight|nine|ten)\s(?:of\s(?:the|them)\s\w+\s|\w+ed\s)?(?:was|were|is|are|had|have|has|said|says|of\sthem|did|could|would|will|also|ha[sd]|report|told|believe)\b", LEANS),
        (r"(?:another|the\sother|others|such|the\ssame|the\slatter|the\sformer)\b", LEANS),
        (rf"the\s(?:\d+|two|three|four|five|six|seven|eight|nine|ten|pair|couple|other|latest|latter|former|same|alleged|proposed|new|second|third|first|final|last|next|young(?:er)?|old(?:er)?|wounded|injured|dead|\d+-year-old)\s?(?:{_THING}|\w+s)?\s(?!of\b|in\b|by\b|from\b|on\b|to\b|between\b|at\b|for\b|against\b|(?-i:[A-Z])|\d)", UNNAMED),
        (r"the\s\d+-year-old\b", UNNAMED),
        (r"(?:according\sto|as\sper)\s(?:(?:the|this|that)\s(?:report|statement|study|agency|official|source|document|newspaper|company|paper|article|website|ministry|spokes\w+)(?!\s(?:of|by|from|in)\b)|him|her|them|it|reports?|sources?)\b", UNNAMED),
        (r"(?:when|while|after|before|although|though|if|as|because|since|once|despite|upon)\s(?:he|she|they|it|his|her|their|its|this|that|these|those)\b", NO_ANTECEDENT),
        (r"(?:do\snot|don['’]t|please|note\sthat|remember\sthat)\b", TO_READER),
        (r"(?:asked|speaking|writing|commenting)\s(?:about|of|on)\s(?:this|that|it|the)\b", LEANS),
    ),
    "de": (
        (r"(?:er|sie|es|ihm|ihr|ihn|ihnen|ihre[rnms]?|sein(?:e[rnms]?)?|dessen|deren)\b", NO_ANTECEDENT),
        (r"(?:dies(?:e[rnms]?)?(?!\s(?:Woche|Jahr|Monat|Tage))|jene[rnms]?|solche[rnms]?|das\s(?:ist|war|sei|hat|habe|wird|wurde|sagte|teilte|gilt|bedeutet|zeigt)|dabei|damit|dagegen|dafür|daraus|darin|darüber|dadurch|davon|dazu|danach|daher|deshalb|deswegen|daraufhin|dort|so|hier|beide)\b", UNNAMED),
        (r"(?:aber|doch|und|oder|auch|außerdem|zudem|dennoch|trotzdem|allerdings|jedoch|inzwischen|unterdessen|indes|derweil|zugleich|gleichzeitig|dann|ferner|schließlich|zuvor|später|stattdessen|hingegen|weiter|weitere|andere)\b", LEANS),
    ),
    "fr": (
        (r"(?:il|elle|ils|elles|lui|leurs?|son|sa|ses|celui-ci|celle-ci|ceux-ci|celles-ci|eux)\b(?!\s(?:y\sa|est\s(?:interdit|prévu))\b)", NO_ANTECEDENT),
        (r"(?:ce(?:tte|t|s)?|cela|ça|c['’]est|ces)\b(?!\s(?:semaine|année|mois|matin|soir|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b)", UNNAMED),
        (r"(?:mais|et|or|donc|car|cependant|toutefois|néanmoins|aussi|ainsi|en\soutre|de\splus|par\sailleurs|pourtant|puis|ensuite|enfin|en\srevanche|en\seffet|dans\sle\smême\stemps|alors|là|d['’]autres?|une?\sautre)\b", LEANS),
    ),
    "es": (
        (r"(?:él|ella|ellos|ellas|su|sus|le|les)\b", NO_ANTECEDENT),
        (r"(?:est[eao]s?|es[eao]s?|aquel(?:l[ao]s?)?|dich[ao]s?|tal(?:es)?)\b(?!\s(?:semana|año|mes|mañana|tarde|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b)", UNNAMED),
        (r"(?:pero|y|e|o|además|también|sin\sembargo|mientras\stanto|por\ssu\sparte|así|entonces|luego|no\sobstante|asimismo|por\sello|por\sotra?|otr[ao]s?|en\scambio|después)\b", LEANS),
    ),
    "it": (
        (r"(?:egli|ella|lui|lei|loro|essi|esse|su[oaie]i?)\b", NO_ANTECEDENT),
        (r"(?:quest[oaie]|quell[oaie]|ciò|tal[ei])\b", UNNAMED),
        (r"(?:ma|e|ed|o|però|inoltre|anche|tuttavia|intanto|infine|quindi|così|poi|invece|infatti|dunque|altr[oaie])\b", LEANS),
    ),
    "pt": (
        (r"(?:ele|ela|eles|elas|seus?|suas?)\b", NO_ANTECEDENT),
        (r"(?:est[ea]s?|isto|ess[ea]s?|isso|aquel[ea]s?|tal|tais)\b", UNNAMED),
        (r"(?:mas|e|ou|além\sdisso|também|no\sentanto|entretanto|porém|assim|então|depois|outr[oa]s?)\b", LEANS),
    ),
    "nl": (
        (r"(?:hij|zij|ze|het|hun|haar|zijn)\b(?=\s(?:is|was|had|heeft|zei|zal|wordt|werd|\w+de|\w+t)\b)", NO_ANTECEDENT),
        (r"(?:dit|dat|deze|die)\b", UNNAMED),
        (r"(?:maar|en|of|ook|echter|bovendien|daarnaast|toch|daarom|intussen|ondertussen|vervolgens|dan|daar|zo|andere?)\b", LEANS),
    ),
    "ru": (
        (r"(?:он|она|они|оно|его|её|ее|их|им|ему|ей)\b", NO_ANTECEDENT),
        (r"(?:эт(?:о|от|а|и|ой|их|ому)|т(?:от|а|е)|так(?:ой|ая|ие|ое)|по\sего\sсловам|по\s(?:ее|её|их)\sсловам)\b", UNNAMED),
        (r"(?:но|а|и|однако|также|кроме\sтого|тем\sвременем|при\sэтом|затем|между\sтем|ранее|позже|поэтому|так|там|вместе\sс\sтем|другие?|другой)\b", LEANS),
    ),
    "ko": (
        (r"(?:그는|그가|그의|그녀[는가의]|그들[은이의]|이들[은이의]?\s|본인[은이])", NO_ANTECEDENT),
        (r"(?:이는|이에|이를|이로써|이와\s|이\s?같은|이러한|이런|그런\s|그러한|해당\s|이\s(?:관계자|회사|남성|여성|사건|사고|소식|보고서|매체|신문|통신|법안|지역|단체|자리)|이날\s|동\s?법안|위\s)", UNNAMED),
        (r"(?:또한?\s|또,|그러나|하지만|한편,?\s|그리고|그런데|따라서|이어\s?|아울러|다만|특히|게다가|반면|이밖에|이\s?외에|앞서\s|그러면서|그래서|더불어|당시\s|반대로)", LEANS),
    ),
    "ja": (
        (r"(?:彼は|彼女は|彼らは|彼の|彼女の|自身)", NO_ANTECEDENT),
        (r"(?:これ|それ|この(?!ほど)|その|そう|こう|同氏|同社|同日|同紙|同省|同庁|同容疑者|両氏|両社|両国|前者|後者|当時)", UNNAMED),
        (r"(?:また|しかし|だが|が、|一方|さらに|なお|そして|ただ|このほか|それでも|そのため|したがって|続いて|ほか|次いで|これに対し)", LEANS),
    ),
    "zh": (
        (r"(?:他|她|它|他们|她们|它们|他們|她們|其(?!中|他|实|實))", NO_ANTECEDENT),
        (r"(?:此(?!次|外)|该|該|这|這|那|上述|前者|后者|後者|对此|對此|为此|為此|双方|雙方|两人|兩人|两国|兩國|当时|當時|当天|當天|当日|當日)", UNNAMED),
        (r"(?:但|然而|不过|不過|此外|另外|同时|同時|与此同时|與此同時|而|因此|所以|于是|於是|并且|並且|另据|另據|接着|接著|随后|隨後|其中|也|还|還)", LEANS),
    ),
    "ar": (
        (r"(?:و?هو|و?هي|و?هم|و?هما|وأضاف|وتابع|وأكد\s(?:أن|أنه)|وأوضح|وأشار|وقال\sإن|وذكر\sأن)\b", NO_ANTECEDENT),
        (r"و?(?:هذا|هذه|ذلك|تلك|هؤلاء|ذات)\b", UNNAMED),
        (r"(?:لكن|ولكن|كما|أيضا|بينما|فيما|غير\sأن|إلا\sأن|ثم|من\sجهة\sأخرى|من\sجانبه|وفي\sالوقت\sنفسه|لذلك|وبالتالي)\b", LEANS),
    ),
}  # fmt: skip
_NAMED_BEFORE = re.compile(
    rf"the\s{_THING}\b(?!\s(?:of|in|by|from|on|to|between|at|for|against|near|into|over|with|that|who|which|about)\b)(?!,?\s(?:(?-i:[A-Z])|\d))(?!['’]s?\s(?-i:[A-Z]))",
    re.I,
)
_QUALIFIED = re.compile(
    r"the\s(?:alleged|proposed|new|first|final|last|young|old|wounded|injured|dead)\s(?=[a-z])", re.I
)
"""What tells a thing from others of its kind, and at the opening of an article points at none: "The old bridge will close"."""
_OPENERS = {
    code: tuple(
        (re.compile(pattern if code in ("ko", "ja", "zh") else rf"(?i:{pattern})"), why)
        for pattern, why in rows
    )
    for code, rows in _OPENS.items()
}

# ---- signs inside sentences ---------------------------------------------------------------------------------------------

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|„[^“”]*[“”]|«[^»]*»|「[^」]*」|『[^』]*』|»[^«]*«")
_OPEN_CLOSE = (("“", "”"), ("«", "»"), ("「", "」"), ("『", "』"), ("(", ")"), ("（", "）"))
_WHOLE = re.compile(r"[.!?…。！？؟۔।][\"'”’»)\]」』）]*$")
_CLAUSE = re.compile(r"Because\b[^,]*$")
_INCHES = re.compile(r"(?<=\d)[\"”](?=\W|$)")
_EAST = frozenset(("ko", "ja", "zh"))
_I = {
    "en": re.compile(r"(?<![\w.'’-])(?:I|I['’](?:m|ve|d|ll)|[Mm]y|me|myself|[Ww]e|[Ww]e['’](?:re|ve|ll|d)|[Oo]ur|us|ourselves)(?![\w'’-]|\.\w)"),
    "de": re.compile(r"\b(?:[Ii]ch|[Mm]ein(?:e[rnms]?)?|mir|mich|[Ww]ir|[Uu]nser(?:e[rnms]?)?)\b"),
    "fr": re.compile(r"\b(?:[Jj]e|[Jj]['’]\w+|[Mm]on|[Mm]es|[Nn]ous|[Nn]otre|[Nn]os)\b"),
    "es": re.compile(r"\b(?:[Yy]o|[Mm]is?|nosotros|[Nn]uestr[oa]s?)\b"),
    "ko": re.compile(r"(?:^|\s)(?:나는|내가|저는|제가|우리는|우리가)\s"),
    "ja": re.compile(r"(?:私は|私が|私たち|我々は)"),
    "zh": re.compile(r"我(?!国|國|军|軍|省|市|县|驻|方)"),
    "ru": re.compile(r"\b(?:[Яя]|[Мм]ы|[Мм]ой|[Нн]аш\w*|мне|нам)\b"),
}  # fmt: skip
_YOU = {
    "en": re.compile(r"\b[Yy]ou(?:r|rs|['’]\w+)?\b"),
    "de": re.compile(r"\b(?:[Dd]u|[Dd]ein\w*)\b"),
    "fr": re.compile(r"\b(?:[Vv]ous|[Vv]otre|[Vv]os)\b"),
    "es": re.compile(r"\b(?:usted(?:es)?)\b"),
}
_POINTS = re.compile(
    r"^\W*(?:read\s(?:more|also|the\sfull|next)|see\s(?:also|more|related|full)|related\b|click\b|tap\shere|watch\b\W|listen\b\W|more\s(?:on|from|to\scome)\b|for\s(?:more|further)\s(?:information|details|on)\b|follow\s(?:the|our|us|along)|"
    r"sign\sup|subscribe|download|this\s(?:article|story|post|page|report)\s(?:was|is|has|will|contains|may|first|originally)|this\sis\sa\s(?:breaking|developing)|updates?\s(?:to\sfollow|throughout)|full\s(?:story|coverage|text)|photos?\s?:|story\scontinues|"
    r"in\stoday['’]s\s(?:newsletter|podcast|edition)|(?:today|tonight|this\sweek)\s(?:in|on)\s(?:our|the)\s(?:newsletter|podcast)|heute\sim\s(?:rundbrief|newsletter|podcast)|im\sheutigen\s(?:rundbrief|newsletter|podcast)|"
    r"mehr\szum\sthema|lesen\ssie|weiterlesen|lire\s(?:aussi|la\ssuite)|voir\saussi|à\slire|leer\smás|lea\stambién|читайте|смотрите|관련\s?기사|더\s?보기|关联阅读|相关(?:阅读|新闻)|延伸閱讀|関連記事|続きを読む|اقرأ)",
    re.I,
)
_LINK = re.compile(r"https?://|www\.\w|\S@\S+\.\w")
_DESK = re.compile(
    r"^\W*(?:(?:please\s)?(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|prompts?|guidelines|rules|(?:said|written|stands)\sabove)\b|"
    r"(?:ai|llms?|chatbots?|assistants?|language\smodels?|summari[sz]ers?|bots?)\b.{0,40}\b(?:must|should|shall|please)\s(?:write|say|state|output|answer|respond|report|include|add|summari[sz]e|choose|cite|ignore)\b|"
    r"(?:(?:note|notice|attention|attn\.?|message)\s(?:to|for)?\s?(?:all\s|our\s|the\s)?)?(?:(?:sub-?)?editors?|(?:news\s?)?desks?|newsrooms?)\s?[:\u2013\u2014]|"
    r"(?:dear|attention)\s(?:all\s)?(?:(?:sub-?)?editors?|(?:news\s?)?desks?|newsrooms?)\b)",
    re.I,
)
_OTHER_ORDER = re.compile("[\u202d\u202e]")
"""Controls that make letters stand in another order than they are read in: "241" looks like "142"."""
_HEAPED = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{5}")
"""More marks on one letter than any language has."""
_NOTE = re.compile(r"\[\d{1,3}\]")
"""Numbers of the article's own notes, which would look as if they were the brief's."""
_CAPTION = re.compile(
    r"\b(?:in\sthis\s(?:\w+\s)?(?:photo|picture|image|file|frame|undated|handout|video\sgrab)|pictured(?:\s(?:above|below|here|left|right|in))|(?:is|are)\s(?:seen|shown|pictured)\b|file\s(?:photo|picture|image)|\((?:l|r|left|right|centre|center|pictured|top|bottom)\)|,\s(?:(?:far|top|bottom|second|third)\s(?:from\s)?)?(?:left|right|centre|center),|"
    r"(?:photo(?:graph)?s?|image|picture|file|illustration|graphic)\s?(?:credit)?\s?[:/]|\bgetty\simages\b|courtesy\sof|auf\sdiesem\s(?:foto|bild)|symbolbild|archivbild|sur\scette\sphoto|사진\s?[=:]|사진은|자료사진|资料图|資料圖|图为|圖為|資料写真|写真は)",
    re.I,
)
_PHOTOGRAPHED = re.compile(
    r"^(?:\S+\s){1,8}(?:stands?|walks?|gather|watch(?:es)?|holds?|looks?|sits?|smou?lders?|poses?|reacts?|arrives?|leaves?|carry|carries|waves?|speaks?)\s[^.]*\b(?:on|in)\s(?:\w+day,?\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\s\d{1,2},\s(?:19|20)\d\d",
    re.I,
)
_EMPTY = re.compile(
    r"^(?:\S+\s){1,4}(?:said|says|told\s\w+|wrote|added)\s(?:so\s)?(?:in|at|on|during|to)\s(?:an?|the|his|her|their)\s(?:\S+\s){0,6}\S+\.$"
)
_PERSON = re.compile(r"\b(?:he|she|him|his|her|hers|they|them|their|himself|herself|themselves)\b", re.I)
_NOUN_BEFORE = re.compile(
    r"\b(?:an?|the|one|two|three|four|five|six|seven|eight|nine|ten|some|many|several|most|more|no|every|each|all|police|officials?|people|residents?|experts?|critics|fans|workers|soldiers|scientists|researchers|women|men|children|voters|protesters|demonstrators|doctors|students|players|countries|companies|\d[\d,.]*)\s+\w+",
    re.I,
)
_CAPITAL_BEFORE = re.compile(
    r"(?<!\b[Ii]n )(?<!\b[Aa]t )(?<!\b[Oo]n )(?<!\bnear )(?<!\bfrom )\b[A-ZÀ-Þ][\w'’.-]+"
)
_CALENDAR = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|In|On|At|After|Before|When|While|If|As|Although|Though|For|With|By|From|During|Following|Since|Despite)$"
)
_NO_NAME = re.compile(
    r"(?:\w+(?:ly|ing|ed)|Very|Not|No|So|More|Most|Much|Just|Only|Even|Once|Still|What|Where|How|Why|Who|Under|Over|Between|Among|Within|Without|Through|Until|Asked|Born)$"
)
_SETTING = re.compile(
    r"\W*(?:In|At|On|During|After|Before|With|By|From|Despite|Following|Under|Through|Asked|Speaking|Over|Amid|Throughout)\s[^,;]*,?\s*$"
)
_SHORT_SETTING = re.compile(
    r"\W*(?:In|At|On|During|After|Before|With|By|From|For|Since|Until|Last|This)(?:\s[^\s,;]+){1,4},?\s*$"
)
_IT = re.compile(r"\b(?:it|its|itself)\b")
_SAYS_WHAT_FOLLOWS = re.compile(
    r"it\s(?:(?:has|had|will|would|may|might|could|must|should)\s)?(?:is|was|be|been|becomes?|became|remain(?:s|ed)?|seem(?:s|ed)?|appear(?:s|ed)?|turn(?:s|ed)\sout|emerg(?:es|ed)|took|takes|cost|costs)\b(?:\s\S+){0,5}?\s(?:that|whether|how|if|who|to|like|as)\b"
    r"|it\s(?:rain|snow|pour)\w*\b"
)
_SAID_LAST = re.compile(
    r"[,”\"]\s(?:he|she|they|it|the\s\w+)\s(?:has\s|have\s|had\s|also\s)?(?:said|says|say|added|adds|told|noted|held|stated|explained|continued|wrote|claimed|argued|stressed|insisted|recalled|declared|underlined|asserted|warned|concluded)\b[^,]{0,40}[.!]?[”\"]?$"
    r"|[,”\"]\s(?:he|she|they)\s(?:\w+\s)?\w+\W*$"
    r"|[,”\"]\s(?:said|says|added|noted|explained)\s(?:he|she|they|it)\b"
)
_UNRESOLVED = re.compile(
    r"\b(?:according\sto\sthe\s(?:report|statement|study|document|article|source|survey|newspaper|paper)|the\s(?:report|statement|study|article|source|spokes(?:wo)?man|spokesperson|official)\s(?:said|says|added|stated|continued)|as\s(?:mentioned|noted|described)\s(?:above|earlier|before)|(?:the\s)?above-mentioned|aforementioned|the\slatter|the\sformer(?=[,.]|\s(?:is|was|had))|this\s(?:move|statement|decision|incident|attack|plan|case|issue|law|proposal|report))\b(?!\s(?:of|by|from|in|on)\b)",
    re.I,
)
_ALSO = re.compile(r"^(?:\W*\b\w+\b){0,9}\W+(?:also|too|likewise|meanwhile|however|therefore|moreover|furthermore|nevertheless|as\swell(?!\sas)|in\sturn)\b(?!\s(?:known|called|many|much|few|far|late|early|long|close|big|small|high|low|soon))", re.I)  # fmt: skip
_GO_ON = {
    "de": re.compile(r"^(?:\W*\b\w+\b){1,5}\W+(?:auch|jedoch|allerdings|zudem|außerdem|dagegen|hingegen|aber|deshalb|daher)\b"),
    "fr": re.compile(r"^(?:\W*\b\w+\b){1,6}\W+(?:aussi|également|toutefois|cependant|en\srevanche|par\sailleurs|donc)\b"),
    "es": re.compile(r"^(?:\W*\b\w+\b){1,6}\W+(?:también|sin\sembargo|además|por\ssu\sparte|por\stanto)\b"),
    "ru": re.compile(r"^(?:\W*\b\w+\b){1,5}\W+(?:также|однако|тоже)\b"),
    "ko": re.compile(r"^\S+\s(?:또|또한|역시)\s"),
    "zh": re.compile(r"^.{2,12}?(?:还(?:说|表示|指出|称)|還(?:說|表示|指出|稱)|同时(?:表示|指出)|也(?:表示|指出))"),
}  # fmt: skip
_VERBS = re.compile(
    r"\b(?:is|are|was|were|be|been|being|am|has|have|had|having|do|does|did|will|would|can|could|may|might|must|shall|should|says?|said|isn['’]t|wasn['’]t|aren['’]t|weren['’]t|won['’]t|can['’]t|cannot|"
    r"\w{2,}ed|\w{2,}(?:ates|ishes|izes|ifies|ects|ains|ares|umes|olves|inues)|tops?|hits?|became|began|bought|broke|brought|built|came|caught|chose|cut|dealt|drew|drove|fell|felt|fled|flew|forgot|fought|found|froze|gave|gets?|goes|go|got|grew|held|hit|kept|knew|laid|lay|led|left|let|lost|made|makes?|means?|meant|met|paid|put|quit|ran|read|"
    r"rose|runs?|sang|sank|sat|saw|seeks?|sees?|sent|sets?|shot|shows?|shut|slept|sold|sought|spent|spoke|split|spread|sprang|stole|stood|struck|sued|swam|swept|swore|takes?|taught|threw|told|took|tells?|thinks?|thought|understood|wants?|went|wins?|woke|won|wore|wrote|writes?|remains?|includes?|plans?|faces?|expects?|hopes?|needs?|comes?|gives?|holds?|leads?|leaves?|lies|lives?|looks?|offers?|plays?|appears?|seems?|begins?|believes?|calls?|claims?|continues?|covers?|keeps?|opens?|provides?|receives?|represents?|requires?|serves?|stands?|starts?|stays?|suggests?|supports?|uses?|works?|warns?|ends|kills|draws|marks|brings|turns|moves|raises|drops|gains|loses|wants|asks|shares|serves|aims|seeks|carries|denies|accuses|blames|calls|defends|cites|costs|grows|joins|meets|names|passes|pays|pushes|reaches|returns|signs|strikes|tells|visits|voices|votes|allows|becomes|breaks|changes|closes|creates|follows|forces|helps|kicks|launches|links|orders|praises|publishes|pulls|reports|reveals|reviews|rules|sends|speaks|talks|threatens|tries|weighs|backs?|urges?|rejects?|rises?|falls?|expires?|lapses?|resumes?|reopens?|arrives?|departs?|premieres?|concludes?|convenes?|retires?|lasts?|elects?|debuts?|hosts?|applies|sits|gathers?|invites?|aim|flies|(?:open|close|start|begin|end|meet|vote)\s(?:on|at|in|again))\b"
)
_TITLE_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def why_not(text: str, language: str | None, *, is_first: bool = False) -> str | None:
    """Why a sentence cannot stand alone, or None. `is_first`: it opens its article, where "the storm" is nothing that was
    named before."""
    if size(text) < SHORTEST:
        return TOO_SHORT
    outside = _QUOTED.sub(" … ", text)
    return (
        _form(text, outside, language)
        or _speakers(text, outside, language)
        or _leaning(outside, language, is_first=is_first)
    )


def _form(text: str, outside: str, language: str | None) -> str | None:
    if len(text) > MOST or _OTHER_ORDER.search(text) or _HEAPED.search(text):
        return UNREADABLE
    if _DESK.match(text):
        return TO_DESK
    if _NOTE.search(text):
        return NOTED
    if text.rstrip("\"'”’»)]」』）").endswith(("?", "？", "؟")):
        return QUESTION
    if text.rstrip().endswith((":", "：")):
        return LEADS_ON
    if not _WHOLE.search(text) and language != "th":
        return NOT_WHOLE if not ends_sentence(text) or text.endswith(";") else None
    if text.rstrip("\"'”’»)]").endswith(("...", "…")) or text.startswith(("...", "…")):
        return NOT_WHOLE
    if text[0].islower() or text[0] in ",;)]…" or _CLAUSE.match(outside):
        return NOT_WHOLE
    if text.rstrip("\"'”’»)]」』）").endswith(("!", "！")) and not _QUOTED.search(text):
        return EXCLAMATION
    if _POINTS.match(text) or _LINK.search(text):
        return POINTER
    if _CAPTION.search(outside) or _PHOTOGRAPHED.match(outside):
        return CAPTION
    if _EMPTY.match(text):
        return EMPTY
    if language == "en":
        words = _TITLE_WORD.findall(outside)
        if len(words) >= 6 and sum(w[0].isupper() for w in words) > 0.8 * len(words):
            return HEADING
        if not _VERBS.search(outside):
            return NO_VERB if not _QUOTED.search(text) else NO_SPEAKER
    return None


def _speakers(text: str, outside: str, language: str | None) -> str | None:
    if _INCHES.sub("", text).count('"') % 2 or any(
        text.count(a) != text.count(b) for a, b in _OPEN_CLOSE if a not in "(（«"
    ):
        return HALF_QUOTED
    if (first := _I.get(language or "")) and first.search(outside):
        return FIRST_PERSON
    if (second := _YOU.get(language or "")) and second.search(outside):
        return TO_READER
    if text[0] in '"“„«「『' and size(outside.replace("…", "").strip(" ,.!?")) < 2 and language not in _EAST:
        return NO_SPEAKER
    return None


def _leaning(outside: str, language: str | None, *, is_first: bool) -> str | None:
    start = outside.lstrip(" …,;\"'“”‘’«»„「」『』.")
    for pattern, why in _OPENERS.get(language or "", ()):
        if pattern.match(start) and not (is_first and _QUALIFIED.match(start)):
            return why
    if language == "en":
        if (found := _PERSON.search(outside)) and not _is_named_before(outside[: found.start()]):
            return NO_ANTECEDENT
        if (
            (it := _IT.search(outside))
            and _SHORT_SETTING.match(outside[: it.start()])
            and not _SAYS_WHAT_FOLLOWS.match(outside, it.start())
        ):
            return NO_ANTECEDENT
        said = _SAID_LAST.search(outside)
        if said and (_PERSON.search(said[0]) or not _CAPITAL_BEFORE.search(outside[1:])):
            return NO_ANTECEDENT
        if is_first:
            return None
        if _NAMED_BEFORE.match(start):
            return UNNAMED
        if _ALSO.match(outside):
            return LEANS
        if _UNRESOLVED.search(outside):
            return UNNAMED
    elif (on := _GO_ON.get(language or "")) and on.match(outside):
        return LEANS
    return None


def _is_named_before(before: str) -> bool:
    """Whether somebody whom a pronoun can mean was named in the same sentence before it. What only says when, where or in
    what ("In a statement he said") names nobody."""
    if _NOUN_BEFORE.search(before) and not _SETTING.match(before):
        return True
    return any(
        not _CALENDAR.match(m[0]) and not (m.start() < 2 and _NO_NAME.match(m[0]))
        for m in _CAPITAL_BEFORE.finditer(before)
    )

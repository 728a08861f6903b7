"""Text that is not reporting by its form: known forms, as data. What a source repeats is `memory`'s.

A form must describe the whole paragraph, not a word in it: a sentence *about* an agency in a real story stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from beatbook.read.text import size

LONGEST = 130
"""Words of a paragraph that a known form may describe; longer ones are judged only by repetition."""


@dataclass(frozen=True, slots=True)
class Form:
    """A known form. `pattern` is searched in paragraphs of at most `most` words in which one of the `hints` occurs
    (lower case; they only save time: every paragraph that the pattern takes holds one)."""

    hints: tuple[str, ...]
    why: str
    pattern: re.Pattern[str]
    most: int = 60


def _form(hints: str, why: str, pattern: str, most: int = 60) -> Form:
    return Form(tuple(hints.split("|")), why, re.compile(pattern, re.I | re.X), most)


FORMS: tuple[Form, ...] = (
    # ---- subscribe, follow ----
    _form("sign up|sign-up|signup|subscribe|register", "asks to subscribe", r"""^\W*(?:please\s)?(?:sign\s?up|subscribe|register)\b.{0,120}\b(?:newsletters?|e-?mails?|inbox|alerts?|channel|podcast|updates|mailing\slist|today|now|free|apple|spotify|whatsapp|here|briefing|digest)\b"""),
    _form("inbox|newsletter|your e-mail|your email|mailing list|subscribe|sign up", "asks to subscribe", r"""^(?:get|receive|want|enjoy(?:ing|ed)?|like|love|never\smiss|don.t\smiss|stay)\b.{0,120}\b(?:inbox|newsletters?|your\se-?mail|mailing\slist|subscribe|sign\sup)\b"""),
    _form("click here to|subscribe|sign up|signing up|thank you for|by submitting|by entering|by providing", "asks to subscribe", r"""\b(?:click\shere\sto\s(?:subscribe|sign\sup)|subscribe\sto\sour\b|sign\sup\s(?:for|to)\sour\b|thank\syou\sfor\s(?:signing\sup|subscribing)|by\s(?:signing\sup|subscribing|submitting|entering\syour\se-?mail|providing\syour)\b)""", 50),
    _form("newsletter|abonnieren|abo|anmelden", "asks to subscribe", r"""^(?:abonnieren\ssie|melden\ssie\ssich\b.{0,60}newsletter|jetzt\s(?:abonnieren|anmelden)|hier\s(?:geht.s\szum|können\ssie)\b.{0,60}(?:newsletter|abo)\b|newsletter\b.{0,40}(?:abonnieren|anmelden))"""),
    _form("abonnez-vous|inscrivez-vous|newsletter|suivez-nous|lettre|boîte mail", "asks to subscribe", r"""^(?:abonnez-vous|inscrivez-vous|recevez\b.{0,80}(?:newsletter|lettre|boîte\smail)|suivez-nous)"""),
    _form("구독|뉴스레터|채널", "asks to subscribe", r"""(?:구독(?:하기|신청|해\s?주세요|을\s?(?:눌러|신청))|뉴스레터(?:를|\s)?\s?(?:신청|구독)|네이버에서.{0,30}구독|채널\s?추가)"""),
    _form("订阅|訂閱|二维码|扫码|关注我们|微信", "asks to subscribe", r"""^(?:订阅|訂閱|点击订阅|欢迎订阅|扫描?(?:下方)?二维码|扫码关注|关注我们|长按二维码|微信扫一扫)"""),
    _form("weeks for|months for|free trial|cancel|price of|first month|text |on your phone|listen live|tune in|small ads|free of charge", "asks to subscribe", r"""(?:^\W*(?:get|read|try|enjoy|take|join|start)\b.{0,80}\b(?:days|weeks|months)\sfor\s(?:the\sprice\sof|only|just|free)\b|(?-i:\bCancel)\s(?:anytime|any\stime|at\sany\stime|whenever)\b|^\W*(?:your\s|the\s)?(?:first\smonth|free\strial)\b.{0,40}\b(?:free|subscri\w+)\b|^\W*(?:get|read|download|try)\s(?:the\s)?(?:\S+\s){1,4}on\syour\s(?:phone|tablet|mobile|device)|\btext\s[A-Z]{2,}\sto\s\d{3,6}\b|^\W*listen\s(?:live\s)?to\s.{0,80}\bon\s(?:\d|fm|dab|your)|^\W*(?:follow|join|read|get)\s(?:\S+\s){1,4}for\s.{0,90}\b(?:free\sof\scharge|every\s(?:week)?day|every\smorning|updates)\b|^\W*small\sads\b)""", 45),
    _form("신청|구독|제보|알림", "asks to subscribe", r"""(?:^\W*(?:\S+\s){0,3}(?:알림|구독)(?:을|를)?\s?(?:신청|하시면|설정)|구독하시면|^\W*(?:\S+\s){0,3}제보(?:는|를)?\s.{0,60}(?:주십시오|주세요|바랍니다|기다립니다|받습니다))""", 60),
    _form("follow|like|find|join|connect with|add", "asks to follow", r"""^\W*(?:please\s)?(?:follow|like|find|join|connect\swith|add)\s(?:us|me|him|her|them|the\s\w+|\S+(?:\s\S+){0,4})\s(?:on|at|in)\s(?:our\s)?(?:facebook|twitter|x\b|instagram|linkedin|tiktok|youtube|threads|whatsapp|telegram|mastodon|bluesky|google\snews|flipboard|social)""", 60),
    _form("folgen sie uns|suivez|síguenos", "asks to follow", r"""^(?:folgen\ssie\suns|suivez[\s-]nous\ssur|síguenos\sen)\b"""),
    _form("share|tell us|have a|have news|have you|what do you think|let us know|leave a comment|join the|got a|do you have a|have story|have tip", "asks to share", r"""^\W*(?:share\s(?:this|via|on)\b|tell\sus\swhat\syou\sthink|have\s(?:a\s)?(?:story|tip|news)\b.{0,60}\?|what\sdo\syou\sthink\?\s.{0,60}comments?|let\sus\sknow\b.{0,60}comments?|leave\sa\scomment|join\sthe\s(?:conversation|discussion)|got\sa\s(?:tip|story)|do\syou\shave\sa\s(?:tip|story))"""),
    # ---- the house about itself ----
    _form("donat|support|contribut|help us|we rely|we depend|gift|if you", "asks for money", r"""^\W*(?:(?:please\s)?(?:consider\s)?(?:donate|donating|make\sa\s(?:donation|contribution|gift)|support(?:ing)?\sour)\b|your\s(?:support|donation|contribution|gift)s?\b|help\sus\s(?:continue|keep)|we\s(?:rely|depend)\son\s(?:readers?|your|donations)|if\syou\s(?:value|appreciate|enjoy)\b.{0,90}\b(?:donat|support|subscri|contribut))""", 70),
    _form("unterstützen|spenden|soutenez|faites|마음에|후원", "asks for money", r"""^(?:unterstützen\ssie\suns|spenden\ssie|soutenez(?:-nous|\snotre|\sune)|faites\sun\sdon|이\s?기사가\s?마음에|후원(?:하기|해\s?주세요|계좌))"""),
    _form("about us|about the|über uns|qui sommes|关于我们|회사소개", "says who publishes", r"""^(?:about\s(?:us|the\s(?:author|agency|company|publisher))\b\W*$|über\suns\W*$|qui\ssommes[-\s]nous\W*$|关于我们$|회사소개$)""", 8),
    _form("this article|this story|this report|this piece|this post|this content|this essay|this op-ed|this column|originally|first published|first appeared|reprinted with|republished|the conversation is", "says where it appeared", r"""^\W*(?:this\s(?:article|story|report|piece|post|content|essay|op-ed|column)\s(?:was\s(?:originally\s|first\s|also\s)?(?:published|produced|created|written|posted|provided|made|republished|sponsored|funded|supported)|(?:originally|first)\s(?:appeared|ran|published)|is\s(?:republished|reprinted|part\sof\sa\spartnership|published\sin\spartnership|from\sthe\sarchive)|has\sbeen\s(?:republished|translated|produced))|(?:originally|first)\s(?:published|appeared)\s(?:by|in|on|at)\b|reprinted\swith\spermission|republished\s(?:with|under)|the\sconversation\sis\san\sindependent)""", 70),
    _form("erschien|zuerst|wurde|cet article|本文|来源|稿源|이 기사|이기사", "says where it appeared", r"""^(?:dieser\s(?:artikel|beitrag|text)\s(?:erschien|ist\szuerst|wurde)|cet\sarticle\sa\sété\s(?:publié|traduit|produit)|本文(?:首发于|转载自|来源|原载)|(?:来源|稿源)[:：]|이\s기사는\b.{0,60}(?:제작|작성|게재|제공)(?:되었|됐|했))"""),
    _form("report|writing|editing|compiled|translat|edited|produced|photograph|graphic|checked|checking", "credits its makers", r"""^[(\[—–-]*\s*(?:additional\s)?(?:reporting|writing|editing|compiled|translat(?:ed|ion)|edited|produced|photograph(?:y|s)|graphics?|fact-?check(?:ed|ing))\s(?:and\s(?:writing|editing)\s)?(?:\w+\s)?by\s\S.*$""", 45),
    _form("contributed", "credits its makers", r"""^[(\[—–-]*\s*(?:\S+\s){1,12}contributed\s(?:to\sthis\s(?:report|story|article)|reporting)""", 30),
    _form("编辑|編輯|校对|审核|监制|责编", "credits its makers", r"""^[(（\[]?(?:责任?编辑|責任編輯|编辑|校对|审核|监制|责编)[:：/]"""),
    _form("report|send|submit|request|see a|error|spot|notice|our standards|our editorial|our correction|mistake", "has a correction policy", r"""^\W*(?:(?:to\s)?(?:report|send|submit|request)\s(?:an?\s|us\s)?(?:corrections?|errors?|typos?)|see\s(?:an?\s)?(?:error|typo|mistake)\b|(?:did\syou\s)?(?:spot|notice|find)\san?\s(?:error|mistake|typo)|our\sstandards:|our\s(?:editorial|corrections?)\s(?:policy|standards|guidelines))"""),
    _form("disclaimer|expressed", "has a disclaimer", r"""^\W*(?:disclaimer\b|the\s(?:views|opinions)\s(?:and\sopinions\s)?expressed\b.{0,120}(?:author|own|not\snecessarily)|opinions\sexpressed\sby\b|views\sexpressed\b)""", 90),
    _form("commission|affiliate|amazon associate|may earn|may receive|may get|may make", "says it may earn money", r"""(?:\b(?:we|i|they|\w+)\smay\s(?:earn|receive|get|make)\b.{0,40}\b(?:commissions?|compensation|a\s(?:small\s)?(?:share|portion|percentage|fee)|money)\b|\baffiliate\s(?:links?|commissions?)\b.{0,80}\b(?:commission|purchase|earn|cost)|\bas\san\samazon\sassociate\b)""", 90),
    _form("writer|reporter|editor|journalist|correspondent|columnist|author|professor|covers", "describes an author", r"""^\W{0,3}(?:[A-Z]\S+\s){1,4}(?:is|has\sbeen)\s(?:an?|the|our)\s(?:\S+\s){0,5}(?:writer|reporter|editor|journalist|correspondent|columnist|author|contributor|producer|blogger|critic)\b.{0,120}\b(?:at|for|with|based|covers?|covering|where|who|has|writes|specializ\w+|of|from)\b""", 110),
    _form("reached|contact|follow|email|e-mail|@", "describes an author", r"""(?:\bcan\sbe\s(?:reached|contacted|emailed|followed)\s(?:at|via|by|on)\b|^\W*(?:contact|email|e-mail|reach|follow|write\sto)\s(?:\S+\s){0,6}?(?:at|on|via)\s\S*@|^\W*(?:follow|contact)\s(?:him|her|them|me|\S+\s\S+)\s(?:on|at)\b|^\W*contributing\s?:)""", 50),
    _form(
        "기자|특파원|记者",
        "describes an author",
        r"""^\W*(?:\S{2,8}\s?=\s?)?(?:[가-힣]{2,4}\s?(?:기자|특파원|인턴기자)(?:\s?[·,]\s?)?){1,4}\W*(?:\S+@\S+)?\W*$""",
        10,
    ),
    _form("as little as|keep our|high-quality journalism|quality journalism|small favor|small favour|pitching in|fundraising|without your help|without your support|end-of-year|year-end", "asks for money", r"""(?:\b(?:contribution|donation|gift|subscription)s?\sof\sas\slittle\sas\b|\b(?:help|keep)\b.{0,30}\b(?:our|this)\s(?:stories|journalism|news|newsroom|reporting|work|coverage|website|site)\s(?:free|going|alive|strong|independent)\b|\b(?:we\sbelieve|everyone)\b.{0,40}\b(?:needs|deserves)\b.{0,30}\bjournalism\b|\bwe\shave\sa\ssmall\sfavou?r\sto\sask\b|\bconsider\spitching\sin\b|\b(?:our|we.re\sin\sthe\smidst\sof\sour|this)\s(?:end-of-year|year-end|annual|spring|fall|autumn|winter|summer)\s(?:campaign|appeal|drive|fundraiser|fundraising)\b|\b(?:we|our)\b.{0,40}\b(?:can.t|cannot|couldn.t)\sdo\s(?:this|it)\swithout\s(?:you|your)\b)""", 90),
    _form("substitute for|medical advice|regardless of date|library of archived|not intended", "has a disclaimer", r"""(?:\bsubstitute\sfor\b.{0,60}\b(?:advice|diagnosis|treatment|care)\b|\b(?:is|are)\snot\s(?:medical|legal|financial|investment)\sadvice\b|^\W*as\sa\sservice\sto\sour\sreaders\b|\b(?:for\s(?:general\s)?(?:informational|educational)(?:\s(?:and|or)\s\w+)?\spurposes\sonly)\b)""", 90),
    _form("subject to copyright|citation:|more information:|journal information|provided by|explore further|doi:", "cites its source", r"""^\W*(?:this\sdocument\sis\ssubject\sto\scopyright\b|citation\s?:\s.{20,}|more\sinformation\s?:\s.{10,}\b(?:doi|journal|\(20\d\d\))|journal\sinformation\s?:|provided\sby\s\S+(?:\s\S+){0,6}$|explore\sfurther\b)""", 90),
    _form("inbox|favorites|favourites|notifications|newsletter promotion|breaking news", "asks to subscribe", r"""(?:^\W*want\b.{0,80}\b(?:delivered|straight|direct(?:ly)?|right)\b.{0,20}\binbox\b|^\W*(?:get\smore\sfrom|follow)\b.{0,40}\b(?:your\s)?(?:favou?rites|topics|teams)\b.{0,80}\b(?:personali[sz]e|information|updates|news)\b|^\W*skip\s(?:past\s)?newsletter\spromotion\b|^\W*after\snewsletter\spromotion\W*$)""", 45),
    _form("comments on this|moderated|moderation", "invites comments", r"""^\W*(?:comments\son\sthis\s(?:piece|article|story)\s(?:are|will)|(?:all\s)?comments\sare\s(?:pre-?)?moderated)\b""", 60),
    _form("was written by|was produced by|was reported by|produced by|in partnership with|in collaboration with", "says where it appeared", r"""^\W*this\s(?:story|article|report|piece|investigation|project|series)\b.{0,60}\b(?:was|is)\s(?:written|produced|reported|published|supported|funded|made\spossible)\b.{0,60}\b(?:by|with)\b.{0,200}$""", 70),
    # ---- law, consent, payment ----
    _form("©|(c)|copyright|rights reserved|rechte vorbehalten|droits réservés|los derechos|저작권|ⓒ|版权|版權", "claims copyright", r"""^\W*(?:©|\(c\)\s|copyright\s(?:©|\(c\)|\d{4}|by\b|(?-i:[A-Z])(?!\S*\s(?:law|act|case|office|claim|infring|royalt|holder)))|copyright\W*$|all\srights\sreserved|alle\srechte\svorbehalten|tous\sdroits\sréservés|todos\slos\sderechos|저작권자|ⓒ|版权所有|版權所有|copyright©)""", 80),
    _form("rights reserved|may not be published|무단|未经授权|nachdruck|reproduction interdite", "claims copyright", r"""(?:\ball\srights\sreserved\.?\W*(?:this\smaterial\b.*)?$|may\snot\sbe\spublished,\sbroadcast,\srewritten|무단\s?(?:전재|복제|배포).{0,30}금지|未经授权.{0,20}(?:不得|禁止|严禁)|nachdruck\b.{0,40}verboten|reproduction\sinterdite)""", 80),
    _form("cookie|agree|consent|by continuing|by clicking|쿠키", "asks for consent", r"""(?:\b(?:we|our\s(?:site|website|partners)|this\s(?:web)?site)\b.{0,60}\buses?\b.{0,20}\bcookies\b|\b(?:accept|reject|manage)\s(?:all\s)?cookies\b|by\s(?:continuing|clicking)\b.{0,60}\b(?:agree|consent|accept)|you\s(?:agree|consent)\sto\s(?:our|the)\b.{0,40}(?:terms|privacy|cookie)|diese\s(?:web)?seite\s(?:verwendet|nutzt)\scookies|wir\s(?:und\sunsere\spartner\s)?(?:verwenden|nutzen|setzen)\b.{0,40}cookies|nous\s(?:et\snos\spartenaires\s)?utilisons\b.{0,30}cookies|쿠키를\s?사용|使用\s?cookies?|本网站使用)""", 130),
    _form("partner|partenaire|einwilligung|consent|werbung|legitimate interest|pur-abo|publicité", "asks for consent", r"""(?:\b(?:we|our|with)\s(?:and\s)?(?:our\s)?(?:\d[\d,.]*\s)?(?:trusted\s|advertising\s)?partners\b.{0,120}\b(?:store|access|process|use|cookies|identifiers|device|consent)\b|\bstore\sand/or\saccess\sinformation\b|\b(?:withdraw|change|manage)\syour\s(?:consent|choices?|preferences|settings)\b|\blegitimate\sinterests?\b.{0,80}\b(?:partners?|vendors?|object)\b|\bwir\sund\s(?:unsere\s)?(?:\d[\d.]*\s)?partner\b|\b(?:ihre\s)?einwilligung\b.{0,60}\bwiderruf|\bmit\swerbung\s(?:weiterlesen|lesen|nutzen)\b|\bpur-abo\b|\bnous\set\snos\s(?:\d[\d\s.]*)?partenaires\b|\b(?:retirer|modifier)\svo(?:tre|s)\s(?:consentement|choix)\b)""", 130),
    _form("unlimited|already a|already sub|full access|digital access|a week|a month|par mois|im monat", "asks for payment", r"""(?:^\W*(?:get|enjoy|unlock|start|try|choose)\b.{0,60}\b(?:unlimited|full|digital|all)\s(?:\w+\s)?access\b|\balready\s(?:a\s(?:subscriber|member)|subscribed)\s?\?|^\W*(?:subscribe|join|continue)\b.{0,60}(?:[$€£]\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|euros?|dollars?))\s(?:a|per|par|im|pro)\s?(?:week|month|year|mois|monat|semaine|woche)\b)""", 60),
    _form("recaptcha|privacy", "asks for consent", r"""\bprotected\sby\srecaptcha\b|\bterms\sof\s(?:use|service)\b.{0,60}\bprivacy\s(?:policy|notice|statement)\b|\bprivacy\s(?:policy|notice)\b.{0,60}\bterms\s(?:of|and)\b""", 60),
    _form("subscribe|sign in|log in|register|account|become a|this article|this story|this content|the article|the story|the content|the full|the rest|rest of this|already|you've|you’ve|you have|to continue|to keep|unlock|keep reading|continue reading|this is", "asks for payment", r"""^\W*(?:(?:subscribe|sign\sin|log\sin|register|create\s(?:a\sfree\s)?an?\saccount|become\sa\s(?:member|subscriber))\b.{0,60}\b(?:to\s(?:continue|read|view|access|unlock|see|keep)|full\s(?:article|story|access))|(?:this|the)\s(?:article|story|content|full\sarticle|rest\sof\sthis)\b.{0,50}\b(?:is\s(?:only\s)?(?:for|available\s(?:to|for)|reserved|exclusive))\b.{0,50}(?:subscribers|members|paying)|already\s(?:a\s|have\s)?(?:subscriber|member|an\saccount|subscribed)\b|you(?:.ve|\shave)\s(?:reached|read|used)\b.{0,60}\b(?:free\s)?articles?|to\s(?:continue|keep)\sreading\b|unlock\s(?:this|unlimited|the)\b|(?:keep|continue)\sreading\s(?:for|with)\b|this\sis\s(?:a\s)?(?:premium|members?-only|subscriber)\b)""", 70),
    _form("abo|plus|registrier|weiterlesen|article|유료|로그인|登录|登入|订阅|付费|付費", "asks for payment", r"""^(?:(?:dieser|den\sganzen|der\svollständige)\s(?:artikel|text|inhalt)\b.{0,80}\b(?:abo|abonnenten|plus|registrier)|jetzt\sweiterlesen|weiterlesen\smit\b|sie\shaben\s(?:bereits|noch\skein)\s(?:ein\s)?(?:e\s)?(?:abo|digital)|(?:cet\s|la\ssuite\sde\scet\s)?article\s(?:est\s)?réservé|(?:il\svous\sreste|vous\savez\slu)\b.{0,40}(?:article|%)|déjà\sabonné|(?:이\s기사는\s)?(?:유료\s?(?:회원|기사|콘텐츠)|로그인\s?(?:후|하면|하시면))|(?:登录|登入|订阅|付费|付費).{0,12}(?:阅读全文|查看全文|閱讀全文|继续阅读))""", 70),
    _form("404|403|not found|page|denied|enable|javascript|verify|confirm|checking|moment|browser|seite nicht|introuvable|페이지|存在しません|页面|找不到", "is an error page", r"""^\W*(?:(?:error\s)?40[34]\b|page\snot\sfound|(?:the|this)\spage\s(?:you\b.{0,40}|could|can|cannot|isn|is\sno|doesn|no\slonger).{0,60}|access\sdenied|(?:please\s)?enable\s(?:javascript|cookies)|javascript\s(?:is\s(?:not\s|dis)|must\sbe)|(?:please\s)?(?:verify|confirm)\s(?:that\s)?you\sare\s(?:a\s)?(?:human|not\sa\srobot)|checking\s(?:your\sbrowser|if\sthe\ssite)|just\sa\smoment|your\sbrowser\s(?:is\s(?:out|not)|does\snot)|seite\snicht\sgefunden|page\s(?:introuvable|non\strouvée)|페이지를\s?찾을\s?수\s?없|存在しません|页面不存在|找不到(?:该|您)?.{0,6}页面)""", 45),
    _form("advert|anzeige|publicité|werbung|광고|广告|廣告|sponsored|continues|scroll to|continue reading", "is an advertisement", r"""^\W*(?:advertisement|advertising|anzeige|publicité|werbung|광고|广告|廣告|sponsored(?:\scontent)?|story\scontinues\s(?:below|after)\b.{0,30}|article\scontinues\s(?:below|after)\b.{0,30}|scroll\sto\scontinue|continue\sreading\sbelow)\W*$""", 8),
    _form("materials provided|version of this|tip line", "says where it appeared", r"""^\W*(?:materials\sprovided\sby\b|a\sversion\sof\sthis\s(?:story|article)\b|(?:story\s)?source\s?:\s*$)""", 40),
    _form("photo|image|picture|foto|bild|사진|图|照片|getty|shutterstock|afp|reuters", "is a label of a picture", r"""^\W*(?:(?:photo|image|picture|foto|bild|사진|图片?|照片)(?:graph)?(?:\scredit)?s?\s?(?:by\b|[:：=/]|©)|(?:getty\simages|shutterstock|ap\sphoto|afp\svia|reuters)\b.{0,20}$)""", 25),
)  # fmt: skip

_AGENCY_CUES = re.compile(
    r"""\bindependent\s(?:global\s)?(?:nonprofit\s|non-profit\s)?(?:news|media|journalism)\b|\bfactual\sreporting\b|
    \b(?:founded|established|launched)\s(?:in|on)\s(?:\w+\s)?(?:1[6-9]|20)\d\d|\btrusted\s(?:source|news|provider|voice)\b|
    \b(?:half|billions?|millions?)\b.{0,40}\b(?:world.s\spopulation|people|readers|users|viewers)\b.{0,40}\b(?:sees?|reach|read|every\sday|each\s(?:day|month)|daily|worldwide)\b|
    \bleading\s(?:\w+\s){0,3}(?:provider|publisher|news|source|website|platform|destination|company|magazine|outlet)\b|
    \bour\s(?:journalis[mt]s?|newsroom|mission|team|reporters|editors|readers|content|members|experts|website|coverage|products|services|site)\b|
    \b(?:we|us)\s(?:are|believe|cover|provide|publish|bring|deliver|report|strive|aim|offer|help|produce|test|review)\b|
    \bessential\sprovider\b|\b(?:news|press|wire)\s(?:agency|service|organi[sz]ation|cooperative|outlet|site|website)\b|
    \bis\s(?:a|an|the|your)\s(?:\S+\s){0,6}(?:agency|organi[sz]ation|cooperative|outlet|newspaper|magazine|newsroom|publication|website|site|destination|broadcaster|publisher|platform|division)\b|
    \bprovid(?:es|ing|er\sof)\b.{0,60}\b(?:news|coverage|reporting|information|analysis)\b|
    \bnews\b.{0,40}\b(?:in\sall\sformats|24\shours|around\sthe\sclock|across\s\w+\s(?:formats|platforms))\b|
    ist\seine\s(?:\S+\s){0,4}(?:nachrichtenagentur|zeitung)|est\sune\s(?:\S+\s){0,4}agence\b|
    \b(?:since|for\s(?:over|more\sthan))\s(?:(?:1[6-9]|20)\d\d|\w+\s(?:years|decades))\b|
    \b(?:readers|listeners|viewers)\b.{0,20}\b(?:trust|rely|turn\sto|depend)\b|\b(?:honest|reliable|independent|trusted|impartial)\snews\b|
    (?:1[6-9]|20)\d\d년(?:에)?\s?(?:창립|창간|설립|출범)|(?:독립|국가기간|민영|뉴스)\s?통신사|만\s?(?:여\s?)?명이?\s?(?:넘는\s)?(?:독자|시청자|청취자)|
    (?:회원사|회원\s신문사|제휴사)|(?:밤낮으로|24시간)\s?.{0,12}(?:송고|보도|전달|제공)|是.{0,12}(?:通讯社|新闻机构|国家通讯社)""",
    re.I | re.X,
)
_HOUSE = (
    "news", "journal", "agency", "agence", "agentur", "zeitung", "magazine", "publish", "publica", "website", " site ", "platform",
    "outlet", " media", " our ", "provid", "통신사", "通讯社", "新闻",
)  # fmt: skip
"""What every such description speaks of."""
_NEWS_VERBS = re.compile(
    r"""\b(?:said|says|told|announced|sued|filed|won|lost|was|were|had|reported|wrote|writes|asked|denied|arrested|barred|agreed|
    decided|ruled|fired|hired|laid|cut|named|elected|died|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|
    sunday|last\s(?:week|month|year)|this\sweek|reports\sthat|according)\b|(?:밝혔|전했|보도했|报道称?|表示)""",
    re.I | re.X,
)


_HINTS = sorted({hint for form in FORMS for hint in form.hints})
_BY_HINT = tuple(tuple(i for i, form in enumerate(FORMS) if hint in form.hints) for hint in _HINTS)
_AUTOMATON = AhoCorasick([*_HINTS, *_HOUSE], matchkind=MatchKind.Standard, implementation=Implementation.DFA)


_SIGNS = re.compile(r"[^\w\s]{40}")
"""A run of signs as no known form has: the cost of the forms that begin with signs grows with its square."""

INSIDE = 45
"""Words of a paragraph in the middle of an article that a known form may describe: boxes there are short."""


def known_form(paragraph: str, *, at_edge: bool = True) -> str | None:
    """Why a paragraph is boilerplate by a known form, in words, or None. `at_edge`: it begins or ends the article;
    only there does an outlet describe itself."""
    most = LONGEST if at_edge else INSIDE
    # The blanks are counted first: that is cheap, and no text has more of them than words.
    if len(paragraph) > 20 * LONGEST or paragraph.count(" ") >= most:
        return None
    hit = {m[0] for m in _AUTOMATON.find_matches_as_indexes(paragraph.lower(), overlapping=True)}
    if not hit:
        return None
    words = size(paragraph)
    if words > most or _SIGNS.search(paragraph):
        return None
    for i in sorted({i for hint in hit if hint < len(_HINTS) for i in _BY_HINT[hint]}):
        form = FORMS[i]
        if words <= form.most and form.pattern.search(paragraph):
            return form.why
    speaks_of_house = any(hint >= len(_HINTS) for hint in hit)
    return (
        "describes the publisher"
        if at_edge and speaks_of_house and _is_about_house(paragraph, words)
        else None
    )


def _is_about_house(paragraph: str, words: int) -> bool:
    """Whether a paragraph is an outlet's description of itself: several marks of one, and no word of news."""
    if words < 8 or _NEWS_VERBS.search(paragraph):
        return False
    return len({m[0].lower() for m in _AGENCY_CUES.finditer(paragraph)}) >= 2

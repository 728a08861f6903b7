"""Units and the words that say how a number is meant, in the languages that are read."""

from __future__ import annotations

_UNITS = {
    "%": "% percent pct prozent prozentzahl pourcent 퍼센트 프로",
    "points": "points point pp prozentpunkte prozentpunkt 포인트",
    "km": "km kilometer kilometers kilometre kilometres kilometern kilomètre kilomètres 킬로미터 公里",
    "miles": "mile miles meilen",
    "m": "metre metres meter meters metern mètre mètres 미터 米",
    "feet": "foot feet ft",
    "cm": "cm centimeter centimeters centimetre centimetres zentimeter centimètre centimètres 센티미터 厘米",
    "mm": "mm millimeter millimeters millimetre millimetres 밀리미터 毫米",
    "inches": "inch inches",
    "ha": "hectare hectares hektar 헥타르 公顷",
    "acres": "acre acres",
    "l": "litre litres liter liters 리터 升",
    "barrels": "barrel barrels 배럴 桶",
    "kg": "kg kilo kilos kilogram kilograms kilogramm kilogrammes 킬로그램 公斤",
    "lb": "lb lbs",
    "t": "tonne tonnes ton tons tonnen 톤 吨",
    "$": "dollar dollars usd 달러 美元",
    "€": "euro euros eur 유로 欧元",
    "£": "gbp sterling",
    "₩": "won krw 원",
    "¥": "yen yuan jpy cny rmb 엔 위안 元",
    "h": "hour hours stunde stunden heure heures 시간 小时",
    "min": "minute minutes minuten 분 分钟",
    "d": "day days tag tage tagen jour jours",
    "w": "week weeks woche wochen semaine semaines",
    "mo": "month months monat monate monaten mois 개월",
    "y": "year years jahr jahre jahren ans années 년간",
    "°": "degree degrees grad degrés",
}
UNITS = {word: unit for unit, words in _UNITS.items() for word in words.split()}
"""The unit that a word in lower case names."""

ABOUT = frozenset(
    "about around approximately roughly some circa ca estimated etwa rund ungefähr knapp gut environ près quelque 약 大约 约".split()
)
NEARLY = frozenset("nearly almost fast knapp beinahe près presque 거의 近 将近".split())
MORE = frozenset("over above exceeding exceeds exceeded topped topping über plus 초과 超过".split())
LESS = frozenset("under below unter moins 미만 不到".split())

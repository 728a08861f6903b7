"""The rules of English, in the order in which they are tried. The letters are the tags of `english.py` and `lexer.py`."""

from __future__ import annotations

from beatbook.read.when import acts, parts
from beatbook.read.when import english_acts as en
from beatbook.read.when.cascade import Rule, rule

_REL = "(?P<r>[NTL]{1,2})"
_YEAR = "(?:,?[/-]?[fi]?h?(?P<y>y)|(?:f'?|,?')(?P<z>n)(?!U))?"
_COUNT = "(?P<c>[acnk])"
_AMOUNTS = _COUNT + "(?P<U>U)(?:,?&?(?P<c2>[cn])(?P<U2>U))?"

# fmt: off
RULES: tuple[Rule, ...] = (
    # numbers in words
    rule("(?P<t>t)-?(?P<u>o)", "o", en.summed),
    rule("(?P<a>[vt])-?(?P<b>[vt])-?(?P<u>u)?", "y", en.written_year),
    rule("(?P<a>[uv])(?P<K>K)&?(?P<u>[utv]{0,3})", "y", en.thousands),
    rule("(?P<t>t)-?(?P<u>u)", "c", en.summed),
    rule("(?P<c>[utv])", "c", en.counted),
    # what comes again and again is no date
    rule("V[LN]?[cno]?(?:[UWwMmXxZ]|D)(?:[,&]{1,2}[UWwMm]){0,6}", "_", en.nothing),
    rule("(?P<q>q)(?P<n>n)", "Q", en.q),
    rule("J(?P<n>[nk])(?:\\((?P<y>y)\\.?)?", "d", en.juche),
    # days of a month
    rule("(?:F|i(?=h?[no]&))?h?(?P<a>[no])(?:R|-|(?<=F[no])&|(?<=[Fi]h[no])&)h?(?P<b>[no])f?(?P<M>[Mm])" + _YEAR, "d", acts.days_in_month),
    rule("F?(?P<M>[Mm]),?h?(?P<a>[no])(?:R|-)h?(?P<b>[no])(?![Mm:/d])(?:,?f?(?P<y>y))?", "d", acts.days_in_month),
    rule("(?P<d>n)-(?P<M>[Mm])-(?P<z>n)", "d", acts.day_in_month),
    rule("h?(?P<d>[noc])[-/]?f?[-/]?(?P<M>[Mm])" + _YEAR, "d", en.day_month),
    rule("F?(?P<a>[no])(?:R|-|&)h?(?P<b>[no])[fi]?h?" + _REL + "(?P<U>U)", "d", en.days_of_that_month),
    rule("(?P<M>[Mm])[-/](?P<y>y)-(?P<d>[ny])", "d", en.month_year_day),
    rule("(?<![,noc])(?P<y>y)[-/]?(?P<M>[Mm])[-/]?(?P<d>[no])(?!U)", "d", acts.day_in_month),
    rule("(?P<M>[Mm])h?(?P<d>[no])[,f]{0,2}h?" + _REL + "(?P<U>U)", "d", en.day_of_that_year),
    rule("(?P<r>[NL])?(?P<M>[Mm])[/-]?,?h?(?P<d>[noc])(?![UKnZ]|-?[noc]U)" + _YEAR, "d", en.month_day),
    rule("(?P<M>[Mm])(?P<d>o)(?P<z>n)(?=[^U]|$)", "d", acts.day_in_month),
    rule("(?<!n)(?P<a>/)(?!f)", "d", acts.as_it_is),
    rule("(?P<r>[NTL])(?P<a>5)", "d", acts.as_it_is),
    rule("(?<=[iB])(?P<a>5)(?![U_])", "d", acts.as_it_is),
    rule("(?<=[Ww])(?P<a>5)", "d", acts.as_it_is),
    rule("[NTL]?[Ww][,;]{0,2}h?(?P<a>d)", "d", en.full_date),
    rule("(?P<r>[NTL])(?P<a>d)", "d", en.shifted_date),
    rule("[NTL]?(?P<W>[Ww]),?h(?P<d>[no])(?!U)", "d", acts.weekday_and_day),
    rule("(?P<W>[Ww]),?(?P<d>o)(?!U)", "d", acts.weekday_and_day),
    rule("(?P<W>[Ww])(?P<d>n)(?=[.,iR&]|$)", "d", acts.weekday_and_day),
    # months
    rule("(?P<M>[Mm])[,f]{0,2}h?" + _REL + "(?P<U>U)(?![fC])", "d", acts.month_of_year),
    rule("(?P<M>[Mm])(?:[,/-]?[fi]{0,2}h?(?P<y>y)|(?:f'?|,?')(?P<z>n)(?!U))", "d", acts.month),
    rule("(?P<y>y)[-/]?(?P<M>[Mm])(?![noc])", "d", acts.month),
    rule(_REL + "(?P<M>[Mm])", "d", en.this_month),
    rule("(?P<M>M)", "d", acts.month),
    rule("(?<=[iFE])-?(?P<M>m)", "d", en.month_alone),
    rule("(?<=[ih]h)(?P<M>m)(?!_)", "d", en.month_alone),
    rule("(?<=[BCfe-])(?P<M>m)(?!_)", "d", en.month_alone),
    rule("(?<=[WUo]f)(?P<M>m)", "d", en.month_alone),
    rule("(?P<M>m)(?=[R-][dm])", "d", en.month_alone),
    rule("(?<=d[R&-])(?P<M>m)", "d", en.month_alone),
    # weekdays
    rule("h?" + _REL + "(?P<U>U)[,-]{0,2}i?(?P<W>[Ww])", "d", acts.weekday),
    rule("(?P<W>[Ww]),?[fi]?h?" + _REL + "(?P<U>U)", "d", acts.weekday),
    rule(_REL + "(?P<W>[Ww])(?!fh?(?:d|[NTL]?U))", "d", acts.weekday),
    # years, decades, quarters, seasons, feasts
    rule("h?(?P<k>[UY])(?P<y>y)", "d", en.fiscal_year),
    rule("(?P<k>Y)(?P<z>n)", "d", en.fiscal),
    rule("h?(?P<U>U)(?P<c>n)(?:[,fi]{0,3}(?P<y>y))?", "d", en.week_by_number),
    rule("(?P<y>y)-?(?P<Q>Q)", "d", en.q_year),
    rule("(?P<Q>Q)[,fi]?h?" + _REL + "U", "d", en.q_year),
    rule("(?P<Q>Q)(?:[,fi-]*h?(?P<y>y))?", "d", en.q_year),
    rule("h?'?(?P<s>[sny])'?z", "d", parts.decade_of),
    rule("h?'?(?P<s>s)", "d", parts.decade_of),
    rule("h?(?P<o>o)-?(?P<U>U)", "d", en.century),
    rule("h?(?P<e>[Ee])-?(?P<y>y)(?!-)", "d", en.part_of_year),
    rule("(?P<S>[Xx]),?[fi]?h?(?P<y>y)(?:-y)?", "d", parts.season),
    rule("F?(?P<a>y)(?:R|-)h?(?P<b>y)(?!-?[kn])", "d", en.years),
    rule("F(?P<a>y)&h?(?P<b>y)", "d", en.years),
    rule(_REL + "(?P<S>[Xx])", "d", parts.season),
    rule("(?P<S>[Xx])f?h?" + _REL + "U", "d", parts.season),
    rule("(?P<S>X)", "d", parts.season),
    rule("(?<=[iFEf]h)(?P<S>x)(?![f_])", "d", parts.season),
    rule("(?<=[iFE])(?P<S>x)(?=[.,i]|$)", "d", parts.season),
    rule("(?P<H>H)(?P<U>U)(?:f?(?P<y>y))?", "d", en.weekend),
    rule("(?P<H>H)(?P<y>y)(?P<U>U)", "d", en.weekend),
    rule("(?P<r>[NTL])?(?P<H>H)(?:[,fi]{0,3}(?P<y>y))?", "d", parts.celebrated),
    rule("(?P<D>D)", "d", acts.relative_day),
    rule("(?<![-;$_])(?P<y>y)(?!(?:[-/][nk])|-_)", "d", en.loose_year),
    rule("(?<![-;$])(?P<y>y)(?!(?:[-/][nk])|-_)", "d", en.loose_year),
    # this, last, next
    rule("h?(?P<U>U)(?P<x>C)N", "d", en.beside),
    rule("h?(?P<U>U)(?P<x>B)L", "d", en.beside),
    rule("h?" + _REL + "(?P<c>[cn])-?(?P<U>U)(?![fO])", "d", acts.counted),
    rule("h?(?P<c>[cn])(?P<r>[NL])(?P<U>U)(?![fO])", "d", en.counted_before),
    rule("(?:(?<=i)|g)h?(?P<o>o)f?(?P<r>[NTL])(?P<U>U)", "d", en.this_day),
    rule("h?(?P<o>o)f(?P<r>[NTL])(?P<U>U)", "d", en.this_day),
    rule("[FBRC]?h?(?P<o>o)(?P<U>U)fh?" + _REL + "(?P<V>U)", "d", en.nth_relative),
    rule("(?:[EG]|e(?P<f>f)?h?)" + _REL + "(?P<U>U)(?![fC])", "d", en.part_relative),
    rule("h?(?:(?P<e>[EG])i?h?|(?P<e2>e)(?P<f>[fi])?h?)" + _REL + "?(?P<U>U)(?![fC])", "d", parts.part_of_unit),
    rule("h?(?P<e>e)(?P<V>O)", "d", en.part_of),
    rule("h?" + _REL + "(?P<U>U)(?!f|O|[,-]?[Ww])", "d", en.this_unit),
    rule("h?(?P<o>[oL])(?P<c>[cn])?(?P<U>U)[fi]h?(?P<a>d)", "d", parts.nth),
    rule("h?(?P<o>[oL])(?P<c>[cn])?(?P<U>U)(?:[fi]h(?P<V>U)|(?P<O>O))", "d", en.nth_open),
    rule("(?P<a>d)(?P<o>o)(?P<U>[Up])", "d", en.quarter_of_that),
    rule("h?(?P<q>o)(?P<U>p)f?h?(?:(?P<y>y)|(?P<a>d))", "d", en.half),
    rule("h?(?P<q>o)p(?:(?P<O>O)|fh?(?P<U>U))?", "d", en.open_half),
    rule("h?(?P<q>o)-?(?P<U>U)(?:[fi,]{0,3}h?(?P<a>d))?", "d", en.some_quarter),
    rule("h?(?P<o>[oL])(?P<W>[Ww])[fi]h?(?P<a>d)", "d", parts.nth_weekday),
    rule("h?" + _REL + "(?P<U>U)", "d", en.this_unit),
    rule("h?(?P<U>U)(?P<x>[BC])(?![dhU_TLN])", "d", en.day_beside),
    rule("(?<=i)h(?P<U>U)(?![fSFRBC])", "d", en.the_unit),
    rule("h(?P<U>U)", "d", en.the_fortnight),
    # so long ago, so long from a date
    rule("(?P<W>[Ww]),?>?" + _AMOUNTS + "(?P<x>[GA])", "d", en.weekday_then),
    rule(">?" + _AMOUNTS + "A", "d", acts.ago),
    rule(">?" + _AMOUNTS + "(?P<x>G)", "d", en.earlier),
    rule("(?:(?P<W>[Ww]),?)?i?>?" + _AMOUNTS + "(?P<x>[BCF])[ih]?h?(?P<a>[dWw])(?!R)(?:i(?P<W2>[Ww]))?", "d", en.anchored),
    rule("i?(?P<c>[acn])(?P<U>U),?[FS](?P<a>d)", "d", en.from_for),
    rule("a%i?h?(?P<a>d)", "d", en.week_from),
    rule("i(?P<h>h)?N?(?P<c>[acnk])(?P<U>U)", "d", en.in_so_long),
    rule("h?(?<![oLNT])(?P<U>U)[fSiF][ih]?h?(?:(?P<a>d)|(?P<o>o)(?![_U]))", "d", en.week_of),
    rule("h?%[ih]?h?(?:(?P<a>d)|(?P<o>o)(?![_U]))", "d", en.week_of),
    rule("h?(?P<U>U)(?P<x>[BC])h?(?P<a>d)", "d", en.next_to),
    rule("(?P<a>d)(?P<U>U)", "d", en.weekend_at),
    # days that stand in a list or without their month
    rule("(?:[no](?:,|&|,&)){1,12}h?(?P<a>d)", "d", acts.listed_days),
    rule("(?P<a>d)(?:(?:,|&|,&)[no]){1,12}(?=[.,]|$)", "d", acts.further_days),
    rule("ih(?P<o>o)(?=[.,;iRF&]|$)", "d", en.on_the),
    rule("(?P<i>[iF])?(?P<W>[Ww])", "d", en.weekday),
    rule("h?(?P<U>U)", "d", en.bare_weekend),
    rule("h?(?P<e>[Ee])[f-]?h?-?(?P<a>d)", "d", parts.said_part),
    rule("(?P<a>d)-?(?P<e>e)(?!_)", "d", en.ended),
    # ranges
    rule("F?h?(?P<a>d)(?:R|-)i?h?(?P<b>d)", "d", acts.span),
    rule("F?h?(?P<a>d)(?:R|-)h?P", "d", en.span_now),
    rule("F?h?(?P<a>d)(?:R|-)h?(?P<b>[no])(?![UMm_])(?:,?(?P<y>y))?", "d", acts.span_to_day),
    rule("(?P<f>F)h?(?P<a>d)&i?h?(?P<b>d)", "d", en.between_and),
    rule("Fh?(?P<a>d)&P", "d", en.span_now),
    rule("(?P<j>j)", "d", acts.to_date),
    # times of day
    rule("(?P<r>[TL])Z", "d", en.this_half_day),
    rule("(?P<a>d)[BCRiF]?h?[EeN]?Z", "d", acts.timed),
    rule("Zi?h?(?P<a>d)", "d", acts.timed),
    rule("(?P<a>d)F[Zn](?:-|R|&)[nZ](?![Mmd])", "d", acts.timed),
    # what stands beside
    rule("(?P<m>[BCSg])[ih]{0,2}(?P<a>d)", "d", acts.related),
    rule("(?P<m>F)[ih]{0,2}(?P<a>d)", "d", en.since),
    rule("(?P<m>R)[ih]{0,2}(?P<a>d)", "d", en.until),
)
# fmt: on

"""The outlets' pages, each set in the outlet's own template, and what is found at any address of the press."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from babel.dates import format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from beatbook.sample import feeds
from beatbook.sample.press import OPENING, Article, Edition, Oddity, Outlet, Press, address

MADE_UP = {
    "en": "This is a page of the sample press that was written for Beatbook. The places, people, outlets, ships and numbers "
    "on it are all made up.",
    "ko": "이 페이지는 비트북(Beatbook)을 위해 쓴 견본 언론의 것입니다. 지명, 인물, 매체, 선박, 수치는 모두 지어낸 것입니다.",
    "de": "Diese Seite gehört zu der Musterpresse, die für Beatbook geschrieben wurde. Orte, Menschen, Blätter, Schiffe und "
    "Zahlen sind erfunden.",
    "fr": "Cette page est de la presse d'essai écrite pour Beatbook. Lieux, personnes, titres, navires et chiffres sont "
    "inventés.",
    "zh": "本页属于为Beatbook撰写的样本报刊，地名、人物、媒体、船只和数字均为虚构。",
}
"""What every page says of itself, by language."""

WORDS = {
    "en": {
        "related": "Related",
        "staff": "Staff",
        "staff_only": "Staff only",
        "inside": "Rotas and drafts. Robots are asked to stay out.",
        "missing": "Page not found",
        "moved": "The page you are looking for has moved or never existed.",
    },
    "ko": {
        "related": "관련 기사",
        "staff": "직원용",
        "staff_only": "직원용",
        "inside": "내부 페이지입니다.",
        "missing": "페이지를 찾을 수 없습니다",
        "moved": "주소를 다시 확인해 주십시오.",
    },
    "de": {
        "related": "Lesen Sie auch",
        "staff": "Intern",
        "staff_only": "Nur für Mitarbeiter",
        "inside": "Dienstpläne und Entwürfe.",
        "missing": "Seite nicht gefunden",
        "moved": "Die gesuchte Seite ist umgezogen oder hat nie bestanden.",
    },
    "fr": {
        "related": "À lire aussi",
        "staff": "Personnel",
        "staff_only": "Réservé au personnel",
        "inside": "Tableaux de service et brouillons.",
        "missing": "Page introuvable",
        "moved": "La page demandée a été déplacée ou n'a jamais existé.",
    },
    "zh": {
        "related": "相关报道",
        "staff": "内部",
        "staff_only": "仅限员工",
        "inside": "内部页面。",
        "missing": "页面不存在",
        "moved": "请检查地址。",
    },
}
"""The few words that templates share, by language."""

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address holds at one time. `changed` is when it last did, by the press's clock."""

    status: int
    content_type: str
    body: bytes
    changed: datetime = OPENING
    outlet: str = ""


def _day_in_words(at: datetime) -> str:
    return f"{at:%A}, {at.day} {at:%B} {at.year}"


def _day_in_american(at: datetime) -> str:
    return f"{at:%B} {at.day}, {at.year}"


def _environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["words"] = _day_in_words
    env.filters["american"] = _day_in_american
    env.filters["dots"] = lambda at: f"{at:%Y.%m.%d %H:%M}"
    env.filters["german"] = lambda at: format_datetime(at, "d. MMMM y, H.mm 'Uhr'", locale="de")
    env.filters["french"] = lambda at: format_datetime(at, "d MMMM y 'à' H 'h' mm", locale="fr")
    env.filters["chinese"] = lambda at: format_datetime(at, "y年M月d日 HH:mm", locale="zh")
    env.filters["clock"] = lambda at: f"{at:%H:%M}"
    env.filters["jsonld"] = lambda value: Markup(
        json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
    )
    env.globals["words"] = WORDS
    return env


class Pages:
    """Sets the pages of one press. `base` is the address the press is served under, without a slash at its end."""

    def __init__(self, press: Press, base: str) -> None:
        self.press, self.base = press, base
        self._env = _environment()
        self._by_path: dict[str, tuple[Outlet, Article]] = {}
        for outlet in press.outlets:
            for article in press.articles:
                if article.outlet == outlet.slug:
                    self._by_path[address(outlet, article)] = (outlet, article)

    def answer(self, path: str, clock: datetime) -> Answer:
        """What is at `path` (with its query) at `clock`."""
        if path == "/":
            return self._html("press.html", outlets=self.press.outlets)
        if path == "/robots.txt":
            return Answer(200, "text/plain; charset=utf-8", self._robots(self.press.outlets).encode())
        slug, _, rest = path[1:].partition("/")
        outlet = self.press.outlet(slug)
        if outlet is None or not path[1:].startswith(f"{slug}/"):
            return self._html("missing.html", status=404)
        if path in self._by_path:
            return self._article(outlet, self._by_path[path][1], clock)
        return self._other(outlet, rest, clock)

    def _other(self, outlet: Outlet, rest: str, clock: datetime) -> Answer:
        for spec in outlet.feeds:
            if rest == spec.path:
                kind = feeds.CONTENT_TYPES[spec.form]
                body = feeds.feed(self.press, outlet, spec, self.base, clock)
                return Answer(
                    200, f"{kind}; charset={outlet.encoding}", body, self._newest(outlet, clock), outlet.slug
                )
        for odd in self.press.odd(outlet.slug, clock):
            if rest == odd.path:
                return self._oddity(outlet, odd, clock)
        if rest == "robots.txt":
            return Answer(
                200, "text/plain; charset=utf-8", self._robots((outlet,)).encode(), outlet=outlet.slug
            )
        if rest == "comments/feed/" and outlet.comments:
            body = feeds.comments(outlet, self.base)
            return Answer(200, "application/rss+xml; charset=utf-8", body, outlet=outlet.slug)
        if rest == "private/staff":
            return self._set(outlet, "notice.html", kind="staff", clock=clock)
        if rest.startswith("img/") and rest.endswith(".svg"):
            return Answer(200, "image/svg+xml", _picture(rest), outlet=outlet.slug)
        if rest == "" or rest.startswith("?page="):
            return self._list(outlet, rest, clock)
        return self._set(outlet, "notice.html", status=404, kind="missing", clock=clock)

    # -- kinds of pages

    def _article(self, outlet: Outlet, article: Article, clock: datetime) -> Answer:
        found = next((e for e in self.press.editions(outlet.slug, clock) if e.article.id == article.id), None)
        if found is None:
            return self._set(outlet, "notice.html", status=404, kind="missing", clock=clock)
        others = [
            e for e in self.press.editions(outlet.slug, article.published) if e.article.id != article.id
        ]
        return self._set(
            outlet,
            f"{outlet.template}.html",
            changed=found.touched,
            e=found,
            a=article,
            others=others[:5],
            blocks=self._linked(found),
            url=self.base + address(outlet, article),
            clock=clock,
        )

    def _linked(self, e: Edition) -> list[dict[str, Any]]:
        """The blocks as templates want them, related links resolved to headline and path."""
        out: list[dict[str, Any]] = []
        for b in e.blocks:
            links: list[tuple[str, str]] = []
            if b.kind == "related":
                for id in b.extra.split(","):
                    other = self.press.article(id.strip())
                    outlet = self.press.outlet(other.outlet) if other else None
                    if other and outlet and other.published <= e.article.published:
                        links.append((other.headline, address(outlet, other)))
            out.append({"kind": b.kind, "text": b.text, "credit": b.extra, "links": links})
        return out

    def _list(self, outlet: Outlet, rest: str, clock: datetime) -> Answer:
        listed = self.press.editions(outlet.slug, clock)
        page = int(rest[6:]) if rest[6:].isdigit() else 1
        pages = max(1, -(-len(listed) // PER_PAGE))
        if not 1 <= page <= pages:
            return self._set(outlet, "notice.html", status=404, kind="missing", clock=clock)
        shown = listed[(page - 1) * PER_PAGE : page * PER_PAGE]
        return self._set(
            outlet,
            "list.html",
            changed=self._newest(outlet, clock),
            shown=shown,
            page=page,
            pages=pages,
            clock=clock,
        )

    def _oddity(self, outlet: Outlet, odd: Oddity, clock: datetime) -> Answer:
        if odd.kind == "gone":
            return self._set(outlet, "notice.html", status=404, kind="missing", clock=clock)
        listed = self.press.editions(outlet.slug, clock)[:12] if odd.kind == "index" else []
        changed = self._newest(outlet, clock) if listed else odd.published
        return self._set(
            outlet, "notice.html", kind=odd.kind, odd=odd, shown=listed, clock=clock, changed=changed
        )

    # -- setting

    def _set(
        self, outlet: Outlet, template: str, *, status: int = 200, changed: datetime = OPENING, **said: Any
    ) -> Answer:
        text = self._env.get_template(template).render(
            outlet=outlet,
            base=self.base,
            path=lambda e: address(outlet, e.article),
            types=feeds.CONTENT_TYPES,
            notices=outlet.notices,
            made_up=MADE_UP[outlet.language],
            **said,
        )
        charset = "" if outlet.encoding != "utf-8" else "; charset=utf-8"
        body = text.encode(outlet.encoding, "xmlcharrefreplace")
        return Answer(status, f"text/html{charset}", body, changed, outlet.slug)

    def _html(self, template: str, *, status: int = 200, **said: Any) -> Answer:
        text = self._env.get_template(template).render(base=self.base, made_up=MADE_UP["en"], **said)
        return Answer(status, "text/html; charset=utf-8", text.encode())

    def _newest(self, outlet: Outlet, clock: datetime) -> datetime:
        moments = [e.touched for e in self.press.editions(outlet.slug, clock)]
        moments += [o.published for o in self.press.odd(outlet.slug, clock)]
        return max(moments, default=OPENING)

    def _robots(self, outlets: tuple[Outlet, ...]) -> str:
        lines = ["User-agent: *", *(f"Disallow: /{o.slug}/private/" for o in outlets), ""]
        lines += [
            f"Sitemap: {self.base}/{o.slug}/{f.path}" for o in outlets for f in o.feeds if f.form == "sitemap"
        ]
        return "\n".join(lines) + "\n"


def _picture(name: str) -> bytes:
    """A plain coloured field with a horizon, a little different for each name."""
    hue = sum(name.encode()) % 360
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" role="img">'
        f'<rect width="640" height="360" fill="hsl({hue},25%,82%)"/>'
        f'<rect y="{190 + hue % 60}" width="640" height="200" fill="hsl({hue},30%,55%)"/></svg>'
    ).encode()

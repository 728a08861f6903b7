"""Stories: which articles belong together, and what changed that.

`group` carries out what the desk decides of articles, a few statements for a whole batch; `move` what a person says.
The person's word is final: an article that was put into a story stays there, and a story that was parted is not merged
again by the desk. Every change of what is together already is written down and can be taken back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from beatbook.errors import InputError
from beatbook.model import Article, CopyKind, Grouping, Regroup
from beatbook.store import codec, copies, decisions, queues, storylines
from beatbook.store import tables as t
from beatbook.store.figures import OBSERVE
from beatbook.store.filings import chunks
from beatbook.store.intents import EARLIER, GROUP, UNCOMPARED, Applied, Group, Keep, Move
from beatbook.store.queries import SHOWN
from beatbook.store.rows import DESK, Regrouped
from beatbook.store.times import NOTE
from beatbook.store.upsert import upsert

READ = (NOTE, OBSERVE)
"""The stages of work that read what an article says, once it is known whether its words are its own."""

# ---- the queue --------------------------------------------------------------------------------------------------------------


def put(connection: sa.Connection, articles: Mapping[str, int]) -> None:
    """Put articles up to be grouped, in the order of first sight."""
    queues.put(connection, GROUP, articles)


def put_all(connection: sa.Connection, beats: Collection[str]) -> int:
    """Put all articles up, or those filed under the beats; what waits already stays. Returns how many were put."""
    a, f = t.article.c, t.filing.c
    query = sa.select(a.key, a.id).where(a.outcome.in_(SHOWN), a.version > 0)
    if beats:
        ours = sa.select(f.article_id).join(t.beat, t.beat.c.id == f.beat_id).where(t.beat.c.slug.in_(beats))
        query = query.where(a.id.in_(ours))
    waiting = set(connection.execute(sa.select(t.work.c.key).where(t.work.c.stage == GROUP)).scalars())
    new = {r.key: r.id for r in connection.execute(query.order_by(a.id)) if r.key not in waiting}
    put(connection, new)
    _forget_waiting(connection)
    return len(new)


def _forget_waiting(connection: sa.Connection) -> None:
    """Take what waits out of the profiles of stories: they are made anew of the rest, if there is any."""
    s, g, a = t.story.c, t.grouping.c, t.article.c
    waits = sa.exists().where(copies.WAITS)
    member = sa.select(g.article_id).join_from(t.grouping, t.article, a.id == g.article_id)
    member = member.where(g.story_id == s.id).correlate(t.story)
    some, others = sa.exists(member.where(waits)), sa.exists(member.where(sa.not_(waits)))
    profile = sa.case((others, None), else_=UNCOMPARED)
    connection.execute(sa.update(t.story).where(s.into_id.is_(None), some).values(profile=profile))


def _finish(connection: sa.Connection, keys: Iterable[str]) -> None:
    for part in chunks(keys):
        connection.execute(sa.delete(t.work).where(t.work.c.stage == GROUP, t.work.c.key.in_(part)))


# ---- what the desk decides ----------------------------------------------------------------------------------------------------


def group(connection: sa.Connection, groups: Sequence[Group]) -> Applied:
    """Carry out these decisions, whose claims are held. One on a version that is not the newest any more comes late."""
    a = t.article.c
    rows: dict[str, Any] = {}
    for part in chunks(g.key for g in groups):
        query = sa.select(a.id, a.key, a.digest, a.first_seen, a.outcome).where(a.key.in_(part))
        rows |= {r.key: r for r in connection.execute(query) if r.outcome in SHOWN}
    fit = [g for g in groups if g.key in rows and rows[g.key].digest == g.digest]
    _finish(connection, [g.key for g in groups])
    put(
        connection,
        {g.key: rows[g.key].id for g in groups if g.key in rows and rows[g.key].digest != g.digest},
    )
    some: list[Group] = []
    refused: set[int] = set()
    for one in fit:
        some.append(one)
        if one.regroups:
            parted = _reopen(connection, [r.into for r in one.regroups if r.articles])
            _group(connection, some, rows)
            for regroup in one.regroups:
                refused |= _regroup(connection, regroup, one.at)
            _close(connection, parted)
            some = []
    if some:
        _group(connection, some, rows)
    queues.put_articles(connection, READ, {c.article for g in fit for c in (g.copy, *g.repointed)})
    _keep_profiles(connection, {key: profile for g in fit for key, profile in g.profiles.items()})
    touch(connection, [{"b_id": id_, "profile": None} for id_ in sorted(refused)])
    return Applied(late=len(groups) - len(fit))


def _group(connection: sa.Connection, groups: Sequence[Group], rows: Mapping[str, Any]) -> None:
    ids = {g.key: rows[g.key].id for g in groups}
    before = _groupings(connection, t.grouping.c.article_id, ids.values())
    opening = [g.key for g in groups if g.key == g.grouping.story and not g.grouping.tie]
    opened = _reopen(connection, [key for key in opening if (r := before.get(ids[key])) and not r.pinned])
    stories = _Stories(connection, groups, rows)
    decided = copies.Copies(connection, [c for g in groups for c in (g.copy, *g.repointed)])
    for one in groups:
        for copy in (one.copy, *one.repointed):
            if copy.article in decided.ids and (copy.article in ids or decided.ids[copy.article] in decided):
                decided.put(copy)
    others = decided.changed.difference(ids.values())
    with storylines.following(connection, before.keys() | others) as recounted:
        moved = _write_groupings(connection, groups, ids, before, stories, decided)
        _repoint(connection, others, decided)
    joined = storylines.members(connection, t.grouping.c.article_id, set(ids.values()) - before.keys())
    storylines.add(connection, [m for m in joined if m.story not in recounted])
    stories.write(groups)
    for one, story, into in moved:
        why = one.grouping.tie
        _note(
            connection, one.at, DESK, story, into, [one.key], [], why, merged=_leave(connection, story, into)
        )
    _close(connection, opened)


def _groupings(connection: sa.Connection, column: Any, values: Collection[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for part in chunks(values):
        query = sa.select(t.grouping).where(column.in_(part))
        found |= {r.article_id: r for r in connection.execute(query)}
    return found


def _write_groupings(
    connection: sa.Connection,
    groups: Sequence[Group],
    ids: Mapping[str, int],
    before: Mapping[int, Any],
    stories: _Stories,
    decided: copies.Copies,
) -> list[tuple[Group, int, int]]:
    """Write where these articles belong and whose words they have; those that went from one story to another."""
    values: list[dict[str, Any]] = []
    marks: dict[int, tuple[int, ...]] = {}
    moved: list[tuple[Group, int, int]] = []
    parted = _parted(connection, {row.story_id for row in before.values()})
    pins = _pins(connection, set(ids.values()) - before.keys())
    for one in groups:
        id_ = ids[one.key]
        old = before.get(id_)
        story = pins.get(id_) or stories.of(one.grouping)
        if old and old.story_id != story:
            if old.pinned or parted.get(old.story_id) == 1:  # if the last one left, that would be a merge
                story = old.story_id
            elif old.story_id in parted:
                parted[old.story_id] -= 1
        if old and old.story_id != story:
            moved.append((one, old.story_id, story))
        stays = old is not None and old.story_id == story
        copy = decided.of(id_)
        marks[id_] = one.signature.marks
        values.append(
            {
                "article_id": id_,
                "story_id": story,
                "kind": copy.kind,
                "origin_id": copy.origin,
                "similarity": copy.similarity,
                "wire": copy.wire,
                "algorithm": one.signature.algorithm,
                "exact": one.signature.exact,
                "marks": codec.fingerprints_out(marks[id_]),
                "tie": old.tie if old and old.pinned else list(one.grouping.tie),
                "joined": old.joined if stays and old else one.at,
                "pinned": old.pinned if old else id_ in pins,
            }
        )
        if story != stories.named(one.grouping):
            stories.outdated.add(story)
    columns = [c for c in values[0] if c != "article_id"]
    connection.execute(upsert(connection, t.grouping, put=columns), values)
    had = {id_: codec.fingerprints_in(row.marks) for id_, row in before.items()}
    copies.sign(connection, had, marks)
    return moved


def _pins(connection: sa.Connection, articles: Collection[int]) -> dict[int, int]:
    """Where a person had put these articles before they were withdrawn; from now on their groupings say so."""
    p = t.pin.c
    found: dict[int, int] = {}
    for part in chunks(articles):
        found |= {
            r.article_id: r.story_id
            for r in connection.execute(sa.select(t.pin).where(p.article_id.in_(part)))
        }
    if found:
        connection.execute(sa.delete(t.pin).where(p.article_id.in_(found)))
    return dict(zip(found, follow(connection, found.values()), strict=True))


def _repoint(connection: sa.Connection, articles: Collection[int], decided: copies.Copies) -> None:
    """Write what earlier articles turned out to be. One that is nobody's copy any more comes up again, for it may have no
    signature."""
    before = _groupings(connection, t.grouping.c.article_id, articles)
    g = t.grouping.c
    for id_ in before:
        now = decided.of(id_)
        values = {"kind": now.kind, "origin_id": now.origin, "similarity": now.similarity, "wire": now.wire}
        connection.execute(sa.update(t.grouping).where(g.article_id == id_).values(**values))
    put(
        connection,
        _keys(connection, [i for i in before if decided.of(i).origin is None and before[i].origin_id]),
    )


def _keys(connection: sa.Connection, ids: Collection[int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in chunks(ids):
        query = sa.select(t.article.c.key, t.article.c.id).where(t.article.c.id.in_(part))
        found |= {r.key: r.id for r in connection.execute(query)}
    return found


class _Stories:
    """The stories that a batch names, made where they are new."""

    def __init__(self, connection: sa.Connection, groups: Sequence[Group], rows: Mapping[str, Any]) -> None:
        self._connection = connection
        self.outdated: set[int] = set()
        first: dict[str, Any] = {}
        for one in groups:
            first.setdefault(one.grouping.story, rows.get(one.grouping.story) or rows[one.key])
        self._ids = _make(connection, {key: row.first_seen for key, row in first.items()})
        self._now = dict(zip(self._ids.values(), follow(connection, self._ids.values()), strict=True))

    def named(self, grouping: Grouping) -> int:
        return self._ids[grouping.story]

    def of(self, grouping: Grouping) -> int:
        """The story meant, or the one that it was merged into."""
        return self._now[self._ids[grouping.story]]

    def write(self, groups: Sequence[Group]) -> None:
        """Keep the stories' profiles and what went before them. A story that an article came to otherwise than the desk
        meant has its profile made anew."""
        profiles: dict[int, bytes] = {}
        for one in groups:
            profiles.pop(self.named(one.grouping), None)
            profiles[self.named(one.grouping)] = one.profile
        now = [id_ for id_ in profiles if self._now[id_] == id_]
        rows = [{"b_id": i, "profile": None if i in self.outdated else profiles[i]} for i in now]
        rows += [{"b_id": i, "profile": None} for i in self.outdated.difference(now)]
        touch(self._connection, rows)
        links = {self._ids[g.grouping.story]: g.grouping.earlier for g in groups if g.grouping.earlier}
        if links:
            self._link(links)

    def _link(self, links: Mapping[int, Sequence[str]]) -> None:
        e, s = t.earlier.c, t.story.c
        known: dict[str, int] = {}
        for part in chunks({key for keys in links.values() for key in keys}):
            query = sa.select(s.key, s.id).where(s.key.in_(part))
            known |= {r.key: r.id for r in self._connection.execute(query)}
        for part in chunks(links):
            self._connection.execute(sa.delete(t.earlier).where(e.story_id.in_(part)))
        rows = [
            {"story_id": id_, "position": n, "earlier_id": known[key]}
            for id_, keys in links.items()
            for n, key in enumerate(dict.fromkeys(k for k in keys if k in known and known[k] != id_))
            if n < EARLIER
        ]
        if rows:
            self._connection.execute(sa.insert(t.earlier), rows)


def _make(connection: sa.Connection, opened: Mapping[str, datetime]) -> dict[str, int]:
    """The numbers of the stories with these keys, made where there are none."""
    s = t.story.c
    found: dict[str, int] = {}
    for part in chunks(opened):
        query = sa.select(s.key, s.id).where(s.key.in_(part))
        found |= {r.key: r.id for r in connection.execute(query)}
    new = [
        {"key": k, "opened": at, "parted": False, "touched": 0} for k, at in opened.items() if k not in found
    ]
    if new:
        insert = sa.insert(t.story).returning(s.key, s.id, sort_by_parameter_order=True)
        found |= {r.key: r.id for r in connection.execute(insert, new)}
    return found


def follow(connection: sa.Connection, ids: Iterable[int]) -> list[int]:
    """For each of these stories the one that it has become: itself, unless it was merged."""
    now = list(ids)
    s = t.story.c
    while True:
        into: dict[int, int] = {}
        for part in chunks(set(now)):
            query = sa.select(s.id, s.into_id).where(s.id.in_(part), s.into_id.is_not(None))
            into |= {r.id: r.into_id for r in connection.execute(query)}
        if not into:
            return now
        now = [into.get(id_, id_) for id_ in now]


def merged(story: int) -> Any:
    """The numbers of a story and of all that were merged into it, as a query."""
    s = t.story.c
    found = sa.select(s.id).where(s.id == story).cte("merged", recursive=True)
    below = t.story.alias("below")
    found = found.union(sa.select(below.c.id).join(found, below.c.into_id == found.c.id))
    return sa.select(found.c.id)


def _reopen(connection: sa.Connection, keys: Collection[str]) -> dict[int, int]:
    """Stories that articles are parted into, or open again, are there again where they were merged away: what is put into
    them is not to follow that merge. These, each with where it led."""
    s = t.story.c
    led: dict[int, int] = {}
    for part in chunks(keys):
        query = sa.select(s.id, s.into_id).where(s.key.in_(part), s.into_id.is_not(None))
        led |= {r.id: r.into_id for r in connection.execute(query)}
    for part in chunks(led):
        connection.execute(sa.update(t.story).where(s.id.in_(part)).values(into_id=None))
    return led


def _close(connection: sa.Connection, led: Mapping[int, int]) -> None:
    """Of these stories, those that nothing came to lead again where they led."""
    for id_, into in led.items():
        empty = sa.not_(sa.exists().where(t.grouping.c.story_id == id_))
        again = sa.update(t.story).where(t.story.c.id == id_, t.story.c.into_id.is_(None), empty)
        connection.execute(again.values(into_id=into))


def touch(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Give these stories (`b_id`) the profiles that they have now; from now on they are the ones touched last, and their
    briefs are to be written again."""
    s = t.story.c
    last = connection.execute(sa.select(sa.func.max(s.touched))).scalar() or 0
    values = [{**row, "touched": last + n} for n, row in enumerate(rows, 1)]
    if values:
        connection.execute(sa.update(t.story).where(s.id == sa.bindparam("b_id")), values)
        storylines.put_briefs(connection, [row["b_id"] for row in values])


def _keep_profiles(connection: sa.Connection, profiles: Mapping[str, bytes]) -> None:
    s = t.story.c
    found: dict[str, int] = {}
    for part in chunks(profiles):
        query = sa.select(s.key, s.id).where(s.key.in_(part), s.into_id.is_(None))
        found |= {r.key: r.id for r in connection.execute(query)}
    touch(connection, [{"b_id": found[k], "profile": p} for k, p in profiles.items() if k in found])


# ---- articles pass from one story to another ------------------------------------------------------------------------------------


def _regroup(connection: sa.Connection, regroup: Regroup, at: datetime) -> set[int]:
    """What the desk decided. What a person put together or parted stays so; then the stories that it was about, whose
    profiles are not what the desk takes them for."""
    stories = _ids_of(connection, (regroup.story, regroup.into))
    if regroup.story not in stories:
        return set()
    (story,) = follow(connection, [stories[regroup.story]])
    members = _groupings(connection, t.grouping.c.story_id, [story])
    named = set(_articles(connection, regroup.articles).values())
    chosen = [id_ for id_ in sorted(members) if not regroup.articles or id_ in named]
    pinned = {id_ for id_ in chosen if members[id_].pinned}
    if len(chosen) == len(members) and (pinned or _parted(connection, [story])):
        return {story, *follow(connection, stories.values())}
    end = follow(connection, [stories[regroup.into]])[0] if regroup.into in stories else None
    if len(chosen) == len(members) and end == story:
        return set()
    chosen = [id_ for id_ in chosen if id_ not in pinned]
    if chosen:
        into = _into(connection, regroup.into, story, chosen[0])
        _pass(
            connection, story, into, chosen, members, DESK, at, regroup.why, pin=dict.fromkeys(chosen, False)
        )
    return set()


def _parted(connection: sa.Connection, stories: Collection[int]) -> dict[int, int]:
    """Those of these stories that a person has parted, and how many articles each has."""
    s, g = t.story.c, t.grouping.c
    n = sa.func.count(g.article_id).label("n")
    query = sa.select(s.id, n).join_from(t.story, t.grouping, g.story_id == s.id).group_by(s.id)
    found: dict[int, int] = {}
    for part in chunks(stories):
        found |= {r.id: r.n for r in connection.execute(query.where(s.id.in_(part), s.parted))}
    return found


def move(connection: sa.Connection, said: Move) -> None:
    """What a person says. Raises InputError if a story or an article is not where it was thought to be."""
    if said.undoes is not None:
        _undo(connection, said, said.undoes)
        return
    regroup = said.regroup
    stories = _ids_of(connection, (regroup.story, regroup.into))
    if regroup.story not in stories:
        raise InputError(f"no story '{regroup.story}'")
    if regroup.into not in stories and not regroup.articles:
        raise InputError(f"no story '{regroup.into}'")
    (story,) = follow(connection, [stories[regroup.story]])
    if regroup.articles:
        ids = _articles(connection, regroup.articles)
        members = _groupings(connection, t.grouping.c.article_id, ids.values())
        for key in regroup.articles:
            if key not in ids or ids[key] not in members:
                raise InputError(f"article '{key}' is in no story")
    else:
        members = _groupings(connection, t.grouping.c.story_id, [story])
    there = stories.get(regroup.into)
    end = follow(connection, [there])[0] if there is not None else None
    for id_, row in members.items():
        if row.story_id not in (story, end):
            (key,) = _keys(connection, [id_])
            raise InputError(f"article '{key}' is not in the story '{regroup.story}'")
    chosen = [id_ for id_ in sorted(members) if members[id_].story_id == story]
    if not chosen or story == there or (story == end and not regroup.articles):
        return
    into = _into(connection, regroup.into, story, chosen[0])
    pin = dict.fromkeys(chosen, True)
    _pass(connection, story, into, chosen, members, said.who, said.at, regroup.why, pin=pin)


def _undo(connection: sa.Connection, said: Move, number: int) -> None:
    """Put back what a change moved and what is still where it put it. What the desk had done is then settled by a
    person; what a person had done is as if it had not been."""
    r = t.regroup.c
    change = connection.execute(sa.select(t.regroup).where(r.id == number)).first()
    if change is None:
        raise InputError(f"no change {number} of stories")
    if change.undone_by is not None:
        return
    here, back = follow(connection, [change.into_id, change.story_id])
    members = _groupings(connection, t.grouping.c.article_id, _articles(connection, change.articles).values())
    chosen = [id_ for id_ in sorted(members) if members[id_].story_id == here]
    if not chosen or here == change.story_id:
        raise InputError(f"nothing is left of change {number} that could be taken back")
    into = change.story_id if back == here else back
    connection.execute(sa.update(t.story).where(t.story.c.id == into).values(into_id=None))
    were = set(_articles(connection, change.pinned).values())
    pin = {id_: change.who == DESK or id_ in were for id_ in chosen}
    undone = _pass(
        connection, here, into, chosen, members, said.who, said.at, said.regroup.why, pin=pin, undoes=number
    )
    connection.execute(sa.update(t.regroup).where(r.id == number).values(undone_by=undone))
    if change.undoes is not None:
        connection.execute(sa.update(t.regroup).where(r.id == change.undoes).values(undone_by=None))
    _part(connection, {here, into, change.story_id, change.into_id})


def _into(connection: sa.Connection, key: str, story: int, article: int) -> int:
    """The story that articles of `story` pass to: made if it is new, brought back if it had been merged into this one."""
    a = t.article.c
    opener = (
        sa.select(a.first_seen).where(sa.or_(a.key == key, a.id == article)).order_by(a.key != key).limit(1)
    )
    there = _make(connection, {key: connection.execute(opener).scalar_one()})[key]
    (now,) = follow(connection, [there])
    if now == story and there != story:
        connection.execute(sa.update(t.story).where(t.story.c.id == there).values(into_id=None))
        return there
    return now


def _pass(
    connection: sa.Connection,
    story: int,
    into: int,
    chosen: Sequence[int],
    members: Mapping[int, Any],
    who: str,
    at: datetime,
    why: Sequence[str],
    *,
    pin: Mapping[int, bool],
    undoes: int | None = None,
) -> int | None:
    """These articles pass from a story to another; the number under which that is written down, None if nothing passed."""
    if story == into:
        return None
    keys = {id_: key for key, id_ in _keys(connection, chosen).items()}
    g = t.grouping.c
    with storylines.following(connection, chosen):
        connection.execute(
            sa.update(t.grouping).where(g.article_id == sa.bindparam("b_id")),
            [{"b_id": id_, "story_id": into, "joined": at, "pinned": pin[id_]} for id_ in chosen],
        )
    merged = _leave(connection, story, into)
    touch(connection, [{"b_id": into, "profile": None}])
    pinned = [keys[id_] for id_ in chosen if members[id_].pinned]
    number = _note(
        connection, at, who, story, into, [keys[i] for i in chosen], pinned, why, merged=merged, undoes=undoes
    )
    if who != DESK:
        _part(connection, {story, into})
    return number


def _leave(connection: sa.Connection, story: int, into: int) -> bool:
    """Articles have left a story for another; whether it is empty now, so that its address leads there."""
    g = t.grouping.c
    left = connection.execute(sa.select(g.article_id).where(g.story_id == story).limit(1)).first()
    if left is None:
        connection.execute(sa.update(t.story).where(t.story.c.id == story).values(into_id=into))
    touch(connection, [{"b_id": story, "profile": None}])
    return left is None


def _part(connection: sa.Connection, stories: Collection[int]) -> None:
    """Note of these stories whether a person has parted them: split one or moved something between two, or taken back
    what the desk had put together, and not changed their mind."""
    r, undone = t.regroup.c, t.regroup.alias("undone")
    for id_ in stories:
        parted = (
            sa.select(r.id)
            .join_from(t.regroup, undone, undone.c.id == r.undoes, isouter=True)
            .where(sa.or_(r.story_id == id_, r.into_id == id_), r.who != DESK, r.undone_by.is_(None))
            .where(sa.not_(r.merged), sa.or_(r.undoes.is_(None), undone.c.who == DESK))
        )
        found = connection.execute(parted.limit(1)).first()
        connection.execute(sa.update(t.story).where(t.story.c.id == id_).values(parted=found is not None))


DECISIONS = {True: "stories merged", False: "articles moved"}
TAKEN_BACK = "change of stories taken back"
"""What the decisions are called."""


def _note(
    connection: sa.Connection,
    at: datetime,
    who: str,
    story: int,
    into: int,
    articles: Sequence[str],
    pinned: Sequence[str],
    why: Sequence[str],
    *,
    merged: bool,
    undoes: int | None = None,
) -> int:
    row = {
        "at": at,
        "who": who,
        "story_id": story,
        "into_id": into,
        "articles": list(articles),
        "pinned": list(pinned),
        "why": list(why),
        "merged": merged,
        "undoes": undoes,
    }
    number = connection.execute(sa.insert(t.regroup).returning(t.regroup.c.id), [row]).scalar_one()
    if who != DESK:
        keys = {
            r.id: r.key
            for r in connection.execute(
                sa.select(t.story.c.id, t.story.c.key).where(t.story.c.id.in_((story, into)))
            )
        }
        what = DECISIONS[merged] if undoes is None else TAKEN_BACK
        detail = {"into": keys[into], "number": number, "articles": len(articles), "undoes": undoes}
        decisions.note(connection, at, who, what, keys[story], detail)
    return int(number)


def _ids_of(connection: sa.Connection, keys: Collection[str]) -> dict[str, int]:
    query = sa.select(t.story.c.key, t.story.c.id).where(t.story.c.key.in_(keys))
    return {r.key: r.id for r in connection.execute(query)}


def _articles(connection: sa.Connection, keys: Collection[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in chunks(keys):
        query = sa.select(t.article.c.key, t.article.c.id).where(t.article.c.key.in_(part))
        found |= {r.key: r.id for r in connection.execute(query)}
    return found


# ---- what happens to articles otherwise ------------------------------------------------------------------------------------


def kept(
    connection: sa.Connection, keeps: Sequence[Keep], ids: Mapping[str, int], anew: Collection[str]
) -> set[int]:
    """Put up those that say something new, or are articles again (`anew`); one that was withdrawn leaves its story. The
    stories whose lines that bears on."""
    put(connection, {k.key: ids[k.key] for k in keeps if k.key in anew})
    gone = {k.key: ids[k.key] for k in keeps if k.withdrawn}
    return _withdraw(connection, gone) if gone else set()


def _withdraw(connection: sa.Connection, articles: Mapping[str, int]) -> set[int]:
    """The copies of an article that is none come up again: they may be each other's."""
    _finish(connection, articles)
    queues.put_articles(connection, READ, articles)
    g = t.grouping.c
    gone = _groupings(connection, g.article_id, articles.values())
    orphans = {id_: row for id_, row in _groupings(connection, g.origin_id, gone).items() if id_ not in gone}
    own = {"kind": CopyKind.OWN.value, "origin_id": None, "similarity": 0.0}
    for part in chunks(orphans):
        connection.execute(sa.update(t.grouping).where(g.article_id.in_(part)).values(**own))
    put(connection, _keys(connection, orphans))
    copies.sign(connection, {id_: codec.fingerprints_in(row.marks) for id_, row in gone.items()}, {})
    pins = [{"article_id": i, "story_id": row.story_id} for i, row in gone.items() if row.pinned]
    if pins:
        connection.execute(upsert(connection, t.pin, put=("story_id",)), pins)
    for part in chunks(gone):
        connection.execute(sa.delete(t.grouping).where(g.article_id.in_(part)))
    left = {row.story_id for row in gone.values()}
    touch(connection, [{"b_id": id_, "profile": None} for id_ in sorted(left)])
    return left | {row.story_id for row in orphans.values()}


# ---- looking up -----------------------------------------------------------------------------------------------------------


def profiles(connection: sa.Connection, most: int) -> list[tuple[str, bytes]]:
    s = t.story.c
    query = sa.select(s.key, s.profile).where(s.profile.is_not(None)).order_by(s.touched.desc()).limit(most)
    return [(r.key, r.profile) for r in connection.execute(query)][::-1]


def unprofiled(connection: sa.Connection, most: int) -> dict[str, int]:
    s, g = t.story.c, t.grouping.c
    lived_in = sa.exists().where(g.story_id == s.id)
    query = sa.select(s.key, s.touched).where(s.profile.is_(None), s.into_id.is_(None), lived_in)
    return {r.key: r.touched for r in connection.execute(query.order_by(s.touched).limit(most))}


def put_profiles(connection: sa.Connection, made: Mapping[str, tuple[int, bytes]]) -> None:
    s = t.story.c
    here = sa.and_(s.key == sa.bindparam("b_key"), s.touched == sa.bindparam("b_touched"))
    rows = [{"b_key": k, "b_touched": n, "profile": profile} for k, (n, profile) in made.items()]
    if rows:
        connection.execute(sa.update(t.story).where(here), rows)


def members(connection: sa.Connection, story: str, most: int) -> list[Article]:
    g, a = t.grouping.c, t.article.c
    query = sa.select(a.key).join_from(t.grouping, t.article, a.id == g.article_id)
    query = query.join(t.story, t.story.c.id == g.story_id).where(t.story.c.key == story)
    query = query.where(sa.not_(sa.exists().where(copies.WAITS))).order_by(a.id).limit(most)
    keys = list(connection.execute(query).scalars())
    found = copies.articles(connection, keys)
    return [found[key][0] for key in keys if key in found]


def settled(connection: sa.Connection) -> set[str]:
    s, g = t.story.c, t.grouping.c
    pinned = sa.select(g.story_id).where(g.pinned)
    return set(connection.execute(sa.select(s.key).where(sa.or_(s.parted, s.id.in_(pinned)))).scalars())


def regrouped(connection: sa.Connection, condition: Any) -> list[Regrouped]:
    """The changes that meet the condition on `regroup`, oldest first."""
    r, story, into = t.regroup.c, t.story.alias("from_story"), t.story.alias("into_story")
    query = (
        sa.select(t.regroup, story.c.key.label("story"), into.c.key.label("into"))
        .join_from(t.regroup, story, story.c.id == r.story_id)
        .join(into, into.c.id == r.into_id)
        .where(condition)
        .order_by(r.id)
    )
    return [
        Regrouped(
            row.id,
            row.at,
            row.who,
            Regroup(row.story, row.into, tuple(row.articles), tuple(row.why)),
            row.undone_by,
        )
        for row in connection.execute(query)
    ]

"""The evidence gate: true sentences kept, planted errors stopped, and speed, on sentences of articles.

    python bench/evidence.py --file articles.jsonl.gz     (article lines; repeatable; `brief` rows with "articles" too)
    python bench/evidence.py                              (the bundled sample press)

Of each article some sentences are taken with their paragraph for evidence, verbatim, cut (an opening word, what is in
brackets, a clause between commas), and with one planted error each: another name of the same article, another name, two names
of the sentence in each other's places, another number, two numbers exchanged, another day or month, a negation put in or
taken out, the contrary word, quotation marks around words that are nobody's. All drawn from a seed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from beatbook.read.sentences import sentences
from beatbook.writing.claims import NOT
from beatbook.writing.evidence import check

NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)+")
NUMBER = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?![\w,.-])(?!\.\d)")
DATE = re.compile(
    r"\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|January|February|April|June|July|September|October|November|December)\b"
)
QUOTED = re.compile("[\"“”'‘’]")
VERB = re.compile(r"\b(?:is|was|are|were|has|have|had|will|can|could|would|should|does|did)\b(?! not|n't)")
SWAPS = {
    "more": "less", "rose": "fell", "before": "after", "increased": "decreased", "won": "lost", "up": "down", "first": "last",
    "higher": "lower", "above": "below", "fell": "rose", "after": "before", "killed": "saved", "largest": "smallest",
}  # fmt: skip
Case = tuple[str, str, str]
"""Kind, sentence, evidence."""


def articles(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for line in data.decode().splitlines():
            row = json.loads(line)
            yield from (a["text"] for a in row["articles"]) if "articles" in row else [row["text"]]


def sample() -> Iterator[str]:
    """The texts of the bundled press, paragraphs parted by a blank line."""
    import beatbook.sample

    for path in sorted((Path(beatbook.sample.__file__).parent / "articles").rglob("*.*")):
        yield re.sub(r"^(?:===.*|[a-z]+: .*)$", "", path.read_text(encoding="utf-8"), flags=re.M)


def planted(text: str, rng: random.Random) -> Iterator[Case]:
    """Cases from one article."""
    names = sorted(set(NAME.findall(text)))
    for paragraph in text.split("\n\n"):
        for start, end in sentences(paragraph, "en"):
            said = " ".join(paragraph[start:end].split())
            if 40 <= len(said) <= 400 and rng.random() < 0.3:
                yield from of_sentence(said, " ".join(paragraph.split()), names, rng)


def of_sentence(said: str, told: str, names: list[str], rng: random.Random) -> Iterator[Case]:
    yield "verbatim", said, told
    if (
        cut := re.sub(r"^(?:But|And|However,|Meanwhile,|Still,|Also,) (\w)", lambda m: m[1].upper(), said)
    ) != said:
        yield "cut: opening", cut, told
    if not QUOTED.search(said) and (cut := re.sub(r" \([^()]*\)(?=[ ,.;])", "", said)) != said:
        yield "cut: brackets", cut, told
    if (
        not QUOTED.search(said)
        and (cut := re.sub(r", (?:who|which|whose)\b[^,\"“”]*,(?= )", "", said, count=1)) != said
    ):
        yield "cut: clause", cut, told
    here = NAME.findall(said)
    if here:
        name = rng.choice(here)
        others = [n for n in names if n not in said and not set(n.split()) & set(name.split())]
        if others:
            other = rng.choice(others)
            yield (
                ("name of the paragraph" if other in told else "name of the article"),
                said.replace(name, other, 1),
                told,
            )
        yield (
            "made-up name",
            said.replace(name, rng.choice(("Oskar Wendt", "Tamsin Vale", "Port Hollow")), 1),
            told,
        )
    if len(set(here)) > 1:
        a, b = rng.sample(sorted(set(here)), 2)
        if (
            a not in b
            and b not in a
            and not re.search(f"{a}(?:, |,? and |,? or )|(?:, | and | or ){a}", said)
        ):
            yield "two names exchanged", said.replace(a, "\0").replace(b, a).replace("\0", b), told
    if found := list(NUMBER.finditer(said)):
        at = rng.choice(found)
        value = int(at[0].replace(",", ""))
        other_value = value + rng.choice((1, 2, 10, 100)) if value != 1 else 4
        if str(other_value) not in told and f"{other_value:,}" not in told:
            yield "number", f"{said[: at.start()]}{other_value:,}{said[at.end() :]}", told
        if len({m[0] for m in found}) > 1:
            one, two = found[0], next(m for m in found if m[0] != found[0][0])
            yield (
                "two numbers exchanged",
                said[: one.start()] + two[0] + said[one.end() : two.start()] + one[0] + said[two.end() :],
                told,
            )
    if found := list(DATE.finditer(said)):
        at = rng.choice(found)
        pool = (
            ("Monday", "Tuesday", "Thursday", "Friday")
            if at[0].endswith("day")
            else ("January", "April", "June", "October")
        )
        if other_dates := [d for d in pool if d not in told]:
            yield "date", said[: at.start()] + rng.choice(other_dates) + said[at.end() :], told
    if found := list(VERB.finditer(said)):
        at = rng.choice(found)
        yield "negation put in", f"{said[: at.end()]} not{said[at.end() :]}", told
    if (cut := re.sub(r" (?:not|never)\b(?! only)", "", said, count=1)) != said:
        yield "negation taken out", cut, told
    words = said.split(" ")
    turned = [i for i, w in enumerate(words) if w in SWAPS]
    if turned:
        i = rng.choice(turned)
        yield "contrary", " ".join([*words[:i], SWAPS[words[i]], *words[i + 1 :]]), told
    if not QUOTED.search(said) and len(words) > 10:
        i = rng.randrange(0, len(words) - 7)
        yield (
            "quotation marks put in",
            " ".join(
                [*words[:i], "“" + words[i], *words[i + 1 : i + 5], words[i + 5] + "”", *words[i + 6 :]]
            ),
            told,
        )
    if any(w.lower() in NOT for w in words):
        yield "verbatim, with a negation", said, told


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--file", type=Path, action="append", default=[])
    parser.add_argument("--most", type=int, default=4000, help="sentences of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", help="print the mistakes of this kind")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    cases: dict[str, list[Case]] = defaultdict(list)
    for text in articles(options.file) if options.file else sample():
        for case in planted(text, rng):
            if len(cases[case[0]]) < options.most:
                cases[case[0]].append(case)
    print(f"{'kind':28} {'cases':>6}  right  sentences/s")
    for kind, rows in sorted(cases.items()):
        keep = kind.startswith(("verbatim", "cut"))
        began = time.process_time()
        answers = [check(said, [told], language="en") for _, said, told in rows]
        seconds = time.process_time() - began
        right = sum(answer.supported == keep for answer in answers)
        print(f"{kind:28} {len(rows):6}  {right / len(rows):.4f}  {len(rows) / max(seconds, 1e-9):8.0f}")
        if options.show == kind:
            for (_, said, told), answer in zip(rows, answers, strict=True):
                if answer.supported != keep:
                    print(
                        "  -",
                        said,
                        "\n    <",
                        told[:600],
                        "\n   ",
                        [(p.kind, p.text, p.why) for p in answer.problems],
                    )


if __name__ == "__main__":
    main()

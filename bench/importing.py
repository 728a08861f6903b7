"""How fast an archive comes in: article lines filed under three beats, against two peers in the same run.

    python bench/importing.py [--data ../shared/eval/archive/state-agency-2012.jsonl.gz]

Prints articles per second, peak memory, the size of the archive, and the same work as bare `json.loads`, and as a
plain table in SQLite without reading, filing, search or tallies. Times on shared machines are noise; the ratios are
what to compare. Then the archive is imported once more, which must change nothing.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import sqlite3
import tempfile
import time
from pathlib import Path

from beatbook.desk import Desk
from beatbook.model import Beat

HERE = Path(__file__).resolve().parent
DATA = HERE.parent.parent / "shared" / "eval" / "archive" / "state-agency-2012.jsonl.gz"
BEATS = (
    Beat("arms", "Arms", "(nuclear near/5 (test OR weapon* OR deterrent)) OR missile* OR satellite"),
    Beat("abroad", "Abroad", '(delegation OR ambassador OR "foreign ministry") NOT headline:weather'),
    Beat("trees", "Trees", "forest* OR headline:tree* OR afforestation"),
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    data = parser.parse_args().data
    with tempfile.TemporaryDirectory() as folder:
        bare = bare_json(data)
        table = plain_table(data, Path(folder) / "plain.db")
        Desk.init(Path(folder) / "desk")
        with Desk.open(Path(folder) / "desk", environ={}) as desk:
            for beat in BEATS:
                desk.store.put_beat(beat)
            begun, used = time.monotonic(), time.process_time()
            report = desk.import_file(data)
            wall, cpu = time.monotonic() - begun, time.process_time() - used
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            size = (desk.folder / "archive.db").stat().st_size
            before = desk.store.counts()
            again = desk.import_file(data)
            same = desk.store.counts() == before and again.new == again.changed == 0
            print(
                f"articles            {report.total:,}, {report.filed:,} filed under {len(BEATS)} beats at once"
            )
            print(
                f"import              {report.total / wall:,.0f} articles/s ({wall:.1f} s, {cpu:.1f} s of one core)"
            )
            print(f"  as bare json      {wall / bare:.1f} times the time of json.loads alone")
            print(
                f"  as a plain table  {wall / table:.1f} times the time of one INSERT each into a table of the lines"
            )
            print(f"peak memory         {peak:,.0f} MB")
            print(
                f"archive             {size / 1e6:,.1f} MB ({size / report.total / 1024:.1f} kB an article, index included)"
            )
            print(f"imported again      {'nothing changed' if same else 'SOMETHING CHANGED'}")
            for slug, n in before.beats.items():
                print(f"  {slug:<18}{n:,}")


def bare_json(data: Path) -> float:
    begun = time.monotonic()
    with gzip.open(data, "rt", encoding="utf-8") as file:
        for line in file:
            json.loads(line)
    return time.monotonic() - begun


def plain_table(data: Path, path: Path) -> float:
    begun = time.monotonic()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE line (id TEXT PRIMARY KEY, body TEXT)")
    with gzip.open(data, "rt", encoding="utf-8") as file, connection:
        connection.executemany("INSERT INTO line VALUES (?, ?)", ((json.loads(s)["id"], s) for s in file))
    connection.close()
    return time.monotonic() - begun


if __name__ == "__main__":
    main()

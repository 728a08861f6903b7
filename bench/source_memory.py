"""What is learned of a source, page after page: how much of its boilerplate is found, and whether reporting is lost.

    python bench/source_memory.py [NAME…] [--wrong]

Reads the made-up sources of tests/cases/sources as a desk does: each page in the light of those before it (first), and
at the end all of them once more with what they taught (again). `--wrong` says what the second reading gets wrong.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.read.source_cases import Score, read_source, sources

from beatbook.read.language import Languages


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="only sources whose name begins so")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    languages, first, again = Languages(), Score(), Score()
    print(f"{'':22}{'':8}" + "".join(f"{name:>16}" for name in Score().shares))
    for source in sources():
        if options.names and not source.name.startswith(tuple(options.names)):
            continue
        scored = read_source(source, languages)
        first.add(scored.first)
        again.add(scored.again)
        show(source.name, scored.first, scored.again)
        for wrong in scored.wrong if options.wrong else ():
            print("  ", wrong)
    show("all", first, again)


def show(name: str, first: Score, again: Score) -> None:
    for label, score in ((name, first), ("", again)):
        shares = "".join(f"{share:16.3f}" for share in score.shares.values())
        print(f"{label:22}{'first' if label else 'again':8}{shares}")


if __name__ == "__main__":
    main()

"""`python -m beatbook` is the program `beatbook`."""

from __future__ import annotations

from beatbook.cli import main

if __name__ == "__main__":
    main()

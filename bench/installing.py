"""What it costs to have Beatbook: installed size, number of packages, and how long `beatbook --help` takes.

    python bench/installing.py

Makes a fresh virtual environment, installs the project into it, and measures. `--help` is timed as the best of nine
runs, beside a bare `python -c pass` in the same environment.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        venv = Path(folder) / "venv"
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        python = venv / "bin" / "python"
        packages = Path(
            subprocess.run(
                [python, "-c", "import site; print(site.getsitepackages()[0])"],
                capture_output=True,
                text=True,
                check=True,
            ).stdout.strip()
        )
        empty = size(packages)
        subprocess.run(
            [python, "-m", "pip", "install", "-q", "-c", str(ROOT / "constraints.txt"), str(ROOT)], check=True
        )
        listed = subprocess.run(
            [python, "-m", "pip", "list", "--format=freeze"], capture_output=True, text=True, check=True
        ).stdout
        names = [
            line.split("==")[0]
            for line in listed.splitlines()
            if line and not line.startswith(("pip==", "setuptools=="))
        ]
        print(f"packages            {len(names)} with Beatbook itself")
        print(f"installed size      {(size(packages) - empty) / 1e6:,.0f} MB without compiled byte code")
        largest = sorted(((size(p), p.name) for p in packages.iterdir() if p.is_dir()), reverse=True)[:6]
        print("  largest           " + ", ".join(f"{name} {n / 1e6:.0f}" for n, name in largest))
        bare, help_ = best([python, "-c", "pass"]), best([venv / "bin" / "beatbook", "--help"])
        print(f"beatbook --help     {help_:.2f} s ({help_ / bare:.1f} times a bare Python, {bare:.2f} s)")


def size(folder: Path) -> int:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc")


def best(command: list[object]) -> float:
    times = []
    for _ in range(9):
        begun = time.monotonic()
        subprocess.run([str(c) for c in command], stdout=subprocess.DEVNULL, check=True)
        times.append(time.monotonic() - begun)
    return min(times)


if __name__ == "__main__":
    main()

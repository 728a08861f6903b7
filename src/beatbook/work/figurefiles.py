"""The files of a desk that say what its beats count, `figures/{beat}/*.toml`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from beatbook.errors import BeatError, StoreError
from beatbook.filing.figurefile import printed, read_figure
from beatbook.model import Figure


class FigureFiles:
    """Those in a folder, which need not be there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def paths(self) -> Sequence[Path]:
        return sorted(self._folder.glob("*/*.toml"))

    def read(self, path: Path, beats: Collection[str]) -> Figure:
        """The figure in one of the files, of a desk with these beats (slugs). Raises BeatError."""
        if path.parent.name not in beats:
            known = ", ".join(sorted(beats)) or "none"
            raise BeatError(
                f"{path}: there is no beat '{path.parent.name}' (known: {known}) whose figure it could be"
            )
        return read_figure(path)

    def all(self, beats: Collection[str]) -> Mapping[str, list[Figure]]:
        """The figures of each of these beats (slugs), by slug. Raises BeatError."""
        figures: dict[str, list[Figure]] = {slug: [] for slug in beats}
        taken: dict[tuple[str, str], Path] = {}
        for path in self.paths():
            figure, beat = self.read(path, beats), path.parent.name
            if (other := taken.setdefault((beat, figure.slug), path)) is not path:
                raise BeatError(f"{path}: the slug '{figure.slug}' is taken by {other}")
            figures[beat].append(figure)
        return {beat: sorted(found, key=lambda figure: figure.slug) for beat, found in figures.items()}

    def write(self, beat: str, figure: Figure) -> Path:
        """The file of a new figure of a beat. Raises BeatError if there is one of that name, StoreError if it cannot be written."""
        path = self._folder / beat / f"{figure.slug}.toml"
        if path.exists():
            raise BeatError(f"{path}: there is such a file already")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(printed(figure), encoding="utf-8")
        except OSError as error:
            raise StoreError(f"{path}: cannot be written: {error.strerror}") from error
        return path

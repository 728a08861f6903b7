"""What the templates of figures are given (see `contexts`), and their charts, which other pages show, too.

A row of a figure's table is `#v3`, an observation `#o` and its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated as A
from typing import ClassVar

from beatbook.web.charts import Box, Tick
from beatbook.web.contexts import Link, Page, Said

# ---- the chart ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark of a value."""

    shape: A[str, "its shape, as the drawing defines it"]
    x: A[str, "where its middle is across"]
    y: A[str, "where its middle is down"]
    beside: A[str, "how many pixels it stands beside that, for rivals; empty if none"]
    says: A[str, "what it stands for, in words; empty where there are too many"]


@dataclass(frozen=True, slots=True)
class Label:
    """What is written beside a mark or a band."""

    text: A[str, "what it says"]
    x: A[str, "where it stands across"]
    y: A[str, "its line"]
    anchor: A[str, "which end of it stands there"]
    wide: A[bool, "whether it has room on a wide page only"]


@dataclass(frozen=True, slots=True)
class FigureDrawing:
    """The chart of a figure. Lines are paths in a field that is a thousand units wide and as high as the drawing."""

    id: A[str, "what the names of its parts begin with"]
    says: A[str, "its title"]
    more: A[str, "what it shows, for those who do not see it"]
    height: A[str, "how high it is, in pixels"]
    width: A[str, "how wide it is: as its page, or so many pixels"]
    view: A[str, "what of it is seen, where it has a width of its own; else empty"]
    field: A[str, "how wide the field is"]
    is_dense: A[bool, "whether its marks are small, for there are many"]
    ground: A[str, "where nothing at all would be"]
    bottom: A[str, "where the field ends"]
    unit: A[str, "in what the values are; empty for things that are counted"]
    gaps: A[tuple[Box, ...], "days on which no source could be read"]
    bands: A[tuple[Box, ...], "what a value is not below or above, over all of the periods"]
    lines: A[tuple[tuple[str, str], ...], "lines: kind and path"]
    spots: A[tuple[tuple[str, tuple[Spot, ...]], ...], "marks by their kind"]
    labels: A[tuple[Label, ...], "what is written in the field"]
    across: A[tuple[Tick, ...], "the labels below"]
    across_y: A[str, "where they stand"]
    down: A[tuple[Tick, ...], "the levels, from the lowest up"]


@dataclass(frozen=True, slots=True)
class KeyPart:
    """What a mark means."""

    kind: A[str, "the class of the mark"]
    shape: A[str, "its shape; empty for what is no mark"]
    says: A[str, "what it means"]


@dataclass(frozen=True, slots=True)
class FigureChart:
    """The chart of a figure with its words."""

    title: A[str, "what it shows, in plain words"]
    drawing: A[FigureDrawing, "the chart"]
    key: A[tuple[KeyPart, ...], "what its marks mean, those that occur"]
    notes: A[tuple[str, ...], "what is not drawn, and why"]


@dataclass(frozen=True, slots=True)
class FigureSvgContext:
    """The chart as a picture of its own."""

    template: ClassVar[str] = "figure.svg"
    drawing: A[FigureDrawing, "the chart"]
    style: A[str, "its style sheet"]


# ---- pages ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure in the list of a beat's."""

    link: A[Link, "the figure and its page"]
    latest: A[str, "where it stands; empty if nothing was stated"]
    source: A[str, "where that comes from"]
    chart: A[FigureDrawing | None, "a small chart; None if nothing was stated"]


@dataclass(frozen=True, slots=True)
class FiguresContext:
    """The figures of a beat."""

    template: ClassVar[str] = "figures.html"
    page: A[Page, "the frame"]
    beat: A[Link, "the beat"]
    lang: A[str | None, "the language of its title where it differs from the page's"]
    figures: A[tuple[FigureLine, ...], "the figures by their titles"]
    empty: A[str, "that there are none; empty otherwise"]
    follow: A[tuple[Link, ...], "the feeds of all of them"]
    editors: A[str, "the editors' page of them; empty where that is not open"]


@dataclass(frozen=True, slots=True)
class ReportedPart:
    """An article that states a value."""

    anchor: A[str, "its place on the page"]
    source: A[Link, "the source; leads to the desk's page of the article"]
    date: A[str, "the day on which it came out"]
    iso: A[str, "the same for machines"]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A value of the table."""

    anchor: A[str, "its place on the page"]
    period: A[str, "what it is of"]
    value: A[str, "the value as it is meant"]
    notes: A[tuple[str, ...], "that it is so far, a rival, an earlier one"]
    is_earlier: A[bool, "whether a later one took its place"]
    revises: A[Link | None, "the value that it corrects, and its row"]
    as_of: A[str, "the last day that it can know of"]
    iso: A[str, "the same for machines"]
    by: A[tuple[str, ...], "who states it"]
    reported: A[tuple[ReportedPart, ...], "the articles that state it, the first first"]
    more: A[str, "how many more there are; empty if none"]
    sentence: A[Said, "the sentence of the first"]


@dataclass(frozen=True, slots=True)
class FigureContext:
    """A figure of a beat."""

    template: ClassVar[str] = "figure.html"
    page: A[Page, "the frame"]
    beat: A[Link, "the beat"]
    lang: A[str | None, "the language of its title where it differs from the page's"]
    figures: A[Link, "all figures of the beat"]
    name: A[str, "what the figure is called"]
    chart: A[FigureChart | None, "the chart; None if nothing was stated"]
    source: A[str, "where it comes from"]
    gaps: A[str, "on how many days no source could be read; empty if on none"]
    waits: A[str, "that articles wait to be read for figures; empty if none does"]
    note: A[str, "what the editors say of it; empty if nothing"]
    counts: A[tuple[str, ...], "what is counted, and what is believed"]
    rows: A[tuple[FigureRow, ...], "the values, those of the newest period first"]
    more: A[str, "how many more there are; empty if none"]
    empty: A[str, "that nothing was stated; empty otherwise"]
    follow: A[tuple[Link, ...], "its feeds"]
    data: A[tuple[Link, ...], "the same as data, and its chart"]
    embed: A[Link | None, "the page that others may frame; None if there is no chart"]
    frame: A[str, "the line of HTML that does it"]
    editors: A[str, "the editors' page of it; empty where that is not open"]


@dataclass(frozen=True, slots=True)
class FigureEmbedContext:
    """The chart in other people's pages."""

    template: ClassVar[str] = "figure_embed.html"
    page: A[Page, "the frame"]
    chart: A[FigureChart | None, "the chart; None if nothing was stated"]
    name: A[str, "what the figure is called"]
    source: A[str, "where it comes from"]
    home: A[Link, "the figure's page"]
    desk: A[str, "whose it is, in words"]
    empty: A[str, "that nothing was stated; empty otherwise"]


# ---- the editors' side ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SuggestedPart:
    """A figure that could be kept."""

    title: A[str, "what it is called"]
    says: A[str, "how many articles state it, over how many periods"]
    example: A[Said, "one of the sentences"]
    article: A[Link, "the article that it is from"]
    file: A[str, "the file to keep, as TOML"]
    command: A[str, "the command that adds it"]


@dataclass(frozen=True, slots=True)
class EditorsFiguresContext:
    """The editors' page of a beat's figures."""

    template: ClassVar[str] = "editors_figures.html"
    page: A[Page, "the frame"]
    title: A[str, "what it is called"]
    public: A[Link, "the public page"]
    kept: A[
        tuple[tuple[Link, str], ...],
        "the figures that are kept: their editors' pages, and how many observations each has",
    ]
    suggested: A[tuple[SuggestedPart, ...], "those that could be"]


@dataclass(frozen=True, slots=True)
class ObservedPart:
    """An observation, and what an editor may say of it."""

    value: A[str, "what was stated"]
    data: A[tuple[str, ...], "as of when, by whom, and who struck it out"]
    article: A[Link, "its article"]
    sentence: A[Said, "its sentence"]
    name: A[str, "what it is called in a form"]
    is_struck: A[bool, "whether an editor struck it out"]


@dataclass(frozen=True, slots=True)
class EditorsFigureContext:
    """The editors' page of a figure: every observation."""

    template: ClassVar[str] = "editors_figure.html"
    page: A[Page, "the frame"]
    title: A[str, "what it is called"]
    public: A[Link, "the public page"]
    figures: A[Link, "the editors' page of all figures of the beat"]
    observations: A[tuple[ObservedPart, ...], "those that count, the newest first"]
    struck: A[tuple[ObservedPart, ...], "those that were struck out"]
    more: A[str, "how many are not shown; empty if none"]
    said: A[str, "what came of the last form; empty if none was sent"]
    went_wrong: A[bool, "whether nothing came of it"]
    action: A[str, "where the forms are sent"]
    token: A[str, "what shows that a form is ours"]

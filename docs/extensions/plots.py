"""Draws bar charts of a page's tables: the bars are SVG, and `site.css` lays them out.

The directive `bars` takes a column, and draws the tables in its section that have it. The columns
to the left of the first figures are labels: the last one names a bar, the others a group. Several
columns are stacked, as shares of their sum. Options are a column of targets, `most`, where the
scale ends, and `without`: words in the names of bars to leave out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import accumulate, groupby
from typing import ClassVar, NamedTuple

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

_SHARES = {0: "0 %", 0.5: "50 %", 1: "100 %"}
_TARGETS = {0: "within the target", 3: "beyond the target", 1: "no target"}  # by color


class Row(NamedTuple):
    """A row of a table, and the color that its bar starts with."""

    group: str
    name: str
    values: list[float]
    figure: str
    target: float | None
    color: int


def names(text: str) -> list[str]:
    """Return the names in a list."""
    return [name.strip() for name in text.split(",")]


def number(cell: str) -> float:
    """Return the number in a cell."""
    try:
        return float(cell)
    except ValueError:
        raise ExtensionError(f"bars: {cell!r} is in a column of numbers") from None


def rows(table: nodes.table, columns: list[str], target: str | None) -> Iterator[Row]:
    """Yield the rows of a table that has the columns."""
    head, *body = ([cell.astext() for cell in row.children] for row in table.findall(nodes.row))
    if not {*columns, target or columns[0]} <= {*head}:
        return
    first = next(
        at
        for at, name in enumerate(head)
        if name in columns or all(row[at][:1].isdecimal() for row in body)
    )
    for row in body:
        cells = dict(zip(head, row, strict=True))
        values = [number(cells[name]) for name in columns]
        figure = cells[columns[0]]
        limit = number(cells[target]) if target and cells[target] else None
        color = 0 if not target else 1 if limit is None else 3 if values[0] > limit else 0
        if columns[1:]:
            values = [value / sum(values) for value in values]
            figure = f"{100 * values[0]:.1f} %"
        *group, name = row[:first]
        yield Row(", ".join(group), name, values, figure, limit, color)


def svg(kind: str, *parts: str) -> str:
    """Return a drawing."""
    return f'<svg class="{kind}">{"".join(parts)}</svg>'


def rect(color: int, size: float = 1, start: float = 0) -> str:
    """Return a part of a bar."""
    return f'<rect class="c{color}" x="{start:.2%}" width="{size:.2%}" height="100%"/>'


def line(kind: str, at: float) -> str:
    """Return a line across a bar."""
    return f'<line class="{kind}" x1="{at:.2%}" x2="{at:.2%}" y2="100%"/>'


def bar(row: Row, most: float, ticks: Iterable[float]) -> str:
    """Return a bar. One that is longer than the scale has a gap."""
    parts = [line("tick", tick / most) for tick in ticks]
    starts = accumulate(row.values, initial=0.0)
    for color, (start, value) in enumerate(zip(starts, row.values, strict=False), row.color):
        parts.append(rect(color, value / most, start / most))
    if row.values[0] > most:
        parts.append(line("gap", 0.95))
    if row.target is not None:
        parts.append(line("target", row.target / most))
    return svg("bar", *parts)


def chart(found: list[Row], columns: list[str], target: str | None, most: float | None) -> str:
    """Return a chart: its legend, its scale and its bars."""
    shares = len(columns) > 1
    most = most or max(sum(row.values) for row in found)
    ticks = _SHARES if shares else {tick: str(tick) for tick in range(int(most) + 1)}
    colors = dict(enumerate(columns)) if shares else _TARGETS if target else {}
    keys = [
        f"<span>{svg('key', rect(color))} {escape(text)}</span>" for color, text in colors.items()
    ]
    keys += [f"<span>{svg('key', line('target', 0.5))} target</span>"] if target else []
    scale = (
        f'<text x="{100 * tick / most:.4g}%" y="0.8em">{text}</text>'
        for tick, text in ticks.items()
    )
    parts = [
        f"<p>{' '.join(keys)}</p><div><b>{escape(columns[0])}</b>{svg('bar scale', *scale)}</div>"
    ]
    for group, members in groupby(found, lambda row: row.group):
        parts += [f"<p><b>{escape(group)}</b></p>"] if group else []
        for row in members:
            label = f"<span>{escape(row.name)}</span><b>{row.figure}</b>"
            parts.append(f"<div>{label}{bar(row, most, ticks)}</div>")
    title = f"Bar chart: {', '.join(columns)}. The tables below have the figures."
    return f'<div class="bars" role="img" aria-label="{escape(title)}">{"".join(parts)}</div>'


class Place(nodes.General, nodes.Element):
    """Where a chart belongs; the attributes say what it draws."""


class Bars(SphinxDirective):
    """Says what to draw."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"target": directives.unchanged, "most": float, "without": names}

    def run(self) -> list[nodes.Node]:
        """Leave a place for the chart, since the tables are not there yet."""
        return [Place("", columns=names(self.arguments[0]), **self.options)]


def draw(_app: Sphinx, doctree: nodes.document) -> None:
    """Put charts in their places."""
    for place in list(doctree.findall(Place)):
        columns, target = place["columns"], place.get("target")
        without: list[str] = place.get("without", [])
        found = [
            row
            for table in place.parent.findall(nodes.table)
            for row in rows(table, columns, target)
            if not any(word in row.name for word in without)
        ]
        if not found:
            raise ExtensionError(f"bars: no table of the section has the columns {columns}")
        made = chart(found, columns, target, place.get("most"))
        place.replace_self(nodes.raw("", made, format="html"))


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directive."""
    app.add_directive("bars", Bars)
    app.connect("doctree-read", draw)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

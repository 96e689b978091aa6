"""The charts: what a bar shows is what the table has, and a phone shows labels above the bars."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

CONFIG = 'extensions = ["myst_parser", "docs.extensions.plots"]\n'
COSTS = """
| subject | measured | cost | ratio | target |
| --- | --- | --- | --- | --- |
| get | `ours` & co | 1 ms | 0.50 | 0.75 |
| get | theirs | 2 ms | 6.53 | |
| list | ours | 3 ms | 1.50 | 1.25 |
"""
CALLS = """
| client | calls | right | lost |
| --- | ---: | ---: | ---: |
| 2 of ours | 4 | 3 | 1 |
| theirs, waiting | 4 | 4 | 0 |
"""


def built(folder: Path, *parts: str) -> str:
    """A page's HTML."""
    (folder / "conf.py").write_text(CONFIG, "utf-8")
    (folder / "index.md").write_text("\n".join(["# Page", *parts]), "utf-8")
    app = Sphinx(folder, folder, folder / "out", folder / "trees", "html", status=None)
    app.build()
    return (folder / "out" / "index.html").read_text("utf-8")


def bars(html: str) -> list[list[tuple[str, str, str]]]:
    """The parts of each bar: class, start and size."""
    found = re.findall(r'<svg class="bar">(.*?)</svg>', html)
    return [re.findall(r'<rect class="(\w+)" x="(.*?)" width="(.*?)"', bar) for bar in found]


def directive(columns: str, *options: str) -> str:
    """A directive."""
    return "\n".join([f"```{{bars}} {columns}", *options, "```"])


def test_a_bar_is_as_long_as_its_figure(tmp_path: Path) -> None:
    """Its color says whether it is within its target, and a gap that it is longer than shown."""
    html = built(tmp_path, directive("ratio", ":target: target", ":most: 2.5"), COSTS)
    assert bars(html) == [
        [("c0", "0.00%", "20.00%")],
        [("c1", "0.00%", "261.20%")],
        [("c3", "0.00%", "60.00%")],
    ]
    assert re.findall(r'class="(gap|target)" x1="(.*?)"', html.partition("bar scale")[2]) == [
        ("target", "30.00%"), ("gap", "95.00%"), ("target", "50.00%"),
    ]  # fmt: skip
    assert re.findall(r"<p><b>(.*?)</b></p>", html) == ["get", "list"]
    assert re.findall(r"<div><span>(.*?)</span><b>(.*?)</b>", html) == [
        ("ours &amp; co", "0.50"), ("theirs", "6.53"), ("ours", "1.50"),
    ]  # fmt: skip


def test_a_scale_ends_with_the_longest_bar(tmp_path: Path) -> None:
    """Without targets, bars have one color, and no legend."""
    html = built(tmp_path, directive("ratio"), COSTS)
    assert [bar[0][0] for bar in bars(html)] == ["c0", "c0", "c0"]
    assert bars(html)[1] == [("c0", "0.00%", "100.00%")]
    assert 'class="key"' not in html
    assert 'class="gap"' not in html


def test_columns_are_stacked_as_shares(tmp_path: Path) -> None:
    """They are of all tables in the section that have them, but for the rows left out."""
    options = directive("right, lost", ":without: waiting, paused")
    html = built(tmp_path, options, "## One", CALLS, "## Two", CALLS, "## Three", COSTS)
    assert bars(html) == [[("c0", "0.00%", "75.00%"), ("c1", "75.00%", "25.00%")]] * 2
    assert html.count("<span>2 of ours</span><b>75.0 %</b>") == 2
    assert re.findall(r'<text x="(.*?)" y="0.8em">(.*?)</text>', html) == [
        ("0%", "0 %"), ("50%", "50 %"), ("100%", "100 %"),
    ]  # fmt: skip


def test_a_screen_reader_hears_what_it_is(tmp_path: Path) -> None:
    """The chart is one image with a name, which leads to the table."""
    html = built(tmp_path, directive("ratio"), COSTS)
    assert 'role="img" aria-label="Bar chart: ratio. The tables below have the figures."' in html


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ("rate", r"no table of the section has the columns \['rate'\]"),
        ("measured", "'ours & co' is in a column of numbers"),
    ],
)
def test_a_chart_without_figures_fails_the_build(
    tmp_path: Path, columns: str, message: str
) -> None:
    """The error says which column or cell is to blame."""
    with pytest.raises(ExtensionError, match=message):
        built(tmp_path, directive(columns), COSTS)

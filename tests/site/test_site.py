"""The built site: every link leads somewhere, and a browser shows it well on screens of any size.

`nox -s site` builds it, and says where it is and where axe-core is, by SITE and AXE.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from tests.page.chromium import Page, browser

SITE = Path(os.environ["SITE"])
AXE = Path(os.environ["AXE"])
PAGES = sorted(SITE.rglob("*.html"))
GUIDE = [page for page in PAGES if page.parent == SITE]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}


class Links(HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag links to, or is."""
        for name, value in attrs:
            if name in {"href", "src"} and value is not None and tag != "use":
                self.links.add(value)
            if name == "id" and value is not None:
                self.anchors.add(value)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Generator[Page]:
    """A browser's page."""
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


def name_of(path: Path) -> str:
    """The name under which pytest lists a page."""
    return path.relative_to(SITE).with_suffix("").as_posix()


def test_every_link_leads_somewhere() -> None:
    """A link to a page, a file or an anchor of the site finds it."""
    known = {path: Links(path) for path in PAGES}
    broken: list[str] = []
    for path, found in known.items():
        for link in found.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            anchors = known[target].anchors if target in known else set[str]()
            missing = parts.fragment and target in known and unquote(parts.fragment) not in anchors
            if not target.is_file() or missing:
                broken.append(f"{name_of(path)}: {link}")
    assert len(known) > 40
    assert broken == []


def test_pages_for_machines_are_complete() -> None:
    """llms.txt links to every page as Markdown, and llms-full.txt has their text."""
    lines = (SITE / "llms.txt").read_text("utf-8").splitlines()
    linked = [line.partition("](")[2].partition(")")[0] for line in lines if line[:3] == "- ["]
    whole = (SITE / "llms-full.txt").read_text("utf-8")
    guide = {path.with_suffix(".md").name for path in GUIDE} - {"genindex.md", "search.md"}
    assert guide <= set(linked)
    for name in linked:
        assert (SITE / name).read_text("utf-8").strip() in whole
    assert "{include}" not in whole


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_nothing_sticks_out(page: Page, path: Path) -> None:
    """No page is wider than the screen of a desktop or of a phone."""
    for width in (1280, 390):
        page.open(path, width)
        assert page.get("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", GUIDE, ids=name_of)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, path: Path, scheme: str) -> None:
    """Contrast, names, roles and order are those of WCAG 2.1, level AA."""
    page.media(scheme=scheme)
    page.open(path, 1280)
    page.get(AXE.read_text("utf-8"))
    answer = page.call(
        "Runtime.evaluate",
        expression=f"axe.run(document, {json.dumps(RULES)})",
        awaitPromise=True,
        returnByValue=True,
    )
    found: list[Any] = answer["result"]["value"]["violations"]
    told = [(one["id"], node["html"][:200]) for one in found for node in one["nodes"]]
    assert told == []


@pytest.mark.parametrize(("width", "above"), [(1280, False), (390, True)])
def test_charts_are_readable(page: Page, width: int, above: bool) -> None:  # noqa: FBT001
    """Labels are beside the bars, and above them on a phone, in text of 14 pixels at least."""
    page.open(SITE / "faults.html", width)
    places: list[list[float]] = page.get(
        "[...document.querySelectorAll('.bars > div')].slice(1).map(row => ["
        " row.children[0].getBoundingClientRect().bottom,"
        " row.querySelector('.bar').getBoundingClientRect().bottom,"
        " parseFloat(getComputedStyle(row).fontSize)])"
    )
    assert len(places) > 10
    assert {bar - label > 5 for label, bar, _ in places} == {above}
    assert min(size for *_, size in places) >= 14


def press_tab(page: Page) -> dict[str, Any]:
    """Press Tab, and say what has the focus now."""
    for kind in ("rawKeyDown", "keyUp"):
        page.call(
            "Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9
        )
    found: dict[str, Any] = page.get(
        "(() => { const one = document.activeElement; const style = getComputedStyle(one);"
        " return {text: one.innerText || one.name || one.ariaLabel || one.title, tag: one.tagName,"
        " ring: style.outlineStyle !== 'none' || style.boxShadow !== 'none'}; })()"
    )
    return found


def test_the_keyboard_reaches_everything(page: Page) -> None:
    """Tab reaches the text, the search and the pages, and shows where it is."""
    page.media()
    page.open(SITE / "index.html", 1280)
    steps = [press_tab(page) for _ in range(40)]
    assert steps[0]["text"] == "Skip to content"
    texts = [step["text"] for step in steps]
    assert "q" in texts  # the search
    assert "Errors, retries and limits" in texts
    assert [step for step in steps if not step["ring"]] == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("resume a list", "lists.html"),
        ("pytest mock", "testing.html"),
        ("proxy", "proxy.html"),
        ("summary raises", "withheld.html"),
        ("parquet", "export.html"),
        ("409", "errors.html"),
        ("new operation", "contract.html"),
    ],
)
def test_the_search_finds_the_page(page: Page, words: str, expected: str) -> None:
    """What a reader looks for is among the first three results."""
    page.open(SITE / "search.html", 1280)
    page.get(f"Search.performSearch({json.dumps(words)})")
    results: list[str] = []
    for _ in range(200):
        results = page.get(
            "[...document.querySelectorAll('ul.search > li > a')].map(one => one.pathname)"
        )
        if page.get("document.querySelector('.search-summary')?.innerText.includes('found')"):
            break
    assert expected in [result.rpartition("/")[2] for result in results[:3]], results[:6]

"""The differ's page in a real browser: on a wide screen, a phone's, paper, and without script."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from tests.page.chromium import Page, browser
from tests.tools.specdiff.contracts import Json, contract, operation, report, response_of
from tools.specdiff.inputs.document import Document
from tools.specdiff.judgement.outcome import THRESHOLDS, judge
from tools.specdiff.judgement.rules import SIDES
from tools.specdiff.reports.html import as_html
from tools.specdiff.reports.tags import tags_of
from tools.specdiff.wire.lifecycle import today

STRING = {"type": "string"}
HOSTILE = ["<script>alert(1)</script>", "</pre><img src=x onerror=alert(1)>", "' onclick='x"]


def shop(schema: Any, *tags: str) -> Json:
    """Return a contract with an operation for each tag, and a hostile one."""
    paths: Json = {}
    for tag in tags:
        answer = response_of({"type": "object", "properties": {"n": schema}})
        responses = answer["paths"]["/a"]["post"]["responses"]
        paths |= operation(f"/{len(paths)}", responses=responses, tags=[tag])
    return contract(paths)


def written(folder: Path, base: Json, revision: Json) -> Path:
    """Write the page for two contracts."""
    sides = Document(base, "base.json"), Document(revision, "revision.json")
    outcome = judge(
        report(base, revision), THRESHOLDS["breaking"], sides=SIDES, entries=(), day=today(),
        current=(0, 1, 0), project=None,
    )  # fmt: skip
    path = folder / "page.html"
    path.write_text(as_html(outcome, tags_of(*sides), sides), "utf-8")
    return path


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Generator[Page]:
    """A browser's page."""
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A page with changes that break, may break, and break nobody, under several tags."""
    before = {"type": "object", "properties": {"a": STRING}, "required": ["a"]}
    after = {"type": "object", "properties": dict.fromkeys(["b", *HOSTILE], STRING)}
    base, revision = (shop(schema, "pets", *HOSTILE) for schema in (before, after))
    revision["paths"] |= operation("/new", tags=["toys"])
    revision["servers"] = [{"url": "https://a.test"}]
    return written(tmp_path, base, revision)


def shown(page: Page) -> list[str]:
    """The levels of the changes that can be seen."""
    found: list[str] = page.get(
        "[...document.querySelectorAll('article')].filter(one => one.checkVisibility())"
        ".map(one => one.dataset.level)"
    )
    return found


def check(page: Page, name: str, value: str) -> None:
    """Click a box."""
    page.get(f"document.querySelector('input[name={name}][value={value}]').click()")


def test_the_filter(page: Page, path: Path) -> None:
    """Level, side, tag and words choose what is shown, and the number says how much that is."""
    page.open(path, 1280)
    everything = page.get("document.querySelectorAll('article').length")
    assert set(shown(page)) == {"breaking", "risky"}
    check(page, "level", "compatible")
    assert len(shown(page)) == everything
    assert page.get("document.querySelector('output').value") == (
        f"{everything} of {everything} changes"
    )
    check(page, "side", "api")
    assert shown(page) == []
    check(page, "side", "api")
    for name, value, levels in (("tag", "toys", 1), ("words", "POST /NEW", 1)):
        field = f"document.querySelector('[name={name}]')"
        page.get(f"{field}.value = '{value}'; {field}.dispatchEvent(new Event('input', "
                 "{bubbles: true}))")  # fmt: skip
        assert "compatible" in shown(page)
        assert levels <= len(shown(page)) < everything
    assert page.complaints == []


def test_without_script_all_is_there(page: Page, path: Path) -> None:
    """Where scripts are off, every change is shown, and no filter that does nothing."""
    page.open(path, 1280, scripts=False)
    assert set(shown(page)) == {"breaking", "risky", "compatible"}
    assert not page.get("document.querySelector('form').checkVisibility()")


@pytest.mark.parametrize(("width", "columns"), [(1280, 2), (390, 1)])
def test_it_fits_the_screen(page: Page, path: Path, width: int, columns: int) -> None:
    """Before and after stand side by side where there is room; nothing sticks out of a phone."""
    page.open(path, width)
    assert page.get("document.documentElement.scrollWidth") <= width
    tracks = page.get("getComputedStyle(document.querySelector('.pair')).gridTemplateColumns")
    assert len(tracks.split()) == columns


def test_light_dark_and_paper(page: Page, path: Path) -> None:
    """It follows the system's colours; on paper it is light, and has no filter."""
    page.open(path, 1280)
    colour = "getComputedStyle(document.body).backgroundColor"
    colours: dict[str, str] = {}
    for kind, scheme in (("screen", "light"), ("screen", "dark"), ("print", "dark")):
        page.media(kind, scheme)
        colours[f"{kind} {scheme}"] = page.get(colour)
    assert colours["screen light"] == colours["print dark"] == "rgb(255, 255, 255)"
    assert colours["screen dark"] != colours["screen light"]
    assert not page.get("document.querySelector('form').checkVisibility()")
    page.media()


def test_nothing_of_a_contract_runs(page: Page, path: Path) -> None:
    """Scripts and handlers in names stay text, and the policy has nothing to refuse."""
    page.open(path, 1280)
    assert page.get("document.querySelectorAll('script').length") == 1
    assert page.get("document.querySelectorAll('img, [onclick]').length") == 0
    assert page.complaints == []

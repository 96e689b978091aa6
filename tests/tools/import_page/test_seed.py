"""The committed contract is what the vendor's page says."""

import copy
import json
import shutil
from typing import Any

import pytest

from tests.tools.import_page.house import CONTRACT, ROOT, SEED, House
from tools.documents import parse


def as_on_the_page(unit: Any) -> Any:
    """A unit of the contract without what openapi.overlay.yaml says is from another page."""
    if "trunk_id" not in str(unit):
        return unit
    found = copy.deepcopy(unit)
    del found["properties"]["trunk_id"]
    return found


def test_the_contract_holds_what_the_vendor_documents() -> None:
    """The getConversation slice is the seed page's, in order, but for one field of another page."""
    page = parse(SEED.read_bytes().split(b"````")[1].partition(b"\n")[2], "page")
    contract = parse(CONTRACT.read_bytes(), "openapi.json")
    path = "/core/conversations/{conversation_id}"
    assert page["paths"][path]["get"]["operationId"] == "getConversation"
    pairs = [(contract[key], page[key]) for key in ("openapi", "info", "servers", "security")]
    pairs += [(contract["paths"][path]["get"], page["paths"][path]["get"])]
    pairs += [(tag, tag) for tag in page["tags"] if tag in contract["tags"]]
    for section, members in page["components"].items():
        pairs += [
            (contract["components"][section][name], member) for name, member in members.items()
        ]
    assert len(pairs) == 14
    for ours, theirs in pairs:
        assert json.dumps(as_on_the_page(ours)) == json.dumps(theirs)


@pytest.mark.parametrize("before", [None, "", "{}", " \n{ }\n"])
def test_importing_the_seed_into_nothing_makes_its_slice(before: str | None, house: House) -> None:
    """An openapi.json that is missing, blank or empty becomes what the page documents, in order."""
    if before is not None:
        house.contract.write_text(before)
    assert house.run(str(SEED)) == 0
    made = json.loads(house.contract.read_bytes())
    whole = json.loads(CONTRACT.read_bytes())
    assert made.keys() == whole.keys()
    assert made["paths"] == {path: whole["paths"][path] for path in made["paths"]}
    for section, members in made["components"].items():
        for name, member in members.items():
            ours = as_on_the_page(whole["components"][section][name])
            assert json.dumps(member) == json.dumps(ours)


def test_importing_what_is_there_writes_nothing(house: House) -> None:
    """An import that changes nothing leaves the very file, and says so."""
    shutil.copy(CONTRACT, house.contract)
    shutil.copy(ROOT / "openapi.overlay.yaml", house.directory)
    before = house.contract.stat()
    assert house.run(str(SEED)) == 0
    assert house.contract.stat() == before
    assert house.out[0] == f"{SEED}: GET /core/conversations/{{conversation_id}}: 14 equal, 1 kept"
    assert {line.split()[0] for line in house.out[1:-1]} == {"equal", "kept"}
    assert house.out[-1] == "openapi.json: unchanged"


def test_every_cut_of_the_seed_is_refused(house: House) -> None:
    """A page that was cut off, wherever, is one clear line."""
    seed = SEED.read_bytes()
    lines = seed.splitlines(keepends=True)
    problems = [
        house.refuses(house.file("page.md", cut))
        for cut in [*(b"".join(lines[:count]) for count in range(len(lines))), seed[:-1]]
    ]
    assert {problem.startswith("page.md: ") for problem in problems} == {True}
    assert problems[-1] == "page.md: line 13: this fence has no end: the page is truncated"

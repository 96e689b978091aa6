"""Reading documents that nobody vouches for."""

import json
import re
import ssl
import threading
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any, cast

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tests.overlay import servers
from tests.tools.loopback import response, serve
from tools.documents import (
    MAX_BYTES,
    MAX_DEPTH,
    DocumentError,
    decode,
    dumps,
    load,
    parse,
    pointer,
    printable,
    read,
)
from tools.documents import _fetch as fetch_module

# The YAML parser takes these three for line ends, which YAML 1.2 does not; they are refused.
_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x85\u2028\u2029"), max_size=12)
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=12,
)


def _refusal(data: bytes | str, name: str) -> str:
    with pytest.raises(DocumentError) as caught:
        parse(data.encode() if isinstance(data, str) else data, name)
    message = str(caught.value)
    assert message.startswith(f"{name}: ")
    assert len(message.splitlines()) == 1
    return message.removeprefix(f"{name}: ")


@pytest.mark.parametrize("name", ["a.json", "a.md"])
@given(value=_VALUES)
def test_json_survives_writing_and_reading(name: str, value: Any) -> None:
    """What `dumps` writes, `parse` reads back, with its types and its order."""
    assert repr(parse(dumps([value]), name)) == repr([value])


@given(value=_VALUES)
def test_yaml_reads_json_alike(value: Any) -> None:
    """JSON text is YAML 1.2 text with the same meaning, or is refused for a control character."""
    data = dumps(value)
    if re.search("[\x7f-\x9f\ufeff\ufffe\uffff]", data.decode()):
        assert "is not allowed: escape it" in _refusal(data, "a.yaml")
    else:
        assert repr(parse(data, "a.yaml")) == repr(value)


@given(value=_VALUES)
def test_yaml_of_an_independent_writer_is_read_back(value: Any) -> None:
    """Block-style YAML as ruamel.yaml writes it means what was written."""
    text = StringIO()
    writer = cast("Any", YAML(typ="safe", pure=True))
    writer.default_flow_style = False
    writer.dump(value, text)
    found = parse(text.getvalue().encode(), "a.yaml")
    assert json.dumps(found, sort_keys=True) == json.dumps(value, sort_keys=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 2024-01-31", {"a": "2024-01-31"}),
        ("a: 2024-01-31T10:00:00Z", {"a": "2024-01-31T10:00:00Z"}),
        ("a: yes\nb: on\nno: n", {"a": "yes", "b": "on", "no": "n"}),
        ("a: 1_000\nb: 1:30\nc: 0b1", {"a": "1_000", "b": "1:30", "c": "0b1"}),
        ("a: 010\nb: 0o17\nc: 0x1F", {"a": 10, "b": 15, "c": 31}),
        ("a: -3\nb: +4", {"a": -3, "b": 4}),
        ("[1.0, .5, 1e3, 1., 1.2.3]", [1.0, 0.5, 1000.0, 1.0, "1.2.3"]),
        ("a:\nb: [~, Null, TRUE, False]", {"a": None, "b": [None, None, True, False]}),
        ("200: a\n'404': b\n0: c", {"200": "a", "404": "b", "0": "c"}),
        ("'<<': a\n'true': 1\n\"1.0\": 2", {"<<": "a", "true": 1, "1.0": 2}),
        ("'a': '1'\nb: \"true\"\nc: |\n  1\n", {"a": "1", "b": "true", "c": "1\n"}),
        ('a: "\\U0001F600\\u00e9\\/"', {"a": "\N{GRINNING FACE}\u00e9/"}),
        ("a: >\n  \n   b\n", {"a": "\nb\n"}),
        ("[-, +1, .5e, 0x, 1e]", ["-", 1, ".5e", "0x", "1e"]),
        ("%YAML 1.2\n---\na: no\n...\n", {"a": "no"}),
        ("\ufeffb: 1\r\na: 2\r\n", {"b": 1, "a": 2}),
        ("- a\n- b: [c, {d: e}]", ["a", {"b": ["c", {"d": "e"}]}]),
        ("- &x {b: [1, 2]}\n- *x\n- *x", [{"b": [1, 2]}] * 3),
    ],
)
def test_yaml_means_what_the_core_schema_says(text: str, value: Any) -> None:
    """YAML is read by the core schema of YAML 1.2, into JSON types, in its order."""
    assert repr(parse(text.encode(), "a.yaml")) == repr(value)


def test_an_alias_is_a_copy() -> None:
    """Changing what an alias stood for changes nothing else."""
    document = parse(b"a: &x {b: [1]}\nc: *x", "a.yaml")
    document["a"]["b"].append(2)
    assert document["c"] == {"b": [1]}


_BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 30)
)
_ESCAPE = "column 7: not YAML: found invalid Unicode character escape code"
_LARGE_VALUE = f"a: &x '{'x' * 300_000}'\nb: [{'*x, ' * 9}]"
_LARGE_KEY = f"a: &x\n ? {'x' * 300_000}\n : 1\nb: [{'*x, ' * 9}]"
_LADDER = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 2 * MAX_DEPTH))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\nb: 2\na: 3", "line 3, column 1: the key 'a' occurs twice"),
        ("a: {b: 1, 'b': 1}", "line 1, column 11: the key 'b' occurs twice"),
        ("200: a\n'200': b", "line 2, column 1: the key '200' occurs twice"),
        ("'a\\nb': 1\n? 'a\\nb'\n: 2", "line 2, column 3: the key 'a\\\\nb' occurs twice"),
        ("a: .nan", "line 1, column 4: a number that is not finite"),
        ("a: -.inf", "line 1, column 4: a number that is not finite"),
        ("a: 1e999", "line 1, column 4: a number too large to be finite"),
        ("a: " + "9" * 5000, "line 1, column 4: a number with thousands of digits"),
        ("a: 0x" + "f" * 5000, "line 1, column 4: a number with thousands of digits"),
        (
            "a: !!python/object/apply:os.system [b]",
            (
                "line 1, column 4: the tag tag:yaml.org,2002:python/object/apply:os.system "
                "is not supported"
            ),
        ),
        ("a: !!str 1", "line 1, column 4: the tag tag:yaml.org,2002:str is not supported"),
        ("!x a: 1", "line 1, column 1: a key that is not a plain string"),
        ("[a]: 1", "line 1, column 1: a key that is not a plain string"),
        ("true: 1", "line 1, column 1: the key 'true' is not a string: quote it"),
        ("1.0: 1", "line 1, column 1: the key '1.0' is not a string: quote it"),
        (
            "a: &x {b: 1}\nc:\n  <<: *x",
            "line 3, column 3: merge keys (<<) are not YAML 1.2: write the members out",
        ),
        ("a: *x", "line 1, column 4: the alias *x is not defined"),
        ("a: &x [*x]", "line 1, column 8: the alias *x is not defined"),
        (_BOMB, "line 6, column 50: the aliases expand to too much"),
        (_LARGE_VALUE, "line 2, column 29: the aliases expand to too much"),
        (_LARGE_KEY, "line 4, column 29: the aliases expand to too much"),
        (_LADDER, "line 100, column 12: nested deeper than 100 levels"),
        ("[" * 500, "line 1, column 102: nested deeper than 100 levels"),
        ("a: 1\n---\nb: 2", "line 2, column 1: there is a second document: keep only one"),
        ("%YAML 1.1\n---\na: yes", "line 1, column 1: only YAML 1.2 is supported"),
        ("%YAML 1.7\n---\na: yes", "line 1, column 1: not YAML: found incompatible YAML document"),
        ("a: 1\nb: '\\U99999999'\nc: \"\\U99999999\"", f"line 3, {_ESCAPE}"),
        ('a: "\\ud83d\\ude00"', f"line 1, {_ESCAPE}"),
        ("a: b: c", "line 1, column 5: not YAML: mapping values are not allowed in this context"),
        ("a:\n- b\n- \x07", "line 3: the character U+0007 is not allowed: escape it"),
        ("a:\n- b\u2028", "line 2: the character U+2028 is not allowed: escape it"),
        ("# nothing\n", "is empty"),
        (" \n", "is empty"),
    ],
)
def test_yaml_that_json_cannot_say_is_refused(text: str, problem: str) -> None:
    """What is not YAML 1.2, has no JSON equal, or would explode is refused in one line."""
    assert _refusal(text, "a.yaml") == problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"a": 1, "a": 2}', "at the top: the key 'a' occurs twice"),
        ('{"a": [0, {"b": {}, "b": {}}]}', "at /a/1: the key 'b' occurs twice"),
        ('{"a/b": {"~": NaN}}', "at /a~1b/~0: a number that is not finite"),
        ("[-Infinity]", "at /0: a number that is not finite"),
        ("[1e999]", "at /0: a number that is not finite"),
        (f"[{'9' * 5000}]", "a number has thousands of digits"),
        ('"\\ud83d"', "at the top: a lone surrogate"),
        ('[{"\\ud83d": 1}]', "at /0: a lone surrogate in a key"),
        ("[" * 102 + "]" * 102, "nested deeper than 100 levels"),
        ("[" * 100_000, "nested deeper than 100 levels"),
        ("[1,\n b]", "line 2, column 2: not JSON: Expecting value"),
        ("{} {}", "line 1, column 4: not JSON: Extra data"),
        ('{"a": 1', "line 1, column 8: not JSON: Expecting ',' delimiter"),
        ("a: 1", "line 1, column 1: not JSON: Expecting value"),
        ("", "is empty"),
    ],
)
def test_json_that_is_ambiguous_is_refused(text: str, problem: str) -> None:
    """What is not JSON, or leaves open what it means, is refused in one line with its place."""
    assert _refusal(text, "a.json") == problem


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"a: 1\nb: \xff", "line 2, byte 4: not UTF-8"),
        ("a: 1".encode("utf-16"), "is UTF-16 or UTF-32: save it as UTF-8"),
        ("a: 1".encode("utf-32"), "is UTF-16 or UTF-32: save it as UTF-8"),
        (b"\0\0\xfe\xff\0\0\0a", "is UTF-16 or UTF-32: save it as UTF-8"),
        (b" " * (MAX_BYTES + 1), "larger than 32 MiB"),
    ],
)
def test_bytes_that_are_no_text_are_refused(data: bytes, problem: str) -> None:
    """Other encodings than UTF-8, and more than 32 MiB, are refused in one line."""
    assert _refusal(data, "a.yaml") == problem


def test_the_name_decides_the_format_where_the_text_does_not() -> None:
    """A suffix decides; without one, an opening brace means JSON and anything else YAML."""
    assert parse(b"{a: 1}", "A.YAML") == {"a": 1}
    assert parse(b"a: 1", "page.md") == {"a": 1}
    assert _refusal(b"{a: 1}", "page.md").startswith("line 1, column 2: not JSON")


def test_a_foreign_text_is_shown_on_one_harmless_line() -> None:
    """Line ends, terminal escapes, surrogates and bidi controls are escaped, long text is cut."""
    assert printable("a\nb\x1b[2J\u202e\ud800\u00e9") == "a\\nb\\x1b[2J\\u202e\\ud800\u00e9"
    assert printable("x" * 100, 3) == "xxx…"


def test_a_pointer_escapes_its_keys() -> None:
    """Pointers are written as RFC 6901 says."""
    assert pointer(("a/b", 0, "c~d")) == "/a~1b/0/c~0d"


def test_text_is_decoded_without_its_byte_order_mark() -> None:
    """A UTF-8 byte order mark is not part of the text."""
    assert decode(b"\xef\xbb\xbfa\xc3\xa9", "a") == "a\u00e9"


def test_a_file_is_loaded(tmp_path: Path) -> None:
    """A path is read and parsed, and its name is the path."""
    path = tmp_path / "a.yaml"
    path.write_text("a: 1")
    assert load(str(path)) == {"a": 1}
    assert read(str(path)) == (str(path), b"a: 1")


def _unreadable(source: str) -> str:
    with pytest.raises(DocumentError) as caught:
        read(source)
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """A missing file, a directory and an impossible name are one line each."""
    missing = tmp_path / "a\nb.json"
    assert (
        _unreadable(str(missing))
        == f"{tmp_path}/a\\nb.json: can't be read: No such file or directory"
    )
    assert _unreadable(str(tmp_path)) == f"{tmp_path}: can't be read: Is a directory"
    assert _unreadable("a\0b") == "a\\x00b: can't be read: not a path"


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    """A file of 50 MB is refused, and no more than the cap is read of it."""
    path = tmp_path / "page.md"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert _unreadable(str(path)) == f"{path}: larger than 32 MiB"


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def _answers(**responses: Iterable[bytes]) -> Any:
    return serve(lambda path: responses[path.strip("/").partition("?")[0]])


def test_a_url_is_loaded() -> None:
    """An http URL is fetched and parsed; its name leaves out the query, which may hold a secret."""
    with _answers(a=response(b"a: 1")) as url:
        assert load(f"{url}/a?key=canary#part") == {"a": 1}
        assert read(f"{url}/a?key=canary#part").name == f"{url}/a"


def test_redirects_are_followed() -> None:
    """A relative redirect and an absolute one lead to the document."""
    with _answers(end=response(b"{}")) as other, _answers(
        a=response(b"x" * 9, "301 Moved", "Location: /b"),
        b=response(b"", "307 There", f"Location: {other}/end"),
    ) as url:  # fmt: skip
        assert read(f"{url}/a").data == b"{}"


@pytest.mark.parametrize(
    ("location", "problem"),
    [
        ("ftp://example.com/a", "redirects, but only http and https URLs are supported"),
        ("file:///etc/passwd", "redirects, but only http and https URLs are supported"),
        ("http://canary:canary@127.0.0.1/", "redirects, but remove the credentials from the URL"),
        ("http://a:b/", "can't be fetched: Invalid URL in location header: Invalid port: 'b'."),
        ("/a", "more than 5 redirects"),
    ],
)
def test_a_redirect_to_elsewhere_is_refused(location: str, problem: str) -> None:
    """Redirects in a circle, to other schemes, with credentials or to nonsense are not followed."""
    with _answers(a=response(b"", "302 Found", f"Location: {location}")) as url:
        assert _unreadable(f"{url}/a") == f"{url}/a: {problem}"


def test_a_redirect_from_https_to_http_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was asked for over https never comes over http."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)  # pyright: ignore[reportUnknownMemberType]
    moved = servers.response(302, b"", "Location: http://127.0.0.1:9/a")
    with servers.serve(moved, tls=tls) as server:
        problem = _unreadable(f"{server.url}/a")
    assert problem == f"{server.url}/a: redirects, but not from https to http"


@pytest.mark.parametrize(
    ("pieces", "problem"),
    [
        (response(b"no", "404 Not Found"), "the server returned 404"),
        (response(b"", "204 No Content"), "the server returned 204"),
        (
            response(b"x", "200 OK", "Content-Encoding: gzip"),
            "the response is compressed, which was not requested",
        ),
        (
            [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"],
            (
                "can't be fetched: peer closed connection "
                "without sending complete message body (received 1 bytes, expected 9)"
            ),
        ),
        ([], "can't be fetched: Server disconnected without sending a response."),
        ([b"\x1b[2J\r\n\r\n"], "can't be fetched: illegal status line: bytearray(b'\\x1b[2J')"),
    ],
)
def test_an_answer_that_is_no_document_is_refused(pieces: Iterable[bytes], problem: str) -> None:
    """Other statuses than 200, compression, and broken or missing answers are one line each."""
    with _answers(a=pieces) as url:
        assert _unreadable(f"{url}/a?key=canary") == f"{url}/a: {problem}"


def test_an_endless_answer_is_cut_off() -> None:
    """A body is refused as soon as it is larger than the cap, however long it goes on."""

    def endless(_: str) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        while True:
            yield bytes(2**20)

    with serve(endless) as url:
        assert _unreadable(f"{url}/a.md") == f"{url}/a.md: larger than 32 MiB"


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_dripping_answer_meets_the_deadline(
    start: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that sends a byte now and then, in its headers or its body, is given up in time."""
    monkeypatch.setattr(fetch_module, "_SECONDS", 0.3)
    over = threading.Event()

    def drip(_: str) -> Iterator[bytes]:
        yield start
        while not over.wait(0.02):
            yield b"x"

    with serve(drip) as url:
        assert (
            _unreadable(f"{url}/a")
            == f"{url}/a: not fetched within 0.3 seconds; try again or pass a file"
        )
        over.set()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("ftp://example.com/a", "ftp://example.com/a: only http and https URLs are supported"),
        ("file:///etc/passwd", "file:/etc/passwd: only http and https URLs are supported"),
        ("https:///a", "https:/a: only http and https URLs are supported"),
        (
            "https://me:canary@example.com/a?b=canary",
            "https://example.com/a: remove the credentials from the URL",
        ),
        ("http://example.com:canary/", "http://…: not a valid URL"),
    ],
)
def test_other_urls_are_refused_without_their_secrets(url: str, message: str) -> None:
    """Other schemes, credentials and nonsense are refused, and no secret is repeated."""
    assert _unreadable(url) == message


def test_a_refused_connection_is_one_line() -> None:
    """Where nobody listens the system's reason is given."""
    with _answers() as url:
        pass
    assert _unreadable(f"{url}/a") == f"{url}/a: can't be fetched: All connection attempts failed"

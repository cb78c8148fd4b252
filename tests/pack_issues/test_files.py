"""Files that can't be read, or not as what they are."""

from __future__ import annotations

import re
import resource
import shutil
from itertools import pairwise

import pytest

from flows.check.load import load
from tests.pack_issues.pack_folder import ABOUT, CARD, DECIDE, SOURCE, PackFolder


@pytest.mark.parametrize("file", [ABOUT, SOURCE, DECIDE, "tensions.yaml", "topics.yaml", CARD])
def test_a_key_that_stands_twice(pack: PackFolder, file: str) -> None:
    text = (pack.path / file).read_text(encoding="utf-8")
    if file == CARD:
        line = pack.swap(file, "also:", "title: Twice\nalso:")
    elif file == "topics.yaml":
        line = pack.swap(file, "  cards:", "  title: Twice\n  cards:")
    else:
        key = re.match(r"([a-z-]+):", text)
        assert key
        line = pack.add(file, f"{key[0]} twice\n")
    pack.says(file, line, r"stands here twice")


@pytest.mark.parametrize("file", [SOURCE, DECIDE, "tensions.yaml", "topics.yaml"])
def test_a_file_that_is_not_yaml(pack: PackFolder, file: str) -> None:
    line = pack.add(file, "broken: [\n")
    found = [fault for fault in pack.issues() if fault.file == file]
    assert any("is not YAML" in fault.what and fault.line >= line for fault in found)


@pytest.mark.parametrize("file", [SOURCE, "tensions.yaml", "topics.yaml"])
def test_a_file_that_is_missing(pack: PackFolder, file: str) -> None:
    (pack.path / file).unlink()
    pack.says(file, 0, r"is missing")


@pytest.mark.parametrize("file", [SOURCE, DECIDE, CARD])
@pytest.mark.parametrize("data", [b"\xff\xfe\x00", "§".encode("latin-1")])
def test_a_file_in_another_encoding(pack: PackFolder, file: str, data: bytes) -> None:
    sound = (pack.path / file).read_bytes()
    (pack.path / file).write_bytes(sound + data)
    pack.says(file, sound.count(b"\n") + 1, r"not UTF-8; save it as UTF-8")


@pytest.mark.parametrize("file", [ABOUT, SOURCE, DECIDE, "tensions.yaml", "topics.yaml", CARD])
def test_a_file_that_begins_with_a_byte_order_mark_is_read(pack: PackFolder, file: str) -> None:
    before = load(pack.path).counts()
    text = (pack.path / file).read_text(encoding="utf-8")
    (pack.path / file).write_text(text, encoding="utf-8-sig")
    assert load(pack.path).counts() == before


@pytest.mark.parametrize("file", [ABOUT, SOURCE, DECIDE, "tensions.yaml", "topics.yaml", CARD])
@pytest.mark.parametrize("letter", "\x07\x00\x0b\x7f\ufffe")
def test_a_control_character(pack: PackFolder, file: str, letter: str) -> None:
    first = pack.add(file, f"# a{letter}b [^ours]\n")
    second = pack.add(file, f"# {letter}{letter} [^ours]\n")
    for line in (first, second):
        pack.says(file, line, rf"control character U\+{ord(letter):04X}; delete it")


@pytest.mark.parametrize("folder", ["flows", "cards"])
@pytest.mark.parametrize("kind", ["missing", "empty", "a file"])
def test_a_folder_that_is_missing_or_empty(pack: PackFolder, folder: str, kind: str) -> None:
    shutil.rmtree(pack.path / folder)
    if kind == "empty":
        (pack.path / folder).mkdir()
    elif kind == "a file":
        (pack.path / folder).touch()
    pack.says(folder, 0, r"missing or empty; make it a folder with at least one \.\w+ file")


@pytest.mark.parametrize("file", [ABOUT, SOURCE, DECIDE, "tensions.yaml", "topics.yaml", CARD])
@pytest.mark.parametrize("text", ["", "7", "- a\n- b\n", "a: b\n", "---\n---\n", "a: &x [*x]\n"])
def test_a_file_of_anything_else_is_a_fault_and_never_a_crash(
    pack: PackFolder, file: str, text: str
) -> None:
    (pack.path / file).write_text(text, encoding="utf-8")
    assert pack.issues()


@pytest.mark.parametrize(
    ("file", "text", "pattern"),
    [
        (DECIDE, "id: a\ntitle:\tb\n\tstart: c\n", r"not YAML: a tab can't indent; use spaces"),
        (DECIDE, "id: a\ntitle: b\nintro: c: d\n", r"not YAML: put quotes around a text with a c"),
        (DECIDE, "id: a\ntitle: b\nintro: @c\n", r"put quotes around a text that begins with @"),
        (DECIDE, "id: a\ntitle: b\nintro: 'c\n", r"a quote is opened and never closed"),
        (DECIDE, "id: a\ntitle: b\nintro: [c, d\n", r"close the list with \], or part its items"),
        (DECIDE, "id: a\ntitle: b\nintro: !c d\n", r"put quotes around a text that begins with !"),
        (DECIDE, "id: a\ntitle: b\nintro: *c\n", r"write it out without & and \*"),
        (DECIDE, "id: a\ntitle: b\nx: {c: d: e}\n", r"put quotes around a text with a colon"),
        (DECIDE, "id: a\ntitle: b\n---\nid: c\n", r"second document; take out the line ---"),
        (DECIDE, "id: a\ntitle: b\n[c]: d\n", r"a key is one text"),
        (CARD, "---\ntitle: a\nalso: b: c\n---\nd\n", r"put quotes around a text with a colon"),
    ],
)
def test_yaml_that_is_mended_in_plain_words(
    pack: PackFolder, file: str, text: str, pattern: str
) -> None:
    (pack.path / file).write_text(text, encoding="utf-8")
    pack.says(file, 3, pattern)


BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
    for before, name in pairwise("abcdefghijklmno")
)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        (BOMB, r"write it out without & and \*"),
        ("a: &a {<<: *a}\n", r"write it out without & and \*"),
        ("[" * 100_000, r"is nested deeper than 20 levels"),
        ("{a: " * 100_000, r"is nested deeper than 20 levels"),
        ("- " * 100_000, r"is nested deeper than 20 levels"),
        ("\n".join(" " * at + "a:" for at in range(30)), r"is nested deeper than 20 levels"),
        ("x" * 5_000_001, r"is too large to read: 5 MB at most"),
    ],
    ids=["aliases", "itself", "brackets", "braces", "dashes", "indents", "size"],
)
@pytest.mark.parametrize("file", [SOURCE, DECIDE, "examples/funding.yaml", CARD])
def test_a_file_that_would_do_harm_is_refused_at_once(
    pack: PackFolder, file: str, text: str, pattern: str
) -> None:
    text = f"---\n{text}\n---\nBody. [^ours]\n" if file == CARD else text
    (pack.path / file).write_text(text, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_SELF)
    found = pack.issues()
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert any(one.file == file and re.search(pattern, one.what) for one in found), found
    assert after.ru_utime - before.ru_utime < 2
    assert after.ru_maxrss - before.ru_maxrss < 100_000  # kilobytes


@pytest.mark.parametrize(
    "sign", ["- ", "> ", "[^a]", "[^a] x ", "[", "*", "| a |\n| - |\n", "`", "[a](", "![a]("]
)
def test_a_body_that_would_do_harm_ends_all_the_same(pack: PackFolder, sign: str) -> None:
    pack.add(CARD, f"\n{sign * 20_000}\n")
    before = resource.getrusage(resource.RUSAGE_SELF)
    assert pack.issues()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - before.ru_utime < 5

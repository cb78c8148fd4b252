"""Packs: which one a command is about, a new one, and what its claims and figures tell."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flows.check.load import load
from flows.model.claim import OURS, Link, read_claim
from flows.model.figures import figures
from flows.nlu.model_bundle import FILE
from flows.pack.read import CONTENT, NoPackError, find_pack, packs
from flows.pack.scaffold import TEMPLATE, CannotWriteError, write_pack

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.pack.pack import Pack


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, with no settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PACK", raising=False)
    return tmp_path


@pytest.fixture
def library(folder: Path) -> Path:
    return write_pack(folder / "library")


# A new pack


def test_a_new_pack_is_sound_walks_and_answers_by_titles_and_aliases(
    meded: Callable[..., tuple[int, str, str]], folder: Path
) -> None:
    status, out, _ = meded("new", "week-two")
    assert (status, len(out.splitlines())) == (0, 3)
    assert [path.name for path in folder.iterdir()] == ["week-two"]
    status, out, err = meded("check", "--pack", "week-two")
    assert (status, err) == (0, "")
    assert "3 cards" in out
    assert "week-two/matcher.npz: warning: is missing" in out
    _, out, err = meded("walk", "borrow", "yes", "no", "--json", "--pack", "week-two")
    assert (json.loads(out)["node"], err) == ("borrow_it", "")
    _, out, err = meded("ask", "--json", "late fee", "--pack", "week-two")
    assert (json.loads(out)["kind"], json.loads(out)["id"]) == ("card", "late-return")
    assert "knows only titles and aliases" in err
    about = load(folder / "week-two").about
    assert (about.id, about.command) == ("week-two", "/week-two")


@pytest.mark.parametrize("content", [b"", b"cut", None])
def test_what_was_learned_and_cannot_be_used_is_said_at_the_start(
    meded: Callable[..., tuple[int, str, str]], library: Path, content: bytes | None
) -> None:
    learned = (CONTENT / "masters" / FILE).read_bytes() if content is None else content
    (library / FILE).write_bytes(learned)
    status, _, err = meded("ask", "late fee", "--pack", "library")
    assert (status, err.count("\n")) == (0, 1)
    assert err.startswith("meded: matcher.npz is damaged or of other cards, so library knows only")


def test_the_template_shows_everything_that_a_pack_can_hold() -> None:
    pack = load(TEMPLATE)
    (flow,) = pack.flows.values()
    sizes = (pack.source.sections, pack.source.facts, flow.questions, flow.outcomes, pack.cards)
    assert [len(size) for size in sizes] == [2, 4, 2, 3, 3]
    assert any(claim.links for card in pack.cards.values() for claim in card.claims())


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("masters", "comes with the program"),
        ("Week", "write week instead of Week"),
        ("week two", "write week-two instead"),
        ("2nd", "start with a letter"),
        ("a" * 32, "31 at most"),
        ("full", "is there already"),
        ("file", "is there already"),
        ("nowhere/week", "can't write nowhere/week"),
        ("file/week", "can't write file/week"),
    ],
)
def test_a_pack_that_cannot_be_written_is_one_line_and_leaves_nothing(
    meded: Callable[..., tuple[int, str, str]], folder: Path, name: str, says: str
) -> None:
    (folder / "full").mkdir()
    (folder / "full/kept").touch()
    (folder / "file").touch()
    status, out, err = meded("new", name)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("meded: ")
    assert says in err
    assert {path.name for path in folder.rglob("*")} == {"full", "kept", "file"}


def test_a_new_pack_may_fill_an_empty_folder(folder: Path) -> None:
    (folder / "week").mkdir()
    assert load(write_pack(folder / "week"))


def test_writing_that_breaks_off_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(CannotWriteError, match="No space left"):
        write_pack(folder / "week")
    assert not list(folder.iterdir())


# Which pack


def test_a_pack_is_found_by_id_or_by_path(library: Path) -> None:
    assert find_pack("masters") == CONTENT / "masters"
    assert find_pack("library").resolve() == library
    assert find_pack(f"{library}/") == library
    assert packs() == [CONTENT / "masters"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("master", "there is no pack master; do you mean masters?"),
        ("zzz", "there is no pack zzz; there are: masters"),
        ("library/source.yaml", "is a file; a pack is a folder"),
        ("library/cards", "has no pack.yaml"),
        ("bare", "has no folder flows"),
        ("~nobody-at-all", "there is no pack ~nobody-at-all"),
    ],
)
@pytest.mark.parametrize("command", ["check", "walk borrow", "ask hello", "chat", "train"])
def test_a_pack_that_is_none_is_one_line(
    meded: Callable[..., tuple[int, str, str]], library: Path, name: str, says: str, command: str
) -> None:
    (library.parent / "bare").mkdir()
    shutil.copy(library / "pack.yaml", library.parent / "bare")
    with pytest.raises(NoPackError):
        find_pack(name)
    status, out, err = meded(*command.split(), "--pack", name)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("meded: ")
    assert says in err


@pytest.mark.parametrize("how", ["option", "environment", ".env"])
@pytest.mark.parametrize("command", ["walk borrow", "draw borrow", "ask hello"])
def test_every_command_takes_the_pack_from_the_option_or_the_setting(
    meded: Callable[..., tuple[int, str, str]],
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    how: str,
) -> None:
    words = command.split()
    if how == "environment":
        monkeypatch.setenv("PACK", str(library))
    elif how == ".env":
        Path(".env").write_text("PACK=library\n", encoding="utf-8")
    else:
        monkeypatch.setenv("PACK", "masters")
        words += ["--pack", "library"]
    assert meded(*words)[0] == 0


def test_evaluate_measures_the_pack_that_is_named(
    meded: Callable[..., tuple[int, str, str]], library: Path
) -> None:
    row = {"text": "late fee", "accept": ["late-return"], "kind": "direct"}
    Path("rows.jsonl").write_text(f"{json.dumps(row)}\n", encoding="utf-8")
    assert meded("evaluate", "rows.jsonl", "--pack", str(library))[0] == 0
    assert "no card or command late-return" in meded("evaluate", "rows.jsonl")[2]


QUESTION, REPLY, DANGER = (
    '{"id": 7, "text": "late fee", "accept": []}',
    '{"text": "yup", "question": "decide/identity", "accept": ["yes"]}',
    '{"text": "I want to die", "accept": ["danger"]}',
)


@pytest.mark.parametrize("row", [QUESTION, REPLY, DANGER, f"\ufeff{REPLY}"])
def test_evaluate_measures_a_file_of_each_sort(
    meded: Callable[..., tuple[int, str, str]], row: str
) -> None:
    Path("rows.jsonl").write_text(f"{row}\r\n\n", encoding="utf-8")
    status, out, err = meded("evaluate", "rows.jsonl")
    assert (status, err) == (0, "")
    assert "100.0%" in out


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (f"{QUESTION}\n{REPLY}", "line 2: is a reply, but line 1 is a question; put each into"),
        (f"{REPLY}\n{REPLY}\n{QUESTION}", "line 3: is a question, but line 1 is a reply; put"),
        (f"{QUESTION}\n{DANGER}", "line 2: is a line of danger, strain or none, but line 1 is"),
        (f"{DANGER}\n{REPLY}", "line 2: is a reply, but line 1 is a line of danger"),
        ("\n\n", 'holds no line; a line is {"text"'),
        (f"{QUESTION}\nnonsense", "line 2: is no JSON in UTF-8 (expected ident at column 2)"),
        (f"{QUESTION}\n{'[' * 100_000}", "line 2: is no JSON in UTF-8"),
        (f"{QUESTION}\n[]", 'line 2: should hold keys and values; a line is {"text"'),
        ('{"text": "x"}', "line 1: accept is missing; a line is"),
        ('{"text": "x", "accept": "funding"}', "line 1: accept should be a list"),
        ('{"text": "x", "accept": ["fundin"]}', "line 1: there is no card or command fundin; do"),
        (
            '{"text": "x", "accept": ["zzz"]}',
            "there is no card or command zzz; name one that the",
        ),
        (REPLY.replace("decide/", "gone/"), "line 1: there is no question gone/identity; do you"),
        (REPLY.replace("yes", "si"), "line 1: there is no answer si; there are: no, other, unsure"),
    ],
)
def test_a_file_that_evaluate_cannot_measure_is_one_line_with_its_place_and_mend(
    meded: Callable[..., tuple[int, str, str]], rows: str, says: str
) -> None:
    Path("rows.jsonl").write_text(rows, encoding="utf-8")
    status, out, err = meded("evaluate", "rows.jsonl")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("meded: rows.jsonl: ")
    assert says in err


def test_evaluate_of_no_file_a_folder_or_other_bytes_is_one_line(
    meded: Callable[..., tuple[int, str, str]], folder: Path
) -> None:
    (folder / "latin.jsonl").write_bytes(QUESTION.replace("late", "Präsenz").encode("latin-1"))
    for name, says in (
        ("gone.jsonl", "No such file or directory; name a file with a JSON object on each line"),
        (".", "Is a directory; name a file"),
        ("latin.jsonl", "line 1: is no JSON in UTF-8 (invalid unicode code point at column"),
    ):
        status, out, err = meded("evaluate", name)
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert f"meded: {name}: {says}" in err


def test_check_reports_every_broken_pack_and_names_each(
    meded: Callable[..., tuple[int, str, str]], library: Path
) -> None:
    other = write_pack(library.parent / "other")
    (library / "cards/renewing.md").unlink()
    (other / "topics.yaml").write_text("", encoding="utf-8")
    status, out, err = meded("check", "library", "other", "masters")
    assert status == 1
    assert (
        "library/topics.yaml:5: there is no card renewing; there are: borrowing, late-return" in err
    )
    assert "other/topics.yaml: " in err
    assert "masters: " in out


def test_check_alone_takes_the_packs_that_come_along_and_the_one_that_is_set(
    meded: Callable[..., tuple[int, str, str]], library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACK", str(library))
    status, out, err = meded("check")
    assert (status, err) == (0, "")
    assert [line for line in out.splitlines() if line.startswith("masters: 1 source, ")]
    assert [line for line in out.splitlines() if line.startswith("library: 1 source, ")]


@pytest.mark.parametrize(
    ("day", "told"), [("2001-01-01", "was to be compared with"), ("2999-01-01", "is still to come")]
)
def test_check_warns_of_a_review_that_is_due_or_still_to_come(
    meded: Callable[..., tuple[int, str, str]], library: Path, day: str, told: str
) -> None:
    about = library / "pack.yaml"
    text = re.sub(r"reviewed_on: .*", f"reviewed_on: {day}", about.read_text("utf-8"))
    about.write_text(text, "utf-8")
    status, out, _ = meded("check", "--pack", str(library))
    assert status == 0
    (warned,) = (line for line in out.splitlines() if told in line)
    assert warned.startswith("library/pack.yaml: warning: ")


def test_a_flow_that_is_nearly_another_is_named(
    meded: Callable[..., tuple[int, str, str]], library: Path
) -> None:
    status, _, err = meded("walk", "borow", "--pack", str(library))
    assert (status, err) == (2, "meded: there is no flow borow; do you mean borrow?\n")


# Claims and figures


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("$15,000–$50,000+", ["$15000-50000+"]),
        ("£500", ["£500"]),
        ("£ 500", ["£500"]),
        ("€500", ["€500"]),
        ("500 €", ["€500"]),
        ("500 € to 700 €", ["€500-700"]),
        ("£10–£20", ["£10-20"]),
        ("60–80%", ["60-80%"]),
        ("60% to 80 percent", ["60-80%"]),
        ("3 months", ["3 months"]),
        ("a 3-month course", ["3 months"]),
        ("1 month", ["1 months"]),
        ("6 to 12 months", ["6-12 months"]),
        ("3 monthly", ["3"]),
        ("1–3 years", ["1-3"]),
        ("10–20 hours", ["10-20"]),
        ("steps 1,2 and 3", ["1", "2", "3"]),
        ("1,234,567.5", ["1234567.5"]),
        ("p < 0.05", ["0.05"]),
        ("no figure", []),
    ],
)
def test_figures_keep_what_tells_them_apart(text: str, stated: list[str]) -> None:
    assert sorted(figures(text)) == stated


def test_a_claim_gives_its_words_and_its_links() -> None:
    text = "Ask  [the\n office](https://a.example/b) or [HR](https://c.example). [^ours] [^b]"
    claim = read_claim(text, 7)
    office, hr = Link("the office", "https://a.example/b"), Link("HR", "https://c.example")
    assert claim.text == "Ask the office or HR."
    assert (claim.facts, claim.line) == ((OURS, "b"), 7)
    assert claim.links == (office, hr)
    assert read_claim("Plain. [^ours]").display_text == "Plain. (our note)"


def test_what_is_ours_rests_on_no_section_of_the_document(pack: Pack) -> None:
    ours = [read_claim("We think so.", facts=(OURS,))]
    fact = next(iter(pack.source.facts))
    theirs = [*ours, read_claim("It says so.", facts=(fact,))]
    assert (pack.sections(ours), pack.rests_on_document(ours)) == ((), False)
    assert pack.sections(theirs) == (pack.source.sections[pack.source.facts[fact].section],)
    assert pack.rests_on_document(theirs)

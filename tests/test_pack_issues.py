"""A pack that is broken, in every way we know: each fault names its file, its line, the mend."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import flows.pack.read
from bot.__main__ import main
from bot.slack.blocks import SECTION, draw
from flows.check.budget import SECTION_BUDGET
from flows.check.load import load, load_with_warnings
from flows.dialogue.actions import ACTIONS
from flows.dialogue.engine import DialogueEngine
from flows.dialogue.reply import asked_again
from flows.model.issue import BrokenPackError, Issue
from flows.pack.read import CONTENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.dialogue.reply import Message
    from flows.pack.pack import Pack

DECIDE = "flows/decide.yaml"
CARD = "cards/red-flags.md"
SOURCE = "source.yaml"


class PackFolder:
    """A copy of a pack that a test may break; its examples are one line a card, to load fast."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def swap(self, file: str, old: str, new: str) -> int:
        """Replace the first `old` in a file; returns its line, counted from 1."""
        text = (self.path / file).read_text(encoding="utf-8")
        assert old in text, f"{old} is no longer in {file}"
        (self.path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def add(self, file: str, text: str) -> int:
        """Add lines at the end of a file; returns the first one's number."""
        with (self.path / file).open("a+", encoding="utf-8") as open_file:
            open_file.seek(0)
            line = open_file.read().count("\n") + 1
            open_file.write(text)
        return line

    def line(self, file: str, text: str) -> int:
        """Find the line on which a text stands."""
        return self.swap(file, text, text)

    def faults(self) -> list[Issue]:
        with pytest.raises(BrokenPackError) as broken:
            load(self.path)
        assert str(broken.value).splitlines() == [str(fault) for fault in broken.value.issues]
        return list(broken.value.issues)

    def says(self, file: str, line: int, pattern: str) -> None:
        """Check that this fault is reported at this place."""
        found = self.faults()
        here = [f for f in found if (f.file, f.line) == (file, line)]
        assert any(re.search(pattern, fault.what) for fault in here), found


@pytest.fixture
def pack(tmp_path: Path) -> PackFolder:
    kept = shutil.ignore_patterns("examples")
    path = Path(shutil.copytree(CONTENT / "masters", tmp_path / "packs" / "masters", ignore=kept))
    (path / "examples").mkdir()
    for card in (path / "cards").iterdir():
        example = f"voice: {{direct: [tell me about {card.stem}]}}\n"
        (path / "examples" / f"{card.stem}.yaml").write_text(example, encoding="utf-8")
    return PackFolder(path)


def test_the_copy_itself_is_sound(pack: PackFolder) -> None:
    assert load(pack.path).counts()["cards"] == len(load().cards)


# Figures and facts


def test_a_figure_changed_in_a_card(pack: PackFolder) -> None:
    file = "cards/alternatives.md"
    line = pack.swap(file, "60–80%", "65–80%")
    pack.says(file, line, r"figure 65-80% is in no fact")


def test_a_figure_changed_in_a_table(pack: PackFolder) -> None:
    path = next(
        card
        for card in sorted((pack.path / "cards").iterdir())
        if re.search(r"^\|[^\n]*\d[^\n]*\[\^", card.read_text(encoding="utf-8"), re.MULTILINE)
    )
    text = path.read_text(encoding="utf-8")
    row = re.search(r"^\|[^\n]*?(\d+)[^\n]*\[\^", text, re.MULTILINE)
    assert row
    path.write_text(f"{text[: row.start(1)]}987654{text[row.end(1) :]}", encoding="utf-8")
    pack.says(f"cards/{path.name}", text[: row.start(1)].count("\n") + 1, r"figure .*987654")


def test_a_figure_changed_in_the_source(pack: PackFolder) -> None:
    text = (pack.path / SOURCE).read_text(encoding="utf-8")
    fact = re.search(
        r"^  ([a-z-]+):\n    section: [^\n]+\n    says: [^\n]*?(\d+)", text, re.MULTILINE
    )
    assert fact
    changed = f"{text[: fact.start(2)]}98765{text[fact.end(2) :]}"
    (pack.path / SOURCE).write_text(changed, encoding="utf-8")
    line = text[: fact.start(1)].count("\n") + 1
    pack.says(SOURCE, line, rf"fact {fact[1]}: says and figures differ")


def test_a_fact_mark_misspelled_in_a_card(pack: PackFolder) -> None:
    line = pack.swap(CARD, "[^flag-buzzwords]", "[^flag-buzzword]")
    pack.says(CARD, line, r"there is no fact flag-buzzword in source\.yaml")


def test_a_fact_misspelled_in_a_flow(pack: PackFolder) -> None:
    pack.swap(DECIDE, "facts: [framework-identity,", "facts: [framework-identify,")
    assert any(
        fault.file == DECIDE and fault.line and "framework-identify" in fault.what
        for fault in pack.faults()
    )


def test_a_claim_without_a_mark(pack: PackFolder) -> None:
    line = pack.add(CARD, "\nNobody said this.\n") + 1
    pack.says(CARD, line, r"rests on no fact; end it in")


def test_a_claim_that_mixes_ours_with_facts(pack: PackFolder) -> None:
    line = pack.swap(CARD, "[^people-pick-badly]", "[^people-pick-badly] [^ours]")
    pack.says(CARD, line, r"mixes \[\^ours\] with facts")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (CARD, "get burned when", "get burned [^people-pick-badly] when"),
        (CARD, "[^people-pick-badly]", "[^people-pick-badly]."),
        (CARD, "[^people-pick-badly]", "[^people pick-badly] [^people-pick-badly]"),
        (SOURCE, "January 8, 2026, as a read", "January 8, 2026, [^dated] as a read"),
        (DECIDE, 'because: "you want', 'because: "you [^framework-identity] want'),
        (DECIDE, 'next: "Keep practicing', 'next: "Keep [^teacher-reps] practicing'),
        ("cards/career-value.md", "Low [^value-bedside]", "[^value-bedside] Low [^value-bedside]"),
    ],
)
def test_a_mark_before_the_end(pack: PackFolder, file: str, old: str, new: str) -> None:
    line = pack.swap(file, old, new)
    pack.says(file, line, r"has a mark before its end, .*; move it to the end")


@pytest.mark.parametrize(
    ("file", "old"),
    [
        (CARD, "Red flags in a program"),
        (SOURCE, "publisher: Residency Advisor"),
        (SOURCE, "myth: The myth"),
        ("topics.yaml", "title: Deciding"),
        ("tensions.yaml", "short: "),
        ("tensions.yaml", "says: "),
        (DECIDE, "title: Should I do a master's?"),
        (DECIDE, "Three questions,"),
        (DECIDE, "name: Main identity"),
        (DECIDE, "ask: Should education"),
        (DECIDE, "It separates"),
        (DECIDE, "Yes, either one"),
        (DECIDE, "verdict: You almost certainly"),
    ],
)
def test_a_mark_where_none_can_stand(pack: PackFolder, file: str, old: str) -> None:
    key, found, start = old.rpartition(": ")
    line = pack.swap(file, old, f"{key}{found}{start or 'X'} [^dated] ")
    pack.says(file, line, r"shows a \[\^mark\]; name the fact under facts, or take it out")


def test_a_fact_of_an_unknown_section(pack: PackFolder) -> None:
    pack.add(SOURCE, "  stray:\n    section: nowhere\n    says: Something.\n")
    line = pack.line(SOURCE, "  stray:")
    pack.says(SOURCE, line, r"there is no section nowhere")


def test_a_fact_called_ours(pack: PackFolder) -> None:
    line = pack.add(SOURCE, "  ours:\n    section: myth\n    says: Something.\n")
    pack.says(SOURCE, line, r"reserved")


@pytest.mark.parametrize(
    "date", ["2026-13-45", "2026-02-29", "20260108", "January 8", "２０２６-01-08"]
)
def test_a_date_that_is_no_day(pack: PackFolder, date: str) -> None:
    line = pack.swap(SOURCE, "2026-01-08", date)
    pack.says(SOURCE, line, rf"date {date} is no day; write one as YYYY-MM-DD")


def test_a_source_that_cannot_be_read_is_not_blamed_on_every_card(pack: PackFolder) -> None:
    line = pack.swap(SOURCE, "publisher:", "publishes:")
    found = pack.faults()
    assert {fault.file for fault in found} == {SOURCE}
    assert line in {fault.line for fault in found}


def test_a_fact_that_nothing_rests_on_is_a_warning_only(pack: PackFolder) -> None:
    line = pack.add(SOURCE, "  spare:\n    section: myth\n    says: Something.\n")
    warnings = [str(warning) for warning in load_with_warnings(pack.path)[1]]
    assert f"{SOURCE}:{line}: warning: no claim rests on fact spare" in warnings


# Cards


def test_a_card_removed(pack: PackFolder) -> None:
    (pack.path / CARD).unlink()
    found = pack.faults()
    assert {f.file for f in found} >= {DECIDE, "topics.yaml", "cards/choosing-program.md"}
    assert all("there is no card red-flags" in fault.what for fault in found)
    assert all(fault.line for fault in found if not fault.file.startswith("examples/"))


def test_a_card_on_no_shelf_and_without_examples(pack: PackFolder) -> None:
    shutil.copy(pack.path / CARD, pack.path / "cards/stray.md")
    pack.swap("cards/stray.md", "aliases: [", "aliases: [only here] #")
    found = {(fault.file, fault.what.split(";")[0]) for fault in pack.faults()}
    assert ("topics.yaml", "card stray is on no shelf") in found
    assert ("examples/stray.yaml", "is missing") in found


def test_a_card_on_two_shelves(pack: PackFolder) -> None:
    pack.add("topics.yaml", "- title: Again\n  cards: [red-flags]\n")
    line = pack.line("topics.yaml", "- title: Again")
    pack.says("topics.yaml", line, r"red-flags stands on two shelves")


def test_an_alias_of_two_cards(pack: PackFolder) -> None:
    line = pack.swap("cards/funding.md", "aliases: [", "aliases: [BUZZWORDS, ")
    first, second = sorted(["funding", "red-flags"])
    line = pack.line(f"cards/{second}.md", "aliases: [")
    pack.says(f"cards/{second}.md", line, rf"“buzzwords” belongs to card {first} already")


def test_a_neighbor_misspelled(pack: PackFolder) -> None:
    line = pack.swap(CARD, "also: [choosing-program", "also: [choosing-programme")
    pack.says(CARD, line, r"there is no card choosing-programme")


def test_a_card_named_like_a_word_people_type(pack: PackFolder) -> None:
    (pack.path / CARD).rename(pack.path / "cards/help.md")
    assert any(
        fault.file == "cards/help.md" and "word people type" in fault.what
        for fault in pack.faults()
    )


def test_a_card_without_front_matter(pack: PackFolder) -> None:
    pack.swap(CARD, "---\n", "")
    pack.says(CARD, 1, r"front matter")


def test_a_card_without_a_lead(pack: PackFolder) -> None:
    text = (pack.path / CARD).read_text(encoding="utf-8")
    front, body = text.split("---\n")[1:3]
    bullets = body[body.index("- ") :]
    (pack.path / CARD).write_text(f"---\n{front}---\n{bullets}", encoding="utf-8")
    pack.says(CARD, 6, r"no lead")


def test_a_lead_that_is_too_long(pack: PackFolder) -> None:
    line = pack.swap(CARD, "A website rich", "Long. " * 60 + "A website rich")
    pack.says(CARD, line, r"lead has \d+ characters; 240 at most")


def _table(rows: int, columns: int, cell: str = "x") -> str:
    lines = [f"|{f' {cell} |' * columns}", f"|{' --- |' * columns}"]
    row = f"|{f' {cell} |' * columns}".removesuffix(" |") + " [^ours] |"
    return "\n".join(["", *lines, *[row] * (rows - 1), ""])


def test_a_table_as_large_as_a_message_takes(pack: PackFolder) -> None:
    pack.add(CARD, _table(100, 20))
    assert _longest_section(load(pack.path)) < SECTION


@pytest.mark.parametrize(
    ("table", "pattern"),
    [
        (_table(101, 2), "table has 101 rows with its head; 100 at most"),
        (_table(3, 21), "table has 21 columns; 20 at most"),
        (_table(21, 5, "x" * 100), "table has 10500 characters; 10000 at most"),
        (_table(3, 2, "[^ours]"), "table has a mark in its head; move it to the end of a row"),
        (_table(3, 2, " "), "table has an empty cell, .*; write something in it"),
    ],
)
def test_a_table_that_no_message_takes(pack: PackFolder, table: str, pattern: str) -> None:
    pack.says(CARD, pack.add(CARD, table) + 1, pattern)


def test_a_second_table(pack: PackFolder) -> None:
    pack.add(CARD, _table(2, 2))
    line = pack.add(CARD, f"\nBetween. [^ours]\n{_table(2, 2)}") + 3
    pack.says(CARD, line, r"second table, .*; make it a list, or a card of its own")


@pytest.mark.parametrize(
    ("block", "pattern"),
    [("1. One [^ours]\n", "only paragraphs"), ("- a [^ours]\n  - b [^ours]\n", "flat")],
)
def test_a_block_that_no_card_can_hold(pack: PackFolder, block: str, pattern: str) -> None:
    line = pack.add(CARD, f"\n{block}")
    found = pack.faults()
    assert [(f.file, f.line >= line) for f in found if re.search(pattern, f.what)] == [(CARD, True)]


def test_an_unknown_key_in_front_matter(pack: PackFolder) -> None:
    line = pack.swap(CARD, "also:", "author: me\nalso:")
    pack.says(CARD, line, r"author is not a key that belongs here")


def test_examples_of_a_card_that_is_not_there(pack: PackFolder) -> None:
    (pack.path / "examples/stray.yaml").write_text("voice: {direct: [hey]}\n", encoding="utf-8")
    pack.says("examples/stray.yaml", 0, r"there is no card stray")


# Flows


@pytest.mark.parametrize("name", ["unsure", "why", "other"])
def test_an_answer_named_like_what_is_no_answer(pack: PackFolder, name: str) -> None:
    line = pack.swap(DECIDE, "      no: {", f"      {name}: {{")
    pack.says(DECIDE, line, rf"answer {name} is reserved for “.+”; rename it")


def test_a_target_misspelled(pack: PackFolder) -> None:
    line = pack.swap(DECIDE, "to: smaller_programs", "to: smaller_program")
    pack.says(DECIDE, line, r"ambition\.no leads to smaller_program, which does not exist")
    assert any("smaller_programs can't be reached" in fault.what for fault in pack.faults())


def test_a_circle(pack: PackFolder) -> None:
    pack.swap(DECIDE, "to: likely_worthwhile", "to: identity")
    line = pack.line(DECIDE, "  identity:\n    name")
    pack.says(DECIDE, line, r"circle: identity → ambition → support → identity")


def test_an_outcome_that_nothing_leads_to(pack: PackFolder) -> None:
    pack.add(DECIDE, "  lonely: {verdict: Alone., facts: [framework-identity]}\n")
    line = pack.line(DECIDE, "  lonely:")
    pack.says(DECIDE, line, r"lonely can't be reached from the start")


def test_a_start_that_is_not_there(pack: PackFolder) -> None:
    line = pack.swap(DECIDE, "start: identity", "start: nowhere")
    pack.says(DECIDE, line, r"there is no question nowhere to start")


def test_a_question_that_is_an_outcome_as_well(pack: PackFolder) -> None:
    line = pack.add(DECIDE, "  support: {verdict: Twice., facts: [framework-identity]}\n")
    pack.says(DECIDE, line, r"support is a question as well")


def test_a_flow_whose_id_is_not_its_file(pack: PackFolder) -> None:
    line = pack.swap(DECIDE, "id: decide", "id: other")
    pack.says(DECIDE, line, r"id other differs from the file's name")


def test_a_flow_named_like_a_word_people_type(pack: PackFolder) -> None:
    (pack.path / DECIDE).rename(pack.path / "flows/help.yaml")
    line = pack.swap("flows/help.yaml", "id: decide", "id: help")
    pack.says("flows/help.yaml", line, r"help is a word people type")


@pytest.mark.parametrize(
    ("old", "new", "pattern"),
    [
        ("cards: [goal-clinical-teacher", "cards: [goal-clinical", r"there is no card"),
        ("tensions: [skip-vs", "tensions: [skp-vs", r"there is no tension"),
        ("revisit: identity", "revisit: identify", r"there is no question identify to revisit"),
        ('label: "Yes, either one"', f"label: {'x' * 76}", r"at most 75"),
        ("    why:", "    whi:", r"whi is not a key|why is missing"),
    ],
)
def test_a_slip_in_a_flow(pack: PackFolder, old: str, new: str, pattern: str) -> None:
    line = pack.swap(DECIDE, old, new)
    found = pack.faults()
    hits = [fault for fault in found if fault.file == DECIDE and re.search(pattern, fault.what)]
    assert any(fault.line for fault in hits), found
    assert min(abs(fault.line - line) for fault in hits) <= 4


def test_a_question_that_asks_with_a_figure(pack: PackFolder) -> None:
    pack.swap(DECIDE, "ask: Can you get", "ask: Within 3 years, can you get")
    line = pack.line(DECIDE, "  support:\n")
    pack.says(DECIDE, line, r"asks with a figure")


# Lengths


def _replies(engine: DialogueEngine) -> Iterator[Message]:
    """Every reply that says what a pack says."""
    pack, system, steps = engine.pack, engine.replies.system, engine.replies.steps
    privacy = "p" * 200
    yield from (engine.replies.cards.card(card, whole=True) for card in pack.cards)
    places = [at for machine in pack.machines.values() for at in machine.positions()]
    for at in places:
        flow = pack.flows[at.flow]
        yield from (steps.step(at, privacy), system.welcome(at, privacy))
        yield system.help(at, privacy, tuple(ACTIONS))
        if at.kind == "outcome":
            yield steps.reasons(at)
        else:
            yield from (steps.why(at, privacy), steps.leads(at, privacy))
            yield asked_again(
                "Back", flow.questions[at.node].ask, steps.step(at, privacy), system.about(privacy)
            )


def _longest_section(loaded: Pack) -> int:
    drawings = map(draw, _replies(DialogueEngine(loaded)))
    texts = (block.get("text", {}).get("text", "") for d in drawings for block in d.blocks)
    return max(map(len, texts))


@pytest.mark.parametrize("letter", ["x", "&"])
@pytest.mark.parametrize(
    ("file", "place"),
    [
        (CARD, "People get burned"),
        (CARD, "The document names just"),
        (DECIDE, "Three questions"),
        (DECIDE, "you want education"),
        (DECIDE, "Keep practicing"),
        (DECIDE, "Are you mainly"),
        (SOURCE, "It cites no studies"),
    ],
)
def test_what_no_message_could_show_in_full(
    pack: PackFolder, file: str, place: str, letter: str
) -> None:
    """Up to the limit everything is shown, however it is drawn; beyond it, the place is named."""
    said = r"takes (\d+) characters; 2500 at most, so shorten it"
    pack.swap(file, place, f"{letter * 3000} {place}")
    over = [
        (fault, int(found[1]) - SECTION_BUDGET)
        for fault in pack.faults()
        if (found := re.search(said, fault.what))
    ]
    assert {fault.file for fault, _ in over} == {file}
    assert all(fault.line for fault, _ in over)
    excess = max(more for _, more in over)
    less = -(-excess // (5 if letter == "&" else 1))
    pack.swap(file, letter * less, "")
    assert SECTION_BUDGET * 0.7 < _longest_section(load(pack.path)) < SECTION


def test_the_line_of_a_card_at_which_it_grows_too_long(pack: PackFolder) -> None:
    item = f"- {'x' * 600} [^ours]\n"
    line = pack.add(CARD, f"\n{item * 5}")
    pack.says(CARD, line + 4, r"what stands together, .* takes \d+ characters")


# Files


@pytest.mark.parametrize("file", [SOURCE, DECIDE, "tensions.yaml", "topics.yaml", CARD])
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
    found = [fault for fault in pack.faults() if fault.file == file]
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


@pytest.mark.parametrize("file", [SOURCE, DECIDE, "tensions.yaml", "topics.yaml", CARD])
def test_a_file_that_begins_with_a_byte_order_mark_is_read(pack: PackFolder, file: str) -> None:
    before = load(pack.path).counts()
    text = (pack.path / file).read_text(encoding="utf-8")
    (pack.path / file).write_text(text, encoding="utf-8-sig")
    assert load(pack.path).counts() == before


@pytest.mark.parametrize("file", [SOURCE, DECIDE, "tensions.yaml", "topics.yaml", CARD])
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


@pytest.mark.parametrize("file", [SOURCE, DECIDE, "tensions.yaml", "topics.yaml", CARD])
@pytest.mark.parametrize("text", ["", "7", "- a\n- b\n", "a: b\n", "---\n---\n", "a: &x [*x]\n"])
def test_a_file_of_anything_else_is_a_fault_and_never_a_crash(
    pack: PackFolder, file: str, text: str
) -> None:
    (pack.path / file).write_text(text, encoding="utf-8")
    assert pack.faults()


# Together


def test_every_fault_is_reported_not_only_the_first(pack: PackFolder) -> None:
    pack.swap("cards/alternatives.md", "60–80%", "65–80%")
    pack.swap(CARD, "[^flag-buzzwords]", "[^flag-buzzword]")
    pack.swap(DECIDE, "to: smaller_programs", "to: smaller_program")
    pack.swap("tensions.yaml", "facts: [framework-identity,", "facts: [gone,")
    pack.swap(SOURCE, "2026-01-08", "2026-13-45")
    pack.swap("topics.yaml", "- title", "- \x07title")
    files = [fault.file for fault in pack.faults()]
    assert {"cards/alternatives.md", CARD, DECIDE, SOURCE, "tensions.yaml", "topics.yaml"} <= {
        *files
    }
    assert files == sorted(files)


def test_check_prints_every_fault_with_its_place_and_fails(
    pack: PackFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = pack.swap(DECIDE, "to: smaller_programs", "to: smaller_program")
    other = pack.swap(CARD, "[^flag-buzzwords]", "[^flag-buzzword]")
    monkeypatch.setattr(flows.pack.read, "CONTENT", pack.path.parent)
    assert main(["check"]) == 1
    printed = capsys.readouterr()
    assert f"{DECIDE}:{line}: " in printed.err
    assert f"{CARD}:{other}: " in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""


def test_check_of_a_sound_pack_prints_its_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(CONTENT / "masters", tmp_path / "masters")
    monkeypatch.setattr(flows.pack.read, "CONTENT", tmp_path)
    assert main(["check"]) == 0
    assert "32 cards" in capsys.readouterr().out

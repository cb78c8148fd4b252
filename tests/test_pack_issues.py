"""A pack that is broken, in every way we know: each issue names its file, its line, the mend."""

from __future__ import annotations

import re
import resource
import shutil
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import flows.pack.read
from bot.__main__ import main
from bot.slack.blocks import SECTION, draw
from flows.check.budget import SECTION_BUDGET
from flows.check.load import load, load_with_examples
from flows.dialogue.actions import ACTIONS
from flows.dialogue.engine import DialogueEngine
from flows.dialogue.reply import asked_again
from flows.model.claim import Link
from flows.model.issue import BrokenPackError, Issue
from flows.pack.read import CONTENT
from flows.pack.scaffold import TEMPLATE
from tests.conversation import positions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.dialogue.reply import Message
    from flows.pack.pack import Pack

ABOUT = "pack.yaml"
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

    def issues(self) -> list[Issue]:
        with pytest.raises(BrokenPackError) as broken:
            load_with_examples(self.path)
        shown = [f"{self.path.name}/{issue}" for issue in broken.value.issues]
        assert str(broken.value).splitlines() == shown
        return list(broken.value.issues)

    def says(self, file: str, line: int, pattern: str) -> None:
        """Check that this fault is reported at this place."""
        found = self.issues()
        here = [f for f in found if (f.file, f.line) == (file, line)]
        assert any(re.search(pattern, fault.what) for fault in here), found


@pytest.fixture
def pack(tmp_path: Path) -> PackFolder:
    kept = shutil.ignore_patterns("examples")
    path = Path(shutil.copytree(CONTENT / "masters", tmp_path / "packs" / "masters", ignore=kept))
    (path / "examples").mkdir()
    for card in (path / "cards").iterdir():
        example = f"author: {{direct: [tell me about {card.stem}]}}\n"
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
    pack.says(CARD, line, r"there is no fact flag-buzzword; do you mean flag-buzzwords\?")


def test_a_fact_misspelled_in_a_flow(pack: PackFolder) -> None:
    pack.swap(DECIDE, "facts: [framework-identity,", "facts: [framework-identify,")
    assert any(
        fault.file == DECIDE and fault.line and "framework-identify" in fault.what
        for fault in pack.issues()
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
    line = pack.line(SOURCE, "  stray:") + 1
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
    found = pack.issues()
    assert {fault.file for fault in found} == {SOURCE}
    assert line in {fault.line for fault in found}


def test_a_fact_that_nothing_rests_on_is_a_warning_only(pack: PackFolder) -> None:
    line = pack.add(SOURCE, "  spare:\n    section: myth\n    says: Something.\n")
    warnings = [str(warning) for warning in load_with_examples(pack.path).warnings]
    assert f"{SOURCE}:{line}: warning: no claim rests on fact spare" in warnings


# Cards


def test_a_card_removed(pack: PackFolder) -> None:
    (pack.path / CARD).unlink()
    found = pack.issues()
    assert {f.file for f in found} >= {DECIDE, "topics.yaml", "cards/choosing-program.md"}
    assert all("there is no card red-flags" in fault.what for fault in found)
    assert all(fault.line for fault in found if not fault.file.startswith("examples/"))


def test_a_card_on_no_shelf_and_without_examples(pack: PackFolder) -> None:
    shutil.copy(pack.path / CARD, pack.path / "cards/stray.md")
    pack.swap("cards/stray.md", "aliases: [", "aliases: [only here] #")
    found = {(fault.file, fault.what.split(";")[0]) for fault in pack.issues()}
    assert ("topics.yaml", "card stray is on no shelf") in found
    assert ("examples/stray.yaml", "is missing") in found


def test_a_card_on_two_shelves(pack: PackFolder) -> None:
    pack.add("topics.yaml", "- title: Again\n  cards: [red-flags]\n")
    line = pack.line("topics.yaml", "- title: Again") + 1
    pack.says("topics.yaml", line, r"red-flags stands on two shelves")


def test_an_alias_of_two_cards(pack: PackFolder) -> None:
    line = pack.swap("cards/funding.md", "aliases: [", "aliases: [BUZZWORDS, ")
    first, second = sorted(["funding", "red-flags"])
    line = pack.line(f"cards/{second}.md", "aliases: [")
    pack.says(f"cards/{second}.md", line, rf"“buzzwords” belongs to card {first} already")


def test_a_neighbor_misspelled(pack: PackFolder) -> None:
    line = pack.swap(CARD, "also: [choosing-program", "also: [choosing-programme")
    pack.says(CARD, line, r"there is no card choosing-programme; do you mean choosing-program\?")


def test_a_card_named_like_a_word_people_type(pack: PackFolder) -> None:
    (pack.path / CARD).rename(pack.path / "cards/help.md")
    assert any(
        fault.file == "cards/help.md" and "word people type" in fault.what
        for fault in pack.issues()
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
    found = pack.issues()
    assert [(f.file, f.line >= line) for f in found if re.search(pattern, f.what)] == [(CARD, True)]


def test_an_unknown_key_in_front_matter(pack: PackFolder) -> None:
    line = pack.swap(CARD, "also:", "author: me\nalso:")
    pack.says(CARD, line, r"author is not a key that belongs here")


def test_examples_of_a_card_that_is_not_there(pack: PackFolder) -> None:
    (pack.path / "examples/stray.yaml").write_text("author: {direct: [hey]}\n", encoding="utf-8")
    pack.says("examples/stray.yaml", 0, r"there is no card stray")


# Flows


@pytest.mark.parametrize("name", ["unsure", "why", "other"])
def test_an_answer_named_like_what_is_no_answer(pack: PackFolder, name: str) -> None:
    line = pack.swap(DECIDE, "      no: {", f"      {name}: {{")
    pack.says(DECIDE, line, rf"answer {name} is reserved for “.+”; rename it")


def test_a_target_misspelled(pack: PackFolder) -> None:
    line = pack.swap(DECIDE, "to: smaller_programs", "to: smaller_program")
    pack.says(
        DECIDE,
        line,
        r"ambition\.no: there is no question or outcome smaller_program; do you mean smaller_",
    )
    assert any("smaller_programs can't be reached" in fault.what for fault in pack.issues())


def test_a_circle(pack: PackFolder) -> None:
    pack.swap(DECIDE, "to: likely_worthwhile", "to: identity")
    line = pack.line(DECIDE, "  identity:\n    name")
    pack.says(DECIDE, line, r"circle: identity → ambition → support → identity")


ROWS = """to: [
        {when: {identity: "yes"}, to: clear_payoff_only},
        {to: likely_worthwhile}]"""
"""Where `support: yes` leads, for those who got there by `identity: yes`; so does everybody."""


@pytest.mark.parametrize(
    ("old", "new", "pattern"),
    [
        (
            "identity:",
            "identidy:",
            r"support\.yes: when: there is no question identidy; do you mean",
        ),
        ('"yes"', '"yess"', r"when: identity: there is no answer yess; do you mean yes"),
        ('identity: "yes"', 'support: "yes"', r"when: support is never asked before support"),
        ("clear_payoff_only", "clear_payoff", r"there is no question or outcome clear_payoff"),
        ('"yes"', '"no"', r"no way here makes the row that leads to clear_payoff_only decide"),
    ],
)
def test_a_row_that_names_what_is_not_there_or_never_decides(
    pack: PackFolder, old: str, new: str, pattern: str
) -> None:
    pack.swap(DECIDE, "to: likely_worthwhile", ROWS.replace(old, new, 1))
    line = pack.line(DECIDE, "        {when:")
    pack.says(DECIDE, line, pattern)


def test_rows_of_which_the_last_is_not_for_everybody_or_an_earlier_one_is(pack: PackFolder) -> None:
    pack.swap(DECIDE, "to: likely_worthwhile", ROWS)
    row, rest = (
        '        {when: {identity: "yes"}, to: clear_payoff_only}',
        "{to: likely_worthwhile}",
    )
    pack.swap(DECIDE, f"{row},\n        {rest}]", f"        {rest},\n{row}]")
    pack.says(
        DECIDE, pack.line(DECIDE, row), r"the last row must have no `when`, so that everybody gets"
    )
    first = pack.line(DECIDE, f"        {rest}")
    pack.says(DECIDE, first, r"a row without `when` comes last; move it down")


def test_rows_that_make_too_many_states(pack: PackFolder) -> None:
    many, end = 15, "        to:\n"
    lines = ["id: wide", "title: Wide", "start: q0", "questions:"]
    for at in range(many + 1):
        to = f"q{at + 1}" if at < many else "done"
        if at == many:
            end += "".join(f"          - {{when: {{q{n}: a}}, to: other}}\n" for n in range(many))
            end += "          - {to: done}"
        lines += [f"  q{at}:", f"    ask: Is it {at}?", "    why: Because."]
        lines += ["    facts: [ours]", "    answers:"]
        lines += ["      a:", "        label: A", end if at == many else f"        to: {to}"]
        lines += [f"      b: {{label: B, to: {to}}}"]
    lines += ["outcomes:", "  done: {verdict: Done}", "  other: {verdict: Other}"]
    (pack.path / "flows" / "wide.yaml").write_text("\n".join(lines), encoding="utf-8")
    pack.says(
        "flows/wide.yaml", 4, "rows make more than 10000 states; name fewer answers under when"
    )


def test_an_outcome_that_nothing_leads_to(pack: PackFolder) -> None:
    pack.add(DECIDE, "  lonely: {verdict: Alone., facts: [framework-identity]}\n")
    line = pack.line(DECIDE, "  lonely:")
    pack.says(DECIDE, line, r"lonely can't be reached from the start")


def test_a_start_that_is_not_there(pack: PackFolder) -> None:
    line = pack.swap(DECIDE, "start: identity", "start: nowhere")
    pack.says(
        DECIDE, line, r"start: there is no question nowhere; there are: ambition, identity, support"
    )


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
        (
            "cards: [goal-clinical-teacher",
            "cards: [goal-clinical",
            r"there is no card goal-clinical; do you mean goal-",
        ),
        (
            "tensions: [skip-vs",
            "tensions: [skp-vs",
            r"there is no tension skp-vs.*; do you mean skip-vs-career-value",
        ),
        (
            "revisit: identity",
            "revisit: identify",
            r"revisit: there is no question identify; do you mean identity\?",
        ),
        ('label: "Yes, either one"', f"label: {'x' * 76}", r"has 76 characters; 75 at most"),
        ("    why:", "    whi:", r"whi is not a key|why is missing"),
    ],
)
def test_a_slip_in_a_flow(pack: PackFolder, old: str, new: str, pattern: str) -> None:
    line = pack.swap(DECIDE, old, new)
    found = pack.issues()
    hits = [fault for fault in found if fault.file == DECIDE and re.search(pattern, fault.what)]
    assert any(fault.line for fault in hits), found
    assert min(abs(fault.line - line) for fault in hits) <= 4


def test_a_question_that_asks_with_a_figure(pack: PackFolder) -> None:
    line = pack.swap(DECIDE, "ask: Can you get", "ask: Within 3 years, can you get")
    pack.says(DECIDE, line, r"figure 3 is in no fact it rests on")


def test_a_question_may_ask_with_a_figure_of_its_facts(pack: PackFolder) -> None:
    pack.swap(DECIDE, "ask: Can you get", "ask: Within 1–3 years, can you get")
    pack.swap(DECIDE, "facts: [framework-support,", "facts: [time-years, framework-support,")
    assert load(pack.path)


# Lengths


def _replies(engine: DialogueEngine) -> Iterator[Message]:
    """Every reply that says what a pack says."""
    pack, system, steps = engine.pack, engine.replies.system, engine.replies.steps
    privacy = "p" * 200
    yield from (engine.replies.cards.card(card, whole=True) for card in pack.cards)
    places = [at for machine in pack.machines.values() for at in positions(machine)]
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
        for fault in pack.issues()
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


# What pack.yaml says


@pytest.mark.parametrize(
    ("old", "new", "pattern"),
    [
        ("main: decide", "main: decid", r"there is no flow decid; do you mean decide\?"),
        ("command: /meded", "command: meded", r"meded can't be a command; write / and up to 31"),
        ("command: /meded", "command: /MedEd", r"/MedEd can't be a command"),
        ("name: MedEd Advisor", f"name: {'x' * 36}", r"name has 36 characters; 35 at most"),
        ("language: en", "language: de", r"language should be en"),
        ("2026-11-24", "2026-11-31", r"reviewed_on 2026-11-31 is no day; write one as YYYY-MM-DD"),
        ("2026-11-24", "1767830400", r"reviewed_on 1767830400 is no day"),
        ('"365"', "often", r"review_every should be a whole number"),
        ('"365"', '"7"', r"review_every should be 30 or more"),
        ('"365"', '"9999"', r"review_every should be 3650 or less"),
        ("hello:", "helo:", r"helo is not a key that belongs here"),
        ("I answer questions", "{name} answers questions", r"hello has markup: “{name}” is shown"),
        ("id: masters", "id: Med Ed", r"id is no id; write med-ed instead of Med Ed"),
    ],
)
def test_a_slip_in_what_a_pack_says_of_itself(
    pack: PackFolder, old: str, new: str, pattern: str
) -> None:
    pack.says(ABOUT, pack.swap(ABOUT, old, new), pattern)


def test_a_pack_may_say_whom_to_call_in_danger(pack: PackFolder) -> None:
    assert load(TEMPLATE).about.urgent is None
    pack.swap(ABOUT, "This matters more than any degree.", "Call the ward's desk at once.")
    assert str(load(pack.path).about.urgent).startswith("Call the ward's desk at once.")


# Names


@pytest.mark.parametrize(
    ("file", "old", "new", "pattern"),
    [
        (DECIDE, "id: decide", "id: de-cide", r"id is no id; write de_cide instead of de-cide"),
        (DECIDE, "  support:\n", "  sup port:\n", r"write sup_port instead of sup port"),
        (DECIDE, "  support:\n", "  2nd:\n", r"start with a letter, and use only a-z, 0-9 and _"),
        (SOURCE, "  myth: The", "  The Myth: The", r"write the-myth instead of The Myth"),
        (SOURCE, "section: myth", "section: mith", r"there is no section mith; do you mean myth\?"),
        ("topics.yaml", "cards: [necessity", "cards: [necesity", r"do you mean necessity\?"),
        (DECIDE, "start: identity", "start: identify", r"there is no question identify"),
    ],
)
def test_a_name_that_is_none_or_is_nearly_another(
    pack: PackFolder, file: str, old: str, new: str, pattern: str
) -> None:
    pack.says(file, pack.swap(file, old, new), pattern)


@pytest.mark.parametrize(
    ("name", "pattern"),
    [("Red Flags", "write red-flags instead"), ("none", "reserved"), ("other", "reserved")],
)
def test_a_card_whose_file_has_a_name_that_is_none(
    pack: PackFolder, name: str, pattern: str
) -> None:
    (pack.path / CARD).rename(pack.path / f"cards/{name}.md")
    pack.says(f"cards/{name}.md", 0, pattern)


def test_two_flows_of_one_id(pack: PackFolder) -> None:
    shutil.copy(pack.path / DECIDE, pack.path / "flows/alpha.yaml")
    line = pack.line("flows/alpha.yaml", "id: decide")
    pack.says("flows/alpha.yaml", line, r"id decide differs from the file's name")


def test_a_file_that_cannot_be_read_is_not_missed_by_what_names_it(pack: PackFolder) -> None:
    (pack.path / DECIDE).write_text("questions: [\n", encoding="utf-8")
    (pack.path / CARD).write_text("no front matter\n", encoding="utf-8")
    (pack.path / "tensions.yaml").write_text("a: [\n", encoding="utf-8")
    (pack.path / "topics.yaml").write_text("a: [\n", encoding="utf-8")
    examples = pack.path / "examples/decide/support.yaml"
    examples.parent.mkdir()
    examples.write_text("yes: {me: [sure thing]}\n", encoding="utf-8")
    assert {issue.file for issue in pack.issues()} == {DECIDE, CARD, "tensions.yaml", "topics.yaml"}


# What is typed


@pytest.mark.parametrize(
    ("file", "old", "new", "pattern"),
    [
        (DECIDE, "      no: {", "      stop: {", r"answer stop is a word people type; rename it"),
        (DECIDE, "role: [", "role: [resume, ", r"reply “resume” is a word people type for resume"),
        (DECIDE, '"No, neither"', "Start over", r"label “Start over” is a word .* for restart"),
        (DECIDE, '"No, neither",', "nope, synonyms: [Help!],", r"“Help!” is a word .* for help"),
        (DECIDE, '"No, neither"', '"yes, either one!"', r"stands for yes already; keep one"),
        (DECIDE, '"No, neither",', "x, synonyms: [Yes either one],", None),
        (
            CARD,
            "title: Red flags in a program",
            "title: Topics",
            r"title “Topics” is a word people",
        ),
        (CARD, "aliases: [", "aliases: [menu, ", r"alias “menu” is a word people type for help"),
        (CARD, "aliases: [", "aliases: [Education RESEARCH, ", r"belongs to card goal-research"),
    ],
)
def test_words_that_would_be_taken_for_something_else(
    pack: PackFolder, file: str, old: str, new: str, pattern: str | None
) -> None:
    line = pack.swap(file, old, new)
    if pattern:
        pack.says(file, line, pattern)
    else:
        assert load(pack.path)


# Examples


ASKED = "examples/red-flags.yaml"
REPLIES = "examples/decide/support.yaml"


@pytest.mark.parametrize(
    ("file", "text", "line", "pattern"),
    [
        (
            "examples/red-flag.yaml",
            "me: {direct: [oh]}",
            0,
            r"no card red-flag; do you mean red-fl",
        ),
        ("examples/decid/support.yaml", "yes: {me: [oh]}", 0, r"no flow decid; .*decide"),
        ("examples/decide/suport.yaml", "yes: {me: [oh]}", 0, r"no question suport; .*support"),
        (REPLIES, "other: {me: [oh]}\nyess: {me: [ah]}", 2, r"no answer yess; do you mean yes\?"),
        (ASKED, "me: {direct: []}", 0, r"has no line; add some under an author"),
        (ASKED, "", 0, r"has no line; add some under an author"),
        ("examples/none.yaml", "", 0, r"has no line"),
        (REPLIES, "", 0, r"has no line; add some under an answer"),
        (ASKED, "me: {far: [a]}", 1, r"me.far should be direct or indirect"),
        ("examples/none.yaml", "me: {direct: [a]}", 1, r"me.direct should be near or far"),
        (
            ASKED,
            "me:\n  direct:\n  - b\n  - Tell me ABOUT funding!",
            4,
            r"“Tell me ABOUT funding!” stands for funding already, at examples/funding.yaml:1;",
        ),
        (
            REPLIES,
            "yes: {me: [oh, ah]}\nno:\n  me:\n  - er\n  you:\n  - Ah!",
            6,
            r"“Ah!” stands for yes already, at examples/decide/support.yaml:1; keep one",
        ),
    ],
)
def test_examples_that_teach_nothing(
    pack: PackFolder, file: str, text: str, line: int, pattern: str
) -> None:
    (pack.path / file).parent.mkdir(exist_ok=True)
    (pack.path / file).write_text(f"{text}\n", encoding="utf-8")
    pack.says(file, line, pattern)


def test_a_line_that_stands_twice_under_one_label_is_no_issue(pack: PackFolder) -> None:
    (pack.path / ASKED).write_text("me: {direct: [hm, Hm?]}\n", encoding="utf-8")
    assert load(pack.path)


# Links and markup


@pytest.mark.parametrize(
    "link",
    ["https://example.org/a?b=c&d=1#e", "https://example.org", "https://example.org:8443/a_(b)"],
)
def test_a_link_in_a_claim(pack: PackFolder, link: str) -> None:
    pack.swap(CARD, "- Ask whether", f"- Ask [the 2 offices]({link}) whether")
    pack.swap(DECIDE, 'next: "Keep', f'next: "[Keep]({link})')
    pack.swap(DECIDE, '  - "You are', f'  - "[You]({link}) are')
    pack.swap(DECIDE, "It separates a career", f"It [separates]({link}) a career")
    pack.says(CARD, pack.line(CARD, "the 2 offices"), r"figure 2 is in no fact")
    pack.swap(CARD, "the 2 offices", "the office")
    loaded = load(pack.path)
    flow = loaded.flows["decide"]
    claim = next(c for c in loaded.cards["red-flags"].claims() if c.links)
    assert claim.text.startswith("Ask the office whether")
    assert claim.links == (Link("the office", link),)
    assert flow.questions["identity"].reason().links == (Link("separates", link),)


@pytest.mark.parametrize(
    "raw",
    [
        "[words](http://example.org)",
        "[words](mailto:a@example.org)",
        "[words](https://someone@example.org)",
        "[words](https://localhost)",
        "[words](/a)",
        "[words](javascript:alert(1))",
        "![a picture](https://example.org/a.png)",
        "https://example.org",
        "www.example.org",
        "**bold**",
        "__bold__",
        "*italic*",
        "_two words_",
        "`code`",
        "{name}",
        "<name>",
        "<b>bold</b>",
        "a&nbsp;b",
        "\\*",
    ],
)
@pytest.mark.parametrize(
    ("file", "place"),
    [
        (CARD, "People get burned"),
        (DECIDE, "Keep practicing"),
        (DECIDE, "Are you mainly"),
        (DECIDE, "without education as"),
        (DECIDE, "It separates"),
        (DECIDE, "Should education be"),
        ("topics.yaml", "Deciding"),
        (ABOUT, "I answer questions"),
        (SOURCE, "It cites no studies"),
    ],
)
def test_markup_is_never_shown_as_it_stands(
    pack: PackFolder, file: str, place: str, raw: str
) -> None:
    escaped = raw.replace("\\", "\\\\") if file in {DECIDE, ABOUT, SOURCE} else raw
    line = pack.swap(file, place, f"{place} {escaped} ")
    pack.says(file, line, r"is shown as it stands; |can't stand here; take it out")


@pytest.mark.parametrize("raw", ["# A heading", "> A quotation", "| {a} |\n| --- |\n| b [^ours] |"])
def test_what_stands_at_the_beginning_of_a_block(pack: PackFolder, raw: str) -> None:
    line = pack.add(CARD, f"\n{raw} [^ours]\n") + 1
    pack.says(CARD, line, r"is shown as it stands")


@pytest.mark.parametrize(
    "text", ["p < 0.05 and q > 0.01", "5 * 3 * 2", "snake_case_name", "R&D", "A [sic] B", "~5, ~6"]
)
def test_signs_that_are_no_markup(pack: PackFolder, text: str) -> None:
    pack.add(CARD, f"\n{text} [^ours]\n")
    assert load(pack.path)


# Files that are not read


@pytest.mark.parametrize(
    ("file", "pattern"),
    [
        ("flows/week.yml", r"is not read, .*; rename it to week.yaml"),
        ("flows/old/week.yaml", r"is not read; move its files into flows"),
        ("cards/notes.txt", r"is not read, only files ending in .md are; rename it, or take it"),
        ("cards/a.markdown", r"rename it to a.md"),
        ("examples/funding.yml", r"rename it to funding.yaml"),
        ("examples/decide/a.yml", r"rename it to a.yaml"),
        ("examples/decide/old/a.yaml", r"move its files into examples/decide"),
        ("sources.yaml", r"is not read; rename it to source.yaml"),
        ("pack.yml", r"is not read; rename it to pack.yaml"),
        ("card/a.md", r"is not read; rename it to cards"),
        ("img/a.png", r"is not read; the folders are flows, cards, examples"),
        ("notes.txt", r"is not read; the files are pack.yaml, source.yaml"),
    ],
)
def test_a_file_that_nothing_reads(pack: PackFolder, file: str, pattern: str) -> None:
    path = pack.path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("", encoding="utf-8")
    (found,) = (issue for issue in pack.issues() if "is not read" in issue.what)
    assert file.startswith(found.file)
    assert re.search(pattern, found.what), found.what


@pytest.mark.parametrize("file", [".DS_Store", "README.md", "LICENSE", "flows/.x", "cards/a.md~"])
def test_a_file_that_may_lie_beside(pack: PackFolder, file: str) -> None:
    (pack.path / file).write_text("", encoding="utf-8")
    assert load(pack.path)


# Files


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


# Together


def test_every_fault_is_reported_not_only_the_first(pack: PackFolder) -> None:
    pack.swap("cards/alternatives.md", "60–80%", "65–80%")
    pack.swap(CARD, "[^flag-buzzwords]", "[^flag-buzzword]")
    pack.swap(DECIDE, "to: smaller_programs", "to: smaller_program")
    pack.swap("tensions.yaml", "facts: [framework-identity,", "facts: [gone,")
    pack.swap(SOURCE, "2026-01-08", "2026-13-45")
    pack.swap("topics.yaml", "- title", "- \x07title")
    files = [fault.file for fault in pack.issues()]
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

"""Lengths: what no message could show in full."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from bot.slack.blocks import draw
from bot.slack.mrkdwn import SECTION
from flows.check.budget import SECTION_BUDGET
from flows.check.load import load
from flows.dialogue.actions import ACTIONS
from flows.dialogue.engine import DialogueEngine
from flows.dialogue.reply import asked_again
from flows.machine.flips import MOST_FLIPS, elsewhere
from tests.conversation import positions
from tests.pack_issues.pack_folder import CARD, DECIDE, SOURCE, PackFolder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.dialogue.reply import Message
    from flows.pack.pack import Pack


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


def _replies(engine: DialogueEngine) -> Iterator[Message]:
    """Every reply that says what a pack says."""
    pack, system, steps = engine.pack, engine.replies.system, engine.replies.steps
    behind, privacy = engine.replies.behind, "p" * 200
    yield from (engine.replies.cards.card(card, whole=True) for card in pack.cards)
    places = [at for machine in pack.machines.values() for at in positions(machine)]
    for at in places:
        flow = pack.flows[at.flow]
        yield from (steps.step(at, privacy), system.welcome(at, privacy))
        yield system.help(at, privacy, tuple(ACTIONS))
        if at.kind == "outcome":
            yield behind.reasons(at)
            yield behind.ahead(at)
            others = elsewhere(pack.machines[at.flow], at.answers)
            yield behind.flips(at, tuple(islice(others, MOST_FLIPS)))
        else:
            yield from (steps.why(at, privacy), steps.leads(at, privacy))
            yield steps.undecided(at, privacy)
            about = system.about(privacy, 180)
            yield asked_again("Back", flow.questions[at.node].ask, steps.step(at, privacy), about)


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
        (DECIDE, "you want education as"),
        (DECIDE, "To teach well"),
        (DECIDE, "yet do want"),
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

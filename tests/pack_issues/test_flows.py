"""Flows: their questions, outcomes and names."""

from __future__ import annotations

import re

import pytest

from flows.check.load import load
from tests.pack_issues.pack_folder import DECIDE, PackFolder


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
        ("    why:", "    whi:", r"identity: there is no key whi; do you mean why\?"),
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

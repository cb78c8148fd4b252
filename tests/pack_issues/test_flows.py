"""Flows: their questions, outcomes and names."""

from __future__ import annotations

import re

import pytest

from flows.check.load import load
from tests.pack_issues.pack_folder import DECIDE, PackFolder

ALTERNATIVE = "flows/alternative.yaml"


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


LOCAL = "compare: [certificate, teaching_academy, workshops]"


@pytest.mark.parametrize(
    ("new", "pattern"),
    [
        (
            "compare: [certificat, workshops]",
            r"compare: there is no option certificat; do you mean certificate\?",
        ),
        ("compare: [zebra, workshops]", r"no option zebra; add options/zebra.yaml or mend the id"),
        ("compare: [workshops, workshops]", r"compare: workshops stands here twice; keep one"),
        ("compare: [workshops]", r"compare names 1; 2 to 4 stand side by side"),
        (
            "compare: [certificate, teaching_academy, workshops, fellowship, masters]",
            r"compare names 5; 2 to 4 stand side by side",
        ),
    ],
)
def test_options_that_cannot_stand_side_by_side(pack: PackFolder, new: str, pattern: str) -> None:
    line = pack.swap(ALTERNATIVE, LOCAL, new)
    pack.says(ALTERNATIVE, line, pattern)


@pytest.mark.parametrize(
    ("new", "pattern"),
    [
        ("then: [gaol]", r"then: there is no flow gaol; do you mean goal\?"),
        ("then: [zebra]", r"then: there is no flow zebra; there are: alternative, goal, reason"),
        ("then: [decide]", r"then: decide is the flow it stands in; take it out"),
    ],
)
@pytest.mark.parametrize("old", ["    then: [goal]", "    then: [alternative, goal]"])
def test_a_flow_that_cannot_go_on_from_a_question_or_an_outcome(
    pack: PackFolder, old: str, new: str, pattern: str
) -> None:
    line = pack.swap(DECIDE, old, f"    {new}")
    pack.says(DECIDE, line, pattern)


def test_a_card_that_a_question_offers_and_there_is_not(pack: PackFolder) -> None:
    line = pack.swap(
        DECIDE, "cards: [funding, cost-money, cost", "cards: [funding, cost-mony, cost"
    )
    pack.says(DECIDE, line, r"there is no card cost-mony; do you mean cost-money\?")


def test_an_outcome_that_first_says_more_than_a_phone_shows(pack: PackFolder) -> None:
    line = pack.line(DECIDE, "  skip_masters:\n")
    pack.swap(DECIDE, 'next: "To teach well', f'next: "{"To teach. " * 12}To teach well')
    told = r"result skip_masters first takes \d+ lines of 60 characters; 8 at most, so shorten it"
    (found,) = [one for one in pack.warnings() if "first takes" in one.what]
    assert (found.file, found.line) == (DECIDE, line)
    assert re.fullmatch(told, found.what)


def test_a_flow_that_another_names_and_cannot_be_read_is_not_missed(pack: PackFolder) -> None:
    (pack.path / "flows/goal.yaml").write_text("questions: [\n", encoding="utf-8")
    assert not any("no flow goal" in issue.what for issue in pack.issues())

"""The further flows of the guide: their ids, which sessions keep, and what they promise."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from flows.check.load import load_with_examples
from flows.model.claim import OURS, read_claim
from tests.conversation import positions

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.pack.examples import Examples
    from flows.pack.pack import Pack

OUTCOMES = {
    "goal": [
        *("occasional_teaching", "core_faculty", "clerkship_lead"),
        *("program_director", "dean", "researcher"),
    ],
    "reason": [
        *("no_other_idea", "fix_weak_cv", "everyone_else", "more_letters"),
        *("already_doing_it", "moving", "serious_research"),
    ],
    "alternative": [
        *("faculty_development", "fellowship", "short_courses", "cross_registration"),
        *("certificate", "teaching_academy", "workshops", "online_courses", "lead_a_project"),
        *("compare_local", "compare_structured"),
    ],
}
"""The outcomes of each further flow; people's sessions and buttons refer to them."""
QUESTIONS = {"goal": "direction", "reason": "reason"}
"""The one question of these flows, whose answers carry the ids of their outcomes."""
VALUES = {
    "occasional_teaching": "little",
    "core_faculty": "low to moderate",
    "clerkship_lead": "moderate",
    "program_director": "moderate to high",
    "dean": "high",
    "researcher": "high",
}
"""What the document's career table rates the degree at, from top to bottom."""
MOST_ASKED = 3
LINES, AUTHORS = 60, 5


@pytest.mark.parametrize("flow", OUTCOMES)
def test_the_ids_of_outcomes_stay_and_each_is_reached(pack: Pack, flow: str) -> None:
    assert list(pack.flows[flow].outcomes) == OUTCOMES[flow]
    reached = {at.node for at in positions(pack.machines[flow]) if at.kind == "outcome"}
    assert reached == set(OUTCOMES[flow])


@pytest.mark.parametrize(("flow", "question"), QUESTIONS.items())
def test_the_answers_of_goal_and_reason_carry_the_ids_of_their_outcomes(
    pack: Pack, flow: str, question: str
) -> None:
    answers = pack.flows[flow].questions[question].answers
    assert {name: [row.to for row in way.to] for name, way in answers.items()} == {
        name: [name] for name in OUTCOMES[flow]
    }


def test_alternative_asks_little_and_ends_in_options(pack: Pack) -> None:
    machine = pack.machines["alternative"]
    assert machine.longest(machine.fold({})) <= MOST_ASKED
    named = set(OUTCOMES["alternative"]) - {"compare_local", "compare_structured"}
    assert named <= pack.options.keys()
    compared = {
        option for end in pack.flows["alternative"].outcomes.values() for option in end.compare
    }
    assert compared <= named


def test_the_matching_says_that_it_is_ours_and_its_reasons_rest_on_facts(pack: Pack) -> None:
    flow = pack.flows["alternative"]
    assert "matching is ours" in (flow.intro or "")
    for name, outcome in flow.outcomes.items():
        assert outcome.facts == (OURS,)
        assert outcome.verdict.startswith("No single match" if outcome.compare else "Our match"), (
            name
        )
    for question in flow.questions.values():
        for way in question.answers.values():
            assert way.because
            assert set(read_claim(way.because).facts) <= pack.source.facts.keys()


@pytest.mark.parametrize(("outcome", "value"), VALUES.items())
def test_each_direction_states_what_the_degree_is_worth_there(
    pack: Pack, outcome: str, value: str
) -> None:
    assert value in pack.flows["goal"].outcomes[outcome].verdict


def test_every_result_fits_a_phone() -> None:
    assert [one for one in load_with_examples().warnings if "first takes" in one.what] == []


@pytest.mark.parametrize("flow", OUTCOMES)
def test_walk_reaches_every_outcome(
    pack: Pack, meded: Callable[..., tuple[int, str, str]], flow: str
) -> None:
    for at in positions(pack.machines[flow]):
        status, out, _ = meded("walk", flow, *at.answers.values(), "--json")
        found = json.loads(out)
        assert (status, found["node"], found["kind"]) == (0, at.node, at.kind)
        assert found["dropped"] == []


def test_every_question_has_lines_as_people_type_them(pack: Pack, examples: Examples) -> None:
    for flow in OUTCOMES:
        for name, question in pack.flows[flow].questions.items():
            said = examples.answers[f"{flow}/{name}"]
            for label in (*question.answers, "unsure", "other"):
                lines = [one for one in said if one.label == label]
                assert len({one.author for one in lines}) >= AUTHORS
                assert len(lines) >= (LINES if label in question.answers else LINES // 2)

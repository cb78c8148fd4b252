"""The machine folds answers into a position, as a plain walk over the flow does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.machine.machine import Machine
from flows.model.flow import Answer, Flow, Outcome, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.pack.pack import Pack

AWKWARD = ("send", "states", "model", "name", "current_state", "initial", "final", "yes", "on")
"""Ids that would break a machine that took them for names of its own."""


def walk(flow: Flow, answers: Mapping[str, str]) -> tuple[str, list[tuple[str, str]]]:
    """Walk a flow in the plainest way there is: the node, and the answers on the way."""
    node, path = flow.start, []
    while node in flow.questions and answers.get(node) in flow.questions[node].answers:
        path.append((node, answers[node]))
        node = flow.questions[node].answers[answers[node]].to
    return node, path


def agrees(machine: Machine, answers: Mapping[str, str]) -> None:
    node, path = walk(machine.flow, answers)
    position = machine.fold(answers)
    assert position.node == node
    assert list(position.path) == path
    assert position.answers == dict(path)
    assert position.kind == ("outcome" if node in machine.flow.outcomes else "question")
    assert set(position.dropped) == set(answers) - dict(path).keys()
    assert position.flow == machine.flow.id


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """Draw a flow without circles in which everything can be reached."""
    most = draw(st.integers(1, 6))
    names = draw(st.permutations([*AWKWARD, "a", "b", "c", "d", "e", "f", "g", "h", "i"]))
    asked, ends = names[:most], names[most : most + 3]
    questions: dict[str, Question] = {}
    for place, name in enumerate(asked):
        later = [*asked[place + 1 :], *ends]
        ids = draw(st.lists(st.sampled_from(AWKWARD), min_size=1, max_size=4, unique=True))
        ways = {way: Answer(label=way, to=draw(st.sampled_from(later))) for way in ids}
        if place + 1 < most:  # so that the next question is reached
            first = next(iter(ways))
            ways[first] = Answer(label=first, to=asked[place + 1])
        questions[name] = Question(ask=name, why="Because.", answers=ways)
    reached = {way.to for question in questions.values() for way in question.answers.values()}
    outcomes = {end: Outcome(verdict=end) for end in ends if end in reached}
    return Flow(id="drawn", title="Drawn", start=asked[0], questions=questions, outcomes=outcomes)


@st.composite
def flows_with_answers(draw: st.DrawFn) -> tuple[Flow, dict[str, str]]:
    """Draw a flow, and answers to it in any order, some of them unknown to it."""
    flow = draw(flows())
    known = [(q, way) for q, question in flow.questions.items() for way in question.answers]
    junk = st.tuples(st.sampled_from([*flow.questions, "gone"]), st.sampled_from(["no", "gone"]))
    return flow, dict(draw(st.lists(st.sampled_from(known) | junk, max_size=10)))


@given(flows_with_answers())
def test_any_flow_folds_as_a_plain_walk_does(case: tuple[Flow, dict[str, str]]) -> None:
    flow, answers = case
    agrees(Machine(flow), answers)


@given(flows())
def test_the_paths_of_any_flow_are_all_there_each_once_and_end(flow: Flow) -> None:
    def count(node: str) -> int:
        return sum(count(target) for target in flow.targets(node)) or 1

    paths = Machine(flow).paths()
    assert len({path.path for path in paths}) == len(paths) == count(flow.start)
    assert {path.kind for path in paths} == {"outcome"}


@given(flows())
def test_the_positions_of_any_flow_are_every_beginning_of_a_path(flow: Flow) -> None:
    machine = Machine(flow)
    found = {position.path for position in machine.positions()}
    assert found == {
        path.path[:length] for path in machine.paths() for length in range(len(path.path) + 1)
    }


@given(
    st.dictionaries(
        st.sampled_from(["identity", "ambition", "support", "gone", ""]),
        st.sampled_from(["yes", "no", "maybe", ""]) | st.text(max_size=5),
    )
)
def test_the_real_flow_folds_as_a_plain_walk_does(pack: Pack, answers: dict[str, str]) -> None:
    agrees(pack.machines["decide"], answers)


@pytest.mark.parametrize(
    ("answers", "node"),
    [
        ({}, "identity"),
        ({"identity": "no"}, "skip_masters"),
        ({"identity": "yes"}, "ambition"),
        ({"identity": "yes", "ambition": "no"}, "smaller_programs"),
        ({"identity": "yes", "ambition": "yes"}, "support"),
        ({"identity": "yes", "ambition": "yes", "support": "no"}, "clear_payoff_only"),
        ({"identity": "yes", "ambition": "yes", "support": "yes"}, "likely_worthwhile"),
    ],
)
def test_every_position_of_the_document_is_where_the_document_has_it(
    pack: Pack, answers: dict[str, str], node: str
) -> None:
    assert pack.machines["decide"].fold(answers).node == node


def test_answers_that_nobody_asked_for_are_dropped_by_name(pack: Pack) -> None:
    position = pack.machines["decide"].fold({"gone": "yes", "identity": "no", "support": "yes"})
    assert position.dropped == ("gone", "support")


def test_the_order_in_which_answers_were_given_does_not_matter(pack: Pack) -> None:
    machine = pack.machines["decide"]
    answers = {"support": "no", "ambition": "yes", "identity": "yes"}
    assert machine.fold(answers).node == "clear_payoff_only"
    assert list(machine.fold(answers).answers) == ["identity", "ambition", "support"]


def test_a_position_is_worked_out_once(pack: Pack) -> None:
    machine = Machine(pack.flows["decide"])
    assert machine.fold({"identity": "yes"}) is machine.fold({"identity": "yes"})


def test_nobody_can_fill_the_memory_with_answers_that_do_not_exist(pack: Pack) -> None:
    machine = Machine(pack.flows["decide"])
    for number in range(500):
        machine.fold({"identity": f"no{number}"})
        machine.fold({f"gone{number}": "yes", "identity": "yes"})
    assert len(machine._known) == 0  # noqa: SLF001 - what it holds is the point
    machine.fold({"identity": "yes"})
    assert len(machine._known) == 1  # noqa: SLF001 - the same


def test_a_folded_position_cannot_be_changed_from_outside(pack: Pack) -> None:
    machine = pack.machines["decide"]
    machine.fold({"identity": "yes"}).answers["identity"] = "no"
    assert machine.fold({"identity": "yes"}).answers == {"identity": "yes"}

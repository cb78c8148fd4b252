"""The machine folds answers into a position, as a plain walk over the flow does."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.machine.diagram import mermaid
from flows.machine.machine import Machine
from flows.model.flow import Answer, Flow, Outcome, Question, Row

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
        rows, given = flow.questions[node].answers[answers[node]].to, dict(path[:-1])
        for row in rows:
            if all(given.get(asked) in ways for asked, ways in row.when.items()):
                node = row.to
                break
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
def rows(draw: st.DrawFn, earlier: Mapping[str, Question], later: list[str]) -> tuple[Row, ...]:
    """Draw where an answer leads, by up to two rows on earlier answers and one for all others."""
    found = []
    for _ in range(draw(st.integers(0, 2)) if earlier else 0):
        asked = draw(st.lists(st.sampled_from([*earlier]), min_size=1, max_size=2, unique=True))
        when = {
            name: tuple(
                draw(st.lists(st.sampled_from([*earlier[name].answers]), min_size=1, unique=True))
            )
            for name in asked
        }
        found.append(Row(when=when, to=draw(st.sampled_from(later))))
    return (*found, Row(to=draw(st.sampled_from(later))))


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
        ways = {way: Answer(label=way, to=draw(rows(questions, later))) for way in ids}
        if place + 1 < most:  # so that the next question is reached
            first = next(iter(ways))
            ways[first] = Answer(label=first, to=(Row(to=asked[place + 1]),))
        questions[name] = Question(ask=name, why="Because.", answers=ways)
    reached = {
        row.to
        for question in questions.values()
        for way in question.answers.values()
        for row in way.to
    }
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


def all_paths(flow: Flow) -> list[list[tuple[str, str]]]:
    """Walk every way there is, one after the other."""
    found, open_ = [], [dict[str, str]()]
    while open_:
        answers = open_.pop()
        node, path = walk(flow, answers)
        if node in flow.outcomes:
            found.append(path)
        else:
            open_ += [{**answers, node: way} for way in flow.questions[node].answers]
    return found


@given(flows())
def test_ways_are_counted_without_walking_them(flow: Flow) -> None:
    assert Machine(flow).states.ways() == len(all_paths(flow))


@given(flows())
def test_how_many_questions_can_still_come_is_the_longest_way_on_from_there(flow: Flow) -> None:
    machine, paths = Machine(flow), all_paths(flow)
    for path in paths:
        for length in range(len(path) + 1):
            on = [len(other) for other in paths if other[:length] == path[:length]]
            assert machine.longest(machine.fold(dict(path[:length]))) == max(on) - length


@given(flows())
def test_where_an_answer_leads_is_where_it_leads(flow: Flow) -> None:
    machine = Machine(flow)
    for path in all_paths(flow):
        for length, (node, way) in enumerate(path):
            here = machine.fold(dict(path[:length]))
            assert here.node == node
            assert machine.leads(here, way) == machine.fold(dict(path[: length + 1])).node


def test_forty_questions_with_rows_are_folded_counted_and_drawn_within_a_second() -> None:
    def rows_at(at: int) -> tuple[Row, ...]:
        on = Row(to=f"q{at + 1}" if at < 39 else "end")
        earlier: dict[str, tuple[str, ...]] = {f"q{max(0, at - 3)}": ("a0", "a1")}
        skip = Row(when=earlier, to=f"q{at + 2}" if at < 38 else "other")
        return (skip, on) if at > 3 else (on,)

    questions = {
        f"q{at}": Question(
            ask=f"Question {at}?",
            why="Because.",
            answers={f"a{way}": Answer(label=f"Way {way}", to=rows_at(at)) for way in range(12)},
        )
        for at in range(40)
    }
    outcomes = {"end": Outcome(verdict="End"), "other": Outcome(verdict="Other")}
    flow = Flow(id="long", title="Long", start="q0", questions=questions, outcomes=outcomes)
    began = time.process_time()
    machine = Machine(flow)
    agrees(machine, {f"q{at}": f"a{at % 12}" for at in range(40)})
    assert machine.longest(machine.fold({})) == 40
    assert machine.states.ways() > 10**30
    assert mermaid(flow, "otherwise").count("Question 6?: Way 0 / Way 1") == 12
    assert time.process_time() - began < 2  # under 1 s of the clock where nothing else runs


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


def test_nobody_can_fill_the_memory_with_answers(pack: Pack) -> None:
    machine = Machine(pack.flows["decide"])
    for number in range(10_000):
        machine.fold({f"gone{number}": "yes", "identity": "yes"})
    assert machine.folded.cache_info().currsize <= 4096


def test_a_quotation_mark_in_a_flow_does_not_break_its_drawing() -> None:
    said = Answer(label='Say "yes"', to=(Row(to="done"),))
    question = Question(ask='A "dean"?', why="Because.", answers={"yes": said})
    outcomes = {"done": Outcome(verdict='A "verdict".')}
    flow = Flow(id="f", title="F", start="q", questions={"q": question}, outcomes=outcomes)
    for line in mermaid(flow, "otherwise").splitlines()[1:]:
        assert line.count('"') == 2

"""Flips: which single answer would have led elsewhere, and how near it is."""

from __future__ import annotations

import time
from itertools import islice
from typing import TYPE_CHECKING

from hypothesis import given

from flows.machine.flips import MOST_FLIPS, elsewhere, flips
from flows.machine.machine import Machine
from tests.conversation import positions
from tests.test_machine import flows_with_answers, walk

if TYPE_CHECKING:
    from flows.model.flow import Flow
    from flows.pack.pack import Pack

FAST = 0.001
ROUNDS = 20


@given(flows_with_answers())
def test_flips_are_all_single_answers_that_lead_elsewhere_and_no_others(
    case: tuple[Flow, dict[str, str]],
) -> None:
    flow, answers = case
    node, path = walk(flow, answers)
    expected = {
        (question, way, there)
        for question, was in path
        for way in flow.questions[question].answers
        if way != was and (there := walk(flow, {**answers, question: way})[0]) != node
    }
    found = list(elsewhere(Machine(flow), answers))
    assert {(flip.question, flip.answer, flip.to.node) for flip in found} == expected
    assert len(found) == len(expected)
    ends = [flip for flip in found if flip.to.node in flow.outcomes]
    assert list(flips(Machine(flow), answers)) == ends


@given(flows_with_answers())
def test_the_nearest_comes_first(case: tuple[Flow, dict[str, str]]) -> None:
    flow, answers = case
    path = dict(walk(flow, answers)[1])
    asked = list(path)

    def distance(question: str, answer: str) -> tuple[int, int]:
        ways = list(flow.questions[question].answers)
        away = abs(ways.index(answer) - ways.index(path[question]))
        return len(asked) - asked.index(question), away

    found = [distance(flip.question, flip.answer) for flip in elsewhere(Machine(flow), answers)]
    assert found == sorted(found)


@given(flows_with_answers())
def test_the_same_answers_give_the_same_flips_and_change_nothing(
    case: tuple[Flow, dict[str, str]],
) -> None:
    flow, answers = case
    machine, before = Machine(flow), dict(answers)
    assert list(elsewhere(machine, answers)) == list(elsewhere(machine, answers))
    assert answers == before


def test_what_was_answered_off_the_way_counts_where_a_flip_leads_back_to_it(pack: Pack) -> None:
    answers = {"identity": "no", "ambition": "yes", "support": "no"}
    (flip,) = flips(pack.machines["decide"], answers)
    assert (flip.question, flip.answer, flip.to.node) == ("identity", "yes", "clear_payoff_only")


def test_flips_of_every_result_take_less_than_a_millisecond(pack: Pack) -> None:
    """The best of several rounds, so that a busy machine spoils none."""
    for machine in pack.machines.values():
        for position in positions(machine):
            took = []
            for _ in range(ROUNDS):
                began = time.perf_counter()
                tuple(islice(elsewhere(machine, position.answers), MOST_FLIPS))
                took.append(time.perf_counter() - began)
            assert min(took) < FAST

"""A flow as a finite state machine: answers in, position out."""

from __future__ import annotations

import types
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

import statemachine
from statemachine import StateMachine

from flows.machine.states import States

if TYPE_CHECKING:
    from collections.abc import Mapping

    from statemachine.transition_list import TransitionList

    from flows.machine.states import State
    from flows.model.flow import Flow

_REMEMBERED = 4096
"""Positions, and steps, of one flow; more of them than people take in a day."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where answers lead: the node, the answers on the way there, and those off the way."""

    flow: str
    node: str
    kind: Literal["question", "outcome"]
    path: tuple[tuple[str, str], ...]
    dropped: tuple[str, ...]

    @property
    def answers(self) -> dict[str, str]:
        """The answers on the way, in the order in which they were asked for."""
        return dict(self.path)


class Machine:
    """Folds answers into positions; each step of a way is taken once, and remembered."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.folded = lru_cache(_REMEMBERED)(self._fold)
        self._after = lru_cache(_REMEMBERED)(self._moved)

    def fold(self, answers: Mapping[str, str]) -> Position:
        """Replay answers from the start: the valid beginning counts, the rest is `dropped`."""
        return self.folded(tuple(answers.items()))

    def leads(self, position: Position, answer: str) -> str:
        """Name the node that an answer to the open question leads to."""
        return self._after(self.states.at(position.node, position.answers), answer)

    def longest(self, position: Position) -> int:
        """How many questions can still come at most, the open one included."""
        return self._longest[self.states.at(position.node, position.answers)]

    @cached_property
    def states(self) -> States:
        """Every state of the flow."""
        return States(self.flow)

    @cached_property
    def _longest(self) -> Mapping[State, int]:
        return self.states.longest()

    @cached_property
    def _class(self) -> type[StateMachine]:
        return _machine_class(self.flow)

    def _fold(self, answers: tuple[tuple[str, str], ...]) -> Position:
        given, path, node = dict(answers), dict[str, str](), self.flow.start
        while node in self.flow.questions:
            answer = given.get(node)
            if answer is None or answer not in self.flow.questions[node].answers:
                break
            path[node], node = answer, self._after(self.states.at(node, path), answer)
        return Position(
            self.flow.id,
            node,
            "outcome" if node in self.flow.outcomes else "question",
            tuple(path.items()),
            tuple(question for question in given if question not in path),
        )

    def _moved(self, state: State, answer: str) -> str:
        machine = self._class(start_value=_state(state.node))
        machine.send(_event(answer), given=dict(state.given))
        return _node(machine)


def _event(answer: str) -> str:
    return f"answer_{answer}"  # a bare id like `send` or `states` would break the machine


def _state(node: str) -> str:
    return f"at_{node}"  # the same, for a node called `model` or `name`


def _node(machine: StateMachine) -> str:
    return str(machine.current_state_value).removeprefix(_state(""))


def _machine_class(flow: Flow) -> type[StateMachine]:
    """Build the machine of a checked flow: states are nodes, events are answers."""
    states = {
        node: statemachine.State(
            node, value=_state(node), initial=node == flow.start, final=node in flow.outcomes
        )
        for node in (*flow.questions, *flow.outcomes)
    }
    events: dict[str, TransitionList] = {}
    for question in flow.questions:
        for name, answer in flow.questions[question].answers.items():
            for row in answer.to:
                way = states[question].to(states[row.to], cond=row.holds if row.when else None)
                events[name] = events[name] | way if name in events else way
    body = {
        **{_state(node): state for node, state in states.items()},
        **{_event(name): ways for name, ways in events.items()},
    }
    return types.new_class(
        f"{flow.id.title()}Machine", (StateMachine,), exec_body=lambda space: space.update(body)
    )

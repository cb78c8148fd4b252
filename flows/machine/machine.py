"""A flow as a finite state machine: answers in, position out."""

from __future__ import annotations

import types
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from statemachine import State, StateMachine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from statemachine.transition_list import TransitionList

    from flows.model.flow import Flow


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
    """Folds answers into positions, each distinct set of answers once."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self._class = _machine_class(flow)
        self._known: dict[tuple[tuple[str, str], ...], Position] = {}

    def fold(self, answers: Mapping[str, str]) -> Position:
        """Replay answers from the start: the valid beginning counts, the rest is `dropped`."""
        key = tuple(answers.items())
        known = self._known.get(key)
        if known is None:
            known = self._replay(answers)
            if all(self._is_known(*item) for item in key):  # else people could fill the memory
                self._known[key] = known
        return known

    def paths(self) -> tuple[Position, ...]:
        """Every way through the flow, from no answer to each outcome."""
        found: list[Position] = []
        open_: list[dict[str, str]] = [{}]
        while open_:
            answers = open_.pop()
            position = self.fold(answers)
            if position.kind == "outcome":
                found.append(position)
            else:
                ways = self.flow.questions[position.node].answers
                open_ += [{**answers, position.node: way} for way in reversed(ways)]
        return tuple(found)

    def positions(self) -> tuple[Position, ...]:
        """Every position that can be reached, questions and outcomes, each way there once."""
        reached = {
            path.path[:length]: None
            for path in self.paths()
            for length in range(len(path.path) + 1)
        }
        return tuple(self.fold(dict(path)) for path in reached)

    def _is_known(self, question: str, answer: str) -> bool:
        node = self.flow.questions.get(question)
        return node is not None and answer in node.answers

    def _replay(self, answers: Mapping[str, str]) -> Position:
        machine = self._class()
        path: list[tuple[str, str]] = []
        while not machine.is_terminated:
            node = _node(machine)
            answer = answers.get(node)
            if answer is None or not self._is_known(node, answer):
                break
            machine.send(_event(answer))
            path.append((node, answer))
        taken = {question for question, _ in path}
        return Position(
            self.flow.id,
            _node(machine),
            "outcome" if machine.is_terminated else "question",
            tuple(path),
            tuple(question for question in answers if question not in taken),
        )


def _event(answer: str) -> str:
    return f"answer_{answer}"  # a bare id like `send` or `states` would break the machine


def _state(node: str) -> str:
    return f"at_{node}"  # the same, for a node called `model` or `name`


def _node(machine: StateMachine) -> str:
    return str(machine.current_state_value).removeprefix(_state(""))


def _machine_class(flow: Flow) -> type[StateMachine]:
    """Build the machine of a checked flow: states are nodes, events are answers."""
    states = {
        node: State(
            node, value=_state(node), initial=node == flow.start, final=node in flow.outcomes
        )
        for node in (*flow.questions, *flow.outcomes)
    }
    events: dict[str, TransitionList] = {}
    for question in flow.questions:
        for name, answer in flow.questions[question].answers.items():
            way = states[question].to(states[answer.to])
            events[name] = events[name] | way if name in events else way
    body = {
        **{_state(node): state for node, state in states.items()},
        **{_event(name): ways for name, ways in events.items()},
    }
    return types.new_class(
        f"{flow.id.title()}Machine", (StateMachine,), exec_body=lambda space: space.update(body)
    )

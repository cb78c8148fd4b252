"""The states of a flow: each node with the answers so far that a later row still asks for."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flows.model.flow import Flow

MOST = 10_000
"""States of one flow; a flow with more of them is refused."""


class State(NamedTuple):
    """A node, and those answers on the way to it on which a row from here on depends."""

    node: str
    given: frozenset[tuple[str, str]]


class States:
    """What can happen from each state of a flow that has no circle and no loose end.

    Ways through a flow double with every question; states only with what its rows ask for.
    """

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._asked_for = _asked_for(flow)
        self.start = State(flow.start, frozenset())

    @cached_property
    def all(self) -> tuple[State, ...]:
        """Every state, each before those it leads to; one too many where they pass the limit."""
        return tuple(islice(self._in_order(), MOST + 1))

    def at(self, node: str, given: Mapping[str, str]) -> State:
        """The state of somebody at a node, with all answers on the way there."""
        return State(node, self._asked_for[node].intersection(given.items()))

    def after(self, state: State, answer: str) -> State:
        """The state that an answer leads to."""
        given, way = dict(state.given), self._flow.questions[state.node].answers[answer]
        return self.at(way.to[way.row(given)].to, {**given, state.node: answer})

    def ways(self) -> int:
        """How many ways there are through the flow."""
        count = dict.fromkeys(self.all, 0) | {self.start: 1}
        for state in self.all:
            for answer in self._answers(state):
                count[self.after(state, answer)] += count[state]
        return sum(ways for state, ways in count.items() if state.node in self._flow.outcomes)

    def longest(self) -> Mapping[State, int]:
        """How many questions can still come at most, that of the state included."""
        left = dict.fromkeys(self.all, 0)
        for state in reversed(self.all):
            following = [left[self.after(state, answer)] for answer in self._answers(state)]
            left[state] = 1 + max(following) if following else 0
        return left

    def _answers(self, state: State) -> tuple[str, ...]:
        question = self._flow.questions.get(state.node)
        return tuple(question.answers) if question else ()

    def _in_order(self) -> Iterator[State]:
        """Go through all states in the order of the flow, node by node."""
        waiting: dict[str, dict[State, None]] = {self.start.node: {self.start: None}}
        for node in in_order(self._flow):
            for state in waiting.pop(node, {}):
                yield state
                for answer in self._answers(state):
                    after = self.after(state, answer)
                    waiting.setdefault(after.node, {})[after] = None


def in_order(flow: Flow) -> tuple[str, ...]:
    """Name the nodes that the start reaches, each before those it leads to, where none circle."""
    done: dict[str, None] = {}
    open_ = [(flow.start, iter(flow.targets(flow.start)))]
    seen = {flow.start}
    while open_:
        node, targets = open_[-1]
        target = next((target for target in targets if target not in seen), None)
        if target is None:
            done[node] = None
            open_.pop()
        else:
            seen.add(target)
            open_.append((target, iter(flow.targets(target))))
    return tuple(reversed(done))


def _asked_for(flow: Flow) -> Mapping[str, frozenset[tuple[str, str]]]:
    """Collect for each node the answers that its rows, and all rows after it, name."""
    found: dict[str, frozenset[tuple[str, str]]] = {}
    for node in reversed(in_order(flow)):
        question = flow.questions.get(node)
        answers = question.answers.values() if question else ()
        own = {
            (name, way)
            for answer in answers
            for row in answer.to
            for name, ways in row.when.items()
            for way in ways
        }
        found[node] = frozenset(own).union(*(found[target] for target in flow.targets(node)))
    return found

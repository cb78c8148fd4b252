"""Rows: where an answer leads, and which rows, or words of one, decide nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.machine.states import MOST, States, in_order
from flows.model.issue import Issue, no_such

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from flows.model.flow import Flow, Row
    from flows.pack.reader import SourceMap


def check_rows(flow: Flow, lines: SourceMap) -> Iterator[Issue]:
    """Find rows that name what nobody can have answered, and lists that may decide nothing."""
    before = _asked_before(flow)
    for at, name, number, row in all_rows(flow):
        question, answer = at[1], at[3]
        line = lines.find(*at, number)
        is_last = number == len(flow.questions[question].answers[answer].to) - 1
        if is_last and row.when:
            what = "the last row must have no `when`, so that everybody gets on; add one such row"
            yield Issue(lines.file, line, f"{name}: {what}")
        if not is_last and not row.when:
            yield Issue(lines.file, line, f"{name}: a row without `when` comes last; move it down")
        for asked, ways in row.when.items():
            if asked not in flow.questions:
                what = no_such("question", asked, flow.questions)
                yield Issue(lines.file, line, f"{name}: when: {what}")
                continue
            if asked not in before.get(question, ()):
                what = f"when: {asked} is never asked before {question}; take it out"
                yield Issue(lines.file, line, f"{name}: {what}")
            for way in ways:
                if way not in flow.questions[asked].answers:
                    what = no_such("answer", way, flow.questions[asked].answers)
                    yield Issue(lines.file, line, f"{name}: when: {asked}: {what}")


def idle_rows(flow: Flow, lines: SourceMap) -> Iterator[Issue]:
    """Find too many states to go through, else what decides nothing in any of them."""
    states = States(flow)
    if len(states.all) > MOST:
        what = f"its rows make more than {MOST} states; name fewer answers under when"
        yield Issue(lines.file, lines.find("questions"), what)
        return
    given: dict[str, list[Mapping[str, str]]] = {}
    for state in states.all:
        given.setdefault(state.node, []).append(dict(state.given))
    for at, name, number, row in all_rows(flow):
        answer = flow.questions[at[1]].answers[at[3]]
        come = [one for one in given.get(at[1], ()) if answer.row(one) >= number]
        line = lines.find(*at, number)
        if not any(answer.row(one) == number for one in come):
            mend = "take it out" if row.when else "take it out, and `when` off the row above"
            what = f"no way here makes the row that leads to {row.to} decide; {mend}"
            yield Issue(lines.file, line, f"{name}: {what}")
            continue
        for what in _idle(answer.to[number:], come) if row.when else ():
            yield Issue(lines.file, line, f"{name}: {what}", warning=True)


def _idle(rows: tuple[Row, ...], come: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """Say what the first of these rows could do without, for those who come to it."""
    row, *below = rows
    decided = [given for given in come if row.holds(given)]
    if all(_target(below, given) == row.to for given in decided):
        yield f"without this row, its people get to {row.to} all the same; take it out"
        return
    for asked, ways in row.when.items():
        if all(given.get(asked) in ways for given in come):
            yield f"when: all who come to this row answered {asked} so; take {asked} out"
        for way in ways:
            if all(given[asked] != way for given in decided):
                yield f"when: nobody comes to this row with {asked} {way}; take {way} out"


def _target(rows: Sequence[Row], given: Mapping[str, str]) -> str:
    return next(row.to for row in rows if row.holds(given))


def all_rows(flow: Flow) -> Iterator[tuple[tuple[str, str, str, str, str], str, int, Row]]:
    """Go through all rows: the keys that lead to them, their answer's name, the number, the row."""
    for question, node in flow.questions.items():
        for choice, answer in node.answers.items():
            at = ("questions", question, "answers", choice, "to")
            for number, row in enumerate(answer.to):
                yield at, f"{question}.{choice}", number, row


def _asked_before(flow: Flow) -> Mapping[str, set[str]]:
    """Collect for each node the questions that some way there asks."""
    before: dict[str, set[str]] = {}
    for node in in_order(flow):
        for target in flow.targets(node):
            before.setdefault(target, set()).update({node, *before.get(node, ())})
    return before

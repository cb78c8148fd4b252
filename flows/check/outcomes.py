"""Outcomes: what each says at first, what it sets side by side, and which flows go on from it."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from flows.check.budget import check_budget, rendered_length, written
from flows.dialogue.step_parts import lead
from flows.language.messages import say
from flows.machine.flips import MOST_FLIPS
from flows.model.claim import read_claim
from flows.model.issue import Issue, no_such
from flows.model.option import FEWEST, MOST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from flows.model.flow import Flow, Outcome
    from flows.pack.pack import Pack
    from flows.pack.reader import SourceMap

LINES, WIDE = 8, 60
"""Lines, and characters of each, in which an outcome says its first; a phone shows no more."""


def check_compare(
    outcome: Outcome, options: Iterable[str], lines: SourceMap, *place: str | int
) -> Iterator[Issue]:
    """Find options that there are not, that stand twice, or that are too few or many to compare."""
    known, line = list(options), lines.find(*place, "compare")
    for at, option in enumerate(outcome.compare):
        here = lines.find(*place, "compare", at)
        if option not in known:
            what = no_such("option", option, known, f"add options/{option}.yaml or mend the id")
            yield Issue(lines.file, here, f"compare: {what}")
        if option in outcome.compare[:at]:
            yield Issue(lines.file, here, f"compare: {option} stands here twice; keep one")
    if outcome.compare and not FEWEST <= len(outcome.compare) <= MOST:
        what = f"compare names {len(outcome.compare)}; {FEWEST} to {MOST} stand side by side"
        yield Issue(lines.file, line, what)


def check_then(
    then: Sequence[str], own: str, flows: Iterable[str], lines: SourceMap, *place: str | int
) -> Iterator[Issue]:
    """Find flows that go on from a place and that there are not, or that it belongs to itself."""
    known = [flow for flow in flows if flow != own]
    for at, flow in enumerate(then):
        if flow not in known:
            mend = f"{own} is the flow it stands in; take it out" if flow == own else ""
            what = mend or no_such("flow", flow, known, f"add flows/{flow}.yaml or mend the id")
            yield Issue(lines.file, lines.find(*place, "then", at), f"then: {what}")


def check_first(flow: Flow, lines: SourceMap) -> Iterator[Issue]:
    """Find outcomes whose first message is longer than a phone shows."""
    for name in flow.outcomes:
        taken = sum(len(wrap(text, WIDE)) for text in _first(flow, name))
        if taken > LINES:
            line = lines.find("outcomes", name)
            what = f"result {name} first takes {taken} lines of {WIDE} characters; {LINES} at most"
            yield Issue(lines.file, line, f"{what}, so shorten it", warning=True)


def check_room(
    pack: Pack, flow: Flow, lines: SourceMap, ways: Mapping[str, Sequence[str]]
) -> Iterator[Issue]:
    """Find outcomes of which something does not fit one section of a message.

    `ways` holds what is said of the answers on the longest way to each.
    """
    others = sorted(_others(flow), key=lambda text: rendered_length([text]))[-MOST_FLIPS:]
    for name, outcome in flow.outcomes.items():
        tensions = [pack.tensions[at].says for at in outcome.tensions if at in pack.tensions]
        conditions = [written(claim) for claim in outcome.conditions()]
        behind = (outcome.verdict, *ways.get(name, ()), *conditions, *tensions)
        for what, texts in (
            (f"result {name}", _first(flow, name)),
            (f"what is behind result {name} on its longest way", behind),
            (f"what would change result {name}", (outcome.verdict, *conditions, *others)),
        ):
            yield from check_budget(lines.file, lines.find("outcomes", name), what, texts)


def lead_of(flow: Flow, node: str) -> str:
    """Write where an answer leads, as people are told; nothing for a loose end."""
    return lead(flow, node) if node in flow.outcomes or node in flow.questions else ""


def _first(flow: Flow, node: str) -> list[str]:
    """Write what an outcome says first, with the longest reason that can stand there."""
    outcome = flow.outcomes[node]
    answers = [way for question in flow.questions.values() for way in question.answers.values()]
    near = [way for way in answers if any(row.to == node for row in way.to) and way.because]
    reasons = [written(read_claim(way.because or "")) for way in near or answers if way.because]
    said = [outcome.verdict]
    said += [say().because.format(reason=text) for text in sorted(reasons, key=len)[-1:]]
    said += [say().next_step.format(step=written(read_claim(outcome.next)))] if outcome.next else []
    said += [say().what_changes.format(condition=written(c)) for c in outcome.conditions()[:1]]
    return said


def _others(flow: Flow) -> Iterator[str]:
    """Write all answers of a flow as what would change a result names them."""
    for name, question in flow.questions.items():
        for way in question.answers.values():
            for row in way.to:
                to = lead_of(flow, row.to)
                yield say().flip.format(label=way.label, name=flow.name(name), lead=to)

"""What a pack would say: to a typed text, after some answers, and as a picture."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from bot.cli.counting import counted
from bot.cli.packs import open_pack, tell_untrained
from bot.errors import OperatorError
from flows.model.issue import no_such

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from flows.model.flow import Question
    from flows.nlu.match import Match
    from flows.pack.pack import Pack

USAGE = 2
"""Exit status for words that make no sense, as argparse has it."""


def ask(options: argparse.Namespace) -> int | None:
    """Print what each text would be understood as."""
    from flows.nlu.matcher import Matcher

    pack = open_pack(options)
    question = _question(pack, options.expecting) if options.expecting else None
    if options.expecting and question is None:
        places = [f"{flow.id}/{name}" for flow in pack.flows.values() for name in flow.questions]
        return _usage(no_such("question", options.expecting, places))
    if not options.text and not options.jsonl:
        return _usage("give a text to understand, or --jsonl and one a line on standard input")
    matcher = Matcher(pack)
    tell_untrained(pack, matcher)
    texts = _lines() if options.jsonl else [" ".join(options.text)]
    for text in texts:
        match = matcher.match(text, question)
        if options.json or options.jsonl:
            print(json.dumps(_as_json(pack, match)))
        else:
            near = ", ".join(match.also)
            asked = f"{' '.join(match.options)} {match.aspect}" if match.aspect else match.id or ""
            print(f"{match.kind} {asked} ({match.confidence:.0%}; near: {near})")
    return None


def _as_json(pack: Pack, match: Match) -> dict[str, Any]:
    kept = ("kind", "id", "confidence", "also", "second", "options", "aspect")
    found = {name: getattr(match, name) for name in kept}
    stated = None
    if match.aspect and match.aspect in pack.aspects:
        stated = {name: pack.options[name].states(match.aspect) for name in match.options}
    answers = dict(match.answers) if match.kind == "confirm" else None
    return {**found, "stated": stated, "answers": answers}


def walk(options: argparse.Namespace) -> int | None:
    """Print where answers lead."""
    pack = open_pack(options)
    if options.flow not in pack.flows:
        return _usage(no_such("flow", options.flow, pack.flows))
    flow, machine = pack.flows[options.flow], pack.machines[options.flow]
    left = list(options.answers)
    position = machine.fold({})
    while left and position.kind == "question":
        choices = flow.questions[position.node].answers
        if left[0] not in choices:
            return _usage(f"{position.node} has no answer {left[0]}; it has {', '.join(choices)}")
        position = machine.fold({**position.answers, position.node: left.pop(0)})
    asked = flow.questions.get(position.node)
    found = {
        "flow": flow.id,
        "node": position.node,
        "kind": position.kind,
        "answers": position.answers,
        "choices": list(asked.answers) if asked else [],
        "dropped": left,
    }
    print(json.dumps(found) if options.json else "\n".join(f"{k}: {v}" for k, v in found.items()))
    return None


def compare(options: argparse.Namespace) -> int | None:
    """Print what the document says of some options, aspect by aspect."""
    from bot.terminal.page import Page
    from flows.dialogue.comparison import Comparison
    from flows.model.option import FEWEST, MOST

    pack = open_pack(options)
    if not pack.options:
        return _usage(f"{pack.folder.name} has no options to compare; add a folder options to it")
    known = {called: name for name, one in pack.options.items() for called in (name, *one.called)}
    named = [known.get(word.lower(), word) for word in options.options]
    for name in named:
        if name not in pack.options:
            return _usage(
                no_such("option", name, pack.options, f"there are: {', '.join(pack.options)}")
            )
        if named.count(name) > 1:
            return _usage(f"{name} is named twice; name each option once")
    if not FEWEST <= len(named) <= MOST:
        return _usage(f"{counted(len(named), 'option')} named; name {FEWEST} to {MOST}")
    if options.json:
        print(json.dumps({"options": [_cells(pack, name) for name in named]}))
    else:
        print(Page(Comparison(pack).of(tuple(named), whole=True)))
    return None


def _cells(pack: Pack, name: str) -> dict[str, Any]:
    told = {aspect: pack.options[name].claims(aspect) for aspect in pack.aspects}
    return {
        "id": name,
        "aspects": {
            aspect: [{"text": claim.text, "facts": list(claim.facts)} for claim in claims] or None
            for aspect, claims in told.items()
        },
    }


def draw(options: argparse.Namespace) -> int | None:
    """Print a flow as a diagram."""
    from flows.language.messages import say
    from flows.machine.diagram import mermaid

    pack = open_pack(options)
    if options.flow not in pack.flows:
        return _usage(no_such("flow", options.flow, pack.flows))
    print(mermaid(pack.flows[options.flow], say().otherwise))
    return None


def _lines() -> Iterator[str]:
    """Read standard input, up to a line that can't be read."""
    for number, line in enumerate(sys.stdin.buffer, 1):
        try:
            yield line.rstrip(b"\r\n").decode()
        except UnicodeDecodeError as error:
            what = "is not UTF-8; give it lines that are saved as UTF-8"
            raise OperatorError(f"standard input:{number}: {what}") from error


def _question(pack: Pack, place: str) -> Question | None:
    flow, _, question = place.partition("/")
    return pack.flows[flow].questions.get(question) if flow in pack.flows else None


def _usage(line: str) -> int:
    print(f"meded: {line}", file=sys.stderr)
    return USAGE

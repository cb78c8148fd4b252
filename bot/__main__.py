"""The command line: `meded`, or `python -m bot`."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import OperatorError
from flows.check.load import load
from flows.model.issue import BrokenPackError
from flows.pack.read import packs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.model.flow import Question
    from flows.pack.pack import Pack

USAGE = 2
"""Exit status for words that make no sense, as argparse has it."""
FEW = 10
"""Counts below this are not told, for they could point to somebody."""


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status, having said in one line what went wrong."""
    options = _parser().parse_args(words)
    try:
        return int(options.run(options) or 0)
    except BrokenPackError as error:
        print(error, file=sys.stderr)
    except OperatorError as error:
        print("\n".join(f"meded: {line}" for line in str(error).splitlines()), file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("meded", description="Should I do a master's in med ed?")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=globals()[f"_{name}"])
        return command

    demo = add("demo", "the local workspace in the browser: no Slack account needed")
    demo.add_argument("--port", type=int, default=8765, help="where the page is (8765)")
    demo.add_argument("--no-browser", action="store_true", help="only say where the page is")
    add("chat", "talk in the terminal; reads lines from a pipe too")
    add("run", "connect to Slack: Socket Mode with an app token, else HTTP")
    ask = add("ask", "what a text would be understood as")
    ask.add_argument("--json", action="store_true", help="print JSON")
    ask.add_argument(
        "--jsonl", action="store_true", help="one text a line in, one object a line out"
    )
    ask.add_argument("--expecting", metavar="FLOW/QUESTION", help="the question that is open")
    ask.add_argument("text", nargs="*")
    walk = add("walk", "the position after these answers, and the choices there")
    walk.add_argument("--json", action="store_true", help="print JSON")
    walk.add_argument("flow")
    walk.add_argument("answers", nargs="*", metavar="ANSWER")
    add("check", "load everything and report every fault")
    add("draw", "the flow as a Mermaid diagram").add_argument("flow")
    add("manifest", "the Slack app manifest for these settings")
    evaluate = add("evaluate", "how well questions with known answers are understood")
    evaluate.add_argument("file", help='JSONL: {"text", "accept": [ids], "kind"?} a line')
    add("train", "learn the examples of every pack again")
    add("unanswered", "what was not understood, as far as people sent it to the authors")
    forget = add("forget", "remove a person, with a receipt")
    forget.add_argument("user")
    forget.add_argument("--team", help="only in this team or enterprise")
    return parser


def _demo(options: argparse.Namespace) -> None:
    from bot.demo import demo
    from bot.logs import set_up
    from bot.settings import read_settings

    settings = read_settings().model_copy(update={"log_level": "WARNING"})
    set_up(settings)
    demo(settings, load(), options.port, browser=not options.no_browser)


def _chat(_: argparse.Namespace) -> None:
    from bot.effects import Effects
    from bot.installations import local
    from bot.settings import read_settings
    from bot.store.connection import Store
    from bot.terminal import chat
    from bot.turns import TurnService
    from flows.dialogue.engine import DialogueEngine

    settings, pack = read_settings(), load()
    with asyncio.Runner() as runner:
        store = runner.run(Store.open(settings))
        try:
            runner.run(store.ping())
            turns = TurnService(DialogueEngine(pack), store.sessions)
            chat(turns, Effects(turns, store.unanswered), local(settings, pack), runner.run)
        finally:
            runner.run(store.close())


def _run(_: argparse.Namespace) -> None:
    from bot.logs import set_up
    from bot.settings import read_settings
    from bot.slack.service import run

    settings = read_settings()
    set_up(settings)
    run(settings, load())


def _ask(options: argparse.Namespace) -> int | None:
    from flows.nlu.matcher import Matcher

    pack = load()
    question = _question(pack, options.expecting) if options.expecting else None
    if options.expecting and question is None:
        return _usage(f"there is no question {options.expecting}; give FLOW/QUESTION")
    if not options.text and not options.jsonl:
        return _usage("give a text to understand, or --jsonl and one a line on standard input")
    matcher = Matcher(pack)
    texts = (line.rstrip("\n") for line in sys.stdin) if options.jsonl else [" ".join(options.text)]
    for text in texts:
        match = matcher.match(text, question)
        if options.json or options.jsonl:
            kept = ("kind", "id", "confidence", "also", "second")
            found = {name: getattr(match, name) for name in kept}
            name = (options.expecting or "").rpartition("/")[2]
            actions_by_label = {name: match.id} if match.kind == "confirm" else None
            print(json.dumps({**found, "answers": actions_by_label}))
        else:
            near = ", ".join(match.also)
            print(f"{match.kind} {match.id or ''} ({match.confidence:.0%}; near: {near})")
    return None


def _walk(options: argparse.Namespace) -> int | None:
    pack = load()
    if options.flow not in pack.flows:
        return _no_flow(pack, options.flow)
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


def _check(_: argparse.Namespace) -> int:
    from flows.check.language import check_language
    from flows.check.load import load_with_warnings
    from flows.language.examples import command_examples
    from flows.nlu import safety
    from flows.nlu.model_bundle import FILE, outdated

    issues = check_language()
    for issue in issues:
        print(f"language/en/{issue}", file=sys.stderr)
    stale = int(bool(issues))
    loaded = [load_with_warnings(path) for path in packs()]
    if wrong := safety.outdated([pack.examples for pack, _ in loaded]):
        print(f"{safety.FILE.name}: {wrong}", file=sys.stderr)
        stale = 1
    for pack, warnings in loaded:
        if wrong := outdated(pack.examples, command_examples()):
            print(f"{FILE}: {wrong}", file=sys.stderr)
            stale = 1
        for warning in warnings:
            print(warning)
        print(", ".join(f"{count} {name}" for name, count in pack.counts().items()))
    return stale


def _draw(options: argparse.Namespace) -> int | None:
    from flows.machine.diagram import mermaid

    pack = load()
    if options.flow not in pack.flows:
        return _no_flow(pack, options.flow)
    print(mermaid(pack.flows[options.flow]))
    return None


def _manifest(_: argparse.Namespace) -> None:
    from bot.settings import read_settings
    from bot.slack.manifest import manifest

    print(json.dumps(manifest(read_settings()), indent=2))


def _forget(options: argparse.Namespace) -> None:
    from bot.settings import read_settings
    from bot.store.connection import Store

    async def forget() -> list[str]:
        store = await Store.open(read_settings())
        try:
            await store.ping()
            return await store.sessions.forget_everywhere(options.user, options.team)
        finally:
            await store.close()

    removed = asyncio.run(forget())
    for key in removed:
        print(f"removed {key}")
    print(f"{len(removed)} keys removed for {options.user}. Not ours to delete: what they wrote")
    print("themselves, and copies in your institution's Slack exports or backups. Our messages in")
    print("their direct messages stay; they can remove those with “forget me” in Slack.")
    if not removed:
        print("Nothing was kept under that id; USER is a Slack member id, such as U0123ABCD.")


def _evaluate(options: argparse.Namespace) -> None:
    from flows.language.commands import commands
    from flows.nlu.matcher import Matcher
    from flows.training.evaluation import evaluate, read_rows

    try:
        rows = read_rows(Path(options.file).read_text(encoding="utf-8").splitlines())
    except (OSError, ValueError) as error:
        raise OperatorError(f"{options.file}: {error}") from error
    pack = load()
    known = {*pack.cards, *(f"@{word}" for word in commands().phrases)}
    for number, row in enumerate(rows, 1):
        if unknown := set(row.accept) - known:
            raise OperatorError(
                f"{options.file}: line {number}: there is no {', '.join(sorted(unknown))}"
            )
    print(evaluate(Matcher(pack), rows).render())


def _train(_: argparse.Namespace) -> None:
    from flows.nlu.safety import write
    from flows.training.distress_examples import distress_examples

    try:
        from flows.training.train import learn_safety, train
    except ImportError as error:
        raise OperatorError(
            f"{error.name} is not installed; training needs the extra `train`"
        ) from error
    for pack in packs():
        train(pack).write(pack)
        print(f"learned the examples of {pack.name}")
    examples = [load(pack).examples for pack in packs()]
    write(learn_safety(distress_examples(examples)), examples)
    print("learned what tells of danger and of strain")


def _unanswered(_: argparse.Namespace) -> None:
    from bot.settings import read_settings
    from bot.store.connection import Store

    async def read() -> tuple[int, list[str]]:
        store = await Store.open(read_settings())
        try:
            await store.ping()
            return await store.unanswered.read()
        finally:
            await store.close()

    count, texts = asyncio.run(read())
    for text in texts:
        print(" ".join(text.split()))
    about = f"about {round(count, -1)}" if count >= FEW else f"fewer than {FEW}"
    print(f"{about} not understood, {len(texts)} sent to the authors", file=sys.stderr)


def _question(pack: Pack, place: str) -> Question | None:
    flow, _, question = place.partition("/")
    return pack.flows[flow].questions.get(question) if flow in pack.flows else None


def _no_flow(pack: Pack, flow: str) -> int:
    return _usage(f"there is no flow {flow}; there is {', '.join(pack.flows)}")


def _usage(line: str) -> int:
    print(f"meded: {line}", file=sys.stderr)
    return USAGE


if __name__ == "__main__":
    sys.exit(main())

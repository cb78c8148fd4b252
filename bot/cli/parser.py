"""The commands, with their options."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli import authors, operators, people, questions

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[[argparse.Namespace], int | None]

_PORTS = 65_535


def parser() -> argparse.ArgumentParser:
    """Name every command, what it takes, and the function that runs it."""
    top = argparse.ArgumentParser("meded", description="A guide that is made from one document.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Run, text: str, *, pack: bool = True) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        if pack:
            told = "the pack, by id or path (default: the setting PACK, else masters)"
            command.add_argument("--pack", metavar="ID_OR_PATH", help=told)
        return command

    demo = add("demo", people.demo, "the local workspace in the browser: no Slack account needed")
    demo.add_argument("--port", type=_port, default=8765, help="where the page is (8765)")
    demo.add_argument("--no-browser", action="store_true", help="only say where the page is")
    add("chat", people.chat, "talk in the terminal; reads lines from a pipe too")
    add("run", people.run, "connect to Slack: Socket Mode with an app token, else HTTP")

    ask = add("ask", questions.ask, "what a text would be understood as")
    ask.add_argument("--json", action="store_true", help="print JSON")
    ask.add_argument(
        "--jsonl", action="store_true", help="one text a line in, one object a line out"
    )
    ask.add_argument("--expecting", metavar="FLOW/QUESTION", help="the question that is open")
    ask.add_argument("text", nargs="*")
    walk = add("walk", questions.walk, "the position after these answers, and the choices there")
    walk.add_argument("--json", action="store_true", help="print JSON")
    walk.add_argument("flow")
    walk.add_argument("answers", nargs="*", metavar="ANSWER")
    compare = add("compare", questions.compare, "what the document says of options, side by side")
    compare.add_argument("--json", action="store_true", help="print JSON")
    compare.add_argument("options", nargs="+", metavar="OPTION", help="two to four, by id or name")
    draw = add("draw", questions.draw, "the flow as a Mermaid diagram")
    draw.add_argument("flow")

    check = add("check", authors.check, "load everything and report every fault")
    what = check.add_mutually_exclusive_group()
    told = "these alone, by id or path"
    what.add_argument("packs", nargs="*", default=[], metavar="PACK", help=told)
    told = "what the institution has filled in, instead of a pack (default: the setting LOCAL)"
    what.add_argument("--local", nargs="?", const="", metavar="FILE", help=told)
    new = add("new", authors.new, "write a small pack to start from", pack=False)
    new.add_argument("path", metavar="PACK", help="its id, or the path of its folder")
    train = add("train", authors.train, "learn the examples again")
    train.add_argument("packs", nargs="*", metavar="PACK", help="of these alone, by id or path")
    evaluate = add(
        "evaluate", authors.evaluate, "how well questions with known answers are understood"
    )
    evaluate.add_argument(
        "file", help='JSONL: {"text", "accept": [ids], "kind"?, "question"?} a line'
    )
    add(
        "unanswered",
        operators.unanswered,
        "what was not understood, as far as people sent it to the authors",
        pack=False,
    )

    add("manifest", operators.manifest, "the Slack app manifest for these settings")
    forget = add("forget", operators.forget, "remove a person, with a receipt", pack=False)
    forget.add_argument("user")
    forget.add_argument("--team", help="only in this team or enterprise")
    return top


def _port(text: str) -> int:
    """Read a port; 0 takes a free one. Raises `ArgumentTypeError` for what is none."""
    if text.isdecimal() and int(text) <= _PORTS:
        return int(text)
    raise argparse.ArgumentTypeError(f"a port is a number from 0 to {_PORTS}, not {text}")

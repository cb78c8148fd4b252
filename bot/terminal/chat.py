"""A conversation in the terminal, line by line."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Any, assert_never
from uuid import uuid4

from bot.terminal.page import Page
from flows.dialogue.action import Action, ActionType
from flows.dialogue.effect import Outcome
from flows.dialogue.parts import Title
from flows.dialogue.reply import Field, Form, HomeView, Message
from flows.dialogue.request import Person, Request
from flows.language.messages import say
from flows.language.normalize import normal
from flows.language.phrasebook import bare
from flows.nlu.numbers import place

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from bot.effects import Effects
    from bot.turns import Committed, TurnService
    from flows.dialogue.request import Installation

MOST = 99
"""A higher number is no choice's; it may be one to call."""


class Terminal:
    """A surface of lines: what is shown is printed, what is typed is read."""

    def __init__(self) -> None:
        self.page = Page(Message("", ()))
        self.form: Form | None = None
        self.version = 0

    async def deliver(self, committed: Committed) -> None:
        """Print a reply, and remember what its numbers stand for."""
        reply = committed.reply
        self.version, self.form = committed.version, None
        match reply:
            case Message():
                self.page = Page(reply)
            case HomeView():
                self.page = Page(reply.message)
            case Form():
                self.form = reply
                self.page = Page(Message(reply.title, (Title(reply.title), *reply.parts)))
            case _:
                assert_never(reply)
        _write(f"{self.page}\n\n")

    async def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it now: nobody else waits here."""
        await work

    async def pass_on(self, text: str) -> Outcome:  # noqa: ARG002 - nobody is set up here
        """Pass nothing on: nobody else is here."""
        return Outcome(done=False)

    async def delete_messages(self) -> Outcome:
        """Leave what is printed; it is the person's own screen."""
        return Outcome(done=True)

    def read(self) -> tuple[Action, int | None] | None:
        """Read what to do next, and the version that its choice was drawn for; None at the end."""
        while True:
            if self.form:
                return self._filled(self.form)
            line = _read("> ")
            if line is None:
                return None
            text, count = line.strip(), len(self.page.choices)
            number = place(bare(text), ordinal=False)
            labelled = any(normal(text) == normal(one.label) for one in self.page.choices)
            if number is None or number > MOST or labelled or not count:
                return Action(ActionType.ASK, text=text), None
            if 0 < number <= count:
                return self.page.choices[number - 1].action, self.version
            _write(say().choices_count.format(count=count) + "\n")

    def _filled(self, form: Form) -> tuple[Action, int | None] | None:
        """Ask for each field of a form; an empty line keeps what is there already."""
        fields: list[tuple[str, str]] = []
        for field in form.fields:
            line = _read(_prompt(field))
            if line is None:
                return None
            fields.append((field.id, line.strip() or field.value))
        if not form.fields and _read(f"[{form.submit.label}] ") is None:
            return None
        return form.submit.action._replace(fields=tuple(fields)), self.version


def _prompt(field: Field) -> str:
    wrong = f"{field.error}\n" if field.error else ""
    hint = f" ({field.hint})" if field.hint else ""
    kept = f" [{field.value}]" if field.value else ""
    return f"{wrong}{field.label}{hint}{kept}\n> "


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _read(prompt: str) -> str | None:
    """Read a line; one from a pipe is shown, so that what is printed reads as a conversation."""
    _write(prompt)
    line = sys.stdin.readline()
    if not line:
        _write("\n")
        return None
    if not sys.stdin.isatty():
        _write(line if line.endswith("\n") else f"{line}\n")
    return line


def chat(
    turns: TurnService,
    effects: Effects,
    here: Callable[[], Installation],
    run: Callable[[Coroutine[None, None, None]], None],
) -> None:
    """Talk until the input ends; a number picks a choice, anything else is typed text."""
    person, terminal = Person("local", getpass.getuser()), Terminal()

    async def take(action: Action, drawn: int | None) -> None:
        request = Request(person, action, uuid4().hex, here(), drawn, form=True)
        await effects.finish(request, await turns.turn(request), terminal)

    taken: tuple[Action, int | None] | None = (Action(ActionType.LOOK), None)
    while taken:
        run(take(*taken))
        taken = terminal.read()

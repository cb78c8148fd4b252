"""The terminal: a reply as text, and a conversation line by line."""

from __future__ import annotations

import getpass
import sys
import textwrap
from typing import TYPE_CHECKING, assert_never
from uuid import uuid4

from flows.dialogue.action import Action, ActionType
from flows.dialogue.effect import Outcome
from flows.dialogue.parts import (
    Answered,
    Buttons,
    Grid,
    Items,
    Link,
    Menu,
    Note,
    Part,
    Quote,
    Text,
    Title,
)
from flows.dialogue.reply import Field, Form, HomeView, Message
from flows.dialogue.request import Person, Request
from flows.language.messages import say

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from bot.effects import Effects
    from bot.turns import Committed, TurnService
    from flows.dialogue.parts import Choice
    from flows.dialogue.request import Installation

WIDTH = 72
DIGITS = 4
"""A longer number is no choice's."""


class Page:
    """A drawn reply: its lines, and the choices that its numbers stand for."""

    def __init__(self, message: Message) -> None:
        self.choices: list[Choice] = []
        self._lines = [line for part in message.parts for line in self._part(part)]
        actions_by_label = (*message.choices, *message.more)
        self._lines += [self._offer(actions_by_label)] if actions_by_label else []

    def __str__(self) -> str:
        return "\n".join(self._lines)

    def _part(self, part: Part) -> Iterator[str]:
        if isinstance(part, Answered):
            yield f"✓ {part.text}  {self._offer((part.choice,))}"
        elif isinstance(part, Buttons):
            yield self._offer(part.choices)
        elif isinstance(part, Menu):
            for shelf in part.shelves:
                yield f"{shelf.title}:\n{self._offer(shelf.choices)}"
        else:
            yield from _words(part)

    def _offer(self, choices: tuple[Choice, ...]) -> str:
        offers = []
        for choice in choices:
            self.choices.append(choice)
            offers.append(f"[{len(self.choices)}]\xa0{choice.label.replace(' ', chr(0xA0))}")
        return textwrap.fill("   ".join(offers), WIDTH, break_on_hyphens=False).replace("\xa0", " ")


def _words(part: Title | Text | Items | Grid | Note | Quote | Link) -> Iterator[str]:
    if isinstance(part, Title):
        yield f"\n{part.text}\n{'─' * min(len(part.text), WIDTH)}"
    elif isinstance(part, Text):
        yield textwrap.fill(part.text, WIDTH)
    elif isinstance(part, Quote):
        yield textwrap.fill(part.text, WIDTH, initial_indent="> ", subsequent_indent="> ")
    elif isinstance(part, Link):
        yield f"{part.label}: {part.url}"
    elif isinstance(part, Note):
        yield textwrap.fill(f"({part.text})", WIDTH)
    elif isinstance(part, Items):
        yield from ([part.lead] if part.lead else [])
        for item in part.items:
            yield textwrap.fill(item, WIDTH, initial_indent="• ", subsequent_indent="  ")
    else:
        yield from _grid(part)


def _grid(grid: Grid) -> Iterator[str]:
    rows = (grid.head, *grid.rows)
    widths = [max(len(row[i]) for row in rows) for i in range(len(grid.head))]
    for number, row in enumerate(rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        if not number:
            yield "  ".join("─" * width for width in widths)


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
            number = int(text) if text.isdecimal() and len(text) < DIGITS else 0
            if number > count > 0:
                _write(say().choices_count.format(count=count) + "\n")
            elif number and count:
                return self.page.choices[number - 1].action, self.version
            else:
                return Action(ActionType.ASK, text=text), None

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
    installation: Installation,
    run: Callable[[Coroutine[None, None, None]], None],
) -> None:
    """Talk until the input ends; a number picks a choice, anything else is typed text."""
    person, terminal = Person("local", getpass.getuser()), Terminal()

    async def take(action: Action, drawn: int | None) -> None:
        request = Request(person, action, uuid4().hex, installation, drawn, form=True)
        await effects.finish(request, await turns.turn(request), terminal)

    taken: tuple[Action, int | None] | None = (Action(ActionType.LOOK), None)
    while taken:
        run(take(*taken))
        taken = terminal.read()

"""The terminal: a reply as text, and a conversation line by line."""

from __future__ import annotations

import getpass
import sys
import textwrap
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.errors import StoreError
from bot.store.keys import Person
from bot.turns import Request
from flows.dialogue.action import Action, ActionType
from flows.dialogue.reply import (
    Answered,
    Buttons,
    Grid,
    Items,
    Link,
    Menu,
    Note,
    Part,
    Quote,
    Reply,
    Text,
    Title,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from bot.turns import Turn, TurnService
    from flows.dialogue.reply import Choice

WIDTH = 72
DIGITS = 4
"""A longer number is no choice's."""


class Page:
    """A drawn reply: its lines, and the choices that its numbers stand for."""

    def __init__(self, reply: Reply) -> None:
        self.choices: list[Choice] = []
        self._lines = [line for part in reply.parts for line in self._part(part)]
        actions_by_label = (*reply.choices, *reply.more)
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


def chat(turn_service: TurnService, run: Callable[[Coroutine[None, None, Turn]], Turn]) -> None:
    """Talk until the input ends; a number picks a choice, anything else is typed text."""
    person = Person("local", getpass.getuser())
    shown = sys.stdin.isatty()

    async def take(request: Request) -> Turn:
        turn = await turn_service.turn(request)
        with suppress(StoreError):  # the turn said already that the store is away
            await turn_service.record_feedback(request, turn)
        return turn

    turn = run(take(Request(person, Action(ActionType.LOOK), uuid4().hex)))
    while True:
        page = Page(turn.reply)
        sys.stdout.write(f"{page}\n\n> ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            sys.stdout.write("\n")
            return
        if not shown:
            sys.stdout.write(line if line.endswith("\n") else f"{line}\n")
        text, seen = line.strip(), None
        action = Action(ActionType.ASK, text=text)
        if text.isdecimal() and len(text) < DIGITS and int(text) > len(page.choices) > 0:
            sys.stdout.write(f"There are {len(page.choices)} choices; pick one by its number.\n")
            continue
        if text.isdecimal() and 0 < int(text) <= len(page.choices):
            action, seen = page.choices[int(text) - 1].action, turn.version
        turn = run(take(Request(person, action, uuid4().hex, seen)))

"""A reply as a page of text, its choices numbered."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from bot.terminal.figures import bars, columns
from flows.dialogue import parts
from flows.dialogue.action import ActionType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.dialogue.reply import Message

WIDTH = 72


class Page:
    """A drawn reply: its lines, and the choices that its numbers stand for.

    The answers to a question come first, so that each has the same number as in its question; what
    mends an earlier answer comes last.
    """

    def __init__(self, message: Message) -> None:
        past = {part.choice for part in message.parts if isinstance(part, parts.Answered)}
        self.choices = sorted(
            dict.fromkeys(message.offers()),
            key=lambda one: (one.action.type != ActionType.ANSWER, one in past),
        )
        self._lines = [line for part in message.parts for line in self._part(part)]
        below = (*message.choices, *message.more)
        self._lines += [self._offer(below)] if below else []

    def __str__(self) -> str:
        return "\n".join(self._lines)

    def _part(self, part: parts.Part) -> Iterator[str]:
        if isinstance(part, parts.Answered):
            yield f"✓ {part.text}  {self._offer((part.choice,))}"
        elif isinstance(part, parts.Buttons):
            yield self._offer(part.choices)
        elif isinstance(part, parts.Menu):
            for shelf in part.shelves:
                yield f"{shelf.title}:\n{self._offer(shelf.choices)}"
        else:
            yield from _words(part)

    def _offer(self, choices: tuple[parts.Choice, ...]) -> str:
        offers = []
        for choice in choices:
            number = self.choices.index(choice) + 1
            offers.append(f"[{number}]\xa0{choice.label.replace(' ', chr(0xA0))}")
        return textwrap.fill("   ".join(offers), WIDTH, break_on_hyphens=False).replace("\xa0", " ")


def _words(part: parts.Words | parts.Grid | parts.Chart | parts.Note) -> Iterator[str]:
    if isinstance(part, parts.Title):
        rule = "─" * min(len(part.text), WIDTH)
        yield f"\n{textwrap.fill(part.text, WIDTH)}\n{rule}"
    elif isinstance(part, parts.Text):
        yield textwrap.fill(part.text, WIDTH)
    elif isinstance(part, parts.Quote):
        yield textwrap.fill(part.text, WIDTH, initial_indent="> ", subsequent_indent="> ")
    elif isinstance(part, parts.Link):
        yield f"{part.label}: {part.url}"
    elif isinstance(part, parts.Note):
        yield textwrap.fill(f"({part.text})", WIDTH)
    elif isinstance(part, parts.Items):
        yield from ([part.lead] if part.lead else [])
        for item in part.items:
            yield textwrap.fill(item, WIDTH, initial_indent="• ", subsequent_indent="  ")
    elif isinstance(part, parts.Chart):
        yield from bars(part, WIDTH)
    else:
        yield from columns(part, WIDTH)

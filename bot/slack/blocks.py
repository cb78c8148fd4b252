"""Drawing: a reply as Block Kit, built once and filled in with the session's version."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

from slackblocks import (
    ActionsBlock,
    ContextBlock,
    OverflowMenu,
    SectionBlock,
    WebhookMessage,
)
from slackblocks import Text as Mrkdwn

from bot.slack.elements import button, option, select
from bot.slack.figures import chart, table
from bot.slack.in_words import fitting, said
from bot.slack.mrkdwn import SECTION, escaped
from flows.dialogue import parts
from flows.language.messages import say

if TYPE_CHECKING:
    from slackblocks import Block, Element

    from flows.dialogue.reply import Message

MORE, PICK = "more", "pick"
"""Action ids of the menu of further choices and of the list of topics."""
_DIGITS = 19
STEP = "step"
"""How the ids of blocks begin that ask or show somebody's own step."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A message's fallback text, and its blocks; ids ending in @ await the session's version."""

    text: str
    blocks: tuple[dict[str, Any], ...]
    waiting: tuple[int, ...]

    def at(self, version: int, event: str = "") -> dict[str, Any]:
        """Write the message for a session's version, which the ids of blocks with buttons carry.

        They carry the event too that it answers: clients keep what was picked from a menu as
        long as its block has the same id.
        """
        blocks, fresh = [*self.blocks], f"{crc32(event.encode()):x}"
        for index in self.waiting:
            block = blocks[index]
            blocks[index] = {**block, "block_id": f"{block['block_id'][:-1]}.{fresh}@{version}"}
        return {"text": self.text, "blocks": blocks}


def draw(message: Message, *, step: bool = False) -> Drawing:
    """Draw a message; `step` marks one of somebody's own decision, to be found again.

    What is drawn once is remembered, unless somebody typed it.
    """
    return (_draw.__wrapped__ if message.is_typed else _draw)(message, step)


@lru_cache(maxsize=4096)
def _draw(message: Message, step: bool) -> Drawing:  # noqa: FBT001 - a remembered call has no names
    drawn = WebhookMessage(blocks=_Draft(message, step=step).blocks()).to_dict()
    blocks = tuple(drawn["blocks"])
    text = fitting([escaped(message.text), *(line for block in blocks for line in said(block))])
    waiting = (i for i, block in enumerate(blocks) if block["block_id"].endswith("@"))
    return Drawing(text, blocks, tuple(waiting))


def version_of(block_id: str) -> int | None:
    """Read the version back from a block's id."""
    _, _, version = block_id.rpartition("@")
    return int(version) if version.isdecimal() and len(version) <= _DIGITS else None


class _Draft:
    """One message being drawn: no move stands on two buttons, no two blocks share an id."""

    def __init__(self, message: Message, *, step: bool) -> None:
        self._message = message
        self._kind = STEP if step else "card"
        self._actions: set[str] = set()
        self._lists = 0
        self._lines: list[str] = []
        self._title = ""
        self._titled = False  # a title stands close to its text, paragraphs apart
        self._blocks: list[Block] = []

    def blocks(self) -> list[Block]:
        for part in self._message.parts:
            self._add_part(part)
        self._end_section()
        choices, more = self._message.choices, self._message.more
        if len(more) == 1:  # a menu has two lines at least
            choices, more = (*choices, *more), ()
        menu = [OverflowMenu(MORE, [option(choice) for choice in more])] if more else []
        self._add_actions([*self._buttons(choices), *menu])
        return self._blocks

    def _add_part(self, part: parts.Part) -> None:
        if isinstance(part, parts.Words):
            apart = self._lines and not self._titled
            self._lines += [*([""] if apart else []), _words(part)]
            self._titled = isinstance(part, parts.Title)
            self._title = part.text if isinstance(part, parts.Title) else self._title
            return
        self._end_section()
        if isinstance(part, parts.Note):
            self._blocks.append(ContextBlock([_mrkdwn(escaped(part.text))], self._id()))
        elif isinstance(part, parts.Grid):
            self._blocks.append(table(part, self._id()))
        elif isinstance(part, parts.Chart):
            self._blocks.append(chart(part, self._id()))
        elif isinstance(part, parts.Answered):
            change = next(iter(self._buttons((part.choice,), part.text)), None)
            text = _mrkdwn(f"✓ {escaped(part.text)}")
            self._blocks.append(SectionBlock(text, self._id("@"), accessory=change))
        elif isinstance(part, parts.Buttons):
            self._add_actions(self._buttons(part.choices))
        else:
            self._add_actions([select(part, self._pick())])

    def _pick(self) -> str:
        """Name a list to pick from; two in one message can't share an id."""
        self._lists += 1
        return PICK if self._lists == 1 else f"{PICK} {self._lists}"

    def _end_section(self) -> None:
        if self._lines:
            words = "\n".join(self._lines)[:SECTION]
            self._blocks.append(SectionBlock(_mrkdwn(words), self._id()))
            self._lines = []

    def _add_actions(self, elements: list[Element]) -> None:
        if elements:
            self._blocks.append(ActionsBlock(elements, self._id("@")))

    def _buttons(self, choices: tuple[parts.Choice, ...], about: str = "") -> list[Element]:
        fresh = [choice for choice in choices if choice.action.code not in self._actions]
        self._actions.update(choice.action.code for choice in fresh)
        return [button(choice, about or self._about(choice)) for choice in fresh]

    def _about(self, choice: parts.Choice) -> str:
        """Name what a choice is about that stands on many messages in the same words."""
        repeated = {say().more, say().compare, say().all_aspects}
        return self._title if choice.label in repeated else ""

    def _id(self, end: str = "") -> str:
        return f"{self._kind}{len(self._blocks)}{end}"


def _mrkdwn(text: str) -> Mrkdwn:
    return Mrkdwn(text, verbatim=True)


def _words(part: parts.Words) -> str:
    if isinstance(part, parts.Title):
        return f"*{escaped(part.text)}*"
    if isinstance(part, parts.Text):
        return escaped(part.text)
    if isinstance(part, parts.Quote):
        return "\n".join(f"> {line}" for line in escaped(part.text).splitlines())
    if isinstance(part, parts.Link):
        return f"<{part.url}|{escaped(part.label)}>"
    lead = [f"*{escaped(part.lead)}*"] if part.lead else []
    return "\n".join([*lead, *(f"• {escaped(item)}" for item in part.items)])

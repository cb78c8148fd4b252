"""Drawing: a reply as Block Kit, built once and filled in with the session's version."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from slackblocks import (
    ActionsBlock,
    Button,
    ContextBlock,
    HomeTabView,
    InputBlock,
    ModalView,
    Option,
    OptionGroup,
    OverflowMenu,
    PlainText,
    PlainTextInput,
    RawText,
    SectionBlock,
    StaticSelectMenu,
    TableBlock,
    WebhookMessage,
)
from slackblocks import Text as Mrkdwn

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
from flows.dialogue.reply import Message
from flows.language.messages import say

if TYPE_CHECKING:
    from slackblocks import Block, Element, RichTextObject, View

    from flows.dialogue.parts import Choice
    from flows.dialogue.reply import Field, Form

MORE, PICK = "more", "pick"
"""Action ids of the menu of further choices and of the list of topics."""
SECTION = 3000
STEP = "step"
"""How the ids of blocks begin that ask or show somebody's own step."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A message's fallback text, and its blocks; ids ending in @ await the session's version."""

    text: str
    blocks: tuple[dict[str, Any], ...]
    waiting: tuple[int, ...]

    def at(self, version: int) -> list[dict[str, Any]]:
        """Write the blocks for a session's version, which the ids of those with buttons carry."""
        blocks = [*self.blocks]
        for index in self.waiting:
            block = blocks[index]
            blocks[index] = {**block, "block_id": f"{block['block_id']}{version}"}
        return blocks


def draw(message: Message, *, step: bool = False) -> Drawing:
    """Draw a message; `step` marks one of somebody's own decision, to be found again.

    What is drawn once is remembered, unless somebody typed it.
    """
    return (_draw.__wrapped__ if message.is_typed else _draw)(message, step)


@lru_cache(maxsize=4096)
def _draw(message: Message, step: bool) -> Drawing:  # noqa: FBT001 - a remembered call has no names
    text = escaped(message.text)[:SECTION]
    drawn = WebhookMessage(text, blocks=_Draft(message, step=step).blocks()).to_dict()
    blocks = tuple(drawn["blocks"])
    waiting = (i for i, block in enumerate(blocks) if block["block_id"].endswith("@"))
    return Drawing(text, blocks, tuple(waiting))


def draw_form(form: Form, version: int) -> dict[str, Any]:
    """Draw a form as a modal; submitting it does what its choice says, text included."""
    shown = Message(form.title, form.parts)
    blocks = [*_Draft(shown, step=True).blocks(), *map(_input, form.fields)]
    action = form.submit.action
    return _view(
        ModalView(
            PlainText(form.title),
            blocks,
            submit=PlainText(form.submit.label),
            close=PlainText(say().dont_send),
            callback_id=action.code,
            private_metadata=json.dumps({"text": action.text, "version": version}),
        )
    )


def draw_in_form(title: str, message: Message, version: int) -> dict[str, Any]:
    """Draw a message in place of a form that was submitted; only closing it is left."""
    parts = tuple(part for part in message.parts if not isinstance(part, Buttons))
    shown = Message(message.text, parts)
    blocks = draw(shown, step=True).at(version)
    view = ModalView(PlainText(title), [], close=PlainText(say().close))
    return {**_view(view), "blocks": blocks}


def draw_home(message: Message, version: int) -> dict[str, Any]:
    """Draw what stands on somebody's Home."""
    return {**_view(HomeTabView([])), "blocks": draw(message, step=True).at(version)}


def errors_of(form: Form) -> dict[str, str]:
    """Collect what is wrong with the fields of a form, by their blocks' ids."""
    return {field.id: field.error for field in form.fields if field.error}


def _view(view: View) -> dict[str, Any]:
    found: dict[str, Any] = view.to_dict()
    return found


def _input(field: Field) -> InputBlock:
    box = PlainTextInput(
        action_id=field.id,
        initial_value=field.value or None,
        multiline=True,
        max_length=field.limit,
        focus_on_load=True,
    )
    hint = PlainText(field.hint) if field.hint else None
    return InputBlock(PlainText(field.label), box, block_id=field.id, hint=hint)


def escaped(text: str) -> str:
    """Escape what Slack would read as markup, so that content never pings or links."""
    return html.escape(text, quote=False)


def version_of(block_id: str) -> int | None:
    """Read the version back from a block's id."""
    _, _, version = block_id.rpartition("@")
    return int(version) if version.isdecimal() else None


class _Draft:
    """One message being drawn: no move stands on two buttons, no two blocks share an id."""

    def __init__(self, message: Message, *, step: bool) -> None:
        self._message = message
        self._kind = STEP if step else "card"
        self._actions: set[str] = set()
        self._lists = 0
        self._lines: list[str] = []
        self._titled = False  # a title stands close to its text, paragraphs apart
        self._blocks: list[Block] = []

    def blocks(self) -> list[Block]:
        for part in self._message.parts:
            self._add_part(part)
        self._end_section()
        choices, more = self._message.choices, self._message.more
        if len(more) == 1:  # a menu has two lines at least
            choices, more = (*choices, *more), ()
        menu = [OverflowMenu(MORE, [_option(choice) for choice in more])] if more else []
        self._add_actions([*self._buttons(choices), *menu])
        return self._blocks

    def _add_part(self, part: Part) -> None:
        if isinstance(part, (Title, Text, Items, Quote, Link)):
            apart = self._lines and not self._titled
            self._lines += [*([""] if apart else []), _words(part)]
            self._titled = isinstance(part, Title)
            return
        self._end_section()
        if isinstance(part, Note):
            self._blocks.append(ContextBlock([_mrkdwn(escaped(part.text))], self._id()))
        elif isinstance(part, Grid):
            table = (part.head, *part.rows)
            rows: list[list[RawText | RichTextObject]] = [[*map(RawText, row)] for row in table]
            self._blocks.append(TableBlock(rows, block_id=self._id()))
        elif isinstance(part, Answered):
            button = next(iter(self._buttons((part.choice,))), None)
            text = _mrkdwn(f"✓ {escaped(part.text)}")
            self._blocks.append(SectionBlock(text, self._id("@"), accessory=button))
        elif isinstance(part, Buttons):
            self._add_actions(self._buttons(part.choices))
        else:
            self._add_actions([_select(part, self._pick())])

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

    def _buttons(self, choices: tuple[Choice, ...]) -> list[Element]:
        fresh = [choice for choice in choices if choice.action.code not in self._actions]
        self._actions.update(choice.action.code for choice in fresh)
        return [_button(choice) for choice in fresh]

    def _id(self, end: str = "") -> str:
        return f"{self._kind}{len(self._blocks)}{end}"


def _mrkdwn(text: str) -> Mrkdwn:
    return Mrkdwn(text, verbatim=True)


def _words(part: Title | Text | Items | Quote | Link) -> str:
    if isinstance(part, Title):
        return f"*{escaped(part.text)}*"
    if isinstance(part, Text):
        return escaped(part.text)
    if isinstance(part, Quote):
        return "\n".join(f"> {line}" for line in escaped(part.text).splitlines())
    if isinstance(part, Link):
        return f"<{part.url}|{escaped(part.label)}>"
    lead = [f"*{escaped(part.lead)}*"] if part.lead else []
    return "\n".join([*lead, *(f"• {escaped(item)}" for item in part.items)])


def _button(choice: Choice) -> Button:
    label, code, value = PlainText(choice.label[:75]), choice.action.code, choice.action.value
    style: Literal["primary", "danger"] | None = None
    if choice.primary or choice.danger:
        style = "primary" if choice.primary else "danger"
    return Button(label, action_id=code, value=value, style=style)


def _option(choice: Choice) -> Option:
    return Option(PlainText(choice.label[:75]), choice.action.code)


def _select(menu: Menu, action_id: str) -> StaticSelectMenu:
    groups = [
        OptionGroup(PlainText(shelf.title), [_option(choice) for choice in shelf.choices])
        for shelf in menu.shelves
    ]
    return StaticSelectMenu(action_id, option_groups=groups, placeholder=PlainText(menu.label))

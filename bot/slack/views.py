"""Views: a form as a modal, what it came to, and somebody's Home."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from slackblocks import HomeTabView, InputBlock, ModalView, PlainText, PlainTextInput

from bot.slack.blocks import draw
from bot.slack.in_words import CHART, TABLE, in_words
from flows.dialogue.parts import Buttons
from flows.dialogue.reply import Message
from flows.language.messages import say

if TYPE_CHECKING:
    from flows.dialogue.reply import Field, Form


def draw_form(form: Form, version: int) -> dict[str, Any]:
    """Draw a form as a modal; submitting it does what its choice says, text included."""
    action = form.submit.action
    modal = ModalView(
        PlainText(form.title),
        [_input(field) for field in form.fields],
        submit=PlainText(form.submit.label),
        close=PlainText(say().dont_send),
        callback_id=action.code,
        private_metadata=json.dumps({"text": action.text, "version": version}),
    )
    return _below(Message(form.title, form.parts), version, "", modal)


def draw_in_form(title: str, message: Message, version: int) -> dict[str, Any]:
    """Draw a message in place of a form that was submitted; only closing it is left."""
    parts = tuple(part for part in message.parts if not isinstance(part, Buttons))
    view = ModalView(PlainText(title), [], close=PlainText(say().close))
    return _below(Message(message.text, parts), version, "", view)


def draw_home(message: Message, version: int, event: str) -> dict[str, Any]:
    """Draw what stands on somebody's Home."""
    return _below(message, version, event, HomeTabView([]))


def errors_of(form: Form) -> dict[str, str]:
    """Collect what is wrong with the fields of a form, by their blocks' ids."""
    return {field.id: field.error for field in form.fields if field.error}


def _below(
    message: Message, version: int, event: str, view: ModalView | HomeTabView
) -> dict[str, Any]:
    """Write a view whose own blocks stand below a message; what none may hold is said in words."""
    found: dict[str, Any] = view.to_dict()
    drawn = draw(message, step=True).at(version, event)
    unknown = (CHART,) if isinstance(view, HomeTabView) else (CHART, TABLE)
    return {**found, "blocks": [*in_words(drawn["blocks"], *unknown), *found["blocks"]]}


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

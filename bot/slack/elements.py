"""Buttons and lists to pick from as Slack's own elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from slackblocks import Button, Option, OptionGroup, PlainText, StaticSelectMenu

if TYPE_CHECKING:
    from flows.dialogue import parts

_LABEL = 75
"""As many characters as a button's label takes, and what is read aloud in its place."""


def button(choice: parts.Choice, about: str) -> Button:
    """Draw a choice; whoever hears the button hears what it is `about`, too."""
    label, code, value = PlainText(choice.label[:_LABEL]), choice.action.code, choice.action.value
    heard = f"{choice.label}: {about}"[:_LABEL] if about else None
    style: Literal["primary", "danger"] | None = None
    if choice.primary or choice.danger:
        style = "primary" if choice.primary else "danger"
    return Button(label, action_id=code, value=value, style=style, accessibility_label=heard)


def option(choice: parts.Choice) -> Option:
    """Draw a choice as a line of a list."""
    return Option(PlainText(choice.label[:_LABEL]), choice.action.code)


def select(menu: parts.Menu, action_id: str) -> StaticSelectMenu:
    """Draw a list to pick from, which says how much it holds before it is opened."""
    groups = [
        OptionGroup(PlainText(shelf.title), [option(choice) for choice in shelf.choices])
        for shelf in menu.shelves
    ]
    count = sum(len(shelf.choices) for shelf in menu.shelves)
    label = PlainText(f"{menu.label} ({count})")
    return StaticSelectMenu(action_id, option_groups=groups, placeholder=label)

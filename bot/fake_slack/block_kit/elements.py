"""Buttons, pickers and inputs, and which elements stand where."""

from collections.abc import Callable
from typing import Final

from bot.fake_slack.block_kit.common import common
from bot.fake_slack.block_kit.menus import (
    WHOM,
    choices,
    external_select,
    list_select,
    overflow,
    static_select,
)
from bot.fake_slack.block_kit.node import Node

Check = Callable[[Node], None]
DATE = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"


def _button(node: Node) -> None:
    common(node, "text", "url", "value", "style", "confirm", "accessibility_label")
    node.text("text", 75, plain=True)
    node.url("url", optional=True)
    node.string("value", 2000, least=0, optional=True)
    node.choice("style", ("primary", "danger"))
    node.string("accessibility_label", 75, optional=True)


def _workflow_button(node: Node) -> None:
    common(node, "text", "workflow", "style", "accessibility_label")
    node.text("text", 75, plain=True)
    node.child("workflow")
    node.choice("style", ("primary", "danger"))


def _icon_button(node: Node) -> None:
    common(node, "icon", "text", "value", "confirm", "accessibility_label", "visible_to_user_ids")
    node.choice("icon", ("trash",), optional=False)
    node.text("text", 75, plain=True)
    node.string("value", 2000, least=0, optional=True)


def _feedback_buttons(node: Node) -> None:
    common(node, "positive_button", "negative_button")
    for key in ("positive_button", "negative_button"):
        if button := node.child(key):
            button.only("text", "value", "accessibility_label")
            button.text("text", 75, plain=True)
            button.string("value", 2000)
            button.string("accessibility_label", 75, optional=True)


def image(node: Node) -> None:
    """Check an image element."""
    node.only("image_url", "slack_file", "alt_text")
    node.string("alt_text", 2000)
    image_source(node)


def image_source(node: Node) -> None:
    """Check that an image comes from exactly one place."""
    if ("image_url" in node.value) == ("slack_file" in node.value):
        node.violates("must define either `image_url` or `slack_file`")
    node.url("image_url", optional=True)
    node.child("slack_file", optional=True)


def _text(node: Node) -> None:
    node.is_text(3000)


def _picker(node: Node) -> None:
    what = node.type.removesuffix("picker")
    extra: tuple[str, ...] = () if what == "datetime" else ("placeholder",)
    if what == "time":
        extra += ("timezone",)
    initial = {"date": "initial_date", "time": "initial_time"}.get(what, "initial_date_time")
    common(node, initial, "confirm", "focus_on_load", *extra)
    node.matching("initial_date", DATE, "a date as YYYY-MM-DD")
    node.matching("initial_time", TIME, "a time as HH:mm")
    node.number("initial_date_time", 1_000_000_000, 9_999_999_999)


INPUT_KEYS = ("placeholder", "initial_value", "dispatch_action_config", "focus_on_load")


def _plain_text_input(node: Node) -> None:
    common(node, *INPUT_KEYS, "multiline", "min_length", "max_length")
    node.string("initial_value", 3000, least=0, optional=True)
    node.flag("multiline")
    node.number("min_length", 0, 3000)
    node.number("max_length", 1, 3000)
    least, most = node.value.get("min_length"), node.value.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        node.violates("must be less than max_length", "min_length")


def _short_input(node: Node) -> None:
    numeric = ("is_decimal_allowed", "min_value", "max_value")
    common(node, *INPUT_KEYS, *(numeric if node.type == "number_input" else ()))
    if node.type == "number_input":
        node.flag("is_decimal_allowed", optional=False)


def _rich_text_input(node: Node) -> None:
    common(node, *INPUT_KEYS, "min_lines", "max_lines")


def _file_input(node: Node) -> None:
    common(node, "filetypes", "max_files")
    node.number("max_files", 1, 10)


SELECTS: Final[dict[str, Check]] = {
    "static_select": static_select,
    "external_select": external_select,
    **{f"{whom}_select": list_select for whom in WHOM},
}
MULTI: Final[dict[str, Check]] = {f"multi_{kind}": check for kind, check in SELECTS.items()}
PICKERS: Final[dict[str, Check]] = {"datepicker": _picker, "timepicker": _picker}
CHOICES: Final[dict[str, Check]] = {"checkboxes": choices, "radio_buttons": choices}
BUTTONS: Final[dict[str, Check]] = {"button": _button, "workflow_button": _workflow_button}
DATETIME: Final[dict[str, Check]] = {"datetimepicker": _picker}
TYPED: Final[dict[str, Check]] = {
    "plain_text_input": _plain_text_input,
    "email_text_input": _short_input,
    "url_text_input": _short_input,
    "number_input": _short_input,
    "rich_text_input": _rich_text_input,
    "file_input": _file_input,
}
FEEDBACK: Final[dict[str, Check]] = {
    "icon_button": _icon_button,
    "feedback_buttons": _feedback_buttons,
}

IN_ACTIONS = BUTTONS | SELECTS | MULTI | PICKERS | DATETIME | CHOICES | {"overflow": overflow}
IN_SECTION = BUTTONS | SELECTS | MULTI | PICKERS | CHOICES | {"overflow": overflow, "image": image}
IN_INPUT = SELECTS | MULTI | PICKERS | DATETIME | CHOICES | TYPED
IN_CONTEXT: Final[dict[str, Check]] = {"image": image, "plain_text": _text, "mrkdwn": _text}

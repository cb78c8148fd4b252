"""Menus and choices: options, and which of them is chosen at first."""

from bot.fake_slack.block_kit.common import common
from bot.fake_slack.block_kit.node import Node

WHOM = ("users", "conversations", "channels")


def _option(node: Node, *, plain: bool, url: bool = False) -> None:
    node.only("text", "value", "description", *(("url",) if url else ()))
    node.text("text", 75, plain=plain)
    node.string("value", 150)
    node.text("description", 75, plain=plain, optional=True)
    node.url("url", optional=True)


def _options(node: Node, most: int, *, least: int = 1, plain: bool = True) -> None:
    for option in node.items("options", most, least=least):
        _option(option, plain=plain, url=node.type == "overflow")


def _initial(node: Node, offered: list[object]) -> None:
    """Check that what is chosen at first is among what is offered."""
    one = node.value.get("initial_option")
    if one is not None and one not in offered:
        node.violates("must match an option", "initial_option")
    many = node.value.get("initial_options")
    if many is not None and (
        not isinstance(many, list) or not many or any(chosen not in offered for chosen in many)
    ):
        node.violates("must match options", "initial_options")


def _given(node: Node) -> list[object]:
    offered = node.value.get("options")
    return list(offered) if isinstance(offered, list) else []


def choices(node: Node) -> None:
    """Check radio buttons or checkboxes."""
    initial = "initial_option" if node.type == "radio_buttons" else "initial_options"
    common(node, "options", initial, "confirm", "focus_on_load")
    _options(node, 10, plain=False)
    _initial(node, _given(node))


def overflow(node: Node) -> None:
    """Check an overflow menu."""
    common(node, "options", "confirm")
    _options(node, 5, least=2)


def static_select(node: Node) -> None:
    """Check a menu of options given with it."""
    multi = node.type.startswith("multi_")
    initial = ("initial_options", "max_selected_items") if multi else ("initial_option",)
    common(node, "placeholder", "options", "option_groups", "confirm", "focus_on_load", *initial)
    node.number("max_selected_items", 1)
    if ("options" in node.value) == ("option_groups" in node.value):
        node.violates("must define either `options` or `option_groups`")
        return
    offered = _given(node)
    if "options" in node.value:
        _options(node, 100)
    for group in node.items("option_groups", 100, optional="options" in node.value):
        group.only("label", "options")
        group.text("label", 75, plain=True)
        _options(group, 100)
        offered += _given(group)
    _initial(node, offered)


def external_select(node: Node) -> None:
    """Check a menu whose options the app is asked for."""
    initial = "initial_options" if node.type.startswith("multi_") else "initial_option"
    extra = ("max_selected_items",) if node.type.startswith("multi_") else ()
    common(node, "placeholder", "min_query_length", "confirm", "focus_on_load", initial, *extra)
    node.number("min_query_length", 0)


def list_select(node: Node) -> None:
    """Check a menu of people, conversations or channels."""
    multi = node.type.startswith("multi_")
    whom = next(word for word in WHOM if word in node.type)
    initial = (f"initial_{whom}", "max_selected_items") if multi else (f"initial_{whom[:-1]}",)
    extra: tuple[str, ...] = () if multi or whom == "users" else ("response_url_enabled",)
    if whom == "conversations":
        extra += ("default_to_current_conversation", "filter")
    common(node, "placeholder", "confirm", "focus_on_load", *initial, *extra)
    node.number("max_selected_items", 1)

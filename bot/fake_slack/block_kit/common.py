"""What most elements share: ids, confirmation dialogs, placeholders."""

from bot.fake_slack.block_kit.node import Node


def confirm(node: Node) -> None:
    """Check the confirmation dialog of an element, if it has one."""
    if dialog := node.child("confirm", optional=True):
        dialog.only("title", "text", "confirm", "deny", "style")
        dialog.text("title", 100, plain=True)
        dialog.text("text", 300)
        dialog.text("confirm", 30, plain=True)
        dialog.text("deny", 30, plain=True)
        dialog.choice("style", ("primary", "danger"))


def common(node: Node, *keys: str) -> None:
    """Check what elements share, and refuse keys that are not this element's."""
    node.only("action_id", *keys)
    node.string("action_id", 255, optional=True)
    node.flag("focus_on_load")
    if "confirm" in keys:
        confirm(node)
    if "placeholder" in keys:
        node.text("placeholder", 150, plain=True, optional=True)
    if dispatch := node.child("dispatch_action_config", optional=True):
        dispatch.only("trigger_actions_on")
        listed = dispatch.value.get("trigger_actions_on")
        if not isinstance(listed, list) or not listed:
            dispatch.violates("missing required field: trigger_actions_on")

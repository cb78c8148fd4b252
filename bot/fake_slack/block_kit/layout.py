"""The blocks themselves: what each may hold, and on which surface it may stand."""

from collections.abc import Mapping

from bot.fake_slack.block_kit.elements import (
    FEEDBACK,
    IN_ACTIONS,
    IN_CONTEXT,
    IN_INPUT,
    IN_SECTION,
    Check,
    image_source,
)
from bot.fake_slack.block_kit.figures import data_table, data_visualization, table
from bot.fake_slack.block_kit.node import Node
from bot.fake_slack.block_kit.rich_text import rich_text

MARKDOWN = 12_000


def _section(node: Node) -> None:
    node.only("block_id", "text", "fields", "accessory", "expand")
    if "text" not in node.value and "fields" not in node.value:
        node.violates("must define either `text` or `fields`")
    node.text("text", 3000, optional=True)
    for field in node.items("fields", 10, optional=True):
        field.is_text(2000)
    node.flag("expand")
    if accessory := node.child("accessory", optional=True):
        accessory.check(IN_SECTION)


def _row(most: int, table: Mapping[str, Check]) -> Check:
    """Return the check of a block that holds a row of elements."""

    def check(node: Node) -> None:
        node.only("block_id", "elements")
        for element in node.items("elements", most):
            element.check(table)

    return check


def _divider(node: Node) -> None:
    node.only("block_id")


def _header(node: Node) -> None:
    node.only("block_id", "text", "level")
    node.text("text", 150, plain=True)


def _image(node: Node) -> None:
    node.only("block_id", "image_url", "slack_file", "alt_text", "title")
    node.string("alt_text", 2000)
    node.text("title", 2000, plain=True, optional=True)
    image_source(node)


def _input(node: Node) -> None:
    node.only("block_id", "label", "element", "hint", "optional", "dispatch_action")
    node.text("label", 2000, plain=True)
    node.text("hint", 2000, plain=True, optional=True)
    node.flag("optional")
    node.flag("dispatch_action")
    if element := node.child("element"):
        element.check(IN_INPUT)


def _markdown(node: Node) -> None:
    node.only("block_id", "text")
    node.string("text", MARKDOWN)


def _rich_text(node: Node) -> None:
    node.only("block_id", "elements")
    rich_text(node)


def _alert(node: Node) -> None:
    node.only("block_id", "text", "level")
    node.text("text", 200)
    node.choice("level", ("default", "info", "warning", "error", "success"))


def _card(node: Node) -> None:
    node.text("title", 150, optional=True)
    node.text("subtitle", 150, optional=True)
    node.text("body", 200, optional=True)
    if not {"hero_image", "title", "actions", "body"} & node.value.keys():
        node.violates("must define `hero_image`, `title`, `actions` or `body`")
    for element in node.items("actions", 3, optional=True):
        element.check(IN_ACTIONS, ("button", "workflow_button"))


def _container(node: Node) -> None:
    node.text("title", 150, plain=True)
    for block in node.items("child_blocks", 10):
        block.check(BLOCKS, (*EVERYWHERE, "table"))


def _task_card(node: Node) -> None:
    node.string("task_id", 255)
    node.string("title", 255)


def _plan(node: Node) -> None:
    node.string("title", 255)
    for task in node.items("tasks", 50, optional=True):
        _task_card(task)


EVERYWHERE = (
    "actions",
    "card",
    "context",
    "divider",
    "header",
    "image",
    "input",
    "rich_text",
    "section",
)
SURFACES = {
    "message": (
        *EVERYWHERE,
        "carousel",
        "container",
        "context_actions",
        "data_table",
        "data_visualization",
        "markdown",
        "plan",
        "table",
        "task_card",
    ),
    "home": (*EVERYWHERE, "carousel", "data_table", "table"),
    "modal": (*EVERYWHERE, "alert"),
}
"""Video and file blocks are refused: they need scopes and domains that this app has not."""

BLOCKS = {
    "actions": _row(25, IN_ACTIONS),
    "alert": _alert,
    "card": _card,
    "carousel": _row(10, {"card": _card}),
    "container": _container,
    "context": _row(10, IN_CONTEXT),
    "context_actions": _row(5, FEEDBACK),
    "data_table": data_table,
    "data_visualization": data_visualization,
    "divider": _divider,
    "header": _header,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "plan": _plan,
    "rich_text": _rich_text,
    "section": _section,
    "table": table,
    "task_card": _task_card,
}


def block(node: Node) -> None:
    """Check one block where it stands."""
    node.check(BLOCKS, SURFACES[node.surface])
    node.string("block_id", 255, optional=True, least=0)

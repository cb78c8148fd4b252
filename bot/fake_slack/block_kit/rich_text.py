"""Rich text blocks, alone or in a table's cell."""

from collections.abc import Callable

from bot.fake_slack.block_kit.node import Node

MOST = 1000
"""Slack documents no number of parts; this one only keeps nonsense out."""


def rich_text(node: Node) -> None:
    """Check a rich_text object's parts."""
    for part in node.items("elements", MOST):
        part.check(PARTS)


def _section(node: Node) -> None:
    node.only("elements", "border")
    for run in node.items("elements", MOST, least=0):
        run.check(RUNS)


def _list(node: Node) -> None:
    node.only("elements", "style", "indent", "offset", "border")
    node.choice("style", ("bullet", "ordered"), optional=False)
    node.number("indent", 0, 8)
    node.number("offset", 0)
    node.number("border", 0, 1)
    for line in node.items("elements", MOST):
        line.check({"rich_text_section": _section}, ("rich_text_section",))


def _preformatted(node: Node) -> None:
    node.only("elements", "border", "language")
    for run in node.items("elements", MOST, least=0):
        run.check(RUNS, ("text", "link"))


def _style(node: Node) -> None:
    if style := node.child("style", optional=True):
        style.only("bold", "italic", "strike", "code", "underline", "highlight")
        for key in style.value:
            style.flag(key)


def _words(node: Node) -> None:
    node.only("text", "style")
    node.string("text", 3000 * 4)
    _style(node)


def _link(node: Node) -> None:
    node.only("url", "text", "style", "unsafe")
    node.url("url")
    node.string("text", 3000, optional=True)
    _style(node)


def _emoji(node: Node) -> None:
    node.only("name", "unicode", "skin_tone", "style")
    node.string("name", 255)


def _holds(key: str) -> Callable[[Node], None]:
    """Check a run that is one string and its style."""

    def check(node: Node) -> None:
        node.only(key, "style")
        node.string(key, 255)

    return check


def _broadcast(node: Node) -> None:
    node.only("range", "style")
    node.choice("range", ("here", "channel", "everyone"), optional=False)


def _date(node: Node) -> None:
    node.only("timestamp", "format", "url", "fallback", "style")
    node.number("timestamp", 0, optional=False)
    node.string("format", 255)


PARTS = {
    "rich_text_section": _section,
    "rich_text_list": _list,
    "rich_text_preformatted": _preformatted,
    "rich_text_quote": _section,
}
RUNS = {
    "text": _words,
    "link": _link,
    "emoji": _emoji,
    "user": _holds("user_id"),
    "channel": _holds("channel_id"),
    "usergroup": _holds("usergroup_id"),
    "broadcast": _broadcast,
    "date": _date,
    "color": _holds("value"),
}

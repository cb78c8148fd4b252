from typing import Any

import pytest

from bot.fake_slack.block_kit import Surface, view_violations, violations

Json = dict[str, Any]


def plain(words: str = "x") -> Json:
    return {"type": "plain_text", "text": words}


def mrkdwn(words: str = "x") -> Json:
    return {"type": "mrkdwn", "text": words}


def section(**more: object) -> Json:
    return {"type": "section", "text": mrkdwn(), **more}


def button(action_id: str = "a", **more: object) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(), **more}


def actions(*elements: Json, **more: object) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def option(value: str = "v", **more: object) -> Json:
    return {"text": plain(), "value": value, **more}


def choice(kind: str, number: int, **more: object) -> Json:
    listed = [option(str(place)) for place in range(number)]
    return {"type": kind, "action_id": "a", "options": listed, **more}


def asks(element: Json, **more: object) -> Json:
    return {"type": "input", "label": plain(), "element": element, **more}


def typed(**more: object) -> Json:
    return {"type": "plain_text_input", "action_id": "a", **more}


def table(rows: list[object], **more: object) -> Json:
    return {"type": "table", "rows": rows, **more}


def cell(words: str = "x") -> Json:
    return {"type": "raw_text", "text": words}


def chart(**drawn: object) -> Json:
    return {"type": "data_visualization", "title": "t", "chart": drawn}


def pie(*segments: Json) -> Json:
    return chart(type="pie", segments=list(segments))


def bars(series: list[Json], categories: list[object]) -> Json:
    return chart(type="bar", series=series, axis_config={"categories": categories})


def points(name: str, *labels: str) -> Json:
    return {"name": name, "data": [{"label": label, "value": 1} for label in labels]}


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": list(parts)}


def line(*runs: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(runs)}


def asked(**more: object) -> Json:
    dialog = {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain()}
    return actions(button(confirm=dialog | more))


DIVIDER = {"type": "divider"}
HEADER = {"type": "header"}
IMAGE = {"type": "image", "alt_text": "x", "image_url": "https://example.test/x.png"}
SLICE = {"label": "x", "value": 1}
MARKDOWN = {"type": "markdown"}
CONTEXT = {"type": "context"}

BROKEN: list[tuple[str, Surface, object, str, str]] = [
    # whole messages
    ("blocks that are no list", "message", {}, "/blocks", "must provide an array"),
    ("51 blocks in a message", "message", [DIVIDER] * 51, "/blocks", "no more than 50 items"),
    ("101 blocks in a view", "home", [DIVIDER] * 101, "/blocks", "no more than 100 items"),
    ("a block that is no object", "message", ["x"], "/blocks/0", "must provide an object"),
    ("a block without type", "message", [{}], "/blocks/0", "missing required field: type"),
    ("an unknown block", "message", [{"type": "button"}], "/blocks/0/type", "unsupported type"),
    ("a video", "message", [{"type": "video"}], "/blocks/0/type", "unsupported type: video"),
    ("markdown in a modal", "modal", [MARKDOWN | {"text": "x"}], "/blocks/0/type", "unsupported"),
    ("markdown in Home", "home", [MARKDOWN | {"text": "x"}], "/blocks/0/type", "unsupported"),
    ("a chart in Home", "home", [pie(SLICE)], "/blocks/0/type", "unsupported type"),
    ("a table in a modal", "modal", [table([[cell()]])], "/blocks/0/type", "unsupported type"),
    (
        "an alert in a message",
        "message",
        [{"type": "alert", "text": mrkdwn()}],
        "/blocks/0/type",
        "unsupported type",
    ),
    (
        "two blocks of one id",
        "message",
        [DIVIDER | {"block_id": "b"}, section(block_id="b")],
        "/blocks/1/block_id",
        "duplicate block_id",
    ),
    (
        "two actions of one id in one block",
        "message",
        [actions(button(), button())],
        "/blocks/0/elements/1/action_id",
        "duplicate action_id",
    ),
    (
        "two actions of one id in two blocks",
        "message",
        [actions(button()), section(accessory=button())],
        "/blocks/1/accessory/action_id",
        "duplicate action_id",
    ),
    (
        "two actions of one id in one block of a modal",
        "modal",
        [actions(button(), button())],
        "/blocks/0/elements/1/action_id",
        "duplicate action_id",
    ),
    ("a long block id", "message", [section(block_id="b" * 256)], "/blocks/0/block_id", "256"),
    ("an unknown field", "message", [section(txt=1)], "/blocks/0", "additional property: txt"),
    # sections
    ("an empty section", "message", [{"type": "section"}], "/blocks/0", "must define either"),
    (
        "a section's text as a string",
        "message",
        [{"type": "section", "text": "x"}],
        "/blocks/0/text",
        "must provide an object",
    ),
    (
        "an empty text",
        "message",
        [section(text=mrkdwn(""))],
        "/blocks/0/text/text",
        "more than 0 characters",
    ),
    (
        "a long section",
        "message",
        [section(text=mrkdwn("x" * 3001))],
        "/blocks/0/text/text",
        "less than 3001 characters",
    ),
    (
        "a text of an unknown kind",
        "message",
        [section(text={"type": "markdown", "text": "x"})],
        "/blocks/0/text/type",
        "valid enum value",
    ),
    (
        "emoji in mrkdwn",
        "message",
        [section(text=mrkdwn() | {"emoji": True})],
        "/blocks/0/text",
        "additional property: emoji",
    ),
    ("11 fields", "message", [section(fields=[plain()] * 11)], "/blocks/0/fields", "10 items"),
    ("no fields", "message", [section(fields=[])], "/blocks/0/fields", "no fewer than 1"),
    (
        "a long field",
        "message",
        [section(fields=[plain("x" * 2001)])],
        "/blocks/0/fields/0/text",
        "less than 2001 characters",
    ),
    (
        "an input as accessory",
        "message",
        [section(accessory=typed())],
        "/blocks/0/accessory/type",
        "unsupported type: plain_text_input",
    ),
    # headers, context, images, markdown
    (
        "a header in mrkdwn",
        "message",
        [HEADER | {"text": mrkdwn()}],
        "/blocks/0/text/type",
        "valid enum value",
    ),
    (
        "a long header",
        "message",
        [HEADER | {"text": plain("x" * 151)}],
        "/blocks/0/text/text",
        "less than 151 characters",
    ),
    ("a header without text", "message", [HEADER], "/blocks/0", "missing required field: text"),
    (
        "an empty context",
        "message",
        [CONTEXT | {"elements": []}],
        "/blocks/0/elements",
        "no fewer than 1",
    ),
    (
        "a context of 11",
        "message",
        [CONTEXT | {"elements": [mrkdwn()] * 11}],
        "/blocks/0/elements",
        "no more than 10",
    ),
    (
        "a button in a context",
        "message",
        [CONTEXT | {"elements": [button()]}],
        "/blocks/0/elements/0/type",
        "unsupported type: button",
    ),
    (
        "an image without alt text",
        "message",
        [{"type": "image", "image_url": "https://example.test/x.png"}],
        "/blocks/0",
        "missing required field: alt_text",
    ),
    (
        "an image from nowhere",
        "message",
        [{"type": "image", "alt_text": "x"}],
        "/blocks/0",
        "image_url",
    ),
    (
        "an image from a file path",
        "message",
        [IMAGE | {"image_url": "x.png"}],
        "/blocks/0/image_url",
        "valid URL",
    ),
    (
        "long markdown",
        "message",
        [MARKDOWN | {"text": "x" * 12001}],
        "/blocks/0/text",
        "less than 12001",
    ),
    (
        "long markdown in two blocks",
        "message",
        [MARKDOWN | {"text": "x" * 7000}] * 2,
        "/blocks",
        "markdown must be less than 12001",
    ),
    # buttons and confirmations
    ("no actions", "message", [actions()], "/blocks/0/elements", "no fewer than 1 items"),
    (
        "26 actions",
        "message",
        [actions(*(button(str(n)) for n in range(26)))],
        "/blocks/0/elements",
        "no more than 25 items",
    ),
    (
        "an input among actions",
        "message",
        [actions(typed())],
        "/blocks/0/elements/0/type",
        "unsupported type",
    ),
    (
        "a long button",
        "message",
        [actions(button(text=plain("x" * 76)))],
        "/blocks/0/elements/0/text/text",
        "less than 76 characters",
    ),
    (
        "a button in mrkdwn",
        "message",
        [actions(button(text=mrkdwn()))],
        "/blocks/0/elements/0/text/type",
        "valid enum value",
    ),
    (
        "a long button value",
        "message",
        [actions(button(value="x" * 2001))],
        "/blocks/0/elements/0/value",
        "less than 2001 characters",
    ),
    (
        "a long action id",
        "message",
        [actions(button("a" * 256))],
        "/blocks/0/elements/0/action_id",
        "less than 256 characters",
    ),
    (
        "a button style of our own",
        "message",
        [actions(button(style="default"))],
        "/blocks/0/elements/0/style",
        "valid enum value",
    ),
    (
        "a button's value as a number",
        "message",
        [actions(button(value=1))],
        "/blocks/0/elements/0/value",
        "must be a string",
    ),
    (
        "a button to no address",
        "message",
        [actions(button(url="example"))],
        "/blocks/0/elements/0/url",
        "valid URL",
    ),
    (
        "a confirmation without a question",
        "message",
        [actions(button(confirm={"title": plain(), "confirm": plain(), "deny": plain()}))],
        "/blocks/0/elements/0/confirm",
        "missing required field: text",
    ),
    (
        "a long confirmation",
        "message",
        [asked(text=plain("x" * 301))],
        "/blocks/0/elements/0/confirm/text/text",
        "less than 301 characters",
    ),
    (
        "a long word of refusal",
        "message",
        [asked(deny=plain("x" * 31))],
        "/blocks/0/elements/0/confirm/deny/text",
        "less than 31 characters",
    ),
    # menus and choices
    (
        "11 radio buttons",
        "message",
        [actions(choice("radio_buttons", 11))],
        "/blocks/0/elements/0/options",
        "no more than 10",
    ),
    (
        "11 checkboxes",
        "home",
        [actions(choice("checkboxes", 11))],
        "/blocks/0/elements/0/options",
        "no more than 10",
    ),
    (
        "101 options",
        "message",
        [actions(choice("static_select", 101))],
        "/blocks/0/elements/0/options",
        "no more than 100",
    ),
    (
        "an overflow of one",
        "message",
        [section(accessory=choice("overflow", 1))],
        "/blocks/0/accessory/options",
        "no fewer than 2",
    ),
    (
        "an overflow of six",
        "message",
        [section(accessory=choice("overflow", 6))],
        "/blocks/0/accessory/options",
        "no more than 5",
    ),
    (
        "a long option value",
        "message",
        [actions(choice("static_select", 1) | {"options": [option("v" * 151)]})],
        "/blocks/0/elements/0/options/0/value",
        "less than 151 characters",
    ),
    (
        "an option in mrkdwn in a menu",
        "message",
        [actions(choice("static_select", 1) | {"options": [option(text=mrkdwn())]})],
        "/blocks/0/elements/0/options/0/text/type",
        "valid enum value",
    ),
    (
        "options and groups at once",
        "message",
        [actions(choice("static_select", 1, option_groups=[]))],
        "/blocks/0/elements/0",
        "either `options` or `option_groups`",
    ),
    (
        "an initial option that is not offered",
        "message",
        [actions(choice("radio_buttons", 2, initial_option=option("other")))],
        "/blocks/0/elements/0/initial_option",
        "must match an option",
    ),
    (
        "a long placeholder",
        "message",
        [actions(choice("static_select", 1, placeholder=plain("x" * 151)))],
        "/blocks/0/elements/0/placeholder/text",
        "less than 151 characters",
    ),
    (
        "a date that is none",
        "message",
        [actions({"type": "datepicker", "action_id": "a", "initial_date": "2025-13-01"})],
        "/blocks/0/elements/0/initial_date",
        "a date",
    ),
    # inputs
    (
        "an input without a label",
        "modal",
        [{"type": "input", "element": typed()}],
        "/blocks/0",
        "missing required field: label",
    ),
    (
        "an input labelled in mrkdwn",
        "modal",
        [asks(typed(), label=mrkdwn())],
        "/blocks/0/label/type",
        "valid enum value",
    ),
    (
        "a button as input",
        "modal",
        [asks(button())],
        "/blocks/0/element/type",
        "unsupported type: button",
    ),
    (
        "an input that wants too much",
        "modal",
        [asks(typed(max_length=3001))],
        "/blocks/0/element/max_length",
        "at most 3000",
    ),
    (
        "a least length over the most",
        "modal",
        [asks(typed(min_length=9, max_length=8))],
        "/blocks/0/element/min_length",
        "max_length",
    ),
    (
        "two elements in focus",
        "modal",
        [asks(typed(focus_on_load=True)), asks(typed(focus_on_load=True))],
        "/blocks/1/element/focus_on_load",
        "only one",
    ),
    # rich text
    (
        "bare text in rich text",
        "message",
        [rich({"type": "text", "text": "x"})],
        "/blocks/0/elements/0/type",
        "unsupported type: text",
    ),
    (
        "an empty run of rich text",
        "message",
        [rich(line({"type": "text", "text": ""}))],
        "/blocks/0/elements/0/elements/0/text",
        "more than 0 characters",
    ),
    (
        "a list of no style",
        "message",
        [rich({"type": "rich_text_list", "elements": [line()]})],
        "/blocks/0/elements/0",
        "missing required field: style",
    ),
    (
        "a link to nowhere",
        "message",
        [rich(line({"type": "link"}))],
        "/blocks/0/elements/0/elements/0",
        "missing required field: url",
    ),
    # tables
    ("a table of 101 rows", "message", [table([[cell()]] * 101)], "/blocks/0/rows", "than 100"),
    ("a row of 21 cells", "message", [table([[cell()] * 21])], "/blocks/0/rows/0", "than 20"),
    ("a row that is no list", "message", [table([{}])], "/blocks/0/rows/0", "must provide an arr"),
    (
        "a cell in mrkdwn",
        "message",
        [table([[mrkdwn()]])],
        "/blocks/0/rows/0/0/type",
        "unsupported type: mrkdwn",
    ),
    (
        "an empty cell",
        "message",
        [table([[cell("")]])],
        "/blocks/0/rows/0/0/text",
        "more than 0 characters",
    ),
    (
        "a column aligned nowhere",
        "message",
        [table([[cell()]], column_settings=[{"align": "top"}])],
        "/blocks/0/column_settings/0/align",
        "valid enum value",
    ),
    ("two tables", "message", [table([[cell()]])] * 2, "/blocks/1", "only one table"),
    (
        "a table of too many words",
        "message",
        [table([[cell("x" * 5001), cell("x" * 5000)]])],
        "/blocks",
        "less than 10001 characters",
    ),
    # charts
    (
        "a long chart title",
        "message",
        [pie(SLICE) | {"title": "x" * 51}],
        "/blocks/0/title",
        "less than 51 characters",
    ),
    (
        "an unknown chart",
        "message",
        [chart(type="radar")],
        "/blocks/0/chart/type",
        "unsupported type: radar",
    ),
    ("a pie of nothing", "message", [pie()], "/blocks/0/chart/segments", "no fewer than 1"),
    (
        "a slice of nothing",
        "message",
        [pie(SLICE | {"value": 0})],
        "/blocks/0/chart/segments/0/value",
        "more than 0",
    ),
    (
        "a long label",
        "message",
        [pie(SLICE | {"label": "x" * 21})],
        "/blocks/0/chart/segments/0/label",
        "less than 21 characters",
    ),
    (
        "a series off the axis",
        "message",
        [bars([points("s", "Mon")], ["Mon", "Tue"])],
        "/blocks/0/chart/series/0/data",
        "must match axis_config.categories",
    ),
    (
        "two bars of one label in a series",
        "message",
        [bars([points("s", "Mon", "Mon", "Tue")], ["Mon", "Tue"])],
        "/blocks/0/chart/series/0/data",
        "must match axis_config.categories",
    ),
    (
        "a category twice",
        "message",
        [bars([points("s", "Mon", "Mon")], ["Mon", "Mon"])],
        "/blocks/0/chart/axis_config/categories",
        "must be unique",
    ),
    (
        "a category of no characters",
        "message",
        [bars([points("s", "Mon")], ["Mon", 1])],
        "/blocks/0/chart/axis_config/categories/1",
        "1 to 20 characters",
    ),
    (
        "a bar of no number",
        "message",
        [bars([{"name": "s", "data": [{"label": "Mon", "value": "90"}]}], ["Mon"])],
        "/blocks/0/chart/series/0/data/0/value",
        "must be a number",
    ),
    (
        "a bar without end",
        "message",
        [bars([{"name": "s", "data": [{"label": "Mon", "value": float("inf")}]}], ["Mon"])],
        "/blocks/0/chart/series/0/data/0/value",
        "must be a number",
    ),
    (
        "a long series name",
        "message",
        [bars([points("s" * 21, "Mon")], ["Mon"])],
        "/blocks/0/chart/series/0/name",
        "less than 21 characters",
    ),
    (
        "bars without an axis",
        "message",
        [chart(type="bar", series=[points("s", "Mon")])],
        "/blocks/0/chart",
        "missing required field: axis_config",
    ),
    (
        "a chart in a modal",
        "modal",
        [bars([points("s", "Mon")], ["Mon"])],
        "/blocks/0/type",
        "unsupported type",
    ),
    (
        "two series of one name",
        "message",
        [bars([points("s", "Mon"), points("s", "Mon")], ["Mon"])],
        "/blocks/0/chart/series",
        "must be unique",
    ),
    ("three charts", "message", [pie(SLICE)] * 3, "/blocks/2", "no more than 2"),
]

MODAL = {"type": "modal", "title": plain("Title"), "blocks": [section()]}
HOME = {"type": "home", "blocks": [section()]}

BROKEN_VIEWS: list[tuple[str, Json, str, str]] = [
    ("a long title", MODAL | {"title": plain("x" * 25)}, "/view/title/text", "less than 25"),
    ("no title", {"type": "modal", "blocks": []}, "/view", "missing required field: title"),
    ("no blocks", {"type": "modal", "title": plain()}, "/view", "missing required field: blocks"),
    ("an input and no submit", MODAL | {"blocks": [asks(typed())]}, "/view", "field: submit"),
    (
        "a long memory",
        MODAL | {"private_metadata": "x" * 3001},
        "/view/private_metadata",
        "less than 3001",
    ),
    ("a long callback id", MODAL | {"callback_id": "x" * 256}, "/view/callback_id", "than 256"),
    ("a broken block", MODAL | {"blocks": [HEADER]}, "/view/blocks/0", "field: text"),
    ("a titled Home", HOME | {"title": plain()}, "/view", "additional property: title"),
    ("a view of no kind", MODAL | {"type": "sheet"}, "/view/type", "valid enum value"),
    ("a long button", MODAL | {"submit": plain("x" * 25)}, "/view/submit/text", "less than 25"),
]


def test_there_are_at_least_forty_broken_payloads() -> None:
    assert len({name for name, *_ in BROKEN}) >= 40


@pytest.mark.parametrize(
    ("surface", "blocks", "pointer", "words"),
    [broken[1:] for broken in BROKEN],
    ids=[broken[0] for broken in BROKEN],
)
def test_broken_blocks_are_refused_where_they_are_broken(
    surface: Surface, blocks: object, pointer: str, words: str
) -> None:
    found = violations(blocks, surface)
    assert [(wrong.pointer, words in wrong.message) for wrong in found] == [(pointer, True)]


@pytest.mark.parametrize(
    ("view", "pointer", "words"),
    [broken[1:] for broken in BROKEN_VIEWS],
    ids=[broken[0] for broken in BROKEN_VIEWS],
)
def test_broken_views_are_refused_where_they_are_broken(
    view: Json, pointer: str, words: str
) -> None:
    surface: Surface = "home" if view["type"] == "home" else "modal"
    found = view_violations(view, surface)
    assert [(wrong.pointer, words in wrong.message) for wrong in found] == [(pointer, True)]


SOUND: list[Json] = [
    section(accessory=button("b1", style="primary", value="v", url="https://example.test")),
    {"type": "section", "fields": [mrkdwn()] * 10},
    actions(
        choice("radio_buttons", 10) | {"action_id": "r", "initial_option": option("3")},
        choice("static_select", 100) | {"action_id": "s"},
        {"type": "users_select", "action_id": "u", "placeholder": plain()},
        {"type": "multi_users_select", "action_id": "m", "max_selected_items": 2},
        {"type": "conversations_select", "action_id": "c", "filter": {"include": ["im"]}},
        {"type": "datepicker", "action_id": "d", "initial_date": "2025-02-28"},
        {"type": "timepicker", "action_id": "t", "initial_time": "23:59"},
    ),
    HEADER | {"text": plain("x" * 150)},
    DIVIDER,
    IMAGE | {"title": plain()},
    CONTEXT | {"elements": [IMAGE, mrkdwn(), plain()]},
    rich(
        line({"type": "text", "text": "x", "style": {"bold": True}}),
        line({"type": "link", "url": "https://example.test", "text": "x"}),
        {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": [line()]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x"}]},
        {"type": "rich_text_quote", "elements": [{"type": "emoji", "name": "wave"}]},
    ),
    asks(typed(multiline=True, max_length=3000) | {"action_id": "i"}, optional=True),
    {"type": "card", "title": mrkdwn(), "actions": [button("card")]},
]
MESSAGES_ONLY: list[Json] = [
    MARKDOWN | {"text": "# x"},
    pie(SLICE, SLICE | {"label": "y"}),
    bars([points("a", "Mon", "Tue"), points("b", "Mon", "Tue")], ["Mon", "Tue"]),
    table([[cell(), rich(line({"type": "text", "text": "x"}))]] * 100),
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "f",
                "positive_button": {"text": plain(), "value": "up"},
                "negative_button": {"text": plain(), "value": "down"},
            }
        ],
    },
    {"type": "container", "title": plain(), "child_blocks": [section()]},
]


@pytest.mark.parametrize("surface", ["message", "home", "modal"])
def test_sound_blocks_pass_everywhere(surface: Surface) -> None:
    assert violations(SOUND, surface) == []


def test_what_only_messages_hold_passes_there() -> None:
    assert violations([*SOUND, *MESSAGES_ONLY], "message") == []


def test_a_chart_holds_twenty_bars_and_no_more() -> None:
    names = [*map(str, range(21))]
    assert violations([bars([points("s", *names[:20])], [*names[:20]])], "message") == []
    found = violations([bars([points("s", *names)], [*names])], "message")
    assert {wrong.message for wrong in found} == {"no more than 20 items allowed"}


def test_equal_action_ids_in_different_blocks_of_a_view_pass() -> None:
    assert violations([asks(typed()), asks(typed())], "modal") == []


def test_sound_views_pass() -> None:
    full = {"submit": plain("Send"), "close": plain("No"), "notify_on_close": True}
    assert view_violations(MODAL | full | {"blocks": SOUND}, "modal") == []
    assert view_violations(HOME | {"private_metadata": "x", "blocks": SOUND}, "home") == []

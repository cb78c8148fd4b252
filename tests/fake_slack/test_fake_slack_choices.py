from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.fake_slack import Workspace
from bot.fake_slack.block_kit import faults, view_faults
from bot.fake_slack.elements import Choice, Control, value, values

Json = dict[str, Any]
Connect = Callable[[AsyncApp], Awaitable[object]]
ROSA = "U0RESIDENT"


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


YES, NO = ({"text": plain(word), "value": word} for word in ("yes", "no"))
OFFER = {"action_id": "a", "options": [YES, NO]}
KEYS = ["type", "blocks", "elements", "element", "text", "rows", "chart", "options", "accessory"]
WORDS = ["section", "actions", "input", "table", "data_visualization", "static_select", "button"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("element", "choice", "held"),
    [
        ({"type": "static_select", **OFFER}, "no", {"selected_option": NO}),
        ({"type": "radio_buttons", **OFFER}, None, {"selected_option": None}),
        ({"type": "checkboxes", **OFFER}, ["yes", "no"], {"selected_options": [YES, NO]}),
        ({"type": "multi_static_select", **OFFER}, "no", {"selected_options": [NO]}),
        (
            {"type": "static_select", "option_groups": [{"options": [YES]}]},
            "yes",
            {"selected_option": YES},
        ),
        (
            {"type": "external_select"},
            "far",
            {"selected_option": {"text": plain("far"), "value": "far"}},
        ),
        ({"type": "users_select"}, ROSA, {"selected_user": ROSA}),
        ({"type": "multi_users_select"}, [ROSA], {"selected_users": [ROSA]}),
        ({"type": "conversations_select"}, "C1", {"selected_conversation": "C1"}),
        ({"type": "datepicker"}, "2025-02-28", {"selected_date": "2025-02-28"}),
        ({"type": "plain_text_input"}, "three", {"value": "three"}),
        ({"type": "plain_text_input"}, "", {"value": None}),
    ],
)
def test_a_choice_becomes_what_slack_would_send(element: Json, choice: Choice, held: Json) -> None:
    control = Control({"block_id": "b", "type": "actions"}, {"action_id": "a", **element})
    assert value(control, choice) == {"type": element["type"], **held}


def test_an_option_that_is_not_offered_cannot_be_chosen() -> None:
    control = Control({"block_id": "b", "type": "actions"}, {"type": "static_select", **OFFER})
    with pytest.raises(LookupError, match="offers"):
        value(control, "maybe")


def test_what_stood_there_at_first_counts_as_chosen() -> None:
    element = {"type": "radio_buttons", "initial_option": YES, **OFFER}
    blocks = [{"type": "actions", "block_id": "b", "elements": [element]}]
    assert values(blocks, {})["b"]["a"]["selected_option"] == YES


@given(JSON)
def test_no_payload_however_odd_breaks_the_check(body: Any) -> None:  # noqa: ANN401 - any JSON
    faults(body, "message")
    faults([body], "message")
    assert view_faults({"type": "modal", "title": body, "blocks": [body]}, "modal")


async def test_three_modals_lie_on_each_other_and_no_more(
    workspace: Workspace,
    app: AsyncApp,
    connect: Connect,
    web: AsyncWebClient,
) -> None:
    button = {"type": "button", "action_id": "more", "text": plain("More")}
    blocks = [{"type": "actions", "elements": [button]}]
    modal = {"type": "modal", "title": plain("One"), "blocks": blocks}

    @app.shortcut("ask")
    async def ask(ack: AsyncAck, body: Json) -> None:
        await web.views_open(trigger_id=body["trigger_id"], view=modal)
        await ack()

    @app.action("more")
    async def more(ack: AsyncAck, body: Json) -> None:
        with suppress(SlackApiError):
            await web.views_push(trigger_id=body["trigger_id"], view=modal)
        await ack()

    await connect(app)
    await workspace.shortcut(ROSA, "ask")
    for depth in (2, 3, 3):
        top = workspace.views(ROSA)[-1]["id"]
        assert (await workspace.press_in_view(ROSA, top, "more")).acked
        assert len(workspace.views(ROSA)) == depth
    assert workspace.calls[-1].answer["error"] == "push_limit_reached"
    top = workspace.views(ROSA)[-1]
    await web.views_update(view_id=top["id"], hash=top["hash"], view=modal)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await web.views_update(view_id=top["id"], hash=top["hash"], view=modal)
    await workspace.close_view(ROSA, top["id"])
    assert len(workspace.views(ROSA)) == 2

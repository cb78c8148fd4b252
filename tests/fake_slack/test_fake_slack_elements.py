from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fake_slack.block_kit import view_violations, violations
from bot.fake_slack.elements import Control, Entry, value, values
from tests.fake_slack.scene import ROSA, Json, plain

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
    ("element", "entry", "held"),
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
def test_an_entry_becomes_what_slack_would_send(element: Json, entry: Entry, held: Json) -> None:
    control = Control({"block_id": "b", "type": "actions"}, {"action_id": "a", **element})
    assert value(control, entry) == {"type": element["type"], **held}


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
    violations(body, "message")
    violations([body], "message")
    assert view_violations({"type": "modal", "title": body, "blocks": [body]}, "modal")

import asyncio
import json

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.fake_slack import Workspace
from tests.fake_slack.scene import BOT, GRETA, HERE, PRIVATE, ROSA, SAM, SHARED, Json

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hi"}}
HOME = {"type": "home", "blocks": [SECTION]}
DAY = 24 * 3600


async def test_a_token_has_to_be_right_and_of_the_right_kind(workspace: Workspace) -> None:
    for token, method, error in (
        ("", "auth.test", "not_authed"),
        ("xoxb-other", "auth.test", "invalid_auth"),
        (workspace.bot_token, "apps.connections.open", "not_allowed_token_type"),
        (workspace.app_token, "chat.postMessage", "not_allowed_token_type"),
        (workspace.bot_token, "chat.whisper", "unknown_method"),
    ):
        web = AsyncWebClient(token=token, base_url=workspace.api_url)
        with pytest.raises(SlackApiError) as refused:
            await web.api_call(method)
        assert refused.value.response["error"] == error
    assert [call.args for call in workspace.calls] == [{}] * 5


async def test_who_the_bot_is(web: AsyncWebClient) -> None:
    me = await web.auth_test()
    assert (me["user_id"], me["bot_id"], me["team_id"]) == (BOT, "B0MEDEDBOT", "T0MEDED00")
    assert (await web.bots_info(bot=me["bot_id"]))["bot"]["name"] == "meded"
    assert (await web.team_info())["team"]["id"] == "T0MEDED00"
    assert (await web.api_test(foo="bar"))["args"] == {"foo": "bar"}


async def test_a_scope_that_is_missing_is_named(manifest: Json) -> None:
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    scopes[:] = ["commands", "chat:write"]
    async with Workspace(manifest) as workspace:
        web = AsyncWebClient(token=workspace.bot_token, base_url=workspace.api_url)
        with pytest.raises(SlackApiError) as refused:
            await web.users_info(user=ROSA)
        answer = refused.value.response
        assert answer["error"] == "missing_scope"
        assert (answer["needed"], answer["provided"]) == ("users:read", "chat:write,commands")
        with pytest.raises(SlackApiError) as refused:
            await web.conversations_history(channel=HERE)
        assert refused.value.response["needed"] == "channels:history"


async def test_forms_and_json_are_read_alike(workspace: Workspace) -> None:
    bearer = {"Authorization": f"Bearer {workspace.bot_token}"}
    post = f"{workspace.api_url}chat.postMessage"
    form = {"channel": HERE, "text": "form", "blocks": json.dumps([SECTION])}
    body = {"channel": HERE, "text": "json", "blocks": [SECTION]}
    token_in_form = {"channel": HERE, "text": "token", "token": workspace.bot_token}
    async with aiohttp.ClientSession() as session:
        await session.post(post, data=form, headers=bearer)
        await session.post(post, json=body, headers=bearer)
        await session.post(post, data=token_in_form)
    assert [m["text"] for m in workspace.messages(HERE)] == ["form", "json", "token"]
    assert [len(m.get("blocks", [])) for m in workspace.messages(HERE)] == [1, 1, 0]
    assert "token" not in workspace.calls[2].args


async def test_a_message_is_posted_changed_and_deleted(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    metadata = {"event_type": "turn", "event_payload": {"version": 1}}
    posted = await web.chat_postMessage(
        channel=HERE, text="one", blocks=[SECTION], metadata=metadata, unfurl_links=False
    )
    ts = posted["ts"]
    assert workspace.messages(HERE)[0]["metadata"] == metadata
    await web.chat_update(channel=HERE, ts=ts, text="two")
    changed = workspace.messages(HERE)[0]
    assert (changed["text"], len(changed["blocks"]), bool(changed["edited"])) == ("two", 1, True)
    await web.chat_update(channel=HERE, ts=ts, text="three", blocks=[])
    assert "blocks" not in workspace.messages(HERE)[0]
    link = await web.chat_getPermalink(channel=HERE, message_ts=ts)
    assert ts.replace(".", "") in link["permalink"]
    await web.reactions_add(channel=HERE, timestamp=ts, name="eyes")
    assert workspace.messages(HERE)[0]["reactions"][0]["name"] == "eyes"
    await web.chat_delete(channel=HERE, ts=ts)
    assert workspace.messages(HERE) == []


@pytest.mark.parametrize(
    ("method", "args", "error"),
    [
        ("chat.postMessage", {"channel": "C0NOWHERE0", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": PRIVATE, "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": HERE}, "no_text"),
        ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
        ("chat.postMessage", {"channel": HERE, "text": "x" * 40_001}, "msg_too_long"),
        (
            "chat.postMessage",
            {"channel": HERE, "text": "x", "blocks": "[}"},
            "invalid_blocks_format",
        ),
        (
            "chat.postMessage",
            {"channel": HERE, "text": "x", "blocks": {"type": "divider"}},
            "invalid_blocks_format",
        ),
        (
            "chat.postMessage",
            {"channel": HERE, "text": "x", "thread_ts": "1.000001"},
            "thread_not_found",
        ),
        (
            "chat.postMessage",
            {"channel": HERE, "text": "x", "metadata": {"event_type": "turn"}},
            "invalid_metadata_format",
        ),
        (
            "chat.postMessage",
            {"channel": HERE, "text": "x", "markdown_text": "x"},
            "markdown_text_conflict",
        ),
        ("chat.postEphemeral", {"channel": HERE, "text": "x", "user": SAM}, "user_not_in_channel"),
        ("chat.update", {"channel": HERE, "ts": "1.000001", "text": "x"}, "message_not_found"),
        ("chat.delete", {"channel": HERE, "ts": "1.000001"}, "message_not_found"),
        ("chat.scheduleMessage", {"channel": HERE, "text": "x", "post_at": 1}, "time_in_past"),
        (
            "chat.deleteScheduledMessage",
            {"channel": HERE, "scheduled_message_id": "Q1"},
            "invalid_scheduled_message_id",
        ),
        ("conversations.open", {"users": "U0NOBODY00"}, "user_not_found"),
        ("conversations.open", {"users": SAM}, "user_not_visible"),
        ("conversations.open", {"users": BOT}, "cannot_dm_bot"),
        ("conversations.info", {"channel": PRIVATE}, "channel_not_found"),
        ("conversations.replies", {"channel": HERE, "ts": "1.000001"}, "thread_not_found"),
        ("conversations.history", {"channel": HERE, "cursor": "x"}, "invalid_cursor"),
        ("users.info", {"user": "U0NOBODY00"}, "user_not_found"),
        ("views.publish", {"user_id": "U0NOBODY00", "view": HOME}, "user_not_found"),
        ("views.publish", {"user_id": ROSA, "view": "{"}, "invalid_arguments"),
        ("views.publish", {"user_id": ROSA, "view": HOME | {"title": 1}}, "invalid_arguments"),
        ("views.update", {"view_id": "V1", "view": HOME}, "not_found"),
        ("views.open", {"trigger_id": "1", "view": {"type": "home"}}, "invalid_arguments"),
    ],
)
async def test_what_slack_refuses_is_refused_with_its_code(
    workspace: Workspace, web: AsyncWebClient, method: str, args: Json, error: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await web.api_call(method, json=args)
    assert refused.value.response["error"] == error
    assert (workspace.calls[0].method, workspace.calls[0].answer["error"]) == (method, error)


async def test_broken_blocks_are_refused_with_a_pointer(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    broken: list[Json] = [SECTION, {"type": "section", "text": "hi"}]
    with pytest.raises(SlackApiError) as refused:
        await web.chat_postMessage(channel=HERE, text="x", blocks=broken)
    assert refused.value.response["error"] == "invalid_blocks"
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] must provide an object [json-pointer:/blocks/1/text]"
    ]
    assert workspace.messages(HERE) == []


async def test_only_the_bots_own_messages_are_its_to_change(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    ts = (await workspace.send(ROSA, HERE, "mine")).ts or ""
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await web.chat_update(channel=HERE, ts=ts, text="x")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        await web.chat_delete(channel=HERE, ts=ts)


async def test_an_ephemeral_message_cannot_be_changed(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    told = await web.chat_postEphemeral(channel=HERE, user=ROSA, text="psst")
    assert workspace.ephemerals(ROSA, HERE)[0]["text"] == "psst"
    with pytest.raises(SlackApiError, match="message_not_found"):
        await web.chat_update(channel=HERE, ts=told["message_ts"], text="x")


async def test_an_update_holds_four_thousand_characters(web: AsyncWebClient) -> None:
    ts = (await web.chat_postMessage(channel=HERE, text="x" * 4001))["ts"]
    with pytest.raises(SlackApiError, match="msg_too_long"):
        await web.chat_update(channel=HERE, ts=ts, text="x" * 4001)


async def test_a_bot_that_was_removed_is_told_so(workspace: Workspace, web: AsyncWebClient) -> None:
    await workspace.leave(BOT, HERE)
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await web.chat_postMessage(channel=HERE, text="x")
    await workspace.join(BOT, PRIVATE)
    await web.chat_postMessage(channel=PRIVATE, text="x")


async def test_posting_to_a_person_is_posting_to_their_dm(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    opened = await web.conversations_open(users=ROSA)
    assert opened["channel"]["id"] == workspace.dm(ROSA)
    posted = await web.chat_postMessage(channel=ROSA, text="hi")
    assert posted["channel"] == workspace.dm(ROSA)


async def test_nothing_is_posted_where_the_messages_tab_is_off(manifest: Json) -> None:
    manifest["features"]["app_home"] |= {
        "messages_tab_enabled": False,
        "home_tab_enabled": False,
    }
    async with Workspace(manifest) as workspace:
        web = AsyncWebClient(token=workspace.bot_token, base_url=workspace.api_url)
        with pytest.raises(SlackApiError, match="messages_tab_disabled"):
            await web.chat_postMessage(channel=workspace.dm(ROSA), text="x")
        with pytest.raises(SlackApiError, match="not_enabled"):
            await web.views_publish(user_id=ROSA, view=HOME)
        sent = await workspace.send(ROSA, workspace.dm(ROSA), "hello")
        assert sent.error == "messages_tab_disabled"
        assert (await workspace.open_home(ROSA)).error == "home_tab_disabled"


async def test_history_shows_parents_and_replies_show_threads(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    parent = (await workspace.send(ROSA, HERE, "parent")).ts
    await web.chat_postMessage(channel=HERE, text="reply", thread_ts=parent)
    await web.chat_postMessage(channel=HERE, text="aloud", thread_ts=parent, reply_broadcast=True)
    history = await web.conversations_history(channel=HERE)
    assert [m["text"] for m in history["messages"]] == ["aloud", "parent"]
    assert history["messages"][1]["reply_count"] == 2
    replies = await web.conversations_replies(channel=HERE, ts=parent or "")
    assert [m["text"] for m in replies["messages"]] == ["parent", "reply", "aloud"]
    paged = await web.conversations_history(channel=HERE, limit=1)
    assert (paged["has_more"], len(paged["messages"])) == (True, 1)
    cursor = paged["response_metadata"]["next_cursor"]
    rest = await web.conversations_history(channel=HERE, limit=1, cursor=cursor)
    assert rest["messages"][0]["text"] == "parent"


async def test_the_bot_lists_channels_members_and_people(web: AsyncWebClient) -> None:
    channels = (await web.conversations_list(types="public_channel,im"))["channels"]
    assert [c["id"] for c in channels][:2] == [HERE, SHARED]
    assert PRIVATE not in [c["id"] for c in channels]
    mine = (await web.users_conversations(types="public_channel"))["channels"]
    assert [c["id"] for c in mine] == [HERE, SHARED]
    assert (await web.conversations_info(channel=SHARED))["channel"]["is_ext_shared"]
    members = (await web.conversations_members(channel=SHARED))["members"]
    assert SAM in members
    assert GRETA not in members
    assert (await web.users_info(user=SAM))["user"]["is_stranger"]
    guest = (await web.users_info(user=GRETA))["user"]
    assert guest["is_restricted"]
    assert "email" not in guest["profile"]


async def test_a_scheduled_message_is_kept_until_it_is_due(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    now = int(workspace.state.clock.now())
    dm = workspace.dm(ROSA)
    later = await web.chat_scheduleMessage(channel=dm, post_at=now + DAY, text="later")
    other = await web.chat_scheduleMessage(channel=dm, post_at=now + 2 * DAY, text="never")
    listed = await web.chat_scheduledMessages_list(channel=dm)
    assert [kept["id"] for kept in listed["scheduled_messages"]] == [
        later["scheduled_message_id"],
        other["scheduled_message_id"],
    ]
    await web.chat_deleteScheduledMessage(
        channel=dm, scheduled_message_id=other["scheduled_message_id"]
    )
    workspace.move_clock(3 * DAY)
    said = await workspace.wait_for(lambda: workspace.messages(dm))
    assert [m["text"] for m in said] == ["later"]
    assert workspace.scheduled == []


async def test_scheduling_reaches_120_days_and_thirty_in_five_minutes(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    now = int(workspace.state.clock.now())
    with pytest.raises(SlackApiError, match="time_too_far"):
        await web.chat_scheduleMessage(channel=HERE, post_at=now + 121 * DAY, text="x")
    slot = (now // 300 + 10) * 300
    for second in range(30):
        await web.chat_scheduleMessage(channel=HERE, post_at=slot + second, text="x")
    with pytest.raises(SlackApiError, match="restricted_too_many"):
        await web.chat_scheduleMessage(channel=HERE, post_at=slot + 30, text="x")
    assert len(workspace.scheduled) == 30


async def test_a_view_changed_in_between_is_not_overwritten(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    first = (await web.views_publish(user_id=ROSA, view=HOME))["view"]
    await web.views_publish(user_id=ROSA, view=HOME, hash=first["hash"])
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await web.views_publish(user_id=ROSA, view=HOME, hash=first["hash"])
    home = workspace.home(ROSA)
    assert home
    assert home["id"] == first["id"]
    huge = [SECTION | {"text": {"type": "mrkdwn", "text": "x" * 3000}}] * 100
    with pytest.raises(SlackApiError, match="view_too_large"):
        await web.views_publish(user_id=ROSA, view=HOME | {"blocks": huge})


async def test_loud_mentions_and_missing_fallbacks_are_noted(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    await web.chat_postMessage(channel=HERE, text="&lt;!channel&gt; is escaped")
    assert workspace.pings == []
    loud = [SECTION | {"text": {"type": "mrkdwn", "text": f"<!here> <@{ROSA}>"}}]
    await web.chat_postMessage(channel=HERE, text="<!channel>", blocks=loud)
    assert [ping.mention for ping in workspace.pings] == ["<!channel>", "<!here>", f"<@{ROSA}>"]
    assert workspace.warnings == []
    await web.api_call("chat.postMessage", json={"channel": HERE, "blocks": [SECTION]})
    assert "fall back" in workspace.warnings[0]


async def test_faults_are_switched_on_and_run_out(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    workspace.failures.server_errors("auth.test", times=1)
    with pytest.raises(SlackApiError) as failed:
        await web.auth_test()
    assert failed.value.response.status_code == 500
    workspace.failures.rate_limit(times=1, retry_after=7)
    with pytest.raises(SlackApiError) as limited:
        await web.api_call("users.info", json={"user": ROSA})
    assert (limited.value.response.status_code, limited.value.response["error"]) == (
        429,
        "ratelimited",
    )
    assert limited.value.response.headers["Retry-After"] == "7"
    assert (await web.auth_test())["ok"]


async def test_a_slow_method_answers_when_the_clock_says_so(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    workspace.failures.slow("auth.test", seconds=3600)
    asking = asyncio.ensure_future(web.auth_test())
    await web.api_test()
    await workspace.wait_for(lambda: workspace.failures.held == ["auth.test"])
    assert [call.method for call in workspace.calls] == ["api.test"]
    workspace.move_clock(3600)
    assert (await asking)["ok"]


async def test_one_message_a_second_where_that_is_switched_on(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    workspace.failures.paced_posts = True
    await web.chat_postMessage(channel=HERE, text="1")
    with pytest.raises(SlackApiError, match="ratelimited"):
        await web.chat_postMessage(channel=HERE, text="2")
    await web.chat_postMessage(channel=SHARED, text="3")
    workspace.move_clock(1)
    await web.chat_postMessage(channel=HERE, text="4")

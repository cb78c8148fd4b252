"""Organizations of several workspaces, and people of other organizations."""

from __future__ import annotations

from slack_bolt.request.internals import extract_actor_team_id, extract_team_id
from slack_sdk.web.async_client import AsyncWebClient

from bot.fake_slack import Installed, Workspace
from bot.fake_slack.people import FAR, ONE_CHANNEL_GUEST, SISTER, TEAM
from tests.fake_slack.scene import BOT, CARD, HERE, ROSA, SAM, SHARED, Json

ORG = "E0OURGRID0"
NAMED = {"id": ORG, "name": f"Organization {ORG}"}
GRID = Installed(ORG)
WIDE = Installed(ORG, is_enterprise_install=True)


def client(workspace: Workspace) -> AsyncWebClient:
    return AsyncWebClient(token=workspace.bot_token, base_url=workspace.api_url)


async def pressed(workspace: Workspace, user: str, channel: str = HERE) -> Json:
    card = await client(workspace).chat_postMessage(channel=channel, text="card", blocks=CARD)
    await workspace.press(user, channel, card["ts"], "go")
    return told(workspace, "interactive")


def told(workspace: Workspace, kind: str) -> Json:
    return next(s.envelope.payload for s in reversed(workspace.sent) if s.envelope.kind == kind)


async def mentioned(workspace: Workspace, user: str, channel: str = HERE) -> Json:
    await workspace.send(user, channel, f"<@{BOT}> hello")
    return told(workspace, "events_api")


async def test_an_app_in_one_workspace_of_a_grid_knows_its_organization(manifest: Json) -> None:
    async with Workspace(manifest, installed=GRID) as workspace:
        who = await client(workspace).auth_test()
        assert (who["team_id"], who["enterprise_id"]) == (TEAM, ORG)
        assert not who["is_enterprise_install"]
        event = await mentioned(workspace, ROSA)
        assert (event["team_id"], event["enterprise_id"]) == (TEAM, ORG)
        assert event["context_enterprise_id"] == ORG
        (granted,) = event["authorizations"]
        assert (granted["team_id"], granted["enterprise_id"]) == (TEAM, ORG)
        press = await pressed(workspace, ROSA)
        assert (press["team"]["id"], press["team"]["enterprise_id"]) == (TEAM, ORG)
        assert (press["enterprise"], press["is_enterprise_install"]) == (NAMED, False)
        await workspace.command(ROSA, HERE, "/meded")
        form = told(workspace, "slash_commands")
        assert (form["team_id"], form["enterprise_id"]) == (TEAM, ORG)
        assert (form["enterprise_name"], form["is_enterprise_install"]) == (NAMED["name"], "false")


async def test_an_app_in_a_whole_organization_belongs_to_no_workspace(manifest: Json) -> None:
    async with Workspace(manifest, installed=WIDE) as workspace:
        who = await client(workspace).auth_test()
        assert (who["team_id"], who["enterprise_id"]) == (ORG, ORG)
        assert who["is_enterprise_install"]
        event = await mentioned(workspace, ROSA)
        (granted,) = event["authorizations"]
        assert (event["team_id"], granted["team_id"]) == (TEAM, None)
        assert granted["is_enterprise_install"]
        press = await pressed(workspace, ROSA)
        assert (press["team"], press["enterprise"]) == (None, NAMED)
        assert (press["user"]["team_id"], press["is_enterprise_install"]) == (TEAM, True)
        await workspace.command(ROSA, HERE, "/meded")
        assert told(workspace, "slash_commands")["is_enterprise_install"] == "true"


async def test_a_view_says_what_the_app_is_installed_in(manifest: Json) -> None:
    home = {"type": "home", "blocks": CARD}
    for installed, expected in ((GRID, TEAM), (WIDE, ORG)):
        async with Workspace(manifest, installed=installed) as workspace:
            await client(workspace).views_publish(user_id=ROSA, view=home)
            shown = workspace.home(ROSA)
            assert shown
            assert shown["app_installed_team_id"] == expected
            await workspace.press_in_view(ROSA, shown["id"], "go")
            assert extract_team_id(told(workspace, "interactive")) == expected


async def test_a_workspace_of_no_grid_names_no_organization(workspace: Workspace) -> None:
    assert "enterprise_id" not in (await client(workspace).auth_test()).data
    assert (await pressed(workspace, ROSA))["enterprise"] is None
    assert "enterprise_id" not in await mentioned(workspace, ROSA)
    await workspace.command(ROSA, HERE, "/meded")
    assert "enterprise_id" not in told(workspace, "slash_commands")


async def test_a_colleague_in_a_sister_workspace_presses_with_a_team_events_do_not_say(
    manifest: Json,
) -> None:
    async with Workspace(manifest, installed=GRID) as workspace:
        sue = workspace.admit(SISTER, HERE)
        event = await mentioned(workspace, sue)
        assert (event["team_id"], event["event"]["team"]) == (TEAM, TEAM)
        press = await pressed(workspace, sue)
        assert press["team"]["id"] == press["user"]["team_id"] == SISTER.team
        assert press["enterprise"] == NAMED
        who = (await client(workspace).users_info(user=sue))["user"]
        assert (who["team_id"], who["enterprise_user"]["teams"]) == (SISTER.team, [SISTER.team])
        assert who["enterprise_user"]["enterprise_id"] == ORG
        assert (await workspace.send(sue, workspace.dm(sue), "hello")).deliveries == 1


async def test_a_stranger_of_another_grid_is_known_by_an_organization_alone(
    workspace: Workspace,
) -> None:
    fay = workspace.admit(FAR, SHARED)
    body = await mentioned(workspace, fay, SHARED)
    event = body["event"]
    assert body["is_ext_shared_channel"]
    assert event["user_team"] == event["source_team"] == FAR.enterprise_id
    assert event["user_profile"]["team"] == FAR.enterprise_id
    assert event["team"] == TEAM
    assert FAR.team not in str(body)
    assert extract_actor_team_id(body) is None
    press = await pressed(workspace, fay, SHARED)
    assert press["user"]["team_id"] == press["team"]["id"] == FAR.team
    assert press["enterprise"]["id"] == FAR.enterprise_id
    who = (await client(workspace).users_info(user=fay))["user"]
    assert who["is_stranger"]
    assert who["enterprise_user"]["enterprise_id"] == FAR.enterprise_id
    assert "is_restricted" not in who
    assert workspace.state.channels.keys() & {FAR.dm} == set()


async def test_a_strangers_message_names_their_organization_as_the_team(manifest: Json) -> None:
    manifest["settings"]["event_subscriptions"]["bot_events"] = ["message.channels"]
    async with Workspace(manifest) as workspace:
        fay = workspace.admit(FAR, SHARED)
        assert (await mentioned(workspace, fay, SHARED))["event"]["team"] == FAR.enterprise_id
        assert (await mentioned(workspace, SAM, SHARED))["event"]["team"] == "T0ELSEWHERE"


async def test_a_guest_of_one_channel_is_restricted_twice(workspace: Workspace) -> None:
    guest = workspace.admit(ONE_CHANNEL_GUEST, HERE)
    who = (await client(workspace).users_info(user=guest))["user"]
    assert (who["is_restricted"], who["is_ultra_restricted"]) == (True, True)
    assert "enterprise_user" not in who


async def test_another_slack_has_a_domain_of_its_own(manifest: Json) -> None:
    async with Workspace(manifest, installed=Installed(domain="slack-gov.com")) as workspace:
        web = client(workspace)
        assert (await web.auth_test())["url"] == "https://meded-local.slack-gov.com/"
        posted = await web.chat_postMessage(channel=HERE, text="here")
        link = await web.chat_getPermalink(channel=HERE, message_ts=posted["ts"])
        assert link["permalink"].startswith("https://meded-local.slack-gov.com/archives/")

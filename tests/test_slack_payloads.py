"""In Slack: who somebody is and whether they are of ours, as payloads of every kind tell it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.installations import Installations
from bot.settings import Settings
from bot.slack.installed import Installed, Standing, read_installed
from bot.slack.payloads import Payloads
from bot.slack.reading import UnreadableError, kind_of
from flows.dialogue.request import Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.pack.pack import Pack

Json = dict[str, Any]
TEAM, SISTER, ELSEWHERE = "T0OURS", "T0SISTER", "T0ELSEWHERE"
ORG, OTHER_ORG = "E0OURS", "E0OTHER"
USER = "U0ROSA"
CHANNEL = "C0SHARED"
ALONE, GRID, WIDE = Installed(TEAM), Installed(TEAM, ORG), Installed(TEAM, ORG, is_wide=True)


@pytest.fixture
def reading(pack: Pack) -> Callable[[Installed], Payloads]:
    """Make what reads payloads for an app installed like this."""
    installations = Installations(Settings.model_construct(), pack, None, None)
    return lambda installed: Payloads(installations, installed)


def event(user_team: str = TEAM, kind: str = "message", **more: object) -> Json:
    """Make an event in a channel that is shared with others, as our installation hears of it."""
    channel = {"channel": CHANNEL, "channel_type": "im", "ts": "1.0"}
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": "Ev1",
        "is_ext_shared_channel": True,
        "event": {
            "type": kind,
            "text": "x",
            "user": USER,
            **channel,
            "user_team": user_team,
            **more,
        },
    }


def press(team: str | None, enterprise: str | None = None) -> Json:
    """Make a press, which names the team of whoever pressed."""
    return {
        "type": "block_actions",
        "user": {"id": USER, "team_id": team},
        "team": {"id": team} if team else None,
        "enterprise": {"id": enterprise} if enterprise else None,
        "container": {"type": "message", "channel_id": CHANNEL, "message_ts": "1.0"},
        "actions": [{"action_id": "help", "value": "help"}],
    }


def submitted(team: str, enterprise: str | None = None) -> Json:
    """Make a submission of a form, which names the same."""
    view = {"id": "V1", "hash": "1", "callback_id": "human"}
    body = {**press(team, enterprise), "type": "view_submission", "view": view}
    del body["actions"]
    return body


def command(team: str, enterprise: str | None = None) -> Json:
    who = {"user_id": USER, "team_id": team, "enterprise_id": enterprise}
    return {"command": "/meded", "channel_id": CHANNEL, "trigger_id": "1", **who}


# Who somebody is


@pytest.mark.parametrize(("installed", "tenant"), [(ALONE, TEAM), (GRID, TEAM), (WIDE, ORG)])
def test_everybody_is_known_by_the_installation_whatever_workspace_they_are_in(
    reading: Callable[[Installed], Payloads], installed: Installed, tenant: str
) -> None:
    read = reading(installed)
    arrivals = [
        read.command(command(SISTER, ORG)),
        read.message(event(SISTER), 0),
        read.mention(event(SISTER, "app_mention"), 0),
        read.press(press(SISTER, ORG)),
        read.press(press(None, ORG)),
        read.submission(submitted(SISTER, ORG)),
    ]
    for arrival in arrivals:
        assert arrival
        assert arrival.request.person == Person(tenant, USER)


def test_the_installation_is_what_slack_says_of_the_token() -> None:
    said = {"url": "https://dept.slack-gov.com/", "team_id": TEAM, "user_id": "U0BOT"}
    assert read_installed(said) == Installed(TEAM, bot_user="U0BOT", domain="slack-gov.com")
    grid = {**said, "url": "https://org.enterprise.slack.com/", "enterprise_id": ORG}
    wide = read_installed({**grid, "is_enterprise_install": True})
    assert wide == Installed(TEAM, ORG, is_wide=True, bot_user="U0BOT")
    assert wide.person(USER).tenant_id == ORG


@pytest.mark.parametrize(
    ("team", "link"),
    [
        (TEAM, f"https://slack-gov.com/app_redirect?app=A1&team={TEAM}"),
        ("", "https://slack-gov.com/app_redirect?app=A1"),
    ],
)
def test_the_link_to_the_conversation_is_the_documented_one(team: str, link: str) -> None:
    assert Installed(TEAM, domain="slack-gov.com").link("A1", team) == link


# Whether they are of ours


OURS, THEIRS, UNTOLD = Standing.OURS, Standing.THEIRS, Standing.UNTOLD


@pytest.mark.parametrize(
    ("installed", "team", "theirs", "standing"),
    [
        (ALONE, TEAM, None, OURS),
        (ALONE, ELSEWHERE, None, THEIRS),
        (ALONE, ELSEWHERE, OTHER_ORG, THEIRS),
        (GRID, TEAM, ORG, OURS),
        (GRID, SISTER, ORG, OURS),
        (GRID, ELSEWHERE, OTHER_ORG, THEIRS),
        (GRID, ELSEWHERE, None, UNTOLD),  # maybe a sister workspace: Slack is asked
        (WIDE, None, ORG, OURS),
        (WIDE, None, None, UNTOLD),
    ],
)
def test_only_who_pressed_in_another_organization_is_a_stranger(
    reading: Callable[[Installed], Payloads],
    installed: Installed,
    team: str,
    theirs: str | None,
    standing: Standing,
) -> None:
    read = reading(installed)
    pressed = read.press(press(team, theirs))
    assert pressed
    assert pressed.origin.standing is standing
    assert read.submission(submitted(team, theirs)).origin.standing is standing


@pytest.mark.parametrize(
    ("installed", "team", "standing"),
    [
        (ALONE, TEAM, OURS),
        (ALONE, ELSEWHERE, THEIRS),
        (ALONE, OTHER_ORG, THEIRS),  # of a company with many teams only the organization is named
        (ALONE, "", UNTOLD),
        (GRID, TEAM, OURS),
        (GRID, ORG, OURS),
        (GRID, OTHER_ORG, THEIRS),
        (GRID, ELSEWHERE, UNTOLD),
    ],
)
def test_only_who_writes_from_another_organization_is_a_stranger(
    reading: Callable[[Installed], Payloads], installed: Installed, team: str, standing: Standing
) -> None:
    read = reading(installed)
    for arrival in (
        read.message(event(team), 0),
        read.mention(event(team, "app_mention"), 0),
        read.mention(event("", "app_mention", team=team), 0),
        read.mention(event("", "app_mention", source_team=team), 0),
    ):
        assert arrival
        assert arrival.origin.standing is standing


def test_where_nobody_else_can_write_whoever_writes_is_of_ours(
    reading: Callable[[Installed], Payloads],
) -> None:
    body = {**event(SISTER), "is_ext_shared_channel": False}
    arrival = reading(GRID).message(body, 0)
    assert arrival
    assert arrival.origin.standing is OURS


# What nobody expected


Anything = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=5),
    lambda inner: (
        some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(data=some.data())
def test_a_payload_with_anything_anywhere_is_read_or_called_unreadable(
    pack: Pack, data: some.DataObject
) -> None:
    read = Payloads(Installations(Settings.model_construct(), pack, None, None), GRID)
    kind, ways = data.draw(
        some.sampled_from(
            [
                (press(TEAM, ORG), [read.press]),
                (submitted(TEAM), [read.submission]),
                (command(TEAM), [read.command]),
                (event(), [lambda body: read.message(body, 0), lambda body: read.mention(body, 1)]),
                (event(kind="app_home_opened"), [read.opened]),
            ]
        )
    )
    body = {**kind}
    path: Json = body
    for _ in range(data.draw(some.integers(0, 2))):  # some levels down
        key = data.draw(some.sampled_from(sorted(path)))
        if not isinstance(path[key], dict) or not path[key]:
            break
        path[key] = {**path[key]}
        path = path[key]
    path[data.draw(some.sampled_from(sorted(path)))] = data.draw(Anything)
    for way in ways:
        with suppress(UnreadableError):
            way(body)
    assert kind_of(body)


@pytest.mark.parametrize("body", [None, [], "x", {"type": "Give me a <raise>"}, {"type": 3}])
def test_the_kind_that_is_logged_is_never_what_somebody_wrote(body: object) -> None:
    assert kind_of(body) == "payload"

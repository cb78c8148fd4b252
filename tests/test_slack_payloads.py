"""In Slack: who somebody is and whether they are of ours, as Bolt reads what Slack sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.installations import Installations
from bot.slack.payloads import Payloads, person
from flows.dialogue.request import Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.settings import Settings
    from flows.pack.pack import Pack

Json = dict[str, Any]
TEAM, SISTER, ELSEWHERE = "T0OURS", "T0SISTER", "T0ELSEWHERE"
ORG, OTHER_ORG = "E0OURS", "E0OTHER"
USER = "U0ROSA"
CHANNEL = "C0SHARED"


@pytest.fixture
def read(make_settings: Callable[..., Settings], pack: Pack) -> Payloads:
    return Payloads(Installations(make_settings(), pack, None))


def asked(body: Json, enterprise: str | None = None) -> AsyncBoltRequest:
    """Let Bolt read a payload of an app that is installed in our team, of this enterprise."""
    req = AsyncBoltRequest(body=body, mode="socket_mode")
    req.context["authorize_result"] = AuthorizeResult(enterprise_id=enterprise, team_id=TEAM)
    return req


def event(
    enterprise: str | None = None, team: str = TEAM, kind: str = "message", *, wide: bool = False
) -> Json:
    """Make an event in a channel that is shared with others, as our installation hears of it."""
    ours = {"enterprise_id": enterprise, "team_id": TEAM, "is_enterprise_install": wide}
    place = {"channel": CHANNEL, "channel_type": "im", "ts": "1.0"}
    writer = {"user": USER, "team": team, "user_team": team}
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "enterprise_id": enterprise,
        "event_id": "Ev1",
        "authorizations": [ours],
        "is_ext_shared_channel": True,
        "event": {"type": kind, "text": "funding", **place, **writer},
    }


def press(team: str, enterprise: str | None = None, *, wide: bool = False) -> Json:
    """Make a press, which names the team of whoever pressed."""
    return {
        "type": "block_actions",
        "user": {"id": USER, "team_id": team},
        "team": {"id": team},
        "enterprise": {"id": enterprise} if enterprise else None,
        "is_enterprise_install": wide,
        "container": {"type": "message", "channel_id": CHANNEL, "message_ts": "1.0"},
        "actions": [{"action_id": "help", "value": "help"}],
    }


def submitted(team: str, enterprise: str | None = None) -> Json:
    """Make a submission of a form, which names the same."""
    view = {"id": "V1", "hash": "1", "callback_id": "human"}
    body = {**press(team, enterprise), "type": "view_submission", "view": view}
    del body["actions"]
    return body


# Who somebody is


@pytest.mark.parametrize(("wide", "tenant"), [(True, ORG), (False, TEAM)])
def test_people_are_of_the_organization_only_where_all_of_it_has_the_app(
    *, wide: bool, tenant: str
) -> None:
    command = {
        "command": "/meded",
        "team_id": TEAM,
        "enterprise_id": ORG,
        "user_id": USER,
        "is_enterprise_install": str(wide).lower(),
    }
    for body in (command, event(ORG, wide=wide), press(TEAM, ORG, wide=wide)):
        assert person(asked(body, ORG).context) == Person(tenant, USER)


def test_somebody_in_two_workspaces_of_an_organization_is_one_person() -> None:
    here, there = (person(asked(press(team, ORG, wide=True)).context) for team in (TEAM, SISTER))
    assert here == there


def test_a_payload_that_names_the_organization_alone_is_of_the_organization() -> None:
    body = {"type": "shortcut", "enterprise": {"id": ORG}, "user": {"id": USER}, "team": None}
    assert person(asked(body, ORG).context) == Person(ORG, USER)


def test_a_workspace_of_no_organization_is_its_own_whatever_it_says() -> None:
    assert person(asked(press(TEAM, wide=True)).context) == Person(TEAM, USER)


# Whether they are of ours


@pytest.mark.parametrize(
    ("ours", "team", "theirs", "external"),
    [
        (None, TEAM, None, False),
        (None, ELSEWHERE, None, True),
        (None, ELSEWHERE, OTHER_ORG, True),
        (ORG, TEAM, ORG, False),
        (ORG, SISTER, ORG, False),
        (ORG, ELSEWHERE, OTHER_ORG, True),
        (ORG, ELSEWHERE, None, True),
    ],
)
def test_only_who_pressed_in_another_organization_is_a_stranger(
    read: Payloads, ours: str | None, team: str, theirs: str | None, *, external: bool
) -> None:
    for body in (press(team, theirs), submitted(team, theirs)):
        way = read.press if "actions" in body else read.submission
        assert way(body, asked(body, ours).context).request.external is external


@pytest.mark.parametrize(
    ("ours", "team", "external"),
    [
        (None, TEAM, False),
        (None, ELSEWHERE, True),
        (None, OTHER_ORG, True),  # of a company with many teams only the organization is named
        (ORG, TEAM, False),
        (ORG, ORG, False),
        (ORG, OTHER_ORG, True),
        (ORG, ELSEWHERE, True),
    ],
)
def test_only_who_writes_from_another_organization_is_a_stranger(
    read: Payloads, ours: str | None, team: str, *, external: bool
) -> None:
    for kind, way in (("message", read.message), ("app_mention", read.mention)):
        req = asked(event(ours, team, kind), ours)
        arrival = way(req, req.context)
        assert arrival is not None
        assert arrival.request.external is external

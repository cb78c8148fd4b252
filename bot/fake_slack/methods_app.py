"""auth, apps, users, bots: who is who."""

from bot.fake_slack.methods import Args, method
from bot.fake_slack.parts import Parts
from bot.fake_slack.people import APP, BOT, BOT_USER
from bot.fake_slack.refusal import RefusedError
from bot.fake_slack.shapes import Json


@method("api.test", bearer="none")
def api_test(parts: Parts, args: Args) -> Json:
    """Return the arguments."""
    del parts
    if "error" in args:
        raise RefusedError(args.text("error"), args=args.given)
    return {"ok": True, "args": args.given}


@method("auth.test")
def auth_test(parts: Parts, args: Args) -> Json:
    """Return whose token this is.

    An organization-wide one is of no workspace, and `team_id` is an E… (lobu#3047).
    """
    del args
    installed = parts.state.installed
    grid = {"enterprise_id": installed.enterprise_id} if installed.enterprise_id else {}
    return {
        "ok": True,
        "url": installed.address,
        "team": parts.state.manifest.name,
        "user": parts.state.people[BOT_USER].name,
        "team_id": installed.home,
        "user_id": BOT_USER,
        "bot_id": BOT,
        **grid,
        "is_enterprise_install": installed.is_enterprise_install,
    }


@method("apps.connections.open", bearer="app")
def connections_open(parts: Parts, args: Args) -> Json:
    """Return the address of one websocket, good for one handshake."""
    del args
    link = parts.address.replace("http://", "ws://") + "/link/"
    return {"ok": True, "url": f"{link}?ticket={parts.sockets.ticket()}&app_id={APP}"}


@method("users.info", "users:read")
def users_info(parts: Parts, args: Args) -> Json:
    """Return a person."""
    person = parts.state.people.get(args.wanted("user"))
    if person is None:
        raise RefusedError("user_not_found")
    email = "users:read.email" in parts.state.manifest.scopes
    shown = person.as_json(email=email) | parts.state.installed.of_user(person)
    return {"ok": True, "user": shown}


@method("bots.info", "users:read")
def bots_info(parts: Parts, args: Args) -> Json:
    """Return the bot."""
    if args.text("bot", BOT) != BOT:
        raise RefusedError("bot_not_found")
    name = parts.state.manifest.name
    return {
        "ok": True,
        "bot": {"id": BOT, "app_id": APP, "user_id": BOT_USER, "name": name, "deleted": False},
    }

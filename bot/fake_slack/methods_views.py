"""views.*: modals and Home."""

from bot.fake_slack.grants import Trigger
from bot.fake_slack.methods import Args, method
from bot.fake_slack.parts import Parts
from bot.fake_slack.refusal import RefusedError
from bot.fake_slack.shapes import Json
from bot.fake_slack.view import View


def _body(args: Args) -> object:
    return args.json("view", "invalid_arguments")


def _modal(parts: Parts, args: Args) -> tuple[Trigger, Json]:
    """Return a modal that was checked before its trigger was used up."""
    body = parts.viewing.check(_body(args), "modal")
    wanted = args.text("trigger_id") or args.wanted("interactivity_pointer")
    return parts.grants.exchange(wanted), body


def _answer(view: View) -> Json:
    return {"ok": True, "view": view.as_json()}


@method("views.open")
def open_view(parts: Parts, args: Args) -> Json:
    """Show a modal to the person whose trigger this is."""
    trigger, body = _modal(parts, args)
    return _answer(parts.viewing.open(trigger.user, body))


@method("views.push")
def push_view(parts: Parts, args: Args) -> Json:
    """Show a modal on top of another."""
    return _answer(parts.viewing.push(*_modal(parts, args)))


@method("views.update")
def update_view(parts: Parts, args: Args) -> Json:
    """Replace a view."""
    view = parts.viewing.find(args.text("view_id"), args.text("external_id"))
    parts.viewing.update(view, _body(args), args.text("hash"))
    return _answer(view)


@method("views.publish")
def publish_view(parts: Parts, args: Args) -> Json:
    """Show a Home tab."""
    user = args.wanted("user_id")
    if user not in parts.state.people:
        raise RefusedError("user_not_found")
    return _answer(parts.viewing.publish(user, _body(args), args.text("hash")))

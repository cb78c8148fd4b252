"""views.*: modals and Home."""

from bot.fake_slack.grants import RefusedError
from bot.fake_slack.methods import Args, SlackRefusal, invalid, method
from bot.fake_slack.parts import Parts
from bot.fake_slack.shapes import Json
from bot.fake_slack.view import View
from bot.fake_slack.viewing import ViewRefusedError


def _refusal(refused: ViewRefusedError) -> SlackRefusal:
    return invalid(refused.code, refused.faults) if refused.faults else SlackRefusal(refused.code)


def _answer(view: View) -> Json:
    return {"ok": True, "view": view.as_json()}


def _trigger(args: Args) -> str:
    return args.text("trigger_id") or args.wanted("interactivity_pointer")


@method("views.open")
def open_view(parts: Parts, args: Args) -> Json:
    """Show a modal to the person whose trigger this is."""
    try:
        body = args.json("view", "invalid_arguments")
        checked = parts.viewing.check(body, "modal")
        trigger = parts.grants.exchange(_trigger(args))
        return _answer(parts.viewing.open(trigger.user, checked))
    except RefusedError as refused:
        raise SlackRefusal(str(refused)) from None
    except ViewRefusedError as refused:
        raise _refusal(refused) from None


@method("views.push")
def push_view(parts: Parts, args: Args) -> Json:
    """Show a modal on top of another."""
    try:
        body = parts.viewing.check(args.json("view", "invalid_arguments"), "modal")
        trigger = parts.grants.exchange(_trigger(args))
        return _answer(parts.viewing.push(trigger, body))
    except RefusedError as refused:
        raise SlackRefusal(str(refused)) from None
    except ViewRefusedError as refused:
        raise _refusal(refused) from None


@method("views.update")
def update_view(parts: Parts, args: Args) -> Json:
    """Replace a view."""
    try:
        view = parts.viewing.find(args.text("view_id"), args.text("external_id"))
        parts.viewing.update(view, args.json("view", "invalid_arguments"), args.text("hash"))
    except ViewRefusedError as refused:
        raise _refusal(refused) from None
    return _answer(view)


@method("views.publish")
def publish_view(parts: Parts, args: Args) -> Json:
    """Show a Home tab."""
    user = args.wanted("user_id")
    if user not in parts.state.people:
        raise SlackRefusal("user_not_found")
    try:
        body = args.json("view", "invalid_arguments")
        return _answer(parts.viewing.publish(user, body, args.text("hash")))
    except ViewRefusedError as refused:
        raise _refusal(refused) from None

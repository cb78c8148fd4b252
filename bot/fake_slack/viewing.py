"""Opening, stacking, changing and closing views, as the bot may."""

import json
from dataclasses import dataclass

from bot.fake_slack import block_kit
from bot.fake_slack.grants import Trigger
from bot.fake_slack.refusal import RefusedError, invalid
from bot.fake_slack.shapes import Json
from bot.fake_slack.state import State
from bot.fake_slack.view import DEPTH, View

MOST_BYTES = 250_000


@dataclass
class Viewing:
    """The stack of modals and the Home tab of each person."""

    state: State

    def check(self, body: object, surface: block_kit.Surface) -> Json:
        """Return the body, or raise with what is wrong with it."""
        if not isinstance(body, dict):
            wrong = block_kit.Violation("/view", "must provide an object")
            raise invalid("invalid_arguments", wrong)
        if len(json.dumps(body)) > MOST_BYTES:
            raise RefusedError("view_too_large")
        if found := block_kit.view_violations(body, surface):
            raise invalid("invalid_arguments", *found)
        return body | {"blocks": self.state.numbered(body["blocks"])}

    def open(self, user: str, checked: Json) -> View:
        """Show a modal instead of whatever modals are open."""
        view = self._new(user, self._fresh(checked))
        self.state.stacks[user] = [view]
        self._show(user)
        return view

    def push(self, trigger: Trigger, checked: Json) -> View:
        """Show a modal on top of the one the trigger came from."""
        if not trigger.view:
            raise RefusedError("not_found")
        return self.stack_on(trigger.user, checked)

    def stack_on(self, user: str, checked: Json) -> View:
        """Show a modal on top of the person's uppermost."""
        stack = self.state.stacks.get(user)
        if not stack:
            raise RefusedError("not_found")
        if len(stack) >= DEPTH:
            raise RefusedError("push_limit_reached")
        under = stack[-1]
        view = self._new(user, self._fresh(checked))
        view.root, view.previous = under.root or under.id, under.id
        stack.append(view)
        self._show(user)
        return view

    def update(self, view: View, body: object, quoted_hash: str | None = None) -> None:
        """Replace a view's body; values stay where block and action ids stay."""
        if quoted_hash and quoted_hash != view.hash:
            raise RefusedError("hash_conflict")
        surface: block_kit.Surface = "home" if view.body["type"] == "home" else "modal"
        view.body = self.check(body, surface)
        view.version += 1
        view.errors = {}
        known = {block["block_id"] for block in view.body["blocks"]}
        view.values = {key: value for key, value in view.values.items() if key in known}
        self.redraw(view)

    def publish(self, user: str, body: object, quoted_hash: str | None = None) -> View:
        """Show a Home tab."""
        if not self.state.manifest.home_tab:
            raise RefusedError("not_enabled")
        home = self.state.homes.get(user)
        if home:
            self.update(home, body, quoted_hash)
            return home
        checked = self.check(body, "home")
        home = self.state.homes[user] = self._new(user, checked)
        self.redraw(home)
        return home

    def close(self, view: View, *, everything: bool = False) -> None:
        """Take a modal away, with what lies on it, or the whole stack."""
        stack = self.state.stacks.get(view.user, [])
        if view in stack:
            del stack[0 if everything else stack.index(view) :]
        self._show(view.user)

    def redraw(self, view: View) -> None:
        """Tell the page that something in a view changed."""
        if view.body["type"] == "home":
            self.state.changes.tell("home", {"view": view.as_json()}, frozenset({view.user}))
        else:
            self._show(view.user)

    def find(self, view_id: str | None, external_id: str | None) -> View:
        """Return the view the bot means."""
        if view_id and (view := self.state.view(view_id)):
            return view
        for stack in self.state.stacks.values():
            for view in stack:
                if external_id and view.body.get("external_id") == external_id:
                    return view
        raise RefusedError("not_found")

    def _new(self, user: str, body: Json) -> View:
        home = self.state.installed.home
        return View(self.state.new_id("V"), user, body, 1, installed_in=home)

    def _fresh(self, body: Json) -> Json:
        wanted = body.get("external_id")
        taken = {v.body.get("external_id") for s in self.state.stacks.values() for v in s}
        if wanted and wanted in taken:
            raise RefusedError("duplicate_external_id")
        return body

    def _show(self, user: str) -> None:
        self.state.changes.tell("views", {"views": self.state.views(user)}, frozenset({user}))

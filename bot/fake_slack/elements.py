"""Turning what a person presses, picks or types into Slack's action and state values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.fake_slack.shapes import Json

Entry: TypeAlias = str | int | Sequence[str] | None
"""What a person enters: an option's value, typed text, a date, an id, or several; None: nothing."""

TYPED = (
    "rich_text_input",
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
)
LISTED = {
    "users_select": "user",
    "conversations_select": "conversation",
    "channels_select": "channel",
}
PICKED = {
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}
INITIAL = {
    "radio_buttons": ("initial_option", "selected_option"),
    "static_select": ("initial_option", "selected_option"),
    "external_select": ("initial_option", "selected_option"),
    "checkboxes": ("initial_options", "selected_options"),
    "multi_static_select": ("initial_options", "selected_options"),
    "datepicker": ("initial_date", "selected_date"),
    "timepicker": ("initial_time", "selected_time"),
    "datetimepicker": ("initial_date_time", "selected_date_time"),
    **dict.fromkeys(TYPED, ("initial_value", "value")),
}


@dataclass(frozen=True)
class Control:
    """An interactive element and the block it stands in."""

    block: Json
    element: Json

    @property
    def type(self) -> str:
        """The element's type."""
        return str(self.element["type"])

    @property
    def action_id(self) -> str:
        """The element's id; Slack makes one up where there is none."""
        return str(self.element.get("action_id") or f"{self.block['block_id']}-action")

    @property
    def block_id(self) -> str:
        """The block's id."""
        return str(self.block["block_id"])

    @property
    def silent(self) -> bool:
        """Whether using it tells the app nothing yet: an input that does not dispatch."""
        return self.block["type"] == "input" and not self.block.get("dispatch_action")


def controls(blocks: list[Json]) -> Iterator[Control]:
    """Yield every interactive element."""
    for block in blocks:
        inner = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
        for element in inner:
            if (
                isinstance(element, dict)
                and ("action_id" in element or element.get("type") == "button")
            ) or (isinstance(element, dict) and block["type"] in ("input", "actions")):
                yield Control(block, element)


def find(blocks: list[Json], action_id: str, block_id: str | None) -> Control:
    """Return the element a person means; LookupError if it is not there."""
    for control in controls(blocks):
        if control.action_id == action_id and block_id in (None, control.block_id):
            return control
    there = [control.action_id for control in controls(blocks)]
    raise LookupError(f"there is no {action_id!r} here, only {there}")


def value(control: Control, entry: Entry) -> Json:
    """Return what the element holds after this entry, as state.values and actions show it."""
    kind, element = control.type, control.element
    if kind == "button":
        return {"type": kind, "text": element["text"]} | {
            key: element[key] for key in ("value", "url", "style") if key in element
        }
    if kind in TYPED:
        return {"type": kind, "value": None if entry in (None, "") else str(entry)}
    if kind in PICKED:
        return {"type": kind, PICKED[kind]: entry}
    return {"type": kind} | _chosen(control, entry)


def _chosen(control: Control, entry: Entry) -> Json:
    kind = control.type
    single = kind.removeprefix("multi_")
    many = [] if entry is None else [entry] if isinstance(entry, str | int) else list(entry)
    if single in LISTED:
        what = LISTED[single]
        plural = {f"selected_{what}s": many}
        return plural if kind != single else {f"selected_{what}": entry}
    options = [_option(control, str(wanted)) for wanted in many]
    if kind == "checkboxes" or kind != single:
        return {"selected_options": options}
    return {"selected_option": options[0] if options else None}


def at_first(control: Control) -> Json | None:
    """Return what an element holds before anybody touched it; None for mere buttons."""
    if control.type in ("button", "overflow", "workflow_button"):
        return None
    empty = value(control, None)
    given, key = INITIAL.get(control.type, ("", ""))
    if given in control.element:
        return empty | {key: control.element[given]}
    return empty


def fill(filled: Json, control: Control, entry: Entry) -> Json:
    """Note in `filled` what a person entered, if it stays; return what the element holds."""
    held = value(control, entry)
    if at_first(control) is not None:
        filled.setdefault(control.block_id, {})[control.action_id] = held
    return held


def fill_all(filled: Json, blocks: list[Json], entries: Mapping[str, Entry]) -> None:
    """Note entries by block id or action id; LookupError if there is no such element."""
    left = dict(entries)
    for control in controls(blocks):
        for key in {control.action_id, control.block_id} & left.keys():
            fill(filled, control, left.pop(key))
    if left:
        raise LookupError(f"there is nothing to fill in for {sorted(left)}")


def values(blocks: list[Json], filled: Json) -> Json:
    """Return state.values: what was filled in, and what stood there at first."""
    shown: Json = {}
    for control in controls(blocks):
        held = filled.get(control.block_id, {}).get(control.action_id) or at_first(control)
        if held is not None:
            shown.setdefault(control.block_id, {})[control.action_id] = held
    return shown


def complaints(blocks: list[Json], shown: Json) -> Json:
    """Return what Slack's own window says of inputs not filled in rightly, by block id."""
    return {
        control.block_id: words
        for control in controls(blocks)
        if control.block["type"] == "input"
        and (words := _complaint(control, shown[control.block_id][control.action_id]))
    }


def _complaint(control: Control, held: Json) -> str:
    if not any(inner for key, inner in held.items() if key != "type"):
        return "" if control.block.get("optional") else "Please complete this required field."
    written = str(held.get("value", "")) if control.type == "plain_text_input" else ""
    least, most = control.element.get("min_length", 0), control.element.get("max_length", 3000)
    if written and not least <= len(written) <= most:
        return f"Please enter {least} to {most} characters."
    return ""


def action(control: Control, held: Json, moment: str) -> Json:
    """Return what stands in `actions` in a block_actions payload."""
    return {
        "action_id": control.action_id,
        "block_id": control.block_id,
        **held,
        "action_ts": moment,
    }


def _option(control: Control, wanted: str) -> Json:
    element = control.element
    groups = element.get("option_groups", ())
    offered = [*element.get("options", ()), *(o for g in groups for o in g["options"])]
    for option in offered:
        if option["value"] == wanted:
            return dict(option)
    if control.type.endswith("external_select"):
        return {"text": {"type": "plain_text", "text": wanted}, "value": wanted}
    there = [option["value"] for option in offered]
    raise LookupError(f"{control.action_id!r} offers {there}, not {wanted!r}")

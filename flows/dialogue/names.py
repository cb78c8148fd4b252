"""Names: the flow or the button that a typed line calls by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType
from flows.dialogue.reply import actions_by_label
from flows.language.phrasebook import WHY, bare, phrasebook

if TYPE_CHECKING:
    from flows.dialogue.turn import Turn


def named(turn: Turn) -> Action | None:
    """Find what a line names: *Why?* at a result, a flow, or what a button in sight says."""
    position, privacy = turn.position, turn.installation.privacy
    if position and position.kind == "outcome" and WHY in phrasebook().meaning(turn.action.text):
        return Action(ActionType.WHY)
    if flow := flow_named(turn):
        return flow
    unsure = turn.question is not None and position and turn.before.unsure_at == position.node
    for shown in (
        turn.replies.present(turn.session, privacy),
        *((turn.replies.steps.leads(position, privacy),) if position and unsure else ()),
        turn.replies.welcome(turn.session, privacy),
    ):
        if found := actions_by_label(shown).get(turn.normalized):
            return found
    return None


def flow_named(turn: Turn) -> Action | None:
    """Begin the flow whose title a line is; the one that is open goes on where it was."""
    flow = turn.replies.flow_titles.get(bare(turn.action.text))
    if flow is None:
        return None
    here = turn.replies.position(turn.before)
    is_open = here is not None and here.flow == flow
    return Action(ActionType.RESUME) if is_open else Action(ActionType.BEGIN, flow)

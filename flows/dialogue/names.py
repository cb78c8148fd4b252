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
    """Begin the flow that a line is a name of; the one that is open goes on where it was.

    The main flow's title asks a question, which is answered in short to whoever has nothing open.
    """
    said = bare(turn.action.text)
    flow = turn.replies.flow_names.get(said)
    if flow is None:
        return None
    here = turn.replies.position(turn.before)
    short = turn.replies.pack.about.short_answer
    if here is None and short and flow == turn.replies.system.main.id and said != bare(flow):
        return Action(ActionType.VERDICT)
    is_open = here is not None and here.flow == flow
    return Action(ActionType.RESUME) if is_open else Action(ActionType.BEGIN, flow)

"""Everything a person can do, one row each: whoever has to know reads this table."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from flows.dialogue import (
    card_actions,
    change_actions,
    flow_actions,
    local_actions,
    option_actions,
    person_actions,
    place_actions,
    small_talk_actions,
    text_handler,
    trust_actions,
    what_if_actions,
)
from flows.dialogue.action import ActionType as Type
from flows.dialogue.confirmations import decline_offer
from flows.dialogue.turn import ActionRow as Row
from flows.language.messages import say

if TYPE_CHECKING:
    from collections.abc import Mapping

_FLOW = (
    Row(
        Type.BEGIN,
        flow_actions.begin,
        typed=True,
        in_help=True,
        label=lambda: say().start,
        asked_first=True,
        changes=True,
        by_yes=True,
    ),
    Row(
        Type.RESUME,
        flow_actions.resume,
        typed=True,
        in_help=True,
        label=lambda: say().resume,
        changes=True,
    ),
    Row(Type.ANSWER, flow_actions.answer, changes=True, by_yes=True),
    Row(Type.ANSWER_ALL, flow_actions.answer_all, changes=True, by_yes=True),
    Row(
        Type.CHANGE,
        change_actions.change,
        typed=True,
        in_help=True,
        takes_text=True,
        changes=True,
        by_yes=True,
    ),
    Row(
        Type.ANSWERS,
        place_actions.answers,
        typed=True,
        in_help=True,
        label=lambda: say().where_you_are,
    ),
    Row(Type.VERDICT, place_actions.verdict, typed=True, in_help=True),
    Row(
        Type.SURE,
        place_actions.sure,
        typed=True,
        in_help=True,
        label=lambda: say().how_sure,
        general=True,
    ),
    Row(
        Type.BACK,
        flow_actions.back,
        typed=True,
        in_help=True,
        label=lambda: say().back,
        asked_first=True,
        changes=True,
        placed=True,
        by_yes=True,
        leaves_draft=True,
    ),
    Row(
        Type.RESTART,
        flow_actions.restart,
        typed=True,
        in_help=True,
        label=lambda: say().restart,
        asked_first=True,
        changes=True,
        placed=True,
        by_yes=True,
    ),
    Row(
        Type.STOP,
        flow_actions.stop,
        typed=True,
        in_help=True,
        label=lambda: say().stop,
        asked_first=True,
        changes=True,
        placed=True,
        by_yes=True,
        leaves_draft=True,
    ),
    Row(Type.WHY, what_if_actions.explain, typed=True),
    Row(Type.UNSURE, what_if_actions.unsure),
    Row(Type.SUPPOSE, what_if_actions.suppose),
    Row(Type.WHAT_IF, what_if_actions.what_if, typed=True, takes_text=True),
    Row(
        Type.NEXT,
        what_if_actions.next_step,
        typed=True,
        in_help=True,
        label=lambda: say().what_next,
    ),
    Row(
        Type.FLIPS,
        what_if_actions.flips,
        typed=True,
        in_help=True,
        label=lambda: say().what_would_change,
    ),
    Row(Type.DENY, flow_actions.deny),
    Row(Type.DECLINE, decline_offer),
)
_GENERAL = (
    Row(Type.SHOW, card_actions.show, storeless=True, general=True),
    Row(Type.WHOLE, card_actions.show, storeless=True, general=True),
    Row(Type.MORE, card_actions.more, typed=True, in_help=True),
    Row(
        Type.OPTIONS,
        option_actions.options,
        typed=True,
        in_help=True,
        label=lambda: say().options,
        storeless=True,
        general=True,
    ),
    Row(
        Type.COMPARE,
        option_actions.compare,
        typed=True,
        in_help=True,
        storeless=True,
        general=True,
    ),
    Row(Type.ASPECT, option_actions.aspect, storeless=True, general=True),
    Row(Type.COMPARE_ALL, option_actions.compare, storeless=True, general=True),
    Row(
        Type.TOPICS,
        card_actions.topics,
        typed=True,
        in_help=True,
        storeless=True,
    ),
    Row(
        Type.ABOUT,
        card_actions.about,
        typed=True,
        in_help=True,
        label=lambda: say().about,
        storeless=True,
    ),
    Row(
        Type.LOCAL,
        local_actions.local,
        typed=True,
        in_help=True,
        label=lambda: say().local_title,
        storeless=True,
        general=True,
        asks_people=True,
    ),
    Row(Type.HELP, card_actions.help_, typed=True, storeless=True),
    Row(Type.LOOK, card_actions.look),
    Row(
        Type.GREETING,
        small_talk_actions.greet,
        typed=True,
        takes_text=True,
    ),
    Row(Type.ASK, text_handler.ask, general=True),
)
_TRUST = tuple(
    Row(
        id_,
        handle,
        typed=True,
        in_help=id_ in {Type.PRIVACY, Type.KEPT},
        label=label,
        takes_text=id_ == Type.WRONG,
        storeless=True,
        general=True,
    )
    for id_, handle, label in (
        (Type.PRIVACY, trust_actions.privacy, lambda: say().who_sees),
        (Type.KEPT, trust_actions.kept, lambda: say().what_kept),
        (Type.AI, trust_actions.written_by, lambda: say().who_writes),
        (Type.AUTHOR, trust_actions.author, lambda: say().who_made),
        (Type.CANNOT, trust_actions.cannot, lambda: say().what_cannot),
        (Type.WRONG, trust_actions.wrong, None),
    )
)
_PERSON = (
    Row(
        Type.HUMAN,
        person_actions.human,
        typed=True,
        in_help=True,
        label=lambda: say().ask_person,
        asked_first=True,
        by_yes=True,
        asks_people=True,
    ),
    Row(Type.LEAVE, person_actions.leave),
    Row(Type.SEND, person_actions.send, changes=True),
    Row(Type.KEEP, person_actions.keep, changes=True),
    Row(
        Type.FORGET,
        person_actions.forget,
        typed=True,
        in_help=True,
        label=lambda: say().forget_me,
        asked_first=True,
        by_yes=True,
        forgets=True,
    ),
    Row(Type.FORGET_NOW, person_actions.forget_now, changes=True, forgets=True),
)

ACTIONS: Mapping[str, Row] = MappingProxyType(
    {row.id: row for row in (*_FLOW, *_GENERAL, *_TRUST, *_PERSON)}
)
"""Every action by its id."""

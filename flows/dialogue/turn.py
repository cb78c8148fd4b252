"""A turn: one request to decide on, with everything about it computed once; and its table."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from flows.dialogue.action import Action, Visibility
from flows.dialogue.local_replies import told_of, with_local
from flows.dialogue.parts import Choice
from flows.dialogue.reply import with_note
from flows.dialogue.result import Audience, Result
from flows.language.messages import say
from flows.language.normalize import normal
from flows.model.subject import ALL, NOTHING, read_subject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flows.dialogue.replies import Replies
    from flows.dialogue.reply import Message
    from flows.dialogue.request import Request
    from flows.dialogue.session import Session
    from flows.machine.machine import Position
    from flows.model.flow import Flow, Question
    from flows.model.local import LocalFacts
    from flows.model.subject import Subject
    from flows.nlu.match import Match
    from flows.nlu.matcher import Matcher


class ActionRow(NamedTuple):
    """One action: what does it, and what everybody has to know about it.

    `typed` tells that phrases are listed for it in `words.yaml`, and `in_help` that help names
    it; `takes_text` hands it the line that was typed. `label` names the button that offers it.
    `asked_first` is offered to somebody who typed what only likely means it; the rest is done.
    `changes` makes sense only where it is remembered; `storeless` is answered in full without a
    store. `placed` means something only at the position that its button was drawn for. `general`
    is answered outside the own conversation as if nothing were open. `by_yes` may be done by a
    typed yes once it was asked about; the rest takes a press. `leaves_draft` leaves what was to be
    sent, and nothing else. `forgets` works whatever is stored, for anybody.
    `asks_people` leads to the people of a department.
    """

    id: str
    handle: Callable[[Turn], Result]
    typed: bool = False
    in_help: bool = False
    takes_text: bool = False
    label: Callable[[], str] | None = None
    asked_first: bool = False
    changes: bool = False
    storeless: bool = False
    placed: bool = False
    general: bool = False
    by_yes: bool = False
    leaves_draft: bool = False
    forgets: bool = False
    asks_people: bool = False

    @property
    def for_members(self) -> bool:
        """Whether guests and strangers are refused it: a session or a contact would be needed."""
        return (self.changes or self.asks_people) and not self.forgets


class Turn:
    """What a handler decides on.

    `before` is the session as it was, `pending` the code of what was asked back in it; `session`
    is the same with nothing asked back and no misses, which is what an action leaves unless it
    says otherwise.
    """

    def __init__(
        self,
        replies: Replies,
        matcher: Matcher,
        actions: Mapping[str, ActionRow],
        request: Request,
        session: Session,
    ) -> None:
        self.replies = replies
        self.matcher = matcher
        self.actions = actions
        self.request = request
        self.action = request.action
        self.installation = request.installation
        self.before = session
        self.pending = session.pending_action
        self.session = session
        if session.miss_count or session.pending_action:
            self.session = session._replace(miss_count=0, pending_action="")

    @cached_property
    def position(self) -> Position | None:
        """Where the session stands, unless it is stopped."""
        return self.replies.open(self.before)

    @cached_property
    def question(self) -> Question | None:
        """The open question."""
        return self.replies.question(self.before)

    @cached_property
    def match(self) -> Match:
        """What the text is understood as."""
        return self.matcher.match(self.action.text, self.question, self.subject, self._opening)

    @property
    def _opening(self) -> Flow | None:
        """The flow for which a line may tell a situation where nothing was ever opened."""
        private = self.request.visibility is Visibility.DIRECT and not self.request.external
        return self.replies.system.main if private and self.before.flow is None else None

    @cached_property
    def subject(self) -> Subject:
        """What was spoken of last, as far as it is there still."""
        pack, kept = self.replies.pack, read_subject(self.before.subject)
        if kept.options == (ALL,):
            kept = kept._replace(options=tuple(pack.options))
        gone = {*kept.cards} - pack.cards.keys() or {*kept.options} - pack.options.keys()
        if gone or kept.focus not in {"", *kept.options}:
            return NOTHING
        return pack.subject_of(*kept.cards, whole=kept.whole) if len(kept.cards) == 1 else kept

    @cached_property
    def normalized(self) -> str:
        """The text in the form in which phrases compare."""
        return normal(self.action.text)

    @cached_property
    def local(self) -> LocalFacts | None:
        """What the institution has filled in, as far as it may be shown here."""
        facts = self.installation.local
        public = self.request.visibility is Visibility.PUBLIC
        return facts.without_contacts() if facts and public else facts

    @property
    def is_current(self) -> bool:
        """Whether a pressed button was drawn for where the session stands."""
        drawn = self.request.drawn_version
        return drawn is None or self.before.position_version <= drawn <= self.before.version

    def on(self, session: Session) -> Turn:
        """Decide on the same request with another session."""
        return Turn(self.replies, self.matcher, self.actions, self.request, session)

    def do(self, action: Action, session: Session | None = None) -> Result:
        """Do another action instead, as the one that was meant."""
        request = self.request._replace(action=action, drawn_version=None)
        before = self.session if session is None else session
        turn = Turn(self.replies, self.matcher, self.actions, request, before)
        turn.pending = self.pending
        return self.actions[action.type].handle(turn)

    def show(self, session: Session | None = None, note: str = "") -> Result:
        """Show where a session stands."""
        session = self.session if session is None else session
        shown = self._with_local(session, self.replies.present(session, self.installation.privacy))
        shown = with_note(note, shown) if note else shown
        return Result(session, shown, self._audience(session))

    def welcome(self, session: Session | None = None) -> Result:
        """Say what this is, and what of it is open."""
        session = self.session if session is None else session
        return Result(session, self.replies.welcome(session, self.installation.privacy))

    def older(self) -> Result:
        """Answer a press on what is gone: say where somebody is."""
        return self.show(note=say().older)

    def reply(self, message: Message, session: Session | None = None, title: str = "") -> Result:
        """Say something, then come back to the open question, or to the result."""
        session = self.session if session is None else session
        privacy = self.installation.privacy
        asks = self.replies.question(session) is not None
        said = self.replies.and_ask(session, privacy, message, title)
        return Result(session, said, Audience.DIRECT if asks else Audience.HERE)

    def remark(self, message: Message, session: Session | None = None) -> Result:
        """Say something short; the open question, or the result, is one press away."""
        session = self.session if session is None else session
        asks = self.replies.question(session) is not None
        said = self.replies.and_back(session, message)
        return Result(session, said, Audience.DIRECT if asks else Audience.HERE)

    def offer(self, action_id: str) -> Choice | None:
        """Offer an action by its row's label; None where it has none."""
        label = self.actions[action_id].label
        return Choice(label(), Action(action_id)) if label else None

    def _with_local(self, session: Session, shown: Message) -> Message:
        """Say under a result what the institution has of the option that it leads to."""
        pack, here = self.replies.pack, self.replies.open(session)
        if here is None or here.kind != "outcome":
            return shown
        first = pack.flows[here.flow].outcomes[here.node].cards[:1]
        for option in (told_of(pack, card) for card in first):
            if option in pack.options:
                shown = with_local(shown, pack, self.local, option, self.installation.today)
        return shown

    def _audience(self, session: Session) -> Audience:
        return Audience.DIRECT if self.replies.is_open(session) else Audience.HERE

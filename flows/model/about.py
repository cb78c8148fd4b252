"""About: what a pack is called, what it doesn't answer, and who looks after it; `pack.yaml`."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from flows.model.source import Day, Frozen, Id, Name, Plain, Words

_COMMAND = re.compile(r"/[a-z0-9_-]{1,31}")


def _command(text: str) -> str:
    if not _COMMAND.fullmatch(text):
        raise ValueError(
            f"{text} can't be a command; write / and up to 31 of a-z, 0-9, _ and -, as in /meded"
        )
    return text


Line = Annotated[Plain, StringConstraints(max_length=300)]
"""One or two sentences that are said as they stand."""

Label = Annotated[Plain, StringConstraints(max_length=75)]
"""What a button can hold."""


class About(Frozen):
    """What `pack.yaml` holds.

    - `id` names the pack in settings and commands; `name` is the app's in Slack, `command` its
      slash command, such as /meded, and `description` the line that Slack shows with both.
    - `language` is that of everything in the folder; so far there is English, `en`.
    - `main` is the flow that *Start* opens.
    - `choose`, if it is there, is the flow that helps to choose among the options, and
      `compare_note` a line that stands below options side by side; `example` is two of them that
      the welcome offers to compare, and `example_label` what that is called there.
    - `questions`, if they are there, are questions to press when several lines in a row were not
      understood, each by the card that answers it.
    - `cannot`, if it is there, says what the document doesn't hold, or the guide can't do with it.
    - `hello` introduces the guide where everybody reads, in a channel.
    - `not_answered` is said when a question isn't answered, and what is answered instead.
    - `ask_instead` says whom to ask where no person is set up to pass questions to.
    - `otherwise`, if it is there, says what to do when nobody replies to a question that was
      passed on, as in “ask at the desk.”; else `ask_instead` does.
    - `short_answer`, if it is there, is the card that answers the main flow's title in short, for
      somebody who has answered nothing yet.
    - `how_sure`, if it is there, is a claim with its marks: how far results can be relied on; and
      `evidence` the card that goes on from it.
    - `privacy_note` ends the line that says who sees what is typed.
    - `urgent`, if it is there, is said in place of the general line when a life or somebody's
      safety is in danger: numbers to call, for the people whom this pack is for.
    - `reviewed_on` is the day on which somebody last compared the pack with its document, and
      `review_every` the days after which it is time to do so again.
    """

    id: Id
    name: Annotated[Plain, StringConstraints(max_length=35)]
    command: Annotated[str, AfterValidator(_command), Field(examples=["/word"])]
    description: Annotated[Plain, StringConstraints(max_length=100)]
    language: Literal["en"]
    main: Name
    choose: Name | None = None
    compare_note: Line | None = None
    example: tuple[Name, ...] = ()
    example_label: Label | None = None
    questions: dict[Id, Label] = Field(default_factory=dict)
    cannot: Line | None = None
    hello: Line
    not_answered: Line
    ask_instead: Line
    otherwise: Line | None = None
    short_answer: Id | None = None
    how_sure: Annotated[Words, StringConstraints(max_length=300)] | None = None
    evidence: Id | None = None
    privacy_note: Annotated[Plain, StringConstraints(max_length=150)]
    urgent: Annotated[Plain, StringConstraints(max_length=600)] | None = None
    reviewed_on: Day
    review_every: Annotated[int, Field(ge=30, le=3650, examples=[365])]

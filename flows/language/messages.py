"""What the guide says whatever the document: `messages.yaml`, typed, its braces checked."""

from __future__ import annotations

from functools import cache
from string import Formatter
from typing import Annotated

from pydantic import AfterValidator

from flows.language.files import LANGUAGE
from flows.model.issue import BrokenPackError
from flows.model.source import Frozen, Words
from flows.pack.reader import PackReader

FILE = "messages.yaml"


def _with(*names: str) -> AfterValidator:
    """Check that a sentence has exactly these names in braces."""

    def check(text: str) -> str:
        try:
            found = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        except ValueError:
            found = {""}
        if found != set(names):
            wanted = ", ".join(f"{{{name}}}" for name in names) or "no braces"
            raise ValueError(f"needs {wanted}; mend the braces")
        return text

    return AfterValidator(check)


Plain = Annotated[Words, _with()]


class Messages(Frozen):
    """Every sentence and label, by name; what is in braces is filled in with `format`."""

    # Buttons and titles
    about: Plain
    add_option: Plain
    all_about: Plain
    all_aspects: Plain
    ask_again: Plain
    ask_person: Plain
    back: Plain
    back_to_question: Plain
    back_to_result: Plain
    behind_result: Plain
    change: Plain
    change_named: Annotated[Words, _with("name")]
    compare: Plain
    dont_send: Plain
    forget_me: Plain
    keep_it: Plain
    make_it: Annotated[Words, _with("label")]
    more: Plain
    more_on: Annotated[Words, _with("title")]
    not_sure: Plain
    one_by_one: Plain
    options: Plain
    pick_option: Plain
    pick_topic: Plain
    preview: Plain
    restart: Plain
    resume: Plain
    see_result: Plain
    send: Plain
    send_authors: Plain
    start: Plain
    stop: Plain
    suppose: Annotated[Words, _with("label")]
    suppose_no: Plain
    suppose_yes: Plain
    take: Plain
    take_all: Plain
    to_questions: Plain
    topics: Plain
    try_again: Plain
    undo: Plain
    who_writes: Plain
    why: Plain
    yes_forget: Plain
    what_kept: Plain
    who_made: Plain
    who_sees: Plain
    write_anew: Plain

    # Welcome, help, about
    about_document: Annotated[Words, _with("title", "publisher")]
    externals: Plain
    hello: Plain
    help_words: Annotated[Words, _with("words")]
    offer: Annotated[Words, _with("intro")]
    open_here: Annotated[Words, _with("where")]
    open_other: Annotated[Words, _with("title", "where")]
    privacy_external: Plain
    privacy_local: Annotated[Words, _with("days", "note")]
    privacy_slack: Annotated[Words, _with("days", "note")]
    source: Annotated[Words, _with("sections", "publisher", "date")]
    source_more: Annotated[Words, _with("sections")]
    source_ours: Plain
    source_places: Annotated[Words, _with("places")]
    type_question: Plain
    your_result: Plain
    about_check: Plain

    # Trust
    ai: Plain
    ai_learns: Plain
    author: Annotated[Words, _with("publisher", "date", "author")]
    author_guide: Plain
    cannot: Plain
    kept_typed: Plain
    kept_what: Annotated[Words, _with("days")]
    privacy_channel: Plain
    privacy_sent: Plain
    wrong: Plain
    wrong_send: Plain

    # The flow
    ahead: Annotated[Words, _with("answers")]
    answer_next: Plain
    answered_too: Annotated[Words, _with("titles")]
    at_result: Plain
    because: Annotated[Words, _with("reason")]
    behind: Annotated[Words, _with("verdict")]
    change_to: Annotated[Words, _with("name", "label")]
    changed: Annotated[Words, _with("name", "label")]
    first_question: Plain
    flip: Annotated[Words, _with("label", "name", "lead")]
    flips: Annotated[Words, _with("verdict")]
    how_sure: Plain
    if_answered: Annotated[Words, _with("label", "name")]
    later_questions: Annotated[Words, _with("names")]
    leads: Plain
    most_questions: Annotated[Words, _with("count", "names")]
    nothing_asked: Plain
    next_question: Annotated[Words, _with("name")]
    next_step: Annotated[Words, _with("step")]
    nothing_answered: Plain
    older: Plain
    open_already: Plain
    open_question: Annotated[Words, _with("name")]
    or_: Plain
    other_answers: Plain
    other_part: Annotated[Words, _with("parts")]
    outdated: Plain
    pick_answer: Plain
    pick_supposed: Plain
    press_instead: Plain
    question_number: Annotated[Words, _with("number", "most")]
    question_number_at_most: Annotated[Words, _with("number", "most")]
    read_as: Annotated[Words, _with("label")]
    result: Annotated[Words, _with("verdict")]
    saved_so: Annotated[Words, _with("label", "name")]
    started_again: Plain
    still_open: Plain
    still_unsure: Plain
    suppose_alone: Plain
    supposed: Annotated[Words, _with("label", "name")]
    supposed_elsewhere: Annotated[Words, _with("name")]
    take_as: Annotated[Words, _with("label")]
    take_these: Plain
    taken_back: Annotated[Words, _with("name")]
    taken_for: Annotated[Words, _with("label", "name")]
    tensions: Plain
    unsure_leads: Plain
    verdict_after: Annotated[Words, _with("count")]
    verdict_last: Plain
    what_changes: Annotated[Words, _with("condition")]
    what_cannot: Plain
    what_if: Annotated[Words, _with("label", "name")]
    what_next: Plain
    what_would_change: Plain
    where_you_are: Plain
    which_meant: Plain
    would_change: Plain
    would_follow: Plain
    you_had_said: Annotated[Words, _with("label")]
    your_answers: Plain

    # Topics and what is not answered
    first_three: Plain
    have_this: Plain
    own_line: Plain
    in_english: Plain
    rude: Plain
    rude_again: Plain
    all_told: Annotated[Words, _with("title")]
    topic_count: Annotated[Words, _with("count")]
    which_one: Plain
    which_topic: Plain
    ask_these: Annotated[Words, _with("kinds")]

    # Options and what is asked of them
    also_says: Plain
    aspect: Plain
    aspect_of: Annotated[Words, _with("option", "aspect")]
    does_say: Plain
    most_compared: Annotated[Words, _with("count")]
    no_ranking: Plain
    not_stated: Plain
    nothing_to_compare: Plain
    option_count: Annotated[Words, _with("count")]
    pulls_two_ways: Annotated[Words, _with("tension")]
    not_said_enough: Annotated[Words, _with("option", "main")]
    seen_beside: Plain
    silent_options: Annotated[Words, _with("options")]
    silent_rows: Annotated[Words, _with("aspects")]
    versus: Annotated[str, _with()]
    which_options: Plain
    which_other: Annotated[Words, _with("option")]

    # The institution's own facts
    local_below: Annotated[Words, _with("what", "month")]
    local_checked: Annotated[Words, _with("month")]
    local_contact: Annotated[Words, _with("contact")]
    local_cost: Annotated[Words, _with("cost")]
    local_funding: Plain
    local_intro: Plain
    local_length: Annotated[Words, _with("length")]
    local_link: Annotated[Words, _with("host")]
    local_named: Annotated[Words, _with("what", "name")]
    local_next: Annotated[Words, _with("date")]
    local_nothing: Annotated[Words, _with("instead")]
    local_person: Plain
    local_support: Plain
    local_title: Plain

    # A person, the authors
    channel_private: Annotated[Words, _with("name", "members")]
    channel_public: Annotated[Words, _with("name", "members")]
    draft: Plain
    draft_field: Plain
    draft_missing: Plain
    draft_note: Plain
    goes_to: Annotated[Words, _with("where", "short")]
    goes_to_short: Annotated[Words, _with("limit")]
    keeping: Plain
    kept: Plain
    maybe_unsent: Plain
    members: Annotated[Words, _with("count")]
    nobody: Annotated[Words, _with("instead")]
    not_kept: Plain
    not_sent: Plain
    see_there: Plain
    sending: Annotated[Words, _with("name")]
    sent: Annotated[Words, _with("name")]
    unpressed: Plain
    unsent: Annotated[Words, _with("otherwise")]
    unwritten: Plain
    who_replies: Annotated[Words, _with("who", "otherwise")]
    asks_you: Annotated[Words, _with("user")]
    identifiers: Annotated[Words, _with("kinds")]

    # Stop and forget
    answers_kept: Plain
    dropped: Plain
    forget_sure: Plain
    forgotten: Plain
    log_holds: Annotated[Words, _with("hours")]
    log_unknown: Plain
    messages_go: Plain
    messages_held: Plain
    not_ours: Plain
    press_button: Plain
    restart_sure: Plain
    some_left: Plain
    stopped: Plain
    did_you_mean: Annotated[Words, _with("label")]
    unsaved: Plain
    nothing_kept: Plain

    # Small talk, danger and strain
    goodbye: Plain
    thanks: Plain
    danger: Plain
    danger_alone: Plain
    danger_here: Annotated[Words, _with("contact")]
    seen_by_others: Plain
    strain: Plain
    strain_alone: Plain
    strain_anywhere: Plain
    strain_here: Annotated[Words, _with("contact")]
    strain_question: Plain
    pause: Plain
    how_are_you: Plain
    compliment: Plain
    sorry: Plain
    laughing: Plain
    understood: Plain
    remark: Plain
    in_passing: Plain
    remark_unknown: Plain
    cannot_tell: Plain

    # In Slack, and in the terminal
    asks_in_dm: Annotated[Words, _with("link")]
    in_thread: Plain
    invite: Plain
    open_it: Plain
    close: Plain
    otherwise: Plain
    choices_count: Annotated[Words, _with("count")]


@cache
def say() -> Messages:
    """Read the sentences; raises `BrokenPackError` with every issue of the file."""
    reader = PackReader(LANGUAGE)
    found, _ = reader.model(FILE, Messages)
    if found is None:
        raise BrokenPackError("language/en", reader.issues)
    return found

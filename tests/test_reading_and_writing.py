"""What is read and written as text: figures, entities, button codes, sessions, keys."""

from __future__ import annotations

import fnmatch
import json
import timeit
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.slack.blocks import version_of
from bot.slack.mrkdwn import escaped
from bot.slack.payloads import plain
from bot.store.keys import Keys
from flows.dialogue.action import Action, ActionType, read_action
from flows.dialogue.request import Person
from flows.dialogue.session import EVENTS, Session, load_session
from flows.model.claim import read_claim
from flows.model.figures import figures
from flows.nlu.features import words

if TYPE_CHECKING:
    from collections.abc import Callable

ids = st.from_regex(r"[a-z][a-z0-9]{0,8}(_[a-z0-9]{1,5}){0,2}", fullmatch=True)
marks = st.from_regex(r"[A-Za-z0-9_-]{7}", fullmatch=True)
numbers = st.integers(0, 10**7)
sessions = st.builds(
    Session,
    version=numbers,
    position_version=numbers,
    flow=st.none() | ids,
    paused=st.booleans(),
    miss_count=st.integers(0, 99),
    answers=st.dictionaries(ids, st.dictionaries(ids, ids, max_size=3), max_size=2),
    event_digests=st.lists(marks, max_size=EVENTS).map(tuple),
)


# Figures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$15,000–$50,000+ in tuition", {"$15000-50000+"}),
        ("60–80% of the value at 5–10 % of the pain", {"60-80%", "5-10%"}),
        ("10 to 15 hours", {"10-15"}),
        ("1.5 years, or 2", {"1.5", "2"}),
        ("20 percent", {"20%"}),
        ("none at all", set()),
    ],
)
def test_figures_are_read_however_they_are_written(text: str, found: set[str]) -> None:
    assert figures(text) == found


@given(low=numbers, more=numbers, dollar=st.booleans(), percent=st.booleans())
def test_a_range_is_one_figure_whatever_its_dash(
    low: int, more: int, *, dollar: bool, percent: bool
) -> None:
    sign, unit, high = "$" if dollar else "", "%" if percent else "", low + more
    expected = {f"{sign}{low}-{high}{unit}"}
    for dash in ("-", "–", "—", " to ", " – "):
        assert figures(f"about {sign}{low:,}{dash}{sign}{high:,}{unit} so") == expected


@given(st.text())
def test_figures_never_fail(text: str) -> None:
    assert all(any(char.isdigit() for char in figure) for figure in figures(text))


@given(words=st.from_regex(r"[A-Za-z ,.]{1,30}[A-Za-z.]", fullmatch=True), facts=st.lists(ids))
def test_a_claim_loses_its_marks_and_keeps_its_words(words: str, facts: list[str]) -> None:
    claim = read_claim(words + "".join(f" [^{fact}]" for fact in facts))
    assert claim.text == " ".join(words.split())
    assert claim.facts == tuple(facts)


# Slack's entities


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<@U0BOT> red flags", "red flags"),
        ("<@U0BOT|meded> red flags", "meded red flags"),
        ("see <https://x.test|this page>", "see this page"),
        ("see <https://jhu.edu/meded>, please", "see https://jhu.edu/meded, please"),
        ("<mailto:rosa@x.test|rosa@x.test> <tel:+15550100>", "rosa@x.test tel:+15550100"),
        ("ask in <#C0ROUNDS|rounds> or <#C0PRIVATE|>", "ask in rounds or"),
        ("<!date^1700000000^{date} at {time}|Tuesday> it is", "Tuesday it is"),
        ("<!channel> hello", "hello"),
        ("<!here|here>", "here"),
        ("is 5 &lt; 6 &amp; 7 &gt; 6?", "is 5 < 6 & 7 > 6?"),
        ("&lt;@U0BOT&gt; as typed", "<@U0BOT> as typed"),
        ("<3 yrs & >2 options, <a|b>, <see: below>", "<3 yrs & >2 options, <a|b>, <see: below>"),
        ("", ""),
    ],
)
def test_entities_go_and_words_stay(typed: str, read: str) -> None:
    assert plain(typed).split() == read.split()


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("I want <3 yrs & >2 options", "i want 3 yrs 2 options"),
        ("weigh <# of years> and <note: the cost>", "weigh of years and note the cost"),
        ("<@U0BOT> and <https://x.test|this page>", "and this page"),
    ],
)
def test_words_between_angles_are_heard(typed: str, heard: str) -> None:
    assert words(typed) == heard.split()


@pytest.mark.parametrize("read", [plain, words])
@pytest.mark.parametrize("piece", ["<", "<@", "<a|", "<!date^", "<a:|", "<a"])
def test_half_entities_take_no_time(read: Callable[[str], object], piece: str) -> None:
    assert min(timeit.repeat(lambda: read(piece * 40_000), number=1, repeat=3)) < 0.05


@given(st.text())
def test_stripping_entities_never_fails(text: str) -> None:
    assert plain(text) == plain(text).strip()


@given(st.from_regex(r"(<(@U|!|#C)[A-Za-z^]{1,9}>\s?){1,4}", fullmatch=True))
def test_nothing_is_left_of_mentions_alone(text: str) -> None:
    assert plain(text) == ""


@given(st.text())
@example("<!channel> <@U0RESIDENT> <https://x.test|x>")
def test_what_is_drawn_opens_no_entity_and_reads_back_the_same(text: str) -> None:
    assert "<" not in escaped(text)
    assert ">" not in escaped(text)
    assert plain(escaped(text)) == text.strip()


@given(st.text())
def test_a_block_id_of_any_form_gives_a_version_or_none(text: str) -> None:
    found = version_of(text)
    assert found is None or found >= 0


@given(numbers)
def test_a_version_stands_on_its_block(version: int) -> None:
    assert version_of(f"step3@{version}") == version


# Buttons


lines = st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=200)


@given(st.sampled_from(ActionType), lines, st.text(st.characters(codec="utf-8"), max_size=200))
def test_a_move_reads_back_from_its_button(action_type: ActionType, target: str, text: str) -> None:
    assert read_action(Action(action_type, target, text).value) == Action(action_type, target, text)


@given(st.text())
def test_any_button_at_all_is_some_move(value: str) -> None:
    action = read_action(value)
    assert value.startswith(action.type) or action.type == "nonsense"


def test_typed_text_never_stands_in_an_id() -> None:
    assert "secret" not in Action(ActionType.HUMAN, text="a secret").code


# Sessions


@given(sessions)
def test_a_session_reads_back_as_it_was(session: Session) -> None:
    assert load_session(session.dump().encode()) == session


@given(sessions)
def test_a_session_is_written_in_one_way_only(session: Session) -> None:
    again = load_session(session.dump().encode())
    assert again.dump() == session.dump()
    assert "\n" not in session.dump()


@given(st.binary())
@example(b"")
@example(b"null")
@example(b"7")
@example(b"[]")
@example(b'{"v":1}')
@example(b'{"v":1,"m":1,"e":5}')
@example(b'{"v":1,"m":1,"e":"","a":5}')
@example(b'{"v":1,"m":1,"e":"","a":{"decide":7}}')
@example(b'{"v":"x","m":1,"e":""}')
@example(b"\xff\xfe")
@example(b'{"v":Infinity,"m":1,"e":""}')
@example(b"[" * 5000)
def test_what_is_no_session_is_called_one_never(raw: bytes) -> None:
    try:
        session = load_session(raw)
    except ValueError:
        return
    assert load_session(session.dump().encode()) == session


_KEPT = {"v": 1, "m": 1, "f": "decide", "p": 1, "n": 1, "q": "human", "e": ""}
_NEVER: list[object] = [None, 1.5, True, ["x"], [["x", "y"]], {"x": 1}]
_EMPTY: list[object] = [False, 0, [], {}]


@pytest.mark.parametrize(
    "wrong",
    [
        *({name: value} for name in "vmpn" for value in (*_NEVER, "1")),
        *({name: value} for name in "qe" for value in (*_NEVER, 1)),
        *({"f": value} for value in (*_NEVER[1:], *_EMPTY)),
        *({"a": value} for value in (*_NEVER, 1, "x")),
        *({"a": {"decide": value}} for value in (*_NEVER, 1, "x")),
        *({"a": {"decide": {"identity": value}}} for value in (*_NEVER, 1)),
    ],
    ids=str,
)
def test_a_value_of_a_wrong_type_makes_no_session(wrong: dict[str, object]) -> None:
    assert load_session(json.dumps(_KEPT).encode()).flow == "decide"
    with pytest.raises(ValueError, match="no session"):
        load_session(json.dumps(_KEPT | wrong).encode())


@given(sessions, marks)
def test_an_accepted_move_is_one_version_on_and_marked(session: Session, mark: str) -> None:
    after = session.accepted(mark)
    assert after.version == session.version + 1
    assert after.event_digests[-1] == mark
    assert len(after.event_digests) <= EVENTS
    assert (after.flow, after.answers, after.position_version) == (
        session.flow,
        session.answers,
        session.position_version,
    )


# Keys


people = st.text(st.characters(codec="utf-8", exclude_characters="{}:"), min_size=1, max_size=12)


@given(home=people, user=people)
def test_keys_of_one_person_share_one_hash_tag(home: str, user: str) -> None:
    for key in Keys("meded").of(Person(home, user)):
        assert key.startswith("meded:{" + f"{home}:{user}" + "}:")


def test_the_pattern_of_somebody_named_like_a_pattern_finds_nobody_else() -> None:
    pattern = Keys("meded").all_of("U*", "T?")
    assert not fnmatch.fnmatchcase(Keys("meded").session(Person("T1", "U1")), pattern)

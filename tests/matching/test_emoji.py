"""Emoji by the names that Slack sends for them: they mean what the characters mean."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.language.emoji import FILE, LISTED, emoji
from flows.language.files import LANGUAGE
from flows.language.normalize import fold
from flows.language.phrasebook import bare, replies
from flows.nlu.features import words
from flows.pack.reader import PackReader

if TYPE_CHECKING:
    from flows.model.flow import Question
    from flows.nlu.matcher import Matcher

# What Slack's own list of emoji says of these, where it isn't plain.
SLACK = {
    "+1": "👍", "-1": "👎", "ok_hand": "👌", "white_check_mark": "✅", "x": "❌", "100": "💯",
    "thinking_face": "🤔", "shrug": "🤷", "confused": "😕", "slightly_smiling_face": "🙂",
    "raised_hands": "🙌", "melting_face": "🫠", "heart": "❤", "skull": "💀", "hocho": "🔪",
    "heavy_check_mark": "✔", "grey_question": "❔", "smile": "😄", "sos": "🆘", "one": "1️⃣",
}  # fmt: skip
SIGNS = st.sampled_from(sorted({**SLACK, **emoji()}.items()))
WORDS = st.sampled_from(["yes", "no", "not sure", "thanks", "how long is it?", "k", "10:30", "…"])
UNKNOWN = [":partyparrot:", ":blob-wave:", ":our_logo2:", ":了解:", ":flag-us:", ":skin-tone-3:"]


@pytest.mark.parametrize(("name", "sign"), SLACK.items())
def test_a_name_is_the_character(name: str, sign: str) -> None:
    assert fold(f":{name}:") == fold(sign)
    assert fold(f":{name.upper()}:") == fold(sign)


@given(st.lists(st.one_of(WORDS.map(lambda word: (word, word)), SIGNS), min_size=1))
def test_a_line_with_names_reads_like_the_line_with_characters(
    said: list[tuple[str, str]],
) -> None:
    named = " ".join(text if text == sign else f":{text}:" for text, sign in said)
    assert fold(named) == fold(" ".join(sign for _, sign in said))


@given(st.lists(SIGNS, min_size=1), st.integers(2, 6))
def test_names_may_touch_each_other_and_have_any_skin(
    said: list[tuple[str, str]], tone: int
) -> None:
    named = "".join(f":{name}::skin-tone-{tone}:" for name, _ in said)
    assert fold(named) == fold("".join(sign for _, sign in said))


@given(st.text(alphabet=":ab1+_-x 👍", max_size=30))
def test_what_was_folded_once_folds_to_the_same(text: str) -> None:
    assert bare(fold(text)) == bare(text)


@pytest.mark.parametrize("line", ["yes:tada:", ":tada:yes"])
def test_a_name_may_touch_a_word(line: str) -> None:
    assert sorted(bare(line)) == ["yes", "🎉"]


@pytest.mark.parametrize("unknown", UNKNOWN)
def test_a_name_that_somebody_made_up_says_nothing(
    matcher: Matcher, questions: dict[str, Question], unknown: str
) -> None:
    question = questions["identity"]
    assert words(unknown) == []
    assert matcher.match(unknown).kind == "none"
    assert matcher.match(unknown * 3, question).kind == "none"
    assert matcher.match(f"yes {unknown}", question) == matcher.match("yes", question)


@pytest.mark.parametrize(
    "text",
    [
        *("10:30:45", "at 10:30:45.", "1:100:3", "a:b:c", "x:ok:y", "fe:ed:be:ef", "3:1", ":30:"),
        *("is it :", "note: this: that", "::", ":::", "16:100:", "a:x:", "Q:cost:time", "C:\\x:y"),
    ],
)
def test_a_time_or_a_ratio_is_no_emoji(text: str) -> None:
    assert fold(text) == text.casefold()


@pytest.mark.parametrize(
    ("meaning", "kind"),
    [("yes", "answer"), ("no", "answer"), ("unsure", "answer"), ("ask_yes", "confirm")],
)
def test_a_listed_emoji_answers_by_its_name(
    matcher: Matcher, questions: dict[str, Question], meaning: str, kind: str
) -> None:
    listed = {bare(phrase) for phrase in replies()["signs"][meaning]}
    named = [name for name, sign in emoji().items() if bare(sign) in listed - {()}]
    assert named
    for name in named:
        match = matcher.match(f":{name}:", questions["identity"])
        assert (match.kind, match.id) == (kind, meaning.removeprefix("ask_"))


@pytest.mark.parametrize("sign", ["🔪", "🔫", "💊", "💀", "⚰", "🩸", "💔"])
def test_a_name_alone_is_no_more_danger_than_the_character(matcher: Matcher, sign: str) -> None:
    named = [name for name, listed in emoji().items() if listed == sign]
    for name in (*named, {"💊": "pill", "⚰": "coffin", "🩸": "drop_of_blood"}.get(sign, "hocho")):
        assert matcher.match(f":{name}:") == matcher.match(sign)


def test_danger_is_heard_beside_a_name(matcher: Matcher) -> None:
    assert matcher.match("I want to die :slightly_smiling_face:").kind == "danger"
    assert matcher.match(":partyparrot: I want to die").kind == "danger"


def test_no_name_is_listed_twice() -> None:
    listed, _ = PackReader(LANGUAGE).model(FILE, LISTED)
    often = Counter(chain.from_iterable((listed or {}).values()))
    assert [name for name, times in often.items() if times > 1] == []

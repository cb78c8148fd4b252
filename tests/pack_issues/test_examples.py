"""Examples that teach nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.check.load import load

if TYPE_CHECKING:
    from tests.pack_issues.pack_folder import PackFolder

ASKED = "examples/red-flags.yaml"
REPLIES = "examples/decide/support.yaml"


@pytest.mark.parametrize(
    ("file", "text", "line", "pattern"),
    [
        (
            "examples/red-flag.yaml",
            "me: {direct: [oh]}",
            0,
            r"no card red-flag; do you mean red-fl",
        ),
        ("examples/decid/support.yaml", "yes: {me: [oh]}", 0, r"no flow decid; .*decide"),
        ("examples/decide/suport.yaml", "yes: {me: [oh]}", 0, r"no question suport; .*support"),
        (REPLIES, "other: {me: [oh]}\nyess: {me: [ah]}", 2, r"no answer yess; do you mean yes\?"),
        (ASKED, "me: {direct: []}", 0, r"has no line; add some under an author"),
        (ASKED, "", 0, r"has no line; add some under an author"),
        ("examples/none.yaml", "", 0, r"has no line"),
        (REPLIES, "", 0, r"has no line; add some under an answer"),
        (ASKED, "me: {far: [a]}", 1, r"me, far should be direct or indirect"),
        ("examples/none.yaml", "me: {direct: [a]}", 1, r"me, direct should be near or far"),
        (
            ASKED,
            "me:\n  direct:\n  - b\n  - Tell me ABOUT funding!",
            4,
            r"“Tell me ABOUT funding!” stands for funding already, at examples/funding.yaml:1;",
        ),
        (
            REPLIES,
            "yes: {me: [oh, ah]}\nno:\n  me:\n  - er\n  you:\n  - Ah!",
            6,
            r"“Ah!” stands for yes already, at examples/decide/support.yaml:1; keep one",
        ),
    ],
)
def test_examples_that_teach_nothing(
    pack: PackFolder, file: str, text: str, line: int, pattern: str
) -> None:
    (pack.path / file).parent.mkdir(exist_ok=True)
    (pack.path / file).write_text(f"{text}\n", encoding="utf-8")
    pack.says(file, line, pattern)


def test_a_line_that_stands_twice_under_one_label_is_no_issue(pack: PackFolder) -> None:
    (pack.path / ASKED).write_text("me: {direct: [hm, Hm?]}\n", encoding="utf-8")
    assert load(pack.path)

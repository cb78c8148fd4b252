"""The file of an institution: every fault with its line and mend, and nothing that harms."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from flows.check.local import overdue, unfilled
from flows.model.local import BESIDE
from flows.pack.local_file import AN_OPTION, KILOBYTES, MOST, LocalFile, read_local

OPTIONS = (
    *("masters", "faculty_development", "fellowship", "short_courses", "cross_registration"),
    *("certificate", "teaching_academy", "workshops", "online_courses", "lead_a_project"),
    "experience",
)
EXAMPLE = Path(__file__).parents[2] / "deploy/local.example.yaml"
ENTRY = "checked_on: 2026-11-04, valid_until: 2027-12-31"
SOUND = f"""person: {{name: Dana Reyes, {ENTRY}}}
options:
  fellowship:
    - name: Teaching Scholars
      link: https://hospital.example/scholars?a=1
      contact: scholars@hospital.example
      cost: free & open
      length: 9 months
      next_date: 2027-09-08
      owner: Lee Park
      checked_on: 2026-11-04
      valid_until: 2027-12-31
"""


def read(folder: Path, text: str | bytes) -> LocalFile:
    """Read a file of that text."""
    path = folder / "local.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_local(path, OPTIONS)


def test_the_example_is_sound_and_says_what_it_leaves_out() -> None:
    found = read_local(EXAMPLE, OPTIONS)
    assert found.issues == ()
    assert found.facts
    assert list(overdue(found, date(2026, 12, 1))) == []
    assert "fellowship" in unfilled(found.facts, OPTIONS)
    named = EXAMPLE.read_text(encoding="utf-8")
    assert all(re.search(rf"\b{option}\b", named) for option in OPTIONS)
    assert all(re.search(rf"^{name}:", named, re.MULTILINE) for name in BESIDE)


def test_everything_that_is_filled_in_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, SOUND)
    assert found.issues == ()
    assert found.facts
    (entry,) = found.facts.of("fellowship", date(2027, 12, 31))
    assert (entry.name, entry.cost, entry.length) == (
        "Teaching Scholars",
        "free & open",
        "9 months",
    )
    assert entry.next_date == date(2027, 9, 8)
    assert found.facts.of("fellowship", date(2028, 1, 1)) == ()
    assert hash(found.facts) == hash(read(tmp_path, SOUND).facts)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Teaching Scholars", "Teaching Scholars 2026-2027"),
        ("Teaching Scholars", "Teaching Scholars, class of 2026–2027"),
        ("free & open", "free until 2027-09-01"),
        ("free & open", "$1,000,000 in all"),
        ("free & open", "$15000 - 50000"),
        ("free & open", "$2,500 a year for 3 years"),
        ("9 months", "9-12 months, 4 to 6 hours a week"),
        ("scholars@hospital.example", "dana@hospital.example, 555-123-4567"),
        ("scholars@hospital.example", "extension 4410"),
        ("scholars?a=1", "scholars/20261104123"),
        ("Lee Park", "Lee Park, lee@hospital.example"),
    ],
)
def test_a_figure_is_no_contact_and_a_contact_may_be_one(
    tmp_path: Path, old: str, new: str
) -> None:
    assert old in SOUND
    assert read(tmp_path, SOUND.replace(old, new, 1)).issues == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("link: https:", "link: javascript:", "link javascript://.* can't be a link; write https"),
        ("link: https:", "link: http:", "can't be a link; write https://"),
        ("hospital.example/sch", "dana@evil.example/", "can't be a link"),
        ("scholars?a=1", "a|b", "can't be a link"),
        ("scholars?a=1", f"{'x' * 300}", "link has 3.. characters; 300 at most"),
        ("checked_on: 2026-11-04\n", "checked_on: May 4\n", "May 4 is no day; write one as YYYY"),
        ("valid_until: 2027-12-31\n", "valid_until: [soon]\n", "should be one day, written as"),
        ("2027-12-31\n", "2026-01-01\n", "2026-01-01 is before checked_on, 2026-11-04"),
        ("2027-09-08", "09/08/2027", "09/08/2027 is no day"),
        ("  fellowship:", "  fellowshp:", "no option fellowshp; do you mean fellowship?"),
        ("  fellowship:", "  zebra:", "no option zebra; there are: masters, faculty_development"),
        ("    - name: T", "    - name: <!channel> T", "holds the mention <!channel>; write the n"),
        ("Teaching Sch", "<@U0ROSA1> Sch", "holds the mention <@U0ROSA1>"),
        ("name: Teaching", 'name: "@here', "is not YAML: a quote is opened and never closed"),
        ("name: Teaching Scholars", 'name: "ask @here"', "holds the mention @here"),
        ("Teaching Scholars", "Teaching `Scholars`", "has markup: “`”"),
        ("Teaching Scholars", r'"Teaching\u202e Scholars"', r"holds U\+202E, which nobody sees"),
        ("Teaching Scholars", r'"Teaching\nScholars"', r"holds U\+000A, which nobody sees"),
        ("Teaching Scholars", "Teaching\x07", r"holds the control character U\+0007; delete it"),
        ("Teaching Scholars", "www.x.org", "holds an address; put that under link"),
        (
            "Teaching Scholars",
            "T. (dana@x.example)",
            "name holds an e-mail address; move it to con",
        ),
        ("Teaching Scholars", "Call 555-123-4567", "holds the number 555-123-4567; move it to con"),
        ("free & open", "free, 555.1234", "cost holds the number 555.1234; move it to contact"),
        ("free & open", "ask a@b", "cost holds an e-mail address; move it to contact"),
        ("9 months", "ask +1 (555) 123 4567", r"length holds the number 1 \(555\) 123 4567; move"),
        ("Teaching Scholars", "x" * 121, "name has 121 characters; 120 at most"),
        ("cost: free & open", f"cost: {'x' * 61}", "cost has 61 characters; 60 at most"),
        ("cost: free & open", "price: free", "there is no key price"),
        ("cost: free & open", "costs: free", "there is no key costs; do you mean cost?"),
        ("person:", "persons:", "there is no key persons; do you mean person?"),
        ("person: {name: Dana Reyes, ", "person: {", "person lacks name; add `name: some text`"),
        ("    - name", "      name", "option fellowship should be a list, as in"),
        ("options:", "person: x\noptions:", "person stands here twice; keep one"),
        ("options:", "options: !x", "holds the tag !x"),
    ],
)
def test_a_fault_is_named_with_its_line_and_its_mend(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert old in SOUND
    found = read(tmp_path, SOUND.replace(old, new, 1))
    assert found.facts is None
    line = SOUND[: SOUND.index(old)].count("\n") + 1
    said = [str(issue) for issue in found.issues]
    assert any(re.search(rf"^local\.yaml:({line}|{line - 1}): .*{told}", one) for one in said), said


def test_every_fault_is_told_not_the_first_alone(tmp_path: Path) -> None:
    broken = SOUND.replace("fellowship", "felowship").replace("https:", "ftp:")
    broken = broken.replace("checked_on: 2026-11-04\n", "checked_on: soon\n")
    assert [issue.line for issue in read(tmp_path, broken).issues] == [3, 5, 11]


def test_what_is_too_much_is_refused(tmp_path: Path) -> None:
    def listed(options: tuple[str, ...], each: int) -> str:
        entry = f"    - {{name: x, {ENTRY}}}\n"
        return "options:\n" + "".join(f"  {option}:\n{entry * each}" for option in options)

    assert read(tmp_path, listed(OPTIONS[:6], AN_OPTION)).facts
    assert "more than 3 entries" in str(read(tmp_path, listed(OPTIONS[:1], 4)).issues[0])
    assert f"; {MOST} at most" in str(read(tmp_path, listed(OPTIONS[:7], 3)).issues[0])
    large = f"# {'x' * KILOBYTES * 1000}\n"
    assert "is too large: 64 KB at most" in str(read(tmp_path, large).issues[0])


def test_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")  # reading it would never end
    for path, told in (
        (tmp_path / "pipe", "is no file"),
        (tmp_path, "is no file"),
        (Path("/dev/zero"), "is no file"),
        (tmp_path / "none.yaml", "is missing"),
        (tmp_path / ("x" * 300), "can't be read"),
    ):
        found = read_local(path, OPTIONS)
        assert found.facts is None
        assert told in found.issues[0].what


def test_an_empty_file_says_nothing_and_is_no_fault(tmp_path: Path) -> None:
    for text in ("", "# not yet\n", "options: {}\n"):
        found = read(tmp_path, text)
        assert found.issues == ()
        assert found.facts
        assert unfilled(found.facts, OPTIONS) == (*OPTIONS, *BESIDE)


def test_time_makes_warnings_with_the_line_and_the_owner(tmp_path: Path) -> None:
    found = read(tmp_path, SOUND)
    assert list(overdue(found, date(2027, 1, 1))) == []
    (late,) = overdue(found, date(2027, 10, 1))
    assert (late.line, late.warning) == (9, True)
    assert "next_date 2027-09-08 is over and hidden; ask Lee Park" in late.what
    ended = list(overdue(found, date(2028, 1, 1)))
    assert [one.line for one in ended] == [12, 1]
    assert "is hidden since it ended on 2027-12-31" in ended[0].what
    early = list(overdue(found, date(2026, 1, 1)))
    assert all("checked_on is still to come" in one.what for one in early)


_SCALARS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["2026-11-04", "https://x.example", "<!here>", "javascript:x", "0", ""]),
)
_KEYS = st.one_of(
    st.sampled_from(
        [*("options", "person", "funding", "name", "link", "checked_on", "valid_until"), *OPTIONS]
    ),
    st.text(max_size=8),
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=5),
    max_leaves=25,
)


@given(st.one_of(st.text(max_size=300), st.binary(max_size=300)))
@example("options: {fellowship: [{name: x}]}")
@example("? [a]\n: b")
@example('"\\ud800": x')
@example("options:\n- x")
def test_whatever_a_file_holds_it_is_read_or_its_faults_are_told(text: str | bytes) -> None:
    told_or_read(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))


@given(st.dictionaries(_KEYS, _VALUES, max_size=5))
def test_whatever_shape_it_has_it_is_read_or_its_faults_are_told(value: object) -> None:
    told_or_read(yaml.safe_dump(value, allow_unicode=True).encode("utf-8", "surrogatepass"))


def told_or_read(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        found = read(Path(folder), data)
    assert (found.facts is None) == bool(found.issues)
    assert all(issue.what and issue.file == "local.yaml" for issue in found.issues)
    for at, entry in found.facts.entries() if found.facts else ():
        assert found.lines.find(*at)
        assert not re.search(r"[\x00-\x1f`]|<[@!#]", entry.name)
        assert entry.link is None or entry.link.lower().startswith("https://")

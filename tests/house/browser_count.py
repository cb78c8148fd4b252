"""A pytest plugin: says how many browser tests ran."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

PLACE = "tests/browser/"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    def names(*outcomes: str) -> set[str]:
        reports = (
            report for outcome in outcomes for report in terminalreporter.getreports(outcome)
        )
        return {report.nodeid for report in reports if report.nodeid.startswith(PLACE)}

    ran, skipped = names("passed", "failed", "error"), names("skipped")
    terminalreporter.write_line(f"browser tests: {len(ran)} ran, {len(skipped)} skipped")

"""Figures: the numbers that a text states, in one form, so that they compare."""

from __future__ import annotations

import re

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_SIGN = r"[$£€]"
_UNIT = r"\s?%|\s?percent\b|\s?€|[\s-]?months?\b"
_FIGURE = re.compile(
    rf"(?:(?P<sign>{_SIGN})\s?)?(?P<low>{_NUMBER})(?P<low_unit>{_UNIT})?"
    rf"(?:\s?(?:[-‐‑–—]|\bto\b)\s?(?:{_SIGN}\s?)?(?P<high>{_NUMBER}))?(?P<plus>\+)?"
    rf"(?P<unit>{_UNIT})?"
)


def figures(text: str) -> frozenset[str]:
    """Find the figures of `text`, normalized: `$15,000–$50,000+` becomes `$15000-50000+`.

    Money keeps its sign, in front (`500 €` is `€500`), and shares and months their unit:
    `5 percent` is `5%`, `a 3-month course` states `3 months`. Other units are left to the words.
    """
    return frozenset(_normal(found) for found in _FIGURE.finditer(text))


def _normal(found: re.Match[str]) -> str:
    low = found["low"].replace(",", "")
    span = f"{low}-{found['high'].replace(',', '')}" if found["high"] else low
    unit = (found["unit"] or found["low_unit"] or "").strip(" -\u00a0")
    sign = found["sign"] or ("€" if unit == "€" else "")
    kept = {"%": "%", "percent": "%", "month": " months", "months": " months"}.get(unit, "")
    return f"{sign}{span}{found['plus'] or ''}{kept}"

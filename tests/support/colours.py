"""The colours of the style sheets, read from their text, and how far two of them stand apart.

Contrast after WCAG 2.2, "relative luminance" and "contrast ratio".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[2] / "site-overrides" / "assets"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_TOKEN = re.compile(r"--d-([a-z0-9-]+):\s*(#[0-9a-f]{3,6})\b")
#: A colour that is written out: hexadecimal or as a function.
LITERAL = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(")


@dataclass(frozen=True)
class Rule:
    """A rule of a style sheet: its selector, its declarations, and the sheet it stands in."""

    sheet: str
    selector: str
    body: str


def rules(sheet: str) -> Iterator[Rule]:
    """Every rule of a sheet, those inside conditions too."""
    text = _COMMENT.sub("", (ASSETS / sheet).read_text(encoding="utf-8"))
    for selector, body in _RULE.findall(text):
        yield Rule(sheet, selector.rpartition(";")[2].strip(), body)


def tokens(sheet: str, selector: str) -> dict[str, str]:
    """The colours that the rules with this selector give names to."""
    return {name: colour for rule in rules(sheet) if rule.selector == selector
            for name, colour in _TOKEN.findall(rule.body)}


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two hexadecimal colours, 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(first: str, second: str, share: float) -> str:
    """So much of the first colour in the second, as `color-mix(in srgb, ...)` mixes them."""
    pairs = zip(_channels(first), _channels(second))
    return "#" + "".join(f"{round(255 * (one * share + other * (1 - share))):02x}" for one, other in pairs)


def _luminance(colour: str) -> float:
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _channels(colour))
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear))


def _channels(colour: str) -> list[float]:
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    return [int(digits[start:start + 2], 16) / 255 for start in (0, 2, 4)]


def schemes() -> Mapping[str, dict[str, str]]:
    """The colours by name, for each scheme and for paper."""
    light = tokens("dossier.css", ":root, [data-md-color-scheme]")
    return {
        "light": light,
        "dark": {**light, **tokens("dossier.css", '[data-md-color-scheme="slate"]')},
        "auto": {**light, **tokens("dossier.css", '[data-md-color-scheme="auto"]')},
        "paper": {**light, **tokens("print.css", ":root, [data-md-color-scheme]")},
    }

"""Findings for a forge: workflow commands that put them on the lines of a pull request, and SARIF 2.1.0.

Owns both forms and their escaping; the sentences are those of `findings.py`. Sources of the rules:
https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from generator.adapters.findings import finding_hint, finding_message, findings_summary, visible
from generator.diagnostics import CODES, Diagnostic, Diagnostics, Severity, Span
from generator.model.words import Words

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_ROOT = "%SRCROOT%"
_LONGEST_PATH = 1000
_SARIF_LANGUAGE = re.compile("[a-zA-Z]{2}(-[a-zA-Z]{2})?")


def findings_github(diagnostics: Diagnostics, words: Words, *, folder: str = "") -> str:
    """A workflow command for each finding, then the summary as a line of the log.

    `folder` is the project's place in the repository (empty, or ending in `/`).
    """
    return "\n".join([*(_command(finding, words, folder) for finding in diagnostics),
                      findings_summary(diagnostics, words)])


def _command(finding: Diagnostic, words: Words, folder: str) -> str:
    span = finding.span
    properties: dict[str, object] = {"file": visible(folder + span.path, _LONGEST_PATH), "line": span.line}
    if span.end_line > span.line:
        # Columns are refused where several lines are meant.
        properties["endLine"] = span.end_line
    else:
        properties["col"] = span.column
        if span.end_column > span.column:
            properties["endColumn"] = span.end_column
    properties["title"] = finding.code
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{finding.severity.label} {written}::{_data(_sentences(finding, words))}"


def _sentences(finding: Diagnostic, words: Words) -> str:
    """The finding's sentence, and its hint on a line of its own."""
    hint = finding_hint(finding, words)
    message = finding_message(finding, words)
    return f"{message}\n{words('finding.hint')}: {hint}" if hint else message


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# SARIF ----------------------------------------------------------------------------------------------


def findings_sarif(diagnostics: Diagnostics, words: Words, *, version: str, folder: str = "") -> str:
    """The findings as a SARIF log of one run; a rule for each code that was found, with its explanation."""
    found = list(diagnostics)
    codes = sorted({finding.code for finding in found})
    return json.dumps({
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "dossier", "semanticVersion": version,
                                "rules": [_rule(code, words) for code in codes]}},
            **({"language": words.language} if _SARIF_LANGUAGE.fullmatch(words.language) else {}),
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
            "results": [_result(finding, codes, words, folder) for finding in found],
        }],
    }, indent=2)


def _rule(code: str, words: Words) -> dict[str, Any]:
    # As it stands: an explanation shows YAML, whose braces are no placeholders.
    explanation = words.texts.get(f"{code}.explain", "").strip() or code
    return {"id": code, "shortDescription": {"text": " ".join(explanation.split()).partition(". ")[0]},
            "fullDescription": {"text": explanation}, "help": {"text": explanation, "markdown": explanation},
            "defaultConfiguration": {"level": CODES[code].label if code in CODES else Severity.ERROR.label}}


def _result(finding: Diagnostic, codes: Sequence[str], words: Words, folder: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code, "ruleIndex": codes.index(finding.code), "level": finding.severity.label,
        "message": {"text": _sentences(finding, words)},
        "locations": [_location(finding.span, folder)],
        "partialFingerprints": {"finding/v1": _fingerprint(finding)},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": words(other.role)}, **_location(other.span, folder)}
            for number, other in enumerate(finding.related, 1)]
    return result


def _location(span: Span, folder: str) -> dict[str, Any]:
    region: dict[str, int] = {"startLine": span.line, "startColumn": span.column}
    if span.end_line >= span.line and (span.end_line, span.end_column) > (span.line, span.column):
        region |= {"endLine": span.end_line, "endColumn": span.end_column}
    # Names that are no UTF-8 hold lone surrogates; a percent code stands for each of their bytes.
    uri = quote((folder + span.path).encode("utf-8", errors="surrogateescape"))
    return {"physicalLocation": {"artifactLocation": {"uri": uri, "uriBaseId": _ROOT}, "region": region}}


def _fingerprint(finding: Diagnostic) -> str:
    """The same for a finding whose line moved."""
    parts = [finding.code, finding.span.path, *_argument_parts(finding.arguments.items())]
    return hashlib.sha256("\0".join(parts).encode("utf-8", errors="backslashreplace")).hexdigest()[:32]


def _argument_parts(items: Iterable[tuple[str, Any]]) -> list[str]:
    return [f"{name}={value}" for name, value in sorted(items)]

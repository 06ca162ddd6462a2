"""The preview: one change gives one rebuild; a mistake keeps the last good pages and is printed."""

import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adapters.tiny import ROOT, make_project

EVENT = "content/events/oslo-talks.yml"
PATIENCE = 60
#: A warning that holds markup.
SPELLING = "name: Nordferje\nnames: [{value: <b>Nordfer</b>, kind: as_printed, language: nb}]\n"


def _hear_interrupts() -> None:
    """What runs in the background of a shell is born deaf to Ctrl-C, and so would the preview be."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Preview:
    """A running `dossier serve` and what it prints, line by line."""

    def __init__(self, project: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.project = project
        self.lines: list[str] = []
        self._waiting: queue.Queue[str] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "generator", "serve", "--project", str(project), "--port", str(self.port)],
            cwd=ROOT, env={**os.environ, "PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, preexec_fn=_hear_interrupts if os.name == "posix" else None)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._waiting.put(line.rstrip())

    def wait_for(self, words: str) -> None:
        """Wait until a line with these words is printed."""
        while True:
            line = self._waiting.get(timeout=PATIENCE)
            self.lines.append(line)
            if words in line:
                return

    def page(self, name: str) -> str:
        """The page as a browser gets it."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{name}", timeout=PATIENCE) as answer:
            return answer.read().decode()

    def count(self, words: str) -> int:
        """How many of the lines read so far hold these words."""
        return sum(words in line for line in self.lines)

    def save(self, name: str, old: str, new: str) -> None:
        """Change a file as an editor's program does and wait until the browsers are told."""
        path = self.project / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        self.wait_for("Reloading browsers")

    def end(self) -> None:
        """Ask the server to end, as Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def preview(project: Path) -> Iterator[Preview]:
    """The preview of the tiny dossier, up and running."""
    running = Preview(project)
    try:
        running.wait_for("Serving on")
        yield running
    finally:
        running.end()


def test_change_mistake_and_mending(preview: Preview) -> None:
    assert "Ferry operator and union" in preview.page("events/oslo-talks.html")
    assert "Content-Security-Policy" in preview.page("index.html")

    preview.save(EVENT, "title: Ferry operator", "title: The ferry operator")
    assert "The ferry operator and union" in preview.page("events/oslo-talks.html")
    assert preview.count("Detected file changes") == 1

    preview.save(EVENT, "type: talks", "type: talkz")
    assert preview.count(f"{EVENT}:2:7: error[unknown-term]") == 1
    for name in ("events/oslo-talks.html", "index.html"):
        kept = preview.page(name)
        assert "The ferry operator and union" in kept
        [panel] = re.findall(r"<aside class=\"d-preview\".*?</aside>", kept, re.DOTALL)
        assert f"<code>{EVENT}:2:7</code>" in panel and "error[unknown-term]" in panel and "&#x27;talkz&#x27;" in panel
        assert "talks" in panel and "<script" not in panel and " style=" not in panel

    preview.save(EVENT, "type: talkz", "type: talks")
    preview.save("content/places/oslo.yml", "name: Oslo\n", "name: Oslo\nnote: The capital.\n")
    assert preview.count("Detected file changes") == 4
    assert "d-preview" not in preview.page("events/oslo-talks.html")
    preview.save("content/actors/nordferje.yml", "name: Nordferje\n", SPELLING)
    warned = preview.page("places/oslo.html")
    assert "warning[spelling-not-found]" in warned and "&lt;b&gt;Nordfer&lt;/b&gt;" in warned
    built = list((preview.project / "build").rglob("*"))
    assert not any(b"d-preview" in path.read_bytes() for path in built if path.is_file())
    preview.end()
    assert preview.process.returncode == 0
    assert not any("Traceback" in line for line in preview.lines)


def test_a_first_build_with_a_mistake_shows_it_and_waits(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    event = project / EVENT
    event.write_text(event.read_text(encoding="utf-8").replace("type: talks", "type: <talkz>"), encoding="utf-8")
    preview = Preview(project)
    try:
        preview.wait_for("Serving on")
        shown = preview.page("index.html")
        assert "error[unknown-term]" in shown
        assert "&lt;talkz&gt;" in shown
        preview.save(EVENT, "type: <talkz>", "type: talks")
        assert "Ferry operator and union" in preview.page("events/oslo-talks.html")
        assert "unknown-term" not in preview.page("index.html")
    finally:
        preview.end()


def test_an_address_in_use_is_said(project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = subprocess.run(
            [sys.executable, "-m", "generator", "serve", "--project", str(project),
             "--port", str(taken.getsockname()[1])], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "cannot be served" in ended.stderr
    assert "Traceback" not in ended.stderr

"""A client of the YAML language server, as far as tests need one: it opens a file and asks about a place in it.

Speaks the Language Server Protocol over standard input and output. Knows nothing of dossiers.
"""

import json
import queue
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

#: How long an answer may take before the test fails; an answer takes well under a second.
PATIENCE = 60


class LanguageServer:
    """A running server for the files below one folder; use it as a context manager.

    Lines and characters are counted from 0, as the protocol does.
    """

    def __init__(self, node: Path, script: Path, root: Path, settings: dict[str, Any]) -> None:
        self._process = subprocess.Popen(
            [node, script, "--stdio"], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._settings = settings
        self._answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self._findings: dict[str, list[dict[str, Any]]] = {}
        self._seen = threading.Condition()
        self._last_id = 0
        threading.Thread(target=self._read, daemon=True).start()
        self._ask("initialize", {
            "processId": None, "rootUri": root.as_uri(),
            "workspaceFolders": [{"uri": root.as_uri(), "name": "dossier"}],
            "capabilities": {
                "workspace": {"configuration": True, "workspaceFolders": True},
                "textDocument": {"completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                                 "hover": {"contentFormat": ["markdown"]}},
            },
        })
        self._tell("initialized", {})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait(timeout=PATIENCE)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def open(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Open a file with this text, which need not be what is on the disk; returns what is wrong with it."""
        uri = path.as_uri()
        with self._seen:
            self._findings.pop(uri, None)
        self._tell("textDocument/didOpen", {
            "textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}})
        with self._seen:
            assert self._seen.wait_for(lambda: uri in self._findings, PATIENCE), "the server does not answer"
            return self._findings[uri]

    def completions(self, path: Path, line: int, character: int) -> list[dict[str, Any]]:
        """What may be written at this place of an open file."""
        found = self._ask("textDocument/completion", self._place(path, line, character))
        return found["items"] if isinstance(found, dict) else found or []

    def hover(self, path: Path, line: int, character: int) -> str:
        """The help shown at this place of an open file."""
        found = self._ask("textDocument/hover", self._place(path, line, character))
        return found["contents"]["value"] if found else ""

    def _place(self, path: Path, line: int, character: int) -> dict[str, Any]:
        return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": character}}

    # The protocol -----------------------------------------------------------------------------------

    def _ask(self, method: str, params: Any) -> Any:
        self._last_id += 1
        self._send({"id": self._last_id, "method": method, "params": params})
        answer = self._answers.get(timeout=PATIENCE)
        assert answer["id"] == self._last_id and "error" not in answer, answer
        return answer["result"]

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0"} | message).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._process.stdin.flush()

    def _read(self) -> None:
        """Sort what the server says: answers, questions about settings, findings."""
        while message := self._next():
            if "method" not in message:
                self._answers.put(message)
            elif "id" in message:
                self._send({"id": message["id"], "result": self._reply(message)})
            elif message["method"] == "textDocument/publishDiagnostics":
                with self._seen:
                    self._findings[message["params"]["uri"]] = message["params"]["diagnostics"]
                    self._seen.notify_all()

    def _reply(self, message: dict[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        return [self._settings.get(item["section"], {}) for item in message["params"]["items"]]

    def _next(self) -> dict[str, Any] | None:
        output = self._process.stdout
        assert output is not None
        try:
            length = 0
            while (line := output.readline().strip()) or not length:
                if not line:
                    return None
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            return json.loads(output.read(length))
        except ValueError:
            # The pipe was closed, or cut in the middle, as the test ended.
            return None

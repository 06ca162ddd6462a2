"""`.ci/pull_request.py` against a forge of our own: what it believes, what it refuses, and that it posts one comment."""

import http.server
import importlib.util
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCRIPT_PATH = Path(__file__).resolve().parents[2] / ".ci" / "pull_request.py"
REPOSITORY, FORK, SHA = "kystnytt/dossier", "deckhand/dossier", "0123abc" * 5 + "01234"
REPORT = {"number": b"7\n", "findings.json": b'{"format": 1}', "diff.md": b"- x\n"}


class Forge:
    """What the API answers, by `METHOD path`, and what was asked with which token."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.asked: list[tuple[str, str | None, Any]] = []


@pytest.fixture
def forge(monkeypatch: pytest.MonkeyPatch) -> Iterator[Forge]:
    found = Forge()

    class Handler(http.server.BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = f"{self.command} {self.path}"
            found.asked.append((asked, self.headers.get("Authorization"), json.loads(body) if body else None))
            answer = found.answers.get(asked, 404)
            if isinstance(answer, str):
                self.send_response(302)
                self.send_header("Location", answer)
                answer = b""
            elif isinstance(answer, int):
                self.send_response(answer)
                answer = b""
            else:
                self.send_response(200)
                answer = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = do_PATCH = _answer

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is logged."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    for name, value in {
        "GITHUB_API_URL": f"http://127.0.0.1:{server.server_port}", "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_TOKEN": "t0ken", "RUN_ID": "5", "HEAD_SHA": SHA, "HEAD_REPOSITORY": FORK,
        "no_proxy": "127.0.0.1", "NO_PROXY": "127.0.0.1",
    }.items():
        monkeypatch.setenv(name, value)
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pull_request", SCRIPT_PATH)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def archive(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return data.getvalue()


def serve_report(forge: Forge, data: bytes, *, size: int = 100, **pull: Any) -> None:
    """A run with one report, and pull request 7 as it is unless `pull` says otherwise."""
    artefact = {"id": 11, "name": "change", "expired": False, "size_in_bytes": size}
    head = {"sha": SHA, "repo": {"full_name": FORK}}
    forge.answers |= {
        f"GET /repos/{REPOSITORY}/actions/runs/5/artifacts?per_page=100&page=1": {
            "artifacts": [{"id": 10, "name": "preview", "expired": False, "size_in_bytes": 10**9}, artefact]},
        f"GET /repos/{REPOSITORY}/actions/artifacts/11/zip": "/blob",
        "GET /blob": data,
        f"GET /repos/{REPOSITORY}/pulls/7": {"state": "open", "head": head} | pull,
    }


def test_report_of_an_open_pull_request_is_fetched(
    forge: Forge, script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    serve_report(forge, archive(REPORT | {"../evil": b"x", "more/evil": b"x"}))
    assert script.main(["fetch", str(tmp_path / "report")]) == 0
    assert capsys.readouterr().out == "number=7\n"
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {"report/findings.json", "report/diff.md"}


def test_token_is_not_sent_to_where_the_download_lies(forge: Forge, script: ModuleType, tmp_path: Path) -> None:
    serve_report(forge, archive(REPORT))
    script.main(["fetch", str(tmp_path)])
    tokens = {asked: token for asked, token, _ in forge.asked}
    assert tokens.pop("GET /blob") is None
    assert set(tokens.values()) == {"Bearer t0ken"}


@pytest.mark.parametrize("pull", [
    {"state": "closed"}, {"head": {"sha": "f" * 40, "repo": {"full_name": FORK}}},
    {"head": {"sha": SHA, "repo": {"full_name": "somebody/else"}}}, {"head": {"sha": SHA, "repo": None}},
])
def test_report_that_names_another_pull_request_is_left(
    forge: Forge, script: ModuleType, tmp_path: Path, pull: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    serve_report(forge, archive(REPORT), **pull)
    assert script.main(["fetch", str(tmp_path / "report")]) == 0
    assert capsys.readouterr().out == "" and not (tmp_path / "report").exists()


def test_run_without_a_report_is_left(
    forge: Forge, script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forge.answers[f"GET /repos/{REPOSITORY}/actions/runs/5/artifacts?per_page=100&page=1"] = {"artifacts": []}
    assert script.main(["fetch", str(tmp_path / "report")]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("data", [
    b"", b"no archive", archive(REPORT)[:-30], archive({}), archive(REPORT | {"number": b"7; rm -rf /"}),
    archive(REPORT | {"number": b"007"}), archive(REPORT | {"number": b"7\nnumber=8\n"}),
    archive(REPORT | {"findings.json": b" " * 2_000_001}), archive(REPORT | {"diff.md": b" " * 2_000_001}),
    archive({"number": b"7"}), archive({"findings.json": b"{}"}),
])
def test_what_is_no_report_is_refused(
    forge: Forge, script: ModuleType, tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    serve_report(forge, data)
    assert script.main(["fetch", str(tmp_path / "report")]) == 1
    assert capsys.readouterr().out == "" and not (tmp_path / "report").exists()


def test_report_that_is_too_large_is_not_fetched(forge: Forge, script: ModuleType, tmp_path: Path) -> None:
    serve_report(forge, archive(REPORT), size=2_000_001)
    assert script.main(["fetch", str(tmp_path)]) == 1
    assert not [asked for asked, _, _ in forge.asked if asked.endswith("/zip")]


def test_archive_that_says_a_wrong_size_is_not_read_on(forge: Forge, script: ModuleType, tmp_path: Path) -> None:
    serve_report(forge, b"x" * 2_000_001)
    assert script.main(["fetch", str(tmp_path)]) == 1


# The comment ----------------------------------------------------------------------------------------

COMMENTS = f"/repos/{REPOSITORY}/issues/7/comments"


def posted(forge: Forge, script: ModuleType, tmp_path: Path, comments: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    """What is sent for a new text where these comments are there."""
    file = tmp_path / "comment.md"
    file.write_text("<!-- mark -->\n\nnew words\n", encoding="utf-8")
    forge.answers |= {
        f"GET {COMMENTS}?per_page=100&page={page}": comments[(page - 1) * 100:page * 100] for page in (1, 2, 3)}
    forge.answers |= {f"POST {COMMENTS}": {}, f"PATCH /repos/{REPOSITORY}/issues/comments/31": {}}
    assert script.main(["post", str(file), "7"]) == 0
    return [(asked, body) for asked, _, body in forge.asked if not asked.startswith("GET")]


def remark(login: str, body: str | None, number: int = 31) -> dict[str, Any]:
    return {"id": number, "user": {"login": login}, "body": body}


BODY = {"body": "<!-- mark -->\n\nnew words\n"}
OTHERS = [remark("deckhand", "<!-- mark -->\n\nmine", 30), remark("github-actions[bot]", "something else", 29),
          remark("github-actions[bot]", None, 28), {"id": 27, "user": None, "body": "<!-- mark -->"}]


def test_first_comment_is_new(forge: Forge, script: ModuleType, tmp_path: Path) -> None:
    assert posted(forge, script, tmp_path, OTHERS) == [(f"POST {COMMENTS}", BODY)]


@pytest.mark.parametrize("before", [0, 150])
def test_later_comments_take_the_place_of_the_first(
    forge: Forge, script: ModuleType, tmp_path: Path, before: int
) -> None:
    others = [remark("deckhand", "words", number) for number in range(100, 100 + before)]
    ours = remark("github-actions[bot]", "<!-- mark -->\n\nold words")
    assert posted(forge, script, tmp_path, [*OTHERS, *others, ours]) == [
        (f"PATCH /repos/{REPOSITORY}/issues/comments/31", BODY)]


@pytest.mark.parametrize("arguments", [[], ["post"], ["post", "x.md", "7/../8"], ["fetch"], ["other", "x"]])
def test_wrong_usage_says_so(script: ModuleType, arguments: list[str]) -> None:
    assert script.main(arguments) == 2


def test_forge_that_refuses_is_no_fault_of_ours(forge: Forge, script: ModuleType, tmp_path: Path) -> None:
    assert script.main(["fetch", str(tmp_path)]) == 1

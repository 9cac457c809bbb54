"""A provider's HTTP interface on loopback, which answers as a test tells it to."""

import json
import socket
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOOK = {"ErrorCode": 0, "Message": "OK", "MessageID": "pm-1", "To": "x@clients.example"}
type Answer = (
    tuple[int, dict[str, Any]]
    | tuple[int, dict[str, Any], dict[str, str]]
    | Callable[[socket.socket], None]
)


def hang_up(sock: socket.socket) -> None:
    """Read it all, and say nothing."""
    sock.shutdown(socket.SHUT_RDWR)


def stall(_sock: socket.socket) -> None:
    """Take longer than anybody waits."""
    time.sleep(1.5)


class Provider:
    """Keeps every request, and answers with `answers`, first come first; then it takes all."""

    def __init__(self, took: dict[str, Any] | None = None) -> None:
        self.took = took or TOOK
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.answers: list[Answer] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.requests.append(json.loads(body))
                outer.keys.append(self.headers["Idempotency-Key"])
                said = outer.answers.pop(0) if outer.answers else (200, outer.took)
                if callable(said):
                    said(self.connection)
                    return
                code, told, *headers = said
                data = json.dumps(told).encode()
                self.send_response(code)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                for name, value in (headers[0] if headers else {}).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_args: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/"

    def stop(self) -> None:
        """Be gone."""
        self._server.shutdown()
        self._server.server_close()

"""A server over https that answers as a test says, and names that lead to it as a test says."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HOST, OTHER, PUBLIC = "calendar.example", "elsewhere.example", "93.184.215.14"
Reply = tuple[int, dict[str, str], bytes]


def a_certificate(folder: Path) -> Path:
    """Of both names, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    at = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName(HOST), x509.DNSName(OTHER)])
    built = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    built = built.not_valid_before(at - timedelta(days=1)).not_valid_after(at + timedelta(days=1))
    signed = built.add_extension(names, critical=False).sign(key, hashes.SHA256())
    kept = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file = folder / "both.pem"
    file.write_bytes(kept + signed.public_bytes(serialization.Encoding.PEM))
    return file


@dataclass
class Served:
    """What stands where; what was asked; to which number each name leads, one after another."""

    secure: ssl.SSLContext
    pages: dict[str, Reply] = field(default_factory=dict)
    asked: list[Any] = field(default_factory=list)
    leads: dict[str, list[str]] = field(default_factory=dict)
    looked_up: list[str] = field(default_factory=list)
    connected: list[str] = field(default_factory=list)

    def look_up(self, name: str, port: int, **_more: Any) -> list[Any]:
        """Answer as a name server; the last answer holds for ever."""
        self.looked_up.append(name)
        numbers = self.leads.get(name, [PUBLIC])
        told = numbers.pop(0) if len(numbers) > 1 else numbers[0]
        return [(0, 0, 0, "", (one, port)) for one in told.split()]


@contextmanager
def serving(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Serve on this machine what the names seem to serve; nothing leaves it."""
    file = a_certificate(folder)
    served = Served(ssl.create_default_context(cafile=str(file)))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append((self.headers["Host"], self.path, dict(self.headers)))
            status, headers, body = served.pages.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_told: None  # type: ignore[method-assign]
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(file)
    server.socket = own.wrap_socket(server.socket, server_side=True)

    def connect(where: tuple[str, int], timeout: float) -> socket.socket:
        served.connected.append(where[0])
        found = socket.socket()
        found.settimeout(timeout)
        found.connect(server.server_address[:2])
        return found

    patch.setattr(socket, "getaddrinfo", served.look_up)
    patch.setattr(socket, "create_connection", connect)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()

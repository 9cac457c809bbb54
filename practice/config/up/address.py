"""Which address people use, and whether it may be plain http."""

import ipaddress
import socket
from urllib.parse import urlsplit

from practice.config.up import CannotStart

DEFAULT_PORTS = {"http": 80, "https": 443}
# Documentation address (RFC 5737): nothing is sent to it, it only makes the system pick a route.
ELSEWHERE = ("192.0.2.1", 9)


def base_url(*, bind: str, port: int, given: str, insecure: bool) -> str:
    """Return the address for every link, without a closing slash; CannotStart if it is unsafe."""
    url = (given or _derived(bind, port)).rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise CannotStart(
            f"SUPPLE_BASE_URL is {given!r}: it must look like https://supple.example.org"
        )
    if parts.scheme == "https" or insecure:
        return url
    if is_loopback(bind) and is_loopback(parts.hostname):
        return url
    raise CannotStart(
        f"Others on the network could read what is sent to {url} (bound to {bind}): it is plain "
        "http. Put https in front and set SUPPLE_BASE_URL to its https:// address, or say "
        "--insecure if you know the network."
    )


def is_loopback(host: str) -> bool:
    """Say whether only this machine reaches the host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def local_target(bind: str) -> str:
    """Return the host by which this machine itself reaches a bound address."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bind, bind)


def ensure_port_is_free(bind: str, port: int) -> None:
    """Raise CannotStart if the web could not listen there."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except (OSError, OverflowError) as error:
            raise CannotStart(
                f"Port {port} on {bind} cannot be used ({error}). "
                "Another program may hold it; choose one with: bin/up --port N"
            ) from error


def _derived(bind: str, port: int) -> str:
    host = _own_address() if bind in {"0.0.0.0", "::"} else bind
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}" if port == DEFAULT_PORTS["http"] else f"http://{shown}:{port}"


def _own_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)
        except OSError:
            return socket.gethostname()
        host: str = probe.getsockname()[0]
        return host

"""The load: a few kept connections, each asking again as soon as it is answered.

A process of its own. Reads one order a line (JSON) and answers each with one line. Standard
library only, and as little work as possible: it shares the machine with what it measures.
"""

import json
import selectors
import socket
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Any
from uuid import uuid4

SETTLE_EVERY = 10
PATIENCE = 30.0


def filled(body: str, count: int) -> str:
    """A body with what is new each time: `{uuid}`, `{version}`, and `{week}`, a day of a week that
    lies ahead of all that is seeded."""
    day = datetime.now(UTC).date() + timedelta(weeks=26 + count)
    body = body.replace("{uuid}", str(uuid4())).replace("{version}", str(count + 1))
    return body.replace("{week}", day.isoformat())


def request_bytes(visit: dict[str, Any], count: int) -> bytes:
    """One HTTP request; each fills what its body leaves open."""
    body = filled(visit["body"], count)
    lines = [f"{visit['method']} {visit['path']} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in visit["headers"].items()]
    if visit["method"] != "GET":
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def answer_end(data: bytes | bytearray) -> int:
    """Where the first answer in the data ends; 0 if it is not all there yet."""
    head = data.find(b"\r\n\r\n")
    if head < 0:
        return 0
    for line in bytes(data[:head]).lower().split(b"\r\n")[1:]:
        name, _colon, value = line.partition(b":")
        if name == b"content-length":
            end = head + 4 + int(value)
            return end if len(data) >= end else 0
    raise ValueError("an answer without its length")


@dataclass
class Line:
    """One connection and what it has seen."""

    sock: socket.socket
    visit: dict[str, Any]
    settle: dict[str, Any] | None
    count: int
    times: list[float] = field(default_factory=list)
    failed: str = ""
    settling: bool = False
    busy: bool = False
    began: float = 0.0
    data: bytearray = field(default_factory=bytearray)

    def ask(self) -> None:
        """Send the next request; every tenth is preceded by the untimed one that settles."""
        due = self.count % SETTLE_EVERY == 0 and not self.settling
        self.settling = due and self.settle is not None
        visit = self.settle if self.settling and self.settle else self.visit
        message = request_bytes(visit, self.count)
        self.data.clear()
        self.busy = True
        self.began = perf_counter()
        self.sock.sendall(message)

    def hear(self) -> bool:
        """Take in what came; True when the answer is whole."""
        piece = self.sock.recv(1 << 18)
        if not piece:
            raise ConnectionError(f"closed on {self.visit['path']}")
        self.data += piece
        end = answer_end(self.data)
        if not end:
            return False
        took = perf_counter() - self.began
        self.busy = False
        if self.settling:
            return True
        self.times.append(took)
        self.count += 1
        status = int(self.data[9:12])
        if status != self.visit["status"] and not self.failed:
            self.failed = f"{status} for {self.visit['path']}: {bytes(self.data[-300:])!r}"
        return True


def run(order: dict[str, Any], counts: dict[str, int]) -> dict[str, Any]:
    """Carry out one order: `connections`, `seconds`, `visits`, perhaps `settle`."""
    visits, settles = order["visits"], order.get("settles") or [None]
    lines = []
    with selectors.DefaultSelector() as selector:
        for number in range(order["connections"]):
            sock = socket.create_connection(("127.0.0.1", order["port"]), timeout=PATIENCE)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            key = f"{order['name']} {number}"
            line = Line(
                sock, visits[number % len(visits)], settles[number % len(settles)], counts[key]
            )
            lines.append(line)
            selector.register(sock, selectors.EVENT_READ, line)
            line.ask()
        until = perf_counter() + order["seconds"]
        while any(line.busy for line in lines):
            ready = selector.select(PATIENCE)
            if not ready:
                raise TimeoutError(f"no answer in {PATIENCE:.0f} s: {order['name']}")
            for chosen, _mask in ready:
                line = chosen.data
                if line.hear() and perf_counter() < until:
                    line.ask()
    for number, line in enumerate(lines):
        counts[f"{order['name']} {number}"] = line.count
        line.sock.close()
    return {
        "rps": sum(len(line.times) / sum(line.times) for line in lines if line.times),
        "times": [took for line in lines for took in line.times],
        "failed": next((line.failed for line in lines if line.failed), ""),
    }


def main() -> None:
    """Serve orders until there are no more."""
    counts: dict[str, int] = defaultdict(int)
    for order in sys.stdin:
        sys.stdout.write(json.dumps(run(json.loads(order), counts)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

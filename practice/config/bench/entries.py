"""What is measured, against what, and what is asked of it (docs/performance.md)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One line of the table. A reference has no `reference` itself.

    `ratio` is the share of the reference's requests a second; `growth` the most that 100 times
    the clients, or ten times the booked past, may cost; `queries` the most statements; `price` the
    most that protection may cost.
    """

    name: str
    reference: str = ""
    ratio: float | None = None
    growth: float | None = None
    queries: int | None = None
    price: float = 1.35


ENTRIES = (
    Entry("hello"),
    Entry("empty", price=2),
    Entry("plain50"),
    Entry("insert"),
    Entry("emptyapi", price=2),
    Entry("dashboard", "plain50", 0.45, 1.2, 12),
    Entry("client_list", "plain50", 0.9, 1.2, 8),
    Entry("client_search", "plain50", None, 1.2, 8),
    Entry("client_page", "empty", 0.2, 1.1, 12),
    Entry("measures_page", "empty", 0.2, 1.1, 8),
    Entry("movement_list", "empty", 0.2, 1.2, 8),
    Entry("program_builder", "empty", 0.2, 1.2, 8),
    # 300 ms of one core, where an empty page takes not quite five.
    Entry("program_paper", "empty", 0.016, 1.1, 8),
    Entry("note_editor", "empty", 0.2, 1.1, 8),
    Entry("note_save", "insert", 0.5, None, 12),
    Entry("practice_log", "insert", 0.5, None, 12),
    Entry("free_slots", "empty", 0.15, 1.1, 9),  # through the API, whose token asks two
    Entry("week", "empty", None, 1.1, 8),
    Entry("booking", "insert", 0.5, 1.1),
    Entry("portal_home", "empty", 0.2, 1.1, 8),
    Entry("api_clients", "emptyapi", 0.35, None, 5, price=2),
)

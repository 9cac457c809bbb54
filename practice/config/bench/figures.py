"""From timed rounds to the table: medians, percentiles, ratios, and whether targets are met."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from practice.config.bench.entries import ENTRIES, Entry


@dataclass
class Timed:
    """All rounds of one variant of an entry on one database."""

    entry: str
    variant: str
    queries: int = 0
    kilobytes: float = 0.0
    rps: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Figure:
    """One line of the table: the slowest variant at the large size."""

    name: str
    variant: str
    rps: float
    p50_ms: float
    p95_ms: float
    queries: int
    kilobytes: float
    growth: float
    growth_variant: str
    ratio: float | None
    target: str
    missed: list[str]

    @property
    def met(self) -> bool:
        """Whether everything that is asked of it holds."""
        return not self.missed

    def as_json(self) -> dict[str, Any]:
        """The line, for a file."""
        return asdict(self) | {"met": self.met}


def percentile(times: Sequence[float], share: float) -> float:
    """The time within which `share` of the requests were answered."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def round_by_round(one: Sequence[float], other: Sequence[float]) -> float:
    """The median ratio of rounds that were measured side by side: drift cancels out."""
    return median(a / b for a, b in zip(one, other, strict=True))


def figures(large: Sequence[Timed], small: Sequence[Timed], *, price: bool = False) -> list[Figure]:
    """One line for each entry. With `price`, `small` is the same database without protection."""
    before = {(timed.entry, timed.variant): timed for timed in small}
    lines = []
    for entry in ENTRIES:
        variants = [timed for timed in large if timed.entry == entry.name]
        if not variants:
            continue
        slowest = min(variants, key=lambda timed: median(timed.rps))
        reference = next((t for t in large if t.entry == entry.reference), None)
        growths = {t.variant: _growth(t, before[t.entry, t.variant]) for t in variants}
        most = max(growths, key=lambda variant: growths[variant])
        ratio = round_by_round(slowest.rps, reference.rps) if reference else None
        queries = max(timed.queries for timed in variants)
        lines.append(
            Figure(
                name=entry.name,
                variant=slowest.variant,
                rps=round(median(slowest.rps), 1),
                p50_ms=round(percentile(slowest.times, 0.5) * 1000, 1),
                p95_ms=round(percentile(slowest.times, 0.95) * 1000, 1),
                queries=queries,
                kilobytes=max(timed.kilobytes for timed in variants),
                growth=round(growths[most], 2),
                growth_variant=most,
                ratio=round(ratio, 2) if ratio is not None else None,
                target=_target(entry, price=price),
                missed=_missed(entry, ratio, growths[most], queries, price=price),
            )
        )
    return lines


def _growth(large: Timed, small: Timed) -> float:
    return round_by_round(small.rps, large.rps)


def _target(entry: Entry, *, price: bool) -> str:
    if price:
        return f"price ≤ {entry.price}"
    words = []
    if entry.ratio is not None:
        words.append(f"≥ {entry.ratio} × {entry.reference}")
    if entry.growth is not None:
        words.append(f"growth ≤ {entry.growth}")
    if entry.queries is not None:
        words.append(f"SQL ≤ {entry.queries}")
    return ", ".join(words)


def _missed(
    entry: Entry, ratio: float | None, growth: float, queries: int, *, price: bool
) -> list[str]:
    if price:
        over = entry.name != "hello" and growth > entry.price
        return [f"price {growth:.2f} > {entry.price}"] if over else []
    missed = []
    if ratio is not None and entry.ratio is not None and ratio < entry.ratio:
        missed.append(f"{ratio:.2f} × {entry.reference} < {entry.ratio}")
    if entry.growth is not None and growth > entry.growth:
        missed.append(f"growth {growth:.2f} > {entry.growth}")
    if entry.queries is not None and queries > entry.queries:
        missed.append(f"{queries} statements > {entry.queries}")
    return missed


def table(lines: Sequence[Figure], growth_word: str = "growth") -> str:
    """The figures for people; also good as Markdown."""
    head = ["entry", "rps", "p50_ms", "p95_ms", "queries", growth_word, "ratio", "target", "met"]
    rows = [head, ["---"] * len(head)]
    for line in lines:
        name = f"{line.name} ({line.variant})" if line.variant else line.name
        ratio = "" if line.ratio is None else f"{line.ratio:.2f}"
        cells = [name, f"{line.rps:.0f}", f"{line.p50_ms:.1f}", f"{line.p95_ms:.1f}"]
        cells += [str(line.queries), f"{line.growth:.2f}", ratio, line.target]
        rows.append([*cells, ("yes" if line.met else "NO") if line.target else ""])
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    padded = [
        [
            cell.ljust(width, "-" if cell == "---" else " ")
            for cell, width in zip(row, widths, strict=True)
        ]
        for row in rows
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in padded)

"""What was found wrong, page by page."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass
class Findings:
    """Each defect by its kind, and how heavy the pages are."""

    KINDS: ClassVar[dict[str, str]] = {
        "status": "pages that answered with anything but what they should",
        "axe": "violations of WCAG 2.2 A or AA",
        "sideways": "pages that scroll sideways or cut text",
        "keyboard": "faults under the keyboard",
        "token": "forms that would be refused, without their token",
        "console": "errors in the console, of the policy too",
        "motion": "animations that run under reduced motion",
        "cache": "styles and scripts without a hashed name kept for ever",
    }
    found: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(dict))
    pages: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    weights: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    wanted: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)

    @property
    def unopened(self) -> set[str]:
        """The addresses that should have been looked at, and were not."""
        return self.wanted - self.opened

    def page(self, data: str, name: str) -> None:
        """One more page was looked at."""
        self.pages[data].append(name)

    def add(self, kind: str, page: str, what: str) -> None:
        """A defect; the same one on many pages counts once a page."""
        self.found[kind].setdefault(what, set()).add(page)

    def weigh(self, what: str, page: str, size: int) -> None:
        """How many bytes a page has of something."""
        self.weights[what][page] = max(size, self.weights[what].get(page, 0))

    def take_in(self, other: "Findings") -> None:
        """What another walk found stands here too."""
        for kind, defects in other.found.items():
            for what, pages in defects.items():
                self.found[kind].setdefault(what, set()).update(pages)
        for data, names in other.pages.items():
            self.pages[data] += names
        for kind, sizes in other.weights.items():
            for page, size in sizes.items():
                self.weigh(kind, page, size)
        self.wanted |= other.wanted
        self.opened |= other.opened

    def walked(self, data: str) -> int:
        """How many pages were looked at."""
        return len(self.pages[data])

    def count(self, kind: str) -> int:
        """How many defects of a kind there are, over all pages."""
        return sum(len(pages) for pages in self.found[kind].values())

    def heaviest(self, what: str, data: str) -> int:
        """The most that any page of a set of data has."""
        sizes = self.weights[what].items()
        return max((size for page, size in sizes if page.startswith(data)), default=0)

    def lines(self) -> Iterator[str]:
        """Everything in words, each defect once with the pages that have it."""
        for kind, defects in self.found.items():
            for what, pages in sorted(defects.items()):
                few = ", ".join(sorted(pages)[:3])
                more = f" and {len(pages) - 3} more" if len(pages) > 3 else ""
                yield f"  {kind}: {what}\n      on {few}{more}"
        for name in sorted(self.unopened):
            yield f"  never opened: {name}"
        for what, sizes in self.weights.items():
            for data in ("demo", "full"):
                these = [page for page in sizes if page.startswith(data)]
                for page in sorted(these, key=sizes.__getitem__)[-3:]:
                    yield f"  heavy in {what}: {sizes[page]:,} bytes, {page}"

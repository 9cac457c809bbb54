"""One guard of the product, what takes it out, and the tests that must notice."""

from dataclasses import dataclass
from pathlib import Path


class NoSuchText(Exception):
    """What a guard's line says is not (or not once) in its file: the list is out of date."""


@dataclass(frozen=True, kw_only=True)
class Guard:
    """A guard in the code (`text` becomes `instead`) or in the database (`sql` takes it out)."""

    name: str
    tests: tuple[str, ...]
    file: str = ""
    text: str = ""
    instead: str = ""
    sql: str = ""

    def without(self, source: str) -> str:
        """The source of its file with the guard taken out; NoSuchText unless it is there once."""
        found = source.count(self.text) if self.text else 0
        if found != 1:
            raise NoSuchText(f"{self.name}: found {found} times in {self.file}")
        return source.replace(self.text, self.instead)


def check(guard: Guard, root: Path) -> None:
    """Raise NoSuchText, or ValueError for a line of the list that says nothing."""
    if bool(guard.file) is bool(guard.sql) or not guard.tests:
        raise ValueError(f"{guard.name}: name a file or a statement, and the tests")
    for test in guard.tests:
        path, _colons, name = test.partition("::")
        if not (root / path).exists() or f"def {name}" not in (root / path).read_text():
            raise NoSuchText(f"{guard.name}: there is no {test}")
    if guard.file:
        guard.without((root / guard.file).read_text(encoding="utf-8"))

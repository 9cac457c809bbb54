"""Statements of one practice that a connection plans once, and that commit as they end."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import ProgrammingError, connection
from psycopg.errors import InvalidSqlStatementName

# One implicit transaction with what follows it, where no other is open.
_IN_PRACTICE = "SELECT set_config('supple.practice', %(practice)s, true)"


@dataclass(frozen=True)
class Prepared:
    """A statement that answers with a count. `types` are its values by name, the practice too.

    To plan it takes as long as to run it. A connection that says that it does not know it is told
    in the same breath as it is asked again, so that nothing is assumed of who else used it.
    """

    name: str
    types: Mapping[str, str]
    text: str

    def count(self, practice_id: UUID, values: Mapping[str, Any]) -> int:
        """Run it in one practice."""
        told = {**values, "practice": str(practice_id)}
        if connection.in_atomic_block:  # which the answer that it is not known would end
            return _count(f"{_IN_PRACTICE}; {self._plain}", told, 1)
        try:
            return _count(self._ask, told, 1)
        except ProgrammingError as error:
            if not isinstance(error.__cause__, InvalidSqlStatementName):
                raise
        return _count(f"{self._prepare}; {self._ask}", told, 2)

    @cached_property
    def _called(self) -> str:
        """Another text is another statement."""
        return f"supple_{self.name}_{sha256(self.text.encode()).hexdigest()[:12]}"

    @cached_property
    def _plain(self) -> str:
        return self.text % {name: f"%({name})s::{of}" for name, of in self.types.items()}

    @cached_property
    def _prepare(self) -> str:
        numbered = self.text % {name: f"${n}" for n, name in enumerate(self.types, 1)}
        return f"PREPARE {self._called} ({', '.join(self.types.values())}) AS {numbered}"

    @cached_property
    def _ask(self) -> str:
        given = ", ".join(f"%({name})s" for name in self.types)
        return f"{_IN_PRACTICE}; EXECUTE {self._called} ({given})"


def _count(statements: str, told: Mapping[str, Any], place: int) -> int:
    """The answer of one of several statements, by its place among them."""
    with connection.cursor() as cursor:
        cursor.execute(statements, told)
        for _before in range(place):
            cursor.nextset()
        row = cursor.fetchone()
    return int(row[0])

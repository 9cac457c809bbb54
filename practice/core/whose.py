"""Whose record an address is about, for the access log: each room names what its addresses carry.

A page of the practice names a note, a program or a client by its id; the log's line is the
client's too, so that they can be told who looked.
"""

from functools import cache
from typing import Any
from uuid import UUID

from practice.core.tenancy import TenantModel

_named: dict[str, type[TenantModel]] = {}


def register(**parameters: type[TenantModel]) -> None:
    """Say what an address's parameter names (from an AppConfig's ready): `note_id=SessionNote`."""
    _named.update(parameters)


def named() -> frozenset[str]:
    """Every parameter that names something of one client."""
    return frozenset(_named)


@cache
def _asked(parameter: str) -> str:
    """The client of one row as a subquery that waits for a practice and an id; written once."""
    model: Any = _named[parameter]
    rows = model._base_manager.filter(practice_id=UUID(int=0)).filter(pk=UUID(int=1))
    sql, values = rows.order_by().values(f"{model.client_path}id").query.sql_with_params()
    if values != (UUID(int=0), UUID(int=1)):  # it is filled in this order
        raise RuntimeError(values)
    return f"({sql})"


def client_of(practice_id: UUID, parameter: str, object_id: UUID) -> tuple[str, list[UUID]]:
    """SQL that says whose an object is, with its values; NULL for what is no client's, or is out
    of the practice."""
    if parameter not in _named:
        return "NULL::uuid", []
    return _asked(parameter), [practice_id, object_id]

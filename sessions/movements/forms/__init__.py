"""What narrows the library, and the form of a movement."""

from sessions.movements.forms.filters import LibraryFilters
from sessions.movements.forms.movement import MovementForm, as_initial, rows_of, with_another_row

__all__ = ["LibraryFilters", "MovementForm", "as_initial", "rows_of", "with_another_row"]

"""What a check-in asks beside the measures: soreness after practising, as a log does."""

from hashlib import blake2s
from uuid import UUID

KEPT = ("soreness_hours", "worse")


def name_of(episode: UUID | None, instrument: str, version: str, item: str) -> str:
    """The name of a question's field: it says what was asked, of which work, in which version.

    An answer to what is not asked any more then has no place, and cannot be taken for another.
    """
    asked = f"{episode}/{instrument}/{version}/{item}"
    return f"q_{blake2s(asked.encode(), digest_size=8).hexdigest()}"

"""Errors of the domain: values first, words in one place."""

from uuid import UUID

from django.utils.functional import Promise


class DomainError(Exception):
    """A rule said no. `field` is where on a form the words belong, "" for the whole form."""

    def __init__(self, message: str | Promise, *, field: str = "", code: str = "invalid") -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field
        self.code = code


class Moved(Exception):
    """What was asked for by the id `was` is part of `now` since."""

    def __init__(self, was: UUID, now: UUID) -> None:
        super().__init__(f"{was} is part of {now}")
        self.was, self.now = was, now


class ReadOnly(DomainError):
    """An archived client's record is read, and nothing more; `client_id` says whose."""

    def __init__(self, message: str | Promise, client_id: UUID) -> None:
        super().__init__(message, code="archived")
        self.client_id = client_id


class Stale(DomainError):
    """Somebody saved a newer version in between; `current` is what is stored now."""

    def __init__(self, message: str | Promise, *, current: object = None) -> None:
        super().__init__(message, code="stale")
        self.current = current

"""Errors of the domain: values first, words in one place."""

from django.utils.functional import Promise


class DomainError(Exception):
    """A rule said no. `field` is where on a form the words belong, "" for the whole form."""

    def __init__(self, message: str | Promise, *, field: str = "", code: str = "invalid") -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field
        self.code = code


class Stale(DomainError):
    """Somebody saved a newer version in between; `current` is what is stored now."""

    def __init__(self, message: str | Promise, *, current: object = None) -> None:
        super().__init__(message, code="stale")
        self.current = current

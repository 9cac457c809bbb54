"""How a time zone is kept."""

from typing import Any

from django.db import models

from practice.core.clock import UnknownZone, known_zone


class ZoneField(models.CharField):  # type: ignore[type-arg]
    """The name of an IANA zone. One that is not known is read as `UnknownZone`: UTC."""

    def from_db_value(self, value: str | None, *_more: Any) -> str | None:
        """What is stored, if there is such a zone."""
        return value if value is None else known_zone(value)

    def get_prep_value(self, value: Any) -> Any:
        """What stood there stays until somebody says another one."""
        return super().get_prep_value(value.stored if isinstance(value, UnknownZone) else value)

    def deconstruct(self) -> Any:
        """To the tables it is words like others."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

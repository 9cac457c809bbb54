"""Static files as the browser gets them: one style sheet, named by content, compressed."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/supple.css"
IMPORT = re.compile(r'@import "(?P<name>[\w/.-]+)";\n?')


class OneSheetStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Joins what supple.css imports before the files get their names.

    Without collectstatic the imports work as they stand.
    """

    def post_process(self, paths: dict[str, Any], **options: Any) -> Iterator[Any]:
        """Write the joined sheet, then let the parents hash and compress."""
        if SHEET in paths and not options.get("dry_run"):
            self._join(paths)
        yield from super().post_process(paths, **options)

    def _join(self, paths: dict[str, Any]) -> None:
        def imported(match: re.Match[str]) -> str:
            return _read(paths, f"css/{match['name']}")

        joined = IMPORT.sub(imported, _read(paths, SHEET))
        self.delete(SHEET)
        self._save(SHEET, ContentFile(joined.encode()))
        paths[SHEET] = (self, SHEET)


def _read(paths: dict[str, Any], name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())

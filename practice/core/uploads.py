"""What may come in as a file: to an address that takes one, by somebody known, up to a size."""

from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest

# What stands around a file in a form: the other fields, and the marks between them.
FORM_ALLOWANCE = 1_000_000


def takes_file[V: Callable[..., Any]](view: V) -> V:
    """Mark a page (outside its door) as one whose form carries one file."""
    view.takes_file = True  # type: ignore[attr-defined]
    return view


def takes_media[V: Callable[..., Any]](view: V) -> V:
    """Mark a page as one whose form carries one file that may be as large as a video."""
    view.takes_file = True  # type: ignore[attr-defined]
    view.takes_media = True  # type: ignore[attr-defined]
    return view


def file_refused(request: HttpRequest) -> bool:
    """Whether a file that came along was too large and was let go of."""
    return bool(getattr(request, "file_too_large", False))


def upload_folder() -> str:
    """Where bytes lie while they are looked at, closed to everybody else."""
    Path(settings.SUPPLE_UPLOAD_FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
    return str(settings.SUPPLE_UPLOAD_FOLDER)


class Upload(TemporaryUploadedFile):
    """A file on its way, in our own folder; it is gone with the request."""

    def __init__(self, name: str, content_type: str, charset: str | None, extra: Any) -> None:
        file = NamedTemporaryFile(suffix=".upload", dir=upload_folder())  # noqa: SIM115 - Django's
        # What Django's own does, whose folder has to be there before the first start.
        super(TemporaryUploadedFile, self).__init__(file, name, content_type, 0, charset, extra)


def _may_send(request: HttpRequest, view: Any) -> bool:
    """Whether somebody asks who may do what the page's door asks for, before a byte is read."""
    actor = getattr(request, "actor", None)
    return actor is not None and actor.may(view.action)


class FileGate(TemporaryFileUploadHandler):
    """Streams the one file of a form to a folder of ours; what is too large is never written.

    Anything else that comes as a file (elsewhere, of who may not, a second one) is read past, and
    the form is answered as if it were not there. Fields of the form are kept either way.
    """

    is_open = takes = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Decide from the length that was announced, before the first byte is read."""
        request: Any = self.request
        match = request.resolver_match
        view = match.func if match else None
        self.is_open = getattr(view, "takes_file", False) and _may_send(request, view)
        is_media = getattr(view, "takes_media", False)
        self.most = settings.SUPPLE_MEDIA_BYTES if is_media else settings.SUPPLE_FILE_BYTES
        if content_length > self.most + FORM_ALLOWANCE:
            self._refuse()

    def _refuse(self) -> None:
        self.is_open = self.takes = False
        self.request.file_too_large = True  # type: ignore[union-attr]

    def new_file(
        self,
        field_name: str,
        file_name: str,
        content_type: str,
        content_length: int | None,
        charset: str | None = None,
        content_type_extra: dict[str, bytes] | None = None,
    ) -> None:
        """Begin the one file that is taken."""
        self.takes, self.is_open = self.is_open, False
        if self.takes:
            self.file = Upload(file_name, content_type, charset, content_type_extra)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece, as long as there are not too many of them."""
        if self.takes and start + len(raw_data) > self.most:
            self._refuse()
            self.file.close()
        if self.takes:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> Any:
        """The file that was taken; nothing for one that was not."""
        if not self.takes:
            return None
        self.takes = False
        return super().file_complete(file_size)

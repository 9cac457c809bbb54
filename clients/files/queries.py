"""Reads of files: one guarded door to a file and to its bytes, lists, and who may take photos."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404

from clients.files.models import ClientFile
from clients.files.rules import SMALL_WAITS, FileKind, PostureView, SmallState
from clients.records.models import ConsentRecord
from clients.texts.rules import ConsentKind
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.clock import now
from practice.core.tenancy import TenantQuerySet
from practice.outbox.sending.claims import across_practices

type Files = TenantQuerySet[ClientFile]
PAGE = 24
MOST_COMPARED = 60

_BESIDE = """
    SELECT json_build_array(file.id, file.kind, file.title, file.view, file.added_at, file.taken_on)
    FROM clients_clientfile file
    WHERE file.practice_id = %s AND file.client_id = clients_client.id
    ORDER BY file.added_at DESC, file.id DESC LIMIT %s"""

_WAITING = (
    "SELECT DISTINCT practice_id FROM clients_clientfile WHERE small_state = 'waiting' LIMIT 1000"
)


class Agreed(NamedTuple):
    """What a client said last about photos; `said_at` is None while they said nothing."""

    given: bool
    said_at: datetime | None


def agreed_to_photos(actor: Actor, client_id: UUID) -> Agreed:
    """Whether photos of a client may be taken, and seen by the practice."""
    rows = ConsentRecord.objects.visible_to(actor)
    said = rows.filter(client_id=client_id, document__kind=ConsentKind.PHOTO.value)
    last = said.order_by("-answered_at", "-id").values_list("given", "answered_at").first()
    return Agreed(*last) if last else Agreed(given=False, said_at=None)


def _files(actor: Actor, action: str = "file.read") -> Files:
    """Files in the actor's reach, each with whether it `is_closed` to them.

    Photos are closed to the practice while no agreement about them stands; to the client never.
    What is the practice's own is not there for a client, whatever they ask for.
    """
    rows: Any = ClientFile.objects.visible_to(actor, action)
    if actor.in_portal:
        rows = rows.filter(Q(kind=FileKind.POSTURE.value) | Q(is_shared=True))
        return cast("Files", rows.annotate(is_closed=Value(False)))
    said = ConsentRecord.objects.visible_to(actor, "file.read")
    said = said.filter(client=OuterRef("client"), document__kind=ConsentKind.PHOTO.value)
    last = Subquery(said.order_by("-answered_at", "-id").values("given")[:1])
    is_closed = Q(kind=FileKind.POSTURE.value, photos_given=False)
    rows = rows.annotate(photos_given=Coalesce(last, Value(False)))
    return cast("Files", rows.annotate(is_closed=ExpressionWrapper(is_closed, BooleanField())))


def client_files(actor: Actor, client_id: UUID) -> Files:
    """All of a client's files that the actor reaches."""
    return _files(actor).filter(client_id=client_id)


def get_file(actor: Actor, file_id: UUID, action: str = "file.read") -> ClientFile:
    """The one door to a file, with its client; Http404 unless within the actor's reach."""
    rows = _files(actor, action).select_related("client", "added_by", "episode")
    found = rows.by_id(file_id)
    if found is None:
        raise Http404("file")
    return found


def get_open_file(actor: Actor, file_id: UUID) -> ClientFile:
    """The one door to a file's bytes: as for the file, and Http404 where it is closed."""
    found: Any = get_file(actor, file_id)
    if found.is_closed:
        raise Http404("file")
    return cast(ClientFile, found)


@dataclass(frozen=True)
class FileList:
    """A page of a client's files, the newest first."""

    files: Sequence[ClientFile]
    after: UUID | None
    kind: FileKind | None = None


def list_files(actor: Actor, client_id: UUID, *, kind: str = "", after: str = "") -> FileList:
    """A client's files behind a cursor, of one kind or of all when there is no such kind."""
    rows = _files(actor).filter(client_id=client_id)
    asked = FileKind(kind) if kind in set(FileKind) else None
    if asked:
        rows = rows.filter(kind=asked.value)
    if is_uuid(after):
        rows = rows.filter(pk__lt=after)
    found = list(rows.order_by("-id")[: PAGE + 1])
    goes_on = len(found) > PAGE
    return FileList(found[:PAGE], found[PAGE - 1].pk if goes_on else None, asked)


def is_uuid(text: str) -> bool:
    """Whether a text is an id at all."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def count_files(actor: Actor, client_id: UUID) -> int:
    """How many files a client has."""
    return ClientFile.objects.visible_to(actor).filter(client_id=client_id).count()


@dataclass(frozen=True)
class Comparing:
    """Two photos of one view, and the others that could be compared."""

    view: PostureView
    views: Sequence[PostureView]
    photos: Sequence[ClientFile]
    before: ClientFile | None
    after: ClientFile | None

    @property
    def is_possible(self) -> bool:
        """Whether there are two."""
        return self.before is not None and self.after is not None


def comparing(
    actor: Actor, client_id: UUID, *, view: str = "", before: str = "", after: str = ""
) -> Comparing:
    """The two photos that were asked for, or the first and the last of the view. One statement.

    Without a view, the first that has two photos.
    """
    rows = _files(actor).filter(client_id=client_id, kind=FileKind.POSTURE.value)
    newest = rows.order_by("-taken_on", "-id")[: MOST_COMPARED * len(PostureView)]
    photos = [photo for photo in newest if not cast(Any, photo).is_closed]
    by_view = {each: [p for p in photos if p.view == each.value] for each in PostureView}
    views = [each for each in PostureView if len(by_view[each]) > 1]
    chosen = PostureView(view) if view in set(PostureView) else next(iter(views), PostureView.FRONT)
    there = by_view[chosen][::-1]
    by_id = {str(photo.pk): photo for photo in there}
    two = len(there) > 1
    return Comparing(
        chosen,
        views,
        there,
        by_id.get(before, there[0] if two else None),
        by_id.get(after, there[-1] if two else None),
    )


class ToldFile(NamedTuple):
    """What a client's page says of a file."""

    file_id: UUID
    kind: FileKind
    title: str
    view: str
    added_at: datetime
    taken_on: date | None


def files_beside(actor: Actor, most: int) -> Any:
    """The newest files of each client of a query, read along with it: `told_files`."""
    return beside(actor, "file.read", _BESIDE, actor.practice_id, most)


def told_files(found: Sequence[Sequence[Any]]) -> list[ToldFile]:
    """What `files_beside` read."""
    return [
        ToldFile(
            UUID(file_id),
            FileKind(kind),
            title,
            view,
            datetime.fromisoformat(at),
            date.fromisoformat(taken_on) if taken_on else None,
        )
        for file_id, kind, title, view, at, taken_on in found
    ]


def small_waiting(actor: Actor, *, but: Collection[UUID] = ()) -> ClientFile | None:
    """A file whose small picture is to be made by now, locked for this worker alone.

    After each try it waits longer, counted from when it came.
    """
    rows = ClientFile.objects.visible_to(actor).filter(small_state=SmallState.WAITING.value)
    due = Q()
    for tries, wait in enumerate(SMALL_WAITS):
        due |= Q(small_tries=tries, added_at__lte=now() - wait)
    rows = rows.filter(due).exclude(pk__in=but)
    rows = rows.select_for_update(skip_locked=True, no_key=True)
    return rows.order_by("small_tries", "id").first()


def practices_waiting() -> list[UUID]:
    """Practices in which some small picture waits to be made."""
    with across_practices() as cursor:
        cursor.execute(_WAITING)
        return [row[0] for row in cursor.fetchall()]


def names_known(actor: Actor, names: Sequence[str]) -> set[str]:
    """Which of these names of the store belong to a file."""
    rows = ClientFile.objects.visible_to(actor).filter(stored_as__in=names)
    return set(rows.values_list("stored_as", flat=True))

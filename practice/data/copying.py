"""A copy of everything that a client may read: pages to read, tables, JSON, and their files.

What is in tables is written to temporary files while the request's transaction is open, some
hundred rows at a time; practice.data.archive makes the archive of them as it is sent.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from itertools import batched
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from clients.files.rules import download_name
from clients.intake.paper import intake_pdf
from clients.intake.queries import get_submission
from clients.measures.rules import INSTRUMENTS
from clients.symptoms.rules import BODY_REGIONS_BY_CODE
from practice.core.actor import Actor
from practice.core.clock import now
from practice.data.archive import Copy, Stored
from practice.data.kinds import KINDS
from practice.data.looking import every_line
from practice.data.reads import Kind
from practice.data.rules import cell, file_name
from practice.outbox.kinds import word_for
from sessions.notes.visibility.queries import shared_notes_of

AT_ONCE = 500  # rows that are read, and written, together


def _region(code: str) -> str:
    known = BODY_REGIONS_BY_CODE.get(code)
    return str(known.label) if known else code


def _instrument(code: str) -> str:
    known = INSTRUMENTS.get(code)
    return str(known.name) if known else code


# Codes whose words are not the model's own.
_WORDS: Mapping[tuple[str, str], Callable[[str], str]] = {
    ("mails", "kind"): word_for,
    ("felt", "region"): _region,
    ("measures", "instrument"): _instrument,
}


def copy_of(actor: Actor, client_id: UUID, *, practice_name: str) -> Copy:
    """Read everything that the client may read of theirs, and write it down."""
    copy = Copy()
    try:
        _write(copy, actor, client_id, practice_name)
    except BaseException:
        copy.open.close()
        raise
    return copy


def _write(copy: Copy, actor: Actor, client_id: UUID, practice_name: str) -> None:
    index = copy.new("index.html")
    copy.new("style.css").write(render_to_string("data/copy/style.css").encode())
    told = {"practice_name": practice_name, "name": actor.name, "at": now(), "zone": actor.zone}
    index.write(render_to_string("data/copy/head.html", told).encode())
    for kind in KINDS:
        if kind.code == "notes":
            _notes(copy, index, actor, client_id, kind)
        else:
            _rows(copy, index, actor, client_id, kind)
    _looked(copy, index, actor, client_id)
    index.write(render_to_string("data/copy/foot.html", {"kinds": KINDS}).encode())
    _files(copy, actor, client_id)
    _intakes(copy, actor, client_id)


def _rows(copy: Copy, index: Any, actor: Actor, client_id: UUID, kind: Kind) -> None:
    rows = kind.rows(actor, client_id).order_by(kind.at, "pk")
    paths = [path for path, _word in kind.columns]
    say = [_speaker(kind, rows.model, path, actor) for path in paths]
    words = [capfirst(str(word)) for _path, word in kind.columns]
    found = rows.values_list(*paths).iterator(AT_ONCE)
    table = _Table(copy, index, kind.code, str(kind.word), words, paths)
    for some in batched(found, AT_ONCE):
        shown = [[tell(value) for tell, value in zip(say, row, strict=True)] for row in some]
        table.write(some, shown, as_csv=kind.as_csv)
    table.end()


class _Table:
    """One kind, written three times as it is read: to read, as JSON, and as a table of cells."""

    def __init__(
        self, copy: Copy, index: Any, code: str, word: str, words: list[str], paths: list[str]
    ) -> None:
        self._copy, self._index, self._code = copy, index, code
        self._words, self._paths = words, paths
        self._json = copy.new(f"data/{code}.json")
        self._json.write(b"[")
        self._csv: Any = None
        self._any = False
        self._index.write(self._said("begin.html", {"word": word, "words": words, "code": code}))

    def _said(self, name: str, context: Mapping[str, Any]) -> bytes:
        return render_to_string(f"data/copy/{name}", dict(context)).encode()

    def write(self, raw: Iterable[Any], shown: list[list[str]], *, as_csv: bool) -> None:
        """Some rows, as they are and as they are said."""
        named = [dict(zip(self._paths, row, strict=True)) for row in raw]
        written = ",\n".join(
            json.dumps(one, cls=DjangoJSONEncoder, ensure_ascii=False) for one in named
        )
        self._json.write((",\n" if self._any else "\n").encode() + written.encode())
        lines = [list(zip(self._words, row, strict=True)) for row in shown]
        self._index.write(self._said("rows.html", {"rows": lines, "as_table": as_csv}))
        if as_csv:
            self._cells(shown)
        self._any = True

    def _cells(self, shown: list[list[str]]) -> None:
        text = io.StringIO()
        writer = csv.writer(text, quoting=csv.QUOTE_ALL)
        if self._csv is None:
            self._csv = self._copy.new(f"tables/{self._code}.csv")
            self._csv.write(b"\xef\xbb\xbf")  # so that spreadsheets read it as UTF-8
            writer.writerow([cell(word) for word in self._words])
        writer.writerows([cell(value) for value in row] for row in shown)
        self._csv.write(text.getvalue().encode())

    def end(self) -> None:
        """Nothing more of this kind."""
        self._json.write(b"\n]\n")
        self._index.write(self._said("end.html", {"is_empty": not self._any}))


def _speaker(kind: Kind, model: type[Model], path: str, actor: Actor) -> Callable[[Any], str]:
    """How one column is said: the words of a choice, days and times as in the practice."""
    *ways, name = path.split("__")
    meta: Any = model._meta
    for way in ways:
        meta = meta.get_field(way).related_model._meta
    choices = dict(getattr(meta.get_field(name), "flatchoices", ()))
    words, zone = _WORDS.get((kind.code, path)), ZoneInfo(actor.zone)

    def say(value: Any) -> str:
        if words is not None:
            return words(value)
        return str(choices[value]) if value in choices else _said(value, zone)

    return say if choices or words else lambda value: _said(value, zone)


def _said(value: Any, zone: ZoneInfo) -> str:
    match value:
        case None:
            said = ""
        case bool():
            said = _("yes") if value else _("no")
        case datetime():
            said = date_format(value.astimezone(zone), "DATETIME_FORMAT")
        case date():
            said = date_format(value, "DATE_FORMAT")
        case dict():
            said = "; ".join(f"{name}: {_said(one, zone)}" for name, one in value.items())
        case list() | tuple():
            said = ", ".join(_said(one, zone) for one in value)
        case _:
            said = str(value)
    return said


def _notes(copy: Copy, index: Any, actor: Actor, client_id: UUID, kind: Kind) -> None:
    words = [_("Lesson"), _("On"), _("By"), _("What was written")]
    paths = ["lesson", "held_on", "by", "parts"]
    table = _Table(copy, index, kind.code, str(kind.word), words, paths)
    begin: int | None = 0
    while begin is not None:
        page = shared_notes_of(actor, client_id, begin=begin)
        raw, shown = [], []
        for note in page.notes:
            parts = {str(part.label): "\n".join(told) for part, told in note.parts}
            raw.append((note.number, note.held_on, note.author, parts))
            said = "\n".join(f"{part}: {told}" for part, told in parts.items())
            day = date_format(note.held_on, "DATE_FORMAT")
            shown.append([str(note.number), day, note.author, said])
        if raw:
            table.write(raw, shown, as_csv=False)
        begin = page.after
    table.end()


def _looked(copy: Copy, index: Any, actor: Actor, client_id: UUID) -> None:
    words = [_("When"), _("Who"), _("Role"), _("What")]
    table = _Table(copy, index, "who_looked", _("Who looked"), words, ["at", "who", "role", "what"])
    zone = ZoneInfo(actor.zone)
    for some in batched(every_line(actor, client_id), AT_ONCE):
        raw = [(at, str(who), str(role), str(what)) for at, who, role, what in some]
        shown = [[_said(at, zone), *rest] for at, *rest in raw]
        table.write(raw, shown, as_csv=True)
    table.end()


def _files(copy: Copy, actor: Actor, client_id: UUID) -> None:
    by_code = {kind.code: kind for kind in KINDS}
    rows = by_code["files"].rows(actor, client_id).order_by("added_at", "pk")
    found = rows.values_list("title", "content_type", "stored_as", "size")
    for number, (title, content_type, stored_as, size) in enumerate(found, start=1):
        name = file_name(number, download_name(title, content_type))
        copy.files.append(Stored(f"files/{name}", stored_as, size))


def _intakes(copy: Copy, actor: Actor, client_id: UUID) -> None:
    by_code = {kind.code: kind for kind in KINDS}
    rows = by_code["intakes"].rows(actor, client_id).filter(signed_at__isnull=False)
    for number, pk in enumerate(rows.order_by("pk").values_list("pk", flat=True), start=1):
        made = intake_pdf(actor, get_submission(actor, pk))
        copy.new(f"intakes/{number:03d}-intake.pdf").write(made)

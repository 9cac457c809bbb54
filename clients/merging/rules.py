"""Rules of a merge: which record says what afterwards, and for how long it can be undone."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from clients.records.rules import CONTACTS_AT_MOST, ClientState, Contact, ContactKind, read_contacts

# A merge by mistake shows at the next lesson or the next mail, some weeks later at most. After
# that so much has been written under one name that nobody can say any more whose it is.
UNDO_WITHIN = timedelta(days=30)

# What is chosen between, in the order of the page; the columns that go together.
CHOICES: Mapping[str, Sequence[str]] = {
    "given_name": ("given_name",),
    "family_name": ("family_name",),
    "preferred_name": ("preferred_name",),
    "pronouns": ("pronouns",),
    "birth_date": ("birth_date",),
    "email": ("email",),
    "phone": ("phone",),
    "language": ("language",),
    "timezone": ("timezone",),
    "emergency": ("emergency_name", "emergency_relation", "emergency_phone"),
    "occupation": ("occupation",),
    "habits": ("habits",),
    "assigned_to": ("assigned_to_id",),
    "came_by": ("came_by",),
    "state": ("state",),
}
# What follows from both without a question.
FOLLOWS = ("contacts", "mail_stopped_at", "user_id", "sort_name")
CHOSEN = tuple(column for columns in CHOICES.values() for column in columns)
KEPT = (*CHOSEN, *FOLLOWS)
# Whoever is further on the way is not set back by the other entry.
LIVELY = (ClientState.ENQUIRY, ClientState.MAINTAINING, ClientState.ACTIVE)

type Values = Mapping[str, Any]


def may_undo(merged_at: datetime, at: datetime) -> bool:
    """Whether a merge can still be undone."""
    return at - merged_at <= UNDO_WITHIN


def differs(name: str, kept: Values, other: Values) -> bool:
    """Whether the two records say different things of one choice."""
    return any(kept[column] != other[column] for column in CHOICES[name])


def better(name: str, kept: Values, other: Values) -> bool:
    """Whether the other record's answer is offered first: the kept one says nothing, or less."""
    if name == "state":
        return LIVELY.index(other["state"]) > LIVELY.index(kept["state"])
    columns = CHOICES[name]
    return not any(kept[c] for c in columns) and any(other[c] for c in columns)


def asked(kept: Values, other: Values) -> list[str]:
    """What has to be chosen: where the two differ."""
    return [name for name in CHOICES if differs(name, kept, other)]


def together(kept: Values, other: Values, take: Collection[str]) -> dict[str, Any]:
    """What the kept record says afterwards, without the name it is sorted by.

    `take` names the choices in which the other record's answer stays. An address or number that
    was not chosen becomes another contact; somebody who wants no reminders still wants none.
    """
    said = {c: (other if name in take else kept)[c] for name, cs in CHOICES.items() for c in cs}
    said["contacts"] = _contacts(said, kept, other)
    said["mail_stopped_at"] = kept["mail_stopped_at"] or other["mail_stopped_at"]
    said["user_id"] = kept["user_id"] or other["user_id"]
    return said


def _contacts(said: Values, kept: Values, other: Values) -> list[Contact]:
    left: list[Contact] = [*kept["contacts"], *other["contacts"]]
    left += [_as_contact(who[kind]) for who in (kept, other) for kind in ("email", "phone")]
    found: list[Contact] = []
    known = {_plain(said["email"]), _plain(said["phone"]), ""}
    for contact in left:
        if (value := _plain(contact["value"])) not in known:
            known.add(value)
            found.append(contact)
    return found[:CONTACTS_AT_MOST]


def _as_contact(value: str) -> Contact:
    try:
        (contact,) = read_contacts(value)
    except ValueError:  # nothing, or no address and no number: it stays in the record of the merge
        return {"kind": ContactKind.PHONE.value, "label": "", "value": ""}
    return contact


def _plain(value: str) -> str:
    return "".join(value.casefold().split())

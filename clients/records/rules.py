"""Rules of the client record: states, words to search by, closing an episode."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import phonenumbers


class ClientState(StrEnum):
    """A client's way through the practice."""

    ENQUIRY = "enquiry"
    ACTIVE = "active"
    MAINTAINING = "maintaining"
    ARCHIVED = "archived"


class EpisodeState(StrEnum):
    """Whether the course of work goes on."""

    OPEN = "open"
    CLOSED = "closed"


class EpisodeOutcome(StrEnum):
    """How a course of work ended."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    MOVED_ON = "moved_on"


# A word is found from its second letter on, by equality as far as this many letters.
SHORTEST, LONGEST_BEGINNING = 2, 6
# Letters whose stroke is no accent to Unicode; what phones write for an apostrophe and a hyphen.
PLAINLY = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"}
    | dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013", "-")
)


def fold(text: str) -> str:
    """Fold a text for searching and sorting: no accents, no case, single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(PLAINLY))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(letters.split())


class ContactKind(StrEnum):
    """How a contact reaches somebody."""

    EMAIL = "email"
    PHONE = "phone"


CONTACTS_AT_MOST, LABEL_LETTERS, CONTACT_LETTERS = 10, 60, 254
type Contact = Mapping[str, str]


def read_contacts(text: str) -> list[Contact]:
    """Contacts as they are typed, one a line: *Work: +1 303 555 0100*; the label may be missing.

    What has an @ is an e-mail, what has three digits or more a phone. ValueError holds the line
    that is neither.
    """
    return [_read_contact(line) for line in map(str.strip, text.splitlines()) if line]


def _read_contact(line: str) -> Contact:
    before, colon, after = line.rpartition(":")
    label, value = (before.strip(), after.strip()) if colon else ("", line)
    name, at, host = value.partition("@")
    if at and name and "." in host and "@" not in host and " " not in value:
        kind = ContactKind.EMAIL
    elif not at and sum(c.isdigit() for c in value) >= 3 and not any(map(str.isalpha, value)):
        kind = ContactKind.PHONE
    else:
        raise ValueError(line)
    if len(label) > LABEL_LETTERS or len(value) > CONTACT_LETTERS:
        raise ValueError(line)
    return {"kind": kind.value, "label": label, "value": value}


def write_contacts(contacts: Iterable[Contact]) -> str:
    """The lines that `read_contacts` reads."""
    return "\n".join(": ".join(filter(None, (c["label"], c["value"]))) for c in contacts)


def contacts_of(kind: ContactKind, first: str, further: Iterable[Contact]) -> list[str]:
    """All of somebody's e-mails, or phones."""
    return [first, *(c["value"] for c in further if c["kind"] == kind)]


def search_words(*, names: list[str], emails: list[str], phones: list[str]) -> set[str]:
    """Words a client is found by: each part of a name, the e-mails, the phones' digits."""
    words: set[str] = set()
    for name in names:
        folded = fold(name)
        words.update(folded.replace("-", " ").replace("'", " ").split())
        words.update(folded.split())
    words.update(email.casefold() for email in emails)
    words.update(*map(phone_words, phones))
    return {word[:120] for word in words if word}


def phone_words(phone: str) -> set[str]:
    """The digits as written, and the national number without its leading zeros."""
    digits = "".join(c for c in phone if c.isdigit())
    try:
        national = str(phonenumbers.parse(phone, None).national_number)
    except phonenumbers.NumberParseException:
        national = ""
    return {digits, digits.lstrip("0"), national} - {""}


def beginnings_of(words: set[str]) -> set[str]:
    """What words are found by: their first two to six letters, and longer ones whole."""
    found = {word[:n] for word in words for n in range(SHORTEST, LONGEST_BEGINNING + 1)}
    return {text for text in found | words if len(text) >= SHORTEST}


def asked_words(text: str) -> list[str]:
    """What somebody typed into the search box, as word beginnings of two letters or more."""
    folded = fold(text)
    digits = "".join(c for c in folded if c.isdigit())
    if digits and not any(c.isalpha() for c in folded):
        return [digits.lstrip("0")] if len(digits) >= 3 else []
    return [word for word in folded.split() if len(word) >= SHORTEST]


# Fewer digits than this are no whole number: an extension, or the beginning of many.
SHORTEST_PHONE = 7


class Likeness(StrEnum):
    """In what somebody new is like somebody who is known."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """What two entries of one person have in common."""

    given_name: str
    family_name: str
    preferred_name: str
    email: str
    phone: str
    birth_date: date | None
    contacts: Sequence[Contact] = ()

    @property
    def emails(self) -> set[str]:
        """All of their e-mails, folded."""
        told = contacts_of(ContactKind.EMAIL, self.email, self.contacts)
        return {email.casefold() for email in told if email}

    @property
    def phones(self) -> set[str]:
        """All of their phone numbers, by their digits."""
        told = contacts_of(ContactKind.PHONE, self.phone, self.contacts)
        return {digits for phone in told for digits in whole_phones(phone)}


def likenesses(one: Particulars, other: Particulars) -> Sequence[Likeness]:
    """Why two entries may be one person: birth date and name, e-mail, phone by its digits."""
    found = []
    if one.birth_date and one.birth_date == other.birth_date and _like_named(one, other):
        found.append(Likeness.NAME)
    if one.emails & other.emails:
        found.append(Likeness.EMAIL)
    if one.phones & other.phones:
        found.append(Likeness.PHONE)
    return found


def whole_phones(phone: str) -> set[str]:
    """The digits of a phone number, when they are enough to be a whole one."""
    return {digits for digits in phone_words(phone) if len(digits) >= SHORTEST_PHONE}


def _like_named(one: Particulars, other: Particulars) -> bool:
    """Whether all of one's name is among the other's, in any order and without accents."""
    return _name_of(one) <= _names_of(other) or _name_of(other) <= _names_of(one)


def _name_of(who: Particulars) -> set[str]:
    return _parts(f"{who.given_name} {who.family_name}")


def _names_of(who: Particulars) -> set[str]:
    return _name_of(who) | _parts(who.preferred_name)


def _parts(name: str) -> set[str]:
    return set(fold(name).replace("-", " ").replace("'", " ").split())


class Reason(StrEnum):
    """Why an episode says in words how it ended."""

    UNMET = "unmet"
    STANDS = "stands"


def reason_needed(outcome: EpisodeOutcome, *, stands: bool) -> Reason | None:
    """Why an outcome needs a reason; None for *met* when nothing stands.

    What was not met, or not wholly, teaches nobody without its reason. Without integration the
    old pattern tends to return (seed rows 85, 87), so that *met* needs one while a release stands.
    """
    if outcome is not EpisodeOutcome.MET:
        return Reason.UNMET
    return Reason.STANDS if stands else None

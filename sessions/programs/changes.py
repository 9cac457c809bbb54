"""What changed from one revision of a program to the next, in words."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.symptoms.rules import Phase
from sessions.movements.rules import Dosed, Variant
from sessions.programs.models import HomeProgramRevision

NOTHING = "–"
type Item = Mapping[str, Any]


class Snapshot(NamedTuple):
    """What a program was at one revision."""

    items: Sequence[Item]
    minutes_budget: int
    many_reason: str = ""


def _what(item: Item) -> str:
    return str(item.get("movement") or item.get("card"))


def _is_same(one: Item, other: Item, in_phase: bool) -> bool:
    return _what(one) == _what(other) and (not in_phase or one["phase"] == other["phase"])


def _pairs(before: Sequence[Item], after: Sequence[Item]) -> list[tuple[Item | None, Item]]:
    """Each item of now with what it was: the same in its phase, else the same in another one."""
    left = list(before)
    found: dict[int, Item] = {}
    for in_phase in (True, False):
        for number, item in enumerate(after):
            was = next((one for one in left if _is_same(one, item, in_phase)), None)
            if number not in found and was is not None:
                found[number] = was
                left = [one for one in left if one is not was]
    return [(found.get(number), item) for number, item in enumerate(after)]


def _taken_out(pairs: Sequence[tuple[Item | None, Item]], before: Sequence[Item]) -> Iterator[str]:
    stayed = [id(was) for was, _item in pairs]
    return (str(item["name"]) for item in before if id(item) not in stayed)


def _moved(pairs: Sequence[tuple[Item | None, Item]], before: Sequence[Item]) -> bool:
    """Whether those that stayed stand in another order."""
    places = [id(item) for item in before]
    stayed = [places.index(id(was)) for was, _item in pairs if was is not None]
    return stayed != sorted(stayed)


def _side(item: Item) -> str:
    return _(Dosed(item["side"]).label) if item.get("side") else NOTHING


def _variant(item: Item) -> str:
    return _(Variant(item["variant"]).label) if item.get("variant") else NOTHING


def _quoted(text: str) -> str:
    return f"“{text}”" if text else NOTHING


def _told(item: Item) -> dict[str, tuple[str, str]]:
    """All that is said of an item: the word for it, and its value in words."""
    return {
        "phase": (_("phase"), _(Phase(item["phase"]).label)),
        "minutes": (_("minutes"), str(item.get("minutes") or NOTHING)),
        "side": (_("side"), _side(item)),
        "repetitions": (_("times"), str(item.get("repetitions") or NOTHING)),
        "variant": (_("variant"), _variant(item)),
        "note": (_("note"), _quoted(item.get("note", ""))),
        "unlock_reason": (_("why before it is open"), _quoted(item.get("unlock_reason", ""))),
        "against_reason": (_("why all the same"), _quoted(item.get("against_reason", ""))),
    }


def _differences(was: Item, item: Item) -> list[str]:
    old, new = _told(was), _told(item)
    return [
        f"{word} {old[name][1]} → {value}"
        for name, (word, value) in new.items()
        if old[name][1] != value
    ]


def changes_between(before: Snapshot, after: Snapshot) -> list[str]:
    """For the practitioner: a line for each thing that is not as it was."""
    pairs = _pairs(before.items, after.items)
    lines = [_("Added: %(name)s") % {"name": item["name"]} for was, item in pairs if was is None]
    taken = _taken_out(pairs, before.items)
    lines += [_("Taken out: %(name)s") % {"name": name} for name in taken]
    for was, item in pairs:
        if was is not None and (told := _differences(was, item)):
            lines.append(f"{item['name']}: {'; '.join(told)}")
    if _moved(pairs, before.items):
        names = ", ".join(str(item["name"]) for item in after.items)
        lines.append(_("Order: %(names)s") % {"names": names})
    for word, old, new in (
        (_("Minutes there are a day"), str(before.minutes_budget), str(after.minutes_budget)),
        (_("Why so many"), _quoted(before.many_reason), _quoted(after.many_reason)),
    ):
        if old != new:
            lines.append(f"{word}: {old} → {new}")
    return lines


class ToldRevision(NamedTuple):
    """A revision as the program's page tells it; `lines` are empty where it is told by `names`:
    of the first one, and of the oldest that was read."""

    revision: HomeProgramRevision
    lines: Sequence[str]
    names: str

    @property
    def is_first(self) -> bool:
        """Whether the program began with it."""
        return self.revision.number == 1


def told_revisions(revisions: Sequence[HomeProgramRevision]) -> list[ToldRevision]:
    """What each one changed of the one before; `revisions` the newest first."""
    told = []
    for revision, older in zip_longest(revisions, revisions[1:]):
        names = "" if older else ", ".join(str(item["name"]) for item in revision.items)
        lines = changes_between(_snapshot(older), _snapshot(revision)) if older else []
        told.append(ToldRevision(revision, lines, names))
    return told


def _snapshot(revision: HomeProgramRevision) -> Snapshot:
    return Snapshot(revision.items, revision.minutes_budget, revision.many_reason)


def _now(was: Item, item: Item) -> Iterator[str]:
    """What the client does otherwise than before; the practitioner's reasons are not theirs."""
    if item.get("minutes") != was.get("minutes"):
        minutes = item["minutes"]
        yield ngettext("now a minute", "now %(n)s minutes", minutes) % {"n": minutes}
    if item.get("repetitions") != was.get("repetitions"):
        times = item.get("repetitions")
        words = ngettext("now once", "now %(n)s times", times or 0) % {"n": times}
        yield words if times else _("now as often as fits the minutes")
    for name, words in (("side", _side(item)), ("variant", _variant(item))):
        if (item.get(name) or "") != (was.get(name) or ""):
            yield _("now: %(how)s") % {"how": words} if item.get(name) else _("now as usual")
    if item.get("note") and item["note"] != was.get("note"):
        yield _("a new word with it")


def news_between(before: Sequence[Item], after: Sequence[Item]) -> list[str]:
    """For the client: what is new since the one they practised."""
    pairs = _pairs(before, after)
    lines = []
    for was, item in pairs:
        if was is None:
            words = _("New to read: %(name)s") if item.get("card") else _("New: %(name)s")
            lines.append(words % {"name": item["name"]})
        elif told := list(dict.fromkeys(_now(was, item))):
            lines.append(f"{item['name']}: {', '.join(told)}")
    taken = _taken_out(pairs, before)
    lines += [_("No longer in it: %(name)s") % {"name": name} for name in taken]
    if _moved(pairs, before):
        lines.append(_("The order is another one."))
    return lines

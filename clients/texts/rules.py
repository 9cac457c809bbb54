"""What a client agrees to, in our own words. A changed text gets a new version."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clients.symptoms.rules import Word


class ConsentKind(Word):
    SCOPE = "scope", "What this work is"
    PRIVACY = "privacy", "What we keep"
    TOUCH = "touch", "Hands-on work"
    PHOTO = "photo", "Photos and films"
    MESSAGING = "messaging", "Reminders by mail"
    GUARANTEE = "guarantee", "Guarantee terms"


@dataclass(frozen=True, slots=True)
class ConsentText:
    """`statement` stands beside the tick; `required` ones must be given to begin.

    Without a `text` there is nothing to copy: the practice writes its own, and nobody is asked
    until it does.
    """

    kind: ConsentKind
    version: int
    title: str
    text: str
    statement: str
    required: bool


CONSENT_TEXTS: Mapping[ConsentKind, ConsentText] = MappingProxyType(
    {
        ConsentKind.SCOPE: ConsentText(
            ConsentKind.SCOPE,
            1,
            "What this work is",
            "We are educators. We teach slow movements that help you sense, release and "
            "coordinate your muscles again. This is learning, not medical care: we name no "
            "conditions, give no medicine and do not take the place of your doctor. If something "
            "you tell us should be looked at by a doctor, we will say so. You decide how far each "
            "movement goes, and you may stop at any time, without a reason.",
            "I understand that these are lessons, not medical care.",
            required=True,
        ),
        ConsentKind.PRIVACY: ConsentText(
            ConsentKind.PRIVACY,
            1,
            "What we keep",
            "We keep what you tell us here, notes of our lessons, your home program and what you "
            "log about your practice. We keep only what the work needs. The people of this "
            "practice who teach you can read it; we do not sell it or use it for advertising. "
            "You may ask at any time to see it, to have a copy, to have it corrected, or to have "
            "it erased as far as the law lets us.",
            "I agree that the practice keeps and uses this for our lessons.",
            required=True,
        ),
        ConsentKind.TOUCH: ConsentText(
            ConsentKind.TOUCH,
            1,
            "Hands-on work",
            "In a lesson the educator may guide you with their hands, through your clothing, to "
            "help you feel a movement or to give it a little resistance. You stay fully dressed. "
            "You will be asked first. You may say no, or stop, at any moment, and a lesson "
            "without touch is just as welcome.",
            "Hands-on guidance is all right for me for now.",
            required=False,
        ),
        ConsentKind.PHOTO: ConsentText(
            ConsentKind.PHOTO,
            2,
            "Photos and films",
            "The educator may take photos or short films of how you stand and move, so that both "
            "of you can see what changes. You will be asked each time, before it is taken, and you "
            "decide what is in the picture. Only the people of this practice who teach, or who "
            "lead it, see them. Nothing is shown to anybody else, and nothing is published. You "
            "may say no, or take this back at any time: then no more are taken, and those that "
            "were are deleted if you wish. Lessons go on just the same.",
            "Photos and films of how I stand and move are all right for me for now.",
            required=False,
        ),
        ConsentKind.MESSAGING: ConsentText(
            ConsentKind.MESSAGING,
            1,
            "Reminders by mail",
            "We can send you a short mail when it is time to practise. It names no symptom and no "
            "movement. You choose the days and times, and every mail has a link that ends the "
            "reminders with one click.",
            "Please send me practice reminders by mail.",
            required=False,
        ),
        ConsentKind.GUARANTEE: ConsentText(
            ConsentKind.GUARANTEE,
            1,
            "Guarantee terms",
            "",
            "I have read these terms, and I agree to them.",
            required=False,
        ),
    }
)

# Wordings of ours that a practice may still have: whoever has one is offered what it reads today.
FORMER_TEXTS: Mapping[ConsentKind, tuple[str, ...]] = MappingProxyType(
    {
        ConsentKind.PHOTO: (
            "The educator may take photos or short films of how you stand and move, so that both "
            "of you can see what changes. You will be asked each time, before it is taken, and you "
            "decide what is in the picture. Only the people of this practice who teach you see "
            "them. Nothing is shown to anybody else, and nothing is published. You may say no, or "
            "take this back at any time: then no more are taken, and those that were are deleted "
            "if you wish. Lessons go on just the same.",
        ),
    }
)

REQUIRED_CONSENTS: tuple[ConsentKind, ...] = tuple(
    kind for kind, text in CONSENT_TEXTS.items() if text.required
)

# Without these two there is no work: a practice words them, and cannot leave them out.
ALWAYS_ASKED: frozenset[ConsentKind] = frozenset({ConsentKind.SCOPE, ConsentKind.PRIVACY})

# What is said aloud as a lesson goes on, and written down by whoever gives it.
ALOUD: frozenset[ConsentKind] = frozenset({ConsentKind.TOUCH})


def worded_anew(kind: str, text: str) -> ConsentText | None:
    """Our wording of today, where `text` is a former one of ours; None for somebody's own words."""
    asked = ConsentKind(kind)
    return CONSENT_TEXTS[asked] if text in FORMER_TEXTS.get(asked, ()) else None


def folded(name: str) -> str:
    """A name as it is compared."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def signing_names(firsts: Iterable[str], family: str) -> frozenset[str]:
    """Names that a typed signature may be, folded: each of the first names with the family name."""
    return frozenset(folded(f"{first} {family}") for first in firsts if first)

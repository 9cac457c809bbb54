"""What a client agrees to, in our own words. A changed text gets a new version."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clients.symptoms.rules import Word


class ConsentKind(Word):
    SCOPE = "scope", "What this work is"
    PRIVACY = "privacy", "What we keep"
    TOUCH = "touch", "Hands-on work"
    MESSAGING = "messaging", "Reminders by mail"


@dataclass(frozen=True, slots=True)
class ConsentText:
    """`statement` stands beside the tick; `required` ones must be given to begin."""

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
    }
)

REQUIRED_CONSENTS: tuple[ConsentKind, ...] = tuple(
    kind for kind, text in CONSENT_TEXTS.items() if text.required
)

"""Mail that does not leave: bin/up keeps each one as a file until a mail server is named."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Kept:
    """Where each mail is kept, and the address its links begin with if no other machine has it."""

    folder: str
    only_here: str


def kept_mail() -> Kept | None:
    """What to know as long as mail does not leave; None when it does."""
    if not settings.SUPPLE_MAIL_FOLDER:
        return None
    only_here = settings.SUPPLE_BASE_URL if settings.SUPPLE_LINKS_STAY_HERE else ""
    return Kept(settings.SUPPLE_MAIL_FOLDER, only_here)


def invitation_goes(email: str) -> str:
    """What is said after an invitation: where it goes, or that it does not leave yet."""
    if kept_mail() is None:
        words = _("The invitation goes to %(email)s. It works once, for three days.")
    else:
        words = _(
            "The invitation for %(email)s is written, but no mail leaves yet: it is kept as a "
            "file. The page Mails says where."
        )
    return words % {"email": email}

"""A mail to a client, or to a guardian of theirs: who it is from and to, and who is answered."""

from clients.guardians.queries import Addressee
from practice.core.models import Practice
from practice.outbox.kinds import ForCalendar, Mail
from practice.outbox.written import written


def mail_to(
    practice: Practice,
    to: Addressee,
    name: str,
    url: str,
    *,
    unsubscribe_url: str = "",
    for_calendar: ForCalendar | None = None,
    **told: object,
) -> Mail:
    """The mail of a name, which leads to `url`; an answer to it reaches the practice.

    Its templates know `practice`, `practice_name`, `to`, `url` and what is `told` besides.
    """
    context = {"practice_name": practice.name, "practice": practice, "to": to, "url": url, **told}
    return Mail(
        to_name=to.name,
        to_address=to.address,
        from_name=practice.sender_name,
        reply_to=practice.contact_email,
        unsubscribe_url=unsubscribe_url,
        for_calendar=for_calendar,
        **written(name, context),
    )

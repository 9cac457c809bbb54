"""Where sign-ins are kept: Django's own table, with a new session written once, and what changes
in one kept by the transaction that changed it."""

from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils.crypto import get_random_string

from practice.core.services import Statement

KEY_LENGTH = 32
_KEEP = "UPDATE django_session SET session_data = %s, expire_date = %s WHERE session_key = %s"


class SessionStore(DatabaseStore):
    """Django's own store; a key that was never written is made when the session is saved."""

    def cycle_key(self) -> None:
        """Change the key at sign-in; a visitor without a session has none to change."""
        if self.session_key is None:
            self.modified = True
        else:
            super().cycle_key()

    def to_keep(self, cookie: str | None) -> Statement | None:
        """What writes that which changed, for the running transaction, so that no second one has
        to be waited for; None where nothing did. A session that has another key than the cookie,
        or none, is left to Django, which makes the cookie too; so is one that is gone."""
        if self.session_key is None or self.session_key != cookie or not self.modified:
            return None
        data = self.encode(dict(self.items()))
        return _KEEP, [data, self.get_expiry_date(), self.session_key]

    def _get_new_session_key(self) -> str:
        """Draw a key without asking whether it is taken: `create` draws again if it is."""
        return get_random_string(KEY_LENGTH, VALID_KEY_CHARS)

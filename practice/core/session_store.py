"""Where sign-ins are kept: Django's own table, with a new session written once."""

from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils.crypto import get_random_string

KEY_LENGTH = 32


class SessionStore(DatabaseStore):
    """Django's own store; a key that was never written is made when the session is saved."""

    def cycle_key(self) -> None:
        """Change the key at sign-in; a visitor without a session has none to change."""
        if self.session_key is None:
            self.modified = True
        else:
            super().cycle_key()

    def _get_new_session_key(self) -> str:
        """Draw a key without asking whether it is taken: `create` draws again if it is."""
        return get_random_string(KEY_LENGTH, VALID_KEY_CHARS)

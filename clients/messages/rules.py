"""What holds of a message: its length, its time to be taken back, and when a mail tells of it."""

from datetime import datetime, timedelta

# Some two pages of paper: what is longer is a letter, and can be attached as one.
LONGEST = 5_000
# A page of a thread: so many messages, or fewer when they are long, so that it stays light.
PAGE, PAGE_LETTERS, FILE_LETTERS = 50, 9_000, 250
# How long somebody may take back what nobody has read yet.
TAKE_BACK = timedelta(minutes=15)
# How long a mail waits for what is written after the first; read meanwhile, it is not sent.
MAIL_WAITS = timedelta(minutes=15)
# A mail that could not leave for so long tells of what is no longer new.
MAIL_EXPIRES = timedelta(days=3)


def tidy(said: str) -> str:
    """Words as they are kept: one kind of line's end, and no blank around them."""
    return said.replace("\r\n", "\n").replace("\r", "\n").strip()


def may_take_back(*, sent_at: datetime, read_at: datetime | None, at: datetime) -> bool:
    """Whether a message can still be taken back: unread, and of the last minutes."""
    return read_at is None and at - sent_at <= TAKE_BACK

"""What a browser sends from the log form."""

from typing import Any
from uuid import uuid4

from practice.core.links import Link, link_token
from sessions.programs.models import HomeProgram


def sent(key: Any = None, **more: Any) -> dict[str, Any]:
    """Done, with nothing else said, unless told otherwise."""
    return {"client_key": str(key or uuid4()), "done": "yes", **more}


def link_for(home_program: HomeProgram, day: str) -> str:
    """The address in a reminder for one local day."""
    link = Link("practice", home_program.practice_id, home_program.pk, day)
    return f"/l/practice/{link_token(link)}/"

"""Look at the outbox of all practices, hold mails, and let them go."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from practice.core.clock import now
from practice.outbox.operating import (
    NotFound,
    Standing,
    hold_mails,
    practice_called,
    release_mail,
    release_mails,
    standings,
)
from practice.outbox.sending.claims import figures

WORDS = {
    "planned": "due",
    "retry": "waiting to try again or let go",
    "claimed": "being sent",
    "held": "held",
    "unknown": "unknown whether they arrived",
}


class Command(BaseCommand):
    """`outbox look`, `outbox hold`, `outbox release`."""

    help = "Look at the mails of all practices, hold them, and let them go."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and with which mails."""
        doing = parser.add_subparsers(dest="doing", required=True, metavar="look|hold|release")
        look = doing.add_parser("look", help="what waits, is late, held or unknown, and why")
        look.add_argument("--practice", metavar="NAME", help="one practice alone")
        hold = doing.add_parser("hold", help="let nothing leave but what somebody waits for")
        whose = hold.add_mutually_exclusive_group(required=True)
        whose.add_argument("--all", action="store_true", help="of every practice")
        whose.add_argument("--practice", metavar="NAME", help="of one practice")
        hold.add_argument("--reason", required=True, help="why; whoever looks reads it")
        release = doing.add_parser("release", help="let held mails go, as fast as mails may leave")
        which = release.add_mutually_exclusive_group(required=True)
        which.add_argument("--all", action="store_true", help="lift every hold")
        which.add_argument("--practice", metavar="NAME", help="what one practice is held by")
        which.add_argument("--mail", metavar="ID", help="one held mail")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, and say what was done."""
        doing = {"look": self._look, "hold": self._hold, "release": self._release}
        try:
            doing[options["doing"]](options)
        except NotFound as error:
            raise CommandError(str(error)) from error

    def _look(self, options: dict[str, Any]) -> None:
        only = practice_called(options["practice"]) if options["practice"] else None
        if only is None:
            found = figures()
            self.stdout.write(
                f"Due now: {found['due']}, of these late: {found['late']}, waiting for their turn:"
                f" {found['waiting_for_turn']}. Oldest late: {found['oldest_overdue_seconds']} s."
                f" Sent within the hour: {found['sent_last_hour']}, failed:"
                f" {found['failed_last_hour']}."
            )
            if found["on_hold"]:
                self.stdout.write(
                    "All practices are held, but those that were let go since; “outbox release"
                    " --all” lets the others go."
                )
        for standing in standings(only):
            self._say(standing)

    def _say(self, standing: Standing) -> None:
        self.stdout.write(f"\n{standing.name} ({standing.slug})")
        if standing.hold:
            since = f"{standing.hold.since:%Y-%m-%d %H:%M} UTC"
            self.stdout.write(f"  on hold since {since}: {standing.hold.reason}")
        for state, words in WORDS.items():
            if standing.states[state]:
                self.stdout.write(f"  {standing.states[state]} {words}")
        for reason, count in standing.held.most_common():
            self.stdout.write(f"    held, {count}: {reason}")
        if standing.oldest_due:
            minutes = (now() - standing.oldest_due).total_seconds() // 60
            self.stdout.write(f"  the oldest is due since {minutes:.0f} minutes")
        if not standing.states:
            self.stdout.write("  nothing waits")

    def _hold(self, options: dict[str, Any]) -> None:
        reason = " ".join(options["reason"].split())
        if not reason:
            raise CommandError("Say why, such as --reason 'we move to another server'.")
        which = practice_called(options["practice"]) if options["practice"] else None
        hold_mails(reason=reason, practice_id=which)
        whose = f"of {options['practice']}" if which else "of every practice"
        self.stdout.write(
            f"The mails {whose} are held. Sign-in codes, invitations and what is urgent leave."
        )

    def _release(self, options: dict[str, Any]) -> None:
        if options["mail"]:
            release_mail(_mail_id(options["mail"]))
            self.stdout.write("This mail was let go.")
            return
        which = practice_called(options["practice"]) if options["practice"] else None
        count = release_mails(practice_id=which)
        self.stdout.write(
            f"Let go: {count}. They leave as fast as mails may; those whose time has passed do not."
        )


def _mail_id(word: str) -> UUID:
    try:
        return UUID(word)
    except ValueError as error:
        raise CommandError(f"{word} is no mail’s id.") from error

"""Guards of check-ins that come by mail."""

from tests.drill.guards.guard import Guard

MAIL = "tests/sessions/check_ins/test_check_ins_come_by_mail.py"
RULES = "sessions/check_ins/mailing/rules.py"
EMAILS = "sessions/check_ins/mailing/emails.py"

GUARDS = (
    Guard(
        name="nobody is asked by night",
        file=RULES,
        text="if MORNING <= local.time() < NIGHT else None",
        instead="if MORNING <= local.time() else None",
        tests=(f"{MAIL}::test_a_morning_that_nobody_worked_is_made_good",),
    ),
    Guard(
        name="nobody is asked before the morning of where they live",
        file=RULES,
        text="if MORNING <= local.time() < NIGHT else None",
        instead="if local.time() < NIGHT else None",
        tests=(f"{MAIL}::test_who_is_asked_is_asked_once_in_the_morning",),
    ),
    Guard(
        name="next steps wait for the afternoon",
        file=RULES,
        text="begins = AFTERNOON if since == 0 else MORNING",
        instead="begins = MORNING",
        tests=(f"{MAIL}::test_a_release_is_followed_on_its_day_and_after_three_and_seven",),
    ),
    Guard(
        name="the same questions are mailed once",
        file="sessions/check_ins/mailing/services.py",
        text="            local_date=day,\n",
        instead="            local_date=at.astimezone(zone).date(),\n",
        tests=(f"{MAIL}::test_who_is_asked_is_asked_once_in_the_morning",),
    ),
    Guard(
        name="what is answered is not asked about",
        file=EMAILS,
        text="    if asked_by_mail([*checking_in, *due]) is None:\n",
        instead="    if False:\n",
        tests=(f"{MAIL}::test_what_is_answered_asks_nobody",),
    ),
    Guard(
        name="a release that was taken back tells no next steps",
        file=EMAILS,
        text="    if episode is None or episode.released_on is None:\n",
        instead="    if episode is None:\n",
        tests=(f"{MAIL}::test_what_was_taken_back_is_not_followed",),
    ),
    Guard(
        name="whoever wants no questions by mail has none",
        file=EMAILS,
        text="    if not wants_mail(actor, client.pk, MailKind.CHECK_IN):\n",
        instead="    if False:\n",
        tests=(f"{MAIL}::test_who_wants_no_such_mails_has_none_and_it_is_seen",),
    ),
    Guard(
        name="who answers nothing is not asked louder",
        file="sessions/check_ins/mailing/services.py",
        text=" if goes_unanswered(due, row.unanswered) else ",
        instead=" if False else ",
        tests=(f"{MAIL}::test_who_answers_nothing_is_not_asked_louder",),
    ),
    Guard(
        name="a zone that is no more is not overwritten",
        file="practice/core/zones.py",
        text="value.stored if isinstance(value, UnknownZone) else value",
        instead="value",
        tests=(f"{MAIL}::test_a_zone_that_is_no_more_stands_until_somebody_says_another",),
    ),
)

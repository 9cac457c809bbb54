"""Guards of the calendar: what it says was booked, what others read, what mails bring for it."""

from tests.drill.guards.guard import Guard

KEY = "tests/sessions/calendar_feeds/test_an_address_is_a_key.py"
READ = "tests/sessions/calendar_feeds/test_another_calendar_reads_what_is_booked.py"
MAIL = "tests/sessions/appointments/test_a_mail_puts_it_into_a_calendar.py"
SAID = "tests/sessions/appointments/test_what_was_booked_is_said_on_the_calendar.py"
BOOKED = "sessions/appointments/queries/booked.py"

GUARDS = (
    Guard(
        name="what was booked is said to nobody else",
        file=BOOKED,
        text="return is_untouched and is_mine and may_undo(found.booked_at, now())",
        instead="return is_untouched and may_undo(found.booked_at, now())",
        tests=(f"{SAID}::test_it_is_said_to_nobody_else",),
    ),
    Guard(
        name="what was booked is not said once something became of it",
        file=BOOKED,
        text="return is_untouched and is_mine and may_undo(found.booked_at, now())",
        instead="return is_mine and may_undo(found.booked_at, now())",
        tests=(
            f"{SAID}::test_what_became_of_it_since_is_not_said_to_be_booked",
            f"{SAID}::test_what_has_its_lesson_is_not_said_to_be_booked",
        ),
    ),
    Guard(
        name="an address made anew ends the one before",
        file="sessions/calendar_feeds/services.py",
        text="    end_feed(actor=actor)\n    secret",
        instead="    secret",
        tests=(f"{KEY}::test_made_anew_the_old_one_opens_nothing",),
    ),
    Guard(
        name="a calendar's address ends with the work here",
        file="sessions/calendar_feeds/queries.py",
        text="        if not (feed.member.is_active and feed.member.user.is_active):\n",
        instead="        if False:\n",
        tests=(f"{KEY}::test_it_ends_with_the_work_or_the_login",),
    ),
    Guard(
        name="a calendar's address ends with a guardian's part",
        file="sessions/calendar_feeds/queries.py",
        text="    if feed.guardian_id is not None:\n",
        instead="    if False:\n",
        tests=(f"{KEY}::test_a_guardians_address_ends_with_their_part",),
    ),
    Guard(
        name="a calendar is not read without end",
        file="sessions/calendar_feeds/views.py",
        text="    if not _may_read(request, feed.digest):\n",
        instead="    if False:\n",
        tests=(f"{KEY}::test_it_is_not_read_without_end",),
    ),
    Guard(
        name="of a calendar's secret the digest alone is kept",
        file="sessions/calendar_feeds/services.py",
        text="        digest=digest(secret),\n",
        instead="        digest=secret[-64:],\n",
        tests=(f"{KEY}::test_it_is_shown_once_and_only_its_digest_is_kept",),
    ),
    Guard(
        name="a practitioner's calendar is theirs alone",
        file="sessions/calendar_feeds/queries.py",
        text="        rows = rows.filter(practitioner_id=actor.membership_id)\n",
        instead="        pass\n",
        tests=(f"{READ}::test_each_reads_their_own_alone",),
    ),
    Guard(
        name="a calendar does not grow with the past",
        file="sessions/calendar_feeds/queries.py",
        text=".filter(starts_at__gte=now() - BACK)",
        instead="",
        tests=(f"{READ}::test_it_does_not_grow_with_the_past",),
    ),
    Guard(
        name="a zone's clock changes by what it showed before",
        file="sessions/appointments/ics.py",
        text="(at + was)",
        instead="(at + now)",
        tests=(f"{READ}::test_a_change_is_dated_by_the_clock_before_it",),
    ),
    Guard(
        name="the number of a change never falls",
        file="sessions/appointments/ics.py",
        text="found.version - 1)",
        instead="len(found.state))",
        tests=(
            f"{READ}::test_the_sequence_grows_and_the_name_stays",
            f"{MAIL}::test_booked_moved_and_cancelled_are_one_event_that_counts_up",
        ),
    ),
    Guard(
        name="a mail takes out of a calendar what was cancelled",
        file="sessions/appointments/ics.py",
        text='    method = "CANCEL" if one.appointment.state in set(GIVEN_UP) else "REQUEST"\n',
        instead='    method = "REQUEST"\n',
        tests=(f"{MAIL}::test_booked_moved_and_cancelled_are_one_event_that_counts_up",),
    ),
    Guard(
        name="nobody asks themself to come",
        file="sessions/appointments/emails.py",
        text="if by and by.casefold() != address.casefold() else ours",
        instead="or ours",
        tests=(f"{MAIL}::test_nobody_asks_themself",),
    ),
)

"""Guards of what everybody may read."""

from tests.drill.guards.guard import Guard

ASTRAY = "tests/sessions/public_page/test_a_visitor_goes_another_way.py"
BOOKS = "tests/sessions/public_page/test_a_visitor_books.py"
SHOWN = "tests/sessions/public_page/test_a_practice_shows_itself.py"

GUARDS = (
    Guard(
        name="a page that is closed is shown to nobody",
        file="sessions/public_page/queries.py",
        text='.filter(practice_id=OuterRef("pk"), is_open=True)',
        instead='.filter(practice_id=OuterRef("pk"))',
        tests=(f"{SHOWN}::test_what_is_closed_as_it_is_read_is_not_shown",),
    ),
    Guard(
        name="a page ends with its practice",
        file="sessions/public_page/queries.py",
        text="pk=practice_id, is_active=True)",
        instead="pk=practice_id)",
        tests=(f"{SHOWN}::test_it_ends_with_the_practice",),
    ),
    Guard(
        name="only who is marked as shown stands on the page",
        file="sessions/public_page/queries.py",
        text="        is_shown=True,\n",
        instead="",
        tests=(f"{SHOWN}::test_what_is_not_published_is_not_there",),
    ),
    Guard(
        name="who left is not shown",
        file="sessions/public_page/queries.py",
        text="        member__is_active=True,\n",
        instead="",
        tests=(f"{SHOWN}::test_who_left_or_gives_no_lessons_is_not_shown",),
    ),
    Guard(
        name="a visitor reads no client",
        file="sessions/public_page/queries.py",
        text="client_id=NOBODY, request_id=request_id)\n    found",
        instead="request_id=request_id)\n    found",
        tests=(f"{SHOWN}::test_whoever_reads_it_reads_no_client",),
    ),
    Guard(
        name="contact is shown only if the owner says so",
        file="sessions/public_page/queries.py",
        text='found.contact_phone if page["shows_contact"] else ""',
        instead="found.contact_phone",
        tests=(f"{SHOWN}::test_what_is_not_published_is_not_there",),
    ),
    Guard(
        name="nobody writes what the page tells of somebody else",
        file="sessions/public_page/services.py",
        text="    if not may_write_profile(actor, member_id):\n",
        instead="    if False:\n",
        tests=(f"{SHOWN}::test_only_the_owner_opens_it_and_everybody_writes_of_themselves",),
    ),
    Guard(
        name="whoever is signed in reads what everybody reads",
        file="practice/config/settings.py",
        text='    ("/p/", "practice.core.actor.no_actor"),\n',
        instead="",
        tests=(f"{SHOWN}::test_reading_notes_no_visit_of_who_is_signed_in",),
    ),
    Guard(
        name="a visitor's link books once",
        file="sessions/public_page/booking/services.py",
        text="    if row.appointment_id is not None:\n        return row\n",
        instead="",
        tests=(f"{BOOKS}::test_pressed_again_it_books_nothing_and_says_so",),
    ),
    Guard(
        name="a visitor's link ends",
        file="sessions/public_page/booking/services.py",
        text="    if row.expires_at <= now():\n",
        instead="    if False:\n",
        tests=(f"{BOOKS}::test_a_link_that_came_too_late_books_nothing",),
    ),
    Guard(
        name="who shares an address is not booked for",
        file="sessions/public_page/booking/services.py",
        text="len(known) == 1 and",
        instead="known and",
        tests=(f"{BOOKS}::test_who_does_not_act_alone_by_this_address_is_left_alone",),
    ),
    Guard(
        name="nobody under age is booked for by an address",
        file="sessions/public_page/booking/services.py",
        text=" and not guarding_of(actor, known[0].pk).is_minor:",
        instead=":",
        tests=(f"{BOOKS}::test_who_does_not_act_alone_by_this_address_is_left_alone",),
    ),
    Guard(
        name="a visitor picks what is offered",
        file="sessions/public_page/booking/services.py",
        text="    if not is_offered(actor, wanted):\n",
        instead="    if False:\n",
        tests=(f"{BOOKS}::test_a_time_that_is_taken_already_is_told_before_any_mail",),
    ),
    Guard(
        name="what a visitor typed is forgotten once it is booked",
        file="sessions/public_page/booking/services.py",
        text='row.phone = row.came_by = ""\n',
        instead='row.came_by = ""\n',
        tests=(f"{BOOKS}::test_no_more_is_kept_of_them_than_is_needed",),
    ),
    Guard(
        name="what nobody confirmed goes",
        file="sessions/public_page/booking/services.py",
        text="    gone, _each = rows.filter(expires_at__lt=now() - KEPT).delete()\n",
        instead="    gone = 1\n",
        tests=(f"{BOOKS}::test_no_more_is_kept_of_them_than_is_needed",),
    ),
    Guard(
        name="a program that fills in everything sends no mail",
        file="sessions/public_page/booking/portal.py",
        text="    if form.is_by_a_program:\n",
        instead="    if False:\n",
        tests=(f"{BOOKS}::test_a_program_that_fills_in_everything_gets_nowhere",),
    ),
    Guard(
        name="asking is counted by address",
        file="sessions/public_page/booking/portal.py",
        text='    if not _counts(request, SENT, fold_email(form.cleaned_data["email"])):\n',
        instead="    if False:\n",
        tests=(f"{BOOKS}::test_asking_is_counted_by_address",),
    ),
    Guard(
        name="what visitors cannot book any more is not booked by a link",
        file="sessions/public_page/booking/services.py",
        text=" or not row.service.is_visitor_bookable:\n",
        instead=":\n",
        tests=(f"{BOOKS}::test_nothing_but_what_is_published_is_booked",),
    ),
    Guard(
        name="nobody is booked for by an address who goes by another name",
        file="sessions/public_page/booking/services.py",
        text="    return fold(row.given_name) in {fold(name) for name in names if name}\n",
        instead="    return bool(names)\n",
        tests=(f"{ASTRAY}::test_a_time_is_their_own_only_by_their_own_name",),
    ),
    Guard(
        name="who is not shown any more is not booked by a link",
        file="sessions/public_page/booking/services.py",
        text="    if not is_shown(actor, row.practitioner_id):\n",
        instead="    if False:\n",
        tests=(f"{ASTRAY}::test_who_is_not_shown_any_more_is_not_booked",),
    ),
    Guard(
        name="a start lies in a year that is booked",
        file="sessions/appointments/asking.py",
        text=" or not YEARS[0] <= at.year <= YEARS[1]:\n",
        instead=":\n",
        tests=(f"{ASTRAY}::test_a_year_that_nobody_books_is_refused_in_words",),
    ),
)

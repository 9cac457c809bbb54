"""Guards of what everybody may read."""

from tests.drill.guards.guard import Guard

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
)

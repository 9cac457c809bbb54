"""Guards of calendars whose address somebody gave."""

from tests.drill.guards.guard import Guard

CARE = "tests/sessions/busy_times/test_an_address_is_read_with_care.py"
HOLDS = "tests/sessions/busy_times/test_busy_elsewhere_holds.py"
WHEN = "tests/sessions/busy_times/test_a_calendar_says_when.py"

GUARDS = (
    Guard(
        name="a calendar's address leads to no machine of our own",
        file="sessions/busy_times/fetching.py",
        text="    if not numbers or not all(is_public(number) for number in numbers):\n",
        instead="    if not numbers:\n",
        tests=(f"{CARE}::test_what_is_not_public_is_not_asked",),
    ),
    Guard(
        name="every number that a name leads to is public",
        file="sessions/busy_times/fetching.py",
        text="all(is_public(number) for number in numbers)",
        instead="is_public(numbers[0])",
        tests=(f"{CARE}::test_a_name_that_leads_to_both_is_not_asked",),
    ),
    Guard(
        name="a group's number and a reserved one are not public",
        file="sessions/busy_times/rules.py",
        text=" and not (found.is_multicast or found.is_reserved)",
        instead="",
        tests=(f"{CARE}::test_what_is_not_public_is_not_asked",),
    ),
    Guard(
        name="it connects to the number that was looked at",
        file="sessions/busy_times/fetching.py",
        text="socket.create_connection((self.number, self.port)",
        instead="socket.create_connection((public_address(where_of(f'https://{self.host}')), 443)",
        tests=(f"{CARE}::test_it_connects_to_the_number_that_was_looked_at",),
    ),
    Guard(
        name="a calendar is not read past its limit",
        file="sessions/busy_times/fetching.py",
        text="        if max(sent, size) > BYTES_MOST:\n",
        instead="        if False:\n",
        tests=(
            f"{CARE}::test_what_is_too_large_is_not_read_to_its_end",
            f"{CARE}::test_what_is_packed_is_measured_unpacked",
        ),
    ),
    Guard(
        name="whoever reads a calendar knows no secret",
        file="sessions/busy_times/apart.py",
        text="env={**environment, ",
        instead="env={**os.environ, ",
        tests=(f"{CARE}::test_it_is_read_by_a_process_that_knows_no_secret",),
    ),
    Guard(
        name="what a calendar is about is dropped before it is read",
        file="sessions/busy_times/expanding.py",
        text="        elif not skipped and name in _OF_TIME:\n",
        instead="        elif not skipped:\n",
        tests=(f"{WHEN}::test_what_it_is_about_is_left_out_before_it_is_read",),
    ),
    Guard(
        name="what repeats within a day is left out",
        file="sessions/busy_times/expanding.py",
        text="    if any(fine in words.upper() for fine in _FINE):\n",
        instead="    if False:\n",
        tests=(f"{WHEN}::test_what_repeats_within_a_day_or_oddly_is_counted_and_left_out",),
    ),
    Guard(
        name="nobody is offered time in which somebody is busy by another calendar",
        file="sessions/hours/queries.py",
        text="    taken = [*busy, *hours.busy_of(practitioner_id)]\n",
        instead="    taken = [*busy]\n",
        tests=(f"{HOLDS}::test_a_client_is_not_offered_it_and_cannot_book_it",),
    ),
    Guard(
        name="another calendar is its owner's alone",
        file="sessions/busy_times/queries.py",
        text=".filter(member_id=actor.membership_id)",
        instead=".all()",
        tests=(f"{HOLDS}::test_its_owner_alone_sees_and_changes_it",),
    ),
)

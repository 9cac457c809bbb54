"""Who reads where a place is, who says it, and who says that they come there."""

from tests.drill.guards.guard import Guard

PLACES = "practice/team/services/places.py"
SAID = "tests/practice/team/test_a_place_says_where_it_is.py"
TOLD = "tests/sessions/appointments/test_where_to_come_is_told.py"
SHOWN = "tests/sessions/public_page/test_everybody_reads_where_it_is.py"
ROOM = "tests/sessions/appointments/test_who_meets_online_finds_the_room.py"
COMES = "tests/sessions/appointments/test_a_client_says_that_they_come.py"
WAYS = "tests/sessions/hours/test_a_service_says_how_it_works.py"

GUARDS = (
    Guard(
        name="two who change a place at once overwrite nothing",
        file="practice/team/services/places.py",
        text="if version is not None and stored.version != version:",
        instead="if False:",
        tests=(
            "tests/practice/team/test_a_place_says_where_it_is.py"
            "::test_two_who_change_it_at_once_overwrite_nothing",
        ),
    ),
    Guard(
        name="everybody reads the street only if the owner says so",
        file="practice/core/models.py",
        text="return self.where.lines if self.shows_address else self.where.town_lines",
        instead="return self.where.lines",
        tests=(f"{SHOWN}::test_the_street_is_shown_if_the_owner_says_so",),
    ),
    Guard(
        name="who is no client yet is mailed the street only if everybody reads it",
        file="sessions/public_page/booking/emails.py",
        text='"where": row.place.public_lines if',
        instead='"where": row.place.where.lines if',
        tests=(f"{SHOWN}::test_who_is_no_client_yet_is_mailed_what_everybody_reads",),
    ),
    Guard(
        name="a calendar never says how to find a place",
        file="sessions/appointments/ics.py",
        text="[place.name, *place.where.lines]",
        instead="[place.name, *place.where.lines, place.directions]",
        tests=(f"{TOLD}::test_another_calendar_gets_the_address_and_never_how_to_find_it",),
    ),
    Guard(
        name="a mail that cancels tells nobody where to come",
        file="sessions/appointments/emails.py",
        text='place_facts(found.place if word != "cancelled" else None)',
        instead="place_facts(found.place)",
        tests=(f"{TOLD}::test_mails_say_where_to_come_until_nobody_has_to",),
    ),
    Guard(
        name="only the owner adds a place",
        file=PLACES,
        text='AlreadyDone if `key` made one before."""\n    actor.require("settings.write")\n',
        instead='AlreadyDone if `key` made one before."""\n',
        tests=(f"{SAID}::test_only_the_owner_says_it_and_only_of_their_own",),
    ),
    Guard(
        name="only the owner says where a place is",
        file=PLACES,
        text='that was read."""\n    actor.require("settings.write")\n',
        instead='that was read."""\n',
        tests=(f"{SAID}::test_only_the_owner_says_it_and_only_of_their_own",),
    ),
    Guard(
        name="a street goes with its town",
        file=PLACES,
        text='    if lines and not told["town"]:\n',
        instead="    if False:\n",
        tests=(f"{SAID}::test_what_cannot_be_is_said_beside_its_field",),
    ),
    Guard(
        name="a country is one that there is",
        file=PLACES,
        text="    if data.country and data.country not in country_names():\n",
        instead="    if False:\n",
        tests=(f"{SAID}::test_the_service_refuses_as_the_page_does",),
    ),
    Guard(
        name="a way of working is one of the list",
        file="sessions/hours/services/offering.py",
        text="    if data.modality and data.modality not in list(Modality):\n",
        instead="    if False:\n",
        tests=(f"{WAYS}::test_what_is_not_on_the_list_is_said_beside_it",),
    ),
    Guard(
        name="a room online has an address that a browser opens safely",
        file="sessions/hours/services/online.py",
        text='URLValidator(schemes=["https"])',
        instead='URLValidator(schemes=["https", "http", "javascript"])',
        tests=(f"{ROOM}::test_what_is_no_address_is_refused_beside_it",),
    ),
    Guard(
        name="an address does not look like another one",
        file="sessions/hours/services/online.py",
        text='    if "@" in where.netloc:',
        instead="    if False:",
        tests=(f"{ROOM}::test_what_is_no_address_is_refused_beside_it",),
    ),
    Guard(
        name="a room of a class opens to those who have a place in it",
        file="sessions/appointments/classes/queries.py",
        text='return self.found.online_room if self.mine else ""',
        instead="return self.found.online_room",
        tests=(f"{ROOM}::test_a_class_opens_it_to_those_who_have_a_place",),
    ),
    Guard(
        name="a mail that cancels leads nobody into a room",
        file="sessions/appointments/emails.py",
        text='"room": found.online_room if word != "cancelled" else "",',
        instead='"room": found.online_room,',
        tests=(f"{ROOM}::test_mails_and_calendars_lead_there_until_nobody_comes",),
    ),
    Guard(
        name="a client says that they come, and no other step",
        file="sessions/appointments/services/steps.py",
        text="    if actor.in_portal and verb is not Verb.CONFIRM:\n",
        instead="    if False:\n",
        tests=(f"{COMES}::test_no_other_step_is_theirs",),
    ),
    Guard(
        name="a client says that they come before it begins",
        file="sessions/appointments/services/steps.py",
        text="        if actor.in_portal and appointment.starts_at <= now():\n",
        instead="        if False:\n",
        tests=(f"{COMES}::test_once_it_has_begun_it_is_too_late",),
    ),
)

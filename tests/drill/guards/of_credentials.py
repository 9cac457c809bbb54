"""Guards of credentials and of what shows them."""

from tests.drill.guards.guard import Guard

LISTED = "tests/sessions/credentials/test_a_practitioner_lists_credentials.py"
READ = "tests/sessions/credentials/test_everybody_reads_what_holds.py"
APART = "tests/sessions/credentials/test_what_shows_it_is_kept_apart.py"
WRONG = f"{LISTED}::test_what_cannot_be_is_said_beside_it_and_nothing_is_lost"

GUARDS = (
    Guard(
        name="a credential is changed by who holds it and the owner alone",
        file="sessions/credentials/queries.py",
        text="    if actor.reach(action) is not Reach.ALL:\n",
        instead="    if False:\n",
        tests=(
            f"{LISTED}::test_everybody_changes_their_own_and_the_owner_each",
            f"{APART}::test_its_holder_and_the_owner_open_it_and_nobody_else",
        ),
    ),
    Guard(
        name="nobody gives somebody else a credential",
        file="sessions/credentials/queries.py",
        text="    if actor.reach(WRITE) is not Reach.ALL and actor.membership_id != member_id:\n",
        instead="    if False:\n",
        tests=(f"{LISTED}::test_everybody_changes_their_own_and_the_owner_each",),
    ),
    Guard(
        name="a credential that is not public is not asked for",
        file="sessions/credentials/queries.py",
        text=", is_public=True\n",
        instead="\n",
        tests=(f"{READ}::test_what_is_not_public_is_not_even_asked_for",),
    ),
    Guard(
        name="row security keeps a credential that is not public from clients and visitors",
        sql="DROP POLICY theirs ON care_sessions_credential",
        tests=(f"{READ}::test_row_security_shows_a_client_what_is_public_alone",),
    ),
    Guard(
        name="what expired is on no page",
        file="sessions/credentials/queries.py",
        text='        if standing(_day(one["expires_on"]), today) is not Standing.EXPIRED\n',
        instead="",
        tests=(
            f"{READ}::test_what_is_not_public_or_holds_no_more_is_not_there",
            f"{READ}::test_its_last_day_ends_by_the_clock_of_the_practice",
        ),
    ),
    Guard(
        name="nothing is awarded on a day to come",
        file="sessions/credentials/services.py",
        text="    if earliest is not None and earliest > today:\n",
        instead="    if False:\n",
        tests=(f"{LISTED}::test_the_day_of_award_is_not_to_come",),
    ),
    Guard(
        name="no credential ends before it was awarded",
        file="sessions/credentials/services.py",
        text="    if earliest and data.expires_on and data.expires_on < earliest:\n",
        instead="    if False:\n",
        tests=(WRONG,),
    ),
    Guard(
        name="who was slower overwrites no credential unseen",
        file="sessions/credentials/services.py",
        text="    if row.version != version:\n",
        instead="    if False:\n",
        tests=(f"{LISTED}::test_who_was_slower_overwrites_nothing_unseen",),
    ),
    Guard(
        name="what shows a credential is judged by its content",
        file="sessions/credentials/services.py",
        text="    with checked(upload, FileKind.LETTER) as found:\n",
        instead=(
            "    from clients.files.checking import Checked\n"
            "    from contextlib import nullcontext\n"
            '    with nullcontext(Checked(upload, "application/pdf", upload.size)) as found:\n'
        ),
        tests=(f"{APART}::test_what_is_no_paper_is_refused_and_the_rest_is_kept_typed",),
    ),
    Guard(
        name="what is not kept of a credential leaves no bytes",
        file="sessions/credentials/services.py",
        text="            drop(name)\n            raise\n",
        instead="            raise\n",
        tests=(f"{APART}::test_what_is_not_kept_leaves_no_bytes",),
    ),
    Guard(
        name="the sweep leaves what shows a credential",
        file="sessions/apps.py",
        text='        register("credentials", credentials.names_known)\n',
        instead="",
        tests=(f"{APART}::test_the_sweep_leaves_it",),
    ),
)

"""Guards of the page to talk over: what is shared, with whom, and that it stays as it was."""

from tests.drill.guards.guard import Guard

SHARED = "tests/sessions/progress/sharing/test_parts_are_shared_as_they_were.py"
WHOSE = "tests/sessions/progress/sharing/test_what_is_shared_and_with_whom.py"
LETTERS = "tests/sessions/progress/sharing/test_a_letter_takes_progress_along.py"
HANDED = "sessions/progress/course/queries.py"
KEPT = "tests/sessions/progress/test_what_is_handed_over_holds_nothing_kept.py"

GUARDS = (
    Guard(
        name="what is shared is what was looked at",
        file="sessions/progress/sharing/services.py",
        text="    if seen != sheet.seal:\n",
        instead="    if not seen:\n",
        tests=(f"{SHARED}::test_what_changed_since_it_was_looked_at_is_looked_at_again",),
    ),
    Guard(
        name="a judgement is shared once both have judged",
        file=HANDED,
        text="    both = judged_by_both(given.answers)\n",
        instead="    both = list(given.answers)\n",
        tests=(
            f"{KEPT}::test_what_one_judged_alone_stands_on_no_page_and_no_paper",
            f"{WHOSE}::test_a_judgement_that_the_other_has_not_given_is_not_shared",
            f"{LETTERS}::test_what_is_shut_or_kept_to_themselves_is_not_in_it",
        ),
    ),
    Guard(
        name="an author's own notes are not shared",
        file=HANDED,
        text="role=Role.OWNER, membership_id=None, ",
        instead="role=Role.OWNER, ",
        tests=(
            f"{WHOSE}::test_what_an_author_keeps_to_themselves_is_not_shared",
            f"{KEPT}::test_what_an_author_keeps_is_on_no_paper_of_theirs",
        ),
    ),
    Guard(
        name="nothing of other clients is shared",
        file=HANDED,
        text="        curve=False,\n",
        instead="",
        tests=(f"{WHOSE}::test_nothing_of_other_clients_is_shared",),
    ),
    Guard(
        name="what a client said in their own words stays out of letters",
        file="sessions/progress/sharing/in_letters.py",
        text="        own_words=False,\n",
        instead="",
        tests=(f"{LETTERS}::test_their_own_words_stay_out_of_it",),
    ),
    Guard(
        name="progress is shared by who reaches the client",
        file=HANDED,
        text='    client = get_client(actor, client_id, "note.read")\n',
        instead="    client = Episode._base_manager.filter(client_id=client_id)[0].client\n",
        tests=(f"{WHOSE}::test_nobody_else_shares_or_reads_it",),
    ),
    Guard(
        name="what was taken back is read no more",
        file="sessions/progress/sharing/queries.py",
        text="client_id=client_id, withdrawn_at=None)",
        instead="client_id=client_id)",
        tests=(f"{SHARED}::test_taken_back_they_read_it_no_more",),
    ),
    Guard(
        name="nothing is shared of an archived record",
        file="sessions/progress/sharing/services.py",
        text="    require_present(actor=actor, client_id=shared.client_id)\n",
        instead="",
        tests=(f"{WHOSE}::test_an_archived_record_is_read_and_not_shared",),
    ),
    Guard(
        name="what was shared never changes",
        sql="GRANT UPDATE (told) ON care_sessions_sharedprogress TO supple_app",
        tests=(f"{WHOSE}::test_the_database_changes_nothing_that_was_shared",),
    ),
)

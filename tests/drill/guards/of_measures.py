"""Guards of the measures: raw answers, blindness of two raters, a lent tablet."""

from tests.drill.guards.guard import Guard

MEASURES = "tests/clients/measures"
KEPT = f"{MEASURES}/test_an_answer_is_kept_as_it_was_given.py"
APART = f"{MEASURES}/test_neither_sees_the_others_judgement_first.py"
IMPROVED = f"{MEASURES}/test_who_improved_is_told_with_the_missing.py"
TABLET = f"{MEASURES}/test_a_lent_tablet_opens_nothing_else.py"

GUARDS = (
    Guard(
        name="a judgement of change is shut until both are in",
        file="clients/measures/models.py",
        text="        return rows.filter(~others | Exists(judged))\n",
        instead="        return rows\n",
        tests=(APART, f"{MEASURES}/test_the_api_goes_through_the_same_door.py"),
    ),
    Guard(
        name="whoever writes a judgement down has given their own",
        file="clients/measures/services.py",
        text="    if data.instrument in JUDGED_BY_CLIENT and not work.has_judged(\n",
        instead="    if False and not work.has_judged(\n",
        tests=(f"{APART}::test_whoever_writes_it_down_has_judged_before",),
    ),
    Guard(
        name="judgements that were seen are not taken out",
        file="clients/measures/services.py",
        text="    if response.instrument in JUDGED_BY_CLIENT and counterpart_is_in(response):\n",
        instead="    if False:\n",
        tests=(f"{APART}::test_both_were_seen_and_stay",),
    ),
    Guard(
        name="an answer is to the version that was asked",
        file="clients/measures/services.py",
        text="    if instrument.version != data.version:\n",
        instead="    if False:\n",
        tests=(KEPT,),
    ),
    Guard(
        name="raw answers never change",
        sql="GRANT UPDATE (answers) ON clients_measureresponse TO supple_app",
        tests=(f"{KEPT}::test_the_database_changes_no_answer",),
    ),
    Guard(
        name="one answer an occasion",
        sql="DROP INDEX one_answer_an_occasion",
        tests=(f"{KEPT}::test_the_same_screen_answered_twice_is_one_answer",),
    ),
    Guard(
        name="lending a tablet signs its lender out",
        file="clients/measures/views.py",
        text="    logout(request)\n",
        instead="",
        tests=(TABLET,),
    ),
    Guard(
        name="a lent tablet is over after a while",
        file="clients/measures/queries/doors.py",
        text=", expires_at__gt=now()",
        instead="",
        tests=(f"{TABLET}::test_it_is_over_after_a_while",),
    ),
    Guard(
        name="a tablet's form keeps nothing in another loan",
        file="clients/measures/tablet.py",
        text="    if _is_of_another_loan(request, lent):\n",
        instead="    if False:\n",
        tests=(f"{TABLET}::test_a_form_of_another_loan_keeps_nothing",),
    ),
    Guard(
        name="an answer to another version is not scored by today's",
        file="clients/measures/queries/improvement.py",
        text=" or _points(asked) != _points(instrument):\n            return None\n",
        instead=":\n            return instrument\n",
        tests=(
            f"{IMPROVED}::test_a_version_that_nobody_knows_is_not_scored_by_todays",
            f"{IMPROVED}::test_a_former_version_counts_if_its_points_are_todays",
        ),
    ),
    Guard(
        name="nobody judges anew after seeing the other's",
        sql="DROP INDEX one_judgement_an_occasion",
        tests=(f"{APART}::test_nobody_judges_anew_after_seeing_the_others",),
    ),
    Guard(
        name="nobody of the portal judges as the practitioner",
        file="clients/measures/services.py",
        text="    if actor.in_portal and rater is not Rater.CLIENT:\n",
        instead="    if False:\n",
        tests=(f"{KEPT}::test_an_answer_for_somebody_else_is_not_found",),
    ),
)

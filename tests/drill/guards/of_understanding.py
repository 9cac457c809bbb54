"""Guards of the cards to understand by, and of the page of next steps."""

from tests.drill.guards.guard import Guard

HERE = "tests/sessions/understanding/"
READ = f"{HERE}test_clients_read_their_cards.py"
STEPS = f"{HERE}test_next_steps_follow_the_first_release.py"
WRITTEN = f"{HERE}test_a_practice_writes_its_own_cards.py"

GUARDS = (
    Guard(
        name="a client reads what they were given, and what is offered to all",
        file="sessions/understanding/queries.py",
        text="rows.filter(Q(offered_to_all=True, retired_at=None) | _given(actor))",
        instead="rows",
        tests=(READ,),
    ),
    Guard(
        name="a draft gives no card",
        file="sessions/programs/giving.py",
        text="rows.exclude(home_program__state=HomeProgramState.DRAFT.value)",
        instead="rows",
        tests=(READ,),
    ),
    Guard(
        name="next steps wait for a release",
        file="sessions/understanding/queries.py",
        text=".filter(pk=episode_id, released_on__isnull=False)",
        instead=".filter(pk=episode_id)",
        tests=(STEPS,),
    ),
    Guard(
        name="a card that was changed in between is not written over",
        file="sessions/understanding/services.py",
        text="    if card.version != version:\n",
        instead="    if False:\n",
        tests=(WRITTEN,),
    ),
    Guard(
        name="a link of a card leads somewhere",
        file="sessions/understanding/services.py",
        text="    if link and not is_address(link):\n",
        instead="    if False:\n",
        tests=(WRITTEN,),
    ),
)

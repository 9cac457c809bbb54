"""Guards of the radar: what may be called steady, who is judged and by whom it is read."""

from tests.drill.guards.guard import Guard

RADAR = "tests/sessions/progress/radar"
LEVELS = f"{RADAR}/test_points_come_to_a_level.py"
SIGNALS = f"{RADAR}/test_each_signal_speaks_by_its_own_numbers.py"
STORED = f"{RADAR}/test_what_is_stored_is_what_is_judged.py"
NIGHT = f"{RADAR}/test_the_nights_run_goes_on_where_it_was.py"
TWO = f"{RADAR}/test_two_workers_judge_one_night.py"
PAGES = f"{RADAR}/test_the_pages_of_the_radar.py"
PAST = f"{RADAR}/test_past_warnings_are_compared_with_what_happened.py"
FOLDER = "sessions/progress/radar"

GUARDS = (
    Guard(
        name="no data is unknown and never steady",
        file=f"{FOLDER}/rules/judging.py",
        text=(
            "    return Level.UNKNOWN if level is Level.STEADY and not outcome_known(reasons)"
            " else level\n"
        ),
        instead="    return level\n",
        tests=(LEVELS,),
    ),
    Guard(
        name="an answer of long ago is not known",
        file=f"{FOLDER}/rules/signals.py",
        text="    is_old = (known.today - answers.later[-1].day).days > rules.fresh_days\n",
        instead="    is_old = False\n",
        tests=(SIGNALS,),
    ),
    Guard(
        name="of who never logs no practice is known",
        file=f"{FOLDER}/rules/signals.py",
        text="    if not practice.logged:\n",
        instead="    if False:\n",
        tests=(SIGNALS,),
    ),
    Guard(
        name="nothing of tomorrow counts today",
        file=f"{FOLDER}/evidence.py",
        text="     AND said.withdrawn_at IS NULL AND said.answered_on <= %(day)s\n",
        instead="     AND said.withdrawn_at IS NULL\n",
        tests=(STORED,),
    ),
    Guard(
        name="what was withdrawn is no evidence",
        file=f"{FOLDER}/evidence.py",
        text="     AND said.withdrawn_at IS NULL AND said.answered_on <= %(day)s\n",
        instead="     AND said.answered_on <= %(day)s\n",
        tests=(STORED,),
    ),
    Guard(
        name="nobody archived and no merged record is judged",
        file=f"{FOLDER}/queries.py",
        text="JUDGED = (ClientState.ACTIVE, ClientState.MAINTAINING)\n",
        instead="JUDGED = tuple(ClientState)\n",
        tests=(NIGHT,),
    ),
    Guard(
        name="a killed run goes on behind the last that was kept",
        file=f"{FOLDER}/services/running.py",
        text="    clients = some_to_judge(actor, run.after, at_once)\n",
        instead="    clients = some_to_judge(actor, None, at_once)\n",
        tests=(NIGHT,),
    ),
    Guard(
        name="a night is judged once",
        file=f"{FOLDER}/services/running.py",
        text="    if run is None or run.ended_at is not None:\n",
        instead="    if run is None:\n",
        tests=(NIGHT,),
    ),
    Guard(
        name="what was back when last told of is never steady",
        file=f"{FOLDER}/rules/judging.py",
        text="    if any(one.why in LAST_TOLD for one in told):\n        return False\n",
        tests=(LEVELS,),
    ),
    Guard(
        name="another course that is well hides nothing that was back",
        file=f"{FOLDER}/rules/signals.py",
        text="    loud = one.state is State.SPEAKS or one.why in LAST_TOLD\n",
        instead="    loud = one.state is State.SPEAKS\n",
        tests=(SIGNALS,),
    ),
    Guard(
        name="the first night of a practice tells nobody of everybody",
        file=f"{FOLDER}/queries.py",
        text='    turned |= Q(level_before="", level_since__gt=Subquery(first_night))\n',
        instead='    turned |= Q(level_before="")\n',
        tests=(NIGHT,),
    ),
    Guard(
        name="the list counts no further than it says",
        file=f"{FOLDER}/queries.py",
        text='values_list("level")[: COUNTED + 1]',
        instead='values_list("level")',
        tests=(PAGES,),
    ),
    Guard(
        name="another wording changes no earlier fate",
        file=f"{FOLDER}/calibrating.py",
        text="if (row[0], row[2]) == (work, version)]",
        instead="if row[0] == work]",
        tests=(PAST,),
    ),
    Guard(
        name="a program that rested lately is no less practice",
        file=f"{FOLDER}/evidence.py",
        text="    rested += [on for row in running if (on := _day(row[3])) and on <= day]\n",
        tests=(STORED,),
    ),
    Guard(
        name="an evening is of the practice's own day",
        file=f"{FOLDER}/evidence.py",
        text="supple_day_there(flare.settled_at, %(zone)s)",
        instead="flare.settled_at::date",
        tests=(STORED,),
    ),
    Guard(
        name="who cannot be judged keeps nobody waiting",
        file=f"{FOLDER}/services/running.py",
        text="    return _one_by_one(actor, clients, by, day)\n",
        instead="    raise RuntimeError\n",
        tests=(NIGHT,),
    ),
    Guard(
        name="a fault of all passes nobody over",
        file=f"{FOLDER}/services/running.py",
        text="    if not judged and len(failed) > 1:\n        raise next(iter(failed.values()))\n",
        tests=(NIGHT,),
    ),
    Guard(
        name="the radar counts by what the owner changed while it waited",
        file=f"{FOLDER}/services/running.py",
        text="    by = in_force(actor)  # whoever changes it",
        instead="    # whoever changes it",
        tests=(NIGHT,),
    ),
    Guard(
        name="of two workers one judges a night",
        file=f"{FOLDER}/services/running.py",
        text="select_for_update(skip_locked=True, no_key=True)",
        instead="select_for_update(no_key=True)",
        tests=(TWO,),
    ),
    Guard(
        name="the owner alone changes how the radar counts",
        file=f"{FOLDER}/services/changing.py",
        text='    actor.require("settings.write")\n    wrong = wrong_in(values)\n',
        instead="    wrong = wrong_in(values)\n",
        tests=(PAGES,),
    ),
    Guard(
        name="an assistant reads no radar",
        file=f"{FOLDER}/views.py",
        text='@staff_page("radar.read")\ndef radar(',
        instead='@staff_page("client.read")\ndef radar(',
        tests=(PAGES,),
    ),
    Guard(
        name="what was so on the first day is no forecast",
        file=f"{FOLDER}/rules/calibration.py",
        text="    if spell.already:\n        return Fate.ALREADY\n",
        tests=(PAST,),
    ),
    Guard(
        name="nothing is said of too few",
        file=f"{FOLDER}/rules/calibration.py",
        text="        return self.known >= FEWEST\n",
        instead="        return True\n",
        tests=(PAST,),
    ),
)

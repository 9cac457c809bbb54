"""Guards of Today: what stands first, what may be put off, and whose it is."""

from tests.drill.guards.guard import Guard

RANKED = "tests/practice/dashboard/test_today_is_ranked.py"
ASIDE = "tests/practice/dashboard/test_needs_are_put_off.py"
DAY = "tests/practice/dashboard/test_the_day_is_told.py"
WRITTEN = "tests/practice/core/test_a_query_is_written_once.py"

MORNING = "tests/practice/dashboard/test_today_comes_by_mail.py"

GUARDS = (
    Guard(
        name="Today by mail tells each what they may see",
        file="practice/dashboard/morning/queries.py",
        text="        role=Role(member.role),\n",
        instead="        role=Role.OWNER,\n",
        tests=(MORNING,),
    ),
    Guard(
        name="Today by mail ends by its link, whatever was planned",
        file="practice/dashboard/morning/emails.py",
        text="wish is None or wish.next_at is None or",
        instead="wish is None or",
        tests=(MORNING,),
    ),
    Guard(
        name="a morning that is over is not told of",
        file="practice/dashboard/morning/services.py",
        text=" and at < came + HOLDS",
        instead="",
        tests=(MORNING,),
    ),
    Guard(
        name="another link ends no mail of Today",
        file="practice/core/links.py",
        text="return link if link.purpose == purpose else None",
        instead="return link",
        tests=(MORNING,),
    ),
    Guard(
        name="safety stands before the work",
        file="practice/dashboard/rules.py",
        text="_SAFETY = (NeedKind.FLAG, NeedKind.FLARE, NeedKind.BACK)",
        instead="_SAFETY = (NeedKind.FLARE, NeedKind.BACK)",
        tests=(RANKED,),
    ),
    Guard(
        name="whoever comes today stands before the others of the group",
        file="practice/dashboard/needs.py",
        text="return group, self.comes_at is None, self.comes_at or _LONG_AGO, kind, self.since",
        instead="return group, True, _LONG_AGO, kind, self.since",
        tests=(RANKED,),
    ),
    Guard(
        name="a safety answer cannot be said to be done",
        file="practice/dashboard/aside.py",
        text="    if need.kind not in ENDS_BY_WORD:\n",
        instead="    if need.kind in ():\n",
        tests=(ASIDE,),
    ),
    Guard(
        name="a need is put off for a few days at most",
        file="practice/dashboard/aside.py",
        text="    if not today < until <= latest:\n",
        instead="    if not today < until:\n",
        tests=(ASIDE,),
    ),
    Guard(
        name="what was put off comes back on its day",
        file="practice/dashboard/narrowed.py",
        text="    holds = Q(until=None) | Q(until__gt=today_in(actor.zone))\n",
        instead="    holds = Q()\n",
        tests=(ASIDE,),
    ),
    Guard(
        name="what begins later waits anew",
        file="practice/dashboard/narrowed.py",
        text="rows.filter(holds, about=about, since__gte=since)",
        instead="rows.filter(holds, about=about)",
        tests=(ASIDE,),
    ),
    Guard(
        name="whoever comes today is not cut off by who waits for longer",
        file="practice/dashboard/queries.py",
        text="        people = with_comers(actor, narrowed, people)\n",
        instead="        pass\n",
        tests=(RANKED,),
    ),
    Guard(
        name="what is out of reach is nothing, and no error",
        file="practice/core/written_once.py",
        text="        except EmptyResultSet:",
        instead="        except KeyError:",
        tests=(RANKED,),
    ),
    Guard(
        name="an archived record waits for nothing on Today",
        file="practice/dashboard/waiting.py",
        text=(
            "        rows = rows.exclude(client__state=ClientState.ARCHIVED)\n"
            "    if narrowed.comers"
        ),
        instead="        pass\n    if narrowed.comers",
        tests=(RANKED,),
    ),
    Guard(
        name="a mail that fails later comes back",
        file="practice/dashboard/desk.py",
        text='put_off(actor, NeedKind.MAIL, actor.practice_id, OuterRef("went_at"))',
        instead='put_off(actor, NeedKind.MAIL, actor.practice_id, OuterRef("due_at"))',
        tests=(RANKED,),
    ),
    Guard(
        name="mine are my clients",
        file="practice/dashboard/waiting.py",
        text="        rows = rows.filter(client__assigned_to_id=actor.membership_id)\n",
        instead="        pass\n",
        tests=(RANKED,),
    ),
    Guard(
        name="the day tells no story to who may not read it",
        file="sessions/notes/last_felt.py",
        text='beside(actor, "note.read", _FELT',
        instead='beside(actor, "today.read", _FELT',
        tests=(DAY,),
    ),
    Guard(
        name="the day keeps what an author keeps to themselves",
        file="sessions/notes/last_felt.py",
        text="AND note.client_id = clients_client.id AND {OPEN}",
        instead="AND note.client_id = clients_client.id AND ({OPEN} OR TRUE)",
        tests=(DAY,),
    ),
    Guard(
        name="a query that is written once is filled in by the practice that asks",
        file="practice/core/written_once.py",
        text="return lambda asked: asked.actor.practice_id",
        instead="return lambda _asked: found",
        tests=(WRITTEN,),
    ),
    Guard(
        name="a query that is written once is kept by role",
        file="practice/core/written_once.py",
        text="key = (name, actor.role, actor.only_own_clients, actor.client_id is None, variant)",
        instead="key = (name, variant)",
        tests=(WRITTEN,),
    ),
    Guard(
        name="the id of a row is not kept for the next",
        file="practice/core/written_once.py",
        text="        raise CannotKeep(str(found))\n",
        instead="        return lambda _asked: found\n",
        tests=(WRITTEN,),
    ),
)

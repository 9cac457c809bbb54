"""The cards that each practice gets a copy of, and its first page of next steps, in our words."""

from sessions.understanding.rules import BuiltInCard

_TAUGHT = "How teachers of somatic education explain it; no study"

PSOAS = BuiltInCard(
    code="psoas_free_and_tight",
    title="The psoas, free and tight",
    summary="A deep muscle on each side joins your thigh to your spine. Free, it goes unnoticed.",
    body="It runs from the front of the low spine, through the pelvis, to the top of the thigh. "
    "Its neighbour, the iliacus, ends in the same place, so we speak of both as one. It steadies "
    "you and it moves you, and how hard it should work changes with all you do.\n\n"
    "The second list is what people tell us. Each of these can have other reasons too. What "
    "is new, strong or worrying belongs to a doctor first.",
    healthy=(
        "Lying down, it rests",
        "Sitting, it helps you stay upright",
        "Standing, it lets you come to full height",
        "Walking, one side works while the other lets go",
        "Bending and turning feel easy",
    ),
    tight=(
        "Lying down, it goes on working",
        "Getting up, a pull in the groin or low back",
        "Standing, the low back hollows, the belly comes forward",
        "Walking, the steps stay short",
        "Moving is heavy work",
    ),
    drawing="psoas_free_and_tight",
    source=_TAUGHT,
    offered_to_all=True,
)

MEMORY = BuiltInCard(
    code="muscles_remember",
    title="Muscles remember",
    summary="Much of what is tight was learned once. What was learned can be learned anew.",
    body="You did not think your way onto a bicycle. You practised, and one day it went by "
    "itself. Holding is learned the same way: after a fall, in a hard time, over years in a "
    "chair. Your brain keeps how a movement goes and how it feels, and plays it again without "
    "asking you.\n\n"
    "That is why “sit up straight” lasts a minute. Nobody can watch over their back all day, and "
    "you do not have to. It is not a matter of trying harder or of knowing better.\n\n"
    "What came by doing changes by doing: slowly, with attention, a little every day, lying down "
    "first. One day the new way goes by itself, too.",
    drawing="muscles_remember",
    source=_TAUGHT,
    offered_to_all=True,
)

CORE_AND_SLEEVE = BuiltInCard(
    code="core_and_sleeve",
    title="Core and sleeve",
    summary="Some muscles lie against the bone. Others are wrapped around them.",
    body="By core we mean the innermost muscles: the psoas, the iliacus, the diaphragm you "
    "breathe with, the one between your lowest rib and your pelvis. By sleeve we mean what lies "
    "around them. Your belly wall is sleeve, even if you have heard it called core.\n\n"
    "When the core does its quiet part, the sleeve has little to do. When it does not, the "
    "sleeve steps in and holds you together. It is a picture to learn with; others draw the line "
    "elsewhere.",
    healthy=(
        "The belly is soft",
        "Breath goes down by itself",
        "You feel long, with room inside",
    ),
    tight=(
        "The belly is held",
        "Breath stops short",
        "You feel short and braced",
    ),
    drawing="core_and_sleeve",
    source=_TAUGHT,
    offered_to_all=True,
)

TONE = BuiltInCard(
    code="tone_that_fits",
    title="Tone that fits",
    summary="Tone is how hard a muscle is working, from full rest to all it can.",
    body="More is not better, and neither is less. Lying down, next to nothing is enough. "
    "Sitting takes a little, standing some more, stairs much more. Afterwards it should come down "
    "again.\n\n"
    "Your brain sets this anew from moment to moment, by what it feels. A supple muscle follows: "
    "up when there is work, down when it is done, and never more than it takes. That is what "
    "makes moving look light.\n\n"
    "So we do not ask how strong or how loose you are. We look at whether the tone fits what you "
    "are doing just now, and whether you can let it go.",
    drawing="tone_that_fits",
    source=_TAUGHT,
    offered_to_all=True,
)

NO_STRETCHING = BuiltInCard(
    code="why_no_stretching",
    title="Why we do not stretch",
    summary="A muscle that is pulled often pulls back. We ask it to let go instead.",
    body="A muscle held by habit holds because your brain tells it to. Pulling on it from outside "
    "tells the brain nothing new. It may give way for a while and be back the next day. Perhaps "
    "you know this.\n\n"
    "We begin at the other end, the way a cat wakes up. You tighten the muscle gently yourself. "
    "Then you let go, much more slowly, and rest. So your brain feels what it was doing, and can "
    "do less of it. It should never hurt.\n\n"
    "What is known: many who do this say they feel easier. The studies are few and had nobody to "
    "compare with, so nobody can promise you how it will be for you. We look at what changes, "
    "together.",
    drawing="why_no_stretching",
    source="How teachers of somatic education explain it; "
    "Huang and Babgi 2022, a study without a comparison group",
    offered_to_all=True,
)

FREE_THEN_INTEGRATE = BuiltInCard(
    code="free_then_integrate",
    title="First free, then integrate",
    summary="Letting go is the beginning. It stays when you use it.",
    body="Muscles never work alone. While one was held, all the others fitted themselves around "
    "it: how you stand, walk and breathe. When it lets go, they still do it the old way, and may "
    "call the old holding back.\n\n"
    "So there are two steps. First free: lying down, slowly, one place after the other. Then "
    "integrate: the same ease in rolling, sitting up, standing and walking, until everything "
    "joins in and you no longer think of it.\n\n"
    "It does not matter what freed you: a lesson, the practice at home, or somebody else. The "
    "second step comes after it all the same. How long it takes differs from one person to the "
    "next.",
    drawing="free_then_integrate",
    source=_TAUGHT,
    offered_to_all=True,
)

SENSING = BuiltInCard(
    code="what_you_do_not_feel_yet",
    title="What you do not feel yet",
    summary="A place that is always held can fall silent. You do not notice that it did.",
    body="Close your eyes and feel your tongue. Now feel the left side of your low back. In most "
    "of us some places are clear, some are dim, and some are simply not there. Nobody misses "
    "them, as nobody sees where their sight ends.\n\n"
    "Moving slowly, with attention, wakes them. Then it may turn out that you have been holding "
    "there for years. That is no step back: now you can let go of it.\n\n"
    "So “I cannot feel it” is a true answer here. Tell us, too, what you feel now that you did "
    "not before. If your skin is numb, or strength is missing, that is something else: see a "
    "doctor.",
    drawing="what_you_do_not_feel_yet",
    source=_TAUGHT,
    offered_to_all=True,
)

CARDS: tuple[BuiltInCard, ...] = (
    PSOAS,
    MEMORY,
    CORE_AND_SLEEVE,
    TONE,
    NO_STRETCHING,
    FREE_THEN_INTEGRATE,
    SENSING,
)

NEXT_STEPS_TITLE = "Something let go. What now?"
NEXT_STEPS_BODY = (
    "A first release is recorded for you. You may feel longer, lighter or a little strange. "
    "Perhaps you feel nothing yet. All of that is fine.\n\n"
    "Today: take a slow walk, and let your arms swing. Lie down once for a few minutes and feel "
    "how you lie. There is no need to test whether it is still there.\n\n"
    "The next days: go on with your short practice, gently. Do less, and slower, than you could. "
    "The old way knows your body well, and it may come back for a while. That is no failure; it "
    "lets go more easily each time.\n\n"
    "What comes next: letting go was the first step. Next you take it into rolling, sitting up, "
    "standing and walking, so that it stays without your thinking of it. These movements come "
    "into your home program from us.\n\n"
    "If you are sore for more than a day and a half, or something is worse: stop, and tell us. "
    "What is sudden, strong or new to you belongs to a doctor."
)

"""From the floor to the first steps: joining what was freed to the rest of the body."""

from clients.symptoms.rules import Contraindication, Position, Transition
from sessions.movements.rules import BuiltInMovement, Sides, Step, StepKind, Target, Variant

_CONTRACT, _RELEASE = StepKind.CONTRACT, StepKind.SLOW_RELEASE
_REST, _SENSE = StepKind.REST, StepKind.SENSE
_STANDING, _WALKING = Position.STANDING, Position.WALKING
_OWN = "own composition, for the position changes of the article"

ROLL_UP_TO_SIT = BuiltInMovement(
    code="roll_up_to_sit",
    name="Roll Up to Sit",
    summary="From the back over the side to sitting, and all the way down again.",
    position=Position.LYING,
    sides=Sides.EACH_SIDE,
    minutes=3,
    cycles=2,
    start="Lie on your back with your knees bent. Have room on both sides.",
    steps=(
        Step(_CONTRACT, "Roll to your side. Let your top hand push, your head come last.", 10),
        Step(_RELEASE, "Go back the way you came: lean, fold, roll. Half the pace.", 18),
        Step(_REST, "Rest on your back. Let your hips go soft.", 9),
        Step(_SENSE, "Sense where it was easy, and where you held.", 8),
    ),
    release=1,
    integration=3,
    targets=(
        Target("iliopsoas", Transition.LYING_TO_SITTING),
        Target("waist", Transition.LYING_TO_SITTING),
        Target("iliopsoas", Transition.SITTING_TO_LYING),
    ),
    source=_OWN,
    drawing="roll_up_to_sit",
)

RISE_TO_STAND = BuiltInMovement(
    code="rise_to_stand",
    name="Rise to Stand",
    summary="Fold, rise and lengthen, then sit down without falling.",
    position=Position.SITTING,
    sides=Sides.TOGETHER,
    minutes=3,
    cycles=4,
    start="Sit towards the front of a firm chair, feet under your knees. Let your arms hang.",
    steps=(
        Step(_CONTRACT, "Fold forward at your hips until your feet take your weight. Rise.", 6),
        Step(_RELEASE, "At the top, let the front of your hips lengthen. Tall as is easy.", 9),
        Step(_CONTRACT, "Bend hips and knees together, and pause a little way down.", 4),
        Step(_RELEASE, "Lower yourself slowly, until the chair meets you.", 12),
        Step(_REST, "Rest. Let the breath come and go.", 7),
        Step(_SENSE, "Sense how your weight lies on the chair.", 7),
    ),
    release=1,
    integration=3,
    targets=(
        Target("iliopsoas", Transition.SITTING_TO_STANDING),
        Target("gluteals", Transition.SITTING_TO_STANDING),
        Target("quadriceps", Transition.SITTING_TO_STANDING),
        Target("iliopsoas", Transition.STANDING_TO_SITTING),
    ),
    source=_OWN,
    drawing="rise_to_stand",
    variants=(Variant.SEATED, Variant.STANDING),
    contraindications=(Contraindication.STANDING_BALANCE,),
)

STANDING_SOMATICS = BuiltInMovement(
    code="standing_somatics",
    name="Standing Somatics",
    summary="A small arch and a small rounding, standing, and the middle between.",
    position=_STANDING,
    sides=Sides.TOGETHER,
    minutes=3,
    cycles=4,
    start="Stand with your feet under your hips and your knees soft. Have a chair within reach.",
    steps=(
        Step(_CONTRACT, "Breathe in. Tip your pelvis forward; let your low back arch a little.", 5),
        Step(_RELEASE, "Breathe out. Let the arch melt down through your legs.", 10),
        Step(_CONTRACT, "Tuck your tail a little; let your chest sink.", 5),
        Step(_RELEASE, "Let it go slowly, and let yourself grow tall.", 10),
        Step(_REST, "Rest on both feet. Nothing to hold.", 7),
        Step(_SENSE, "Sense heels and toes, left and right.", 7),
    ),
    release=1,
    integration=2,
    targets=(
        Target("iliopsoas", _STANDING),
        Target("back_extensors", _STANDING),
        Target("abdominal_wall", _STANDING),
    ),
    source="essentialsomatics.com",
    drawing="standing_somatics",
    variants=(Variant.STANDING,),
    contraindications=(Contraindication.STANDING_BALANCE,),
)

SHIFT_TO_WALK = BuiltInMovement(
    code="shift_to_walk",
    name="Shift to Walk",
    summary="The weight goes to one foot; the other leg grows light and swings.",
    position=_STANDING,
    sides=Sides.ALTERNATING,
    minutes=4,
    cycles=4,
    start="Stand with your feet under your hips, one hand on the back of a chair.",
    steps=(
        Step(_CONTRACT, "Pour your weight onto your left foot, until your right heel lifts.", 6),
        Step(_RELEASE, "Let the weight come back to both feet, slowly.", 11),
        Step(_CONTRACT, "Pour your weight onto your right foot, until your left heel lifts.", 6),
        Step(_RELEASE, "Let it come back again, slower still.", 11),
        Step(_REST, "Rest on both feet.", 12),
        Step(_SENSE, "Sense the hip you stand on grow long, and the other grow light.", 12),
    ),
    release=1,
    integration=3,
    targets=(
        Target("iliopsoas", Transition.STANDING_TO_WALKING),
        Target("abductors", Transition.STANDING_TO_WALKING),
        Target("waist", Transition.STANDING_TO_WALKING),
        Target("iliopsoas", _STANDING),
    ),
    source=_OWN,
    drawing="shift_to_walk",
    variants=(Variant.STANDING,),
    contraindications=(Contraindication.STANDING_BALANCE,),
)

EASY_WALKING = BuiltInMovement(
    code="easy_walking",
    name="Easy Walking",
    summary="A slow walk in which the legs swing from the middle of the back.",
    position=_WALKING,
    sides=Sides.ALTERNATING,
    minutes=5,
    cycles=4,
    start="Find ten free steps, indoors or out. Let your arms hang.",
    steps=(
        Step(_CONTRACT, "Walk, and let each leg begin high, above the hip. Short steps.", 20),
        Step(_RELEASE, "Do less. Let the steps lengthen by themselves.", 30),
        Step(_REST, "Stand still. Let everything settle.", 12),
        Step(_SENSE, "Sense left and right. Does each hip have its turn?", 12),
    ),
    release=0,
    integration=3,
    targets=(
        Target("iliopsoas", _WALKING),
        Target("waist", _WALKING),
        Target("hamstrings", _WALKING),
        Target("iliopsoas", Transition.STANDING_TO_WALKING),
    ),
    source=_OWN,
    drawing="easy_walking",
    variants=(Variant.STANDING,),
    contraindications=(Contraindication.STANDING_BALANCE,),
)

UPRIGHT = (ROLL_UP_TO_SIT, RISE_TO_STAND, STANDING_SOMATICS, SHIFT_TO_WALK, EASY_WALKING)
